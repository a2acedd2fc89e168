# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""points.py [FOLDER...]: a look at connectable objects, their points and their sinks.

It is cpg-points in Python, with the same window: points-window.ui.
"""

import itertools
import math
import sys
import threading
import time
from collections import deque
from pathlib import Path

import gi

for name, version in ("Cpg", "1.0"), ("Folder", "1.0"), ("Gdk", "4.0"), ("Graphene", "1.0"), ("Gtk", "4.0"):
    gi.require_version(name, version)
from gi.repository import Cpg, Folder, Gdk, Gio, GLib, GObject, Graphene, Gtk, Pango

HERE = Path(__file__).parent
STORM_RATE = 100_000  # events a second


# What happens to be connectable ------------------------------------------------


class StockEvents(Cpg.Interface):
    def price_changed(self, symbol: str, price: float): ...


@Cpg.outgoing(Cpg.PropertyNotifySink)
@Cpg.outgoing(StockEvents, default=True)
class StockTicker(Cpg.Connectable):
    """Its own price is a property, which sinks may refuse to have changed."""

    price = Cpg.Property(type=float, default=12.5)

    def tick(self):
        try:
            self.price = max(1, self.price + GLib.random_double_range(-0.5, 0.5))
        except GLib.Error:
            return  # somebody refused
        self.emit("price-changed", "ACME", self.price)


class TimeEvents(Cpg.Interface):
    def ticked(self, time: GLib.DateTime): ...


@Cpg.outgoing(TimeEvents, default=True)
class TimeClock(Cpg.Connectable):
    def tick(self):
        self.emit("ticked", GLib.DateTime.new_now_local())


class StockStorm:
    """A thread that fires so often that no user interface could show each event."""

    def __init__(self, ticker):
        self.ticker = ticker
        self.is_on = False

    def start(self):
        self.is_on = True
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def stop(self):
        if self.is_on:
            self.is_on = False
            self.thread.join()

    def run(self):
        last = time.monotonic()
        while self.is_on:
            time.sleep(0.0005)
            now = time.monotonic()
            # What could not be fired in time is not made up for.
            for i in range(min(int((now - last) * STORM_RATE), 1000)):
                self.ticker.emit("price-changed", "GUST", i / 10)
            last = now


# What the lists show -------------------------------------------------------------


def text_of_number(number):
    return f"{number:,}".replace(",", "\u202f")


def text_of_argument(argument):
    if isinstance(argument, float):
        return f"{argument:.2f}"
    if isinstance(argument, GLib.DateTime):
        return argument.format("%H:%M:%S")
    return argument if isinstance(argument, str) else type(argument).__name__


class PointsEntry(GObject.Object):
    """One line of the log."""

    __gtype_name__ = "PointsEntry"
    time = GObject.Property(type=str)
    source = GObject.Property(type=str)
    sink = GObject.Property(type=str)
    event = GObject.Property(type=str)
    thread = GObject.Property(type=str)
    text = GObject.Property(type=str)  # all of them, to search in

    def __init__(self, source, sink, event, thread):
        now = GLib.DateTime.new_now_local()
        stamp = f"{now.format('%H:%M:%S')}.{now.get_microsecond() // 1000:03}"
        super().__init__(time=stamp, source=source, sink=sink, event=event, thread=thread,
                         text=" ".join((stamp, source, sink, event, thread)))


class PointsLog:
    """What was heard. Any thread may add to it; the main loop puts it into the list, so
    many lines at a time, and in a storm fewer: nobody can read a hundred thousand a second."""

    LENGTH, FLUSH_LENGTH, STORM_LENGTH = 1000, 25, 5

    def __init__(self):
        self.entries = Gio.ListStore.new(PointsEntry)
        self.waiting = deque()
        self.room = self.FLUSH_LENGTH
        self.n_more = 0

    def add(self, source, sink, invocation):
        # In a storm there is none, most of the time: then no text is made.
        if len(self.waiting) >= self.room:
            self.n_more += 1
            return
        is_main = threading.current_thread() is threading.main_thread()
        text = invocation.name + "  " + ", ".join(map(text_of_argument, invocation.args))
        self.waiting.append(PointsEntry(source, sink, text, "main" if is_main else "worker"))

    def flush(self):
        fresh = [self.waiting.popleft() for _ in range(len(self.waiting))]
        n_more, self.n_more = self.n_more, 0
        self.room = self.STORM_LENGTH if n_more else self.FLUSH_LENGTH
        if n_more:
            fresh.append(PointsEntry("", "", f"… and {text_of_number(n_more)} more", ""))
        if fresh:
            self.entries[:0] = fresh[::-1]  # the newest comes first
            del self.entries[self.LENGTH:]


class Listener:
    """What listens behind a Cpg.Sink: it counts the calls and writes them to the log."""

    def __init__(self, name, source, log):
        self.name = name
        self.source = source
        self.log = log
        self.n_calls = 0
        self.counter = itertools.count(1)  # in whatever thread

    def __call__(self, sink, invocation):
        self.n_calls = next(self.counter)
        if self.log:
            self.log.add(self.source, self.name, invocation)

    def new_sink(self, point):
        sink = Cpg.Sink.new(point.get_connection_interface().get_gtype())
        sink.connect("invoked", self)
        sink.listener = self
        return sink


class PointsConnection(GObject.Object):
    """A Cpg.Connection as the table shows it."""

    __gtype_name__ = "PointsConnection"
    cookie = GObject.Property(type=GObject.TYPE_UINT)
    sink = GObject.Property(type=str)
    flags = GObject.Property(type=str)
    delivered = GObject.Property(type=str)
    dropped = GObject.Property(type=str)
    blocked = GObject.Property(type=bool, default=False)

    def __init__(self, connection):
        flags = connection.props.flags
        super().__init__(cookie=connection.props.cookie, sink=connection.props.sink.listener.name,
                         flags=", ".join(nick for nick in flags.value_nicks if nick != "none") or "plain")
        self.connection = connection
        self.is_queued = bool(flags & Cpg.AdviseFlags.CONTEXT)
        self.refresh()

    def refresh(self):
        # A point counts only what goes through a main context, our sinks count for themselves.
        sink = self.connection.props.sink
        for name, value in (("delivered", text_of_number(sink.listener.n_calls) if sink else "–"),
                            ("dropped", text_of_number(self.connection.props.n_dropped) if self.is_queued else "–"),
                            ("blocked", self.connection.props.blocked)):
            if self.get_property(name) != value:
                self.set_property(name, value)


class PointsNode(GObject.Object):
    """A line of the list on the left: a connectable object, or a point of one."""

    __gtype_name__ = "PointsNode"
    title = GObject.Property(type=str)
    icon_name = GObject.Property(type=str)
    count = GObject.Property(type=str)

    def __init__(self, source, title, icon_name, point=None, parent=None):
        super().__init__(title=title, icon_name=icon_name)
        self.source = source  # a point does not keep it
        self.source_title = parent or title
        self.children = None
        if point:
            self.point = point
            self.connections = point.list_connections()
            # Not notify::n-connections, which comes in the thread that advises or unadvises.
            self.connections.connect("items-changed", lambda model, *_: self.show_count(model))
            self.show_count(self.connections)
        else:
            self.point = source.find_connection_point(source.get_default_interface())
            self.connections = self.point.list_connections()
            self.children = Gio.ListStore.new(PointsNode)
            for point in source.enum_connection_points():
                name = point.get_connection_interface().get_name()
                self.children.append(PointsNode(source, name, "network-transmit-receive-symbolic", point, title))

    def show_count(self, model):
        self.count = str(len(model))


# Widgets of our own ----------------------------------------------------------------


class PointsSplit(Gtk.Widget):
    """A side bar and a content; in a narrow window either takes all of it."""

    __gtype_name__ = "PointsSplit"
    SIDEBAR_WIDTH, FOLD_WIDTH = 270, 720
    folded = GObject.Property(type=bool, default=False)

    def __init__(self, **kwargs):
        self._children = {}
        self._show_sidebar = True
        super().__init__(**kwargs)

    def _set_child(self, name, child):
        self._children[name] = child
        child.set_parent(self)

    @GObject.Property(type=Gtk.Widget)
    def sidebar(self):
        return self._children.get("sidebar")

    @sidebar.setter
    def sidebar(self, child):
        self._set_child("sidebar", child)

    @GObject.Property(type=Gtk.Widget)
    def content(self):
        return self._children.get("content")

    @content.setter
    def content(self, child):
        self._set_child("content", child)

    @GObject.Property(type=bool, default=True)
    def show_sidebar(self):
        return self._show_sidebar

    @show_sidebar.setter
    def show_sidebar(self, show_sidebar):
        self._show_sidebar = show_sidebar
        self.queue_allocate()

    def do_dispose(self):
        for child in self._children.values():
            child.unparent()
        self._children = {}
        Gtk.Widget.do_dispose(self)

    def do_measure(self, orientation, for_size):
        side, content = (child.measure(orientation, -1) for child in (self.sidebar, self.content))
        is_horizontal = orientation == Gtk.Orientation.HORIZONTAL
        natural = self.SIDEBAR_WIDTH + content[1] if is_horizontal else max(side[1], content[1])
        return max(side[0], content[0]), natural, -1, -1

    def do_size_allocate(self, width, height, baseline):
        if self.folded != (width < self.FOLD_WIDTH):
            self.folded = width < self.FOLD_WIDTH
            self._show_sidebar = not self.folded
            self.notify("show-sidebar")
        shown = (width if self.folded else self.SIDEBAR_WIDTH) if self._show_sidebar else 0
        for child, x, extent in (self.sidebar, 0, shown), (self.content, shown, width - shown):
            child.set_child_visible(extent > 0)
            if extent > 0:
                place = Gdk.Rectangle()
                place.x, place.y, place.width, place.height = x, 0, extent, height
                child.size_allocate(place, -1)


def color(*channels):
    rgba = Gdk.RGBA()
    rgba.red, rgba.green, rgba.blue, rgba.alpha = channels
    return rgba


def rectangle(x, y, width, height):
    return Graphene.Rect().init(x, y, width, height)


class PointsPlot(Gtk.Widget):
    """Bars that come in from the right, on a logarithmic scale."""

    __gtype_name__ = "PointsPlot"
    N_VALUES, MAX_VALUE = 240, 250_000
    GRID = (10, "10"), (1000, "1 k"), (100_000, "100 k")
    BAR, LINE, TEXT = color(0.208, 0.518, 0.894, 1), color(0.5, 0.5, 0.5, 0.2), color(0.5, 0.5, 0.5, 1)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.values = deque(maxlen=self.N_VALUES)
        self.time, self.interval = 0, 0

    def add(self, value):
        now = time.monotonic() * 1e6
        self.values.appendleft(value)
        self.time, self.interval = now, now - self.time
        self.queue_draw()

    def scale(self, value):
        return min(math.log10(1 + value) / math.log10(1 + self.MAX_VALUE), 1)

    def do_measure(self, orientation, for_size):
        return (160, 480, -1, -1) if orientation == Gtk.Orientation.HORIZONTAL else (72, 96, -1, -1)

    def do_snapshot(self, snapshot):
        width, height = self.get_width(), self.get_height()
        layout = self.create_pango_layout(None)
        layout.set_attributes(Pango.AttrList.from_string("0 -1 scale 0.83"))
        layout.set_text(self.GRID[-1][1], -1)
        extent, margin = width, layout.get_pixel_size().width + 6
        width -= margin
        for value, label in self.GRID:
            y = round(height * (1 - self.scale(value)))
            layout.set_text(label, -1)
            size = layout.get_pixel_size()
            snapshot.append_color(self.LINE, rectangle(0, y, width, 1))
            snapshot.save()
            snapshot.translate(Graphene.Point().init(extent - size.width,
                                                     min(max(y - size.height / 2, 0), height - size.height)))
            snapshot.append_layout(layout, self.TEXT)
            snapshot.restore()
        snapshot.append_color(self.LINE, rectangle(0, height - 1, width, 1))

        # Drawn at every frame they glide.
        clock = self.get_frame_clock()
        moved = min(max((clock.get_frame_time() - self.time) / self.interval, 0), 1) if clock and self.interval else 0
        step = width / self.N_VALUES
        snapshot.push_clip(rectangle(0, 0, width, height))
        for i, value in enumerate(self.values):
            bar = height * self.scale(value)
            if bar >= 1:
                snapshot.append_color(self.BAR, rectangle(width - step * (i + moved), height - bar, max(step - 1, 1), bar))
        snapshot.pop()


class Rate:
    """Makes "so many a second" of a number that only grows, from a second's worth of samples."""

    def __init__(self):
        self.samples = deque(maxlen=5)

    def add(self, now, total):
        self.samples.append((now, total))
        (start, before), (end, after) = self.samples[0], self.samples[-1]
        return (after - before) / (end - start) if end > start else 0


# The window ---------------------------------------------------------------------------


@Gtk.Template(filename=str(HERE / "points-window.ui"))
class PointsWindow(Gtk.ApplicationWindow):
    __gtype_name__ = "PointsWindow"

    split = Gtk.Template.Child()
    source_view = Gtk.Template.Child()
    point_label = Gtk.Template.Child()
    source_label = Gtk.Template.Child()
    connection_stack = Gtk.Template.Child()
    connection_view = Gtk.Template.Child()
    search_entry = Gtk.Template.Child()
    count_label = Gtk.Template.Child()
    log_stack = Gtk.Template.Child()
    log_scroller = Gtk.Template.Child()
    log_view = Gtk.Template.Child()
    shown_entries = Gtk.Template.Child()
    fired_label = Gtk.Template.Child()
    heard_label = Gtk.Template.Child()
    frames_label = Gtk.Template.Child()
    plot = Gtk.Template.Child()

    def __init__(self, ticker, **kwargs):
        super().__init__(**kwargs)
        self.log = PointsLog()
        self.meters, self.logs = [], []  # listeners
        self.weak_sinks = []  # points don't own these
        self.n_sinks = 0
        self.storm = StockStorm(ticker)
        self.rates = [Rate(), Rate(), Rate()]

        self.sources = Gio.ListStore.new(PointsNode)
        tree = Gtk.TreeListModel.new(self.sources, False, True, lambda node: node.children)
        self.source = Gtk.SingleSelection.new(tree)
        self.source_view.set_model(self.source)
        self.connections = Gtk.MapListModel.new(None, PointsConnection)
        self.connection = Gtk.SingleSelection(model=self.connections, autoselect=False, can_unselect=True)
        self.connection_view.set_model(self.connection)
        self.shown_entries.set_model(self.log.entries)

        for name, function, parameter in (
            ("advise", self.advise_kind, "s"), ("release", self.release, None), ("unadvise", self.unadvise, None),
            ("clear", lambda *_: self.log.entries.remove_all(), None),
            ("find", lambda *_: self.search_entry.grab_focus(), None),
            ("toggle-sidebar", self.toggle_sidebar, None),
        ):
            action = Gio.SimpleAction.new(name, parameter and GLib.VariantType(parameter))
            action.connect("activate", function)
            self.add_action(action)
        for name, function in ("storm", self.set_storm), ("blocked", self.set_blocked):
            action = Gio.SimpleAction.new_stateful(name, None, GLib.Variant("b", False))
            action.connect("change-state", function)
            self.add_action(action)

        self.source.connect("notify::selected-item", self.source_selected)
        self.connection.connect("notify::selected-item", self.update_actions)
        self.connections.connect("items-changed", self.connections_changed)
        self.shown_entries.connect("items-changed", self.entries_changed)
        self.log.entries.connect_after("items-changed", self.entries_changed)

        self.update_actions()
        self.connections_changed()
        self.entries_changed()
        self.timers = [GLib.timeout_add(250, self.sample), GLib.timeout_add(100, self.flush)]
        self.add_source(ticker, "Stock ticker", "network-cellular-signal-excellent-symbolic")

    def close_down(self):
        """Nothing comes from another thread any more, nor from the main loop."""
        self.storm.stop()
        for timer in self.timers:
            GLib.source_remove(timer)
        self.timers = []

    def add_source(self, source, title, icon_name):
        node = PointsNode(source, title, icon_name)
        for child in node.children:
            # The meter is called in whatever thread fires. Of what waits for the log only the
            # newest of each event is kept: so it stands any storm.
            self.meters.append(self.advise(child, "Meter", None))
            self.logs.append(self.advise(child, "Log", self.log, context=True, coalesce=True))
        self.sources.append(node)

    # What is chosen

    def get_node(self):
        row = self.source.get_selected_item()
        return row.get_item() if row else None

    def get_connection(self):
        chosen = self.connection.get_selected_item()
        return chosen.connection if chosen else None

    def update_actions(self, *_):
        connection = self.get_connection()
        self.lookup_action("advise").set_enabled(self.get_node() is not None)
        self.lookup_action("blocked").set_enabled(connection is not None)
        self.lookup_action("blocked").set_state(
            GLib.Variant("b", connection is not None and connection.props.blocked))
        self.lookup_action("unadvise").set_enabled(connection is not None)
        self.lookup_action("release").set_enabled(bool(self.weak_sinks))

    def source_selected(self, *_):
        node = self.get_node()
        contract = node.point.get_connection_interface() if node else None
        self.point_label.set_label(contract.get_name() if node else "")
        self.source_label.set_label(f"{node.source_title} · {contract.get_iid()}" if node else "")
        self.connections.set_model(node.connections if node else None)
        self.on_source_activated()
        self.update_actions()

    @Gtk.Template.Callback()
    def on_source_activated(self, *_):
        if self.split.folded:
            self.split.show_sidebar = False

    def toggle_sidebar(self, *_):
        self.split.show_sidebar = not self.split.show_sidebar

    def connections_changed(self, *_):
        self.connection_stack.set_visible_child_name("list" if len(self.connections) else "empty")

    # Connecting and disconnecting

    def advise(self, node, name, log, **how):
        listener = Listener(name, node.source_title, log)
        sink = listener.new_sink(node.point)
        node.point.advise(sink, **how)
        if "weak" in how:
            self.weak_sinks.append(sink)
        return listener

    def advise_kind(self, action, parameter):
        kinds = {"plain": {}, "weak": {"weak": True}, "once": {"once": True}, "context": {"context": True},
                 "coalesce": {"context": True, "coalesce": True}}
        self.n_sinks += 1
        self.advise(self.get_node(), f"Sink {self.n_sinks}", self.log, **kinds[parameter.get_string()])
        self.update_actions()

    def release(self, *_):
        self.weak_sinks.clear()  # their connections end with them
        self.update_actions()

    def unadvise(self, *_):
        connection = self.get_connection()
        try:
            connection.props.point.unadvise(connection.props.cookie)
        except GLib.Error:
            pass  # one that was advised once may have ended in the storm's thread just now

    def set_blocked(self, action, state):
        connection = self.get_connection()
        point = connection.props.point
        (point.block if state.get_boolean() else point.unblock)(connection.props.cookie)
        self.connection.get_selected_item().refresh()
        action.set_state(state)

    # The log

    def entries_changed(self, *_):
        n, n_shown = len(self.log.entries), len(self.shown_entries)
        text = text_of_number(n)
        self.count_label.set_label(text if n == n_shown else f"{text_of_number(n_shown)} of {text}")
        self.log_stack.set_visible_child_name("list" if n_shown else "empty")
        # A view that is scrolled to its top stays there. The list itself comes after the headings.
        if n_shown and self.log_scroller.get_vadjustment().get_value() <= 0:
            self.log_view.get_last_child().activate_action("list.scroll-to-item", GLib.Variant("u", 0))

    def flush(self):
        self.log.flush()
        return GLib.SOURCE_CONTINUE

    @Gtk.Template.Callback()
    def on_search_stopped(self, entry):
        entry.set_text("")

    # The storm, and the figures

    def set_storm(self, action, state):
        if state.get_boolean():
            self.tick = self.plot.add_tick_callback(self.redraw)
            self.storm.start()
        else:
            self.storm.stop()
            self.plot.remove_tick_callback(self.tick)
        action.set_state(state)

    def redraw(self, plot, clock):
        plot.queue_draw()
        return GLib.SOURCE_CONTINUE

    def sample(self):
        clock = self.get_frame_clock()
        now = time.monotonic()
        totals = (sum(listener.n_calls for listener in self.meters), sum(listener.n_calls for listener in self.logs),
                  clock.get_frame_counter() if clock else 0)
        fired, heard, frames = (rate.add(now, total) for rate, total in zip(self.rates, totals))
        self.plot.add(fired)
        self.fired_label.set_label(text_of_number(round(fired)))
        self.heard_label.set_label(text_of_number(round(heard)))
        self.frames_label.set_label(text_of_number(round(frames)) if self.storm.is_on else "–")
        for connection in self.connections:
            connection.refresh()
        return GLib.SOURCE_CONTINUE


class PointsApplication(Gtk.Application):
    def __init__(self, flags=Gio.ApplicationFlags.FLAGS_NONE):
        super().__init__(application_id="org.cpglib.Points.Python",
                         flags=flags | Gio.ApplicationFlags.HANDLES_OPEN)

    def do_startup(self):
        Gtk.Application.do_startup(self)
        css = Gtk.CssProvider()
        css.load_from_path(str(HERE / "points.css"))
        Gtk.StyleContext.add_provider_for_display(Gdk.Display.get_default(), css,
                                                  Gtk.STYLE_PROVIDER_PRIORITY_APPLICATION)
        for name, function in ("about", self.show_about), ("quit", lambda *_: self.window.close()):
            action = Gio.SimpleAction.new(name, None)
            action.connect("activate", function)
            self.add_action(action)
        for action, key in (("app.quit", "q"), ("win.advise::plain", "n"), ("win.blocked", "b"), ("win.unadvise", "d"),
                            ("win.find", "f"), ("win.clear", "l"), ("win.storm", "s")):
            self.set_accels_for_action(action, [f"<Control>{key}"])
        self.set_accels_for_action("win.toggle-sidebar", ["F9"])

        self.ticker, self.clock = StockTicker(), TimeClock()
        self.window = None
        self.timers = [GLib.timeout_add(500, self.tick, self.ticker), GLib.timeout_add_seconds(1, self.tick, self.clock)]

    def tick(self, source):
        source.tick()
        return GLib.SOURCE_CONTINUE

    def do_activate(self):
        self.do_open([] if self.window else [Gio.File.new_for_path(GLib.get_home_dir())], 0, "")

    def do_open(self, files, n_files, hint):
        if not self.window:
            self.window = PointsWindow(self.ticker, application=self)
            self.window.set_help_overlay(
                Gtk.Builder.new_from_file(str(HERE / "help-overlay.ui")).get_object("help_overlay"))
            self.window.add_source(self.clock, "Clock", "preferences-system-time-symbolic")
        for file in files:
            try:
                self.window.add_source(Folder.Watch.new(file), file.get_basename(), "folder-symbolic")
            except GLib.Error as error:
                print(error.message, file=sys.stderr)
        self.window.present()

    def do_window_removed(self, window):
        if window is self.window:
            window.close_down()
        Gtk.Application.do_window_removed(self, window)

    def do_shutdown(self):
        for timer in self.timers:
            GLib.source_remove(timer)
        Gtk.Application.do_shutdown(self)

    def show_about(self, *_):
        about = Gtk.AboutDialog(
            transient_for=self.window, modal=True, program_name="Points", license_type=Gtk.License.LGPL_2_1,
            comments="A look at connectable objects, their connection points and their sinks, in Python",
            authors=["The cpglib authors"])
        about.present()


if __name__ == "__main__":
    GLib.set_application_name("Points")
    sys.exit(PointsApplication().run(sys.argv))

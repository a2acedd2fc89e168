# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Clicks through points.py as a person would, and looks at what its lists show."""

import ctypes
import os
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from types import SimpleNamespace

import points
from gi.repository import Gio, GLib, Gtk

N_FRAMES = 30


def wait(condition):
    """Runs the main loop until something is so; the time limit of the test ends it if it never is."""
    while not condition():
        GLib.MainContext.default().iteration(True)


def find(root, matches):
    if matches(root):
        return root
    child = root.get_first_child()
    while child:
        found = find(child, matches)
        if found:
            return found
        child = child.get_next_sibling()
    return None


class PointsTest(unittest.TestCase):
    def setUp(self):
        # What fails in a callback or in a thread is printed by Python, and then forgotten.
        self.errors = []
        for module in sys, threading:
            self.addCleanup(setattr, module, "excepthook", module.excepthook)
        sys.excepthook = lambda *error: self.errors.append(error)
        threading.excepthook = self.errors.append

    def run_in_program(self, test):
        """Starts the program with a folder of its own, and calls a function from within its main loop."""
        application = points.PointsApplication(Gio.ApplicationFlags.NON_UNIQUE)

        def run():
            self.window = application.window
            try:
                self.wait_for_frame()
                test()
            except BaseException as error:
                self.errors.append(error)
            self.window.destroy()
            return GLib.SOURCE_REMOVE

        with tempfile.TemporaryDirectory() as self.folder:
            application.connect("window-added", lambda *_: GLib.idle_add(run))
            self.assertEqual(application.run(["points.py", self.folder]), 0)
        for error in self.errors:
            raise error if isinstance(error, BaseException) else AssertionError(error)

    # What a person does

    def get(self, name):
        widget = find(self.window, lambda widget: Gtk.Buildable.get_buildable_id(widget) == name)
        self.assertIsNotNone(widget, name)
        return widget

    def is_sensitive(self, name):
        return self.get(name).is_sensitive()

    def click(self, name):
        button, clicked = self.get(name), []
        self.assertTrue(button.is_sensitive())
        handler = button.connect_after("clicked", clicked.append)
        button.activate()
        wait(lambda: clicked)
        button.disconnect(handler)

    def choose(self, name, text):
        popover = self.get(name).get_popover()
        self.get(name).popup()
        wait(popover.get_mapped)
        item = find(popover, lambda widget: widget.__gtype__.name == "GtkModelButton" and widget.props.text == text)
        self.assertTrue(item.activate())
        wait(lambda: not popover.get_mapped())

    def select(self, name, position):
        view = find(self.get(name), lambda widget: widget.__gtype__.name in ("GtkListView", "GtkColumnListView"))
        self.assertTrue(view.activate_action("list.select-item", GLib.Variant("(ubb)", (position, False, False))))

    def choose_source(self, title):
        rows = self.get("source_view").get_model()
        self.select("source_view", [row.get_item().title for row in rows].index(title))

    def wait_for_frame(self):
        drawn = []
        wait(self.window.get_mapped)
        clock = self.window.get_frame_clock()
        handler = clock.connect("after-paint", drawn.append)
        self.window.queue_draw()
        wait(lambda: drawn)
        clock.disconnect(handler)

    def screenshot(self, name):
        self.wait_for_frame()
        snapshot = Gtk.Snapshot()
        paintable = Gtk.WidgetPaintable.new(self.window)
        paintable.snapshot(snapshot, self.window.get_width(), self.window.get_height())
        # PyGObject has no render nodes. A GObject's hash is its address.
        gtk = ctypes.CDLL("libgtk-4.so.1")
        gtk.gtk_snapshot_to_node.restype = gtk.gsk_renderer_render_texture.restype = ctypes.c_void_p
        node = ctypes.c_void_p(gtk.gtk_snapshot_to_node(ctypes.c_void_p(hash(snapshot))))
        renderer = ctypes.c_void_p(hash(self.window.get_renderer()))
        texture = ctypes.c_void_p(gtk.gsk_renderer_render_texture(renderer, node, None))
        if "POINTS_SCREENSHOTS" in os.environ:
            file = os.path.join(os.environ["POINTS_SCREENSHOTS"], name)
            self.assertTrue(gtk.gdk_texture_save_to_png(texture, file.encode()))
        gtk.gsk_render_node_unref(node)
        gtk.g_object_unref(texture)

    # What is to be seen

    def sinks(self):
        return [(item.sink, item.flags) for item in self.get("connection_view").get_model()]

    def number(self, position, name):
        item = self.get("connection_view").get_model()[position]
        return int("".join(filter(str.isdigit, item.get_property(name))))

    def entries(self, name):
        return [entry.get_property(name) for entry in self.get("log_view").get_model()]

    def test_sources(self):
        def test():
            titles = [row.get_item().title for row in self.get("source_view").get_model()]
            self.assertEqual(titles, ["Stock ticker", "StockEvents", "CpgPropertyNotifySink", "Clock", "TimeEvents",
                                      os.path.basename(self.folder), "FolderEvents"])
            self.choose_source("Clock")
            self.assertEqual(self.get("point_label").get_label(), "TimeEvents")
            self.assertEqual(self.sinks(), [("Meter", "plain"), ("Log", "context, coalesce")])

        self.run_in_program(test)

    def test_advise(self):
        def test():
            self.choose_source("TimeEvents")
            for text in "Plain", "In the Main Context", "Coalesced", "Weak":
                self.choose("advise_button", text)
            self.assertEqual(self.sinks()[2:], [("Sink 1", "plain"), ("Sink 2", "context"),
                                                ("Sink 3", "context, coalesce"), ("Sink 4", "weak")])
            self.choose("advise_button", "Let Weak Sinks Go")
            self.assertEqual(len(self.sinks()), 5)
            self.choose("advise_button", "Once")
            self.assertEqual(self.sinks()[5:], [("Sink 5", "once")])
            wait(lambda: len(self.sinks()) == 5)
            wait(lambda: "Sink 5" in self.entries("sink"))

        self.run_in_program(test)

    def test_block(self):
        def test():
            self.choose_source("StockEvents")
            self.assertFalse(self.is_sensitive("block_button"))
            self.assertFalse(self.is_sensitive("unadvise_button"))
            self.choose("advise_button", "Plain")
            wait(lambda: self.number(2, "delivered") > 0)

            self.select("connection_view", 2)
            self.click("block_button")
            self.assertTrue(self.get("connection_view").get_model()[2].blocked)
            n = self.number(2, "delivered")
            wait(lambda: self.number(0, "delivered") >= n + 4)
            self.assertEqual(self.number(2, "delivered"), n)
            self.click("block_button")
            wait(lambda: self.number(2, "delivered") > n)

            self.click("unadvise_button")
            self.assertEqual(len(self.sinks()), 2)
            self.assertFalse(self.is_sensitive("unadvise_button"))

        self.run_in_program(test)

    def test_search(self):
        def test():
            Path(self.folder, "notes.txt").write_text("Buy milk.\n")
            for text in "notes.txt", "price-changed  ACME":
                wait(lambda: any(text in event for event in self.entries("event")))
            self.get("search_entry").set_text("NOTES.txt")
            self.assertTrue(self.entries("event"))
            self.assertTrue(all("notes.txt" in event for event in self.entries("event")))
            self.get("search_entry").set_text("nothing of that kind")
            self.assertEqual(self.get("log_stack").get_visible_child_name(), "empty")
            self.get("search_entry").set_text("")
            self.assertTrue(self.entries("event"))
            self.click("clear_button")
            self.assertFalse(any("notes.txt" in event for event in self.entries("event")))

        self.run_in_program(test)

    def test_storm(self):
        def test():
            clock = self.window.get_frame_clock()
            self.choose_source("StockEvents")
            for text in "Plain", "Coalesced", "Once":
                self.choose("advise_button", text)

            self.click("storm_button")
            first = clock.get_frame_counter()
            wait(lambda: self.number(0, "delivered") >= points.STORM_RATE
                 and clock.get_frame_counter() >= first + N_FRAMES)
            wait(lambda: "worker" in self.entries("thread"))
            wait(lambda: any(" more" in event for event in self.entries("event")))
            self.screenshot("points-python.png")
            print(self.get("fired_label").get_label(), "events a second,",
                  self.get("frames_label").get_label(), "frames a second")
            self.assertEqual(self.sinks()[2:], [("Sink 1", "plain"), ("Sink 2", "context, coalesce")])
            self.click("storm_button")
            wait(lambda: self.get("frames_label").get_label() == "–")

            self.assertGreater(self.number(1, "dropped"), 0)
            self.assertGreater(self.number(1, "delivered"), 0)
            self.assertLessEqual(self.number(1, "delivered") + self.number(1, "dropped"), self.number(0, "delivered"))

        self.run_in_program(test)

    def test_narrow(self):
        def test():
            sources, table = self.get("source_view"), self.get("connection_view")
            self.assertTrue(sources.get_mapped() and table.get_mapped())
            self.window.set_default_size(400, 700)
            wait(lambda: self.window.get_width() < 420)
            self.wait_for_frame()
            self.assertFalse(sources.get_mapped())
            self.screenshot("points-python-narrow.png")
            self.click("sidebar_button")
            self.wait_for_frame()
            self.assertTrue(sources.get_mapped())
            self.assertFalse(table.get_mapped())
            self.choose_source("TimeEvents")
            self.wait_for_frame()
            self.assertTrue(table.get_mapped())

        self.run_in_program(test)

    def test_log_length(self):
        def add(price):
            log.add("object", "sink", SimpleNamespace(name="price-changed", args=("ACME", price)))

        log = points.PointsLog()
        for n, more in (100, 75), (80, 75):  # in a storm it shows fewer at a time
            for i in range(n):
                add(float(i))
            log.flush()
            self.assertEqual(log.entries[0].event, f"… and {more} more")
        self.assertEqual(len(log.entries), 25 + 1 + 5 + 1)
        self.assertEqual(log.entries[1].event, "price-changed  ACME, 4.00")
        for _ in range(1000):
            add(1.0)
            log.flush()
        self.assertEqual(len(log.entries), log.LENGTH)


if __name__ == "__main__":
    unittest.main()

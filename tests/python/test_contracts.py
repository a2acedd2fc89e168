# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Contracts written in C, with every type of value, in both directions."""

import gi

gi.require_version("Fix", "1.0")
from gi.repository import Fix, Gio  # noqa: E402

from common import Cpg, GLib, GObject, TestCase, collect, main  # noqa: E402

NUMBERS = (-128, 255, True, -(2**31), 2**32 - 1, -2, 2, -(2**63), 2**64 - 1, 0.5, -1e300)


class Native(GObject.Object, Fix.Events):
    """A sink as PyGObject writes it: do_ before the name of the function."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def do_nothing(self):
        self.heard.append("nothing")

    def do_price_changed(self, symbol, price):
        self.heard.append((symbol, price))

    def do_numbers(self, *args):
        self.heard.append(args)

    def do_texts(self, *args):
        self.heard.append(args)

    def do_things(self, *args):
        self.heard.append(args)

    def do_many(self, *args):
        self.heard.append(args)

    def do_may_close(self):
        return False

    def do_last_text(self, number):
        return f"text {number}"


class CTestCase(TestCase):
    def setUp(self):
        self.source = Fix.Source.new()
        self.point = self.source.find_connection_point(Fix.Events)

    def sinks(self):
        """A sink of each kind, with what it has heard."""
        native = Native()
        self.point.advise(native)
        yield native.heard

        heard = []
        self.point.advise(lambda name, *args: heard.append(args if args else name))
        yield heard

        mapped = []
        names = ("nothing", "price_changed", "numbers", "texts", "things", "many")
        self.point.advise({name: lambda *args, name=name: mapped.append(args if args else name) for name in names})
        yield mapped

        handled = []
        for name in names:
            self.source.connect(name.replace("_", "-"), lambda s, *args, name=name: handled.append(args if args else name))
        yield handled


class Values(CTestCase):
    def check(self, heard, expected):
        self.assertEqual(len(heard), len(expected))
        for one, other in zip(heard, expected):
            if isinstance(other, GLib.Variant):
                self.assertTrue(one.equal(other))
            elif isinstance(other, Fix.Box):
                self.assertEqual((one.width, one.height), (other.width, other.height))
            else:
                self.assertEqual(one, other)

    def test_fired_in_c(self):
        for kind, heard in enumerate(self.sinks()):
            del heard[:]
            self.source.fire_nothing()
            self.source.fire_price("ÄCME", 12.5)
            self.source.fire_texts()
            self.source.fire_things()
            self.source.fire_many()
            self.assertEqual(heard[:2], ["nothing", ("ÄCME", 12.5)])
            self.check(heard[2], ("Grüße, 世界", ["ä", "", "c"], GLib.Variant("(si)", ("x", 7))))
            color, parts, box, thing, gtype, spec = heard[3]
            self.assertIsInstance(color, Fix.Color)
            self.assertIsInstance(parts, Fix.Parts)
            if kind < 3:  # PyGObject only borrows what a signal handler gets
                self.assertEqual((box.width, box.height), (3, 4))
            self.assertIsInstance(thing, GObject.Object)
            self.assertIsInstance(gtype, GObject.GType)
            self.assertEqual(spec.name, "max-connections")
            self.check(heard[4], (*range(1, 9), "nine"))

    def test_numbers_fired_in_c(self):
        native = Native()
        self.point.advise(native)
        self.source.fire_numbers()
        self.check(native.heard[0], NUMBERS)

    def test_fired_in_python(self):
        box, thing = Fix.Box.new(5, 6), GObject.Object()
        variant = GLib.Variant("s", "text")
        spec = Cpg.Connection.find_property("cookie")
        things = (Fix.Color(1), Fix.Parts(3), box, thing, GObject.TYPE_STRING, spec)
        for kind, heard in enumerate(self.sinks()):
            for fire in (self.source.emit, self.point.fire):
                del heard[:]
                fire("numbers", 65, 66, *NUMBERS[2:])
                fire("texts", "text", ["a", "b"], variant)
                self.source.emit("things", *things)
                # PyGObject hands a gchar to a signal handler as text, and a
                # GType to no virtual function at all.
                self.assertIn(heard[0][:2], [(65, 66), ("A", b"B")])
                self.check(heard[0][2:], NUMBERS[2:])
                self.check(heard[1], ("text", ["a", "b"], variant))
                self.assertEqual(heard[2][:2], things[:2])
                self.assertEqual(heard[2][3], things[3])
                self.assertIn(heard[2][4], (things[4], GObject.TYPE_INVALID))
                self.assertEqual(heard[2][5], spec)
                if kind < 3:
                    self.assertEqual((heard[2][2].width, heard[2][2].height), (5, 6))

    def test_null(self):
        for heard in self.sinks():
            del heard[:]
            self.point.fire("texts", None, None, None)
            self.assertIn(heard[0], [(None, None, None), (None, [], None)])
        with self.assertRaises(TypeError):
            self.point.fire("things", Fix.Color(0), Fix.Parts(0), None, None, GObject.TYPE_NONE, None)

    def test_too_large(self):
        for args in ((128,) + NUMBERS[1:], NUMBERS[:7] + (2**63,) + NUMBERS[8:], ("x",) + NUMBERS[1:]):
            with self.assertRaises((OverflowError, TypeError, ValueError, GLib.Error)):
                self.point.fire("numbers", *args)


class Sinks(CTestCase):
    def test_answers(self):
        self.assertTrue(self.source.ask_may_close())
        cookie = self.point.advise(Native())
        self.assertFalse(self.source.ask_may_close())
        self.assertFalse(self.source.emit("may-close"))
        self.assertEqual(self.source.emit("last-text", 5), "text 5")
        self.assertEqual(self.point.fire("last-text", 6), "text 6")
        self.source.fire_last_text(7)
        self.point.unadvise(cookie)
        self.assertTrue(self.source.ask_may_close())
        self.point.advise({"is_handled": lambda what: what == "this"})
        self.assertTrue(self.source.ask_is_handled("this"))
        self.assertFalse(self.source.ask_is_handled("that"))

    def test_object_answer(self):
        thing = GObject.Object()
        self.point.advise({"last_object": lambda: thing})
        self.assertIs(self.point.fire("last-object"), thing)
        self.assertIs(self.source.emit("last-object"), thing)

    def test_what_a_sink_leaves_out(self):
        class Deaf(GObject.Object, Fix.Events):
            pass

        self.point.advise(Deaf())
        self.point.advise(Fix.Deaf.new())
        self.point.advise({"nothing": lambda: None})
        recorder = Fix.Recorder.new()
        self.point.advise(recorder)
        self.source.fire_price("A", 1)
        self.source.emit("price-changed", "B", 2)
        self.assertTrue(self.source.ask_is_handled("x") in (True, False))
        self.assertEqual(len([line for line in recorder.get_log() if line.startswith("price-changed")]), 2)

    def test_two_contracts(self):
        recorder = Fix.Recorder.new()
        self.point.advise(recorder)
        other = self.source.find_connection_point(Fix.Other)
        other.advise(recorder)
        self.source.fire_price("A", 1)
        self.source.fire_other_price("B", 2)
        self.source.emit("other-price-changed", "C", 3)
        self.assertEqual(len(recorder.get_log()), 3)

    def test_relay(self):
        relay, recorder = Fix.Relay.new(), Fix.Recorder.new()
        relay.find_connection_point(Fix.Events).advise(recorder)
        self.point.advise(relay)
        self.source.fire_price("A", 1)
        self.assertEqual(len(recorder.get_log()), 1)

    def test_mutation_in_c_rounds(self):
        recorder = Fix.Recorder.new()
        cookies = []
        recorder.connect("heard", lambda *_: self.point.unadvise(cookies.pop()) if cookies else None)
        self.point.advise(recorder)
        native = Native()
        cookies.append(self.point.advise(native))
        self.source.fire_price("A", 1)
        self.assertEqual(native.heard, [])

    def test_quiet(self):
        quiet = Fix.Quiet.new()
        native = Native()
        quiet.find_connection_point(Fix.Events).advise(native)
        quiet.fire_price("A", 1)
        self.assertEqual(native.heard, [("A", 1.0)])

    def test_plain(self):
        plain = GObject.new(Fix.Plain)
        native = Native()
        plain.find_connection_point(Fix.Events).advise(native)
        plain.emit("price-changed", "A", 1.0)
        self.assertEqual(native.heard, [("A", 1.0)])

    def test_notes(self):
        """A contract of signals: its sinks are called by emitting them."""
        contract = Cpg.OutgoingInterface.for_type(Fix.Notes)
        self.assertEqual([m.get_name() for m in contract], ["noted", "asked"])

        @Cpg.outgoing(Fix.Notes)
        class Writer(Cpg.Connectable):
            pass

        writer = Writer()
        point = writer.find_connection_point(Fix.Notes)
        heard = []
        taker = GObject.new(Fix.NoteTaker)
        taker.connect("noted", lambda taker, text: heard.append(text))
        point.advise(taker)
        point.advise({"noted": lambda text: heard.append(text), "asked": lambda number: number == 5})
        writer.emit("noted", "a")
        self.assertEqual(heard, ["a", "a"])
        self.assertTrue(writer.emit("asked", 5))
        self.assertTrue(point.fire("asked", 5))

    def test_sink_of_others_interfaces(self):
        """Whatever is called on it: nothing happens, and nothing crashes."""
        sink = Cpg.Sink.new(Gio.ListModel)
        self.assertEqual(sink.get_n_items(), 0)
        self.assertIsNone(sink.get_item(0))
        self.assertEqual(len(sink), 0)
        group = Cpg.Sink.new(Gio.ActionGroup)
        self.assertEqual(group.list_actions() or [], [])
        volume = Cpg.Sink.new(Gio.Volume)
        self.assertIsNone(volume.get_name())
        # This one has properties.
        debug = Cpg.Sink.new(Gio.DBusObject)
        self.assertIsNone(debug.get_object_path())
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "GNetworkMonitor", "GInitable"):
            Cpg.Sink.new(Gio.NetworkMonitor)
        bare = GObject.new(Cpg.Sink)
        self.assertIsNone(bare.get_interface())
        self.assertEqual(bare.props.interface, GObject.TYPE_NONE)
        with self.assertError(Cpg.Error.CANNOT_CONNECT, "CpgSink", "FixEvents"):
            self.point.advise(bare)

    def test_source_gone(self):
        points = [self.point]
        self.source = None
        collect()
        for point in points:
            self.assertIsNone(point.get_container())
            with self.assertError(Cpg.Error.DISCONNECTED):
                point.advise(Native())
            with self.assertError(Cpg.Error.NO_CONNECTION):
                point.unadvise(1)
            self.assertIsNone(point.fire("nothing"))
            self.assertTrue(point.fire("may-close"))


if __name__ == "__main__":
    main()

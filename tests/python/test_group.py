# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Cpg.ConnectionGroup: many connections, made and ended together."""

import contextlib
import io
import weakref

from gi.repository import Gio

from common import Cpg, GLib, GObject, Log, Stock, StockEvents, TestCase, collect, is_finalized, main


class OtherEvents(Cpg.Interface):
    def other(self): ...


@Cpg.outgoing(StockEvents)
@Cpg.outgoing(OtherEvents, default=True)
class Other(Cpg.Connectable):
    pass


class GroupCase(TestCase):
    def setUp(self):
        super().setUp()
        self.group = Cpg.ConnectionGroup()
        self.other = Stock()

    def counts(self):
        return [stock.find_connection_point().get_n_connections() for stock in (self.stock, self.other)]


class Connecting(GroupCase):
    def test_with(self):
        log, other_log = Log(), Log()
        self.group.add(log, source=self.stock)
        self.group.add(other_log, StockEvents, self.other)
        self.group.add(other_log, source=self.other)
        with self.group as group:
            self.assertIs(group, self.group)
            self.assertTrue(group.props.connected)
            self.assertEqual(self.counts(), [1, 2])
            self.fire()
            self.other.emit("price-changed", "B", 2)
        self.assertEqual((log, other_log), ([("ACME", 12.5)], [("B", 2.0)] * 2))
        self.assertEqual(self.counts(), [0, 0])
        self.assertFalse(group.get_connected())
        with self.assertRaises(ZeroDivisionError), self.group:
            1 / 0
        self.assertEqual(self.counts(), [0, 0])

    def test_signals(self):
        seen = []
        handler = self.group.connect("notify::source", lambda group, _: seen.append(group.props.source))
        self.assertIsInstance(handler, int)
        self.assertFalse(self.group.props.connected)
        self.group.set_source(self.stock)
        self.group.set_source(None)
        self.group.disconnect(handler)
        self.group.set_source(self.stock)
        self.assertEqual(seen, [self.stock, None])
        self.group.advise()
        self.assertTrue(self.group.props.connected)
        self.group.unadvise()
        self.assertFalse(self.group.props.connected)

    def test_interfaces(self):
        iid = StockEvents.contract.get_iid()
        names = (StockEvents, StockEvents.__gtype__, StockEvents.contract, iid, str(iid), "StockEvents", None)
        for interface in names:
            self.group.add(Log(), interface, self.stock)
        self.group.advise()
        self.assertEqual(self.counts(), [len(names), 0])

    def test_sinks(self):
        heard = []
        sink = Cpg.Sink.new(StockEvents)
        sink.connect("price-changed", lambda sink, *args: heard.append(("sink",) + args))
        self.group.set_source(self.stock)
        self.group.add(sink)
        self.group.add(lambda *args: heard.append(args))
        self.group.add({"price_changed": lambda *args: heard.append(args)})
        with self.group:
            self.fire("A", 1)
        self.assertEqual(heard, [("sink", "A", 1.0), ("price_changed", "A", 1.0), ("A", 1.0)])

    def test_half(self):
        self.group.add(Log(), source=self.stock)
        self.group.add(Log(), source=self.other)
        self.other.find_connection_point().set_max_connections(0)
        with self.assertError(Cpg.Error.ADVISE_LIMIT):
            self.group.advise()
        with self.assertError(Cpg.Error.ADVISE_LIMIT), self.group:
            raise AssertionError
        self.assertEqual(self.counts(), [0, 0])
        self.other.find_connection_point().set_max_connections(1)
        with self.group:
            self.assertEqual(self.counts(), [1, 1])
            with self.assertError(Cpg.Error.ADVISE_LIMIT):
                self.group.add(Log(), source=self.other)
        with self.group:
            self.assertEqual(self.counts(), [1, 1])

    def test_wrong(self):
        class Lacks(GObject.Object):
            pass

        with self.assertError(Cpg.Error.NOT_CONNECTABLE, "Log"):
            self.group.add(Log(), source=Log())
        with self.assertError(Cpg.Error.NOT_CONNECTABLE, "ListStore"):
            self.group.add(Log(), source=Gio.ListStore())
        for source in (Log(), Gio.ListStore(), 5):
            with self.assertError(Cpg.Error.NOT_CONNECTABLE):
                self.group.set_source(source)
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "Nonsense"):
            self.group.add(Log(), "Nonsense", self.stock)
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "12345678-9abc"):
            self.group.add(Log(), "12345678-9abc-def0-1234-56789abcdef1", self.stock)
        with self.assertError(Cpg.Error.NO_CONNECTION, "CpgConnectable"):
            self.group.add(Log(), source=Cpg.Connectable())
        with self.assertError(Cpg.Error.INVALID_ARGUMENT, "name the interface"):
            self.group.add(Log())
        with self.assertError(Cpg.Error.INVALID_ARGUMENT):
            self.group.add(Log(), source=self.stock, coalesce=True)
        for sink in (Lacks(), None, 5, object()):
            with self.assertError(Cpg.Error.CANNOT_CONNECT, "StockEvents"):
                self.group.add(sink, source=self.stock)
        with self.assertRaises(TypeError):
            self.group.add(Log, source=self.stock)
        with self.assertError(Cpg.Error.INVALID_ARGUMENT):
            self.group.unblock()
        # Nothing of that was added, but this: it is told when it is connected.
        self.group.advise()
        self.assertEqual(self.counts(), [0, 0])
        self.group.unadvise()
        self.group.add(Lacks())
        self.group.advise()
        with self.assertError(Cpg.Error.CANNOT_CONNECT, "Lacks", "StockEvents"):
            self.group.set_source(self.stock)

    def test_options(self):
        context = GLib.MainContext.new()
        once, later = Log(), Log()
        self.group.add(once, source=self.stock, once=True)
        self.group.add(later, source=self.stock, context=context, coalesce=True)
        self.group.advise()
        self.fire("A", 1)
        self.fire("B", 2)
        self.assertEqual((once, later), ([("A", 1.0)], []))
        while context.iteration(False):
            pass
        self.assertEqual(later, [("B", 2.0)])
        # What has ended by itself is no error, and is there again.
        self.group.unadvise()
        with self.group:
            self.assertEqual(self.counts(), [2, 0])

    def test_block(self):
        log, changes = Log(), []
        self.group.connect("notify::blocked", lambda group, _: changes.append(group.props.blocked))
        self.group.add(log, source=self.stock)
        self.group.block()
        self.group.block()
        self.group.advise()
        self.fire()
        self.group.unblock()
        self.fire()
        self.assertEqual((log, changes), ([], [True]))
        self.group.unblock()
        self.fire()
        self.assertEqual((len(log), changes), (1, [True, False]))


class Sources(GroupCase):
    def test_replace(self):
        log = Log()
        self.group.add(log, StockEvents)
        self.group.advise()
        self.assertEqual(self.counts(), [0, 0])
        self.group.set_source(self.stock)
        self.assertEqual(self.counts(), [1, 0])
        self.group.set_source(self.other)
        self.assertEqual(self.counts(), [0, 1])
        self.fire()
        self.other.emit("price-changed", "B", 2)
        self.assertEqual(log, [("B", 2.0)])

        self.stock.find_connection_point().set_max_connections(0)
        with self.assertError(Cpg.Error.ADVISE_LIMIT):
            self.group.set_source(self.stock)
        self.assertIs(self.group.dup_source(), self.other)
        self.assertEqual(self.counts(), [0, 1])

    def test_default_is_fixed(self):
        """That of a Python object is the one that its methods were looked up for."""
        log, sink = Log(), Cpg.Sink.new(StockEvents)
        self.group.set_source(self.stock)
        self.group.add(log)
        self.group.advise()
        other = Other()
        self.group.set_source(other)
        other.emit("price-changed", "A", 1)
        self.assertEqual(log, [("A", 1.0)])
        # A sink that is a GObject is for whatever is the default.
        self.group.set_source(self.stock)
        self.group.add(sink)
        with self.assertError(Cpg.Error.CANNOT_CONNECT, "OtherEvents"):
            self.group.set_source(other)
        self.assertEqual(self.counts(), [2, 0])

    def test_gone(self):
        seen = []
        self.group.connect("notify::source", lambda group, _: seen.append(group.props.source))
        self.group.add(Log(), StockEvents)
        self.group.set_source(self.stock)
        self.group.advise()
        self.stock = self.point = None
        del seen[:]
        collect()
        self.assertEqual(seen, [None])
        self.assertIsNone(self.group.props.source)
        self.group.set_source(self.other)
        self.assertEqual(self.other.find_connection_point().get_n_connections(), 1)

    def test_python_container(self):
        class Front(GObject.Object, Cpg.ConnectionPointContainer):
            def __init__(self, inner):
                super().__init__()
                self.inner = inner

            def do_find_connection_point(self, iid):
                return self.inner.find_connection_point(iid)

            def do_get_default_interface(self):
                return StockEvents.contract

        fronts, log = (Front(self.stock), Front(self.other)), Log()
        self.group.set_source(fronts[0])
        self.group.add(log)
        self.group.advise()
        self.fire()
        self.group.set_source(fronts[1])
        self.assertEqual(self.counts(), [0, 1])
        self.group.unadvise()
        self.assertEqual((self.counts(), len(log)), ([0, 0], 1))

    def test_python_point(self):
        """One that can advise and unadvise and nothing else."""

        class Point(GObject.Object, Cpg.ConnectionPoint):
            n_connections = GObject.Property(type=GObject.TYPE_UINT, default=0)
            max_connections = GObject.Property(type=GObject.TYPE_UINT, default=GLib.MAXUINT32)

            def do_get_connection_interface(self):
                return StockEvents.contract

            def do_advise_full(self, sink, flags, context):
                self.sink = sink
                return 42

            def do_unadvise(self, cookie):
                if cookie != 42 or self.sink is None:
                    raise GLib.Error.new_literal(Cpg.error_quark(), "mine", Cpg.Error.NO_CONNECTION)
                self.sink = None
                return True

        class Container(GObject.Object, Cpg.ConnectionPointContainer):
            def __init__(self):
                super().__init__()
                self.point = Point()

            def do_find_connection_point(self, iid):
                return self.point

        container = Container()
        self.group.add(Log(), source=self.stock)
        self.group.add(Log(), StockEvents, container)
        with self.group:
            self.assertIsInstance(container.point.sink, Cpg.Sink)
            with self.assertError(Cpg.Error.NOT_SUPPORTED, "Point"):
                self.group.block()
            self.assertFalse(self.group.props.blocked)
        self.assertIsNone(container.point.sink)
        with self.group:
            container.point.sink = None
        self.group.block()
        with self.assertError(Cpg.Error.NOT_SUPPORTED, "Point"):
            self.group.advise()
        self.assertIsNone(container.point.sink)
        self.assertEqual(self.counts(), [0, 0])


class Ending(GroupCase):
    def test_group(self):
        log = Log()
        gone = weakref.ref(log)
        self.group.add(log, source=self.stock)
        self.group.advise()
        del log
        self.assertFalse(is_finalized(gone))
        self.group = None
        collect()
        self.assertEqual(self.counts(), [0, 0])
        self.assertTrue(is_finalized(gone))

    def test_weak(self):
        log = Log()
        self.group.add(log, source=self.stock, weak=True)
        self.group.advise()
        self.fire()
        self.assertEqual(len(log), 1)
        gone = weakref.ref(log)
        del log
        self.assertTrue(is_finalized(gone))
        self.assertEqual(self.counts(), [0, 0])
        self.group.unadvise()
        with self.group:
            self.assertEqual(self.counts(), [0, 0])
        for sink in (print, {"price_changed": print}):
            with self.assertRaises(TypeError):
                self.group.add(sink, source=self.stock, weak=True)

    def test_weak_gobject(self):
        sink = Cpg.Sink.new(StockEvents)
        self.group.add(sink, source=self.stock, weak=True)
        self.group.advise()
        self.assertEqual(self.counts(), [1, 0])
        del sink
        collect()
        self.assertEqual(self.counts(), [0, 0])

    def test_weak_and_group_gone(self):
        with contextlib.redirect_stderr(io.StringIO()) as stderr:
            log = Log()
            for _ in range(10):
                self.group = Cpg.ConnectionGroup()
                self.group.add(log, source=self.stock, weak=True)
                self.group.advise()
                self.group.add(Log(), source=self.stock, weak=True)
            self.group.add(log, source=self.other, weak=True)
            self.fire()
            self.assertEqual((len(log), self.counts()), (1, [1, 1]))
            gone = self.group.weak_ref()
            self.group = None
            collect()
            self.assertIsNone(gone())
            self.assertEqual(self.counts(), [0, 0])
            del log
            collect()
        self.assertEqual(stderr.getvalue(), "")  # no complaint of PyGObject's

    def test_nested(self):
        heard = []

        def first(*args):
            heard.append("first")
            self.group.set_source(self.other)
            self.group.add(lambda *args: heard.append("added"))

        self.group.set_source(self.stock)
        self.group.add(first)
        self.group.add(lambda *args: heard.append("second"))
        self.group.advise()
        self.fire()
        self.assertEqual((heard, self.counts()), (["first"], [0, 3]))
        self.other.emit("price-changed", "B", 2)
        self.assertEqual(heard, ["first", "first", "second", "added"])
        self.group.add(lambda *args: self.group.unadvise())
        self.other.emit("price-changed", "C", 3)
        self.assertEqual(self.counts(), [0, 0])


if __name__ == "__main__":
    main()

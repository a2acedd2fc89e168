# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Finding points, connecting sinks, listing connections."""

import contextlib
import io
import weakref

from gi.repository import Gio

from common import Cpg, GLib, GObject, Log, Stock, StockEvents, TestCase, collect, is_finalized, main


class Finding(TestCase):
    def test_ways(self):
        iid = StockEvents.contract.get_iid()
        for what in (StockEvents, StockEvents.__gtype__, StockEvents.contract, iid, str(iid), "StockEvents"):
            self.assertIs(self.stock.find_connection_point(what), self.point)
        self.assertIs(self.stock.find_by_type(StockEvents), self.point)
        self.assertIs(self.point.get_container(), self.stock)

    def test_errors(self):
        with self.assertError(Cpg.Error.NO_CONNECTION, "GListModel", "StockEvents"):
            self.stock.find_connection_point(Gio.ListModel)
        with self.assertError(Cpg.Error.NO_CONNECTION, "12345678-9abc"):
            self.stock.find_connection_point("12345678-9abc-def0-1234-56789abcdef1")
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "Nonsense"):
            self.stock.find_connection_point("Nonsense")
        with self.assertError(Cpg.Error.INVALID_CONTRACT):
            self.stock.find_connection_point(GObject.Object)
        for what in (object(), 5.5):
            with self.assertRaises((TypeError, GLib.Error)):
                self.stock.find_connection_point(what)

    def test_default(self):
        self.assertIs(self.stock.find_connection_point(), self.point)
        self.assertIs(self.stock.find_connection_point(None), self.point)
        self.assertIs(self.stock.find_default(), self.point)
        self.assertEqual(self.stock.get_default_interface(), StockEvents.contract)

        @Cpg.outgoing(StockEvents)
        class NoDefault(Cpg.Connectable):
            pass

        with self.assertError(Cpg.Error.NO_CONNECTION, "NoDefault", "StockEvents"):
            NoDefault().find_connection_point()
        with self.assertError(Cpg.Error.NO_CONNECTION, "CpgConnectable", "none"):
            Cpg.Connectable().find_connection_point()

    def test_by_name(self):
        self.assertIs(self.stock.find_by_name("StockEvents"), self.point)
        with self.assertError(Cpg.Error.NO_CONNECTION, "GListModel"):
            self.stock.find_by_name("GListModel")
        for name in ("Nonsense", "", "gint", "Stock"):
            with self.assertError(Cpg.Error.INVALID_CONTRACT):
                self.stock.find_by_name(name)
        with self.assertRaises(TypeError):
            self.stock.find_by_name(None)

    def test_points(self):
        self.assertEqual(list(self.stock.enum_connection_points()), [self.point])
        self.assertEqual(list(self.stock.list_connection_points()), [self.point])


class Advising(TestCase):
    def test_object(self):
        class Listener:
            def __init__(self):
                self.heard = []

            def on_price_changed(self, symbol, price):
                self.heard.append((symbol, price))

            def on_other_thing(self):
                raise AssertionError

        listener = Listener()
        cookie = self.point.advise(listener)
        self.assertIsInstance(cookie, int)
        self.assertNotEqual(cookie, 0)
        self.fire()
        self.assertEqual(listener.heard, [("ACME", 12.5)])
        self.point.unadvise(cookie)
        self.fire()
        self.assertEqual(len(listener.heard), 1)

    def test_mapping(self):
        heard = []
        self.point.advise({"price-changed": lambda *args: heard.append(args)})
        self.fire()
        self.assertEqual(heard, [("ACME", 12.5)])
        with self.assertError(Cpg.Error.CANNOT_CONNECT, "StockEvents", "price_chnaged"):
            self.point.advise({"price_chnaged": print})
        with self.assertRaises(TypeError):
            self.point.advise({"price_changed": 5})

    def test_function(self):
        heard = []
        self.point.advise(lambda *args: heard.append(args))
        self.fire()
        self.stock.emit("may-close")
        self.assertEqual(heard, [("price_changed", "ACME", 12.5), ("may_close",)])

    def test_sink(self):
        heard = []
        sink = Cpg.Sink.new(StockEvents)
        sink.connect("price-changed", lambda sink, *args: heard.append(args))
        sink.connect("invoked", lambda sink, invocation: heard.append((invocation.name, invocation.args)))
        self.assertEqual(sink.get_interface(), StockEvents.contract)
        self.assertEqual(sink.props.interface, StockEvents.__gtype__)
        self.point.advise(sink)
        self.fire()
        self.assertEqual(heard, [("price-changed", ("ACME", 12.5)), ("ACME", 12.5)])

    def test_context_manager(self):
        log = Log()
        with self.point.advise(log) as connection:
            self.fire()
            self.assertEqual(self.point.get_n_connections(), 1)
            self.assertIs(connection.point, self.point)
            self.assertIs(connection.sink, log)
        self.fire()
        self.assertEqual(len(log), 1)
        with self.assertError(Cpg.Error.NO_CONNECTION):
            connection.unadvise()
        # One that has ended by itself ends in peace.
        with self.point.advise(log, once=True):
            self.fire()
        self.assertEqual(len(log), 2)
        with self.assertRaises(ZeroDivisionError):
            with self.point.advise(log):
                1 / 0
        self.assertEqual(self.point.get_n_connections(), 0)

    def test_cookies(self):
        log = Log()
        first, second = self.point.advise(log), self.point.advise(log)
        self.assertNotEqual(first, second)
        self.fire()
        self.assertEqual(len(log), 2)
        self.point.unadvise(first)
        third = self.point.advise(log)
        self.assertNotIn(third, (0, first, second))
        for cookie in (0, first, 4711, 2**32 - 1):
            with self.assertError(Cpg.Error.NO_CONNECTION, "StockEvents", str(int(cookie))):
                self.point.unadvise(cookie)
        for cookie in (-1, 2**32):
            with self.assertRaises((OverflowError, ValueError)):
                self.point.unadvise(cookie)
        other = Stock().find_connection_point(StockEvents)
        with self.assertError(Cpg.Error.NO_CONNECTION):
            other.unadvise(second)

    def test_errors(self):
        class Lacks(GObject.Object):
            pass

        for sink in (Lacks(), None, 5, "text", object(), [], Cpg.Sink.new(Gio.ListModel)):
            with self.assertError(Cpg.Error.CANNOT_CONNECT, "StockEvents"):
                self.point.advise(sink)
        with self.assertRaises(TypeError):
            self.point.advise(Log)
        self.assertEqual(self.point.get_n_connections(), 0)

    def test_limit(self):
        changes = []
        self.point.connect("notify::n-connections", lambda *_: changes.append(self.point.props.n_connections))
        self.point.set_max_connections(1)
        cookie = self.point.advise(Log())
        with self.assertError(Cpg.Error.ADVISE_LIMIT, "1"):
            self.point.advise(Log())
        # The limit comes before the sink is looked at.
        with self.assertError(Cpg.Error.ADVISE_LIMIT):
            self.point.advise_full(GObject.Object(), 0, None)
        self.point.unadvise(cookie)
        self.point.advise(Log())
        self.assertEqual(changes, [1, 0, 1])

    def test_weak_object(self):
        log = Log()
        self.point.advise(log, weak=True)
        self.fire()
        self.assertEqual(len(log), 1)
        gone = weakref.ref(log)
        del log
        self.assertTrue(is_finalized(gone))
        self.assertEqual(self.point.get_n_connections(), 0)
        for sink in (print, {"price_changed": print}):
            with self.assertRaises(TypeError):
                self.point.advise(sink, weak=True)

    def test_weak_gobject(self):
        heard = []
        sink = Cpg.Sink.new(StockEvents)
        sink.connect("price-changed", lambda sink, *args: heard.append(args))
        self.point.advise(sink, weak=True)
        self.fire()
        del sink
        collect()
        self.assertEqual(self.point.get_n_connections(), 0)
        self.fire()
        self.assertEqual(len(heard), 1)

    def test_weak_and_disposed(self):
        sink = Cpg.Sink.new(StockEvents)
        sink.weak_ref(lambda *_: self.point.unadvise(cookie))
        cookie = self.point.advise(sink, weak=True)
        sink.run_dispose()
        self.assertEqual(self.point.get_n_connections(), 0)
        # One that was disposed of once can be advised again.
        self.point.advise(sink, weak=True)
        sink.run_dispose()
        self.assertEqual(self.point.get_n_connections(), 0)

    def test_weak_many_times(self):
        log = Log()
        gone = self.stock.weak_ref()
        with contextlib.redirect_stderr(io.StringIO()) as stderr:
            for _ in range(100):
                with self.point.advise(log, weak=True):
                    self.fire()
        self.assertEqual(stderr.getvalue(), "")  # no complaint of PyGObject's
        self.assertEqual(len(log), 100)
        self.stock = None
        collect()
        self.assertIsNone(gone())

    def test_foreign_cookie(self):
        others = [Stock() for _ in range(100)]
        cookies = [other.find_connection_point(StockEvents).advise(Log()) for other in others]
        for cookie in cookies:
            with self.assertError(Cpg.Error.NO_CONNECTION):
                self.point.unadvise(cookie)
        log = Log()
        self.point.advise(log)
        for cookie in cookies:
            with self.assertError(Cpg.Error.NO_CONNECTION):
                self.point.unadvise(cookie)

    def test_context(self):
        context = GLib.MainContext.new()
        log = Log()
        cookie = self.point.advise(log, context=context)
        self.fire()
        self.assertEqual(log, [])
        context.iteration(False)
        self.assertEqual(log, [("ACME", 12.5)])
        (connection,) = self.point.enum_connections()
        self.assertEqual((connection.props.n_delivered, connection.props.n_dropped), (1, 0))
        self.point.unadvise(cookie)

        self.point.advise(log, context=context, coalesce=True)
        for price in range(100):
            self.fire(price=price)
        while context.iteration(False):
            pass
        self.assertEqual(log[1:], [("ACME", 99.0)])
        with self.assertError(Cpg.Error.INVALID_ARGUMENT):
            self.point.advise(log, coalesce=True)

    def test_owned(self):
        heard = []

        def connect():
            sink = Cpg.Sink.new(StockEvents)
            sink.connect("price-changed", lambda sink, *args: heard.append(args))
            sink.note = "kept by nobody but the point"
            gone = weakref.ref(Log())
            self.point.advise(sink)
            return gone

        connect()
        collect()
        self.fire()
        self.assertEqual(len(heard), 1)

    def test_block(self):
        log = Log()
        cookie = self.point.advise(log)
        self.point.block(cookie)
        self.point.block(cookie)
        self.fire()
        self.point.unblock(cookie)
        self.fire()
        self.assertTrue(self.point.is_blocked(cookie))
        self.point.unblock(cookie)
        self.fire()
        self.assertEqual(len(log), 1)
        with self.assertError(Cpg.Error.INVALID_ARGUMENT):
            self.point.unblock(cookie)
        with self.assertError(Cpg.Error.NO_CONNECTION):
            self.point.block(0)

    def test_one_step(self):
        log = Log()
        cookie = Cpg.advise(self.stock, log, StockEvents)
        self.fire()
        Cpg.unadvise(self.stock, StockEvents, cookie)
        self.fire()
        self.assertEqual(len(log), 1)
        with self.assertError(Cpg.Error.NOT_CONNECTABLE, "Log"):
            Cpg.advise(log, log, StockEvents)
        with self.assertError(Cpg.Error.NO_CONNECTION):
            Cpg.advise(self.stock, log, Gio.ListModel)

    def test_one_step_by_default(self):
        log = Log()
        cookie = Cpg.advise(self.stock, log)
        self.fire()
        Cpg.unadvise(self.stock, None, cookie)
        self.fire()
        self.assertEqual(len(log), 1)
        Cpg.advise(self.stock, log, once=True)
        self.fire()
        self.fire()
        self.assertEqual(len(log), 2)
        with self.assertError(Cpg.Error.NO_CONNECTION, "StockEvents", str(int(cookie))):
            Cpg.unadvise(self.stock, None, cookie)
        with self.assertError(Cpg.Error.NO_CONNECTION, "CpgConnectable"):
            Cpg.advise(Cpg.Connectable(), log)
        with self.assertError(Cpg.Error.NOT_CONNECTABLE, "Log"):
            Cpg.unadvise(log, None, cookie)
        with self.assertError(Cpg.Error.NOT_CONNECTABLE, "Log"):
            Cpg.advise(log, log)


class PyOtherEvents(Cpg.Interface):
    def other(self): ...


@Cpg.outgoing(PyOtherEvents)
@Cpg.outgoing(StockEvents)
class Inner(Cpg.Connectable):
    pass


class Front(GObject.Object, Cpg.ConnectionPointContainer):
    """A container that hands out the points of another object."""

    def __init__(self):
        super().__init__()
        self.inner = Inner()
        self.default = StockEvents.contract

    def do_find_connection_point(self, iid):
        return self.inner.find_connection_point(iid)

    def do_enum_connection_points(self):
        return self.inner.enum_connection_points()

    def do_list_connection_points(self):
        return self.inner.list_connection_points()

    def do_get_default_interface(self):
        return self.default


class Containers(TestCase):
    """Containers written in Python."""

    def test_find(self):
        front = Front()
        point = front.inner.find_connection_point(StockEvents)
        for found in (
            front.find_connection_point(),
            front.find_connection_point(StockEvents),
            front.find_connection_point("StockEvents"),
            front.find_default(),
            front.find_by_name("StockEvents"),
            front.find_by_type(StockEvents),
        ):
            self.assertIs(found, point)
        self.assertEqual(len(list(front.enum_connection_points())), 2)
        self.assertEqual(len(front.list_connection_points()), 2)
        self.assertEqual(front.get_default_interface(), StockEvents.contract)

    def test_advise(self):
        front, log = Front(), Log()
        cookie = Cpg.advise(front, log)
        front.inner.emit("price-changed", "A", 1)
        Cpg.unadvise(front, None, cookie)
        front.inner.emit("price-changed", "B", 2)
        self.assertEqual(log, [("A", 1.0)])

    def test_errors(self):
        front = Front()
        with self.assertError(Cpg.Error.NO_CONNECTION, "GListModel"):
            front.find_connection_point(Gio.ListModel)
        front.default = None
        with self.assertError(Cpg.Error.NO_CONNECTION, "Front", "StockEvents", "PyOtherEvents"):
            front.find_connection_point()
        front.default = Cpg.OutgoingInterface.for_type(Gio.ListModel)
        with self.assertError(Cpg.Error.NO_CONNECTION, "GListModel"):
            Cpg.advise(front, Log())
        # One that leaves all out has what its type declares.
        class Bare(GObject.Object, Cpg.ConnectionPointContainer):
            pass

        with self.assertError(Cpg.Error.NO_CONNECTION, "Bare", "none"):
            Bare().find_connection_point()

    def test_raising(self):
        class Raises(GObject.Object, Cpg.ConnectionPointContainer):
            def do_find_connection_point(self, iid):
                raise ValueError("not today")

            do_enum_connection_points = do_get_default_interface = lambda self: 1 / 0

        with self.assertTraceback("not today"), self.assertError(Cpg.Error.FAILED, "Raises"):
            Raises().find_connection_point(StockEvents)
        with self.assertTraceback("ZeroDivisionError"), self.assertError(Cpg.Error.NO_CONNECTION, "Raises", "none"):
            Raises().find_connection_point()


class Listing(TestCase):
    def test_enumerator(self):
        logs = [Log() for _ in range(3)]
        cookies = [self.point.advise(log) for log in logs]
        connections = self.point.enum_connections()
        (first,) = connections.next(1)
        clone = connections.clone()
        self.assertEqual(first.get_cookie(), cookies[0])
        self.assertEqual(first.get_point(), self.point)
        self.assertEqual([c.get_cookie() for c in connections.next(5)], cookies[1:])
        self.assertEqual(connections.next(1), [])
        self.assertEqual(connections.next(0), [])
        self.assertEqual([c.props.cookie for c in clone], cookies[1:])
        connections.reset()
        self.assertTrue(connections.skip(3))
        self.assertFalse(connections.skip(1))
        connections.reset()
        self.assertFalse(connections.skip(2**32 - 1))
        self.assertEqual(connections.next(2**32 - 1), [])
        connections.reset()
        # A snapshot: what comes and goes does not show.
        self.point.unadvise(cookies[1])
        self.point.advise(Log())
        self.assertEqual([c.get_cookie() for c in connections], cookies)
        self.assertEqual(list(self.point.enum_connections())[0].get_cookie(), cookies[0])

    def test_empty(self):
        self.assertEqual(list(self.point.enum_connections()), [])

    def test_outlives(self):
        sink = Cpg.Sink.new(StockEvents)
        self.point.advise(sink)
        connections, points = self.point.enum_connections(), self.stock.enum_connection_points()
        self.stock = self.point = None
        collect()
        self.assertEqual([c.get_sink() for c in connections], [sink])
        (point,) = points
        self.assertIsNone(point.get_container())
        self.assertEqual(point.get_n_connections(), 0)

    def test_list_model(self):
        changes = []
        model = self.point.list_connections()
        model.connect("items-changed", lambda model, *args: changes.append(args))
        cookies = [self.point.advise(Log()) for _ in range(3)]
        self.assertEqual([c.get_cookie() for c in model], cookies)
        item = model[2]
        self.point.unadvise(cookies[1])
        self.assertEqual(changes, [(0, 0, 1), (1, 0, 1), (2, 0, 1), (1, 1, 0)])
        self.assertIs(model[1], item)
        self.assertEqual(model.get_item_type().name, "CpgConnection")
        self.assertIs(self.point.list_connections(), model)
        self.stock = None
        collect()
        self.assertEqual(len(model), 0)
        self.assertEqual(changes[-1], (0, 2, 0))

    def test_points_model(self):
        class PyLate(Cpg.Interface):
            def late(self): ...

        @Cpg.outgoing(StockEvents)
        class Growing(Cpg.Connectable):
            pass

        changes = []
        source = Growing()
        model = source.list_connection_points()
        model.connect("items-changed", lambda model, *args: changes.append(args))
        self.assertEqual(len(model), 1)
        Cpg.outgoing(PyLate)(Growing)
        self.assertEqual(model[1], source.find_connection_point(PyLate))
        del source
        collect()
        self.assertEqual(changes, [(1, 0, 1), (0, 2, 0)])


if __name__ == "__main__":
    main()

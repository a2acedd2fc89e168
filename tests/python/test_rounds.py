# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Firing: who hears, in what order, and what the answers come to."""

import threading
import weakref

from common import Cpg, GLib, GObject, Log, Stock, StockEvents, TestCase, collect, main


class Order(TestCase):
    def test_order(self):
        heard = []
        self.stock.connect_after("price-changed", lambda *_: heard.append("after"))
        self.point.advise({"price_changed": lambda *_: heard.append("first sink")})
        self.stock.connect("price-changed", lambda *_: heard.append("handler"))
        self.point.advise({"price_changed": lambda *_: heard.append("second sink")})
        order = ["handler", "first sink", "second sink", "after"]
        self.fire()
        self.assertEqual(heard, order)
        heard.clear()
        self.point.fire("price-changed", "ACME", 12.5)
        self.assertEqual(heard, order)

    def test_stopped(self):
        log = Log()
        self.point.advise(log)
        handler = self.stock.connect("price-changed", lambda s, *_: s.stop_emission_by_name("price-changed"))
        self.fire()
        self.assertEqual(log, [])
        self.stock.disconnect(handler)
        self.fire()
        self.assertEqual(len(log), 1)

    def test_override(self):
        class Deaf(Stock):
            __gsignals__ = {"price-changed": "override"}

            def do_price_changed(self, symbol, price):
                if price > 1:
                    Stock.do_price_changed(self, symbol, price)

        log = Log()
        source = Deaf()
        source.find_connection_point(StockEvents).advise(log)
        source.emit("price-changed", "A", 1.0)
        self.assertEqual(log, [])


class Answers(TestCase):
    def ask(self, event, *args):
        """By the signal and by the point, which must agree."""
        by_signal = self.stock.emit(event, *args)
        self.assertEqual(self.point.fire(event, *args), by_signal)
        return by_signal

    def test_nobody(self):
        self.assertIs(self.ask("may-close"), True)
        self.assertIs(self.ask("is-known", "A"), False)
        self.assertEqual(self.ask("first"), 0)
        self.assertEqual(self.ask("last"), 0)

    def test_rules(self):
        asked = []

        def sink(number, yes):
            self.point.advise(
                {
                    "first": lambda: number,
                    "last": lambda: number,
                    "may_close": lambda: asked.append(number) or yes,
                    "is_known": lambda symbol: asked.append(number) or yes,
                }
            )

        sink(1, True)
        self.assertIs(self.ask("may-close"), True)
        sink(2, False)
        sink(3, True)
        self.assertEqual((self.ask("first"), self.ask("last")), (1, 3))
        asked.clear()
        self.assertIs(self.stock.emit("may-close"), False)
        self.assertEqual(asked, [1, 2])
        asked.clear()
        self.assertIs(self.stock.emit("is-known", "A"), True)
        self.assertEqual(asked, [1])

    def test_handlers_and_sinks(self):
        self.stock.connect("last", lambda _: 7)
        self.stock.connect("first", lambda _: 8)
        self.assertEqual((self.ask("first"), self.ask("last")), (8, 7))
        self.point.advise({"first": lambda: 1, "last": lambda: 2})
        self.assertEqual((self.ask("first"), self.ask("last")), (8, 2))
        handler = self.stock.connect("may-close", lambda _: False)
        asked = []
        self.point.advise({"may_close": lambda: asked.append(1)})
        self.assertIs(self.ask("may-close"), False)
        self.assertEqual(asked, [])
        self.stock.disconnect(handler)
        self.assertIs(self.ask("may-close"), True)
        self.assertEqual(asked, [1, 1])

    def test_none_is_no_answer(self):
        self.point.advise({"last": lambda: 5, "may_close": lambda: None})
        self.point.advise({"last": lambda: None})
        self.point.advise(lambda *_: None)
        self.assertEqual(self.ask("last"), 5)
        self.assertIs(self.ask("may-close"), True)

    def test_subclass_answers(self):
        class Opinionated(Stock):
            __gsignals__ = {"last": "override", "is-known": "override"}

            def do_last(self):
                self.chain()
                return 42

            def do_is_known(self, symbol):
                self.chain(symbol)
                return True

        source = Opinionated()
        self.assertEqual(source.emit("last"), 42)
        self.assertIs(source.emit("is-known", "A"), True)

    def test_catch_all_answers(self):
        self.point.advise(lambda name, *_: {"last": 9, "may_close": False}.get(name))
        self.assertEqual(self.ask("last"), 9)
        self.assertIs(self.ask("may-close"), False)

    def test_bad_answer(self):
        self.point.advise({"last": lambda: "text"})
        self.point.advise({"last": lambda: 3})
        with self.assertTraceback("TypeError"):
            self.assertEqual(self.stock.emit("last"), 3)
        sink = Cpg.Sink.new(StockEvents)
        errors = []

        def invoked(sink, invocation):
            for answer in ("text", 1.5, 2**63, GObject.Object()):
                try:
                    invocation.set_answer(answer)
                except (GLib.Error, OverflowError, TypeError) as error:
                    errors.append(error)
            self.assertIsNone(invocation.get_answer())
            self.assertIsNone(invocation.get_argument(0))

        sink.connect("invoked::last", invoked)
        stock = Stock()
        point = stock.find_connection_point(StockEvents)
        point.advise(sink)
        self.assertEqual(stock.emit("last"), 0)
        self.assertEqual(len(errors), 4)


class Mutation(TestCase):
    """What a sink may do while it is called."""

    def connect(self, act=lambda: None):
        log = []
        return log, self.point.advise({"price_changed": lambda *_: (log.append(1), act())})

    def test_unadvise_itself(self):
        first, cookie = self.connect(lambda: self.point.unadvise(cookie))
        second, _ = self.connect()
        self.fire()
        self.fire()
        self.assertEqual((len(first), len(second)), (1, 2))

    def test_unadvise_others(self):
        before, cookie_before = self.connect()
        self.connect(lambda: (self.point.unadvise(cookie_before), self.point.unadvise(cookie_after)))
        after, cookie_after = self.connect()
        last, _ = self.connect()
        self.fire()
        self.assertEqual((len(before), len(after), len(last)), (1, 0, 1))

    def test_unadvise_all(self):
        first, _ = self.connect(lambda: [self.point.unadvise(c.get_cookie()) for c in self.point.enum_connections()])
        second, _ = self.connect()
        self.fire()
        self.fire()
        self.assertEqual((len(first), len(second)), (1, 0))

    def test_block_next(self):
        self.connect(lambda: self.point.block(cookie))
        blocked, cookie = self.connect()
        self.fire()
        self.assertEqual(len(blocked), 0)

    def test_advise(self):
        added = []
        self.connect(lambda: added.append(self.connect()[0]))
        self.fire()
        self.assertEqual([len(log) for log in added], [0])
        self.fire()
        self.assertEqual([len(log) for log in added], [1, 0])

    def test_nested(self):
        depths = []

        def act():
            if len(depths) < 3:
                depths.append(len(depths))
                self.fire()

        first, _ = self.connect(act)
        second, _ = self.connect()
        self.fire()
        self.assertEqual((len(first), len(second)), (4, 4))

    def test_once(self):
        log = []

        def act(*_):
            log.append(1)
            self.fire()

        self.point.advise({"price_changed": act}, once=True)
        self.fire()
        self.fire()
        self.assertEqual(len(log), 1)
        self.assertEqual(self.point.get_n_connections(), 0)

    def test_drop_source(self):
        gone = self.stock.weak_ref()
        heard = []

        def drop():
            self.stock = None
            collect()
            heard.append(gone() is not None)

        self.connect(drop)
        last, _ = self.connect()
        stock, self.stock = self.stock, None
        stock.emit("price-changed", "A", 1.0)
        del stock
        collect()
        self.assertIsNone(gone())
        self.assertEqual(heard, [True])
        self.assertEqual(len(last), 1)
        self.assertEqual(self.point.get_n_connections(), 0)

    def test_dispose_source(self):
        self.connect(lambda: self.stock.run_dispose())
        last, _ = self.connect()
        self.fire()
        self.assertEqual(len(last), 0)
        with self.assertError(Cpg.Error.DISCONNECTED):
            self.point.advise(Log())
        self.assertIsNone(self.point.get_container())
        self.assertIsNone(self.point.fire("price-changed", "A", 1.0))

    def test_exception(self):
        def fail(*_):
            raise KeyError("a sink that fails")

        self.point.advise({"price_changed": fail, "may_close": fail})
        self.point.advise(lambda *args: fail())
        log = Log()
        self.point.advise(log)
        with self.assertTraceback("a sink that fails"):
            self.fire()
        self.assertEqual(len(log), 1)
        with self.assertTraceback("a sink that fails"):
            self.assertIs(self.stock.emit("may-close"), True)


class Firing(TestCase):
    def test_errors(self):
        for args, words in ((("nothing",), ("nothing",)), (("price-changed",), ("2", "0")), (("last", 1), ("0", "1"))):
            with self.assertError(Cpg.Error.INVALID_ARGUMENT, "StockEvents", *words):
                self.point.fire(*args)
        with self.assertRaises(TypeError):
            self.point.fire("price-changed", object(), 1.0)
        with self.assertRaises(TypeError):
            self.point.fire(None)

    def test_threads(self):
        count = []
        self.point.advise({"price_changed": lambda *_: count.append(threading.get_ident())})

        def work():
            for _ in range(200):
                with self.point.advise(Log()):
                    self.fire()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(count), 800)
        self.assertEqual(self.point.get_n_connections(), 1)

    def test_weak_sink_dies_in_round(self):
        log = Log()
        self.point.advise({"price_changed": lambda *_: (logs.clear(), collect())})
        logs = [log]
        gone = weakref.ref(log)
        self.point.advise(log, weak=True)
        del log
        self.fire()
        self.assertIsNone(gone())
        self.assertEqual(self.point.get_n_connections(), 1)


if __name__ == "__main__":
    main()

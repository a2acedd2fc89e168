# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Every answer by itself; relays; everything that a source fires."""

import io
import os
import subprocess
import sys
import weakref

from common import Cpg, Log, Stock, StockEvents, TestCase, is_finalized, main


class Answers(TestCase):
    def test_collect(self):
        for answer in (1, 2, None, 3):
            self.point.advise({"first": lambda answer=answer: answer})
        self.assertEqual(self.point.fire_collect("first"), [1, 2, 3])
        self.assertEqual(self.point.fire_collect("last"), [])
        self.assertEqual(self.point.fire_collect("price_changed", "ACME", 1.0), [])

    def test_nobody_decides(self):
        for answer in (True, False, True):
            self.point.advise({"may_close": lambda answer=answer: answer})
        self.assertEqual(self.point.fire_collect("may-close"), [True, False, True])
        self.assertFalse(self.point.fire("may-close"))

    def test_handlers(self):
        self.point.advise({"first": lambda: 2})
        self.stock.connect("first", lambda stock: 1)
        self.stock.connect_after("first", lambda stock: 3)
        self.assertEqual(self.point.fire_collect("first"), [1, 2, 3])

    def test_texts(self):
        class Names(Cpg.Interface):
            def name(self) -> str: ...

        @Cpg.outgoing(Names)
        class Town(Cpg.Connectable):
            pass

        town = Town()
        point = town.find_connection_point(Names)
        point.advise({"name": lambda: "Ann"})
        point.advise({"name": lambda: "Bob"})
        self.assertEqual(point.fire_collect("name"), ["Ann", "Bob"])

    def test_errors(self):
        with self.assertError(Cpg.Error.INVALID_ARGUMENT, "nonsense"):
            self.point.fire_collect("nonsense")
        with self.assertError(Cpg.Error.INVALID_ARGUMENT, "0 arguments"):
            self.point.fire_collect("first", 1)
        with self.assertRaises(TypeError):
            self.point.fire_collect("is_known", 5)


class Relays(TestCase):
    def setUp(self):
        super().setUp()
        self.other = Stock()
        self.other_point = self.other.find_connection_point(StockEvents)

    def test_events(self):
        log = Log()
        heard = []
        self.other_point.advise(log)
        self.other.connect("price-changed", lambda other, *args: heard.append(args))
        with self.point.advise(Cpg.Sink.new_relay(self.other_point)):
            self.fire()
        self.fire("no", 0)
        self.assertEqual(log, [("ACME", 12.5)])
        self.assertEqual(heard, [("ACME", 12.5)])

    def test_answers(self):
        self.point.advise(Cpg.Sink.new_relay(self.other_point))
        self.assertTrue(self.stock.emit("may-close"))
        self.other_point.advise({"may_close": lambda: False})
        self.assertFalse(self.stock.emit("may-close"))

    def test_circle(self):
        self.point.advise(Cpg.Sink.new_relay(self.other_point))
        with self.assertError(Cpg.Error.CANNOT_CONNECT, "StockEvents"):
            self.other_point.advise(Cpg.Sink.new_relay(self.point))
        with self.assertError(Cpg.Error.CANNOT_CONNECT):
            self.point.advise(Cpg.Sink.new_relay(self.point))

    def test_gone(self):
        self.point.advise(Cpg.Sink.new_relay(self.other_point))
        weak = weakref.ref(self.other)
        del self.other
        self.assertTrue(is_finalized(weak))
        self.fire()
        self.assertTrue(self.stock.emit("may-close"))


class ShowEvents(TestCase):
    def test_lines(self):
        file = io.StringIO()
        with Cpg.show_events(self.stock, file):
            self.fire()
            self.assertTrue(self.stock.emit("may-close"))
        self.fire()
        self.assertEqual(file.getvalue(), "Stock.price_changed('ACME', 12.5)\nStock.may_close()\n")
        shown = Cpg.show_events(self.stock, file)
        shown.stop()
        shown.stop()
        self.assertEqual(self.point.get_n_connections(), 0)

    def test_keeps_nothing_alive(self):
        stock = Stock()
        shown = Cpg.show_events(stock)
        weak = weakref.ref(stock)
        del stock
        self.assertTrue(is_finalized(weak))
        shown.stop()


class Debug(TestCase):
    def test_environment(self):
        """CPG_DEBUG tells on stderr what any program does."""
        program = "from common import *; s = Stock(); s.find_connection_point().advise(print); s.emit('may-close')"
        ended = subprocess.run(
            [sys.executable, "-c", program], cwd=os.path.dirname(os.path.abspath(__file__)),
            env=os.environ | {"CPG_DEBUG": "all"}, capture_output=True, text=True, check=True)
        self.assertRegex(ended.stderr, r"common\+Stock\(0x[0-9a-f]+\): StockEvents advised CpgSink_StockEvents")
        self.assertRegex(ended.stderr, r"common\+Stock\(0x[0-9a-f]+\): StockEvents.may-close \(\), 1 sink")
        self.assertIn("the source is gone", ended.stderr)
        self.assertEqual(ended.stdout, "may_close\n")


if __name__ == "__main__":
    main()

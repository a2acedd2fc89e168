# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""What the Python tests share."""

import contextlib
import gc
import io
import sys
import unittest

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg, GLib, GObject  # noqa: E402


class StockEvents(Cpg.Interface):
    def price_changed(self, symbol: str, price: float): ...

    @Cpg.method(combine=Cpg.Combine.ALL_TRUE)
    def may_close(self) -> bool: ...

    def is_known(self, symbol: str) -> bool: ...

    @Cpg.method(combine=Cpg.Combine.FIRST)
    def first(self) -> int: ...

    def last(self) -> int: ...


@Cpg.outgoing(StockEvents, default=True)
class Stock(Cpg.Connectable):
    pass


class Log(list):
    """A sink that keeps what it hears."""

    def price_changed(self, symbol, price):
        self.append((symbol, price))


class TestCase(unittest.TestCase):
    def setUp(self):
        self.stock = Stock()
        self.point = self.stock.find_connection_point(StockEvents)

    def fire(self, symbol="ACME", price=12.5):
        self.stock.emit("price-changed", symbol, price)

    @contextlib.contextmanager
    def assertError(self, code, *words):
        with self.assertRaises(GLib.Error) as caught:
            yield
        error = caught.exception
        self.assertTrue(error.matches(Cpg.error_quark(), code), f"{error} is not a {code}")
        for word in words:
            self.assertIn(word, error.message)

    @contextlib.contextmanager
    def assertTraceback(self, text):
        """An exception that nobody can catch is printed by PyGObject."""
        stderr, sys.stderr = sys.stderr, io.StringIO()
        try:
            yield
            self.assertIn(text, sys.stderr.getvalue())
        finally:
            sys.stderr = stderr


def collect():
    for _ in range(3):
        gc.collect()


def is_finalized(weak):
    collect()
    return weak() is None


def main():
    GLib.log_set_always_fatal(GLib.LogLevelFlags.LEVEL_CRITICAL | GLib.LogLevelFlags.LEVEL_ERROR)
    unittest.main(verbosity=2)


__all__ = ["Cpg", "GLib", "GObject", "StockEvents", "Stock", "Log", "TestCase", "collect", "is_finalized", "main"]

# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""What sinks and firing cost from Python."""

import argparse
import os
import sys

import gi

gi.require_version("Bench", "1.0")
gi.require_version("Cpg", "1.0")
gi.require_version("Fix", "1.0")
from gi.repository import Bench, Fix, GObject  # noqa: E402


class Counter:
    """A sink as the override takes it: any object with methods."""

    def __init__(self):
        self.sum = 0

    def price_changed(self, symbol, price):
        self.sum += price


class GCounter(GObject.Object, Fix.Events):
    """A sink as PyGObject writes it."""

    def __init__(self):
        super().__init__()
        self.sum = 0

    def do_price_changed(self, symbol, price):
        self.sum += price


class Handler:
    def __init__(self):
        self.sum = 0

    def on_price_changed(self, source, symbol, price):
        self.sum += price


def plural(n, word):
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def fire(n, source):
    Bench.fire_source(source, n)


def emit_in_c(n, source):
    Bench.emit_source(source, n)


def emit(n, source):
    for _ in range(n):
        source.emit("price-changed", "ACME", 12.5)


def advise_and_unadvise(n, data):
    """Connects and disconnects as many new sinks, n times over."""
    source, n_sinks, sink_type = data
    point = source.find_connection_point(Fix.Events)
    for _ in range(n):
        cookies = [point.advise(sink_type()) for _ in range(n_sinks)]
        for cookie in cookies:
            point.unadvise(cookie)


def report_sinks(n):
    """Listeners in Python, called from a loop in C."""
    what = plural(n, "listener")
    n = Bench.size(n)
    emitter = Fix.Source.new()
    for _ in range(n):
        emitter.connect("price-changed", Handler().on_price_changed)

    for name, sink_type in [("Python object", Counter), ("Python GObject", GCounter)]:
        source = Fix.Source.new()
        point = source.find_connection_point(Fix.Events)
        for _ in range(n):
            point.advise(sink_type())
        Bench.report_calls(
            what,
            f"CPG_FIRE, {name}", fire, source,
            "g_signal_emit, Python handler", emit_in_c, emitter,
            1, 1, Bench.Bar.AT_MOST, 1,
        )


def report_emit(n):
    """Listeners in C, called by emit() in Python."""
    what = plural(n, "listener")
    n = Bench.size(n)
    to_sinks, to_handlers = Fix.Source.new(), Fix.Source.new()
    Bench.add_sinks(to_sinks, n)
    Bench.add_handlers(to_handlers, n)
    Bench.report_calls(
        what,
        "emit() in Python, handlers", emit, to_handlers,
        "emit() in Python, sinks", emit, to_sinks,
        1, 1, Bench.Bar.AT_LEAST, 3,
    )


def report_growth(n_many, n_few):
    what = f"{plural(n_many, 'sink')} / {n_few}"
    n_many, n_few = Bench.size(n_many), Bench.size(n_few)
    for sink_name, sink_type in [("Python object", Counter), ("Python GObject", GCounter)]:
        name = f"advise and unadvise, {sink_name}"
        Bench.report_calls(
            what,
            name, advise_and_unadvise, (Fix.Source.new(), n_many, sink_type),
            name, advise_and_unadvise, (Fix.Source.new(), n_few, sink_type),
            n_many, n_few, Bench.Bar.AT_MOST, 2,
        )


def give_up(*exception):
    """PyGObject prints what is raised in a callback and goes on."""
    sys.__excepthook__(*exception)
    os._exit(1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=0.02)
    parser.add_argument("--json")
    args = parser.parse_args()

    sys.excepthook = give_up
    Bench.start(args.seconds, args.json)
    report_sinks(1)
    report_sinks(100)
    report_emit(100)
    report_emit(1000)
    report_growth(1000, 100)
    sys.exit(Bench.finish())


main()

# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""The cases of cases.txt that Python can reach, with sources and sinks written in Python.

A function is the case of its name. Each is run twice: events are fired by emit()
and by fire().
"""

import configparser
import contextlib
import gc
import io
import os
import sys
import threading
import weakref

import gi

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "python"))
import tap  # noqa: E402

gi.require_version("Cpg", "1.0")
gi.require_version("Fix", "1.0")
from gi.repository import Cpg, Fix, GLib, Gio, GObject  # noqa: E402

UNKNOWN = "5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4dff"  # nobody has it
PROPERTIES = "9bfbbc02-eff1-101a-84ed-00aa00341d07"


class ConfEvents(Cpg.Interface, iid="5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4d01"):
    def nothing(self): ...

    def price_changed(self, symbol: str, price: float): ...

    @Cpg.method(combine=Cpg.Combine.ALL_TRUE)
    def may_close(self) -> bool: ...

    @Cpg.method(combine=Cpg.Combine.ANY_TRUE)
    def is_handled(self, what: str) -> bool: ...

    @Cpg.method(combine=Cpg.Combine.FIRST)
    def first_number(self, n: int) -> int: ...

    def last_number(self, n: int) -> int: ...

    def closing(self, cancel: Cpg.ByRef[bool]): ...

    def bidding(self, bid: Cpg.ByRef[int]): ...


class ConfOther(Cpg.Interface, iid="5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4d02"):
    def quiet(self): ...


class ConfSource(Cpg.Connectable):
    size = Cpg.Property(type=int)
    weight = Cpg.Property(type=int)


IIDS = ["5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4d01", "5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4d02", PROPERTIES]
for interface in (ConfEvents, ConfOther, Cpg.PropertyNotifySink):
    Cpg.outgoing(interface, default=interface is ConfEvents)(ConfSource)


@Cpg.outgoing(ConfEvents)
class ConfSingle(Cpg.Connectable):
    pass


class Sink:
    """Hears everything."""

    def __init__(self, name, journal):
        self.name = name
        self.journal = journal
        self.answer = True
        self.act = None

    def hear(self, text=""):
        self.journal.append(self.name + text)
        if self.act:
            self.act(self)
        return self.answer

    def nothing(self):
        self.hear()

    def price_changed(self, symbol, price):
        self.hear(f".price({symbol},{price:g})")

    def may_close(self):
        return self.hear(".may-close()")

    def is_handled(self, what):
        return self.hear(f".is-handled({what})")

    def first_number(self, n):
        return self.hear(f".first({n})")

    def last_number(self, n):
        return self.hear(f".last({n})")

    def closing(self, cancel):
        self.box = cancel
        self.hear(f".closing({cancel.value:d})")

    def bidding(self, bid):
        self.box = bid
        self.hear(f".bidding({bid.value})")

    def quiet(self):
        self.hear(".quiet()")

    def changed(self, name):
        self.hear(f".changed({name})")

    def request_edit(self, name):
        return self.hear(f".request({name})")


class Stage:
    """A source that has everything, its point for the events, and sinks a to e."""

    def __init__(self, by_name=False):
        self.by_name = by_name
        self.source = ConfSource()
        self.point = self.source.find_connection_point(ConfEvents)
        self.journal = []
        self.sinks = {name: Sink(name, self.journal) for name in "abcde"}
        self.cookies = {}

    def advise(self, *names):
        for name in names:
            self.cookies[name] = self.point.advise(self.sinks[name])
        return self.cookies[names[-1]]

    def unadvise(self, *names):
        for name in names:
            self.point.unadvise(self.cookies.pop(name))

    def fire(self, event="nothing", *args, source=None):
        source = source or self.source
        if not self.by_name:
            return source.emit(event, *args)
        contract = ConfOther if event == "quiet" else ConfEvents
        return source.find_connection_point(contract).fire(event, *args)

    def heard(self, expected):
        same(" ".join(self.journal), expected)
        self.journal.clear()

    def round(self, expected):
        self.fire()
        self.heard(expected)

    def connections(self):
        """The names of the sinks that are connected, by their cookies."""
        names = {int(cookie): name for name, cookie in self.cookies.items()}
        return "".join(names[connection.props.cookie] for connection in self.point.enum_connections())


def same(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} is not {expected!r}")


def true(condition):
    if not condition:
        raise AssertionError("not true")


@contextlib.contextmanager
def error(code, *words, domain=None):
    try:
        yield
    except GLib.Error as caught:
        if not caught.matches(domain or Cpg.error_quark(), code):
            raise
        for word in words:
            true(word in caught.message)
        return
    raise AssertionError(f"no error {code}")


@contextlib.contextmanager
def printed(times):
    """An exception that nobody catches is printed by PyGObject."""
    stderr, sys.stderr = sys.stderr, io.StringIO()
    try:
        yield
        same(sys.stderr.getvalue().count("Traceback"), times)
    finally:
        sys.stderr = stderr


def is_gone(weak):
    for _ in range(3):
        gc.collect()
    return weak() is None


NO_CONNECTION = Cpg.Error.NO_CONNECTION
CASES = {}


def case(function):
    def run():
        for by_name in (False, True):
            function(Stage(by_name))

    CASES[function.__name__.upper()] = run
    return function


# Finding --------------------------------------------------------------------------


@case
def w1(s):
    true(isinstance(s.source, Cpg.ConnectionPointContainer))
    for iid in IIDS:
        true(isinstance(s.source.find_connection_point(iid), Cpg.ConnectionPoint))


@case
def w2(s):
    for iid in IIDS:
        same(str(s.source.find_connection_point(iid).get_connection_interface().get_iid()), iid)


@case
def w4(s):
    true(s.point.get_container() is s.source)


@case
def w11(s):
    ways = (ConfEvents, ConfEvents.__gtype__, ConfEvents.contract, ConfEvents.contract.get_iid(), IIDS[0], "ConfEvents")
    for way in ways:
        s.advise("a")
        again = s.source.find_connection_point(way)
        true(again is s.point)
        again.unadvise(s.cookies["a"])
    s.round("")


@case
def w16(s):
    single = ConfSingle()
    with error(NO_CONNECTION):
        single.find_connection_point(PROPERTIES)
    true(single.find_connection_point(IIDS[0]))


@case
def w17(s):
    same(s.source.get_default_interface(), ConfEvents.contract)


@case
def w21(s):
    points = ConfSingle().enum_connection_points()
    (point,) = points.next(1)
    same(point.get_connection_interface(), ConfEvents.contract)
    same(points.next(1), [])


@case
def w24(s):
    with error(NO_CONNECTION, UNKNOWN):
        s.source.find_connection_point(UNKNOWN)


@case
def w31(s):
    properties = s.source.find_connection_point(PROPERTIES)
    true(properties is not s.point)
    same(str(properties.get_connection_interface().get_iid()), PROPERTIES)
    same(str(s.point.get_connection_interface().get_iid()), IIDS[0])
    true(properties.get_container() is s.point.get_container())


@case
def w32(s):
    for iid in IIDS:
        true(s.source.find_connection_point(iid) is s.source.find_connection_point(iid))


@case
def w38(s):
    true(not GObject.type_is_a(s.source, Cpg.ConnectionPoint))
    true(not GObject.type_is_a(s.point, Cpg.ConnectionPointContainer))


@case
def c1(s):
    points = list(s.source.enum_connection_points())
    true(points)
    for point in points:
        true(point.get_container() is s.source)


@case
def c2(s):
    for iid in IIDS:
        point = s.source.find_connection_point(iid)
        true(point.get_container() is s.source)
        same(str(point.get_connection_interface().get_iid()), iid)


def iids(source):
    return [str(point.get_connection_interface().get_iid()) for point in source.enum_connection_points()]


@case
def a13(s):
    same(iids(s.source), IIDS)


@case
def a14(s):
    points = s.source.enum_connection_points()
    source = s.source.weak_ref()
    s.source = s.point = None
    true(is_gone(source))
    same([str(point.get_connection_interface().get_iid()) for point in points], IIDS)


@case
def p1(s):
    for _ in range(3):
        with error(NO_CONNECTION):
            s.source.find_connection_point(UNKNOWN)
        same(iids(s.source), IIDS)


# Advising --------------------------------------------------------------------------


@case
def w6(s):
    cookie = s.point.advise(s.sinks["a"])
    s.round("a")
    s.point.unadvise(cookie)
    s.round("")


@case
def w10(s):
    other = s.source.find_connection_point(ConfOther)
    for name in "abc":
        cookie = other.advise(s.sinks[name])
        s.advise(name)
        with error(NO_CONNECTION):
            s.point.unadvise(cookie)
        with error(NO_CONNECTION):
            other.unadvise(s.cookies[name])
        other.unadvise(cookie)
    s.round("a b c")


@case
def w14(s):
    single = ConfSingle()
    point = single.find_connection_point(ConfEvents)
    cookie = point.advise(s.sinks["a"])
    true(cookie != 0)
    point.unadvise(cookie)
    source, sink = single.weak_ref(), weakref.ref(s.sinks.pop("a"))
    del single, point, cookie
    true(is_gone(source))
    true(is_gone(sink))


@case
def w15(s):
    for sink in s.sinks.values():
        cookie = s.point.advise(sink)
        true(cookie != 0)
        s.point.unadvise(cookie)


@case
def w20(s):
    twin = ConfSource()
    s.advise("a", "b")
    same(list(twin.find_connection_point(ConfEvents).enum_connections()), [])
    s.fire(source=twin)
    s.heard("")
    s.round("a b")


@case
def w25(s):
    with error(NO_CONNECTION):
        s.point.unadvise(3)


@case
def w26(s):
    with error(Cpg.Error.CANNOT_CONNECT):
        s.point.advise(None)
    for nothing in (None, 5):
        try:
            s.point.advise_full(nothing, 0, None)
        except TypeError:
            continue
        raise AssertionError
    same(s.point.get_n_connections(), 0)


class Lacking:
    pass


@case
def w27(s):
    for sink in (Lacking(), GObject.Object()):
        with error(Cpg.Error.CANNOT_CONNECT):
            s.point.advise(sink)
    same(s.point.get_n_connections(), 0)


@case
def w28(s):
    s.advise("a")
    true(s.cookies["a"] != 0)
    for wrong in (0, s.cookies["a"] + 1):
        with error(NO_CONNECTION):
            s.point.unadvise(wrong)
    s.round("a")
    s.unadvise("a")
    s.round("")


def assert_released(s, names):
    """Nobody but the stage has the sinks."""
    weak = [weakref.ref(s.sinks[name]) for name in names]
    for name in names:
        del s.sinks[name]
    for sink in weak:
        true(is_gone(sink))


@case
def w30(s):
    point = s.point
    s.advise("a", "b", "c")
    s.cookies.clear()
    source = s.source.weak_ref()
    s.source = s.point = None
    true(is_gone(source))
    assert_released(s, "abc")
    same(point.get_n_connections(), 0)


@case
def w33(s):
    with error(Cpg.Error.CANNOT_CONNECT):
        s.point.advise(Cpg.Sink.new(ConfOther))
    with error(NO_CONNECTION):
        s.point.unadvise(0xDEADBEEF)
    s.advise("b")
    s.round("b")


@case
def w34(s):
    with error(Cpg.Error.NOT_CONNECTABLE):
        Cpg.advise(None, s.sinks["a"], ConfEvents)
    sink = Cpg.Sink.new(ConfEvents)
    cookie = Cpg.advise(s.source, sink, ConfEvents)
    (connection,) = s.point.enum_connections()
    true(connection.props.sink is sink)
    same(connection.props.cookie, cookie)
    Cpg.unadvise(s.source, ConfEvents, cookie)
    same(s.point.get_n_connections(), 0)


@case
def w35(s):
    true(s.source.find_connection_point() is s.point)
    cookie = Cpg.advise(s.source, s.sinks["a"])
    s.round("a")
    Cpg.unadvise(s.source, None, cookie)
    s.round("")
    single = ConfSingle()
    same(single.get_default_interface(), None)
    with error(NO_CONNECTION, "ConfSingle", "ConfEvents"):
        single.find_connection_point()
    with error(NO_CONNECTION):
        Cpg.advise(single, s.sinks["a"])


@case
def w36(s):
    s.advise("a")
    s.point.fire("nothing")
    s.heard("a")
    s.unadvise("a")
    assert_released(s, "a")


@case
def s2(s):
    s.advise("a", "b")
    true(s.cookies["a"] != s.cookies["b"])
    connections = s.point.enum_connections()
    connections.next(1)
    clone = connections.clone()
    same([c.props.cookie for c in clone.next(2)], [s.cookies["b"]])
    same(connections.skip(2), False)
    cookie = s.cookies["a"]
    s.unadvise("a")
    with error(NO_CONNECTION):
        s.point.unadvise(cookie)


@case
def a3(s):
    cookies = [s.point.advise(s.sinks["abcde"[i % 5]]) for i in range(1000)]
    s.round(" ".join(["a b c d e"] * 200))
    for i in range(0, 1000, 3):
        s.point.unadvise(cookies[i])
    s.round(" ".join("abcde"[i % 5] for i in range(1000) if i % 3))
    for i in range(1000):
        if i % 3:
            s.point.unadvise(cookies[i])
    s.round("")


@case
def a4(s):
    s.point.set_max_connections(2)
    s.advise("a", "b")
    with error(Cpg.Error.ADVISE_LIMIT):
        s.advise("c")
    s.unadvise("a")
    s.advise("c")
    s.round("b c")
    s.point.props.max_connections = 1
    s.round("b c")
    s.unadvise("b")
    with error(Cpg.Error.ADVISE_LIMIT):
        s.advise("a")
    s.unadvise("c")
    s.advise("a")
    s.round("a")


@case
def a5(s):
    first = s.advise("a")
    s.advise("b")
    second = s.advise("a")
    true(first != second)
    same([c.props.cookie for c in s.point.enum_connections()], [first, s.cookies["b"], second])
    s.round("a b a")
    s.point.unadvise(first)
    s.round("b a")
    s.point.unadvise(second)
    s.round("b")


@case
def a6(s):
    s.advise("a", "b", "c")
    stale = s.cookies["b"]
    s.unadvise("b")
    for _ in range(100):
        true(s.advise("d") != stale)
        with error(NO_CONNECTION):
            stale.unadvise()
        s.round("a c d")
        s.unadvise("d")


@case
def a11(s):
    s.point.set_max_connections(0)
    with error(Cpg.Error.ADVISE_LIMIT):
        s.advise("a")
    s.point.set_max_connections(2)
    s.advise("a")
    s.round("a")
    sink = Cpg.Sink.new(ConfOther)
    sink.connect("quiet", lambda sink: s.journal.append("quiet"))
    with error(Cpg.Error.CANNOT_CONNECT):
        s.point.advise(sink)
    s.source.find_connection_point(ConfOther).advise(sink)
    s.fire("quiet")
    s.heard("quiet")


@case
def a12(s):
    twin = ConfSource()
    s.advise("a")
    point, other = twin.find_connection_point(ConfEvents), s.source.find_connection_point(ConfOther)
    cookie = point.advise(s.sinks["a"])
    other.advise(s.sinks["a"])
    for first in ("a ", ""):
        s.fire()
        s.fire(source=twin)
        s.fire("quiet")
        s.heard(first + "a a.quiet()")
        if first:
            s.unadvise("a")
    point.unadvise(cookie)
    s.fire(source=twin)
    s.heard("")


@case
def a34(s):
    group = Cpg.ConnectionGroup()
    single = ConfSingle()
    last = single.find_connection_point(ConfEvents)
    group.add(s.sinks["a"], ConfEvents, s.source)
    group.add(s.sinks["a"], ConfOther, s.source)
    group.add(s.sinks["a"], ConfEvents, single)
    last.set_max_connections(0)
    with error(Cpg.Error.ADVISE_LIMIT):
        group.advise()
    same([point.get_n_connections() for point in s.source.enum_connection_points()], [0, 0, 0])
    last.set_max_connections(1)
    with group:
        s.fire()
        s.fire("quiet")
        s.fire(source=single)
        s.heard("a a.quiet() a")
    s.fire()
    s.fire(source=single)
    s.heard("")


@case
def a35(s):
    cookie = s.point.advise(s.sinks["a"], weak=True)
    s.round("a")
    assert_released(s, "a")
    same(s.point.get_n_connections(), 0)
    with error(NO_CONNECTION):
        s.point.unadvise(cookie)

    # During a round, before its turn.
    s.advise("b")
    s.point.advise(s.sinks["c"], weak=True)
    s.sinks["b"].act = lambda sink: s.sinks.pop("c", None)
    s.round("b")
    same(s.point.get_n_connections(), 1)


@case
def a37(s):
    with error(Cpg.Error.NOT_CONNECTABLE, "Lacking", "CpgConnectionPointContainer"):
        Cpg.advise(Lacking(), s.sinks["a"], ConfEvents)
    single = ConfSingle()
    with error(NO_CONNECTION, "ConfSingle", "ConfOther"):
        Cpg.advise(single, s.sinks["a"], ConfOther)
    with error(Cpg.Error.CANNOT_CONNECT, "Lacking", "ConfEvents"):
        Cpg.advise(single, Lacking(), ConfEvents)


@case
def x1(s):
    s.advise("a", "b", "c")
    stale = s.cookies["b"]
    s.unadvise("b")
    foreign = s.source.find_connection_point(ConfOther).advise(s.sinks["a"])
    for wrong in (0, stale, foreign, s.cookies["c"] + 1, 0xFFFFFFFF):
        with error(NO_CONNECTION):
            s.point.unadvise(wrong)
    s.round("a c")


@case
def x2(s):
    for sink in (Lacking(), GObject.Object(), Cpg.Sink.new(ConfOther), Cpg.Sink(), s.source):
        with error(Cpg.Error.CANNOT_CONNECT):
            s.point.advise(sink)
    same(s.point.get_n_connections(), 0)


@case
def x4(s):
    lacking = GObject.Object()
    s.point.set_max_connections(1)
    with error(Cpg.Error.CANNOT_CONNECT):
        s.point.advise_full(lacking, 0, None)
    s.advise("a")
    with error(Cpg.Error.ADVISE_LIMIT):
        s.point.advise_full(lacking, 0, None)


@case
def x6(s):
    point, source = s.point, s.source.weak_ref()
    s.advise("a")
    s.cookies.clear()
    s.source = s.point = None
    true(is_gone(source))
    same(point.get_container(), None)
    assert_released(s, "a")
    with error(Cpg.Error.DISCONNECTED):
        point.advise(s.sinks["b"])
    point.fire("nothing")
    s.heard("")


@case
def p4(s):
    s.advise("a", "b")
    s.unadvise("a")
    s.advise("c")
    true(s.cookies["c"] != s.cookies["b"])
    s.round("b c")
    s.unadvise("b")
    s.round("c")
    s.unadvise("c")
    s.round("")


@case
def p5(s):
    for point in s.source.enum_connection_points():
        for name in "abc":
            point.advise(s.sinks[name])
    source = s.source.weak_ref()
    s.source = s.point = point = None
    true(is_gone(source))
    assert_released(s, "abc")


@case
def p7(s):
    s.advise("a")
    with error(Cpg.Error.INVALID_ARGUMENT):
        s.point.unblock(s.cookies["a"])
    s.round("a")
    s.point.block(s.cookies["a"])
    s.round("")
    s.point.unblock(s.cookies["a"])
    with error(Cpg.Error.INVALID_ARGUMENT):
        s.point.unblock(s.cookies["a"])
    s.round("a")


@case
def p11(s):
    with error(NO_CONNECTION):
        s.source.find_connection_point(UNKNOWN)
    with error(NO_CONNECTION):
        s.point.unadvise(1)
    with error(Cpg.Error.CANNOT_CONNECT):
        s.point.advise(Lacking())
    s.point.set_max_connections(0)
    with error(Cpg.Error.ADVISE_LIMIT):
        s.advise("a")
    for enumerator in (s.source.enum_connection_points(), s.point.enum_connections()):
        clone = enumerator.clone()
        same(clone.skip(4), False)
        clone.reset()


@case
def p19(s):
    first, second = s.advise("a"), s.advise("a")
    true(first != second)
    s.round("a a")
    second.unadvise()
    s.round("a")
    first.unadvise()
    s.round("")


# Points of somebody else's ---------------------------------------------------------


class ForeignPoint(GObject.Object, Cpg.ConnectionPoint):
    """Gives the cookies that it is told to give, and lists nothing."""

    n_connections = GObject.Property(type=GObject.TYPE_UINT, flags=GObject.ParamFlags.READABLE)
    max_connections = GObject.Property(type=GObject.TYPE_UINT, default=0xFFFFFFFF)
    gives = got = 0

    def do_get_connection_interface(self):
        return ConfEvents.contract

    def do_advise_full(self, sink, flags, context):
        return self.gives

    def do_unadvise(self, cookie):
        self.got = cookie
        return True


class ForeignSource(GObject.Object, Cpg.ConnectionPointContainer):
    def __init__(self):
        super().__init__()
        self.point = ForeignPoint()

    def do_find_connection_point(self, iid):
        return self.point


ODD = (0xDEADBEEF, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


@case
def w12(s):
    point = ForeignPoint()
    for point.gives in ODD:
        cookie = point.advise(s.sinks["a"])
        same(cookie, point.gives)
        point.unadvise(cookie)
        same(point.got, point.gives)


@case
def p12(s):
    source = ForeignSource()
    for source.point.gives in ODD:
        with Cpg.advise(source, s.sinks["a"], ConfEvents) as advised:
            same(advised, source.point.gives)
        same(source.point.got, source.point.gives)
        source.point.got = 0
        Cpg.unadvise(source, ConfEvents, advised)
        same(source.point.got, source.point.gives)
    source.point.gives = 0
    with error(Cpg.Error.FAILED):
        Cpg.advise(source, s.sinks["a"], ConfEvents)


@case
def x8(s):
    s.point.set_max_connections(1)
    s.advise("a")
    same(len(list(s.point.enum_connections())), 1)
    with error(Cpg.Error.NOT_SUPPORTED):
        ForeignPoint().enum_connections()


# Enumerators ---------------------------------------------------------------------------


@case
def w8(s):
    sink = Cpg.Sink.new(ConfEvents)
    cookie = s.point.advise(sink)
    connections = s.point.enum_connections()
    (connection,) = connections.next(1)
    same(connection.props.cookie, cookie)
    true(connection.props.sink is sink)
    s.point.unadvise(cookie)
    true(connection.props.sink is sink)


@case
def w9(s):
    s.advise("a")
    connections = s.point.enum_connections()
    same(len(connections.next(1)), 1)
    same(connections.next(1), [])
    same(connections.next(1), [])


@case
def w13(s):
    s.advise("a", "b", "c")
    connections = s.point.enum_connections()
    while found := connections.next(1):
        found[0].props.sink.emit("nothing")
    s.heard("a b c")


@case
def c3(s):
    same(len(list(s.point.enum_connections())), 0)
    s.advise("a")
    same(len(list(s.point.enum_connections())), 1)
    s.unadvise("a")
    same(len(list(s.point.enum_connections())), 0)


@case
def c4(s):
    s.advise("c")
    (connection,) = s.point.enum_connections()
    same(connection.props.cookie, s.cookies["c"])
    true(GObject.type_is_a(connection.props.sink, ConfEvents))


@case
def a15(s):
    s.advise("a", "b", "c")
    connections = s.point.enum_connections()
    weak = weakref.ref(s.sinks.pop("b"))
    cookie = s.cookies["b"]
    s.unadvise("b")
    s.advise("d")
    true(not is_gone(weak))
    same([c.props.cookie for c in connections], [s.cookies["a"], cookie, s.cookies["c"]])
    del connections, cookie
    true(is_gone(weak))
    same(s.connections(), "acd")


def take(s, connections, n):
    names = {int(cookie): name for name, cookie in s.cookies.items()}
    return "".join(names[c.props.cookie] for c in connections.next(n))


@case
def a16(s):
    s.advise(*"abcde")
    connections = s.point.enum_connections()
    same([take(s, connections, n) for n in (0, 2, 1, 6, 6, 0)], ["", "ab", "c", "de", "", ""])


@case
def a17(s):
    s.advise(*"abcde")
    connections = s.point.enum_connections()
    same([connections.skip(0), connections.skip(2), take(s, connections, 1)], [True, True, "c"])
    same([connections.skip(2), take(s, connections, 1), connections.skip(0)], [True, "", True])
    same(connections.skip(1), False)
    connections.reset()
    same([connections.skip(6), take(s, connections, 1)], [False, ""])
    connections.reset()
    same([connections.skip(0xFFFFFFFF), take(s, connections, 1)], [False, ""])


@case
def a18(s):
    s.advise(*"abcd")
    connections = s.point.enum_connections()
    connections.skip(2)
    clone = connections.clone()
    true(clone is not connections)
    same([take(s, clone, 2), take(s, connections, 1)], ["cd", "c"])
    connections.reset()
    same([take(s, clone, 1), take(s, connections, 4)], ["", "abcd"])
    del connections
    clone.reset()
    same(take(s, clone, 4), "abcd")


@case
def x7(s):
    connections = s.point.enum_connections()
    same([connections.next(1), connections.skip(1)], [[], False])
    s.advise("a")
    s.unadvise("a")
    same(list(s.point.enum_connections()), [])


@case
def p15(s):
    s.advise(*"abcd")
    s.unadvise("b")
    connections = s.point.enum_connections()
    same(take(s, connections, 1), "a")
    clone = connections.clone()
    same([connections.skip(1), take(s, connections, 5), take(s, clone, 1)], [True, "d", "c"])
    connections.reset()
    for connection in list(connections):
        s.point.unadvise(connection.props.cookie)
    s.round("")


@case
def p18(s):
    points = s.source.enum_connection_points()
    same([len(points.next(4)), points.skip(1)], [3, False])
    points.reset()
    same([points.skip(3), points.next(1)], [True, []])
    s.advise("a", "b")
    connections = s.point.enum_connections()
    same(take(s, connections, 3), "ab")
    connections.reset()
    same(connections.skip(3), False)
    connections.reset()
    same(connections.skip(2), True)


# Rounds ----------------------------------------------------------------------------------


def once(action):
    """What a sink does when it is called for the first time."""
    left = [action]
    return lambda sink: left and left.pop()()


@case
def w18(s):
    s.advise("a")
    s.point = None
    gc.collect()
    s.round("a")
    for price in range(3):
        s.fire("price-changed", "ACME", price)
    s.heard("a.price(ACME,0) a.price(ACME,1) a.price(ACME,2)")


@case
def w22(s):
    s.advise("a", "b", "c")
    true(s.fire("may-close"))
    s.heard("a.may-close() b.may-close() c.may-close()")


@case
def s3(s):
    s.advise("a", "b", "c")
    cookie = s.cookies["b"]
    s.sinks["b"].act = once(lambda: s.unadvise("b"))
    s.round("a b c")
    with error(NO_CONNECTION):
        s.point.unadvise(cookie)
    s.round("a c")


@case
def a8(s):
    s.advise("a", "b", "c")
    s.sinks["a"].act = once(lambda: (s.unadvise("c"), s.advise("d")))
    s.round("a b")
    s.round("a b d")


@case
def a10(s):
    class Partial:
        def nothing(self):
            s.journal.append("part")

    s.advise("a")
    s.point.advise(Partial())
    s.advise("c")
    s.fire("price-changed", "ACME", 2.5)
    s.heard("a.price(ACME,2.5) c.price(ACME,2.5)")
    true(s.fire("may-close"))
    s.heard("a.may-close() c.may-close()")
    s.round("a part c")


@case
def a19(s):
    s.advise("a", "b", "c")
    s.round("a b c")
    s.unadvise("a")
    s.advise("d")
    s.round("b c d")
    s.unadvise("c")
    s.advise("a", "c")
    s.round("b d a c")


@case
def a20(s):
    s.advise("a", "b", "c")
    s.sinks["b"].act = once(s.fire)
    s.round("a b a b c c")


@case
def a21(s):
    s.advise("a", "b", "c")
    for name, s.sinks[name].answer in zip("abc", (10, 11, 12)):
        pass
    same(s.fire("last-number", 7), 12)
    s.heard("a.last(7) b.last(7) c.last(7)")
    s.unadvise("c")
    same(s.fire("last-number", 7), 11)


@case
def a22(s):
    same([s.fire("may-close"), s.fire("is-handled", "it"), s.fire("first-number", 7)], [True, False, 0])
    s.advise("a", "b", "c")
    s.sinks["b"].answer = False
    same(s.fire("may-close"), False)
    s.heard("a.may-close() b.may-close()")
    s.sinks["a"].answer, s.sinks["b"].answer = False, True
    same(s.fire("is-handled", "it"), True)
    s.heard("a.is-handled(it) b.is-handled(it)")
    s.sinks["b"].answer = s.sinks["c"].answer = False
    same(s.fire("is-handled", "it"), False)
    s.journal.clear()
    for name, s.sinks[name].answer in zip("abc", (10, 11, 12)):
        pass
    same(s.fire("first-number", 7), 10)
    s.heard("a.first(7) b.first(7) c.first(7)")


@case
def a23(s):
    s.advise("a", "b", "c")
    for name, s.sinks[name].answer in zip("abc", (10, None, 12)):
        pass
    same(list(s.point.fire_collect("last-number", 7)), [10, 12])
    s.heard("a.last(7) b.last(7) c.last(7)")


def write(value):
    def act(sink):
        sink.box.value = value

    return act


@case
def a24(s):
    s.advise("a", "b", "c")
    cancel = Cpg.ByRef(False, combine=Cpg.Combine.ANY_TRUE)
    s.sinks["a"].act = s.sinks["c"].act = write(False)
    s.fire("closing", cancel)
    same(cancel.value, False)
    s.sinks["b"].act = write(True)
    s.fire("closing", cancel)
    same(cancel.value, True)
    s.heard("a.closing(0) b.closing(0) c.closing(0) a.closing(0) b.closing(0) c.closing(1)")


@case
def a25(s):
    s.advise(*"abcd")
    bid = Cpg.ByRef(5)
    s.sinks["a"].act = write(15)
    s.sinks["c"].act = write(27)
    s.fire("bidding", bid)
    s.heard("a.bidding(5) b.bidding(15) c.bidding(15) d.bidding(27)")
    same(bid.value, 27)


def fail(sink):
    raise ZeroDivisionError


@case
def a44(s):
    s.advise(*"abcd")
    s.sinks["b"].act = s.sinks["d"].act = fail
    with printed(2):
        s.round("a b c d")
    for name, s.sinks[name].answer in zip("abcd", (10, 11, 12, 13)):
        pass
    with printed(2):
        same(s.fire("last-number", 7), 12)
    s.unadvise("a")
    with printed(2):
        same(s.fire("first-number", 7), 12)
    s.sinks["b"].answer = s.sinks["d"].answer = False
    with printed(2):
        same(s.fire("may-close"), True)
    s.journal.clear()
    with printed(2):
        s.round("b c d")


@case
def x11(s):
    s.advise("a", "b", "c")
    s.sinks["b"].act = once(lambda: s.unadvise("a"))
    s.round("a b c")
    s.round("b c")
    s.sinks["b"].act = once(lambda: s.unadvise("c"))
    s.round("b")
    s.advise("c")
    s.sinks["b"].act = once(lambda: s.advise("d"))
    s.round("b c")
    s.round("b c d")
    s.sinks["c"].act = once(lambda: s.unadvise("b", "c", "d"))
    s.round("b c")
    s.round("")


@case
def p2(s):
    s.advise("a", "b", "c")
    first, second = s.point.enum_connections(), s.point.enum_connections()
    same([take(s, first, 2), take(s, second, 1)], ["ab", "a"])

    def enumerate_and_fire():
        connections = s.point.enum_connections()
        same(take(s, connections, 1), "a")
        s.fire()
        same(take(s, connections, 3), "bc")

    s.sinks["b"].act = once(enumerate_and_fire)
    s.round("a b a b c c")
    same([take(s, second, 1), take(s, first, 1)], ["b", "c"])


@case
def p3(s):
    s.advise("a", "b", "c")
    s.sinks["a"].act = once(lambda: s.unadvise("b"))
    s.round("a c")
    s.round("a c")


@case
def p9(s):
    source = Fix.Source()
    seen = []

    def spoil(color, parts, box, thing, type, spec):
        seen.append((box.width, box.height))
        box.width = box.height = -1

    point = source.find_connection_point(Fix.Events)
    for _ in range(3):
        point.advise({"things": spoil})
    source.fire_things()
    same(seen, [(3, 4)] * 3)


@case
def p10(s):
    s.advise("a", "b", "c")
    s.sinks["b"].act = once(lambda: (s.unadvise("b"), s.advise("d")))
    s.round("a b c")
    s.round("a c d")


@case
def p14(s):
    def use_point():
        s.advise("d")
        s.fire()
        s.unadvise("d", "c")

    def wait():
        thread = threading.Thread(target=use_point)
        thread.start()
        thread.join()

    s.advise("a", "b", "c")
    s.sinks["b"].act = once(wait)
    s.round("a b a b c d")
    s.round("a b")


@case
def p16(s):
    s.advise("a")
    s.fire("last-number", 7)
    s.fire("may-close")
    s.heard("a.last(7) a.may-close()")
    point = "before"
    with error(NO_CONNECTION):
        point = s.source.find_connection_point(UNKNOWN)
    same(point, "before")


@case
def p17(s):
    class ConfQuiet(Cpg.Connectable):
        __gtype_name__ = f"ConfQuiet{s.by_name}"

    Cpg.outgoing(ConfOther)(ConfQuiet)
    Cpg.outgoing(ConfEvents, default=True, signals=False)(ConfQuiet)
    same(ConfQuiet().get_default_interface(), ConfEvents.contract)


@case
def p20(s):
    s.advise("a")
    s.source.find_connection_point(ConfOther).advise(s.sinks["b"])
    s.round("a")
    for event, args, expected in (
        ("price-changed", ("ACME", 12.5), "a.price(ACME,12.5)"),
        ("may-close", (), "a.may-close()"),
        ("is-handled", ("it",), "a.is-handled(it)"),
        ("first-number", (8,), "a.first(8)"),
        ("last-number", (9,), "a.last(9)"),
        ("quiet", (), "b.quiet()"),
    ):
        s.fire(event, *args)
        s.heard(expected)


@case
def a38(s):
    threads = []
    s.sinks["a"].act = lambda sink: threads.append(threading.get_ident())
    s.point.advise(s.sinks["a"], context=True)
    thread = threading.Thread(target=s.fire)
    thread.start()
    thread.join()
    same(threads, [])
    while GLib.MainContext.default().iteration(False):
        pass
    same(threads, [threading.get_ident()])
    s.heard("a")


# Properties, and what a source decides ------------------------------------------------


def watch(s, *names):
    point = s.source.find_connection_point(Cpg.PropertyNotifySink)
    return [point.advise(s.sinks[name]) for name in names]


@case
def w19(s):
    watch(s, "a")
    for name in ("size", "weight"):
        s.source.set_property(name, 5)
        s.heard(f"a.request({name}) a.changed({name})")


@case
def c5(s):
    (advised,) = watch(s, "a")
    s.heard("")
    s.source.size = 5
    s.heard("a.request(size) a.changed(size)")
    advised.unadvise()
    s.source.size = 6
    s.heard("")


@case
def a26(s):
    sizes = []
    s.sinks["a"].act = lambda sink: sizes.append(s.source.size)
    watch(s, "a")
    s.source.size = 5
    s.heard("a.request(size) a.changed(size)")
    same(sizes, [0, 5])
    s.sinks["a"].answer = False
    with error(Cpg.Error.NOT_PERMITTED, "size"):
        s.source.size = 6
    s.heard("a.request(size)")
    same(s.source.size, 5)


@case
def a27(s):
    watch(s, "a", "b", "c")
    s.sinks["b"].answer = False
    with error(Cpg.Error.NOT_PERMITTED):
        s.source.size = 5
    s.heard("a.request(size) b.request(size)")


@case
def a28(s):
    watch(s, "a")
    same(Cpg.request_edit(s.source, None), True)
    s.heard("a.request(None)")
    Cpg.properties_changed(s.source)
    s.heard("a.changed(None)")
    s.sinks["a"].answer = False
    same(Cpg.request_edit(s.source, None), False)


@case
def a29(s):
    watch(s, "a")
    with s.source.freeze_notify():
        with s.source.freeze_notify():
            s.source.size = 5
            s.source.size = 6
        s.heard("a.request(size) a.request(size)")
    s.heard("a.changed(size)")


@case
def a30(s):
    watch(s, "a")
    s.source.size = 0
    s.heard("")
    s.source.size = 5
    s.heard("a.request(size) a.changed(size)")
    s.source.size = 5
    s.heard("")


@case
def x10(s):
    watch(s, "a", "b")
    s.sinks["a"].act = fail
    with printed(2):
        s.source.size = 5
    s.heard("a.request(size) b.request(size) a.changed(size) b.changed(size)")
    s.sinks["a"].act = None
    s.sinks["b"].answer = False
    with error(Cpg.Error.NOT_PERMITTED):
        s.source.size = 6


class Choosy(GObject.Object, Cpg.ConnectionPointContainer):
    trouble = None

    def __init__(self):
        super().__init__()
        self.told = ""

    def do_accept_sink(self, point, sink):
        if self.trouble:
            raise self.trouble
        return True

    def do_listening_changed(self, point, is_listened):
        self.told += "+" if is_listened else "-"


Cpg.outgoing(ConfEvents)(Choosy)


@case
def a32(s):
    choosy = Choosy()
    point = choosy.find_connection_point(ConfEvents)
    first, second = point.advise(s.sinks["a"]), point.advise(s.sinks["b"])
    first.unadvise()
    same(choosy.told, "+")
    second.unadvise()
    same(choosy.told, "+-")


@case
def a33(s):
    choosy = Choosy()
    point = choosy.find_connection_point(ConfEvents)
    choosy.trouble = GLib.Error.new_literal(Gio.io_error_quark(), "members only", Gio.IOErrorEnum.BUSY)
    with error(Gio.IOErrorEnum.BUSY, "members only", domain=Gio.io_error_quark()):
        point.advise(s.sinks["a"])
    same(point.get_n_connections(), 0)
    choosy.trouble = None
    point.advise(s.sinks["a"])


# -----------------------------------------------------------------------------------------


def table():
    """The cases of cases.txt are these."""
    entries = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entries.read(os.path.join(HERE, "cases.txt"))
    wanted = {name for name in entries.sections() if "python" in entries[name].get("runs", "").split()}
    same(sorted(wanted ^ (set(CASES) - {"table"})), [])


CASES["table"] = table

if __name__ == "__main__":
    GLib.log_set_always_fatal(GLib.LogLevelFlags.LEVEL_CRITICAL | GLib.LogLevelFlags.LEVEL_ERROR)
    tap.run(CASES)

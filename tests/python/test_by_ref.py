# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""In-out arguments: boxes that listeners may set."""

import gi

gi.require_version("Fix", "1.0")
from gi.repository import Fix  # noqa: E402

from common import Cpg, GLib, GObject, StockEvents, TestCase, main  # noqa: E402

ANY_TRUE = Cpg.Combine.ANY_TRUE


class GateEvents(Cpg.Interface):
    def before_close(self, cancel: Cpg.ByRef[bool]): ...

    def price(self, symbol: str, amount: Cpg.ByRef[GObject.TYPE_INT]): ...

    def fill(self, anything: Cpg.ByRef): ...


@Cpg.outgoing(GateEvents, default=True)
class Gate(Cpg.Connectable):
    pass


class Guard(GObject.Object, Fix.Gate):
    """A sink as PyGObject writes it."""

    def __init__(self, cancels):
        super().__init__()
        self.cancels = cancels

    def do_before_close(self, cancel):
        cancel.value = self.cancels


class Box(TestCase):
    def test_types(self):
        for value, name in (
            (True, "gboolean"),
            (5, "gint64"),
            (0.5, "gdouble"),
            ("ä", "gchararray"),
            (Fix.Color.GREEN, "FixColor"),
            (Fix.Parts.TAIL, "FixParts"),
            (GObject.Object(), "GObject"),
            ({"a": 1}, "PyObject"),
            (None, "GValue"),
        ):
            box = Cpg.ByRef(value)
            self.assertEqual(box.value, value)
            self.assertEqual(box.get_value_type().name, name)
            self.assertFalse(box.is_set())
            self.assertEqual(box.get_combine(), Cpg.Combine.LAST)
        self.assertTrue(Cpg.ByRef(GLib.Variant("s", "x")).value.equal(GLib.Variant("s", "x")))
        self.assertEqual(Cpg.ByRef(Fix.Box.new(3, 4)).value.width, 3)

    def test_told_type(self):
        for value, told, name in (
            (5, GObject.TYPE_UINT, "guint"),
            (5, float, "gdouble"),
            (2**63, GObject.TYPE_UINT64, "guint64"),
            (1, Fix.Color, "FixColor"),
            (["a", "b"], GObject.TYPE_STRV, "GStrv"),
            (None, str, "gchararray"),
            (None, Fix.Box, "FixBox"),
            (Fix.Door(), GObject.Object, "GObject"),
            (GObject.TYPE_INT, GObject.TYPE_GTYPE, "GType"),
            (5, GObject.Value, "GValue"),
        ):
            box = Cpg.ByRef(value, type=told)
            self.assertEqual(box.value, value)
            self.assertEqual(box.get_value_type().name, name)

    def test_set(self):
        box = Cpg.ByRef(3, type=GObject.TYPE_INT)
        box.value = -4
        self.assertEqual(box.value, -4)
        self.assertTrue(box.is_set())
        text = Cpg.ByRef("a")
        text.value = None
        self.assertIsNone(text.value)
        strv = Cpg.ByRef([], type=GObject.TYPE_STRV)
        strv.value = ["x", "ä"]
        self.assertEqual(strv.value, ["x", "ä"])
        anything = Cpg.ByRef()
        for value in (1, "text", None, ["a"], Fix.Color.GREEN, 2**63, -(2**63)):
            anything.value = value
            self.assertEqual(anything.value, value)
        anything.value = Fix.Color.GREEN
        self.assertIsInstance(anything.value, Fix.Color)
        anything.value = None
        self.assertIsNone(anything.get_value())

    def test_wrong_type(self):
        flag, number, text = Cpg.ByRef(True), Cpg.ByRef(3, type=GObject.TYPE_INT), Cpg.ByRef("a")
        thing = Cpg.ByRef(None, type=Fix.Door)
        for box, wrongs in (
            (flag, ("x", None, [], 0.5, object(), 2**70)),
            (number, ("x", None, [], 0.5, True, 2**31, -(2**70), object())),
            (text, (1, True, 0.5, [], object())),
            (thing, (1, "x", GObject.Object(), object())),
        ):
            before = box.value
            for wrong in wrongs:
                with self.assertError(Cpg.Error.INVALID_ARGUMENT, box.get_value_type().name):
                    box.value = wrong
            self.assertEqual(box.value, before)
            self.assertFalse(box.is_set())

    def test_can_not_be(self):
        for value, how in (("x", {"combine": ANY_TRUE}), ("x", {"type": int}), (None, {"type": GObject.TYPE_NONE})):
            with self.assertRaises((GLib.Error, TypeError)):
                Cpg.ByRef(value, **how)
        with self.assertError(Cpg.Error.INVALID_ARGUMENT, "CpgByRef"):
            Cpg.ByRef(None, type=Cpg.ByRef)
        with self.assertRaises(TypeError):
            Cpg.ByRef(5, type="int")

    def test_combine(self):
        for combine, writes, result in (
            (ANY_TRUE, (False, True, False), True),
            (Cpg.Combine.ALL_TRUE, (True, False, True), False),
            (Cpg.Combine.FIRST, (True, False), True),
            (Cpg.Combine.LAST, (True, False), False),
        ):
            box = Cpg.ByRef(combine == Cpg.Combine.ALL_TRUE, combine=combine)
            for value in writes:
                box.value = value
            self.assertIs(box.value, result)

    def test_repr(self):
        self.assertEqual(repr(Cpg.ByRef(False)), "<Cpg.ByRef False>")
        self.assertEqual(repr(Cpg.ByRef(False, ANY_TRUE)), "<Cpg.ByRef False any-true>")
        self.assertEqual(repr(Cpg.ByRef()), "<Cpg.ByRef None>")


class Contract(TestCase):
    def test_annotations(self):
        contract = GateEvents.contract
        kinds = [[m.get_param_value_type(i).name for i in range(m.get_n_params())] for m in contract]
        self.assertEqual(kinds, [["gboolean"], ["gchararray", "gint"], ["GValue"]])
        self.assertEqual(str(contract["price"]), "price (symbol: gchararray, amount: inout gint)")
        price = contract["price"]
        self.assertEqual(
            [price.get_param_direction(i) for i in range(2)], [Cpg.Direction.IN, Cpg.Direction.INOUT]
        )
        self.assertEqual(price.get_param_type(1), Cpg.ByRef.__gtype__)

    def test_bad_annotations(self):
        with self.assertRaises(TypeError):
            type("PyBadGate", (Cpg.Interface,), {"ask": lambda self, x: None})

        with self.assertRaisesRegex(TypeError, "PyBadBox.ask"):

            class PyBadBox(Cpg.Interface):
                def ask(self, x: Cpg.ByRef[list]): ...

        with self.assertError(Cpg.Error.INVALID_CONTRACT, "CpgByRef"):

            class PyBoxBox(Cpg.Interface):
                def ask(self, x: Cpg.ByRef[Cpg.ByRef]): ...


class Fire(TestCase):
    def each_source(self):
        for source, interface in ((Gate(), GateEvents), (Fix.Door(), Fix.Gate)):
            yield source, source.find_connection_point(interface)

    def each_way(self, source, point):
        yield lambda *args: point.fire(*args)
        yield lambda *args: source.emit(*args)

    def test_cancel_that_stays(self):
        for source, point in self.each_source():
            yes, no = GateLog(True), GateLog(False)
            point.advise(yes)
            point.advise(no)
            for fire in self.each_way(source, point):
                for combine, result in ((ANY_TRUE, True), (Cpg.Combine.LAST, False), (Cpg.Combine.FIRST, True)):
                    cancel = Cpg.ByRef(False, combine=combine)
                    fire("before-close", cancel)
                    self.assertIs(cancel.value, result)
            self.assertEqual(yes, [False] * 6)
            self.assertEqual(no, [True] * 6)

    def test_fired_in_c(self):
        door = Fix.Door()
        point = door.find_connection_point(Fix.Gate)
        self.assertTrue(door.close())
        for sink in (
            Guard(True),
            GateLog(True),
            {"before_close": lambda cancel: setattr(cancel, "value", True)},
            lambda name, cancel: setattr(cancel, "value", True),
        ):
            with point.advise(sink):
                self.assertFalse(door.close())
            with point.advise(sink), point.advise(Fix.Guard.new(False, 0)):
                self.assertFalse(door.close())
        handler = door.connect("before-close", lambda door, cancel: setattr(cancel, "value", True))
        self.assertFalse(door.close())
        door.disconnect(handler)
        self.assertTrue(door.close())
        with point.advise(Guard(False)):
            self.assertTrue(door.close())

    def test_each_sees_the_one_before(self):
        door = Fix.Door()
        point = door.find_connection_point(Fix.Gate)
        seen = []

        def add(n):
            def price(symbol, amount):
                seen.append((symbol, amount.value))
                amount.value += n

            return {"price": price}

        door.connect("price", lambda door, symbol, amount: add(1)["price"](symbol, amount))
        point.advise(add(20))
        point.advise(Fix.Guard.new(False, 300))
        point.advise(add(4000))
        self.assertEqual(door.ask_price("A", 50000, Cpg.Combine.LAST), 54321)
        self.assertEqual(seen, [("A", 50000), ("A", 50001), ("A", 50321)])
        self.assertEqual(door.ask_price("A", 50000, Cpg.Combine.FIRST), 50001)

    def test_wrong_write(self):
        door = Fix.Door()
        point = door.find_connection_point(Fix.Gate)
        errors = []

        def before_close(cancel):
            try:
                cancel.value = "yes"
            except GLib.Error as error:
                errors.append(error.message)

        point.advise({"before_close": before_close})
        self.assertTrue(door.close())
        self.assertEqual(len(errors), 1)
        self.assertIn("gchararray", errors[0])

    def test_anything(self):
        for source, point in self.each_source():
            point.advise({"fill": lambda box: setattr(box, "value", f"after {box.value!r}")})
            for fire in self.each_way(source, point):
                for value in (None, 5, "text"):
                    box = Cpg.ByRef(value, type=GObject.Value)
                    fire("fill", box)
                    self.assertEqual(box.value, f"after {value!r}")

    def test_wants_a_box(self):
        for source, point in self.each_source():
            point.advise(Guard(True) if isinstance(source, Fix.Door) else GateLog(True))
            for wrong, words in (
                (False, ("cancel", "CpgByRef", "gboolean")),
                ("x", ("cancel", "CpgByRef", "gchararray")),
                (None, ("cancel", "CpgByRef")),
                (Cpg.ByRef("x"), ("cancel", "gboolean", "gchararray")),
                (Cpg.ByRef(), ("cancel", "gboolean", "GValue")),
            ):
                with self.assertError(Cpg.Error.INVALID_ARGUMENT, "before-close", *words):
                    point.fire("before-close", wrong)
            with self.assertRaises(TypeError):
                source.emit("before-close", False)

    def test_invocation(self):
        door = Fix.Door()
        kept = []
        sink = Cpg.Sink.new(Fix.Gate)
        sink.connect("invoked", lambda sink, invocation: kept.append(invocation))
        door.find_connection_point(Fix.Gate).advise(sink)
        cancel = Cpg.ByRef(False)
        door.emit("before-close", cancel)
        self.assertEqual(str(kept[0]), "before-close (cancel=&FALSE)")
        kept[0].args[0].value = True
        self.assertEqual(repr(kept[0]), "<Cpg.Invocation before-close (cancel=&TRUE)>")
        self.assertTrue(cancel.value)

    def test_kept(self):
        door = Fix.Door()
        kept = []
        door.find_connection_point(Fix.Gate).advise({"before_close": kept.append})
        door.connect("before-close", lambda door, cancel: kept.append(cancel))
        for _ in range(3):
            door.close()
        for box in kept:
            box.value = True
        self.assertEqual([box.value for box in kept], [True] * 6)

    def test_queued(self):
        context = GLib.MainContext.new()
        for source, point in self.each_source():
            late, later, now = GateLog(True), GateLog(True), GateLog(False)
            point.advise(late, context=context)
            point.advise(later, context=context)
            point.advise(now)
            for fire in self.each_way(source, point):
                cancel = Cpg.ByRef(False)
                fire("before-close", cancel)
                self.assertEqual(late, [])
                while context.iteration(False):
                    pass
                self.assertIs(cancel.value, False)
                self.assertEqual((late, later), ([False], [False]))
                late.clear()
                later.clear()

    def test_not_in_others(self):
        self.assertEqual(StockEvents.contract[0].get_param_direction(0), Cpg.Direction.IN)


class GateLog(list):
    """What it finds, and then writes, in a box of booleans."""

    def __init__(self, cancels):
        super().__init__()
        self.cancels = cancels

    def before_close(self, cancel):
        self.append(cancel.value)
        cancel.value = self.cancels


if __name__ == "__main__":
    main()

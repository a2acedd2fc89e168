# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Defining outgoing interfaces and sources."""

import uuid

from gi.repository import Gio

from common import Cpg, GLib, GObject, Stock, StockEvents, TestCase, main

NAME_SPACE = uuid.UUID("7b1c6e3a-52d4-5f0e-9a86-c0de1b0dd1e5")


class Guid(TestCase):
    TEXT = "b196b286-bab4-101a-b69c-00aa00341d07"

    def test_text(self):
        for text in (self.TEXT, self.TEXT.upper(), "{" + self.TEXT + "}"):
            self.assertEqual(str(Cpg.Guid.new(text)), self.TEXT)

    def test_value(self):
        guid = Cpg.Guid.new(self.TEXT)
        self.assertEqual(guid, Cpg.Guid.new(self.TEXT))
        self.assertEqual(len({guid, Cpg.Guid.new(self.TEXT)}), 1)
        self.assertNotEqual(guid, Cpg.Guid.new_for_name("x"))
        self.assertNotEqual(guid, self.TEXT)
        self.assertEqual(guid.data1, 0xB196B286)

    def test_name(self):
        self.assertEqual(str(Cpg.Guid.new_for_name("StockEvents")), str(uuid.uuid5(NAME_SPACE, "StockEvents")))
        self.assertEqual(str(Cpg.Guid.new_for_name("")), str(uuid.uuid5(NAME_SPACE, "")))

    def test_bad_text(self):
        for text in ("", "x", self.TEXT[:-1], "{" + self.TEXT, self.TEXT + "}", self.TEXT.replace("b", "g"), "ü" * 36):
            with self.assertError(Cpg.Error.INVALID_ARGUMENT, "GUID"):
                Cpg.Guid.new(text)


class Interface(TestCase):
    def test_contract(self):
        contract = StockEvents.contract
        self.assertEqual(len(contract), 5)
        self.assertEqual([m.get_name() for m in contract], ["price-changed", "may-close", "is-known", "first", "last"])
        self.assertEqual(contract["price_changed"], contract[0])
        self.assertEqual(contract["PriceChanged"], contract[0])
        self.assertIn("may-close", contract)
        self.assertNotIn("nothing", contract)
        with self.assertRaises(KeyError):
            contract["nothing"]
        with self.assertRaises(IndexError):
            contract[5]
        self.assertEqual(contract.get_iid(), Cpg.Guid.new_for_name("StockEvents"))
        self.assertEqual(Cpg.OutgoingInterface.for_type(StockEvents), contract)
        self.assertEqual(Cpg.OutgoingInterface.for_iid(contract.get_iid()), contract)

    def test_method(self):
        method = StockEvents.contract["price-changed"]
        self.assertEqual(method.get_dispid(), 1)
        self.assertEqual(method.get_com_name(), "PriceChanged")
        self.assertEqual(method.get_n_params(), 2)
        self.assertEqual(method.get_param_name(1), "price")
        self.assertEqual(method.get_param_type(1), GObject.TYPE_DOUBLE)
        self.assertIsNone(method.get_param_name(2))
        self.assertEqual(method.get_param_type(2), GObject.TYPE_INVALID)
        self.assertEqual(StockEvents.contract["may-close"].get_combine(), Cpg.Combine.ALL_TRUE)
        self.assertEqual(StockEvents.contract["is-known"].get_combine(), Cpg.Combine.ANY_TRUE)
        self.assertEqual(str(method), "price-changed (symbol: gchararray, price: gdouble)")
        self.assertEqual(repr(method), f"<Cpg.Method {method}>")
        self.assertEqual(str(StockEvents.contract["first"]), "first () -> gint64 (first)")

    def test_text(self):
        lines = str(StockEvents.contract).splitlines()
        self.assertEqual(lines[0], f"StockEvents {StockEvents.contract.get_iid()}")
        self.assertEqual(lines[1:3], [
            "  1: price-changed (symbol: gchararray, price: gdouble)",
            "  2: may-close () -> gboolean (all-true)",
        ])
        self.assertEqual(len(lines), 6)
        self.assertIn("HRESULT PriceChanged([in] BSTR symbol, [in] double price);", StockEvents.contract.to_idl())

    def test_options(self):
        class PyOptions(Cpg.Interface, iid="{12345678-9ABC-DEF0-1234-56789ABCDEF0}"):
            @Cpg.method(name="OnHTTPError2", dispid=-609)
            def failed(self, where: Gio.File, how: GLib.Variant, flags: Cpg.AdviseFlags): ...

            def _not_a_method(self): ...

        (method,) = PyOptions.contract
        self.assertEqual(str(PyOptions.contract.get_iid()), "12345678-9abc-def0-1234-56789abcdef0")
        self.assertEqual((method.get_name(), method.get_com_name(), method.get_dispid()), ("on-http-error2", "OnHTTPError2", -609))
        self.assertEqual(method.get_param_type(0).name, "GFile")
        self.assertEqual(method.get_param_type(1).name, "GVariant")

    def test_no_instances(self):
        with self.assertRaises(TypeError):
            StockEvents()
        with self.assertRaises(TypeError):
            class Derived(StockEvents):
                pass

    def test_bad_interfaces(self):
        def define(name, annotation="x: int", iid=None):
            namespace = {}
            exec(f"def tell(self, {annotation}): ...", {"GObject": GObject}, namespace)
            return type(Cpg.Interface)(name, (Cpg.Interface,), namespace, iid=iid)

        with self.assertError(Cpg.Error.EXISTS, "StockEvents"):
            define("StockEvents")
        with self.assertError(Cpg.Error.EXISTS, "PyTaken", "StockEvents"):
            define("PyTaken", iid=str(StockEvents.contract.get_iid()))
        for name in ("ab", "1abc", "a bc", ""):
            with self.assertError(Cpg.Error.INVALID_CONTRACT, name):
                define(name)
        with self.assertError(Cpg.Error.INVALID_ARGUMENT, "nonsense"):
            define("PyBadIid", iid="nonsense")
        with self.assertRaises(TypeError):
            define("PyBad1", "x")
        with self.assertRaises(TypeError):
            define("PyBad2", "x: 5")
        with self.assertRaises(TypeError):
            define("PyBad3", "*x: int")
        # Nothing of it is left behind.
        define("PyTaken")

    def test_builder(self):
        builder = Cpg.InterfaceBuilder.new("PyBuilt", None)
        builder.add_method("ask", 7, Cpg.Combine.LAST, GObject.TYPE_INT, ["what"], [GObject.TYPE_STRING])
        contract = builder.register()
        self.assertEqual(contract.get_name(), "PyBuilt")
        with self.assertError(Cpg.Error.EXISTS, "PyBuilt"):
            builder.register()
        # The contract is none the worse for it.
        source = type("PyBuiltSource", (Cpg.Connectable,), {})
        Cpg.outgoing(contract)(source)
        source = source()
        point = source.find_connection_point(contract)
        self.assertEqual(point.get_signal_name(contract[0]), "ask")
        point.advise({"ask": lambda what: 5})
        self.assertEqual(source.emit("ask", "x"), 5)

        builder = Cpg.InterfaceBuilder.new("PyUneven", None)
        builder.add_method("a", 1, Cpg.Combine.LAST, GObject.TYPE_NONE, ["x"], [GObject.TYPE_INT] * 40)
        builder.add_method("b", 1, Cpg.Combine.LAST, GObject.TYPE_NONE, ["x", "y"], [GObject.TYPE_INT])
        contract = builder.register()
        self.assertEqual(contract[0].get_param_name(39), "arg40")
        self.assertEqual(contract[1].get_n_params(), 1)

        builder = Cpg.InterfaceBuilder.new("PyTooMany", None)
        for i in range(8193):
            builder.add_method(f"m{i}", i, Cpg.Combine.LAST, GObject.TYPE_NONE, [], [])
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "8193"):
            builder.register()

        def register(*method):
            builder = Cpg.InterfaceBuilder.new("PyNever", None)
            builder.add_method(*method)
            builder.register()

        with self.assertError(Cpg.Error.INVALID_CONTRACT, "1st"):
            register("1st", 1, Cpg.Combine.LAST, GObject.TYPE_NONE, [], [])
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "tell", "what"):
            register("tell", 1, Cpg.Combine.LAST, GObject.TYPE_NONE, ["what"], [GObject.TYPE_NONE])
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "tell"):
            register("tell", 1, Cpg.Combine.LAST, GObject.TYPE_INTERFACE, [], [])
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "gint", "ALL_TRUE"):
            register("tell", 1, Cpg.Combine.ALL_TRUE, GObject.TYPE_INT, [], [])
        builder = Cpg.InterfaceBuilder.new("PyNever", None)
        for name in ("tell_it", "tell-it"):
            builder.add_method(name, 1, Cpg.Combine.LAST, GObject.TYPE_NONE, [], [])
        with self.assertError(Cpg.Error.EXISTS, "tell-it"):
            builder.register()

    def test_signals(self):
        contract = Cpg.OutgoingInterface.for_type(Gio.ListModel)
        self.assertEqual([m.get_name() for m in contract], ["items-changed"])
        self.assertEqual(contract[0].get_slot(), 0)
        self.assertEqual(contract[0].get_n_params(), 3)
        for what in (Gio.File, GObject.Object, int, GObject.TYPE_NONE, GObject.TYPE_INTERFACE):
            with self.assertError(Cpg.Error.INVALID_CONTRACT):
                Cpg.OutgoingInterface.for_type(what)


class Source(TestCase):
    def test_declare(self):
        self.assertEqual(self.stock.get_default_interface(), StockEvents.contract)

        class Sub(Stock):
            pass

        self.assertEqual(Sub().find_connection_point(StockEvents).get_connection_interface(), StockEvents.contract)

    def test_prefix(self):
        @Cpg.outgoing(StockEvents, prefix="market")
        class Prefixed(Cpg.Connectable):
            __gsignals__ = {"first": (GObject.SignalFlags.RUN_FIRST, None, ())}

        heard = []
        source = Prefixed()
        source.connect("market-price-changed", lambda *args: heard.append(args[1:]))
        source.emit("market-price-changed", "A", 1.0)
        self.assertEqual(heard, [("A", 1.0)])
        self.assertIsNone(source.get_default_interface())
        point = source.find_connection_point(StockEvents)
        self.assertEqual(point.get_signal_name(StockEvents.contract["first"]), "market-first")

    def test_no_signals(self):
        @Cpg.outgoing(StockEvents, signals=False)
        class Quiet(Cpg.Connectable):
            pass

        source = Quiet()
        with self.assertRaises(TypeError):
            source.connect("price-changed", print)
        heard = []
        point = source.find_connection_point(StockEvents)
        point.advise(lambda *args: heard.append(args))
        point.fire("price-changed", "A", 1)
        self.assertEqual(heard, [("price_changed", "A", 1.0)])
        self.assertIsNone(point.get_signal_name(StockEvents.contract[0]))

    def test_bad_declarations(self):
        class Plain(GObject.Object):
            pass

        class Taken(Cpg.Connectable):
            __gsignals__ = {"last": (GObject.SignalFlags.RUN_FIRST, None, ())}

        class Defaults(Cpg.Connectable):
            pass

        class PyOther(Cpg.Interface):
            def other(self): ...

        with self.assertError(Cpg.Error.NOT_CONNECTABLE, "Plain"):
            Cpg.outgoing(StockEvents)(Plain)
        with self.assertError(Cpg.Error.EXISTS, "Taken", "last", "StockEvents"):
            Cpg.outgoing(StockEvents)(Taken)
        with self.assertRaises(GLib.Error):
            Taken().find_connection_point(StockEvents)
        with self.assertError(Cpg.Error.EXISTS, "Stock", "StockEvents"):
            Cpg.outgoing(StockEvents)(Stock)
        Cpg.outgoing(StockEvents, default=True)(Defaults)
        with self.assertError(Cpg.Error.EXISTS, "StockEvents", "PyOther"):
            Cpg.outgoing(PyOther, default=True)(Defaults)
        for what in (int, Gio.ListModel, GObject.TYPE_NONE):
            with self.assertError(Cpg.Error.INVALID_ARGUMENT):
                Cpg.type_add_outgoing_interface(what, StockEvents, 0, None)
        with self.assertError(Cpg.Error.INVALID_ARGUMENT, "9"):
            Cpg.type_add_outgoing_interface(Taken, StockEvents, 0, "9")
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "PyNobody"):
            Cpg.outgoing("PyNobody")(Defaults)

    def test_child_first(self):
        class Parent(Cpg.Connectable):
            pass

        class Child(Parent):
            pass

        class Grandchild(Child):
            pass

        Cpg.outgoing(StockEvents)(Grandchild)
        with self.assertError(Cpg.Error.EXISTS, "Grandchild", "Parent", "StockEvents"):
            Cpg.outgoing(StockEvents)(Parent)
        self.assertEqual(len(list(Grandchild().enum_connection_points())), 1)

    def test_sink_names(self):
        class PyNames(Cpg.Interface):
            def notify(self): ...
            def event_notify(self): ...
            def invoked(self): ...

        sink = Cpg.Sink.new(PyNames)
        names = [sink.get_signal_name(method) for method in PyNames.contract]
        self.assertEqual(names[0:2], ["event-event-notify", "event-notify"])
        self.assertEqual(names[2], "event-invoked")
        self.assertIsNone(GObject.new(Cpg.Sink).get_signal_name(GObject.new(Cpg.Method)))

    def test_signal_contract(self):
        @Cpg.outgoing(Gio.ListModel)
        class Lists(Cpg.Connectable):
            pass

        heard = []
        source = Lists()
        source.find_connection_point(Gio.ListModel).advise({"items_changed": lambda *args: heard.append(args)})
        source.emit("items-changed", 1, 2, 3)
        self.assertEqual(heard, [(1, 2, 3)])

    def test_source_is_its_own_contract(self):
        # The signals of an interface that the source itself implements are the ones.
        class Own(GObject.Object, Gio.ListModel, Cpg.ConnectionPointContainer):
            def do_get_n_items(self):
                return 0

        Cpg.outgoing(Gio.ListModel)(Own)
        heard = []
        source = Own()
        source.find_connection_point(Gio.ListModel).advise(lambda *args: heard.append(args))
        source.items_changed(1, 2, 3)
        self.assertEqual(heard, [("items_changed", 1, 2, 3)])


if __name__ == "__main__":
    main()

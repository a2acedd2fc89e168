# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""A Python object as COM clients see it; the client is ctypes."""

import ctypes
import uuid

from common import Cpg, GLib, GObject, StockEvents, TestCase, main

P = ctypes.c_void_p
U = ctypes.c_uint32
UNKNOWN = "00000000-0000-0000-c000-000000000046"
CONTAINER = "b196b284-bab4-101a-b69c-00aa00341d07"
S_OK, E_NOINTERFACE, CANNOTCONNECT, NOCONNECTION = 0, 0x80004002, 0x80040202, 0x80040200


def guid(text):
    return ctypes.create_string_buffer(uuid.UUID(text).bytes_le, 16)


def call(iface, slot, types, *args):
    """Calls a function of a COM object by its address."""
    vtable = ctypes.cast(ctypes.cast(iface, ctypes.POINTER(P))[0], ctypes.POINTER(P))
    return ctypes.CFUNCTYPE(U, P, *types)(vtable[slot])(iface, *args)


def query(iface, iid):
    out = P()
    return call(iface, 0, [P, P], guid(iid), ctypes.byref(out)), out.value


def add_ref(iface):
    return call(iface, 1, [])


def release(iface):
    return call(iface, 2, [])


def bstr_text(address):
    size = ctypes.c_uint32.from_address(address - 4).value
    return ctypes.string_at(address, size).decode("utf-16")


class Sink:
    """A COM sink for StockEvents."""

    def __init__(self, iid):
        self.iid = guid(iid).raw
        self.n_refs = 1
        self.heard = []
        self.result = S_OK
        function = ctypes.CFUNCTYPE
        self.functions = [
            function(U, P, P, P)(self.query_interface),
            function(U, P)(self.add_ref),
            function(U, P)(self.release),
            function(U, P, P, ctypes.c_double)(self.price_changed),
            function(U, P, P)(self.may_close),
        ]
        self.vtable = (P * len(self.functions))(*[ctypes.cast(f, P).value for f in self.functions])
        self.iface = P(ctypes.addressof(self.vtable))
        self.address = ctypes.addressof(self.iface)

    def query_interface(self, this, iid, out):
        known = ctypes.string_at(iid, 16) in (self.iid, guid(UNKNOWN).raw)
        ctypes.cast(out, ctypes.POINTER(P))[0] = self.address if known else None
        self.n_refs += known
        return S_OK if known else E_NOINTERFACE

    def add_ref(self, this):
        self.n_refs += 1
        return self.n_refs

    def release(self, this):
        self.n_refs -= 1
        return self.n_refs

    def price_changed(self, this, symbol, price):
        self.heard.append((bstr_text(symbol), price))
        return self.result

    def may_close(self, this, answer):
        ctypes.c_int16.from_address(answer).value = 0
        return self.result


@Cpg.outgoing(StockEvents)
class Club(GObject.Object, Cpg.ConnectionPointContainer):
    """A source that looks who connects."""

    def __init__(self):
        super().__init__()
        self.members = []
        self.seen = []

    def do_accept_sink(self, point, sink):
        address, dialect = Cpg.com_peek_unknown(sink)
        self.seen.append((address, dialect.name))
        if address not in self.members:
            raise GLib.Error.new_literal(Cpg.error_quark(), "members only", Cpg.Error.CANNOT_CONNECT)
        return True


class PadEvents(Cpg.Interface):
    """As a header of somebody else's has it."""

    def moved(self, x: int, name: str, is_down: bool) -> str: ...


for param, vartype in enumerate([Cpg.ComVarType.I2, Cpg.ComVarType.LPWSTR, Cpg.ComVarType.I4]):
    Cpg.com_method_set_type(PadEvents.contract["moved"], param, vartype)
Cpg.com_method_set_type(PadEvents.contract["moved"], -1, Cpg.ComVarType.LPSTR)


@Cpg.outgoing(PadEvents)
class Pad(Cpg.Connectable):
    pass


class PadSink(Sink):
    def __init__(self, iid):
        super().__init__(iid)
        self.moved_function = ctypes.CFUNCTYPE(U, P, ctypes.c_int16, P, ctypes.c_int32, P)(self.moved)
        self.vtable[3] = ctypes.cast(self.moved_function, P).value

    def moved(self, this, x, name, is_down, answer):
        units = ctypes.cast(name, ctypes.POINTER(ctypes.c_uint16))
        length = next(i for i in range(99) if units[i] == 0)
        self.heard.append((x, ctypes.string_at(name, length * 2).decode("utf-16"), is_down))
        libc = ctypes.CDLL(None)
        libc.strdup.restype = P
        P.from_address(answer).value = libc.strdup("zurück".encode())
        return S_OK


class ComExport(TestCase):
    def setUp(self):
        super().setUp()
        self.dialect = Cpg.ComDialect.native()
        self.iid = StockEvents.contract.get_iid().to_string()

    def get_point(self, source=None):
        """The address of the IConnectionPoint; holds nothing else."""
        unknown = Cpg.com_export(source or self.stock, self.dialect)
        result, container = query(unknown, CONTAINER)
        self.assertEqual(result, S_OK)
        out = P()
        self.assertEqual(call(container, 4, [P, P], guid(self.iid), ctypes.byref(out)), S_OK)
        release(container)
        release(unknown)
        return out.value

    def advise(self, point, sink):
        cookie = U(99)
        return call(point, 5, [P, P], sink.address, ctypes.byref(cookie)), cookie.value

    def test_identity(self):
        address = Cpg.com_export(self.stock, self.dialect)
        self.assertGreater(address, 0)
        self.assertEqual(Cpg.com_export(self.stock, self.dialect), address)
        self.assertEqual(query(address, UNKNOWN), (S_OK, address))
        for _ in range(2):
            release(address)
        self.assertTrue(Cpg.com_release_address(address, self.dialect))

    def test_events(self):
        point, sink = self.get_point(), Sink(self.iid)
        result, cookie = self.advise(point, sink)
        self.assertEqual((result, sink.n_refs, self.point.props.n_connections), (S_OK, 2, 1))
        self.fire("Grüße", 1.5)
        self.assertEqual(sink.heard, [("Grüße", 1.5)])
        self.assertFalse(self.stock.emit("may-close"))

        failures = []
        self.point.connect("sink-failed", lambda point, cookie, error: failures.append((cookie, error.code)))
        sink.result = 0x80004005
        self.assertTrue(self.stock.emit("may-close"))
        self.assertEqual(failures, [(cookie, int(Cpg.Error.FAILED))])

        self.assertEqual(call(point, 6, [U], cookie), S_OK)
        self.assertEqual(call(point, 6, [U], cookie), NOCONNECTION)
        self.assertEqual((sink.n_refs, release(point)), (1, 0))

    def test_who_connects(self):
        club, sink = Club(), Sink(self.iid)
        self.stock = club
        point = self.get_point()
        self.assertEqual(self.advise(point, sink)[0], CANNOTCONNECT)
        club.members.append(sink.address)
        self.assertEqual(self.advise(point, sink)[0], S_OK)
        self.assertEqual((club.seen, sink.n_refs), ([(sink.address, "native")] * 2, 2))


    def test_types(self):
        pad = Pad()
        self.iid = PadEvents.contract.get_iid().to_string()
        point, sink = self.get_point(pad), PadSink(self.iid)
        self.assertEqual(self.advise(point, sink)[0], S_OK)
        self.assertEqual(pad.emit("moved", -32768, "Größe", True), "zurück")
        self.assertEqual(sink.heard, [(-32768, "Größe", 1)])

        # What does not fit is not cut.
        failures = []
        pad.find_connection_point(PadEvents).connect("sink-failed", lambda point, cookie, error: failures.append(error))
        self.assertIsNone(pad.emit("moved", 32768, "", False))
        self.assertEqual((len(sink.heard), len(failures)), (1, 1))
        self.assertIn("[in] short x,\n      [in] LPWSTR name,\n      [in] BOOL is_down,\n      [out, retval] LPSTR *answer",
                      PadEvents.contract.to_idl())

        moved = PadEvents.contract["moved"]
        with self.assertError(Cpg.Error.EXISTS, "too late"):
            Cpg.com_method_set_type(moved, 0, Cpg.ComVarType.I8)
        with self.assertError(Cpg.Error.INVALID_ARGUMENT):
            Cpg.com_method_set_type(moved, 3, Cpg.ComVarType.I2)
        with self.assertError(Cpg.Error.INVALID_CONTRACT, "can't cross as lpwstr"):
            Cpg.com_method_set_type(moved, 0, Cpg.ComVarType.LPWSTR)
        with self.assertError(Cpg.Error.INVALID_ARGUMENT):
            Cpg.com_method_set_type(Cpg.Method(), 0, Cpg.ComVarType.I2)
        release(point)

    def test_wrong_sink(self):
        point, sink = self.get_point(), Sink(UNKNOWN)
        self.assertEqual(self.advise(point, sink), (CANNOTCONNECT, 0))
        self.assertEqual((sink.n_refs, release(point)), (1, 0))

    def test_errors(self):
        with self.assertError(Cpg.Error.INVALID_ARGUMENT):
            Cpg.com_release_address(0, self.dialect)
        self.dialect.ulong_size = 5
        with self.assertError(Cpg.Error.INVALID_ARGUMENT, "ulong_size"):
            Cpg.com_export(self.stock, self.dialect)
        with self.assertError(Cpg.Error.INVALID_ARGUMENT):
            Cpg.ComDialect().check()
        with self.assertError(Cpg.Error.INVALID_CONTRACT):
            Cpg.com_interface_set_kind(GObject.Object, Cpg.ComKind.DUAL)

    def test_dialects(self):
        mine = self.dialect.copy()
        mine.name, mine.n_extra_slots = "mine", 2
        self.assertEqual((mine.name, self.dialect.n_extra_slots), ("mine", 0))
        address, other = Cpg.com_export(self.stock, mine), Cpg.com_export(self.stock, self.dialect)
        self.assertNotEqual(address, other)
        release(address)
        release(other)
        # A change of what was given does not change the dialect itself.
        self.dialect.ulong_size = 8
        self.assertEqual(Cpg.ComDialect.native().ulong_size, 4)


if __name__ == "__main__":
    main()

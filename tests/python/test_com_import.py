# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""COM objects whose events Python hears; they are cpglib's own exports, and one made of ctypes."""

import ctypes
import gc
import threading

from common import Cpg, GObject, StockEvents, TestCase, main
from test_com_export import CONTAINER, P, S_OK, U, UNKNOWN, call, guid, release

CLASS_INFO_2 = "a6bc3ac0-dbaa-11ce-9de3-00aa004bb851"
EVENTS = "7c1d2e30-0001-4a5b-8c6d-000000000001"
E_NOTIMPL, E_NOINTERFACE, NOCONNECTION = 0x80004001, 0x80004002, 0x80040200
VT_I4, VT_BSTR, VT_BOOL, VT_UNKNOWN, VT_BYREF = 3, 8, 11, 13, 0x4000


class Variant(ctypes.Structure):
    _fields_ = [("vt", ctypes.c_uint16), ("reserved", ctypes.c_uint16 * 3), ("value", ctypes.c_int64),
                ("more", ctypes.c_void_p)]


class DispParams(ctypes.Structure):
    _fields_ = [("args", ctypes.POINTER(Variant)), ("named", P), ("n_args", U), ("n_named", U)]


class Bstr:
    def __init__(self, text):
        data = text.encode("utf-16-le")
        self.memory = ctypes.create_string_buffer(b"\0" * 4 + len(data).to_bytes(4, "little") + data + b"\0\0")
        self.address = ctypes.addressof(self.memory) + 8


class Face:
    """A COM interface made of Python functions, after those of IUnknown."""

    def __init__(self, owner, *functions):
        types = [([P, P], owner.query_interface), ([], owner.add_ref), ([], owner.release), *functions]
        self.functions = [ctypes.CFUNCTYPE(U, P, *args)(function) for args, function in types]
        self.vtable = (P * len(self.functions))(*[ctypes.cast(f, P).value for f in self.functions])
        self.iface = P(ctypes.addressof(self.vtable))
        self.address = ctypes.addressof(self.iface)


class Foreign:
    """A COM source of a dispinterface that nothing describes."""

    def __init__(self):
        self.n_refs = 1
        self.sinks = {}
        self.container = Face(self, ([P], self.nothing), ([P, P], self.find))
        self.point = Face(self, ([P], self.get_interface), ([P], self.nothing), ([P, P], self.advise),
                          ([U], self.unadvise), ([P], self.nothing))
        self.class_info = Face(self, ([P], self.nothing), ([U, P], self.get_guid))
        self.faces = {UNKNOWN: self.container, CONTAINER: self.container, CLASS_INFO_2: self.class_info}

    def query_interface(self, this, iid, out):
        raw = ctypes.string_at(iid, 16)
        face = next((face for name, face in self.faces.items() if guid(name).raw == raw), None)
        ctypes.cast(out, ctypes.POINTER(P))[0] = face.address if face else None
        self.n_refs += face is not None
        return S_OK if face else E_NOINTERFACE

    def add_ref(self, this):
        self.n_refs += 1
        return self.n_refs

    def release(self, this):
        self.n_refs -= 1
        return self.n_refs

    def nothing(self, this, out):
        ctypes.cast(out, ctypes.POINTER(P))[0] = None
        return E_NOTIMPL

    def find(self, this, iid, out):
        found = ctypes.string_at(iid, 16) == guid(EVENTS).raw
        ctypes.cast(out, ctypes.POINTER(P))[0] = self.point.address if found else None
        self.n_refs += found
        return S_OK if found else NOCONNECTION

    def get_interface(self, this, iid):
        ctypes.memmove(iid, guid(EVENTS), 16)
        return S_OK

    def get_guid(self, this, kind, iid):
        return self.get_interface(this, iid)

    def advise(self, this, sink, cookie):
        out = P()
        result = call(sink, 0, [P, P], guid(EVENTS), ctypes.byref(out))
        if result == S_OK:
            self.sinks[len(self.sinks) + 1] = out.value
            U.from_address(cookie).value = len(self.sinks)
        return result

    def unadvise(self, this, cookie):
        release(self.sinks.pop(cookie))
        return S_OK

    def fire(self, dispid, *args):
        """Through IDispatch::Invoke; gives the HRESULT and the result of the last sink."""
        variants = (Variant * max(len(args), 1))(*reversed(args))
        params = DispParams(variants, None, len(args), 0)
        result = Variant()
        code = S_OK
        for sink in list(self.sinks.values()):
            code = call(sink, 6, [ctypes.c_int32, P, U, ctypes.c_uint16, P, P, P, P], dispid, None, 0, 1,
                        ctypes.byref(params), ctypes.byref(result), None, None)
        return code, result


class ComImport(TestCase):
    def setUp(self):
        super().setUp()
        self.dialect = Cpg.ComDialect.native()

    def imported(self, source):
        address = Cpg.com_export(source, self.dialect)
        result = Cpg.com_import(address, self.dialect)
        Cpg.com_release_address(address, self.dialect)
        return result

    def test_round_trip(self):
        far = self.imported(self.stock)
        heard = []

        self.assertIsInstance(far, Cpg.ComObject)
        self.assertIs(far, Cpg.com_import(far.get_address(), self.dialect))
        far.connect("price-changed", lambda _, symbol, price: heard.append((symbol, price)))
        far.connect("may-close", lambda _: False)
        self.stock.emit("price-changed", "ACME", 12.5)
        self.assertEqual(heard, [("ACME", 12.5)])
        self.assertIs(self.stock.emit("may-close"), False)

        # Sinks as well, and the point is like any other.
        sink = Cpg.Sink.new(StockEvents)
        sink.connect("price-changed", lambda _, symbol, price: heard.append(symbol))
        point = far.find_connection_point(StockEvents)
        point.advise(sink)
        self.stock.emit("price-changed", "ACME", 0.5)
        self.assertEqual(heard[1:], [("ACME", 0.5), "ACME"])

        # Its end is the end of the connection.
        near = self.stock.find_connection_point(StockEvents)
        self.assertEqual(near.get_n_connections(), 1)
        del far, point
        gc.collect()
        self.assertEqual(near.get_n_connections(), 0)
        self.stock.emit("price-changed", "ACME", 1.0)
        self.assertEqual(len(heard), 3)

    def test_identity(self):
        address = Cpg.com_export(self.stock, self.dialect)
        far = Cpg.com_import(address, self.dialect)
        self.assertEqual(Cpg.com_export(far, self.dialect), address)
        self.assertEqual(Cpg.com_peek_unknown(far)[0], address)
        self.assertEqual(Cpg.com_peek_unknown(far)[1].name, "native")
        self.assertEqual(Cpg.com_peek_unknown(self.stock), (0, None))
        for _ in range(2):
            Cpg.com_release_address(address, self.dialect)

    def test_argument(self):
        """The sender of an event is what is imported later, and has its events."""
        foreign, sender, heard = Foreign(), Foreign(), []
        far = Cpg.com_import(foreign.container.address, self.dialect)
        far.connect("invoke", lambda _, dispid, arguments: heard.append(arguments[0]))
        foreign.fire(1, Variant(VT_UNKNOWN, value=sender.container.address))
        self.assertIs(heard[0], Cpg.com_import(sender.container.address, self.dialect))
        self.assertEqual(len(sender.sinks), 1)
        heard[0].connect("invoke", lambda _, dispid, arguments: heard.append(dispid))
        sender.fire(7)
        self.assertEqual(heard[1:], [7])
        del far
        heard.clear()
        gc.collect()
        self.assertEqual((sender.sinks, sender.n_refs, foreign.n_refs), ({}, 1, 1))

    def test_foreign(self):
        foreign = Foreign()
        far = Cpg.com_import(foreign.container.address, self.dialect)
        heard = []

        def invoked(_, dispid, arguments):
            heard.append((dispid, [one.value if isinstance(one, Cpg.ByRef) else one for one in arguments]))
            for one in arguments:
                if isinstance(one, Cpg.ByRef):
                    one.value = True
            return 42

        self.assertEqual(len(foreign.sinks), 1)
        far.connect("invoke", invoked)
        cancel, text = ctypes.c_int16(0), Bstr("größer")
        code, result = foreign.fire(7, Variant(VT_I4, value=-5), Variant(VT_BSTR, value=text.address),
                                    Variant(VT_BYREF | VT_BOOL, value=ctypes.addressof(cancel)))
        self.assertEqual(code, S_OK)
        self.assertEqual(heard, [(7, [-5, "größer", False])])
        self.assertEqual(cancel.value, -1)
        self.assertEqual((result.vt, result.value), (VT_I4, 42))

        # A handler that answers nothing.
        far.disconnect_by_func(invoked)
        threads = []
        far.connect("invoke", lambda *_: threads.append(threading.current_thread()))
        code, result = foreign.fire(9)
        self.assertEqual((code, result.vt), (S_OK, 0))

        # It hears in the thread that fires.
        thread = threading.Thread(target=foreign.fire, args=(10,))
        thread.start()
        thread.join()
        self.assertEqual(threads, [threading.current_thread(), thread])

        del far
        gc.collect()
        self.assertEqual(foreign.sinks, {})
        self.assertEqual(foreign.n_refs, 1)

    def test_callback(self):
        address, sink = Cpg.com_sink_new(StockEvents, self.dialect)
        heard = []

        sink.connect("price-changed", lambda _, symbol, price: heard.append((symbol, price)))
        text = Bstr("ACME")
        self.assertEqual(call(address, 3, [P, ctypes.c_double], text.address, 2.5), S_OK)
        self.assertEqual(heard, [("ACME", 2.5)])
        Cpg.com_release_address(address, self.dialect)

    def test_errors(self):
        with self.assertError(Cpg.Error.INVALID_ARGUMENT):
            Cpg.com_import(0, self.dialect)
        with self.assertError(Cpg.Error.INVALID_CONTRACT):
            Cpg.com_sink_new(GObject.Object, self.dialect)
        with self.assertError(Cpg.Error.DISCONNECTED):
            Cpg.ComObject().find_connection_point(StockEvents)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Properties that sinks hear of and may refuse; sources that refuse sinks."""

import gi

gi.require_version("Fix", "1.0")
from gi.repository import Fix, Gio  # noqa: E402

from common import Cpg, GLib, GObject, StockEvents, TestCase, main  # noqa: E402


@Cpg.outgoing(Cpg.PropertyNotifySink)
class Account(Cpg.Connectable):
    balance = Cpg.Property(type=int, default=0)

    def __init__(self, **properties):
        self._owner = "nobody"
        super().__init__(**properties)

    @Cpg.Property(type=str)
    def owner(self):
        return self._owner

    @owner.setter
    def owner(self, owner):
        self._owner = owner

    motto = Cpg.Property(lambda self: "read only", type=str)


class Watcher:
    def __init__(self, refuse=()):
        self.heard = []
        self.refuse = refuse

    def changed(self, name):
        self.heard.append(name)

    def request_edit(self, name):
        self.heard.append(f"{name}?")
        return name not in self.refuse


class Properties(TestCase):
    def setUp(self):
        self.account = Account()
        self.point = self.account.find_connection_point(Cpg.PropertyNotifySink)

    def test_contract(self):
        contract = self.point.get_connection_interface()
        self.assertEqual(str(contract.get_iid()), "9bfbbc02-eff1-101a-84ed-00aa00341d07")
        self.assertEqual([event.get_com_name() for event in contract], ["OnChanged", "OnRequestEdit"])

    def test_changed(self):
        watcher = Watcher()
        notified = []
        self.account.connect("notify", lambda account, pspec: notified.append(pspec.name))
        with self.point.advise(watcher):
            self.account.balance = 5
            self.account.balance = 5
            self.account.props.balance = 6
            self.account.set_property("owner", "Ann")
            Cpg.properties_changed(self.account)
        self.account.balance = 7
        self.assertEqual(watcher.heard, ["balance?", "balance", "balance?", "balance", "owner?", "owner", None])
        self.assertEqual(notified, ["balance", "balance", "owner", "balance"])

    def test_freeze(self):
        watcher = Watcher()
        self.point.advise(watcher)
        with self.account.freeze_notify():
            self.account.balance = 5
            self.account.balance = 6
            self.assertEqual(watcher.heard, ["balance?", "balance?"])
        self.assertEqual(watcher.heard, ["balance?", "balance?", "balance"])

    def test_refused(self):
        watcher = Watcher(refuse=("balance",))
        notified = []
        self.account.connect("notify", lambda account, pspec: notified.append(pspec.name))
        self.point.advise(watcher)
        with self.assertError(Cpg.Error.NOT_PERMITTED, "Account.balance"):
            self.account.balance = 5
        self.account.props.balance = 6  # as with every property of GObject's: nobody tells
        self.assertEqual(self.account.balance, 0)
        self.account.owner = "Ann"
        self.assertEqual(self.account.owner, "Ann")
        self.assertEqual(notified, ["owner"])
        self.assertFalse(Cpg.request_edit(self.account, "balance"))
        self.assertTrue(Cpg.request_edit(self.account, None))

    def test_none_is_no_answer(self):
        self.point.advise({"request_edit": lambda name: None})
        self.account.balance = 5
        self.assertEqual(self.account.balance, 5)

    def test_handler(self):
        self.account.connect("property-request-edit", lambda account, name: name != "balance")
        with self.assertError(Cpg.Error.NOT_PERMITTED):
            self.account.balance = 5
        self.account.owner = "Ann"

    def test_construction(self):
        account = Account(balance=5, owner="Ann")
        self.assertEqual((account.balance, account.owner), (5, "Ann"))

    def test_read_only(self):
        self.point.advise(Watcher(refuse=("motto",)))
        with self.assertRaisesRegex(TypeError, "read-only"):
            self.account.motto = "x"

    def test_no_source_of_them(self):
        class Plain(GObject.Object):
            size = Cpg.Property(type=int)

        plain = Plain()
        plain.size = 5
        self.assertEqual(plain.size, 5)
        self.assertTrue(Cpg.request_edit(plain, "size"))
        Cpg.properties_changed(plain)

    def test_sink_class(self):
        sink = Cpg.Sink.new(Cpg.PropertyNotifySink)
        heard = []
        sink.connect("changed", lambda sink, name: heard.append(name))
        self.point.advise(sink)
        self.account.balance = 5
        self.assertEqual(heard, ["balance"])

    def test_c_source(self):
        meter = Fix.Meter.new()
        watcher = Watcher(refuse=("unit",))
        meter.find_connection_point(Cpg.PropertyNotifySink).advise(watcher)
        self.assertTrue(meter.set_level(5))
        self.assertFalse(meter.set_unit("m"))
        self.assertEqual(watcher.heard, ["level?", "level", "unit?"])

    def test_implemented(self):
        class Implemented(GObject.Object, Cpg.PropertyNotifySink):
            def __init__(self):
                super().__init__()
                self.heard = []

            def do_changed(self, name):
                self.heard.append(name)

            def do_request_edit(self, name):
                return name == "balance"

        sink = Implemented()
        self.point.advise(sink)
        self.account.balance = 5
        with self.assertError(Cpg.Error.NOT_PERMITTED):
            self.account.owner = "Ann"
        Cpg.properties_changed(self.account)
        self.assertEqual(sink.heard, ["balance", None])


@Cpg.outgoing(StockEvents)
class Club(GObject.Object, Cpg.ConnectionPointContainer):
    def __init__(self):
        super().__init__()
        self.demands = []
        self.trouble = None

    def do_accept_sink(self, point, sink):
        if self.trouble == "bug":
            raise ValueError("a bug")
        if self.trouble is not None:
            raise GLib.Error.new_literal(Gio.io_error_quark(), self.trouble, Gio.IOErrorEnum.PERMISSION_DENIED)
        return True

    def do_listening_changed(self, point, is_listened):
        self.demands.append(is_listened)


class Container(TestCase):
    def test_accept_sink(self):
        club = Club()
        point = club.find_connection_point(StockEvents)
        club.trouble = "members only"
        with self.assertRaises(GLib.Error) as caught:
            point.advise(print)
        self.assertTrue(caught.exception.matches(Gio.io_error_quark(), Gio.IOErrorEnum.PERMISSION_DENIED))
        self.assertEqual(caught.exception.message, "members only")
        club.trouble = "bug"
        with self.assertTraceback("ValueError: a bug"), self.assertError(Cpg.Error.FAILED, "Club"):
            point.advise(print)
        club.trouble = None
        self.assertEqual(point.get_n_connections(), 0)
        with point.advise(print):
            self.assertEqual(point.get_n_connections(), 1)

    def test_listening_changed(self):
        club = Club()
        point = club.find_connection_point(StockEvents)
        with point.advise(print):
            with point.advise(print):
                self.assertEqual(club.demands, [True])
        self.assertEqual(club.demands, [True, False])

    def test_refused_by_c(self):
        meter = Fix.Meter.new()
        meter.props.closed = True
        with self.assertRaises(GLib.Error) as caught:
            meter.find_connection_point(Fix.Other).advise(print)
        self.assertEqual(caught.exception.message, "FixOther is closed to CpgSink_FixOther")
        self.assertEqual(meter.get_demands(), "")


if __name__ == "__main__":
    main()

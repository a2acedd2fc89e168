# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""The API as the typelib gives it, without the override."""

import sys
import unittest

import gi
import gi.overrides

# As if the override were not installed.
gi.overrides.__path__ = [path for path in gi.overrides.__path__ if "cpglib" not in path and "introspection" not in path]
gi.require_version("Cpg", "1.0")
from gi.repository import Cpg, GLib, GObject  # noqa: E402


class Plain(unittest.TestCase):
    def test_plain(self):
        self.assertFalse(hasattr(Cpg, "outgoing"))
        self.assertNotIn("gi.overrides.Cpg", sys.modules)

        builder = Cpg.InterfaceBuilder.new("PlainEvents", None)
        builder.add_method(
            "changed", 1, Cpg.Combine.LAST, GObject.TYPE_NONE, ["what", "number"], [GObject.TYPE_STRING, GObject.TYPE_INT]
        )
        builder.add_method("agreed", 2, Cpg.Combine.ALL_TRUE, GObject.TYPE_BOOLEAN, [], [])
        contract = builder.register()

        class PlainSource(Cpg.Connectable):
            pass

        Cpg.type_add_outgoing_interface(PlainSource, contract.get_gtype(), Cpg.OutgoingFlags.DEFAULT, None)
        self.assertEqual(Cpg.type_list_outgoing_interfaces(PlainSource), [contract.get_gtype()])
        flags = Cpg.type_get_outgoing_flags(PlainSource, contract.get_gtype())
        self.assertEqual(flags, Cpg.OutgoingFlags.DEFAULT)
        self.assertEqual(Cpg.type_get_outgoing_signal(PlainSource, contract.get_method(0)), "changed")
        self.assertEqual(Cpg.type_list_outgoing_interfaces(GObject.Object), [])
        source = PlainSource()
        point = source.find_connection_point(contract.get_iid())
        self.assertEqual(point, source.find_by_type(contract.get_gtype()))

        self.assertEqual(point, source.find_default())
        self.assertEqual(point, source.find_by_name("PlainEvents"))

        heard = []
        sink = Cpg.Sink.new(contract.get_gtype())
        sink.connect("changed", lambda sink, *args: heard.append(args))
        sink.connect("agreed", lambda sink: False)
        cookie = point.advise(sink)
        source.emit("changed", "a", 1)
        fired, answer = point.fire("changed", ["b", 2])
        self.assertTrue(fired)
        self.assertIsNone(answer)
        self.assertEqual(heard, [("a", 1), ("b", 2)])
        self.assertEqual(point.fire("agreed", [])[1], False)

        (connection,) = point.enum_connections().next(10)
        self.assertEqual((connection.get_cookie(), connection.get_sink()), (cookie, sink))
        self.assertTrue(point.unadvise(cookie))
        with self.assertRaises(GLib.Error) as caught:
            point.unadvise(cookie)
        self.assertTrue(caught.exception.matches(Cpg.error_quark(), Cpg.Error.NO_CONNECTION))
        # PyGObject takes no GObject.TYPE_INVALID.
        cookie = Cpg.advise(source, sink, GObject.TYPE_NONE)
        self.assertTrue(Cpg.unadvise(source, GObject.TYPE_NONE, cookie))
        group = Cpg.ConnectionGroup.new()
        group.add(None, GObject.TYPE_NONE, sink, Cpg.AdviseFlags.NONE, None)
        self.assertTrue(group.set_source(source))
        self.assertTrue(group.advise())
        self.assertEqual((group.props.connected, point.get_n_connections()), (True, 1))
        with self.assertRaises(GLib.Error):
            group.set_source(sink)
        group.unadvise()
        self.assertEqual((group.props.connected, point.get_n_connections()), (False, 0))
        for args in (["x"], ["x", "y"], ["x", 1, 2], [1, 2]):
            with self.assertRaises(GLib.Error) as caught:
                point.fire("changed", args)
            self.assertTrue(caught.exception.matches(Cpg.error_quark(), Cpg.Error.INVALID_ARGUMENT))
        with self.assertRaises(TypeError):
            point.advise(None)
        with self.assertRaises(GLib.Error):
            point.advise(GObject.Object())


if __name__ == "__main__":
    GLib.log_set_always_fatal(GLib.LogLevelFlags.LEVEL_CRITICAL | GLib.LogLevelFlags.LEVEL_ERROR)
    unittest.main(verbosity=2)

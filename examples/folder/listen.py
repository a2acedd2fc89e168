# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Tells on stdout what happens in a directory, until stdin ends."""

import sys

import gi

gi.require_version("Cpg", "1.0")
gi.require_version("Folder", "1.0")
from gi.repository import Cpg, Folder, Gio, GLib, GObject


class Listener(GObject.Object, Folder.Events):
    """A sink: it implements the outgoing interface of a FolderWatch."""

    def do_created(self, name):
        tell("created", name)

    def do_changed(self, name, info):
        tell("changed", name, describe(info))

    def do_deleted(self, name):
        tell("deleted", name)

    def do_renamed(self, old_name, new_name):
        tell("renamed", old_name, new_name)

    def do_may_inspect(self, name):
        answer = not name.endswith(".secret")
        tell("may-inspect", name, "yes" if answer else "no")
        return answer


def describe(info):
    return f"{info.get_size()} {info.get_content_type()}" if info else "no info"


def tell(event, name, extra=""):
    # The text of a GVariant is a line that any language reads back with GLib.
    print(GLib.Variant("(sss)", (event, name, extra)).print_(False), flush=True)


watch = Folder.Watch.new(Gio.File.new_for_commandline_arg(sys.argv[1]))
cookie = Cpg.advise(watch, Listener(), Folder.Events)
print("READY", flush=True)

loop = GLib.MainLoop()
stdin = Gio.UnixInputStream.new(0, False)
stdin.read_bytes_async(1, GLib.PRIORITY_DEFAULT, None, lambda *_: loop.quit())
loop.run()

Cpg.unadvise(watch, Folder.Events, cookie)

# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Properties: sinks hear of each change, and may refuse it before."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg, GLib


@Cpg.outgoing(Cpg.PropertyNotifySink, default=True)
class Document(Cpg.Connectable):
    name = Cpg.Property(type=str, default="letter")


class Librarian:
    def request_edit(self, name):
        print("may", name, "change?")
        return not self.is_closed

    def changed(self, name):
        print(name, "has changed")


document = Document()
librarian = Librarian()
Cpg.advise(document, librarian)

librarian.is_closed = False
document.name = "long letter"
document.name = "long letter"  # is no change

librarian.is_closed = True
try:
    document.name = "short letter"
except GLib.Error as error:
    print(error.message)
print(document.name)

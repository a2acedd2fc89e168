# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""How long a connection lasts."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class DocumentEvents(Cpg.Interface):
    def saved(self, name: str): ...


@Cpg.outgoing(DocumentEvents, default=True)
class Document(Cpg.Connectable):
    pass


class Listener:
    def __init__(self, who):
        self.who = who

    def saved(self, name):
        print(f"{self.who}: {name} is saved")


document = Document()
point = document.find_connection_point()
window = Listener("weak")

point.advise(Listener("always"))  # as long as the document: the connection keeps the listener
point.advise(Listener("once"), once=True)  # for one event, whatever it is
point.advise(window, weak=True)  # as long as the listener
connection = point.advise(Listener("until it is ended"))

document.emit("saved", "letter")
print("connections:", point.get_n_connections())

del window
connection.unadvise()
document.emit("saved", "bill")
print("connections:", point.get_n_connections())

with point.advise(Listener("in the block")):
    document.emit("saved", "list")
print("connections:", point.get_n_connections())

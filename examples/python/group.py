# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""A group: several connections are made, moved, silenced and ended together."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class DocumentEvents(Cpg.Interface):
    def saved(self, name: str): ...


@Cpg.outgoing(DocumentEvents, default=True)
class Document(Cpg.Connectable):
    pass


letter = Document()
bill = Document()

# Without a source: that of the group.
group = Cpg.ConnectionGroup()
group.add({"saved": lambda name: print(f"title bar: {name} is saved")}, DocumentEvents)
group.add({"saved": lambda name: print(f"status bar: {name} is saved")}, DocumentEvents)
group.set_source(letter)

with group:  # connected, and disconnected at the end
    letter.emit("saved", "letter")

    # The window shows another document.
    group.set_source(bill)
    letter.emit("saved", "letter")
    bill.emit("saved", "bill")

    group.block()
    bill.emit("saved", "bill")
    group.unblock()
bill.emit("saved", "bill")

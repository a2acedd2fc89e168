# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""A relay: what one source fires, another one fires too. The answers go back."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class DocumentEvents(Cpg.Interface):
    def saved(self, name: str): ...

    @Cpg.method(combine=Cpg.Combine.ALL_TRUE)
    def may_close(self) -> bool: ...


@Cpg.outgoing(DocumentEvents, default=True)
class Document(Cpg.Connectable):
    pass


letter, bill, folder = Document(), Document(), Document()

# Who wants to hear of all documents needs to know the folder only.
folder.connect("saved", lambda folder, name: print(f"in the folder: {name} is saved"))
Cpg.advise(folder, {"may_close": lambda: False})

relay = Cpg.Sink.new_relay(folder.find_connection_point())
Cpg.advise(letter, relay)
Cpg.advise(bill, relay)

letter.emit("saved", "letter")
bill.emit("saved", "bill")
print("may close:", letter.emit("may-close"))

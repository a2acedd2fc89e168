# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Everything that a source fires, on whatever interface."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class DocumentEvents(Cpg.Interface):
    def saved(self, name: str): ...

    @Cpg.method(combine=Cpg.Combine.ALL_TRUE)
    def may_close(self) -> bool: ...


class PageEvents(Cpg.Interface):
    def turned(self, page: int): ...


@Cpg.outgoing(DocumentEvents, default=True)
@Cpg.outgoing(PageEvents)
@Cpg.outgoing(Cpg.PropertyNotifySink)
class Document(Cpg.Connectable):
    name = Cpg.Property(type=str)


document = Document()
with Cpg.show_events(document):
    document.emit("saved", "letter")
    document.emit("turned", 3)
    document.name = "long letter"
    document.emit("may-close")
document.emit("turned", 4)

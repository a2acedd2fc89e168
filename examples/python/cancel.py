# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""An argument that comes back: a listener cancels what is about to happen."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class DocumentEvents(Cpg.Interface):
    def before_save(self, name: str, cancel: Cpg.ByRef[bool]): ...

    def saved(self, name: str): ...


@Cpg.outgoing(DocumentEvents, default=True)
class Document(Cpg.Connectable):
    def save(self, name):
        cancel = Cpg.ByRef(False, combine=Cpg.Combine.ANY_TRUE)  # nobody can take it back
        self.emit("before-save", name, cancel)
        if not cancel.value:
            self.emit("saved", name)


class Guard:
    def before_save(self, name, cancel):
        if name.startswith("secret"):
            cancel.value = True


class Late:
    def before_save(self, name, cancel):
        print(name, "cancelled" if cancel.value else "goes on")
        cancel.value = False


document = Document()
document.connect("saved", lambda document, name: print(name, "is saved"))
Cpg.advise(document, Guard())
Cpg.advise(document, Late())

document.save("letter")
document.save("secret letter")

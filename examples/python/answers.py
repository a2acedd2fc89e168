# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Answers: several listeners are asked, and the rule of the method makes one answer of theirs."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class DocumentEvents(Cpg.Interface):
    @Cpg.method(combine=Cpg.Combine.ALL_TRUE)
    def may_close(self) -> bool: ...  # one no is a no

    @Cpg.method(combine=Cpg.Combine.ANY_TRUE)
    def is_shown(self) -> bool: ...

    @Cpg.method(combine=Cpg.Combine.FIRST)
    def suggest_name(self) -> str: ...


@Cpg.outgoing(DocumentEvents, default=True)
class Document(Cpg.Connectable):
    pass


class Speller:
    def may_close(self):
        print("speller: yes")
        return True

    def suggest_name(self):
        return "Spelling"


class Printer:
    def may_close(self):
        print("printer: no")
        return False

    def is_shown(self):
        return True

    def suggest_name(self):
        return "Print"


document = Document()
print("nobody is against it:", document.emit("may-close"))
print("nobody shows it:", document.emit("is-shown"))

point = document.find_connection_point()
point.advise(Speller())
point.advise(Printer())
point.advise({"may_close": lambda: print("the cat is asked")})

print("may close:", document.emit("may-close"))
print("is shown:", document.emit("is-shown"))
print("name:", document.emit("suggest-name"))
print("all names:", point.fire_collect("suggest_name"))

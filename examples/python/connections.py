# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Who is connected: enumerators, as COM has them, and a list model."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class DocumentEvents(Cpg.Interface):
    def saved(self, name: str): ...


@Cpg.outgoing(Cpg.PropertyNotifySink)
@Cpg.outgoing(DocumentEvents, default=True)
class Document(Cpg.Connectable):
    pass


def show(what, connections):
    print(f"{what}:", *(names[c.get_cookie()] + (" (blocked)" if c.get_blocked() else "") for c in connections))


document = Document()
print("points:", *(point.get_connection_interface().get_name() for point in document.enum_connection_points()))

# The same sink three times: three connections. What advise() gives is the cookie.
point = document.find_connection_point(DocumentEvents)
first, second, third = (point.advise(print) for _ in range(3))
names = {first: "first", second: "second", third: "third"}
point.block(second)

everything = point.enum_connections()
show("the first two", everything.next(2))
rest = everything.clone()

# An enumerator goes on with what it began with; a model follows.
model = point.list_connections()
third.unadvise()
show("the rest", rest)
everything.reset()
show("all of them", everything)
show("in the model", model)

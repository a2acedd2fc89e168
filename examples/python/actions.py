# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""The interface of another library: its signals are the events."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg, Gio


@Cpg.outgoing(Gio.ActionGroup, default=True)
class Actions(Gio.SimpleActionGroup, Cpg.ConnectionPointContainer):
    pass


class Menu:
    def action_added(self, name):
        print("added:", name)

    def action_removed(self, name):
        print("removed:", name)


actions = Actions()
with Cpg.advise(actions, Menu()):
    actions.add_action(Gio.SimpleAction.new("save", None))
    actions.remove_action("save")
actions.add_action(Gio.SimpleAction.new("save", None))

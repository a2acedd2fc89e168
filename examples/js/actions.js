// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// The interface of another library: its signals are the events.

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const Actions = GObject.registerClass({
  Implements: [Cpg.ConnectionPointContainer],
}, class Actions extends Gio.SimpleActionGroup {});
Cpg.outgoing(Actions, Gio.ActionGroup, {default: true});

const actions = new Actions();
const connection = Cpg.advise(actions, {
  actionAdded: name => print(`added: ${name}`),
  actionRemoved: name => print(`removed: ${name}`),
});
actions.add_action(new Gio.SimpleAction({name: 'save'}));
actions.remove_action('save');
connection.unadvise();
actions.add_action(new Gio.SimpleAction({name: 'save'}));

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// A main context: calls wait until it comes round. Coalesced ones do not pile up.

import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const WorkEvents = Cpg.defineInterface('WorkEvents', {
  methods: {
    progress: [['percent', GObject.TYPE_INT]],
  },
});

const Work = GObject.registerClass(class Work extends Cpg.Connectable {});
Cpg.outgoing(Work, WorkEvents, {default: true});

const work = new Work();
const point = work.find_connection_point();

// With true in its place it is that of the main loop: for sources that fire in a
// thread of their own.
const context = new GLib.MainContext();
point.advise({progress: percent => print(`each: ${percent}`)}, {context});
point.advise({progress: percent => print(`newest: ${percent}`)}, {context, coalesce: true});

for (const percent of [0, 50, 100])
  work.emit('progress', percent);
print('nothing heard yet');
while (context.iteration(false))
  ;

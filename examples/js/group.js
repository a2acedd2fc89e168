// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// A group: several connections are made, moved, silenced and ended together.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const DocumentEvents = Cpg.defineInterface('DocumentEvents', {
  methods: {
    saved: [['name', String]],
  },
});

const Document = GObject.registerClass(class Document extends Cpg.Connectable {});
Cpg.outgoing(Document, DocumentEvents, {default: true});

const letter = new Document();
const bill = new Document();

// Without a source: that of the group.
const group = new Cpg.ConnectionGroup();
group.add({saved: name => print(`title bar: ${name} is saved`)}, {interface: DocumentEvents});
group.add({saved: name => print(`status bar: ${name} is saved`)}, {interface: DocumentEvents});
group.set_source(letter);
group.advise();
letter.emit('saved', 'letter');

// The window shows another document.
group.set_source(bill);
letter.emit('saved', 'letter');
bill.emit('saved', 'bill');

group.block();
bill.emit('saved', 'bill');
group.unblock();

group.unadvise();
bill.emit('saved', 'bill');

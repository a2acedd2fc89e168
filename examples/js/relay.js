// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// A relay: what one source fires, another one fires too. The answers go back.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const DocumentEvents = Cpg.defineInterface('DocumentEvents', {
  methods: {
    saved: [['name', String]],
    may_close: {returns: Boolean, combine: Cpg.Combine.ALL_TRUE},
  },
});

const Document = GObject.registerClass(class Document extends Cpg.Connectable {});
Cpg.outgoing(Document, DocumentEvents, {default: true});

const [letter, bill, folder] = [new Document(), new Document(), new Document()];

// Who wants to hear of all documents needs to know the folder only.
folder.connect('saved', (_, name) => print(`in the folder: ${name} is saved`));
Cpg.advise(folder, {mayClose: () => false});

const relay = Cpg.Sink.new_relay(folder.find_connection_point(DocumentEvents));
Cpg.advise(letter, relay);
Cpg.advise(bill, relay);

letter.emit('saved', 'letter');
bill.emit('saved', 'bill');
print(`may close: ${letter.emit('may-close')}`);

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// How long a connection lasts.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const DocumentEvents = Cpg.defineInterface('DocumentEvents', {
  methods: {
    saved: [['name', String]],
  },
});

const Document = GObject.registerClass(class Document extends Cpg.Connectable {});
Cpg.outgoing(Document, DocumentEvents, {default: true});

const listener = who => ({saved: name => print(`${who}: ${name} is saved`)});

const document = new Document();
const point = document.find_connection_point();

point.advise(listener('always')); // as long as the document: the connection keeps the listener
point.advise(listener('once'), {once: true}); // for one event, whatever it is
const connection = point.advise(listener('until it is ended'));

document.emit('saved', 'letter');
print(`connections: ${point.get_n_connections()}`);

connection.unadvise();
document.emit('saved', 'bill');
print(`connections: ${point.get_n_connections()}`);

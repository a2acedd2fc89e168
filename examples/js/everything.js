// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Everything that a source fires, on whatever interface.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const DocumentEvents = Cpg.defineInterface('DocumentEvents', {
  methods: {
    saved: [['name', String]],
    may_close: {returns: Boolean, combine: Cpg.Combine.ALL_TRUE},
  },
});

const PageEvents = Cpg.defineInterface('PageEvents', {
  methods: {
    turned: [['page', GObject.TYPE_INT]],
  },
});

const Document = GObject.registerClass(class Document extends Cpg.Connectable {});
Cpg.outgoing(Document, DocumentEvents, {default: true});
Cpg.outgoing(Document, PageEvents);

const document = new Document();
const shown = Cpg.showEvents(document);
document.emit('saved', 'letter');
document.emit('turned', 3);
document.emit('may-close');
shown.stop();
document.emit('turned', 4);

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// An argument that comes back: a listener cancels what is about to happen.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const DocumentEvents = Cpg.defineInterface('DocumentEvents', {
  methods: {
    before_save: [['name', String], ['cancel', {byRef: Boolean}]],
    saved: [['name', String]],
  },
});

const Document = GObject.registerClass(class Document extends Cpg.Connectable {
  save(name) {
    // A cancel that nobody can take back.
    const cancel = new Cpg.ByRef(false, {combine: Cpg.Combine.ANY_TRUE});

    this.emit('before-save', name, cancel);
    if (!cancel.value)
      this.emit('saved', name);
  }
});
Cpg.outgoing(Document, DocumentEvents, {default: true});

const document = new Document();
document.connect('saved', (_, name) => print(`${name} is saved`));

Cpg.advise(document, {
  beforeSave(name, cancel) {
    if (name.startsWith('secret'))
      cancel.value = true;
  },
});
Cpg.advise(document, {
  beforeSave(name, cancel) {
    print(`${name} ${cancel.value ? 'cancelled' : 'goes on'}`);
    cancel.value = false;
  },
});

document.save('letter');
document.save('secret letter');

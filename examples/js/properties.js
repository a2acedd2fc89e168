// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Properties: sinks hear of each change, and may refuse it before.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const Document = GObject.registerClass({
  Properties: {
    name: GObject.ParamSpec.string('name', null, null,
      GObject.ParamFlags.READWRITE | GObject.ParamFlags.EXPLICIT_NOTIFY, 'letter'),
  },
}, class Document extends Cpg.Connectable {
  get name() {
    return this._name ?? 'letter';
  }

  set name(name) {
    if (name === this.name || !Cpg.request_edit(this, 'name'))
      return;
    this._name = name;
    this.notify('name');
  }
});
Cpg.outgoing(Document, Cpg.PropertyNotifySink, {default: true});

class Librarian {
  requestEdit(name) {
    print(`may ${name} change?`);
    return !this.isClosed;
  }

  changed(name) {
    print(`${name} has changed`);
  }
}

const document = new Document();
const librarian = new Librarian();
Cpg.advise(document, librarian);

document.name = 'long letter';
document.name = 'long letter'; // is no change

librarian.isClosed = true;
document.name = 'short letter';
print(document.name);

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Answers: several listeners are asked, and the rule of the method makes one answer of theirs.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const DocumentEvents = Cpg.defineInterface('DocumentEvents', {
  methods: {
    may_close: {returns: Boolean, combine: Cpg.Combine.ALL_TRUE}, // one no is a no
    is_shown: {returns: Boolean, combine: Cpg.Combine.ANY_TRUE},
    suggest_name: {returns: String, combine: Cpg.Combine.FIRST},
  },
});

const Document = GObject.registerClass(class Document extends Cpg.Connectable {});
Cpg.outgoing(Document, DocumentEvents, {default: true});

class Speller {
  mayClose() {
    print('speller: yes');
    return true;
  }

  suggestName() {
    return 'Spelling';
  }
}

class Printer {
  mayClose() {
    print('printer: no');
    return false;
  }

  isShown() {
    return true;
  }

  suggestName() {
    return 'Print';
  }
}

const document = new Document();
print(`nobody is against it: ${document.emit('may-close')}`);
print(`nobody shows it: ${document.emit('is-shown')}`);

const point = document.find_connection_point();
point.advise(new Speller());
point.advise(new Printer());
point.advise({mayClose: () => print('the cat is asked')});

print(`may close: ${document.emit('may-close')}`);
print(`is shown: ${document.emit('is-shown')}`);
print(`name: ${document.emit('suggest-name')}`);
print(`all names: ${point.fire_collect('suggest_name').join(', ')}`);

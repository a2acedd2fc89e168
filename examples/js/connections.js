// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Who is connected: enumerators, as COM has them, and a list model.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const DocumentEvents = Cpg.defineInterface('DocumentEvents', {
  methods: {
    saved: [['name', String]],
  },
});

const Document = GObject.registerClass(class Document extends Cpg.Connectable {});
Cpg.outgoing(Document, DocumentEvents, {default: true});
Cpg.outgoing(Document, Cpg.PropertyNotifySink);

function show(what, connections) {
  const texts = [...connections].map(c => names.get(c.get_cookie()) + (c.get_blocked() ? ' (blocked)' : ''));

  print(`${what}: ${texts.join(' ')}`);
}

const document = new Document();
const contracts = [...document.enum_connection_points()].map(p => p.get_connection_interface().get_name());
print(`points: ${contracts.join(' ')}`);

// The same sink three times: three connections.
const point = document.find_connection_point(DocumentEvents);
const [first, second, third] = [1, 2, 3].map(() => point.advise(() => {}));
const names = new Map([[first.cookie, 'first'], [second.cookie, 'second'], [third.cookie, 'third']]);
point.block(second);

const everything = point.enum_connections();
show('the first two', everything.next(2));
const rest = everything.clone();

// An enumerator goes on with what it began with; a model follows.
const model = point.list_connections();
third.unadvise();
show('the rest', rest);
everything.reset();
show('all of them', everything);
show('in the model', model);

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Cpg.ConnectionGroup: many connections, made and ended together.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';

import {run, same, throws, collect} from './tap.js';

const {Error: Code} = Cpg;

// Neither a point nor a group keeps its source.
const sources = [];

function make() {
  const made = [new Fix.Source(), new Fix.Source()];
  sources.push(...made);
  return [new Cpg.ConnectionGroup(), ...made];
}

const count = (...list) => list.map(source => source.find_connection_point().n_connections);

run({
  'connects and disconnects all'() {
    const [group, a, b] = make();
    const recorder = new Fix.Recorder();
    const heard = [];

    group.add({priceChanged: (...args) => heard.push(args)}, {source: a});
    group.add((...args) => heard.push(args), {source: a, interface: Fix.Other});
    group.add(recorder, {source: b});
    group.add(recorder, {source: b});
    same(count(a, b), [0, 0]);
    group.advise();
    same([group.connected, count(a, b)], [true, [1, 2]]);
    a.fire_price('A', 1);
    a.fire_other_price('B', 2);
    b.fire_nothing();
    same([heard, recorder.get_log()], [[['A', 1], ['price-changed', 'B', 2]], ['nothing', 'nothing']]);
    group.advise();
    same(count(a, b), [1, 2]);
    group.unadvise();
    same([group.connected, count(a, b)], [false, [0, 0]]);
  },

  'connect() and disconnect() are those for signals'() {
    const [group, a] = make();
    const seen = [];

    const id = group.connect('notify::source', () => seen.push(group.source));
    same([typeof id, group.connected], ['number', false]);
    group.set_source(a);
    group.set_source(null);
    group.disconnect(id);
    group.set_source(a);
    same(seen, [a, null]);
    group.advise();
    group.connect_after('notify::connected', () => seen.push(group.connected));
    group.unadvise();
    same(seen, [a, null, false]);
  },

  'an interface however it is named'() {
    const [group, a] = make();
    const contract = a.find_connection_point(Fix.Events).get_connection_interface();
    const iid = contract.get_iid();

    const names = [Fix.Events, contract, iid, iid.to_string(), `{${iid}}`, 'FixEvents', Fix.Events.$gtype, null];
    for (const iface of names)
      group.add(() => {}, {source: a, interface: iface});
    group.advise();
    same(count(a), [names.length]);
  },

  'what is wrong with an entry'() {
    const [group, a, b] = make();

    throws(Code, Code.INVALID_ARGUMENT, () => group.add(() => {}, {from: a}), 'from', 'source');
    throws(Code, Code.INVALID_ARGUMENT, () => group.add(() => {}, {source: a, interface: Fix.Evnets}));
    throws(Code, Code.NOT_CONNECTABLE, () => group.add(() => {}, {source: a.inner}));
    throws(Code, Code.NOT_CONNECTABLE, () => group.add(() => {}, {source: new Gio.ListStore()}));
    throws(Code, Code.NOT_CONNECTABLE, () => group.set_source(new Gio.ListStore()));
    throws(Code, Code.NOT_CONNECTABLE, () => group.set_source(undefined));
    throws(Code, Code.INVALID_CONTRACT, () => group.add(() => {}, {source: a, interface: Fix.Source}));
    throws(Code, Code.INVALID_CONTRACT,
      () => group.add(() => {}, {source: a, interface: '12345678-9abc-def0-1234-56789abcdef1'}));
    throws(Code, Code.NO_CONNECTION, () => group.add(() => {}, {source: new Fix.Plain()}), 'FixPlain');
    throws(Code, Code.CANNOT_CONNECT, () => group.add({onNothingness() {}}, {source: a}), 'onNothingness');
    throws(Code, Code.INVALID_ARGUMENT, () => group.add(null, {source: a}));
    throws(Code, Code.INVALID_ARGUMENT, () => group.add(() => {}));
    throws(Code, Code.INVALID_ARGUMENT, () => group.add(() => {}, {source: a, coalesce: true}));
    throws(Code, Code.NOT_SUPPORTED, () => group.add(() => {}, {source: a, weak: true}));
    throws(Code, Code.INVALID_ARGUMENT, () => group.unblock());

    // Nothing of that is there.
    group.set_source(b);
    group.advise();
    same(count(a, b), [0, 0]);
  },

  'half a connect is undone'() {
    const [group, a, b] = make();

    group.add(() => {}, {source: a});
    group.add(() => {}, {source: b});
    b.find_connection_point().max_connections = 0;
    throws(Code, Code.ADVISE_LIMIT, () => group.advise());
    same([group.connected, count(a, b)], [false, [0, 0]]);
    b.find_connection_point().max_connections = 1;
    group.advise();
    same(count(a, b), [1, 1]);
    throws(Code, Code.CANNOT_CONNECT, () => group.add(new Cpg.Sink(), {source: a}));
    same(count(a, b), [1, 1]);
  },

  'the source is replaced'() {
    const [group, a, b] = make();
    const recorder = new Fix.Recorder();
    const heard = [];

    group.add(recorder); // whatever its source's default is
    group.advise();
    group.set_source(a);
    group.add(name => heard.push(name)); // FixEvents, as a has it
    same([group.source, group.dup_source(), count(a, b)], [a, a, [2, 0]]);
    group.set_source(b);
    a.fire_nothing();
    b.fire_nothing();
    same([count(a, b), recorder.get_log(), heard], [[0, 2], ['nothing'], ['nothing']]);

    a.find_connection_point().max_connections = 1;
    throws(Code, Code.ADVISE_LIMIT, () => group.set_source(a));
    throws(Code, Code.NO_CONNECTION, () => group.set_source(new Fix.Plain()));
    same([group.source, count(a, b)], [b, [0, 2]]);
    group.set_source(null);
    same([group.source, count(a, b), group.connected], [null, [0, 0], true]);
  },

  'a source that goes'() {
    const [group, a, b] = make();
    const seen = [];
    let source = new Fix.Source();

    group.add(new Fix.Recorder());
    group.set_source(source);
    group.advise();
    source = null;
    collect();
    same([group.source, group.connected], [null, true]);
    group.set_source(a);
    same(count(a), [1]);

    // Not left to the collector, in which GJS calls no handlers but complains.
    group.connect('notify::source', () => seen.push(group.source));
    a.run_dispose();
    same([group.source, seen], [null, [null]]);
    group.set_source(b);
    same(count(b), [1]);
  },

  'a group that goes'() {
    const [, a] = make();

    (() => {
      const group = new Cpg.ConnectionGroup();
      group.add(new Fix.Recorder(), {source: a});
      group.advise();
      same(count(a), [1]);
    })();
    collect();
    same(count(a), [0]);
  },

  'once, weak, in a context'() {
    const [group, a] = make();
    const heard = [];
    let sink = new Fix.Recorder();

    group.add(name => heard.push(name), {source: a, once: true});
    group.add(sink, {source: a, weak: true});
    group.add(name => heard.push(`later ${name}`), {source: a, context: true, coalesce: true});
    group.advise();
    same([...a.find_connection_point().enum_connections()].map(connection => connection.flags), [2, 1, 12]);
    a.fire_nothing();
    a.fire_nothing();
    same([heard, sink.get_log().length, count(a)], [['nothing'], 2, [2]]);
    while (GLib.MainContext.default().iteration(false));
    same(heard, ['nothing', 'later nothing']);
    sink = null;
    collect();
    same(count(a), [1]);
    group.unadvise(); // what has ended is no error
    group.advise();
    same(count(a), [2]);
  },

  'blocks are counted, and come before'() {
    const [group, a] = make();
    const heard = [];

    group.add(name => heard.push(name), {source: a});
    group.block();
    group.block();
    group.advise();
    a.fire_nothing();
    group.unblock();
    a.fire_nothing();
    same([heard, group.blocked], [[], true]);
    group.unblock();
    a.fire_nothing();
    same([heard, group.blocked], [['nothing'], false]);
  },

  'changed from inside of a sink'() {
    const [group, a, b] = make();
    const heard = [];

    group.set_source(a);
    group.add(() => {
      heard.push('first');
      group.set_source(b);
      group.add(() => heard.push('added'));
    });
    group.add(() => heard.push('second'));
    group.advise();
    a.fire_nothing();
    same([heard, count(a, b)], [['first'], [0, 3]]);
    b.fire_nothing();
    same(heard, ['first', 'first', 'second', 'added']);
    group.unadvise();
  },

  'a container written in JavaScript'() {
    const Front = GObject.registerClass({
      Implements: [Cpg.ConnectionPointContainer],
    }, class JsGroupFront extends GObject.Object {
      vfunc_find_connection_point(iid) {
        return this.inner.find_connection_point(iid);
      }

      vfunc_get_default_interface() {
        return Cpg.OutgoingInterface.for_type(Fix.Other);
      }
    });
    const [group, a, b] = make();
    const [front, other] = [new Front(), new Front()];
    const heard = [];

    front.inner = a;
    other.inner = b;
    group.set_source(front);
    group.add(name => heard.push(name));
    group.advise();
    a.fire_other_price('A', 1);
    group.set_source(other);
    a.fire_other_price('B', 2);
    b.fire_other_price('C', 3);
    group.unadvise();
    b.fire_other_price('D', 4);
    same(heard, ['price-changed', 'price-changed']);
  },
});

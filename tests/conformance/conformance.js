// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// The cases of cases.txt that JavaScript can reach, with sources and sinks
// written in JavaScript. A function is the case of its name. Each is run twice:
// events are fired by emit() and by fire().

import Cpg from 'gi://Cpg?version=1.0';
import Fix from 'gi://Fix?version=1.0';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';

import {collect, logs, run, same, throws} from '../js/tap.js';

const {Combine, Error: Code} = Cpg;

const UNKNOWN = '5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4dff'; // nobody has it
const IIDS = [
  '5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4d01',
  '5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4d02',
  '9bfbbc02-eff1-101a-84ed-00aa00341d07',
];

const ConfEvents = Cpg.defineInterface('ConfEvents', {
  iid: IIDS[0],
  methods: {
    nothing: [],
    price_changed: [['symbol', String], ['price', Number]],
    may_close: {returns: Boolean, combine: Combine.ALL_TRUE},
    is_handled: {params: [['what', String]], returns: Boolean, combine: Combine.ANY_TRUE},
    first_number: {params: [['n', GObject.TYPE_INT]], returns: GObject.TYPE_INT, combine: Combine.FIRST},
    last_number: {params: [['n', GObject.TYPE_INT]], returns: GObject.TYPE_INT},
    closing: [['cancel', {byRef: Boolean}]],
    bidding: [['bid', {byRef: GObject.TYPE_INT}]],
  },
});
const ConfOther = Cpg.defineInterface('ConfOther', {iid: IIDS[1], methods: {quiet: []}});

const property = name => GObject.ParamSpec.int(name, '', '',
  GObject.ParamFlags.READWRITE | GObject.ParamFlags.EXPLICIT_NOTIFY, 0, 100, 0);

const ConfSource = GObject.registerClass({
  GTypeName: 'ConfSource',
  Properties: {size: property('size'), weight: property('weight')},
}, class ConfSource extends Cpg.Connectable {
  _values = {size: 0, weight: 0};

  _edit(name, value) {
    if (this._values[name] === value)
      return;
    if (!Cpg.request_edit(this, name))
      return;
    this._values[name] = value;
    this.notify(name);
  }

  get size() {
    return this._values.size;
  }

  set size(size) {
    this._edit('size', size);
  }

  get weight() {
    return this._values.weight;
  }

  set weight(weight) {
    this._edit('weight', weight);
  }
});
Cpg.outgoing(ConfSource, ConfEvents, {default: true});
Cpg.outgoing(ConfSource, ConfOther);
Cpg.outgoing(ConfSource, Cpg.PropertyNotifySink);

const ConfSingle = Cpg.outgoing(
  GObject.registerClass({GTypeName: 'ConfSingle'}, class extends Cpg.Connectable {}), ConfEvents);

// Hears everything.
class Sink {
  constructor(name, journal) {
    Object.assign(this, {name, journal, answer: true, act: null});
  }

  hear(text = '') {
    this.journal.push(this.name + text);
    this.act?.(this);
    return this.answer;
  }

  nothing() {
    this.hear();
  }

  priceChanged(symbol, price) {
    this.hear(`.price(${symbol},${price})`);
  }

  mayClose() {
    return this.hear('.may-close()');
  }

  isHandled(what) {
    return this.hear(`.is-handled(${what})`);
  }

  firstNumber(n) {
    return this.hear(`.first(${n})`);
  }

  lastNumber(n) {
    return this.hear(`.last(${n})`);
  }

  closing(cancel) {
    this.box = cancel;
    this.hear(`.closing(${cancel.value})`);
  }

  bidding(bid) {
    this.box = bid;
    this.hear(`.bidding(${bid.value})`);
  }

  quiet() {
    this.hear('.quiet()');
  }

  changed(name) {
    this.hear(`.changed(${name ?? ''})`);
  }

  requestEdit(name) {
    return this.hear(`.request(${name ?? ''})`);
  }
}

// A source that has everything, its point for the events, and sinks a to e.
class Stage {
  constructor(byName) {
    this.byName = byName;
    this.source = new ConfSource();
    this.point = this.source.find_connection_point(ConfEvents);
    this.journal = [];
    this.cookies = {};
    this.sinks = {};
    for (const name of 'abcde')
      this.sinks[name] = new Sink(name, this.journal);
  }

  advise(...names) {
    for (const name of names)
      this.cookies[name] = this.point.advise(this.sinks[name]);
    return this.cookies[names[0]];
  }

  unadvise(...names) {
    for (const name of names) {
      this.point.unadvise(this.cookies[name]);
      delete this.cookies[name];
    }
  }

  fireAt(source, event = 'nothing', ...args) {
    return this.byName
      ? source.find_connection_point(event === 'quiet' ? ConfOther : ConfEvents).fire(event, ...args)
      : source.emit(event, ...args);
  }

  fire(event, ...args) {
    return this.fireAt(this.source, event, ...args);
  }

  heard(expected) {
    same(this.journal.splice(0).join(' '), expected);
  }

  round(expected) {
    this.fire();
    this.heard(expected);
  }

  // The next ones of an enumerator, by the names of their sinks.
  take(connections, n) {
    const names = new Map(Object.entries(this.cookies).map(([name, advised]) => [advised.cookie, name]));
    return connections.next(n).map(connection => names.get(connection.cookie)).join('');
  }
}

const count = point => [...point.enum_connections()].length;
const iidOf = point => String(point.get_connection_interface().get_iid());
const fails = (code, body, ...words) => throws(Code, code, body, ...words);

// What a sink does when it is called for the first time.
function once(action) {
  let left = 1;
  return () => {
    if (left-- > 0)
      action();
  };
}

class Lacking {
  other() {}
}

// Points of somebody else's -----------------------------------------------------------

// Gives the cookies that it is told to give, and lists nothing.
const ForeignPoint = GObject.registerClass({
  Implements: [Cpg.ConnectionPoint],
  Properties: {
    'n-connections': GObject.ParamSpec.override('n-connections', Cpg.ConnectionPoint),
    'max-connections': GObject.ParamSpec.override('max-connections', Cpg.ConnectionPoint),
  },
}, class ForeignPoint extends GObject.Object {
  vfunc_get_connection_interface() {
    return ConfEvents;
  }

  vfunc_advise_full(_sink, _flags, _context) {
    return this.gives;
  }

  vfunc_unadvise(cookie) {
    this.got = cookie;
    return true;
  }
});

const ForeignSource = GObject.registerClass({
  Implements: [Cpg.ConnectionPointContainer],
}, class ForeignSource extends GObject.Object {
  point = new ForeignPoint();

  vfunc_find_connection_point(_iid) {
    return this.point;
  }
});

const ODD = [0xdeadbeef, 1, 0x7fffffff, 0x80000000, 0xffffffff];

const Choosy = GObject.registerClass({
  Implements: [Cpg.ConnectionPointContainer],
}, class Choosy extends GObject.Object {
  trouble = null;
  told = '';

  vfunc_accept_sink(_point, _sink) {
    if (this.trouble)
      throw this.trouble;
    return true;
  }

  vfunc_listening_changed(_point, isListened) {
    this.told += isListened ? '+' : '-';
  }
});
Cpg.outgoing(Choosy, ConfEvents);

function watch(s, ...names) {
  const point = s.source.find_connection_point(Cpg.PropertyNotifySink);
  return names.map(name => point.advise(s.sinks[name]));
}

const cases = {
  // Finding ---------------------------------------------------------------------------

  W1(s) {
    same(s.source instanceof Cpg.ConnectionPointContainer, true);
    for (const iid of IIDS)
      same(s.source.find_connection_point(iid) instanceof Cpg.ConnectionPoint, true);
  },

  W2(s) {
    same(IIDS.map(iid => iidOf(s.source.find_connection_point(iid))), IIDS);
  },

  W4(s) {
    same(s.point.get_container(), s.source);
  },

  W11(s) {
    for (const way of [ConfEvents, ConfEvents.get_gtype(), ConfEvents.get_iid(), IIDS[0], 'ConfEvents']) {
      s.advise('a');
      const again = s.source.find_connection_point(way);
      same(again, s.point);
      again.unadvise(s.cookies.a);
    }
    s.round('');
  },

  W16() {
    const single = new ConfSingle();

    fails(Code.NO_CONNECTION, () => single.find_connection_point(IIDS[2]));
    same(iidOf(single.find_connection_point(IIDS[0])), IIDS[0]);
  },

  W17(s) {
    same(s.source.get_default_interface(), ConfEvents);
  },

  W21() {
    const single = new ConfSingle();
    const points = single.enum_connection_points();

    same(points.next(1).map(iidOf), [IIDS[0]]);
    same(points.next(1), []);
  },

  W24(s) {
    fails(Code.NO_CONNECTION, () => s.source.find_connection_point(UNKNOWN), UNKNOWN);
  },

  W31(s) {
    const properties = s.source.find_connection_point(IIDS[2]);

    same([iidOf(s.point), iidOf(properties)], [IIDS[0], IIDS[2]]);
    same(properties.get_container(), s.point.get_container());
    same(properties === s.point, false);
  },

  W32(s) {
    for (const iid of IIDS)
      same(s.source.find_connection_point(iid), s.source.find_connection_point(iid));
  },

  W38(s) {
    same(s.source instanceof Cpg.ConnectionPoint, false);
    same(s.point instanceof Cpg.ConnectionPointContainer, false);
  },

  C1(s) {
    const points = [...s.source.enum_connection_points()];

    same(points.length > 0, true);
    for (const point of points)
      same(point.get_container(), s.source);
  },

  C2(s) {
    for (const iid of IIDS) {
      const point = s.source.find_connection_point(iid);
      same([point.get_container(), iidOf(point)], [s.source, iid]);
    }
  },

  A13(s) {
    same([...s.source.enum_connection_points()].map(iidOf), IIDS);
  },

  A14(s) {
    const points = s.source.enum_connection_points();

    s.source.run_dispose(); // the collector would take its time
    same([...points].map(iidOf), IIDS);
    same(s.point.get_container(), null);
  },

  P1(s) {
    for (let i = 0; i < 3; i++) {
      fails(Code.NO_CONNECTION, () => s.source.find_connection_point(UNKNOWN));
      same([...s.source.enum_connection_points()].map(iidOf), IIDS);
    }
  },

  // Advising --------------------------------------------------------------------------

  W6(s) {
    const advised = s.point.advise(s.sinks.a);

    s.round('a');
    s.point.unadvise(advised.cookie);
    s.round('');
  },

  W10(s) {
    const other = s.source.find_connection_point(ConfOther);

    for (const name of 'abc') {
      const {cookie} = other.advise(s.sinks[name]);
      s.advise(name);
      fails(Code.NO_CONNECTION, () => s.point.unadvise(cookie));
      fails(Code.NO_CONNECTION, () => other.unadvise(s.cookies[name].cookie));
      same(other.unadvise(cookie), true);
    }
    s.round('a b c');
  },

  W14(s) {
    let single = new ConfSingle();
    const point = single.find_connection_point(ConfEvents);
    const {cookie} = point.advise(s.sinks.a);

    same(cookie !== 0, true);
    point.unadvise(cookie);
    single = null;
    collect();
    same([point.get_container(), point.n_connections], [null, 0]);
  },

  W15(s) {
    for (const name of 'abcde') {
      const {cookie} = s.advise(name);
      same(cookie !== 0, true);
      s.unadvise(name);
    }
  },

  W20(s) {
    const twin = new ConfSource();

    s.advise('a', 'b');
    same(count(twin.find_connection_point(ConfEvents)), 0);
    s.fireAt(twin);
    s.heard('');
    s.round('a b');
  },

  W25(s) {
    fails(Code.NO_CONNECTION, () => s.point.unadvise(3));
  },

  W26(s) {
    for (const nothing of [null, undefined, 5])
      fails(Code.INVALID_ARGUMENT, () => s.point.advise(nothing));
    throws(null, null, () => s.point.advise_full(null, 0, null));
    same(s.point.n_connections, 0);
  },

  W27(s) {
    for (const sink of [new Lacking(), new GObject.Object()])
      fails(Code.CANNOT_CONNECT, () => s.point.advise(sink));
    same(s.point.n_connections, 0);
  },

  W28(s) {
    const {cookie} = s.advise('a');

    same(cookie !== 0, true);
    for (const wrong of [0, cookie + 1])
      fails(Code.NO_CONNECTION, () => s.point.unadvise(wrong));
    s.round('a');
    s.unadvise('a');
    s.round('');
  },

  W30(s) {
    const sink = Cpg.Sink.new(ConfEvents);
    let ended = false;

    s.point.advise(sink);
    s.point.connect('notify::n-connections', () => (ended = true));
    s.source.run_dispose();
    same([ended, s.point.n_connections, count(s.point)], [true, 0, 0]);
  },

  W33(s) {
    fails(Code.CANNOT_CONNECT, () => s.point.advise(Cpg.Sink.new(ConfOther)));
    fails(Code.NO_CONNECTION, () => s.point.unadvise(0xdeadbeef));
    s.advise('b');
    s.round('b');
  },

  W34(s) {
    const sink = Cpg.Sink.new(ConfEvents);

    fails(Code.NOT_CONNECTABLE, () => Cpg.advise(null, sink, ConfEvents));
    const {cookie} = Cpg.advise(s.source, sink, ConfEvents);
    same([...s.point.enum_connections()].map(found => [found.sink, found.cookie]), [[sink, cookie]]);
    same(Cpg.unadvise(s.source, ConfEvents, cookie), true);
    same(count(s.point), 0);
  },

  W35(s) {
    const single = new ConfSingle();

    same(s.source.find_connection_point(), s.point);
    const advised = Cpg.advise(s.source, s.sinks.a);
    s.round('a');
    same(Cpg.unadvise(s.source, null, advised), true);
    s.round('');
    same(single.get_default_interface(), null);
    fails(Code.NO_CONNECTION, () => single.find_connection_point(), 'ConfSingle', 'ConfEvents');
    fails(Code.NO_CONNECTION, () => Cpg.advise(single, s.sinks.a));
  },

  W36(s) {
    s.advise('a');
    s.point.fire('nothing');
    s.heard('a');
    s.unadvise('a');
    same(s.point.n_connections, 0);
  },

  S2(s) {
    const advised = s.advise('a', 'b');

    same(s.cookies.a.cookie === s.cookies.b.cookie, false);
    const connections = s.point.enum_connections();
    connections.next(1);
    const clone = connections.clone();
    same([s.take(clone, 2), connections.skip(2)], ['b', false]);
    s.unadvise('a');
    fails(Code.NO_CONNECTION, () => s.point.unadvise(advised));
  },

  A3(s) {
    const names = Array.from({length: 1000}, (_, i) => 'abcde'[i % 5]);
    const advised = names.map(name => s.point.advise(s.sinks[name]));

    s.round(names.join(' '));
    advised.filter((_, i) => i % 3 === 0).forEach(one => one.unadvise());
    s.round(names.filter((_, i) => i % 3 !== 0).join(' '));
    advised.filter((_, i) => i % 3 !== 0).forEach(one => one.unadvise());
    s.round('');
  },

  A4(s) {
    s.point.max_connections = 2;
    s.advise('a', 'b');
    fails(Code.ADVISE_LIMIT, () => s.advise('c'));
    s.unadvise('a');
    s.advise('c');
    s.round('b c');
    s.point.max_connections = 1;
    s.round('b c');
    s.unadvise('b');
    fails(Code.ADVISE_LIMIT, () => s.advise('a'));
    s.unadvise('c');
    s.advise('a');
    s.round('a');
  },

  A5(s) {
    const [first, b, second] = [s.advise('a'), s.advise('b'), s.advise('a')];

    same(first.cookie === second.cookie, false);
    same([...s.point.enum_connections()].map(Number), [first, b, second].map(Number));
    s.round('a b a');
    first.unadvise();
    s.round('b a');
    second.unadvise();
    s.round('b');
  },

  A6(s) {
    s.advise('a', 'b', 'c');
    const stale = s.cookies.b.cookie;
    s.unadvise('b');
    for (let i = 0; i < 100; i++) {
      same(s.advise('d').cookie === stale, false);
      fails(Code.NO_CONNECTION, () => s.point.unadvise(stale));
      s.round('a c d');
      s.unadvise('d');
    }
  },

  A11(s) {
    const sink = Cpg.Sink.new(ConfOther);

    s.point.max_connections = 0;
    fails(Code.ADVISE_LIMIT, () => s.advise('a'));
    s.point.max_connections = 2;
    s.advise('a');
    s.round('a');
    sink.connect('quiet', () => void s.journal.push('quiet'));
    fails(Code.CANNOT_CONNECT, () => s.point.advise(sink));
    s.source.find_connection_point(ConfOther).advise(sink);
    s.fire('quiet');
    s.heard('quiet');
  },

  A12(s) {
    const twin = new ConfSource();
    const advised = twin.find_connection_point(ConfEvents).advise(s.sinks.a);

    s.source.find_connection_point(ConfOther).advise(s.sinks.a);
    s.advise('a');
    for (const first of ['a ', '']) {
      s.fire();
      s.fireAt(twin);
      s.fire('quiet');
      s.heard(`${first}a a.quiet()`);
      if (first)
        s.unadvise('a');
    }
    advised.unadvise();
    s.fireAt(twin);
    s.heard('');
  },

  A34(s) {
    const group = new Cpg.ConnectionGroup();
    const single = new ConfSingle();
    const last = single.find_connection_point(ConfEvents);

    group.add(s.sinks.a, {interface: ConfEvents, source: s.source});
    group.add(s.sinks.a, {interface: ConfOther, source: s.source});
    group.add(s.sinks.a, {interface: ConfEvents, source: single});
    last.max_connections = 0;
    fails(Code.ADVISE_LIMIT, () => group.advise());
    same([...s.source.enum_connection_points()].map(count), [0, 0, 0]);
    last.max_connections = 1;
    group.advise();
    s.fire();
    s.fire('quiet');
    s.fireAt(single);
    s.heard('a a.quiet() a');
    group.unadvise();
    s.fire();
    s.fireAt(single);
    s.heard('');
  },

  A35(s) {
    const drop = {sink: Cpg.Sink.new(ConfEvents)};

    s.point.advise(drop.sink, {weak: true});
    same(s.point.n_connections, 1);
    drop.sink = null;
    collect();
    same(s.point.n_connections, 0);

    // During a round, before its turn.
    const other = new Fix.Source();
    const point = other.find_connection_point(Fix.Events);
    drop.sink = new Fix.Recorder();
    point.advise(() => {
      drop.sink = null;
      collect();
    });
    point.advise(drop.sink, {weak: true});
    other.fire_nothing();
    same(point.n_connections, 1);
  },

  A37(s) {
    const single = new ConfSingle();

    fails(Code.NOT_CONNECTABLE, () => Cpg.advise(new Gio.ListStore(), s.sinks.a, ConfEvents), 'ListStore');
    fails(Code.NO_CONNECTION, () => Cpg.advise(single, s.sinks.a, ConfOther), 'ConfSingle', 'ConfOther');
    fails(Code.CANNOT_CONNECT, () => Cpg.advise(single, new GObject.Object(), ConfEvents), 'GObject', 'ConfEvents');
  },

  X1(s) {
    s.advise('a', 'b', 'c');
    const stale = s.cookies.b;
    s.unadvise('b');
    const foreign = s.source.find_connection_point(ConfOther).advise(s.sinks.a);
    for (const wrong of [0, stale, foreign, foreign.cookie, s.cookies.c.cookie + 1, 0xffffffff])
      fails(Code.NO_CONNECTION, () => s.point.unadvise(wrong));
    s.round('a c');
  },

  X2(s) {
    for (const sink of [new Lacking(), new GObject.Object(), Cpg.Sink.new(ConfOther), s.source])
      fails(Code.CANNOT_CONNECT, () => s.point.advise(sink));
    same(s.point.n_connections, 0);
  },

  X4(s) {
    const lacking = new GObject.Object();

    s.point.max_connections = 1;
    fails(Code.CANNOT_CONNECT, () => s.point.advise(lacking));
    s.advise('a');
    fails(Code.ADVISE_LIMIT, () => s.point.advise(lacking));
  },

  X6(s) {
    s.advise('a');
    s.source = null;
    collect();
    same([s.point.get_container(), s.point.n_connections], [null, 0]);
    fails(Code.DISCONNECTED, () => s.advise('b'));
    s.point.fire('nothing');
    s.heard('');
  },

  P4(s) {
    s.advise('a', 'b');
    s.unadvise('a');
    s.advise('c');
    same(s.cookies.b.cookie === s.cookies.c.cookie, false);
    s.round('b c');
    s.unadvise('b');
    s.round('c');
    s.unadvise('c');
    s.round('');
  },

  P5(s) {
    const points = [...s.source.enum_connection_points()];

    for (const point of points)
      'abc'.split('').forEach(name => point.advise(s.sinks[name]));
    same(points.map(count), [3, 3, 3]);
    s.source.run_dispose();
    same(points.map(count), [0, 0, 0]);
  },

  P7(s) {
    const advised = s.advise('a');

    fails(Code.INVALID_ARGUMENT, () => s.point.unblock(advised));
    s.round('a');
    s.point.block(advised);
    s.round('');
    s.point.unblock(advised);
    fails(Code.INVALID_ARGUMENT, () => s.point.unblock(advised));
    s.round('a');
  },

  P11(s) {
    fails(Code.NO_CONNECTION, () => s.source.find_connection_point(UNKNOWN));
    fails(Code.NO_CONNECTION, () => s.point.unadvise(1));
    fails(Code.CANNOT_CONNECT, () => s.point.advise(new Lacking()));
    s.point.max_connections = 0;
    fails(Code.ADVISE_LIMIT, () => s.advise('a'));
    for (const enumerator of [s.source.enum_connection_points(), s.point.enum_connections()]) {
      const clone = enumerator.clone();
      same(clone.skip(4), false);
      clone.reset();
    }
  },

  P19(s) {
    const [first, second] = [s.advise('a'), s.advise('a')];

    same(first.cookie === second.cookie, false);
    s.round('a a');
    second.unadvise();
    s.round('a');
    first.unadvise();
    s.round('');
  },

  W12(s) {
    const point = new ForeignPoint();

    for (point.gives of ODD) {
      same(point.advise(s.sinks.a).cookie, point.gives);
      point.unadvise(point.gives);
      same(point.got, point.gives);
    }
  },

  P12(s) {
    const source = new ForeignSource();
    const {point} = source;

    for (point.gives of ODD) {
      const advised = Cpg.advise(source, s.sinks.a, ConfEvents);
      same([advised.cookie, advised.unadvise(), point.got], [point.gives, true, point.gives]);
      point.got = 0;
      Cpg.unadvise(source, ConfEvents, advised);
      same(point.got, point.gives);
    }
    point.gives = 0;
    fails(Code.FAILED, () => Cpg.advise(source, s.sinks.a, ConfEvents));
  },

  X8(s) {
    s.point.max_connections = 1;
    s.advise('a');
    same(count(s.point), 1);
    fails(Code.NOT_SUPPORTED, () => new ForeignPoint().enum_connections());
  },

  // Enumerators ----------------------------------------------------------------------------

  W8(s) {
    const sink = Cpg.Sink.new(ConfEvents);
    const advised = s.point.advise(sink);
    const [connection] = s.point.enum_connections().next(1);

    same([connection.sink, connection.cookie], [sink, advised.cookie]);
    advised.unadvise();
    same(connection.sink, sink);
  },

  W9(s) {
    s.advise('a');
    const connections = s.point.enum_connections();
    same([1, 1, 1].map(n => connections.next(n).length), [1, 0, 0]);
  },

  W13(s) {
    for (const name of 'abc') {
      const sink = Cpg.Sink.new(ConfEvents);
      sink.connect('nothing', () => void s.journal.push(name));
      s.point.advise(sink);
    }
    const connections = s.point.enum_connections();
    for (let found = connections.next(1); found.length > 0; found = connections.next(1))
      found[0].sink.emit('nothing');
    s.heard('a b c');
  },

  C3(s) {
    same(count(s.point), 0);
    s.advise('a');
    same(count(s.point), 1);
    s.unadvise('a');
    same(count(s.point), 0);
  },

  C4(s) {
    const advised = s.advise('c');
    const [connection, ...others] = s.point.enum_connections();

    same([connection.cookie, others.length], [advised.cookie, 0]);
    same(GObject.type_is_a(connection.sink, ConfEvents.get_gtype()), true);
  },

  A15(s) {
    s.advise('a', 'b', 'c');
    const connections = s.point.enum_connections();
    const made = ['a', 'b', 'c'].map(name => s.cookies[name].cookie);
    s.unadvise('b');
    s.advise('d');
    collect();
    const found = [...connections];
    same(found.map(Number), made);
    same(found[1].sink.get_interface(), ConfEvents); // alive
    same(s.take(s.point.enum_connections(), 5), 'acd');
  },

  A16(s) {
    s.advise(...'abcde');
    const connections = s.point.enum_connections();
    same([0, 2, 1, 6, 6, 0].map(n => s.take(connections, n)), ['', 'ab', 'c', 'de', '', '']);
  },

  A17(s) {
    s.advise(...'abcde');
    const connections = s.point.enum_connections();
    same([connections.skip(0), connections.skip(2), s.take(connections, 1)], [true, true, 'c']);
    same([connections.skip(2), s.take(connections, 1), connections.skip(0)], [true, '', true]);
    same(connections.skip(1), false);
    for (const n of [6, 0xffffffff]) {
      connections.reset();
      same([connections.skip(n), s.take(connections, 1)], [false, '']);
    }
  },

  A18(s) {
    s.advise(...'abcd');
    const connections = s.point.enum_connections();
    connections.skip(2);
    const clone = connections.clone();
    same([clone === connections, s.take(clone, 2), s.take(connections, 1)], [false, 'cd', 'c']);
    connections.reset();
    same([s.take(clone, 1), s.take(connections, 4)], ['', 'abcd']);
    clone.reset();
    same(s.take(clone, 4), 'abcd');
  },

  X7(s) {
    const connections = s.point.enum_connections();

    same([connections.next(1), connections.skip(1)], [[], false]);
    s.advise('a');
    s.unadvise('a');
    same(count(s.point), 0);
  },

  P15(s) {
    s.advise(...'abcd');
    s.unadvise('b');
    const connections = s.point.enum_connections();
    same(s.take(connections, 1), 'a');
    const clone = connections.clone();
    same([connections.skip(1), s.take(connections, 5), s.take(clone, 1)], [true, 'd', 'c']);
    connections.reset();
    for (const connection of [...connections])
      same(s.point.unadvise(connection.cookie), true);
    s.round('');
  },

  P18(s) {
    const points = s.source.enum_connection_points();

    same([points.next(4).length, points.skip(1)], [3, false]);
    points.reset();
    same([points.skip(3), points.next(1)], [true, []]);
    s.advise('a', 'b');
    const connections = s.point.enum_connections();
    same(s.take(connections, 3), 'ab');
    connections.reset();
    same(connections.skip(3), false);
    connections.reset();
    same(connections.skip(2), true);
  },

  // Rounds -----------------------------------------------------------------------------------

  W18(s) {
    s.advise('a');
    s.point = null;
    collect();
    s.round('a');
    for (let price = 0; price < 3; price++)
      s.fire('price-changed', 'ACME', price);
    s.heard('a.price(ACME,0) a.price(ACME,1) a.price(ACME,2)');
  },

  W22(s) {
    s.advise('a', 'b', 'c');
    same(s.fire('may-close'), true);
    s.heard('a.may-close() b.may-close() c.may-close()');
  },

  S3(s) {
    s.advise('a', 'b', 'c');
    const {cookie} = s.cookies.b;
    s.sinks.b.act = once(() => s.unadvise('b'));
    s.round('a b c');
    fails(Code.NO_CONNECTION, () => s.point.unadvise(cookie));
    s.round('a c');
  },

  A8(s) {
    s.advise('a', 'b', 'c');
    s.sinks.a.act = once(() => {
      s.unadvise('c');
      s.advise('d');
    });
    s.round('a b');
    s.round('a b d');
  },

  A10(s) {
    s.advise('a');
    s.point.advise({nothing: () => void s.journal.push('part')});
    s.advise('c');
    s.fire('price-changed', 'ACME', 2.5);
    s.heard('a.price(ACME,2.5) c.price(ACME,2.5)');
    same(s.fire('may-close'), true);
    s.heard('a.may-close() c.may-close()');
    s.round('a part c');
  },

  A19(s) {
    s.advise('a', 'b', 'c');
    s.round('a b c');
    s.unadvise('a');
    s.advise('d');
    s.round('b c d');
    s.unadvise('c');
    s.advise('a', 'c');
    s.round('b d a c');
  },

  A20(s) {
    s.advise('a', 'b', 'c');
    s.sinks.b.act = once(() => s.fire());
    s.round('a b a b c c');
  },

  A21(s) {
    s.advise('a', 'b', 'c');
    ['a', 'b', 'c'].forEach((name, i) => (s.sinks[name].answer = 10 + i));
    same(s.fire('last-number', 7), 12);
    s.heard('a.last(7) b.last(7) c.last(7)');
    s.unadvise('c');
    same(s.fire('last-number', 7), 11);
  },

  A22(s) {
    same([s.fire('may-close'), s.fire('is-handled', 'it'), s.fire('first-number', 7)], [true, false, 0]);
    s.advise('a', 'b', 'c');
    s.sinks.b.answer = false;
    same(s.fire('may-close'), false);
    s.heard('a.may-close() b.may-close()');
    [s.sinks.a.answer, s.sinks.b.answer] = [false, true];
    same(s.fire('is-handled', 'it'), true);
    s.heard('a.is-handled(it) b.is-handled(it)');
    s.sinks.b.answer = s.sinks.c.answer = false;
    same(s.fire('is-handled', 'it'), false);
    s.heard('a.is-handled(it) b.is-handled(it) c.is-handled(it)');
    ['a', 'b', 'c'].forEach((name, i) => (s.sinks[name].answer = 10 + i));
    same(s.fire('first-number', 7), 10);
    s.heard('a.first(7) b.first(7) c.first(7)');
  },

  A23(s) {
    s.advise('a', 'b', 'c');
    [s.sinks.a.answer, s.sinks.b.answer, s.sinks.c.answer] = [10, undefined, 12];
    same(s.point.fire_collect('last-number', 7), [10, 12]);
    s.heard('a.last(7) b.last(7) c.last(7)');
  },

  A24(s) {
    const cancel = new Cpg.ByRef(false, {combine: Combine.ANY_TRUE});

    s.advise('a', 'b', 'c');
    s.sinks.a.act = s.sinks.c.act = sink => (sink.box.value = false);
    s.fire('closing', cancel);
    same(cancel.value, false);
    s.sinks.b.act = sink => (sink.box.value = true);
    s.fire('closing', cancel);
    same(cancel.value, true);
    s.heard('a.closing(false) b.closing(false) c.closing(false) a.closing(false) b.closing(false) c.closing(true)');
  },

  A25(s) {
    const bid = new Cpg.ByRef(5, {type: GObject.TYPE_INT});

    s.advise(...'abcd');
    s.sinks.a.act = sink => (sink.box.value = 15);
    s.sinks.c.act = sink => (sink.box.value = 27);
    s.fire('bidding', bid);
    s.heard('a.bidding(5) b.bidding(15) c.bidding(15) d.bidding(27)');
    same(bid.value, 27);
  },

  A44(s) {
    const bothFail = body => logs(['*went wrong*', '*went wrong*'], body);

    s.advise(...'abcd');
    s.sinks.b.act = s.sinks.d.act = () => {
      throw new Error('went wrong');
    };
    bothFail(() => s.round('a b c d'));
    ['a', 'b', 'c', 'd'].forEach((name, i) => (s.sinks[name].answer = 10 + i));
    bothFail(() => same(s.fire('last-number', 7), 12));
    s.unadvise('a');
    bothFail(() => same(s.fire('first-number', 7), 12));
    s.sinks.b.answer = s.sinks.d.answer = false;
    bothFail(() => same(s.fire('may-close'), true));
    s.journal.length = 0;
    bothFail(() => s.round('b c d'));
  },

  X11(s) {
    s.advise('a', 'b', 'c');
    s.sinks.b.act = once(() => s.unadvise('a'));
    s.round('a b c');
    s.round('b c');
    s.sinks.b.act = once(() => s.unadvise('c'));
    s.round('b');
    s.advise('c');
    s.sinks.b.act = once(() => s.advise('d'));
    s.round('b c');
    s.round('b c d');
    s.sinks.c.act = once(() => s.unadvise('b', 'c', 'd'));
    s.round('b c');
    s.round('');
  },

  P2(s) {
    s.advise('a', 'b', 'c');
    const [first, second] = [s.point.enum_connections(), s.point.enum_connections()];
    same([s.take(first, 2), s.take(second, 1)], ['ab', 'a']);
    s.sinks.b.act = once(() => {
      const connections = s.point.enum_connections();
      same(s.take(connections, 1), 'a');
      s.fire();
      same(s.take(connections, 3), 'bc');
    });
    s.round('a b a b c c');
    same([s.take(second, 1), s.take(first, 1)], ['b', 'c']);
  },

  P3(s) {
    s.advise('a', 'b', 'c');
    s.sinks.a.act = once(() => s.unadvise('b'));
    s.round('a c');
    s.round('a c');
  },

  P9() {
    const source = new Fix.Source();
    const point = source.find_connection_point(Fix.Events);
    const seen = [];

    for (let i = 0; i < 3; i++) {
      point.advise({
        things(_color, _parts, box) {
          seen.push([box.width, box.height]);
          box.width = box.height = -1;
        },
      });
    }
    source.fire_things();
    same(seen, [[3, 4], [3, 4], [3, 4]]);
  },

  P10(s) {
    s.advise('a', 'b', 'c');
    s.sinks.b.act = once(() => {
      s.unadvise('b');
      s.advise('d');
    });
    s.round('a b c');
    s.round('a c d');
  },

  P16(s) {
    let point = 'before';

    s.advise('a');
    s.sinks.a.answer = 5;
    s.fire('last-number', 7);
    s.sinks.a.answer = true;
    s.fire('may-close');
    s.heard('a.last(7) a.may-close()');
    fails(Code.NO_CONNECTION, () => (point = s.source.find_connection_point(UNKNOWN)));
    same(point, 'before');
  },

  P17(s) {
    const ConfQuiet = GObject.registerClass({GTypeName: `ConfQuiet${s.byName}`}, class extends Cpg.Connectable {});

    Cpg.outgoing(ConfQuiet, ConfOther);
    Cpg.outgoing(ConfQuiet, ConfEvents, {default: true, signals: false});
    same(new ConfQuiet().get_default_interface(), ConfEvents);
  },

  P20(s) {
    s.advise('a');
    s.source.find_connection_point(ConfOther).advise(s.sinks.b);
    s.round('a');
    for (const [expected, event, ...args] of [
      ['a.price(ACME,12.5)', 'price-changed', 'ACME', 12.5],
      ['a.may-close()', 'may-close'],
      ['a.is-handled(it)', 'is-handled', 'it'],
      ['a.first(8)', 'first-number', 8],
      ['a.last(9)', 'last-number', 9],
      ['b.quiet()', 'quiet'],
    ]) {
      s.sinks.a.answer = event.endsWith('number') ? 5 : true;
      s.fire(event, ...args);
      s.heard(expected);
    }
  },

  // Properties, and what a source decides ----------------------------------------------------

  W19(s) {
    watch(s, 'a');
    for (const name of ['size', 'weight']) {
      s.source[name] = 5;
      s.heard(`a.request(${name}) a.changed(${name})`);
    }
  },

  C5(s) {
    const [advised] = watch(s, 'a');

    s.heard('');
    s.source.size = 5;
    s.heard('a.request(size) a.changed(size)');
    advised.unadvise();
    s.source.size = 6;
    s.heard('');
  },

  A26(s) {
    const sizes = [];

    s.sinks.a.act = () => void sizes.push(s.source.size);
    watch(s, 'a');
    s.source.size = 5;
    s.heard('a.request(size) a.changed(size)');
    same(sizes, [0, 5]);
    s.sinks.a.answer = false;
    s.source.size = 6;
    s.heard('a.request(size)');
    same(s.source.size, 5);
  },

  A27(s) {
    watch(s, 'a', 'b', 'c');
    s.sinks.b.answer = false;
    s.source.size = 5;
    s.heard('a.request(size) b.request(size)');
  },

  A28(s) {
    watch(s, 'a');
    same(Cpg.request_edit(s.source, null), true);
    s.heard('a.request()');
    Cpg.properties_changed(s.source);
    s.heard('a.changed()');
    s.sinks.a.answer = false;
    same(Cpg.request_edit(s.source, null), false);
  },

  A29(s) {
    watch(s, 'a');
    s.source.freeze_notify();
    s.source.freeze_notify();
    s.source.size = 5;
    s.source.size = 6;
    s.source.thaw_notify();
    s.heard('a.request(size) a.request(size)');
    s.source.thaw_notify();
    s.heard('a.changed(size)');
  },

  A30(s) {
    watch(s, 'a');
    s.source.size = 0;
    s.heard('');
    s.source.size = 5;
    s.heard('a.request(size) a.changed(size)');
    s.source.size = 5;
    s.heard('');
  },

  X10(s) {
    watch(s, 'a', 'b');
    s.sinks.a.act = () => {
      throw new Error('went wrong');
    };
    logs(['*went wrong*', '*went wrong*'], () => (s.source.size = 5));
    s.heard('a.request(size) b.request(size) a.changed(size) b.changed(size)');
    s.sinks.a.act = null;
    s.sinks.b.answer = false;
    s.source.size = 6;
    same(s.source.size, 5);
  },

  A32(s) {
    const choosy = new Choosy();
    const point = choosy.find_connection_point(ConfEvents);
    const [first, second] = [point.advise(s.sinks.a), point.advise(s.sinks.b)];

    first.unadvise();
    same(choosy.told, '+');
    second.unadvise();
    same(choosy.told, '+-');
  },

  A33(s) {
    const choosy = new Choosy();
    const point = choosy.find_connection_point(ConfEvents);

    choosy.trouble = new GLib.Error(Gio.IOErrorEnum, Gio.IOErrorEnum.BUSY, 'members only');
    throws(Gio.IOErrorEnum, Gio.IOErrorEnum.BUSY, () => point.advise(s.sinks.a), 'members only');
    same(point.n_connections, 0);
    choosy.trouble = null;
    point.advise(s.sinks.a);
  },
};

// The cases of cases.txt are these.
function table() {
  const file = Gio.File.new_for_uri(import.meta.url).get_parent().get_child('cases.txt');
  const entries = new GLib.KeyFile();
  const here = name => {
    try {
      return entries.get_string(name, 'runs').split(' ').includes('js');
    } catch {
      return false; // it is not applicable
    }
  };

  entries.load_from_file(file.get_path(), GLib.KeyFileFlags.NONE);
  const [names] = entries.get_groups();
  same(Object.keys(cases).filter(name => !names.includes(name) || !here(name)), []);
  same(names.filter(name => here(name) && !(name in cases)), []);
}

run({
  ...Object.fromEntries(Object.entries(cases).map(([name, body]) => [name, () => {
    body(new Stage(false));
    body(new Stage(true));
  }])),
  table,
});

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Cookies, enumerators, list models, limits, lifetimes, errors.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';

import {run, same, throws, collect} from './tap.js';

const {Error: Code} = Cpg;

// A point does not keep its source.
const sources = [];

function make() {
  const source = new Fix.Source();
  sources.push(source);
  return [source, source.find_connection_point(Fix.Events)];
}

const cookies = items => [...items].map(item => item.cookie);

run({
  'advise() gives what is good for a cookie'() {
    const [, point] = make();
    const sink = () => {};
    const advised = point.advise(sink);

    same([advised.cookie, Number(advised), advised.point, advised.sink], [1, 1, point, sink]);
    same(advised instanceof Cpg.Advised, true);
    same(point.unadvise(advised), true);
    same([advised.unadvise(), advised.unadvise()], [false, false]);
    same([point.advise(sink).unadvise(), point.n_connections], [true, 0]);
    same(point.unadvise(point.advise(sink).cookie), true);
    same(point.unadvise([...point.advise(sink).point.enum_connections()][0]), true);
  },

  'the same sink twice is two connections'() {
    const [source, point] = make();
    const sink = new Fix.Recorder();
    const [a, b] = [point.advise(sink), point.advise(sink)];

    source.fire_price('A', 1);
    same([a.cookie === b.cookie, sink.get_log().length], [false, 2]);
    a.unadvise();
    source.fire_price('A', 1);
    same(sink.get_log().length, 3);
    b.unadvise();
    source.fire_price('A', 1);
    same(sink.get_log().length, 3);
  },

  'a cookie is not given out again'() {
    const [, point] = make();
    const seen = new Set();

    for (let i = 0; i < 1000; i++) {
      const advised = point.advise(() => {});
      seen.add(advised.cookie);
      advised.unadvise();
    }
    same([seen.size, seen.has(0)], [1000, false]);
  },

  'what is no cookie of the point is an error'() {
    const [source, point] = make();
    const other = source.find_connection_point(Fix.Other);
    const stale = point.advise(() => {});
    const foreign = other.advise(() => {});

    stale.unadvise();
    point.advise(() => {});
    point.advise(() => {});
    const wrong = [
      stale, stale.cookie, foreign, [...other.enum_connections()][0], 0, -1, 1.5, 77, NaN, Infinity, 2 ** 31,
      2 ** 32 - 1, 2 ** 32 + 2, -(2 ** 32) + 2, '2', true, null, undefined, {}, [2], {valueOf: () => 2}, 2n,
      Symbol.iterator, point,
    ];
    for (const name of ['unadvise', 'block', 'unblock']) {
      for (const cookie of wrong)
        throws(Code, Code.NO_CONNECTION, () => point[name](cookie));
    }
    same([point.n_connections, other.n_connections], [2, 1]);
    throws(Code, Code.NO_CONNECTION, () => Cpg.unadvise(source, Fix.Events, 77));
    throws(Code, Code.NOT_CONNECTABLE, () => Cpg.unadvise(new Gio.ListStore(), Fix.Events, 1));
    same(point.is_blocked(77), false);
  },

  'advise and unadvise in one step'() {
    const [source, point] = make();
    const advised = Cpg.advise(source, () => {}, Fix.Events, {once: true});

    same(point.n_connections, 1);
    same(Cpg.unadvise(source, Fix.Events, advised), true);
    same([point.n_connections, advised.unadvise()], [0, false]);
    const contract = point.get_connection_interface();
    same(Cpg.unadvise(source, contract, Cpg.advise(source, new Fix.Recorder(), contract).cookie), true);
    for (const what of [null, undefined, 5, {}, new Gio.ListStore()])
      throws(Code, Code.NOT_CONNECTABLE, () => Cpg.advise(what, () => {}, Fix.Events));
    throws(Code, Code.NO_CONNECTION, () => Cpg.advise(source, () => {}, Fix.Notes));
  },

  'the default interface'() {
    const [source, point] = make();
    const plain = new Fix.Plain();
    const events = source.find_connection_point(Fix.Events);

    same([source.find_connection_point(), source.find_connection_point(null), source.find_default()],
      [events, events, events]);
    const advised = Cpg.advise(source, () => {});
    same([point.n_connections, Cpg.unadvise(source, null, advised), point.n_connections], [1, true, 0]);
    Cpg.advise(source, () => {}, null, {once: true});
    same([...point.enum_connections()][0].flags, Cpg.AdviseFlags.ONCE);

    throws(Code, Code.NO_CONNECTION, () => plain.find_connection_point(), 'FixPlain', 'FixEvents');
    throws(Code, Code.NO_CONNECTION, () => Cpg.advise(plain, () => {}), 'FixPlain', 'FixEvents');
    throws(Code, Code.NO_CONNECTION, () => new Cpg.Connectable().find_default(), 'CpgConnectable', 'none');
    // What is misspelled is not the default.
    throws(Code, Code.INVALID_ARGUMENT, () => source.find_connection_point(Fix.Evnets));
    throws(Code, Code.INVALID_ARGUMENT, () => Cpg.advise(source, () => {}, Fix.Evnets));
    throws(Code, Code.INVALID_ARGUMENT, () => Cpg.unadvise(source, Fix.Evnets, 1));
  },

  'by name'() {
    const [source, point] = make();

    same(source.find_by_name('FixEvents'), point);
    throws(Code, Code.NO_CONNECTION, () => source.find_by_name('GListModel'), 'FixSource', 'GListModel');
    for (const name of ['Nonsense', '', 'gint', 'FixSource'])
      throws(Code, Code.INVALID_CONTRACT, () => source.find_by_name(name));
  },

  'a container written in JavaScript'() {
    const Front = GObject.registerClass({
      Implements: [Cpg.ConnectionPointContainer],
    }, class JsFront extends GObject.Object {
      vfunc_find_connection_point(iid) {
        this.inner ??= new Fix.Source();
        return this.inner.find_connection_point(iid);
      }

      vfunc_enum_connection_points() {
        return this.inner.enum_connection_points();
      }

      vfunc_list_connection_points() {
        return this.inner.list_connection_points();
      }

      vfunc_get_default_interface() {
        return this.contract ?? null;
      }
    });
    const front = new Front();
    const point = front.find_connection_point(Fix.Other);

    same([front.find_by_name('FixOther'), front.find_by_type(Fix.Other)], [point, point]);
    throws(Code, Code.NO_CONNECTION, () => front.find_connection_point(), 'JsFront', 'FixEvents, FixOther');
    front.contract = point.get_connection_interface();
    same([front.find_connection_point(), front.find_default()], [point, point]);
    same([[...front.enum_connection_points()].length, [...front.list_connection_points()].length], [2, 2]);
    const recorder = new Fix.Recorder();
    const advised = Cpg.advise(front, recorder);
    front.inner.fire_other_price('A', 1);
    same(recorder.get_log(), ['other-price-changed A 1']);
    same([Cpg.unadvise(front, null, advised), point.n_connections], [true, 0]);
    front.contract = Cpg.OutgoingInterface.for_type(Fix.Notes);
    throws(Code, Code.NO_CONNECTION, () => Cpg.advise(front, recorder), 'FixNotes');
  },

  'options are checked'() {
    const [, point] = make();

    throws(Code, Code.INVALID_ARGUMENT, () => point.advise(() => {}, {onec: true}), 'onec', 'once');
    throws(Code, Code.INVALID_ARGUMENT, () => point.advise(() => {}, 'weak'));
    throws(Code, Code.NOT_SUPPORTED, () => point.advise(() => {}, {weak: true}));
    throws(Code, Code.NOT_SUPPORTED, () => point.advise({nothing() {}}, {weak: true}));
    throws(null, null, () => point.advise(() => {}, null));
    throws(null, null, () => point.advise(() => {}, {context: 'main'}));
    same(point.n_connections, 0);
  },

  'blocks are counted'() {
    const [source, point] = make();
    let heard = 0;
    const advised = point.advise(() => void heard++);
    const ask = () => {
      source.fire_nothing();
      return heard;
    };

    point.block(advised);
    point.block(advised.cookie);
    same([ask(), point.is_blocked(advised), point.n_connections], [0, true, 1]);
    same([...point.enum_connections()][0].blocked, true);
    point.unblock(advised);
    same(ask(), 0);
    point.unblock(advised);
    same([ask(), point.is_blocked(advised)], [1, false]);
    throws(Code, Code.INVALID_ARGUMENT, () => point.unblock(advised));
  },

  'an enumerator takes, skips, resets, clones'() {
    const [, point] = make();
    const made = Array.from({length: 5}, () => point.advise(() => {}).cookie);
    const e = point.enum_connections();

    same(cookies(e.next(2)), made.slice(0, 2));
    const clone = e.clone();
    same(e.skip(2), true);
    same(cookies(e.next(100)), made.slice(4));
    same([cookies(e.next(1)), e.skip(1), e.skip(0), cookies(e.next(0))], [[], false, true, []]);
    same(cookies(clone.next(0xffffffff)), made.slice(2));
    e.reset();
    same([e.skip(6), cookies(e.next(1))], [false, []]);
    e.reset();
    same(cookies(e), made);
  },

  'iterating takes what is left'() {
    const [, point] = make();
    const made = Array.from({length: 5}, () => point.advise(() => {}).cookie);
    const e = point.enum_connections();

    for (const connection of e) {
      if (connection.cookie === made[1])
        break;
    }
    same(cookies(e.clone()), made.slice(2));
    same(cookies(e), made.slice(2));
    same(cookies(e), []);
    e.reset();
    same(cookies(e), made);
    same(cookies(point.enum_connections()), made);
  },

  'an enumerator is a snapshot that outlives everything'() {
    let [source, point] = make();
    const sink = new Fix.Recorder();
    const advised = point.advise(sink);
    const e = point.enum_connections();
    const points = source.enum_connection_points();

    advised.unadvise();
    point.advise(() => {});
    source.run_dispose();
    source = point = null;
    collect();
    const [connection] = e;
    same([connection.sink, connection.cookie, connection.flags], [sink, advised.cookie, 0]);
    same(connection.point.get_container(), null);
    same(connection.unadvise(), false);
    same([...points].length, 2);
    same([...e, ...points], []);
  },

  'the points of a source in order'() {
    const [source, point] = make();
    const e = source.enum_connection_points();

    same(e.next(1), [point]);
    same([...e].map(p => p.get_connection_interface().get_name()), ['FixOther']);
    e.reset();
    same([...e.clone()].length, 2);
    same([...new Cpg.Connectable().enum_connection_points()], []);
  },

  'a list model of connections follows every change'() {
    const [source, point] = make();
    const list = point.list_connections();
    const changes = [];

    same([list.get_n_items(), [...list], list.get_item_type().name], [0, [], 'CpgConnection']);
    list.connect('items-changed', (_, ...change) => changes.push(change));
    const made = [1, 2, 3].map(() => point.advise(() => {}));
    made[1].unadvise();
    same(changes, [[0, 0, 1], [1, 0, 1], [2, 0, 1], [1, 1, 0]]);
    same(cookies(list), [made[0].cookie, made[2].cookie]);
    same([list.get_item(2), list.get_item(0xffffffff)], [null, null]);
    same(point.list_connections().get_n_items(), 2);
    source.run_dispose();
    same(list.get_n_items(), 0);
  },

  'a list model may be changed from its own signal'() {
    const [source, point] = make();
    const list = point.list_connections();
    let n = 0;

    list.connect('items-changed', () => {
      if (n++ < 5)
        point.advise(() => {});
    });
    point.advise(() => {});
    same([point.n_connections, list.get_n_items()], [6, 6]);
    // Not left to the collector, in which GJS calls no handlers but complains.
    source.run_dispose();
  },

  'a list model of points'() {
    const source = new (GObject.registerClass(class JsListed extends Fix.Source {}))();
    const list = source.list_connection_points();

    same([...list].map(p => p.get_connection_interface().get_name()), ['FixEvents', 'FixOther']);
    const changes = [];
    list.connect('items-changed', (_, ...change) => changes.push(change));
    Cpg.outgoing(source.constructor, Fix.Notes);
    same([changes, list.get_n_items()], [[[2, 0, 1]], 3]);
    source.run_dispose();
    same(list.get_n_items(), 0);
  },

  'n-connections notifies'() {
    const [source, point] = make();
    const seen = [];

    point.connect('notify::n-connections', () => seen.push(point.n_connections));
    const advised = point.advise(() => {});
    point.advise(() => {}, {once: true});
    advised.unadvise();
    source.fire_nothing();
    same(seen, [1, 2, 1, 0]);
  },

  'a limit is kept'() {
    const [, point] = make();

    same(point.max_connections, 0xffffffff);
    point.max_connections = 1;
    const advised = point.advise(() => {});
    throws(Code, Code.ADVISE_LIMIT, () => point.advise(() => {}));
    // Tested before the sink is asked anything.
    throws(Code, Code.ADVISE_LIMIT, () => point.advise_full(new Gio.ListStore(), 0, null));
    advised.unadvise();
    point.advise(() => {});
    point.max_connections = 0;
    same(point.n_connections, 1);
    throws(Code, Code.ADVISE_LIMIT, () => point.advise(() => {}));
  },

  'the point keeps a sink that nobody else does'() {
    const [source, point] = make();
    const log = [];
    const Listener = GObject.registerClass({Implements: [Fix.Events]}, class JsKept extends GObject.Object {
      vfunc_nothing() {
        log.push(this.name);
      }
    });

    (() => {
      const listener = new Listener();
      listener.name = 'vfunc';
      point.advise(listener);
      point.advise({name: 'object', nothing() {
        log.push(this.name);
      }});
      const sink = Cpg.Sink.new(Fix.Events);
      sink.connect('nothing', () => log.push('sink'));
      point.advise(sink);
      point.advise(() => void log.push('function'));
    })();
    collect();
    source.fire_nothing();
    collect();
    source.fire_nothing();
    same(log, ['vfunc', 'object', 'sink', 'function', 'vfunc', 'object', 'sink', 'function']);
  },

  'a sink is let go of with its connection'() {
    const [, point] = make();
    const [, watch] = make();

    for (let i = 0; i < 3; i++) {
      // A circle, as programs have it; the recorder tells when it is gone.
      const object = {recorder: new Fix.Recorder(), nothing() {}};
      watch.advise(object.recorder, {weak: true});
      object.advised = point.advise(object);
    }
    collect();
    same(watch.n_connections, 3);
    for (const connection of point.enum_connections())
      connection.unadvise();
    collect();
    same(watch.n_connections, 0);
  },

  'a weak connection ends with its sink'() {
    const [source, point] = make();
    let sink = new Fix.Recorder();
    const {cookie} = point.advise(sink, {weak: true});

    same([...point.enum_connections()][0].flags, Cpg.AdviseFlags.WEAK);
    collect();
    source.fire_nothing();
    same([sink.get_log(), point.n_connections], [['nothing'], 1]);
    sink = null;
    collect();
    same(point.n_connections, 0);
    source.fire_nothing();
    throws(Code, Code.NO_CONNECTION, () => point.unadvise(cookie));
  },

  'a source is not kept by its points and sinks'() {
    let source = new Fix.Source();
    const point = source.find_connection_point(Fix.Events);
    const advised = point.advise(() => {});
    const list = point.list_connections();

    same(point.get_container(), source);
    source = null;
    collect();
    same([point.get_container(), point.n_connections, list.get_n_items()], [null, 0, 0]);
    same(point.get_connection_interface().get_name(), 'FixEvents');
    throws(Code, Code.DISCONNECTED, () => point.advise(() => {}));
    throws(Code, Code.DISCONNECTED, () => point.advise(new Fix.Recorder()));
    throws(Code, Code.NO_CONNECTION, () => point.unadvise(advised));
    same(advised.unadvise(), false);
    same([...point.enum_connections()], []);
  },

  'a point of a source is one and the same, and stays with it'() {
    const source = new Fix.Source();

    source.find_connection_point(Fix.Events).mark = 1;
    source.find_connection_point(Fix.Events).advise(() => {});
    collect();
    same(source.find_connection_point(Fix.Events).n_connections, 1);
    same(source.find_connection_point(Fix.Events), source.find_connection_point(Fix.Events));
  },

  'contexts: a sink that is called in the main loop'() {
    const [source, point] = make();
    const heard = [];

    try {
      point.advise((...args) => void heard.push(args), {context: true});
    } catch (error) {
      if (!error.matches(Code, Code.NOT_SUPPORTED))
        throw error;
      print('# this version has no contexts');
      return;
    }
    source.fire_price('A', 1);
    same(heard, []);
    while (GLib.MainContext.default().iteration(false));
    same(heard, [['price-changed', 'A', 1]]);
  },
});

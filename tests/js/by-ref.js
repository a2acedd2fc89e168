// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// In-out arguments: boxes that listeners may set.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';

import {run, same, throws, collect} from './tap.js';

const {Combine, Error: Code} = Cpg;

const GateEvents = Cpg.defineInterface('JsGateEvents', {
  methods: {
    before_close: [['cancel', {byRef: Boolean}]],
    price: [['symbol', String], ['amount', {byRef: GObject.TYPE_INT}]],
    fill: [['anything', Cpg.ByRef]],
  },
});
const Gate = Cpg.outgoing(GObject.registerClass(class JsGate extends Cpg.Connectable {}),
  GateEvents, {default: true});

// A sink as GJS writes it.
const Guard = GObject.registerClass({
  Implements: [Fix.Gate],
}, class JsGuard extends GObject.Object {
  vfunc_before_close(cancel) {
    cancel.value = true;
  }
});

// A source of each kind, fired at in each way.
function eachWay(body) {
  for (const [source, iface] of [[new Gate(), GateEvents], [new Fix.Door(), Fix.Gate]]) {
    const point = source.find_connection_point(iface);
    for (const fire of [(...args) => point.fire(...args), (...args) => source.emit(...args)])
      body(source, point, fire);
  }
}

function closer(cancels, found = []) {
  return {
    beforeClose(cancel) {
      found.push(cancel.value);
      cancel.value = cancels;
    },
  };
}

run({
  'a box has the type of its value, or the one it is told'() {
    for (const [value, type, name] of [
      [true, null, 'gboolean'], [5, null, 'gdouble'], ['ä', null, 'gchararray'], [null, null, 'GValue'],
      [5, GObject.TYPE_INT, 'gint'], [1, Fix.Color, 'FixColor'], [null, String, 'gchararray'],
      [5, GObject.Value, 'GValue'], [GObject.TYPE_INT, GObject.TYPE_GTYPE, 'GType'], [-7, Number, 'gdouble'],
    ]) {
      const box = type === null ? new Cpg.ByRef(value) : new Cpg.ByRef(value, {type});
      same([box.value, box.get_value_type().name, box.is_set(), box.get_combine()],
        [value, name, false, Combine.LAST]);
    }
    same(new Cpg.ByRef().value, null);
    same(new Cpg.ByRef(['a', 'b'], {type: GObject.type_from_name('GStrv')}).value, ['a', 'b']);
    same(new Cpg.ByRef(Fix.Box.new(3, 4)).value.width, 3);
    same(new Cpg.ByRef(new GLib.Variant('s', 'x')).value.unpack(), 'x');
    const door = new Fix.Door();
    same(new Cpg.ByRef(door).get_value_type().name, 'FixDoor');
    same(new Cpg.ByRef(door, {type: GObject.Object}).value, door);
  },

  'a box can be set'() {
    const box = new Cpg.ByRef(3, {type: GObject.TYPE_INT});
    box.value = -4;
    same([box.value, box.is_set()], [-4, true]);
    const text = new Cpg.ByRef('a');
    text.value = null;
    same(text.value, null);
    const any = new Cpg.ByRef();
    for (const value of [1, 'text', null, true, 0.5]) {
      any.value = value;
      same(any.value, value);
    }
  },

  'a value of another type is an error, and the value stays'() {
    const {TYPE_INT} = GObject;
    for (const [box, wrongs] of [
      [new Cpg.ByRef(true), ['x', null, undefined, 0.5, {}, [], () => {}]],
      [new Cpg.ByRef(3, {type: TYPE_INT}), ['x', null, undefined, 0.5, 2 ** 31, true, {}, () => {}]],
      [new Cpg.ByRef('a'), [1, true, {}, []]],
      [new Cpg.ByRef(null, {type: Fix.Door}), [1, 'x', {}, new GObject.Object()]],
    ]) {
      const before = box.value;
      for (const wrong of wrongs)
        throws(Code, Code.INVALID_ARGUMENT, () => void (box.value = wrong));
      same([box.value, box.is_set()], [before, false]);
    }
  },

  'what can not be a box is refused'() {
    throws(Code, Code.INVALID_ARGUMENT, () => new Cpg.ByRef('x', {combine: Combine.ANY_TRUE}), 'gchararray');
    throws(Code, Code.INVALID_ARGUMENT, () => new Cpg.ByRef('x', {type: GObject.TYPE_INT}));
    throws(Code, Code.INVALID_ARGUMENT, () => new Cpg.ByRef(5.5, {type: GObject.TYPE_INT}));
    throws(Code, Code.INVALID_ARGUMENT, () => new Cpg.ByRef(null, {type: Cpg.ByRef}), 'CpgByRef');
    throws(Code, Code.INVALID_ARGUMENT, () => new Cpg.ByRef(1, {typ: Number}), 'typ');
    throws(null, null, () => Cpg.defineInterface('JsBadBox', {methods: {x: [['a', {byref: Boolean}]]}}));
    throws(null, null, () => Cpg.defineInterface('JsBadBox', {methods: {x: [['a', {byRef: undefined}]]}}));
    throws(Code, Code.INVALID_CONTRACT,
      () => Cpg.defineInterface('JsBadBox', {methods: {x: [['a', {byRef: GObject.TYPE_NONE}]]}}), 'JsBadBox');
    throws(Code, Code.INVALID_CONTRACT,
      () => Cpg.defineInterface('JsBadBox', {methods: {x: {returns: Cpg.ByRef}}}), 'CpgByRef');
  },

  'a contract tells what is inside'() {
    const kinds = [...GateEvents].map(m =>
      Array.from({length: m.get_n_params()}, (_, i) => m.get_param_value_type(i).name));
    same(kinds, [['gboolean'], ['gchararray', 'gint'], ['GValue']]);
    const price = GateEvents.lookup_method('price');
    same([price.get_param_direction(0), price.get_param_direction(1)], [Cpg.Direction.IN, Cpg.Direction.INOUT]);
  },

  'several writers become one by the rule of the box'() {
    eachWay((source, point, fire) => {
      const yes = [], no = [];
      const cookies = [point.advise(closer(true, yes)), point.advise(closer(false, no))];
      for (const [combine, result] of [[Combine.ANY_TRUE, true], [Combine.LAST, false], [Combine.FIRST, true]]) {
        const cancel = new Cpg.ByRef(false, {combine});
        fire('before-close', cancel);
        same(cancel.value, result);
      }
      same([yes, no], [[false, false, false], [true, true, true]]);
      cookies.forEach(cookie => cookie.unadvise());
    });
  },

  'a source in C hears a cancel of each kind of listener'() {
    const door = new Fix.Door();
    const point = door.find_connection_point(Fix.Gate);

    same(door.close(), true);
    for (const sink of [new Guard(), closer(true), (_, cancel) => void (cancel.value = true)]) {
      const advised = point.advise(sink);
      same(door.close(), false);
      const other = point.advise(Fix.Guard.new(false, 0));
      same(door.close(), false);
      other.unadvise();
      advised.unadvise();
    }
    const id = door.connect('before-close', (_, cancel) => void (cancel.value = true));
    same(door.close(), false);
    door.disconnect(id);
    same(door.close(), true);
  },

  'each listener sees what the one before it left'() {
    const door = new Fix.Door();
    const point = door.find_connection_point(Fix.Gate);
    const seen = [];
    const add = n => (_, amount) => {
      seen.push(amount.value);
      amount.value += n;
    };

    door.connect('price', (_, symbol, amount) => add(1)(symbol, amount));
    point.advise({price: add(20)});
    point.advise(Fix.Guard.new(false, 300));
    point.advise({price: add(4000)});
    same(door.ask_price('A', 50000, Combine.LAST), 54321);
    same(seen, [50000, 50001, 50321]);
    same(door.ask_price('A', 50000, Combine.FIRST), 50001);
  },

  'a parameter of any type takes anything'() {
    eachWay((source, point, fire) => {
      const advised = point.advise({fill: box => void (box.value = `after ${box.value}`)});
      for (const value of [null, 5, 'text']) {
        const box = new Cpg.ByRef(value, {type: GObject.Value});
        fire('fill', box);
        same(box.value, `after ${value}`);
      }
      advised.unadvise();
    });
  },

  'an in-out parameter wants a box, of its type'() {
    eachWay((source, point) => {
      point.advise(closer(true));
      for (const [wrong, ...words] of [
        [false, 'CpgByRef', 'gboolean'], ['x', 'CpgByRef', 'gchararray'], [null, 'CpgByRef'],
        [new Cpg.ByRef('x'), 'gboolean', 'gchararray'], [new Cpg.ByRef(), 'gboolean', 'GValue'],
      ]) {
        throws(Code, Code.INVALID_ARGUMENT, () => point.fire('before-close', wrong),
          'before-close', 'cancel', ...words);
      }
      throws(null, null, () => source.emit('before-close', false));
    });
  },

  'the box of a queued call is its own'() {
    const context = GLib.MainContext.new();
    eachWay((source, point, fire) => {
      const late = [], later = [];
      const cookies = [
        point.advise(closer(true, late), {context}), point.advise(closer(true, later), {context}),
        point.advise(closer(false)),
      ];
      const cancel = new Cpg.ByRef(false);
      fire('before-close', cancel);
      same(late, []);
      while (context.iteration(false))
        ;
      same([late, later, cancel.value], [[false], [false], false]);
      cookies.forEach(cookie => cookie.unadvise());
    });
  },

  'an invocation tells what is inside'() {
    const door = new Fix.Door();
    const sink = Cpg.Sink.new(Fix.Gate);
    const texts = [];

    sink.connect('invoked', (_, invocation) => {
      invocation.args[0].value = true;
      texts.push(String(invocation), String(invocation.args[0]));
    });
    door.find_connection_point(Fix.Gate).advise(sink);
    same(door.close(), false);
    same(texts, ['before-close (cancel=&TRUE)', '&true']);
  },

  'a box may be kept'() {
    const door = new Fix.Door();
    const kept = [];
    door.find_connection_point(Fix.Gate).advise({beforeClose: cancel => void kept.push(cancel)});
    door.connect('before-close', (_, cancel) => void kept.push(cancel));
    door.close();
    door.close();
    collect();
    for (const box of kept)
      box.value = true;
    same(kept.map(box => box.value), [true, true, true, true]);
  },
});

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Everything that may listen, and what it answers.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import Gio from 'gi://Gio';
import GObject from 'gi://GObject';

import {run, same, throws, logs} from './tap.js';

const {Error: Code} = Cpg;

const Recorder = GObject.registerClass({
  Implements: [Fix.Events],
}, class JsRecorder extends GObject.Object {
  _init(answer) {
    super._init();
    this.answer = answer;
    this.log = [];
  }

  vfunc_price_changed(symbol, price) {
    this.log.push([symbol, price]);
  }

  vfunc_may_close() {
    this.log.push('may-close');
    return this.answer;
  }

  vfunc_is_handled(what) {
    this.log.push(what);
    return this.answer;
  }

  vfunc_first_number(n) {
    return this.answer + n;
  }

  vfunc_last_number(n) {
    return this.answer + n;
  }

  vfunc_last_text(n) {
    return this.answer === null ? null : `${this.answer}${n}`;
  }

  vfunc_last_object() {
    return this.answer;
  }
});

const Notes = GObject.registerClass({
  GTypeName: 'JsSinkNotes',
  Signals: {
    'noted': {param_types: [GObject.TYPE_STRING]},
    'asked': {param_types: [GObject.TYPE_INT], return_type: GObject.TYPE_BOOLEAN, flags: GObject.SignalFlags.RUN_LAST},
  },
}, class Notes extends GObject.Interface {});

const NoteSource = Cpg.outgoing(GObject.registerClass(class JsNoteSource extends Cpg.Connectable {}), Notes);

// A point does not keep its source.
const sources = [];

function make() {
  const source = new Fix.Source();
  sources.push(source);
  return [source, source.find_connection_point(Fix.Events)];
}

run({
  'an object that implements the C interface is called directly'() {
    const [source, point] = make();
    const sink = new Recorder();
    const advised = point.advise(sink);

    source.fire_price('ACME', 12.5);
    source.emit('price-changed', 'B', 2);
    point.fire('price-changed', 'C', 3);
    source.fire_nothing(); // which it does not implement
    same(sink.log, [['ACME', 12.5], ['B', 2], ['C', 3]]);
    same(advised.sink, sink);
    same([...point.enum_connections()][0].sink, sink);
  },

  'a plain object hears by its methods, however they are spelled'() {
    const [source, point] = make();
    const heard = [];
    const hear = (...args) => heard.push(args);

    for (const name of [
      'price_changed', 'price-changed', 'priceChanged', 'PriceChanged',
      'on_price_changed', 'on-price-changed', 'onPriceChanged', 'OnPriceChanged'])
      point.advise({[name]: (...args) => hear(name, ...args)});
    source.fire_price('A', 1);
    same(heard.length, 8);
    same(heard[6], ['onPriceChanged', 'A', 1]);
  },

  'the methods of an instance are called as methods, and late'() {
    const [source, point] = make();
    class Base {
      log = [];

      priceChanged(symbol) {
        this.log.push(symbol);
      }

      onOtherThings() {} // for somebody else
    }
    class Derived extends Base {
      priceChanged(symbol) {
        super.priceChanged(`derived ${symbol}`);
      }

      get nothing() {
        throw new Error('a getter is not to be asked');
      }
    }
    const sink = new Derived();

    point.advise(sink);
    source.fire_price('A', 1);
    sink.priceChanged = symbol => sink.log.push(`own ${symbol}`);
    source.fire_price('B', 1);
    same(sink.log, ['derived A', 'own B']);
  },

  'an object that is misspelled can not connect'() {
    const [, point] = make();

    throws(Code, Code.CANNOT_CONNECT, () => point.advise({}), 'FixEvents', 'price-changed');
    throws(Code, Code.CANNOT_CONNECT, () => point.advise(Object.create(null)));
    throws(Code, Code.CANNOT_CONNECT, () => point.advise({priceChnged() {}}));
    throws(Code, Code.CANNOT_CONNECT, () => point.advise({priceChanged: 5}));
    throws(Code, Code.CANNOT_CONNECT, () => point.advise({priceChanged() {}, onPriceChnged() {}}), 'onPriceChnged');
    throws(Code, Code.CANNOT_CONNECT, () => point.advise({priceChanged() {}, on_many_things() {}}), 'on_many_things');
    throws(Code, Code.CANNOT_CONNECT, () => point.advise({priceChanged() {}, on_price_changed() {}}), 'both');
    throws(Code, Code.CANNOT_CONNECT, () => point.advise([]));
    throws(Code, Code.CANNOT_CONNECT, () => point.advise(new Map([['price_changed', () => {}]])));
    same(point.n_connections, 0);
  },

  'what is no object can not connect'() {
    const [, point] = make();

    for (const what of [null, undefined, 5, 'sink', true, Symbol.iterator, 1n])
      throws(Code, Code.INVALID_ARGUMENT, () => point.advise(what));
    throws(Code, Code.INVALID_ARGUMENT, () => point.advise(class Listener {
      priceChanged() {}
    }), 'Listener');
    throws(Code, Code.INVALID_ARGUMENT, () => point.advise(Recorder));
    throws(Code, Code.INVALID_ARGUMENT, () => point.advise(Fix.Recorder));
    same(point.n_connections, 0);
  },

  'a GObject without the interface connects by its own methods only'() {
    const [source, point] = make();
    const Widget = GObject.registerClass(class JsWidget extends GObject.Object {
      onPriceChanged(symbol) {
        this.symbol = symbol;
      }

      onClicked() {}
    });
    const widget = new Widget();

    point.advise(widget);
    source.fire_price('A', 1);
    same(widget.symbol, 'A');
    throws(Code, Code.CANNOT_CONNECT, () => point.advise(new Gio.ListStore()), 'GListStore', 'FixEvents');
    throws(Code, Code.CANNOT_CONNECT, () => point.advise(source));
    throws(Code, Code.CANNOT_CONNECT, () => point.advise(Cpg.Sink.new(Fix.Other)));

    // Methods of the class in C are none of events.
    const contract = Cpg.defineInterface('JsAppends', {methods: {append: []}});
    const Appender = Cpg.outgoing(GObject.registerClass(class JsAppender extends Cpg.Connectable {}), contract);
    throws(Code, Code.CANNOT_CONNECT, () => new Appender().find_connection_point(contract).advise(new Gio.ListStore()));
  },

  'the functions of built-in objects hear nothing'() {
    const contract = Cpg.defineInterface('JsBuiltIn', {methods: {push: [['what', String]], to_string: []}});
    const Source = Cpg.outgoing(GObject.registerClass(class JsBuiltInSource extends Cpg.Connectable {}), contract);
    const source = new Source();
    const point = source.find_connection_point(contract);
    const list = [];

    for (const what of [[], {}, new Date(0)])
      throws(Code, Code.CANNOT_CONNECT, () => point.advise(what));
    point.advise({push: list.push.bind(list)});
    point.advise(Object.create({push: what => list.push(`inherited ${what}`)}));
    point.advise(new class extends Array {
      push(what) {
        list.push(`sub ${what}`);
      }
    }());
    source.emit('push', 'x');
    same(list, ['x', 'inherited x', 'sub x']);
  },

  'a function hears everything'() {
    const [source, point] = make();
    const heard = [];

    point.advise((name, ...args) => heard.push([name, ...args]));
    point.advise(function (...args) {
      heard.push(args.length);
    });
    source.fire_nothing();
    source.fire_price('A', 1);
    source.fire_many();
    same(heard, [
      ['nothing'], 1, ['price-changed', 'A', 1], 3,
      ['many', 1, 2, 3, 4, 5, 6, 7, 8, 'nine'], 10,
    ]);
  },

  'a Cpg.Sink has signals, and hears each call as a value'() {
    const [source, point] = make();
    const sink = Cpg.Sink.new(Fix.Events);
    const heard = [];

    same(sink.get_interface(), point.get_connection_interface());
    sink.connect('invoked', (_, invocation) => heard.push([invocation.name, invocation.args]));
    sink.connect('price-changed', (_, ...args) => heard.push(args));
    sink.connect('invoked::price-changed', (_, {args}) => heard.push(args.length));
    point.advise(sink);
    source.fire_price('A', 1);
    source.fire_nothing();
    same(heard, [['price-changed', ['A', 1]], 2, ['A', 1], ['nothing', []]]);
  },

  'an invocation may be kept'() {
    const [source, point] = make();
    const sink = Cpg.Sink.new('FixEvents');
    let kept = null;

    sink.connect('invoked', (_, invocation) => (kept = invocation));
    point.advise(sink);
    source.fire_texts();
    same(kept.args[0], 'Grüße, 世界');
    same(kept.args[1], ['ä', '', 'c']);
    same(kept.get_argument(3), null);
    same(kept.get_argument(0xffffffff), null);
    same(kept.get_answer(), null);
    throws(Code, Code.INVALID_ARGUMENT, () => kept.set_answer(1));
  },

  'answers of an object that implements the interface'() {
    const [source, point] = make();
    const [a, b] = [new Recorder(true), new Recorder(false)];

    point.advise(a);
    point.advise(b);
    same([source.ask_may_close(), source.emit('may-close'), point.fire('may-close')], [false, false, false]);
    same([source.ask_is_handled('x'), source.emit('is-handled', 'x'), point.fire('is-handled', 'x')],
      [true, true, true]);
    same(b.log.filter(line => line === 'x'), []); // a decided
    [a.answer, b.answer] = [10, 20];
    same([source.emit('first-number', 1), point.fire('first-number', 2)], [11, 12]);
    same([source.emit('last-number', 1), point.fire('last-number', 2)], [21, 22]);
    same([source.emit('last-text', 1), point.fire('last-text', 2)], ['201', '202']);
    source.fire_last_text(1);
    b.answer = null;
    same([source.emit('last-text', 1), point.fire('last-text', 2)], [null, null]);
    [a.answer, b.answer] = [null, source];
    same([source.emit('last-object'), point.fire('last-object')], [source, source]);
    b.answer = null;
    same([source.emit('last-object'), point.fire('last-object')], [null, null]);
  },

  'what a method returns is the answer, undefined is none'() {
    const [source, point] = make();
    let answer = 1;

    point.advise({last_number: () => 5, may_close: () => true, is_handled: () => false, last_text: () => 'five'});
    point.advise({last_number: () => answer, may_close() {}, is_handled() {}, last_text: () => answer});
    point.advise(() => {});
    same(source.emit('last-number', 0), 1);
    same([source.ask_may_close(), source.ask_is_handled('x')], [true, false]);
    answer = undefined;
    same([source.emit('last-number', 0), point.fire('last-number', 0)], [5, 5]);
    same([source.emit('last-text', 0), point.fire('last-text', 0)], ['five', 'five']);
    point.advise({last_text: () => null});
    same([source.emit('last-text', 0), point.fire('last-text', 0)], [null, null]);
    point.advise(name => name === 'last-number' ? 7 : undefined);
    same(source.emit('last-number', 0), 7);
    same(source.emit('last-text', 0), null);
  },

  'where nobody answers it is nothing, but true if all are asked'() {
    const [source, point] = make();
    const ask = () => [
      point.fire('may-close'), source.emit('may-close'), source.ask_may_close(),
      point.fire('is-handled', ''), source.emit('is-handled', ''), source.ask_is_handled(''),
      point.fire('last-number', 1), source.emit('last-number', 1),
      point.fire('last-text', 1), source.emit('last-text', 1), point.fire('last-object'),
      point.fire('nothing'),
    ];
    const none = [true, true, true, false, false, false, 0, 0, null, null, null, null];

    same(ask(), none);
    point.advise(() => {});
    point.advise({nothing() {}});
    same(ask(), none);
  },

  'what a method without an answer returns is dropped'() {
    const [source, point] = make();

    point.advise({nothing: () => 5, price_changed: () => Symbol('x')});
    point.advise(() => []);
    source.fire_price('A', 1);
    same(point.fire('nothing'), null);
    same(source.emit('nothing'), undefined);
  },

  'an answer of a wrong type is logged, and no answer'() {
    const [, point] = make();
    const answers = ['text', null, 2 ** 40, 1.5, NaN];

    point.advise({last_number: () => 3});
    point.advise({last_number: () => answers.shift()});
    logs(answers.map(() => '*last-number answers with*'), () => {
      while (answers.length > 0)
        same(point.fire('last-number', 0), 3);
    });
  },

  'signal handlers and sinks answer by one rule'() {
    const [source, point] = make();
    const log = [];

    source.connect('may-close', () => log.push('handler') > 0);
    point.advise({may_close: () => log.push('sink') < 0});
    source.connect_after('may-close', () => log.push('after') > 0);
    same([source.ask_may_close(), log.splice(0)], [false, ['handler', 'sink']]);
    same([source.emit('may-close'), log.splice(0)], [false, ['handler', 'sink']]);
    same([point.fire('may-close'), log.splice(0)], [false, ['handler', 'sink']]);
  },

  'sinks of a contract of signals are called by the signal'() {
    const source = new NoteSource();
    const point = source.find_connection_point(Notes);
    const log = [];
    const Taker = GObject.registerClass({Implements: [Notes]}, class JsTaker extends GObject.Object {
      on_noted(text) {
        log.push(`class ${text}`);
      }

      on_asked(n) {
        return n === 3;
      }
    });
    const taker = new Taker();

    taker.connect('noted', (_, text) => log.push(`handler ${text}`));
    point.advise(taker);
    point.advise({noted: text => log.push(`object ${text}`), asked: n => n === 4});
    point.advise((...args) => void log.push(args.join(' ')));
    source.emit('noted', 'x');
    same(log.splice(0), ['class x', 'handler x', 'object x', 'noted x']);
    same([source.emit('asked', 3), source.emit('asked', 4), source.emit('asked', 5)], [true, true, false]);
    same([point.fire('asked', 3), point.fire('asked', 4), point.fire('asked', 5)], [true, true, false]);
  },

  'sinks of an interface in C that has only signals'() {
    const Source = Cpg.outgoing(GObject.registerClass(class JsFixNotes extends Cpg.Connectable {}), Fix.Notes);
    const source = new Source();
    const point = source.find_connection_point(Fix.Notes);
    const taker = new Fix.NoteTaker();
    const heard = [];

    taker.set_answer(true);
    point.advise(taker);
    point.advise((...args) => void heard.push(args));
    source.emit('noted', 'x');
    same(source.emit('asked', 3), true);
    same(taker.get_log().length, 2);
    same(heard[0], ['noted', 'x']);
  },

  'a method named as a signal of every sink'() {
    const contract = Cpg.defineInterface('JsNotifies', {methods: {notify: [['what', String]], invoked: []}});
    const Source = Cpg.outgoing(GObject.registerClass(class JsNotifier extends Cpg.Connectable {}), contract,
      {prefix: 'x'});
    const source = new Source();
    const point = source.find_connection_point(contract);
    const sink = Cpg.Sink.new(contract);
    const heard = [];

    same(sink.get_signal_name(contract.get_method(0)), 'event-notify');
    sink.connect('event-notify', (_, what) => heard.push(what));
    sink.connect('event-invoked', () => heard.push('invoked'));
    point.advise(sink);
    point.advise({notify: what => heard.push(`object ${what}`)});
    point.fire('notify', 'a');
    point.fire('invoked');
    same(heard, ['a', 'object a', 'invoked']);
  },

  'one object serves two contracts'() {
    const source = new Fix.Source();
    const heard = [];
    class Listener {
      onNothing() {
        heard.push('nothing');
      }

      onQuiet() {
        heard.push('quiet');
      }
    }
    const listener = new Listener();

    Cpg.advise(source, listener, Fix.Events);
    Cpg.advise(source, listener, Fix.Other);
    source.fire_nothing();
    source.emit('other-quiet');
    same(heard, ['nothing', 'quiet']);
  },
});

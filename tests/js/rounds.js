// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// The order of a round, and what may change in it.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import GObject from 'gi://GObject';

import {run, same, throws, logs, collect} from './tap.js';

const {Error: Code} = Cpg;

let nThrowers = 0;

// Each way to fire, from C and from JavaScript, with a handler connected and without.
function eachWay(body) {
  for (const fire of [
    source => source.fire_price('A', 1),
    source => source.emit('price-changed', 'A', 1),
    source => source.find_connection_point(Fix.Events).fire('price-changed', 'A', 1),
  ]) {
    for (const isHeard of [false, true]) {
      const source = new Fix.Source();
      if (isHeard)
        source.connect('price-changed', () => {});
      body(source, source.find_connection_point(Fix.Events), () => fire(source));
    }
  }
}

run({
  'each listener hears once: handlers, sinks in their order, handlers after'() {
    eachWay((source, point, fire) => {
      const log = [];

      source.connect_after('price-changed', () => log.push('after'));
      point.advise({priceChanged: () => log.push('one')});
      source.connect('price-changed', () => log.push('handler'));
      point.advise(() => void log.push('two'));
      source.connect('price-changed', () => log.push('second'));
      point.advise({priceChanged: () => log.push('three')});
      fire();
      same(log, ['handler', 'second', 'one', 'two', 'three', 'after']);
    });
  },

  'sources of every kind'() {
    for (const source of [new Fix.Source(), new Fix.Quiet(), new Fix.Plain()]) {
      const point = source.find_connection_point(Fix.Events);
      const recorder = new Fix.Recorder();
      const heard = [];

      point.advise(recorder);
      point.advise(new Fix.Deaf());
      point.advise((...args) => void heard.push(args));
      source.fire_price('A', 1);
      point.fire('price-changed', 'B', 2);
      same(recorder.get_log(), ['price-changed A 1', 'price-changed B 2']);
      same(heard, [['price-changed', 'A', 1], ['price-changed', 'B', 2]]);
    }
  },

  'two contracts with a method of one name do not mix'() {
    const source = new Fix.Source();
    const heard = [];

    source.connect('price-changed', () => heard.push('events handler'));
    source.connect('other-price-changed', () => heard.push('other handler'));
    Cpg.advise(source, () => void heard.push('events'), Fix.Events);
    Cpg.advise(source, () => void heard.push('other'), Fix.Other);
    source.fire_price('A', 1);
    same(heard.splice(0), ['events handler', 'events']);
    source.fire_other_price('A', 1);
    same(heard.splice(0), ['other handler', 'other']);
  },

  'a handler that stops the emission keeps the sinks from hearing'() {
    eachWay((source, point, fire) => {
      let heard = 0;

      point.advise(() => void heard++);
      const id = source.connect('price-changed', () => GObject.signal_stop_emission_by_name(source, 'price-changed'));
      fire();
      same(heard, 0);
      source.disconnect(id);
      fire();
      same(heard, 1);
    });
  },

  'a sink that unadvises itself'() {
    eachWay((source, point, fire) => {
      const log = [];
      const first = point.advise(() => {
        log.push('first');
        same(first.unadvise(), true);
      });

      point.advise(() => void log.push('second'));
      fire();
      fire();
      same(log, ['first', 'second', 'second']);
    });
  },

  'a sink that unadvises the next'() {
    eachWay((source, point, fire) => {
      const log = [];
      let second = null;

      point.advise(() => {
        log.push('first');
        second.unadvise();
      });
      second = point.advise(() => void log.push('second'));
      point.advise(() => void log.push('third'));
      fire();
      same(log, ['first', 'third']);
      same(point.n_connections, 2);
    });
  },

  'a sink that unadvises the one before'() {
    eachWay((source, point, fire) => {
      const log = [];
      const first = point.advise(() => void log.push('first'));

      point.advise(() => {
        log.push('second');
        first.unadvise();
      });
      fire();
      fire();
      same(log, ['first', 'second', 'second']);
    });
  },

  'a sink that unadvises all'() {
    eachWay((source, point, fire) => {
      let heard = 0;

      for (let i = 0; i < 5; i++) {
        point.advise(() => {
          heard++;
          for (const connection of point.enum_connections())
            connection.unadvise();
        });
      }
      fire();
      fire();
      same([heard, point.n_connections], [1, 0]);
    });
  },

  'a sink that advises another: that hears from the next round on'() {
    eachWay((source, point, fire) => {
      let heard = 0;
      const one = point.advise(() => {
        point.advise(() => void heard++);
        if (point.n_connections > 100)
          one.unadvise();
      });

      fire();
      same([heard, point.n_connections], [0, 2]);
      fire();
      same([heard, point.n_connections], [1, 3]);
      for (let i = 0; i < 98; i++)
        fire();
      same(point.n_connections, 100);
    });
  },

  'a sink that takes another\'s place'() {
    eachWay((source, point, fire) => {
      const log = [];
      let second = null;

      point.advise(() => {
        second.unadvise();
        second = point.advise(() => void log.push('new'));
      });
      second = point.advise(() => void log.push('old'));
      fire();
      same(log, []);
    });
  },

  'a sink that fires again'() {
    eachWay((source, point, fire) => {
      const log = [];
      let depth = 0;

      point.advise(() => {
        log.push(`first ${depth}`);
        if (depth < 2) {
          depth++;
          fire();
          depth--;
        }
      });
      point.advise(() => void log.push(`second ${depth}`));
      fire();
      same(log, ['first 0', 'first 1', 'first 2', 'second 2', 'second 1', 'second 0']);
    });
  },

  'a nested round does not call who was unadvised in it, nor does the outer one'() {
    eachWay((source, point, fire) => {
      const log = [];
      let isNested = false;

      point.advise(() => {
        if (!isNested) {
          isNested = true;
          fire();
        }
      });
      const second = point.advise(() => {
        log.push('second');
        second.unadvise();
      });
      fire();
      same(log, ['second']);
    });
  },

  'blocking in a round'() {
    eachWay((source, point, fire) => {
      const log = [];
      let second = null;

      point.advise(() => {
        log.push('first');
        point.block(second);
      });
      second = point.advise(() => void log.push('second'));
      fire();
      same(point.is_blocked(second), true);
      point.unblock(second);
      same(point.is_blocked(second), false);
      same(log, ['first']);
    });
  },

  'a sink that drops the source'() {
    for (const isHeard of [false, true]) {
      const log = [];
      let source = new Fix.Source();
      const point = source.find_connection_point(Fix.Events);

      if (isHeard)
        source.connect('price-changed', () => log.push('handler'));
      point.advise(() => {
        log.push('first');
        source = null;
        collect();
      });
      point.advise(() => void log.push('second'));
      source.fire_price('A', 1);
      same(log, isHeard ? ['handler', 'first', 'second'] : ['first', 'second']);
      collect();
      same(point.get_container(), null);
    }
  },

  'a sink that disposes of the source'() {
    eachWay((source, point, fire) => {
      const log = [];

      point.advise(() => {
        log.push('first');
        source.run_dispose();
      });
      point.advise(() => void log.push('second'));
      fire();
      // The connections end with the source, and a round calls nobody whose has ended.
      same(log, ['first']);
      same([point.n_connections, point.get_container()], [0, null]);
    });
  },

  'once is once, also when it fires again'() {
    eachWay((source, point, fire) => {
      let heard = 0;
      const advised = point.advise(() => {
        heard++;
        fire();
      }, {once: true});

      fire();
      fire();
      same([heard, point.n_connections, advised.unadvise()], [1, 0, false]);
    });
  },

  'an exception is logged, and the others hear'() {
    eachWay((source, point, fire) => {
      const log = [];
      const Thrower = GObject.registerClass({Implements: [Fix.Events], GTypeName: `JsThrower${nThrowers++}`},
        class extends GObject.Object {
          vfunc_price_changed() {
            throw new Error('vfunc sink');
          }
        });

      point.advise(() => {
        throw new Error('function sink');
      });
      point.advise({
        priceChanged() {
          throw new Error('object sink');
        },
      });
      point.advise(new Thrower());
      point.advise(() => void log.push('last'));
      logs(['*function sink*', '*object sink*', '*vfunc sink*'], fire);
      source.connect('price-changed', () => {
        throw new Error('handler');
      });
      logs(['*handler*', '*function sink*', '*object sink*', '*vfunc sink*'], fire);
      same(log, ['last', 'last']);
    });
  },

  'an exception is no answer'() {
    const source = new Fix.Source();
    const point = source.find_connection_point(Fix.Events);

    point.advise({last_number: () => 5});
    point.advise({
      last_number() {
        throw new Error('no number');
      },
    });
    logs(['*no number*'], () => same(source.emit('last-number', 1), 5));
    logs(['*no number*'], () => same(point.fire('last-number', 1), 5));
  },

  'a subclass that overrides the class handler cuts the sinks off'() {
    const Sub = GObject.registerClass(class JsOverrider extends Fix.Source {
      on_nothing() {
        this.overridden = true;
      }
    });
    const sub = new Sub();
    let heard = 0;

    sub.find_connection_point(Fix.Events).advise(() => void heard++);
    sub.emit('nothing');
    sub.fire_nothing();
    same([sub.overridden, heard], [true, 0]);
    sub.fire_price('A', 1);
    same(heard, 1);
  },

  'nothing happens once the source is gone'() {
    const source = new Fix.Source();
    const point = source.find_connection_point(Fix.Events);

    point.advise(() => throws(null, null, () => {}));
    source.run_dispose();
    same([point.fire('nothing'), point.fire('may-close'), point.fire('last-number', 1)], [null, true, 0]);
    throws(Code, Code.DISCONNECTED, () => point.advise(() => {}));
  },

  'many sinks, many rounds, all kinds of change'() {
    const source = new Fix.Source();
    const point = source.find_connection_point(Fix.Events);
    const live = new Set();
    let seed = 1, rounds = 0;
    const random = n => (seed = (seed * 1103515245 + 12345) % 0x80000000) % n;
    const add = () => {
      const advised = point.advise(() => {
        same(live.has(advised), true);
        if (random(4) === 0) {
          const victim = [...live][random(live.size)];
          live.delete(victim);
          same(victim.unadvise(), true);
        }
        if (random(4) === 0)
          add();
        if (random(50) === 0 && rounds < 3000) {
          rounds++;
          source.fire_price('A', 1);
        }
      });
      live.add(advised);
    };

    for (let i = 0; i < 20; i++)
      add();
    for (let i = 0; i < 200; i++) {
      rounds++;
      source.fire_price('A', 1);
      same(point.n_connections, live.size);
    }
    same([...point.enum_connections()].map(Number), [...live].map(Number));
  },
});

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Every answer by itself; relays; everything that a source fires.

import Cpg from 'gi://Cpg?version=1.0';
import Fix from 'gi://Fix?version=1.0';

import {collect, run, same, throws} from './tap.js';

function newSource() {
  const source = new Fix.Source();

  return [source, source.find_connection_point(Fix.Events)];
}

run({
  'all answers, in order'() {
    const [source, point] = newSource();

    for (const add of [1, 2, undefined, 3])
      point.advise({firstNumber: n => add && n + add, lastText: n => add && `${n} ${add}`, mayClose: () => add === 2});
    same(point.fire_collect('first-number', 10), [11, 12, 13]);
    same(point.fire_collect('last_text', 5), ['5 1', '5 2', '5 3']);
    same(point.fire_collect('mayClose'), [false, true, false, false]);
    same(point.fire_collect('nothing'), []);
    source.connect('first-number', () => 7);
    same(point.fire_collect('first-number', 10), [7, 11, 12, 13]);
  },
  'what can’t be fired'() {
    const [, point] = newSource();

    throws(Cpg.Error, Cpg.Error.INVALID_ARGUMENT, () => point.fire_collect('nonsense'), 'nonsense');
    throws(Cpg.Error, Cpg.Error.INVALID_ARGUMENT, () => point.fire_collect('first-number'));
    throws(Cpg.Error, Cpg.Error.INVALID_ARGUMENT, () => point.fire_collect('first-number', 'x'));
  },
  'a relay'() {
    const [from, fromPoint] = newSource();
    const source = newSource();
    const toPoint = source[1];
    let to = source[0];
    const heard = [];

    toPoint.advise({priceChanged: (...args) => heard.push(args), firstNumber: n => n + 1});
    to.connect('price-changed', (_, ...args) => heard.push(args));
    fromPoint.advise(Cpg.Sink.new_relay(toPoint));
    from.fire_price('A', 1);
    same(heard, [['A', 1], ['A', 1]]);
    same(fromPoint.fire('first-number', 4), 5);
    throws(Cpg.Error, Cpg.Error.CANNOT_CONNECT, () => toPoint.advise(Cpg.Sink.new_relay(fromPoint)));

    to.run_dispose();
    to = null;
    collect();
    from.fire_price('B', 2);
    same(heard.length, 2);
  },
  'everything that it fires'() {
    const [source] = newSource();
    const lines = [];
    const shown = Cpg.showEvents(source, line => lines.push(line));

    source.fire_price('A', 1.5);
    source.fire_nothing();
    same(source.emit('may-close'), true);
    source.emit('other-quiet');
    shown.stop();
    shown.stop();
    source.fire_nothing();
    same(lines, ['Fix_Source.price-changed("A", 1.5)', 'Fix_Source.nothing()', 'Fix_Source.may-close()', 'Fix_Source.quiet()']);
  },
});

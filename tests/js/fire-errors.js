// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// fire() with what does not fit.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import GObject from 'gi://GObject';

import {run, same, throws} from './tap.js';

const {Error: Code} = Cpg;
const source = new Fix.Source();
const point = source.find_connection_point(Fix.Events);
const refused = (words, ...args) => throws(Code, Code.INVALID_ARGUMENT, () => point.fire(...args), ...words);
const NUMBERS = [0, 0, false, 0, 0, 0, 0, 0, 0, 0, 0];
let heard = 0;

point.advise(() => void heard++);

run({
  'no such method'() {
    refused(['FixEvents', 'nope'], 'nope');
    refused([], '');
    refused([], 'price changed');
    throws(null, null, () => point.fire());
    throws(null, null, () => point.fire(null));
  },

  'too few or too many arguments'() {
    refused(['price-changed', '2', '1'], 'price-changed', 'A');
    refused([], 'price-changed', 'A', 1, 2);
    refused([], 'nothing', 1);
    throws(null, null, () => point.fire('price-changed', ['A', 1]));
  },

  'arguments of a wrong type'() {
    refused(['price', 'gdouble'], 'price-changed', 'A', 'much');
    refused(['symbol', 'gchararray'], 'price-changed', 5, 5);
    refused([], 'price-changed', 'A', null);
    refused([], 'price-changed', 'A', true);
    refused([], 'things', 0, 0, source, null, Fix.Source, null);
    throws(null, null, () => point.fire('price-changed', 'A', undefined));
    throws(null, null, () => point.fire('price-changed', 'A', {}));
    throws(null, null, () => point.fire('texts', 'A', [source], null));
    throws(null, null, () => point.fire('things', 0, 0, null, null, 'no type', null));
  },

  'numbers that do not fit'() {
    [-129, 256, 'x', 2 ** 31, 2 ** 32, 2 ** 63, -1, 2 ** 63, -1, 'x', 'x'].forEach((number, i) => {
      refused([], 'numbers', ...NUMBERS.map((zero, j) => i === j ? number : zero));
    });
    for (const number of [1.5, NaN, Infinity, 2n ** 63n, 2n ** 64n - 1n])
      refused([], 'last-number', number);
    refused([], 'numbers', ...NUMBERS.map((zero, i) => i === 7 ? 2n ** 63n : zero));
  },

  'values that are empty'() {
    throws(null, null, () => point.fire('last-number', new GObject.Value()));

    const sink = Cpg.Sink.new(Fix.Events);
    let caught = null;
    sink.connect('invoked::last-text', (_, invocation) => {
      try {
        invocation.set_answer(new GObject.Value());
      } catch (error) {
        caught = error;
      }
    });
    const advised = point.advise(sink);
    same(source.emit('last-text', 1), null);
    same(caught.matches(Code, Code.INVALID_ARGUMENT), true);
    advised.unadvise();
    heard = 0;
  },

  'nobody heard of all that'() {
    same(heard, 0);
    point.fire('numbers', ...NUMBERS);
    same(heard, 1);
  },
});

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Every type of value, through every way to fire and to listen.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';

import {run, same, logs} from './tap.js';

const STRV = GObject.type_from_name('GStrv');

const Listener = GObject.registerClass({Implements: [Fix.Events]}, class JsValues extends GObject.Object {
  vfunc_numbers(...args) {
    this.args = args;
  }

  vfunc_texts(...args) {
    this.args = args;
  }

  vfunc_things(color, parts, box, ...rest) {
    // GJS lends a boxed value to a vfunc, for the call only.
    this.args = [color, parts, {width: box.width, height: box.height}, ...rest];
  }

  vfunc_many(...args) {
    this.args = args;
  }
});

// What a vfunc, a plain object, a function, a handler of the source and one of
// a Cpg.Sink get when the C source fires @method.
function hearEverywhere(method) {
  const source = new Fix.Source();
  const point = source.find_connection_point(Fix.Events);
  const listener = new Listener();
  const sink = Cpg.Sink.new(Fix.Events);
  const heard = [];

  point.advise(listener);
  point.advise({[method]: (...args) => void heard.push(args)});
  point.advise((_, ...args) => void heard.push(args));
  // This GJS calls no handler with a GType unless introspection knows the signal.
  if (method !== 'things') {
    point.advise(sink);
    sink.connect(method, (_, ...args) => void heard.push(args));
  }
  source.connect(method, (_, ...args) => void heard.push(args));
  source[`fire_${method}`]();
  heard.push(listener.args);
  same(heard.length, method === 'things' ? 4 : 5);
  return [source, heard];
}

// That @value goes through fire() and emit() and comes back as an answer.
const Echo = Cpg.defineInterface('JsEcho', {
  methods: Object.fromEntries(Object.entries({
    char: GObject.TYPE_CHAR, uchar: GObject.TYPE_UCHAR, boolean: Boolean, int: GObject.TYPE_INT,
    uint: GObject.TYPE_UINT, long: GObject.TYPE_LONG, ulong: GObject.TYPE_ULONG, int64: GObject.TYPE_INT64,
    uint64: GObject.TYPE_UINT64, float: GObject.TYPE_FLOAT, double: Number, string: String, strv: STRV,
    variant: GObject.TYPE_VARIANT, object: GObject.Object, iface: Gio.ListModel, param: GObject.TYPE_PARAM,
    gtype: GObject.TYPE_GTYPE, color: Fix.Color, parts: Fix.Parts, box: Fix.Box, bytes: GLib.Bytes, guid: Cpg.Guid,
    js: Object, pointer: GObject.TYPE_POINTER,
  }).map(([name, type]) => [name, {params: [['value', type]], returns: type, combine: Cpg.Combine.LAST}])),
});
const Echoer = Cpg.outgoing(GObject.registerClass(class JsEchoer extends Cpg.Connectable {}), Echo, {prefix: 'e'});

function echo(name, values, asText = value => value, ways = ['fire', 'emit', 'handler']) {
  const source = new Echoer();
  const point = source.find_connection_point(Echo);
  const heard = [];
  const answer = value => {
    heard.push(asText(value));
    return value;
  };

  point.advise({[name]: answer});
  for (const value of values) {
    const expected = asText(value);
    if (ways.includes('fire'))
      same([asText(point.fire(name, value)), heard.pop()], [expected, expected]);
    if (ways.includes('emit'))
      same([asText(source.emit(`e-${name}`, value)), heard.pop()], [expected, expected]);
  }
  if (!ways.includes('handler'))
    return;
  [...point.enum_connections()][0].unadvise();
  source.connect(`e-${name}`, (_, value) => answer(value));
  for (const value of values)
    same(asText(point.fire(name, value)), asText(value));
}

run({
  'numbers from C'() {
    for (const args of hearEverywhere('numbers')[1]) {
      same(args, [
        -128, 255, true, -(2 ** 31), 2 ** 32 - 1, -2, 2, -(2 ** 63), 2 ** 64, 0.5, -1e300,
      ]);
    }
  },

  'texts from C'() {
    for (const [text, strv, variant] of hearEverywhere('texts')[1])
      same([text, strv, variant.print(false)], ['Grüße, 世界', ['ä', '', 'c'], "('x', 7)"]);
  },

  'things from C'() {
    const [source, heard] = hearEverywhere('things');

    for (const [color, parts, box, object, type, spec] of heard) {
      same([color, parts, box.width, box.height], [Fix.Color.BLACK, Fix.Parts.HEAD | Fix.Parts.TAIL, 3, 4]);
      same([object, type.name, spec.name], [source, 'FixSource', 'max-connections']);
    }
  },

  'many from C'() {
    for (const args of hearEverywhere('many')[1])
      same(args, [1, 2, 3, 4, 5, 6, 7, 8, 'nine']);
  },

  'values from JavaScript to a sink in C'() {
    const source = new Fix.Source();
    const point = source.find_connection_point(Fix.Events);
    const recorder = new Fix.Recorder();
    const spec = GObject.ParamSpec.int('spec', '', '', GObject.ParamFlags.READABLE, 0, 1, 0);
    const box = Fix.Box.new(5, 6);
    const fire = (...args) => {
      recorder.clear();
      point.fire(...args);
      const [fired] = recorder.get_log();
      recorder.clear();
      source.emit(...args);
      same(recorder.get_log(), [fired]);
      return fired;
    };

    point.advise(recorder);
    same(fire('texts', 'ß', ['a', 'b'], new GLib.Variant('i', 5)), 'texts ß a|b 5');
    same(fire('texts', null, [], null), 'texts none  none');
    same(fire('things', Fix.Color.BLACK, Fix.Parts.TAIL, box, source, GObject.TYPE_INT, spec),
      'things -1 2 5x6 FixSource gint spec');
    same(fire('things', 0, 3, null, null, GObject.Object, null), 'things 0 3 0x0 none GObject none');
    same(fire('many', 1, -2, 3, 4, 5, 6, 7, 2 ** 31 - 1, 'x'), 'many 1 -2 3 4 5 6 7 2147483647 x');
    same(fire('numbers', 127, 0, false, -5, 5, -6, 6, -7, 7, 1.5, 2.5), 'numbers 127 0 0 -5 5 -6 6 -7 7 1.5 2.5');
    recorder.clear();
    point.fire('numbers', -128, 255, true, -(2 ** 31), 2 ** 32 - 1, 2 ** 53 - 1, 2 ** 53 - 1,
      -(2n ** 63n), 2n ** 64n - 1n, 0.5, 1e300);
    same(recorder.get_log(), [
      'numbers -128 255 1 -2147483648 4294967295 9007199254740991 9007199254740991 -9223372036854775808 ' +
      '18446744073709551615 0.5 1e+300',
    ]);
  },

  'numbers there and back'() {
    echo('char', [0, 127, -128]);
    echo('uchar', [0, 255]);
    echo('boolean', [true, false]);
    echo('int', [0, 2 ** 31 - 1, -(2 ** 31)]);
    echo('uint', [0, 2 ** 32 - 1]);
    echo('long', [0, 2 ** 31 - 1, -(2 ** 31)]);
    echo('ulong', [0, 2 ** 31 - 1]);
    // The signals of this GJS cut them to 32 bits.
    echo('long', [2 ** 53 - 1, -(2 ** 53) + 1], v => v, ['fire']);
    echo('ulong', [2 ** 53 - 1], v => v, ['fire']);
    echo('int64', [0, 2 ** 53 - 1, -(2 ** 53) + 1]);
    echo('uint64', [0, 2 ** 53 - 1]);
    echo('float', [0, 0.5, -1.5, Infinity, NaN], v => v, ['fire']);
    echo('double', [0, 1e300, -0, NaN, Infinity, 5e-324]);
  },

  'texts there and back'() {
    echo('string', ['', 'ß世界', 'x'.repeat(100000), null]);
    echo('strv', [['a', '', 'ß'], []]);
    echo('variant', [new GLib.Variant('(sa{sv})', ['x', {}]), null], v => v && v.print(true));
  },

  'objects there and back'() {
    const spec = GObject.ParamSpec.string('spec', '', '', GObject.ParamFlags.READABLE, null);

    echo('object', [new Gio.ListStore(), null]);
    echo('iface', [new Gio.ListStore(), null]);
    echo('param', [spec, null], v => v && v.name);
    echo('gtype', [GObject.TYPE_INT, Fix.Source.$gtype, GObject.TYPE_NONE], v => v.name, ['fire', 'emit']);
    echo('color', [Fix.Color.RED, Fix.Color.GREEN]);
    echo('color', [Fix.Color.BLACK], v => v, ['fire']);
    echo('parts', [0, Fix.Parts.HEAD | Fix.Parts.TAIL]);
    echo('box', [Fix.Box.new(1, 2), null], v => v && `${v.width}x${v.height}`);
    echo('bytes', [new GLib.Bytes([1, 2]), null], v => v && v.get_size());
    echo('guid', [Cpg.Guid.new_for_name('x'), null], String);
    echo('pointer', [null], v => v, ['fire', 'emit']);
  },

  'a value of JavaScript stays what it is'() {
    const object = {a: [1]};

    echo('js', [object, null]);
  },

  'an argument is not changed by who hears it'() {
    const source = new Fix.Source();
    const point = source.find_connection_point(Fix.Events);
    const heard = [];

    point.advise({texts: (text, strv) => strv.push('more')});
    point.advise({texts: (text, strv) => heard.push(strv)});
    source.fire_texts();
    same(heard, [['ä', '', 'c']]);
  },

  'boxed values outlive the call'() {
    const source = new Fix.Source();
    const point = source.find_connection_point(Fix.Events);
    const heard = [];

    point.advise({things: (color, parts, box) => void heard.push(box)});
    source.connect('things', (_, color, parts, box) => void heard.push(box));
    source.fire_things();
    source.fire_things();
    same(heard.map(box => box.width), [3, 3, 3, 3]);
  },

  'numbers that do not fit are no answer'() {
    const source = new Echoer();
    const point = source.find_connection_point(Echo);
    const answers = {char: 128, uchar: -1, uint: -1, ulong: -1, uint64: -1, int: 2 ** 31, long: 2 ** 63, strv: 'x'};

    point.advise(name => answers[name]);
    logs(Object.keys(answers).map(() => '*answers with a value of type*'), () => {
      for (const name of Object.keys(answers))
        same(point.fire(name, name === 'strv' ? [] : 0), name === 'strv' ? [] : 0);
    });
  },
});

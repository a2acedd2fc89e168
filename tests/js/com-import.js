// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// COM objects whose events JavaScript hears: cpglib's own exports. Others are tested in C.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import GObject from 'gi://GObject';

import {run, same, throws} from './tap.js';

const {Error: Code} = Cpg;
const dialect = Cpg.ComDialect.native();

function imported(source) {
  const address = Cpg.com_export(source, dialect);
  const far = Cpg.com_import(address, dialect);
  Cpg.com_release_address(address, dialect);
  return far;
}

const Club = GObject.registerClass({
  Implements: [Cpg.ConnectionPointContainer],
}, class Club extends GObject.Object {
  seen = [];

  vfunc_accept_sink(_point, sink) {
    this.seen.push(Cpg.com_peek_unknown(sink));
    return true;
  }
});
Cpg.outgoing(Club, Fix.Events);

run({
  'signals of what comes in'() {
    const source = new Fix.Source();
    const far = imported(source);
    const heard = [];

    same(far instanceof Cpg.ComObject, true);
    same(Cpg.com_import(far.get_address(), dialect), far);
    far.connect('price-changed', (_, symbol, price) => heard.push(`${symbol} ${price}`));
    far.connect('texts', (_, text, strv, variant) => heard.push([text, strv, variant?.deepUnpack()]));
    far.connect('last-number', (_, n) => n * 2);
    source.emit('price-changed', 'ACME', 12.5);
    same(heard.shift(), 'ACME 12.5');
    same(source.emit('last-number', 21), 42);
    same(heard.length, 0);
  },

  'sinks of what comes in'() {
    const source = new Fix.Source();
    const far = imported(source);
    const near = source.find_connection_point(Fix.Events);
    const point = far.find_connection_point(Fix.Events);
    const sink = Cpg.Sink.new(Fix.Events);
    const heard = [];

    sink.connect('price-changed', (_, symbol) => heard.push(symbol));
    same(near.get_n_connections(), 1);
    const cookie = point.advise(sink);
    source.emit('price-changed', 'ACME', 1);
    same(heard, ['ACME']);
    point.unadvise(cookie);
    same(near.get_n_connections(), 1);
    far.run_dispose();
    same(near.get_n_connections(), 0);
  },

  'who it is'() {
    const source = new Club();
    const address = Cpg.com_export(source, dialect);
    const far = Cpg.com_import(address, dialect);

    same(far === source, false);
    same(Cpg.com_export(far, dialect), address);
    same(Cpg.com_peek_unknown(far)[0], address);
    same(Cpg.com_peek_unknown(far)[1].name, 'native');
    same(Cpg.com_peek_unknown(source), [0, null]);
    Cpg.com_release_address(address, dialect);
    Cpg.com_release_address(address, dialect);

    // Its own sink is that of a COM client to the source.
    same(source.seen.length, 1);
    same(source.seen[0][0] > 0, true);
    same(source.seen[0][1].name, 'native');
    source.find_connection_point(Fix.Events).advise(Cpg.Sink.new(Fix.Events));
    same(source.seen[1], [0, null]);
  },

  'what nobody describes'() {
    const stranger = Fix.Stranger.new();
    const sender = Fix.Stranger.new();
    const far = Cpg.com_import(stranger.get_address(), dialect);
    const heard = [];

    same(stranger.has_sink(), true);
    const id = far.connect('invoke', (_, dispid, [text, object, box]) => {
      heard.push([dispid, text, object, box.value]);
      box.value = !box.value;
      return 42;
    });
    same(stranger.ask(7, 'busy', 0, false), [42, true]);
    same(stranger.ask(-1, '', 0, true), [42, false]);
    same(heard, [[7, 'busy', null, false], [-1, '', null, true]]);

    // An object among the arguments has its events.
    stranger.ask(1, '', sender.get_address(), false);
    const object = heard[2][2];
    same(sender.has_sink(), true);
    same(object, Cpg.com_import(sender.get_address(), dialect));
    object.connect('invoke', (_, dispid, args) => dispid + [...args].length);
    same(sender.ask(2, '', 0, false), [5, false]);

    far.disconnect(id);
    same(stranger.ask(7, 'idle', 0, false), [-1, false]);
    [far, object].forEach(one => one.run_dispose());
    same([stranger, sender].map(one => [one.has_sink(), one.get_n_refs()]), [[false, 0], [false, 0]]);
  },

  'types that were told'() {
    const {I2, LPWSTR, I4, LPSTR} = Cpg.ComVarType;
    const PadEvents = Cpg.defineInterface('JsPadEvents', {
      methods: {
        moved: {params: [['x', GObject.TYPE_INT], ['name', String], ['is_down', Boolean]], returns: String},
      },
    });
    const moved = PadEvents.lookup_method('moved');
    [I2, LPWSTR, I4].forEach((type, i) => Cpg.com_method_set_type(moved, i, type));
    same(Cpg.com_method_set_type(moved, -1, LPSTR), true);
    const Pad = Cpg.outgoing(GObject.registerClass(class JsPad extends Cpg.Connectable {}), PadEvents);
    const source = new Pad();
    const far = imported(source);
    const heard = [];
    const failures = [];
    far.connect('moved', (_, x, name, isDown) => {
      heard.push([x, name, isDown]);
      return 'zur\u00fcck';
    });
    same(source.emit('moved', -32768, 'Gr\u00f6\u00dfe', true), 'zur\u00fcck');
    same(heard, [[-32768, 'Gr\u00f6\u00dfe', true]]);

    // What does not fit is not cut.
    source.find_connection_point(PadEvents).connect('sink-failed', (_, cookie, error) => failures.push(error));
    same(source.emit('moved', 32768, '', false), null);
    same([heard.length, failures.length], [1, 1]);
    same(PadEvents.to_idl().includes('[in] short x,\n      [in] LPWSTR name,\n      [in] BOOL is_down'), true);

    throws(Cpg.Error, Code.EXISTS, () => Cpg.com_method_set_type(moved, 0, Cpg.ComVarType.I8), 'too late');
    throws(Cpg.Error, Code.INVALID_ARGUMENT, () => Cpg.com_method_set_type(moved, 3, I2));
    throws(Cpg.Error, Code.INVALID_ARGUMENT, () => Cpg.com_method_set_type(moved, 0, 15));
    throws(Cpg.Error, Code.INVALID_CONTRACT, () => Cpg.com_method_set_type(moved, 0, LPWSTR), 'lpwstr');
    throws(Cpg.Error, Code.INVALID_ARGUMENT, () => Cpg.com_method_set_type(new Cpg.Method(), 0, I2));
  },

  'callbacks'() {
    const [address, sink] = Cpg.com_sink_new(Fix.Events.$gtype, dialect);

    same(address > 0, true);
    same(sink instanceof Cpg.Sink, true);
    same(Cpg.com_release_address(address, dialect), true);
  },

  'errors'() {
    throws(Cpg.Error, Code.INVALID_ARGUMENT, () => Cpg.com_import(0, dialect));
    throws(Cpg.Error, Code.INVALID_CONTRACT, () => Cpg.com_sink_new(GObject.Object.$gtype, dialect));
    throws(Cpg.Error, Code.DISCONNECTED, () => new Cpg.ComObject().find_connection_point(Fix.Events));
  },
});

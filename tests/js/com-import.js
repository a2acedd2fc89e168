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

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// The functions of the typelib alone: this test runs without the override.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import GObject from 'gi://GObject';

import {run, same, throws, collect} from './tap.js';

const {Error: Code} = Cpg;

const builder = Cpg.InterfaceBuilder.new('JsPlainEvents', null);
builder.add_method('price_changed', 1, Cpg.Combine.LAST, GObject.TYPE_NONE,
  ['symbol', 'price'], [GObject.TYPE_STRING, GObject.TYPE_DOUBLE]);
builder.add_method('ask', 2, Cpg.Combine.FIRST, GObject.TYPE_INT, null, []);
const contract = builder.register();

const Stock = GObject.registerClass(class JsPlainStock extends Cpg.Connectable {});
Cpg.type_add_outgoing_interface(Stock, contract.get_gtype(), Cpg.OutgoingFlags.DEFAULT, null);

run({
  'the override is not there'() {
    same(Cpg.defineInterface, undefined);
  },

  'a source, a sink, a round'() {
    const stock = new Stock();
    const point = stock.find_connection_point(contract.get_iid());
    const sink = Cpg.Sink.new(contract.get_gtype());
    const heard = [];

    sink.connect('price-changed', (_, ...args) => heard.push(args));
    sink.connect('ask', () => 7);
    const cookie = point.advise(sink);
    same([typeof cookie, cookie, point.n_connections], ['number', 1, 1]);
    stock.emit('price-changed', 'A', 1.5);
    same(point.fire('price-changed', ['B', 2]), [true, null]);
    same([stock.emit('ask'), point.fire('ask', [])], [7, [true, 7]]);
    same(heard, [['A', 1.5], ['B', 2]]);
    same(point.unadvise(cookie), true);
    throws(Code, Code.NO_CONNECTION, () => point.unadvise(cookie));
  },

  'one step, by type'() {
    const source = new Fix.Source();
    const sink = new Fix.Recorder();
    const cookie = Cpg.advise(source, sink, Fix.Events);

    source.fire_price('A', 1);
    same(sink.get_log(), ['price-changed A 1']);
    same(Cpg.unadvise(source, Fix.Events, cookie), true);
    same(source.find_by_type(Fix.Events).n_connections, 0);
  },

  'what a class declares'() {
    const [changed, ask] = [0, 1].map(i => contract.get_method(i));

    same(Cpg.type_list_outgoing_interfaces(Stock).map(GObject.type_name), ['JsPlainEvents']);
    same(Cpg.type_get_outgoing_flags(Stock, contract.get_gtype()), Cpg.OutgoingFlags.DEFAULT);
    same([changed, ask].map(method => Cpg.type_get_outgoing_signal(Stock, method)), ['price-changed', 'ask']);
    same(Cpg.type_get_outgoing_signal(Fix.Source, ask), null);
    same(Cpg.type_list_outgoing_interfaces(GObject.Object), []);
  },

  'the default interface'() {
    const source = new Fix.Source();
    const point = source.find_default();

    same([point, source.find_by_name('FixEvents')], [source.find_by_type(Fix.Events), point]);
    const cookie = Cpg.advise(source, new Fix.Recorder(), GObject.TYPE_NONE);
    same([point.n_connections, Cpg.unadvise(source, GObject.TYPE_NONE, cookie)], [1, true]);
    throws(Code, Code.NO_CONNECTION, () => new Fix.Plain().find_default());
  },

  'a group'() {
    const group = Cpg.ConnectionGroup.new();
    const source = new Fix.Source();
    const sink = new Fix.Recorder();

    same(group.add(null, GObject.TYPE_NONE, sink, 0, null), true);
    same(group.add(source, Fix.Events, sink, Cpg.AdviseFlags.ONCE, null), true);
    throws(Code, Code.NOT_CONNECTABLE, () => group.set_source(sink));
    same([group.set_source(source), group.advise()], [true, true]);
    source.fire_nothing();
    same([sink.get_log().length, source.find_default().n_connections, group.source], [2, 1, source]);
    group.unadvise();
    same([group.connected, source.find_default().n_connections], [false, 0]);
  },

  'a vfunc sink, weak and once'() {
    const source = new Fix.Source();
    const point = source.find_by_type(Fix.Events);
    const heard = [];
    const Sink = GObject.registerClass({Implements: [Fix.Events]}, class JsPlainSink extends GObject.Object {
      vfunc_price_changed(symbol) {
        heard.push(symbol);
      }

      vfunc_may_close() {
        return false;
      }
    });
    let sink = new Sink();

    point.advise_full(sink, Cpg.AdviseFlags.ONCE, null);
    point.advise_full(sink, Cpg.AdviseFlags.WEAK, null);
    source.fire_price('A', 1);
    same([heard, point.n_connections, source.ask_may_close()], [['A', 'A'], 1, false]);
    sink = null;
    collect();
    same([point.n_connections, source.ask_may_close()], [0, true]);
  },

  'an invocation'() {
    const source = new Fix.Source();
    const point = source.find_by_type(Fix.Events);
    const sink = Cpg.Sink.new(Fix.Events);
    const heard = [];

    sink.connect('invoked', (_, invocation) => {
      heard.push(invocation.get_method().get_name(), invocation.get_n_arguments(), invocation.get_argument(0));
      invocation.set_answer(5);
    });
    point.advise(sink);
    same([source.emit('last-number', 3), heard], [5, ['last-number', 1, 3]]);
  },

  'enumerators and lists'() {
    const source = new Fix.Source();
    const point = source.find_by_type(Fix.Events);
    const sink = new Fix.Recorder();
    const made = [point.advise(sink), point.advise(sink)];
    const e = point.enum_connections();

    same(e.next(5).map(connection => connection.cookie), made);
    same(e.next(1), []);
    e.reset();
    same([e.skip(1), e.clone().next(9).length], [true, 1]);
    const list = point.list_connections();
    same([list.get_n_items(), list.get_item(1).get_sink()], [2, sink]);
    same(source.enum_connection_points().next(9).length, 2);
    same(source.list_connection_points().get_n_items(), 2);
  },

  'errors'() {
    const stock = new Stock();
    const point = stock.find_by_type(contract.get_gtype());

    throws(Code, Code.CANNOT_CONNECT, () => point.advise(stock));
    throws(Code, Code.NO_CONNECTION, () => stock.find_by_type(Fix.Events));
    throws(Code, Code.NO_CONNECTION, () => point.unadvise(0));
    throws(null, null, () => point.advise(null));
    throws(null, null, () => point.advise({}));
    throws(null, null, () => point.unadvise(2 ** 32 + 1));
    throws(Code, Code.INVALID_CONTRACT, () => Cpg.Sink.new(GObject.Object));
    stock.run_dispose();
    throws(Code, Code.DISCONNECTED, () => point.advise(Cpg.Sink.new(contract.get_gtype())));
  },
});

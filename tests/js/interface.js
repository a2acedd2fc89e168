// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Contracts and sources: made in JavaScript, found and described.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import Gio from 'gi://Gio';
import GObject from 'gi://GObject';

import {run, same, throws} from './tap.js';

const {Error: Code} = Cpg;
const IID = '5f6d0f0c-7a3e-4f43-9d5b-2f4b8e0a9c11';

const StockEvents = Cpg.defineInterface('JsStockEvents', {
  iid: IID,
  methods: {
    price_changed: [['symbol', String], ['price', Number]],
    OnHTTPError2: [['code', GObject.TYPE_UINT]],
    is_known: {params: [['symbol', String]], returns: Boolean},
    may_close: {returns: Boolean, combine: Cpg.Combine.ALL_TRUE, dispid: -4},
    last: {returns: GObject.TYPE_INT},
  },
});

const Notes = GObject.registerClass({
  GTypeName: 'JsNotes',
  Signals: {
    'noted': {param_types: [GObject.TYPE_STRING]},
    'asked': {param_types: [GObject.TYPE_INT], return_type: GObject.TYPE_BOOLEAN, flags: GObject.SignalFlags.RUN_LAST},
  },
}, class Notes extends GObject.Interface {});

const Stock = Cpg.outgoing(GObject.registerClass(class JsStock extends Cpg.Connectable {}),
  StockEvents, {default: true});

const klass = (name, parent = Cpg.Connectable) => GObject.registerClass({GTypeName: name}, class extends parent {});

run({
  'a contract tells what it was made of'() {
    same(StockEvents.get_name(), 'JsStockEvents');
    same(String(StockEvents.get_iid()), IID);
    same([...StockEvents].map(m => m.get_name()),
      ['price-changed', 'on-http-error2', 'is-known', 'may-close', 'last']);
    same([...StockEvents].map(m => m.get_dispid()), [1, 2, 3, -4, 5]);
    same([...StockEvents].map(m => m.get_combine()), [
      Cpg.Combine.LAST, Cpg.Combine.LAST, Cpg.Combine.ANY_TRUE, Cpg.Combine.ALL_TRUE, Cpg.Combine.LAST,
    ]);
    const method = StockEvents.get_method(0);
    same([method.get_n_params(), method.get_param_name(0), method.get_param_name(1)], [2, 'symbol', 'price']);
    same([method.get_param_type(0).name, method.get_param_type(1).name], ['gchararray', 'gdouble']);
    same(method.get_return_type().name, 'void');
    same(StockEvents.get_method(1).get_com_name(), 'OnHTTPError2');
    same(method.get_com_name(), 'PriceChanged');
  },

  'a contract is a text, too'() {
    same(`${StockEvents}`, [
      `JsStockEvents ${IID}`,
      '  1: price-changed (symbol: gchararray, price: gdouble)',
      '  2: on-http-error2 (code: guint)',
      '  3: is-known (symbol: gchararray) -> gboolean (any-true)',
      '  -4: may-close () -> gboolean (all-true)',
      '  5: last () -> gint (last)',
      '',
    ].join('\n'));
    same(String(StockEvents.get_method(0)), 'price-changed (symbol: gchararray, price: gdouble)');
    same(StockEvents.to_idl().includes('HRESULT PriceChanged([in] BSTR symbol, [in] double price);'), true);
  },

  'a method is found by each spelling of its name'() {
    for (const name of ['price-changed', 'price_changed', 'PriceChanged', 'priceChanged'])
      same(StockEvents.lookup_method(name), StockEvents.get_method(0));
    same(StockEvents.lookup_method('price'), null);
    same(StockEvents.get_method(5), null);
    same(StockEvents.get_method(0xffffffff), null);
    same(StockEvents.get_method(0).get_param_name(2), null);
  },

  'an IID is derived from the name where none is given'() {
    const contract = Cpg.defineInterface('JsNamed', {methods: {ping: []}});
    same(String(contract.get_iid()), String(Cpg.Guid.new_for_name('JsNamed')));
    same(Cpg.OutgoingInterface.for_iid(contract.get_iid()), contract);
    same(Cpg.OutgoingInterface.for_iid(Cpg.Guid.new_for_name('nobody')), null);
  },

  'a GUID is read and written'() {
    const guid = Cpg.Guid.new(`{${IID.toUpperCase()}}`);
    same(`${guid}`, IID);
    same(guid.equal(Cpg.Guid.new(IID)), true);
    same(guid.equal(Cpg.Guid.new_for_name('x')), false);
    for (const text of ['', 'x', IID.slice(1), `{${IID}`, `${IID} `])
      throws(Code, Code.INVALID_ARGUMENT, () => Cpg.Guid.new(text));
  },

  'what can not be a contract is refused'() {
    const make = (name, methods, more = {}) => () => Cpg.defineInterface(name, {methods, ...more});

    throws(Code, Code.INVALID_CONTRACT, make('X', {}), 'three');
    throws(Code, Code.INVALID_CONTRACT, make('', {}));
    throws(Code, Code.INVALID_CONTRACT, make('Js Spaced', {}));
    throws(Code, Code.INVALID_CONTRACT, make('JsBadName', {'1x': []}), 'JsBadName');
    throws(Code, Code.INVALID_CONTRACT, make('JsBadType', {x: [['a', GObject.TYPE_NONE]]}));
    throws(Code, Code.INVALID_CONTRACT, make('JsBadType2', {x: {returns: GObject.TYPE_INTERFACE}}));
    throws(Code, Code.INVALID_CONTRACT, make('JsBadRule', {x: {returns: String, combine: Cpg.Combine.ANY_TRUE}}));
    throws(Code, Code.EXISTS, make('JsStockEvents', {x: []}));
    throws(Code, Code.EXISTS, make('GObject', {x: []}));
    throws(Code, Code.EXISTS, make('JsTwice', {x: []}, {iid: IID}), 'JsStockEvents');
    throws(Code, Code.EXISTS, make('JsSame', {price_changed: [], PriceChanged: []}));
    throws(Code, Code.INVALID_ARGUMENT, make('JsBadIid', {x: []}, {iid: 'no'}));
    throws(Code, Code.INVALID_ARGUMENT, make('JsOption', {x: {retruns: String}}), 'retruns');
    throws(Code, Code.INVALID_ARGUMENT, make('JsUndefined', {x: [['a', undefined]]}), 'JsUndefined.x', 'undefined');
    throws(Code, Code.INVALID_ARGUMENT, make('JsNoType', {x: ['who', 'text']}), 'JsNoType.x', "['who', String]");
    throws(Code, Code.INVALID_ARGUMENT, make('JsNoParam', {x: [null]}), 'JsNoParam.x');
    throws(Code, Code.INVALID_ARGUMENT, make('JsArray', {x: [['a', Array]]}), 'JsArray.x', 'Array');
    throws(Code, Code.INVALID_ARGUMENT, make('JsAnswer', {x: {returns: 'gint'}}), 'JsAnswer.x', 'gint');
    throws(Code, Code.INVALID_ARGUMENT, make('JsNoAnswer', {x: {returns: null}}), 'JsNoAnswer.x');
    throws(null, null, () => Cpg.defineInterface(null));
    // Nothing of all that is there now.
    same(GObject.type_from_name('JsSame'), null);
    Cpg.defineInterface('JsSame', {methods: {ping: []}});
  },

  'an interface with signals is a contract as it stands'() {
    const contract = Cpg.OutgoingInterface.for_type(Notes);
    same([...contract].map(m => m.get_name()).sort(), ['asked', 'noted']);
    same(contract.lookup_method('asked').get_combine(), Cpg.Combine.ANY_TRUE);
    same(Cpg.OutgoingInterface.for_type(Notes), contract);
    same(Cpg.OutgoingInterface.for_type(Gio.ActionGroup).lookup_method('action_added').get_n_params(), 1);
  },

  'what is no outgoing interface is told so'() {
    for (const type of [GObject.Object, Gio.Icon, GObject.TYPE_NONE, GObject.TYPE_INT, GObject.TYPE_INTERFACE])
      throws(Code, Code.INVALID_CONTRACT, () => Cpg.OutgoingInterface.for_type(type));
    const empty = GObject.registerClass(class JsEmpty extends GObject.Interface {});
    throws(Code, Code.INVALID_CONTRACT, () => Cpg.OutgoingInterface.for_type(empty), 'JsEmpty');
  },

  'a point is found by whatever stands for the interface'() {
    const stock = new Stock();
    const point = stock.find_connection_point(StockEvents);

    for (const what of [StockEvents.get_gtype(), StockEvents.get_iid(), 'JsStockEvents', IID, `{${IID}}`.toUpperCase()])
      same(stock.find_connection_point(what), point);
    same(stock.find_by_type(StockEvents.get_gtype()), point);
    same(point.get_container(), stock);
    same(point.get_connection_interface(), StockEvents);
    same(stock.get_default_interface(), StockEvents);

    const source = new Fix.Source();
    same(source.find_connection_point(Fix.Events), source.find_connection_point('FixEvents'));
    same(source.find_connection_point('FixOther').get_connection_interface().get_name(), 'FixOther');
    same(source.get_default_interface().get_name(), 'FixEvents');
  },

  'a point that is not there is an error'() {
    const stock = new Stock();

    throws(Code, Code.NO_CONNECTION, () => stock.find_connection_point(Fix.Events), 'JsStock', 'FixEvents');
    throws(Code, Code.NO_CONNECTION, () => stock.find_connection_point(Cpg.Guid.new_for_name('x')), 'JsStockEvents');
    throws(Code, Code.INVALID_CONTRACT, () => stock.find_connection_point(GObject.Object));
    throws(Code, Code.INVALID_CONTRACT, () => stock.find_connection_point(GObject.TYPE_NONE));
    for (const what of [undefined, 5, 'JsNope', GObject.TYPE_INVALID, () => {}])
      throws(Code, Code.INVALID_ARGUMENT, () => stock.find_connection_point(what));
    throws(Code, Code.INVALID_CONTRACT, () => stock.find_connection_point({}));
  },

  'a class with another parent may be a source'() {
    const Store = GObject.registerClass({
      Implements: [Cpg.ConnectionPointContainer],
    }, class JsStore extends Gio.SimpleAction {});

    Cpg.outgoing(Store, 'JsStockEvents');
    const store = new Store({name: 'x'});
    const heard = [];
    store.find_connection_point(StockEvents).advise((...args) => heard.push(args));
    store.emit('price-changed', 'ACME', 1);
    same(heard, [['price-changed', 'ACME', 1]]);
    same(store.get_default_interface(), null);
  },

  'a subclass inherits, and may add'() {
    const Sub = Cpg.outgoing(klass('JsSub', Stock), Fix.Other, {default: true, prefix: 'other'});
    const sub = new Sub();

    same([...sub.enum_connection_points()].map(p => p.get_connection_interface().get_name()),
      ['JsStockEvents', 'FixOther']);
    same(sub.get_default_interface().get_name(), 'FixOther');
    same(new Stock().get_default_interface(), StockEvents);
    const heard = [];
    sub.find_connection_point(StockEvents).advise(() => heard.push(1));
    sub.emit('price-changed', 'x', 1);
    same(heard.length, 1);
  },

  'a taken signal name is refused, and a prefix helps'() {
    const Both = Cpg.outgoing(klass('JsBoth'), Fix.Events);

    throws(Code, Code.EXISTS, () => Cpg.outgoing(Both, Fix.Other), 'price-changed');
    Cpg.outgoing(Both, Fix.Other, {prefix: 'other'});
    const both = new Both();
    const heard = [];
    both.connect('other-price-changed', (_, symbol) => heard.push(symbol));
    both.find_connection_point(Fix.Other).fire('price_changed', 'A', 1);
    same(heard, ['A']);
    const point = both.find_connection_point(Fix.Other);
    same(point.get_signal_name(point.get_connection_interface().get_method(0)), 'other-price-changed');
  },

  'an interface without signals has sinks only'() {
    const Silent = Cpg.outgoing(klass('JsSilent'), StockEvents, {signals: false});
    const silent = new Silent();
    const point = silent.find_connection_point(StockEvents);
    const heard = [];

    same(GObject.signal_lookup('price-changed', Silent.$gtype), 0);
    same(point.get_signal_name(StockEvents.get_method(0)), null);
    point.advise((...args) => heard.push(args));
    point.fire('price-changed', 'A', 1);
    same(heard, [['price-changed', 'A', 1]]);
  },

  'what can not be a source is refused'() {
    throws(Code, Code.EXISTS, () => Cpg.outgoing(Stock, StockEvents));
    throws(Code, Code.NOT_CONNECTABLE, () => Cpg.outgoing(Gio.ListStore, StockEvents));
    throws(Code, Code.INVALID_ARGUMENT, () => Cpg.outgoing(Gio.ListModel, StockEvents));
    throws(Code, Code.INVALID_ARGUMENT, () => Cpg.outgoing(GObject.TYPE_INT, StockEvents));
    throws(Code, Code.INVALID_CONTRACT, () => Cpg.outgoing(klass('JsNone'), GObject.Object));
    throws(Code, Code.INVALID_ARGUMENT, () => Cpg.outgoing(klass('JsNone2'), undefined));
    throws(Code, Code.INVALID_ARGUMENT, () => Cpg.outgoing(klass('JsNone3'), StockEvents, {signal: false}), 'signal');
    throws(Code, Code.INVALID_ARGUMENT, () => Cpg.outgoing(klass('JsNone4'), StockEvents, {prefix: '1 x'}));
    const Twice = Cpg.outgoing(klass('JsTwoDefaults'), StockEvents, {default: true});
    throws(Code, Code.EXISTS, () => Cpg.outgoing(Twice, Fix.Other, {default: true, prefix: 'o'}), 'default');
    throws(Code, Code.NOT_CONNECTABLE, () => Cpg.advise(new Gio.ListStore(), () => {}, StockEvents));
  },
});

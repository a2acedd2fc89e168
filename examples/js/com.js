// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Binary COM: an object goes out to COM clients, and one of theirs comes in.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const StockEvents = Cpg.defineInterface('StockEvents', {
  iid: 'da645081-7350-47ab-80fe-c5051498a2ca',
  methods: {
    price_changed: [['symbol', String], ['price', Number]],
    may_close: {returns: Boolean, combine: Cpg.Combine.ALL_TRUE},
  },
});

const Stock = GObject.registerClass(class Stock extends Cpg.Connectable {});
Cpg.outgoing(Stock, StockEvents, {default: true});

// What those clients and objects agree on; Cpg.ComDialect has others.
const dialect = Cpg.ComDialect.native();

// To a library that wants a COM object, its address is what one hands over.
const stock = new Stock();
const address = Cpg.com_export(stock, dialect);
print(`exported: ${address !== 0}`);

// Of what such a library gives one makes an object, whose events are signals. Here
// it is the same, seen from the other side.
const foreign = Cpg.com_import(address, dialect);
Cpg.com_release_address(address, dialect);
const connection = Cpg.advise(foreign, {
  priceChanged: (symbol, price) => print(`trader: ${symbol} is at ${price.toFixed(2)}`),
  mayClose: () => false,
});
foreign.connect('price-changed', (_, symbol, price) => print(`handler: ${symbol} is at ${price.toFixed(2)}`));

stock.emit('price-changed', 'ACME', 12.5);
print(`may close: ${stock.emit('may-close')}`);
connection.unadvise();
print(`may close: ${stock.emit('may-close')}`);

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// An outgoing interface, a source and a sink, with nothing but the typelib.

import Cpg from 'gi://Cpg?version=1.0';
import GObject from 'gi://GObject';

// The outgoing interface: any interface that has signals is one. As TRUE of
// one sink decides here, the question is not whether the stock may close.
const StockEvents = GObject.registerClass({
  GTypeName: 'StockEvents',
  Requires: [GObject.Object],
  Signals: {
    'price-changed': {param_types: [GObject.TYPE_STRING, GObject.TYPE_DOUBLE]},
    'keep-open': {return_type: GObject.TYPE_BOOLEAN, flags: GObject.SignalFlags.RUN_LAST},
  },
}, class StockEvents extends GObject.Interface {
});

// The source: the methods of StockEvents are signals that it emits.
const Stock = GObject.registerClass(class Stock extends Cpg.Connectable {
  setPrice(symbol, price) {
    this.emit('price-changed', symbol, price);
  }

  close() {
    print(this.emit('keep-open') ? 'the stock stays open' : 'the stock closes');
  }
});

Cpg.type_add_outgoing_interface(Stock, StockEvents, Cpg.OutgoingFlags.DEFAULT, null);

// The sink.
const Trader = GObject.registerClass({
  Implements: [StockEvents],
}, class Trader extends GObject.Object {
  on_price_changed(symbol, price) {
    print(`sink: ${symbol} is at ${price.toFixed(2)}`);
  }

  on_keep_open() {
    print('sink: not yet');
    return true;
  }
});

const stock = new Stock();

// Who needs no sink connects to the signal of the method.
stock.connect('price-changed', (source, symbol, price) => {
  print(`handler: ${symbol} is at ${price.toFixed(2)}`);
});

const cookie = Cpg.advise(stock, new Trader(), StockEvents);

stock.setPrice('ACME', 12.5);
stock.close();

Cpg.unadvise(stock, StockEvents, cookie);

stock.setPrice('ACME', 13);
stock.close();

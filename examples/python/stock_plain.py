# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""An outgoing interface, a source and a sink, with nothing but the typelib."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg, GObject

# The outgoing interface.
builder = Cpg.InterfaceBuilder.new("StockEvents", None)
builder.add_method("price_changed", 1, Cpg.Combine.LAST, GObject.TYPE_NONE,
                   ["symbol", "price"], [GObject.TYPE_STRING, GObject.TYPE_DOUBLE])
builder.add_method("may_close", 2, Cpg.Combine.ALL_TRUE, GObject.TYPE_BOOLEAN, [], [])
StockEvents = builder.register().get_gtype()


class Stock(Cpg.Connectable):
    """The source: its methods of StockEvents are signals that it emits."""

    def set_price(self, symbol, price):
        self.emit("price-changed", symbol, price)

    def close(self):
        print("the stock closes" if self.emit("may-close") else "the stock stays open")


Cpg.type_add_outgoing_interface(Stock, StockEvents, Cpg.OutgoingFlags.DEFAULT, None)


def sink_price_changed(sink, symbol, price):
    print(f"sink: {symbol} is at {price:.2f}")


def sink_may_close(sink):
    print("sink: not yet")
    return False


stock = Stock()

# Who needs no sink connects to the signal of the method.
stock.connect("price-changed", lambda stock, symbol, price:
              print(f"handler: {symbol} is at {price:.2f}"))

sink = Cpg.Sink.new(StockEvents)
sink.connect("price-changed", sink_price_changed)
sink.connect("may-close", sink_may_close)
cookie = Cpg.advise(stock, sink, StockEvents)

stock.set_price("ACME", 12.5)
stock.close()

Cpg.unadvise(stock, StockEvents, cookie)

stock.set_price("ACME", 13)
stock.close()

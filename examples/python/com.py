# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Binary COM: an object goes out to COM clients, and one of theirs comes in."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class StockEvents(Cpg.Interface, iid="da645081-7350-47ab-80fe-c5051498a2ca"):
    def price_changed(self, symbol: str, price: float): ...

    @Cpg.method(combine=Cpg.Combine.ALL_TRUE)
    def may_close(self) -> bool: ...


@Cpg.outgoing(StockEvents, default=True)
class Stock(Cpg.Connectable):
    pass


class Trader:
    def price_changed(self, symbol, price):
        print(f"trader: {symbol} is at {price:.2f}")

    def may_close(self):
        return False


# What those clients and objects agree on; Cpg.ComDialect has others.
dialect = Cpg.ComDialect.native()

# To a library that wants a COM object, its address is what one hands over.
stock = Stock()
address = Cpg.com_export(stock, dialect)
print("exported:", address != 0)

# Of what such a library gives one makes an object, whose events are signals. Here
# it is the same, seen from the other side.
foreign = Cpg.com_import(address, dialect)
Cpg.com_release_address(address, dialect)
connection = Cpg.advise(foreign, Trader())
foreign.connect("price-changed", lambda foreign, symbol, price: print(f"handler: {symbol} is at {price:.2f}"))

stock.emit("price-changed", "ACME", 12.5)
print("may close:", stock.emit("may-close"))
connection.unadvise()
print("may close:", stock.emit("may-close"))

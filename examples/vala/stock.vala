// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// A stock that tells its price. In Vala an outgoing interface is an interface
// with signals, and firing is emitting them.

// The outgoing interface: what a stock calls on those who listen.
public interface StockEvents : Object {
  public virtual signal void price_changed (string symbol, double price) {}

  // The first listener that says true has the last word.
  public virtual signal bool is_too_high (double price) {
    return false;
  }
}

// The source: the signals of the interface are its own.
public class Stock : Cpg.Connectable, StockEvents {
  static construct {
    Cpg.type_declare_outgoing_interface (typeof (Stock), typeof (StockEvents), DEFAULT);
  }
}

// A listener: a class that overrides what it wants to hear.
public class Ticker : Object, StockEvents {
  public override void price_changed (string symbol, double price) {
    print ("ticker: %s is at %.2f\n", symbol, price);
  }

  public override bool is_too_high (double price) {
    return price > 13;
  }
}

int main () {
  var stock = new Stock ();

  // The way of GObject: a signal handler.
  stock.price_changed.connect ((symbol, price) => print ("handler: %s is at %.2f\n", symbol, price));

  try {
    // The way of COM: a sink. The point owns it until it is unadvised.
    var point = stock.find_by_type (typeof (StockEvents));
    var cookie = point.advise (new Ticker ());
    stock.price_changed ("ACME", 12.5);
    print ("too high: %s\n", stock.is_too_high (14) ? "yes" : "no");
    point.unadvise (cookie);

    // A sink for any interface: each call is a signal of it.
    var sink = new Cpg.Sink (typeof (StockEvents));
    sink.invoked.connect (call => print ("any event: %s\n", call.get_method ().get_name ()));
    point.advise_full (sink, ONCE);
    stock.price_changed ("ACME", 13.25);
    stock.price_changed ("ACME", 13.5);
  } catch (Error error) {
    printerr ("%s\n", error.message);
    return 1;
  }
  return 0;
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// What the tests in Vala share: an outgoing interface as Vala has it, by its
// signals, and a source of it.

public interface StockEvents : Object {
  public signal void price_changed (string symbol, double price);

  // With a body it is virtual, so that a class can answer. The first true
  // answer is the one.
  public virtual signal bool is_known (string symbol) {
    return false;
  }
}

public class Stock : Cpg.Connectable, StockEvents {
  static construct {
    Cpg.type_declare_outgoing_interface (typeof (Stock), typeof (StockEvents), Cpg.OutgoingFlags.DEFAULT);
  }
}

// A sink that keeps what it hears.
public class Log : Object, StockEvents {
  public string heard = "";
  public string known = "";

  construct {
    price_changed.connect ((symbol, price) => heard += @"$symbol $price, ");
  }

  public override bool is_known (string symbol) {
    heard += @"$symbol?, ";
    return symbol == known;
  }
}

delegate void Body () throws GLib.Error;

void add (string path, owned Body body) {
  Test.add_data_func (path, () => {
    try {
      body ();
    } catch (GLib.Error error) {
      assert_no_error (error);
    }
  });
}

// That the caller has the last reference.
void assert_finalized (owned Object object) {
  void *pointer = object;

  object.add_weak_pointer (&pointer);
  object = null;
  assert (pointer == null);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Sources written in Vala.

// Of an interface that is written in C.
class Meter : Cpg.Connectable {
  static construct {
    Cpg.type_declare_outgoing_interface (typeof (Meter), typeof (Fix.Events), Cpg.OutgoingFlags.DEFAULT);
    Cpg.type_declare_outgoing_interface (typeof (Meter), typeof (Fix.Other), Cpg.OutgoingFlags.NONE, "other");
  }

  public void tell (string symbol, double price) {
    Signal.emit_by_name (this, "price-changed", symbol, price);
    Signal.emit_by_name (this, "other-price-changed", symbol, price);
  }

  public bool ask () {
    bool answer;

    Signal.emit_by_name (this, "may-close", out answer);
    return answer;
  }
}

// One that takes a look at its sinks, and knows when to work.
class Choosy : Cpg.Connectable, Cpg.ConnectionPointContainer, StockEvents {
  public string heard = "";

  static construct {
    Cpg.type_declare_outgoing_interface (typeof (Choosy), typeof (StockEvents));
  }

  public override bool accept_sink (Cpg.ConnectionPoint point, Object sink) throws GLib.Error {
    if (sink is Log)
      return true;
    throw new Cpg.Error.NOT_PERMITTED ("only logs");
  }

  public override void listening_changed (Cpg.ConnectionPoint point, bool is_listened) {
    heard += is_listened ? "on " : "off ";
  }
}

// One with a base class of its own.
class Plain : InitiallyUnowned, Cpg.ConnectionPointContainer {
}

void test_own_interface () throws GLib.Error {
  var stock = new Stock ();
  var log = new Log ();
  var handled = "";
  var point = stock.find_by_type (typeof (StockEvents));

  assert (point == stock.find_connection_point (Cpg.OutgoingInterface.for_type (typeof (StockEvents)).get_iid ()));
  assert_cmpstr (stock.get_default_interface ().get_name (), EQ, "StockEvents");

  stock.price_changed.connect ((symbol, price) => handled += @"$symbol $price, ");
  var cookie = point.advise (log);
  assert_cmpuint (point.n_connections, EQ, 1);

  stock.price_changed ("ACME", 12.5);
  assert (!stock.is_known ("ACME"));
  log.known = "ACME";
  assert (stock.is_known ("ACME"));
  assert_cmpstr (log.heard, EQ, "ACME 12.5, ACME?, ACME?, ");

  assert (point.unadvise (cookie));
  stock.price_changed ("ACME", 13);
  assert_cmpstr (log.heard, EQ, "ACME 12.5, ACME?, ACME?, ");
  assert_cmpstr (handled, EQ, "ACME 12.5, ACME 13, ");

  handled = null;
  assert_finalized ((owned) log);
}

void test_c_interface () throws GLib.Error {
  var meter = new Meter ();
  var recorder = new Fix.Recorder ();

  var cookie = Cpg.advise (meter, recorder, typeof (Fix.Events));
  Cpg.advise (meter, recorder, typeof (Fix.Other));
  meter.tell ("ACME", 12.5);
  recorder.set_answer (1);
  assert (meter.ask ());
  recorder.set_answer (0);
  assert (!meter.ask ());
  assert_cmpstr (string.joinv (", ", recorder.get_log ()), EQ,
                 "price-changed ACME 12.5, other-price-changed ACME 12.5, may-close, may-close");
  assert (Cpg.unadvise (meter, typeof (Fix.Events), cookie));

  assert_cmpuint (meter.list_connection_points ().get_n_items (), EQ, 2);
  assert_cmpint (meter.enum_connection_points ().next (9).length, EQ, 2);
}

string told;

void on_told (Object sink, string what, int times) {
  told += @"$what $times";
}

// An interface that is made at run time.
void test_built_interface () throws GLib.Error {
  var builder = new Cpg.InterfaceBuilder ("ValaBuilt");
  var heard = "";
  int answer;

  told = "";
  builder.add_method ("told", 1, LAST, Type.NONE, {"what", "times"}, {typeof (string), typeof (int)});
  builder.add_method ("ask", 2, LAST, typeof (int));
  unowned var contract = builder.register ();
  assert_cmpstr (contract.lookup_method ("told").get_param_name (1), EQ, "times");
  assert_cmpuint (contract.lookup_method ("ask").get_n_params (), EQ, 0);

  Cpg.type_add_outgoing_interface (typeof (Plain), contract.get_gtype (), DEFAULT);
  var source = new Plain ();
  var sink = new Cpg.Sink (contract.get_gtype ());
  dynamic Object handlers = sink;
  handlers.told.connect (on_told);
  sink.invoked.connect (invocation => {
    heard += @"$(invocation.get_method ().get_name ()), ";
    if (invocation.get_n_arguments () == 0)
      try {
        invocation.set_answer (7);
      } catch (GLib.Error error) {
        assert_no_error (error);
      }
  });
  Cpg.advise (source, sink, contract.get_gtype ());

  Signal.emit_by_name (source, "told", "so", 2);
  Signal.emit_by_name (source, "ask", out answer);
  assert_cmpint (answer, EQ, 7);
  assert_cmpstr (heard, EQ, "told, ask, ");
  assert_cmpstr (told, EQ, "so 2");

  try {
    source.find_by_type (typeof (StockEvents));
    assert_not_reached ();
  } catch (Cpg.Error.NO_CONNECTION error) {
  }
}

void test_fire () throws GLib.Error {
  var stock = new Stock ();
  var point = (Cpg.SignalPoint) stock.find_by_type (typeof (StockEvents));
  Log[] logs = { new Log (), new Log () };
  Value answer;

  foreach (var log in logs)
    point.advise (log);
  logs[0].known = "ACME";

  assert (point.fire ("price-changed", {"ACME", 12.5}, null));
  assert (point.fire ("is-known", {"ACME"}, out answer));
  assert (answer.get_boolean ());
  assert (point.fire ("is-known", {"other"}, out answer));
  assert (!answer.get_boolean ());

  var answers = point.fire_collect ("is-known", {"ACME"});
  assert_cmpuint (answers.length, EQ, 2);
  assert (answers.index (0).get_boolean ());
  assert (!answers.index (1).get_boolean ());
  assert_cmpstr (logs[1].heard, EQ, "ACME 12.5, other?, ACME?, ");

  try {
    point.fire ("no-such-method", null, null);
    assert_not_reached ();
  } catch (Cpg.Error.INVALID_ARGUMENT error) {
  }
}

void test_connections () throws GLib.Error {
  var stock = new Stock ();
  var point = stock.find_by_type (typeof (StockEvents));
  var log = new Log ();
  var first = point.advise (log);
  var second = point.advise_full (log, WEAK);

  var enumerator = point.enum_connections ();
  var found = enumerator.next (9);
  assert_cmpint (found.length, EQ, 2);
  assert_cmpuint (found[0].cookie, EQ, first);
  assert (found[1].sink == log);
  assert (found[1].flags == WEAK);

  var kept = found[0];
  found = null;
  enumerator = null;
  assert (!kept.blocked);
  point.block (first);
  assert (kept.blocked);
  stock.price_changed ("ACME", 1);
  assert_cmpstr (log.heard, EQ, "ACME 1, ");

  assert (point.unadvise (first));
  try {
    point.unadvise (first);
    assert_not_reached ();
  } catch (Cpg.Error.NO_CONNECTION error) {
  }
  try {
    point.advise (stock.list_connection_points () as Object);
    assert_not_reached ();
  } catch (Cpg.Error.CANNOT_CONNECT error) {
    assert (error.message.contains ("StockEvents"));
  }
  kept = null;
  assert_finalized ((owned) log);
  assert_cmpuint (point.n_connections, EQ, 0);
  assert (second != first);

  point.max_connections = 0;
  try {
    point.advise (new Log ());
    assert_not_reached ();
  } catch (Cpg.Error.ADVISE_LIMIT error) {
  }
}

void test_choosy () throws GLib.Error {
  var source = new Choosy ();
  var point = source.find_by_type (typeof (StockEvents));

  try {
    point.advise (new Cpg.Sink (typeof (StockEvents)));
    assert_not_reached ();
  } catch (Cpg.Error.NOT_PERMITTED error) {
    assert_cmpstr (error.message, EQ, "only logs");
  }
  var cookie = point.advise (new Log ());
  assert (point.unadvise (cookie));
  assert_cmpstr (source.heard, EQ, "on off ");
}

int main (string[] args) {
  Test.init (ref args);
  add ("/vala/source/own-interface", test_own_interface);
  add ("/vala/source/c-interface", test_c_interface);
  add ("/vala/source/built-interface", test_built_interface);
  add ("/vala/source/fire", test_fire);
  add ("/vala/source/connections", test_connections);
  add ("/vala/source/choosy", test_choosy);
  return Test.run ();
}

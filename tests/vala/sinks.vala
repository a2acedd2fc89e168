// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Sinks written in Vala.

// Of an interface that is written in C: what it leaves out it does not hear.
class Listener : Object, Fix.Events {
  public string heard = "";
  public bool answer = true;

  public override void nothing () {
    heard += "nothing, ";
  }

  public override void price_changed (string symbol, double price) {
    heard += @"$symbol $price, ";
  }

  public override void texts (string? text, string[]? strv, Variant? variant) {
    heard += @"$text $(string.joinv ("+", strv)) $(variant.print (false)), ";
  }

  public override bool may_close () {
    return answer;
  }

  public override string? last_text (int n) {
    heard += @"last text $n, ";
    return n.to_string ();
  }
}

class Account : Cpg.Connectable {
  public int balance { get; set; }

  static construct {
    Cpg.type_declare_outgoing_interface (typeof (Account), typeof (Cpg.PropertyNotifySink));
  }

  public bool set_balance_if_permitted (int balance) {
    if (!Cpg.request_edit (this, "balance"))
      return false;
    this.balance = balance;
    return true;
  }
}

class Auditor : Object, Cpg.PropertyNotifySink {
  public string heard = "";
  public bool answer = true;

  public override void changed (string? property) {
    heard += @"$(property ?? "several"), ";
  }

  public override bool request_edit (string? property) {
    return answer;
  }
}

// One that does not care about edits.
class Reader : Object, Cpg.PropertyNotifySink {
  public override void changed (string? property) {
  }
}

void test_c_interface () throws GLib.Error {
  var source = new Fix.Source ();
  var sink = new Listener ();
  var point = source.find_by_type (typeof (Fix.Events));

  point.advise (sink);
  source.fire_nothing ();
  source.fire_price ("ACME", 12.5);
  source.fire_texts ();
  source.fire_numbers ();
  source.fire_last_text (3);
  assert_cmpstr (sink.heard, EQ, "nothing, ACME 12.5, Grüße, 世界 ä++c ('x', 7), last text 3, ");
  assert (source.ask_may_close ());
  sink.answer = false;
  assert (!source.ask_may_close ());

  source = null;
  point = null;
  assert_finalized ((owned) sink);
}

void test_sink () throws GLib.Error {
  var source = new Fix.Source ();
  var sink = new Cpg.Sink (typeof (Fix.Events));
  var heard = "";

  sink.invoked.connect (invocation => {
    var symbol = (string) invocation.get_argument (0);
    heard += @"$(invocation.get_method ().get_com_name ()) $symbol, ";
  });
  Cpg.advise (source, sink, typeof (Fix.Events));
  source.fire_price ("ACME", 12.5);
  assert_cmpstr (heard, EQ, "PriceChanged ACME, ");

  try {
    new Cpg.Sink (typeof (Object));
    assert_not_reached ();
  } catch (Cpg.Error.INVALID_CONTRACT error) {
  }
}

// A source in Vala hands on what one in C fires.
void test_relay () throws GLib.Error {
  var here = new Stock ();
  var there = new Stock ();
  var log = new Log ();

  there.find_by_type (typeof (StockEvents)).advise (log);
  here.find_by_type (typeof (StockEvents)).advise (new Cpg.Sink.relay (there.find_by_type (typeof (StockEvents))));
  here.price_changed ("ACME", 1);
  assert_cmpstr (log.heard, EQ, "ACME 1, ");
}

void test_properties () throws GLib.Error {
  var account = new Account ();
  var auditor = new Auditor ();

  Cpg.advise (account, auditor, typeof (Cpg.PropertyNotifySink));
  Cpg.advise (account, new Reader (), typeof (Cpg.PropertyNotifySink));
  assert (account.set_balance_if_permitted (5));
  auditor.answer = false;
  assert (!account.set_balance_if_permitted (6));
  assert_cmpint (account.balance, EQ, 5);
  Cpg.properties_changed (account);
  assert_cmpstr (auditor.heard, EQ, "balance, several, ");
}

async void wait (Cpg.ConnectionPoint point, MainLoop loop, StringBuilder heard) {
  try {
    var invocation = yield point.next_event_async ("price-changed");
    heard.append ((string) invocation.get_argument (0));
  } catch (GLib.Error error) {
    assert_no_error (error);
  }
  loop.quit ();
}

void test_next_event () throws GLib.Error {
  var source = new Fix.Source ();
  var loop = new MainLoop ();
  var heard = new StringBuilder ();

  wait.begin (source.find_by_type (typeof (Fix.Events)), loop, heard);
  source.fire_nothing ();
  source.fire_price ("ACME", 12.5);
  loop.run ();
  assert_cmpstr (heard.str, EQ, "ACME");
}

int main (string[] args) {
  Test.init (ref args);
  add ("/vala/sink/c-interface", test_c_interface);
  add ("/vala/sink/sink", test_sink);
  add ("/vala/sink/relay", test_relay);
  add ("/vala/sink/properties", test_properties);
  add ("/vala/sink/next-event", test_next_event);
  return Test.run ();
}

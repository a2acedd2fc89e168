/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

typedef struct {
  FixSource          *from;
  FixSource          *to;
  CpgConnectionPoint *from_point;
  CpgConnectionPoint *to_point;
  CpgSink            *relay;
  FixRecorder        *sink;
} Fixture;

static CpgSink *
new_relay (CpgConnectionPoint *target)
{
  g_autoptr (GError) error = NULL;
  CpgSink *relay = cpg_sink_new_relay (target, &error);

  g_assert_no_error (error);
  return relay;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->from = fix_source_new ();
  fixture->to = fix_source_new ();
  fixture->from_point = find_point (fixture->from, FIX_TYPE_EVENTS);
  fixture->to_point = find_point (fixture->to, FIX_TYPE_EVENTS);
  fixture->relay = new_relay (fixture->to_point);
  fixture->sink = fix_recorder_new ();
  advise (fixture->from_point, fixture->relay);
  advise (fixture->to_point, fixture->sink);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->from);
  g_object_unref (fixture->from_point);
  g_assert_finalize_object (fixture->relay);
  if (fixture->to != NULL)
    g_assert_finalize_object (fixture->to);
  g_assert_finalize_object (fixture->to_point);
  g_assert_finalize_object (fixture->sink);
}

static void
heard (GObject    *source,
       const char *symbol,
       double      price,
       gpointer    data)
{
  GString *journal = data;

  g_string_append_printf (journal, "%s %g;", symbol, price);
}

/* Macro, emission and firing by name; to sinks alone, and with handlers. */
static void
test_events (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GString) journal = g_string_new (NULL);

  fix_source_fire_price (fixture->from, "A", 1);
  assert_log (fixture->sink, "price-changed A 1");
  fix_source_fire_nothing (fixture->from);
  assert_log (fixture->sink, "nothing");
  g_signal_emit_by_name (fixture->from, "price-changed", "B", 2.0);
  assert_log (fixture->sink, "price-changed B 2");

  g_signal_connect (fixture->to, "price-changed", G_CALLBACK (heard), journal);
  g_signal_connect (fixture->relay, "price-changed", G_CALLBACK (heard), journal);
  fix_source_fire_price (fixture->from, "C", 3);
  assert_log (fixture->sink, "price-changed C 3");
  g_assert_cmpstr (journal->str, ==, "C 3;C 3;");
}

static void
same_pointers (CpgSink     *sink,
               FixColor     color,
               FixParts     parts,
               FixBox      *box,
               GObject     *object,
               GType        type,
               GParamSpec  *spec,
               gpointer     data)
{
  *(gpointer *) data = box;
}

static void
test_no_copies (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CpgSink) last = cpg_sink_new (FIX_TYPE_EVENTS);
  FixBox *box = fix_box_new (5, 6);
  gpointer seen = NULL;

  advise (fixture->to_point, last);
  g_signal_connect (last, "things", G_CALLBACK (same_pointers), &seen);
  CPG_FIRE (fixture->from_point, FixEventsInterface, things, FIX_COLOR_RED, FIX_PARTS_HEAD, box,
            G_OBJECT (last), FIX_TYPE_BOX, NULL);
  g_assert_true (seen == box);
  fix_box_free (box);
}

static int
answer_7 (CpgSink *sink,
          int      n)
{
  return 7;
}

static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (FixRecorder) other = recorder_new_answering (5);
  int answer = 0;
  gulong handler;

  fix_recorder_set_answer (fixture->sink, 3);
  g_signal_emit_by_name (fixture->from, "first-number", 1, &answer);
  g_assert_cmpint (answer, ==, 3);
  handler = g_signal_connect (fixture->to, "first-number", G_CALLBACK (answer_7), NULL);
  g_signal_emit_by_name (fixture->from, "first-number", 1, &answer);
  g_assert_cmpint (answer, ==, 7);
  g_signal_handler_disconnect (fixture->to, handler);

  /* The relay's own handlers come first; the others hear all the same. */
  handler = g_signal_connect (fixture->relay, "first-number", G_CALLBACK (answer_7), NULL);
  g_signal_emit_by_name (fixture->from, "first-number", 2, &answer);
  g_assert_cmpint (answer, ==, 7);
  g_signal_handler_disconnect (fixture->relay, handler);

  /* Where nobody answers there, the relay does not either. */
  advise (fixture->from_point, other);
  g_signal_emit_by_name (fixture->from, "first-number", 1, &answer);
  g_assert_cmpint (answer, ==, 3);
  g_assert_finalize_object (g_steal_pointer (&fixture->to));
  g_signal_emit_by_name (fixture->from, "first-number", 1, &answer);
  g_assert_cmpint (answer, ==, 5);
}

static void
test_chain (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (FixSource) third = fix_source_new ();
  g_autoptr (CpgConnectionPoint) third_point = find_point (third, FIX_TYPE_EVENTS);
  g_autoptr (CpgSink) on = new_relay (third_point);
  g_autoptr (CpgSink) back = new_relay (fixture->from_point);
  g_autoptr (CpgSink) self = new_relay (third_point);
  g_autoptr (FixRecorder) last = fix_recorder_new ();
  g_autoptr (GError) error = NULL;

  advise (fixture->to_point, on);
  advise (third_point, last);
  fix_source_fire_price (fixture->from, "A", 1);
  assert_log (last, "price-changed A 1");

  /* No circles: not of three, two or one. */
  g_assert_cmpuint (cpg_connection_point_advise (third_point, G_OBJECT (back), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT);
  assert_names (error, "FixEvents");
  g_clear_error (&error);
  g_assert_cmpuint (cpg_connection_point_advise (fixture->to_point, G_OBJECT (back), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT);
  g_clear_error (&error);
  g_assert_cmpuint (cpg_connection_point_advise (third_point, G_OBJECT (self), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT);

  /* Two ways to one place are none. */
  advise (fixture->from_point, self);
  fix_source_fire_nothing (fixture->from);
  assert_log (last, "nothing, nothing");
}

/* The interface of the relay is that of the point. */
static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CpgConnectionPoint) other = find_point (fixture->to, FIX_TYPE_OTHER);
  g_autoptr (CpgSink) relay = new_relay (other);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (cpg_connection_point_advise (fixture->from_point, G_OBJECT (relay), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT);
}

/* An interface without slots: signals go on as signals. */
static void
test_signals (void)
{
  const GTypeInfo info = { .class_size = sizeof (CpgConnectableClass), .instance_size = sizeof (CpgConnectable) };
  GType type = g_type_register_static (CPG_TYPE_CONNECTABLE, "NotesSource", &info, 0);
  gboolean is_added = cpg_type_add_outgoing_interface (type, FIX_TYPE_NOTES, CPG_OUTGOING_NONE, NULL, NULL);
  g_autoptr (GObject) from = g_object_new (type, NULL);
  g_autoptr (GObject) to = g_object_new (type, NULL);
  g_autoptr (CpgConnectionPoint) from_point = find_point (from, FIX_TYPE_NOTES);
  g_autoptr (CpgConnectionPoint) to_point = find_point (to, FIX_TYPE_NOTES);
  g_autoptr (CpgSink) relay = new_relay (to_point);
  g_autoptr (CpgSink) sink = cpg_sink_new (FIX_TYPE_NOTES);
  g_autoptr (GString) journal = g_string_new (NULL);

  g_assert_true (is_added);
  advise (from_point, relay);
  advise (to_point, sink);
  g_signal_connect_swapped (sink, "noted", G_CALLBACK (g_string_append), journal);
  g_signal_emit_by_name (from, "noted", "a");
  g_assert_cmpstr (journal->str, ==, "a");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/relay/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("events", test_events);
  ADD ("no-copies", test_no_copies);
  ADD ("answers", test_answers);
  ADD ("chain", test_chain);
  ADD ("errors", test_errors);
  g_test_add_func ("/relay/signals", test_signals);

  return g_test_run ();
}

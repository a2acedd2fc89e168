/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

static void
note_price (CpgSink    *sink,
            const char *symbol,
            double      price,
            GString    *journal)
{
  g_string_append_printf (journal, "own(%s,%g) ", symbol, price);
}

static void
note_invoked (CpgSink       *sink,
              CpgInvocation *invocation,
              GString       *journal)
{
  g_string_append_printf (journal, "%s/%u ", cpg_method_get_name (cpg_invocation_get_method (invocation)),
                          cpg_invocation_get_n_arguments (invocation));
}

static void
test_signals (void)
{
  FixSource *source = fix_source_new ();
  CpgSink *sink = cpg_sink_new (FIX_TYPE_EVENTS);
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
  CpgOutgoingInterface *contract = cpg_sink_get_interface (sink);
  g_autoptr (GString) journal = g_string_new (NULL);
  GType type;

  g_assert_true (CPG_IS_SINK (sink));
  g_assert_true (FIX_IS_EVENTS (sink));
  g_assert_true (cpg_outgoing_interface_get_gtype (contract) == FIX_TYPE_EVENTS);
  g_object_get (sink, "interface", &type, NULL);
  g_assert_true (type == FIX_TYPE_EVENTS);

  advise (point, sink);
  fix_source_fire_price (source, "A", 1); /* nobody stands behind it */

  /* ::invoked comes first */
  g_signal_connect (sink, "price-changed", G_CALLBACK (note_price), journal);
  fix_source_fire_price (source, "A", 1);
  assert_journal (journal, "own(A,1)");
  g_signal_connect (sink, "invoked", G_CALLBACK (note_invoked), journal);
  fix_source_fire_price (source, "B", 2);
  g_signal_emit_by_name (source, "price-changed", "C", 3.0);
  assert_journal (journal, "price-changed/2 own(B,2) price-changed/2 own(C,3)");

  fix_source_fire_nothing (source);
  fix_source_fire_numbers (source);
  fix_source_fire_texts (source);
  fix_source_fire_things (source);
  fix_source_fire_many (source);
  assert_journal (journal, "nothing/0 numbers/11 texts/3 things/6 many/9");

  g_object_unref (point);
  g_assert_finalize_object (source);
  g_assert_finalize_object (sink);
}

/* A script may call the interface of a sink without any point. */
static void
test_called_directly (void)
{
  g_autoptr (CpgSink) sink = cpg_sink_new (FIX_TYPE_EVENTS);
  FixEventsInterface *iface = FIX_EVENTS_GET_IFACE (sink);
  g_autoptr (GString) journal = g_string_new (NULL);
  g_autofree char *text = NULL;

  g_signal_connect (sink, "price-changed", G_CALLBACK (note_price), journal);
  iface->price_changed (FIX_EVENTS (sink), "A", 1);
  assert_journal (journal, "own(A,1)");
  g_assert_false (iface->may_close (FIX_EVENTS (sink)));
  g_assert_cmpint (iface->last_number (FIX_EVENTS (sink), 3), ==, 0);
  text = iface->last_text (FIX_EVENTS (sink), 3);
  g_assert_null (text);
  g_assert_null (iface->last_object (FIX_EVENTS (sink)));
}

/* Answers ------------------------------------------------------------------------ */

static int
answer_5 (CpgSink *sink,
          int      n,
          gpointer data)
{
  return 5;
}

static gboolean
answer_boolean (CpgSink  *sink,
                gpointer  answer)
{
  return GPOINTER_TO_INT (answer);
}

static void
answer_invoked (CpgSink       *sink,
                CpgInvocation *invocation,
                const GValue  *answer)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cpg_invocation_set_answer (invocation, answer, &error));
  g_assert_no_error (error);
}

static void
answer_text (CpgSink       *sink,
             CpgInvocation *invocation,
             gpointer       data)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, "täxt");
  cpg_invocation_set_answer (invocation, &value, NULL);
}

static void
test_answers (void)
{
  FixSource *source = fix_source_new ();
  CpgSink *sink = cpg_sink_new (FIX_TYPE_EVENTS);
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
  FixRecorder *recorder = recorder_new_answering (3);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *text = NULL;
  int number = 0;
  gulong own, invoked;

  advise (point, recorder);
  advise (point, sink);

  /* nobody stands behind the sink: its answer does not count */
  g_signal_emit_by_name (source, "last-number", 1, &number);
  g_assert_cmpint (number, ==, 3);
  g_assert_true (fix_source_ask_may_close (source));

  /* ::invoked answers for the sink; its own signal before that */
  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, 7);
  invoked = g_signal_connect (sink, "invoked", G_CALLBACK (answer_invoked), &value);
  g_signal_emit_by_name (source, "last-number", 1, &number);
  g_assert_cmpint (number, ==, 7);
  own = g_signal_connect (sink, "last-number", G_CALLBACK (answer_5), NULL);
  g_signal_emit_by_name (source, "last-number", 1, &number);
  g_assert_cmpint (number, ==, 5);
  g_signal_handler_disconnect (sink, own);
  g_signal_emit_by_name (source, "last-number", 1, &number);
  g_assert_cmpint (number, ==, 7);
  g_signal_handler_disconnect (sink, invoked);
  g_signal_emit_by_name (source, "last-number", 1, &number);
  g_assert_cmpint (number, ==, 3);

  /* all the same for a macro */
  own = g_signal_connect (sink, "may-close", G_CALLBACK (answer_boolean), GINT_TO_POINTER (FALSE));
  g_assert_false (fix_source_ask_may_close (source));
  g_signal_handler_disconnect (sink, own);
  own = g_signal_connect (sink, "may-close", G_CALLBACK (answer_boolean), GINT_TO_POINTER (TRUE));
  g_assert_true (fix_source_ask_may_close (source));
  g_signal_handler_disconnect (sink, own);

  /* what has to be freed */
  g_signal_connect (sink, "invoked", G_CALLBACK (answer_text), NULL);
  g_signal_emit_by_name (source, "last-text", 1, &text);
  g_assert_cmpstr (text, ==, "täxt");
  fix_source_fire_last_text (source, 2);

  g_object_unref (point);
  g_assert_finalize_object (source);
  g_assert_finalize_object (sink);
  g_assert_finalize_object (recorder);
}

/* Contracts made at run time ------------------------------------------------------ */

static GObject *
source_new (const char *type_name,
            GType       iface)
{
  g_autoptr (GError) error = NULL;
  GTypeQuery query;
  GType type;

  g_type_query (CPG_TYPE_CONNECTABLE, &query);
  type = g_type_register_static (CPG_TYPE_CONNECTABLE, type_name,
                                 &(GTypeInfo) { .class_size = (guint16) query.class_size,
                                                .instance_size = (guint16) query.instance_size }, 0);
  g_assert_true (cpg_type_add_outgoing_interface (type, iface, CPG_OUTGOING_NONE, NULL, &error));
  g_assert_no_error (error);
  return g_object_new (type, NULL);
}

static void
test_run_time (void)
{
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("SinkEvents", NULL);
  static const GType types[] = { G_TYPE_STRING, G_TYPE_DOUBLE };
  g_autoptr (GObject) source = NULL;
  g_autoptr (CpgSink) sink = NULL;
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GString) journal = g_string_new (NULL);
  GType iface;

  cpg_interface_builder_add_method (builder, "PriceChanged", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, types, 2);
  iface = cpg_outgoing_interface_get_gtype (cpg_interface_builder_register (builder, NULL));
  source = source_new ("SinkEventsSource", iface);
  sink = cpg_sink_new (iface);
  point = find_point (source, iface);
  advise (point, sink);
  g_signal_connect (sink, "invoked", G_CALLBACK (note_invoked), journal);
  g_signal_connect (sink, "price-changed", G_CALLBACK (note_price), journal);
  g_signal_emit_by_name (source, "price-changed", "A", 1.0);
  assert_journal (journal, "price-changed/2 own(A,1)");
}

/* Methods whose names are taken by the signals that each sink has. */
static void
test_taken_names (void)
{
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("SinkTaken", NULL);
  g_autoptr (CpgSink) sink = NULL;
  g_autoptr (GString) journal = g_string_new (NULL);
  CpgOutgoingInterface *contract;
  CpgOutgoingInterface *foreign = cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, NULL);

  cpg_interface_builder_add_method (builder, "notify", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
  cpg_interface_builder_add_method (builder, "invoked", 2, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
  cpg_interface_builder_add_method (builder, "free", 3, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
  contract = cpg_interface_builder_register (builder, NULL);
  sink = cpg_sink_new (cpg_outgoing_interface_get_gtype (contract));
  g_assert_cmpstr (cpg_sink_get_signal_name (sink, cpg_outgoing_interface_get_method (contract, 0)), ==, "event-notify");
  g_assert_cmpstr (cpg_sink_get_signal_name (sink, cpg_outgoing_interface_get_method (contract, 1)), ==, "event-invoked");
  g_assert_cmpstr (cpg_sink_get_signal_name (sink, cpg_outgoing_interface_get_method (contract, 2)), ==, "free");
  g_assert_null (cpg_sink_get_signal_name (sink, cpg_outgoing_interface_get_method (foreign, 0)));
}

/* Contracts of signals -------------------------------------------------------------- */

static void
note_items (CpgSink *sink,
            guint    position,
            guint    removed,
            guint    added,
            GString *journal)
{
  g_string_append_printf (journal, "%u,%u,%u ", position, removed, added);
}

static void
test_list_model (void)
{
  g_autoptr (GObject) source = source_new ("SinkListSource", G_TYPE_LIST_MODEL);
  g_autoptr (CpgSink) sink = cpg_sink_new (G_TYPE_LIST_MODEL);
  g_autoptr (CpgConnectionPoint) point = find_point (source, G_TYPE_LIST_MODEL);
  g_autoptr (GString) journal = g_string_new (NULL);

  advise (point, sink);
  g_signal_connect (sink, "invoked", G_CALLBACK (note_invoked), journal);
  g_signal_connect (sink, "items-changed", G_CALLBACK (note_items), journal);
  g_signal_emit_by_name (source, "items-changed", 1, 2, 3);
  g_assert_cmpuint (journal->len, >, 0);
  /* a handler of the signal itself runs before its class handler */
  assert_journal (journal, "1,2,3 items-changed/3");

  /* Its functions do nothing, and do not crash. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sink)), ==, 0);
  g_assert_null (g_list_model_get_object (G_LIST_MODEL (sink), 0));
}

static void
note_action (CpgSink    *sink,
             const char *name,
             GString    *journal)
{
  g_string_append_printf (journal, "%s ", name);
}

static void
test_action_group (void)
{
  g_autoptr (GObject) source = source_new ("SinkActionSource", G_TYPE_ACTION_GROUP);
  g_autoptr (CpgSink) sink = cpg_sink_new (G_TYPE_ACTION_GROUP);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, G_TYPE_ACTION_GROUP);
  g_autoptr (GString) journal = g_string_new (NULL);

  /* any object that implements the interface is a sink */
  advise (point, group);
  advise (point, sink);
  g_signal_connect (group, "action-added", G_CALLBACK (note_action), journal);
  g_signal_connect (sink, "action-added", G_CALLBACK (note_action), journal);
  g_signal_emit_by_name (source, "action-added", "quit");
  assert_journal (journal, "quit quit");
  g_signal_connect (sink, "invoked", G_CALLBACK (note_invoked), journal);
  g_signal_emit_by_name (source, "action-removed", "quit");
  assert_journal (journal, "action-removed/1");
  g_signal_emit_by_name (source, "action-state-changed", "quit", NULL);
  assert_journal (journal, "action-state-changed/2");
}

static gboolean
answer_asked (CpgSink  *sink,
              int       number,
              gpointer  answer)
{
  return GPOINTER_TO_INT (answer);
}

static void
test_signal_answers (void)
{
  g_autoptr (GObject) source = source_new ("SinkNotesSource", FIX_TYPE_NOTES);
  g_autoptr (CpgSink) sink = cpg_sink_new (FIX_TYPE_NOTES);
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_NOTES);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean answer = TRUE;

  advise (point, sink);
  g_signal_emit_by_name (source, "asked", 1, &answer);
  g_assert_false (answer);
  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, TRUE);
  g_signal_connect (sink, "invoked", G_CALLBACK (answer_invoked), &value);
  g_signal_emit_by_name (source, "asked", 1, &answer);
  g_assert_true (answer);
  g_signal_handlers_disconnect_by_data (sink, &value);

  g_signal_connect_after (sink, "asked", G_CALLBACK (answer_asked), GINT_TO_POINTER (TRUE));
  g_signal_emit_by_name (source, "asked", 1, &answer);
  g_assert_true (answer);
}

/* What can't be -------------------------------------------------------------------- */

#define TYPE_PICKY (picky_get_type ())
G_DECLARE_INTERFACE (Picky, picky, FIX, PICKY, FixRecorder)

struct _PickyInterface
{
  GTypeInterface g_iface;
};

G_DEFINE_INTERFACE (Picky, picky, FIX_TYPE_RECORDER)

static void
picky_default_init (PickyInterface *iface)
{
  g_signal_new ("picked", TYPE_PICKY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
test_wrong (void)
{
  const GType wrong[] = { G_TYPE_INVALID, G_TYPE_INT, G_TYPE_OBJECT, FIX_TYPE_SOURCE, G_TYPE_ICON, TYPE_PICKY };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cpg_sink_try_new (wrong[i], &error));
      g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT);
      if (wrong[i] == TYPE_PICKY)
        assert_names (error, "FixRecorder");
    }
}

static void
test_of_nothing (void)
{
  g_autoptr (GObject) sink = g_object_new (CPG_TYPE_SINK, NULL);
  g_autoptr (FixSource) source = fix_source_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (cpg_sink_get_interface (CPG_SINK (sink)));
  g_assert_cmpuint (cpg_advise (G_OBJECT (source), sink, FIX_TYPE_EVENTS, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT);
}

/* On several points at once, and twice on one. */
static void
test_shared (void)
{
  g_autoptr (CpgSink) sink = cpg_sink_new (FIX_TYPE_EVENTS);
  g_autoptr (FixSource) a = fix_source_new ();
  g_autoptr (FixQuiet) b = fix_quiet_new ();
  g_autoptr (GString) journal = g_string_new (NULL);
  guint cookie;

  g_signal_connect (sink, "price-changed", G_CALLBACK (note_price), journal);
  cookie = cpg_advise (G_OBJECT (a), G_OBJECT (sink), FIX_TYPE_EVENTS, NULL);
  cpg_advise (G_OBJECT (a), G_OBJECT (sink), FIX_TYPE_EVENTS, NULL);
  cpg_advise (G_OBJECT (b), G_OBJECT (sink), FIX_TYPE_EVENTS, NULL);
  fix_source_fire_price (a, "a", 1);
  fix_quiet_fire_price (b, "b", 2);
  assert_journal (journal, "own(a,1) own(a,1) own(b,2)");
  g_assert_true (cpg_unadvise (G_OBJECT (a), FIX_TYPE_EVENTS, cookie, NULL));
  fix_source_fire_price (a, "a", 1);
  assert_journal (journal, "own(a,1)");
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/sink/signals", test_signals);
  g_test_add_func ("/sink/called-directly", test_called_directly);
  g_test_add_func ("/sink/answers", test_answers);
  g_test_add_func ("/sink/run-time", test_run_time);
  g_test_add_func ("/sink/taken-names", test_taken_names);
  g_test_add_func ("/sink/list-model", test_list_model);
  g_test_add_func ("/sink/action-group", test_action_group);
  g_test_add_func ("/sink/signal-answers", test_signal_answers);
  g_test_add_func ("/sink/wrong", test_wrong);
  g_test_add_func ("/sink/of-nothing", test_of_nothing);
  g_test_add_func ("/sink/shared", test_shared);

  return g_test_run ();
}

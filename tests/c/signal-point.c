/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

typedef struct {
  FixSource          *source;
  CpgConnectionPoint *point;
  GString            *journal;
  FixRecorder        *a;
  FixRecorder        *b;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = fix_source_new ();
  fixture->point = find_point (fixture->source, FIX_TYPE_EVENTS);
  fixture->journal = g_string_new (NULL);
  fixture->a = recorder_new_named ("a", fixture->journal);
  fixture->b = recorder_new_named ("b", fixture->journal);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->source);
  g_assert_finalize_object (fixture->a);
  g_assert_finalize_object (fixture->b);
  g_string_free (fixture->journal, TRUE);
}

/* The three ways to fire have to come to the same. */
static void
fire_nothing (Fixture *fixture,
              guint    way)
{
  if (way == 0)
    CPG_FIRE (fixture->point, FixEventsInterface, nothing);
  else if (way == 1)
    g_signal_emit_by_name (fixture->source, "nothing");
  else
    g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), "nothing", NULL, 0, NULL, NULL));
}

static void
before (FixSource *source,
        Fixture   *fixture)
{
  g_string_append (fixture->journal, "before ");
}

static void
after (FixSource *source,
       Fixture   *fixture)
{
  g_string_append (fixture->journal, "after ");
}

static void
stop (FixSource *source,
      Fixture   *fixture)
{
  g_string_append (fixture->journal, "stop ");
  g_signal_stop_emission_by_name (source, "nothing");
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_signal_connect_after (fixture->source, "nothing", G_CALLBACK (after), fixture);
  advise (fixture->point, fixture->a);
  g_signal_connect (fixture->source, "nothing", G_CALLBACK (before), fixture);
  advise (fixture->point, fixture->b);
  for (guint way = 0; way < 3; way++)
    {
      fire_nothing (fixture, way);
      assert_journal (fixture->journal, "before a b after");
    }
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  gulong id;

  g_signal_connect (fixture->source, "nothing", G_CALLBACK (before), fixture);
  id = g_signal_connect (fixture->source, "nothing", G_CALLBACK (stop), fixture);
  g_signal_connect_after (fixture->source, "nothing", G_CALLBACK (after), fixture);
  advise (fixture->point, fixture->a);
  for (guint way = 0; way < 3; way++)
    {
      fire_nothing (fixture, way);
      assert_journal (fixture->journal, "before stop");
    }
  g_signal_handler_block (fixture->source, id);
  for (guint way = 0; way < 3; way++)
    {
      fire_nothing (fixture, way);
      assert_journal (fixture->journal, "before a after");
    }
}

/* A handler that runs before the sinks changes who hears. */
static void
unadvise_b (FixSource *source,
            Fixture   *fixture)
{
  unadvise (fixture->point, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (fixture->b), "cookie")));
  g_signal_handlers_disconnect_by_func (source, unadvise_b, fixture);
}

static void
test_handler_unadvises (Fixture       *fixture,
                        gconstpointer  data)
{
  advise (fixture->point, fixture->a);
  for (guint way = 0; way < 3; way++)
    {
      guint cookie = advise (fixture->point, fixture->b);

      g_object_set_data (G_OBJECT (fixture->b), "cookie", GUINT_TO_POINTER (cookie));
      g_signal_connect (fixture->source, "nothing", G_CALLBACK (unadvise_b), fixture);
      fire_nothing (fixture, way);
      assert_journal (fixture->journal, "a");
    }
}

/* Arguments ---------------------------------------------------------------------- */

static void
do_nothing (void)
{
}

static void
keep (CpgSink        *sink,
      CpgInvocation  *invocation,
      CpgInvocation **kept)
{
  g_set_object (kept, invocation);
}

static void
test_same_arguments (Fixture       *fixture,
                     gconstpointer  data)
{
  static void (* const fire[]) (FixSource *self) = {
    fix_source_fire_nothing, fix_source_fire_numbers, fix_source_fire_texts, fix_source_fire_things,
    fix_source_fire_many,
  };
  g_autoptr (CpgSink) sink = cpg_sink_new (FIX_TYPE_EVENTS);
  g_autoptr (CpgInvocation) kept = NULL;

  advise (fixture->point, fixture->a);
  advise (fixture->point, sink);
  g_signal_connect (sink, "invoked", G_CALLBACK (keep), &kept);

  for (guint i = 0; i < G_N_ELEMENTS (fire); i++)
    {
      g_autofree char *expected = NULL;
      CpgMethod *method;
      const char *name;
      GValue values[12] = { G_VALUE_INIT };
      guint n;
      gulong id;

      fire[i] (fixture->source);
      expected = take_log (fixture->a);
      method = cpg_invocation_get_method (kept);
      name = cpg_method_get_name (method);
      g_assert_true (g_str_has_prefix (expected, name));

      /* the values that arrived there, fired again */
      n = cpg_invocation_get_n_arguments (kept);
      g_value_init (&values[0], FIX_TYPE_SOURCE);
      g_value_set_object (&values[0], fixture->source);
      for (guint j = 0; j < n; j++)
        {
          const GValue *value = cpg_invocation_get_argument (kept, j);

          g_value_init (&values[j + 1], G_VALUE_TYPE (value));
          g_value_copy (value, &values[j + 1]);
        }
      g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), name, values + 1, n, NULL, NULL));
      assert_log (fixture->a, expected);
      g_signal_emitv (values, g_signal_lookup (name, FIX_TYPE_SOURCE), 0, NULL);
      assert_log (fixture->a, expected);

      /* and all ways through GSignal */
      id = g_signal_connect (fixture->source, name, G_CALLBACK (do_nothing), NULL);
      fire[i] (fixture->source);
      assert_log (fixture->a, expected);
      g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), name, values + 1, n, NULL, NULL));
      assert_log (fixture->a, expected);
      g_signal_emitv (values, g_signal_lookup (name, FIX_TYPE_SOURCE), 0, NULL);
      assert_log (fixture->a, expected);
      g_signal_handler_disconnect (fixture->source, id);

      for (guint j = 0; j < n + 1; j++)
        g_value_unset (&values[j]);
    }
}

/* Answers -------------------------------------------------------------------------- */

typedef struct {
  const char *method;
  /* what handlers, sinks and connect_after() handlers answer; a letter is one
   * that does not care: a deaf sink */
  const char *handlers;
  const char *sinks;
  const char *after;
  int         expected;
  const char *asked; /* all who were */
} Answers;

static const Answers answers[] = {
  /* nobody answers */
  { "may-close",    "",   "",    "",   1, "" },
  { "may-close",    "",   "x",   "",   1, "" },
  { "is-handled",   "",   "",    "",   0, "" },
  { "is-handled",   "",   "x",   "",   0, "" },
  { "first-number", "",   "",    "",   0, "" },
  { "first-number", "",   "x",   "",   0, "" },
  { "last-number",  "",   "",    "",   0, "" },
  { "last-number",  "",   "x",   "",   0, "" },

  /* sinks only */
  { "may-close",    "",   "11",  "",   1, "s1 s1" },
  { "may-close",    "",   "101", "",   0, "s1 s0" },
  { "may-close",    "",   "1x0", "",   0, "s1 s0" },
  { "may-close",    "",   "01",  "",   0, "s0" },
  { "is-handled",   "",   "00",  "",   0, "s0 s0" },
  { "is-handled",   "",   "010", "",   1, "s0 s1" },
  { "is-handled",   "",   "0x1", "",   1, "s0 s1" },
  { "is-handled",   "",   "10",  "",   1, "s1" },
  { "first-number", "",   "345", "",   3, "s3 s4 s5" },
  { "first-number", "",   "x45", "",   4, "s4 s5" },
  { "last-number",  "",   "345", "",   5, "s3 s4 s5" },
  { "last-number",  "",   "34x", "",   4, "s3 s4" },

  /* handlers only, with sinks that do not care or without */
  { "may-close",    "1",  "",    "",   1, "h1" },
  { "may-close",    "1",  "x",   "",   1, "h1" },
  { "may-close",    "10", "",    "",   0, "h1 h0" },
  { "may-close",    "01", "",    "",   0, "h0" },
  { "may-close",    "",   "",    "0",  0, "a0" },
  { "is-handled",   "0",  "",    "",   0, "h0" },
  { "is-handled",   "01", "",    "",   1, "h0 h1" },
  { "is-handled",   "10", "",    "",   1, "h1" },
  { "is-handled",   "0",  "x",   "1",  1, "h0 a1" },
  { "first-number", "34", "",    "",   3, "h3 h4" },
  { "first-number", "",   "",    "5",  5, "a5" },
  { "first-number", "",   "x",   "5",  5, "a5" },
  { "last-number",  "34", "",    "",   4, "h3 h4" },
  { "last-number",  "34", "x",   "",   4, "h3 h4" },
  { "last-number",  "3",  "",    "5",  5, "h3 a5" },

  /* both */
  { "may-close",    "1",  "11",  "1",  1, "h1 s1 s1 a1" },
  { "may-close",    "0",  "11",  "1",  0, "h0" },
  { "may-close",    "1",  "01",  "1",  0, "h1 s0" },
  { "may-close",    "1",  "11",  "0",  0, "h1 s1 s1 a0" },
  { "is-handled",   "0",  "00",  "0",  0, "h0 s0 s0 a0" },
  { "is-handled",   "1",  "00",  "0",  1, "h1" },
  { "is-handled",   "0",  "10",  "0",  1, "h0 s1" },
  { "is-handled",   "0",  "00",  "1",  1, "h0 s0 s0 a1" },
  { "first-number", "3",  "45",  "6",  3, "h3 s4 s5 a6" },
  { "first-number", "",   "45",  "6",  4, "s4 s5 a6" },
  { "last-number",  "3",  "45",  "6",  6, "h3 s4 s5 a6" },
  { "last-number",  "3",  "45",  "",   5, "h3 s4 s5" },
};

typedef struct {
  GString *journal;
  int      answer;
  char     kind;
} Handler;

static int
handler_answer (const Handler *handler)
{
  g_string_append_printf (handler->journal, "%c%d ", handler->kind, handler->answer);
  return handler->answer;
}

static int
handle_without (FixSource *source,
                Handler   *handler)
{
  return handler_answer (handler);
}

static int
handle_text (FixSource  *source,
             const char *what,
             Handler    *handler)
{
  return handler_answer (handler);
}

static int
handle_number (FixSource *source,
               int        n,
               Handler   *handler)
{
  return handler_answer (handler);
}

static void
connect_handlers (gpointer    source,
                  const char *method,
                  const char *numbers,
                  char        kind,
                  GString    *journal)
{
  GCallback callback = g_str_equal (method, "may-close")    ? G_CALLBACK (handle_without)
                       : g_str_equal (method, "is-handled") ? G_CALLBACK (handle_text)
                                                            : G_CALLBACK (handle_number);

  for (const char *p = numbers; *p != '\0'; p++)
    {
      Handler *handler = g_new (Handler, 1);

      handler->journal = journal;
      handler->answer = *p - '0';
      handler->kind = kind;
      g_signal_connect_data (source, method, callback, handler, (GClosureNotify) (void (*) (void)) g_free,
                             kind == 'a' ? G_CONNECT_AFTER : 0);
    }
}

static int
ask (FixSource          *source,
     CpgConnectionPoint *point,
     const char         *method,
     guint               way)
{
  int result = -1;
  GValue arg = G_VALUE_INIT;
  g_auto (GValue) answer = G_VALUE_INIT;

  if (way == 0)
    {
      if (g_str_equal (method, "may-close"))
        return CPG_FIRE_BOOLEAN (point, FixEventsInterface, may_close);
      if (g_str_equal (method, "is-handled"))
        return CPG_FIRE_BOOLEAN (point, FixEventsInterface, is_handled, "x");
      /* of the types of an answer gboolean is that of an int */
      if (g_str_equal (method, "first-number"))
        return CPG_FIRE_BOOLEAN (point, FixEventsInterface, first_number, 9);
      return CPG_FIRE_BOOLEAN (point, FixEventsInterface, last_number, 9);
    }
  if (way == 1)
    {
      if (g_str_equal (method, "may-close"))
        g_signal_emit_by_name (source, method, &result);
      else if (g_str_equal (method, "is-handled"))
        g_signal_emit_by_name (source, method, "x", &result);
      else
        g_signal_emit_by_name (source, method, 9, &result);
      return result;
    }

  if (g_str_equal (method, "may-close"))
    {
      g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (point), method, NULL, 0, &answer, NULL));
    }
  else
    {
      g_value_init (&arg, g_str_equal (method, "is-handled") ? G_TYPE_STRING : G_TYPE_INT);
      g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (point), method, &arg, 1, &answer, NULL));
    }
  return G_VALUE_HOLDS_BOOLEAN (&answer) ? g_value_get_boolean (&answer) : g_value_get_int (&answer);
}

static void
note_answer (FixRecorder *sink,
             const char  *line,
             GString     *journal)
{
  g_string_append_printf (journal, "s%d ", fix_recorder_get_answer (sink));
}

static void
test_answers (gconstpointer data)
{
  const Answers *row = data;

  for (guint way = 0; way < 3; way++)
    {
      FixSource *source = fix_source_new ();
      CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
      g_autoptr (GString) journal = g_string_new (NULL);

      connect_handlers (source, row->method, row->handlers, 'h', journal);
      connect_handlers (source, row->method, row->after, 'a', journal);
      for (const char *p = row->sinks; *p != '\0'; p++)
        {
          g_autoptr (GObject) sink = NULL;

          if (*p == 'x')
            sink = G_OBJECT (fix_deaf_new ());
          else
            {
              sink = G_OBJECT (recorder_new_answering (*p - '0'));
              g_signal_connect (sink, "heard", G_CALLBACK (note_answer), journal);
            }
          advise (point, sink);
        }

      g_assert_cmpint (ask (source, point, row->method, way), ==, row->expected);
      assert_journal (journal, row->asked);
      g_object_unref (point);
      g_assert_finalize_object (source);
    }
}

/* Nobody has answered yet when another emission of which that is true comes in
 * between. */
static int
ask_again (FixSource *source,
           int        n,
           guint     *depth)
{
  int inner = 0;

  if (++*depth < 3)
    {
      g_signal_emit_by_name (source, "first-number", n, &inner);
      g_assert_cmpint (inner, ==, 3);
    }
  return 3;
}

static int
answer_9 (FixSource *source,
          int        n,
          gpointer   data)
{
  return 9;
}

static void
test_first_nested (Fixture       *fixture,
                   gconstpointer  data)
{
  guint depth = 0;
  int answer = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FixDeaf) deaf = fix_deaf_new ();

      depth = 0;
      if (i == 0)
        {
          g_signal_connect_after (fixture->source, "first-number", G_CALLBACK (ask_again), &depth);
          g_signal_connect_after (fixture->source, "first-number", G_CALLBACK (answer_9), NULL);
        }
      else
        {
          advise (fixture->point, deaf);
        }
      g_signal_emit_by_name (fixture->source, "first-number", 1, &answer);
      g_assert_cmpint (answer, ==, 3);
      g_assert_cmpuint (depth, ==, 3);
    }
}

/* Answers that have to be freed. */
static char *
answer_text (FixSource *source,
             int        n,
             gpointer   data)
{
  return g_strdup ("handler");
}

static void
test_texts (Fixture       *fixture,
            gconstpointer  data)
{
  char *text = NULL;
  GObject *object = NULL;

  g_signal_emit_by_name (fixture->source, "last-text", 1, &text);
  g_assert_null (text);
  g_signal_emit_by_name (fixture->source, "last-object", &object);
  g_assert_null (object);

  g_signal_connect (fixture->source, "last-text", G_CALLBACK (answer_text), NULL);
  g_signal_emit_by_name (fixture->source, "last-text", 1, &text);
  g_assert_cmpstr (text, ==, "handler");
  g_clear_pointer (&text, g_free);

  advise (fixture->point, fixture->a);
  advise (fixture->point, fixture->b);
  fix_recorder_set_answer (fixture->b, 5);
  g_signal_emit_by_name (fixture->source, "last-text", 1, &text);
  g_assert_cmpstr (text, ==, "text 5");
  g_clear_pointer (&text, g_free);
  CPG_FIRE (fixture->point, FixEventsInterface, last_text, 1);

  g_signal_emit_by_name (fixture->source, "last-object", &object);
  g_assert_true (object == (GObject *) fixture->b);
  g_clear_object (&object);
  assert_journal (fixture->journal, "a b a b a b");
}

/* Emits another signal of the source, with the very values that it got. */
static void
emit_quiet_marshal (GClosure     *closure,
                    GValue       *answer,
                    guint         n_values,
                    const GValue *values,
                    gpointer      hint,
                    gpointer      marshal_data)
{
  g_signal_emitv (values, g_signal_lookup ("other-quiet", FIX_TYPE_SOURCE), 0, NULL);
}

static void
heard_quiet (CpgSink *sink,
             GString *journal)
{
  g_string_append (journal, "quiet ");
}

static void
test_passed_on (Fixture       *fixture,
                gconstpointer  data)
{
  CpgConnectionPoint *others = find_point (fixture->source, FIX_TYPE_OTHER);
  CpgSink *other = cpg_sink_new (FIX_TYPE_OTHER);
  GClosure *closure = g_closure_new_simple (sizeof (GClosure), NULL);

  g_closure_set_marshal (closure, emit_quiet_marshal);
  g_signal_connect_closure (fixture->source, "nothing", closure, FALSE);
  g_signal_connect (other, "quiet", G_CALLBACK (heard_quiet), fixture->journal);
  advise (fixture->point, fixture->a);
  advise (others, other);
  for (guint way = 0; way < 3; way++)
    {
      fire_nothing (fixture, way);
      assert_journal (fixture->journal, "quiet a");
    }
  assert_log (fixture->a, "nothing, nothing, nothing");

  g_object_unref (others);
  g_object_unref (other);
}

/* Subclasses ------------------------------------------------------------------------ */

typedef FixSource Overriding;
typedef FixSourceClass OverridingClass;
static GType overriding_get_type (void);
G_DEFINE_TYPE (Overriding, overriding, FIX_TYPE_SOURCE)

static void
overriding_nothing (FixSource *source)
{
}

static void
overriding_price_changed (FixSource  *source,
                          const char *symbol,
                          double      price)
{
  GValue values[3] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT };

  g_value_init (&values[0], G_OBJECT_TYPE (source));
  g_value_set_object (&values[0], source);
  g_value_init (&values[1], G_TYPE_STRING);
  g_value_set_string (&values[1], "chained");
  g_value_init (&values[2], G_TYPE_DOUBLE);
  g_value_set_double (&values[2], price);
  g_signal_chain_from_overridden (values, NULL);
  for (guint i = 0; i < 3; i++)
    g_value_unset (&values[i]);
}

static void
overriding_class_init (OverridingClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  g_signal_override_class_handler ("nothing", type, G_CALLBACK (overriding_nothing));
  g_signal_override_class_handler ("price-changed", type, G_CALLBACK (overriding_price_changed));
}

static void
overriding_init (Overriding *self)
{
}

static void
test_override (Fixture       *fixture,
               gconstpointer  data)
{
  FixSource *source = g_object_new (overriding_get_type (), NULL);
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);

  advise (point, fixture->a);
  /* cut off, but not in the parent class */
  fix_source_fire_nothing (source);
  g_signal_emit_by_name (source, "nothing");
  assert_log (fixture->a, "");
  advise (fixture->point, fixture->b);
  fix_source_fire_nothing (fixture->source);
  assert_log (fixture->b, "nothing");

  /* chained up, with other arguments */
  fix_source_fire_price (source, "x", 2);
  g_signal_emit_by_name (source, "price-changed", "y", 3.0);
  assert_log (fixture->a, "price-changed chained 2, price-changed chained 3");
  g_object_unref (point);
  g_assert_finalize_object (source);
}

static void
test_override_told (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (FixSource) source = g_object_new (overriding_get_type (), NULL);
      g_autoptr (FixRecorder) sink = fix_recorder_new ();
      g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);

      g_setenv ("G_MESSAGES_DEBUG", "cpglib", TRUE);
      advise (point, sink);
      fix_source_fire_nothing (source);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*Overriding*nothing*");
}

/* Declarations ---------------------------------------------------------------------- */

static void
test_no_signals (Fixture       *fixture,
                 gconstpointer  data)
{
  FixQuiet *quiet = fix_quiet_new ();
  CpgConnectionPoint *point = find_point (quiet, FIX_TYPE_EVENTS);
  CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (point);

  g_assert_cmpuint (g_signal_lookup ("price-changed", FIX_TYPE_QUIET), ==, 0);
  g_assert_null (cpg_signal_point_get_signal_name (CPG_SIGNAL_POINT (point),
                                                   cpg_outgoing_interface_get_method (contract, 1)));
  fix_quiet_fire_price (quiet, "nobody", 0);
  advise (point, fixture->a);
  advise (point, fixture->b);
  fix_quiet_fire_price (quiet, "A", 1);
  assert_journal (fixture->journal, "a b");
  g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "nothing", NULL, 0, NULL, NULL));
  assert_journal (fixture->journal, "a b");
  fix_recorder_set_answer (fixture->a, 1);
  g_assert_false (CPG_FIRE_BOOLEAN (point, FixEventsInterface, may_close));
  assert_journal (fixture->journal, "a b");
  CPG_FIRE (point, FixEventsInterface, last_text, 1);
  assert_journal (fixture->journal, "a b");
  g_object_unref (point);
  g_assert_finalize_object (quiet);
}

static void
test_prefix (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CpgConnectionPoint) other = find_point (fixture->source, FIX_TYPE_OTHER);
  CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (other);
  CpgMethod *method = cpg_outgoing_interface_lookup_method (contract, "price-changed");
  CpgMethod *foreign = cpg_outgoing_interface_get_method (cpg_connection_point_get_connection_interface (fixture->point), 1);

  g_assert_cmpstr (cpg_signal_point_get_signal_name (CPG_SIGNAL_POINT (other), method), ==, "other-price-changed");
  g_assert_cmpstr (cpg_signal_point_get_signal_name (CPG_SIGNAL_POINT (fixture->point), foreign), ==, "price-changed");
  g_assert_null (cpg_signal_point_get_signal_name (CPG_SIGNAL_POINT (other), foreign));
  g_assert_cmpuint (g_signal_lookup ("other-quiet", FIX_TYPE_SOURCE), !=, 0);
  g_assert_cmpuint (g_signal_lookup ("quiet", FIX_TYPE_SOURCE), ==, 0);

  /* the same sink on both points hears each once */
  advise (other, fixture->a);
  advise (fixture->point, fixture->a);
  fix_source_fire_other_price (fixture->source, "A", 1);
  g_signal_emit_by_name (fixture->source, "other-price-changed", "B", 2.0);
  fix_source_fire_price (fixture->source, "C", 3);
  assert_log (fixture->a, "other-price-changed A 1, other-price-changed B 2, price-changed C 3");
}

typedef CpgConnectable Clash;
typedef CpgConnectableClass ClashClass;
static GType clash_get_type (void);
G_DEFINE_TYPE_WITH_CODE (Clash, clash, CPG_TYPE_CONNECTABLE,
                         CPG_OUTGOING_INTERFACE (FIX_TYPE_EVENTS, CPG_OUTGOING_DEFAULT))

static void
clash_class_init (ClashClass *klass)
{
}

static void
clash_init (Clash *self)
{
}

static void
test_name_taken (void)
{
  GType type = clash_get_type ();
  g_autoptr (GObject) object = g_object_new (type, NULL);
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (cpg_type_add_outgoing_interface (type, FIX_TYPE_OTHER, 0, NULL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_EXISTS);
  assert_names (error, "price-changed");
  assert_names (error, "FixOther");
  assert_names (error, "Clash");
  g_clear_error (&error);

  /* Nothing of it came about. */
  g_assert_cmpuint (g_signal_lookup ("quiet", type), ==, 0);
  g_assert_null (cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (object),
                                                              FIX_TYPE_OTHER, NULL));

  g_assert_false (cpg_type_add_outgoing_interface (type, FIX_TYPE_EVENTS, 0, "again", &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_EXISTS);
  assert_names (error, "FixEvents");
  g_clear_error (&error);
  g_assert_false (cpg_type_add_outgoing_interface (type, FIX_TYPE_OTHER, CPG_OUTGOING_DEFAULT, "x", &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_EXISTS);
  assert_names (error, "Clash");
  assert_names (error, "FixEvents");
  assert_names (error, "FixOther");
  g_clear_error (&error);
  g_assert_false (cpg_type_add_outgoing_interface (type, FIX_TYPE_OTHER, 0, "1st", &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  g_assert_true (cpg_type_add_outgoing_interface (type, FIX_TYPE_OTHER, 0, "Second", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_signal_lookup ("second-quiet", type), !=, 0);
  point = find_point (object, FIX_TYPE_OTHER);
}

/* Contracts of signals ---------------------------------------------------------------- */

typedef CpgConnectable Noter;
typedef CpgConnectableClass NoterClass;
static GType noter_get_type (void);
G_DEFINE_TYPE_WITH_CODE (Noter, noter, CPG_TYPE_CONNECTABLE,
                         CPG_OUTGOING_INTERFACE (FIX_TYPE_NOTES, CPG_OUTGOING_NONE))

static void
noter_class_init (NoterClass *klass)
{
}

static void
noter_init (Noter *self)
{
}

/* It implements the interface too: its own signals are what the sinks hear. */
typedef CpgConnectable SelfNoter;
typedef CpgConnectableClass SelfNoterClass;
static GType self_noter_get_type (void);
G_DEFINE_TYPE_WITH_CODE (SelfNoter, self_noter, CPG_TYPE_CONNECTABLE,
                         G_IMPLEMENT_INTERFACE (FIX_TYPE_NOTES, NULL)
                         CPG_OUTGOING_INTERFACE (FIX_TYPE_NOTES, CPG_OUTGOING_NONE))

static void
self_noter_class_init (SelfNoterClass *klass)
{
}

static void
self_noter_init (SelfNoter *self)
{
}

static void
heard_note (gpointer    source,
            const char *text,
            GString    *journal)
{
  g_string_append_printf (journal, "%s ", text);
}

static void
test_notes (gconstpointer data)
{
  GObject *source = g_object_new (((GType (* const *) (void)) data)[0] (), NULL);
  FixNoteTaker *taker = fix_note_taker_new ();
  FixNoteTaker *other = fix_note_taker_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_NOTES);
  g_autoptr (GString) journal = g_string_new (NULL);
  g_auto (GStrv) log = NULL;
  g_autofree char *joined = NULL;
  GValue value = G_VALUE_INIT;
  gboolean answer = TRUE;

  advise (point, taker);
  advise (point, other);
  g_signal_connect (taker, "noted", G_CALLBACK (heard_note), journal);
  g_signal_emit_by_name (source, "noted", "one");
  assert_journal (journal, "one");
  g_signal_emit_by_name (source, "asked", 7, &answer);
  g_assert_false (answer);
  fix_note_taker_set_answer (other, TRUE);
  g_signal_emit_by_name (source, "asked", 8, &answer);
  g_assert_true (answer);

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, "two");
  g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "noted", &value, 1, NULL, NULL));
  assert_journal (journal, "two");
  g_value_unset (&value);

  log = fix_note_taker_get_log (other);
  joined = g_strjoinv (", ", log);
  g_assert_cmpstr (joined, ==, "noted one, asked 7, asked 8, noted two");

  g_object_unref (point);
  g_assert_finalize_object (source);
  g_assert_finalize_object (taker);
  g_assert_finalize_object (other);
}

int
main (int    argc,
      char **argv)
{
  static GType (* const noters[]) (void) = { noter_get_type, self_noter_get_type };

  tests_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/signal-point/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("order", test_order);
  ADD ("stop", test_stop);
  ADD ("handler-unadvises", test_handler_unadvises);
  ADD ("same-arguments", test_same_arguments);
  ADD ("first-nested", test_first_nested);
  ADD ("texts", test_texts);
  ADD ("passed-on", test_passed_on);
  ADD ("override", test_override);
  g_test_add_func ("/signal-point/override-told", test_override_told);
  ADD ("no-signals", test_no_signals);
  ADD ("prefix", test_prefix);
  g_test_add_func ("/signal-point/name-taken", test_name_taken);
  g_test_add_data_func ("/signal-point/notes", &noters[0], test_notes);
  g_test_add_data_func ("/signal-point/notes-of-its-own", &noters[1], test_notes);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/signal-point/answers/%s/h%s-s%s-a%s", answers[i].method,
                                               answers[i].handlers, answers[i].sinks, answers[i].after);

      g_test_add_data_func (path, &answers[i], test_answers);
    }

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

/* What everybody answered, as a text. */
static char *
collect (CpgConnectionPoint *point,
         const char         *method,
         int                 n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) answers = NULL;
  GString *text = g_string_new (NULL);
  g_auto (GValue) arg = G_VALUE_INIT;

  g_value_init (&arg, G_TYPE_INT);
  g_value_set_int (&arg, n);
  answers = cpg_signal_point_fire_collect (CPG_SIGNAL_POINT (point), method, &arg, n >= 0 ? 1 : 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < answers->len; i++)
    {
      const GValue *answer = &g_array_index (answers, GValue, i);

      if (G_VALUE_HOLDS_STRING (answer))
        g_string_append_printf (text, "%s ", g_value_get_string (answer));
      else
        g_string_append_printf (text, "%d ", G_VALUE_HOLDS_BOOLEAN (answer) ? g_value_get_boolean (answer)
                                                                            : g_value_get_int (answer));
    }
  return g_string_free (text, FALSE);
}

#define assert_collected(point, method, n, expected) \
  G_STMT_START { \
    g_autofree char *collected = collect (point, method, n); \
    g_assert_cmpstr (collected, ==, expected); \
  } G_STMT_END

typedef struct {
  FixSource          *source;
  CpgConnectionPoint *point;
  FixRecorder        *sinks[3];
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = fix_source_new ();
  fixture->point = find_point (fixture->source, FIX_TYPE_EVENTS);
  for (int i = 0; i < 3; i++)
    {
      fixture->sinks[i] = recorder_new_answering (i % 2);
      advise (fixture->point, fixture->sinks[i]);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->source);
  for (int i = 0; i < 3; i++)
    g_assert_finalize_object (fixture->sinks[i]);
}

static gboolean
answer_true (GObject *source)
{
  return TRUE;
}

static int
answer_7 (GObject  *source,
          int       n,
          gpointer  data)
{
  return 7;
}

/* Fires the same method inside of itself, once. */
static int
answer_nested (GObject  *source,
               int       n,
               gpointer  data)
{
  Fixture *fixture = data;
  int answer = 0;

  if (n == 1)
    {
      g_signal_emit_by_name (source, "first-number", 2, &answer);
      g_assert_cmpint (answer, ==, 9); /* this handler's, the first */
      assert_collected (fixture->point, "first-number", 3, "9 0 1 0 ");
    }
  return 9;
}

static int
stop (GObject  *source,
      int       n,
      gpointer  data)
{
  g_signal_stop_emission_by_name (source, "first-number");
  return 8;
}

static void
test_sinks (Fixture       *fixture,
            gconstpointer  data)
{
  assert_collected (fixture->point, "may-close", -1, "0 1 0 "); /* the first 0 decides nothing */
  assert_collected (fixture->point, "first-number", 1, "0 1 0 ");
  assert_collected (fixture->point, "last-number", 1, "0 1 0 ");
  assert_collected (fixture->point, "nothing", -1, "");
}

static void
test_handlers (Fixture       *fixture,
               gconstpointer  data)
{
  g_signal_connect (fixture->source, "may-close", G_CALLBACK (answer_true), NULL);
  g_signal_connect_after (fixture->source, "may-close", G_CALLBACK (answer_true), NULL);
  assert_collected (fixture->point, "may-close", -1, "1 0 1 0 1 ");
  g_signal_connect_after (fixture->source, "first-number", G_CALLBACK (answer_7), NULL);
  assert_collected (fixture->point, "first-number", 1, "0 1 0 7 ");
}

static void
test_handlers_alone (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);

  assert_collected (point, "may-close", -1, "");
  g_signal_connect (source, "may-close", G_CALLBACK (answer_true), NULL);
  assert_collected (point, "may-close", -1, "1 ");
}

static void
test_nested (Fixture       *fixture,
             gconstpointer  data)
{
  g_signal_connect (fixture->source, "first-number", G_CALLBACK (answer_nested), fixture);
  assert_collected (fixture->point, "first-number", 1, "9 0 1 0 ");
}

typedef FixSource Chaining;
typedef FixSourceClass ChainingClass;
static GType chaining_get_type (void);
G_DEFINE_TYPE (Chaining, chaining, FIX_TYPE_SOURCE)

static int
chaining_last_number (FixSource *source,
                      int        n)
{
  int answer = 0;

  g_signal_chain_from_overridden_handler (source, n, &answer);
  return answer;
}

static void
chaining_class_init (ChainingClass *klass)
{
  g_signal_override_class_handler ("last-number", G_TYPE_FROM_CLASS (klass), G_CALLBACK (chaining_last_number));
}

static void
chaining_init (Chaining *self)
{
}

/* The sinks behind a subclass have one answer. */
static void
test_chained (void)
{
  FixSource *source = g_object_new (chaining_get_type (), NULL);
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);

  for (int i = 1; i <= 3; i++)
    {
      g_autoptr (FixRecorder) sink = recorder_new_answering (i);

      advise (point, sink);
    }
  g_signal_connect (source, "last-number", G_CALLBACK (answer_7), NULL);
  assert_collected (point, "last-number", 1, "7 3 ");

  g_object_unref (point);
  g_assert_finalize_object (source);
}

static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  g_signal_connect (fixture->source, "first-number", G_CALLBACK (answer_7), NULL);
  g_signal_connect (fixture->source, "first-number", G_CALLBACK (stop), NULL);
  assert_collected (fixture->point, "first-number", 1, "7 8 ");
}

/* Answers that have to be freed. */
static void
test_heap (Fixture       *fixture,
           gconstpointer  data)
{
  assert_collected (fixture->point, "last-text", 5, "text 0 text 1 text 0 ");
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  CpgSignalPoint *point = CPG_SIGNAL_POINT (fixture->point);
  g_autoptr (GError) error = NULL;
  g_auto (GValue) arg = G_VALUE_INIT;

  g_assert_null (cpg_signal_point_fire_collect (point, "no-such-method", NULL, 0, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (cpg_signal_point_fire_collect (point, "first-number", NULL, 0, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_value_init (&arg, G_TYPE_STRING);
  g_assert_null (cpg_signal_point_fire_collect (point, "first-number", &arg, 1, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
}

static void
test_gone (void)
{
  FixSource *source = fix_source_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);

  g_assert_finalize_object (source);
  assert_collected (point, "may-close", -1, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/collect/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("sinks", test_sinks);
  ADD ("handlers", test_handlers);
  g_test_add_func ("/collect/handlers-alone", test_handlers_alone);
  g_test_add_func ("/collect/chained", test_chained);
  ADD ("nested", test_nested);
  ADD ("stopped", test_stopped);
  ADD ("heap", test_heap);
  ADD ("errors", test_errors);
  g_test_add_func ("/collect/gone", test_gone);

  return g_test_run ();
}

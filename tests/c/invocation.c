/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

typedef struct {
  FixSource          *source;
  CpgSink            *sink;
  CpgConnectionPoint *point;
  CpgInvocation      *kept; /* of the last call */
} Fixture;

static void
keep (CpgSink       *sink,
      CpgInvocation *invocation,
      Fixture       *fixture)
{
  g_set_object (&fixture->kept, invocation);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = fix_source_new ();
  fixture->sink = cpg_sink_new (FIX_TYPE_EVENTS);
  fixture->point = find_point (fixture->source, FIX_TYPE_EVENTS);
  advise (fixture->point, fixture->sink);
  g_signal_connect (fixture->sink, "invoked", G_CALLBACK (keep), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->kept);
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->source);
  g_assert_finalize_object (fixture->sink);
}

static void
test_arguments (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *text = NULL;
  char symbol[] = "ACME";

  fix_source_fire_price (fixture->source, symbol, 12.5);
  symbol[0] = 'x'; /* the invocation has a copy */

  g_assert_cmpstr (cpg_method_get_name (cpg_invocation_get_method (fixture->kept)), ==, "price-changed");
  g_assert_cmpuint (cpg_invocation_get_n_arguments (fixture->kept), ==, 2);
  g_assert_cmpstr (g_value_get_string (cpg_invocation_get_argument (fixture->kept, 0)), ==, "ACME");
  g_assert_cmpfloat (g_value_get_double (cpg_invocation_get_argument (fixture->kept, 1)), ==, 12.5);
  g_assert_null (cpg_invocation_get_argument (fixture->kept, 2));
  g_assert_null (cpg_invocation_get_argument (fixture->kept, G_MAXUINT));
  g_assert_null (cpg_invocation_get_answer (fixture->kept));
  text = cpg_invocation_to_string (fixture->kept);
  g_assert_cmpstr (text, ==, "price-changed (symbol=\"ACME\", price=12.5)");

  fix_source_fire_nothing (fixture->source);
  g_assert_cmpuint (cpg_invocation_get_n_arguments (fixture->kept), ==, 0);
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  CpgInvocation *kept;

  fix_source_fire_numbers (fixture->source);
  kept = fixture->kept;
  g_assert_cmpint (g_value_get_schar (cpg_invocation_get_argument (kept, 0)), ==, G_MININT8);
  g_assert_cmpint (g_value_get_uchar (cpg_invocation_get_argument (kept, 1)), ==, G_MAXUINT8);
  g_assert_true (g_value_get_boolean (cpg_invocation_get_argument (kept, 2)));
  g_assert_cmpint (g_value_get_int (cpg_invocation_get_argument (kept, 3)), ==, G_MININT);
  g_assert_cmpuint (g_value_get_uint (cpg_invocation_get_argument (kept, 4)), ==, G_MAXUINT);
  g_assert_cmpint (g_value_get_long (cpg_invocation_get_argument (kept, 5)), ==, -2);
  g_assert_cmpuint (g_value_get_ulong (cpg_invocation_get_argument (kept, 6)), ==, 2);
  g_assert_cmpint (g_value_get_int64 (cpg_invocation_get_argument (kept, 7)), ==, G_MININT64);
  g_assert_cmpuint (g_value_get_uint64 (cpg_invocation_get_argument (kept, 8)), ==, G_MAXUINT64);
  g_assert_cmpfloat (g_value_get_float (cpg_invocation_get_argument (kept, 9)), ==, 0.5f);
  g_assert_cmpfloat (g_value_get_double (cpg_invocation_get_argument (kept, 10)), ==, -1e300);
}

static void
test_things (Fixture       *fixture,
             gconstpointer  data)
{
  const char * const *strv;
  const FixBox *box;
  CpgInvocation *kept;

  fix_source_fire_texts (fixture->source);
  kept = fixture->kept;
  g_assert_cmpstr (g_value_get_string (cpg_invocation_get_argument (kept, 0)), ==, "Grüße, 世界");
  strv = g_value_get_boxed (cpg_invocation_get_argument (kept, 1));
  g_assert_cmpuint (g_strv_length ((char **) strv), ==, 3);
  g_assert_cmpstr (strv[0], ==, "ä");
  g_assert_true (g_variant_is_of_type (g_value_get_variant (cpg_invocation_get_argument (kept, 2)),
                                       G_VARIANT_TYPE ("(si)")));

  fix_source_fire_things (fixture->source);
  kept = fixture->kept;
  g_assert_cmpint (g_value_get_enum (cpg_invocation_get_argument (kept, 0)), ==, FIX_COLOR_BLACK);
  g_assert_cmpuint (g_value_get_flags (cpg_invocation_get_argument (kept, 1)), ==, FIX_PARTS_HEAD | FIX_PARTS_TAIL);
  box = g_value_get_boxed (cpg_invocation_get_argument (kept, 2));
  g_assert_cmpint (box->width, ==, 3);
  g_assert_cmpint (box->height, ==, 4);
  g_assert_true (g_value_get_object (cpg_invocation_get_argument (kept, 3)) == fixture->source);
  g_assert_true (g_value_get_gtype (cpg_invocation_get_argument (kept, 4)) == FIX_TYPE_SOURCE);
  g_assert_cmpstr (g_value_get_param (cpg_invocation_get_argument (kept, 5))->name, ==, "max-connections");

  fix_source_fire_many (fixture->source);
  g_assert_cmpint (g_value_get_int (cpg_invocation_get_argument (fixture->kept, 7)), ==, 8);
  g_assert_cmpstr (g_value_get_string (cpg_invocation_get_argument (fixture->kept, 8)), ==, "nine");
}

static gboolean
answer_with (CpgInvocation *invocation,
             GType          type,
             const char    *text,
             GError       **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, type);
  if (type == G_TYPE_STRING)
    g_value_set_string (&value, text);
  else if (type == G_TYPE_INT)
    g_value_set_int (&value, atoi (text));
  else if (type == G_TYPE_DOUBLE)
    g_value_set_double (&value, g_ascii_strtod (text, NULL));
  else
    g_value_set_int64 (&value, g_ascii_strtoll (text, NULL, 10));
  return cpg_invocation_set_answer (invocation, &value, error);
}

static void
test_set_answer (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int number = 0;

  g_signal_emit_by_name (fixture->source, "last-number", 3, &number);
  g_assert_true (answer_with (fixture->kept, G_TYPE_INT, "17", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (cpg_invocation_get_answer (fixture->kept)), ==, 17);

  text = cpg_invocation_to_string (fixture->kept);
  g_assert_cmpstr (text, ==, "last-number (n=3) = 17");

  /* a number that fits; a later answer replaces the one before */
  g_assert_true (answer_with (fixture->kept, G_TYPE_INT64, "-18", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (cpg_invocation_get_answer (fixture->kept)), ==, -18);
  g_assert_true (answer_with (fixture->kept, G_TYPE_DOUBLE, "19", &error));
  g_assert_cmpint (g_value_get_int (cpg_invocation_get_answer (fixture->kept)), ==, 19);

  /* what does not fit is refused, and leaves the answer as it was */
  g_assert_false (answer_with (fixture->kept, G_TYPE_INT64, "4294967296", &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (answer_with (fixture->kept, G_TYPE_DOUBLE, "0.5", &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (answer_with (fixture->kept, G_TYPE_STRING, "20", &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "gchararray");
  assert_names (error, "last-number");
  g_clear_error (&error);
  g_assert_cmpint (g_value_get_int (cpg_invocation_get_answer (fixture->kept)), ==, 19);

  fix_source_fire_nothing (fixture->source);
  g_assert_false (answer_with (fixture->kept, G_TYPE_INT, "1", &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "nothing");
  g_assert_null (cpg_invocation_get_answer (fixture->kept));
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/invocation/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("arguments", test_arguments);
  ADD ("numbers", test_numbers);
  ADD ("things", test_things);
  ADD ("set-answer", test_set_answer);

  return g_test_run ();
}

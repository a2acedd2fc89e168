/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

static gboolean
set_text (CpgByRef    *box,
          const char  *text,
          GError     **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  return cpg_by_ref_set_value (box, &value, error);
}

static gboolean
set_int64 (CpgByRef  *box,
           gint64     number,
           GError   **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, number);
  return cpg_by_ref_set_value (box, &value, error);
}

static int
get_int (CpgByRef *box)
{
  int number;

  cpg_by_ref_get (box, &number);
  return number;
}

static gboolean
get_boolean (CpgByRef *box)
{
  gboolean boolean;

  cpg_by_ref_get (box, &boolean);
  return boolean;
}

/* The box itself --------------------------------------------------------------- */

static void
test_types (void)
{
  g_autoptr (CpgByRef) text = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_STRING, "ä");
  g_autoptr (CpgByRef) number = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_INT, -3);
  g_autoptr (CpgByRef) real = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_DOUBLE, 0.5);
  g_autoptr (CpgByRef) variant = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_VARIANT, g_variant_new_int32 (5));
  g_autoptr (CpgByRef) thing = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) got_variant = NULL;
  g_autofree char *got = NULL;
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL), *got_object;
  double got_real;

  g_assert_true (cpg_by_ref_get_value_type (text) == G_TYPE_STRING);
  g_assert_cmpint (cpg_by_ref_get_combine (text), ==, CPG_COMBINE_LAST);
  g_assert_false (cpg_by_ref_is_set (text));
  cpg_by_ref_get (text, &got);
  g_assert_cmpstr (got, ==, "ä");
  g_assert_true (cpg_by_ref_set (text, "ö"));
  g_assert_true (cpg_by_ref_is_set (text));
  g_assert_cmpstr (g_value_get_string (cpg_by_ref_get_value (text)), ==, "ö");
  g_assert_true (cpg_by_ref_set (text, NULL));
  g_assert_null (g_value_get_string (cpg_by_ref_get_value (text)));

  /* a number of another type that fits */
  g_assert_true (set_int64 (number, 7, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_int (number), ==, 7);

  cpg_by_ref_get (real, &got_real);
  g_assert_cmpfloat (got_real, ==, 0.5);
  cpg_by_ref_get (variant, &got_variant);
  g_assert_cmpint (g_variant_get_int32 (got_variant), ==, 5);

  thing = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_OBJECT, object);
  cpg_by_ref_get (thing, &got_object);
  g_assert_true (got_object == object);
  g_object_unref (got_object);
  g_assert_true (cpg_by_ref_set (thing, NULL));
  g_assert_finalize_object (object);
}

/* What is wrong is told, and what is inside stays. */
static void
test_wrong_type (void)
{
  g_autoptr (CpgByRef) number = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_INT, 3);
  g_autoptr (CpgByRef) color = cpg_by_ref_new (CPG_COMBINE_LAST, FIX_TYPE_COLOR, FIX_COLOR_GREEN);
  g_auto (GValue) nothing = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_false (set_text (number, "7", &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "gint");
  assert_names (error, "gchararray");
  g_clear_error (&error);
  g_assert_false (set_int64 (number, G_MAXINT64, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (cpg_by_ref_set_value (number, &nothing, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (set_text (color, "red", NULL));

  g_assert_cmpint (get_int (number), ==, 3);
  g_assert_false (cpg_by_ref_is_set (number));
  g_assert_cmpint (g_value_get_enum (cpg_by_ref_get_value (color)), ==, FIX_COLOR_GREEN);
}

static void
test_combine (void)
{
  static const struct {
    CpgCombine combine;
    gboolean   start;
    gboolean   writes[3];
    gboolean   result;
  } rows[] = {
    { CPG_COMBINE_LAST,     FALSE, { TRUE, TRUE, FALSE },  FALSE },
    { CPG_COMBINE_LAST,     TRUE,  { FALSE, FALSE, TRUE }, TRUE },
    { CPG_COMBINE_FIRST,    FALSE, { TRUE, FALSE, FALSE }, TRUE },
    { CPG_COMBINE_FIRST,    TRUE,  { FALSE, TRUE, TRUE },  FALSE },
    { CPG_COMBINE_ANY_TRUE, FALSE, { FALSE, TRUE, FALSE }, TRUE },
    { CPG_COMBINE_ANY_TRUE, FALSE, { FALSE, FALSE, FALSE }, FALSE },
    { CPG_COMBINE_ANY_TRUE, TRUE,  { FALSE, FALSE, FALSE }, TRUE },
    { CPG_COMBINE_ALL_TRUE, TRUE,  { TRUE, FALSE, TRUE },  FALSE },
    { CPG_COMBINE_ALL_TRUE, TRUE,  { TRUE, TRUE, TRUE },   TRUE },
    { CPG_COMBINE_ALL_TRUE, FALSE, { TRUE, TRUE, TRUE },   FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CpgByRef) box = cpg_by_ref_new (rows[i].combine, G_TYPE_BOOLEAN, rows[i].start);

      g_assert_cmpint (cpg_by_ref_get_combine (box), ==, rows[i].combine);
      for (guint j = 0; j < 3; j++)
        g_assert_true (cpg_by_ref_set (box, rows[i].writes[j]));
      g_assert_cmpint (get_boolean (box), ==, rows[i].result);
      g_assert_true (cpg_by_ref_is_set (box));
    }
}

/* A write that does not count is still checked. */
static void
test_first_of_strings (void)
{
  g_autoptr (CpgByRef) box = cpg_by_ref_new (CPG_COMBINE_FIRST, G_TYPE_STRING, "start");

  g_assert_true (set_text (box, "first", NULL));
  g_assert_true (set_text (box, "second", NULL));
  g_assert_false (set_int64 (box, 3, NULL));
  g_assert_cmpstr (g_value_get_string (cpg_by_ref_get_value (box)), ==, "first");
}

static void
test_anything (void)
{
  g_auto (GValue) text = G_VALUE_INIT, nested = G_VALUE_INIT, nothing = G_VALUE_INIT;
  g_autoptr (CpgByRef) box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_VALUE, NULL);
  g_autoptr (CpgByRef) full = NULL;
  GValue *got;

  g_assert_true (cpg_by_ref_get_value_type (box) == G_TYPE_VALUE);
  g_assert_null (cpg_by_ref_get_value (box));
  cpg_by_ref_get (box, &got);
  g_assert_null (got);

  g_assert_true (set_int64 (box, 5, NULL));
  g_assert_true (G_VALUE_HOLDS_INT64 (cpg_by_ref_get_value (box)));
  g_assert_true (set_text (box, "text", NULL));
  g_assert_cmpstr (g_value_get_string (cpg_by_ref_get_value (box)), ==, "text");
  cpg_by_ref_get (box, &got);
  g_assert_cmpstr (g_value_get_string (got), ==, "text");
  g_boxed_free (G_TYPE_VALUE, got);

  /* a value in a value is that value */
  g_value_init (&text, G_TYPE_STRING);
  g_value_set_string (&text, "inner");
  g_value_init (&nested, G_TYPE_VALUE);
  g_value_set_boxed (&nested, &text);
  g_assert_true (cpg_by_ref_set_value (box, &nested, NULL));
  g_assert_cmpstr (g_value_get_string (cpg_by_ref_get_value (box)), ==, "inner");
  full = cpg_by_ref_new (CPG_COMBINE_FIRST, G_TYPE_VALUE, &text);
  g_assert_cmpstr (g_value_get_string (cpg_by_ref_get_value (full)), ==, "inner");

  g_assert_true (cpg_by_ref_set_value (box, &nothing, NULL));
  g_assert_null (cpg_by_ref_get_value (box));
}

static void
test_new_value (void)
{
  g_auto (GValue) text = G_VALUE_INIT, boxed = G_VALUE_INIT, any = G_VALUE_INIT, nothing = G_VALUE_INIT;
  g_autoptr (CpgByRef) box = NULL;
  g_autoptr (CpgByRef) copy = NULL;
  g_autoptr (CpgByRef) empty = NULL;
  g_autoptr (GError) error = NULL;

  g_value_init (&text, G_TYPE_STRING);
  g_value_set_string (&text, "text");
  box = cpg_by_ref_new_value (&text, CPG_COMBINE_FIRST, &error);
  g_assert_no_error (error);
  g_assert_true (cpg_by_ref_get_value_type (box) == G_TYPE_STRING);
  g_assert_true (cpg_by_ref_set (box, "written"));

  /* of a box: a new one, that nobody has written into */
  g_value_init (&boxed, CPG_TYPE_BY_REF);
  g_value_set_boxed (&boxed, box);
  copy = cpg_by_ref_new_value (&boxed, CPG_COMBINE_LAST, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (cpg_by_ref_get_value (copy)), ==, "written");
  g_assert_cmpint (cpg_by_ref_get_combine (copy), ==, CPG_COMBINE_LAST);
  g_assert_false (cpg_by_ref_is_set (copy));
  g_assert_true (cpg_by_ref_set (copy, "other"));
  g_assert_cmpstr (g_value_get_string (cpg_by_ref_get_value (box)), ==, "written");

  g_value_init (&any, G_TYPE_VALUE);
  empty = cpg_by_ref_new_value (&any, CPG_COMBINE_LAST, &error);
  g_assert_no_error (error);
  g_assert_null (cpg_by_ref_get_value (empty));
  g_assert_true (cpg_by_ref_get_value_type (empty) == G_TYPE_VALUE);

  g_clear_pointer (&empty, cpg_by_ref_unref);
  empty = cpg_by_ref_new_value (&nothing, CPG_COMBINE_LAST, &error);
  g_assert_no_error (error);
  g_assert_null (cpg_by_ref_get_value (empty));
  g_assert_true (cpg_by_ref_get_value_type (empty) == G_TYPE_VALUE);

  /* what can't be */
  g_assert_null (cpg_by_ref_new_value (&text, CPG_COMBINE_ANY_TRUE, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "gchararray");
  g_clear_error (&error);
  g_assert_null (cpg_by_ref_new_value (&text, (CpgCombine) 17, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "17");
  g_clear_error (&error);
  g_value_set_boxed (&boxed, NULL);
  g_assert_null (cpg_by_ref_new_value (&boxed, CPG_COMBINE_LAST, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "CpgByRef");
}

static void
test_misuse (void)
{
  g_assert_null (cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_NONE));
  assert_caught ("*by reference*");
  g_assert_null (cpg_by_ref_new (CPG_COMBINE_LAST, CPG_TYPE_BY_REF, NULL));
  assert_caught ("*CpgByRef*by reference*");
  g_assert_null (cpg_by_ref_new (CPG_COMBINE_ANY_TRUE, G_TYPE_INT, 0));
  assert_caught ("*ANY_TRUE*gint*");
}

/* The object's end looks into the box that it leaves. */
static void
look_into (gpointer  box,
           GObject  *where_the_object_was)
{
  g_assert_null (g_value_get_object (cpg_by_ref_get_value (box)));
  g_assert_true (cpg_by_ref_set (box, NULL));
}

static void
test_reentrant (void)
{
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (CpgByRef) box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_OBJECT, object);

  g_object_weak_ref (object, look_into, box);
  g_object_unref (object);
  g_assert_true (cpg_by_ref_set (box, NULL));
}

/* The contract ----------------------------------------------------------------- */

static void
test_of_c (void)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (FIX_TYPE_GATE, NULL);
  CpgMethod *price = cpg_outgoing_interface_lookup_method (contract, "price");
  CpgMethod *fill = cpg_outgoing_interface_lookup_method (contract, "fill");

  g_assert_true (cpg_method_get_param_type (price, 1) == CPG_TYPE_BY_REF);
  g_assert_cmpint (cpg_method_get_param_direction (price, 0), ==, CPG_DIRECTION_IN);
  g_assert_cmpint (cpg_method_get_param_direction (price, 1), ==, CPG_DIRECTION_INOUT);
  g_assert_cmpint (cpg_method_get_param_direction (price, 2), ==, CPG_DIRECTION_IN);
  g_assert_true (cpg_method_get_param_value_type (price, 0) == G_TYPE_STRING);
  g_assert_true (cpg_method_get_param_value_type (price, 1) == G_TYPE_INT);
  g_assert_true (cpg_method_get_param_value_type (price, 2) == G_TYPE_INVALID);
  g_assert_true (cpg_method_get_param_value_type (fill, 0) == G_TYPE_VALUE);

  /* A contract does not change any more. */
  cpg_outgoing_interface_set_by_ref (FIX_TYPE_GATE, "fill", "anything", G_TYPE_INT);
  assert_caught ("*FixGate*default_init*fill*");
  g_assert_true (cpg_method_get_param_value_type (fill, 0) == G_TYPE_VALUE);
}

static void
badly_said_default_init (gpointer iface,
                         gpointer data)
{
  GType type = G_TYPE_FROM_INTERFACE (iface);

  cpg_outgoing_interface_init (type, NULL);
  cpg_outgoing_interface_add_method (type, "ask", sizeof (GTypeInterface), 1, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     2, "in", G_TYPE_INT, "inout", CPG_TYPE_BY_REF);
  cpg_outgoing_interface_set_by_ref (type, "tell", "inout", G_TYPE_INT);
  assert_caught ("*default_init*tell*");
  cpg_outgoing_interface_set_by_ref (type, "ask", "nope", G_TYPE_INT);
  assert_caught ("*ask*no parameter nope*");
  cpg_outgoing_interface_set_by_ref (type, "ask", "in", G_TYPE_INT);
  assert_caught ("*type of in is gint*CpgByRef*");
  cpg_outgoing_interface_set_by_ref (type, "ask", "inout", G_TYPE_NONE);
  assert_caught ("*inout's type, void*");
  cpg_outgoing_interface_set_by_ref (type, "ask", "inout", CPG_TYPE_BY_REF);
  assert_caught ("*inout's type, CpgByRef*");
}

static void
test_bad_of_c (void)
{
  const GTypeInfo info = {
    .class_size = sizeof (GTypeInterface) + sizeof (gpointer),
    .class_init = badly_said_default_init
  };
  GType type = g_type_register_static (G_TYPE_INTERFACE, "BadlySaid", &info, 0);
  CpgOutgoingInterface *contract;

  g_type_interface_add_prerequisite (type, G_TYPE_OBJECT);
  contract = cpg_outgoing_interface_for_type (type, NULL);
  g_assert_true (cpg_method_get_param_value_type (cpg_outgoing_interface_get_method (contract, 0), 1) == G_TYPE_VALUE);
}

static CpgInterfaceBuilder *
builder_new (const char *type_name)
{
  static const char * const names[] = { "cancel", NULL };
  const GType types[] = { CPG_TYPE_BY_REF };
  CpgInterfaceBuilder *builder = cpg_interface_builder_new (type_name, NULL);

  cpg_interface_builder_add_method (builder, "BeforeClose", 1, CPG_COMBINE_LAST, G_TYPE_NONE, names, types, 1);
  return builder;
}

static void
test_built (void)
{
  static const struct { const char *method, *param; GType type; const char *culprit; } wrong[] = {
    { "nope", "cancel", G_TYPE_BOOLEAN, "nope" },
    { "before-close", "nope", G_TYPE_BOOLEAN, "nope" },
    { "before-close", "cancel", G_TYPE_NONE, "void" },
    { "before-close", "cancel", G_TYPE_INVALID, "no type" },
  };
  g_autoptr (CpgInterfaceBuilder) builder = builder_new ("BuiltGate");
  g_autoptr (CpgInterfaceBuilder) returns = cpg_interface_builder_new ("ReturnsBox", NULL);
  g_autoptr (GError) error = NULL;
  CpgOutgoingInterface *contract;

  cpg_interface_builder_set_by_ref (builder, "before_close", "cancel", G_TYPE_BOOLEAN);
  contract = cpg_interface_builder_register (builder, &error);
  g_assert_no_error (error);
  g_assert_true (cpg_method_get_param_value_type (cpg_outgoing_interface_get_method (contract, 0), 0) == G_TYPE_BOOLEAN);

  /* too late */
  cpg_interface_builder_set_by_ref (builder, "before_close", "cancel", G_TYPE_INT);
  g_assert_true (cpg_method_get_param_value_type (cpg_outgoing_interface_get_method (contract, 0), 0) == G_TYPE_BOOLEAN);
  g_assert_null (cpg_interface_builder_register (builder, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_EXISTS);
  g_clear_error (&error);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CpgInterfaceBuilder) bad = builder_new ("BadGate");

      cpg_interface_builder_set_by_ref (bad, wrong[i].method, wrong[i].param, wrong[i].type);
      g_assert_null (cpg_interface_builder_register (bad, &error));
      g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT);
      assert_names (error, "BadGate");
      assert_names (error, wrong[i].culprit);
      g_clear_error (&error);
    }

  cpg_interface_builder_add_method (returns, "ask", 1, CPG_COMBINE_LAST, CPG_TYPE_BY_REF, NULL, NULL, 0);
  g_assert_null (cpg_interface_builder_register (returns, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT);
  assert_names (error, "CpgByRef");
}

/* Firing ----------------------------------------------------------------------- */

typedef struct {
  FixDoor            *door;
  CpgConnectionPoint *point;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->door = fix_door_new ();
  fixture->point = find_point (fixture->door, FIX_TYPE_GATE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->door);
}

/* Each way to fire gives what is then inside of a box of booleans. */
typedef gboolean (* FireBoolean) (FixDoor    *door,
                                  CpgCombine  combine,
                                  gboolean    start);

static gboolean
fire_by_macro (FixDoor    *door,
               CpgCombine  combine,
               gboolean    start)
{
  g_autoptr (CpgByRef) box = cpg_by_ref_new (combine, G_TYPE_BOOLEAN, start);

  CPG_FIRE (cpg_signal_point_peek (door, FIX_TYPE_GATE), FixGateInterface, before_close, box);
  return get_boolean (box);
}

static gboolean
fire_by_emission (FixDoor    *door,
                  CpgCombine  combine,
                  gboolean    start)
{
  g_autoptr (CpgByRef) box = cpg_by_ref_new (combine, G_TYPE_BOOLEAN, start);

  g_signal_emit_by_name (door, "before-close", box);
  return get_boolean (box);
}

static gboolean
fire_by_name (FixDoor    *door,
              CpgCombine  combine,
              gboolean    start)
{
  g_autoptr (CpgByRef) box = cpg_by_ref_new (combine, G_TYPE_BOOLEAN, start);
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, CPG_TYPE_BY_REF);
  g_value_set_boxed (&value, box);
  cpg_signal_point_fire (CPG_SIGNAL_POINT (cpg_signal_point_peek (door, FIX_TYPE_GATE)), "BeforeClose",
                         &value, 1, NULL, &error);
  g_assert_no_error (error);
  return get_boolean (box);
}

static const FireBoolean ways[] = { fire_by_macro, fire_by_emission, fire_by_name };

static void
assert_found (FixGuard   *guard,
              const char *expected)
{
  g_autofree char *found = fix_guard_take_log (guard);

  g_assert_cmpstr (found, ==, expected);
}

static void
handle_close (FixDoor  *door,
              CpgByRef *cancel,
              gpointer  cancels)
{
  cpg_by_ref_set (cancel, GPOINTER_TO_INT (cancels));
}

static void
invoked_cb (CpgSink       *sink,
            CpgInvocation *invocation,
            gpointer       cancels)
{
  cpg_by_ref_set (g_value_get_boxed (cpg_invocation_get_argument (invocation, 0)), GPOINTER_TO_INT (cancels));
}

static void
test_sinks (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (FixGuard) yes = fix_guard_new (TRUE, 1);
  g_autoptr (FixGuard) no = fix_guard_new (FALSE, 2);

  advise (fixture->point, yes);
  advise (fixture->point, no);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      /* a cancel that stays, and one that a later sink undoes */
      g_assert_true (ways[i] (fixture->door, CPG_COMBINE_ANY_TRUE, FALSE));
      g_assert_false (ways[i] (fixture->door, CPG_COMBINE_LAST, FALSE));
      g_assert_true (ways[i] (fixture->door, CPG_COMBINE_FIRST, FALSE));
      g_assert_false (ways[i] (fixture->door, CPG_COMBINE_ALL_TRUE, TRUE));
      assert_found (yes, "open open open cancelled");
      assert_found (no, "cancelled cancelled cancelled cancelled");
    }

  g_assert_false (fix_door_close (fixture->door));
  assert_found (yes, "open");
  assert_found (no, "cancelled");
}

static void
test_handlers (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (FixGuard) no = fix_guard_new (FALSE, 0);
  g_autoptr (CpgSink) sink = cpg_sink_new (FIX_TYPE_GATE);
  gulong after;

  advise (fixture->point, no);
  advise (fixture->point, sink);
  g_signal_connect (fixture->door, "before-close", G_CALLBACK (handle_close), GINT_TO_POINTER (TRUE));
  after = g_signal_connect_after (fixture->door, "before-close", G_CALLBACK (handle_close), GINT_TO_POINTER (FALSE));
  g_signal_connect (sink, "invoked", G_CALLBACK (invoked_cb), GINT_TO_POINTER (TRUE));

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_assert_true (ways[i] (fixture->door, CPG_COMBINE_ANY_TRUE, FALSE));
      g_assert_false (ways[i] (fixture->door, CPG_COMBINE_LAST, TRUE));
      g_assert_true (ways[i] (fixture->door, CPG_COMBINE_FIRST, FALSE));
      assert_found (no, "cancelled cancelled cancelled");
    }
  g_signal_handler_disconnect (fixture->door, after);

  /* the CpgSink, by each of its signals */
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    g_assert_true (ways[i] (fixture->door, CPG_COMBINE_LAST, FALSE));
  g_signal_connect (sink, "before-close", G_CALLBACK (handle_close), GINT_TO_POINTER (FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    g_assert_false (ways[i] (fixture->door, CPG_COMBINE_LAST, TRUE));
}

static void
test_each_sees_the_one_before (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (FixGuard) one = fix_guard_new (FALSE, 1);
  g_autoptr (FixGuard) two = fix_guard_new (FALSE, 20);
  g_autoptr (FixGuard) three = fix_guard_new (FALSE, 300);

  advise (fixture->point, one);
  advise (fixture->point, two);
  advise (fixture->point, three);
  g_assert_cmpint (fix_door_ask_price (fixture->door, "A", 1000, CPG_COMBINE_LAST), ==, 1321);
  assert_found (one, "A=1000");
  assert_found (two, "A=1001");
  assert_found (three, "A=1021");

  g_assert_cmpint (fix_door_ask_price (fixture->door, "B", 1000, CPG_COMBINE_FIRST), ==, 1001);
  assert_found (three, "B=1001");
}

static void
test_anything_fired (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (FixGuard) one = fix_guard_new (FALSE, 1);
  g_autoptr (FixGuard) two = fix_guard_new (FALSE, 2);
  g_autoptr (CpgByRef) any = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_VALUE, NULL);
  g_autoptr (CpgByRef) number = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_DOUBLE, 0.5);

  advise (fixture->point, one);
  advise (fixture->point, two);
  CPG_FIRE (fixture->point, FixGateInterface, fill, any);
  g_assert_cmpint (g_value_get_int (cpg_by_ref_get_value (any)), ==, 2);
  g_signal_emit_by_name (fixture->door, "fill", number);
  g_assert_cmpfloat (g_value_get_double (cpg_by_ref_get_value (number)), ==, 2);
  assert_found (one, "empty gdouble");
  assert_found (two, "gint gdouble");
}

/* A box of the wrong type would make a sink in C write over its stack. */
static void
test_wrong_box (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (FixGuard) guard = fix_guard_new (TRUE, 1);
  g_autoptr (CpgByRef) text = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_STRING, "text");
  g_autoptr (CpgByRef) any = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_VALUE, NULL);
  g_auto (GValue) box = G_VALUE_INIT, plain = G_VALUE_INIT, nothing = G_VALUE_INIT;
  CpgSignalPoint *point = CPG_SIGNAL_POINT (fixture->point);
  g_autoptr (GError) error = NULL;

  advise (fixture->point, guard);
  g_value_init (&box, CPG_TYPE_BY_REF);
  g_value_set_boxed (&box, text);
  g_assert_false (cpg_signal_point_fire (point, "before-close", &box, 1, NULL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "FixGate.before-close");
  assert_names (error, "cancel");
  assert_names (error, "gboolean");
  assert_names (error, "gchararray");
  g_clear_error (&error);

  g_value_set_boxed (&box, any);
  g_assert_false (cpg_signal_point_fire (point, "before-close", &box, 1, NULL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "GValue");
  g_clear_error (&error);

  g_value_set_boxed (&box, NULL);
  g_assert_false (cpg_signal_point_fire (point, "before-close", &box, 1, NULL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "CpgByRef");
  g_clear_error (&error);

  /* a plain value wants a box */
  g_value_init (&plain, G_TYPE_BOOLEAN);
  g_assert_false (cpg_signal_point_fire (point, "before-close", &plain, 1, NULL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "CpgByRef");
  assert_names (error, "gboolean");
  g_clear_error (&error);
  g_assert_false (cpg_signal_point_fire (point, "before-close", &nothing, 1, NULL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);

  /* An emission has no other way to tell. */
  g_signal_emit_by_name (fixture->door, "before-close", text);
  assert_caught ("*before-close*cancel*gboolean*gchararray*");
  g_signal_emit_by_name (fixture->door, "before-close", NULL);
  assert_caught ("*before-close*cancel*missing*");
  assert_found (guard, "");
}

/* Delivery ----------------------------------------------------------------------- */

static void
iterate (GMainContext *context)
{
  while (g_main_context_iteration (context, FALSE))
    ;
}

static void
test_queued (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (FixGuard) early = fix_guard_new (TRUE, 1);
  g_autoptr (FixGuard) late = fix_guard_new (TRUE, 10);
  g_autoptr (FixGuard) later = fix_guard_new (TRUE, 100);
  guint cookies[2];

  cookies[0] = cpg_connection_point_advise_full (fixture->point, G_OBJECT (late), CPG_ADVISE_CONTEXT, context, NULL);
  cookies[1] = cpg_connection_point_advise_full (fixture->point, G_OBJECT (later), CPG_ADVISE_CONTEXT, context, NULL);
  g_assert_cmpuint (cookies[0], !=, 0);
  g_assert_cmpuint (cookies[1], !=, 0);
  advise (fixture->point, early);

  g_assert_cmpint (fix_door_ask_price (fixture->door, "A", 1000, CPG_COMBINE_LAST), ==, 1001);
  assert_found (late, "");

  /* Each has its own: what the first writes, the second does not find. */
  iterate (context);
  assert_found (late, "A=1001");
  assert_found (later, "A=1001");
}

/* What is written into a queued box is not written into the one that was fired. */
static void
test_queued_is_apart (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (FixGuard) guard = fix_guard_new (TRUE, 10);
  CpgSink *sink = cpg_sink_new (FIX_TYPE_GATE);

  g_signal_connect (sink, "before-close", G_CALLBACK (handle_close), GINT_TO_POINTER (TRUE));
  cpg_connection_point_advise_full (fixture->point, G_OBJECT (sink), CPG_ADVISE_CONTEXT, context, NULL);
  cpg_connection_point_advise_full (fixture->point, G_OBJECT (guard), CPG_ADVISE_CONTEXT, context, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (CpgByRef) box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_BOOLEAN, FALSE);
      g_auto (GValue) value = G_VALUE_INIT;

      g_value_init (&value, CPG_TYPE_BY_REF);
      g_value_set_boxed (&value, box);
      if (i == 0)
        CPG_FIRE (fixture->point, FixGateInterface, before_close, box);
      else if (i == 1)
        g_signal_emit_by_name (fixture->door, "before-close", box);
      else
        cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), "before-close", &value, 1, NULL, NULL);
      cpg_by_ref_set (box, FALSE); /* the owner goes on using it */
      iterate (context);
      g_assert_false (get_boolean (box));
      assert_found (guard, "open");
    }
  g_object_unref (sink);
}

static gpointer
run_loop (gpointer loop)
{
  g_main_loop_run (loop);
  return NULL;
}

static gboolean
quit_loop (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Sinks in several threads get the arguments of one round, and each writes. */
static void
test_several_threads (Fixture       *fixture,
                      gconstpointer  data)
{
  enum { N_SINKS = 3, N_ROUNDS = 200 };
  FixGuard *guards[N_SINKS];
  GMainLoop *loops[N_SINKS];
  GThread *threads[N_SINKS];

  for (guint i = 0; i < N_SINKS; i++)
    {
      g_autoptr (GMainContext) context = g_main_context_new ();

      guards[i] = fix_guard_new (TRUE, (int) i + 1);
      loops[i] = g_main_loop_new (context, FALSE);
      g_assert_cmpuint (cpg_connection_point_advise_full (fixture->point, G_OBJECT (guards[i]),
                                                          CPG_ADVISE_CONTEXT, context, NULL), !=, 0);
      threads[i] = g_thread_new ("sink", run_loop, loops[i]);
    }
  for (guint i = 0; i < N_ROUNDS; i++)
    g_assert_cmpint (fix_door_ask_price (fixture->door, "A", 7, CPG_COMBINE_LAST), ==, 7);

  for (guint i = 0; i < N_SINKS; i++)
    {
      g_autoptr (GSource) last = g_idle_source_new (); /* after all that waits */
      g_autofree char *found = NULL;

      g_source_set_callback (last, quit_loop, loops[i], NULL);
      g_source_attach (last, g_main_loop_get_context (loops[i]));
      g_thread_join (threads[i]);
      found = fix_guard_take_log (guards[i]);
      g_assert_cmpuint (strlen (found), ==, N_ROUNDS * strlen ("A=7 ") - 1);
      g_assert_null (strstr (found, "A=8"));
      g_object_unref (guards[i]);
      g_main_loop_unref (loops[i]);
    }
}

/* What is inside goes with the last box. */
static void
test_object_inside (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  CpgByRef *box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_OBJECT, object);
  g_autoptr (CpgSink) sink = cpg_sink_new (FIX_TYPE_GATE);
  g_auto (GValue) value = G_VALUE_INIT;
  CpgInvocation *kept = NULL;

  cpg_connection_point_advise_full (fixture->point, G_OBJECT (sink), CPG_ADVISE_CONTEXT, context, NULL);
  g_signal_connect_swapped (sink, "invoked", G_CALLBACK (g_set_object), &kept);
  g_value_init (&value, CPG_TYPE_BY_REF);
  g_value_take_boxed (&value, box);
  CPG_FIRE (fixture->point, FixGateInterface, fill, box);
  g_signal_emit_by_name (fixture->door, "fill", box);
  cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), "fill", &value, 1, NULL, NULL);
  g_value_reset (&value);
  iterate (context);
  g_assert_true (g_value_get_object (cpg_by_ref_get_value (g_value_get_boxed (cpg_invocation_get_argument (kept, 0)))) == object);
  g_assert_finalize_object (kept);
  g_assert_finalize_object (object);
}

/* In its own thread a context sink is called at once, and counts. */
static void
test_direct (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (FixGuard) guard = fix_guard_new (TRUE, 10);

  g_assert_true (g_main_context_acquire (NULL));
  advise_full (fixture->point, guard, CPG_ADVISE_CONTEXT);
  g_assert_cmpint (fix_door_ask_price (fixture->door, "A", 1000, CPG_COMBINE_LAST), ==, 1010);
  g_main_context_release (NULL);
}

static void
take_result (GObject      *point,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;

  *(CpgInvocation **) data = cpg_connection_point_next_event_finish (CPG_CONNECTION_POINT (point), result, &error);
  g_assert_no_error (error);
}

static void
test_next_event (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (CpgByRef) box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_INT, 3);
  g_autoptr (CpgInvocation) event = NULL;

  cpg_connection_point_next_event_async (fixture->point, "price", -1, NULL, take_result, &event);
  CPG_FIRE (fixture->point, FixGateInterface, price, "A", box);
  cpg_by_ref_set (box, 4);
  while (event == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_int (g_value_get_boxed (cpg_invocation_get_argument (event, 1))), ==, 3);
  g_assert_cmpstr (g_value_get_string (cpg_invocation_get_argument (event, 0)), ==, "A");
}

/* A listener may keep the box. */
static void
keep_box (CpgSink       *sink,
          CpgInvocation *invocation,
          CpgByRef     **kept)
{
  *kept = g_value_dup_boxed (cpg_invocation_get_argument (invocation, 0));
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CpgSink) sink = cpg_sink_new (FIX_TYPE_GATE);
  g_autoptr (CpgByRef) kept = NULL;

  g_signal_connect (sink, "invoked", G_CALLBACK (keep_box), &kept);
  advise (fixture->point, sink);
  g_assert_true (fix_door_close (fixture->door));
  g_assert_true (cpg_by_ref_set (kept, TRUE));
  g_assert_true (get_boolean (kept));
}

int
main (int    argc,
      char **argv)
{
  int result;

  tests_init (&argc, &argv);
  catch_messages ();

  g_test_add_func ("/by-ref/types", test_types);
  g_test_add_func ("/by-ref/wrong-type", test_wrong_type);
  g_test_add_func ("/by-ref/combine", test_combine);
  g_test_add_func ("/by-ref/first-of-strings", test_first_of_strings);
  g_test_add_func ("/by-ref/anything", test_anything);
  g_test_add_func ("/by-ref/new-value", test_new_value);
  g_test_add_func ("/by-ref/misuse", test_misuse);
  g_test_add_func ("/by-ref/reentrant", test_reentrant);
  g_test_add_func ("/by-ref/of-c", test_of_c);
  g_test_add_func ("/by-ref/bad-of-c", test_bad_of_c);
  g_test_add_func ("/by-ref/built", test_built);

#define ADD(name, func) g_test_add ("/by-ref/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("sinks", test_sinks);
  ADD ("handlers", test_handlers);
  ADD ("each-sees-the-one-before", test_each_sees_the_one_before);
  ADD ("anything-fired", test_anything_fired);
  ADD ("wrong-box", test_wrong_box);
  ADD ("queued", test_queued);
  ADD ("queued-is-apart", test_queued_is_apart);
  ADD ("several-threads", test_several_threads);
  ADD ("object-inside", test_object_inside);
  ADD ("direct", test_direct);
  ADD ("next-event", test_next_event);
  ADD ("kept", test_kept);

  result = g_test_run ();
  g_assert_cmpstr (caught_messages ()->str, ==, "");
  return result;
}

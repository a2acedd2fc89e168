/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

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
  for (guint i = 0; i < 3; i++)
    {
      fixture->sinks[i] = fix_recorder_new ();
      advise (fixture->point, fixture->sinks[i]);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->source);
  for (guint i = 0; i < 3; i++)
    g_assert_finalize_object (fixture->sinks[i]);
}

static void
assert_all (Fixture    *fixture,
            const char *expected)
{
  for (guint i = 0; i < 3; i++)
    assert_log (fixture->sinks[i], expected);
}

static void
do_nothing (void)
{
}

static void
test_once_evaluated (Fixture       *fixture,
                     gconstpointer  data)
{
  const char * const symbols[] = { "a", "b", "c" };
  CpgConnectionPoint *points[] = { fixture->point, NULL };
  const char * const *symbol = symbols;
  CpgConnectionPoint **point = points;
  double price = 1;

  CPG_FIRE (*point++, FixEventsInterface, price_changed, *symbol++, price++);
  g_assert_true (point == points + 1);
  g_assert_true (symbol == symbols + 1);
  g_assert_cmpfloat (price, ==, 2);
  assert_all (fixture, "price-changed a 1");

  /* through GSignal */
  g_signal_connect (fixture->source, "price-changed", G_CALLBACK (do_nothing), NULL);
  point = points;
  CPG_FIRE (*point++, FixEventsInterface, price_changed, *symbol++, price++);
  g_assert_true (point == points + 1);
  g_assert_true (symbol == symbols + 2);
  g_assert_cmpfloat (price, ==, 3);
  assert_all (fixture, "price-changed b 2");

  /* and an answer */
  for (guint i = 0; i < 3; i++)
    fix_recorder_set_answer (fixture->sinks[i], i == 2);
  point = points;
  g_assert_true (CPG_FIRE_BOOLEAN (*point++, FixEventsInterface, is_handled, *symbol++));
  g_assert_true (point == points + 1);
  g_assert_true (symbol == symbols + 3);
  assert_all (fixture, "is-handled c");
}

/* Nobody listens: all the same once. */
static void
test_no_listeners (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  CpgConnectionPoint *point = cpg_signal_point_peek (source, FIX_TYPE_EVENTS);
  guint n = 0;

  CPG_FIRE (point, FixEventsInterface, price_changed, "a", (double) n++);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (CPG_FIRE_BOOLEAN (point, FixEventsInterface, may_close));
  g_assert_false (CPG_FIRE_BOOLEAN (point, FixEventsInterface, is_handled, n++ ? "a" : "b"));
  g_assert_cmpuint (n, ==, 2);
}

static void
test_conversions (Fixture       *fixture,
                  gconstpointer  data)
{
  char symbol[] = "array";
  short number = -3;

  CPG_FIRE (fixture->point, FixEventsInterface, price_changed, "int", 12);
  assert_all (fixture, "price-changed int 12");
  CPG_FIRE (fixture->point, FixEventsInterface, price_changed, symbol, number);
  assert_all (fixture, "price-changed array -3");
  CPG_FIRE (fixture->point, FixEventsInterface, price_changed, "float", 0.5f);
  assert_all (fixture, "price-changed float 0.5");
  CPG_FIRE (fixture->point, FixEventsInterface, texts, NULL, NULL, NULL);
  assert_all (fixture, "texts none none none");
  CPG_FIRE (fixture->point, FixEventsInterface, many, '\1', 2u, 3L, 4UL, 5.9, TRUE, G_GINT64_CONSTANT (7), 8, "x");
  assert_all (fixture, "many 1 2 3 4 5 1 7 8 x");
}

/* A statement like any other. */
static void
test_statement (Fixture       *fixture,
                gconstpointer  data)
{
  if (fixture->point == NULL)
    CPG_FIRE (fixture->point, FixEventsInterface, price_changed, "no", 0);
  else
    CPG_FIRE (fixture->point, FixEventsInterface, nothing);
  assert_all (fixture, "nothing");

  for (int i = 0; i < 2; i++)
    CPG_FIRE (fixture->point, FixEventsInterface, price_changed, i == 0 ? "a" : "b", i);
  assert_all (fixture, "price-changed a 0, price-changed b 1");

  if (!CPG_FIRE_BOOLEAN (fixture->point, FixEventsInterface, may_close) &&
      !CPG_FIRE_BOOLEAN (fixture->point, FixEventsInterface, is_handled, "x"))
    assert_log (fixture->sinks[0], "may-close, is-handled x");
  else
    g_assert_not_reached ();
}

/* Answers that have to be freed are; see the run with a sanitizer. */
static void
test_dropped_answers (Fixture       *fixture,
                      gconstpointer  data)
{
  CPG_FIRE (fixture->point, FixEventsInterface, last_text, 1);
  CPG_FIRE (fixture->point, FixEventsInterface, last_object);
  CPG_FIRE (fixture->point, FixEventsInterface, last_number, 2);
  CPG_FIRE (fixture->point, FixEventsInterface, may_close);
  fix_source_fire_last_text (fixture->source, 3);
  assert_log (fixture->sinks[0], "last-text 1, last-object, last-number 2, may-close, last-text 3");

  g_signal_connect (fixture->source, "last-number", G_CALLBACK (do_nothing), NULL);
  CPG_FIRE (fixture->point, FixEventsInterface, last_number, 4);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (G_OBJECT (fixture->sinks[i])->ref_count, ==, 2);
}

/* As many parameters as the macro takes. */
#define TYPE_WIDE (wide_get_type ())
G_DECLARE_INTERFACE (Wide, wide, FIX, WIDE, GObject)

struct _WideInterface
{
  GTypeInterface g_iface;

  void (* all) (Wide *self, int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10,
                int a11, int a12, int a13, int a14, int a15, int a16, int a17, int a18, int a19, int a20);
};

G_DEFINE_INTERFACE (Wide, wide, G_TYPE_OBJECT)

static void
wide_default_init (WideInterface *iface)
{
#define P(n) "a" #n, G_TYPE_INT
  cpg_outgoing_interface_init (TYPE_WIDE, NULL);
  cpg_outgoing_interface_add_method (TYPE_WIDE, "all", G_STRUCT_OFFSET (WideInterface, all), 1,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 20,
                                     P (1), P (2), P (3), P (4), P (5), P (6), P (7), P (8), P (9), P (10),
                                     P (11), P (12), P (13), P (14), P (15), P (16), P (17), P (18), P (19), P (20));
#undef P
}

typedef CpgConnectable WideSource;
typedef CpgConnectableClass WideSourceClass;
static GType wide_source_get_type (void);
G_DEFINE_TYPE_WITH_CODE (WideSource, wide_source, CPG_TYPE_CONNECTABLE,
                         CPG_OUTGOING_INTERFACE (TYPE_WIDE, CPG_OUTGOING_NONE))

static void
wide_source_class_init (WideSourceClass *klass)
{
}

static void
wide_source_init (WideSource *self)
{
}

static void
check_all (CpgSink       *sink,
           CpgInvocation *invocation,
           guint         *n_calls)
{
  for (guint i = 0; i < 20; i++)
    g_assert_cmpint (g_value_get_int (cpg_invocation_get_argument (invocation, i)), ==, (int) i + 1);
  (*n_calls)++;
}

static void
test_wide (void)
{
  g_autoptr (GObject) source = g_object_new (wide_source_get_type (), NULL);
  g_autoptr (CpgSink) sink = cpg_sink_new (TYPE_WIDE);
  g_autoptr (CpgConnectionPoint) point = find_point (source, TYPE_WIDE);
  guint n_calls = 0;

  advise (point, sink);
  g_signal_connect (sink, "invoked", G_CALLBACK (check_all), &n_calls);
  CPG_FIRE (point, WideInterface, all, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
  g_assert_cmpuint (n_calls, ==, 1);
  g_signal_connect (source, "all", G_CALLBACK (do_nothing), NULL);
  CPG_FIRE (point, WideInterface, all, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
  g_assert_cmpuint (n_calls, ==, 2);
}

/* By name ------------------------------------------------------------------------ */

static void
init_values (GValue     *values,
             GType       type,
             const char *symbol,
             double      price)
{
  g_value_init (&values[0], G_TYPE_STRING);
  g_value_set_string (&values[0], symbol);
  g_value_init (&values[1], type);
  if (type == G_TYPE_DOUBLE)
    g_value_set_double (&values[1], price);
  else if (type == G_TYPE_INT)
    g_value_set_int (&values[1], (int) price);
  else
    g_value_set_string (&values[1], "x");
}

/* An answer that decides keeps the others from hearing, also where it is dropped. */
static void
test_decided (Fixture       *fixture,
              gconstpointer  data)
{
  fix_recorder_set_answer (fixture->sinks[0], TRUE);
  CPG_FIRE (fixture->point, FixEventsInterface, is_handled, "x");
  assert_log (fixture->sinks[0], "is-handled x");
  assert_log (fixture->sinks[1], "");
}

static void
test_by_name (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const names[] = { "price-changed", "price_changed", "PriceChanged" };
  CpgSignalPoint *point = CPG_SIGNAL_POINT (fixture->point);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };

      init_values (values, i == 0 ? G_TYPE_DOUBLE : G_TYPE_INT, "A", 2);
      g_assert_true (cpg_signal_point_fire (point, names[i], values, 2, NULL, &error));
      g_assert_no_error (error);
      assert_all (fixture, "price-changed A 2");
      g_value_unset (&values[0]);
      g_value_unset (&values[1]);
    }
}

static void
test_by_name_wrong (Fixture       *fixture,
                    gconstpointer  data)
{
  CpgSignalPoint *point = CPG_SIGNAL_POINT (fixture->point);
  GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };
  GValue answer = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  init_values (values, G_TYPE_STRING, "A", 2);
  g_assert_false (cpg_signal_point_fire (point, "price-changed", values, 2, &answer, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "price-changed");
  assert_names (error, "gdouble");
  g_clear_error (&error);
  g_value_unset (&answer); /* bindings read it whatever happened */

  g_assert_false (cpg_signal_point_fire (point, "price-changed", values, 1, NULL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (cpg_signal_point_fire (point, "price-changed", NULL, 0, NULL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (cpg_signal_point_fire (point, "no-such", NULL, 0, NULL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  assert_names (error, "no-such");
  assert_names (error, "FixEvents");
  g_clear_error (&error);
  g_assert_false (cpg_signal_point_fire (point, "\xff", NULL, 0, NULL, &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  assert_all (fixture, "");
  g_value_unset (&values[0]);
  g_value_unset (&values[1]);
}

static void
test_by_name_answer (Fixture       *fixture,
                     gconstpointer  data)
{
  CpgSignalPoint *point = CPG_SIGNAL_POINT (fixture->point);
  GValue n = G_VALUE_INIT;
  g_auto (GValue) number = G_VALUE_INIT, text = G_VALUE_INIT, object = G_VALUE_INIT, none = G_VALUE_INIT;

  g_value_init (&n, G_TYPE_INT);
  for (guint i = 0; i < 3; i++)
    fix_recorder_set_answer (fixture->sinks[i], (int) i + 1);
  g_assert_true (cpg_signal_point_fire (point, "last-number", &n, 1, &number, NULL));
  g_assert_cmpint (g_value_get_int (&number), ==, 3);
  g_assert_true (cpg_signal_point_fire (point, "last-text", &n, 1, &text, NULL));
  g_assert_cmpstr (g_value_get_string (&text), ==, "text 3");
  g_assert_true (cpg_signal_point_fire (point, "last-object", NULL, 0, &object, NULL));
  g_assert_true (g_value_get_object (&object) == fixture->sinks[2]);
  g_value_reset (&object);
  g_assert_true (cpg_signal_point_fire (point, "nothing", NULL, 0, &none, NULL));
  g_assert_true (G_VALUE_HOLDS_OBJECT (&none));
  g_assert_null (g_value_get_object (&none));
}

/* What a handler got, in words. */
static void
heard_none (gpointer  self,
            GString  *heard)
{
  g_string_append (heard, G_IS_OBJECT (self) ? "()" : "?");
}

static void
heard_text_double (gpointer    self,
                   const char *text,
                   double      number,
                   GString    *heard)
{
  g_string_append_printf (heard, "(%s %g)", text, number);
}

static void
heard_int_object (gpointer  self,
                  int       number,
                  GObject  *object,
                  GString  *heard)
{
  g_string_append_printf (heard, "(%d %s)", number, G_OBJECT_TYPE_NAME (object));
}

static void
heard_float_int64 (gpointer  self,
                   float     number,
                   gint64    large,
                   GString  *heard)
{
  g_string_append_printf (heard, "(%g %" G_GINT64_FORMAT ")", number, large);
}

static void
heard_three (gpointer  self,
             double    a,
             gboolean  b,
             CpgGuid  *guid,
             GString  *heard)
{
  g_autofree char *text = cpg_guid_to_string (guid);

  g_string_append_printf (heard, "(%g %d %.4s)", a, b, text);
}

/* Handlers in C are called by the shape of their method, or by libffi. */
static void
test_handlers (void)
{
  static const char * const names[] = { "p1", "p2", "p3" };
  static const struct {
    const char *name;
    guint       n_params;
    GType       types[3];
    GCallback   handler;
    const char *expected;
  } methods[] = {
    { "none", 0, { 0 }, G_CALLBACK (heard_none), "()" },
    { "text-double", 2, { G_TYPE_STRING, G_TYPE_DOUBLE }, G_CALLBACK (heard_text_double), "(a 1.5)" },
    { "int-object", 2, { G_TYPE_INT, G_TYPE_OBJECT }, G_CALLBACK (heard_int_object), "(-7 HandledSource)" },
    { "float-int64", 2, { G_TYPE_FLOAT, G_TYPE_INT64 }, G_CALLBACK (heard_float_int64), "(0.5 1099511627776)" },
    { "three", 3, { G_TYPE_DOUBLE, G_TYPE_BOOLEAN, 0 }, G_CALLBACK (heard_three), "(2.5 1 a4c5)" }
  };
  const GTypeInfo info = { .class_size = sizeof (CpgConnectableClass), .instance_size = sizeof (CpgConnectable) };
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("HandledEvents", NULL);
  g_autoptr (CpgGuid) guid = cpg_guid_new ("a4c5f6c0-4d0b-4b52-8f5a-1d6e0c3b7e01", NULL);
  g_autoptr (GObject) source = NULL;
  g_autoptr (CpgConnectionPoint) point = NULL;
  CpgOutgoingInterface *contract;
  GType type;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      GType types[3];

      for (guint j = 0; j < methods[i].n_params; j++)
        types[j] = methods[i].types[j] != 0 ? methods[i].types[j] : CPG_TYPE_GUID;
      cpg_interface_builder_add_method (builder, methods[i].name, i + 1, CPG_COMBINE_LAST, G_TYPE_NONE,
                                        names, types, methods[i].n_params);
    }
  contract = cpg_interface_builder_register (builder, NULL);
  type = g_type_register_static (CPG_TYPE_CONNECTABLE, "HandledSource", &info, 0);
  g_assert_true (cpg_type_add_outgoing_interface (type, cpg_outgoing_interface_get_gtype (contract),
                                                  CPG_OUTGOING_NONE, NULL, NULL));
  source = g_object_new (type, NULL);
  point = cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (source),
                                                       cpg_outgoing_interface_get_gtype (contract), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (GString) heard = g_string_new (NULL), swapped = g_string_new (NULL);
      GValue values[3] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT };
      gulong id = g_signal_connect (source, methods[i].name, methods[i].handler, heard);

      g_signal_connect_swapped (source, methods[i].name, G_CALLBACK (g_string_append), swapped);
      for (guint j = 0; j < methods[i].n_params; j++)
        {
          g_value_init (&values[j], methods[i].types[j] != 0 ? methods[i].types[j] : CPG_TYPE_GUID);
          if (G_VALUE_HOLDS_STRING (&values[j]))
            g_value_set_static_string (&values[j], "a");
          else if (G_VALUE_HOLDS_DOUBLE (&values[j]))
            g_value_set_double (&values[j], j + (i == 4 ? 2.5 : 0.5));
          else if (G_VALUE_HOLDS_INT (&values[j]))
            g_value_set_int (&values[j], -7);
          else if (G_VALUE_HOLDS_OBJECT (&values[j]))
            g_value_set_object (&values[j], source);
          else if (G_VALUE_HOLDS_FLOAT (&values[j]))
            g_value_set_float (&values[j], 0.5f);
          else if (G_VALUE_HOLDS_INT64 (&values[j]))
            g_value_set_int64 (&values[j], G_GINT64_CONSTANT (1) << 40);
          else if (G_VALUE_HOLDS_BOOLEAN (&values[j]))
            g_value_set_boolean (&values[j], TRUE);
          else
            g_value_set_boxed (&values[j], guid);
        }
      /* The other one takes a text. */
      if (methods[i].types[0] != G_TYPE_STRING)
        g_signal_handlers_disconnect_by_data (source, swapped);
      g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (point), methods[i].name, values,
                                            methods[i].n_params, NULL, NULL));
      g_assert_cmpstr (heard->str, ==, methods[i].expected);
      g_assert_cmpstr (swapped->str, ==, methods[i].types[0] == G_TYPE_STRING ? "a" : "");
      g_signal_handlers_disconnect_by_data (source, swapped);
      g_signal_handler_disconnect (source, id);
      for (guint j = 0; j < methods[i].n_params; j++)
        g_value_unset (&values[j]);
    }
}

/* A number that is not the same afterwards is refused. */
static void
test_exact (void)
{
  static const char * const name = "number";
  static const struct {
    GType       to, from;
    const char *number;
    gboolean    fits;
  } rows[] = {
    { G_TYPE_DOUBLE, G_TYPE_INT64, "9007199254740992", TRUE },
    { G_TYPE_DOUBLE, G_TYPE_INT64, "9007199254740993", FALSE },
    { G_TYPE_DOUBLE, G_TYPE_INT64, "-9223372036854775808", TRUE },
    { G_TYPE_DOUBLE, G_TYPE_INT64, "9223372036854775807", FALSE },
    { G_TYPE_DOUBLE, G_TYPE_UINT64, "9223372036854775808", TRUE },
    { G_TYPE_DOUBLE, G_TYPE_UINT64, "18446744073709551615", FALSE },
    { G_TYPE_FLOAT, G_TYPE_INT64, "16777217", FALSE },
    { G_TYPE_FLOAT, G_TYPE_DOUBLE, "0.1", TRUE },
    { G_TYPE_INT64, G_TYPE_DOUBLE, "9223372036854774784", TRUE },
    { G_TYPE_INT64, G_TYPE_DOUBLE, "9223372036854775808", FALSE },
    { G_TYPE_INT64, G_TYPE_DOUBLE, "-9223372036854775808", TRUE },
    { G_TYPE_UINT64, G_TYPE_DOUBLE, "9223372036854775808", TRUE },
    { G_TYPE_UINT64, G_TYPE_DOUBLE, "18446744073709551616", FALSE },
    { G_TYPE_UINT64, G_TYPE_DOUBLE, "-1", FALSE }
  };
  const GTypeInfo info = { .class_size = sizeof (CpgConnectableClass), .instance_size = sizeof (CpgConnectable) };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *iface_name = g_strdup_printf ("ExactEvents%u", i);
      g_autofree char *type_name = g_strdup_printf ("ExactSource%u", i);
      g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new (iface_name, NULL);
      g_autoptr (GObject) source = NULL;
      g_autoptr (CpgConnectionPoint) point = NULL;
      g_autoptr (GError) error = NULL;
      g_auto (GValue) value = G_VALUE_INIT;
      GType iface, type;

      cpg_interface_builder_add_method (builder, "told", 1, CPG_COMBINE_LAST, G_TYPE_NONE, &name, &rows[i].to, 1);
      iface = cpg_outgoing_interface_get_gtype (cpg_interface_builder_register (builder, NULL));
      type = g_type_register_static (CPG_TYPE_CONNECTABLE, type_name, &info, 0);
      g_assert_true (cpg_type_add_outgoing_interface (type, iface, CPG_OUTGOING_NONE, NULL, NULL));
      source = g_object_new (type, NULL);
      point = cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (source), iface, NULL);

      g_value_init (&value, rows[i].from);
      if (rows[i].from == G_TYPE_INT64)
        g_value_set_int64 (&value, g_ascii_strtoll (rows[i].number, NULL, 10));
      else if (rows[i].from == G_TYPE_UINT64)
        g_value_set_uint64 (&value, g_ascii_strtoull (rows[i].number, NULL, 10));
      else
        g_value_set_double (&value, g_ascii_strtod (rows[i].number, NULL));
      g_test_message ("%s as a %s", rows[i].number, g_type_name (rows[i].to));
      g_assert_cmpint (cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "told", &value, 1, NULL, &error), ==,
                       rows[i].fits);
      if (!rows[i].fits)
        g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
    }
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/fire/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("once-evaluated", test_once_evaluated);
  g_test_add_func ("/fire/no-listeners", test_no_listeners);
  ADD ("conversions", test_conversions);
  ADD ("statement", test_statement);
  ADD ("dropped-answers", test_dropped_answers);
  g_test_add_func ("/fire/wide", test_wide);
  g_test_add_func ("/fire/handlers", test_handlers);
  g_test_add_func ("/fire/exact", test_exact);
  ADD ("decided", test_decided);
  ADD ("by-name", test_by_name);
  ADD ("by-name-wrong", test_by_name_wrong);
  ADD ("by-name-answer", test_by_name_answer);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

typedef struct {
  FixSource          *source;
  CpgConnectionPoint *point;
  FixRecorder        *sink;
  guint               n_notified;
} Fixture;

static void
count (GObject    *object,
       GParamSpec *spec,
       guint      *n)
{
  (*n)++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = fix_source_new ();
  fixture->point = find_point (fixture->source, FIX_TYPE_EVENTS);
  fixture->sink = fix_recorder_new ();
  g_signal_connect (fixture->point, "notify::n-connections", G_CALLBACK (count), &fixture->n_notified);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (fixture->point, &fixture->n_notified);
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->source);
  g_assert_finalize_object (fixture->sink);
}

static void
test_advise (Fixture       *fixture,
             gconstpointer  data)
{
  guint cookie, n;

  assert_n_connections (fixture->point, 0);
  cookie = advise (fixture->point, fixture->sink);
  assert_n_connections (fixture->point, 1);
  g_object_get (fixture->point, "n-connections", &n, NULL);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (fixture->n_notified, ==, 1);

  fix_source_fire_price (fixture->source, "ACME", 12.5);
  assert_log (fixture->sink, "price-changed ACME 12.5");

  unadvise (fixture->point, cookie);
  assert_n_connections (fixture->point, 0);
  g_assert_cmpuint (fixture->n_notified, ==, 2);
  fix_source_fire_price (fixture->source, "ACME", 12.5);
  assert_log (fixture->sink, "");
  g_assert_cmpuint (G_OBJECT (fixture->sink)->ref_count, ==, 1);
}

/* The same sink twice is two connections. */
static void
test_twice (Fixture       *fixture,
            gconstpointer  data)
{
  guint first = advise (fixture->point, fixture->sink);
  guint second = advise (fixture->point, fixture->sink);

  g_assert_cmpuint (first, !=, second);
  assert_n_connections (fixture->point, 2);
  fix_source_fire_nothing (fixture->source);
  assert_log (fixture->sink, "nothing, nothing");
  unadvise (fixture->point, first);
  fix_source_fire_nothing (fixture->source);
  assert_log (fixture->sink, "nothing");
  g_assert_false (cpg_connection_point_unadvise (fixture->point, first, NULL));
  unadvise (fixture->point, second);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GString) journal = g_string_new (NULL);
  g_autoptr (FixRecorder) a = recorder_new_named ("a", journal);
  g_autoptr (FixRecorder) b = recorder_new_named ("b", journal);
  g_autoptr (FixRecorder) c = recorder_new_named ("c", journal);
  guint cookie;

  advise (fixture->point, a);
  cookie = advise (fixture->point, b);
  advise (fixture->point, c);
  fix_source_fire_nothing (fixture->source);
  assert_journal (journal, "a b c");
  unadvise (fixture->point, cookie);
  fix_source_fire_nothing (fixture->source);
  assert_journal (journal, "a c");
  advise (fixture->point, b);
  fix_source_fire_nothing (fixture->source);
  assert_journal (journal, "a c b");
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  guint cookie, max;
  guint n_max_notified = 0;

  g_signal_connect (fixture->point, "notify::max-connections", G_CALLBACK (count), &n_max_notified);
  g_assert_cmpuint (cpg_connection_point_get_max_connections (fixture->point), ==, G_MAXUINT);
  cpg_connection_point_set_max_connections (fixture->point, 1);
  cpg_connection_point_set_max_connections (fixture->point, 1);
  g_assert_cmpuint (n_max_notified, ==, 1);
  g_object_get (fixture->point, "max-connections", &max, NULL);
  g_assert_cmpuint (max, ==, 1);

  cookie = advise (fixture->point, fixture->sink);
  g_assert_cmpuint (cpg_connection_point_advise (fixture->point, G_OBJECT (fixture->sink), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
  g_clear_error (&error);
  assert_n_connections (fixture->point, 1);

  /* A lower limit ends no connection. */
  g_object_set (fixture->point, "max-connections", 0u, NULL);
  assert_n_connections (fixture->point, 1);
  unadvise (fixture->point, cookie);
  g_assert_cmpuint (cpg_connection_point_advise (fixture->point, G_OBJECT (fixture->sink), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
  g_signal_handlers_disconnect_by_data (fixture->point, &n_max_notified);
}

static void
test_block (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  guint cookie = advise (fixture->point, fixture->sink);
  guint other = advise (fixture->point, fixture->sink);

  g_assert_false (cpg_connection_point_is_blocked (fixture->point, cookie));
  g_assert_true (cpg_connection_point_block (fixture->point, cookie, &error));
  g_assert_true (cpg_connection_point_block (fixture->point, cookie, &error));
  g_assert_no_error (error);
  g_assert_true (cpg_connection_point_is_blocked (fixture->point, cookie));
  g_assert_false (cpg_connection_point_is_blocked (fixture->point, other));
  assert_n_connections (fixture->point, 2); /* blocked ones count */

  fix_source_fire_nothing (fixture->source);
  assert_log (fixture->sink, "nothing");
  g_assert_true (cpg_connection_point_unblock (fixture->point, cookie, &error));
  fix_source_fire_nothing (fixture->source);
  assert_log (fixture->sink, "nothing");
  g_assert_true (cpg_connection_point_unblock (fixture->point, cookie, &error));
  fix_source_fire_nothing (fixture->source);
  assert_log (fixture->sink, "nothing, nothing");

  g_assert_false (cpg_connection_point_unblock (fixture->point, cookie, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);

  /* A blocked connection can be ended. */
  cpg_connection_point_block (fixture->point, cookie, NULL);
  unadvise (fixture->point, cookie);
  g_assert_false (cpg_connection_point_is_blocked (fixture->point, cookie));
  assert_n_connections (fixture->point, 1);
}

/* Sinks that leave methods out. */
static void
test_deaf (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (FixDeaf) deaf = fix_deaf_new ();
  guint once;

  once = advise_full (fixture->point, deaf, CPG_ADVISE_ONCE);
  advise (fixture->point, deaf);
  advise (fixture->point, fixture->sink);
  fix_source_fire_nothing (fixture->source);
  fix_source_fire_price (fixture->source, "A", 1);
  g_signal_emit_by_name (fixture->source, "price-changed", "B", 2.0);
  assert_log (fixture->sink, "nothing, price-changed A 1, price-changed B 2");
  g_assert_true (fix_source_ask_may_close (fixture->source) == FALSE); /* the recorder's answer alone */
  fix_recorder_set_answer (fixture->sink, 1);
  g_assert_true (fix_source_ask_may_close (fixture->source));

  /* Not hearing did not use up its one call. */
  assert_n_connections (fixture->point, 3);
  unadvise (fixture->point, once);
}

/* A point of somebody else, who leaves everything out. */
typedef GObject EmptyPoint;
typedef GObjectClass EmptyPointClass;

enum { PROP_N_CONNECTIONS = 1, PROP_MAX_CONNECTIONS };

static GType empty_point_get_type (void);
G_DEFINE_TYPE_WITH_CODE (EmptyPoint, empty_point, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT, NULL))

static void
empty_point_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
}

static void
empty_point_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
}

static void
empty_point_class_init (EmptyPointClass *klass)
{
  klass->get_property = empty_point_get_property;
  klass->set_property = empty_point_set_property;
  g_object_class_override_property (klass, PROP_N_CONNECTIONS, "n-connections");
  g_object_class_override_property (klass, PROP_MAX_CONNECTIONS, "max-connections");
}

static void
empty_point_init (EmptyPoint *self)
{
}

#define assert_not_supported(expression) \
  G_STMT_START { \
    g_autoptr (GError) error = NULL; \
    g_assert_true ((expression) == 0); \
    g_assert_error (error, CPG_ERROR, CPG_ERROR_NOT_SUPPORTED); \
    assert_names (error, "EmptyPoint"); \
  } G_STMT_END

static void
test_left_out (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GObject) object = g_object_new (empty_point_get_type (), NULL);
  CpgConnectionPoint *point = CPG_CONNECTION_POINT (object);

  assert_not_supported (cpg_connection_point_advise (point, G_OBJECT (fixture->sink), &error));
  assert_not_supported (cpg_connection_point_unadvise (point, 1, &error));
  assert_not_supported (cpg_connection_point_block (point, 1, &error));
  assert_not_supported (cpg_connection_point_unblock (point, 1, &error));
  assert_not_supported (cpg_connection_point_enum_connections (point, &error));
  g_assert_null (cpg_connection_point_get_container (point));
  g_assert_null (cpg_connection_point_get_connection_interface (point));
  g_assert_false (cpg_connection_point_is_blocked (point, 1));
  cpg_connection_point_get_n_connections (point);
  cpg_connection_point_get_max_connections (point);
  cpg_connection_point_set_max_connections (point, 3);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/connection-point/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("advise", test_advise);
  ADD ("twice", test_twice);
  ADD ("order", test_order);
  ADD ("limit", test_limit);
  ADD ("block", test_block);
  ADD ("deaf", test_deaf);
  ADD ("left-out", test_left_out);

  return g_test_run ();
}

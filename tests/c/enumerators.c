/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

#define N 5

typedef struct {
  FixSource          *source;
  CpgConnectionPoint *point;
  FixRecorder        *sinks[N];
  guint               cookies[N];
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = fix_source_new ();
  fixture->point = find_point (fixture->source, FIX_TYPE_EVENTS);
  for (guint i = 0; i < N; i++)
    {
      fixture->sinks[i] = fix_recorder_new ();
      fixture->cookies[i] = advise (fixture->point, fixture->sinks[i]);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->source);
  for (guint i = 0; i < N; i++)
    g_assert_finalize_object (fixture->sinks[i]);
}

/* The next @n are the connections from @first on, @count of them. */
static void
assert_next (Fixture            *fixture,
             CpgEnumConnections *connections,
             guint               n,
             guint               first,
             guint               count)
{
  g_autoptr (GPtrArray) found = cpg_enum_connections_next (connections, n);

  g_assert_cmpuint (found->len, ==, count);
  for (guint i = 0; i < count; i++)
    {
      CpgConnection *connection = g_ptr_array_index (found, i);
      g_autoptr (GObject) sink = cpg_connection_get_sink (connection);

      g_assert_cmpuint (cpg_connection_get_cookie (connection), ==, fixture->cookies[first + i]);
      g_assert_true (sink == (GObject *) fixture->sinks[first + i]);
    }
}

static void
test_next (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CpgEnumConnections) connections = cpg_connection_point_enum_connections (fixture->point, &error);

  g_assert_no_error (error);
  assert_next (fixture, connections, 0, 0, 0);
  assert_next (fixture, connections, 1, 0, 1);
  assert_next (fixture, connections, 3, 1, 3);
  assert_next (fixture, connections, 3, 4, 1);
  assert_next (fixture, connections, 3, 5, 0); /* at the end: nothing, again and again */
  assert_next (fixture, connections, G_MAXUINT, 5, 0);
  cpg_enum_connections_reset (connections);
  assert_next (fixture, connections, G_MAXUINT, 0, 5);
}

static void
test_skip (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CpgEnumConnections) connections = cpg_connection_point_enum_connections (fixture->point, NULL);

  g_assert_true (cpg_enum_connections_skip (connections, 0));
  g_assert_true (cpg_enum_connections_skip (connections, 2));
  assert_next (fixture, connections, 1, 2, 1);
  g_assert_true (cpg_enum_connections_skip (connections, 2));
  assert_next (fixture, connections, 1, 5, 0);
  g_assert_false (cpg_enum_connections_skip (connections, 1));
  cpg_enum_connections_reset (connections);
  g_assert_false (cpg_enum_connections_skip (connections, 6));
  assert_next (fixture, connections, 1, 5, 0); /* all the same it is at the end */
  cpg_enum_connections_reset (connections);
  g_assert_false (cpg_enum_connections_skip (connections, G_MAXUINT));
}

static void
test_clone (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (CpgEnumConnections) connections = cpg_connection_point_enum_connections (fixture->point, NULL);
  g_autoptr (CpgEnumConnections) clone = NULL;

  cpg_enum_connections_skip (connections, 3);
  clone = cpg_enum_connections_clone (connections);
  g_assert_true (clone != connections);
  assert_next (fixture, clone, 1, 3, 1);
  assert_next (fixture, connections, 2, 3, 2); /* each has a position of its own */
  cpg_enum_connections_reset (clone);
  assert_next (fixture, connections, 2, 5, 0);
  g_clear_object (&connections);
  assert_next (fixture, clone, 5, 0, 5);
}

/* What changes later does not show. */
static void
test_snapshot (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (CpgEnumConnections) connections = cpg_connection_point_enum_connections (fixture->point, NULL);
  g_autoptr (CpgEnumConnections) later = NULL;
  g_autoptr (GPtrArray) found = NULL;

  unadvise (fixture->point, fixture->cookies[0]);
  unadvise (fixture->point, fixture->cookies[2]);
  advise (fixture->point, fixture->sinks[0]);
  assert_next (fixture, connections, 10, 0, 5);

  later = cpg_connection_point_enum_connections (fixture->point, NULL);
  found = cpg_enum_connections_next (later, 10);
  g_assert_cmpuint (found->len, ==, 4);
  g_assert_cmpuint (cpg_connection_get_cookie (g_ptr_array_index (found, 0)), ==, fixture->cookies[1]);
  g_assert_cmpuint (cpg_connection_get_cookie (g_ptr_array_index (found, 1)), ==, fixture->cookies[3]);
}

static void
test_points (Fixture       *fixture,
             gconstpointer  data)
{
  CpgConnectionPointContainer *container = CPG_CONNECTION_POINT_CONTAINER (fixture->source);
  g_autoptr (CpgEnumConnectionPoints) points = cpg_connection_point_container_enum_connection_points (container);
  g_autoptr (CpgEnumConnectionPoints) clone = NULL;
  g_autoptr (GPtrArray) first = cpg_enum_connection_points_next (points, 1);
  g_autoptr (GPtrArray) rest = NULL, none = NULL, of_clone = NULL;

  g_assert_cmpuint (first->len, ==, 1);
  g_assert_true (g_ptr_array_index (first, 0) == fixture->point);
  clone = cpg_enum_connection_points_clone (points);
  rest = cpg_enum_connection_points_next (points, 7);
  g_assert_cmpuint (rest->len, ==, 1);
  none = cpg_enum_connection_points_next (points, 1);
  g_assert_cmpuint (none->len, ==, 0);
  of_clone = cpg_enum_connection_points_next (clone, 7);
  g_assert_cmpuint (of_clone->len, ==, 1);
  cpg_enum_connection_points_reset (points);
  g_assert_true (cpg_enum_connection_points_skip (points, 2));
  g_assert_false (cpg_enum_connection_points_skip (points, 1));
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/enumerators/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("next", test_next);
  ADD ("skip", test_skip);
  ADD ("clone", test_clone);
  ADD ("snapshot", test_snapshot);
  ADD ("points", test_points);

  return g_test_run ();
}

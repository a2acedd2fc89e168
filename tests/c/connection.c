/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

static CpgConnection *
first_connection (CpgConnectionPoint *point)
{
  g_autoptr (CpgEnumConnections) connections = cpg_connection_point_enum_connections (point, NULL);
  g_autoptr (GPtrArray) found = cpg_enum_connections_next (connections, 1);

  return g_object_ref (g_ptr_array_index (found, 0));
}

static void
test_properties (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);
  guint cookie = advise_full (point, sink, CPG_ADVISE_ONCE);
  CpgConnection *connection = first_connection (point);
  g_autoptr (GObject) got_sink = NULL;
  g_autoptr (GObject) got_sink_again = cpg_connection_get_sink (connection);
  g_autoptr (GObject) got_point = NULL;
  CpgAdviseFlags flags;
  gboolean blocked;
  guint got_cookie;

  g_object_get (connection, "sink", &got_sink, "point", &got_point, "cookie", &got_cookie,
                "flags", &flags, "blocked", &blocked, NULL);
  g_assert_true (got_sink == (GObject *) sink);
  g_assert_true (got_sink == got_sink_again);
  g_assert_true (got_point == (GObject *) point);
  g_assert_true (cpg_connection_get_point (connection) == point);
  g_assert_cmpuint (got_cookie, ==, cookie);
  g_assert_cmpuint (cpg_connection_get_cookie (connection), ==, cookie);
  g_assert_cmpuint (flags, ==, CPG_ADVISE_ONCE);
  g_assert_cmpuint (cpg_connection_get_flags (connection), ==, CPG_ADVISE_ONCE);
  g_assert_false (blocked);

  cpg_connection_point_block (point, cookie, NULL);
  g_assert_true (cpg_connection_get_blocked (connection));
  g_object_get (connection, "blocked", &blocked, NULL);
  g_assert_true (blocked);
  cpg_connection_point_unblock (point, cookie, NULL);
  g_assert_false (cpg_connection_get_blocked (connection));

  /* It stays what it was when the connection has ended. */
  unadvise (point, cookie);
  g_assert_cmpuint (cpg_connection_get_cookie (connection), ==, cookie);
  g_assert_false (cpg_connection_get_blocked (connection));

  g_clear_object (&got_sink);
  g_clear_object (&got_sink_again);
  g_clear_object (&got_point);
  g_assert_finalize_object (connection);
  g_assert_finalize_object (source);
  g_assert_finalize_object (sink);
}

static void
test_weak (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (CpgConnection) connection = NULL;
  GObject *got;

  advise_full (point, sink, CPG_ADVISE_WEAK);
  connection = first_connection (point);
  g_assert_cmpuint (cpg_connection_get_flags (connection), ==, CPG_ADVISE_WEAK);
  got = cpg_connection_get_sink (connection);
  g_assert_true (got == (GObject *) sink);
  g_object_unref (got);
  g_assert_finalize_object (sink);
  g_assert_null (cpg_connection_get_sink (connection));
  g_object_get (connection, "sink", &got, NULL);
  g_assert_null (got);
}

static void
test_new (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (CpgConnection) connection = cpg_connection_new (point, G_OBJECT (sink), 77, CPG_ADVISE_NONE);

  g_assert_cmpuint (cpg_connection_get_cookie (connection), ==, 77);
  assert_n_connections (point, 0); /* it describes, it does not connect */
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/connection/properties", test_properties);
  g_test_add_func ("/connection/weak", test_weak);
  g_test_add_func ("/connection/new", test_new);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

static void
test_source_first (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);

  advise (point, sink);
  g_object_unref (point);
  g_assert_finalize_object (source);
  g_assert_finalize_object (sink);
}

static void
test_sink_first (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
  guint cookie = advise (point, sink);

  /* the point keeps it */
  g_object_unref (sink);
  g_assert_cmpuint (G_OBJECT (sink)->ref_count, ==, 1);
  fix_source_fire_nothing (source);
  assert_log (sink, "nothing");
  g_object_ref (sink);
  unadvise (point, cookie);
  g_assert_finalize_object (sink);
  g_object_unref (point);
  g_assert_finalize_object (source);
}

static void
test_sink_unadvised_last (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);
  guint cookie = advise (point, sink);

  g_object_add_weak_pointer (G_OBJECT (sink), (gpointer *) &sink);
  g_object_unref (sink);
  g_assert_nonnull (sink);
  unadvise (point, cookie);
  g_assert_null (sink);
  g_object_unref (source);
}

static void
test_point_alone (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (GError) error = NULL;
  guint cookie = advise (point, sink);

  g_assert_finalize_object (source);
  /* Its sinks were released at once. */
  g_assert_cmpuint (G_OBJECT (sink)->ref_count, ==, 1);
  assert_n_connections (point, 0);
  g_assert_null (cpg_connection_point_get_container (point));
  g_assert_cmpuint (cpg_connection_point_advise (point, G_OBJECT (sink), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
  g_clear_error (&error);
  g_assert_false (cpg_connection_point_unadvise (point, cookie, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION);
  g_clear_error (&error);
  g_assert_false (cpg_connection_point_block (point, cookie, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION);

  /* It still knows what it is for. */
  g_assert_true (cpg_outgoing_interface_get_gtype (cpg_connection_point_get_connection_interface (point)) ==
                 FIX_TYPE_EVENTS);

  /* Firing comes to nothing. */
  CPG_FIRE (point, FixEventsInterface, nothing);
  g_assert_true (CPG_FIRE_BOOLEAN (point, FixEventsInterface, may_close));
  g_assert_false (CPG_FIRE_BOOLEAN (point, FixEventsInterface, is_handled, "x"));
  g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "nothing", NULL, 0, NULL, NULL));
  assert_log (sink, "");

  g_assert_finalize_object (point);
  g_assert_finalize_object (sink);
}

static void
test_enumerator_alone (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
  CpgEnumConnectionPoints *points =
    cpg_connection_point_container_enum_connection_points (CPG_CONNECTION_POINT_CONTAINER (source));
  CpgEnumConnections *connections;
  guint cookie = advise (point, sink);

  connections = cpg_connection_point_enum_connections (point, NULL);
  g_object_unref (point);
  g_assert_finalize_object (source);

  {
    g_autoptr (GPtrArray) found = cpg_enum_connections_next (connections, 2);
    g_autoptr (GPtrArray) found_points = cpg_enum_connection_points_next (points, 5);
    g_autoptr (GObject) listed = NULL;

    g_assert_cmpuint (found->len, ==, 1);
    g_assert_cmpuint (cpg_connection_get_cookie (g_ptr_array_index (found, 0)), ==, cookie);
    listed = cpg_connection_get_sink (g_ptr_array_index (found, 0));
    g_assert_true (listed == (GObject *) sink);
    g_assert_cmpuint (found_points->len, ==, 2);
    g_assert_null (cpg_connection_point_get_container (g_ptr_array_index (found_points, 0)));
  }
  g_assert_finalize_object (connections);
  g_assert_finalize_object (points);
  g_assert_finalize_object (sink);
}

/* run_dispose() is the end of a source, as destruction is in GTK. */
static void
test_disposed (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (GError) error = NULL;
  g_autoptr (CpgConnectionPoint) late = NULL;

  advise (point, sink);
  g_object_run_dispose (G_OBJECT (source));
  g_assert_cmpuint (G_OBJECT (sink)->ref_count, ==, 1);
  g_assert_null (cpg_connection_point_get_container (point));
  fix_source_fire_nothing (source);
  g_signal_emit_by_name (source, "nothing");
  assert_log (sink, "");

  /* a point that is made only now has no source either */
  late = find_point (source, FIX_TYPE_OTHER);
  g_assert_cmpuint (cpg_connection_point_advise (late, G_OBJECT (sink), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_DISCONNECTED);

  g_object_unref (point);
  g_assert_finalize_object (source);
  g_assert_finalize_object (sink);
}

/* The sink owns its source: a cycle, until the connection is ended. */
static void
test_cycle (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
  guint cookie = advise (point, sink);

  g_object_set_data_full (G_OBJECT (sink), "source", source, g_object_unref);
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_add_weak_pointer (G_OBJECT (sink), (gpointer *) &sink);
  g_object_unref (sink);
  g_assert_nonnull (source);
  unadvise (point, cookie); /* drops the sink, that the source, that its reference to the point */
  g_assert_null (sink);
  g_assert_null (source);
  g_assert_finalize_object (point);
}

static void
test_weak (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
  guint cookie;

  cookie = advise_full (point, sink, CPG_ADVISE_WEAK);
  g_assert_cmpuint (G_OBJECT (sink)->ref_count, ==, 1);
  fix_source_fire_nothing (source);
  assert_log (sink, "nothing");
  g_assert_finalize_object (sink);
  assert_n_connections (point, 0);
  g_assert_false (cpg_connection_point_unadvise (point, cookie, NULL));
  fix_source_fire_nothing (source);

  /* source first */
  sink = fix_recorder_new ();
  advise_full (point, sink, CPG_ADVISE_WEAK);
  advise_full (point, sink, CPG_ADVISE_WEAK);
  g_object_unref (point);
  g_assert_finalize_object (source);
  g_assert_finalize_object (sink);
}

/* A weak connection that is ended leaves nothing with the sink. */
static void
test_weak_unadvised (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);

  for (guint i = 0; i < 100; i++)
    unadvise (point, advise_full (point, sink, CPG_ADVISE_WEAK));
  g_object_unref (point);
  g_assert_finalize_object (source);
  g_assert_finalize_object (sink);
}

static void
test_weak_refused (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);

  cpg_connection_point_set_max_connections (point, 0);
  g_assert_cmpuint (cpg_connection_point_advise_full (point, G_OBJECT (sink), CPG_ADVISE_WEAK, NULL, NULL), ==, 0);
  g_assert_finalize_object (sink);
  g_object_unref (point);
  g_assert_finalize_object (source);
}

/* Points are made on demand, and nothing is left of a source that made none. */
static void
test_unused (void)
{
  FixSource *source = fix_source_new ();

  fix_source_fire_nothing (source);
  g_signal_emit_by_name (source, "nothing");
  g_assert_finalize_object (source);
  source = fix_source_new ();
  g_assert_finalize_object (source);
}

/* A sink whose last reference goes may use the point in its dispose. */
static void
unadvise_other (gpointer  data,
                GObject  *where_the_sink_was)
{
  CpgConnectionPoint *point = data;
  g_autoptr (FixRecorder) another = fix_recorder_new ();

  advise (point, another); /* no lock is held */
  fix_source_fire_nothing (FIX_SOURCE (g_object_get_data (G_OBJECT (point), "source")));
}

static void
test_reentered (void)
{
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  CpgConnectionPoint *point = find_point (source, FIX_TYPE_EVENTS);
  guint cookie = advise (point, sink);

  g_object_set_data (G_OBJECT (point), "source", source);
  g_object_weak_ref (G_OBJECT (sink), unadvise_other, point);
  g_object_unref (sink);
  unadvise (point, cookie);
  assert_n_connections (point, 1);
  g_object_unref (point);
  g_assert_finalize_object (source);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/lifetime/source-first", test_source_first);
  g_test_add_func ("/lifetime/sink-first", test_sink_first);
  g_test_add_func ("/lifetime/sink-unadvised-last", test_sink_unadvised_last);
  g_test_add_func ("/lifetime/point-alone", test_point_alone);
  g_test_add_func ("/lifetime/enumerator-alone", test_enumerator_alone);
  g_test_add_func ("/lifetime/disposed", test_disposed);
  g_test_add_func ("/lifetime/cycle", test_cycle);
  g_test_add_func ("/lifetime/weak", test_weak);
  g_test_add_func ("/lifetime/weak-unadvised", test_weak_unadvised);
  g_test_add_func ("/lifetime/weak-refused", test_weak_refused);
  g_test_add_func ("/lifetime/unused", test_unused);
  g_test_add_func ("/lifetime/reentered", test_reentered);

  return g_test_run ();
}

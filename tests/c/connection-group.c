/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "group.h"

/* Together ------------------------------------------------------------------------- */

static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (CpgConnectionPoint) third = find_point (fixture->source, FIX_TYPE_OTHER);
  guint n_notified = 0;
  gboolean is_connected;

  g_signal_connect (fixture->group, "notify::connected", G_CALLBACK (count_notify), &n_notified);
  add (fixture, fixture->source, fixture->b);
  add (fixture, fixture->other_source, fixture->a);
  add (fixture, fixture->source, fixture->a);
  add (fixture, fixture->source, fixture->a); /* the same once more */
  add_full (fixture, fixture->source, FIX_TYPE_OTHER, fixture->a, CPG_ADVISE_NONE);
  assert_connected (fixture, 0, 0);
  g_assert_false (cpg_connection_group_get_connected (fixture->group));

  connect_group (fixture);
  g_assert_cmpuint (n_notified, ==, 1);
  assert_connected (fixture, 3, 1);
  assert_n_connections (third, 1);
  fire (fixture);
  fix_source_fire_other_price (fixture->source, "A", 1);
  assert_journal (fixture->journal, "b a a | a a");

  /* nothing happens the second time */
  connect_group (fixture);
  assert_connected (fixture, 3, 1);
  g_assert_cmpuint (n_notified, ==, 1);

  cpg_connection_group_unadvise (fixture->group);
  assert_connected (fixture, 0, 0);
  assert_n_connections (third, 0);
  g_object_get (fixture->group, "connected", &is_connected, NULL);
  g_assert_false (is_connected);
  cpg_connection_group_unadvise (fixture->group);
  g_assert_cmpuint (n_notified, ==, 2);

  /* the entries are still there */
  connect_group (fixture);
  assert_connected (fixture, 3, 1);
}

static void
test_default_interface (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (FixPlain) plain = fix_plain_new ();

  add_full (fixture, fixture->source, G_TYPE_INVALID, fixture->a, CPG_ADVISE_NONE);
  add_full (fixture, NULL, G_TYPE_NONE, fixture->b, CPG_ADVISE_NONE);
  set_source (fixture, fixture->other_source);
  connect_group (fixture);
  assert_connected (fixture, 1, 1);

  /* one that has no default */
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_connection_group_set_source (fixture->group, G_OBJECT (plain), &fixture->error));
  assert_names (fixture->error, "FixPlain");
  assert_connected (fixture, 1, 1);
}

/* What is added to a group that is connected is so at once, or not at all. */
static void
test_add_late (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (FixNoteTaker) taker = fix_note_taker_new ();

  connect_group (fixture);
  add (fixture, fixture->source, fixture->a);
  add (fixture, NULL, fixture->b); /* waits */
  assert_connected (fixture, 1, 0);
  assert_fails (fixture, CPG_ERROR_CANNOT_CONNECT,
                cpg_connection_group_add (fixture->group, G_OBJECT (fixture->source), FIX_TYPE_EVENTS,
                                          G_OBJECT (taker), CPG_ADVISE_NONE, NULL, &fixture->error));
  assert_names (fixture->error, "FixNoteTaker");
  g_assert_cmpuint (G_OBJECT (taker)->ref_count, ==, 1);
  assert_connected (fixture, 1, 0);

  /* so that it does not fail the others */
  cpg_connection_group_unadvise (fixture->group);
  connect_group (fixture);
  set_source (fixture, fixture->other_source);
  assert_connected (fixture, 1, 1);
}

/* What can't ever be is told when it is added, connected or not. */
static void
test_add_wrong (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GObject *sink = G_OBJECT (fixture->a);
  GObject *source = G_OBJECT (fixture->source);

  for (guint i = 0; i < 2; i++)
    {
      assert_fails (fixture, CPG_ERROR_NOT_CONNECTABLE,
                    cpg_connection_group_add (fixture->group, sink, FIX_TYPE_EVENTS, sink, 0, NULL, &fixture->error));
      assert_names (fixture->error, "FixRecorder");
      assert_fails (fixture, CPG_ERROR_INVALID_CONTRACT,
                    cpg_connection_group_add (fixture->group, NULL, G_TYPE_OBJECT, sink, 0, NULL, &fixture->error));
      assert_fails (fixture, CPG_ERROR_INVALID_ARGUMENT,
                    cpg_connection_group_add (fixture->group, source, FIX_TYPE_EVENTS, sink, 0, context,
                                              &fixture->error));
      assert_fails (fixture, CPG_ERROR_INVALID_ARGUMENT,
                    cpg_connection_group_add (fixture->group, source, FIX_TYPE_EVENTS, sink, CPG_ADVISE_COALESCE,
                                              NULL, &fixture->error));
      assert_fails (fixture, CPG_ERROR_NOT_CONNECTABLE,
                    cpg_connection_group_set_source (fixture->group, sink, &fixture->error));
      connect_group (fixture);
    }
  assert_connected (fixture, 0, 0);
  g_assert_cmpuint (sink->ref_count, ==, 1);
}

/* Half-failed ------------------------------------------------------------------------ */

static void
test_refused_by_limit (Fixture       *fixture,
                       gconstpointer  data)
{
  guint n_notified = 0;

  g_signal_connect (fixture->group, "notify::connected", G_CALLBACK (count_notify), &n_notified);
  add (fixture, fixture->source, fixture->a);
  add (fixture, fixture->other_source, fixture->a);
  add (fixture, fixture->source, fixture->b);
  cpg_connection_point_set_max_connections (fixture->other_point, 0);
  assert_fails (fixture, CPG_ERROR_ADVISE_LIMIT, cpg_connection_group_advise (fixture->group, &fixture->error));
  assert_connected (fixture, 0, 0);
  g_assert_false (cpg_connection_group_get_connected (fixture->group));
  g_assert_cmpuint (n_notified, ==, 0);
  fire (fixture);
  assert_journal (fixture->journal, "|");

  cpg_connection_point_set_max_connections (fixture->other_point, 1);
  connect_group (fixture);
  assert_connected (fixture, 2, 1);
}

static void
test_sink_lacks (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (FixNoteTaker) taker = fix_note_taker_new ();

  add (fixture, fixture->source, fixture->a);
  add (fixture, fixture->other_source, taker);
  assert_fails (fixture, CPG_ERROR_CANNOT_CONNECT, cpg_connection_group_advise (fixture->group, &fixture->error));
  assert_names (fixture->error, "FixNoteTaker");
  assert_names (fixture->error, "FixEvents");
  assert_connected (fixture, 0, 0);
}

static void
test_source_lacks (Fixture       *fixture,
                   gconstpointer  data)
{
  add (fixture, NULL, fixture->a);
  add_full (fixture, NULL, FIX_TYPE_NOTES, fixture->a, CPG_ADVISE_NONE);
  connect_group (fixture);
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_connection_group_set_source (fixture->group, G_OBJECT (fixture->source), &fixture->error));
  assert_names (fixture->error, "FixSource");
  assert_names (fixture->error, "FixNotes");
  assert_connected (fixture, 0, 0);
  g_assert_null (cpg_connection_group_dup_source (fixture->group));
}

/* The source of the group ------------------------------------------------------------- */

static void
note_n_connections (CpgConnectionPoint *point,
                    GParamSpec         *spec,
                    Fixture            *fixture)
{
  g_string_append_printf (fixture->journal, "%s%u ", point == fixture->point ? "first:" : "second:",
                          cpg_connection_point_get_n_connections (point));
}

static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (FixSource) third = fix_source_new ();
  g_autoptr (CpgConnectionPoint) third_point = find_point (third, FIX_TYPE_EVENTS);
  g_autoptr (GObject) source = NULL;
  guint n_notified = 0;

  g_signal_connect (fixture->group, "notify::source", G_CALLBACK (count_notify), &n_notified);
  add (fixture, NULL, fixture->a);
  add (fixture, NULL, fixture->b);
  add (fixture, third, fixture->a);
  connect_group (fixture);
  assert_connected (fixture, 0, 0);
  assert_n_connections (third_point, 1);

  set_source (fixture, fixture->source);
  g_assert_cmpuint (n_notified, ==, 1);
  assert_connected (fixture, 2, 0);
  g_object_get (fixture->group, "source", &source, NULL);
  g_assert_true (source == (GObject *) fixture->source);

  /* the new ones first */
  g_signal_connect (fixture->point, "notify::n-connections", G_CALLBACK (note_n_connections), fixture);
  g_signal_connect (fixture->other_point, "notify::n-connections", G_CALLBACK (note_n_connections), fixture);
  set_source (fixture, fixture->other_source);
  assert_journal (fixture->journal, "second:1 second:2 first:1 first:0");
  g_assert_cmpuint (n_notified, ==, 2);
  fire (fixture);
  assert_journal (fixture->journal, "| a b");

  set_source (fixture, fixture->other_source);
  g_assert_cmpuint (n_notified, ==, 2);
  set_source (fixture, NULL);
  g_assert_cmpuint (n_notified, ==, 3);
  assert_connected (fixture, 0, 0);
  set_source (fixture, NULL);
  g_assert_cmpuint (n_notified, ==, 3);

  /* others' sources are not touched */
  assert_n_connections (third_point, 1);
  g_signal_handlers_disconnect_by_data (fixture->point, fixture);
  g_signal_handlers_disconnect_by_data (fixture->other_point, fixture);
}

static void
test_replace_unconnected (Fixture       *fixture,
                          gconstpointer  data)
{
  add (fixture, NULL, fixture->a);
  set_source (fixture, fixture->source);
  set_source (fixture, fixture->other_source);
  assert_connected (fixture, 0, 0);
  connect_group (fixture);
  assert_connected (fixture, 0, 1);
  cpg_connection_group_unadvise (fixture->group);
  set_source (fixture, fixture->source);
  assert_connected (fixture, 0, 0);
}

static void
test_replace_fails (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GObject) source = NULL;
  guint n_notified = 0;

  add (fixture, NULL, fixture->a);
  add (fixture, NULL, fixture->b);
  set_source (fixture, fixture->source);
  connect_group (fixture);
  g_signal_connect (fixture->group, "notify", G_CALLBACK (count_notify), &n_notified);
  cpg_connection_point_set_max_connections (fixture->other_point, 1);
  assert_fails (fixture, CPG_ERROR_ADVISE_LIMIT,
                cpg_connection_group_set_source (fixture->group, G_OBJECT (fixture->other_source), &fixture->error));

  /* as it was */
  assert_connected (fixture, 2, 0);
  source = cpg_connection_group_dup_source (fixture->group);
  g_assert_true (source == (GObject *) fixture->source);
  g_assert_cmpuint (n_notified, ==, 0);
  fire (fixture);
  assert_journal (fixture->journal, "a b |");
}

/* The end of things --------------------------------------------------------------------- */

static void
note_source (CpgConnectionGroup *group,
             GParamSpec         *spec,
             Fixture            *fixture)
{
  g_autoptr (GObject) source = cpg_connection_group_dup_source (group);

  g_string_append (fixture->journal, source != NULL ? "source " : "no-source ");
}

static void
test_source_gone (Fixture       *fixture,
                  gconstpointer  data)
{
  g_signal_connect (fixture->group, "notify::source", G_CALLBACK (note_source), fixture);
  add (fixture, NULL, fixture->a);
  set_source (fixture, fixture->source);
  connect_group (fixture);
  assert_journal (fixture->journal, "source");

  g_assert_finalize_object (fixture->source);
  fixture->source = NULL;
  assert_journal (fixture->journal, "no-source");
  g_assert_cmpuint (G_OBJECT (fixture->a)->ref_count, ==, 2); /* ours and the entry's */
  g_assert_true (cpg_connection_group_get_connected (fixture->group));

  /* the group waits for the next */
  set_source (fixture, fixture->other_source);
  assert_n_connections (fixture->other_point, 1);
  assert_journal (fixture->journal, "source");
}

/* Before the group was connected, and a source that is disposed of only. */
static void
test_source_disposed (Fixture       *fixture,
                      gconstpointer  data)
{
  g_signal_connect (fixture->group, "notify::source", G_CALLBACK (note_source), fixture);
  add (fixture, NULL, fixture->a);
  add (fixture, fixture->other_source, fixture->b);
  set_source (fixture, fixture->source);
  g_object_run_dispose (G_OBJECT (fixture->source));
  assert_journal (fixture->journal, "source no-source");
  connect_group (fixture);
  assert_connected (fixture, 0, 1);
  g_object_run_dispose (G_OBJECT (fixture->other_source));
  g_assert_cmpuint (G_OBJECT (fixture->b)->ref_count, ==, 1);
  cpg_connection_group_unadvise (fixture->group);
  connect_group (fixture);

  /* it can't be a source any more, and the group says so */
  assert_fails (fixture, CPG_ERROR_DISCONNECTED,
                cpg_connection_group_set_source (fixture->group, G_OBJECT (fixture->source), &fixture->error));
}

/* An entry goes with its own source, and with a sink that is held weakly. */
static void
test_entry_gone (Fixture       *fixture,
                 gconstpointer  data)
{
  add (fixture, fixture->source, fixture->a);
  add_full (fixture, fixture->other_source, FIX_TYPE_EVENTS, fixture->b, CPG_ADVISE_WEAK);
  g_assert_cmpuint (G_OBJECT (fixture->b)->ref_count, ==, 1);
  connect_group (fixture);
  g_assert_cmpuint (G_OBJECT (fixture->b)->ref_count, ==, 1);
  assert_connected (fixture, 1, 1);

  g_assert_finalize_object (fixture->source);
  fixture->source = NULL;
  g_assert_cmpuint (G_OBJECT (fixture->a)->ref_count, ==, 1);
  g_assert_finalize_object (fixture->b);
  fixture->b = NULL;
  assert_n_connections (fixture->other_point, 0);

  cpg_connection_group_unadvise (fixture->group);
  connect_group (fixture);
  assert_n_connections (fixture->other_point, 0);
}

static gboolean
keep (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* A context that tells when it goes, for who owns what can't be seen. */
static GMainContext *
context_new (gboolean *is_gone)
{
  GMainContext *context = g_main_context_new ();
  GSource *source = g_idle_source_new ();

  *is_gone = FALSE;
  g_source_set_callback (source, keep, is_gone, set_true);
  g_source_attach (source, context);
  g_source_unref (source);
  return context;
}

/* The same while the group is not connected, and many of them. */
static void
test_entries_gone (Fixture       *fixture,
                   gconstpointer  data)
{
  FixRecorder *sink = fix_recorder_new ();
  gboolean is_gone;
  GMainContext *context = context_new (&is_gone);

  g_assert_true (cpg_connection_group_add (fixture->group, NULL, 0, G_OBJECT (sink),
                                           CPG_ADVISE_WEAK | CPG_ADVISE_CONTEXT, context, NULL));
  g_main_context_unref (context);
  g_assert_false (is_gone);
  g_assert_finalize_object (sink);
  g_assert_true (is_gone);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (FixSource) source = fix_source_new ();
      g_autoptr (FixRecorder) other = fix_recorder_new ();

      add (fixture, source, fixture->a);
      add_full (fixture, fixture->source, FIX_TYPE_EVENTS, other, CPG_ADVISE_WEAK);
      if (i == 50)
        connect_group (fixture);
    }
  g_assert_cmpuint (G_OBJECT (fixture->a)->ref_count, ==, 1);
  assert_connected (fixture, 0, 0);
}

static void
test_group_gone (Fixture       *fixture,
                 gconstpointer  data)
{
  add (fixture, NULL, fixture->a);
  add (fixture, fixture->other_source, fixture->b);
  set_source (fixture, fixture->source);
  connect_group (fixture);
  assert_connected (fixture, 1, 1);
  g_assert_finalize_object (fixture->group);
  fixture->group = NULL;
  assert_connected (fixture, 0, 0);
  g_assert_cmpuint (G_OBJECT (fixture->a)->ref_count, ==, 1);
  fire (fixture);
  assert_journal (fixture->journal, "|");
}

/* A script may dispose of a group that it goes on to use. */
static void
test_group_disposed (Fixture       *fixture,
                     gconstpointer  data)
{
  add (fixture, NULL, fixture->a);
  set_source (fixture, fixture->source);
  connect_group (fixture);
  g_object_run_dispose (G_OBJECT (fixture->group));
  assert_connected (fixture, 0, 0);
  g_assert_cmpuint (G_OBJECT (fixture->a)->ref_count, ==, 1);
  g_assert_null (cpg_connection_group_dup_source (fixture->group));
  add (fixture, fixture->source, fixture->b);
  connect_group (fixture);
  assert_connected (fixture, 1, 0);
}

/* With a source that sees many groups nothing is left behind. */
static void
test_many_groups (Fixture       *fixture,
                  gconstpointer  data)
{
  gboolean is_gone;
  GMainContext *context = context_new (&is_gone);

  g_main_context_push_thread_default (context);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (CpgConnectionGroup) group = cpg_connection_group_new ();

      g_assert_true (cpg_connection_group_set_source (group, G_OBJECT (fixture->source), NULL));
      g_assert_true (cpg_connection_group_add (group, NULL, 0, G_OBJECT (fixture->a), CPG_ADVISE_WEAK, NULL, NULL));
      if (i % 2 == 0)
        g_assert_true (cpg_connection_group_advise (group, NULL));
    }
  assert_connected (fixture, 0, 0);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  g_assert_true (is_gone);
}

static void
test_ended_by_itself (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (CpgEnumConnections) connections = NULL;
  g_autoptr (GPtrArray) found = NULL;

  add_full (fixture, fixture->source, FIX_TYPE_EVENTS, fixture->a, CPG_ADVISE_ONCE);
  add (fixture, fixture->other_source, fixture->b);
  connect_group (fixture);
  fire (fixture);
  fire (fixture);
  assert_journal (fixture->journal, "a | b | b");
  assert_connected (fixture, 0, 1);

  /* somebody else may end one, too */
  connections = cpg_connection_point_enum_connections (fixture->other_point, NULL);
  found = cpg_enum_connections_next (connections, 1);
  unadvise (fixture->other_point, cpg_connection_get_cookie (g_ptr_array_index (found, 0)));
  block (fixture);
  unblock (fixture);

  connect_group (fixture); /* not by this, but by this: */
  assert_connected (fixture, 0, 0);
  cpg_connection_group_unadvise (fixture->group);
  connect_group (fixture);
  assert_connected (fixture, 1, 1);
}

/* Threads and contexts ------------------------------------------------------------------- */

static gpointer
drop_thread (gpointer object)
{
  g_object_unref (object);
  return NULL;
}

static void
drop_elsewhere (gpointer object)
{
  g_thread_join (g_thread_new ("drop", drop_thread, object));
}

static void
note_thread (CpgConnectionGroup  *group,
             GParamSpec          *spec,
             GThread            **thread)
{
  *thread = g_thread_self ();
}

static void
test_source_gone_elsewhere (Fixture       *fixture,
                            gconstpointer  data)
{
  GThread *told = NULL;

  g_signal_connect (fixture->group, "notify::source", G_CALLBACK (note_thread), &told);
  add (fixture, NULL, fixture->a);
  add (fixture, fixture->other_source, fixture->b);
  set_source (fixture, fixture->source);
  connect_group (fixture);
  g_clear_object (&fixture->point);
  g_clear_object (&fixture->other_point);
  told = NULL;
  drop_elsewhere (g_steal_pointer (&fixture->source));
  drop_elsewhere (g_steal_pointer (&fixture->other_source));

  /* NULL at once, told in the group's own thread */
  g_assert_null (cpg_connection_group_dup_source (fixture->group));
  g_assert_null (told);
  g_assert_cmpuint (G_OBJECT (fixture->b)->ref_count, ==, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (told == g_thread_self ());
  g_assert_cmpuint (G_OBJECT (fixture->b)->ref_count, ==, 1);
}

/* What is told too late is of no interest any more. */
static void
test_gone_elsewhere_and_replaced (Fixture       *fixture,
                                  gconstpointer  data)
{
  FixSource *third = fix_source_new ();
  guint n_notified = 0;

  add (fixture, NULL, fixture->a);
  set_source (fixture, fixture->source);
  connect_group (fixture);
  g_clear_object (&fixture->point);
  drop_elsewhere (g_steal_pointer (&fixture->source));
  set_source (fixture, fixture->other_source);
  g_signal_connect (fixture->group, "notify::source", G_CALLBACK (count_notify), &n_notified);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_notified, ==, 0);
  assert_n_connections (fixture->other_point, 1);

  /* nor to a group that is gone */
  set_source (fixture, third);
  drop_elsewhere (third);
  g_assert_finalize_object (fixture->group);
  fixture->group = NULL;
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A context that nobody runs goes, with what waits in it. */
static void
test_context_gone (Fixture       *fixture,
                   gconstpointer  data)
{
  gboolean is_gone;
  GMainContext *context = context_new (&is_gone);
  CpgConnectionGroup *group;

  g_main_context_push_thread_default (context);
  group = cpg_connection_group_new ();
  g_main_context_pop_thread_default (context);
  g_assert_true (cpg_connection_group_set_source (group, G_OBJECT (fixture->source), NULL));
  g_clear_object (&fixture->point);
  drop_elsewhere (g_steal_pointer (&fixture->source));
  g_assert_finalize_object (group);
  g_main_context_unref (context);
  g_assert_true (is_gone);
}

static gpointer
new_group (gpointer data)
{
  return cpg_connection_group_new ();
}

/* The thread that made it is no more; what waits is for the main context all the same. */
static void
test_thread_gone (Fixture       *fixture,
                  gconstpointer  data)
{
  GThread *thread = g_thread_new ("makes", new_group, NULL);
  CpgConnectionGroup *group = g_thread_join (thread);
  guint n_notified = 0;

  assert_is_kept (thread);
  g_assert_true (cpg_connection_group_set_source (group, G_OBJECT (fixture->source), NULL));
  g_signal_connect (group, "notify::source", G_CALLBACK (count_notify), &n_notified);
  g_clear_object (&fixture->point);
  g_clear_object (&fixture->source);
  g_assert_cmpuint (n_notified, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_finalize_object (group);
}

static void
test_context (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GMainContext *mine = g_main_context_new ();

  g_assert_true (cpg_connection_group_add (fixture->group, NULL, FIX_TYPE_EVENTS, G_OBJECT (fixture->a),
                                           CPG_ADVISE_CONTEXT, context, &fixture->error));
  /* that of the one who adds, whoever connects */
  g_main_context_push_thread_default (mine);
  add_full (fixture, NULL, FIX_TYPE_EVENTS, fixture->b, CPG_ADVISE_CONTEXT | CPG_ADVISE_COALESCE);
  g_main_context_pop_thread_default (mine);
  connect_group (fixture);
  set_source (fixture, fixture->other_source);
  set_source (fixture, fixture->source);

  fix_source_fire_nothing (fixture->source);
  fix_source_fire_nothing (fixture->source);
  assert_journal (fixture->journal, "");
  while (g_main_context_iteration (context, FALSE))
    ;
  assert_journal (fixture->journal, "a a");
  while (g_main_context_iteration (mine, FALSE))
    ;
  assert_journal (fixture->journal, "b");
  g_main_context_unref (mine);
}

/* Blocking -------------------------------------------------------------------------------- */

static void
test_block (Fixture       *fixture,
            gconstpointer  data)
{
  guint n_notified = 0;
  gboolean is_blocked;

  g_signal_connect (fixture->group, "notify::blocked", G_CALLBACK (count_notify), &n_notified);
  add (fixture, fixture->source, fixture->a);
  add (fixture, NULL, fixture->b);

  /* before it is connected */
  block (fixture);
  block (fixture);
  g_assert_cmpuint (n_notified, ==, 1);
  connect_group (fixture);
  set_source (fixture, fixture->source);
  add (fixture, fixture->source, fixture->a);
  assert_connected (fixture, 3, 0);
  fire (fixture);
  assert_journal (fixture->journal, "|");

  /* counted */
  unblock (fixture);
  g_object_get (fixture->group, "blocked", &is_blocked, NULL);
  g_assert_true (is_blocked);
  fire (fixture);
  assert_journal (fixture->journal, "|");
  unblock (fixture);
  g_assert_false (cpg_connection_group_get_blocked (fixture->group));
  g_assert_cmpuint (n_notified, ==, 2);
  fire (fixture);
  assert_journal (fixture->journal, "a b a |");

  assert_fails (fixture, CPG_ERROR_INVALID_ARGUMENT, cpg_connection_group_unblock (fixture->group, &fixture->error));

  /* while it is, and connected anew */
  block (fixture);
  fire (fixture);
  cpg_connection_group_unadvise (fixture->group);
  connect_group (fixture);
  set_source (fixture, fixture->other_source);
  fire (fixture);
  assert_journal (fixture->journal, "| |");
  unblock (fixture);
  fire (fixture);
  assert_journal (fixture->journal, "a a | b");
}

/* Other people's points ---------------------------------------------------------------------- */

/* A container that is its own point, and can do as little as possible. */
typedef struct {
  GObject parent_instance;
  guint   n_connections;
  GError *unadvise_error;
} Foreign;
typedef GObjectClass ForeignClass;

static GType foreign_get_type (void);
static void foreign_container_init (CpgConnectionPointContainerInterface *iface);
static void foreign_point_init (CpgConnectionPointInterface *iface);
G_DEFINE_TYPE_WITH_CODE (Foreign, foreign, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT_CONTAINER, foreign_container_init)
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT, foreign_point_init))

static void
foreign_get_property (GObject    *object,
                      guint       id,
                      GValue     *value,
                      GParamSpec *spec)
{
}

static void
foreign_set_property (GObject      *object,
                      guint         id,
                      const GValue *value,
                      GParamSpec   *spec)
{
}

static void
foreign_class_init (ForeignClass *klass)
{
  klass->get_property = foreign_get_property;
  klass->set_property = foreign_set_property;
  g_object_class_override_property (klass, 1, "n-connections");
  g_object_class_override_property (klass, 2, "max-connections");
}

static void
foreign_init (Foreign *self)
{
}

static CpgConnectionPoint *
foreign_find_connection_point (CpgConnectionPointContainer  *self,
                               const CpgGuid                *iid,
                               GError                      **error)
{
  return g_object_ref (CPG_CONNECTION_POINT (self));
}

static void
foreign_container_init (CpgConnectionPointContainerInterface *iface)
{
  iface->find_connection_point = foreign_find_connection_point;
}

static guint
foreign_advise_full (CpgConnectionPoint  *point,
                     GObject             *sink,
                     CpgAdviseFlags       flags,
                     GMainContext        *context,
                     GError             **error)
{
  ((Foreign *) point)->n_connections++;
  return 1;
}

static gboolean
foreign_unadvise (CpgConnectionPoint  *point,
                  guint                cookie,
                  GError             **error)
{
  Foreign *self = (Foreign *) point;

  if (self->unadvise_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->unadvise_error));
      return FALSE;
    }
  self->n_connections--;
  return TRUE;
}

static void
foreign_point_init (CpgConnectionPointInterface *iface)
{
  iface->advise_full = foreign_advise_full;
  iface->unadvise = foreign_unadvise;
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  Foreign *foreign = g_object_new (foreign_get_type (), NULL);

  add (fixture, fixture->source, fixture->a);
  add (fixture, foreign, fixture->a);
  connect_group (fixture);
  g_assert_cmpuint (foreign->n_connections, ==, 1);

  /* it can't block: then nothing is blocked */
  assert_fails (fixture, CPG_ERROR_NOT_SUPPORTED, cpg_connection_group_block (fixture->group, &fixture->error));
  assert_names (fixture->error, "Foreign");
  g_assert_false (cpg_connection_group_get_blocked (fixture->group));
  fire (fixture);
  assert_journal (fixture->journal, "a |");
  cpg_connection_group_unadvise (fixture->group);
  g_assert_cmpuint (foreign->n_connections, ==, 0);
  block (fixture);
  assert_fails (fixture, CPG_ERROR_NOT_SUPPORTED, cpg_connection_group_advise (fixture->group, &fixture->error));
  g_assert_cmpuint (foreign->n_connections, ==, 0);
  assert_connected (fixture, 0, 0);
  unblock (fixture);

  /* the end of a server is the end of its connections, and no news */
  connect_group (fixture);
  foreign->unadvise_error = g_error_new_literal (CPG_ERROR, CPG_ERROR_DISCONNECTED, "gone");
  cpg_connection_group_unadvise (fixture->group);
  connect_group (fixture);
  cpg_connection_group_unadvise (fixture->group);

  g_clear_object (&fixture->group); /* which must not have kept it: */
  g_assert_finalize_object (foreign);
}

static void
fail_to_unadvise (void)
{
  g_autoptr (CpgConnectionGroup) group = cpg_connection_group_new ();
  Foreign *foreign = g_object_new (foreign_get_type (), NULL);
  g_autoptr (FixRecorder) sink = fix_recorder_new ();

  cpg_connection_group_add (group, G_OBJECT (foreign), FIX_TYPE_EVENTS, G_OBJECT (sink), 0, NULL, NULL);
  cpg_connection_group_advise (group, NULL);
  foreign->unadvise_error = g_error_new_literal (CPG_ERROR, CPG_ERROR_FAILED, "not now");
  cpg_connection_group_unadvise (group);
}

static void
test_foreign_fails (Fixture       *fixture,
                    gconstpointer  data)
{
  if (g_test_subprocess ())
    {
      fail_to_unadvise ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*could not be ended: not now*");
}

static void
test_misuse (Fixture       *fixture,
             gconstpointer  data)
{
  GObject *sink = G_OBJECT (fixture->a);
  gpointer no_group = sink;

#define assert_critical(text, expression) \
  G_STMT_START { \
    g_test_expect_message ("cpglib", G_LOG_LEVEL_CRITICAL, text); \
    g_assert_true ((expression) == 0); \
    g_test_assert_expected_messages (); \
  } G_STMT_END

  assert_critical ("*CPG_IS_CONNECTION_GROUP*", cpg_connection_group_add (NULL, NULL, 0, sink, 0, NULL, NULL));
  assert_critical ("*G_IS_OBJECT*", cpg_connection_group_add (fixture->group, NULL, 0, NULL, 0, NULL, NULL));
  assert_critical ("*CPG_IS_CONNECTION_GROUP*", cpg_connection_group_advise (no_group, NULL));
  assert_critical ("*CPG_IS_CONNECTION_GROUP*", cpg_connection_group_get_connected (NULL));
  assert_critical ("*CPG_IS_CONNECTION_GROUP*", cpg_connection_group_set_source (NULL, NULL, NULL));
  assert_critical ("*CPG_IS_CONNECTION_GROUP*", cpg_connection_group_dup_source (NULL));
  assert_critical ("*CPG_IS_CONNECTION_GROUP*", cpg_connection_group_block (NULL, NULL));
  assert_critical ("*CPG_IS_CONNECTION_GROUP*", cpg_connection_group_unblock (NULL, NULL));
  assert_critical ("*CPG_IS_CONNECTION_GROUP*", cpg_connection_group_get_blocked (NULL));
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/connection-group/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("together", test_together);
  ADD ("default-interface", test_default_interface);
  ADD ("add-late", test_add_late);
  ADD ("add-wrong", test_add_wrong);
  ADD ("refused-by-limit", test_refused_by_limit);
  ADD ("sink-lacks", test_sink_lacks);
  ADD ("source-lacks", test_source_lacks);
  ADD ("replace", test_replace);
  ADD ("replace-unconnected", test_replace_unconnected);
  ADD ("replace-fails", test_replace_fails);
  ADD ("source-gone", test_source_gone);
  ADD ("source-disposed", test_source_disposed);
  ADD ("entry-gone", test_entry_gone);
  ADD ("entries-gone", test_entries_gone);
  ADD ("group-gone", test_group_gone);
  ADD ("group-disposed", test_group_disposed);
  ADD ("many-groups", test_many_groups);
  ADD ("ended-by-itself", test_ended_by_itself);
  ADD ("source-gone-elsewhere", test_source_gone_elsewhere);
  ADD ("gone-elsewhere-and-replaced", test_gone_elsewhere_and_replaced);
  ADD ("context-gone", test_context_gone);
  ADD ("thread-gone", test_thread_gone);
  ADD ("context", test_context);
  ADD ("block", test_block);
  ADD ("foreign", test_foreign);
  ADD ("foreign-fails", test_foreign_fails);
  ADD ("misuse", test_misuse);

  return g_test_run ();
}

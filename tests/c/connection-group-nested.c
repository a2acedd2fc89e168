/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "group.h"

/* In the midst of it ----------------------------------------------------------------------- */

typedef void (* Deed) (Fixture *fixture);

/* Does a deed once, from inside of whatever is watched. */
static void
do_once (GObject    *object,
         gpointer    what,
         Fixture    *fixture)
{
  Deed deed = (Deed) g_object_steal_data (object, "deed");

  if (deed != NULL)
    deed (fixture);
}

static void
arrange (Fixture    *fixture,
         gpointer    object,
         const char *signal,
         Deed        deed)
{
  g_object_set_data (object, "deed", (gpointer) deed);
  g_signal_connect (object, signal, G_CALLBACK (do_once), fixture);
}

static void
deed_disconnect (Fixture *fixture)
{
  cpg_connection_group_unadvise (fixture->group);
}

static void
deed_reconnect (Fixture *fixture)
{
  cpg_connection_group_unadvise (fixture->group);
  connect_group (fixture);
}

static void
deed_add (Fixture *fixture)
{
  add (fixture, fixture->source, fixture->b);
}

static void
deed_replace (Fixture *fixture)
{
  set_source (fixture, fixture->other_source);
}

static void
deed_block (Fixture *fixture)
{
  block (fixture);
}

static void
deed_drop (Fixture *fixture)
{
  g_clear_object (&fixture->group);
}

static void
deed_drop_sink (Fixture *fixture)
{
  g_clear_object (&fixture->b);
}

static void
deed_connect (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cpg_connection_group_advise (fixture->group, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_FAILED);
}

static void
deed_dispose_source (Fixture *fixture)
{
  g_object_run_dispose (G_OBJECT (fixture->source));
}

/* From inside of a sink's call. */
static void
test_from_sink (Fixture       *fixture,
                gconstpointer  data)
{
  add (fixture, NULL, fixture->a);
  add (fixture, NULL, fixture->b);
  set_source (fixture, fixture->source);
  connect_group (fixture);

  arrange (fixture, fixture->a, "heard", deed_disconnect);
  fire (fixture);
  assert_journal (fixture->journal, "a |");
  assert_connected (fixture, 0, 0);

  connect_group (fixture);
  g_object_set_data (G_OBJECT (fixture->a), "deed", (gpointer) deed_reconnect);
  fire (fixture);
  assert_journal (fixture->journal, "a |"); /* the new ones are not of this round */
  fire (fixture);
  assert_journal (fixture->journal, "a b |");

  g_object_set_data (G_OBJECT (fixture->a), "deed", (gpointer) deed_add);
  fire (fixture);
  fire (fixture);
  assert_journal (fixture->journal, "a b | a b b |");

  g_object_set_data (G_OBJECT (fixture->a), "deed", (gpointer) deed_block);
  fire (fixture);
  fire (fixture);
  assert_journal (fixture->journal, "a | |");
  unblock (fixture);

  g_object_set_data (G_OBJECT (fixture->a), "deed", (gpointer) deed_replace);
  fire (fixture);
  assert_journal (fixture->journal, "a b | a b"); /* the added one stays with the first */
  fire (fixture);
  assert_journal (fixture->journal, "b | a b");

  g_object_set_data (G_OBJECT (fixture->a), "deed", (gpointer) deed_drop);
  fire (fixture);
  assert_journal (fixture->journal, "b | a");
  assert_connected (fixture, 0, 0);
}

/* From inside of the group's own connecting: n-connections is notified there. */
static void
set_up_nested (Fixture *fixture,
               Deed     deed)
{
  add (fixture, NULL, fixture->a);
  add (fixture, fixture->source, fixture->a);
  set_source (fixture, fixture->source);
  arrange (fixture, fixture->point, "notify::n-connections", deed);
}

static void
test_disconnected_meanwhile (Fixture       *fixture,
                             gconstpointer  data)
{
  set_up_nested (fixture, deed_disconnect);
  assert_fails (fixture, CPG_ERROR_FAILED, cpg_connection_group_advise (fixture->group, &fixture->error));
  g_assert_false (cpg_connection_group_get_connected (fixture->group));
  assert_connected (fixture, 0, 0);
  connect_group (fixture);

  /* while one is added */
  g_object_set_data (G_OBJECT (fixture->point), "deed", (gpointer) deed_disconnect);
  assert_fails (fixture, CPG_ERROR_FAILED,
                cpg_connection_group_add (fixture->group, NULL, 0, G_OBJECT (fixture->b), 0, NULL, &fixture->error));
  assert_connected (fixture, 0, 0);
  connect_group (fixture);
  assert_connected (fixture, 2, 0);

  /* while the source is replaced: on the new one, and on the old one */
  arrange (fixture, fixture->other_point, "notify::n-connections", deed_disconnect);
  assert_fails (fixture, CPG_ERROR_FAILED,
                cpg_connection_group_set_source (fixture->group, G_OBJECT (fixture->other_source), &fixture->error));
  assert_connected (fixture, 0, 0);
  connect_group (fixture);
  assert_connected (fixture, 2, 0);
  g_object_set_data (G_OBJECT (fixture->point), "deed", (gpointer) deed_disconnect);
  set_source (fixture, fixture->other_source);
  assert_connected (fixture, 0, 0);
  connect_group (fixture);
  assert_connected (fixture, 1, 1);
}

static void
test_added_meanwhile (Fixture       *fixture,
                      gconstpointer  data)
{
  set_up_nested (fixture, deed_add);
  connect_group (fixture);
  assert_connected (fixture, 3, 0);
  fire (fixture);
  assert_journal (fixture->journal, "a a b |");

  /* while the source is replaced */
  arrange (fixture, fixture->other_point, "notify::n-connections", deed_add);
  set_source (fixture, fixture->other_source);
  assert_connected (fixture, 3, 1);
}

static void
test_replaced_meanwhile (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GObject) source = NULL;

  set_up_nested (fixture, deed_replace);
  assert_fails (fixture, CPG_ERROR_FAILED, cpg_connection_group_advise (fixture->group, &fixture->error));
  assert_connected (fixture, 0, 0);
  source = cpg_connection_group_dup_source (fixture->group);
  g_assert_true (source == (GObject *) fixture->other_source);
  connect_group (fixture);
  assert_connected (fixture, 1, 1);

  g_object_set_data (G_OBJECT (fixture->point), "deed", (gpointer) deed_replace);
  set_source (fixture, NULL);
  assert_fails (fixture, CPG_ERROR_FAILED,
                cpg_connection_group_set_source (fixture->group, G_OBJECT (fixture->source), &fixture->error));
  assert_connected (fixture, 1, 1);
}

static void
test_connected_meanwhile (Fixture       *fixture,
                          gconstpointer  data)
{
  set_up_nested (fixture, deed_connect);
  connect_group (fixture);
  assert_connected (fixture, 2, 0);
}

static void
test_blocked_meanwhile (Fixture       *fixture,
                        gconstpointer  data)
{
  add (fixture, fixture->other_source, fixture->b);
  set_up_nested (fixture, deed_block);
  connect_group (fixture);
  assert_connected (fixture, 2, 1);
  fire (fixture);
  assert_journal (fixture->journal, "|");
}

static void
test_dropped_meanwhile (Fixture       *fixture,
                        gconstpointer  data)
{
  CpgConnectionGroup *group = fixture->group;

  set_up_nested (fixture, deed_drop);
  g_assert_true (cpg_connection_group_advise (group, &fixture->error));
  assert_connected (fixture, 0, 0); /* the last reference was the call's own */
}

static void
test_sink_dropped_meanwhile (Fixture       *fixture,
                             gconstpointer  data)
{
  set_up_nested (fixture, deed_drop_sink);
  add_full (fixture, fixture->other_source, FIX_TYPE_EVENTS, fixture->b, CPG_ADVISE_WEAK);
  connect_group (fixture);
  assert_connected (fixture, 2, 0);
}

static void
test_source_disposed_meanwhile (Fixture       *fixture,
                                gconstpointer  data)
{
  set_up_nested (fixture, deed_dispose_source);
  assert_fails (fixture, CPG_ERROR_FAILED, cpg_connection_group_advise (fixture->group, &fixture->error));
  g_assert_null (cpg_connection_group_dup_source (fixture->group));
  connect_group (fixture);
  assert_connected (fixture, 0, 0);
}

/* A sink that uses the group as it goes. */
static void
goodbye (gpointer  data,
         GObject  *where_the_sink_was)
{
  Fixture *fixture = data;

  add (fixture, fixture->source, fixture->b);
  cpg_connection_group_unadvise (fixture->group);
  connect_group (fixture);
}

static void
test_last_words (Fixture       *fixture,
                 gconstpointer  data)
{
  add (fixture, fixture->other_source, fixture->a);
  connect_group (fixture);
  g_object_weak_ref (G_OBJECT (fixture->a), goodbye, fixture);
  g_clear_object (&fixture->a);
  g_clear_object (&fixture->other_point);
  g_clear_object (&fixture->other_source); /* and the entry's sink with it */
  assert_n_connections (fixture->point, 1);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/connection-group-nested/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("from-sink", test_from_sink);
  ADD ("disconnected-meanwhile", test_disconnected_meanwhile);
  ADD ("added-meanwhile", test_added_meanwhile);
  ADD ("replaced-meanwhile", test_replaced_meanwhile);
  ADD ("connected-meanwhile", test_connected_meanwhile);
  ADD ("blocked-meanwhile", test_blocked_meanwhile);
  ADD ("dropped-meanwhile", test_dropped_meanwhile);
  ADD ("sink-dropped-meanwhile", test_sink_dropped_meanwhile);
  ADD ("source-disposed-meanwhile", test_source_disposed_meanwhile);
  ADD ("last-words", test_last_words);

  return g_test_run ();
}

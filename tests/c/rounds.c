/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

/* What listeners do to a point in the middle of a round. Each case is run with
 * every way to fire. */

#define N 5 /* sinks: a, b, c, which are advised, and d, e, which are not */

typedef struct _Fixture Fixture;

typedef void (* Fire) (Fixture *fixture);
typedef void (* Action) (Fixture *fixture);

struct _Fixture
{
  FixSource          *source;
  CpgConnectionPoint *point;
  GString            *journal;
  FixRecorder        *sinks[N];
  guint               cookies[N];
  Fire                fire;
  Action              action;   /* what the sink @actor does when it is called */
  guint               actor;
  guint               n_left;   /* how many times */
};

static void
act (FixRecorder *sink,
     const char  *line,
     Fixture     *fixture)
{
  if (fixture->action != NULL && sink == fixture->sinks[fixture->actor] && fixture->n_left > 0)
    {
      fixture->n_left--;
      fixture->action (fixture);
    }
}

static void
fire_in_c (Fixture *fixture)
{
  fix_source_fire_nothing (fixture->source);
}

static void
fire_by_signal (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->source, "nothing");
}

static void
fire_by_name (Fixture *fixture)
{
  g_autoptr (CpgConnectionPoint) point = g_object_ref (fixture->point);

  g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "nothing", NULL, 0, NULL, NULL));
}

static void
do_nothing (FixSource *source)
{
}

/* CPG_FIRE() goes through GSignal if there is a handler. */
static void
fire_in_c_with_handler (Fixture *fixture)
{
  if (g_signal_handler_find (fixture->source, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, do_nothing, NULL) == 0)
    g_signal_connect (fixture->source, "nothing", G_CALLBACK (do_nothing), NULL);
  fix_source_fire_nothing (fixture->source);
}

static const struct { const char *name; Fire fire; } ways[] = {
  { "macro", fire_in_c },
  { "macro-with-handler", fire_in_c_with_handler },
  { "emission", fire_by_signal },
  { "name", fire_by_name },
};

static void
set_up (Fixture       *fixture,
        gconstpointer  fire)
{
  static const char * const names[] = { "a", "b", "c", "d", "e" };

  fixture->source = fix_source_new ();
  fixture->point = find_point (fixture->source, FIX_TYPE_EVENTS);
  fixture->journal = g_string_new (NULL);
  fixture->fire = ((const Fire *) fire)[0];
  fixture->actor = 1;
  fixture->n_left = 1;
  for (guint i = 0; i < N; i++)
    {
      fixture->sinks[i] = recorder_new_named (names[i], fixture->journal);
      g_signal_connect (fixture->sinks[i], "heard", G_CALLBACK (act), fixture);
    }
  for (guint i = 0; i < 3; i++)
    fixture->cookies[i] = advise (fixture->point, fixture->sinks[i]);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  fire)
{
  g_object_unref (fixture->point);
  if (fixture->source != NULL)
    g_assert_finalize_object (fixture->source);
  for (guint i = 0; i < N; i++)
    if (fixture->sinks[i] != NULL)
      g_assert_finalize_object (fixture->sinks[i]);
  g_string_free (fixture->journal, TRUE);
}

#define assert_round(fixture, expected) \
  G_STMT_START { \
    (fixture)->fire (fixture); \
    assert_journal ((fixture)->journal, expected); \
  } G_STMT_END

static void
unadvise_a (Fixture *fixture)
{
  unadvise (fixture->point, fixture->cookies[0]);
}

static void
unadvise_b (Fixture *fixture)
{
  unadvise (fixture->point, fixture->cookies[1]);
}

static void
unadvise_c (Fixture *fixture)
{
  unadvise (fixture->point, fixture->cookies[2]);
}

static void
unadvise_all (Fixture *fixture)
{
  for (guint i = 0; i < 3; i++)
    unadvise (fixture->point, fixture->cookies[i]);
  assert_n_connections (fixture->point, 0);
}

static void
test_unadvise_itself (Fixture       *fixture,
                      gconstpointer  fire)
{
  fixture->action = unadvise_b;
  assert_round (fixture, "a b c");
  assert_round (fixture, "a c");
}

static void
test_unadvise_next (Fixture       *fixture,
                    gconstpointer  fire)
{
  fixture->action = unadvise_c;
  assert_round (fixture, "a b");
  assert_round (fixture, "a b");
}

static void
test_unadvise_previous (Fixture       *fixture,
                        gconstpointer  fire)
{
  fixture->action = unadvise_a;
  assert_round (fixture, "a b c");
  assert_round (fixture, "b c");
}

static void
test_unadvise_all (Fixture       *fixture,
                   gconstpointer  fire)
{
  fixture->action = unadvise_all;
  assert_round (fixture, "a b");
  assert_round (fixture, "");
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (G_OBJECT (fixture->sinks[i])->ref_count, ==, 1);
}

/* The first one, whose memory might be what is walked over. */
static void
test_unadvise_all_first (Fixture       *fixture,
                         gconstpointer  fire)
{
  fixture->actor = 0;
  fixture->action = unadvise_all;
  assert_round (fixture, "a");
  assert_round (fixture, "");
}

static void
advise_d (Fixture *fixture)
{
  fixture->cookies[3] = advise (fixture->point, fixture->sinks[3]);
}

static void
test_advise (Fixture       *fixture,
             gconstpointer  fire)
{
  fixture->action = advise_d;
  assert_round (fixture, "a b c");
  assert_round (fixture, "a b c d");
}

/* So many that the table has to move. */
static void
advise_many (Fixture *fixture)
{
  for (guint i = 0; i < 100; i++)
    advise (fixture->point, fixture->sinks[3]);
}

static void
test_advise_many (Fixture       *fixture,
                  gconstpointer  fire)
{
  fixture->action = advise_many;
  assert_round (fixture, "a b c");
  assert_n_connections (fixture->point, 103);
  fixture->fire (fixture);
  g_assert_cmpuint (fixture->journal->len, ==, 2 * 103);
}

/* After the table has moved, what ends is still not called in this round. */
static void
advise_many_unadvise_c (Fixture *fixture)
{
  advise_many (fixture);
  unadvise_c (fixture);
}

static void
test_advise_many_unadvise (Fixture       *fixture,
                           gconstpointer  fire)
{
  fixture->action = advise_many_unadvise_c;
  assert_round (fixture, "a b");
}

static void
advise_many_block_c (Fixture *fixture)
{
  advise_many (fixture);
  g_assert_true (cpg_connection_point_block (fixture->point, fixture->cookies[2], NULL));
}

static void
test_advise_many_block (Fixture       *fixture,
                        gconstpointer  fire)
{
  fixture->action = advise_many_block_c;
  assert_round (fixture, "a b");
}

/* Out and in again is a new connection, for the next round. */
static void
renew_c (Fixture *fixture)
{
  guint old = fixture->cookies[2];

  unadvise_c (fixture);
  fixture->cookies[2] = advise (fixture->point, fixture->sinks[2]);
  g_assert_cmpuint (fixture->cookies[2], !=, old);
}

static void
test_renew (Fixture       *fixture,
            gconstpointer  fire)
{
  fixture->action = renew_c;
  assert_round (fixture, "a b");
  assert_round (fixture, "a b c");
}

static void
test_nested (Fixture       *fixture,
             gconstpointer  fire)
{
  fixture->action = fixture->fire;
  assert_round (fixture, "a b a b c c");
  fixture->n_left = 2;
  assert_round (fixture, "a b a b a b c c c");
}

static void
unadvise_c_and_fire (Fixture *fixture)
{
  if (fixture->n_left == 0)
    unadvise_c (fixture);
  else
    fixture->fire (fixture);
}

static void
test_nested_unadvise (Fixture       *fixture,
                      gconstpointer  fire)
{
  fixture->action = unadvise_c_and_fire;
  fixture->n_left = 2;
  assert_round (fixture, "a b a b");
}

static void
advise_d_and_fire (Fixture *fixture)
{
  advise_d (fixture);
  fixture->fire (fixture);
}

static void
test_nested_advise (Fixture       *fixture,
                    gconstpointer  fire)
{
  fixture->action = advise_d_and_fire;
  assert_round (fixture, "a b a b c d c");
}

static void
unadvise_all_and_fire (Fixture *fixture)
{
  unadvise_all (fixture);
  fixture->fire (fixture);
}

static void
test_nested_unadvise_all (Fixture       *fixture,
                          gconstpointer  fire)
{
  fixture->action = unadvise_all_and_fire;
  assert_round (fixture, "a b");
}

static void
drop_source (Fixture *fixture)
{
  FixSource *source = g_steal_pointer (&fixture->source);

  g_object_unref (source);
  g_assert_true (FIX_IS_SOURCE (source)); /* still there */
}

/* Everything stays alive until the round ends. */
static void
test_drop_source (Fixture       *fixture,
                  gconstpointer  fire)
{
  g_autoptr (CpgConnectionPointContainer) gone = NULL;
  gpointer watched = fixture->source;

  g_object_add_weak_pointer (G_OBJECT (fixture->source), &watched);
  fixture->actor = 0;
  fixture->action = drop_source;
  assert_round (fixture, "a b c");
  g_assert_null (watched);
  gone = cpg_connection_point_get_container (fixture->point);
  g_assert_null (gone);
  assert_n_connections (fixture->point, 0);
}

static void
drop_source_and_point (Fixture *fixture)
{
  g_object_unref (fixture->point);
  g_clear_object (&fixture->source);
}

static void
test_drop_all (Fixture       *fixture,
               gconstpointer  fire)
{
  gpointer watched_source = fixture->source, watched_point = fixture->point;

  g_object_add_weak_pointer (G_OBJECT (fixture->source), &watched_source);
  g_object_add_weak_pointer (G_OBJECT (fixture->point), &watched_point);
  fixture->actor = 0;
  fixture->action = drop_source_and_point;
  assert_round (fixture, "a b c");
  g_assert_null (watched_source);
  g_assert_null (watched_point);
  fixture->point = g_object_new (G_TYPE_OBJECT, NULL); /* for tear_down() */
}

static void
dispose_source (Fixture *fixture)
{
  g_object_run_dispose (G_OBJECT (fixture->source));
}

/* Once the source is gone nobody hears any more. */
static void
test_dispose_source (Fixture       *fixture,
                     gconstpointer  fire)
{
  fixture->action = dispose_source;
  assert_round (fixture, "a b");
  assert_n_connections (fixture->point, 0);
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (G_OBJECT (fixture->sinks[i])->ref_count, ==, 1);
}

static void
note_gone (gpointer  journal,
           GObject  *where_the_sink_was)
{
  g_string_append (journal, "gone ");
}

/* The point has the only reference to the sink that ends its own connection:
 * it stays to the end of the round. */
static void
test_last_reference (Fixture       *fixture,
                     gconstpointer  fire)
{
  g_object_weak_ref (G_OBJECT (fixture->sinks[1]), note_gone, fixture->journal);
  g_object_unref (fixture->sinks[1]);
  fixture->action = unadvise_b;
  assert_round (fixture, "a b c gone");
  fixture->sinks[1] = NULL;
  assert_round (fixture, "a c");
}

static void
test_once (Fixture       *fixture,
           gconstpointer  fire)
{
  advise_full (fixture->point, fixture->sinks[3], CPG_ADVISE_ONCE);
  assert_n_connections (fixture->point, 4);
  assert_round (fixture, "a b c d");
  assert_n_connections (fixture->point, 3);
  assert_round (fixture, "a b c");
  g_assert_cmpuint (G_OBJECT (fixture->sinks[3])->ref_count, ==, 1);
}

/* Its connection has ended when it is called: it may fire. */
static void
test_once_fires (Fixture       *fixture,
                 gconstpointer  fire)
{
  unadvise_a (fixture);
  fixture->cookies[3] = advise_full (fixture->point, fixture->sinks[3], CPG_ADVISE_ONCE);
  fixture->actor = 3;
  fixture->action = fixture->fire;
  assert_round (fixture, "b c d b c");
  g_assert_false (cpg_connection_point_unadvise (fixture->point, fixture->cookies[3], NULL));
}

/* A nested round uses it up before the outer one comes to it. */
static void
test_once_nested (Fixture       *fixture,
                  gconstpointer  fire)
{
  advise_full (fixture->point, fixture->sinks[3], CPG_ADVISE_ONCE);
  fixture->action = fixture->fire;
  assert_round (fixture, "a b a b c d c");
}

static void
test_once_blocked (Fixture       *fixture,
                   gconstpointer  fire)
{
  guint cookie = advise_full (fixture->point, fixture->sinks[3], CPG_ADVISE_ONCE);

  cpg_connection_point_block (fixture->point, cookie, NULL);
  assert_round (fixture, "a b c");
  assert_n_connections (fixture->point, 4);
  cpg_connection_point_unblock (fixture->point, cookie, NULL);
  assert_round (fixture, "a b c d");
  assert_round (fixture, "a b c");
}

static void
test_weak (Fixture       *fixture,
           gconstpointer  fire)
{
  advise_full (fixture->point, fixture->sinks[3], CPG_ADVISE_WEAK);
  assert_round (fixture, "a b c d");
  g_assert_cmpuint (G_OBJECT (fixture->sinks[3])->ref_count, ==, 1);
  g_clear_object (&fixture->sinks[3]);
  assert_n_connections (fixture->point, 3);
  assert_round (fixture, "a b c");
}

static void
drop_d (Fixture *fixture)
{
  g_clear_object (&fixture->sinks[3]);
}

static void
test_weak_dies (Fixture       *fixture,
                gconstpointer  fire)
{
  advise_full (fixture->point, fixture->sinks[3], CPG_ADVISE_WEAK);
  advise (fixture->point, fixture->sinks[4]);
  fixture->action = drop_d;
  assert_round (fixture, "a b c e");
  assert_n_connections (fixture->point, 4);
}

/* Inside of its own call, which it has to survive. */
static void
test_weak_dies_itself (Fixture       *fixture,
                       gconstpointer  fire)
{
  g_object_weak_ref (G_OBJECT (fixture->sinks[3]), note_gone, fixture->journal);
  advise_full (fixture->point, fixture->sinks[3], CPG_ADVISE_WEAK);
  advise (fixture->point, fixture->sinks[4]);
  fixture->actor = 3;
  fixture->action = drop_d;
  assert_round (fixture, "a b c d e gone");
  assert_n_connections (fixture->point, 4);
  assert_round (fixture, "a b c e");
}

static void
test_weak_once (Fixture       *fixture,
                gconstpointer  fire)
{
  advise_full (fixture->point, fixture->sinks[3], CPG_ADVISE_WEAK | CPG_ADVISE_ONCE);
  assert_round (fixture, "a b c d");
  assert_round (fixture, "a b c");
  advise_full (fixture->point, fixture->sinks[3], CPG_ADVISE_WEAK | CPG_ADVISE_ONCE);
  g_clear_object (&fixture->sinks[3]);
  assert_n_connections (fixture->point, 3);
}

static void
block_c (Fixture *fixture)
{
  g_assert_true (cpg_connection_point_block (fixture->point, fixture->cookies[2], NULL));
}

static void
unblock_c (Fixture *fixture)
{
  g_assert_true (cpg_connection_point_unblock (fixture->point, fixture->cookies[2], NULL));
}

static void
test_block (Fixture       *fixture,
            gconstpointer  fire)
{
  fixture->action = block_c;
  assert_round (fixture, "a b");
  assert_round (fixture, "a b");
  fixture->action = unblock_c;
  fixture->n_left = 1;
  assert_round (fixture, "a b c"); /* it was connected all the time */
  assert_round (fixture, "a b c");
}

typedef struct {
  CpgConnectionPoint *point;
  GArray             *cookies;
} Crowd;

static void
unadvise_crowd (FixRecorder *sink,
                const char  *line,
                Crowd       *crowd)
{
  for (guint i = 0; i < crowd->cookies->len; i++)
    unadvise (crowd->point, g_array_index (crowd->cookies, guint, i));
  g_array_set_size (crowd->cookies, 0);
}

static void
test_crowd (Fixture       *fixture,
            gconstpointer  fire)
{
  g_autoptr (GArray) cookies = g_array_new (FALSE, FALSE, sizeof (guint));
  Crowd crowd = { fixture->point, cookies };

  for (guint i = 0; i < 10000; i++)
    {
      guint cookie = advise (fixture->point, fixture->sinks[3]);

      g_array_append_val (cookies, cookie);
    }
  advise (fixture->point, fixture->sinks[4]);
  g_signal_connect (fixture->sinks[1], "heard", G_CALLBACK (unadvise_crowd), &crowd);
  assert_round (fixture, "a b c e");
  assert_n_connections (fixture->point, 4);
  g_assert_cmpuint (G_OBJECT (fixture->sinks[3])->ref_count, ==, 1);
  assert_round (fixture, "a b c e");
  g_signal_handlers_disconnect_by_data (fixture->sinks[1], &crowd);
}

/* Whatever happens, a sink is called only while it is connected, and the
 * connected ones that the round began with are called. */
static void
do_anything (FixRecorder *sink,
             const char  *line,
             Fixture     *fixture)
{
  guint i = (guint) g_test_rand_int_range (0, N);

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      if (fixture->cookies[i] != 0)
        unadvise (fixture->point, fixture->cookies[i]);
      fixture->cookies[i] = 0;
      break;
    case 1:
      if (fixture->cookies[i] == 0)
        fixture->cookies[i] = advise (fixture->point, fixture->sinks[i]);
      break;
    case 2:
      if (fixture->n_left > 0)
        {
          fixture->n_left--;
          fixture->fire (fixture);
        }
      break;
    default:
      break;
    }

  for (i = 0; i < N; i++)
    if (sink == fixture->sinks[i])
      return;
  g_assert_not_reached ();
}

static void
test_anything (Fixture       *fixture,
               gconstpointer  fire)
{
  for (guint i = 0; i < N; i++)
    g_signal_connect (fixture->sinks[i], "heard", G_CALLBACK (do_anything), fixture);
  for (guint i = 0; i < 300; i++)
    {
      guint n = 0;

      fixture->n_left = 3;
      fixture->fire (fixture);
      for (guint j = 0; j < N; j++)
        {
          n += fixture->cookies[j] != 0;
          g_assert_cmpuint (G_OBJECT (fixture->sinks[j])->ref_count, ==, fixture->cookies[j] != 0 ? 2 : 1);
        }
      assert_n_connections (fixture->point, n);
      if (n == 0)
        fixture->cookies[0] = advise (fixture->point, fixture->sinks[0]);
    }
  g_string_truncate (fixture->journal, 0);
}

static void
add (const char *name,
     void     (* test) (Fixture *fixture, gconstpointer fire))
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rounds/%s/%s", name, ways[i].name);

      g_test_add (path, Fixture, &ways[i].fire, set_up, test, tear_down);
    }
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  add ("unadvise-itself", test_unadvise_itself);
  add ("unadvise-next", test_unadvise_next);
  add ("unadvise-previous", test_unadvise_previous);
  add ("unadvise-all", test_unadvise_all);
  add ("unadvise-all-first", test_unadvise_all_first);
  add ("advise", test_advise);
  add ("advise-many", test_advise_many);
  add ("advise-many-unadvise", test_advise_many_unadvise);
  add ("advise-many-block", test_advise_many_block);
  add ("renew", test_renew);
  add ("nested", test_nested);
  add ("nested-unadvise", test_nested_unadvise);
  add ("nested-advise", test_nested_advise);
  add ("nested-unadvise-all", test_nested_unadvise_all);
  add ("drop-source", test_drop_source);
  add ("drop-all", test_drop_all);
  add ("dispose-source", test_dispose_source);
  add ("last-reference", test_last_reference);
  add ("once", test_once);
  add ("once-fires", test_once_fires);
  add ("once-nested", test_once_nested);
  add ("once-blocked", test_once_blocked);
  add ("weak", test_weak);
  add ("weak-dies", test_weak_dies);
  add ("weak-dies-itself", test_weak_dies_itself);
  add ("weak-once", test_weak_once);
  add ("block", test_block);
  add ("crowd", test_crowd);
  add ("anything", test_anything);

  return g_test_run ();
}

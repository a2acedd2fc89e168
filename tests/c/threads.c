/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

/* A modest hammer: several threads do at random what a point can do. Run with
 * --seed to repeat one. */

#define N_THREADS 4
#define N_STEPS   2000

typedef struct {
  CpgConnectionPoint *point;
  FixQuiet           *source;
  int                 n_calls;    /* (atomic): of the counting sinks */
  int                 n_advised;  /* (atomic) */
  int                 n_unadvised;
} Arena;

/* A sink that counts, for any thread. */
typedef struct {
  GObject parent_instance;
  Arena  *arena;
} CountingSink;

typedef GObjectClass CountingSinkClass;

static int n_sinks; /* (atomic): that are alive */

static GType counting_sink_get_type (void);
static void counting_sink_events_init (FixEventsInterface *iface);
G_DEFINE_TYPE_WITH_CODE (CountingSink, counting_sink, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FIX_TYPE_EVENTS, counting_sink_events_init))

static void
counting_sink_finalize (GObject *object)
{
  g_atomic_int_add (&n_sinks, -1);
  G_OBJECT_CLASS (counting_sink_parent_class)->finalize (object);
}

static void
counting_sink_class_init (CountingSinkClass *klass)
{
  klass->finalize = counting_sink_finalize;
}

static void
counting_sink_init (CountingSink *self)
{
  g_atomic_int_inc (&n_sinks);
}

static void
counting_sink_price_changed (FixEvents  *events,
                             const char *symbol,
                             double      price)
{
  g_assert_cmpint (symbol[0], ==, 'A');
  g_atomic_int_inc (&((CountingSink *) events)->arena->n_calls);
}

static void
counting_sink_events_init (FixEventsInterface *iface)
{
  iface->price_changed = counting_sink_price_changed;
}

static GObject *
counting_sink_new (Arena *arena)
{
  CountingSink *sink = g_object_new (counting_sink_get_type (), NULL);

  sink->arena = arena;
  return G_OBJECT (sink);
}

static void
arena_init (Arena *arena)
{
  *arena = (Arena) { .source = fix_quiet_new () };
  arena->point = find_point (arena->source, FIX_TYPE_EVENTS);
}

static void
arena_clear (Arena *arena)
{
  g_object_unref (arena->point);
  g_assert_finalize_object (arena->source);
  g_assert_cmpint (g_atomic_int_get (&n_sinks), ==, 0);
}

typedef struct {
  Arena *arena;
  GRand *rand;
} Worker;

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  Arena *arena = worker->arena;
  g_autoptr (GArray) cookies = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) weak_sinks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint step = 0; step < N_STEPS; step++)
    switch (g_rand_int_range (worker->rand, 0, 8))
      {
      case 0:
      case 1:
        {
          g_autoptr (GObject) sink = counting_sink_new (arena);
          guint cookie = advise (arena->point, sink);

          g_array_append_val (cookies, cookie);
          g_atomic_int_inc (&arena->n_advised);
          break;
        }
      case 2:
        if (cookies->len > 0)
          {
            guint i = (guint) g_rand_int_range (worker->rand, 0, (int) cookies->len);

            unadvise (arena->point, g_array_index (cookies, guint, i));
            g_array_remove_index (cookies, i);
            g_atomic_int_inc (&arena->n_unadvised);
          }
        break;
      case 3:
        if (cookies->len > 0)
          {
            guint cookie = g_array_index (cookies, guint, cookies->len - 1);

            g_assert_true (cpg_connection_point_block (arena->point, cookie, NULL));
            g_assert_true (cpg_connection_point_is_blocked (arena->point, cookie));
            g_assert_true (cpg_connection_point_unblock (arena->point, cookie, NULL));
          }
        break;
      case 4:
        {
          g_autoptr (CpgEnumConnections) connections = cpg_connection_point_enum_connections (arena->point, NULL);
          g_autoptr (GPtrArray) found = cpg_enum_connections_next (connections, G_MAXUINT);

          for (guint i = 1; i < found->len; i++)
            g_assert_cmpuint (cpg_connection_get_cookie (g_ptr_array_index (found, i - 1)), <,
                              cpg_connection_get_cookie (g_ptr_array_index (found, i)));
          break;
        }
      case 5:
        if (weak_sinks->len > 0 && g_rand_boolean (worker->rand))
          {
            g_ptr_array_remove_index_fast (weak_sinks, 0);
          }
        else
          {
            GObject *sink = counting_sink_new (arena);

            advise_full (arena->point, sink, CPG_ADVISE_WEAK);
            g_ptr_array_add (weak_sinks, sink);
          }
        break;
      default:
        fix_quiet_fire_price (arena->source, "A", 1);
        break;
      }

  for (guint i = 0; i < cookies->len; i++)
    {
      unadvise (arena->point, g_array_index (cookies, guint, i));
      g_atomic_int_inc (&arena->n_unadvised);
    }
  g_rand_free (worker->rand);
  return NULL;
}

static void
test_hammer (void)
{
  Arena arena;
  Worker workers[N_THREADS];
  GThread *threads[N_THREADS];

  arena_init (&arena);
  for (guint i = 0; i < N_THREADS; i++)
    {
      workers[i].arena = &arena;
      workers[i].rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
      threads[i] = g_thread_new ("worker", work, &workers[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  g_test_message ("%d advised, %d calls", arena.n_advised, arena.n_calls);
  g_assert_cmpint (arena.n_advised, ==, arena.n_unadvised);
  assert_n_connections (arena.point, 0);
  arena_clear (&arena);
}

/* A sink that stays hears every firing of every thread. */
static gpointer
fire_often (gpointer data)
{
  Arena *arena = data;

  for (guint i = 0; i < N_STEPS; i++)
    fix_quiet_fire_price (arena->source, "A", 1);
  return NULL;
}

static gpointer
advise_often (gpointer data)
{
  Arena *arena = data;
  g_autoptr (FixDeaf) deaf = fix_deaf_new ();

  for (guint i = 0; i < N_STEPS; i++)
    {
      guint cookies[10];

      for (guint j = 0; j < G_N_ELEMENTS (cookies); j++)
        cookies[j] = advise (arena->point, deaf);
      for (guint j = 0; j < G_N_ELEMENTS (cookies); j++)
        unadvise (arena->point, cookies[j]);
    }
  return NULL;
}

static void
test_nothing_missed (void)
{
  Arena arena;
  GThread *threads[N_THREADS];
  g_autoptr (GObject) sink = NULL;

  arena_init (&arena);
  sink = counting_sink_new (&arena);
  advise (arena.point, sink);
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("fire", i % 2 == 0 ? fire_often : advise_often, &arena);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (arena.n_calls, ==, N_STEPS * N_THREADS / 2);
  assert_n_connections (arena.point, 1);

  g_object_unref (arena.point);
  g_assert_finalize_object (arena.source);
  g_assert_finalize_object (g_steal_pointer (&sink));
}

/* Of all threads one calls it. */
static void
test_once (void)
{
  for (guint round = 0; round < 50; round++)
    {
      Arena arena;
      GThread *threads[N_THREADS];

      arena_init (&arena);
      for (guint i = 0; i < 20; i++)
        {
          g_autoptr (GObject) sink = counting_sink_new (&arena);

          advise_full (arena.point, sink, CPG_ADVISE_ONCE);
        }
      for (guint i = 0; i < N_THREADS; i++)
        threads[i] = g_thread_new ("fire", fire_often, &arena);
      for (guint i = 0; i < N_THREADS; i++)
        g_thread_join (threads[i]);
      g_assert_cmpint (arena.n_calls, ==, 20);
      arena_clear (&arena);
    }
}

/* The last reference to the source goes in one thread, while others hold the
 * point and fire and advise. */
static gpointer
use_orphan (gpointer data)
{
  CpgConnectionPoint *point = data;

  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autoptr (CpgConnectionPointContainer) source = NULL;
      g_autoptr (FixDeaf) deaf = fix_deaf_new ();

      CPG_FIRE (point, FixEventsInterface, price_changed, "A", i);
      cpg_connection_point_advise (point, G_OBJECT (deaf), NULL);
      source = cpg_connection_point_get_container (point);
      if (source == NULL)
        break;
    }
  g_object_unref (point);
  return NULL;
}

static void
test_source_goes (void)
{
  for (guint round = 0; round < 100; round++)
    {
      Arena arena;
      GThread *threads[N_THREADS];
      g_autoptr (GObject) sink = NULL;

      arena_init (&arena);
      sink = counting_sink_new (&arena);
      advise (arena.point, sink);
      for (guint i = 0; i < N_THREADS; i++)
        threads[i] = g_thread_new ("orphan", use_orphan, g_object_ref (arena.point));
      g_usleep ((gulong) g_test_rand_int_range (0, 500));
      g_object_unref (arena.source);
      for (guint i = 0; i < N_THREADS; i++)
        g_thread_join (threads[i]);
      assert_n_connections (arena.point, 0);
      g_assert_cmpuint (sink->ref_count, ==, 1);
      g_assert_finalize_object (arena.point);
    }
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/threads/hammer", test_hammer);
  g_test_add_func ("/threads/nothing-missed", test_nothing_missed);
  g_test_add_func ("/threads/once", test_once);
  g_test_add_func ("/threads/source-goes", test_source_goes);

  return g_test_run ();
}

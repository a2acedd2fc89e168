/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

/*
 * Threads that do at random what sources, points and sinks can do
 *
 * What has to be true is told from one logical clock. Whoever changes a
 * connection takes a stamp before the call and one after it; whoever fires
 * takes one before the round and one after it. Between two stamps a thing may
 * have happened; what lies clear of them surely has, or has not:
 *
 * - advised before the round began, and not touched until it ended: must hear
 * - unadvised or blocked before the turn of the sink came, or advised after
 *   the first sink was called: must not hear
 * - whatever else: may hear
 *
 * A round is the argument of the call, so that each sink writes into the log
 * of its round, which belongs to the thread that fires. The rest is atomic.
 *
 * It goes on in epochs: after each the threads are joined, the engine has to
 * agree with the books in every detail, and both begin anew. That is when
 * records are given back, so that nobody ever looks at a stale one.
 *
 * The seed fixes what each thread tries, not how the threads interleave.
 */

#define EPOCH       20000 /* operations */
#define N_SOURCES   3
#define N_SLOTS     14    /* connections of one point that are in play */
#define MAX_DEPTH   3     /* of what sinks do in their calls */
#define MAX_HEARD   256
#define N_STALE     8
#define MAX_QUEUED  1000      /* less than what the library queues for a context */

typedef _Atomic guint64 Stamp; /* 0: not yet */

typedef struct _Generation Generation;
typedef struct _Link Link;
typedef struct _Place Place;
typedef struct _Record Record;
typedef struct _Round Round;
typedef struct _Tag Tag;
typedef struct _Worker Worker;

/* One connection. */
struct _Link
{
  Record            *record;
  Place             *place;
  Worker            *owner;         /* who advised it, and alone leaves it blocked */
  CpgAdviseFlags     flags;
  atomic_uint        cookie;        /* 0 until advise() has returned */
  Stamp              advise_begin;
  Stamp              advise_end;    /* stays 0 if advise() failed */
  Stamp              end_begin;     /* from here on it may be gone */
  Stamp              unadvise_end;  /* from here on it is gone */
  Stamp              blocked_since; /* 0: maybe not blocked */
  atomic_int         touching;      /* calls of block() and unblock() under way */
  Stamp              touch_end;     /* the end of the last of them */
  atomic_int         n_blocks;      /* of the owner */
  atomic_int         n_unadvises;   /* calls that began */
  atomic_int         n_unadvised;   /* calls that succeeded */
  atomic_int         n_once;        /* calls of a sink of CPG_ADVISE_ONCE */
  atomic_bool        is_once_due;   /* a round surely came by it */
  atomic_uint        n_due;         /* with CPG_ADVISE_CONTEXT: rounds that surely came by it */
  guint              n_delivered;   /* of the listener */
  Worker            *last_worker;   /* of the listener: whose round it heard last */
  guint              last_serial;
  _Atomic (gpointer) owned;         /* a reference to a weak sink */
};

/* What is known of one sink; outlives it. */
struct _Record
{
  Link        links[2];
  guint       n_links;
  atomic_bool is_alive;
};

/* A point. */
struct _Place
{
  Generation         *generation;
  guint               index;
  CpgConnectionPoint *point;
  _Atomic (Link *)    slots[N_SLOTS];
  atomic_bool         is_limited;     /* it had a limit once */
  GArray             *links;          /* (element-type Link*): all, after the epoch */
};

/* A source, until the next one takes its place. */
struct _Generation
{
  Place       places[N_POINTS];
  GObject    *source;     /* whoever sets drop_begin gives it up */
  gboolean    has_handler;
  Stamp       drop_begin;
  Stamp       gone;       /* it was finalized */
};

struct _Round
{
  Place    *place;
  Worker   *worker;
  Tag      *tag;
  guint64   begin;
  guint64   first;        /* when the first sink was called */
  guint64   last_return;  /* when the last one returned */
  guint64   last_advised; /* advise_begin of those that heard, the latest */
  guint     last_cookie;
  Record   *heard[MAX_HEARD];
  guint     n_heard;
  guint     n_handled;
  gboolean  is_decided;
  guint     decided_by;   /* a cookie */
};

/* The argument of a round. It stays until the epoch is over, for a call that
 * waits for a main context comes after the round. */
struct _Tag
{
  Round  *round;
  Worker *worker;
  guint   serial; /* of the rounds of its worker; 0 for one within another */
};

struct _Worker
{
  GRand        *rand;
  GMainContext *context;
  gboolean      is_acting;
  guint         depth;
  guint         n_done;
  guint         budget;
  guint         n_rounds;
  guint         n_calls;

  Record       *records;
  guint         n_records;
  Tag          *tags;
  guint         n_tags;
  guint64       last_return; /* of the listener: when the last sink returned */
  Link         *stale[N_STALE];
  guint         n_stale;

  GListModel   *model;
  Place        *model_place;
  GArray       *shadow;     /* the cookies, as items-changed told them */
};

typedef struct {
  GObject parent_instance;
  Record *record;
} Sink;

typedef GObjectClass SinkClass;

static Stamp clock_now;
static atomic_int n_sinks;    /* that are alive */
static atomic_int n_sources;
static _Thread_local Worker *current;
static guint32 seed;

static _Atomic (Generation *) arena[N_SOURCES];
static GMutex generations_lock;
static GPtrArray *generations; /* of this epoch */

/* The thread that runs the main context of CPG_ADVISE_CONTEXT. */
static Worker *listener;
static atomic_uint n_working; /* threads that do operations */

static pthread_barrier_t all_done;

static void do_something (Worker *worker);
static void unadvise_link (Worker *worker,
                           Link   *link);

/* Where --seed can be read when it goes wrong. */
#define fail(...) \
  G_STMT_START { \
    g_autofree char *what = g_strdup_printf (__VA_ARGS__); \
    g_error ("%s:%d: %s (--seed %u)", __FILE__, __LINE__, what, seed); \
  } G_STMT_END

#define require(condition) \
  G_STMT_START { \
    if (!(condition)) \
      fail ("not true: %s", #condition); \
  } G_STMT_END

static guint64
tick (void)
{
  return atomic_fetch_add (&clock_now, 1) + 1;
}

/* Takes the first stamp only. */
static void
stamp_once (Stamp *stamp)
{
  guint64 none = 0;

  if (atomic_load (stamp) == 0)
    atomic_compare_exchange_strong (stamp, &none, tick ());
}

static void
stamp_latest (Stamp *stamp)
{
  guint64 now = tick (), old = atomic_load (stamp);

  while (old < now && !atomic_compare_exchange_weak (stamp, &old, now))
    ;
}

static gboolean
is_before (Stamp   *stamp,
           guint64  when)
{
  guint64 value = atomic_load (stamp);

  return value != 0 && value < when;
}

/* Cookies begin anywhere, and may wrap around. 0: none yet. */
static gboolean
is_after (guint cookie,
          guint other)
{
  return other == 0 || (int) (cookie - other) > 0;
}

static guint
rnd (Worker *worker,
     guint   n)
{
  return (guint) g_rand_int_range (worker->rand, 0, (int) n);
}

static gboolean
chance (Worker *worker,
        guint   one_in)
{
  return rnd (worker, one_in) == 0;
}

/* Sources ---------------------------------------------------------------------- */

static void
source_disposed (gpointer data)
{
}

static void
source_finalized (gpointer data)
{
  Generation *generation = data;

  stamp_once (&generation->gone);
  atomic_fetch_sub (&n_sources, 1);
}

static void
handle_told (GObject *source,
             Tag     *tag)
{
  Round *round = tag->round;

  require (round->n_heard == 0);
  round->n_handled++;
}

static Generation *
generation_new (gboolean has_handler)
{
  Generation *self = g_new0 (Generation, 1);

  self->source = test_source_new (source_disposed, source_finalized, self);
  atomic_fetch_add (&n_sources, 1);
  self->has_handler = has_handler;
  for (guint i = 0; i < N_POINTS; i++)
    {
      Place *place = &self->places[i];

      place->generation = self;
      place->index = i;
      place->point = cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (self->source),
                                                                  test_contract (i), NULL);
      place->links = g_array_new (FALSE, FALSE, sizeof (Link *));
      if (has_handler)
        g_signal_connect (self->source, test_signals[i][0], G_CALLBACK (handle_told), NULL);
    }

  g_mutex_lock (&generations_lock);
  g_ptr_array_add (generations, self);
  g_mutex_unlock (&generations_lock);
  return self;
}

static void
generation_free (Generation *self)
{
  for (guint i = 0; i < N_POINTS; i++)
    {
      g_object_unref (self->places[i].point);
      g_array_unref (self->places[i].links);
    }
  g_free (self);
}

static void
generation_drop (Generation *self)
{
  guint64 none = 0;

  if (atomic_compare_exchange_strong (&self->drop_begin, &none, tick ()))
    g_object_unref (self->source);
}

static gboolean
may_be_gone (Place *place)
{
  return atomic_load (&place->generation->drop_begin) != 0;
}

/* Links -------------------------------------------------------------------------- */

static void
leave_slot (Link *link)
{
  for (guint i = 0; i < N_SLOTS; i++)
    {
      Link *expected = link;

      atomic_compare_exchange_strong (&link->place->slots[i], &expected, NULL);
    }
}

static void
let_go (Link *link)
{
  gpointer sink = atomic_exchange (&link->owned, NULL);

  if (sink != NULL)
    g_object_unref (sink);
}

/* Whether nothing may have kept a connection from being there from @begin to
 * @end. What is asked for first is what a touch sets last. */
static gboolean
was_there (Link    *link,
           guint64  begin,
           guint64  end)
{
  return is_before (&link->advise_end, begin) &&
         !is_before (&link->end_begin, end) &&
         !is_before (&link->place->generation->drop_begin, end);
}

static gboolean
was_open (Link    *link,
          guint64  begin)
{
  return atomic_load (&link->blocked_since) == 0 &&
         atomic_load (&link->touching) == 0 &&
         atomic_load (&link->touch_end) < begin;
}

static guint
links_at (Record *record,
          Place  *place)
{
  guint n = 0;

  for (guint i = 0; i < record->n_links; i++)
    if (record->links[i].place == place)
      n++;
  return n;
}

/* Sinks -------------------------------------------------------------------------- */

static guint
count_heard (Round  *round,
             Record *record)
{
  guint n = 0;

  for (guint i = 0; i < round->n_heard; i++)
    if (round->heard[i] == record)
      n++;
  return n;
}

/* Whether the sink of @link may be called now. */
static gboolean
may_hear (Link    *link,
          Round   *round,
          guint64  before_turn)
{
  return atomic_load (&link->advise_begin) != 0 &&
         atomic_load (&link->advise_begin) < round->first &&
         !is_before (&link->unadvise_end, before_turn) &&
         !is_before (&link->blocked_since, before_turn) &&
         !is_before (&link->place->generation->gone, round->begin);
}

/* A sink that is connected to a point by a single connection. */
static void
heard_by_link (Round *round,
               Link  *link)
{
  guint cookie = atomic_load (&link->cookie);

  if (is_before (&link->advise_end, round->last_advised))
    fail ("cookie %u heard after one that was advised later", cookie);
  round->last_advised = MAX (round->last_advised, atomic_load (&link->advise_begin));
  if (cookie != 0)
    {
      if (!is_after (cookie, round->last_cookie))
        fail ("cookie %u heard after %u", cookie, round->last_cookie);
      round->last_cookie = cookie;
    }

  if (link->flags & CPG_ADVISE_ONCE)
    {
      stamp_once (&link->end_begin);
      if (atomic_fetch_add (&link->n_once, 1) != 0)
        fail ("cookie %u of CPG_ADVISE_ONCE heard twice", cookie);
      if (atomic_load (&link->n_unadvised) != 0)
        fail ("cookie %u of CPG_ADVISE_ONCE heard and unadvised", cookie);
      leave_slot (link);
    }
}

static void
act (Worker *worker)
{
  if (worker->is_acting && worker->depth < MAX_DEPTH && chance (worker, 12))
    do_something (worker);
}

/* A call that came by the main context: there, in order, and not if the
 * connection had been ended or was blocked when the call before it returned.
 * What waits when the source goes is delivered, blocked or not. */
static void
heard_in_context (Link *link,
                  Tag  *tag)
{
  guint cookie = atomic_load (&link->cookie);

  if (current != listener)
    fail ("a sink was called in another thread than that of its context");
  if (atomic_load (&link->n_unadvised) > 0 && is_before (&link->unadvise_end, listener->last_return))
    fail ("cookie %u heard in its context after it was unadvised", cookie);
  if (is_before (&link->blocked_since, listener->last_return) && !may_be_gone (link->place))
    fail ("cookie %u heard in its context though it was blocked: flags %u, blocked %d times since %" G_GUINT64_FORMAT
          ", last call returned %" G_GUINT64_FORMAT ", own %d, direct %d, depth %u, blocked now %d",
          cookie, link->flags, atomic_load (&link->n_blocks), (guint64) atomic_load (&link->blocked_since),
          listener->last_return, link->owner == listener, tag->worker == listener, listener->depth,
          cpg_connection_point_is_blocked (link->place->point, cookie));
  if (tag->serial != 0)
    {
      if (link->last_worker == tag->worker && link->last_serial >= tag->serial)
        fail ("cookie %u heard round %u after round %u", cookie, tag->serial, link->last_serial);
      link->last_worker = tag->worker;
      link->last_serial = tag->serial;
    }
  if ((link->flags & CPG_ADVISE_ONCE) && atomic_fetch_add (&link->n_once, 1) != 0)
    fail ("cookie %u of CPG_ADVISE_ONCE heard twice in its context", cookie);
  if (link->flags & CPG_ADVISE_ONCE)
    {
      stamp_once (&link->end_begin);
      leave_slot (link);
    }
  link->n_delivered++;
  listener->n_calls++;

  act (listener);
  if (listener->is_acting && chance (listener, 50) && cookie != 0)
    unadvise_link (listener, link);
  listener->last_return = tick ();
}

/* Gives whether to decide a round that asks. */
static gboolean
sink_heard (Sink     *self,
            Tag      *tag,
            gboolean  may_decide)
{
  Record *record = self->record;
  Round *round = tag->round;
  Worker *worker = tag->worker;
  guint64 before_turn;
  Link *single = NULL;
  guint n_links, n_possible = 0;
  gboolean decides;

  if (record->links[0].flags & CPG_ADVISE_CONTEXT)
    {
      heard_in_context (&record->links[0], tag);
      return FALSE;
    }

  if (worker != current)
    fail ("a sink was called in another thread");
  before_turn = MAX (round->begin, round->last_return);
  n_links = links_at (record, round->place);
  if (round->first == 0)
    round->first = tick ();
  if (round->is_decided)
    fail ("a sink was called after another one had decided");

  for (guint i = 0; i < record->n_links; i++)
    {
      Link *link = &record->links[i];

      if (link->place == round->place && may_hear (link, round, before_turn))
        n_possible++;
      if (link->place == round->place && n_links == 1)
        single = link;
    }
  if (n_links == 0)
    fail ("a sink heard a point that it is not connected to");
  if (n_possible == 0)
    {
      Link *link = single != NULL ? single : &record->links[0];

      fail ("cookie %u was not to hear: round %" G_GUINT64_FORMAT ", first call %" G_GUINT64_FORMAT
            ", turn %" G_GUINT64_FORMAT "; advised %" G_GUINT64_FORMAT ", unadvised %" G_GUINT64_FORMAT
            ", blocked %" G_GUINT64_FORMAT ", source gone %" G_GUINT64_FORMAT,
            atomic_load (&link->cookie), round->begin, round->first, before_turn,
            (guint64) atomic_load (&link->advise_begin), (guint64) atomic_load (&link->unadvise_end),
            (guint64) atomic_load (&link->blocked_since),
            (guint64) atomic_load (&link->place->generation->gone));
    }
  if (count_heard (round, record) == n_links)
    fail ("a sink heard more often than it is connected");
  require (round->n_heard < MAX_HEARD);
  round->heard[round->n_heard++] = record;
  worker->n_calls++;
  if (single != NULL)
    heard_by_link (round, single);

  act (worker);

  decides = may_decide && chance (worker, 10);
  if (decides)
    {
      round->is_decided = TRUE;
      round->decided_by = single != NULL ? atomic_load (&single->cookie) : 0;
    }
  round->last_return = tick ();
  return decides;
}

static void
sink_told (gpointer self,
           gpointer tag)
{
  sink_heard (self, tag, FALSE);
}

static gboolean
sink_asked (gpointer self,
            gpointer tag)
{
  return sink_heard (self, tag, TRUE);
}

static gboolean
sink_agreed (gpointer self,
             gpointer tag)
{
  return !sink_heard (self, tag, TRUE);
}

static GType sink_get_type (void);

static void
sink_events_init (TestEventsInterface *iface)
{
  iface->told = sink_told;
  iface->asked = sink_asked;
  iface->agreed = sink_agreed;
}

G_DEFINE_TYPE_WITH_CODE (Sink, sink, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (test_events_get_type (), sink_events_init)
                         G_IMPLEMENT_INTERFACE (test_other_get_type (), sink_events_init))

/* The last reference may go anywhere: in a round, in a list model, in advise(). */
static void
sink_finalize (GObject *object)
{
  act (current);
  atomic_store (&((Sink *) object)->record->is_alive, FALSE);
  atomic_fetch_sub (&n_sinks, 1);
  G_OBJECT_CLASS (sink_parent_class)->finalize (object);
}

static void
sink_class_init (SinkClass *klass)
{
  klass->finalize = sink_finalize;
}

static void
sink_init (Sink *self)
{
  atomic_fetch_add (&n_sinks, 1);
}

/* Operations --------------------------------------------------------------------- */

static Place *
pick_place (Worker *worker)
{
  Generation *generation = atomic_load (&arena[rnd (worker, N_SOURCES)]);

  return &generation->places[rnd (worker, N_POINTS)];
}

/* A connection that is in play, or NULL. */
static Link *
pick_link (Worker *worker)
{
  Place *place = pick_place (worker);
  guint start = rnd (worker, N_SLOTS);

  for (guint i = 0; i < N_SLOTS; i++)
    {
      Link *link = atomic_load (&place->slots[(start + i) % N_SLOTS]);

      if (link != NULL && atomic_load (&link->cookie) != 0)
        return link;
    }
  return NULL;
}

static void
advise_link (Worker  *worker,
             Link    *link,
             GObject *sink)
{
  g_autoptr (GError) error = NULL;
  guint start = rnd (worker, N_SLOTS);
  guint cookie;
  gboolean is_in_slot = FALSE;

  if (link->flags & CPG_ADVISE_WEAK)
    atomic_store (&link->owned, g_object_ref (sink));
  for (guint i = 0; i < N_SLOTS && !is_in_slot; i++)
    {
      Link *expected = NULL;

      is_in_slot = atomic_compare_exchange_strong (&link->place->slots[(start + i) % N_SLOTS], &expected, link);
    }
  if (!is_in_slot)
    {
      let_go (link);
      return;
    }

  stamp_once (&link->advise_begin);
  cookie = cpg_connection_point_advise_full (link->place->point, sink, link->flags,
                                             link->flags & CPG_ADVISE_CONTEXT ? listener->context : NULL,
                                             &error);
  if (cookie == 0)
    {
      if (!(g_error_matches (error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT) && atomic_load (&link->place->is_limited)) &&
          !(g_error_matches (error, CPG_ERROR, CPG_ERROR_DISCONNECTED) && may_be_gone (link->place)))
        fail ("advise() failed: %s", error->message);
      leave_slot (link);
      let_go (link);
      return;
    }
  require (error == NULL);
  if (is_before (&link->place->generation->gone, atomic_load (&link->advise_begin)))
    fail ("a sink was advised though the source is gone");
  atomic_store (&link->cookie, cookie);
  stamp_once (&link->advise_end);
}

static void
do_advise (Worker *worker)
{
  g_autoptr (GObject) sink = NULL;
  Record *record;

  if (worker->n_records == worker->budget)
    return;

  record = &worker->records[worker->n_records++];
  record->n_links = chance (worker, 6) ? 2 : 1;
  for (guint i = 0; i < record->n_links; i++)
    {
      Link *link = &record->links[i];

      link->record = record;
      link->place = i == 1 && chance (worker, 2) ? record->links[0].place : pick_place (worker);
      link->owner = worker;
      link->flags = chance (worker, 4) ? CPG_ADVISE_WEAK : CPG_ADVISE_NONE;
      /* Of two connections nobody can tell which one a sink heard by. */
      if (record->n_links == 1 && chance (worker, 6))
        link->flags |= CPG_ADVISE_ONCE;
      if (record->n_links == 1 && chance (worker, 5))
        link->flags |= CPG_ADVISE_CONTEXT | (chance (worker, 2) ? CPG_ADVISE_COALESCE : 0);
    }

  sink = g_object_new (sink_get_type (), NULL);
  ((Sink *) sink)->record = record;
  atomic_store (&record->is_alive, TRUE);
  for (guint i = 0; i < record->n_links; i++)
    advise_link (worker, &record->links[i], sink);
}

static void
unadvise_link (Worker *worker,
               Link   *link)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  stamp_once (&link->end_begin);
  atomic_fetch_add (&link->n_unadvises, 1);
  done = cpg_connection_point_unadvise (link->place->point, atomic_load (&link->cookie), &error);
  stamp_once (&link->unadvise_end);
  if (done)
    {
      require (error == NULL);
      if (atomic_fetch_add (&link->n_unadvised, 1) != 0)
        fail ("unadvise() of cookie %u succeeded twice", atomic_load (&link->cookie));
    }
  else if (!g_error_matches (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION) ||
           (atomic_load (&link->n_unadvises) == 1 && !(link->flags & CPG_ADVISE_ONCE) &&
            !((link->flags & CPG_ADVISE_WEAK) && atomic_load (&link->owned) == NULL) &&
            !may_be_gone (link->place)))
    {
      fail ("unadvise() of cookie %u failed: %s", atomic_load (&link->cookie), error->message);
    }

  leave_slot (link);
  worker->stale[worker->n_stale++ % N_STALE] = link;
  let_go (link);
}

static void
do_unadvise (Worker *worker)
{
  Link *link = pick_link (worker);

  if (link != NULL)
    unadvise_link (worker, link);
}

static void
do_unadvise_stale (Worker *worker)
{
  g_autoptr (GError) error = NULL;
  Link *link = worker->n_stale > 0 ? worker->stale[rnd (worker, MIN (worker->n_stale, N_STALE))] : NULL;
  Place *place = link != NULL ? link->place : pick_place (worker);
  guint cookie = link != NULL ? atomic_load (&link->cookie) : 0;

  if (cpg_connection_point_unadvise (place->point, cookie, &error))
    fail ("unadvise() of the stale cookie %u succeeded", cookie);
  require (g_error_matches (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION));
}

static gboolean
change_blocks (Link     *link,
               gboolean  more)
{
  g_autoptr (GError) error = NULL;
  guint cookie = atomic_load (&link->cookie);
  gboolean done = more ? cpg_connection_point_block (link->place->point, cookie, &error)
                       : cpg_connection_point_unblock (link->place->point, cookie, &error);

  if (!done && !(g_error_matches (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION) &&
                 (atomic_load (&link->end_begin) != 0 || may_be_gone (link->place) ||
                  (link->flags & CPG_ADVISE_ONCE))))
    fail ("%s() of cookie %u failed: %s", more ? "block" : "unblock", cookie, error->message);
  return done;
}

static void
do_block (Worker *worker)
{
  Link *link = pick_link (worker);
  int n_blocks;

  if (link == NULL)
    return;

  atomic_fetch_add (&link->touching, 1);
  if (link->owner != worker)
    {
      if (change_blocks (link, TRUE))
        change_blocks (link, FALSE);
    }
  else
    {
      n_blocks = atomic_load (&link->n_blocks);
      if (n_blocks == 0 || chance (worker, 3))
        {
          if (change_blocks (link, TRUE))
            n_blocks++;
        }
      else
        {
          atomic_store (&link->blocked_since, 0);
          if (change_blocks (link, FALSE))
            n_blocks--;
        }
      atomic_store (&link->n_blocks, n_blocks);
      if (n_blocks > 0)
        {
          stamp_once (&link->blocked_since);
          require (cpg_connection_point_is_blocked (link->place->point, atomic_load (&link->cookie)) ||
                   atomic_load (&link->end_begin) != 0 || may_be_gone (link->place) ||
                   (link->flags & CPG_ADVISE_ONCE));
        }
    }
  stamp_latest (&link->touch_end);
  atomic_fetch_sub (&link->touching, 1);
}

static void
check_round (Round    *round,
             gboolean  is_told)
{
  guint64 end = tick ();

  for (guint i = 0; i < N_SLOTS; i++)
    {
      Link *link = atomic_load (&round->place->slots[i]);
      guint cookie, n_links, n_heard;

      if (link == NULL || !was_there (link, round->begin, end) || !was_open (link, round->begin))
        continue;
      cookie = atomic_load (&link->cookie);
      if (round->is_decided && (round->decided_by == 0 || is_after (cookie, round->decided_by)))
        continue;
      /* It hears later. */
      if (link->flags & CPG_ADVISE_CONTEXT)
        {
          if (is_told)
            atomic_fetch_add (&link->n_due, 1);
          continue;
        }
      /* Another round may have come first and have it still before it. */
      if (link->flags & CPG_ADVISE_ONCE)
        {
          atomic_store (&link->is_once_due, TRUE);
          continue;
        }

      n_links = links_at (link->record, round->place);
      n_heard = count_heard (round, link->record);
      if (n_links == 2 &&
          (!was_there (&link->record->links[0], round->begin, end) || !was_open (&link->record->links[0], round->begin) ||
           !was_there (&link->record->links[1], round->begin, end) || !was_open (&link->record->links[1], round->begin) ||
           round->is_decided))
        n_links = 1;
      if (n_heard < n_links)
        fail ("cookie %u was to hear %u times and heard %u: advised %" G_GUINT64_FORMAT
              ", round %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT,
              cookie, n_links, n_heard, (guint64) atomic_load (&link->advise_end), round->begin, end);
    }
}

static void
check_handled (Round *round)
{
  Generation *generation = round->place->generation;

  if (!generation->has_handler)
    require (round->n_handled == 0);
  else if (may_be_gone (round->place))
    require (round->n_handled <= 1);
  else
    require (round->n_handled == 1);
}

static gboolean
fire_by_name (Round      *round,
              const char *method)
{
  g_auto (GValue) answer = G_VALUE_INIT;
  g_auto (GValue) arg = G_VALUE_INIT;

  g_value_init (&arg, G_TYPE_POINTER);
  g_value_set_pointer (&arg, round->tag);
  require (cpg_signal_point_fire (CPG_SIGNAL_POINT (round->place->point), method, &arg, 1, &answer, NULL));
  return G_VALUE_HOLDS_BOOLEAN (&answer) && g_value_get_boolean (&answer);
}

/* Gives FALSE if the source is gone. */
static gboolean
fire_by_signal (Round    *round,
                guint     method,
                gboolean *answer)
{
  g_autoptr (CpgConnectionPointContainer) source = cpg_connection_point_get_container (round->place->point);

  if (source == NULL)
    {
      require (may_be_gone (round->place));
      return FALSE;
    }
  if (method == 0)
    g_signal_emit_by_name (source, test_signals[round->place->index][0], round->tag);
  else
    g_signal_emit_by_name (source, test_signals[round->place->index][method], round->tag, answer);
  return TRUE;
}

static void
round_begin (Round  *round,
             Worker *worker,
             Place  *place)
{
  /* Not the whole log. */
  round->place = place;
  round->worker = worker;
  round->first = round->last_return = round->last_advised = 0;
  round->last_cookie = round->n_heard = round->n_handled = round->decided_by = 0;
  round->is_decided = FALSE;
  round->tag = &worker->tags[worker->n_tags++];
  *round->tag = (Tag) { .round = round, .worker = worker };
  if (worker->depth <= 1)
    round->tag->serial = worker->n_tags;
  round->begin = tick ();
  worker->n_rounds++;
}

static void
do_fire (Worker *worker)
{
  Round round;
  CpgConnectionPoint *point;
  guint way = rnd (worker, 12);
  gboolean answer = FALSE, has_fired = TRUE;

  if (worker->n_tags == worker->budget)
    return;
  round_begin (&round, worker, pick_place (worker));
  point = round.place->point;
  switch (way)
    {
    case 0:
      has_fired = fire_by_signal (&round, 0, NULL);
      break;
    case 1:
      fire_by_name (&round, "told");
      break;
    case 2:
      answer = CPG_FIRE_BOOLEAN (point, TestEventsInterface, asked, round.tag);
      break;
    case 3:
      answer = CPG_FIRE_BOOLEAN (point, TestEventsInterface, agreed, round.tag);
      break;
    case 4:
      has_fired = fire_by_signal (&round, 1, &answer);
      break;
    case 5:
      has_fired = fire_by_signal (&round, 2, &answer);
      break;
    case 6:
      answer = fire_by_name (&round, "asked");
      break;
    case 7:
      answer = fire_by_name (&round, "agreed");
      break;
    default:
      CPG_FIRE (point, TestEventsInterface, told, round.tag);
      break;
    }

  if (way < 2 || way > 7)
    check_handled (&round);
  else if (has_fired)
    require (answer == ((way == 2 || way == 4 || way == 6) ? round.is_decided : !round.is_decided));
  if (has_fired)
    check_round (&round, way < 2 || way > 7);
}

static int
compare_cookies (gconstpointer a,
                 gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x == y ? 0 : is_after (x, y) ? 1 : -1;
}

static GArray *
enumerate (Place *place)
{
  g_autoptr (CpgEnumConnections) connections = cpg_connection_point_enum_connections (place->point, NULL);
  GArray *cookies = g_array_new (FALSE, FALSE, sizeof (guint));

  while (TRUE)
    {
      g_autoptr (GPtrArray) found = cpg_enum_connections_next (connections, 5);

      for (guint i = 0; i < found->len; i++)
        {
          guint cookie = cpg_connection_get_cookie (g_ptr_array_index (found, i));

          require (is_after (cookie, cookies->len > 0 ? g_array_index (cookies, guint, cookies->len - 1) : 0));
          g_array_append_val (cookies, cookie);
        }
      if (found->len < 5)
        return cookies;
    }
}

static void
do_enumerate (Worker *worker)
{
  Place *place = pick_place (worker);
  guint64 begin = tick (), end;
  g_autoptr (GArray) cookies = enumerate (place);

  end = tick ();
  for (guint i = 0; i < N_SLOTS; i++)
    {
      Link *link = atomic_load (&place->slots[i]);
      guint cookie = link != NULL ? atomic_load (&link->cookie) : 0;
      gboolean is_listed;

      if (link == NULL || cookie == 0)
        continue;
      is_listed = g_array_binary_search (cookies, &cookie, compare_cookies, NULL);
      if (!is_listed && !(link->flags & CPG_ADVISE_ONCE) && was_there (link, begin, end))
        fail ("cookie %u is not listed", cookie);
      if (is_listed && is_before (&link->unadvise_end, begin))
        fail ("cookie %u is listed though it was unadvised", cookie);
    }
}

static void
follow (GListModel *model,
        guint       position,
        guint       removed,
        guint       added,
        Worker     *worker)
{
  gboolean was_acting = worker->is_acting;

  require (worker == current && model == worker->model);
  worker->is_acting = FALSE; /* no change in the midst of a change */
  require (position + removed <= worker->shadow->len);
  if (removed > 0)
    g_array_remove_range (worker->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (CpgConnection) connection = g_list_model_get_item (model, position + i);
      guint cookie = cpg_connection_get_cookie (connection);

      g_array_insert_val (worker->shadow, position + i, cookie);
    }
  require (g_list_model_get_n_items (model) == worker->shadow->len);
  worker->is_acting = was_acting;
}

static void
open_model (Worker *worker)
{
  gboolean was_acting = worker->is_acting;

  worker->is_acting = FALSE;
  worker->model_place = pick_place (worker);
  worker->model = cpg_connection_point_list_connections (worker->model_place->point);
  g_array_set_size (worker->shadow, 0);
  follow (worker->model, 0, 0, g_list_model_get_n_items (worker->model), worker);
  g_signal_connect (worker->model, "items-changed", G_CALLBACK (follow), worker);
  worker->is_acting = was_acting;
}

static void
close_model (Worker *worker)
{
  g_autoptr (GListModel) model = g_steal_pointer (&worker->model);

  g_signal_handlers_disconnect_by_data (model, worker);
}

static void
do_model (Worker *worker)
{
  if (worker->model == NULL)
    open_model (worker);
  else if (chance (worker, 4))
    close_model (worker);
  else
    g_main_context_iteration (worker->context, FALSE);
}

static void
do_limit (Worker *worker)
{
  Place *place = pick_place (worker);

  if (chance (worker, 4))
    {
      atomic_store (&place->is_limited, TRUE);
      cpg_connection_point_set_max_connections (place->point, rnd (worker, N_SLOTS));
    }
  else
    {
      g_object_set (place->point, "max-connections", G_MAXUINT, NULL);
    }
  require (cpg_connection_point_get_n_connections (place->point) <= N_SLOTS * 100);
}

static void
do_drop_sink (Worker *worker)
{
  Link *link = pick_link (worker);

  if (link == NULL || !(link->flags & CPG_ADVISE_WEAK))
    return;
  stamp_once (&link->end_begin);
  leave_slot (link);
  let_go (link);
}

static void
do_drop_source (Worker *worker)
{
  guint i = rnd (worker, N_SOURCES);
  Generation *old = atomic_load (&arena[i]), *fresh;

  if (!chance (worker, 20))
    return;
  fresh = generation_new (chance (worker, 3));
  if (atomic_compare_exchange_strong (&arena[i], &old, fresh))
    generation_drop (old);
  else
    generation_drop (fresh);
}

static void
do_something (Worker *worker)
{
  static const struct { guint weight; void (* operation) (Worker *worker); } operations[] = {
    { 38, do_fire },
    { 20, do_advise },
    { 15, do_unadvise },
    { 12, do_block },
    { 4, do_drop_sink },
    { 3, do_enumerate },
    { 3, do_model },
    { 2, do_limit },
    { 2, do_unadvise_stale },
    { 1, do_drop_source },
  };
  guint dice = rnd (worker, 100), i = 0;

  while (dice >= operations[i].weight)
    dice -= operations[i++].weight;

  worker->depth++;
  worker->n_done++;
  operations[i].operation (worker);
  worker->depth--;
}

/* Epochs ------------------------------------------------------------------------- */

static gpointer
work (gpointer data)
{
  Worker *worker = data;

  current = worker;
  g_main_context_push_thread_default (worker->context);
  worker->is_acting = TRUE;
  if (worker == listener)
    {
      while (atomic_load (&n_working) > 0)
        if (!g_main_context_iteration (worker->context, FALSE))
          g_thread_yield ();
    }
  else
    {
      while (worker->n_done < worker->budget)
        do_something (worker);
      atomic_fetch_sub (&n_working, 1);
    }
  worker->is_acting = FALSE;

  /* Nobody changes anything any more: a list model shows what there is. To look
   * may let a sink go, and with it connections that another one's model has to
   * look at again. */
  for (guint i = 0; i < 2; i++)
    {
      pthread_barrier_wait (&all_done);
      while (g_main_context_iteration (worker->context, FALSE))
        ;
    }
  pthread_barrier_wait (&all_done);
  if (worker->model != NULL)
    {
      g_autoptr (GArray) cookies = enumerate (worker->model_place);

      require (cookies->len == worker->shadow->len);
      for (guint i = 0; i < cookies->len; i++)
        require (g_array_index (cookies, guint, i) == g_array_index (worker->shadow, guint, i));
    }
  pthread_barrier_wait (&all_done);
  if (worker->model != NULL)
    close_model (worker);
  g_main_context_pop_thread_default (worker->context);
  current = NULL;
  return NULL;
}

static gboolean
is_live (Link *link)
{
  gboolean is_kept = TRUE;

  if (atomic_load (&link->advise_end) == 0 || atomic_load (&link->place->generation->gone) != 0)
    return FALSE;
  if (atomic_load (&link->n_unadvised) > 0 || atomic_load (&link->n_once) > 0)
    return FALSE;
  /* A weak one lives as long as another connection owns the sink. */
  if ((link->flags & CPG_ADVISE_WEAK) && atomic_load (&link->owned) == NULL)
    {
      is_kept = FALSE;
      for (guint i = 0; i < link->record->n_links; i++)
        {
          Link *other = &link->record->links[i];

          if (other != link &&
              ((other->flags & CPG_ADVISE_WEAK) ? atomic_load (&other->owned) != NULL : is_live (other)))
            is_kept = TRUE;
        }
    }
  return is_kept;
}

static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  Link *x = *(Link * const *) a, *y = *(Link * const *) b;
  guint left = atomic_load (&x->cookie), right = atomic_load (&y->cookie);

  return left == right ? 0 : is_after (left, right) ? 1 : -1;
}

/* Of all cookies of a point: each was given out once, in the order of advise(). */
static void
check_cookies (Place *place)
{
  guint64 last_begin = 0;
  guint last_cookie = 0;

  g_array_sort (place->links, compare_links);
  for (guint i = 0; i < place->links->len; i++)
    {
      Link *link = g_array_index (place->links, Link *, i);
      guint cookie = atomic_load (&link->cookie);

      if (cookie == last_cookie)
        fail ("the cookie %u was given out twice", cookie);
      require (atomic_load (&link->advise_end) > last_begin);
      last_cookie = cookie;
      last_begin = MAX (last_begin, atomic_load (&link->advise_begin));
    }
}

/* What a point has, and whom a round calls, when nothing else happens. */
static void
check_place (Place  *place,
             Worker *worker)
{
  g_autoptr (GArray) listed = enumerate (place);
  g_autoptr (GListModel) model = cpg_connection_point_list_connections (place->point);
  Round round;
  guint n_live = 0, n_heard = 0;

  check_cookies (place);
  for (guint i = 0; i < place->links->len; i++)
    {
      Link *link = g_array_index (place->links, Link *, i);

      if (!is_live (link))
        continue;
      if (n_live >= listed->len || g_array_index (listed, guint, n_live) != atomic_load (&link->cookie))
        fail ("cookie %u is not listed", atomic_load (&link->cookie));
      n_live++;
    }
  require (listed->len == n_live);
  require (cpg_connection_point_get_n_connections (place->point) == n_live);
  require (g_list_model_get_n_items (model) == n_live);

  round_begin (&round, worker, place);
  for (guint i = 0; i < place->links->len; i++)
    {
      Link *link = g_array_index (place->links, Link *, i);

      if (!is_live (link) || atomic_load (&link->n_blocks) > 0 || (link->flags & CPG_ADVISE_CONTEXT))
        continue;
      round.heard[MAX_HEARD - 1 - n_heard] = link->record;
      n_heard++;
    }
  CPG_FIRE (place->point, TestEventsInterface, told, round.tag);
  current = listener; /* whose thread is gone: this one runs its context */
  while (g_main_context_iteration (listener->context, FALSE))
    ;
  current = worker;
  require (round.n_heard == n_heard);
  for (guint i = 0; i < n_heard; i++)
    require (round.heard[i] == round.heard[MAX_HEARD - 1 - i]);
}

/* Everything that was unadvised was let go. */
static void
check_sinks (Worker *workers,
             guint   n_workers)
{
  guint expected = 0;

  for (guint i = 0; i < n_workers; i++)
    for (guint j = 0; j < workers[i].n_records; j++)
      {
        Record *record = &workers[i].records[j];
        gboolean is_kept = FALSE;

        for (guint k = 0; k < record->n_links; k++)
          is_kept |= atomic_load (&record->links[k].owned) != NULL ||
                     (!(record->links[k].flags & CPG_ADVISE_WEAK) && is_live (&record->links[k]));
        if (is_kept != atomic_load (&record->is_alive))
          fail ("a sink %s: cookie %u, flags %u, unadvised %d times, heard %d times (once) and %u (context), "
                "source gone: %d",
                is_kept ? "is gone too early" : "was not let go", atomic_load (&record->links[0].cookie),
                record->links[0].flags, atomic_load (&record->links[0].n_unadvised),
                atomic_load (&record->links[0].n_once), record->links[0].n_delivered,
                atomic_load (&record->links[0].place->generation->gone) != 0);
        if (is_kept)
          expected++;
      }
  if ((guint) atomic_load (&n_sinks) != expected)
    fail ("%d sinks are alive, and %u are connected", atomic_load (&n_sinks), expected);
}

static void
check_epoch (Worker *workers,
             guint   n_workers,
             Worker *main_worker)
{
  current = main_worker;

  for (guint i = 0; i < n_workers; i++)
    for (guint j = 0; j < workers[i].n_records; j++)
      for (guint k = 0; k < workers[i].records[j].n_links; k++)
        {
          Link *link = &workers[i].records[j].links[k];

          if (atomic_load (&link->cookie) != 0)
            g_array_append_val (link->place->links, link);
          if (atomic_load (&link->n_unadvised) > 0 && (link->flags & CPG_ADVISE_ONCE) &&
              !(link->flags & CPG_ADVISE_CONTEXT))
            require (atomic_load (&link->n_once) == 0);
          if (atomic_load (&link->is_once_due))
            require (atomic_load (&link->n_once) == 1);
          if ((link->flags & CPG_ADVISE_CONTEXT) && !(link->flags & (CPG_ADVISE_COALESCE | CPG_ADVISE_ONCE)) &&
              is_live (link) && atomic_load (&link->touch_end) == 0 && atomic_load (&link->n_due) < MAX_QUEUED &&
              link->n_delivered < atomic_load (&link->n_due))
            fail ("cookie %u was to hear %u rounds in its context and heard %u",
                  atomic_load (&link->cookie), atomic_load (&link->n_due), link->n_delivered);
        }
  check_sinks (workers, n_workers);

  for (guint i = 0; i < generations->len; i++)
    {
      Generation *generation = g_ptr_array_index (generations, i);

      if (atomic_load (&generation->drop_begin) != 0)
        require (atomic_load (&generation->gone) != 0);
      for (guint j = 0; j < N_POINTS; j++)
        check_place (&generation->places[j], main_worker);
    }
  check_sinks (workers, n_workers);

  /* One source goes with its sinks, the sinks of another one go first. */
  for (guint i = 0; i < N_SOURCES; i++)
    {
      Generation *generation = atomic_load (&arena[i]);

      for (guint j = 0; i > 0 && j < N_POINTS; j++)
        {
          GArray *links = generation->places[j].links;

          for (guint k = 0; k < links->len; k++)
            if (is_live (g_array_index (links, Link *, k)))
              unadvise_link (main_worker, g_array_index (links, Link *, k));
          require (cpg_connection_point_get_n_connections (generation->places[j].point) == 0);
        }
      check_sinks (workers, n_workers);
      generation_drop (generation);
      require (atomic_load (&generation->gone) != 0);
    }
  for (guint i = 0; i < n_workers; i++)
    for (guint j = 0; j < workers[i].n_records; j++)
      for (guint k = 0; k < workers[i].records[j].n_links; k++)
        let_go (&workers[i].records[j].links[k]);
  require (atomic_load (&n_sinks) == 0);
  require (atomic_load (&n_sources) == 0);
  current = NULL;
}

static void
worker_init (Worker *worker,
             guint   index,
             guint   budget)
{
  *worker = (Worker) { .budget = budget };
  worker->rand = g_rand_new_with_seed_array ((guint32[]) { seed, index }, 2);
  worker->context = g_main_context_new ();
  worker->records = g_new0 (Record, budget);
  worker->tags = g_new0 (Tag, budget);
  worker->shadow = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
worker_clear (Worker *worker)
{
  g_rand_free (worker->rand);
  g_main_context_unref (worker->context);
  g_free (worker->records);
  g_free (worker->tags);
  g_array_unref (worker->shadow);
}

static void
run_epoch (Worker *workers,
           guint   n_workers,
           Worker *main_worker)
{
  g_autofree GThread **threads = g_new (GThread *, n_workers);

  generations = g_ptr_array_new_with_free_func ((GDestroyNotify) generation_free);
  for (guint i = 0; i < N_SOURCES; i++)
    atomic_store (&arena[i], generation_new (i == 0));

  atomic_store (&n_working, n_workers - 1);
  for (guint i = 0; i < n_workers; i++)
    threads[i] = g_thread_new ("stress", work, &workers[i]);
  for (guint i = 0; i < n_workers; i++)
    g_thread_join (threads[i]);

  check_epoch (workers, n_workers, main_worker);

  g_ptr_array_unref (generations);
  for (guint i = 0; i < n_workers; i++)
    {
      memset (workers[i].records, 0, workers[i].n_records * sizeof (Record));
      workers[i].n_records = workers[i].n_done = workers[i].n_stale = workers[i].n_tags = 0;
    }
  main_worker->n_stale = main_worker->n_tags = 0;
}

int
main (int    argc,
      char **argv)
{
  const char *thorough = g_getenv ("STRESS_OPERATIONS"); /* of the test setup */
  int seed_option = (int) (g_random_int () & G_MAXINT), n_threads = 4;
  int n_operations = thorough != NULL ? atoi (thorough) : 200000;
  const GOptionEntry options[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed_option, "What each thread tries", "N" },
    { "operations", 0, 0, G_OPTION_ARG_INT, &n_operations, "How many, of all threads", "N" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, "How many", "N" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree Worker *workers = NULL;
  Worker main_worker;
  gint64 start = g_get_monotonic_time ();
  guint64 n_done = 0, n_rounds = 0, n_calls = 0;
  guint n_workers;
  double seconds;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || n_threads < 1)
    {
      g_printerr ("stress: %s\n", error != NULL ? error->message : "--threads is at least 1");
      return EXIT_FAILURE;
    }
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  seed = (guint32) seed_option;
  g_print ("--seed %u --operations %d --threads %d\n", seed, n_operations, n_threads);

  n_workers = (guint) n_threads + 1;
  workers = g_new (Worker, n_workers);
  listener = &workers[n_threads];
  for (guint i = 0; i < n_workers; i++)
    worker_init (&workers[i], i + 1, (guint) (EPOCH / n_threads + 1));
  worker_init (&main_worker, 0, EPOCH);
  pthread_barrier_init (&all_done, NULL, n_workers);

  while (n_done < (guint64) n_operations)
    {
      run_epoch (workers, n_workers, &main_worker);
      n_done += (guint64) n_threads * workers[0].budget;
    }

  for (guint i = 0; i < n_workers; i++)
    {
      n_rounds += workers[i].n_rounds;
      n_calls += workers[i].n_calls;
      worker_clear (&workers[i]);
    }
  worker_clear (&main_worker);
  pthread_barrier_destroy (&all_done);

  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_print ("%" G_GUINT64_FORMAT " operations, %" G_GUINT64_FORMAT " rounds, %" G_GUINT64_FORMAT
           " calls in %.1f s\n", n_done, n_rounds, n_calls, seconds);
  return EXIT_SUCCESS;
}

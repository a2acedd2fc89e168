/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "bench.h"

#include <fix.h>

/* What changes cost that are made during a round: as little with many sinks as
 * with few, for what rounds walk over is copied at most once in each. */

typedef struct _Rounds Rounds;
typedef struct _Changer Changer;

/* A sink that changes the connections it is one of. */
struct _Changer
{
  GObject  parent_instance;

  Rounds  *rounds; /* (unowned) */
  guint    index;
};

typedef struct {
  GObjectClass parent_class;
} ChangerClass;

struct _Rounds
{
  GObject             *source;   /* (owned) */
  CpgConnectionPoint  *point;    /* (unowned) */
  guint                n;
  Changer            **changers; /* (owned) */
  guint               *cookies;  /* (owned) */
  guint               *more;     /* (owned): cookies of what was advised in a round */
  void              (* change) (Rounds *self,
                                guint   index);
};

static GType changer_get_type (void);

static void
changer_price_changed (FixEvents  *events,
                       const char *symbol,
                       double      price)
{
  Changer *self = (Changer *) events;

  self->rounds->change (self->rounds, self->index);
}

static void
changer_events_init (FixEventsInterface *iface)
{
  iface->price_changed = changer_price_changed;
}

G_DEFINE_TYPE_WITH_CODE (Changer, changer, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FIX_TYPE_EVENTS, changer_events_init))

static void
changer_class_init (ChangerClass *klass)
{
}

static void
changer_init (Changer *self)
{
}

static void
rounds_init (Rounds *self,
             guint   n)
{
  self->source = g_object_new (FIX_TYPE_SOURCE, NULL);
  self->point = cpg_signal_point_peek (self->source, FIX_TYPE_EVENTS);
  self->n = n;
  self->changers = g_new (Changer *, n);
  self->cookies = g_new0 (guint, n);
  self->more = g_new0 (guint, n);
  for (guint i = 0; i < n; i++)
    {
      self->changers[i] = g_object_new (changer_get_type (), NULL);
      self->changers[i]->rounds = self;
      self->changers[i]->index = i;
    }
}

static void
rounds_clear (Rounds *self)
{
  g_object_unref (self->source);
  for (guint i = 0; i < self->n; i++)
    g_object_unref (self->changers[i]);
  g_free (self->changers);
  g_free (self->cookies);
  g_free (self->more);
}

/* What a sink does when it is called. */

static void
unadvise_itself (Rounds *self,
                 guint   index)
{
  cpg_connection_point_unadvise (self->point, self->cookies[index], NULL);
}

static void
unadvise_all (Rounds *self,
              guint   index)
{
  for (guint i = self->n; i > 0; i--)
    cpg_connection_point_unadvise (self->point, self->cookies[i - 1], NULL);
}

static void
advise_one_more (Rounds *self,
                 guint   index)
{
  self->more[index] = cpg_connection_point_advise (self->point, G_OBJECT (self->changers[index]), NULL);
}

/* Comes last in the table, while the round is where it is. */
static void
advise_itself_anew (Rounds *self,
                    guint   index)
{
  advise_one_more (self, index);
  unadvise_itself (self, index);
}

/* One round, between what makes the connections and what ends them. */

static void
prepare (guint    n,
         gpointer data)
{
  Rounds *self = data;

  for (guint i = 0; i < self->n; i++)
    self->cookies[i] = cpg_connection_point_advise (self->point, G_OBJECT (self->changers[i]), NULL);
}

static void
restore (guint    n,
         gpointer data)
{
  Rounds *self = data;

  for (guint i = 0; i < self->n; i++)
    {
      cpg_connection_point_unadvise (self->point, self->cookies[i], NULL);
      if (self->more[i] != 0)
        cpg_connection_point_unadvise (self->point, self->more[i], NULL);
      self->more[i] = 0;
    }
}

static void
fire (guint    n,
      gpointer data)
{
  Rounds *self = data;

  CPG_FIRE (self->point, FixEventsInterface, price_changed, "ACME", 12.5);
}

int
main (int    argc,
      char **argv)
{
  const struct {
    const char *name;
    void     (* change) (Rounds *self,
                         guint   index);
  } changes[] = {
    { "each unadvises itself", unadvise_itself },
    { "the first unadvises all", unadvise_all },
    { "each advises one more", advise_one_more },
    { "each advises itself anew", advise_itself_anew },
  };
  Rounds many, few;

  bench_init (&argc, &argv);
  rounds_init (&many, bench_size (10000));
  rounds_init (&few, bench_size (1000));

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      const BenchWork by_many = { changes[i].name, fire, &many, many.n, prepare, restore };
      const BenchWork by_few = { changes[i].name, fire, &few, few.n, prepare, restore };

      many.change = few.change = changes[i].change;
      bench_report ("a round over 10000 sinks / 1000", &by_many, &by_few, BENCH_AT_MOST, 2);
    }

  rounds_clear (&few);
  rounds_clear (&many);
  return bench_finish ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "bench.h"
#include "setting.h"

#include <fix.h>

/* Whether threads that fire wait for each other. */

/* Sinks of two threads must not write to the same place: that would be what
 * is measured. */
static _Thread_local double sum;

typedef struct {
  GObject parent_instance;
} Listener;

typedef struct {
  GObjectClass parent_class;
} ListenerClass;

static GType listener_get_type (void);

static void
listener_price_changed (FixEvents  *events,
                        const char *symbol,
                        double      price)
{
  sum += price;
}

static void
listener_events_init (FixEventsInterface *iface)
{
  iface->price_changed = listener_price_changed;
}

G_DEFINE_TYPE_WITH_CODE (Listener, listener, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FIX_TYPE_EVENTS, listener_events_init))

static void
listener_class_init (ListenerClass *klass)
{
}

static void
listener_init (Listener *self)
{
}

static void
price_changed_cb (GObject    *source,
                  const char *symbol,
                  double      price,
                  gpointer    data)
{
  sum += price;
}

#define MAX_SINKS 10

/* What one thread works on. */
typedef struct {
  GObject            *source;             /* (owned) */
  CpgConnectionPoint *point;              /* (unowned) (nullable) */
  guint               signal_id;
  guint               n;
  FixEvents          *sinks[MAX_SINKS];   /* (unowned) */
  FixEventsInterface *ifaces[MAX_SINKS];
} Side;

static void
side_init (Side  *self,
           GType  source_type,
           guint  n_sinks,
           guint  n_handlers)
{
  self->source = g_object_new (source_type, NULL);
  self->point = n_sinks > 0 ? cpg_signal_point_peek (self->source, FIX_TYPE_EVENTS) : NULL;
  self->signal_id = g_signal_lookup ("price-changed", source_type);
  self->n = n_sinks;
  for (guint i = 0; i < n_sinks; i++)
    {
      g_autoptr (GObject) sink = g_object_new (listener_get_type (), NULL);

      self->sinks[i] = (FixEvents *) sink;
      self->ifaces[i] = g_type_interface_peek (G_OBJECT_GET_CLASS (sink), FIX_TYPE_EVENTS);
      cpg_connection_point_advise (self->point, sink, NULL);
    }
  for (guint i = 0; i < n_handlers; i++)
    g_signal_connect (self->source, "price-changed", G_CALLBACK (price_changed_cb), NULL);
}

static void
fire (guint    n,
      gpointer data)
{
  Side *self = data;

  for (guint i = 0; i < n; i++)
    CPG_FIRE (self->point, FixEventsInterface, price_changed, "ACME", 12.5);
}

static void
emit (guint    n,
      gpointer data)
{
  Side *self = data;

  for (guint i = 0; i < n; i++)
    g_signal_emit (self->source, self->signal_id, 0, "ACME", 12.5);
}

static void
call_bare (guint    n,
           gpointer data)
{
  Side *self = data;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < self->n; j++)
      self->ifaces[j]->price_changed (self->sinks[j], "ACME", 12.5);
}

/* The same in two threads at once: each has done it @n times at the end. */
typedef struct {
  BenchFunc func;
  Side     *sides[2];
  guint     n;
  int       n_ready; /* (atomic): both begin together */
} Both;

static gpointer
run_side (Both *self,
          Side *side)
{
  g_atomic_int_inc (&self->n_ready);
  while (g_atomic_int_get (&self->n_ready) < 2)
    g_thread_yield ();
  self->func (self->n, side);
  return NULL;
}

static gpointer
run_second (gpointer data)
{
  Both *self = data;

  return run_side (self, self->sides[1]);
}

static void
do_both (guint    n,
         gpointer data)
{
  Both *self = data;
  GThread *thread;

  self->n = n;
  self->n_ready = 0;
  thread = g_thread_new ("second", run_second, self);
  run_side (self, self->sides[0]);
  g_thread_join (thread);
}

static void
report_two_points (GType       source_type,
                   const char *name,
                   guint       n_sinks,
                   BenchBar    kind)
{
  g_autofree char *what = g_strdup_printf ("two points%s, %u sink%s each", name, n_sinks, n_sinks == 1 ? "" : "s");
  Side first, second;
  Both fire_both = { fire, { &first, &second } };
  Both bare_both = { call_bare, { &first, &second } };
  const BenchWork one = { "one thread", fire, &first };
  const BenchWork two = { "two threads", do_both, &fire_both, 2 };
  const BenchWork one_bare = { "one thread, bare loop", call_bare, &first };
  const BenchWork two_bare = { "two threads, bare loop", do_both, &bare_both, 2 };

  side_init (&first, source_type, n_sinks, 0);
  side_init (&second, source_type, n_sinks, 0);
  bench_report (what, &one, &two, kind, 1.7);
  /* What the machine gives at best just now. */
  if (kind != BENCH_NO_BAR)
    bench_report (what, &one_bare, &two_bare, BENCH_NO_BAR, 0);
  g_object_unref (first.source);
  g_object_unref (second.source);
}

static void
report_one_point (GType       source_type,
                  const char *name)
{
  g_autofree char *what = g_strdup_printf ("one point%s, two threads", name);
  Side shared, first, second;
  Both fire_both = { fire, { &shared, &shared } };
  Both emit_both = { emit, { &first, &second } };
  const BenchWork by_fire = { "CPG_FIRE", do_both, &fire_both, 2 };
  const BenchWork by_emit = { "g_signal_emit on two objects", do_both, &emit_both, 2 };

  side_init (&shared, source_type, 1, 0);
  side_init (&first, BENCH_TYPE_EMITTER, 0, 1);
  side_init (&second, BENCH_TYPE_EMITTER, 0, 1);
  bench_report (what, &by_fire, &by_emit, BENCH_AT_MOST, 1);
  g_object_unref (shared.source);
  g_object_unref (first.source);
  g_object_unref (second.source);
}

int
main (int    argc,
      char **argv)
{
  bench_init (&argc, &argv);
  bench_use_wall_clock ();

  report_two_points (FIX_TYPE_QUIET, " without signals", 1, BENCH_AT_LEAST);
  report_two_points (FIX_TYPE_QUIET, " without signals", 10, BENCH_AT_LEAST);
  /* GSignal, which is asked for handlers, has one lock for the process. */
  report_two_points (FIX_TYPE_SOURCE, "", 1, BENCH_NO_BAR);
  report_two_points (FIX_TYPE_SOURCE, "", 10, BENCH_NO_BAR);
  report_one_point (FIX_TYPE_QUIET, " without signals");
  report_one_point (FIX_TYPE_SOURCE, "");

  return bench_finish ();
}

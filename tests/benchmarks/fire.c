/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <fix.h>

#include "bench.h"

/* What firing costs, against what one would write instead. */

/* A sink that does next to nothing, as the handler does. */
typedef struct {
  GObject parent_instance;
  double  sum;
} Adder;

typedef struct {
  GObjectClass parent_class;
} AdderClass;

static GType adder_get_type (void);

static void
adder_price_changed (FixEvents  *events,
                     const char *symbol,
                     double      price)
{
  ((Adder *) events)->sum += price;
}

static void
adder_events_init (FixEventsInterface *iface)
{
  iface->price_changed = adder_price_changed;
}

G_DEFINE_TYPE_WITH_CODE (Adder, adder, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FIX_TYPE_EVENTS, adder_events_init))

static void
adder_class_init (AdderClass *klass)
{
}

static void
adder_init (Adder *self)
{
}

static void
price_changed_cb (GObject    *source,
                  const char *symbol,
                  double      price,
                  Adder      *adder)
{
  adder->sum += price;
}

/* The same listeners, reached in different ways. */
typedef struct {
  GObject             *source;  /* (owned): its sinks listen */
  CpgConnectionPoint  *point;   /* (unowned) */
  GObject             *emitter; /* (owned): its handlers listen */
  guint                signal_id;
  guint                n;
  Adder              **adders;  /* (owned) */
  FixEventsInterface **ifaces;  /* (owned) */
} Setting;

static void
setting_init (Setting *self,
              GType    source_type,
              guint    n)
{
  self->source = g_object_new (source_type, NULL);
  self->point = cpg_signal_point_peek (self->source, FIX_TYPE_EVENTS);
  self->emitter = g_object_new (FIX_TYPE_SOURCE, NULL);
  self->signal_id = g_signal_lookup ("price-changed", FIX_TYPE_SOURCE);
  self->n = n;
  self->adders = g_new (Adder *, n);
  self->ifaces = g_new (FixEventsInterface *, n);
  for (guint i = 0; i < n; i++)
    {
      self->adders[i] = g_object_new (adder_get_type (), NULL);
      self->ifaces[i] = g_type_interface_peek (G_OBJECT_GET_CLASS (self->adders[i]), FIX_TYPE_EVENTS);
      cpg_connection_point_advise (self->point, G_OBJECT (self->adders[i]), NULL);
      g_signal_connect (self->emitter, "price-changed", G_CALLBACK (price_changed_cb), self->adders[i]);
    }
}

static void
setting_clear (Setting *self)
{
  g_object_unref (self->source);
  g_object_unref (self->emitter);
  for (guint i = 0; i < self->n; i++)
    g_object_unref (self->adders[i]);
  g_free (self->adders);
  g_free (self->ifaces);
}

static void
fire (gpointer data,
      guint    n)
{
  Setting *self = data;

  for (guint i = 0; i < n; i++)
    CPG_FIRE (self->point, FixEventsInterface, price_changed, "ACME", 12.5);
}

/* The least that calling all of them can cost. */
static void
call_bare (gpointer data,
           guint    n)
{
  Setting *self = data;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < self->n; j++)
      self->ifaces[j]->price_changed ((FixEvents *) self->adders[j], "ACME", 12.5);
}

static void
emit_to_handlers (gpointer data,
                  guint    n)
{
  Setting *self = data;

  for (guint i = 0; i < n; i++)
    g_signal_emit (self->emitter, self->signal_id, 0, "ACME", 12.5);
}

static void
emit_to_sinks (gpointer data,
               guint    n)
{
  Setting *self = data;

  for (guint i = 0; i < n; i++)
    g_signal_emit (self->source, self->signal_id, 0, "ACME", 12.5);
}

/* Advising and connecting one more. */
static void
advise (gpointer data,
        guint    n)
{
  Setting *self = data;

  for (guint i = 0; i < n; i++)
    cpg_connection_point_unadvise (self->point,
                                   cpg_connection_point_advise (self->point, G_OBJECT (self->adders[0]), NULL),
                                   NULL);
}

static void
connect (gpointer data,
         guint    n)
{
  Setting *self = data;

  for (guint i = 0; i < n; i++)
    g_signal_handler_disconnect (self->emitter,
                                 g_signal_connect (self->emitter, "price-changed",
                                                   G_CALLBACK (price_changed_cb), self->adders[0]));
}

int
main (int    argc,
      char **argv)
{
  const guint numbers[] = { 0, 1, 10, 100, 1000 };
  /* What CPG_FIRE() may cost at most, as a multiple of a bare loop. */
  const double bars[] = { 0, 0, 0, 1.3, 1.15 };

  bench_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *what = g_strdup_printf ("%u sinks", numbers[i]);
      Setting setting;
      const BenchWork by_fire = { "CPG_FIRE", fire, &setting };
      const BenchWork by_loop = { "bare loop", call_bare, &setting };
      const BenchWork by_signal = { "g_signal_emit", emit_to_handlers, &setting };
      const BenchWork by_emit = { "emit", emit_to_sinks, &setting };

      setting_init (&setting, FIX_TYPE_SOURCE, numbers[i]);
      if (numbers[i] > 0)
        bench_report (what, &by_fire, &by_loop, bars[i]);
      bench_report (what, &by_fire, &by_signal, numbers[i] == 1 ? 1 / 9.0 : 0);
      bench_report (what, &by_emit, &by_signal, numbers[i] >= 100 ? 1 / 3.0 : 0);
      setting_clear (&setting);
    }

  for (guint n = 1; n <= 100000; n *= n == 1 ? 1000 : 100)
    {
      g_autofree char *what = g_strdup_printf ("%u connections", n);
      Setting setting;
      const BenchWork by_advise = { "advise+unadvise", advise, &setting };
      const BenchWork by_connect = { "connect+disconnect", connect, &setting };

      setting_init (&setting, FIX_TYPE_SOURCE, n);
      bench_report (what, &by_advise, &by_connect, 1);
      setting_clear (&setting);
    }

  return bench_finish ();
}

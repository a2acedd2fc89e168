/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "setting.h"

/*
 * BenchAdder:
 *
 * A sink that does next to nothing, as its signal handler does.
 */
struct _BenchAdder
{
  GObject parent_instance;

  double  sum;
};

static void
bench_adder_price_changed (FixEvents  *events,
                           const char *symbol,
                           double      price)
{
  ((BenchAdder *) events)->sum += price;
}

static void
bench_adder_events_init (FixEventsInterface *iface)
{
  iface->price_changed = bench_adder_price_changed;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchAdder, bench_adder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FIX_TYPE_EVENTS, bench_adder_events_init))

static void
bench_adder_class_init (BenchAdderClass *klass)
{
}

static void
bench_adder_init (BenchAdder *self)
{
}

/*
 * bench_adder_new:
 *
 * Makes a sink.
 *
 * Returns: (transfer full): the sink
 */
BenchAdder *
bench_adder_new (void)
{
  return g_object_new (BENCH_TYPE_ADDER, NULL);
}

/*
 * bench_adder_cb:
 *
 * The handler.
 */
void
bench_adder_cb (GObject    *source,
                const char *symbol,
                double      price,
                BenchAdder *self)
{
  self->sum += price;
}

/*
 * BenchEmitter:
 *
 * What one would write without cpglib: an object with a signal.
 */
struct _BenchEmitter
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (BenchEmitter, bench_emitter, G_TYPE_OBJECT)

static guint emitter_signal;

static void
bench_emitter_class_init (BenchEmitterClass *klass)
{
  emitter_signal = g_signal_new ("price-changed", BENCH_TYPE_EMITTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_DOUBLE);
}

static void
bench_emitter_init (BenchEmitter *self)
{
}

/*
 * bench_setting_init:
 * @source_type: has the outgoing interface of #FixEvents
 *
 * Makes a source, an emitter and @n listeners, that do not listen yet.
 */
void
bench_setting_init (BenchSetting *self,
                    GType         source_type,
                    guint         n)
{
  self->source = g_object_new (source_type, NULL);
  self->point = cpg_signal_point_peek (self->source, FIX_TYPE_EVENTS);
  self->emitter = g_object_new (BENCH_TYPE_EMITTER, NULL);
  self->signal_id = g_signal_lookup ("price-changed", source_type);
  self->n = n;
  self->adders = g_new (BenchAdder *, n);
  self->ifaces = g_new (FixEventsInterface *, n);
  for (guint i = 0; i < n; i++)
    {
      self->adders[i] = bench_adder_new ();
      self->ifaces[i] = g_type_interface_peek (G_OBJECT_GET_CLASS (self->adders[i]), FIX_TYPE_EVENTS);
    }
}

/*
 * bench_setting_connect:
 *
 * Lets all listen to both.
 */
void
bench_setting_connect (BenchSetting *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      cpg_connection_point_advise (self->point, G_OBJECT (self->adders[i]), NULL);
      g_signal_connect (self->emitter, "price-changed", G_CALLBACK (bench_adder_cb), self->adders[i]);
    }
}

/*
 * bench_setting_clear:
 *
 * Frees what bench_setting_init() made.
 */
void
bench_setting_clear (BenchSetting *self)
{
  g_object_unref (self->source);
  g_object_unref (self->emitter);
  for (guint i = 0; i < self->n; i++)
    g_object_unref (self->adders[i]);
  g_free (self->adders);
  g_free (self->ifaces);
}

/*
 * bench_fire:
 *
 * Fires to the sinks.
 */
void
bench_fire (guint    n,
            gpointer data)
{
  BenchSetting *self = data;

  for (guint i = 0; i < n; i++)
    CPG_FIRE (self->point, FixEventsInterface, price_changed, "ACME", 12.5);
}

/*
 * bench_call_bare:
 *
 * The least that calling all sinks can cost.
 */
void
bench_call_bare (guint    n,
                 gpointer data)
{
  BenchSetting *self = data;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < self->n; j++)
      self->ifaces[j]->price_changed ((FixEvents *) self->adders[j], "ACME", 12.5);
}

/*
 * bench_emit_to_handlers:
 *
 * What one would write without cpglib.
 */
void
bench_emit_to_handlers (guint    n,
                        gpointer data)
{
  BenchSetting *self = data;

  for (guint i = 0; i < n; i++)
    g_signal_emit (self->emitter, emitter_signal, 0, "ACME", 12.5);
}

/*
 * bench_emit_to_sinks:
 *
 * Fires to the sinks by way of GSignal, as bindings do.
 */
void
bench_emit_to_sinks (guint    n,
                     gpointer data)
{
  BenchSetting *self = data;

  for (guint i = 0; i < n; i++)
    g_signal_emit (self->source, self->signal_id, 0, "ACME", 12.5);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "loops.h"

#include "setting.h"

/* What the benchmarks in Python and JavaScript have done in C. */

/**
 * bench_fire_source:
 * @source: a source
 * @n: how often
 *
 * Fires with CPG_FIRE().
 */
void
bench_fire_source (FixSource *source,
                   guint      n)
{
  CpgConnectionPoint *point = cpg_signal_point_peek (source, FIX_TYPE_EVENTS);

  for (guint i = 0; i < n; i++)
    CPG_FIRE (point, FixEventsInterface, price_changed, "ACME", 12.5);
}

/**
 * bench_emit_source:
 * @source: a source
 * @n: how often
 *
 * Emits with g_signal_emit().
 */
void
bench_emit_source (FixSource *source,
                   guint      n)
{
  guint signal_id = g_signal_lookup ("price-changed", FIX_TYPE_SOURCE);

  for (guint i = 0; i < n; i++)
    g_signal_emit (source, signal_id, 0, "ACME", 12.5);
}

/**
 * bench_add_sinks:
 * @source: a source
 * @n: how many
 *
 * Advises sinks written in C.
 */
void
bench_add_sinks (FixSource *source,
                 guint      n)
{
  CpgConnectionPoint *point = cpg_signal_point_peek (source, FIX_TYPE_EVENTS);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BenchAdder) adder = bench_adder_new ();

      cpg_connection_point_advise (point, G_OBJECT (adder), NULL);
    }
}

/**
 * bench_add_handlers:
 * @source: a source
 * @n: how many
 *
 * Connects handlers written in C.
 */
void
bench_add_handlers (FixSource *source,
                    guint      n)
{
  for (guint i = 0; i < n; i++)
    g_signal_connect_data (source, "price-changed", G_CALLBACK (bench_adder_cb), bench_adder_new (),
                           (GClosureNotify) (void (*) (void)) g_object_unref, 0);
}

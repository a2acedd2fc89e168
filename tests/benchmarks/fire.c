/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "bench.h"
#include "setting.h"

/* What firing costs, against what one would write instead. */

/* What a source costs where there are handlers, and no sinks. */
static void
report_handlers (guint n)
{
  g_autofree char *what = g_strdup_printf ("%u handler%s", n, n == 1 ? "" : "s");
  BenchSetting setting;
  const BenchWork by_fire = { "CPG_FIRE", bench_fire, &setting };
  const BenchWork by_emit = { "g_signal_emit, source", bench_emit_to_sinks, &setting };
  const BenchWork by_signal = { "g_signal_emit", bench_emit_to_handlers, &setting };

  bench_setting_init (&setting, FIX_TYPE_SOURCE, bench_size (n));
  for (guint i = 0; i < setting.n; i++)
    {
      g_signal_connect (setting.source, "price-changed", G_CALLBACK (bench_adder_cb), setting.adders[i]);
      g_signal_connect (setting.emitter, "price-changed", G_CALLBACK (bench_adder_cb), setting.adders[i]);
    }
  bench_report (what, &by_fire, &by_signal, BENCH_NO_BAR, 0);
  bench_report (what, &by_emit, &by_signal, BENCH_NO_BAR, 0);
  bench_setting_clear (&setting);
}

int
main (int    argc,
      char **argv)
{
  const guint numbers[] = { 0, 1, 10, 100, 1000 };

  bench_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint n = numbers[i];
      g_autofree char *what = g_strdup_printf ("%u sink%s", n, n == 1 ? "" : "s");
      BenchSetting setting;
      const BenchWork by_fire = { "CPG_FIRE", bench_fire, &setting };
      const BenchWork by_loop = { "bare loop", bench_call_bare, &setting };
      const BenchWork by_signal = { "g_signal_emit, handlers", bench_emit_to_handlers, &setting };
      const BenchWork by_emit = { "g_signal_emit, sinks", bench_emit_to_sinks, &setting };

      bench_setting_init (&setting, FIX_TYPE_SOURCE, bench_size (n));
      bench_setting_connect (&setting);
      if (n > 0)
        bench_report (what, &by_fire, &by_loop,
                      n >= 100 ? BENCH_AT_MOST : BENCH_NO_BAR, n == 100 ? 1.3 : 1.15);
      if (n == 0)
        bench_report (what, &by_fire, &by_signal, BENCH_NO_BAR, 0);
      else
        bench_report (what, &by_signal, &by_fire, n == 1 ? BENCH_AT_LEAST : BENCH_NO_BAR, 9);
      bench_report (what, &by_signal, &by_emit, n >= 100 ? BENCH_AT_LEAST : BENCH_NO_BAR, 3);
      bench_setting_clear (&setting);
    }

  report_handlers (1);
  report_handlers (10);

  return bench_finish ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* Qt's signals, slots and emit are words that GLib uses too. */
#define QT_NO_KEYWORDS

#include <memory>
#include <vector>

#include "bench.h"
#include "qt-objects.h"
#include "setting.h"

/* CPG_FIRE() against a signal of Qt 6 and direct connections. */

namespace {

void
emit (guint    n,
      gpointer data)
{
  Emitter *emitter = static_cast<Emitter *> (data);

  for (guint i = 0; i < n; i++)
    Q_EMIT emitter->priceChanged ("ACME", 12.5);
}

} // namespace

int
main (int    argc,
      char **argv)
{
  bench_init (&argc, &argv);

  for (guint n : { 1, 10, 100, 1000 })
    {
      g_autofree char *what = g_strdup_printf ("%u sink%s", n, n == 1 ? "" : "s");
      BenchSetting setting;
      Emitter emitter;
      std::vector<std::unique_ptr<Receiver>> receivers;
      const BenchWork by_fire = { "CPG_FIRE", bench_fire, &setting, 1, nullptr, nullptr };
      const BenchWork by_qt = { "Qt", emit, &emitter, 1, nullptr, nullptr };

      bench_setting_init (&setting, FIX_TYPE_SOURCE, bench_size (n));
      bench_setting_connect (&setting);
      for (guint i = 0; i < setting.n; i++)
        {
          receivers.push_back (std::make_unique<Receiver> ());
          QObject::connect (&emitter, &Emitter::priceChanged,
                            receivers.back ().get (), &Receiver::onPriceChanged, Qt::DirectConnection);
        }
      /* Level is what two runs of the same differ by. */
      bench_report (what, &by_fire, &by_qt, BENCH_AT_MOST, n == 1 ? 1.1 : 1);
      bench_setting_clear (&setting);
    }

  return bench_finish ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <memory>
#include <vector>

#include <sigc++/sigc++.h>

#include "bench.h"
#include "setting.h"

/* CPG_FIRE() against a signal of libsigc++ 2. */

namespace {

using PriceChanged = sigc::signal<void, const char *, double>;

class Receiver : public sigc::trackable
{
public:
  void price_changed (const char *, double price) { sum += price; }

  double sum = 0;
};

void
emit (guint    n,
      gpointer data)
{
  PriceChanged &signal = *static_cast<PriceChanged *> (data);

  for (guint i = 0; i < n; i++)
    signal.emit ("ACME", 12.5);
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
      PriceChanged signal;
      std::vector<std::unique_ptr<Receiver>> receivers;
      const BenchWork by_fire = { "CPG_FIRE", bench_fire, &setting, 1, nullptr, nullptr };
      const BenchWork by_sigc = { "libsigc++", emit, &signal, 1, nullptr, nullptr };

      bench_setting_init (&setting, FIX_TYPE_SOURCE, bench_size (n));
      bench_setting_connect (&setting);
      for (guint i = 0; i < setting.n; i++)
        {
          receivers.push_back (std::make_unique<Receiver> ());
          signal.connect (sigc::mem_fun (*receivers.back (), &Receiver::price_changed));
        }
      bench_report (what, &by_fire, &by_sigc, n >= 10 ? BENCH_AT_MOST : BENCH_NO_BAR, 1);
      bench_setting_clear (&setting);
    }

  return bench_finish ();
}

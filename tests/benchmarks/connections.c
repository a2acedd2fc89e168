/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "bench.h"
#include "setting.h"

#include <malloc.h>

/* What it costs to connect and to disconnect, in time and in memory. */

typedef struct {
  BenchSetting  setting;
  guint        *cookies;  /* (owned): in the order in which they are disconnected */
  gulong       *handlers; /* (owned): the same */
  guint        *order;    /* (owned): where the one of each listener is in these */
} Connections;

static void
connections_init (Connections *self,
                  guint        n)
{
  bench_setting_init (&self->setting, FIX_TYPE_SOURCE, n);
  self->cookies = g_new (guint, n);
  self->handlers = g_new (gulong, n);
  self->order = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    self->order[i] = i;
}

/* One sink for all: what is touched is the table alone. */
static void
use_one_sink (Connections *self)
{
  for (guint i = 1; i < self->setting.n; i++)
    g_set_object (&self->setting.adders[i], self->setting.adders[0]);
}

static void
connections_clear (Connections *self)
{
  bench_setting_clear (&self->setting);
  g_free (self->cookies);
  g_free (self->handlers);
  g_free (self->order);
}

/* The same disorder in each run. */
static void
shuffle (Connections *self)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = self->setting.n; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      guint other = self->order[j];

      self->order[j] = self->order[i - 1];
      self->order[i - 1] = other;
    }
}

/* One more and away again. */
static void
advise_one (guint    n,
            gpointer data)
{
  Connections *self = data;
  GObject *sink = G_OBJECT (self->setting.adders[0]);

  for (guint i = 0; i < n; i++)
    cpg_connection_point_unadvise (self->setting.point,
                                   cpg_connection_point_advise (self->setting.point, sink, NULL), NULL);
}

static void
connect_one (guint    n,
             gpointer data)
{
  Connections *self = data;

  for (guint i = 0; i < n; i++)
    g_signal_handler_disconnect (self->setting.emitter,
                                 g_signal_connect (self->setting.emitter, "price-changed",
                                                   G_CALLBACK (bench_adder_cb), self->setting.adders[0]));
}

/* All of them. */
static void
advise_all (guint    n,
            gpointer data)
{
  Connections *self = data;

  for (guint i = 0; i < self->setting.n; i++)
    self->cookies[self->order[i]] = cpg_connection_point_advise (self->setting.point,
                                                                 G_OBJECT (self->setting.adders[i]), NULL);
}

static void
unadvise_all (guint    n,
              gpointer data)
{
  Connections *self = data;

  for (guint i = 0; i < self->setting.n; i++)
    cpg_connection_point_unadvise (self->setting.point, self->cookies[i], NULL);
}

static void
connect_all (guint    n,
             gpointer data)
{
  Connections *self = data;

  for (guint i = 0; i < self->setting.n; i++)
    self->handlers[self->order[i]] = g_signal_connect (self->setting.emitter, "price-changed",
                                                       G_CALLBACK (bench_adder_cb), self->setting.adders[i]);
}

static void
disconnect_all (guint    n,
                gpointer data)
{
  Connections *self = data;

  for (guint i = 0; i < self->setting.n; i++)
    g_signal_handler_disconnect (self->setting.emitter, self->handlers[i]);
}

/* Against GSignal, with as many. */
static void
report_speed (guint n)
{
  g_autofree char *what = g_strdup_printf ("%u connection%s", n, n == 1 ? "" : "s");
  Connections all;
  guint size = bench_size (n);
  const BenchWork advise = { "advise", advise_all, &all, size, NULL, unadvise_all };
  const BenchWork connect = { "connect", connect_all, &all, size, NULL, disconnect_all };
  const BenchWork unadvise = { "unadvise", unadvise_all, &all, size, advise_all, NULL };
  const BenchWork disconnect = { "disconnect", disconnect_all, &all, size, connect_all, NULL };
  const BenchWork unadvise_random = { "unadvise at random", unadvise_all, &all, size, advise_all, NULL };
  const BenchWork disconnect_random = { "disconnect at random", disconnect_all, &all, size, connect_all, NULL };
  const BenchWork one_advise = { "advise and unadvise one more", advise_one, &all };
  const BenchWork one_connect = { "connect and disconnect one more", connect_one, &all };

  connections_init (&all, size);
  if (n > 1)
    {
      bench_report (what, &advise, &connect, BENCH_AT_MOST, 1);
      bench_report (what, &unadvise, &disconnect, BENCH_AT_MOST, 1);
    }
  bench_setting_connect (&all.setting);
  bench_report (what, &one_advise, &one_connect, BENCH_AT_MOST, 1);
  connections_clear (&all);

  if (n > 1)
    {
      connections_init (&all, size);
      shuffle (&all);
      bench_report (what, &unadvise_random, &disconnect_random, BENCH_AT_MOST, 1);
      connections_clear (&all);
    }
}

/* A million against a thousand, for each. */
static void
report_growth (void)
{
  Connections many, few;
  guint n_many = bench_size (1000000), n_few = bench_size (1000);
  const char *what = "1000000 connections / 1000";
  const BenchWork advise_many = { "advise", advise_all, &many, n_many, NULL, unadvise_all };
  const BenchWork advise_few = { "advise", advise_all, &few, n_few, NULL, unadvise_all };
  const BenchWork unadvise_many = { "unadvise", unadvise_all, &many, n_many, advise_all, NULL };
  const BenchWork unadvise_few = { "unadvise", unadvise_all, &few, n_few, advise_all, NULL };
  const BenchWork random_many = { "unadvise at random", unadvise_all, &many, n_many, advise_all, NULL };
  const BenchWork random_few = { "unadvise at random", unadvise_all, &few, n_few, advise_all, NULL };
  const BenchWork random_one_many = { "unadvise at random, one sink", unadvise_all, &many, n_many, advise_all, NULL };
  const BenchWork random_one_few = { "unadvise at random, one sink", unadvise_all, &few, n_few, advise_all, NULL };
  const BenchWork disconnect_many = { "disconnect at random", disconnect_all, &many, n_many, connect_all, NULL };
  const BenchWork disconnect_few = { "disconnect at random", disconnect_all, &few, n_few, connect_all, NULL };

  connections_init (&many, n_many);
  connections_init (&few, n_few);
  bench_report (what, &advise_many, &advise_few, BENCH_AT_MOST, 2);
  bench_report (what, &unadvise_many, &unadvise_few, BENCH_AT_MOST, 2);
  shuffle (&many);
  shuffle (&few);
  bench_report (what, &random_many, &random_few, BENCH_AT_MOST, 2);
  /* What the machine's caches make of any table of that size. */
  bench_report (what, &disconnect_many, &disconnect_few, BENCH_NO_BAR, 0);
  use_one_sink (&many);
  use_one_sink (&few);
  bench_report (what, &random_one_many, &random_one_few, BENCH_NO_BAR, 0);
  connections_clear (&few);
  connections_clear (&many);
}

static double
bytes_in_use (void)
{
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
  struct mallinfo2 info = mallinfo2 ();

  return (double) info.uordblks + (double) info.hblkhd;
#else
  return 0;
#endif
}

/* Without the sinks: they are there anyway. */
static void
report_memory (guint n)
{
  g_autofree char *what = g_strdup_printf ("%u connections", n);
  Connections all;
  double start;
  guint size = bench_size (n);

  connections_init (&all, size);

  start = bytes_in_use ();
  advise_all (1, &all);
  bench_report_bytes (what, "a connection", (bytes_in_use () - start) / size, BENCH_AT_MOST, 32);

  start = bytes_in_use ();
  connect_all (1, &all);
  bench_report_bytes (what, "a signal handler", (bytes_in_use () - start) / size, BENCH_NO_BAR, 0);

  connections_clear (&all);
}

int
main (int    argc,
      char **argv)
{
  bench_init (&argc, &argv);

  report_speed (1);
  report_speed (1000);
  report_speed (100000);
  report_growth ();
  if (bytes_in_use () > 0)
    {
      report_memory (1000);
      report_memory (100000);
      report_memory (1000000);
      /* One more than a power of two, where a table that doubles is worst. */
      report_memory (65537);
    }

  return bench_finish ();
}

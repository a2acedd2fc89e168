/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "stock-storm.h"

#define PAUSE       500  /* microseconds */
#define MAX_ARREARS 1000 /* events */

/* A thread that fires at a ticker's point, so often that no user interface could
 * show each event. */
struct _StockStorm
{
  GObject      parent_instance;

  StockTicker *ticker;  /* (owned) */
  GThread     *thread;  /* (owned) (nullable) */
  gboolean     is_over; /* (atomic) */
};

G_DEFINE_FINAL_TYPE (StockStorm, stock_storm, G_TYPE_OBJECT)

static gpointer
run (gpointer data)
{
  StockStorm *self = data;
  gint64 start = g_get_monotonic_time ();
  gint64 fired = 0;

  while (!g_atomic_int_get (&self->is_over))
    {
      gint64 due = (g_get_monotonic_time () - start) * STOCK_STORM_RATE / G_USEC_PER_SEC;

      /* What could not be fired in time is not made up for. */
      fired = MAX (fired, due - MAX_ARREARS);
      for (; fired < due && !g_atomic_int_get (&self->is_over); fired++)
        stock_ticker_quote (self->ticker, "GUST", (double) (fired % 1000) / 10);
      g_usleep (PAUSE);
    }

  return NULL;
}

static void
stock_storm_dispose (GObject *object)
{
  StockStorm *self = STOCK_STORM (object);

  stock_storm_stop (self);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (stock_storm_parent_class)->dispose (object);
}

static void
stock_storm_class_init (StockStormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stock_storm_dispose;
}

static void
stock_storm_init (StockStorm *self)
{
}

StockStorm *
stock_storm_new (StockTicker *ticker)
{
  StockStorm *self = g_object_new (STOCK_TYPE_STORM, NULL);

  self->ticker = g_object_ref (ticker);
  return self;
}

void
stock_storm_start (StockStorm *self)
{
  if (self->thread != NULL)
    return;

  g_atomic_int_set (&self->is_over, FALSE);
  self->thread = g_thread_new ("storm", run, self);
}

/* Once it has returned nothing more is fired. */
void
stock_storm_stop (StockStorm *self)
{
  if (self->thread == NULL)
    return;

  g_atomic_int_set (&self->is_over, TRUE);
  g_thread_join (g_steal_pointer (&self->thread));
}

gboolean
stock_storm_is_on (StockStorm *self)
{
  return self->thread != NULL;
}

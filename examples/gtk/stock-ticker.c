/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "stock-ticker.h"

#include "stock-events.h"

#define INTERVAL 500 /* milliseconds */

/* A price that goes up and down. It has two points: prices are StockEvents, and
 * that of its own share is a property, which sinks may refuse to have changed. */
struct _StockTicker
{
  CpgConnectable parent_instance;

  CpgConnectionPoint *events; /* (unowned): our own */
  double              price;
  guint               timer;
};

typedef enum {
  PROP_PRICE = 1
} StockTickerProperty;

static GParamSpec *properties[PROP_PRICE + 1];

G_DEFINE_FINAL_TYPE_WITH_CODE (StockTicker, stock_ticker, CPG_TYPE_CONNECTABLE,
                               CPG_OUTGOING_INTERFACE (STOCK_TYPE_EVENTS, CPG_OUTGOING_DEFAULT)
                               CPG_OUTGOING_INTERFACE (CPG_TYPE_PROPERTY_NOTIFY_SINK, CPG_OUTGOING_NONE))

static gboolean
timer_cb (gpointer data)
{
  StockTicker *self = data;
  double price = MAX (1, self->price + g_random_double_range (-0.5, 0.5));

  if (CPG_EDIT (self, "price", self->price, price))
    stock_ticker_quote (self, "ACME", price);
  return G_SOURCE_CONTINUE;
}

static void
stock_ticker_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  StockTicker *self = STOCK_TICKER (object);

  switch ((StockTickerProperty) prop_id)
    {
    case PROP_PRICE:
      g_value_set_double (value, self->price);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stock_ticker_dispose (GObject *object)
{
  g_clear_handle_id (&STOCK_TICKER (object)->timer, g_source_remove);

  G_OBJECT_CLASS (stock_ticker_parent_class)->dispose (object);
}

static void
stock_ticker_class_init (StockTickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stock_ticker_get_property;
  object_class->dispose = stock_ticker_dispose;

  properties[PROP_PRICE] =
    g_param_spec_double ("price", NULL, NULL, 0, G_MAXDOUBLE, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
stock_ticker_init (StockTicker *self)
{
  self->events = cpg_signal_point_peek (self, STOCK_TYPE_EVENTS);
  self->price = 12.5;
  self->timer = g_timeout_add (INTERVAL, timer_cb, self);
}

StockTicker *
stock_ticker_new (void)
{
  return g_object_new (STOCK_TYPE_TICKER, NULL);
}

/* May be called in any thread. */
void
stock_ticker_quote (StockTicker *self,
                    const char  *symbol,
                    double       price)
{
  CPG_FIRE (self->events, StockEventsInterface, price_changed, symbol, price);
}

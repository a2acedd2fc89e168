/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>

/* The outgoing interface: a stock calls it, a listener implements it. */

#define STOCK_TYPE_EVENTS (stock_events_get_type ())
G_DECLARE_INTERFACE (StockEvents, stock_events, STOCK, EVENTS, GObject)

struct _StockEventsInterface
{
  GTypeInterface g_iface;

  void     (* price_changed) (StockEvents *self,
                              const char  *symbol,
                              double       price);
  gboolean (* may_close)     (StockEvents *self);
};

G_DEFINE_INTERFACE (StockEvents, stock_events, G_TYPE_OBJECT)

static void
stock_events_default_init (StockEventsInterface *iface)
{
  GType type = STOCK_TYPE_EVENTS;

  cpg_outgoing_interface_init (type, "da645081-7350-47ab-80fe-c5051498a2ca");
  cpg_outgoing_interface_add_method (type, "price_changed",
                                     G_STRUCT_OFFSET (StockEventsInterface, price_changed),
                                     1, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     2, "symbol", G_TYPE_STRING, "price", G_TYPE_DOUBLE);
  cpg_outgoing_interface_add_method (type, "may_close",
                                     G_STRUCT_OFFSET (StockEventsInterface, may_close),
                                     2, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN, 0);
}

/* The source. */

#define STOCK_TYPE_STOCK (stock_get_type ())
G_DECLARE_FINAL_TYPE (Stock, stock, STOCK, STOCK, CpgConnectable)

struct _Stock
{
  CpgConnectable parent_instance;

  CpgConnectionPoint *events; /* (unowned): what to fire at, our own */
};

G_DEFINE_FINAL_TYPE_WITH_CODE (Stock, stock, CPG_TYPE_CONNECTABLE,
                               CPG_OUTGOING_INTERFACE (STOCK_TYPE_EVENTS, CPG_OUTGOING_DEFAULT))

static void
stock_class_init (StockClass *klass)
{
}

static void
stock_init (Stock *self)
{
  self->events = cpg_signal_point_peek (self, STOCK_TYPE_EVENTS);
}

static void
stock_set_price (Stock      *self,
                 const char *symbol,
                 double      price)
{
  CPG_FIRE (self->events, StockEventsInterface, price_changed, symbol, price);
}

static void
stock_close (Stock *self)
{
  if (CPG_FIRE_BOOLEAN (self->events, StockEventsInterface, may_close))
    g_print ("the stock closes\n");
  else
    g_print ("the stock stays open\n");
}

/* The sink. */

#define STOCK_TYPE_TRADER (stock_trader_get_type ())
G_DECLARE_FINAL_TYPE (StockTrader, stock_trader, STOCK, TRADER, GObject)

struct _StockTrader
{
  GObject parent_instance;
};

static void stock_trader_events_init (StockEventsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StockTrader, stock_trader, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (STOCK_TYPE_EVENTS, stock_trader_events_init))

static void
stock_trader_price_changed (StockEvents *events,
                            const char  *symbol,
                            double       price)
{
  g_print ("sink: %s is at %.2f\n", symbol, price);
}

static gboolean
stock_trader_may_close (StockEvents *events)
{
  g_print ("sink: not yet\n");
  return FALSE;
}

static void
stock_trader_events_init (StockEventsInterface *iface)
{
  iface->price_changed = stock_trader_price_changed;
  iface->may_close = stock_trader_may_close;
}

static void
stock_trader_class_init (StockTraderClass *klass)
{
}

static void
stock_trader_init (StockTrader *self)
{
}

/* All together. */

/* Who needs no sink connects to the signal of the method. */
static void
price_changed_cb (Stock      *stock,
                  const char *symbol,
                  double      price,
                  gpointer    data)
{
  g_print ("handler: %s is at %.2f\n", symbol, price);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Stock) stock = g_object_new (STOCK_TYPE_STOCK, NULL);
  g_autoptr (StockTrader) trader = g_object_new (STOCK_TYPE_TRADER, NULL);
  guint cookie;

  g_signal_connect (stock, "price-changed", G_CALLBACK (price_changed_cb), NULL);

  cookie = cpg_advise (G_OBJECT (stock), G_OBJECT (trader), STOCK_TYPE_EVENTS, &error);
  if (cookie == 0)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  stock_set_price (stock, "ACME", 12.5);
  stock_close (stock);

  cpg_unadvise (G_OBJECT (stock), STOCK_TYPE_EVENTS, cookie, NULL);

  stock_set_price (stock, "ACME", 13);
  stock_close (stock);

  return 0;
}

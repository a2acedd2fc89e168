/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>

#include "com-trader.h"

/* A GObject that COM clients connect to: it is a source like any other. */

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

/* The IID is that of the COM interface, and the methods are in the order of its vtable. */
static void
stock_events_default_init (StockEventsInterface *iface)
{
  cpg_outgoing_interface_init (STOCK_TYPE_EVENTS, "da645081-7350-47ab-80fe-c5051498a2ca");
  cpg_outgoing_interface_add_method (STOCK_TYPE_EVENTS, "PriceChanged",
                                     G_STRUCT_OFFSET (StockEventsInterface, price_changed),
                                     1, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     2, "symbol", G_TYPE_STRING, "price", G_TYPE_DOUBLE);
  cpg_outgoing_interface_add_method (STOCK_TYPE_EVENTS, "MayClose",
                                     G_STRUCT_OFFSET (StockEventsInterface, may_close),
                                     2, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN, 0);
}

G_DECLARE_FINAL_TYPE (Stock, stock, STOCK, STOCK, CpgConnectable)

struct _Stock
{
  CpgConnectable parent_instance;
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
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Stock) stock = g_object_new (stock_get_type (), NULL);
  CpgConnectionPoint *events = cpg_signal_point_peek (stock, STOCK_TYPE_EVENTS);
  IUnknown *unknown = cpg_com_export (G_OBJECT (stock), cpg_com_dialect_native (), &error);
  IConnectionPoint *point;
  guint32 cookie = 0;

  if (unknown == NULL)
    g_error ("%s", error->message);
  point = com_trader_watch (unknown, &cookie);
  unknown->vtable->Release (unknown);

  CPG_FIRE (events, StockEventsInterface, price_changed, "ACME", 12.5);
  g_print ("the stock %s\n", CPG_FIRE_BOOLEAN (events, StockEventsInterface, may_close) ? "closes" : "stays open");

  com_trader_leave (point, cookie);
  g_print ("%u connections\n", cpg_connection_point_get_n_connections (events));
  return 0;
}

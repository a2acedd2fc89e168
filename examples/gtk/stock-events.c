/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "stock-events.h"

#include <cpglib/cpg.h>

/* What a stock ticker calls on its listeners. */
G_DEFINE_INTERFACE (StockEvents, stock_events, G_TYPE_OBJECT)

static void
stock_events_default_init (StockEventsInterface *iface)
{
  cpg_outgoing_interface_init (STOCK_TYPE_EVENTS, NULL);
  cpg_outgoing_interface_add_method (STOCK_TYPE_EVENTS, "price-changed",
                                     G_STRUCT_OFFSET (StockEventsInterface, price_changed),
                                     1, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     2, "symbol", G_TYPE_STRING, "price", G_TYPE_DOUBLE);
}

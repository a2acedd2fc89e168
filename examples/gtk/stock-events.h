/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define STOCK_TYPE_EVENTS (stock_events_get_type ())

G_DECLARE_INTERFACE (StockEvents, stock_events, STOCK, EVENTS, GObject)

struct _StockEventsInterface
{
  GTypeInterface g_iface;

  void (* price_changed) (StockEvents *self,
                          const char  *symbol,
                          double       price);
};

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "com-trader.h"

#include <string.h>

static HRESULT
trader_query_interface (IStockEvents *self, REFIID iid, void **out)
{
  gboolean is_known = memcmp (iid, &IID_IUnknown, sizeof *iid) == 0 || memcmp (iid, &IID_IStockEvents, sizeof *iid) == 0;

  *out = is_known ? self : NULL;
  return is_known ? S_OK : E_NOINTERFACE;
}

/* It is there as long as the process. */
static guint32
trader_count (IStockEvents *self)
{
  return 2;
}

static HRESULT
trader_price_changed (IStockEvents *self, BSTR symbol, double price)
{
  char *text = g_utf16_to_utf8 (symbol, -1, NULL, NULL, NULL);

  g_print ("COM sink: %s is at %.2f\n", text, price);
  g_free (text);
  return S_OK;
}

static HRESULT
trader_may_close (IStockEvents *self, VARIANT_BOOL *answer)
{
  g_print ("COM sink: not yet\n");
  *answer = 0;
  return S_OK;
}

IConnectionPoint *
com_trader_watch (IUnknown *stock,
                  guint32  *cookie)
{
  static const IStockEventsVtable vtable = {
    trader_query_interface, trader_count, trader_count, trader_price_changed, trader_may_close
  };
  static IStockEvents trader = { &vtable };
  IConnectionPointContainer *container = NULL;
  IConnectionPoint *point = NULL;

  if (stock->vtable->QueryInterface (stock, &IID_IConnectionPointContainer, (void **) &container) != S_OK)
    return NULL;
  if (container->vtable->FindConnectionPoint (container, &IID_IStockEvents, &point) == S_OK)
    point->vtable->Advise (point, (IUnknown *) &trader, cookie);
  container->vtable->Release (container);
  return point;
}

void
com_trader_leave (IConnectionPoint *point,
                  guint32           cookie)
{
  point->vtable->Unadvise (point, cookie);
  point->vtable->Release (point);
}

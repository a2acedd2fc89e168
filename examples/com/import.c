/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>

#include "com-stock.h"

/* The events of a COM object as signals. */

static void
price_changed_cb (CpgComObject *stock,
                  const char   *symbol,
                  double        price,
                  gpointer      data)
{
  g_print ("handler: %s is at %.2f\n", symbol, price);
}

static gboolean
may_close_cb (CpgComObject *stock,
              gpointer      data)
{
  g_print ("handler: not yet\n");
  return FALSE;
}

/* What the object does not say of its events; one with type information does. */
static void
describe_events (void)
{
  const char * const names[] = { "symbol", "price" };
  const GType types[] = { G_TYPE_STRING, G_TYPE_DOUBLE };
  g_autoptr (CpgGuid) iid = cpg_guid_new ("da645081-7350-47ab-80fe-c5051498a2ca", NULL);
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("StockEvents", iid);

  cpg_interface_builder_add_method (builder, "PriceChanged", 1, CPG_COMBINE_LAST, G_TYPE_NONE, names, types, 2);
  cpg_interface_builder_add_method (builder, "MayClose", 2, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN, NULL, NULL, 0);
  cpg_interface_builder_register (builder, NULL);
}

int
main (void)
{
  IUnknown *com_stock = com_stock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CpgComObject) stock = NULL;

  describe_events ();
  stock = cpg_com_import (com_stock, cpg_com_dialect_native (), &error);
  if (stock == NULL)
    g_error ("%s", error->message);
  com_stock->vtable->Release (com_stock); /* the import has a reference of its own */

  g_signal_connect (stock, "price-changed", G_CALLBACK (price_changed_cb), NULL);
  g_signal_connect (stock, "may-close", G_CALLBACK (may_close_cb), NULL);

  com_stock_set_price (com_stock, "ACME", 12.5);
  com_stock_close (com_stock);

  return 0;
}

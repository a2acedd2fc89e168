/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "com-stock.h"

#include <stdlib.h>
#include <string.h>

/* It has one connection point, that takes one sink; it does not tell which points
 * it has. */
typedef struct {
  IConnectionPointContainer container;
  IConnectionPoint          point;
  guint32                   n_refs; /* of both */
  IStockEvents             *sink;
} ComStock;

#define FROM(member, iface) ((ComStock *) ((char *) (iface) - G_STRUCT_OFFSET (ComStock, member)))
#define IS(iid, other) (memcmp (iid, &(other), sizeof (GUID)) == 0)

static guint32
com_stock_release (ComStock *self)
{
  guint32 n_left = --self->n_refs;

  if (n_left == 0)
    {
      g_print ("the COM object is gone\n");
      g_free (self);
    }
  return n_left;
}

static HRESULT
container_query_interface (IConnectionPointContainer *container, REFIID iid, void **out)
{
  *out = IS (iid, IID_IUnknown) || IS (iid, IID_IConnectionPointContainer) ? container : NULL;
  if (*out == NULL)
    return E_NOINTERFACE;
  FROM (container, container)->n_refs++;
  return S_OK;
}

static guint32
container_add_ref (IConnectionPointContainer *container)
{
  return ++FROM (container, container)->n_refs;
}

static guint32
container_release (IConnectionPointContainer *container)
{
  return com_stock_release (FROM (container, container));
}

static HRESULT
container_enum (IConnectionPointContainer *container, void **points)
{
  *points = NULL;
  return E_NOTIMPL;
}

static HRESULT
container_find (IConnectionPointContainer *container, REFIID iid, IConnectionPoint **point)
{
  *point = IS (iid, IID_IStockEvents) ? &FROM (container, container)->point : NULL;
  if (*point == NULL)
    return CONNECT_E_NOCONNECTION;
  FROM (container, container)->n_refs++;
  return S_OK;
}

static HRESULT
point_query_interface (IConnectionPoint *point, REFIID iid, void **out)
{
  *out = IS (iid, IID_IUnknown) || IS (iid, IID_IConnectionPoint) ? point : NULL;
  if (*out == NULL)
    return E_NOINTERFACE;
  FROM (point, point)->n_refs++;
  return S_OK;
}

static guint32
point_add_ref (IConnectionPoint *point)
{
  return ++FROM (point, point)->n_refs;
}

static guint32
point_release (IConnectionPoint *point)
{
  return com_stock_release (FROM (point, point));
}

static HRESULT
point_get_interface (IConnectionPoint *point, GUID *iid)
{
  *iid = IID_IStockEvents;
  return S_OK;
}

static HRESULT
point_get_container (IConnectionPoint *point, IConnectionPointContainer **container)
{
  *container = &FROM (point, point)->container;
  FROM (point, point)->n_refs++;
  return S_OK;
}

static HRESULT
point_advise (IConnectionPoint *point, IUnknown *sink, guint32 *cookie)
{
  GUID iid = IID_IStockEvents;
  void *events;

  *cookie = 0;
  if (sink->vtable->QueryInterface (sink, &iid, &events) != S_OK)
    return CONNECT_E_CANNOTCONNECT;
  FROM (point, point)->sink = events;
  *cookie = 1;
  return S_OK;
}

static HRESULT
point_unadvise (IConnectionPoint *point, guint32 cookie)
{
  IStockEvents *sink = FROM (point, point)->sink;

  if (cookie != 1 || sink == NULL)
    return CONNECT_E_NOCONNECTION;
  FROM (point, point)->sink = NULL;
  sink->vtable->Release (sink);
  return S_OK;
}

static HRESULT
point_enum (IConnectionPoint *point, void **connections)
{
  *connections = NULL;
  return E_NOTIMPL;
}

IUnknown *
com_stock_new (void)
{
  static const IConnectionPointContainerVtable container_vtable = {
    container_query_interface, container_add_ref, container_release, container_enum, container_find
  };
  static const IConnectionPointVtable point_vtable = {
    point_query_interface, point_add_ref, point_release, point_get_interface, point_get_container,
    point_advise, point_unadvise, point_enum
  };
  ComStock *self = g_new0 (ComStock, 1);

  self->container.vtable = &container_vtable;
  self->point.vtable = &point_vtable;
  self->n_refs = 1;
  return (IUnknown *) &self->container;
}

/* What follows stands for the life of the object, which fires. */

void
com_stock_set_price (IUnknown   *stock,
                     const char *symbol,
                     double      price)
{
  IStockEvents *sink = FROM (container, stock)->sink;
  guint32 n_bytes = (guint32) strlen (symbol) * 2;
  char *block = calloc (1, 8 + n_bytes + 2);

  memcpy (block + 4, &n_bytes, 4);
  for (guint i = 0; symbol[i] != '\0'; i++)
    block[8 + 2 * i] = symbol[i];
  if (sink != NULL)
    sink->vtable->PriceChanged (sink, (BSTR) (void *) (block + 8), price);
  free (block);
}

void
com_stock_close (IUnknown *stock)
{
  IStockEvents *sink = FROM (container, stock)->sink;
  VARIANT_BOOL answer = -1;

  if (sink != NULL)
    sink->vtable->MayClose (sink, &answer);
  g_print (answer ? "the stock closes\n" : "the stock stays open\n");
}

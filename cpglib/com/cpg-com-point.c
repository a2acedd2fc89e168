/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-export-private.h>
#include <cpglib/com/cpg-com-sink-proxy-private.h>
#include <cpglib/com/cpg-hresult.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>

/* IConnectionPoint of an exported source. */

static CpgComFunction get_connection_interface_called;
static CpgComFunction get_container_called;
static CpgComFunction advise_called;
static CpgComFunction unadvise_called;
static CpgComFunction enum_connections_called;
static void point_finalize (CpgComUnknown *unknown);

static CpgComSlot slots[] = {
  { CPG_COM_SIGNATURE ("hpp"),  get_connection_interface_called },
  { CPG_COM_SIGNATURE ("hpp"),  get_container_called },
  { CPG_COM_SIGNATURE ("hppp"), advise_called },
  { CPG_COM_SIGNATURE ("hpu"),  unadvise_called },
  { CPG_COM_SIGNATURE ("hpp"),  enum_connections_called }
};

static CpgComInterface point_interface = { { &cpg_iid_connection_point }, slots, G_N_ELEMENTS (slots) };
static CpgComInterface *interfaces[] = { &point_interface };

const CpgComClass cpg_com_point_class = {
  sizeof (CpgComPoint), interfaces, G_N_ELEMENTS (interfaces), NULL, point_finalize
};

static void
point_finalize (CpgComUnknown *unknown)
{
  g_object_unref (((CpgComPoint *) unknown)->point);
}

static guint32
get_connection_interface_called (CpgComUnknown     *unknown,
                                 const CpgComSlot  *slot,
                                 void             **args)
{
  CpgComPoint *self = (CpgComPoint *) unknown;
  CpgGuid *out = CPG_COM_ARG (args, 0, CpgGuid *);
  CpgOutgoingInterface *contract;

  if (out == NULL)
    return CPG_E_POINTER;
  *out = cpg_iid_null;

  contract = cpg_connection_point_get_connection_interface (self->point);
  if (contract == NULL)
    return CPG_E_UNEXPECTED;

  *out = contract->iid;
  if (unknown->dialect->iid_is_big_endian)
    cpg_com_guid_swap (out);
  return CPG_S_OK;
}

static guint32
get_container_called (CpgComUnknown     *unknown,
                      const CpgComSlot  *slot,
                      void             **args)
{
  return cpg_com_unknown_query (unknown->owner, &cpg_iid_connection_point_container,
                                CPG_COM_ARG (args, 0, gpointer *));
}

/* The order of the tests is that of [MC-MQAC] 3.16.4.6.1: a point that is full
 * does not ask the sink anything. */
static guint32
advise_called (CpgComUnknown     *unknown,
               const CpgComSlot  *slot,
               void             **args)
{
  CpgComPoint *self = (CpgComPoint *) unknown;
  gpointer sink = CPG_COM_ARG (args, 0, gpointer);
  guint32 *cookie = CPG_COM_ARG (args, 1, guint32 *);
  CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (self->point);
  g_autoptr (CpgComSinkProxy) proxy = NULL;
  g_autoptr (GError) error = NULL;

  if (cookie != NULL)
    *cookie = 0;
  if (sink == NULL || cookie == NULL)
    return CPG_E_POINTER;
  if (contract == NULL)
    return CPG_E_UNEXPECTED;
  if (cpg_connection_point_get_n_connections (self->point) >=
      cpg_connection_point_get_max_connections (self->point))
    return CPG_CONNECT_E_ADVISELIMIT;

  proxy = cpg_com_sink_proxy_new (contract, unknown->dialect, sink, &error);
  if (proxy != NULL)
    *cookie = cpg_com_sink_proxy_connect (proxy, self->point, &error);

  return cpg_error_to_hresult (error);
}

static guint32
unadvise_called (CpgComUnknown     *unknown,
                 const CpgComSlot  *slot,
                 void             **args)
{
  CpgComPoint *self = (CpgComPoint *) unknown;
  g_autoptr (GError) error = NULL;

  cpg_connection_point_unadvise (self->point, CPG_COM_ARG (args, 0, guint32), &error);

  return cpg_error_to_hresult (error);
}

static guint32
enum_connections_called (CpgComUnknown     *unknown,
                         const CpgComSlot  *slot,
                         void             **args)
{
  CpgComPoint *self = (CpgComPoint *) unknown;
  gpointer *out = CPG_COM_ARG (args, 0, gpointer *);
  g_autoptr (CpgEnumConnections) connections = NULL;
  g_autoptr (GError) error = NULL;

  if (!cpg_com_out_clear (out))
    return CPG_E_POINTER;

  connections = cpg_connection_point_enum_connections (self->point, &error);
  if (connections == NULL)
    return cpg_error_to_hresult (error);

  *out = cpg_com_enum_new_of_connections ((CpgComExport *) unknown->owner, connections);
  return CPG_S_OK;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

#include <cpglib/interfaces/cpg-connection-point.h>
#include <cpglib/interfaces/cpg-enum-connection-points.h>

G_BEGIN_DECLS

#define CPG_TYPE_CONNECTION_POINT_CONTAINER (cpg_connection_point_container_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_INTERFACE (CpgConnectionPointContainer, cpg_connection_point_container,
                     CPG, CONNECTION_POINT_CONTAINER, GObject)

/**
 * CpgConnectionPointContainerInterface:
 * @g_iface: the parent
 * @find_connection_point: finds a point by its IID
 * @enum_connection_points: gives a snapshot of the points
 * @list_connection_points: gives a list model of the points
 * @get_default_interface: gives the default contract
 * @accept_sink: (nullable): may refuse a sink: %FALSE, with an error that says
 *   why and that whoever advises gets. It comes after the limit of the point
 *   and the interface of the sink have been looked at, and in the thread that
 *   advises. Whether the sink is that of a COM client, and which, is what
 *   cpg_com_peek_unknown() tells
 * @listening_changed: (nullable): a point has got its first connection, or lost
 *   its last one: where a costly producer of events starts and stops. MFC's
 *   `OnAdvise`
 *
 * What a source implements. Every member has a default that serves the
 * outgoing interfaces which cpg_type_add_outgoing_interface() declared for
 * the type of the source: a class need not set any. The default of the last
 * two is to accept every sink and to do nothing.
 *
 * Calls of @listening_changed for one point come one at a time and in turn,
 * %TRUE first, in whichever thread advises or unadvises; what it does may
 * itself advise and unadvise. Signal handlers are no connections. It is not
 * called when the source goes, whose dispose() is the place for that.
 *
 * Since: 1.0
 */
struct _CpgConnectionPointContainerInterface
{
  GTypeInterface g_iface;

  CpgConnectionPoint      * (* find_connection_point)  (CpgConnectionPointContainer  *self,
                                                        const CpgGuid                *iid,
                                                        GError                      **error);
  CpgEnumConnectionPoints * (* enum_connection_points) (CpgConnectionPointContainer  *self);
  GListModel              * (* list_connection_points) (CpgConnectionPointContainer  *self);
  CpgOutgoingInterface    * (* get_default_interface)  (CpgConnectionPointContainer  *self);
  gboolean                  (* accept_sink)            (CpgConnectionPointContainer  *self,
                                                        CpgConnectionPoint           *point,
                                                        GObject                      *sink,
                                                        GError                      **error);
  void                      (* listening_changed)      (CpgConnectionPointContainer  *self,
                                                        CpgConnectionPoint           *point,
                                                        gboolean                      is_listened);

  /*< private >*/
  gpointer padding[8];
};

CPG_AVAILABLE_IN_ALL
CpgConnectionPoint      *cpg_connection_point_container_find_connection_point  (CpgConnectionPointContainer  *self,
                                                                                const CpgGuid                *iid,
                                                                                GError                      **error);
CPG_AVAILABLE_IN_ALL
CpgConnectionPoint      *cpg_connection_point_container_find_by_type           (CpgConnectionPointContainer  *self,
                                                                                GType                         iface,
                                                                                GError                      **error);
CPG_AVAILABLE_IN_ALL
CpgConnectionPoint      *cpg_connection_point_container_find_by_name           (CpgConnectionPointContainer  *self,
                                                                                const char                   *name,
                                                                                GError                      **error);
CPG_AVAILABLE_IN_ALL
CpgConnectionPoint      *cpg_connection_point_container_find_default           (CpgConnectionPointContainer  *self,
                                                                                GError                      **error);
CPG_AVAILABLE_IN_ALL
CpgEnumConnectionPoints *cpg_connection_point_container_enum_connection_points (CpgConnectionPointContainer  *self);
CPG_AVAILABLE_IN_ALL
GListModel              *cpg_connection_point_container_list_connection_points (CpgConnectionPointContainer  *self);
CPG_AVAILABLE_IN_ALL
CpgOutgoingInterface    *cpg_connection_point_container_get_default_interface  (CpgConnectionPointContainer  *self);

G_END_DECLS

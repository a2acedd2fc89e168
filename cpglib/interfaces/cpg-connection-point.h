/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

#include <cpglib/contract/cpg-outgoing-interface.h>
#include <cpglib/interfaces/cpg-enum-connections.h>

G_BEGIN_DECLS

typedef struct _CpgConnectionPointContainer CpgConnectionPointContainer;

/**
 * CpgAdviseFlags:
 * @CPG_ADVISE_NONE: the point owns the sink and calls it in the thread that
 *   fires
 * @CPG_ADVISE_WEAK: the point does not own the sink; the connection ends with
 *   it
 * @CPG_ADVISE_ONCE: the connection ends with the first call
 * @CPG_ADVISE_CONTEXT: the sink is called in the thread that runs a
 *   #GMainContext, in order; its answers don't count unless the round is in
 *   that thread
 * @CPG_ADVISE_COALESCE: with %CPG_ADVISE_CONTEXT: of calls that wait for the
 *   context only the newest of each method is kept, and it comes with
 *   %G_PRIORITY_DEFAULT_IDLE, after GTK has drawn, rather than with
 *   %G_PRIORITY_DEFAULT
 *
 * How a sink is connected.
 *
 * Since: 1.0
 */
typedef enum {
  CPG_ADVISE_NONE     = 0,
  CPG_ADVISE_WEAK     = 1 << 0,
  CPG_ADVISE_ONCE     = 1 << 1,
  CPG_ADVISE_CONTEXT  = 1 << 2,
  CPG_ADVISE_COALESCE = 1 << 3
} CpgAdviseFlags;

#define CPG_TYPE_CONNECTION_POINT (cpg_connection_point_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_INTERFACE (CpgConnectionPoint, cpg_connection_point, CPG, CONNECTION_POINT, GObject)

/**
 * CpgConnectionPointInterface:
 * @g_iface: the parent
 * @get_connection_interface: gives the contract
 * @get_container: gives a reference to the source, or %NULL once it is gone
 * @advise_full: connects a sink; gives 0 and sets the error if it can't
 * @unadvise: ends a connection
 * @block: makes a connection silent, counted
 * @unblock: takes one block back
 * @is_blocked: tells whether a connection is silent
 * @get_calls: tells how many calls of a connection went through a main context
 * @enum_connections: gives a snapshot of the connections
 * @list_connections: gives a list model of the connections
 * @get_n_connections: gives the number of connections
 * @get_max_connections: gives the limit
 * @set_max_connections: sets the limit
 *
 * What a connection point implements, besides the properties
 * #CpgConnectionPoint:n-connections and #CpgConnectionPoint:max-connections.
 *
 * A member that is left %NULL is told to the caller as
 * %CPG_ERROR_NOT_SUPPORTED, COM's `E_NOTIMPL`.
 *
 * Since: 1.0
 */
struct _CpgConnectionPointInterface
{
  GTypeInterface g_iface;

  CpgOutgoingInterface        * (* get_connection_interface) (CpgConnectionPoint  *self);
  CpgConnectionPointContainer * (* get_container)            (CpgConnectionPoint  *self);
  guint                         (* advise_full)              (CpgConnectionPoint  *self,
                                                              GObject             *sink,
                                                              CpgAdviseFlags       flags,
                                                              GMainContext        *context,
                                                              GError             **error);
  gboolean                      (* unadvise)                 (CpgConnectionPoint  *self,
                                                              guint                cookie,
                                                              GError             **error);
  gboolean                      (* block)                    (CpgConnectionPoint  *self,
                                                              guint                cookie,
                                                              GError             **error);
  gboolean                      (* unblock)                  (CpgConnectionPoint  *self,
                                                              guint                cookie,
                                                              GError             **error);
  gboolean                      (* is_blocked)               (CpgConnectionPoint  *self,
                                                              guint                cookie);
  void                          (* get_calls)                (CpgConnectionPoint  *self,
                                                              guint                cookie,
                                                              guint64             *n_delivered,
                                                              guint64             *n_dropped);
  CpgEnumConnections          * (* enum_connections)         (CpgConnectionPoint  *self,
                                                              GError             **error);
  GListModel                  * (* list_connections)         (CpgConnectionPoint  *self);
  guint                         (* get_n_connections)        (CpgConnectionPoint  *self);
  guint                         (* get_max_connections)      (CpgConnectionPoint  *self);
  void                          (* set_max_connections)      (CpgConnectionPoint  *self,
                                                              guint                max);
};

CPG_AVAILABLE_IN_ALL
CpgOutgoingInterface        *cpg_connection_point_get_connection_interface (CpgConnectionPoint  *self);
CPG_AVAILABLE_IN_ALL
CpgConnectionPointContainer *cpg_connection_point_get_container            (CpgConnectionPoint  *self);
CPG_AVAILABLE_IN_ALL
guint                        cpg_connection_point_advise                   (CpgConnectionPoint  *self,
                                                                            GObject             *sink,
                                                                            GError             **error);
CPG_AVAILABLE_IN_ALL
guint                        cpg_connection_point_advise_full              (CpgConnectionPoint  *self,
                                                                            GObject             *sink,
                                                                            CpgAdviseFlags       flags,
                                                                            GMainContext        *context,
                                                                            GError             **error);
CPG_AVAILABLE_IN_ALL
gboolean                     cpg_connection_point_unadvise                 (CpgConnectionPoint  *self,
                                                                            guint                cookie,
                                                                            GError             **error);
CPG_AVAILABLE_IN_ALL
gboolean                     cpg_connection_point_block                    (CpgConnectionPoint  *self,
                                                                            guint                cookie,
                                                                            GError             **error);
CPG_AVAILABLE_IN_ALL
gboolean                     cpg_connection_point_unblock                  (CpgConnectionPoint  *self,
                                                                            guint                cookie,
                                                                            GError             **error);
CPG_AVAILABLE_IN_ALL
gboolean                     cpg_connection_point_is_blocked               (CpgConnectionPoint  *self,
                                                                            guint                cookie);
CPG_AVAILABLE_IN_ALL
void                         cpg_connection_point_get_calls                (CpgConnectionPoint  *self,
                                                                            guint                cookie,
                                                                            guint64             *n_delivered,
                                                                            guint64             *n_dropped);
CPG_AVAILABLE_IN_ALL
CpgEnumConnections          *cpg_connection_point_enum_connections         (CpgConnectionPoint  *self,
                                                                            GError             **error);
CPG_AVAILABLE_IN_ALL
GListModel                  *cpg_connection_point_list_connections         (CpgConnectionPoint  *self);
CPG_AVAILABLE_IN_ALL
guint                        cpg_connection_point_get_n_connections        (CpgConnectionPoint  *self);
CPG_AVAILABLE_IN_ALL
guint                        cpg_connection_point_get_max_connections      (CpgConnectionPoint  *self);
CPG_AVAILABLE_IN_ALL
void                         cpg_connection_point_set_max_connections      (CpgConnectionPoint  *self,
                                                                            guint                max);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-error.h>
#include <cpglib/interfaces/cpg-connection-point.h>
#include <cpglib/interfaces/cpg-vfunc-private.h>

/**
 * SECTION:cpg-connection-point
 * @title: CpgConnectionPoint
 * @short_description: where sinks connect to a source
 * @see_also: #CpgConnectionPointContainer, #CpgSignalPoint, #CpgConnection
 *
 * One for each outgoing interface of a source.
 */

/**
 * CpgConnectionPoint:
 *
 * The connection point of one source for one outgoing interface: COM's
 * `IConnectionPoint`.
 *
 * cpg_connection_point_advise() connects a sink and gives a *cookie*, with
 * which cpg_connection_point_unadvise() ends the connection. Cookies are per
 * point, never 0, and one that was given out is not given out again while
 * 2³² others are left. The same sink may be connected twice: two connections
 * with two cookies.
 *
 * A point knows its source weakly. Once the source is gone its sinks are
 * released, cpg_connection_point_get_container() gives %NULL and
 * cpg_connection_point_advise() fails with %CPG_ERROR_DISCONNECTED.
 *
 * The points of cpglib, #CpgSignalPoint, may be used from any thread.
 *
 * Since: 1.0
 */

G_DEFINE_INTERFACE (CpgConnectionPoint, cpg_connection_point, G_TYPE_OBJECT)

static void
cpg_connection_point_default_init (CpgConnectionPointInterface *iface)
{
  /**
   * CpgConnectionPoint:n-connections:
   *
   * The number of connections. It is notified in the thread that changed it.
   *
   * Since: 1.0
   */
  g_object_interface_install_property (iface,
    g_param_spec_uint ("n-connections", NULL, "The number of connections",
                       0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  /**
   * CpgConnectionPoint:max-connections:
   *
   * How many connections the point takes; %G_MAXUINT for no limit. A limit
   * under the present number ends no connection.
   *
   * Since: 1.0
   */
  g_object_interface_install_property (iface,
    g_param_spec_uint ("max-connections", NULL, "How many connections the point takes",
                       0, G_MAXUINT, G_MAXUINT,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
}

/**
 * cpg_connection_point_get_connection_interface:
 * @self: a connection point
 *
 * Gives the contract of the point: COM's `GetConnectionInterface`.
 *
 * Returns: (transfer none): the contract
 *
 * Since: 1.0
 */
CpgOutgoingInterface *
cpg_connection_point_get_connection_interface (CpgConnectionPoint *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), NULL);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->get_connection_interface == NULL)
    return NULL;

  return CPG_CONNECTION_POINT_GET_IFACE (self)->get_connection_interface (self);
}

/**
 * cpg_connection_point_get_container:
 * @self: a connection point
 *
 * Gives the source that the point belongs to: COM's
 * `GetConnectionPointContainer`.
 *
 * Returns: (transfer full) (nullable): the source, or %NULL once it is gone
 *
 * Since: 1.0
 */
CpgConnectionPointContainer *
cpg_connection_point_get_container (CpgConnectionPoint *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), NULL);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->get_container == NULL)
    return NULL;

  return CPG_CONNECTION_POINT_GET_IFACE (self)->get_container (self);
}

/**
 * cpg_connection_point_advise:
 * @self: a connection point
 * @sink: an object that implements the interface of the point
 * @error: return location for an error
 *
 * Connects a sink: COM's `Advise`. The point owns the sink from then on and
 * calls it in the thread that fires.
 *
 * A sink that owns its source makes a cycle until the connection is ended.
 *
 * Returns: the cookie, or 0 with %CPG_ERROR_DISCONNECTED if the source is
 *   gone, %CPG_ERROR_ADVISE_LIMIT if the point takes no more connections, or
 *   %CPG_ERROR_CANNOT_CONNECT if @sink lacks the interface
 *
 * Since: 1.0
 */
guint
cpg_connection_point_advise (CpgConnectionPoint  *self,
                             GObject             *sink,
                             GError             **error)
{
  return cpg_connection_point_advise_full (self, sink, CPG_ADVISE_NONE, NULL, error);
}

/**
 * cpg_connection_point_advise_full:
 * @self: a connection point
 * @sink: an object that implements the interface of the point
 * @flags: how to connect it
 * @context: (nullable): with %CPG_ADVISE_CONTEXT, where @sink is to be
 *   called; %NULL for the thread-default context of the caller
 * @error: return location for an error
 *
 * Connects a sink; see cpg_connection_point_advise().
 *
 * With %CPG_ADVISE_CONTEXT the sink is called in the thread that runs the
 * main context: directly if that is the thread that fires and no call waits, else
 * when the context comes to it. Calls arrive in the order in which they were
 * fired. Their arguments are copied once a round; what a gpointer points to is
 * not. The answers of such calls come too late to count. At most 10 000 calls
 * wait; beyond that the oldest is dropped, and counted, see
 * cpg_connection_point_get_calls(). With %CPG_ADVISE_ONCE the first call that
 * is delivered ends the connection.
 *
 * Once cpg_connection_point_unadvise() has returned in that thread nothing
 * more arrives. What was fired before the end of the source still does.
 *
 * Returns: the cookie, or 0 with an error: those of
 *   cpg_connection_point_advise(), or %CPG_ERROR_INVALID_ARGUMENT for flags or
 *   a context that need %CPG_ADVISE_CONTEXT
 *
 * Since: 1.0
 */
guint
cpg_connection_point_advise_full (CpgConnectionPoint  *self,
                                  GObject             *sink,
                                  CpgAdviseFlags       flags,
                                  GMainContext        *context,
                                  GError             **error)
{
  GError *reason = NULL;
  guint cookie;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), 0);
  g_return_val_if_fail (G_IS_OBJECT (sink), 0);
  g_return_val_if_fail (error == NULL || *error == NULL, 0);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->advise_full == NULL)
    return cpg_vfunc_missing (self, "advise_full", error);

  cookie = CPG_CONNECTION_POINT_GET_IFACE (self)->advise_full (self, sink, flags, context, &reason);

  return cpg_vfunc_result (cookie != 0, self, "advise_full", reason, error) ? cookie : 0;
}

/**
 * cpg_connection_point_unadvise:
 * @self: a connection point
 * @cookie: the cookie of a connection
 * @error: return location for an error
 *
 * Ends a connection: COM's `Unadvise`. A sink that the point owned is
 * released, at the end of the round if one is under way.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_NO_CONNECTION if the point has no
 *   such connection
 *
 * Since: 1.0
 */
gboolean
cpg_connection_point_unadvise (CpgConnectionPoint  *self,
                               guint                cookie,
                               GError             **error)
{
  GError *reason = NULL;
  gboolean done;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->unadvise == NULL)
    return cpg_vfunc_missing (self, "unadvise", error);

  done = CPG_CONNECTION_POINT_GET_IFACE (self)->unadvise (self, cookie, &reason);

  return cpg_vfunc_result (done, self, "unadvise", reason, error);
}

/**
 * cpg_connection_point_block:
 * @self: a connection point
 * @cookie: the cookie of a connection
 * @error: return location for an error
 *
 * Makes a connection silent until as many cpg_connection_point_unblock()
 * calls follow. What is fired meanwhile is not kept for it; a call that waits
 * for a main context is dropped if its turn comes meanwhile.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_NO_CONNECTION if the point has no
 *   such connection
 *
 * Since: 1.0
 */
gboolean
cpg_connection_point_block (CpgConnectionPoint  *self,
                            guint                cookie,
                            GError             **error)
{
  GError *reason = NULL;
  gboolean done;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->block == NULL)
    return cpg_vfunc_missing (self, "block", error);

  done = CPG_CONNECTION_POINT_GET_IFACE (self)->block (self, cookie, &reason);

  return cpg_vfunc_result (done, self, "block", reason, error);
}

/**
 * cpg_connection_point_unblock:
 * @self: a connection point
 * @cookie: the cookie of a connection
 * @error: return location for an error
 *
 * Takes one cpg_connection_point_block() back.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_NO_CONNECTION if the point has no
 *   such connection, or %CPG_ERROR_INVALID_ARGUMENT if it is not blocked
 *
 * Since: 1.0
 */
gboolean
cpg_connection_point_unblock (CpgConnectionPoint  *self,
                              guint                cookie,
                              GError             **error)
{
  GError *reason = NULL;
  gboolean done;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->unblock == NULL)
    return cpg_vfunc_missing (self, "unblock", error);

  done = CPG_CONNECTION_POINT_GET_IFACE (self)->unblock (self, cookie, &reason);

  return cpg_vfunc_result (done, self, "unblock", reason, error);
}

/**
 * cpg_connection_point_is_blocked:
 * @self: a connection point
 * @cookie: the cookie of a connection
 *
 * Tells whether a connection is silent.
 *
 * Returns: %TRUE if the connection is there and blocked
 *
 * Since: 1.0
 */
gboolean
cpg_connection_point_is_blocked (CpgConnectionPoint *self,
                                 guint               cookie)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), FALSE);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->is_blocked == NULL)
    return FALSE;

  return CPG_CONNECTION_POINT_GET_IFACE (self)->is_blocked (self, cookie);
}

/**
 * cpg_connection_point_get_calls:
 * @self: a connection point
 * @cookie: the cookie of a connection
 * @n_delivered: (out): how many calls its main context has delivered
 * @n_dropped: (out): how many were dropped while they waited: because too
 *   many did (10 000), because a newer one of the same method came with
 *   %CPG_ADVISE_COALESCE, or because the connection was blocked when their
 *   turn came
 *
 * Tells how many calls of a connection that was made with
 * %CPG_ADVISE_CONTEXT went through its main context. Calls that are made
 * directly are not counted, for that would cost more than they do.
 *
 * Since: 1.0
 */
void
cpg_connection_point_get_calls (CpgConnectionPoint *self,
                                guint               cookie,
                                guint64            *n_delivered,
                                guint64            *n_dropped)
{
  g_return_if_fail (CPG_IS_CONNECTION_POINT (self));
  g_return_if_fail (n_delivered != NULL);
  g_return_if_fail (n_dropped != NULL);

  *n_delivered = *n_dropped = 0;
  if (CPG_CONNECTION_POINT_GET_IFACE (self)->get_calls != NULL)
    CPG_CONNECTION_POINT_GET_IFACE (self)->get_calls (self, cookie, n_delivered, n_dropped);
}

/**
 * cpg_connection_point_enum_connections:
 * @self: a connection point
 * @error: return location for an error
 *
 * Gives a snapshot of the connections, in the order in which they were made:
 * COM's `EnumConnections`. A point without connections gives an empty one.
 *
 * Returns: (transfer full): the enumerator, or %NULL with
 *   %CPG_ERROR_NOT_SUPPORTED if the point can't list its connections, which
 *   COM allows
 *
 * Since: 1.0
 */
CpgEnumConnections *
cpg_connection_point_enum_connections (CpgConnectionPoint  *self,
                                       GError             **error)
{
  GError *reason = NULL;
  CpgEnumConnections *connections;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->enum_connections == NULL)
    {
      cpg_vfunc_missing (self, "enum_connections", error);
      return NULL;
    }

  connections = CPG_CONNECTION_POINT_GET_IFACE (self)->enum_connections (self, &reason);
  cpg_vfunc_result (connections != NULL, self, "enum_connections", reason, error);

  return connections;
}

/**
 * cpg_connection_point_list_connections:
 * @self: a connection point
 *
 * Gives a list model of the connections that follows every change, for list
 * views. It is to be used in the thread that asked for it, whose thread-default
 * #GMainContext brings it the changes that other threads make.
 *
 * Returns: (transfer full) (nullable): a list model of #CpgConnection, or
 *   %NULL if the implementation has none
 *
 * Since: 1.0
 */
GListModel *
cpg_connection_point_list_connections (CpgConnectionPoint *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), NULL);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->list_connections == NULL)
    return NULL;

  return CPG_CONNECTION_POINT_GET_IFACE (self)->list_connections (self);
}

/**
 * cpg_connection_point_get_n_connections: (get-property n-connections)
 * @self: a connection point
 *
 * Gives the number of connections, blocked ones included.
 *
 * Returns: the number
 *
 * Since: 1.0
 */
guint
cpg_connection_point_get_n_connections (CpgConnectionPoint *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), 0);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->get_n_connections == NULL)
    return 0;

  return CPG_CONNECTION_POINT_GET_IFACE (self)->get_n_connections (self);
}

/**
 * cpg_connection_point_get_max_connections: (get-property max-connections)
 * @self: a connection point
 *
 * Gives the limit of connections.
 *
 * Returns: the limit, or %G_MAXUINT for none
 *
 * Since: 1.0
 */
guint
cpg_connection_point_get_max_connections (CpgConnectionPoint *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), 0);

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->get_max_connections == NULL)
    return G_MAXUINT;

  return CPG_CONNECTION_POINT_GET_IFACE (self)->get_max_connections (self);
}

/**
 * cpg_connection_point_set_max_connections: (set-property max-connections)
 * @self: a connection point
 * @max: the limit, or %G_MAXUINT for none
 *
 * Sets the limit of connections.
 *
 * Since: 1.0
 */
void
cpg_connection_point_set_max_connections (CpgConnectionPoint *self,
                                          guint               max)
{
  g_return_if_fail (CPG_IS_CONNECTION_POINT (self));

  if (CPG_CONNECTION_POINT_GET_IFACE (self)->set_max_connections != NULL)
    CPG_CONNECTION_POINT_GET_IFACE (self)->set_max_connections (self, max);
}

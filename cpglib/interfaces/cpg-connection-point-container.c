/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-error.h>
#include <cpglib/interfaces/cpg-connection-point-container-private.h>
#include <cpglib/interfaces/cpg-vfunc-private.h>

/**
 * SECTION:cpg-connection-point-container
 * @title: CpgConnectionPointContainer
 * @short_description: a source of events: a connectable object
 * @see_also: #CpgConnectionPoint, #CpgConnectable
 *
 * Where a client finds the connection points of a source.
 */

/**
 * CpgConnectionPointContainer:
 *
 * An object that has connection points, one for each of its outgoing
 * interfaces: COM's `IConnectionPointContainer`, a *connectable object*.
 *
 * Any #GObject class becomes one by implementing this interface, none of whose
 * members needs to be set, and declaring its outgoing interfaces:
 *
 * |[<!-- language="C" -->
 * G_DEFINE_TYPE_WITH_CODE (Stock, stock, MY_TYPE_THING,
 *                          G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT_CONTAINER, NULL)
 *                          CPG_OUTGOING_INTERFACE (STOCK_TYPE_EVENTS, CPG_OUTGOING_DEFAULT))
 * ]|
 *
 * #CpgConnectable is a ready base class.
 *
 * The container owns its points and makes them on demand; asking twice gives
 * the same point. The defaults may be used from any thread.
 *
 * Since: 1.0
 */

G_DEFINE_INTERFACE (CpgConnectionPointContainer, cpg_connection_point_container, G_TYPE_OBJECT)

static void
cpg_connection_point_container_default_init (CpgConnectionPointContainerInterface *iface)
{
  cpg_connection_point_container_set_defaults (iface);
}

/**
 * cpg_connection_point_container_find_connection_point:
 * @self: a source
 * @iid: the IID of an outgoing interface
 * @error: return location for an error
 *
 * Finds the connection point for an interface by its IID: COM's
 * `FindConnectionPoint`.
 *
 * Returns: (transfer full): the point, or %NULL with %CPG_ERROR_NO_CONNECTION
 *   if @self has no such outgoing interface
 *
 * Since: 1.0
 */
CpgConnectionPoint *
cpg_connection_point_container_find_connection_point (CpgConnectionPointContainer  *self,
                                                      const CpgGuid                *iid,
                                                      GError                      **error)
{
  GError *reason = NULL;
  CpgConnectionPoint *point;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT_CONTAINER (self), NULL);
  g_return_val_if_fail (iid != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  point = CPG_CONNECTION_POINT_CONTAINER_GET_IFACE (self)->find_connection_point (self, iid, &reason);
  cpg_vfunc_result (point != NULL, self, "find_connection_point", reason, error);

  return point;
}

/**
 * cpg_connection_point_container_find_by_type:
 * @self: a source
 * @iface: the type of an outgoing interface
 * @error: return location for an error
 *
 * Finds the connection point for an interface by its type.
 *
 * Returns: (transfer full): the point, or %NULL with %CPG_ERROR_NO_CONNECTION
 *   if @self has no such outgoing interface, or %CPG_ERROR_INVALID_CONTRACT
 *   if @iface is no outgoing interface at all
 *
 * Since: 1.0
 */
CpgConnectionPoint *
cpg_connection_point_container_find_by_type (CpgConnectionPointContainer  *self,
                                             GType                         iface,
                                             GError                      **error)
{
  CpgOutgoingInterface *contract;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT_CONTAINER (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  contract = cpg_outgoing_interface_for_type (iface, error);
  if (contract == NULL)
    return NULL;

  return cpg_connection_point_container_find_connection_point (self,
                                                               cpg_outgoing_interface_get_iid (contract),
                                                               error);
}

/**
 * cpg_connection_point_container_find_by_name:
 * @self: a source
 * @name: the name of the type of an outgoing interface, as `StockEvents`
 * @error: return location for an error
 *
 * Finds the connection point for an interface by the name of its type.
 *
 * Returns: (transfer full): the point, or %NULL with
 *   %CPG_ERROR_INVALID_CONTRACT if the process has no type of that name, or
 *   one that is no outgoing interface, or %CPG_ERROR_NO_CONNECTION if @self
 *   does not have that interface
 *
 * Since: 1.0
 */
CpgConnectionPoint *
cpg_connection_point_container_find_by_name (CpgConnectionPointContainer  *self,
                                             const char                   *name,
                                             GError                      **error)
{
  GType iface;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT_CONTAINER (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  iface = g_type_from_name (name);
  if (iface == G_TYPE_INVALID)
    {
      g_autofree char *shown = g_utf8_make_valid (name, -1);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "There is no type named “%s”", shown);
      return NULL;
    }

  return cpg_connection_point_container_find_by_type (self, iface, error);
}

/* What a source has, for a message. */
static char *
list_interfaces (CpgConnectionPointContainer *self)
{
  g_autoptr (CpgEnumConnectionPoints) points = cpg_connection_point_container_enum_connection_points (self);
  g_autoptr (GPtrArray) found = NULL;
  GString *names = g_string_new (NULL);

  /* One in Python that raises has none. */
  if (points != NULL)
    found = cpg_enum_connection_points_next (points, G_MAXUINT);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (g_ptr_array_index (found, i));

      if (contract != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                cpg_outgoing_interface_get_name (contract));
    }
  return g_string_free (names, FALSE);
}

/**
 * cpg_connection_point_container_find_default:
 * @self: a source
 * @error: return location for an error
 *
 * Finds the connection point for the default interface: what a client takes
 * that names none. COM asks `IProvideClassInfo2::GetGUID` for it, then
 * `FindConnectionPoint`.
 *
 * Returns: (transfer full): the point, or %NULL with %CPG_ERROR_NO_CONNECTION
 *   if @self declares no default; the message names the interfaces that it has
 *
 * Since: 1.0
 */
CpgConnectionPoint *
cpg_connection_point_container_find_default (CpgConnectionPointContainer  *self,
                                             GError                      **error)
{
  g_autofree char *others = NULL;
  CpgOutgoingInterface *contract;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT_CONTAINER (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  contract = cpg_connection_point_container_get_default_interface (self);
  if (contract != NULL)
    return cpg_connection_point_container_find_connection_point (self,
                                                                 cpg_outgoing_interface_get_iid (contract),
                                                                 error);

  others = list_interfaces (self);
  g_set_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION,
               "%s has no default outgoing interface; it has %s",
               G_OBJECT_TYPE_NAME (self), *others != '\0' ? others : "none");
  return NULL;
}

/**
 * cpg_connection_point_container_enum_connection_points:
 * @self: a source
 *
 * Gives a snapshot of the connection points, in the order in which the
 * interfaces were declared, those of the ancestors of the class first: COM's
 * `EnumConnectionPoints`.
 *
 * Returns: (transfer full): the enumerator
 *
 * Since: 1.0
 */
CpgEnumConnectionPoints *
cpg_connection_point_container_enum_connection_points (CpgConnectionPointContainer *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT_CONTAINER (self), NULL);

  return CPG_CONNECTION_POINT_CONTAINER_GET_IFACE (self)->enum_connection_points (self);
}

/**
 * cpg_connection_point_container_list_connection_points:
 * @self: a source
 *
 * Gives a list model of the connection points, for list views. It is empty
 * once the source is gone.
 *
 * Returns: (transfer full): a list model of #CpgConnectionPoint
 *
 * Since: 1.0
 */
GListModel *
cpg_connection_point_container_list_connection_points (CpgConnectionPointContainer *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT_CONTAINER (self), NULL);

  return CPG_CONNECTION_POINT_CONTAINER_GET_IFACE (self)->list_connection_points (self);
}

/**
 * cpg_connection_point_container_get_default_interface:
 * @self: a source
 *
 * Gives the interface that was declared with %CPG_OUTGOING_DEFAULT: what
 * COM's `IProvideClassInfo2::GetGUID` gives. Of a class and its ancestors the
 * nearest that declares one counts.
 *
 * Returns: (transfer none) (nullable): the contract, or %NULL if the source
 *   declares none
 *
 * Since: 1.0
 */
CpgOutgoingInterface *
cpg_connection_point_container_get_default_interface (CpgConnectionPointContainer *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT_CONTAINER (self), NULL);

  return CPG_CONNECTION_POINT_CONTAINER_GET_IFACE (self)->get_default_interface (self);
}

gboolean
cpg_connection_point_container_accept_sink (CpgConnectionPointContainer  *self,
                                            CpgConnectionPoint           *point,
                                            GObject                      *sink,
                                            GError                      **error)
{
  CpgConnectionPointContainerInterface *iface = CPG_CONNECTION_POINT_CONTAINER_GET_IFACE (self);
  GError *reason = NULL;
  gboolean is_accepted;

  if (iface->accept_sink == NULL)
    return TRUE;

  is_accepted = iface->accept_sink (self, point, sink, &reason);
  return cpg_vfunc_result (is_accepted, self, "accept_sink", reason, error);
}

void
cpg_connection_point_container_listening_changed (CpgConnectionPointContainer *self,
                                                  CpgConnectionPoint          *point,
                                                  gboolean                     is_listened)
{
  CpgConnectionPointContainerInterface *iface = CPG_CONNECTION_POINT_CONTAINER_GET_IFACE (self);

  if (iface->listening_changed != NULL)
    iface->listening_changed (self, point, is_listened);
}

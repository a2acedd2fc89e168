/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/interfaces/cpg-enum-connections.h>

/**
 * SECTION:cpg-enum-connections
 * @title: CpgEnumConnections
 * @short_description: walks over the connections of a point
 * @see_also: #CpgConnectionPoint
 *
 * An enumerator of the connections of a point, as COM has it.
 */

/**
 * CpgEnumConnections:
 *
 * An enumerator of the connections of a point: COM's `IEnumConnections`.
 *
 * An enumerator is a snapshot: it lists what there was when it was made, owns
 * what it lists, and may outlive the point and its source.
 * It is to be used by one thread at a time.
 *
 * In Python and JavaScript it can be iterated over.
 *
 * Since: 1.0
 */

G_DEFINE_INTERFACE (CpgEnumConnections, cpg_enum_connections, G_TYPE_OBJECT)

static void
cpg_enum_connections_default_init (CpgEnumConnectionsInterface *iface)
{
}

/**
 * cpg_enum_connections_next:
 * @self: an enumerator
 * @n: how many elements to give at most
 *
 * Gives the next elements and moves past them. COM's `Next` with its
 * `S_FALSE` is here an array of less than @n elements; at the end it is empty.
 *
 * Returns: (transfer container) (element-type CpgConnection): the elements,
 *   in the order of their advise(); the array owns them
 *
 * Since: 1.0
 */
GPtrArray *
cpg_enum_connections_next (CpgEnumConnections *self,
                           guint               n)
{
  GPtrArray *elements = NULL;

  g_return_val_if_fail (CPG_IS_ENUM_CONNECTIONS (self), NULL);

  if (CPG_ENUM_CONNECTIONS_GET_IFACE (self)->next != NULL)
    elements = CPG_ENUM_CONNECTIONS_GET_IFACE (self)->next (self, n);

  return elements != NULL ? elements : g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cpg_enum_connections_skip:
 * @self: an enumerator
 * @n: how many elements to pass over
 *
 * Passes over elements. Where fewer are left the enumerator is at its end
 * afterwards.
 *
 * Returns: %FALSE if fewer were left (COM: `S_FALSE`)
 *
 * Since: 1.0
 */
gboolean
cpg_enum_connections_skip (CpgEnumConnections *self,
                           guint               n)
{
  g_return_val_if_fail (CPG_IS_ENUM_CONNECTIONS (self), FALSE);

  if (CPG_ENUM_CONNECTIONS_GET_IFACE (self)->skip == NULL)
    return FALSE;

  return CPG_ENUM_CONNECTIONS_GET_IFACE (self)->skip (self, n);
}

/**
 * cpg_enum_connections_reset:
 * @self: an enumerator
 *
 * Goes back to the first element of the same snapshot.
 *
 * Since: 1.0
 */
void
cpg_enum_connections_reset (CpgEnumConnections *self)
{
  g_return_if_fail (CPG_IS_ENUM_CONNECTIONS (self));

  if (CPG_ENUM_CONNECTIONS_GET_IFACE (self)->reset != NULL)
    CPG_ENUM_CONNECTIONS_GET_IFACE (self)->reset (self);
}

/**
 * cpg_enum_connections_clone:
 * @self: an enumerator
 *
 * Makes an enumerator of the same elements at the same position, which from
 * then on goes its own way.
 *
 * Returns: (transfer full) (nullable): the new enumerator, or %NULL if the
 *   implementation can't be cloned
 *
 * Since: 1.0
 */
CpgEnumConnections *
cpg_enum_connections_clone (CpgEnumConnections *self)
{
  g_return_val_if_fail (CPG_IS_ENUM_CONNECTIONS (self), NULL);

  if (CPG_ENUM_CONNECTIONS_GET_IFACE (self)->clone == NULL)
    return NULL;

  return CPG_ENUM_CONNECTIONS_GET_IFACE (self)->clone (self);
}

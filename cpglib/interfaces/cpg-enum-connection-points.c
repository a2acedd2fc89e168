/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/interfaces/cpg-enum-connection-points.h>

/**
 * SECTION:cpg-enum-connection-points
 * @title: CpgEnumConnectionPoints
 * @short_description: walks over the connection points of a source
 * @see_also: #CpgConnectionPointContainer
 *
 * An enumerator of the connection points of a source, as COM has it.
 */

/**
 * CpgEnumConnectionPoints:
 *
 * An enumerator of the connection points of a source: COM's `IEnumConnectionPoints`.
 *
 * An enumerator is a snapshot: it lists what there was when it was made, owns
 * what it lists, and may outlive their source.
 * It is to be used by one thread at a time.
 *
 * In Python and JavaScript it can be iterated over.
 *
 * Since: 1.0
 */

G_DEFINE_INTERFACE (CpgEnumConnectionPoints, cpg_enum_connection_points, G_TYPE_OBJECT)

static void
cpg_enum_connection_points_default_init (CpgEnumConnectionPointsInterface *iface)
{
}

/**
 * cpg_enum_connection_points_next:
 * @self: an enumerator
 * @n: how many elements to give at most
 *
 * Gives the next elements and moves past them. COM's `Next` with its
 * `S_FALSE` is here an array of less than @n elements; at the end it is empty.
 *
 * Returns: (transfer container) (element-type CpgConnectionPoint): the elements,
 *   in the order of their declaration; the array owns them
 *
 * Since: 1.0
 */
GPtrArray *
cpg_enum_connection_points_next (CpgEnumConnectionPoints *self,
                                 guint                    n)
{
  GPtrArray *elements = NULL;

  g_return_val_if_fail (CPG_IS_ENUM_CONNECTION_POINTS (self), NULL);

  if (CPG_ENUM_CONNECTION_POINTS_GET_IFACE (self)->next != NULL)
    elements = CPG_ENUM_CONNECTION_POINTS_GET_IFACE (self)->next (self, n);

  return elements != NULL ? elements : g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cpg_enum_connection_points_skip:
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
cpg_enum_connection_points_skip (CpgEnumConnectionPoints *self,
                                 guint                    n)
{
  g_return_val_if_fail (CPG_IS_ENUM_CONNECTION_POINTS (self), FALSE);

  if (CPG_ENUM_CONNECTION_POINTS_GET_IFACE (self)->skip == NULL)
    return FALSE;

  return CPG_ENUM_CONNECTION_POINTS_GET_IFACE (self)->skip (self, n);
}

/**
 * cpg_enum_connection_points_reset:
 * @self: an enumerator
 *
 * Goes back to the first element of the same snapshot.
 *
 * Since: 1.0
 */
void
cpg_enum_connection_points_reset (CpgEnumConnectionPoints *self)
{
  g_return_if_fail (CPG_IS_ENUM_CONNECTION_POINTS (self));

  if (CPG_ENUM_CONNECTION_POINTS_GET_IFACE (self)->reset != NULL)
    CPG_ENUM_CONNECTION_POINTS_GET_IFACE (self)->reset (self);
}

/**
 * cpg_enum_connection_points_clone:
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
CpgEnumConnectionPoints *
cpg_enum_connection_points_clone (CpgEnumConnectionPoints *self)
{
  g_return_val_if_fail (CPG_IS_ENUM_CONNECTION_POINTS (self), NULL);

  if (CPG_ENUM_CONNECTION_POINTS_GET_IFACE (self)->clone == NULL)
    return NULL;

  return CPG_ENUM_CONNECTION_POINTS_GET_IFACE (self)->clone (self);
}

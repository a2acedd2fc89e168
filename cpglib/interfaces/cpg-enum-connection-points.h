/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

#include <cpglib/cpg-version-macros.h>

G_BEGIN_DECLS

#define CPG_TYPE_ENUM_CONNECTION_POINTS (cpg_enum_connection_points_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_INTERFACE (CpgEnumConnectionPoints, cpg_enum_connection_points, CPG, ENUM_CONNECTION_POINTS, GObject)

/**
 * CpgEnumConnectionPointsInterface:
 * @g_iface: the parent
 * @next: gives the next elements; see cpg_enum_connection_points_next()
 * @skip: passes over elements; see cpg_enum_connection_points_skip()
 * @reset: starts again; see cpg_enum_connection_points_reset()
 * @clone: makes another enumerator at the same position; see
 *   cpg_enum_connection_points_clone()
 *
 * What an enumerator implements.
 *
 * Since: 1.0
 */
struct _CpgEnumConnectionPointsInterface
{
  GTypeInterface g_iface;

  GPtrArray              * (* next)  (CpgEnumConnectionPoints *self,
                                      guint                    n);
  gboolean                 (* skip)  (CpgEnumConnectionPoints *self,
                                      guint                    n);
  void                     (* reset) (CpgEnumConnectionPoints *self);
  CpgEnumConnectionPoints * (* clone) (CpgEnumConnectionPoints *self);
};

CPG_AVAILABLE_IN_ALL
GPtrArray              *cpg_enum_connection_points_next  (CpgEnumConnectionPoints *self,
                                                          guint                    n);
CPG_AVAILABLE_IN_ALL
gboolean                cpg_enum_connection_points_skip  (CpgEnumConnectionPoints *self,
                                                          guint                    n);
CPG_AVAILABLE_IN_ALL
void                    cpg_enum_connection_points_reset (CpgEnumConnectionPoints *self);
CPG_AVAILABLE_IN_ALL
CpgEnumConnectionPoints *cpg_enum_connection_points_clone (CpgEnumConnectionPoints *self);

G_END_DECLS

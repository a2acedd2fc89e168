/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

#include <cpglib/cpg-version-macros.h>

G_BEGIN_DECLS

#define CPG_TYPE_ENUM_CONNECTIONS (cpg_enum_connections_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_INTERFACE (CpgEnumConnections, cpg_enum_connections, CPG, ENUM_CONNECTIONS, GObject)

/**
 * CpgEnumConnectionsInterface:
 * @g_iface: the parent
 * @next: gives the next elements; see cpg_enum_connections_next()
 * @skip: passes over elements; see cpg_enum_connections_skip()
 * @reset: starts again; see cpg_enum_connections_reset()
 * @clone: makes another enumerator at the same position; see
 *   cpg_enum_connections_clone()
 *
 * What an enumerator implements.
 *
 * Since: 1.0
 */
struct _CpgEnumConnectionsInterface
{
  GTypeInterface g_iface;

  GPtrArray         * (* next)  (CpgEnumConnections *self,
                                 guint               n);
  gboolean            (* skip)  (CpgEnumConnections *self,
                                 guint               n);
  void                (* reset) (CpgEnumConnections *self);
  CpgEnumConnections * (* clone) (CpgEnumConnections *self);
};

CPG_AVAILABLE_IN_ALL
GPtrArray         *cpg_enum_connections_next  (CpgEnumConnections *self,
                                               guint               n);
CPG_AVAILABLE_IN_ALL
gboolean           cpg_enum_connections_skip  (CpgEnumConnections *self,
                                               guint               n);
CPG_AVAILABLE_IN_ALL
void               cpg_enum_connections_reset (CpgEnumConnections *self);
CPG_AVAILABLE_IN_ALL
CpgEnumConnections *cpg_enum_connections_clone (CpgEnumConnections *self);

G_END_DECLS

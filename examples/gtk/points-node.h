/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

#define POINTS_TYPE_NODE (points_node_get_type ())

G_DECLARE_FINAL_TYPE (PointsNode, points_node, POINTS, NODE, GObject)

PointsNode         *points_node_new_for_source  (CpgConnectionPointContainer *source,
                                                 const char                  *title,
                                                 const char                  *icon_name);
GListModel         *points_node_get_children    (PointsNode                  *self);
GListModel         *points_node_get_connections (PointsNode                  *self);
CpgConnectionPoint *points_node_get_point       (PointsNode                  *self);
const char         *points_node_get_title       (PointsNode                  *self);
const char         *points_node_get_source_title (PointsNode                 *self);

G_END_DECLS

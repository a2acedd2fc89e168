/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

#define POINTS_TYPE_CONNECTION (points_connection_get_type ())

G_DECLARE_FINAL_TYPE (PointsConnection, points_connection, POINTS, CONNECTION, GObject)

PointsConnection *points_connection_new            (CpgConnection    *connection);
CpgConnection    *points_connection_get_connection (PointsConnection *self);
void              points_connection_refresh        (PointsConnection *self);

G_END_DECLS

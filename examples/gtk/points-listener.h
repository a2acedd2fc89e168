/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "points-log.h"

G_BEGIN_DECLS

#define POINTS_TYPE_LISTENER (points_listener_get_type ())

G_DECLARE_FINAL_TYPE (PointsListener, points_listener, POINTS, LISTENER, GObject)

CpgSink        *points_listener_new_sink    (const char         *name,
                                             const char         *source,
                                             CpgConnectionPoint *point,
                                             PointsLog          *log);
PointsListener *points_listener_of          (gpointer            sink);
const char     *points_listener_get_name    (PointsListener     *self);
gsize           points_listener_get_n_calls (PointsListener     *self);

G_END_DECLS

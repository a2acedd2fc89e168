/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POINTS_TYPE_APPLICATION (points_application_get_type ())

G_DECLARE_FINAL_TYPE (PointsApplication, points_application, POINTS, APPLICATION, GtkApplication)

PointsApplication *points_application_new (GApplicationFlags flags);

G_END_DECLS

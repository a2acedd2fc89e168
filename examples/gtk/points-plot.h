/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POINTS_TYPE_PLOT (points_plot_get_type ())

G_DECLARE_FINAL_TYPE (PointsPlot, points_plot, POINTS, PLOT, GtkWidget)

void   points_plot_add      (PointsPlot *self,
                             double      value);
guint  points_plot_get_n    (PointsPlot *self);
double points_plot_get_last (PointsPlot *self);

G_END_DECLS

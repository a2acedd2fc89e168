/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gtk/gtk.h>

#include "stock-ticker.h"

G_BEGIN_DECLS

#define POINTS_TYPE_WINDOW (points_window_get_type ())

G_DECLARE_FINAL_TYPE (PointsWindow, points_window, POINTS, WINDOW, GtkApplicationWindow)

PointsWindow *points_window_new        (GtkApplication              *application,
                                        StockTicker                 *ticker);
void          points_window_add_source (PointsWindow                *self,
                                        CpgConnectionPointContainer *source,
                                        const char                  *title,
                                        const char                  *icon_name);

G_END_DECLS

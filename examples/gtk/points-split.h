/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POINTS_TYPE_SPLIT (points_split_get_type ())

G_DECLARE_FINAL_TYPE (PointsSplit, points_split, POINTS, SPLIT, GtkWidget)

gboolean points_split_get_folded       (PointsSplit *self);
void     points_split_set_show_sidebar (PointsSplit *self,
                                        gboolean     show_sidebar);

G_END_DECLS

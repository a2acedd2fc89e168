/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a person does with a window, for the test. */

/* Runs the main loop until something is so. That it never is ends with the time limit of
 * the test. */
#define points_driver_wait(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

GtkWidget  *points_driver_find          (gpointer    root,
                                         const char *id);
GListModel *points_driver_get_model     (gpointer    root,
                                         const char *id);
char       *points_driver_get_text      (GListModel *model,
                                         guint       position,
                                         const char *property);
guint       points_driver_find_text     (GListModel *model,
                                         const char *property,
                                         const char *text);
void        points_driver_click         (gpointer    root,
                                         const char *id);
void        points_driver_choose        (gpointer    root,
                                         const char *menu_button,
                                         const char *text);
void        points_driver_select        (gpointer    root,
                                         const char *view,
                                         guint       position);
void        points_driver_wait_for_frame (gpointer   window);
void        points_driver_screenshot    (gpointer    window,
                                         const char *name);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-driver.h"

typedef gboolean (* Matches) (GtkWidget  *widget,
                              const char *text);

static GtkWidget *
find (GtkWidget  *root,
      Matches     matches,
      const char *text)
{
  if (matches (root, text))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_id (GtkWidget  *widget,
        const char *id)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0;
}

static gboolean
is_item (GtkWidget  *widget,
         const char *text)
{
  g_autofree char *label = NULL;

  /* A type without a header: the items of menus. */
  if (g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "GtkModelButton") != 0)
    return FALSE;

  g_object_get (widget, "text", &label, NULL);
  return g_strcmp0 (label, text) == 0;
}

static gboolean
is_list (GtkWidget  *widget,
         const char *text)
{
  return GTK_IS_LIST_VIEW (widget) || g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "GtkColumnListView") == 0;
}

GtkWidget *
points_driver_find (gpointer    root,
                    const char *id)
{
  GtkWidget *found = find (root, has_id, id);

  if (found == NULL)
    g_error ("There is no %s", id);
  return found;
}

/* (transfer none): what a list view or a column view shows */
GListModel *
points_driver_get_model (gpointer    root,
                         const char *id)
{
  g_autoptr (GListModel) model = NULL;

  g_object_get (points_driver_find (root, id), "model", &model, NULL);
  return model; /* which the view keeps */
}

/* Gives a property of an item; of one in a tree, that of what the row stands for. */
char *
points_driver_get_text (GListModel *model,
                        guint       position,
                        const char *property)
{
  g_autoptr (GObject) item = g_list_model_get_item (model, position);
  char *text;

  g_assert_nonnull (item);
  if (GTK_IS_TREE_LIST_ROW (item))
    {
      g_autoptr (GObject) row = g_steal_pointer (&item);

      item = gtk_tree_list_row_get_item (GTK_TREE_LIST_ROW (row));
    }
  g_object_get (item, property, &text, NULL);
  return text;
}

/* Gives the position of the first item whose property has @text in it, or
 * GTK_INVALID_LIST_POSITION. */
guint
points_driver_find_text (GListModel *model,
                         const char *property,
                         const char *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autofree char *found = points_driver_get_text (model, i, property);

      if (strstr (found, text) != NULL)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
set_true (gboolean *what)
{
  *what = TRUE;
}

/* A button that is activated is pressed for a moment, and only then clicked. */
void
points_driver_click (gpointer    root,
                     const char *id)
{
  GtkWidget *button = points_driver_find (root, id);
  gboolean clicked = FALSE;
  gulong handler;

  g_assert_true (gtk_widget_is_sensitive (button));
  handler = g_signal_connect_data (button, "clicked", G_CALLBACK (set_true), &clicked, NULL,
                                   G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  g_assert_true (gtk_widget_activate (button));
  points_driver_wait (clicked);
  g_signal_handler_disconnect (button, handler);
}

void
points_driver_choose (gpointer    root,
                      const char *menu_button,
                      const char *text)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (points_driver_find (root, menu_button));
  GtkPopover *popover;
  GtkWidget *item;

  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (button)));
  gtk_menu_button_popup (button);
  popover = gtk_menu_button_get_popover (button);
  points_driver_wait (gtk_widget_get_mapped (GTK_WIDGET (popover)));

  item = find (GTK_WIDGET (popover), is_item, text);
  if (item == NULL)
    g_error ("The menu has no %s", text);
  g_assert_true (gtk_widget_is_sensitive (item));
  g_assert_true (gtk_widget_activate (item));
  points_driver_wait (!gtk_widget_get_mapped (GTK_WIDGET (popover)));
}

void
points_driver_select (gpointer    root,
                      const char *view,
                      guint       position)
{
  GtkWidget *list = find (points_driver_find (root, view), is_list, NULL);

  g_assert_true (gtk_widget_activate_action (list, "list.select-item", "(ubb)", position, FALSE, FALSE));
}

/* Has the window drawn once, as it is now. */
void
points_driver_wait_for_frame (gpointer window)
{
  GdkFrameClock *clock;
  gboolean drawn = FALSE;
  gulong handler;

  points_driver_wait (gtk_widget_get_mapped (window));
  clock = gtk_widget_get_frame_clock (window);
  handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (set_true), &drawn);
  gtk_widget_queue_draw (window);
  points_driver_wait (drawn);
  g_signal_handler_disconnect (clock, handler);
}

/* Keeps what the window shows as a PNG, in the folder that is named by
 * POINTS_SCREENSHOTS if there is one. */
void
points_driver_screenshot (gpointer    window,
                          const char *name)
{
  const char *directory = g_getenv ("POINTS_SCREENSHOTS");
  g_autofree char *file = g_build_filename (directory != NULL ? directory : g_get_tmp_dir (), name, NULL);
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot;

  points_driver_wait_for_frame (window);
  paintable = gtk_widget_paintable_new (window);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot,
                          gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  g_assert_nonnull (texture);

  if (directory != NULL && !gdk_texture_save_to_png (texture, file))
    g_error ("Can't write %s", file);
}

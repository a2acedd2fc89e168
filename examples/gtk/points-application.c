/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-application.h"

#include "folder-watch.h"
#include "points-window.h"
#include "stock-ticker.h"
#include "time-clock.h"

#define APPLICATION_ID "org.cpglib.Points"

/* What happens to be connectable: a stock ticker, a clock, and folders. */
struct _PointsApplication
{
  GtkApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (PointsApplication, points_application, GTK_TYPE_APPLICATION)

static PointsWindow *
make_window (PointsApplication *self)
{
  g_autoptr (StockTicker) ticker = stock_ticker_new ();
  g_autoptr (TimeClock) clock = time_clock_new ();
  PointsWindow *window = points_window_new (GTK_APPLICATION (self), ticker);

  points_window_add_source (window, CPG_CONNECTION_POINT_CONTAINER (clock), "Clock",
                            "preferences-system-time-symbolic");
  return window;
}

static void
add_folder (PointsWindow *window,
            GFile        *directory)
{
  g_autofree char *basename = g_file_get_basename (directory);
  g_autofree char *title = g_filename_display_name (basename);
  g_autoptr (GError) error = NULL;
  g_autoptr (FolderWatch) watch = folder_watch_new (directory, &error);

  if (watch != NULL)
    points_window_add_source (window, CPG_CONNECTION_POINT_CONTAINER (watch), title, "folder-symbolic");
  else
    g_printerr ("%s\n", error->message);
}

static void
points_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    {
      g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());

      window = GTK_WINDOW (make_window (POINTS_APPLICATION (application)));
      add_folder (POINTS_WINDOW (window), home);
    }
  gtk_window_present (window);
}

static void
points_application_open (GApplication  *application,
                         GFile        **files,
                         int            n_files,
                         const char    *hint)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (make_window (POINTS_APPLICATION (application)));
  for (int i = 0; i < n_files; i++)
    add_folder (POINTS_WINDOW (window), files[i]);
  gtk_window_present (window);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  static const char * const authors[] = { "The cpglib authors", NULL };

  gtk_show_about_dialog (gtk_application_get_active_window (data),
                         "program-name", "Points",
                         "logo-icon-name", APPLICATION_ID,
                         "version", CPG_VERSION_S,
                         "comments", "A look at connectable objects, their connection points and their sinks",
                         "authors", authors,
                         "license-type", GTK_LICENSE_LGPL_2_1,
                         NULL);
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (data)) != NULL)
    gtk_window_destroy (window);
}

static void
points_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = about_action },
    { .name = "quit", .activate = quit_action },
  };
  static const struct
  {
    const char *action;
    const char *accels[2];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "win.advise::plain", { "<Control>n" } },
    { "win.blocked", { "<Control>b" } },
    { "win.unadvise", { "<Control>d" } },
    { "win.find", { "<Control>f" } },
    { "win.clear", { "<Control>l" } },
    { "win.storm", { "<Control>s" } },
    { "win.toggle-sidebar", { "F9" } },
  };
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  G_APPLICATION_CLASS (points_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), keys[i].action, keys[i].accels);

  gtk_css_provider_load_from_resource (css, "/org/cpglib/Points/points.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_window_set_default_icon_name (APPLICATION_ID);
}

static void
points_application_class_init (PointsApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = points_application_startup;
  application_class->activate = points_application_activate;
  application_class->open = points_application_open;
}

static void
points_application_init (PointsApplication *self)
{
}

PointsApplication *
points_application_new (GApplicationFlags flags)
{
  return g_object_new (POINTS_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", flags | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/org/cpglib/Points",
                       NULL);
}

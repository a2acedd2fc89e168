/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <glib/gstdio.h>

#include "points-application.h"
#include "points-driver.h"
#include "points-log.h"
#include "points-plot.h"
#include "points-rate.h"
#include "points-text.h"
#include "stock-events.h"
#include "stock-storm.h"

/* Clicks through the program as a person would, and looks at what its lists show.
 * Nothing here depends on how fast it is: it waits for what is to come. */

#define N_FRAMES  30
#define FILE_NAME "notes.txt"

typedef struct _Fixture Fixture;

typedef void (* Test) (Fixture *self);

struct _Fixture
{
  Test               test;
  PointsApplication *application; /* (owned) */
  GtkWindow         *window;      /* (unowned): GTK's until it is destroyed */
  char              *directory;   /* (owned): the watched one */
  GListModel        *sources;     /* (unowned): the list on the left */
  GListModel        *connections; /* (unowned): the table */
  GListModel        *entries;     /* (unowned): the log */
};

/* In the midst of the program's main loop. */
static gboolean
run_cb (gpointer data)
{
  Fixture *self = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self->application));
  GListModel *entries;

  points_driver_wait_for_frame (window);
  self->window = window;
  self->sources = points_driver_get_model (window, "source_view");
  self->connections = points_driver_get_model (window, "connection_view");
  self->entries = points_driver_get_model (window, "log_view");

  self->test (self);

  /* Nobody keeps the window once it is closed, nor what it shows. */
  entries = self->entries;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (G_OBJECT (entries), (gpointer *) &entries);
  gtk_window_destroy (self->window);
  points_driver_wait (window == NULL && entries == NULL);

  return G_SOURCE_REMOVE;
}

static void
window_added_cb (Fixture *self)
{
  g_idle_add (run_cb, self);
}

static void
run_test (gconstpointer data)
{
  Fixture self = { .test = (Test) data };
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  char *argv[] = { (char *) "cpg-points", NULL, NULL };

  self.directory = g_dir_make_tmp ("points-XXXXXX", &error);
  g_assert_no_error (error);
  argv[1] = self.directory;

  /* One that asks no bus whether it is there already. */
  self.application = points_application_new (G_APPLICATION_NON_UNIQUE);
  g_signal_connect_swapped (self.application, "window-added", G_CALLBACK (window_added_cb), &self);
  g_assert_cmpint (g_application_run (G_APPLICATION (self.application), 2, argv), ==, 0);
  g_assert_finalize_object (self.application);

  file = g_build_filename (self.directory, FILE_NAME, NULL);
  g_remove (file);
  g_assert_cmpint (g_rmdir (self.directory), ==, 0);
  g_free (self.directory);
}

static void
choose_source (Fixture    *self,
               const char *title)
{
  guint position = points_driver_find_text (self->sources, "title", title);

  g_assert_cmpuint (position, !=, GTK_INVALID_LIST_POSITION);
  points_driver_select (self->window, "source_view", position);
}

static void
assert_text (GListModel *model,
             guint       position,
             const char *property,
             const char *expected)
{
  g_autofree char *text = points_driver_get_text (model, position, property);

  g_assert_cmpstr (text, ==, expected);
}

/* The last one: connections are shown in the order in which they were made. */
static void
assert_newest (Fixture    *self,
               const char *sink,
               const char *flags)
{
  guint n = g_list_model_get_n_items (self->connections);

  assert_text (self->connections, n - 1, "sink", sink);
  assert_text (self->connections, n - 1, "flags", flags);
}

static gboolean
is_blocked (Fixture *self,
            guint    position)
{
  g_autoptr (GObject) connection = g_list_model_get_item (self->connections, position);
  gboolean blocked;

  g_object_get (connection, "blocked", &blocked, NULL);
  return blocked;
}

static guint64
get_number (GListModel *model,
            guint       position,
            const char *property)
{
  g_autofree char *text = points_driver_get_text (model, position, property);
  GString *digits = g_string_new (NULL);
  guint64 number;

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
  number = g_ascii_strtoull (digits->str, NULL, 10);
  g_string_free (digits, TRUE);

  return number;
}

static void
test_sources (Fixture *self)
{
  static const char * const titles[] = {
    "Stock ticker", "StockEvents", "CpgPropertyNotifySink", "Clock", "TimeEvents", NULL, "FolderEvents",
  };

  g_assert_cmpuint (g_list_model_get_n_items (self->sources), ==, G_N_ELEMENTS (titles));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (titles[i] != NULL)
      assert_text (self->sources, i, "title", titles[i]);
  assert_text (self->sources, 4, "count", "2");

  /* An object stands for its default point. */
  choose_source (self, "Clock");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (points_driver_find (self->window, "point_label"))), ==,
                   "TimeEvents");
  g_assert_cmpuint (g_list_model_get_n_items (self->connections), ==, 2);
  assert_text (self->connections, 0, "sink", "Meter");
  assert_text (self->connections, 0, "flags", "plain");
  assert_text (self->connections, 1, "sink", "Log");
  assert_text (self->connections, 1, "flags", "context, coalesce");

  choose_source (self, "CpgPropertyNotifySink");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (points_driver_find (self->window, "point_label"))), ==,
                   "CpgPropertyNotifySink");
}

static void
test_advise (Fixture *self)
{
  choose_source (self, "TimeEvents");

  points_driver_choose (self->window, "advise_button", "Plain");
  assert_newest (self, "Sink 1", "plain");
  points_driver_choose (self->window, "advise_button", "In the Main Context");
  assert_newest (self, "Sink 2", "context");
  points_driver_choose (self->window, "advise_button", "Coalesced");
  assert_newest (self, "Sink 3", "context, coalesce");
  g_assert_cmpuint (g_list_model_get_n_items (self->connections), ==, 5);
  assert_text (self->sources, points_driver_find_text (self->sources, "title", "TimeEvents"), "count", "5");

  /* A weak one ends with its sink. */
  points_driver_choose (self->window, "advise_button", "Weak");
  assert_newest (self, "Sink 4", "weak");
  points_driver_choose (self->window, "advise_button", "Let Weak Sinks Go");
  assert_newest (self, "Sink 3", "context, coalesce");

  /* One that is advised once ends with the first tick. */
  points_driver_choose (self->window, "advise_button", "Once");
  assert_newest (self, "Sink 5", "once");
  points_driver_wait (g_list_model_get_n_items (self->connections) == 5);
  points_driver_wait (points_driver_find_text (self->entries, "sink", "Sink 5") != GTK_INVALID_LIST_POSITION);
  assert_newest (self, "Sink 3", "context, coalesce");
}

static void
test_block (Fixture *self)
{
  guint64 n;

  choose_source (self, "StockEvents");
  g_assert_false (gtk_widget_is_sensitive (points_driver_find (self->window, "block_button")));
  g_assert_false (gtk_widget_is_sensitive (points_driver_find (self->window, "unadvise_button")));

  points_driver_choose (self->window, "advise_button", "Plain");
  points_driver_wait (get_number (self->connections, 2, "delivered") > 0);
  assert_text (self->connections, 2, "dropped", "–");

  /* Where nothing is fired in between, a blocked one hears less than the others. */
  points_driver_select (self->window, "connection_view", 2);
  points_driver_click (self->window, "block_button");
  g_assert_true (is_blocked (self, 2));
  n = get_number (self->connections, 2, "delivered");
  points_driver_wait (get_number (self->connections, 0, "delivered") >= n + 4);
  g_assert_cmpuint (get_number (self->connections, 2, "delivered"), ==, n);

  points_driver_click (self->window, "block_button");
  g_assert_false (is_blocked (self, 2));
  points_driver_wait (get_number (self->connections, 2, "delivered") > n);

  points_driver_click (self->window, "unadvise_button");
  g_assert_cmpuint (g_list_model_get_n_items (self->connections), ==, 2);
  g_assert_false (gtk_widget_is_sensitive (points_driver_find (self->window, "unadvise_button")));

  /* The rest goes as well, and the table says that it is empty. */
  for (guint n_left = 2; n_left > 0; n_left--)
    {
      points_driver_select (self->window, "connection_view", 0);
      points_driver_click (self->window, "unadvise_button");
    }
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (points_driver_find (self->window, "connection_stack"))),
                   ==, "empty");
}

static void
test_search (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->directory, FILE_NAME, NULL);
  GtkEditable *search = GTK_EDITABLE (points_driver_find (self->window, "search_entry"));
  GtkStack *stack = GTK_STACK (points_driver_find (self->window, "log_stack"));
  guint n;

  /* A real file, from a real folder. */
  points_driver_wait (g_list_model_get_n_items (self->entries) > 0);
  g_assert_true (g_file_set_contents (path, "Buy milk.\n", -1, NULL));
  points_driver_wait (points_driver_find_text (self->entries, "event", "notes.txt") != GTK_INVALID_LIST_POSITION);
  points_driver_wait (points_driver_find_text (self->entries, "event", "price-changed  ACME") !=
                      GTK_INVALID_LIST_POSITION);

  n = g_list_model_get_n_items (self->entries);
  gtk_editable_set_text (search, "NOTES.txt");
  g_assert_cmpuint (g_list_model_get_n_items (self->entries), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (self->entries), <, n);
  for (guint i = 0; i < g_list_model_get_n_items (self->entries); i++)
    {
      g_autofree char *text = points_driver_get_text (self->entries, i, "event");

      g_assert_nonnull (strstr (text, "notes.txt"));
    }

  gtk_editable_set_text (search, "nothing of that kind");
  g_assert_cmpuint (g_list_model_get_n_items (self->entries), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  gtk_editable_set_text (search, "");
  g_assert_cmpuint (g_list_model_get_n_items (self->entries), >=, n);

  points_driver_click (self->window, "clear_button");
  g_assert_cmpuint (points_driver_find_text (self->entries, "event", "notes.txt"), ==, GTK_INVALID_LIST_POSITION);
}

/* The log shows what comes, unless one scrolls down to read. */
static void
assert_follows (Fixture *self)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (points_driver_find (self->window, "log_scroller"));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  guint n = g_list_model_get_n_items (self->entries);

  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
  gtk_adjustment_set_value (adjustment, 100);
  points_driver_wait (g_list_model_get_n_items (self->entries) > n);
  points_driver_wait_for_frame (self->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >=, 100);

  n = g_list_model_get_n_items (self->entries);
  gtk_adjustment_set_value (adjustment, 0);
  points_driver_wait (g_list_model_get_n_items (self->entries) > n);
  points_driver_wait_for_frame (self->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
}

static void
test_storm (Fixture *self)
{
  GtkWidget *plot = points_driver_find (self->window, "plot");
  GtkLabel *frames = GTK_LABEL (points_driver_find (self->window, "frames_label"));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gint64 first_frame;
  guint64 n;

  choose_source (self, "StockEvents");
  points_driver_choose (self->window, "advise_button", "Plain");
  points_driver_choose (self->window, "advise_button", "Coalesced");
  points_driver_choose (self->window, "advise_button", "Once");
  g_assert_cmpstr (gtk_label_get_label (frames), ==, "–");

  /* A second's worth of events, and half of one of frames. */
  points_driver_click (self->window, "storm_button");
  first_frame = gdk_frame_clock_get_frame_counter (clock);
  points_driver_wait (get_number (self->connections, 0, "delivered") >= STOCK_STORM_RATE &&
                      gdk_frame_clock_get_frame_counter (clock) >= first_frame + N_FRAMES);
  points_driver_wait (points_driver_find_text (self->entries, "thread", "worker") != GTK_INVALID_LIST_POSITION);
  points_driver_wait (points_driver_find_text (self->entries, "event", " more") != GTK_INVALID_LIST_POSITION);
  g_assert_cmpstr (gtk_label_get_label (frames), !=, "–");
  g_assert_cmpfloat (points_plot_get_last (POINTS_PLOT (plot)), >, 0);
  assert_follows (self);
  points_driver_screenshot (self->window, "points.png");
  g_test_message ("%s events a second, %s frames a second",
                  gtk_label_get_label (GTK_LABEL (points_driver_find (self->window, "fired_label"))),
                  gtk_label_get_label (frames));

  /* The one that was advised once has ended, in whichever thread. */
  assert_newest (self, "Sink 2", "context, coalesce");

  points_driver_click (self->window, "storm_button");
  points_driver_wait (g_strcmp0 (gtk_label_get_label (frames), "–") == 0);

  /* What was fired in the other thread was delivered or made way for a newer one.
   * What the ticker fires in this one may have gone straight to the sink. */
  n = get_number (self->connections, 0, "delivered");
  g_assert_cmpuint (get_number (self->connections, 1, "dropped"), >, 0);
  g_assert_cmpuint (get_number (self->connections, 1, "delivered"), >, 0);
  g_assert_cmpuint (get_number (self->connections, 1, "delivered"), <, n);
  g_assert_cmpuint (get_number (self->connections, 1, "delivered") +
                    get_number (self->connections, 1, "dropped"), <=, n);
}

static void
resize (Fixture *self,
        int      width,
        int      height)
{
  gtk_window_set_default_size (self->window, width, height);
  /* The frame of the window is a part of its size. */
  points_driver_wait (ABS (gtk_widget_get_width (GTK_WIDGET (self->window)) - width) < 20);
  points_driver_wait_for_frame (self->window);
}

static void
test_narrow (Fixture *self)
{
  GtkWidget *split = points_driver_find (self->window, "split");
  GtkWidget *sources = points_driver_find (self->window, "source_view");
  GtkWidget *table = points_driver_find (self->window, "connection_view");

  g_assert_true (gtk_widget_get_mapped (sources));
  g_assert_true (gtk_widget_get_mapped (table));

  resize (self, 400, 700);
  g_assert_false (gtk_widget_get_mapped (sources));
  g_assert_true (gtk_widget_get_mapped (table));
  points_driver_wait (g_list_model_get_n_items (self->entries) > 0);
  points_driver_screenshot (self->window, "points-narrow.png");

  points_driver_click (self->window, "sidebar_button");
  points_driver_wait_for_frame (self->window);
  g_assert_true (gtk_widget_get_mapped (sources));
  g_assert_false (gtk_widget_get_mapped (table));
  points_driver_screenshot (self->window, "points-narrow-list.png");

  /* To choose a point shows it. */
  choose_source (self, "TimeEvents");
  points_driver_wait_for_frame (self->window);
  g_assert_false (gtk_widget_get_mapped (sources));
  g_assert_true (gtk_widget_get_mapped (table));

  resize (self, 1080, 760);
  g_assert_true (gtk_widget_get_mapped (sources));
  g_assert_true (gtk_widget_get_mapped (table));
  g_assert_true (gtk_widget_activate_action (split, "win.toggle-sidebar", NULL));
  points_driver_wait_for_frame (self->window);
  g_assert_false (gtk_widget_get_mapped (sources));
}

/* The menu's windows. */
static void
test_windows (Fixture *self)
{
  static const char * const actions[] = { "win.show-help-overlay", "app.about" };
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GtkWidget) opened = NULL;

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), actions[i], NULL));
      for (guint j = 0; j < g_list_model_get_n_items (windows) && opened == NULL; j++)
        {
          opened = g_list_model_get_item (windows, j);
          if (gtk_window_get_transient_for (GTK_WINDOW (opened)) != self->window || !gtk_widget_get_visible (opened))
            g_clear_object (&opened);
        }
      g_assert_nonnull (opened);
      points_driver_wait_for_frame (opened);
      gtk_window_close (GTK_WINDOW (opened));
      points_driver_wait (!gtk_widget_get_mapped (opened));
    }
}

static void
invoked_cb (CpgSink       *sink,
            CpgInvocation *invocation,
            PointsLog     *log)
{
  points_log_add (log, "object", "sink", invocation);
}

/* However long it runs, it keeps so many. */
static void
test_log_length (void)
{
  g_autoptr (PointsLog) log = points_log_new (50);
  g_autoptr (GListModel) model = g_object_ref (points_log_get_model (log));
  g_autoptr (CpgSink) sink = cpg_sink_new (STOCK_TYPE_EVENTS);

  g_signal_connect (sink, "invoked", G_CALLBACK (invoked_cb), log);
  for (guint round = 0; round < 12; round++)
    {
      g_autofree char *last = g_strdup_printf ("… and %u more", 75 + round);

      /* In a storm it shows fewer at a time. */
      for (guint i = 0; i < (round == 0 ? 100 : 80 + round); i++)
        STOCK_EVENTS_GET_IFACE (sink)->price_changed (STOCK_EVENTS (sink), "ACME", i);
      points_driver_wait (points_driver_find_text (model, "event", last) != GTK_INVALID_LIST_POSITION);
      g_assert_cmpuint (g_list_model_get_n_items (model), ==, MIN (26 + 6 * round, 50));
    }
  assert_text (model, 5, "event", "price-changed  ACME, 0.00");
  assert_text (model, 5, "thread", "main");
}

static void
test_rate (void)
{
  PointsRate rate = { 0 };

  g_assert_cmpfloat (points_rate_add (&rate, 1000, 50), ==, 0);
  g_assert_cmpfloat (points_rate_add (&rate, 1000 + G_USEC_PER_SEC / 4, 60), ==, 40);
  for (guint i = 2; i < 20; i++)
    g_assert_cmpfloat (points_rate_add (&rate, 1000 + i * G_USEC_PER_SEC / 4, 60), ==, i < 5 ? 10 / (i / 4.0) : 0);
  g_assert_cmpfloat (points_rate_add (&rate, 1000 + 20 * G_USEC_PER_SEC / 4, 1060), ==, 1000);
}

static void
test_numbers (void)
{
  static const struct
  {
    guint64     number;
    const char *text;
  } numbers[] = {
    { 0, "0" },
    { 999, "999" },
    { 1000, "1\342\200\257000" },
    { 1234567, "1\342\200\257234\342\200\257567" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = points_text_of_number (numbers[i].number);

      g_assert_cmpstr (text, ==, numbers[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add_data_func ("/points/" path, func, run_test)

  ADD ("sources", test_sources);
  ADD ("advise", test_advise);
  ADD ("block", test_block);
  ADD ("search", test_search);
  ADD ("storm", test_storm);
  ADD ("narrow", test_narrow);
  ADD ("windows", test_windows);
  g_test_add_func ("/points/log-length", test_log_length);
  g_test_add_func ("/points/rate", test_rate);
  g_test_add_func ("/points/numbers", test_numbers);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-window.h"

#include "points-connection.h"
#include "points-entry.h"
#include "points-listener.h"
#include "points-log.h"
#include "points-node.h"
#include "points-plot.h"
#include "points-rate.h"
#include "points-split.h"
#include "points-text.h"
#include "stock-storm.h"

#define SAMPLE_INTERVAL 250 /* milliseconds */
#define LOG_LENGTH      1000

struct _PointsWindow
{
  GtkApplicationWindow parent_instance;

  /* Children of the template. */
  PointsSplit        *split;
  GtkListView        *source_view;
  GtkLabel           *point_label;
  GtkLabel           *source_label;
  GtkWidget          *advise_button;
  GtkStack           *connection_stack;
  GtkColumnView      *connection_view;
  GtkWidget          *search_entry;
  GtkLabel           *count_label;
  GtkStack           *log_stack;
  GtkScrolledWindow  *log_scroller;
  GtkWidget          *log_view;
  GtkFilterListModel *shown_entries;
  GtkLabel           *fired_label;
  GtkLabel           *heard_label;
  GtkLabel           *frames_label;
  PointsPlot         *plot;

  GListStore         *sources;     /* (owned) (element-type PointsNode): the objects */
  GtkSingleSelection *source;      /* (owned): of the objects and their points */
  GtkMapListModel    *connections; /* (owned) (element-type PointsConnection): of the chosen point */
  GtkSingleSelection *connection;  /* (owned): of them */

  PointsLog          *log;         /* (owned) */
  GPtrArray          *meters;      /* (owned) (element-type CpgSink): they count what is fired */
  GPtrArray          *logs;        /* (owned) (element-type CpgSink): they write it to the log */
  GPtrArray          *weak_sinks;  /* (owned) (element-type CpgSink): points don't own these */
  guint               n_sinks;     /* that were ever made by the menu */

  StockStorm         *storm;       /* (owned) */
  guint               storm_tick;
  guint               sample_timer;
  PointsRate          fired;
  PointsRate          heard;
  PointsRate          frames;
};

typedef enum {
  PROP_STORM = 1,
  PROP_BLOCKED
} PointsWindowProperty;

static GParamSpec *properties[PROP_BLOCKED + 1];

G_DEFINE_FINAL_TYPE (PointsWindow, points_window, GTK_TYPE_APPLICATION_WINDOW)

/* {{{ What is chosen */

/* (transfer full) (nullable) */
static PointsNode *
get_node (PointsWindow *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->source);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

/* (nullable) */
static CpgConnection *
get_connection (PointsWindow *self)
{
  PointsConnection *chosen = gtk_single_selection_get_selected_item (self->connection);

  return chosen != NULL ? points_connection_get_connection (chosen) : NULL;
}

static void
update_actions (PointsWindow *self)
{
  g_autoptr (PointsNode) node = get_node (self);
  gboolean has_point = node != NULL && points_node_get_point (node) != NULL;
  gboolean has_connection = get_connection (self) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.advise", has_point);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.blocked", has_connection);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.unadvise", has_connection);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.release", self->weak_sinks->len > 0);
  gtk_widget_set_sensitive (self->advise_button, has_point);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLOCKED]);
}

static void
source_selected_cb (PointsWindow *self)
{
  g_autoptr (PointsNode) node = get_node (self);
  CpgConnectionPoint *point = node != NULL ? points_node_get_point (node) : NULL;

  if (point != NULL)
    {
      CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (point);
      g_autofree char *iid = cpg_guid_to_string (cpg_outgoing_interface_get_iid (contract));
      g_autofree char *text = g_strdup_printf ("%s · %s", points_node_get_source_title (node), iid);

      gtk_label_set_label (self->point_label, cpg_outgoing_interface_get_name (contract));
      gtk_label_set_label (self->source_label, text);
    }
  else
    {
      gtk_label_set_label (self->point_label, "");
      gtk_label_set_label (self->source_label, "");
    }

  gtk_map_list_model_set_model (self->connections, node != NULL ? points_node_get_connections (node) : NULL);
  if (points_split_get_folded (self->split))
    points_split_set_show_sidebar (self->split, FALSE);
  update_actions (self);
}

/* Also for the one that is chosen already. */
static void
on_source_activated (GtkListView  *view,
                     guint         position,
                     PointsWindow *self)
{
  if (points_split_get_folded (self->split))
    points_split_set_show_sidebar (self->split, FALSE);
}

static void
connections_changed_cb (PointsWindow *self)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->connections)) == 0;

  gtk_stack_set_visible_child_name (self->connection_stack, is_empty ? "empty" : "list");
}

/* }}} */
/* {{{ Connecting and disconnecting */

static CpgSink *
advise (PointsWindow       *self,
        CpgConnectionPoint *point,
        const char         *source,
        const char         *name,
        PointsLog          *log,
        CpgAdviseFlags      flags)
{
  g_autoptr (CpgSink) sink = points_listener_new_sink (name, source, point, log);
  g_autoptr (GError) error = NULL;

  /* Without a context it is that of this thread: the one that GTK runs. */
  if (cpg_connection_point_advise_full (point, G_OBJECT (sink), flags, NULL, &error) == 0)
    g_warning ("%s", error->message);
  return g_steal_pointer (&sink);
}

static void
advise_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  static const struct
  {
    const char     *name;
    CpgAdviseFlags  flags;
  } kinds[] = {
    { "plain", CPG_ADVISE_NONE },
    { "weak", CPG_ADVISE_WEAK },
    { "once", CPG_ADVISE_ONCE },
    { "context", CPG_ADVISE_CONTEXT },
    { "coalesce", CPG_ADVISE_CONTEXT | CPG_ADVISE_COALESCE },
  };
  PointsWindow *self = POINTS_WINDOW (widget);
  const char *kind = g_variant_get_string (parameter, NULL);
  g_autoptr (PointsNode) node = get_node (self);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kind, kinds[i].name))
      {
        g_autofree char *name = g_strdup_printf ("Sink %u", ++self->n_sinks);
        g_autoptr (CpgSink) sink = advise (self, points_node_get_point (node), points_node_get_source_title (node),
                                           name, self->log, kinds[i].flags);

        if (kinds[i].flags & CPG_ADVISE_WEAK)
          g_ptr_array_add (self->weak_sinks, g_steal_pointer (&sink));
      }

  update_actions (self);
}

/* Weak connections end with their sinks. */
static void
release_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  PointsWindow *self = POINTS_WINDOW (widget);

  g_ptr_array_set_size (self->weak_sinks, 0);
  update_actions (self);
}

static void
unadvise_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  CpgConnection *connection = get_connection (POINTS_WINDOW (widget));
  g_autoptr (GError) error = NULL;

  /* One that was advised once may have ended in the storm's thread just now. */
  if (connection != NULL &&
      !cpg_connection_point_unadvise (cpg_connection_get_point (connection),
                                      cpg_connection_get_cookie (connection), &error))
    g_debug ("%s", error->message);
}

static void
points_window_set_blocked (PointsWindow *self,
                           gboolean      blocked)
{
  CpgConnection *connection = get_connection (self);
  g_autoptr (GError) error = NULL;
  CpgConnectionPoint *point;
  guint cookie;

  if (connection == NULL || cpg_connection_get_blocked (connection) == blocked)
    return;

  point = cpg_connection_get_point (connection);
  cookie = cpg_connection_get_cookie (connection);
  if (blocked ? !cpg_connection_point_block (point, cookie, &error)
              : !cpg_connection_point_unblock (point, cookie, &error))
    g_debug ("%s", error->message);

  points_connection_refresh (gtk_single_selection_get_selected_item (self->connection));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLOCKED]);
}

/* }}} */
/* {{{ The log */

static void
entries_changed_cb (PointsWindow *self)
{
  guint n = g_list_model_get_n_items (points_log_get_model (self->log));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown_entries));
  g_autofree char *all = points_text_of_number (n);
  g_autofree char *shown = points_text_of_number (n_shown);
  g_autofree char *text = n == n_shown ? g_steal_pointer (&all) : g_strdup_printf ("%s of %s", shown, all);

  gtk_label_set_label (self->count_label, text);
  gtk_stack_set_visible_child_name (self->log_stack, n_shown == 0 ? "empty" : "list");

  /* A view that is scrolled to its top stays there, where the new ones come; one that is
   * scrolled down stays where one reads. The list itself is the last child of a column
   * view, after the headings. */
  if (n_shown > 0 && gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->log_scroller)) <= 0)
    gtk_widget_activate_action (gtk_widget_get_last_child (self->log_view), "list.scroll-to-item", "u", 0);
}

static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  points_log_clear (POINTS_WINDOW (widget)->log);
}

static void
find_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  gtk_widget_grab_focus (POINTS_WINDOW (widget)->search_entry);
}

static void
on_search_stopped (GtkSearchEntry *entry,
                   PointsWindow   *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

/* }}} */
/* {{{ The storm, and the figures */

static guint64
count_calls (GPtrArray *sinks)
{
  guint64 total = 0;

  for (guint i = 0; i < sinks->len; i++)
    total += points_listener_get_n_calls (points_listener_of (g_ptr_array_index (sinks, i)));
  return total;
}

static void
show_figure (GtkLabel *label,
             double    figure)
{
  g_autofree char *text = points_text_of_number ((guint64) (figure + 0.5));

  gtk_label_set_label (label, text);
}

static gboolean
sample_cb (gpointer data)
{
  PointsWindow *self = data;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  GListModel *connections = G_LIST_MODEL (self->connections);
  gint64 now = g_get_monotonic_time ();
  double fired = points_rate_add (&self->fired, now, count_calls (self->meters));
  double heard = points_rate_add (&self->heard, now, count_calls (self->logs));
  double frames = points_rate_add (&self->frames, now,
                                   clock != NULL ? (guint64) gdk_frame_clock_get_frame_counter (clock) : 0);

  points_plot_add (self->plot, fired);
  show_figure (self->fired_label, fired);
  show_figure (self->heard_label, heard);
  /* Where nothing moves GTK draws nothing, which is as it should be. */
  if (stock_storm_is_on (self->storm))
    show_figure (self->frames_label, frames);
  else
    gtk_label_set_label (self->frames_label, "–");

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (PointsConnection) connection = g_list_model_get_item (connections, i);

      points_connection_refresh (connection);
    }

  return G_SOURCE_CONTINUE;
}

static gboolean
storm_tick_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
points_window_set_storm (PointsWindow *self,
                         gboolean      storm)
{
  if (stock_storm_is_on (self->storm) == storm)
    return;

  if (storm)
    {
      self->storm_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->plot), storm_tick_cb, NULL, NULL);
      stock_storm_start (self->storm);
    }
  else
    {
      stock_storm_stop (self->storm);
      gtk_widget_remove_tick_callback (GTK_WIDGET (self->plot), self->storm_tick);
      self->storm_tick = 0;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORM]);
}

/* }}} */

static void
toggle_sidebar_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  PointsSplit *split = POINTS_WINDOW (widget)->split;
  gboolean show_sidebar;

  g_object_get (split, "show-sidebar", &show_sidebar, NULL);
  points_split_set_show_sidebar (split, !show_sidebar);
}

static void
points_window_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PointsWindow *self = POINTS_WINDOW (object);

  switch ((PointsWindowProperty) prop_id)
    {
    case PROP_STORM:
      points_window_set_storm (self, g_value_get_boolean (value));
      break;
    case PROP_BLOCKED:
      points_window_set_blocked (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
points_window_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PointsWindow *self = POINTS_WINDOW (object);
  CpgConnection *connection;

  switch ((PointsWindowProperty) prop_id)
    {
    case PROP_STORM:
      g_value_set_boolean (value, self->storm != NULL && stock_storm_is_on (self->storm));
      break;
    case PROP_BLOCKED:
      connection = self->connection != NULL ? get_connection (self) : NULL;
      g_value_set_boolean (value, connection != NULL && cpg_connection_get_blocked (connection));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
points_window_dispose (GObject *object)
{
  PointsWindow *self = POINTS_WINDOW (object);

  /* First of all nothing comes from another thread any more. */
  if (self->storm != NULL)
    stock_storm_stop (self->storm);
  g_clear_handle_id (&self->sample_timer, g_source_remove);

  G_OBJECT_CLASS (points_window_parent_class)->dispose (object);
}

static void
points_window_finalize (GObject *object)
{
  PointsWindow *self = POINTS_WINDOW (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->connections);
  g_clear_object (&self->source);
  g_clear_object (&self->sources);
  g_ptr_array_unref (self->weak_sinks);
  g_ptr_array_unref (self->logs);
  g_ptr_array_unref (self->meters);
  g_clear_object (&self->storm);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (points_window_parent_class)->finalize (object);
}

static void
points_window_class_init (PointsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = points_window_set_property;
  object_class->get_property = points_window_get_property;
  object_class->dispose = points_window_dispose;
  object_class->finalize = points_window_finalize;

  /* Whether the storm is on. */
  properties[PROP_STORM] = g_param_spec_boolean ("storm", NULL, NULL, FALSE, flags);
  /* Whether the chosen connection is blocked. */
  properties[PROP_BLOCKED] = g_param_spec_boolean ("blocked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_property_action (widget_class, "win.storm", "storm");
  gtk_widget_class_install_property_action (widget_class, "win.blocked", "blocked");
  gtk_widget_class_install_action (widget_class, "win.advise", "s", advise_action);
  gtk_widget_class_install_action (widget_class, "win.release", NULL, release_action);
  gtk_widget_class_install_action (widget_class, "win.unadvise", NULL, unadvise_action);
  gtk_widget_class_install_action (widget_class, "win.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);

  /* What the template names. */
  g_type_ensure (POINTS_TYPE_CONNECTION);
  g_type_ensure (POINTS_TYPE_ENTRY);
  g_type_ensure (POINTS_TYPE_NODE);
  g_type_ensure (POINTS_TYPE_PLOT);
  g_type_ensure (POINTS_TYPE_SPLIT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cpglib/Points/points-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, split);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, source_view);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, point_label);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, source_label);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, advise_button);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, connection_stack);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, connection_view);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, count_label);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, log_stack);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, log_scroller);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, log_view);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, shown_entries);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, fired_label);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, heard_label);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, frames_label);
  gtk_widget_class_bind_template_child (widget_class, PointsWindow, plot);
  gtk_widget_class_bind_template_callback (widget_class, on_source_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
}

static GListModel *
create_children (gpointer item,
                 gpointer data)
{
  GListModel *children = points_node_get_children (item);

  return children != NULL ? g_object_ref (children) : NULL;
}

static gpointer
map_connection (gpointer item,
                gpointer data)
{
  g_autoptr (CpgConnection) connection = item;

  return points_connection_new (connection);
}

static void
points_window_init (PointsWindow *self)
{
  GtkTreeListModel *tree;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->meters = g_ptr_array_new_with_free_func (g_object_unref);
  self->logs = g_ptr_array_new_with_free_func (g_object_unref);
  self->weak_sinks = g_ptr_array_new_with_free_func (g_object_unref);

  self->sources = g_list_store_new (POINTS_TYPE_NODE);
  tree = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (self->sources)), FALSE, TRUE,
                                  create_children, NULL, NULL);
  self->source = gtk_single_selection_new (G_LIST_MODEL (tree));
  gtk_list_view_set_model (self->source_view, GTK_SELECTION_MODEL (self->source));

  self->connections = gtk_map_list_model_new (NULL, map_connection, NULL, NULL);
  self->connection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->connections)));
  gtk_single_selection_set_autoselect (self->connection, FALSE);
  gtk_single_selection_set_can_unselect (self->connection, TRUE);
  gtk_column_view_set_model (self->connection_view, GTK_SELECTION_MODEL (self->connection));

  self->log = points_log_new (LOG_LENGTH);
  gtk_filter_list_model_set_model (self->shown_entries, points_log_get_model (self->log));

  g_signal_connect_object (self->source, "notify::selected-item", G_CALLBACK (source_selected_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "notify::selected-item", G_CALLBACK (update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connections, "items-changed", G_CALLBACK (connections_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown_entries, "items-changed", G_CALLBACK (entries_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (points_log_get_model (self->log), "items-changed", G_CALLBACK (entries_changed_cb),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  connections_changed_cb (self);
  entries_changed_cb (self);
  update_actions (self);
  self->sample_timer = g_timeout_add (SAMPLE_INTERVAL, sample_cb, self);
}

/* @ticker: at whose point the storm fires */
PointsWindow *
points_window_new (GtkApplication *application,
                   StockTicker    *ticker)
{
  PointsWindow *self = g_object_new (POINTS_TYPE_WINDOW, "application", application, NULL);

  self->storm = stock_storm_new (ticker);
  points_window_add_source (self, CPG_CONNECTION_POINT_CONTAINER (ticker), "Stock ticker",
                            "network-cellular-signal-excellent-symbolic");
  return self;
}

/* Each point gets two sinks of the window's own. The meter is called directly, in
 * whatever thread fires, and only counts. The log is called in the main loop, and of
 * what waits there only the newest of each event is kept: so it stands any storm. */
void
points_window_add_source (PointsWindow                *self,
                          CpgConnectionPointContainer *source,
                          const char                  *title,
                          const char                  *icon_name)
{
  g_autoptr (PointsNode) node = points_node_new_for_source (source, title, icon_name);
  GListModel *points = points_node_get_children (node);

  for (guint i = 0; i < g_list_model_get_n_items (points); i++)
    {
      g_autoptr (PointsNode) child = g_list_model_get_item (points, i);
      CpgConnectionPoint *point = points_node_get_point (child);

      g_ptr_array_add (self->meters, advise (self, point, title, "Meter", NULL, CPG_ADVISE_NONE));
      g_ptr_array_add (self->logs, advise (self, point, title, "Log", self->log,
                                           CPG_ADVISE_CONTEXT | CPG_ADVISE_COALESCE));
    }
  g_list_store_append (self->sources, node);
}

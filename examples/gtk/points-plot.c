/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-plot.h"

#include <math.h>

#define N_VALUES   240     /* a minute, at four a second */
#define MAX_VALUE  250000  /* what touches the upper edge */
#define GAP        1       /* between two bars, in pixels */
#define GAP_LABELS 6

/* Bars that come in from the right, on a logarithmic scale: one event a second and
 * a hundred thousand are both to be seen. */
struct _PointsPlot
{
  GtkWidget parent_instance;

  double    values[N_VALUES]; /* a ring */
  guint     n_values;         /* that were ever added */
  gint64    last_time;        /* when the newest was */
  gint64    interval;         /* between it and the one before */
};

G_DEFINE_FINAL_TYPE (PointsPlot, points_plot, GTK_TYPE_WIDGET)

/* Both go with a light theme and with a dark one. */
static const GdkRGBA bar_color = { 0.208f, 0.518f, 0.894f, 1 };
static const GdkRGBA grid_color = { 0.5f, 0.5f, 0.5f, 0.2f };
static const GdkRGBA text_color = { 0.5f, 0.5f, 0.5f, 1 };

static const struct
{
  double      value;
  const char *label;
} grid[] = {
  { 10, "10" },
  { 1000, "1 k" },
  { 100000, "100 k" },
};

/* From 0 at the lower edge to 1 at the upper one. */
static double
scale (double value)
{
  return MIN (log10 (1 + MAX (value, 0)) / log10 (1 + MAX_VALUE), 1);
}

static float
snapshot_grid (PointsPlot  *self,
               GtkSnapshot *snapshot,
               float        width,
               float        height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  float margin = 0;

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);

  for (guint i = 0; i < G_N_ELEMENTS (grid); i++)
    {
      int text_width, text_height;

      pango_layout_set_text (layout, grid[i].label, -1);
      pango_layout_get_pixel_size (layout, &text_width, &text_height);
      margin = MAX (margin, text_width + GAP_LABELS);
    }

  for (guint i = 0; i < G_N_ELEMENTS (grid); i++)
    {
      float y = roundf (height * (1 - (float) scale (grid[i].value)));
      int text_width, text_height;

      pango_layout_set_text (layout, grid[i].label, -1);
      pango_layout_get_pixel_size (layout, &text_width, &text_height);
      gtk_snapshot_append_color (snapshot, &grid_color, &GRAPHENE_RECT_INIT (0, y, width - margin, 1));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width - (float) text_width,
                                                              CLAMP (y - (float) text_height / 2, 0,
                                                                     height - (float) text_height)));
      gtk_snapshot_append_layout (snapshot, layout, &text_color);
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_append_color (snapshot, &grid_color, &GRAPHENE_RECT_INIT (0, height - 1, width - margin, 1));

  return margin;
}

/* How far the bars have moved on since the newest came in, in bars. Drawn at
 * every frame they glide. */
static float
get_progress (PointsPlot *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (clock == NULL || self->interval <= 0)
    return 0;
  return CLAMP ((float) (gdk_frame_clock_get_frame_time (clock) - self->last_time) / (float) self->interval, 0, 1);
}

static void
points_plot_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  PointsPlot *self = POINTS_PLOT (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  guint n = MIN (self->n_values, N_VALUES);
  float progress = get_progress (self);
  float step;

  width -= snapshot_grid (self, snapshot, width, height);
  step = width / N_VALUES;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (guint i = 0; i < n; i++)
    {
      double value = self->values[(self->n_values - 1 - i) % N_VALUES];
      float x = width - step * ((float) i + progress);
      float bar = height * (float) scale (value);

      if (bar >= 1)
        gtk_snapshot_append_color (snapshot, &bar_color,
                                   &GRAPHENE_RECT_INIT (x, height - bar, MAX (step - GAP, 1), bar));
    }
  gtk_snapshot_pop (snapshot);
}

static void
points_plot_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 72;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 96;
}

static void
points_plot_class_init (PointsPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = points_plot_snapshot;
  widget_class->measure = points_plot_measure;

  gtk_widget_class_set_css_name (widget_class, "plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
points_plot_init (PointsPlot *self)
{
}

void
points_plot_add (PointsPlot *self,
                 double      value)
{
  gint64 now = g_get_monotonic_time ();

  self->values[self->n_values++ % N_VALUES] = value;
  self->interval = self->last_time != 0 ? now - self->last_time : 0;
  self->last_time = now;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
points_plot_get_n (PointsPlot *self)
{
  return MIN (self->n_values, N_VALUES);
}

double
points_plot_get_last (PointsPlot *self)
{
  return self->n_values > 0 ? self->values[(self->n_values - 1) % N_VALUES] : 0;
}

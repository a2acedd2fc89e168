/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-split.h"

#define SIDEBAR_WIDTH 270
#define FOLD_WIDTH    720 /* below it there is no room for both */

/* A side bar and a content, next to each other where there is room; in a narrow
 * window either takes all of it. */
struct _PointsSplit
{
  GtkWidget  parent_instance;

  GtkWidget *sidebar; /* (unowned) (nullable): our child */
  GtkWidget *content; /* (unowned) (nullable): our child */
  gboolean   show_sidebar;
  gboolean   folded;
};

typedef enum {
  PROP_SIDEBAR = 1,
  PROP_CONTENT,
  PROP_SHOW_SIDEBAR,
  PROP_FOLDED
} PointsSplitProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

G_DEFINE_FINAL_TYPE (PointsSplit, points_split, GTK_TYPE_WIDGET)

static void
set_child (PointsSplit  *self,
           GtkWidget   **field,
           GtkWidget    *child)
{
  g_clear_pointer (field, gtk_widget_unparent);
  *field = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
points_split_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  PointsSplit *self = POINTS_SPLIT (object);

  switch ((PointsSplitProperty) prop_id)
    {
    case PROP_SIDEBAR:
      set_child (self, &self->sidebar, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      set_child (self, &self->content, g_value_get_object (value));
      break;
    case PROP_SHOW_SIDEBAR:
      points_split_set_show_sidebar (self, g_value_get_boolean (value));
      break;
    case PROP_FOLDED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
points_split_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PointsSplit *self = POINTS_SPLIT (object);

  switch ((PointsSplitProperty) prop_id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_SHOW_SIDEBAR:
      g_value_set_boolean (value, self->show_sidebar);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
points_split_dispose (GObject *object)
{
  PointsSplit *self = POINTS_SPLIT (object);

  set_child (self, &self->sidebar, NULL);
  set_child (self, &self->content, NULL);

  G_OBJECT_CLASS (points_split_parent_class)->dispose (object);
}

/* As narrow as the wider of both, for then one of them is shown. */
static void
points_split_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  PointsSplit *self = POINTS_SPLIT (widget);
  int side_minimum, side_natural, minimum_content, natural_content;

  gtk_widget_measure (self->sidebar, orientation, -1, &side_minimum, &side_natural, NULL, NULL);
  gtk_widget_measure (self->content, orientation, -1, &minimum_content, &natural_content, NULL, NULL);

  *minimum = MAX (side_minimum, minimum_content);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = SIDEBAR_WIDTH + natural_content;
  else
    *natural = MAX (side_natural, natural_content);
}

static void
allocate_child (GtkWidget *child,
                int        x,
                int        width,
                int        height)
{
  gtk_widget_set_child_visible (child, width > 0);
  if (width > 0)
    gtk_widget_size_allocate (child, &(GtkAllocation) { x, 0, width, height }, -1);
}

static void
points_split_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  PointsSplit *self = POINTS_SPLIT (widget);
  gboolean folded = width < FOLD_WIDTH;
  int sidebar_width;

  /* One that was narrowed shows what one was looking at, and no less than before
   * when there is room again. */
  if (folded != self->folded)
    {
      self->folded = folded;
      self->show_sidebar = !folded;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
    }

  if (!self->show_sidebar)
    sidebar_width = 0;
  else
    sidebar_width = folded ? width : SIDEBAR_WIDTH;

  allocate_child (self->sidebar, 0, sidebar_width, height);
  allocate_child (self->content, sidebar_width, width - sidebar_width, height);
}

static void
points_split_class_init (PointsSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = points_split_set_property;
  object_class->get_property = points_split_get_property;
  object_class->dispose = points_split_dispose;
  widget_class->measure = points_split_measure;
  widget_class->size_allocate = points_split_size_allocate;

  properties[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SHOW_SIDEBAR] = g_param_spec_boolean ("show-sidebar", NULL, NULL, TRUE, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "split");
}

static void
points_split_init (PointsSplit *self)
{
  self->show_sidebar = TRUE;
}

gboolean
points_split_get_folded (PointsSplit *self)
{
  return self->folded;
}

void
points_split_set_show_sidebar (PointsSplit *self,
                               gboolean     show_sidebar)
{
  if (self->show_sidebar == show_sidebar)
    return;

  self->show_sidebar = show_sidebar;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

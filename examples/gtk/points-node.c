/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-node.h"

#include "points-text.h"

/* A line of the list on the left: a connectable object, or a point of one. */
struct _PointsNode
{
  GObject                      parent_instance;

  CpgConnectionPointContainer *source;       /* (owned): a point does not keep it */
  CpgConnectionPoint          *point;        /* (owned) (nullable): of an object: the default one */
  GListModel                  *children;     /* (owned) (nullable) (element-type PointsNode): the points */
  GListModel                  *connections;  /* (owned) (nullable) */
  char                        *title;        /* (owned) */
  char                        *source_title; /* (owned) */
  char                        *icon_name;    /* (owned) */
  char                        *count;        /* (owned) */
};

typedef enum {
  PROP_TITLE = 1,
  PROP_ICON_NAME,
  PROP_COUNT
} PointsNodeProperty;

static GParamSpec *properties[PROP_COUNT + 1];

G_DEFINE_FINAL_TYPE (PointsNode, points_node, G_TYPE_OBJECT)

static void
update_count (PointsNode *self)
{
  g_free (self->count);
  self->count = points_text_of_number (g_list_model_get_n_items (self->connections));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static void
points_node_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PointsNode *self = POINTS_NODE (object);

  switch ((PointsNodeProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_COUNT:
      g_value_set_string (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
points_node_finalize (GObject *object)
{
  PointsNode *self = POINTS_NODE (object);

  g_clear_object (&self->connections);
  g_clear_object (&self->children);
  g_clear_object (&self->point);
  g_clear_object (&self->source);
  g_free (self->title);
  g_free (self->source_title);
  g_free (self->icon_name);
  g_free (self->count);

  G_OBJECT_CLASS (points_node_parent_class)->finalize (object);
}

static void
points_node_class_init (PointsNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = points_node_get_property;
  object_class->finalize = points_node_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_string ("count", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
points_node_init (PointsNode *self)
{
}

static PointsNode *
node_new_for_point (PointsNode         *parent,
                    CpgConnectionPoint *point)
{
  PointsNode *self = g_object_new (POINTS_TYPE_NODE, NULL);
  CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (point);

  self->source = g_object_ref (parent->source);
  self->point = g_object_ref (point);
  self->title = g_strdup (cpg_outgoing_interface_get_name (contract));
  self->source_title = g_strdup (parent->title);
  self->icon_name = g_strdup ("network-transmit-receive-symbolic");

  /* Not notify::n-connections: that comes in the thread that advises or
   * unadvises, and a worker must not touch a widget. The list model belongs to
   * this thread. */
  self->connections = cpg_connection_point_list_connections (point);
  g_signal_connect_object (self->connections, "items-changed", G_CALLBACK (update_count),
                           self, G_CONNECT_SWAPPED);
  update_count (self);

  return self;
}

PointsNode *
points_node_new_for_source (CpgConnectionPointContainer *source,
                            const char                  *title,
                            const char                  *icon_name)
{
  PointsNode *self = g_object_new (POINTS_TYPE_NODE, NULL);
  g_autoptr (GListStore) children = g_list_store_new (POINTS_TYPE_NODE);
  g_autoptr (CpgEnumConnectionPoints) points = cpg_connection_point_container_enum_connection_points (source);
  g_autoptr (GPtrArray) found = cpg_enum_connection_points_next (points, G_MAXUINT);
  CpgOutgoingInterface *contract = cpg_connection_point_container_get_default_interface (source);

  self->source = g_object_ref (source);
  self->title = g_strdup (title);
  self->source_title = g_strdup (title);
  self->icon_name = g_strdup (icon_name);
  if (contract != NULL)
    {
      GType iface = cpg_outgoing_interface_get_gtype (contract);

      self->point = cpg_connection_point_container_find_by_type (source, iface, NULL);
      self->connections = cpg_connection_point_list_connections (self->point);
    }

  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr (PointsNode) child = node_new_for_point (self, g_ptr_array_index (found, i));

      g_list_store_append (children, child);
    }
  self->children = G_LIST_MODEL (g_steal_pointer (&children));

  return self;
}

/* The points of an object; NULL for a point. */
GListModel *
points_node_get_children (PointsNode *self)
{
  return self->children;
}

GListModel *
points_node_get_connections (PointsNode *self)
{
  return self->connections;
}

/* The point; of an object the one of its default interface, if it has one. */
CpgConnectionPoint *
points_node_get_point (PointsNode *self)
{
  return self->point;
}

const char *
points_node_get_title (PointsNode *self)
{
  return self->title;
}

const char *
points_node_get_source_title (PointsNode *self)
{
  return self->source_title;
}

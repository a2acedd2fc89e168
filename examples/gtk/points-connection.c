/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-connection.h"

#include "points-listener.h"
#include "points-text.h"

/* A CpgConnection as the table shows it. How many calls it had and whether it is
 * blocked is not notified: the window has it looked up now and then. */
struct _PointsConnection
{
  GObject        parent_instance;

  CpgConnection *connection; /* (owned) */
  char          *delivered;  /* (owned) */
  char          *dropped;    /* (owned) */
  gboolean       blocked;
};

typedef enum {
  PROP_COOKIE = 1,
  PROP_SINK,
  PROP_FLAGS,
  PROP_DELIVERED,
  PROP_DROPPED,
  PROP_BLOCKED
} PointsConnectionProperty;

static GParamSpec *properties[PROP_BLOCKED + 1];

G_DEFINE_FINAL_TYPE (PointsConnection, points_connection, G_TYPE_OBJECT)

static char *
dup_sink_name (PointsConnection *self)
{
  g_autoptr (GObject) sink = cpg_connection_get_sink (self->connection);
  PointsListener *listener;

  if (sink == NULL)
    return g_strdup ("gone");
  listener = points_listener_of (sink);
  return g_strdup (listener != NULL ? points_listener_get_name (listener) : G_OBJECT_TYPE_NAME (sink));
}

static void
points_connection_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PointsConnection *self = POINTS_CONNECTION (object);

  switch ((PointsConnectionProperty) prop_id)
    {
    case PROP_COOKIE:
      g_value_set_uint (value, cpg_connection_get_cookie (self->connection));
      break;
    case PROP_SINK:
      g_value_take_string (value, dup_sink_name (self));
      break;
    case PROP_FLAGS:
      g_value_take_string (value, points_text_of_flags (cpg_connection_get_flags (self->connection)));
      break;
    case PROP_DELIVERED:
      g_value_set_string (value, self->delivered);
      break;
    case PROP_DROPPED:
      g_value_set_string (value, self->dropped);
      break;
    case PROP_BLOCKED:
      g_value_set_boolean (value, self->blocked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
points_connection_finalize (GObject *object)
{
  PointsConnection *self = POINTS_CONNECTION (object);

  g_clear_object (&self->connection);
  g_free (self->delivered);
  g_free (self->dropped);

  G_OBJECT_CLASS (points_connection_parent_class)->finalize (object);
}

static void
points_connection_class_init (PointsConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = points_connection_get_property;
  object_class->finalize = points_connection_finalize;

  properties[PROP_COOKIE] = g_param_spec_uint ("cookie", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SINK] = g_param_spec_string ("sink", NULL, NULL, NULL, flags);
  properties[PROP_FLAGS] = g_param_spec_string ("flags", NULL, NULL, NULL, flags);
  properties[PROP_DELIVERED] = g_param_spec_string ("delivered", NULL, NULL, NULL, flags);
  properties[PROP_DROPPED] = g_param_spec_string ("dropped", NULL, NULL, NULL, flags);
  properties[PROP_BLOCKED] = g_param_spec_boolean ("blocked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
points_connection_init (PointsConnection *self)
{
}

PointsConnection *
points_connection_new (CpgConnection *connection)
{
  PointsConnection *self = g_object_new (POINTS_TYPE_CONNECTION, NULL);

  self->connection = g_object_ref (connection);
  points_connection_refresh (self);
  return self;
}

CpgConnection *
points_connection_get_connection (PointsConnection *self)
{
  return self->connection;
}

static void
set_text (PointsConnection          *self,
          char                     **field,
          char                      *text,
          PointsConnectionProperty   property)
{
  if (g_strcmp0 (*field, text) == 0)
    {
      g_free (text);
      return;
    }

  g_free (*field);
  *field = text;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
points_connection_refresh (PointsConnection *self)
{
  g_autoptr (GObject) sink = cpg_connection_get_sink (self->connection);
  PointsListener *listener = sink != NULL ? points_listener_of (sink) : NULL;
  gboolean is_queued = (cpg_connection_get_flags (self->connection) & CPG_ADVISE_CONTEXT) != 0;
  gboolean blocked = cpg_connection_get_blocked (self->connection);

  /* A point counts only what goes through a main context, as counting a direct
   * call would cost more than the call. Our own sinks count for themselves. */
  if (listener != NULL)
    set_text (self, &self->delivered, points_text_of_number (points_listener_get_n_calls (listener)),
              PROP_DELIVERED);
  else
    set_text (self, &self->delivered,
              is_queued ? points_text_of_number (cpg_connection_get_n_delivered (self->connection)) : g_strdup ("–"),
              PROP_DELIVERED);
  set_text (self, &self->dropped,
            is_queued ? points_text_of_number (cpg_connection_get_n_dropped (self->connection)) : g_strdup ("–"),
            PROP_DROPPED);

  if (blocked != self->blocked)
    {
      self->blocked = blocked;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLOCKED]);
    }
}

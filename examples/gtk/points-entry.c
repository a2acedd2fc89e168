/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-entry.h"

/* One line of the log. It does not change. */
struct _PointsEntry
{
  GObject  parent_instance;

  char    *time;   /* (owned) */
  char    *source; /* (owned) */
  char    *sink;   /* (owned) */
  char    *event;  /* (owned) */
  char    *thread; /* (owned) */
  char    *text;   /* (owned): all of them, to search in */
};

typedef enum {
  PROP_TIME = 1,
  PROP_SOURCE,
  PROP_SINK,
  PROP_EVENT,
  PROP_THREAD,
  PROP_TEXT
} PointsEntryProperty;

static GParamSpec *properties[PROP_TEXT + 1];

G_DEFINE_FINAL_TYPE (PointsEntry, points_entry, G_TYPE_OBJECT)

static void
points_entry_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PointsEntry *self = POINTS_ENTRY (object);

  switch ((PointsEntryProperty) prop_id)
    {
    case PROP_TIME:
      g_value_set_string (value, self->time);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, self->source);
      break;
    case PROP_SINK:
      g_value_set_string (value, self->sink);
      break;
    case PROP_EVENT:
      g_value_set_string (value, self->event);
      break;
    case PROP_THREAD:
      g_value_set_string (value, self->thread);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
points_entry_finalize (GObject *object)
{
  PointsEntry *self = POINTS_ENTRY (object);

  g_free (self->time);
  g_free (self->source);
  g_free (self->sink);
  g_free (self->event);
  g_free (self->thread);
  g_free (self->text);

  G_OBJECT_CLASS (points_entry_parent_class)->finalize (object);
}

static void
points_entry_class_init (PointsEntryClass *klass)
{
  static const char * const names[] = { NULL, "time", "source", "sink", "event", "thread", "text" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = points_entry_get_property;
  object_class->finalize = points_entry_finalize;

  for (guint i = PROP_TIME; i <= PROP_TEXT; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
points_entry_init (PointsEntry *self)
{
}

PointsEntry *
points_entry_new (const char *source,
                  const char *sink,
                  const char *event,
                  const char *thread)
{
  PointsEntry *self = g_object_new (POINTS_TYPE_ENTRY, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *seconds = g_date_time_format (now, "%H:%M:%S");

  self->time = g_strdup_printf ("%s.%03d", seconds, g_date_time_get_microsecond (now) / 1000);
  self->source = g_strdup (source);
  self->sink = g_strdup (sink);
  self->event = g_strdup (event);
  self->thread = g_strdup (thread);
  self->text = g_strjoin (" ", self->time, source, sink, event, thread, NULL);

  return self;
}

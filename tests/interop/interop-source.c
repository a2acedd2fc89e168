/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "interop-source.h"

struct _InteropSource
{
  CpgConnectable parent_instance;

  CpgConnectionPoint *events;  /* (unowned): ours */
  char               *name;
  guint32             failure;
};

enum {
  PROP_0,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE_WITH_CODE (InteropSource, interop_source, CPG_TYPE_CONNECTABLE,
                               CPG_OUTGOING_INTERFACE (INTEROP_TYPE_EVENTS, CPG_OUTGOING_DEFAULT)
                               CPG_OUTGOING_INTERFACE (CPG_TYPE_PROPERTY_NOTIFY_SINK, CPG_OUTGOING_NONE))

static void
interop_source_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  g_value_set_string (value, INTEROP_SOURCE (object)->name);
}

static void
interop_source_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  InteropSource *self = INTEROP_SOURCE (object);

  g_free (self->name);
  self->name = g_value_dup_string (value);
}

static void
interop_source_finalize (GObject *object)
{
  g_free (INTEROP_SOURCE (object)->name);

  G_OBJECT_CLASS (interop_source_parent_class)->finalize (object);
}

static void
interop_source_class_init (InteropSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = interop_source_get_property;
  object_class->set_property = interop_source_set_property;
  object_class->finalize = interop_source_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sink_failed (CpgConnectionPoint *point,
             guint               cookie,
             const GError       *error,
             InteropSource      *self)
{
  self->failure = cpg_error_to_hresult (error);
  g_debug ("sink %u: %s", cookie, error->message);
}

static void
interop_source_init (InteropSource *self)
{
  self->events = cpg_signal_point_peek (self, INTEROP_TYPE_EVENTS);
  g_signal_connect (self->events, "sink-failed", G_CALLBACK (sink_failed), self);
}

InteropSource *
interop_source_new (void)
{
  return g_object_new (INTEROP_TYPE_SOURCE, NULL);
}

void
interop_source_fire_nothing (InteropSource *self)
{
  CPG_FIRE (self->events, InteropEventsInterface, nothing);
}

void
interop_source_fire_numbers (InteropSource *self)
{
  CPG_FIRE (self->events, InteropEventsInterface, numbers, G_MININT8, G_MAXUINT8, TRUE, G_MININT, G_MAXUINT,
            G_MININT64, G_MAXUINT64, 0.5f, -1e300);
}

void
interop_source_fire_texts (InteropSource *self)
{
  CPG_FIRE (self->events, InteropEventsInterface, texts, "Grüße, 世界 🌍", "", NULL);
}

void
interop_source_fire_many (InteropSource *self)
{
  CPG_FIRE (self->events, InteropEventsInterface, many, 1, 2, 3, 4, 5, 6, 7, 8.5, "nine");
}

/* The IID of the contract, the source itself, none, and DISP_E_OVERFLOW. */
void
interop_source_fire_things (InteropSource *self)
{
  g_autoptr (CpgGuid) id = cpg_guid_new (INTEROP_EVENTS_IID, NULL);
  g_autoptr (GError) problem = cpg_error_new_from_hresult (0x8002000Au);

  CPG_FIRE (self->events, InteropEventsInterface, things, id, G_OBJECT (self), NULL, problem);
}

/* “ä” and “”, the last second of 1999, and an array of 1, 2 and 3. */
void
interop_source_fire_boxes (InteropSource *self)
{
  const char * const texts[] = { "ä", "", NULL };
  g_autoptr (GDateTime) time = g_date_time_new_local (1999, 12, 31, 23, 59, 59);
  g_autoptr (GVariant) numbers = g_variant_ref_sink (g_variant_new_parsed ("[1, 2, 3]"));

  CPG_FIRE (self->events, InteropEventsInterface, boxes, texts, time, numbers);
}

static void
parse_any (InteropSource *self,
           const char    *text,
           GValue        *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) variant = NULL;

  if (g_str_equal (text, "object"))
    {
      g_value_init (value, INTEROP_TYPE_SOURCE);
      g_value_set_object (value, self);
    }
  else if (g_str_equal (text, "null"))
    {
      g_value_init (value, G_TYPE_OBJECT);
    }
  else if (!g_str_equal (text, "none"))
    {
      variant = g_variant_parse (NULL, text, NULL, NULL, &error);
      g_assert_no_error (error);
      g_dbus_gvariant_to_gvalue (variant, value);
    }
}

void
interop_source_fire_any (InteropSource *self,
                         const char    *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  parse_any (self, text, &value);
  CPG_FIRE (self->events, InteropEventsInterface, any, &value);
}

char *
interop_source_fire_change (InteropSource *self)
{
  g_auto (GValue) any = G_VALUE_INIT;
  g_autoptr (CpgByRef) cancel = cpg_by_ref_new (CPG_COMBINE_ANY_TRUE, G_TYPE_BOOLEAN, FALSE);
  g_autoptr (CpgByRef) number = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_INT, 3);
  g_autoptr (CpgByRef) text = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_STRING, "before");
  g_autoptr (CpgByRef) anything = NULL;
  g_autofree char *left_text = NULL, *left_any = NULL;
  const GValue *left;
  char real[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean left_cancel;
  int left_number;

  g_value_init (&any, G_TYPE_STRING);
  g_value_set_static_string (&any, "any");
  anything = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_VALUE, &any);

  CPG_FIRE (self->events, InteropEventsInterface, change, cancel, number, text, anything);

  cpg_by_ref_get (cancel, &left_cancel);
  cpg_by_ref_get (number, &left_number);
  cpg_by_ref_get (text, &left_text);
  left = cpg_by_ref_get_value (anything);
  if (G_VALUE_HOLDS_DOUBLE (left)) /* in every locale the same */
    left_any = g_strdup (g_ascii_formatd (real, sizeof real, "%f", g_value_get_double (left)));
  else
    left_any = g_strdup_value_contents (left);
  return g_strdup_printf ("%s %d %s %s", left_cancel ? "TRUE" : "FALSE", left_number, left_text, left_any);
}

gboolean
interop_source_ask_may_close (InteropSource *self)
{
  return CPG_FIRE_BOOLEAN (self->events, InteropEventsInterface, may_close);
}

int
interop_source_ask_number (InteropSource *self,
                           int            number)
{
  int answer = 0;

  g_signal_emit_by_name (self, "last-number", number, &answer);
  return answer;
}

char *
interop_source_ask_text (InteropSource *self,
                         const char    *text)
{
  char *answer = NULL;

  g_signal_emit_by_name (self, "last-text", text, &answer);
  return answer;
}

char *
interop_source_ask_told (InteropSource *self)
{
  char *answer = NULL;

  g_signal_emit_by_name (self, "told", -300, TRUE, "Größe 🌍", "Größe", 12.5, &answer);
  return answer;
}

gboolean
interop_source_ask_object (InteropSource *self)
{
  g_autoptr (GObject) answer = NULL;

  g_signal_emit_by_name (self, "last-object", self, &answer);
  return answer == G_OBJECT (self);
}

guint
interop_source_get_n_connections (InteropSource *self)
{
  return cpg_connection_point_get_n_connections (self->events);
}

void
interop_source_set_limit (InteropSource *self,
                          guint          limit)
{
  cpg_connection_point_set_max_connections (self->events, limit);
}

guint32
interop_source_take_failure (InteropSource *self)
{
  guint32 failure = self->failure;

  self->failure = 0;
  return failure;
}

guint
interop_source_get_n_refs (InteropSource *self)
{
  return G_OBJECT (self)->ref_count;
}

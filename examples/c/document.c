/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "document.h"

G_DEFINE_INTERFACE (DocumentEvents, document_events, G_TYPE_OBJECT)

static void
document_events_default_init (DocumentEventsInterface *iface)
{
  GType type = DOCUMENT_TYPE_EVENTS;

  cpg_outgoing_interface_init (type, "5d4f5f0e-2a4e-4f0c-9a2c-0a6a3c1d7c11");
  cpg_outgoing_interface_add_method (type, "saved",
                                     G_STRUCT_OFFSET (DocumentEventsInterface, saved),
                                     1, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     1, "name", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (type, "before_save",
                                     G_STRUCT_OFFSET (DocumentEventsInterface, before_save),
                                     2, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     2, "name", G_TYPE_STRING, "cancel", CPG_TYPE_BY_REF);
  cpg_outgoing_interface_set_by_ref (type, "before_save", "cancel", G_TYPE_BOOLEAN);
  /* One no is a no. */
  cpg_outgoing_interface_add_method (type, "may_close",
                                     G_STRUCT_OFFSET (DocumentEventsInterface, may_close),
                                     3, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN, 0);
}

struct _Document
{
  CpgConnectable parent_instance;

  CpgConnectionPoint *events; /* (unowned): our own */
  char               *name;   /* (owned) */
};

typedef enum {
  PROP_NAME = 1
} DocumentProperty;

G_DEFINE_FINAL_TYPE_WITH_CODE (Document, document, CPG_TYPE_CONNECTABLE,
                               CPG_OUTGOING_INTERFACE (DOCUMENT_TYPE_EVENTS, CPG_OUTGOING_DEFAULT)
                               CPG_OUTGOING_INTERFACE (CPG_TYPE_PROPERTY_NOTIFY_SINK, CPG_OUTGOING_NONE))

void
document_save (Document *self)
{
  /* A cancel that nobody can take back. */
  g_autoptr (CpgByRef) cancel = cpg_by_ref_new (CPG_COMBINE_ANY_TRUE, G_TYPE_BOOLEAN, FALSE);
  gboolean is_cancelled;

  CPG_FIRE (self->events, DocumentEventsInterface, before_save, self->name, cancel);
  cpg_by_ref_get (cancel, &is_cancelled);
  if (!is_cancelled)
    CPG_FIRE (self->events, DocumentEventsInterface, saved, self->name);
}

void
document_close (Document *self)
{
  if (CPG_FIRE_BOOLEAN (self->events, DocumentEventsInterface, may_close))
    g_print ("%s is closed\n", self->name);
  else
    g_print ("%s stays open\n", self->name);
}

void
document_set_name (Document   *self,
                   const char *name)
{
  if (!CPG_EDIT_STRING (self, "name", self->name, name))
    g_print ("%s keeps its name\n", self->name);
}

static void
document_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  g_value_set_string (value, DOCUMENT_DOCUMENT (object)->name);
}

static void
document_finalize (GObject *object)
{
  g_free (DOCUMENT_DOCUMENT (object)->name);

  G_OBJECT_CLASS (document_parent_class)->finalize (object);
}

static void
document_class_init (DocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = document_get_property;
  object_class->finalize = document_finalize;
  g_object_class_install_property (object_class, PROP_NAME,
                                   g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE));
}

static void
document_init (Document *self)
{
  self->events = cpg_signal_point_peek (self, DOCUMENT_TYPE_EVENTS);
}

Document *
document_new (const char *name)
{
  Document *self = g_object_new (DOCUMENT_TYPE_DOCUMENT, NULL);

  self->name = g_strdup (name);
  return self;
}

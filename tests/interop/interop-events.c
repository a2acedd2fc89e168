/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "interop-events.h"

G_DEFINE_INTERFACE (InteropEvents, interop_events, G_TYPE_OBJECT)

#define SLOT(method) G_STRUCT_OFFSET (InteropEventsInterface, method)

static void
interop_events_default_init (InteropEventsInterface *iface)
{
  GType type = INTEROP_TYPE_EVENTS;
  CpgMethod *told;

  cpg_outgoing_interface_init (type, INTEROP_EVENTS_IID);
  cpg_outgoing_interface_add_method (type, "nothing", SLOT (nothing), 1, CPG_COMBINE_LAST, G_TYPE_NONE, 0);
  cpg_outgoing_interface_add_method (type, "numbers", SLOT (numbers), 2, CPG_COMBINE_LAST, G_TYPE_NONE, 9,
                                     "a_char", G_TYPE_CHAR,
                                     "a_byte", G_TYPE_UCHAR,
                                     "a_truth", G_TYPE_BOOLEAN,
                                     "an_int", G_TYPE_INT,
                                     "an_uint", G_TYPE_UINT,
                                     "an_int64", G_TYPE_INT64,
                                     "an_uint64", G_TYPE_UINT64,
                                     "a_float", G_TYPE_FLOAT,
                                     "a_double", G_TYPE_DOUBLE);
  cpg_outgoing_interface_add_method (type, "texts", SLOT (texts), 3, CPG_COMBINE_LAST, G_TYPE_NONE, 3,
                                     "text", G_TYPE_STRING,
                                     "empty", G_TYPE_STRING,
                                     "none", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (type, "many", SLOT (many), 4, CPG_COMBINE_LAST, G_TYPE_NONE, 9,
                                     "a1", G_TYPE_INT,
                                     "a2", G_TYPE_INT,
                                     "a3", G_TYPE_INT,
                                     "a4", G_TYPE_INT,
                                     "a5", G_TYPE_INT,
                                     "a6", G_TYPE_INT,
                                     "a7", G_TYPE_INT,
                                     "a8", G_TYPE_DOUBLE,
                                     "a9", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (type, "things", SLOT (things), 5, CPG_COMBINE_LAST, G_TYPE_NONE, 4,
                                     "id", CPG_TYPE_GUID,
                                     "object", G_TYPE_OBJECT,
                                     "none", G_TYPE_OBJECT,
                                     "problem", G_TYPE_ERROR);
  cpg_outgoing_interface_add_method (type, "any", SLOT (any), 6, CPG_COMBINE_LAST, G_TYPE_NONE, 1,
                                     "value", G_TYPE_VALUE);
  cpg_outgoing_interface_add_method (type, "boxes", SLOT (boxes), 7, CPG_COMBINE_LAST, G_TYPE_NONE, 3,
                                     "texts", G_TYPE_STRV,
                                     "time", G_TYPE_DATE_TIME,
                                     "numbers", G_TYPE_VARIANT);
  cpg_outgoing_interface_add_method (type, "change", SLOT (change), 8, CPG_COMBINE_LAST, G_TYPE_NONE, 4,
                                     "cancel", CPG_TYPE_BY_REF,
                                     "number", CPG_TYPE_BY_REF,
                                     "text", CPG_TYPE_BY_REF,
                                     "anything", CPG_TYPE_BY_REF);
  cpg_outgoing_interface_set_by_ref (type, "change", "cancel", G_TYPE_BOOLEAN);
  cpg_outgoing_interface_set_by_ref (type, "change", "number", G_TYPE_INT);
  cpg_outgoing_interface_set_by_ref (type, "change", "text", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (type, "may-close", SLOT (may_close), 9, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN, 0);
  cpg_outgoing_interface_add_method (type, "last-number", SLOT (last_number), 10, CPG_COMBINE_LAST, G_TYPE_INT, 1,
                                     "number", G_TYPE_INT);
  cpg_outgoing_interface_add_method (type, "last-text", SLOT (last_text), 11, CPG_COMBINE_LAST, G_TYPE_STRING, 1,
                                     "text", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (type, "last-object", SLOT (last_object), 12, CPG_COMBINE_LAST, G_TYPE_OBJECT, 1,
                                     "object", G_TYPE_OBJECT);
  cpg_outgoing_interface_add_method (type, "told", SLOT (told), 13, CPG_COMBINE_LAST, G_TYPE_STRING, 5,
                                     "number", G_TYPE_INT,
                                     "truth", G_TYPE_BOOLEAN,
                                     "wide", G_TYPE_STRING,
                                     "narrow", G_TYPE_STRING,
                                     "money", G_TYPE_DOUBLE);

  /* A short, a BOOL, and so on. */
  told = cpg_outgoing_interface_lookup_method (cpg_outgoing_interface_for_type (type, NULL), "told");
  cpg_com_method_set_type (told, 0, CPG_COM_VAR_TYPE_I2, NULL);
  cpg_com_method_set_type (told, 1, CPG_COM_VAR_TYPE_I4, NULL);
  cpg_com_method_set_type (told, 2, CPG_COM_VAR_TYPE_LPWSTR, NULL);
  cpg_com_method_set_type (told, 3, CPG_COM_VAR_TYPE_LPSTR, NULL);
  cpg_com_method_set_type (told, 4, CPG_COM_VAR_TYPE_CY, NULL);
  cpg_com_method_set_type (told, -1, CPG_COM_VAR_TYPE_LPSTR, NULL);
}

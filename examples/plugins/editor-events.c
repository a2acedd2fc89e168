/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "editor-events.h"

G_DEFINE_INTERFACE (EditorEvents, editor_events, G_TYPE_OBJECT)

static void
editor_events_default_init (EditorEventsInterface *iface)
{
  cpg_outgoing_interface_init (EDITOR_TYPE_EVENTS, NULL);
  cpg_outgoing_interface_add_method (EDITOR_TYPE_EVENTS, "text-changed",
                                     G_STRUCT_OFFSET (EditorEventsInterface, text_changed),
                                     1, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     1, "text", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (EDITOR_TYPE_EVENTS, "may-close",
                                     G_STRUCT_OFFSET (EditorEventsInterface, may_close),
                                     2, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN,
                                     0);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

/* What an editor tells its plug-ins. It is all that both sides know. */

#define EDITOR_TYPE_EVENTS (editor_events_get_type ())
G_DECLARE_INTERFACE (EditorEvents, editor_events, EDITOR, EVENTS, GObject)

struct _EditorEventsInterface
{
  GTypeInterface parent_iface;

  void     (* text_changed) (EditorEvents *self,
                             const char   *text);
  gboolean (* may_close)    (EditorEvents *self);
};

/* What a plug-in exports as editor_plugin_new: it gives the plug-in's sink. */
typedef GObject * (* EditorPluginNew) (void);

G_END_DECLS

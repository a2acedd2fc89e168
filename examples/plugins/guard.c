/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <gmodule.h>

#include "editor-events.h"

/* A plug-in without a class: a sink that is made for the interface, and its
 * signal handlers. */

static gboolean is_finished;

static void
on_text_changed (CpgSink    *sink,
                 const char *text,
                 gpointer    user_data)
{
  is_finished = g_str_has_suffix (text, ".");
}

static gboolean
on_may_close (CpgSink  *sink,
              gpointer  user_data)
{
  if (!is_finished)
    g_print ("guard: the last sentence has no end\n");
  return is_finished;
}

G_MODULE_EXPORT GObject *editor_plugin_new (void);

GObject *
editor_plugin_new (void)
{
  CpgSink *sink = cpg_sink_new (EDITOR_TYPE_EVENTS);

  g_signal_connect (sink, "text-changed", G_CALLBACK (on_text_changed), NULL);
  g_signal_connect (sink, "may-close", G_CALLBACK (on_may_close), NULL);
  return G_OBJECT (sink);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <gmodule.h>

#include "editor-events.h"

/* An editor whose plug-ins are sinks: editor PLUGIN... To load one is to advise
 * its sink, to unload it is to unadvise it. */

#define EDITOR_TYPE_EDITOR (editor_get_type ())
G_DECLARE_FINAL_TYPE (Editor, editor, EDITOR, EDITOR, CpgConnectable)

struct _Editor
{
  CpgConnectable parent_instance;
};

G_DEFINE_TYPE_WITH_CODE (Editor, editor, CPG_TYPE_CONNECTABLE,
                         CPG_OUTGOING_INTERFACE (EDITOR_TYPE_EVENTS, CPG_OUTGOING_DEFAULT))

static void
editor_class_init (EditorClass *klass)
{
}

static void
editor_init (Editor *self)
{
}

static guint
load (Editor      *self,
      const char  *file,
      GError     **error)
{
  GModule *module = g_module_open_full (file, G_MODULE_BIND_LOCAL, error);
  g_autoptr (GObject) plugin = NULL;
  gpointer plugin_new;

  if (module == NULL)
    return 0;
  if (!g_module_symbol (module, "editor_plugin_new", &plugin_new))
    {
      g_set_error (error, G_MODULE_ERROR, G_MODULE_ERROR_FAILED, "%s is no plug-in", file);
      g_module_close (module);
      return 0;
    }

  /* The types of a plug-in can't be taken back. */
  g_module_make_resident (module);
  plugin = ((EditorPluginNew) plugin_new) ();
  return cpg_advise (G_OBJECT (self), plugin, EDITOR_TYPE_EVENTS, error);
}

static void
write_and_close (Editor     *self,
                 const char *text)
{
  CpgConnectionPoint *point = cpg_signal_point_peek (self, EDITOR_TYPE_EVENTS);

  CPG_FIRE (point, EditorEventsInterface, text_changed, text);
  g_print ("the editor %s\n", CPG_FIRE_BOOLEAN (point, EditorEventsInterface, may_close) ? "closes" : "stays");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (Editor) editor = g_object_new (EDITOR_TYPE_EDITOR, NULL);
  g_autofree guint *cookies = g_new0 (guint, argc);

  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;

      cookies[i] = load (editor, argv[i], &error);
      if (cookies[i] == 0)
        g_print ("not loaded: %s\n", error->message);
    }

  write_and_close (editor, "It was a dark and");
  write_and_close (editor, "It was a dark and stormy night.");
  for (int i = 1; i < argc; i++)
    cpg_unadvise (G_OBJECT (editor), EDITOR_TYPE_EVENTS, cookies[i], NULL);
  write_and_close (editor, "the");

  return 0;
}

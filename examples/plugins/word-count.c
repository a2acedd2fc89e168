/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <gmodule.h>

#include "editor-events.h"

/* A plug-in that is a class: it implements what it wants to hear. */

#define WORD_COUNT_TYPE_PLUGIN (word_count_plugin_get_type ())
G_DECLARE_FINAL_TYPE (WordCountPlugin, word_count_plugin, WORD_COUNT, PLUGIN, GObject)

struct _WordCountPlugin
{
  GObject parent_instance;
  guint n_texts;
};

static void
word_count_plugin_text_changed (EditorEvents *events,
                                const char   *text)
{
  WordCountPlugin *self = WORD_COUNT_PLUGIN (events);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  self->n_texts++;
  g_print ("word count: text %u has %u words\n", self->n_texts, g_strv_length (words));
}

static void
events_init (EditorEventsInterface *iface)
{
  iface->text_changed = word_count_plugin_text_changed;
}

G_DEFINE_TYPE_WITH_CODE (WordCountPlugin, word_count_plugin, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (EDITOR_TYPE_EVENTS, events_init))

static void
word_count_plugin_finalize (GObject *object)
{
  g_print ("word count: bye\n");

  G_OBJECT_CLASS (word_count_plugin_parent_class)->finalize (object);
}

static void
word_count_plugin_class_init (WordCountPluginClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = word_count_plugin_finalize;
}

static void
word_count_plugin_init (WordCountPlugin *self)
{
}

G_MODULE_EXPORT GObject *editor_plugin_new (void);

GObject *
editor_plugin_new (void)
{
  return g_object_new (WORD_COUNT_TYPE_PLUGIN, NULL);
}

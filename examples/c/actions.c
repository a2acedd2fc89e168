/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* The interface of another library: its signals are the methods. GIO's groups of
 * actions become sources by one call. */
#include <cpglib/cpg.h>

static void
action_added_cb (CpgSink    *sink,
                 const char *name,
                 gpointer    data)
{
  g_print ("added: %s\n", name);
}

static void
action_removed_cb (CpgSink    *sink,
                   const char *name,
                   gpointer    data)
{
  g_print ("removed: %s\n", name);
}

int
main (void)
{
  g_autoptr (GSimpleActionGroup) group = NULL;
  g_autoptr (GSimpleAction) action = g_simple_action_new ("save", NULL);
  g_autoptr (CpgSink) sink = cpg_sink_new (G_TYPE_ACTION_GROUP);
  g_autoptr (GError) error = NULL;
  guint cookie;

  /* Before the first group is made. */
  if (!cpg_type_add_outgoing_interface (G_TYPE_SIMPLE_ACTION_GROUP, G_TYPE_ACTION_GROUP,
                                        CPG_OUTGOING_DEFAULT, NULL, &error))
    g_error ("%s", error->message);
  group = g_simple_action_group_new ();

  g_signal_connect (sink, "action-added", G_CALLBACK (action_added_cb), NULL);
  g_signal_connect (sink, "action-removed", G_CALLBACK (action_removed_cb), NULL);
  cookie = cpg_advise (G_OBJECT (group), G_OBJECT (sink), G_TYPE_ACTION_GROUP, NULL);

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  g_action_map_remove_action (G_ACTION_MAP (group), "save");

  cpg_unadvise (G_OBJECT (group), G_TYPE_ACTION_GROUP, cookie, NULL);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));

  return 0;
}

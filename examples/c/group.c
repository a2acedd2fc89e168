/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* A group: several connections are made, moved, silenced and ended together. */
#include "document.h"

static void
saved_cb (CpgSink    *sink,
          const char *name,
          const char *who)
{
  g_print ("%s: %s is saved\n", who, name);
}

static void
add (CpgConnectionGroup *group,
     const char         *who)
{
  g_autoptr (CpgSink) sink = cpg_sink_new (DOCUMENT_TYPE_EVENTS);

  g_signal_connect (sink, "saved", G_CALLBACK (saved_cb), (gpointer) who);
  /* Without a source: that of the group. */
  cpg_connection_group_add (group, NULL, DOCUMENT_TYPE_EVENTS, G_OBJECT (sink), CPG_ADVISE_NONE, NULL, NULL);
}

int
main (void)
{
  g_autoptr (CpgConnectionGroup) group = cpg_connection_group_new ();
  g_autoptr (Document) letter = document_new ("letter");
  g_autoptr (Document) bill = document_new ("bill");

  add (group, "title bar");
  add (group, "status bar");
  cpg_connection_group_set_source (group, G_OBJECT (letter), NULL);
  cpg_connection_group_advise (group, NULL);
  document_save (letter);

  /* The window shows another document. */
  cpg_connection_group_set_source (group, G_OBJECT (bill), NULL);
  document_save (letter);
  document_save (bill);

  cpg_connection_group_block (group, NULL);
  document_save (bill);
  cpg_connection_group_unblock (group, NULL);

  cpg_connection_group_unadvise (group);
  document_save (bill);

  return 0;
}

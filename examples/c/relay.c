/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* A relay: what one source fires, another one fires too. The answers go back. */
#include "document.h"

static void
saved_cb (Document   *folder,
          const char *name,
          gpointer    data)
{
  g_print ("in the folder: %s is saved\n", name);
}

static gboolean
may_close_cb (Document *folder,
              gpointer  data)
{
  g_print ("in the folder: not yet\n");
  return FALSE;
}

int
main (void)
{
  g_autoptr (Document) letter = document_new ("letter");
  g_autoptr (Document) bill = document_new ("bill");
  g_autoptr (Document) folder = document_new ("folder");
  g_autoptr (CpgSink) relay = NULL;

  /* Who wants to hear of all documents needs to know the folder only. */
  g_signal_connect (folder, "saved", G_CALLBACK (saved_cb), NULL);
  g_signal_connect (folder, "may-close", G_CALLBACK (may_close_cb), NULL);

  relay = cpg_sink_new_relay (cpg_signal_point_peek (folder, DOCUMENT_TYPE_EVENTS), NULL);
  cpg_advise (G_OBJECT (letter), G_OBJECT (relay), DOCUMENT_TYPE_EVENTS, NULL);
  cpg_advise (G_OBJECT (bill), G_OBJECT (relay), DOCUMENT_TYPE_EVENTS, NULL);

  document_save (letter);
  document_save (bill);
  document_close (letter);

  return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* Coalescing: a worker saves more often than the main loop comes round. One sink
 * hears of each time, the other of the newest only. */
#include "document.h"

static void
saved_cb (CpgSink    *sink,
          const char *name,
          const char *who)
{
  g_print ("%s: %s is saved\n", who, name);
}

static void
advise (Document       *document,
        const char     *who,
        CpgAdviseFlags  flags)
{
  g_autoptr (CpgSink) sink = cpg_sink_new (DOCUMENT_TYPE_EVENTS);

  g_signal_connect (sink, "saved", G_CALLBACK (saved_cb), (gpointer) who);
  cpg_connection_point_advise_full (cpg_signal_point_peek (document, DOCUMENT_TYPE_EVENTS),
                                    G_OBJECT (sink), flags, g_main_context_default (), NULL);
}

static gpointer
work (gpointer document)
{
  document_save (document);
  document_set_name (document, "letter, second page");
  document_save (document);
  document_set_name (document, "letter, third page");
  document_save (document);
  return NULL;
}

int
main (void)
{
  g_autoptr (Document) document = document_new ("letter");

  advise (document, "each", CPG_ADVISE_CONTEXT);
  advise (document, "newest", CPG_ADVISE_CONTEXT | CPG_ADVISE_COALESCE);
  g_thread_join (g_thread_new ("worker", work, document));

  /* In a program with a main loop, that does it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;

  return 0;
}

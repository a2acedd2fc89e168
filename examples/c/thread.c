/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* Threads: a document is saved in a worker thread, and one of the sinks hears of
 * it in the thread that runs the main loop. */
#include "document.h"

static GThread *main_thread;

static void
saved_cb (CpgSink    *sink,
          const char *name,
          GMainLoop  *loop)
{
  g_print ("%s is saved: heard in the %s thread\n", name, g_thread_self () == main_thread ? "main" : "worker");
  if (loop != NULL)
    g_main_loop_quit (loop);
}

static void
advise (Document       *document,
        CpgAdviseFlags  flags,
        GMainContext   *context,
        GMainLoop      *loop)
{
  g_autoptr (CpgSink) sink = cpg_sink_new (DOCUMENT_TYPE_EVENTS);

  g_signal_connect (sink, "saved", G_CALLBACK (saved_cb), loop);
  cpg_connection_point_advise_full (cpg_signal_point_peek (document, DOCUMENT_TYPE_EVENTS),
                                    G_OBJECT (sink), flags, context, NULL);
}

static gpointer
work (gpointer document)
{
  document_save (document);
  return NULL;
}

int
main (void)
{
  g_autoptr (Document) document = document_new ("letter");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GThread *worker;

  main_thread = g_thread_self ();
  /* No context would also be the default one. */
  advise (document, CPG_ADVISE_CONTEXT, g_main_context_default (), loop);
  advise (document, CPG_ADVISE_NONE, NULL, NULL);

  worker = g_thread_new ("worker", work, document);
  g_thread_join (worker);
  g_print ("the worker has ended\n");
  g_main_loop_run (loop);

  return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* To wait rather than listen: the next event is the result of an asynchronous
 * operation, with a time limit. */
#include "document.h"

static void
saved_cb (GObject      *point,
          GAsyncResult *result,
          gpointer      loop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CpgInvocation) invocation = cpg_connection_point_next_event_finish (CPG_CONNECTION_POINT (point),
                                                                                  result, &error);

  if (invocation != NULL)
    {
      g_autofree char *text = cpg_invocation_to_string (invocation);

      g_print ("%s\n", text);
    }
  else
    g_print ("%s\n", error->message);
  g_main_loop_quit (loop);
}

static gboolean
save (gpointer document)
{
  document_close (document);
  document_save (document);
  return G_SOURCE_REMOVE;
}

int
main (void)
{
  g_autoptr (Document) document = document_new ("letter");
  CpgConnectionPoint *point = cpg_signal_point_peek (document, DOCUMENT_TYPE_EVENTS);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_idle_add (save, document);
  cpg_connection_point_next_event_async (point, "saved", -1, NULL, saved_cb, loop);
  g_main_loop_run (loop);

  /* Whatever comes, but not for ever. */
  cpg_connection_point_next_event_async (point, NULL, 10, NULL, saved_cb, loop);
  g_main_loop_run (loop);

  return 0;
}

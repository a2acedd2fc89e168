/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* Answers: several listeners are asked, and the rule of the method makes one
 * answer of theirs. */
#include "document.h"

static gboolean
may_close_cb (CpgSink    *sink,
              const char *who)
{
  gboolean agrees = !g_str_equal (who, "the printer");

  g_print ("%s says %s\n", who, agrees ? "yes" : "no");
  return agrees;
}

static void
ask (Document   *document,
     const char *who)
{
  g_autoptr (CpgSink) sink = cpg_sink_new (DOCUMENT_TYPE_EVENTS);

  g_signal_connect (sink, "may-close", G_CALLBACK (may_close_cb), (gpointer) who);
  cpg_advise (G_OBJECT (document), G_OBJECT (sink), DOCUMENT_TYPE_EVENTS, NULL);
}

int
main (void)
{
  g_autoptr (Document) document = document_new ("letter");
  CpgConnectionPoint *point = cpg_signal_point_peek (document, DOCUMENT_TYPE_EVENTS);
  g_autoptr (GArray) answers = NULL;

  document_close (document); /* nobody is against it */

  ask (document, "the speller");
  ask (document, "the printer");
  ask (document, "the cat"); /* is not asked any more */
  document_close (document);

  /* Each answer by itself. */
  answers = cpg_signal_point_fire_collect (CPG_SIGNAL_POINT (point), "may-close", NULL, 0, NULL);
  for (guint i = 0; i < answers->len; i++)
    g_print ("%s\n", g_value_get_boolean (&g_array_index (answers, GValue, i)) ? "yes" : "no");

  return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* An argument that comes back: a listener cancels what is about to happen. */
#include "document.h"

static void
before_save_cb (CpgSink    *sink,
                const char *name,
                CpgByRef   *cancel,
                gpointer    data)
{
  if (g_str_has_prefix (name, "secret"))
    cpg_by_ref_set (cancel, TRUE);
}

static void
before_save_late_cb (CpgSink    *sink,
                     const char *name,
                     CpgByRef   *cancel,
                     gpointer    data)
{
  gboolean is_cancelled;

  /* What those before have left. */
  cpg_by_ref_get (cancel, &is_cancelled);
  g_print ("%s: %s\n", name, is_cancelled ? "cancelled" : "goes on");

  /* Too late: the source has said that a cancel stays. */
  cpg_by_ref_set (cancel, FALSE);
}

static void
saved_cb (Document   *document,
          const char *name,
          gpointer    data)
{
  g_print ("%s is saved\n", name);
}

static void
listen (Document  *document,
        GCallback  before_save)
{
  g_autoptr (CpgSink) sink = cpg_sink_new (DOCUMENT_TYPE_EVENTS);

  g_signal_connect (sink, "before-save", before_save, NULL);
  cpg_advise (G_OBJECT (document), G_OBJECT (sink), DOCUMENT_TYPE_EVENTS, NULL);
}

int
main (void)
{
  g_autoptr (Document) document = document_new ("letter");

  g_signal_connect (document, "saved", G_CALLBACK (saved_cb), NULL);
  listen (document, G_CALLBACK (before_save_cb));
  listen (document, G_CALLBACK (before_save_late_cb));

  document_save (document);
  document_set_name (document, "secret letter");
  document_save (document);

  return 0;
}

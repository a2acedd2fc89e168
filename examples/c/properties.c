/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* Properties: sinks hear of each change, and may refuse it before. */
#include "document.h"

static gboolean
request_edit_cb (CpgSink    *sink,
                 const char *property,
                 gpointer    data)
{
  g_print ("may %s change?\n", property);
  return *(gboolean *) data;
}

static void
changed_cb (CpgSink    *sink,
            const char *property,
            gpointer    data)
{
  g_print ("%s has changed\n", property);
}

int
main (void)
{
  g_autoptr (Document) document = document_new ("letter");
  g_autoptr (CpgSink) sink = cpg_sink_new (CPG_TYPE_PROPERTY_NOTIFY_SINK);
  gboolean is_allowed = TRUE;

  g_signal_connect (sink, "request-edit", G_CALLBACK (request_edit_cb), &is_allowed);
  g_signal_connect (sink, "changed", G_CALLBACK (changed_cb), NULL);
  cpg_advise (G_OBJECT (document), G_OBJECT (sink), CPG_TYPE_PROPERTY_NOTIFY_SINK, NULL);

  document_set_name (document, "long letter");
  document_set_name (document, "long letter"); /* is no change */

  is_allowed = FALSE;
  document_set_name (document, "short letter");

  return 0;
}

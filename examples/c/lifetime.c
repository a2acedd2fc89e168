/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* How long a connection lasts: for one call, whatever it is; as long as the sink;
 * until it is ended. */
#include "document.h"

static gboolean
may_close_cb (CpgSink    *sink,
              const char *who)
{
  g_print ("%s: yes\n", who);
  return TRUE;
}

static CpgSink *
advise (Document       *document,
        const char     *who,
        CpgAdviseFlags  flags)
{
  CpgSink *sink = cpg_sink_new (DOCUMENT_TYPE_EVENTS);

  g_signal_connect (sink, "may-close", G_CALLBACK (may_close_cb), (gpointer) who);
  cpg_connection_point_advise_full (cpg_signal_point_peek (document, DOCUMENT_TYPE_EVENTS),
                                    G_OBJECT (sink), flags, NULL, NULL);
  return sink;
}

int
main (void)
{
  g_autoptr (Document) document = document_new ("letter");
  CpgConnectionPoint *point = cpg_signal_point_peek (document, DOCUMENT_TYPE_EVENTS);
  g_autoptr (CpgSink) owned = advise (document, "owned", CPG_ADVISE_NONE);
  g_autoptr (CpgSink) weak = advise (document, "weak", CPG_ADVISE_WEAK);
  g_autoptr (CpgSink) once = advise (document, "once", CPG_ADVISE_ONCE);

  document_close (document);
  g_print ("connections: %u\n", cpg_connection_point_get_n_connections (point));

  g_clear_object (&weak);  /* the connection ends with it */
  g_clear_object (&owned); /* the connection keeps it */
  document_close (document);
  g_print ("connections: %u\n", cpg_connection_point_get_n_connections (point));

  return 0;
}

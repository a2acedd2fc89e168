/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* Who is connected: enumerators, as COM has them, and a list model. */
#include "document.h"

static void
show (CpgEnumConnections *connections,
      guint               n,
      const char         *what)
{
  g_autoptr (GPtrArray) found = cpg_enum_connections_next (connections, n);

  g_print ("%s:", what);
  for (guint i = 0; i < found->len; i++)
    {
      CpgConnection *connection = g_ptr_array_index (found, i);

      g_print (" %u%s", cpg_connection_get_cookie (connection),
               cpg_connection_get_blocked (connection) ? " (blocked)" : "");
    }
  g_print ("\n");
}

int
main (void)
{
  g_autoptr (Document) document = document_new ("letter");
  CpgConnectionPoint *point = cpg_signal_point_peek (document, DOCUMENT_TYPE_EVENTS);
  g_autoptr (CpgSink) sink = cpg_sink_new (DOCUMENT_TYPE_EVENTS);
  g_autoptr (CpgEnumConnections) all = NULL;
  g_autoptr (CpgEnumConnections) rest = NULL;
  g_autoptr (GListModel) model = cpg_connection_point_list_connections (point);
  guint cookies[3];

  /* The same sink three times: three connections. */
  for (int i = 0; i < 3; i++)
    cookies[i] = cpg_connection_point_advise (point, G_OBJECT (sink), NULL);
  cpg_connection_point_block (point, cookies[1], NULL);

  all = cpg_connection_point_enum_connections (point, NULL);
  show (all, 2, "the first two");
  rest = cpg_enum_connections_clone (all);

  /* An enumerator goes on with what it began with; a model follows. */
  cpg_connection_point_unadvise (point, cookies[2], NULL);
  show (rest, G_MAXUINT, "the rest");
  cpg_enum_connections_reset (all);
  show (all, G_MAXUINT, "all of them");
  g_print ("in the model: %u\n", g_list_model_get_n_items (model));

  return 0;
}

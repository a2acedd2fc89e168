/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
/* Everything that a source fires, on whatever interface: its events need not be
 * known. */
#include "document.h"

static void
invoked_cb (CpgSink       *sink,
            CpgInvocation *invocation,
            gpointer       data)
{
  g_autofree char *text = cpg_invocation_to_string (invocation);

  g_print ("%s: %s\n", cpg_outgoing_interface_get_name (cpg_sink_get_interface (sink)), text);
}

static void
show_events (GObject *source)
{
  g_autoptr (CpgEnumConnectionPoints) points = NULL;
  g_autoptr (GPtrArray) found = NULL;

  points = cpg_connection_point_container_enum_connection_points (CPG_CONNECTION_POINT_CONTAINER (source));
  found = cpg_enum_connection_points_next (points, G_MAXUINT);
  for (guint i = 0; i < found->len; i++)
    {
      CpgConnectionPoint *point = g_ptr_array_index (found, i);
      CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (point);
      g_autoptr (CpgSink) sink = cpg_sink_new (cpg_outgoing_interface_get_gtype (contract));

      g_signal_connect (sink, "invoked", G_CALLBACK (invoked_cb), NULL);
      cpg_connection_point_advise (point, G_OBJECT (sink), NULL);
    }
}

int
main (void)
{
  g_autoptr (Document) document = document_new ("letter");

  show_events (G_OBJECT (document));
  document_save (document);
  document_set_name (document, "long letter");
  document_close (document);

  return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-dialect-private.h>
#include <cpglib/com/cpg-com-event-sink-private.h>
#include <cpglib/com/cpg-com-sink.h>
#include <cpglib/com/cpg-com-wrap-private.h>

/**
 * SECTION:cpg-com-sink
 * @title: COM callbacks
 * @short_description: a COM object for whoever wants to be given a callback
 * @see_also: #CpgSink, cpg_com_import()
 *
 * For foreign objects that have no connection points, but a function that
 * takes a callback interface.
 */

/**
 * cpg_com_sink_new: (skip)
 * @iface: the type of an outgoing interface, which says what the callback is;
 *   see cpg_com_interface_set_kind() too
 * @dialect: what the caller speaks
 * @sink: (out) (transfer full): the sink that gets the calls
 * @error: return location for an error
 *
 * Makes a COM object that implements an outgoing interface, to be handed to
 * any function that wants a callback. Each call of it is a signal of @sink.
 *
 * |[<!-- language="C" -->
 * g_autoptr (CpgSink) sink = NULL;
 * gpointer callback = cpg_com_sink_new (FRAME_TYPE_CALLBACK, dialect, &sink, &error);
 *
 * g_signal_connect (sink, "frame-arrived", G_CALLBACK (frame_arrived_cb), self);
 * input->SetCallback (callback);
 * callback->Release ();
 * ]|
 *
 * The signals come in the thread that calls. The COM object keeps @sink; @sink
 * does not keep the COM object.
 *
 * Returns: (transfer full): a pointer to the interface, which is the object's
 *   `IUnknown` too, with one reference; or %NULL with an error of
 *   cpg_sink_try_new() or cpg_com_dialect_check()
 *
 * Since: 1.0
 */
gpointer
cpg_com_sink_new (GType                 iface,
                  const CpgComDialect  *dialect,
                  CpgSink             **sink,
                  GError              **error)
{
  g_autoptr (CpgSink) made = NULL;
  gpointer result;

  g_return_val_if_fail (dialect != NULL, NULL);
  g_return_val_if_fail (sink != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  *sink = NULL;
  dialect = cpg_com_dialect_intern (dialect, error);
  if (dialect == NULL)
    return NULL;
  made = cpg_sink_try_new (iface, error);
  if (made == NULL)
    return NULL;

  cpg_com_wrap_init ();
  result = cpg_com_event_sink_new_for_sink (G_OBJECT (made), cpg_sink_get_interface (made), dialect);
  *sink = g_steal_pointer (&made);
  return result;
}

/**
 * cpg_com_sink_new_address: (rename-to cpg_com_sink_new)
 * @iface: the type of an outgoing interface, which says what the callback is
 * @dialect: what the caller speaks
 * @sink: (out) (transfer full): the sink that gets the calls
 * @error: return location for an error
 *
 * cpg_com_sink_new() for languages that have no pointers. The reference that
 * comes with the address is for cpg_com_release_address().
 *
 * Returns: the address of the interface, or 0 with an error
 *
 * Since: 1.0
 */
guint64
cpg_com_sink_new_address (GType                 iface,
                          const CpgComDialect  *dialect,
                          CpgSink             **sink,
                          GError              **error)
{
  return GPOINTER_TO_SIZE (cpg_com_sink_new (iface, dialect, sink, error));
}

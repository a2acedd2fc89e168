/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-invocation-private.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/signals/cpg-next-event.h>
#include <cpglib/signals/cpg-sink.h>

/**
 * SECTION:cpg-next-event
 * @title: Waiting for events
 * @short_description: an event as the result of an asynchronous operation
 * @see_also: #CpgConnectionPoint, #CpgInvocation
 *
 * For code that waits rather than listens.
 */

/* One wait. Whatever ends it first does so once, and ends the connection. The
 * point alone owns the sink, so that the sink's end is the connection's. */
typedef struct {
  GTask   *task;         /* (owned) */
  int      is_over;      /* (atomic) */
  GMutex   lock;         /* guards what follows */
  guint    cookie;
  GSource *timer;        /* (owned) (nullable) */
  GSource *cancellation; /* (owned) (nullable) */
} Wait;

static void
wait_clear (gpointer data)
{
  Wait *self = data;

  g_object_unref (self->task);
  g_mutex_clear (&self->lock);
}

static void
wait_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, wait_clear);
}

/* Whether the caller is the one that ends the wait. */
static gboolean
wait_claim (Wait *self)
{
  return g_atomic_int_compare_and_exchange (&self->is_over, FALSE, TRUE);
}

static void
destroy_source (GSource *source)
{
  if (source != NULL)
    {
      g_source_destroy (source);
      g_source_unref (source);
    }
}

static void
wait_disconnect (Wait *self)
{
  GSource *timer, *cancellation;
  guint cookie;

  cpg_lock (&self->lock);
  cookie = self->cookie;
  timer = g_steal_pointer (&self->timer);
  cancellation = g_steal_pointer (&self->cancellation);
  cpg_unlock (&self->lock);

  destroy_source (timer);
  destroy_source (cancellation);
  if (cookie != 0)
    cpg_connection_point_unadvise (g_task_get_source_object (self->task), cookie, NULL);
}

static void
invoked_cb (CpgSink       *sink,
            CpgInvocation *invocation,
            Wait          *self)
{
  if (!wait_claim (self))
    return;

  wait_disconnect (self);
  g_task_return_pointer (self->task, cpg_invocation_copy_apart (invocation), g_object_unref);
}

static gboolean
timeout_cb (gpointer data)
{
  Wait *self = data;

  if (wait_claim (self))
    {
      wait_disconnect (self);
      g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "No event came in time");
    }
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  Wait *self = data;

  if (wait_claim (self))
    {
      wait_disconnect (self);
      g_task_return_error_if_cancelled (self->task);
    }
  return G_SOURCE_REMOVE;
}

/* The sources run in the caller's context, and are destroyed when the wait is
 * over. */
static GSource *
wait_attach (Wait        *self,
             GSource     *source,
             GSourceFunc  func)
{
  g_source_set_static_name (source, "cpglib next event");
  g_source_set_callback (source, func, g_atomic_rc_box_acquire (self), wait_release);
  g_source_attach (source, g_task_get_context (self->task));
  return source;
}

/* The connection has ended; if not by one of the above, then with its source
 * or by somebody who unadvised the cookie. */
static void
sink_gone_cb (gpointer  data,
              GObject  *where_the_sink_was)
{
  Wait *self = data;

  if (wait_claim (self))
    {
      wait_disconnect (self);
      g_task_return_new_error (self->task, CPG_ERROR, CPG_ERROR_DISCONNECTED,
                               "The source of the connection point is gone");
    }
  wait_release (self);
}

/**
 * cpg_connection_point_next_event_async:
 * @self: a connection point
 * @method: (nullable): the name of the method to wait for, or %NULL for any
 * @timeout: how long to wait at most, in milliseconds; -1 for ever
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): what to call
 * @user_data: (closure): data for @callback
 *
 * Waits for the next event, without keeping the thread waiting. The event is
 * caught in whatever thread fires it; @callback is called in the
 * thread-default #GMainContext of the caller. The wait is a connection until it
 * is over; it gives no answer, and a #CpgByRef of the event is a copy.
 *
 * Since: 1.0
 */
void
cpg_connection_point_next_event_async (CpgConnectionPoint  *self,
                                       const char          *method,
                                       int                  timeout,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (CpgSink) sink = NULL;
  g_autofree char *signal_name = NULL;
  CpgOutgoingInterface *contract;
  GError *error = NULL;
  Wait *wait;
  guint cookie;

  g_return_if_fail (CPG_IS_CONNECTION_POINT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cpg_connection_point_next_event_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  contract = cpg_connection_point_get_connection_interface (self);
  signal_name = g_strdup ("invoked");
  if (method != NULL)
    {
      CpgMethod *found = cpg_outgoing_interface_lookup_method (contract, method);

      if (found == NULL)
        {
          g_autofree char *shown = g_utf8_make_valid (method, -1);

          g_task_return_new_error (task, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "%s has no method %s",
                                   cpg_outgoing_interface_get_name (contract), shown);
          return;
        }
      g_free (signal_name);
      signal_name = g_strconcat ("invoked::", cpg_method_get_name (found), NULL);
    }

  sink = cpg_sink_try_new (cpg_outgoing_interface_get_gtype (contract), &error);
  if (sink == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  wait = g_atomic_rc_box_new0 (Wait);
  g_mutex_init (&wait->lock);
  wait->task = g_object_ref (task);
  g_signal_connect_data (sink, signal_name, G_CALLBACK (invoked_cb), g_atomic_rc_box_acquire (wait),
                         (GClosureNotify) (void (*) (void)) wait_release, 0);

  cookie = cpg_connection_point_advise (self, G_OBJECT (sink), &error);
  if (cookie == 0)
    {
      g_atomic_int_set (&wait->is_over, TRUE);
      g_task_return_error (task, error);
      wait_release (wait);
      return;
    }
  g_object_weak_ref (G_OBJECT (sink), sink_gone_cb, g_atomic_rc_box_acquire (wait));

  cpg_lock (&wait->lock);
  wait->cookie = cookie;
  if (timeout >= 0)
    wait->timer = wait_attach (wait, g_timeout_source_new ((guint) timeout), timeout_cb);
  if (cancellable != NULL)
    wait->cancellation = wait_attach (wait, g_cancellable_source_new (cancellable),
                                      G_SOURCE_FUNC (cancelled_cb));
  cpg_unlock (&wait->lock);

  /* Another thread may have fired already, and not known the cookie. */
  if (g_atomic_int_get (&wait->is_over))
    wait_disconnect (wait);
  wait_release (wait);
}

/**
 * cpg_connection_point_next_event_finish:
 * @self: a connection point
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Ends cpg_connection_point_next_event_async().
 *
 * Returns: (transfer full): the event: which method, with what arguments; or
 *   %NULL with %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED,
 *   %CPG_ERROR_DISCONNECTED if the source went, %CPG_ERROR_INVALID_ARGUMENT
 *   if it has no such method, or an error of cpg_connection_point_advise()
 *
 * Since: 1.0
 */
CpgInvocation *
cpg_connection_point_next_event_finish (CpgConnectionPoint  *self,
                                        GAsyncResult        *result,
                                        GError             **error)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

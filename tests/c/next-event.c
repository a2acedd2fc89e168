/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

/* An event as the result of an asynchronous operation. */

typedef struct {
  FixSource          *source;
  CpgConnectionPoint *point;
  GAsyncResult       *result;
  GThread            *thread; /* the one that the callback ran in */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->source = fix_source_new ();
  self->point = cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (self->source),
                                                             FIX_TYPE_EVENTS, NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->result);
  g_assert_cmpuint (cpg_connection_point_get_n_connections (self->point), ==, 0);
  if (self->source != NULL)
    g_assert_finalize_object (self->source);
  g_assert_finalize_object (self->point);
}

static void
ready_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  Fixture *self = data;

  g_assert_null (self->result);
  self->result = g_object_ref (result);
  self->thread = g_thread_self ();
}

/* What the wait came to. */
static CpgInvocation *
finish (Fixture  *self,
        GError  **error)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return cpg_connection_point_next_event_finish (self->point, self->result, error);
}

static void
test_event (Fixture       *self,
            gconstpointer  method)
{
  g_autoptr (CpgInvocation) invocation = NULL;
  g_autoptr (GError) error = NULL;

  cpg_connection_point_next_event_async (self->point, method, -1, NULL, ready_cb, self);
  g_assert_cmpuint (cpg_connection_point_get_n_connections (self->point), ==, 1);
  if (method != NULL)
    fix_source_fire_nothing (self->source); /* not the one */
  g_assert_cmpuint (cpg_connection_point_get_n_connections (self->point), ==, 1);
  fix_source_fire_price (self->source, "A", 1);
  fix_source_fire_price (self->source, "B", 2);

  invocation = finish (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cpg_method_get_name (cpg_invocation_get_method (invocation)), ==, "price-changed");
  g_assert_cmpstr (g_value_get_string (cpg_invocation_get_argument (invocation, 0)), ==, "A");
}

static void
test_answer (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (CpgInvocation) invocation = NULL;

  /* A wait answers nothing. */
  cpg_connection_point_next_event_async (self->point, "may_close", -1, NULL, ready_cb, self);
  g_assert_true (fix_source_ask_may_close (self->source));
  invocation = finish (self, NULL);
  g_assert_nonnull (invocation);
}

static void
test_timeout (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  cpg_connection_point_next_event_async (self->point, NULL, 0, NULL, ready_cb, self);
  g_assert_null (finish (self, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  if (GPOINTER_TO_INT (data))
    g_cancellable_cancel (cancellable);
  cpg_connection_point_next_event_async (self->point, NULL, 60000, cancellable, ready_cb, self);
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (self, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_source_gone (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  cpg_connection_point_next_event_async (self->point, NULL, -1, NULL, ready_cb, self);
  g_assert_finalize_object (g_steal_pointer (&self->source));
  g_assert_null (finish (self, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_DISCONNECTED);

  g_clear_error (&error);
  g_clear_object (&self->result);
  cpg_connection_point_next_event_async (self->point, NULL, -1, NULL, ready_cb, self);
  g_assert_null (finish (self, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
}

static void
test_errors (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  cpg_connection_point_next_event_async (self->point, "no-such", -1, NULL, ready_cb, self);
  g_assert_null (finish (self, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_clear_object (&self->result);

  cpg_connection_point_set_max_connections (self->point, 0);
  cpg_connection_point_next_event_async (self->point, NULL, -1, NULL, ready_cb, self);
  g_assert_null (finish (self, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
}

static gpointer
fire_in_thread (gpointer data)
{
  fix_source_fire_price (data, "A", 1);
  return NULL;
}

static void
test_thread (Fixture       *self,
             gconstpointer  data)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (CpgInvocation) invocation = NULL;
      GThread *thread;

      cpg_connection_point_next_event_async (self->point, NULL, -1, NULL, ready_cb, self);
      thread = g_thread_new ("firing", fire_in_thread, self->source);
      invocation = finish (self, NULL);
      g_assert_nonnull (invocation);
      g_assert_true (self->thread == g_thread_self ());
      g_thread_join (thread);
      g_clear_object (&self->result);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add ("/next-event/" path, Fixture, data, set_up, func, tear_down)

  ADD ("any", NULL, test_event);
  ADD ("method", "price_changed", test_event);
  ADD ("answer", NULL, test_answer);
  ADD ("timeout", NULL, test_timeout);
  ADD ("cancel", NULL, test_cancel);
  ADD ("cancelled-before", GINT_TO_POINTER (TRUE), test_cancel);
  ADD ("source-gone", NULL, test_source_gone);
  ADD ("errors", NULL, test_errors);
  ADD ("thread", NULL, test_thread);

  return g_test_run ();
}

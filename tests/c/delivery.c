/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

/* Sinks that are called in a main context: when, where, how often. */

#define MAX_QUEUED 10000 /* as documented */

typedef struct {
  FixSource          *source;
  CpgConnectionPoint *point;
  FixRecorder        *recorder;
  GMainContext       *context;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->source = fix_source_new ();
  self->point = cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (self->source),
                                                             FIX_TYPE_EVENTS, NULL);
  self->recorder = fix_recorder_new ();
  self->context = g_main_context_new ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  if (self->source != NULL)
    g_assert_finalize_object (self->source);
  g_assert_finalize_object (self->point);
  if (self->recorder != NULL)
    g_assert_finalize_object (self->recorder);
  if (self->context != NULL)
    g_main_context_unref (self->context);
}

static guint
advise_in_context (Fixture        *self,
                   CpgAdviseFlags  flags)
{
  g_autoptr (GError) error = NULL;
  guint cookie = cpg_connection_point_advise_full (self->point, G_OBJECT (self->recorder),
                                                   flags | CPG_ADVISE_CONTEXT, self->context, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cookie, !=, 0);
  return cookie;
}

static void
run (Fixture *self)
{
  while (g_main_context_iteration (self->context, FALSE))
    ;
}

static guint
n_heard (Fixture *self)
{
  g_auto (GStrv) log = fix_recorder_get_log (self->recorder);

  return g_strv_length (log);
}

static void
assert_heard (Fixture    *self,
              const char *expected)
{
  g_auto (GStrv) log = fix_recorder_get_log (self->recorder);
  g_autofree char *joined = g_strjoinv (", ", log);

  g_assert_cmpstr (joined, ==, expected);
}

static void
assert_calls (Fixture *self,
              guint    cookie,
              guint64  delivered,
              guint64  dropped)
{
  guint64 n_delivered, n_dropped;

  cpg_connection_point_get_calls (self->point, cookie, &n_delivered, &n_dropped);
  g_assert_cmpuint (n_delivered, ==, delivered);
  g_assert_cmpuint (n_dropped, ==, dropped);
}

static void
test_queued (Fixture       *self,
             gconstpointer  data)
{
  guint cookie = advise_in_context (self, CPG_ADVISE_NONE);
  g_autofree char *symbol = g_strdup ("A");

  fix_source_fire_price (self->source, symbol, 1);
  symbol[0] = 'X'; /* the arguments were copied */
  g_signal_emit_by_name (self->source, "price-changed", "B", 2.0);
  fix_source_fire_nothing (self->source);
  assert_heard (self, "");

  run (self);
  assert_heard (self, "price-changed A 1, price-changed B 2, nothing");
  assert_calls (self, cookie, 3, 0);
}

static void
test_every_type (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (FixRecorder) direct = fix_recorder_new ();
  g_auto (GStrv) expected = NULL, log = NULL;

  cpg_connection_point_advise (self->point, G_OBJECT (direct), NULL);
  advise_in_context (self, CPG_ADVISE_NONE);
  fix_source_fire_numbers (self->source);
  fix_source_fire_texts (self->source);
  fix_source_fire_things (self->source);
  fix_source_fire_many (self->source);
  run (self);

  expected = fix_recorder_get_log (direct);
  log = fix_recorder_get_log (self->recorder);
  g_assert_cmpuint (g_strv_length (log), ==, 4);
  g_assert_cmpstrv (log, expected);
}

static void
test_direct (Fixture       *self,
             gconstpointer  data)
{
  guint cookie = advise_in_context (self, CPG_ADVISE_NONE);

  /* This thread runs the context, and nothing waits. */
  g_assert_true (g_main_context_acquire (self->context));
  fix_source_fire_price (self->source, "A", 1);
  assert_heard (self, "price-changed A 1");
  assert_calls (self, cookie, 0, 0);
  g_main_context_release (self->context);

  /* What waits comes first. */
  fix_source_fire_price (self->source, "B", 2);
  g_assert_true (g_main_context_acquire (self->context));
  fix_source_fire_price (self->source, "C", 3);
  assert_heard (self, "price-changed A 1");
  g_main_context_release (self->context);
  run (self);
  assert_heard (self, "price-changed A 1, price-changed B 2, price-changed C 3");
}

static void
test_answers (Fixture       *self,
              gconstpointer  data)
{
  advise_in_context (self, CPG_ADVISE_NONE);
  fix_recorder_set_answer (self->recorder, FALSE);

  /* Too late to count. */
  g_assert_true (fix_source_ask_may_close (self->source));
  g_assert_false (fix_source_ask_is_handled (self->source, "x"));
  run (self);
  g_assert_cmpuint (n_heard (self), ==, 2);

  g_assert_true (g_main_context_acquire (self->context));
  g_assert_false (fix_source_ask_may_close (self->source));
  g_main_context_release (self->context);
}

static void
test_decided (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (FixRecorder) first = fix_recorder_new ();
  g_autoptr (FixRecorder) last = fix_recorder_new ();

  /* One that decides keeps those after it from hearing, not those before. */
  advise_in_context (self, CPG_ADVISE_NONE);
  cpg_connection_point_advise (self->point, G_OBJECT (first), NULL);
  cpg_connection_point_advise_full (self->point, G_OBJECT (last), CPG_ADVISE_CONTEXT, self->context, NULL);
  fix_recorder_set_answer (first, FALSE);
  g_assert_false (fix_source_ask_may_close (self->source));
  run (self);
  g_assert_cmpuint (n_heard (self), ==, 1);
  {
    g_auto (GStrv) log = fix_recorder_get_log (last);

    g_assert_cmpuint (g_strv_length (log), ==, 0);
  }
}

static void
test_unadvise (Fixture       *self,
               gconstpointer  data)
{
  guint cookie = advise_in_context (self, CPG_ADVISE_NONE);

  fix_source_fire_nothing (self->source);
  g_assert_true (cpg_connection_point_unadvise (self->point, cookie, NULL));
  run (self);
  g_assert_cmpuint (n_heard (self), ==, 0);
}

static void
unadvise_heard_cb (FixRecorder *recorder,
                   const char  *what,
                   guint       *cookie)
{
  FixSource *source = g_object_get_data (G_OBJECT (recorder), "source");

  cpg_unadvise (G_OBJECT (source), FIX_TYPE_EVENTS, *cookie, NULL);
}

static void
test_unadvise_inside (Fixture       *self,
                      gconstpointer  data)
{
  guint cookie = advise_in_context (self, CPG_ADVISE_NONE);

  g_object_set_data (G_OBJECT (self->recorder), "source", self->source);
  g_signal_connect (self->recorder, "heard", G_CALLBACK (unadvise_heard_cb), &cookie);
  fix_source_fire_nothing (self->source);
  fix_source_fire_nothing (self->source);
  run (self);
  g_assert_cmpuint (n_heard (self), ==, 1);
}

static void
test_block (Fixture       *self,
            gconstpointer  data)
{
  guint cookie = advise_in_context (self, CPG_ADVISE_NONE);

  fix_source_fire_price (self->source, "A", 1);
  cpg_connection_point_block (self->point, cookie, NULL);
  fix_source_fire_price (self->source, "B", 2);
  run (self);
  assert_calls (self, cookie, 0, 1);
  cpg_connection_point_unblock (self->point, cookie, NULL);
  fix_source_fire_price (self->source, "C", 3);
  run (self);
  assert_heard (self, "price-changed C 3");
}

/* What waits for a blocked connection is dropped, also if the source goes. */
static void
test_block_source_gone (Fixture       *self,
                        gconstpointer  data)
{
  guint cookie = advise_in_context (self, CPG_ADVISE_NONE);

  fix_source_fire_nothing (self->source);
  cpg_connection_point_block (self->point, cookie, NULL);
  g_assert_finalize_object (g_steal_pointer (&self->source));
  run (self);
  g_assert_cmpuint (n_heard (self), ==, 0);
}

static void
test_coalesce (Fixture       *self,
               gconstpointer  data)
{
  guint cookie = advise_in_context (self, CPG_ADVISE_COALESCE);

  for (int i = 0; i < 1000; i++)
    {
      fix_source_fire_price (self->source, "A", i);
      fix_source_fire_nothing (self->source);
    }
  run (self);
  assert_heard (self, "price-changed A 999, nothing");
  assert_calls (self, cookie, 2, 1998);
}

static gboolean
redraw (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* A storm keeps a coalesced sink always waiting. A toolkit draws all the same:
 * at GTK's priority. */
static void
test_coalesce_priority (Fixture       *self,
                        gconstpointer  data)
{
  CpgAdviseFlags flags = GPOINTER_TO_INT (data);
  g_autoptr (GSource) source = g_idle_source_new ();
  gboolean drawn = FALSE;

  advise_in_context (self, flags);
  fix_source_fire_price (self->source, "A", 1);
  g_source_set_priority (source, G_PRIORITY_HIGH_IDLE + 20);
  g_source_set_callback (source, redraw, &drawn, NULL);
  g_source_attach (source, self->context);

  g_main_context_iteration (self->context, FALSE);
  g_assert_cmpint (drawn, ==, flags == CPG_ADVISE_COALESCE);
  g_assert_cmpuint (n_heard (self), ==, flags == CPG_ADVISE_COALESCE ? 0 : 1);

  run (self);
  g_assert_true (drawn);
  assert_heard (self, "price-changed A 1");
}

static void
test_limit (Fixture       *self,
            gconstpointer  data)
{
  guint cookie = advise_in_context (self, CPG_ADVISE_NONE);

  for (int i = 0; i < MAX_QUEUED + 3; i++)
    fix_source_fire_price (self->source, "A", i);
  run (self);
  assert_calls (self, cookie, MAX_QUEUED, 3);
  {
    g_auto (GStrv) log = fix_recorder_get_log (self->recorder);

    g_assert_cmpstr (log[0], ==, "price-changed A 3"); /* the oldest went */
  }
}

static void
test_once (Fixture       *self,
           gconstpointer  data)
{
  advise_in_context (self, CPG_ADVISE_ONCE | GPOINTER_TO_INT (data));
  fix_source_fire_price (self->source, "A", 1);
  fix_source_fire_price (self->source, "B", 2);
  g_assert_cmpuint (cpg_connection_point_get_n_connections (self->point), ==, 1);
  run (self);
  assert_heard (self, GPOINTER_TO_INT (data) & CPG_ADVISE_COALESCE ? "price-changed B 2" : "price-changed A 1");
  g_assert_cmpuint (cpg_connection_point_get_n_connections (self->point), ==, 0);

  /* Directly, in the context's own thread. */
  fix_recorder_clear (self->recorder);
  advise_in_context (self, CPG_ADVISE_ONCE | GPOINTER_TO_INT (data));
  g_assert_true (g_main_context_acquire (self->context));
  fix_source_fire_price (self->source, "A", 1);
  fix_source_fire_price (self->source, "B", 2);
  g_main_context_release (self->context);
  assert_heard (self, "price-changed A 1");
  g_assert_cmpuint (cpg_connection_point_get_n_connections (self->point), ==, 0);
}

static void
test_weak (Fixture       *self,
           gconstpointer  data)
{
  advise_in_context (self, CPG_ADVISE_WEAK);
  fix_source_fire_nothing (self->source);
  run (self);
  g_assert_cmpuint (n_heard (self), ==, 1);

  /* The sink's end drops what waits for it. */
  fix_source_fire_nothing (self->source);
  g_assert_finalize_object (g_steal_pointer (&self->recorder));
  g_assert_cmpuint (cpg_connection_point_get_n_connections (self->point), ==, 0);
  run (self);
}

static void
test_source_gone (Fixture       *self,
                  gconstpointer  data)
{
  advise_in_context (self, GPOINTER_TO_INT (data));
  fix_source_fire_price (self->source, "A", 1);
  g_assert_finalize_object (g_steal_pointer (&self->source));
  assert_heard (self, "");
  run (self);
  assert_heard (self, "price-changed A 1"); /* it was fired in time */
}

static void
test_context_gone (Fixture       *self,
                   gconstpointer  data)
{
  guint cookie = advise_in_context (self, CPG_ADVISE_NONE);

  /* Nobody runs it any more: nothing is kept once the connection has ended. */
  fix_source_fire_price (self->source, "A", 1);
  g_clear_pointer (&self->context, g_main_context_unref);
  if (data != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->source));
  else
    g_assert_true (cpg_connection_point_unadvise (self->point, cookie, NULL));
  assert_heard (self, "");
}

/* What a thread of its own hears. */
typedef struct {
  GMainLoop   *loop;
  FixRecorder *recorder;
  GThread     *thread; /* the one that a call came in */
  guint        n;
} Worker;

static gpointer
worker_main (gpointer data)
{
  Worker *self = data;

  g_main_context_push_thread_default (g_main_loop_get_context (self->loop));
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (g_main_loop_get_context (self->loop));
  return NULL;
}

static void
worker_heard_cb (FixRecorder *recorder,
                 const char  *what,
                 Worker      *self)
{
  g_assert_true (self->thread == NULL || self->thread == g_thread_self ());
  self->thread = g_thread_self ();
  self->n++;
  if (g_str_has_suffix (what, " 999"))
    g_main_loop_quit (self->loop);
}

static void
test_thread (Fixture       *self,
             gconstpointer  data)
{
  Worker worker = { .loop = g_main_loop_new (self->context, FALSE), .recorder = self->recorder };
  GThread *thread;

  g_signal_connect (self->recorder, "heard", G_CALLBACK (worker_heard_cb), &worker);
  advise_in_context (self, CPG_ADVISE_NONE);
  thread = g_thread_new ("worker", worker_main, &worker);
  for (int i = 0; i < 1000; i++)
    fix_source_fire_price (self->source, "A", i);
  g_thread_join (thread);

  g_assert_cmpuint (worker.n, ==, 1000);
  g_assert_true (worker.thread == thread);
  {
    g_auto (GStrv) log = fix_recorder_get_log (self->recorder);

    for (int i = 0; i < 1000; i++)
      {
        g_autofree char *expected = g_strdup_printf ("price-changed A %d", i);

        g_assert_cmpstr (log[i], ==, expected);
      }
  }
  g_main_loop_unref (worker.loop);
}

static void
test_flags (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CpgEnumConnections) connections = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_assert_cmpuint (cpg_connection_point_advise_full (self->point, G_OBJECT (self->recorder),
                                                      CPG_ADVISE_COALESCE, NULL, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_cmpuint (cpg_connection_point_advise_full (self->point, G_OBJECT (self->recorder),
                                                      CPG_ADVISE_NONE, self->context, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);

  advise_in_context (self, CPG_ADVISE_WEAK | CPG_ADVISE_ONCE | CPG_ADVISE_COALESCE);
  connections = cpg_connection_point_enum_connections (self->point, NULL);
  found = cpg_enum_connections_next (connections, 1);
  g_assert_cmpuint (cpg_connection_get_flags (g_ptr_array_index (found, 0)), ==,
                    CPG_ADVISE_WEAK | CPG_ADVISE_ONCE | CPG_ADVISE_COALESCE | CPG_ADVISE_CONTEXT);
  g_assert_cmpuint (cpg_connection_get_n_delivered (g_ptr_array_index (found, 0)), ==, 0);

  /* Without a context it is the one of the caller. */
  g_main_context_push_thread_default (self->context);
  g_assert_cmpuint (cpg_connection_point_advise_full (self->point, G_OBJECT (self->recorder),
                                                      CPG_ADVISE_CONTEXT, NULL, NULL), !=, 0);
  g_main_context_pop_thread_default (self->context);
  fix_source_fire_nothing (self->source);
  run (self);
  g_assert_cmpuint (n_heard (self), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) \
  g_test_add ("/delivery/" path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)

  ADD ("queued", 0, test_queued);
  ADD ("every-type", 0, test_every_type);
  ADD ("direct", 0, test_direct);
  ADD ("answers", 0, test_answers);
  ADD ("decided", 0, test_decided);
  ADD ("unadvise", 0, test_unadvise);
  ADD ("unadvise-inside", 0, test_unadvise_inside);
  ADD ("block", 0, test_block);
  ADD ("block-source-gone", 0, test_block_source_gone);
  ADD ("coalesce", 0, test_coalesce);
  ADD ("coalesce-priority", CPG_ADVISE_COALESCE, test_coalesce_priority);
  ADD ("queued-priority", 0, test_coalesce_priority);
  ADD ("limit", 0, test_limit);
  ADD ("once", 0, test_once);
  ADD ("once-weak", CPG_ADVISE_WEAK, test_once);
  ADD ("once-coalesce", CPG_ADVISE_COALESCE, test_once);
  ADD ("once-weak-coalesce", CPG_ADVISE_WEAK | CPG_ADVISE_COALESCE, test_once);
  ADD ("weak", 0, test_weak);
  ADD ("source-gone", 0, test_source_gone);
  ADD ("source-gone-weak", CPG_ADVISE_WEAK, test_source_gone);
  ADD ("source-gone-once", CPG_ADVISE_ONCE, test_source_gone);
  ADD ("source-gone-coalesce", CPG_ADVISE_COALESCE, test_source_gone);
  ADD ("context-gone", 0, test_context_gone);
  ADD ("context-gone-with-source", 1, test_context_gone);
  ADD ("thread", 0, test_thread);
  ADD ("flags", 0, test_flags);

  return g_test_run ();
}

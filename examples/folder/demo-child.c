/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "demo-child.h"

#include <unistd.h>

/* A listener in a process of its own. It says READY, then a line for each
 * event, and ends when its standard input does: so that none is left behind,
 * whatever becomes of us. */
struct _DemoChild
{
  DemoListener     *listener;   /* (unowned) */
  DemoBoard        *board;      /* (unowned) */
  GSubprocess      *subprocess; /* (owned) */
  GDataInputStream *lines;      /* (owned) */
  GCancellable     *cancellable; /* (owned): ends what still goes on when we go */
  DemoChildFunc     state_changed;
  gpointer          data;
  gboolean          ready;
  gboolean          finishing;
  gboolean          ended;
};

static void read_line (DemoChild *self);

static void
handle_line (DemoChild  *self,
             const char *line)
{
  g_autoptr (GVariant) words = NULL;
  const char *event, *name, *extra;

  if (!self->ready && g_str_equal (line, "READY"))
    {
      self->ready = TRUE;
      self->state_changed (self, self->data);
      return;
    }

  words = g_variant_parse (G_VARIANT_TYPE ("(sss)"), line, NULL, NULL, NULL);
  if (words != NULL)
    {
      g_variant_get (words, "(&s&s&s)", &event, &name, &extra);
      if (demo_listener_heard_by_name (self->listener, event, name, extra))
        return;
    }

  demo_board_add_problem (self->board, "%s said what nobody understands",
                          demo_listener_get_label (self->listener));
}

static void
wait_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;
  gboolean success = g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  DemoChild *self = data;

  /* Then @self is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (!success)
    demo_board_add_problem (self->board, "%s failed: %s",
                            demo_listener_get_label (self->listener), error->message);
  else if (!self->finishing)
    demo_board_add_problem (self->board, "%s stopped too early",
                            demo_listener_get_label (self->listener));

  self->ended = TRUE;
  self->state_changed (self, self->data);
}

static void
read_line_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, &error);
  DemoChild *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (line != NULL)
    {
      handle_line (self, line);
      read_line (self);
      return;
    }

  if (error != NULL)
    demo_board_add_problem (self->board, "%s can't be understood: %s",
                            demo_listener_get_label (self->listener), error->message);

  if (!self->finishing)
    {
      demo_listener_gone (self->listener);
      g_output_stream_close (g_subprocess_get_stdin_pipe (self->subprocess), NULL, NULL);
    }

  /* All that it had to say is read: only now it matters how it ended. */
  g_subprocess_wait_check_async (self->subprocess, self->cancellable, wait_cb, self);
}

static void
read_line (DemoChild *self)
{
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable,
                                       read_line_cb, self);
}

/* A Ctrl-C is for us; we end the children when we have counted. */
static void
leave_process_group (gpointer data)
{
  setpgid (0, 0);
}

/* @state_changed: called when the child is ready, and when it has ended */
DemoChild *
demo_child_new (DemoListener        *listener,
                DemoBoard           *board,
                const char * const  *argv,
                DemoChildFunc        state_changed,
                gpointer             data,
                GError             **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) subprocess = NULL;
  DemoChild *self;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, leave_process_group, NULL, NULL);
  subprocess = g_subprocess_launcher_spawnv (launcher, argv, error);
  if (subprocess == NULL)
    return NULL;

  self = g_new0 (DemoChild, 1);
  self->listener = listener;
  self->board = board;
  self->subprocess = g_steal_pointer (&subprocess);
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->subprocess));
  self->cancellable = g_cancellable_new ();
  self->state_changed = state_changed;
  self->data = data;
  read_line (self);

  return self;
}

void
demo_child_free (DemoChild *self)
{
  g_cancellable_cancel (self->cancellable);
  if (!self->ended)
    g_subprocess_force_exit (self->subprocess);

  g_object_unref (self->cancellable);
  g_object_unref (self->lines);
  g_object_unref (self->subprocess);
  g_free (self);
}

gboolean
demo_child_is_ready (DemoChild *self)
{
  return self->ready;
}

gboolean
demo_child_has_ended (DemoChild *self)
{
  return self->ended;
}

/* Asks the child to end. */
void
demo_child_finish (DemoChild *self)
{
  self->finishing = TRUE;
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->subprocess), NULL, NULL);
}

/* For one that did not end when it was asked to. */
void
demo_child_kill (DemoChild *self)
{
  g_subprocess_force_exit (self->subprocess);
}

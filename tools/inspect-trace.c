/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "inspect-trace.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "inspect-events.h"

/* Runs a program whose stderr comes here, where lines of CPG_DEBUG are made
 * readable and all others passed on. */
typedef struct {
  InspectEvents *events;     /* (owned) */
  GSubprocess   *subprocess; /* (owned) */
  GMainLoop     *loop;       /* (owned) */
  int            fd;         /* what it writes, or -1 once there is no more */
  GString       *line;       /* (owned): that has no end yet */
} Trace;

static void
print_line (Trace *self)
{
  g_autofree char *text = inspect_events_format (self->events, self->line->str);

  if (text != NULL)
    fputs (text, stderr);
  else
    fwrite (self->line->str, 1, self->line->len, stderr);
  g_string_truncate (self->line, 0);
}

/* What is there. @self->fd does not block. */
static void
read_all (Trace *self)
{
  char buffer[4096];
  gssize n;

  while ((n = read (self->fd, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))
    for (gssize i = 0; i < n; i++)
      {
        if (buffer[i] != '\n')
          {
            g_string_append_c (self->line, buffer[i]);
            continue;
          }
        print_line (self);
        fputc ('\n', stderr);
      }
  fflush (stderr);

  if (n == 0)
    {
      close (self->fd);
      self->fd = -1;
    }
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  Trace *self = data;

  read_all (self);
  return self->fd >= 0;
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_main_loop_quit (((Trace *) data)->loop);
}

/* A Ctrl-C is for the program, which gets it from the terminal as we do. */
static void
ignore (int number)
{
}

static gboolean
terminate_cb (gpointer data)
{
  g_subprocess_send_signal (((Trace *) data)->subprocess, SIGTERM);
  return G_SOURCE_CONTINUE;
}

static gboolean
hang_up_cb (gpointer data)
{
  g_subprocess_send_signal (((Trace *) data)->subprocess, SIGHUP);
  return G_SOURCE_CONTINUE;
}

/* A script need not be made executable for this.
 * Returns: (transfer container): the program and its arguments. */
static GPtrArray *
make_command (char **argv)
{
  GPtrArray *command = g_ptr_array_new ();
  gboolean runs = strchr (argv[0], '/') != NULL && g_file_test (argv[0], G_FILE_TEST_IS_EXECUTABLE);

  if (!runs && g_file_test (argv[0], G_FILE_TEST_IS_REGULAR))
    {
      if (g_str_has_suffix (argv[0], ".py"))
        {
          g_ptr_array_add (command, (char *) PYTHON);
        }
      else if (g_str_has_suffix (argv[0], ".js"))
        {
          g_ptr_array_add (command, (char *) GJS);
          g_ptr_array_add (command, (char *) "-m");
        }
    }

  for (; *argv != NULL; argv++)
    g_ptr_array_add (command, *argv);
  g_ptr_array_add (command, NULL);
  return command;
}

/* Sets @error if it can't be started. */
static GSubprocess *
start (char   **argv,
       int     *fd,
       GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_INHERIT);
  g_autoptr (GPtrArray) command = make_command (argv);
  GSubprocess *subprocess;
  int fds[2];

  if (!g_unix_open_pipe (fds, FD_CLOEXEC, error))
    return NULL;
  g_subprocess_launcher_take_stderr_fd (launcher, fds[1]);
  g_subprocess_launcher_setenv (launcher, "CPG_DEBUG", "connections,events", FALSE);

  subprocess = g_subprocess_launcher_spawnv (launcher, (const char * const *) command->pdata, error);
  if (subprocess != NULL && g_unix_set_fd_nonblocking (fds[0], TRUE, error))
    *fd = fds[0];
  else
    close (fds[0]);
  return subprocess;
}

/*
 * inspect_trace:
 * @argv: a program and its arguments
 *
 * Runs a program until it ends.
 *
 * Returns: its exit status; 128 and the number of the signal that ended it; 127
 *   if it is not there, 126 if it can't be run
 */
int
inspect_trace (char     **argv,
               gboolean   in_colour)
{
  const struct sigaction ignored = { .sa_handler = ignore, .sa_flags = SA_RESTART };
  g_autoptr (GError) error = NULL;
  Trace self = { .fd = -1 };
  int status;

  /* Handlers, for what is set to be ignored the program would ignore as well. */
  sigaction (SIGINT, &ignored, NULL);
  sigaction (SIGQUIT, &ignored, NULL);
  g_unix_signal_add (SIGTERM, terminate_cb, &self);
  g_unix_signal_add (SIGHUP, hang_up_cb, &self);

  self.subprocess = start (argv, &self.fd, &error);
  if (self.subprocess == NULL)
    {
      gboolean is_missing = g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);

      g_printerr ("cpg-inspect: %s\n", error->message);
      return is_missing ? 127 : 126;
    }

  self.events = inspect_events_new (in_colour);
  self.line = g_string_new (NULL);
  self.loop = g_main_loop_new (NULL, FALSE);
  if (self.fd >= 0)
    g_unix_fd_add (self.fd, G_IO_IN | G_IO_HUP, readable_cb, &self);
  g_subprocess_wait_async (self.subprocess, NULL, ended_cb, &self);
  g_main_loop_run (self.loop);

  /* Its last words. Children that it left behind may still hold the other end. */
  if (self.fd >= 0)
    read_all (&self);
  print_line (&self);
  fflush (stderr);

  status = (g_subprocess_get_if_exited (self.subprocess) ? g_subprocess_get_exit_status (self.subprocess)
                                                         : 128 + g_subprocess_get_term_sig (self.subprocess));
  inspect_events_free (self.events);
  g_string_free (self.line, TRUE);
  g_main_loop_unref (self.loop);
  g_object_unref (self.subprocess);
  return status;
}

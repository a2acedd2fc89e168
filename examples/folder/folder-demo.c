/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>

#include "demo-board.h"
#include "demo-child.h"
#include "demo-handlers.h"
#include "demo-script.h"
#include "demo-sink.h"
#include "demo-text.h"
#include "folder-events.h"
#include "folder-watch.h"

/* How long to wait for the other processes. */
#define START_SECONDS 60
#define END_SECONDS   10

/* Without a script: when a row is shown though somebody has not been heard,
 * and how long all have to be silent at the end. */
#define ROW_PATIENCE (2 * G_TIME_SPAN_SECOND)
#define SILENCE      (300 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  GMainLoop   *loop;     /* (owned) */
  DemoBoard   *board;    /* (owned) */
  DemoScript  *script;   /* (owned) (nullable) */
  FolderWatch *watch;    /* (owned) */
  GPtrArray   *children; /* (owned) (element-type DemoChild) */
  gboolean     started;
  gboolean     finishing;
  guint        start_timeout;
  guint        ticker;
  guint        end_timeout;
} Demo;

/* A language that a listener is written in. */
static const struct
{
  const char        *label;
  const char        *variable;    /* names another interpreter */
  const char        *interpreter; /* empty: the build found none */
  const char        *probe[3];    /* arguments that succeed if the listener can run */
  const char        *missing;     /* what to say if it can't */
  const char        *option;      /* before the script, or NULL */
  const char        *script;
  DemoListenerFlags  flags;
} languages[] = {
  {
    .label = "Python",
    .variable = "FOLDER_DEMO_PYTHON",
    .interpreter = PYTHON,
    .probe = { "-c", "from gi.repository import GLib", NULL },
    .missing = "PyGObject was not found",
    .option = NULL,
    .script = "listen.py",
    .flags = DEMO_LISTENER_IS_ASKED | DEMO_LISTENER_DISCREET,
  },
  {
    .label = "JavaScript",
    .variable = "FOLDER_DEMO_GJS",
    .interpreter = GJS,
    .probe = { "--version", NULL },
    .missing = "GJS was not found",
    .option = "-m",
    .script = "listen.js",
    .flags = DEMO_LISTENER_IS_ASKED,
  },
};

static gboolean
all_children (Demo       *self,
              gboolean (* test) (DemoChild *child))
{
  for (guint i = 0; i < self->children->len; i++)
    if (!test (self->children->pdata[i]))
      return FALSE;

  return TRUE;
}

/* {{{ The end */

static gboolean
end_timeout_cb (gpointer data)
{
  Demo *self = data;

  self->end_timeout = 0;
  for (guint i = 0; i < self->children->len; i++)
    if (!demo_child_has_ended (self->children->pdata[i]))
      demo_child_kill (self->children->pdata[i]);

  return G_SOURCE_REMOVE;
}

static void
finish (Demo *self)
{
  if (self->finishing)
    return;
  self->finishing = TRUE;

  g_clear_handle_id (&self->start_timeout, g_source_remove);
  g_clear_handle_id (&self->ticker, g_source_remove);
  if (self->script != NULL)
    demo_script_stop (self->script);
  for (guint i = 0; i < self->children->len; i++)
    if (!demo_child_has_ended (self->children->pdata[i]))
      demo_child_finish (self->children->pdata[i]);

  if (all_children (self, demo_child_has_ended))
    g_main_loop_quit (self->loop);
  else
    self->end_timeout = g_timeout_add_seconds (END_SECONDS, end_timeout_cb, self);
}

static gboolean
silence_cb (gpointer data)
{
  Demo *self = data;

  if (demo_board_get_silence (self->board) < SILENCE)
    return G_SOURCE_CONTINUE;

  self->ticker = 0;
  finish (self);

  return G_SOURCE_REMOVE;
}

/* Ctrl-C */
static gboolean
stop_cb (gpointer data)
{
  Demo *self = data;

  if (!self->started || self->script != NULL)
    {
      demo_board_add_problem (self->board, "Stopped before the end");
      demo_board_stop (self->board);
      finish (self);
    }
  else if (!self->finishing)
    {
      /* The terminal has shown a ^C. */
      g_print ("\n");

      /* Some may not have told yet what others have. */
      g_clear_handle_id (&self->ticker, g_source_remove);
      self->ticker = g_timeout_add (50, silence_cb, self);
    }

  return G_SOURCE_CONTINUE;
}

static void
script_done_cb (DemoScript *script,
                gpointer    data)
{
  finish (data);
}

/* }}} */
/* {{{ The beginning */

static gboolean
tick_cb (gpointer data)
{
  Demo *self = data;

  demo_board_give_up (self->board, ROW_PATIENCE);

  return G_SOURCE_CONTINUE;
}

static void
start (Demo *self)
{
  self->started = TRUE;
  g_clear_handle_id (&self->start_timeout, g_source_remove);
  demo_board_start (self->board);

  if (self->script != NULL)
    demo_script_run (self->script, script_done_cb, self);
  else
    self->ticker = g_timeout_add (500, tick_cb, self);
}

static void
child_state_changed_cb (DemoChild *child,
                        gpointer   data)
{
  Demo *self = data;

  if (self->finishing && all_children (self, demo_child_has_ended))
    g_main_loop_quit (self->loop);
  else if (!self->finishing && demo_child_has_ended (child) &&
           (!self->started || self->script != NULL))
    {
      demo_board_stop (self->board);
      finish (self);
    }
  else if (!self->started && !self->finishing && all_children (self, demo_child_is_ready))
    start (self);
}

static gboolean
start_timeout_cb (gpointer data)
{
  Demo *self = data;

  self->start_timeout = 0;
  demo_board_add_problem (self->board, "Not every listener got ready in %d seconds", START_SECONDS);
  finish (self);

  return G_SOURCE_REMOVE;
}

static gboolean
start_idle_cb (gpointer data)
{
  start (data);

  return G_SOURCE_REMOVE;
}

static gboolean
can_run (const char         *interpreter,
         const char * const *probe)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  int status;

  g_ptr_array_add (argv, (char *) interpreter);
  for (guint i = 0; probe[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) probe[i]);
  g_ptr_array_add (argv, NULL);

  return g_spawn_sync (NULL, (char **) argv->pdata, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, NULL) &&
         g_spawn_check_wait_status (status, NULL);
}

/* Returns: FALSE if a listener is missing that is there on other systems */
static gboolean
add_children (Demo  *self,
              GFile *directory)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *interpreter = g_getenv (languages[i].variable);
      g_autofree char *script = g_build_filename (LISTENERS_DIR, languages[i].script, NULL);
      g_autoptr (GPtrArray) argv = g_ptr_array_new ();
      DemoListener *listener;
      DemoChild *child;

      if (interpreter == NULL)
        interpreter = languages[i].interpreter;
      if (!can_run (interpreter, languages[i].probe))
        {
          g_print ("%s is left out: %s.\n", languages[i].label, languages[i].missing);
          complete = FALSE;
          continue;
        }

      g_ptr_array_add (argv, (char *) interpreter);
      if (languages[i].option != NULL)
        g_ptr_array_add (argv, (char *) languages[i].option);
      g_ptr_array_add (argv, script);
      g_ptr_array_add (argv, (char *) g_file_peek_path (directory));
      g_ptr_array_add (argv, NULL);

      listener = demo_board_add_listener (self->board, languages[i].label, languages[i].flags);
      child = demo_child_new (listener, self->board, (const char * const *) argv->pdata,
                              child_state_changed_cb, self, &error);
      if (child != NULL)
        g_ptr_array_add (self->children, child);
      else
        {
          demo_listener_gone (listener);
          demo_board_add_problem (self->board, "%s can't be started: %s",
                                  languages[i].label, error->message);
        }
    }

  return complete;
}

/* Two listeners in this process, on one watch: a sink and signal handlers. */
static gboolean
add_own_listeners (Demo    *self,
                   GFile   *directory,
                   GError **error)
{
  DemoListener *listener;
  g_autoptr (DemoSink) sink = NULL;

  self->watch = folder_watch_new (directory, error);
  if (self->watch == NULL)
    return FALSE;

  listener = demo_board_add_listener (self->board, "C sink",
                                      DEMO_LISTENER_IS_ASKED | DEMO_LISTENER_DISCREET |
                                      DEMO_LISTENER_SHARES_WATCH);
  sink = demo_sink_new (listener);
  if (cpg_advise (G_OBJECT (self->watch), G_OBJECT (sink), FOLDER_TYPE_EVENTS, error) == 0)
    return FALSE;

  listener = demo_board_add_listener (self->board, "C handler",
                                      DEMO_LISTENER_DISCREET | DEMO_LISTENER_SHARES_WATCH);
  demo_handlers_connect (self->watch, listener);

  return TRUE;
}

/* }}} */

static void
print_title (Demo  *self,
             GFile *directory)
{
  g_autofree char *name = g_file_get_parse_name (directory);
  g_autofree char *title = demo_text_escape (name);

  g_print ("Watching %s%s\n\n", title, self->script != NULL ? "" : ". Stop with Ctrl-C.");
}

static void
demo_clear (Demo *self)
{
  g_clear_handle_id (&self->start_timeout, g_source_remove);
  g_clear_handle_id (&self->ticker, g_source_remove);
  g_clear_handle_id (&self->end_timeout, g_source_remove);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_object (&self->watch);
  g_clear_pointer (&self->script, demo_script_free);
  g_clear_pointer (&self->board, demo_board_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Demo, demo_clear)

int
main (int    argc,
      char **argv)
{
  gboolean quiet = FALSE, require_all = FALSE;
  const GOptionEntry entries[] = {
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, "Show the table only", NULL },
    { "require-all", 0, 0, G_OPTION_ARG_NONE, &require_all, "Fail if a language is missing", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("[DIRECTORY]");
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) directory = NULL;
  g_auto(Demo) self = { NULL, };

  setlocale (LC_ALL, "");

  /* Whoever reads our output may stop to; there is a directory to remove. */
  signal (SIGPIPE, SIG_IGN);

  g_option_context_set_summary (context,
    "Shows what listeners in C, Python and JavaScript hear of a directory: until\n"
    "Ctrl-C or, without a DIRECTORY, of a temporary one while files in it come,\n"
    "change and go. Fails if a listener missed anything.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc > 2)
    {
      g_printerr ("%s\nTry %s --help.\n",
                  error != NULL ? error->message : "Too many directories.", g_get_prgname ());
      return 2;
    }

  self.loop = g_main_loop_new (NULL, FALSE);
  self.board = demo_board_new (argc == 1, quiet);
  self.children = g_ptr_array_new_with_free_func ((GDestroyNotify) demo_child_free);

  if (argc == 2)
    directory = g_file_new_for_commandline_arg (argv[1]);
  else if ((self.script = demo_script_new (self.board, &error)) != NULL)
    directory = g_object_ref (demo_script_get_directory (self.script));

  if (directory == NULL || !add_own_listeners (&self, directory, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (!add_children (&self, directory) && require_all)
    return 1;

  if (!quiet)
    print_title (&self, directory);

  g_unix_signal_add (SIGINT, stop_cb, &self);
  g_unix_signal_add (SIGTERM, stop_cb, &self);
  if (self.children->len > 0)
    self.start_timeout = g_timeout_add_seconds (START_SECONDS, start_timeout_cb, &self);
  else
    g_idle_add (start_idle_cb, &self);
  g_main_loop_run (self.loop);

  return demo_board_conclude (self.board) ? 0 : 1;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "demo-script.h"

#include <string.h>

#include "demo-info.h"

/* Does things to files, step by step: a step is over when everybody has heard
 * of it. */

#define PATIENCE_SECONDS 10
#define MAX_TIMEOUTS     3
#define BURST            20

struct _DemoScript
{
  DemoBoard      *board;     /* (unowned) */
  GFile          *root;      /* (owned): temporary, holds these two */
  GFile          *directory; /* (owned): the watched one */
  GFile          *elsewhere; /* (owned): one that nobody watches */
  guint           step;      /* the next one */
  guint           timeout;   /* not 0 while a step is on */
  guint           idle;
  guint           n_timeouts;
  DemoScriptFunc  done;
  gpointer        data;
};

/* {{{ Operations
 *
 * Each does one thing and announces what is to be heard of it. That comes by
 * the main loop, never before we return. */

static void
fail (DemoScript *self,
      GError     *error)
{
  demo_board_add_problem (self->board, "The script failed: %s", error->message);
}

static void
expect_change (DemoScript *self,
               GFile      *file,
               const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *text = NULL;

  info = g_file_query_info (file,
                            G_FILE_ATTRIBUTE_STANDARD_SIZE ","
                            G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE,
                            G_FILE_QUERY_INFO_NONE, NULL, &error);
  if (info == NULL)
    {
      fail (self, error);
      return;
    }

  text = demo_info_describe (info);
  demo_board_expect (self->board, DEMO_EVENT_MAY_INSPECT, name, DEMO_NOTHING);
  demo_board_expect (self->board, DEMO_EVENT_CHANGED, name, text);
}

/* Writes to a stream that was just opened, and closes it. */
static void
write_and_close (DemoScript        *self,
                 GFileOutputStream *stream,
                 const char        *content,
                 GError            *error)
{
  if (stream == NULL ||
      !g_output_stream_write_all (G_OUTPUT_STREAM (stream), content, strlen (content),
                                  NULL, NULL, &error) ||
      !g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error))
    fail (self, error);
  g_clear_error (&error);
}

static void
create_file (DemoScript *self,
             const char *name,
             const char *content)
{
  GError *error = NULL;
  g_autoptr (GFile) file = g_file_get_child (self->directory, name);
  g_autoptr (GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_NONE, NULL, &error);

  write_and_close (self, stream, content, error);
  demo_board_expect (self->board, DEMO_EVENT_CREATED, name, DEMO_NOTHING);
  expect_change (self, file, name);
}

static void
append_to_file (DemoScript *self,
                const char *name,
                const char *content)
{
  GError *error = NULL;
  g_autoptr (GFile) file = g_file_get_child (self->directory, name);
  g_autoptr (GFileOutputStream) stream = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, &error);

  write_and_close (self, stream, content, error);
  expect_change (self, file, name);
}

static void
move_file (DemoScript *self,
           GFile      *source,
           GFile      *destination)
{
  g_autoptr (GError) error = NULL;

  /* A copy would be other events. */
  if (!g_file_move (source, destination, G_FILE_COPY_NO_FALLBACK_FOR_MOVE,
                    NULL, NULL, NULL, &error))
    fail (self, error);
}

static void
rename_file (DemoScript *self,
             const char *old_name,
             const char *new_name)
{
  g_autoptr (GFile) source = g_file_get_child (self->directory, old_name);
  g_autoptr (GFile) destination = g_file_get_child (self->directory, new_name);

  move_file (self, source, destination);
  demo_board_expect (self->board, DEMO_EVENT_RENAMED, old_name, new_name);
}

static void
move_file_away (DemoScript *self,
                const char *name)
{
  g_autoptr (GFile) here = g_file_get_child (self->directory, name);
  g_autoptr (GFile) there = g_file_get_child (self->elsewhere, name);

  move_file (self, here, there);
  demo_board_expect (self->board, DEMO_EVENT_DELETED, name, DEMO_NOTHING);
}

static void
move_file_back (DemoScript *self,
                const char *name)
{
  g_autoptr (GFile) here = g_file_get_child (self->directory, name);
  g_autoptr (GFile) there = g_file_get_child (self->elsewhere, name);

  move_file (self, there, here);
  demo_board_expect (self->board, DEMO_EVENT_CREATED, name, DEMO_NOTHING);
}

static void
delete_file (DemoScript *self,
             const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_get_child (self->directory, name);

  if (!g_file_delete (file, NULL, &error))
    fail (self, error);
  demo_board_expect (self->board, DEMO_EVENT_DELETED, name, DEMO_NOTHING);
}

/* }}} */
/* {{{ Steps */

static void
step_create (DemoScript *self)
{
  create_file (self, "notes.txt", "Buy milk.\n");
  create_file (self, "page.html", "<!DOCTYPE html>\n<title>Milk</title>\n");
}

static void
step_append (DemoScript *self)
{
  append_to_file (self, "notes.txt", "Buy bread.\n");
}

static void
step_rename (DemoScript *self)
{
  rename_file (self, "page.html", "index.html");
}

static void
step_secret (DemoScript *self)
{
  create_file (self, "key.secret", "xyzzy\n");
}

static void
step_odd_name (DemoScript *self)
{
  create_file (self, "two\nlines", "");
}

static void
step_move_away (DemoScript *self)
{
  move_file_away (self, "notes.txt");
}

static void
step_move_back (DemoScript *self)
{
  move_file_back (self, "notes.txt");
}

static void
step_burst (DemoScript *self)
{
  for (guint i = 1; i <= BURST; i++)
    {
      g_autofree char *name = g_strdup_printf ("burst-%02u.txt", i);

      create_file (self, name, name);
    }
}

static void
step_delete_burst (DemoScript *self)
{
  for (guint i = 1; i <= BURST; i++)
    {
      g_autofree char *name = g_strdup_printf ("burst-%02u.txt", i);

      delete_file (self, name);
    }
}

static void
step_delete (DemoScript *self)
{
  delete_file (self, "notes.txt");
  delete_file (self, "index.html");
  delete_file (self, "key.secret");
  delete_file (self, "two\nlines");
}

static const struct
{
  const char  *title;
  void      (* run) (DemoScript *self);
  gboolean     summarize;
} steps[] = {
  { "Write two files", step_create, FALSE },
  { "Write more to one", step_append, FALSE },
  { "Rename the other", step_rename, FALSE },
  { "Write a file that some listeners won't have looked at", step_secret, FALSE },
  { "Write an empty file with a line feed in its name", step_odd_name, FALSE },
  { "Move a file away", step_move_away, FALSE },
  { "Move it back", step_move_back, FALSE },
  { "Write 20 files at once", step_burst, TRUE },
  { "Delete them", step_delete_burst, TRUE },
  { "Delete the others", step_delete, FALSE },
};

G_STATIC_ASSERT (BURST == 20); /* as the title says */

/* }}} */

static void next_step (DemoScript *self);

static gboolean
timeout_cb (gpointer data)
{
  DemoScript *self = data;

  self->timeout = 0;
  demo_board_end_step (self->board);

  /* A listener that hangs would make us wait at every step. */
  if (++self->n_timeouts == MAX_TIMEOUTS)
    {
      demo_board_add_problem (self->board, "The script stopped early");
      self->done (self, self->data);
    }
  else
    next_step (self);

  return G_SOURCE_REMOVE;
}

static gboolean
idle_cb (gpointer data)
{
  DemoScript *self = data;

  self->idle = 0;
  g_clear_handle_id (&self->timeout, g_source_remove);
  demo_board_end_step (self->board);
  next_step (self);

  return G_SOURCE_REMOVE;
}

/* Everybody has heard everything. We are called in the midst of a firing: the
 * next step waits until that is over. */
static void
settled_cb (DemoBoard *board,
            gpointer   data)
{
  DemoScript *self = data;

  if (self->timeout != 0 && self->idle == 0)
    self->idle = g_idle_add (idle_cb, self);
}

static void
next_step (DemoScript *self)
{
  if (self->step == G_N_ELEMENTS (steps))
    {
      self->done (self, self->data);
      return;
    }

  demo_board_begin_step (self->board, steps[self->step].title, steps[self->step].summarize);
  self->timeout = g_timeout_add_seconds (PATIENCE_SECONDS, timeout_cb, self);
  steps[self->step++].run (self);
}

static GFile *
make_child_directory (GFile       *parent,
                      const char  *name,
                      GError     **error)
{
  g_autoptr (GFile) child = g_file_get_child (parent, name);

  return g_file_make_directory (child, NULL, error) ? g_steal_pointer (&child) : NULL;
}

/* Makes the temporary directory; demo_script_free() removes it. */
DemoScript *
demo_script_new (DemoBoard  *board,
                 GError    **error)
{
  g_autoptr (DemoScript) self = g_new0 (DemoScript, 1);
  g_autofree char *path = g_dir_make_tmp ("folder-demo-XXXXXX", error);

  if (path == NULL)
    return NULL;

  self->board = board;
  self->root = g_file_new_for_path (path);
  self->directory = make_child_directory (self->root, "watched", error);
  if (self->directory == NULL)
    return NULL;
  self->elsewhere = make_child_directory (self->root, "elsewhere", error);
  if (self->elsewhere == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

static void
remove_tree (GFile *directory)
{
  g_autoptr (GFileEnumerator) children = NULL;
  GFileInfo *info;
  GFile *child;

  children = g_file_enumerate_children (directory,
                                        G_FILE_ATTRIBUTE_STANDARD_NAME ","
                                        G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL &&
         g_file_enumerator_iterate (children, &info, &child, NULL, NULL) && info != NULL)
    {
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        remove_tree (child);
      else
        g_file_delete (child, NULL, NULL);
    }
  g_file_delete (directory, NULL, NULL);
}

void
demo_script_free (DemoScript *self)
{
  demo_script_stop (self);
  if (self->root != NULL)
    remove_tree (self->root);

  g_clear_object (&self->root);
  g_clear_object (&self->directory);
  g_clear_object (&self->elsewhere);
  g_free (self);
}

GFile *
demo_script_get_directory (DemoScript *self)
{
  return self->directory;
}

/* @done: called when the last step is over */
void
demo_script_run (DemoScript     *self,
                 DemoScriptFunc  done,
                 gpointer        data)
{
  self->done = done;
  self->data = data;
  demo_board_set_settled (self->board, settled_cb, self);
  next_step (self);
}

void
demo_script_stop (DemoScript *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->idle, g_source_remove);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#define _GNU_SOURCE /* dlinfo() */

#include "inspect-library.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inspect-symbols.h"

/* A shared library, about which nobody says what types it has: its functions
 * that are called like those that give a type are tried. */

/* Some are called so and want an argument, such as g_variant_get_type(). They
 * get NULL, and are free not to look. */
typedef GType (* GetTypeFunc) (gpointer, gpointer, gpointer, gpointer);

/* What became of a function in a process of its own. */
typedef enum {
  TRIAL_NONE,
  TRIAL_BEGUN,   /* and never came back */
  TRIAL_NO_TYPE,
  TRIAL_TYPE
} Trial;

/* Seconds that they may take, one that hangs and those before it. */
#define TIME_LIMIT 5

static GType
call (void       *handle,
      const char *symbol)
{
  GetTypeFunc get_type;

  /* The way of POSIX to make a function of it. */
  *(void **) &get_type = dlsym (handle, symbol);
  return get_type != NULL ? get_type (NULL, NULL, NULL, NULL) : G_TYPE_INVALID;
}

/* In the process of its own. What is no type may be an address of anything. */
static void
try_from (void           *handle,
          GPtrArray      *symbols,
          volatile guint8 *trials,
          guint           first)
{
  int nowhere = open ("/dev/null", O_RDWR);

  dup2 (nowhere, STDOUT_FILENO);
  dup2 (nowhere, STDERR_FILENO);
  signal (SIGALRM, SIG_DFL);
  alarm (TIME_LIMIT);

  for (guint i = first; i < symbols->len; i++)
    {
      GType type;
      const char *name;

      trials[i] = TRIAL_BEGUN;
      type = call (handle, g_ptr_array_index (symbols, i));
      name = type != G_TYPE_INVALID ? g_type_name (type) : NULL;
      trials[i] = name != NULL && g_type_from_name (name) == type ? TRIAL_TYPE : TRIAL_NO_TYPE;
    }
  _exit (0);
}

/* @trials: shared with the processes, one for each symbol */
static void
try_all (void            *handle,
         GPtrArray       *symbols,
         volatile guint8 *trials)
{
  guint first = 0;

  while (first < symbols->len)
    {
      guint last = first;
      pid_t pid = fork ();

      if (pid < 0)
        return;
      if (pid == 0)
        try_from (handle, symbols, trials, first);
      while (waitpid (pid, NULL, 0) < 0 && errno == EINTR)
        ;

      /* Past the one that it did not come back from. */
      while (first < symbols->len && trials[first] != TRIAL_NONE)
        first++;
      if (first == last)
        return;
    }
}

InspectContents *
inspect_library_load (const char  *path,
                      gboolean     signals_too,
                      GError     **error)
{
  /* Without a slash it would be looked for elsewhere. */
  g_autofree char *here = g_file_test (path, G_FILE_TEST_EXISTS) ? g_canonicalize_filename (path, NULL) : NULL;
  void *handle = dlopen (here != NULL ? here : path, RTLD_LAZY | RTLD_GLOBAL);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GPtrArray) symbols = NULL;
  InspectContents *contents;
  struct link_map *map;
  guint8 *trials;
  gsize size;

  if (handle == NULL || dlinfo (handle, RTLD_DI_LINKMAP, &map) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, dlerror ());
      return NULL;
    }
  symbols = inspect_symbols_list (map->l_name, "_get_type", error);
  if (symbols == NULL)
    return NULL;

  size = MAX (symbols->len, 1);
  trials = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (trials == MAP_FAILED)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return NULL;
    }
  try_all (handle, symbols, trials);

  contents = inspect_contents_new (name, NULL, NULL);
  for (guint i = 0; i < symbols->len; i++)
    if (trials[i] == TRIAL_TYPE)
      inspect_contents_add_type (contents, call (handle, g_ptr_array_index (symbols, i)), signals_too);

  munmap (trials, size);
  return contents;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "inspect-library.h"
#include "inspect-namespace.h"
#include "inspect-print.h"
#include "inspect-trace.h"

/* What it ends with. Scripts look at them: see the manual. */
typedef enum {
  STATUS_FOUND   = 0,
  STATUS_NOTHING = 1,
  STATUS_TROUBLE = 2
} Status;

typedef struct {
  gboolean   all;
  gboolean   json;
  gboolean   idl;
  gboolean   trace;
  gboolean   version;
  gboolean   is_traced; /* --trace is somewhere among the arguments */
  char      *colour; /* (owned) (nullable) */
  char     **rest;   /* (owned) (nullable) */
} Options;

G_GNUC_PRINTF (1, 2)
static void
complain (const char *format,
          ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "cpg-inspect: %s\n", message);
}

static GOptionContext *
make_context (Options *options)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print JSON, for programs", NULL },
    { "idl", 0, 0, G_OPTION_ARG_NONE, &options->idl, "Print IDL, for compilers of COM interfaces", NULL },
    { "all", 'a', 0, G_OPTION_ARG_NONE, &options->all, "Also interfaces that only have signals", NULL },
    { "trace", 't', 0, G_OPTION_ARG_NONE, &options->trace, "Run a program, show what it connects and fires", NULL },
    { "color", 0, 0, G_OPTION_ARG_STRING, &options->colour, "Colours of --trace: auto, always or never", "WHEN" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };
  GOptionContext *context = g_option_context_new ("NAMESPACE|FILE [INTERFACE…]\n"
                                                  "  cpg-inspect --trace PROGRAM [ARGUMENT…]");

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context,
                                "Lists the outgoing interfaces of a GObject introspection namespace (Folder-1.0), of a\n"
                                "typelib (./Folder-1.0.typelib) or of a shared library (./libfolder-1.0.so), and the\n"
                                "classes that fire them.");
  g_option_context_set_description (context,
                                    "Exit status: 0 if there are any, 1 if there is none or not the one asked for,\n"
                                    "2 if something is wrong; with --trace that of the program.");
  return context;
}

/* The options of a traced program are its own. */
static gboolean
is_traced (char **argv)
{
  for (guint i = 1; argv[i] != NULL && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--trace") || g_str_equal (argv[i], "-t"))
      return TRUE;
  return FALSE;
}

static gboolean
check_options (const Options  *options,
               GError        **error)
{
  const char *problem = NULL;

  if (options->is_traced && !options->trace)
    problem = "--trace comes before the program";
  else if (options->rest == NULL)
    problem = options->trace ? "There is no program to be run" : "There is nothing to be inspected";
  else if (options->json + options->idl + options->trace > 1)
    problem = "Only one of --json, --idl and --trace is possible";
  else if (options->all && options->trace)
    problem = "--all and --trace don't go together";
  else if (options->colour != NULL && !g_str_equal (options->colour, "auto") &&
           !g_str_equal (options->colour, "always") && !g_str_equal (options->colour, "never"))
    problem = "--color is auto, always or never";

  if (problem != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, problem);
  return problem == NULL;
}

static gboolean
use_colour (const char *when)
{
  const char *no_color = g_getenv ("NO_COLOR"); /* see no-color.org */

  if (when != NULL && !g_str_equal (when, "auto"))
    return g_str_equal (when, "always");
  return (no_color == NULL || *no_color == '\0') && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0 &&
         isatty (STDERR_FILENO);
}

/* A file is what has a slash or is called like one; so can't be a namespace. */
static InspectContents *
load (const char  *what,
      gboolean     signals_too,
      GError     **error)
{
  if (g_str_has_suffix (what, ".typelib"))
    return inspect_typelib_load (what, signals_too, error);
  if (strchr (what, '/') != NULL || g_str_has_suffix (what, ".so") || strstr (what, ".so.") != NULL)
    return inspect_library_load (what, signals_too, error);
  return inspect_namespace_load (what, signals_too, error);
}

static Status
inspect (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InspectContents) contents = load (options->rest[0], options->all, &error);
  g_autofree char *text = NULL;

  if (contents == NULL)
    {
      complain ("%s", error->message);
      return STATUS_TROUBLE;
    }
  if (options->rest[1] != NULL && !inspect_contents_select (contents, &options->rest[1], &error))
    {
      complain ("%s", error->message);
      return STATUS_NOTHING;
    }

  if (options->json)
    text = inspect_contents_to_json (contents);
  else if (options->idl)
    text = inspect_contents_to_idl (contents);
  else
    text = inspect_contents_to_text (contents);
  if (fputs (text, stdout) == EOF || fflush (stdout) == EOF)
    {
      complain ("Can't write: %s", g_strerror (errno));
      return STATUS_TROUBLE;
    }

  if (contents->contracts->len == 0)
    {
      complain ("%s has no outgoing interfaces%s", options->rest[0],
                options->all ? "" : "; with --all, those that only have signals count");
      return STATUS_NOTHING;
    }
  return STATUS_FOUND;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = NULL;
  g_auto (GStrv) arguments = g_strdupv (argv);
  Options options = { 0 };
  int status;

  setlocale (LC_ALL, "");
  context = make_context (&options);
  options.is_traced = is_traced (argv);
  g_option_context_set_strict_posix (context, options.is_traced);

  if (!g_option_context_parse_strv (context, &arguments, &error) ||
      (!options.version && !check_options (&options, &error)))
    {
      complain ("%s", error->message);
      fputs ("cpg-inspect --help tells how it is used.\n", stderr);
      status = STATUS_TROUBLE;
    }
  else if (options.version)
    {
      puts ("cpg-inspect " CPG_VERSION);
      status = STATUS_FOUND;
    }
  else if (options.trace)
    {
      status = inspect_trace (options.rest, use_colour (options.colour));
    }
  else
    {
      status = inspect (&options);
    }

  g_free (options.colour);
  g_strfreev (options.rest);
  return status;
}

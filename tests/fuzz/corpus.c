/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <stdint.h>
#include <stdlib.h>

#include <gio/gio.h>

/* Runs the fuzzer's function on files: what libFuzzer found, without it.
 *
 * fuzz-corpus FILE_OR_FOLDER... */

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static guint n_run;

static void
run_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  g_debug ("%s", path);
  LLVMFuzzerTestOneInput ((const uint8_t *) data, size);
  n_run++;
}

int
main (int    argc,
      char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GDir) folder = g_dir_open (argv[i], 0, NULL);
      const char *name;

      if (folder == NULL)
        run_file (argv[i]);
      while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *path = g_build_filename (argv[i], name, NULL);

          run_file (path);
        }
    }
  g_print ("%u inputs\n", n_run);
  return n_run > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

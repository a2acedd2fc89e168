/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <locale.h>

#include "adapter-com.h"
#include "cases-abi.h"

/* Runs the cases through the binary interface, against sources that are exported
 * to COM, and sees that they are the ones of cases.txt. */

static const Case * const case_lists[] = {
  finding_cases, advising_cases, enumerator_cases, round_cases, property_cases, abi_cases,
};

/* About what is imported from COM, which tests/c/ has. */
static const char * const elsewhere[] = { "W12", "P12", "P13", NULL };

static void
run_case (gconstpointer data)
{
  const Case *test_case = data;

  for (guint i = 0; i < n_com_adapters; i++)
    {
      Stage stage;

      g_test_message ("in %s", com_adapters[i].name);
      stage_set_up (&stage, &com_adapters[i]);
      test_case->run (&stage);
      stage_tear_down (&stage);
    }
}

static GHashTable *registered; /* (element-type utf8) */

static void
test_table (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "conformance", "cases.txt", NULL);
  g_autoptr (GKeyFile) table = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  g_key_file_load_from_file (table, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  ids = g_key_file_get_groups (table, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *runs = g_key_file_get_string (table, ids[i], "runs", NULL);
      g_auto (GStrv) places = g_strsplit (runs != NULL ? runs : "", " ", -1);
      gboolean has_case = g_hash_table_contains (registered, ids[i]) || g_strv_contains (elsewhere, ids[i]);

      if (has_case != g_strv_contains ((const char * const *) places, "abi"))
        g_error ("%s %s", ids[i], has_case ? "has a function, and does not run in abi by cases.txt"
                                           : "has no function");
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  registered = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (case_lists); i++)
    for (const Case *c = case_lists[i]; c->id != NULL; c++)
      {
        g_autofree char *test_path = g_strconcat ("/conformance-abi/", c->id, NULL);

        if (!g_hash_table_add (registered, (gpointer) c->id))
          g_error ("There are two cases %s", c->id);
        g_test_add_data_func (test_path, c, run_case);
      }
  g_test_add_func ("/conformance-abi/table", test_table);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <locale.h>
#include <string.h>

#include "cases.h"

/* Runs the cases against cpglib's own objects, those that need an adapter once
 * with each, and sees that they are the ones of cases.txt. */

static const Case * const case_lists[] = {
  finding_cases, advising_cases, enumerator_cases, round_cases, property_cases,
};

static void
run_case (gconstpointer data)
{
  const Case *test_case = data;

  for (guint i = 0; i < n_native_adapters; i++)
    {
      Stage stage;

      g_test_message ("by %s", native_adapters[i].name);
      stage_set_up (&stage, &native_adapters[i]);
      test_case->run (&stage);
      stage_tear_down (&stage);
    }
}

static void
run_native_case (gconstpointer data)
{
  ((const NativeCase *) data)->run ();
}

/* How an ID is registered here. */
enum {
  WITH_ADAPTER = 1 << 0,
  NATIVE       = 1 << 1
};

static GHashTable *registered; /* (element-type utf8 int) */

static void
add (const char    *id,
     gconstpointer  test_case,
     void        (* run) (gconstpointer test_case),
     int            how)
{
  g_autofree char *path = g_strconcat ("/conformance/", id, NULL);

  if (!g_hash_table_insert (registered, (gpointer) id, GINT_TO_POINTER (how)))
    g_error ("There are two cases %s", id);
  g_test_add_data_func (path, test_case, run);
}

/* A case that is in one of the two places only would be believed to be tested,
 * or be told nowhere. */
static void
test_table (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "conformance", "cases.txt", NULL);
  g_autoptr (GKeyFile) table = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  guint n_here = 0;

  g_key_file_load_from_file (table, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  ids = g_key_file_get_groups (table, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *runs = g_key_file_get_string (table, ids[i], "runs", NULL);
      g_autofree char *reason = g_key_file_get_string (table, ids[i], "not-applicable", NULL);
      g_auto (GStrv) places = g_strsplit (runs != NULL ? runs : "", " ", -1);
      int how = GPOINTER_TO_INT (g_hash_table_lookup (registered, ids[i]));
      gboolean is_here = g_strv_contains ((const char * const *) places, "c");

      if ((runs == NULL) == (reason == NULL))
        g_error ("%s of cases.txt runs, or is not applicable", ids[i]);
      for (guint j = 0; places[j] != NULL; j++)
        if (strstr (" c python js abi ", places[j]) == NULL)
          g_error ("%s of cases.txt runs in “%s”, which is no place", ids[i], places[j]);
      if (!g_key_file_has_key (table, ids[i], "source", NULL) || !g_key_file_has_key (table, ids[i], "asserted", NULL))
        g_error ("%s of cases.txt lacks its source, or what is asserted", ids[i]);
      if (is_here != (how != 0))
        g_error ("%s %s", ids[i], is_here ? "has no function" : "has a function, and does not run in C by cases.txt");
      if (how == WITH_ADAPTER && !g_strv_contains ((const char * const *) places, "abi"))
        g_error ("%s needs nothing but an adapter, and does not run through the binary interface by cases.txt", ids[i]);
      n_here += is_here;
    }
  if (n_here != g_hash_table_size (registered))
    g_error ("%u cases have no entry in cases.txt", g_hash_table_size (registered) - n_here);
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
      add (c->id, c, run_case, WITH_ADAPTER);
  for (const NativeCase *c = native_cases; c->id != NULL; c++)
    add (c->id, c, run_native_case, NATIVE);
  g_test_add_func ("/conformance/table", test_table);

  return g_test_run ();
}

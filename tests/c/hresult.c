/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

static const struct { CpgError code; guint32 hresult; } table[] = {
  { CPG_ERROR_FAILED,           0x80004005u },
  { CPG_ERROR_NO_CONNECTION,    0x80040200u },
  { CPG_ERROR_ADVISE_LIMIT,     0x80040201u },
  { CPG_ERROR_CANNOT_CONNECT,   0x80040202u },
  { CPG_ERROR_DISCONNECTED,     0x80010108u },
  { CPG_ERROR_NOT_CONNECTABLE,  0x80004002u },
  { CPG_ERROR_NOT_SUPPORTED,    0x80004001u },
  { CPG_ERROR_INVALID_ARGUMENT, 0x80070057u },
  { CPG_ERROR_INVALID_CONTRACT, 0x8002802Bu },
  { CPG_ERROR_EXISTS,           0x8002802Cu },
  { CPG_ERROR_NOT_PERMITTED,    0x800A0183u },
};

static void
test_both_ways (void)
{
  GEnumClass *codes = g_type_class_ref (CPG_TYPE_ERROR);

  /* Each code has a row above. */
  g_assert_cmpuint (codes->n_values, ==, G_N_ELEMENTS (table));
  g_type_class_unref (codes);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (CPG_ERROR, (int) table[i].code, "x");
      g_autoptr (GError) back = cpg_error_new_from_hresult (table[i].hresult);

      g_assert_cmphex (cpg_error_to_hresult (error), ==, table[i].hresult);
      g_assert_error (back, CPG_ERROR, (int) table[i].code);
      g_assert_cmpstr (back->message, !=, "");
    }
}

static void
test_gone (void)
{
  static const guint32 gone[] = { 0x80010108u, 0x800401FDu, 0x80010007u, 0x80010012u, 0x800706BAu };

  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    {
      g_autoptr (GError) error = cpg_error_new_from_hresult (gone[i]);

      g_assert_error (error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
    }
}

/* What has no code of its own is the same number again, in a copy too. */
static void
test_again (void)
{
  static const guint32 numbers[] = { 0x8BADF00Du, 0x80020005u, 0x8002000Au, 0x80010012u, 0x80004003u, 0x800706BAu };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = cpg_error_new_from_hresult (numbers[i]);
      g_autoptr (GError) copy = g_error_copy (error);

      g_prefix_error (&copy, "Somewhere: ");
      g_assert_cmphex (cpg_error_to_hresult (error), ==, numbers[i]);
      g_assert_cmphex (cpg_error_to_hresult (copy), ==, numbers[i]);
    }
}

static void
test_others (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, CPG_ERROR_ADVISE_LIMIT, "x");
  g_autoptr (GError) unknown = cpg_error_new_from_hresult (0x8BADF00Du);

  g_assert_cmphex (cpg_error_to_hresult (NULL), ==, 0);
  g_assert_cmphex (cpg_error_to_hresult (foreign), ==, 0x80004005u);
  g_assert_null (cpg_error_new_from_hresult (0));
  g_assert_null (cpg_error_new_from_hresult (1)); /* S_FALSE */
  g_assert_null (cpg_error_new_from_hresult (0x7FFFFFFFu));
  g_assert_error (unknown, CPG_ERROR, CPG_ERROR_FAILED);
  assert_names (unknown, "8BADF00D");
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/hresult/both-ways", test_both_ways);
  g_test_add_func ("/hresult/gone", test_gone);
  g_test_add_func ("/hresult/again", test_again);
  g_test_add_func ("/hresult/others", test_others);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <string.h>

#include "helpers.h"

#define TEXT "b196b286-bab4-101a-b69c-00aa00341d07"

static void
test_text (void)
{
  static const char * const same[] = {
    TEXT,
    "{" TEXT "}",
    "B196B286-BAB4-101A-B69C-00AA00341D07",
    "{B196b286-BAB4-101A-B69C-00AA00341D07}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CpgGuid) guid = cpg_guid_new (same[i], &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = cpg_guid_to_string (guid);
      g_assert_cmpstr (text, ==, TEXT);
    }
}

static void
test_invalid (void)
{
  static const char * const wrong[] = {
    "", "{", "{}", "x", "b196b286",
    "b196b286bab4101ab69c00aa00341d07",
    "{" TEXT, TEXT "}", "(" TEXT ")", " " TEXT, TEXT " ", "{{" TEXT "}}",
    "b196b286-bab4-101a-b69c-00aa00341d0",
    "b196b286-bab4-101a-b69c-00aa00341d078",
    "b196b286-bab4-101a-b69c-00aa00341d0g",
    "b196b286+bab4-101a-b69c-00aa00341d07",
    "b196b28-6bab4-101a-b69c-00aa00341d07",
    "b196b286-bab4-101a-b69c-00aa00341dä",
    "\xff\xfe", "b196b286-bab4-101a-b69c-00aa0034\xff\xff\xff\xff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cpg_guid_new (wrong[i], &error));
      g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (cpg_guid_new (wrong[i], NULL));
    }
}

/* The layout is that of a GUID of Windows. */
static void
test_layout (void)
{
  g_autoptr (CpgGuid) guid = cpg_guid_new (TEXT, NULL);
  static const guint8 last[8] = { 0xb6, 0x9c, 0x00, 0xaa, 0x00, 0x34, 0x1d, 0x07 };

  g_assert_cmpuint (sizeof (CpgGuid), ==, 16);
  g_assert_cmphex (guid->data1, ==, 0xb196b286);
  g_assert_cmphex (guid->data2, ==, 0xbab4);
  g_assert_cmphex (guid->data3, ==, 0x101a);
  g_assert_cmpmem (guid->data4, sizeof guid->data4, last, sizeof last);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  {
    static const guint8 bytes[8] = { 0x86, 0xb2, 0x96, 0xb1, 0xb4, 0xba, 0x1a, 0x10 };

    g_assert_cmpmem (guid, 8, bytes, 8);
  }
#endif
}

static void
test_equal (void)
{
  g_autoptr (CpgGuid) a = cpg_guid_new (TEXT, NULL);
  g_autoptr (CpgGuid) b = cpg_guid_copy (a);

  g_assert_true (a != b);
  g_assert_true (cpg_guid_equal (a, b));
  g_assert_true (cpg_guid_equal (a, a));
  g_assert_cmpuint (cpg_guid_hash (a), ==, cpg_guid_hash (b));

  /* Each of the 16 bytes counts. */
  for (guint i = 0; i < sizeof *b; i++)
    {
      ((guint8 *) b)[i] ^= 1;
      g_assert_false (cpg_guid_equal (a, b));
      g_assert_false (cpg_guid_equal (b, a));
      ((guint8 *) b)[i] ^= 1;
    }
  g_assert_true (cpg_guid_equal (a, b));
}

/* Known results of version 5, made with another implementation. */
static void
test_for_name (void)
{
  static const struct { const char *name, *text; } known[] = {
    { "FixOther", "b3594a09-1e7b-5752-840a-3d7348046032" },
    { "FixNotes", "584ab7e5-beef-5426-aa3c-e54ea98121dc" },
    { "",         "9e041889-7b12-58c0-b770-c430839bcde1" },
    { "Grüße",    "b1e1ab5e-e811-5af5-9b84-b010e44619e7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (CpgGuid) guid = cpg_guid_new_for_name (known[i].name);
      g_autofree char *text = cpg_guid_to_string (guid);

      g_assert_cmpstr (text, ==, known[i].text);
    }
}

static void
test_boxed (void)
{
  g_autoptr (CpgGuid) guid = cpg_guid_new (TEXT, NULL);
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_true (G_TYPE_IS_BOXED (CPG_TYPE_GUID));
  g_value_init (&value, CPG_TYPE_GUID);
  g_value_set_boxed (&value, guid);
  g_assert_true (g_value_get_boxed (&value) != guid);
  g_assert_true (cpg_guid_equal (g_value_get_boxed (&value), guid));
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/guid/text", test_text);
  g_test_add_func ("/guid/invalid", test_invalid);
  g_test_add_func ("/guid/layout", test_layout);
  g_test_add_func ("/guid/equal", test_equal);
  g_test_add_func ("/guid/for-name", test_for_name);
  g_test_add_func ("/guid/boxed", test_boxed);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>
#include <cpglib/signals/cpg-signal-point-private.h>

/* Looks into the table. The library's objects are linked in, and with them no
 * fixtures, which bring the library itself. */

/* The end of a source waits for those who look at it, and for nobody who comes
 * later: many that go on firing would keep it waiting. */
static void
test_pin (void)
{
  GObject *source = g_object_new (CPG_TYPE_CONNECTABLE, NULL);
  CpgSignalPoint *point = g_object_new (CPG_TYPE_SIGNAL_POINT, NULL);
  CpgTable *table = &point->table;

  table->owner = source;
  g_assert_true (cpg_table_pin_owner (table) == source);
  g_assert_cmpint (table->entering, ==, 1);
  cpg_table_unpin_owner (table);
  g_assert_cmpint (table->entering, ==, 0);

  cpg_signal_point_disconnect (point);
  g_assert_null (cpg_table_pin_owner (table));
  g_assert_cmpint (table->entering, ==, 0);
  g_assert_null (cpg_table_ref_owner (table));
  g_assert_cmpint (table->entering, ==, 0);

  g_assert_finalize_object (point);
  g_assert_finalize_object (source);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/table/pin", test_pin);

  return g_test_run ();
}

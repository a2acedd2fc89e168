/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-lock-private.h>

/* The check that no lock is held while other people's code runs does see one.
 * That it stays quiet is shown by every other test, all of which run it. */
static void
test_seen (void)
{
#ifdef CPG_CHECK_LOCKS
  static GMutex mutex;

  cpg_lock (&mutex);
  cpg_unlock (&mutex);
  cpg_lock_check ();

  if (g_test_subprocess ())
    {
      cpg_lock (&mutex);
      cpg_lock_check ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*with a lock of cpglib held*");
#else
  g_test_skip ("Not a debug build");
#endif
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/locks/seen", test_seen);

  return g_test_run ();
}

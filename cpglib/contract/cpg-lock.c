/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-lock-private.h>

#ifdef CPG_CHECK_LOCKS

static GPrivate n_held;

void
cpg_lock (GMutex *mutex)
{
  g_mutex_lock (mutex);
  g_private_set (&n_held, GINT_TO_POINTER (GPOINTER_TO_INT (g_private_get (&n_held)) + 1));
}

void
cpg_unlock (GMutex *mutex)
{
  g_private_set (&n_held, GINT_TO_POINTER (GPOINTER_TO_INT (g_private_get (&n_held)) - 1));
  g_mutex_unlock (mutex);
}

void
cpg_lock_check (void)
{
  if (g_private_get (&n_held) != NULL)
    g_error ("Somebody else's code is about to run with a lock of cpglib held");
}

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The locks of the library. None is held while anybody else's code runs: where
 * that is about to happen stands a cpg_lock_check(), and a build with
 * CPG_CHECK_LOCKS, which every debug build is, aborts there if the thread
 * holds one after all. */

#ifdef CPG_CHECK_LOCKS

void cpg_lock       (GMutex *mutex);
void cpg_unlock     (GMutex *mutex);
void cpg_lock_check (void);

#else

#define cpg_lock(mutex)   g_mutex_lock (mutex)
#define cpg_unlock(mutex) g_mutex_unlock (mutex)
#define cpg_lock_check()  G_STMT_START { } G_STMT_END

#endif

G_END_DECLS

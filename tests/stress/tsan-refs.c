/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */

/* What tests/house/tsan-glib.c does for locks and objects, for GLib's other
 * reference counts: whoever lets go last, and frees, sees what the others did
 * before they let go. A part of the program, which comes before GLib. */

#define _GNU_SOURCE
#include <dlfcn.h>

#include <glib.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

#define NEXT(function) \
  static gpointer found; \
  __typeof__ (&(function)) next = (__typeof__ (&(function))) g_atomic_pointer_get (&found); \
  if (next == NULL) \
    { \
      next = (__typeof__ (&(function))) dlsym (RTLD_NEXT, #function); \
      g_atomic_pointer_set (&found, (gpointer) next); \
    }

gboolean
(g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  gboolean is_last;
  NEXT (g_atomic_ref_count_dec)
  __tsan_release (count);
  is_last = next (count);
  if (is_last)
    __tsan_acquire (count);
  return is_last;
}

/* The last one calls @clear. */
static __thread GDestroyNotify clear_of_box;

static void
clear_box (gpointer block)
{
  GDestroyNotify clear = clear_of_box;

  __tsan_acquire (block);
  if (clear != NULL)
    clear (block);
}

void
g_atomic_rc_box_release_full (gpointer       block,
                              GDestroyNotify clear)
{
  NEXT (g_atomic_rc_box_release_full)
  clear_of_box = clear;
  __tsan_release (block);
  next (block, clear_box);
}

/* The rest can't be told from outside. GLib's own accesses are not seen, but
 * what it passes to free() and realloc() is: blocks that the last reference of
 * an object, an array, a box or a source lets go of, ordered by counts that only
 * GLib sees, and what a main context grows under a lock of its own. A link goes
 * with the callback of a source, which is counted like that. What is freed too
 * early is for AddressSanitizer to find. */
const char *__tsan_default_suppressions (void);

const char *
__tsan_default_suppressions (void)
{
  return "called_from_lib:libglib-2.0.so\n"
         "race:g_type_free_instance\n"
         "race:g_atomic_rc_box_release_full\n"
         "race:cpg_link_unref\n";
}

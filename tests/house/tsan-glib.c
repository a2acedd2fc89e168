/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */

/* Tells ThreadSanitizer what GLib orders. GLib is not built with it, and makes
 * its locks from futexes: without this every GMutex would seem to lock nothing.
 * Comes in front by LD_PRELOAD, see `./dev sanitize thread`. */

#define _GNU_SOURCE
#include <dlfcn.h>

#include <glib-object.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

#define NEXT(function) \
  static __typeof__ (&function) next; \
  if (next == NULL) \
    next = (__typeof__ (&function)) dlsym (RTLD_NEXT, #function)

void
g_mutex_lock (GMutex *mutex)
{
  NEXT (g_mutex_lock);
  next (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean locked;
  NEXT (g_mutex_trylock);
  locked = next (mutex);
  if (locked)
    __tsan_acquire (mutex);
  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  NEXT (g_mutex_unlock);
  __tsan_release (mutex);
  next (mutex);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  NEXT (g_cond_wait);
  __tsan_release (mutex);
  next (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_time)
{
  gboolean signalled;
  NEXT (g_cond_wait_until);
  __tsan_release (mutex);
  signalled = next (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return signalled;
}

void
(g_once_init_leave) (volatile void *location,
                     gsize          result)
{
  NEXT (g_once_init_leave);
  __tsan_release ((void *) location);
  next (location, result);
}

/* The last one to let go sees what the others did before they let go. */
void
g_object_unref (gpointer object)
{
  NEXT (g_object_unref);
  __tsan_release (object);
  __tsan_acquire (object);
  next (object);
}

void
g_atomic_rc_box_release_full (gpointer       box,
                              GDestroyNotify clear)
{
  NEXT (g_atomic_rc_box_release_full);
  __tsan_release (box);
  __tsan_acquire (box);
  next (box, clear);
}

gboolean
(g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  NEXT (g_atomic_ref_count_dec);
  __tsan_release (count);
  __tsan_acquire (count);
  return next (count);
}

gpointer
g_weak_ref_get (GWeakRef *weak_ref)
{
  gpointer object;
  NEXT (g_weak_ref_get);
  object = next (weak_ref);
  __tsan_acquire (weak_ref);
  return object;
}

void
g_weak_ref_set (GWeakRef *weak_ref,
                gpointer  object)
{
  NEXT (g_weak_ref_set);
  __tsan_release (weak_ref);
  next (weak_ref, object);
}

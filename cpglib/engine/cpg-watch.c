/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/engine/cpg-watch-private.h>

typedef struct {
  CpgWatchFunc    func;
  gpointer        data;
  GDestroyNotify  release;
} Watcher;

/* Who is to be told of the end of an object. Kept with the object, with one
 * weak reference for all: taking one back is not safe while another thread may
 * be disposing of the object. */
typedef struct {
  GMutex    lock;        /* guards what follows; nobody else's code runs under it */
  GArray   *watchers;    /* (owned) (nullable) (element-type Watcher) */
  gboolean  is_watching;
} Watch;

G_LOCK_DEFINE_STATIC (watches); /* guards the making of them */

static void
release_watchers (GArray *watchers)
{
  for (guint i = 0; i < watchers->len; i++)
    {
      Watcher *watcher = &g_array_index (watchers, Watcher, i);

      watcher->release (watcher->data);
    }
  g_array_unref (watchers);
}

static void
watch_clear (gpointer data)
{
  Watch *self = data;

  g_clear_pointer (&self->watchers, release_watchers);
  g_mutex_clear (&self->lock);
}

static void
watch_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, watch_clear);
}

static GQuark
watch_quark (void)
{
  return g_quark_from_static_string ("cpg-watch");
}

static void
object_gone (gpointer  data,
             GObject  *where_the_object_was)
{
  Watch *self = data;
  GArray *watchers;

  cpg_lock (&self->lock);
  watchers = g_steal_pointer (&self->watchers);
  self->is_watching = FALSE;
  cpg_unlock (&self->lock);

  cpg_lock_check ();
  for (guint i = 0; watchers != NULL && i < watchers->len; i++)
    {
      Watcher *watcher = &g_array_index (watchers, Watcher, i);

      watcher->func (watcher->data);
    }
  g_clear_pointer (&watchers, release_watchers);
  watch_release (self);
}

/*
 * cpg_watch_add:
 * @data: (transfer full): for @func, and what tells this watcher from others
 * @release: what frees @data, called without a lock
 */
void
cpg_watch_add (GObject        *object,
               CpgWatchFunc    func,
               gpointer        data,
               GDestroyNotify  release)
{
  Watcher watcher = { func, data, release };
  Watch *self;
  gboolean starts;

  cpg_lock (&G_LOCK_NAME (watches));
  self = g_object_get_qdata (object, watch_quark ());
  if (self == NULL)
    {
      self = g_atomic_rc_box_new0 (Watch);
      g_mutex_init (&self->lock);
      g_object_set_qdata_full (object, watch_quark (), self, watch_release);
    }
  cpg_unlock (&G_LOCK_NAME (watches));

  cpg_lock (&self->lock);
  if (self->watchers == NULL)
    self->watchers = g_array_new (FALSE, FALSE, sizeof (Watcher));
  g_array_append_val (self->watchers, watcher);
  starts = !self->is_watching;
  self->is_watching = TRUE;
  cpg_unlock (&self->lock);

  if (starts)
    g_object_weak_ref (object, object_gone, g_atomic_rc_box_acquire (self));
}

/* Nothing happens if the watcher is being told already, or was. */
void
cpg_watch_remove (GObject  *object,
                  gpointer  data)
{
  Watch *self = g_object_get_qdata (object, watch_quark ());
  Watcher removed = { NULL, NULL, NULL };

  if (self == NULL)
    return;

  cpg_lock (&self->lock);
  for (guint i = 0; self->watchers != NULL && i < self->watchers->len; i++)
    if (g_array_index (self->watchers, Watcher, i).data == data)
      {
        removed = g_array_index (self->watchers, Watcher, i);
        g_array_remove_index_fast (self->watchers, i);
        break;
      }
  cpg_unlock (&self->lock);

  cpg_lock_check ();
  if (removed.release != NULL)
    removed.release (removed.data);
}

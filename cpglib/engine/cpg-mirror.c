/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/engine/cpg-mirror-private.h>

/* A list model of what an origin has. It belongs to the thread that asked for
 * it: a change in that thread shows at once, one in another thread when the
 * mirror's main context runs. Either way it fetches what there is and tells
 * the difference, so that changes may come in any order and be told together. */
typedef struct {
  GWeakRef mirror;
  int      gone; /* (atomic) */
} MirrorRef;

struct _CpgMirror
{
  GObject         parent_instance;

  MirrorRef      *ref;     /* (owned): how the origin knows it */

  GWeakRef        origin;
  GType           item_type;
  CpgMirrorFetch  fetch;
  CpgMirrorKey    key;
  GPtrArray      *items;   /* (owned) */
  GThread        *thread;  /* (owned): only ever compared; another may come to an address that is free */
  GMainContext   *context; /* (owned): that thread's default one */
  gboolean        is_updating;
  gboolean        is_outdated;
  int             pending; /* (atomic): a look at the origin is on its way */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CpgMirror, cpg_mirror, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
mirror_ref_clear (gpointer data)
{
  g_weak_ref_clear (&((MirrorRef *) data)->mirror);
}

static void
mirror_ref_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, mirror_ref_clear);
}

static void
cpg_mirror_finalize (GObject *object)
{
  CpgMirror *self = CPG_MIRROR (object);

  g_atomic_int_set (&self->ref->gone, TRUE);
  mirror_ref_release (self->ref);
  g_weak_ref_clear (&self->origin);
  g_ptr_array_unref (self->items);
  g_main_context_unref (self->context);
  g_thread_unref (self->thread);

  G_OBJECT_CLASS (cpg_mirror_parent_class)->finalize (object);
}

static void
cpg_mirror_class_init (CpgMirrorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpg_mirror_finalize;
}

static void
cpg_mirror_init (CpgMirror *self)
{
  self->ref = g_atomic_rc_box_new0 (MirrorRef);
  g_weak_ref_init (&self->ref->mirror, self);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->thread = g_thread_ref (g_thread_self ());
  self->context = g_main_context_ref_thread_default ();
}

static GType
mirror_get_item_type (GListModel *model)
{
  return CPG_MIRROR (model)->item_type;
}

static guint
mirror_get_n_items (GListModel *model)
{
  return CPG_MIRROR (model)->items->len;
}

static gpointer
mirror_get_item (GListModel *model,
                 guint       position)
{
  CpgMirror *self = CPG_MIRROR (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = mirror_get_item_type;
  iface->get_n_items = mirror_get_n_items;
  iface->get_item = mirror_get_item;
}

static gboolean
is_same (CpgMirror *self,
         GPtrArray *a,
         guint      i,
         GPtrArray *b,
         guint      j)
{
  return self->key (g_ptr_array_index (a, i)) == self->key (g_ptr_array_index (b, j));
}

/* Shows @fresh and tells what is different: one stretch of the list. */
static void
mirror_show (CpgMirror *self,
             GPtrArray *fresh)
{
  g_autoptr (GPtrArray) old = g_ptr_array_ref (self->items);
  guint head = 0, tail = 0, shorter = MIN (old->len, fresh->len);
  GPtrArray *items;

  while (head < shorter && is_same (self, old, head, fresh, head))
    head++;
  while (tail < shorter - head && is_same (self, old, old->len - 1 - tail, fresh, fresh->len - 1 - tail))
    tail++;
  if (old->len == head + tail && fresh->len == head + tail)
    return;

  /* What is the same keeps its object. */
  items = g_ptr_array_new_full (fresh->len, g_object_unref);
  for (guint i = 0; i < head; i++)
    g_ptr_array_add (items, g_object_ref (g_ptr_array_index (old, i)));
  for (guint i = head; i < fresh->len - tail; i++)
    g_ptr_array_add (items, g_object_ref (g_ptr_array_index (fresh, i)));
  for (guint i = old->len - tail; i < old->len; i++)
    g_ptr_array_add (items, g_object_ref (g_ptr_array_index (old, i)));

  g_ptr_array_unref (self->items);
  self->items = items;
  g_list_model_items_changed (G_LIST_MODEL (self), head,
                              old->len - head - tail, fresh->len - head - tail);
}

/* Looks at the origin. To look, and to tell, may make it change: then looks
 * again, rather than in the midst of it. */
static void
mirror_update (CpgMirror *self)
{
  if (self->is_updating)
    {
      self->is_outdated = TRUE;
      return;
    }

  cpg_lock_check ();
  self->is_updating = TRUE;
  do
    {
      g_autoptr (GObject) origin = g_weak_ref_get (&self->origin);
      g_autoptr (GPtrArray) fresh = NULL;

      self->is_outdated = FALSE;
      fresh = origin != NULL ? self->fetch (origin) : g_ptr_array_new ();
      mirror_show (self, fresh);
    }
  while (self->is_outdated);
  self->is_updating = FALSE;
}

/* The source does not own the mirror: a context that nobody runs any more would
 * keep it. */
static gboolean
mirror_update_later (gpointer data)
{
  MirrorRef *ref = data;
  g_autoptr (CpgMirror) self = g_weak_ref_get (&ref->mirror);

  if (self != NULL)
    {
      g_atomic_int_set (&self->pending, FALSE);
      mirror_update (self);
    }
  return G_SOURCE_REMOVE;
}

void
cpg_mirror_slot_init (CpgMirrorSlot *slot)
{
  g_mutex_init (&slot->lock);
  slot->mirrors = NULL;
}

void
cpg_mirror_slot_clear (CpgMirrorSlot *slot)
{
  g_clear_pointer (&slot->mirrors, g_ptr_array_unref);
  g_mutex_clear (&slot->lock);
}

static GPtrArray *
slot_ref_mirrors (CpgMirrorSlot *slot)
{
  GPtrArray *mirrors;

  cpg_lock (&slot->lock);
  mirrors = slot->mirrors != NULL ? g_ptr_array_ref (slot->mirrors) : NULL;
  cpg_unlock (&slot->lock);

  return mirrors;
}

static void
slot_add (CpgMirrorSlot *slot,
          CpgMirror     *mirror)
{
  GPtrArray *mirrors = g_ptr_array_new_with_free_func (mirror_ref_release);
  GPtrArray *old;

  cpg_lock (&slot->lock);
  old = slot->mirrors;
  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      MirrorRef *ref = g_ptr_array_index (old, i);

      if (!g_atomic_int_get (&ref->gone))
        g_ptr_array_add (mirrors, g_atomic_rc_box_acquire (ref));
    }
  g_ptr_array_add (mirrors, g_atomic_rc_box_acquire (mirror->ref));
  slot->mirrors = mirrors;
  cpg_unlock (&slot->lock);

  if (old != NULL)
    g_ptr_array_unref (old);
}

/*
 * cpg_mirror_slot_get:
 *
 * Gives the mirror of this thread: the one there is, or a new one.
 */
GListModel *
cpg_mirror_slot_get (CpgMirrorSlot  *slot,
                     GObject        *origin,
                     GType           item_type,
                     CpgMirrorFetch  fetch,
                     CpgMirrorKey    key)
{
  g_autoptr (GPtrArray) mirrors = slot_ref_mirrors (slot);
  CpgMirror *self;

  for (guint i = 0; mirrors != NULL && i < mirrors->len; i++)
    {
      self = g_weak_ref_get (&((MirrorRef *) g_ptr_array_index (mirrors, i))->mirror);
      if (self != NULL && self->thread == g_thread_self ())
        return G_LIST_MODEL (self);
      g_clear_object (&self);
    }

  self = g_object_new (CPG_TYPE_MIRROR, NULL);
  g_weak_ref_init (&self->origin, origin);
  self->item_type = item_type;
  self->fetch = fetch;
  self->key = key;
  slot_add (slot, self);
  mirror_update (self);

  return G_LIST_MODEL (self);
}

void
cpg_mirror_slot_changed (CpgMirrorSlot *slot)
{
  g_autoptr (GPtrArray) mirrors = slot_ref_mirrors (slot);

  for (guint i = 0; mirrors != NULL && i < mirrors->len; i++)
    {
      g_autoptr (CpgMirror) self = NULL;

      self = g_weak_ref_get (&((MirrorRef *) g_ptr_array_index (mirrors, i))->mirror);
      if (self == NULL)
        continue;

      if (self->thread == g_thread_self ())
        {
          mirror_update (self);
        }
      else if (g_atomic_int_compare_and_exchange (&self->pending, FALSE, TRUE))
        {
          g_autoptr (GSource) source = g_idle_source_new ();

          g_source_set_priority (source, G_PRIORITY_DEFAULT);
          g_source_set_callback (source, mirror_update_later,
                                 g_atomic_rc_box_acquire (self->ref), mirror_ref_release);
          g_source_attach (source, self->context);
        }
    }
}

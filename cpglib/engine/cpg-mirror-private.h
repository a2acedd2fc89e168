/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPG_TYPE_MIRROR (cpg_mirror_get_type ())
G_DECLARE_FINAL_TYPE (CpgMirror, cpg_mirror, CPG, MIRROR, GObject)

/*
 * CpgMirrorFetch:
 * @origin: what the mirror shows
 *
 * Gives what there is now: (transfer full), owning its elements. It is called
 * without any lock, in the mirror's thread.
 */
typedef GPtrArray * (* CpgMirrorFetch) (GObject *origin);

/* Gives what tells one item from another; it outlives the item's object. */
typedef gsize       (* CpgMirrorKey)   (gpointer item);

/* Where an origin knows its mirrors, which the lists' users own. */
typedef struct {
  GMutex     lock;    /* guards the pointer, not what it points to */
  GPtrArray *mirrors; /* (owned) (nullable) (element-type MirrorRef): never changes, is replaced */
} CpgMirrorSlot;

void        cpg_mirror_slot_init    (CpgMirrorSlot  *slot);
void        cpg_mirror_slot_clear   (CpgMirrorSlot  *slot);
GListModel *cpg_mirror_slot_get     (CpgMirrorSlot  *slot,
                                     GObject        *origin,
                                     GType           item_type,
                                     CpgMirrorFetch  fetch,
                                     CpgMirrorKey    key);
void        cpg_mirror_slot_changed (CpgMirrorSlot  *slot);

G_END_DECLS

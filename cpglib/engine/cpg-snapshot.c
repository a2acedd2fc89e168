/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/engine/cpg-snapshot-private.h>

typedef struct {
  GObject    parent_instance;

  GPtrArray *items;    /* (owned): never changes, shared by clones */
  guint      position;
} CpgSnapshot;

typedef struct {
  GObjectClass parent_class;
} CpgSnapshotClass;

/* The two kinds differ in the interface that they implement only. */
typedef CpgSnapshot      CpgConnectionSnapshot;
typedef CpgSnapshotClass CpgConnectionSnapshotClass;
typedef CpgSnapshot      CpgPointSnapshot;
typedef CpgSnapshotClass CpgPointSnapshotClass;

static GType cpg_snapshot_get_type (void);
static GType cpg_connection_snapshot_get_type (void);
static GType cpg_point_snapshot_get_type (void);

static void enum_connections_init (CpgEnumConnectionsInterface *iface);
static void enum_connection_points_init (CpgEnumConnectionPointsInterface *iface);

G_DEFINE_ABSTRACT_TYPE (CpgSnapshot, cpg_snapshot, G_TYPE_OBJECT)
G_DEFINE_TYPE_WITH_CODE (CpgConnectionSnapshot, cpg_connection_snapshot, cpg_snapshot_get_type (),
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_ENUM_CONNECTIONS, enum_connections_init))
G_DEFINE_TYPE_WITH_CODE (CpgPointSnapshot, cpg_point_snapshot, cpg_snapshot_get_type (),
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_ENUM_CONNECTION_POINTS, enum_connection_points_init))

static void
cpg_snapshot_finalize (GObject *object)
{
  g_ptr_array_unref (((CpgSnapshot *) object)->items);

  G_OBJECT_CLASS (cpg_snapshot_parent_class)->finalize (object);
}

static void
cpg_snapshot_class_init (CpgSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpg_snapshot_finalize;
}

static void
cpg_snapshot_init (CpgSnapshot *self)
{
}

static void
cpg_connection_snapshot_class_init (CpgConnectionSnapshotClass *klass)
{
}

static void
cpg_connection_snapshot_init (CpgConnectionSnapshot *self)
{
}

static void
cpg_point_snapshot_class_init (CpgPointSnapshotClass *klass)
{
}

static void
cpg_point_snapshot_init (CpgPointSnapshot *self)
{
}

static gpointer
snapshot_new (GType      type,
              GPtrArray *items,
              guint      position)
{
  CpgSnapshot *self = g_object_new (type, NULL);

  self->items = g_ptr_array_ref (items);
  self->position = position;
  return self;
}

static GPtrArray *
snapshot_next (gpointer enumerator,
               guint    n)
{
  CpgSnapshot *self = enumerator;
  guint count = MIN (n, self->items->len - self->position);
  GPtrArray *items = g_ptr_array_new_full (count, g_object_unref);

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (items, g_object_ref (g_ptr_array_index (self->items, self->position + i)));
  self->position += count;
  return items;
}

static gboolean
snapshot_skip (gpointer enumerator,
               guint    n)
{
  CpgSnapshot *self = enumerator;
  guint count = MIN (n, self->items->len - self->position);

  self->position += count;
  return count == n;
}

static void
snapshot_reset (gpointer enumerator)
{
  ((CpgSnapshot *) enumerator)->position = 0;
}

static gpointer
snapshot_clone (gpointer enumerator)
{
  CpgSnapshot *self = enumerator;

  return snapshot_new (G_OBJECT_TYPE (self), self->items, self->position);
}

static GPtrArray *
connections_next (CpgEnumConnections *self,
                  guint               n)
{
  return snapshot_next (self, n);
}

static gboolean
connections_skip (CpgEnumConnections *self,
                  guint               n)
{
  return snapshot_skip (self, n);
}

static void
connections_reset (CpgEnumConnections *self)
{
  snapshot_reset (self);
}

static CpgEnumConnections *
connections_clone (CpgEnumConnections *self)
{
  return snapshot_clone (self);
}

static void
enum_connections_init (CpgEnumConnectionsInterface *iface)
{
  iface->next = connections_next;
  iface->skip = connections_skip;
  iface->reset = connections_reset;
  iface->clone = connections_clone;
}

static GPtrArray *
points_next (CpgEnumConnectionPoints *self,
             guint                    n)
{
  return snapshot_next (self, n);
}

static gboolean
points_skip (CpgEnumConnectionPoints *self,
             guint                    n)
{
  return snapshot_skip (self, n);
}

static void
points_reset (CpgEnumConnectionPoints *self)
{
  snapshot_reset (self);
}

static CpgEnumConnectionPoints *
points_clone (CpgEnumConnectionPoints *self)
{
  return snapshot_clone (self);
}

static void
enum_connection_points_init (CpgEnumConnectionPointsInterface *iface)
{
  iface->next = points_next;
  iface->skip = points_skip;
  iface->reset = points_reset;
  iface->clone = points_clone;
}

/* Both take over the array, which must own its elements. */

CpgEnumConnections *
cpg_snapshot_new_of_connections (GPtrArray *connections)
{
  CpgEnumConnections *self = snapshot_new (cpg_connection_snapshot_get_type (), connections, 0);

  g_ptr_array_unref (connections);
  return self;
}

CpgEnumConnectionPoints *
cpg_snapshot_new_of_points (GPtrArray *points)
{
  CpgEnumConnectionPoints *self = snapshot_new (cpg_point_snapshot_get_type (), points, 0);

  g_ptr_array_unref (points);
  return self;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-event-sink-private.h>
#include <cpglib/com/cpg-com-export-private.h>
#include <cpglib/com/cpg-com-sink-proxy-private.h>
#include <cpglib/interfaces/cpg-connection.h>

/* IEnumConnectionPoints and IEnumConnections of an exported source. They have
 * identities of their own, and keep the source. */

typedef struct _CpgComEnum CpgComEnum;
typedef struct _Kind Kind;

struct _CpgComEnum
{
  CpgComUnknown  parent;

  const Kind    *kind;
  CpgComExport  *source;  /* (owned): a reference */
  gpointer       listed;  /* (owned): the enumerator of the point or the container */
};

/* How the two differ. */
struct _Kind
{
  const CpgComClass *klass;
  gsize              element_size;
  GPtrArray       *(* next)  (gpointer    listed,
                              guint       n);
  gboolean         (* skip)  (gpointer    listed,
                              guint       n);
  void             (* reset) (gpointer    listed);
  gpointer         (* clone) (gpointer    listed);
  /* Puts an element where the caller wants it; %FALSE: there is nothing left of it. */
  gboolean         (* put)   (CpgComEnum *self,
                              gpointer    item,
                              gpointer    where);
};

static CpgComFunction next_called;
static CpgComFunction skip_called;
static CpgComFunction reset_called;
static CpgComFunction clone_called;
static void enum_finalize (CpgComUnknown *unknown);

static CpgComSlot slots[] = {
  { CPG_COM_SIGNATURE ("hplpp"), next_called },
  { CPG_COM_SIGNATURE ("hpl"),   skip_called },
  { CPG_COM_SIGNATURE ("hp"),    reset_called },
  { CPG_COM_SIGNATURE ("hpp"),   clone_called }
};

static CpgComInterface points_interface = { { &cpg_iid_enum_connection_points }, slots, G_N_ELEMENTS (slots) };
static CpgComInterface connections_interface = { { &cpg_iid_enum_connections }, slots, G_N_ELEMENTS (slots) };
static CpgComInterface *points_interfaces[] = { &points_interface };
static CpgComInterface *connections_interfaces[] = { &connections_interface };

static const CpgComClass points_class = { sizeof (CpgComEnum), points_interfaces, 1, NULL, enum_finalize };
static const CpgComClass connections_class = { sizeof (CpgComEnum), connections_interfaces, 1, NULL, enum_finalize };

static GPtrArray *
points_next (gpointer listed,
             guint    n)
{
  return cpg_enum_connection_points_next (listed, n);
}

static gboolean
points_skip (gpointer listed,
             guint    n)
{
  return cpg_enum_connection_points_skip (listed, n);
}

static void
points_reset (gpointer listed)
{
  cpg_enum_connection_points_reset (listed);
}

static gpointer
points_clone (gpointer listed)
{
  return cpg_enum_connection_points_clone (listed);
}

static gboolean
points_put (CpgComEnum *self,
            gpointer    item,
            gpointer    where)
{
  *(gpointer *) where = cpg_com_export_ref_point (self->source, item);
  return TRUE;
}

static GPtrArray *
connections_next (gpointer listed,
                  guint    n)
{
  return cpg_enum_connections_next (listed, n);
}

static gboolean
connections_skip (gpointer listed,
                  guint    n)
{
  return cpg_enum_connections_skip (listed, n);
}

static void
connections_reset (gpointer listed)
{
  cpg_enum_connections_reset (listed);
}

static CpgOutgoingInterface *
get_contract (CpgConnection *connection)
{
  return cpg_connection_point_get_connection_interface (cpg_connection_get_point (connection));
}

static gpointer
connections_clone (gpointer listed)
{
  return cpg_enum_connections_clone (listed);
}

/* CONNECTDATA. A sink that is no COM object goes out as one that calls it: whoever
 * fires by hand asks it for the outgoing interface. */
static gboolean
connections_put (CpgComEnum *self,
                 gpointer    item,
                 gpointer    where)
{
  const CpgComDialect *dialect = self->parent.dialect;
  CpgComConnectData *data = where;
  g_autoptr (GObject) sink = cpg_connection_get_sink (item);

  if (sink == NULL)
    return FALSE;

  data->cookie = cpg_connection_get_cookie (item);
  data->unknown = cpg_com_sink_proxy_ref_foreign (sink, dialect);
  if (data->unknown == NULL)
    data->unknown = cpg_com_event_sink_new_for_sink (sink, get_contract (item), dialect);
  return TRUE;
}

static const Kind points_kind = {
  &points_class, sizeof (gpointer), points_next, points_skip, points_reset, points_clone, points_put
};
static const Kind connections_kind = {
  &connections_class, sizeof (CpgComConnectData),
  connections_next, connections_skip, connections_reset, connections_clone, connections_put
};

static void
enum_finalize (CpgComUnknown *unknown)
{
  CpgComEnum *self = (CpgComEnum *) unknown;

  g_object_unref (self->listed);
  cpg_com_unknown_unref (&self->source->parent);
}

/* Takes over @listed. */
static gpointer
enum_new (const Kind   *kind,
          CpgComExport *source,
          gpointer      listed)
{
  CpgComEnum *self = cpg_com_unknown_new (kind->klass, source->parent.dialect, NULL);

  cpg_com_unknown_ref (&source->parent);
  self->kind = kind;
  self->source = source;
  self->listed = listed;

  return cpg_com_unknown_get_face (&self->parent, 0);
}

gpointer
cpg_com_enum_new_of_points (CpgComExport            *source,
                            CpgEnumConnectionPoints *points)
{
  return enum_new (&points_kind, source, g_object_ref (points));
}

gpointer
cpg_com_enum_new_of_connections (CpgComExport       *source,
                                 CpgEnumConnections *connections)
{
  return enum_new (&connections_kind, source, g_object_ref (connections));
}

static void
set_ulong (const CpgComDialect *dialect,
           gpointer             where,
           guint32              value)
{
  if (where == NULL)
    return;
  if (dialect->ulong_size == 8)
    *(guint64 *) where = value;
  else
    *(guint32 *) where = value;
}

/* No enumeration is that long. */
static guint
clamp_ulong (guint64 value)
{
  return (guint) MIN (value, G_MAXINT);
}

static guint32
next_called (CpgComUnknown     *unknown,
             const CpgComSlot  *slot,
             void             **args)
{
  CpgComEnum *self = (CpgComEnum *) unknown;
  guint64 n = CPG_COM_ARG (args, 0, guint64);
  char *out = CPG_COM_ARG (args, 1, char *);
  gpointer fetched = CPG_COM_ARG (args, 2, gpointer);
  guint64 n_fetched = 0;

  set_ulong (unknown->dialect, fetched, 0);
  /* Without the count a caller could not know what to release. */
  if (n > 0 && (out == NULL || (n > 1 && fetched == NULL)))
    return CPG_E_POINTER;

  while (n_fetched < n)
    {
      g_autoptr (GPtrArray) items = self->kind->next (self->listed, clamp_ulong (n - n_fetched));

      if (items->len == 0)
        break;
      for (guint i = 0; i < items->len && n_fetched < n; i++)
        if (self->kind->put (self, g_ptr_array_index (items, i), out + n_fetched * self->kind->element_size))
          n_fetched++;
    }

  /* As the end is seen by those who do not look at the result. */
  if (n == 1 && n_fetched == 0)
    *(gpointer *) out = NULL;

  set_ulong (unknown->dialect, fetched, (guint32) n_fetched);
  return n_fetched == n ? CPG_S_OK : CPG_S_FALSE;
}

static guint32
skip_called (CpgComUnknown     *unknown,
             const CpgComSlot  *slot,
             void             **args)
{
  CpgComEnum *self = (CpgComEnum *) unknown;

  return self->kind->skip (self->listed, clamp_ulong (CPG_COM_ARG (args, 0, guint64))) ? CPG_S_OK : CPG_S_FALSE;
}

static guint32
reset_called (CpgComUnknown     *unknown,
              const CpgComSlot  *slot,
              void             **args)
{
  CpgComEnum *self = (CpgComEnum *) unknown;

  self->kind->reset (self->listed);
  return CPG_S_OK;
}

static guint32
clone_called (CpgComUnknown     *unknown,
              const CpgComSlot  *slot,
              void             **args)
{
  CpgComEnum *self = (CpgComEnum *) unknown;
  gpointer *out = CPG_COM_ARG (args, 0, gpointer *);
  gpointer clone;

  if (!cpg_com_out_clear (out))
    return CPG_E_POINTER;

  clone = self->kind->clone (self->listed);
  if (clone == NULL)
    return CPG_E_NOTIMPL;

  *out = enum_new (self->kind, self->source, clone);
  return CPG_S_OK;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-export-private.h>
#include <cpglib/com/cpg-com-object.h>
#include <cpglib/com/cpg-com-sink-proxy-private.h>
#include <cpglib/com/cpg-com-wrap-private.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-lock-private.h>

/**
 * SECTION:cpg-com-export
 * @title: Export to COM
 * @short_description: a GObject as a COM object
 * @see_also: #CpgComDialect, cpg_com_import()
 *
 * What COM clients get to see of a source.
 */

/* An object in a dialect has one export at a time. */
typedef struct {
  GObject             *object;
  const CpgComDialect *dialect;
} Key;

/* Guards the table and the points of every export. */
G_LOCK_DEFINE_STATIC (exports);
static GHashTable *exports; /* (element-type Key CpgComExport): those that have references, and maybe
                             * one that is about to lose its last */

static CpgComFunction enum_connection_points_called;
static CpgComFunction find_connection_point_called;

static CpgComSlot container_slots[] = {
  { CPG_COM_SIGNATURE ("hpp"),  enum_connection_points_called },
  { CPG_COM_SIGNATURE ("hpgp"), find_connection_point_called }
};

static CpgComInterface container_interface = {
  { &cpg_iid_connection_point_container }, container_slots, G_N_ELEMENTS (container_slots)
};

static CpgComInterface *interfaces[] = {
  &container_interface, &cpg_com_interface_class_info, &cpg_com_interface_dispatch
};

static gboolean export_has_interface (CpgComUnknown *unknown,
                                      guint          index);
static void     export_finalize      (CpgComUnknown *unknown);

const CpgComClass cpg_com_export_class = {
  sizeof (CpgComExport), interfaces, G_N_ELEMENTS (interfaces), export_has_interface, export_finalize
};

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_direct_hash (key->object) ^ g_direct_hash (key->dialect);
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *first = a, *second = b;

  return first->object == second->object && first->dialect == second->dialect;
}

/* Any object has an identity and properties; the rest is for sources. */
static gboolean
export_has_interface (CpgComUnknown *unknown,
                      guint          index)
{
  CpgComExport *self = (CpgComExport *) unknown;

  return interfaces[index] == &cpg_com_interface_dispatch ||
         CPG_IS_CONNECTION_POINT_CONTAINER (self->object);
}

static void
export_finalize (CpgComUnknown *unknown)
{
  CpgComExport *self = (CpgComExport *) unknown;
  const Key key = { self->object, unknown->dialect };

  /* Another one may have been made since the last reference was dropped. */
  cpg_lock (&G_LOCK_NAME (exports));
  if (g_hash_table_lookup (exports, &key) == self)
    g_hash_table_remove (exports, &key);
  cpg_unlock (&G_LOCK_NAME (exports));

  g_ptr_array_unref (self->points);
  g_object_unref (self->object);
}

gpointer
cpg_com_export_object (GObject             *object,
                       const CpgComDialect *dialect)
{
  const Key key = { object, dialect };
  CpgComExport *made = NULL, *self;

  while (TRUE)
    {
      cpg_lock (&G_LOCK_NAME (exports));
      if (exports == NULL)
        exports = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
      self = g_hash_table_lookup (exports, &key);
      if (self != NULL && !cpg_com_unknown_try_ref (&self->parent))
        self = NULL; /* it is on its way out */
      if (self == NULL && made != NULL)
        {
          self = g_steal_pointer (&made);
          g_hash_table_replace (exports, g_memdup2 (&key, sizeof key), self);
        }
      cpg_unlock (&G_LOCK_NAME (exports));
      if (self != NULL)
        break;

      made = cpg_com_unknown_new (&cpg_com_export_class, dialect, NULL);
      made->object = g_object_ref (object);
      made->points = g_ptr_array_new_with_free_func ((GDestroyNotify) cpg_com_unknown_free);
    }

  if (made != NULL)
    cpg_com_unknown_unref (&made->parent);
  return cpg_com_unknown_get_face (&self->parent, 0);
}

GObject *
cpg_com_export_dup_object (gpointer iface)
{
  CpgComExport *self = (CpgComExport *) cpg_com_unknown_from_face (iface, &cpg_com_export_class);

  return self != NULL ? g_object_ref (self->object) : NULL;
}

gpointer
cpg_com_export_ref_point (CpgComExport       *self,
                          CpgConnectionPoint *point)
{
  CpgComPoint *made = NULL, *found = NULL;

  while (TRUE)
    {
      cpg_lock (&G_LOCK_NAME (exports));
      for (guint i = 0; i < self->points->len && found == NULL; i++)
        {
          CpgComPoint *one = g_ptr_array_index (self->points, i);

          if (one->point == point)
            found = one;
        }
      if (found == NULL && made != NULL)
        {
          found = g_steal_pointer (&made);
          g_ptr_array_add (self->points, found);
        }
      cpg_unlock (&G_LOCK_NAME (exports));
      if (found != NULL)
        break;

      made = cpg_com_unknown_new (&cpg_com_point_class, self->parent.dialect, &self->parent);
      made->point = g_object_ref (point);
    }

  if (made != NULL)
    cpg_com_unknown_free (&made->parent);
  cpg_com_unknown_ref (&found->parent);
  return cpg_com_unknown_get_face (&found->parent, 0);
}

CpgConnectionPointContainer *
cpg_com_export_get_container (CpgComExport *self)
{
  return CPG_CONNECTION_POINT_CONTAINER (self->object);
}

static guint32
enum_connection_points_called (CpgComUnknown     *unknown,
                               const CpgComSlot  *slot,
                               void             **args)
{
  CpgComExport *self = (CpgComExport *) unknown;
  gpointer *out = CPG_COM_ARG (args, 0, gpointer *);
  g_autoptr (CpgEnumConnectionPoints) points = NULL;

  if (!cpg_com_out_clear (out))
    return CPG_E_POINTER;

  points = cpg_connection_point_container_enum_connection_points (cpg_com_export_get_container (self));
  if (points == NULL)
    return CPG_E_UNEXPECTED;

  *out = cpg_com_enum_new_of_points (self, points);
  return CPG_S_OK;
}

static guint32
find_connection_point_called (CpgComUnknown     *unknown,
                              const CpgComSlot  *slot,
                              void             **args)
{
  CpgComExport *self = (CpgComExport *) unknown;
  const CpgGuid *iid = CPG_COM_ARG (args, 0, const CpgGuid *);
  gpointer *out = CPG_COM_ARG (args, 1, gpointer *);
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GError) error = NULL;

  if (!cpg_com_out_clear (out) || iid == NULL)
    return CPG_E_POINTER;

  point = cpg_connection_point_container_find_connection_point (cpg_com_export_get_container (self), iid, &error);
  if (point == NULL)
    return CPG_CONNECT_E_NOCONNECTION;

  *out = cpg_com_export_ref_point (self, point);
  return CPG_S_OK;
}

/**
 * cpg_com_export: (skip)
 * @object: an object; as a rule a #CpgConnectionPointContainer
 * @dialect: what its clients speak
 * @error: return location for an error
 *
 * Gives an object to COM clients: its `IUnknown`, with one reference for the
 * caller. As long as COM clients hold references, to it or to one of its
 * connection points or enumerators, the object lives. While it is exported,
 * exporting it again gives the same pointer.
 *
 * The interfaces behind it: `IConnectionPointContainer`, whose points take
 * COM sinks; `IProvideClassInfo2`, which tells the default outgoing interface
 * and describes all of them; `IDispatch`, which gives and sets the object's
 * properties. One that is no #CpgConnectionPointContainer has the last only.
 *
 * A COM sink has to answer to the IID of the outgoing interface or to
 * `IDispatch`. It becomes a connection like any other: listed, blocked,
 * limited and counted, and called in the thread that fires. One whose answer is that it is
 * gone (`RPC_E_DISCONNECTED`, `CO_E_OBJNOTCONNECTED`, `RPC_E_SERVER_DIED`, RPC
 * server unavailable) is disconnected; other failures are told by
 * #CpgSignalPoint::sink-failed.
 *
 * What stands for a COM object that speaks @dialect, a #CpgComObject or the sink
 * of a COM client, is no export: that COM object is given, with one reference
 * more. So what was imported goes out as itself. What was exported and then imported
 * does too, for its #CpgComObject stands for the export.
 *
 * It may be called from any thread, and so may be what it gives.
 *
 * Returns: (transfer full): an `IUnknown *`, to be released by a COM client or by
 *   cpg_com_release(), or %NULL with the error of cpg_com_dialect_check()
 *
 * Since: 1.0
 */
gpointer
cpg_com_export (GObject              *object,
                const CpgComDialect  *dialect,
                GError              **error)
{
  gpointer unknown, identity;

  g_return_val_if_fail (G_IS_OBJECT (object), NULL);
  g_return_val_if_fail (dialect != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  dialect = cpg_com_dialect_intern (dialect, error);
  cpg_com_wrap_init ();
  if (dialect == NULL)
    return NULL;

  unknown = cpg_com_wrap_object (object, dialect, error);
  /* A COM sink is held by another of its interfaces. */
  if (unknown == NULL ||
      CPG_HRESULT_FAILED (cpg_com_query_interface (dialect, unknown, &cpg_iid_unknown, &identity)))
    return unknown;
  cpg_com_drop_ref (dialect, unknown);
  return identity;
}

/**
 * cpg_com_export_address: (rename-to cpg_com_export)
 * @object: an object; as a rule a #CpgConnectionPointContainer
 * @dialect: what its clients speak
 * @error: return location for an error
 *
 * cpg_com_export() for languages that have no pointers: it gives the address
 * of the `IUnknown`, a number. The reference that comes with it is for a COM
 * client to release, or for cpg_com_release_address().
 *
 * Returns: the address, or 0 with an error
 *
 * Since: 1.0
 */
guint64
cpg_com_export_address (GObject              *object,
                        const CpgComDialect  *dialect,
                        GError              **error)
{
  return GPOINTER_TO_SIZE (cpg_com_export (object, dialect, error));
}

/**
 * cpg_com_release: (skip)
 * @unknown: (not nullable): any interface pointer of a COM object
 * @dialect: what it speaks
 *
 * Releases a reference to a COM object: its `IUnknown::Release`. For programs in
 * C that have no header of the other side.
 *
 * Since: 1.0
 */
void
cpg_com_release (gpointer             unknown,
                 const CpgComDialect *dialect)
{
  g_return_if_fail (unknown != NULL);
  g_return_if_fail (cpg_com_dialect_check (dialect, NULL));

  cpg_com_drop_ref (dialect, unknown);
}

/**
 * cpg_com_release_address:
 * @address: the address of a COM object
 * @dialect: what it speaks
 * @error: return location for an error
 *
 * cpg_com_release() for languages that have no pointers. Nobody can tell whether
 * a number is the address of a COM object: it has to be.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_INVALID_ARGUMENT if @address is 0,
 *   or the error of cpg_com_dialect_check()
 *
 * Since: 1.0
 */
gboolean
cpg_com_release_address (guint64               address,
                         const CpgComDialect  *dialect,
                         GError              **error)
{
  g_return_val_if_fail (dialect != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!cpg_com_dialect_check (dialect, error))
    return FALSE;
  if (address == 0)
    {
      g_set_error_literal (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "0 is no address of a COM object");
      return FALSE;
    }

  cpg_com_release (GSIZE_TO_POINTER (address), dialect);
  return TRUE;
}

/**
 * cpg_com_peek_unknown: (skip)
 * @object: any object
 * @dialect: (out) (transfer none) (optional) (nullable): what the COM object
 *   speaks, which stays
 *
 * Tells which COM object an object stands for: a #CpgComObject, or a sink, as a
 * connection point lists it and a source is asked to accept it, if it is that
 * of a COM client. The type of such a sink is nobody's business.
 *
 * It may be called in any thread in which the COM object may be used.
 *
 * Returns: (transfer none) (nullable): its `IUnknown`, which is there as long as
 *   @object is; or %NULL if @object stands for none, or was disposed of
 *
 * Since: 1.0
 */
gpointer
cpg_com_peek_unknown (GObject              *object,
                      const CpgComDialect **dialect)
{
  const CpgComDialect *own = NULL;
  gpointer unknown;

  g_return_val_if_fail (G_IS_OBJECT (object), NULL);

  if (CPG_IS_COM_OBJECT (object))
    {
      own = cpg_com_object_get_dialect (CPG_COM_OBJECT (object));
      unknown = cpg_com_object_get_unknown (CPG_COM_OBJECT (object));
    }
  else
    {
      unknown = cpg_com_sink_proxy_peek_foreign (object, &own);
    }

  if (dialect != NULL)
    *dialect = unknown != NULL ? own : NULL;
  return unknown;
}

/**
 * cpg_com_peek_unknown_address: (rename-to cpg_com_peek_unknown)
 * @object: any object
 * @dialect: (out) (transfer none) (optional) (nullable): what the COM object
 *   speaks
 *
 * cpg_com_peek_unknown() for languages that have no pointers.
 *
 * Returns: the address of its `IUnknown`, or 0 if @object stands for no COM object
 *
 * Since: 1.0
 */
guint64
cpg_com_peek_unknown_address (GObject              *object,
                              const CpgComDialect **dialect)
{
  return GPOINTER_TO_SIZE (cpg_com_peek_unknown (object, dialect));
}

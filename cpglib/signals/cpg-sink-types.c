/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/signals/cpg-sink-types-private.h>

/* Guards the tables of all kinds. */
G_LOCK_DEFINE_STATIC (sink_types);

static gboolean
check_prerequisites (const CpgSinkTypes  *self,
                     GType                parent,
                     GType                iface,
                     GError             **error)
{
  g_autofree GType *types = NULL;
  guint n_types;

  types = g_type_interface_prerequisites (iface, &n_types);
  for (guint i = 0; i < n_types; i++)
    if (!g_type_is_a (parent, types[i]))
      {
        g_set_error (error, CPG_ERROR, (int) self->refusal,
                     "%s can't implement %s, which is for objects that are %s",
                     self->who, g_type_name (iface), g_type_name (types[i]));
        return FALSE;
      }
  return TRUE;
}

static GType
register_type (const CpgSinkTypes   *self,
               GType                 parent,
               CpgOutgoingInterface *contract,
               const char           *name)
{
  const GInterfaceInfo iface_info = { self->interface_init, NULL, contract };
  GTypeInfo info = { .class_init = self->class_init, .class_data = contract };
  GTypeQuery query;
  GType type;

  if (g_type_from_name (name) != G_TYPE_INVALID)
    return G_TYPE_INVALID;

  g_type_query (parent, &query);
  info.class_size = (guint16) query.class_size;
  info.instance_size = (guint16) query.instance_size;
  type = g_type_register_static (parent, name, &info, G_TYPE_FLAG_NONE);
  if (type != G_TYPE_INVALID)
    g_type_add_interface_static (type, contract->gtype, &iface_info);
  return type;
}

/*
 * cpg_sink_types_get:
 * @parent: what the subclasses derive from
 *
 * Gives the subclass for @contract, or %G_TYPE_INVALID.
 */
GType
cpg_sink_types_get (CpgSinkTypes          *self,
                    GType                  parent,
                    CpgOutgoingInterface  *contract,
                    GError               **error)
{
  g_autofree char *name = NULL;
  GType type;

  if (!check_prerequisites (self, parent, contract->gtype, error))
    return G_TYPE_INVALID;

  name = g_strconcat (self->prefix, g_type_name (contract->gtype), NULL);

  cpg_lock (&G_LOCK_NAME (sink_types));
  if (self->types == NULL)
    self->types = g_hash_table_new (NULL, NULL);
  type = GPOINTER_TO_SIZE (g_hash_table_lookup (self->types, contract));
  if (type == G_TYPE_INVALID)
    {
      type = register_type (self, parent, contract, name);
      if (type != G_TYPE_INVALID)
        g_hash_table_insert (self->types, contract, GSIZE_TO_POINTER (type));
    }
  cpg_unlock (&G_LOCK_NAME (sink_types));

  if (type == G_TYPE_INVALID)
    g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS, "There is a type named %s already", name);

  return type;
}

/*
 * cpg_sink_types_override_properties:
 * @first_id: what the first property of the interface is to be
 *
 * GObject wants the properties of an interface to be there, and functions for
 * them in every class anew: here they are those of the parent.
 */
void
cpg_sink_types_override_properties (GObjectClass         *klass,
                                    CpgOutgoingInterface *contract,
                                    guint                 first_id)
{
  GObjectClass *parent = g_type_class_peek_parent (klass);
  g_autofree GParamSpec **specs = NULL;
  guint n_specs;

  klass->get_property = parent->get_property;
  klass->set_property = parent->set_property;
  specs = g_object_interface_list_properties (g_type_default_interface_peek (contract->gtype), &n_specs);
  for (guint i = 0; i < n_specs; i++)
    g_object_class_override_property (klass, first_id + i, specs[i]->name);
}

/* A method that is a signal of the interface calls @marshal, as its class
 * handler; the closure's data is the method. */
void
cpg_sink_types_override_signal (GObjectClass    *klass,
                                CpgMethod       *method,
                                GClosureMarshal  marshal)
{
  GClosure *closure = g_closure_new_simple (sizeof (GClosure), method);

  g_closure_set_marshal (closure, marshal);
  g_signal_override_class_closure (method->signal_id, G_TYPE_FROM_CLASS (klass), closure);
}

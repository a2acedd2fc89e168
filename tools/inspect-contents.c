/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "inspect-contents.h"

InspectContents *
inspect_contents_new (const char *name,
                      const char *version,
                      const char *prefix)
{
  InspectContents *self = g_new0 (InspectContents, 1);

  self->name = g_strdup (name);
  self->version = g_strdup (version);
  self->prefix = g_strdup (prefix);
  self->contracts = g_ptr_array_new ();
  self->sources = g_ptr_array_new ();
  return self;
}

void
inspect_contents_free (InspectContents *self)
{
  g_free (self->name);
  g_free (self->version);
  g_free (self->prefix);
  g_ptr_array_unref (self->contracts);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

/* Whether it declares itself a contract; else it is one because it has signals. */
gboolean
inspect_has_methods (CpgOutgoingInterface *contract)
{
  CpgMethod *first = cpg_outgoing_interface_get_method (contract, 0);

  return first == NULL || cpg_method_get_slot (first) != 0;
}

/* A class may declare another default interface than its ancestors, which come first. */
gboolean
inspect_is_default (GType                 source,
                    CpgOutgoingInterface *contract)
{
  guint n_interfaces;
  g_autofree GType *interfaces = cpg_type_list_outgoing_interfaces (source, &n_interfaces);

  for (guint i = n_interfaces; i > 0; i--)
    if (cpg_type_get_outgoing_flags (source, interfaces[i - 1]) & CPG_OUTGOING_DEFAULT)
      return interfaces[i - 1] == cpg_outgoing_interface_get_gtype (contract);
  return FALSE;
}

/* (transfer container) (element-type CpgOutgoingInterface): what the objects of
 * a class call, of the contracts that are shown. */
GPtrArray *
inspect_contents_list_fired (InspectContents *self,
                             GType            source)
{
  guint n_interfaces;
  g_autofree GType *interfaces = cpg_type_list_outgoing_interfaces (source, &n_interfaces);
  GPtrArray *fired = g_ptr_array_new ();

  for (guint i = 0; i < n_interfaces; i++)
    {
      CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (interfaces[i], NULL);

      if (g_ptr_array_find (self->contracts, contract, NULL))
        g_ptr_array_add (fired, contract);
    }
  return fired;
}

static int
compare_contracts (gconstpointer a,
                   gconstpointer b)
{
  return g_strcmp0 (cpg_outgoing_interface_get_name (*(CpgOutgoingInterface * const *) a),
                    cpg_outgoing_interface_get_name (*(CpgOutgoingInterface * const *) b));
}

static int
compare_sources (gconstpointer a,
                 gconstpointer b)
{
  return g_strcmp0 (g_type_name (*(const GType *) a), g_type_name (*(const GType *) b));
}

static void
add_contract (InspectContents      *self,
              CpgOutgoingInterface *contract)
{
  if (g_ptr_array_find (self->contracts, contract, NULL))
    return;
  g_ptr_array_add (self->contracts, contract);
  g_ptr_array_sort (self->contracts, compare_contracts);
}

/* @signals_too: interfaces with signals are contracts, too */
void
inspect_contents_add_type (InspectContents *self,
                           GType            type,
                           gboolean         signals_too)
{
  if (G_TYPE_IS_INTERFACE (type))
    {
      CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (type, NULL);

      if (contract != NULL && (signals_too || inspect_has_methods (contract)))
        add_contract (self, contract);
    }
  else if (g_type_is_a (type, G_TYPE_OBJECT))
    {
      guint n_interfaces;
      g_autofree GType *interfaces = cpg_type_list_outgoing_interfaces (type, &n_interfaces);

      for (guint i = 0; i < n_interfaces; i++)
        add_contract (self, cpg_outgoing_interface_for_type (interfaces[i], NULL));
      if (n_interfaces > 0 && !g_ptr_array_find (self->sources, GSIZE_TO_POINTER (type), NULL))
        {
          g_ptr_array_add (self->sources, GSIZE_TO_POINTER (type));
          g_ptr_array_sort (self->sources, compare_sources);
        }
    }
}

/* An interface goes by the name of its type, by that name without the prefix of
 * the namespace, and by its IID. */
static gboolean
goes_by (InspectContents      *self,
         CpgOutgoingInterface *contract,
         const char           *wanted)
{
  const char *name = cpg_outgoing_interface_get_name (contract);
  g_autofree char *full_name = g_strconcat (self->prefix != NULL ? self->prefix : "", wanted, NULL);
  g_autoptr (CpgGuid) iid = cpg_guid_new (wanted, NULL);

  return (g_str_equal (name, wanted) || g_str_equal (name, full_name) ||
          (iid != NULL && cpg_guid_equal (iid, cpg_outgoing_interface_get_iid (contract))));
}

/* Keeps only those that are asked for, and who fires them. */
gboolean
inspect_contents_select (InspectContents  *self,
                         char            **wanted,
                         GError          **error)
{
  g_autoptr (GPtrArray) all = g_steal_pointer (&self->contracts);

  self->contracts = g_ptr_array_new ();
  for (; *wanted != NULL; wanted++)
    {
      CpgOutgoingInterface *found = NULL;

      for (guint i = 0; i < all->len && found == NULL; i++)
        if (goes_by (self, g_ptr_array_index (all, i), *wanted))
          found = g_ptr_array_index (all, i);

      if (found == NULL)
        {
          g_set_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION,
                       "%s has no outgoing interface %s", self->name, *wanted);
          return FALSE;
        }
      add_contract (self, found);
    }

  for (guint i = self->sources->len; i > 0; i--)
    {
      GType source = GPOINTER_TO_SIZE (g_ptr_array_index (self->sources, i - 1));
      g_autoptr (GPtrArray) fired = inspect_contents_list_fired (self, source);

      if (fired->len == 0)
        g_ptr_array_remove_index (self->sources, i - 1);
    }
  return TRUE;
}

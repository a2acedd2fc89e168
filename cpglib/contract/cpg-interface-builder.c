/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-interface-builder.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>

/**
 * SECTION:cpg-interface-builder
 * @title: CpgInterfaceBuilder
 * @short_description: makes outgoing interfaces at run time
 * @see_also: #CpgOutgoingInterface, #CpgSink
 *
 * How languages without GInterfaces of their own define events.
 */

/**
 * CpgInterfaceBuilder:
 *
 * Makes an outgoing interface at run time, from any language.
 *
 * Add the methods in the order they are to have, then register. What is wrong
 * with a method is told by cpg_interface_builder_register(), so that a script
 * gets one error to catch.
 *
 * The registered type is a GInterface whose C structure has, after its
 * #GTypeInterface, a function pointer for each method in the order they were
 * added. A #CpgSink implements it for languages that can't.
 *
 * A builder may be used by one thread at a time.
 *
 * Since: 1.0
 */
struct _CpgInterfaceBuilder
{
  GObject    parent_instance;

  char      *type_name;  /* (owned) (nullable) */
  CpgGuid    iid;
  gboolean   has_iid;
  GPtrArray *methods;    /* (owned) (element-type CpgMethod) */
  GError    *error;      /* (owned) (nullable): the first thing that was wrong */
  gboolean   is_registered;
};

G_DEFINE_FINAL_TYPE (CpgInterfaceBuilder, cpg_interface_builder, G_TYPE_OBJECT)

static void
cpg_interface_builder_finalize (GObject *object)
{
  CpgInterfaceBuilder *self = CPG_INTERFACE_BUILDER (object);

  g_free (self->type_name);
  g_ptr_array_unref (self->methods);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (cpg_interface_builder_parent_class)->finalize (object);
}

static void
cpg_interface_builder_class_init (CpgInterfaceBuilderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpg_interface_builder_finalize;
}

static void
cpg_interface_builder_init (CpgInterfaceBuilder *self)
{
  self->methods = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cpg_interface_builder_new:
 * @type_name: the name that the type is to have: three characters or more,
 *   a letter or underscore first, then letters, digits and `-_+`
 * @iid: (nullable): its IID, or %NULL for the one that
 *   cpg_guid_new_for_name() derives from @type_name
 *
 * Starts an outgoing interface.
 *
 * Returns: (transfer full): the builder
 *
 * Since: 1.0
 */
CpgInterfaceBuilder *
cpg_interface_builder_new (const char    *type_name,
                           const CpgGuid *iid)
{
  CpgInterfaceBuilder *self;

  g_return_val_if_fail (type_name != NULL, NULL);

  self = g_object_new (CPG_TYPE_INTERFACE_BUILDER, NULL);
  self->type_name = g_strdup (type_name);
  self->has_iid = iid != NULL;
  if (iid != NULL)
    self->iid = *iid;

  return self;
}

/**
 * cpg_interface_builder_add_method:
 * @self: a builder
 * @name: the name of the method, as a signal (`price-changed`), a member
 *   (`price_changed`) or a COM method (`PriceChanged`) is named
 * @dispid: the number of the method in an `IDispatch` of COM
 * @combine: how several answers become one
 * @return_type: the type of the answer, or %G_TYPE_NONE
 * @param_names: (array zero-terminated=1) (nullable): the names of the
 *   parameters; %NULL, or as many as are missing, for `arg1`, `arg2`, …
 * @param_types: (array length=n_params) (nullable): the types of the
 *   parameters
 * @n_params: the number of parameters
 *
 * Adds a method.
 *
 * Since: 1.0
 */
void
cpg_interface_builder_add_method (CpgInterfaceBuilder *self,
                                  const char          *name,
                                  int                  dispid,
                                  CpgCombine           combine,
                                  GType                return_type,
                                  const char * const  *param_names,
                                  const GType         *param_types,
                                  guint                n_params)
{
  g_autofree const char **names = NULL;
  CpgMethod *method;

  g_return_if_fail (CPG_IS_INTERFACE_BUILDER (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (n_params == 0 || param_types != NULL);

  if (self->error != NULL)
    return;

  names = g_new0 (const char *, n_params);
  for (guint i = 0; param_names != NULL && i < n_params && param_names[i] != NULL; i++)
    names[i] = param_names[i];

  method = cpg_method_create (name, 0, dispid, combine, return_type,
                              n_params, names, param_types, &self->error);
  if (method != NULL)
    g_ptr_array_add (self->methods, method);
  else
    g_prefix_error (&self->error, "%s: ", self->type_name);
}

static CpgMethod *
find_method (CpgInterfaceBuilder *self,
             const char          *name)
{
  g_autofree char *signal_name = cpg_method_signal_name (name);

  for (guint i = 0; i < self->methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (self->methods, i);

      if (g_str_equal (method->name, signal_name))
        return method;
    }
  return NULL;
}

/**
 * cpg_interface_builder_set_by_ref:
 * @self: a builder
 * @method: the name of a method that was added
 * @param: the name of a parameter whose type is %CPG_TYPE_BY_REF
 * @type: the type of the value inside of the #CpgByRef, or %G_TYPE_VALUE for
 *   one of any type, which is what holds without this call; a listener in C
 *   then looks with cpg_by_ref_get_value() what it got
 *
 * Says what an in-out parameter brings.
 *
 * Since: 1.0
 */
void
cpg_interface_builder_set_by_ref (CpgInterfaceBuilder *self,
                                  const char          *method,
                                  const char          *param,
                                  GType                type)
{
  CpgMethod *found;

  g_return_if_fail (CPG_IS_INTERFACE_BUILDER (self));
  g_return_if_fail (method != NULL);
  g_return_if_fail (param != NULL);

  if (self->error != NULL)
    return;

  found = find_method (self, method);
  if (self->is_registered)
    {
      g_set_error (&self->error, CPG_ERROR, CPG_ERROR_EXISTS, "%s is registered already", self->type_name);
    }
  else if (found == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (method, -1);

      g_set_error (&self->error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "%s has no method %s", self->type_name, shown);
    }
  else if (!cpg_method_set_by_ref (found, param, type, &self->error))
    {
      g_prefix_error (&self->error, "%s: ", self->type_name);
    }
}

static gboolean
is_type_name (const char *name)
{
  if (!g_ascii_isalpha (name[0]) && name[0] != '_')
    return FALSE;

  for (const char *p = name + 1; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_+", *p) == NULL)
      return FALSE;

  return strlen (name) >= 3;
}

/**
 * cpg_interface_builder_register:
 * @self: a builder
 * @error: return location for an error
 *
 * Registers the type and makes the contract. A builder registers once.
 *
 * Returns: (transfer none): the contract, or %NULL with
 *   %CPG_ERROR_INVALID_CONTRACT if the type's name or a method can't be, or
 *   %CPG_ERROR_EXISTS if the name or the IID is taken
 *
 * Since: 1.0
 */
CpgOutgoingInterface *
cpg_interface_builder_register (CpgInterfaceBuilder  *self,
                                GError              **error)
{
  CpgOutgoingInterface *contract;

  g_return_val_if_fail (CPG_IS_INTERFACE_BUILDER (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (self->type_name == NULL || !is_type_name (self->type_name))
    {
      g_autofree char *shown = g_utf8_make_valid (self->type_name != NULL ? self->type_name : "", -1);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "“%s” can't be the name of a type: it takes three characters or more, "
                   "a letter first, then letters, digits and -_+", shown);
      return NULL;
    }
  if (self->error != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->error);
      return NULL;
    }

  if (self->is_registered)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS, "%s is registered already", self->type_name);
      return NULL;
    }

  contract = cpg_outgoing_interface_build (self->type_name, self->has_iid ? &self->iid : NULL,
                                           self->methods, error);
  self->is_registered = contract != NULL;
  return contract;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-method-private.h>

/**
 * SECTION:cpg-method
 * @title: CpgMethod
 * @short_description: one method of an outgoing interface
 * @see_also: #CpgOutgoingInterface
 *
 * What is known of one event: its name, its parameters, its answer.
 */

/**
 * CpgMethod:
 *
 * One method of a #CpgOutgoingInterface: an event.
 *
 * A method is what COM's type information calls a function of a source
 * interface. It never changes and may be read from any thread.
 *
 * Since: 1.0
 */

G_DEFINE_FINAL_TYPE (CpgMethod, cpg_method, G_TYPE_OBJECT)

static void
cpg_method_finalize (GObject *object)
{
  CpgMethod *self = CPG_METHOD (object);

  g_free (self->param_names);
  g_free (self->param_types);

  G_OBJECT_CLASS (cpg_method_parent_class)->finalize (object);
}

static void
cpg_method_class_init (CpgMethodClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpg_method_finalize;
}

static void
cpg_method_init (CpgMethod *self)
{
}

/* The types of which libffi and GValue both know how to pass a value. */
static gboolean
is_passable (GType type)
{
  if (!G_TYPE_IS_VALUE (type))
    return FALSE;

  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_CHAR:
    case G_TYPE_UCHAR:
    case G_TYPE_BOOLEAN:
    case G_TYPE_INT:
    case G_TYPE_UINT:
    case G_TYPE_LONG:
    case G_TYPE_ULONG:
    case G_TYPE_INT64:
    case G_TYPE_UINT64:
    case G_TYPE_ENUM:
    case G_TYPE_FLAGS:
    case G_TYPE_FLOAT:
    case G_TYPE_DOUBLE:
    case G_TYPE_STRING:
    case G_TYPE_POINTER:
    case G_TYPE_BOXED:
    case G_TYPE_PARAM:
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
    case G_TYPE_VARIANT:
      return TRUE;
    default:
      return FALSE;
    }
}

/*
 * cpg_method_signal_name:
 * @name: a name as COM, C or GObject write it
 *
 * FontChanged and font_changed are font-changed, OnHTTPError2 is
 * on-http-error2.
 */
char *
cpg_method_signal_name (const char *name)
{
  GString *result = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      gboolean starts_word =
        g_ascii_isupper (p[0]) && p > name &&
        (g_ascii_islower (p[-1]) || g_ascii_isdigit (p[-1]) ||
         (g_ascii_isupper (p[-1]) && g_ascii_islower (p[1])));

      if (starts_word)
        g_string_append_c (result, '-');
      g_string_append_c (result, *p == '_' ? '-' : g_ascii_tolower (*p));
    }

  return g_string_free (result, FALSE);
}

/* font-changed is FontChanged; a name with capitals is COM's already. */
static char *
make_com_name (const char *name)
{
  GString *result = g_string_new (NULL);
  gboolean start = TRUE;

  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_isupper (*p))
      {
        g_string_assign (result, name);
        break;
      }
    else if (*p == '-' || *p == '_')
      start = TRUE;
    else
      {
        g_string_append_c (result, start ? g_ascii_toupper (*p) : *p);
        start = FALSE;
      }

  return g_string_free (result, FALSE);
}

CpgMethod *
cpg_method_create (const char         *name,
                   guint               slot,
                   int                 dispid,
                   CpgCombine          combine,
                   GType               return_type,
                   guint               n_params,
                   const char * const *param_names,
                   const GType        *param_types,
                   GError            **error)
{
  g_autofree char *signal_name = cpg_method_signal_name (name);
  g_autofree char *com_name = make_com_name (name);
  CpgMethod *self;

  if (!g_signal_is_valid_name (signal_name))
    {
      g_autofree char *shown = g_utf8_make_valid (name, -1);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "“%s” is no method name: a signal name needs a letter first, then "
                   "letters, digits and dashes", shown);
      return NULL;
    }
  if (n_params > CPG_METHOD_MAX_PARAMS)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "%s: %u parameters, of at most %d", name, n_params, CPG_METHOD_MAX_PARAMS);
      return NULL;
    }
  for (guint i = 0; i < n_params; i++)
    if (!is_passable (param_types[i]))
      {
        const char *type_name = g_type_name (param_types[i]);

        g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                     "%s: the type of parameter %u (%s), %s, can't be passed to a method",
                     name, i, param_names[i] != NULL ? param_names[i] : "unnamed",
                     type_name != NULL ? type_name : "which is no type");
        return NULL;
      }
  if (return_type != G_TYPE_NONE && !is_passable (return_type))
    {
      const char *type_name = g_type_name (return_type);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "%s: the type of the answer, %s, can't be returned by a method",
                   name, type_name != NULL ? type_name : "which is no type");
      return NULL;
    }
  if ((int) combine < CPG_COMBINE_LAST || combine > CPG_COMBINE_ALL_TRUE)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "%s: %d is no way to combine answers", name, (int) combine);
      return NULL;
    }
  if (combine >= CPG_COMBINE_ANY_TRUE && return_type != G_TYPE_BOOLEAN)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "%s: only boolean answers combine by ANY_TRUE or ALL_TRUE, not %s",
                   name, g_type_name (return_type));
      return NULL;
    }

  self = g_object_new (CPG_TYPE_METHOD, NULL);
  self->name = g_intern_string (signal_name);
  self->quark = g_quark_from_static_string (self->name);
  self->com_name = g_intern_string (com_name);
  self->slot = slot;
  self->dispid = dispid;
  self->combine = combine;
  self->return_type = return_type;
  self->n_params = n_params;
  self->param_names = g_new (const char *, n_params);
  self->param_types = g_memdup2 (param_types, n_params * sizeof *param_types);
  for (guint i = 0; i < n_params; i++)
    {
      g_autofree char *numbered = g_strdup_printf ("arg%u", i + 1);

      self->param_names[i] = g_intern_string (param_names[i] != NULL ? param_names[i] : numbered);
    }

  return self;
}

gboolean
cpg_method_has_answer (CpgMethod *self)
{
  return self->return_type != G_TYPE_NONE;
}

/*
 * cpg_method_get_function:
 * @vtable: a C interface that has @self's slot
 *
 * Read at each call and never kept: language bindings fill the slots of a
 * class after its class_init. An empty slot gives %NULL.
 */
gpointer
cpg_method_get_function (CpgMethod     *self,
                         gconstpointer  vtable)
{
  return G_STRUCT_MEMBER (gpointer, vtable, self->slot);
}

/**
 * cpg_method_get_name:
 * @self: a method
 *
 * Gives the name of the method, which is also that of the signal: lower case
 * with dashes, as `font-changed`.
 *
 * Returns: (transfer none): the name
 *
 * Since: 1.0
 */
const char *
cpg_method_get_name (CpgMethod *self)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), NULL);

  return self->name;
}

/**
 * cpg_method_get_com_name:
 * @self: a method
 *
 * Gives the name that crosses the COM ABI: the one the contract was made
 * with if it has capitals, as `OnHTTPError2`, else one made of the signal's
 * name, as `FontChanged` of `font-changed`.
 *
 * Returns: (transfer none): the name
 *
 * Since: 1.0
 */
const char *
cpg_method_get_com_name (CpgMethod *self)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), NULL);

  return self->com_name;
}

/**
 * cpg_method_get_index:
 * @self: a method
 *
 * Gives the place of the method in its contract, as
 * cpg_outgoing_interface_get_method() takes it.
 *
 * Returns: the index, from 0
 *
 * Since: 1.0
 */
guint
cpg_method_get_index (CpgMethod *self)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), 0);

  return self->index;
}

/**
 * cpg_method_get_slot:
 * @self: a method
 *
 * Gives the place of the method in the C structure of the interface.
 *
 * Returns: the offset in bytes, or 0 if the method is a signal of the
 *   interface and has no slot
 *
 * Since: 1.0
 */
guint
cpg_method_get_slot (CpgMethod *self)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), 0);

  return self->slot;
}

/**
 * cpg_method_get_dispid:
 * @self: a method
 *
 * Gives the number of the method in an `IDispatch` of COM.
 *
 * Returns: the DISPID
 *
 * Since: 1.0
 */
int
cpg_method_get_dispid (CpgMethod *self)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), 0);

  return self->dispid;
}

/**
 * cpg_method_get_combine:
 * @self: a method
 *
 * Gives the rule by which several answers become one.
 *
 * Returns: the rule; of no meaning where the method has no answer
 *
 * Since: 1.0
 */
CpgCombine
cpg_method_get_combine (CpgMethod *self)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), CPG_COMBINE_LAST);

  return self->combine;
}

/**
 * cpg_method_get_return_type:
 * @self: a method
 *
 * Gives the type of the answer.
 *
 * Returns: the type, or %G_TYPE_NONE
 *
 * Since: 1.0
 */
GType
cpg_method_get_return_type (CpgMethod *self)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), G_TYPE_INVALID);

  return self->return_type;
}

/**
 * cpg_method_get_n_params:
 * @self: a method
 *
 * Gives the number of parameters, not counting the sink itself.
 *
 * Returns: the number
 *
 * Since: 1.0
 */
guint
cpg_method_get_n_params (CpgMethod *self)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), 0);

  return self->n_params;
}

/**
 * cpg_method_get_param_name:
 * @self: a method
 * @param: the number of a parameter, from 0
 *
 * Gives the name of a parameter. A contract made from the signals of an
 * interface has no names of parameters: they are `arg1`, `arg2`, …
 *
 * Returns: (transfer none) (nullable): the name, or %NULL past the last
 *
 * Since: 1.0
 */
const char *
cpg_method_get_param_name (CpgMethod *self,
                           guint      param)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), NULL);

  return param < self->n_params ? self->param_names[param] : NULL;
}

/**
 * cpg_method_get_param_type:
 * @self: a method
 * @param: the number of a parameter, from 0
 *
 * Gives the type of a parameter.
 *
 * Returns: the type, or %G_TYPE_INVALID past the last
 *
 * Since: 1.0
 */
GType
cpg_method_get_param_type (CpgMethod *self,
                           guint      param)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), G_TYPE_INVALID);

  return param < self->n_params ? self->param_types[param] : G_TYPE_INVALID;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-by-ref-private.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-method-private.h>
#include <cpglib/contract/cpg-text-private.h>

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
  g_free (self->inner_types);

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

gboolean
cpg_type_is_passable (GType type)
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
    if (!cpg_type_is_passable (param_types[i]))
      {
        const char *type_name = g_type_name (param_types[i]);

        g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                     "%s: the type of parameter %u (%s), %s, can't be passed to a method",
                     name, i, param_names[i] != NULL ? param_names[i] : "unnamed",
                     type_name != NULL ? type_name : "which is no type");
        return NULL;
      }
  if (return_type != G_TYPE_NONE && !cpg_type_is_passable (return_type))
    {
      const char *type_name = g_type_name (return_type);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "%s: the type of the answer, %s, can't be returned by a method",
                   name, type_name != NULL ? type_name : "which is no type");
      return NULL;
    }
  if (return_type == CPG_TYPE_BY_REF)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "%s: an answer goes one way and is no %s", name, g_type_name (return_type));
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
      if (param_types[i] == CPG_TYPE_BY_REF)
        {
          if (self->inner_types == NULL)
            self->inner_types = g_new0 (GType, n_params);
          self->inner_types[i] = G_TYPE_VALUE;
        }
    }

  return self;
}

/*
 * cpg_method_set_by_ref:
 * @param: the name of an in-out parameter
 * @type: what its box is to hold, or %G_TYPE_VALUE for anything
 *
 * To be called before anybody else knows the method.
 */
gboolean
cpg_method_set_by_ref (CpgMethod   *self,
                       const char  *param,
                       GType        type,
                       GError     **error)
{
  g_autofree char *shown = g_utf8_make_valid (param, -1);

  if (!cpg_type_is_passable (type) || type == CPG_TYPE_BY_REF)
    {
      const char *type_name = g_type_name (type);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "%s: a value of %s's type, %s, can't be passed by reference",
                   self->name, shown, type_name != NULL ? type_name : "which is no type");
      return FALSE;
    }

  for (guint i = 0; i < self->n_params; i++)
    if (g_str_equal (self->param_names[i], param))
      {
        if (self->param_types[i] == CPG_TYPE_BY_REF)
          {
            self->inner_types[i] = type;
            return TRUE;
          }

        g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                     "%s: the type of %s is %s; that of an in-out parameter is %s",
                     self->name, shown, g_type_name (self->param_types[i]), g_type_name (CPG_TYPE_BY_REF));
        return FALSE;
      }

  g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT, "%s has no parameter %s", self->name, shown);
  return FALSE;
}

static gboolean
is_by_ref (CpgMethod *self,
           guint      param)
{
  return self->inner_types != NULL && self->inner_types[param] != G_TYPE_INVALID;
}

gboolean
cpg_method_has_answer (CpgMethod *self)
{
  return self->return_type != G_TYPE_NONE;
}

/*
 * cpg_method_check_boxes:
 * @arguments: a value of each parameter's type
 *
 * Gives %FALSE if an in-out argument is no box, or one of something else: a
 * listener written in C would write beyond its own variable.
 */
gboolean
cpg_method_check_boxes (CpgMethod     *self,
                        const GValue  *arguments,
                        GError       **error)
{
  for (guint i = 0; i < self->n_params; i++)
    {
      CpgByRef *box;

      if (!is_by_ref (self, i))
        continue;
      box = g_value_get_boxed (&arguments[i]);
      if (box == NULL)
        {
          g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                       "%s: %s is in-out and takes a %s, which is missing",
                       self->name, self->param_names[i], g_type_name (CPG_TYPE_BY_REF));
          return FALSE;
        }
      if (self->inner_types[i] != G_TYPE_VALUE && cpg_by_ref_get_value_type (box) != self->inner_types[i])
        {
          g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                       "%s: %s is in-out and takes a %s of type %s, not of %s",
                       self->name, self->param_names[i], g_type_name (CPG_TYPE_BY_REF),
                       g_type_name (self->inner_types[i]), g_type_name (cpg_by_ref_get_value_type (box)));
          return FALSE;
        }
    }
  return TRUE;
}

/*
 * cpg_method_copy_apart:
 * @arguments: a value of each parameter's type
 * @copies: (out) (array): as many, zero-filled
 *
 * Copies arguments for somebody who uses them at another time: the copies have
 * boxes of their own.
 */
void
cpg_method_copy_apart (CpgMethod    *self,
                       const GValue *arguments,
                       GValue       *copies)
{
  for (guint i = 0; i < self->n_params; i++)
    {
      g_value_init (&copies[i], self->param_types[i]);
      if (is_by_ref (self, i) && g_value_get_boxed (&arguments[i]) != NULL)
        g_value_take_boxed (&copies[i], cpg_by_ref_dup (g_value_get_boxed (&arguments[i])));
      else
        g_value_copy (&arguments[i], &copies[i]);
    }
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

/**
 * cpg_method_get_param_direction:
 * @self: a method
 * @param: the number of a parameter, from 0
 *
 * Tells whether the listeners may set an argument.
 *
 * Returns: %CPG_DIRECTION_INOUT if the parameter's type is #CpgByRef, else
 *   %CPG_DIRECTION_IN
 *
 * Since: 1.0
 */
CpgDirection
cpg_method_get_param_direction (CpgMethod *self,
                                guint      param)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), CPG_DIRECTION_IN);

  return param < self->n_params && is_by_ref (self, param) ? CPG_DIRECTION_INOUT : CPG_DIRECTION_IN;
}

/**
 * cpg_method_get_param_value_type:
 * @self: a method
 * @param: the number of a parameter, from 0
 *
 * Gives the type of what an argument brings: of an in-out parameter the type
 * of the value inside of the #CpgByRef, of any other the type of the
 * parameter.
 *
 * Returns: the type; %G_TYPE_VALUE if the value inside may be of any;
 *   %G_TYPE_INVALID past the last
 *
 * Since: 1.0
 */
GType
cpg_method_get_param_value_type (CpgMethod *self,
                                 guint      param)
{
  g_return_val_if_fail (CPG_IS_METHOD (self), G_TYPE_INVALID);

  if (cpg_method_get_param_direction (self, param) == CPG_DIRECTION_INOUT)
    return self->inner_types[param];

  return cpg_method_get_param_type (self, param);
}

/**
 * cpg_method_to_string:
 * @self: a method
 *
 * Prints a method for people: name, parameters, and the type of the answer
 * with the rule by which several become one.
 *
 * |[<!-- language="plain" -->
 * before-close (reason: gchararray, cancel: inout gboolean)
 * may-close () -> gboolean (all-true)
 * ]|
 *
 * The form may change; programs had better ask the other functions.
 *
 * Returns: (transfer full): the text, one line
 *
 * Since: 1.0
 */
char *
cpg_method_to_string (CpgMethod *self)
{
  GString *text;

  g_return_val_if_fail (CPG_IS_METHOD (self), NULL);

  text = g_string_new (NULL);
  cpg_method_to_text (text, self);
  return g_string_free (text, FALSE);
}

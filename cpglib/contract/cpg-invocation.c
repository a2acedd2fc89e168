/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <math.h>

#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-invocation-private.h>
#include <cpglib/contract/cpg-method-private.h>
#include <cpglib/contract/cpg-text-private.h>

/**
 * SECTION:cpg-invocation
 * @title: CpgInvocation
 * @short_description: one call of a method, as a value
 * @see_also: #CpgSink::invoked
 *
 * What a catch-all listener gets.
 */

/**
 * CpgInvocation:
 *
 * One call of one method: which it is, its arguments, and the answer that
 * a listener may give.
 *
 * It is what `IDispatch::Invoke` gets in COM. It owns copies of the
 * arguments and may be kept. It is to be used by one thread at a time. An
 * in-out argument is the #CpgByRef itself that was fired, for the listener to
 * set.
 *
 * Since: 1.0
 */
struct _CpgInvocation
{
  GObject    parent_instance;

  CpgMethod *method;    /* (owned) */
  GValue    *arguments; /* (owned) (array length=method->n_params) */
  GValue     answer;    /* unset until a listener gives it */
};

G_DEFINE_FINAL_TYPE (CpgInvocation, cpg_invocation, G_TYPE_OBJECT)

static void
cpg_invocation_finalize (GObject *object)
{
  CpgInvocation *self = CPG_INVOCATION (object);

  for (guint i = 0; i < cpg_invocation_get_n_arguments (self); i++)
    g_value_unset (&self->arguments[i]);
  g_free (self->arguments);
  g_value_unset (&self->answer);
  g_clear_object (&self->method);

  G_OBJECT_CLASS (cpg_invocation_parent_class)->finalize (object);
}

static void
cpg_invocation_class_init (CpgInvocationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpg_invocation_finalize;
}

static void
cpg_invocation_init (CpgInvocation *self)
{
}

/*
 * cpg_invocation_new:
 * @arguments: (array): one value for each parameter of @method, copied
 */
CpgInvocation *
cpg_invocation_new (CpgMethod    *method,
                    const GValue *arguments)
{
  CpgInvocation *self = g_object_new (CPG_TYPE_INVOCATION, NULL);

  self->method = g_object_ref (method);
  self->arguments = g_new0 (GValue, method->n_params);
  for (guint i = 0; i < method->n_params; i++)
    {
      g_value_init (&self->arguments[i], method->param_types[i]);
      g_value_copy (&arguments[i], &self->arguments[i]);
    }
  return self;
}

/*
 * cpg_invocation_copy_apart:
 *
 * The same call for somebody who looks at it at another time, maybe in another
 * thread: with boxes of its own, and no answer.
 */
CpgInvocation *
cpg_invocation_copy_apart (CpgInvocation *self)
{
  CpgInvocation *copy = g_object_new (CPG_TYPE_INVOCATION, NULL);

  copy->method = g_object_ref (self->method);
  copy->arguments = g_new0 (GValue, self->method->n_params);
  cpg_method_copy_apart (self->method, self->arguments, copy->arguments);
  return copy;
}

static double
as_double (const GValue *number)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_DOUBLE);
  g_value_transform (number, &value);
  return g_value_get_double (&value);
}

static gint64
as_int64 (const GValue *number)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  g_value_transform (number, &value);
  return g_value_get_int64 (&value);
}

static gboolean
is_floating (const GValue *number)
{
  return G_VALUE_HOLDS_DOUBLE (number) || G_VALUE_HOLDS_FLOAT (number);
}

static gboolean
is_unsigned (const GValue *number)
{
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (number)))
    {
    case G_TYPE_UCHAR:
    case G_TYPE_UINT:
    case G_TYPE_ULONG:
    case G_TYPE_UINT64:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether an integer and a floating number are the same. The largest integers, as
 * a floating number, are one more than they are: it has to be less. */
static gboolean
is_same (const GValue *integer,
         double        number)
{
  if (is_unsigned (integer))
    return number >= 0 && number < 0x1p64 && (guint64) number == (guint64) as_int64 (integer);

  return number >= -0x1p63 && number < 0x1p63 && (gint64) number == as_int64 (integer);
}

/* Whether @to holds the number that @from held. A float may round a double;
 * otherwise a number is converted or refused, never cut. */
static gboolean
keeps_number (const GValue *from,
              const GValue *to)
{
  double before = as_double (from), after = as_double (to);

  if (is_floating (to) && is_floating (from))
    return isinf (before) == isinf (after);
  if (is_floating (to))
    return is_same (from, after);
  if (is_floating (from))
    return before == after && is_same (to, before);

  return (before < 0) == (after < 0) && as_int64 (from) == as_int64 (to);
}

static gboolean
is_number (const GValue *value)
{
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_CHAR:
    case G_TYPE_UCHAR:
    case G_TYPE_INT:
    case G_TYPE_UINT:
    case G_TYPE_LONG:
    case G_TYPE_ULONG:
    case G_TYPE_INT64:
    case G_TYPE_UINT64:
    case G_TYPE_FLOAT:
    case G_TYPE_DOUBLE:
      return TRUE;
    default:
      return FALSE;
    }
}

/*
 * cpg_value_convert:
 * @to: an initialised value
 *
 * Bindings guess the type of what a script passes: an integer for an enum, a
 * double, a long or a flags value. Gives %FALSE for what does not fit.
 */
gboolean
cpg_value_convert (const GValue *from,
                   GValue       *to)
{
  GType type = G_VALUE_TYPE (to);

  /* Bindings make an empty value of what has none. */
  if (!G_IS_VALUE (from))
    return FALSE;
  if (g_value_type_compatible (G_VALUE_TYPE (from), type))
    {
      g_value_copy (from, to);
      return TRUE;
    }

  /* NULL comes as a pointer. */
  if (G_VALUE_HOLDS (from, G_TYPE_POINTER) && g_value_get_pointer (from) == NULL)
    return G_TYPE_IS_OBJECT (type) || G_TYPE_IS_BOXED (type) || G_TYPE_IS_INTERFACE (type) ||
           G_TYPE_FUNDAMENTAL (type) == G_TYPE_STRING ||
           G_TYPE_FUNDAMENTAL (type) == G_TYPE_VARIANT ||
           G_TYPE_FUNDAMENTAL (type) == G_TYPE_PARAM;

  if (G_TYPE_IS_OBJECT (type) || G_TYPE_IS_INTERFACE (type))
    {
      GObject *object = G_VALUE_HOLDS_OBJECT (from) ? g_value_get_object (from) : NULL;

      if (!G_VALUE_HOLDS_OBJECT (from) || (object != NULL && !g_type_is_a (G_OBJECT_TYPE (object), type)))
        return FALSE;
      g_value_set_object (to, object);
      return TRUE;
    }

  /* Text from a number, or a number from a pointer, is nobody's intention. */
  if (is_number (from) &&
      (is_number (to) || G_TYPE_IS_ENUM (type) || G_TYPE_IS_FLAGS (type) ||
       G_TYPE_FUNDAMENTAL (type) == G_TYPE_BOOLEAN))
    return g_value_transform (from, to) && (!is_number (to) || keeps_number (from, to));
  if (G_TYPE_IS_ENUM (G_VALUE_TYPE (from)) || G_TYPE_IS_FLAGS (G_VALUE_TYPE (from)))
    return is_number (to) && g_value_transform (from, to);

  return FALSE;
}

/**
 * cpg_invocation_get_method:
 * @self: an invocation
 *
 * Gives the method that was called.
 *
 * Returns: (transfer none): the method
 *
 * Since: 1.0
 */
CpgMethod *
cpg_invocation_get_method (CpgInvocation *self)
{
  g_return_val_if_fail (CPG_IS_INVOCATION (self), NULL);

  return self->method;
}

/**
 * cpg_invocation_get_n_arguments:
 * @self: an invocation
 *
 * Gives the number of arguments, which is that of the method's parameters.
 *
 * Returns: the number
 *
 * Since: 1.0
 */
guint
cpg_invocation_get_n_arguments (CpgInvocation *self)
{
  g_return_val_if_fail (CPG_IS_INVOCATION (self), 0);

  return self->method != NULL ? self->method->n_params : 0;
}

/**
 * cpg_invocation_get_argument:
 * @self: an invocation
 * @index: the number of an argument, from 0
 *
 * Gives an argument.
 *
 * Returns: (transfer none) (nullable): the value, of the parameter's type, or
 *   %NULL past the last
 *
 * Since: 1.0
 */
const GValue *
cpg_invocation_get_argument (CpgInvocation *self,
                             guint          index)
{
  g_return_val_if_fail (CPG_IS_INVOCATION (self), NULL);

  return index < cpg_invocation_get_n_arguments (self) ? &self->arguments[index] : NULL;
}

/**
 * cpg_invocation_get_answer:
 * @self: an invocation
 *
 * Gives the answer that a listener set.
 *
 * Returns: (transfer none) (nullable): the value, of the method's return
 *   type, or %NULL if nobody answered
 *
 * Since: 1.0
 */
const GValue *
cpg_invocation_get_answer (CpgInvocation *self)
{
  g_return_val_if_fail (CPG_IS_INVOCATION (self), NULL);

  return G_IS_VALUE (&self->answer) ? &self->answer : NULL;
}

/**
 * cpg_invocation_set_answer:
 * @self: an invocation
 * @answer: a value of the method's return type, or a number that fits it
 * @error: return location for an error
 *
 * Answers the call. A later answer replaces an earlier one.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_INVALID_ARGUMENT if the method
 *   has no answer or one of another type
 *
 * Since: 1.0
 */
gboolean
cpg_invocation_set_answer (CpgInvocation  *self,
                           const GValue   *answer,
                           GError        **error)
{
  GValue converted = G_VALUE_INIT;

  g_return_val_if_fail (CPG_IS_INVOCATION (self), FALSE);
  g_return_val_if_fail (answer != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->method == NULL || !cpg_method_has_answer (self->method))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                   "%s has no answer", self->method != NULL ? self->method->name : "No method");
      return FALSE;
    }

  g_value_init (&converted, self->method->return_type);
  if (!cpg_value_convert (answer, &converted))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                   "%s answers with a value of type %s, not %s", self->method->name,
                   g_type_name (self->method->return_type), G_VALUE_TYPE_NAME (answer));
      g_value_unset (&converted);
      return FALSE;
    }

  g_value_unset (&self->answer);
  self->answer = converted;
  return TRUE;
}

/**
 * cpg_invocation_to_string:
 * @self: an invocation
 *
 * Prints a call for people: the method, its arguments, and the answer if there
 * is one.
 *
 * |[<!-- language="plain" -->
 * price-changed (symbol="ACME", price=12.5)
 * may-close () = FALSE
 * ]|
 *
 * Long texts are cut. The form may change.
 *
 * Returns: (transfer full): the text, one line
 *
 * Since: 1.0
 */
char *
cpg_invocation_to_string (CpgInvocation *self)
{
  g_return_val_if_fail (CPG_IS_INVOCATION (self), NULL);

  if (self->method == NULL)
    return g_strdup ("nothing");

  return cpg_method_call_to_text (self->method, self->arguments, &self->answer);
}

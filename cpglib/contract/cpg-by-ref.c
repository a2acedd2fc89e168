/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <stdarg.h>

#include <gobject/gvaluecollector.h>

#include <cpglib/contract/cpg-by-ref-private.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-invocation-private.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/contract/cpg-method-private.h>

/**
 * SECTION:cpg-by-ref
 * @title: CpgByRef
 * @short_description: an argument that listeners may set
 * @see_also: #CpgMethod, cpg_outgoing_interface_set_by_ref()
 *
 * The box in which an in-out argument travels.
 */

/**
 * CpgByRef:
 *
 * A box with a value: an argument that goes in and comes out, COM's
 * `[in, out]`. The source makes it and fires it; each listener reads what the
 * one before left, and may set it; the source then looks what is inside.
 *
 * |[<!-- language="C" -->
 * g_autoptr (CpgByRef) cancel = cpg_by_ref_new (CPG_COMBINE_ANY_TRUE, G_TYPE_BOOLEAN, FALSE);
 * gboolean is_cancelled;
 *
 * CPG_FIRE (self->events, WindowEventsInterface, before_close, cancel);
 * cpg_by_ref_get (cancel, &is_cancelled);
 * ]|
 *
 * Several listeners may write. What then is inside says the #CpgCombine of
 * the box, which the source chooses:
 *
 * - %CPG_COMBINE_LAST: what was written last;
 * - %CPG_COMBINE_FIRST: what was written first; later writes are dropped;
 * - %CPG_COMBINE_ANY_TRUE: booleans only: once it is %TRUE it stays so, such as
 *   a cancel that no later listener can take back;
 * - %CPG_COMBINE_ALL_TRUE: booleans only: once it is %FALSE it stays so.
 *
 * All listeners are called, whatever is inside. COM's sources hand the same
 * variable to all, so that the last writer wins, and can undo an earlier
 * cancel.
 *
 * A parameter of this kind has the type %CPG_TYPE_BY_REF, and what is in its
 * box says cpg_outgoing_interface_set_by_ref(), or
 * cpg_interface_builder_set_by_ref(). The box has a value of exactly that type.
 * One of the type %G_TYPE_VALUE holds a value of any type, or none, and takes
 * what it is given as it is: a `VARIANT` by reference.
 *
 * A box is counted by references, which any thread may take and give back.
 * Else it is for one thread at a time, the one that fires. A listener that is
 * called later, because it was advised with %CPG_ADVISE_CONTEXT, gets a box of
 * its own with what was inside at the end of the round; what it writes nobody
 * reads.
 *
 * Since: 1.0
 */
struct _CpgByRef
{
  GType      type;    /* of what it holds; G_TYPE_VALUE: of anything */
  GValue     value;   /* unset only if it may hold anything, and holds nothing */
  CpgCombine combine;
  gboolean   is_set;
};

G_DEFINE_BOXED_TYPE (CpgByRef, cpg_by_ref, cpg_by_ref_ref, cpg_by_ref_unref)

/* Whether a box can be made so. */
static gboolean
check_kind (GType        type,
            CpgCombine   combine,
            GError     **error)
{
  const char *name = g_type_name (type);

  if (!cpg_type_is_passable (type) || type == CPG_TYPE_BY_REF)
    g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                 "A value of %s can't be passed by reference", name != NULL ? name : "no type");
  else if ((int) combine < CPG_COMBINE_LAST || combine > CPG_COMBINE_ALL_TRUE)
    g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                 "%d is no way to combine what several listeners write", (int) combine);
  else if (combine >= CPG_COMBINE_ANY_TRUE && type != G_TYPE_BOOLEAN)
    g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                 "Only a boolean combines by ANY_TRUE or ALL_TRUE, not %s", name);
  else
    return TRUE;

  return FALSE;
}

static CpgByRef *
by_ref_alloc (GType      type,
              CpgCombine combine)
{
  CpgByRef *self = g_atomic_rc_box_new0 (CpgByRef);

  self->type = type;
  self->combine = combine;
  return self;
}

/* What of @value goes into a box for anything: no value within a value. */
static const GValue *
get_inner (const GValue *value)
{
  while (value != NULL && G_VALUE_HOLDS (value, G_TYPE_VALUE))
    value = g_value_get_boxed (value);

  return value != NULL && G_IS_VALUE (value) ? value : NULL;
}

static void
copy_value (const GValue *from,
            GValue       *to)
{
  if (from == NULL || !G_IS_VALUE (from))
    return;

  g_value_init (to, G_VALUE_TYPE (from));
  g_value_copy (from, to);
}

/* Takes over @value, by the rule of the box. */
static void
store (CpgByRef *self,
       GValue   *value)
{
  GValue old = self->value;

  if (self->combine == CPG_COMBINE_FIRST && self->is_set)
    old = *value;
  else if (self->combine == CPG_COMBINE_ANY_TRUE)
    g_value_set_boolean (&self->value, g_value_get_boolean (&old) || g_value_get_boolean (value));
  else if (self->combine == CPG_COMBINE_ALL_TRUE)
    g_value_set_boolean (&self->value, g_value_get_boolean (&old) && g_value_get_boolean (value));
  else
    self->value = *value;
  self->is_set = TRUE;

  /* Last, for it may run somebody's code, which finds the box in order. */
  g_value_unset (&old);
}

/**
 * cpg_by_ref_new: (skip)
 * @combine: which of several writers wins
 * @type: the type of the value, or %G_TYPE_VALUE for one of any type
 * @...: the first value, as g_object_new() takes that of a property; for
 *   %G_TYPE_VALUE a `const GValue *`, which may be %NULL
 *
 * Makes a box.
 *
 * A type that can't be passed to a method, and a rule for booleans with a
 * value that is none, is the programmer's mistake and a critical.
 *
 * Returns: (transfer full): the box
 *
 * Since: 1.0
 */
CpgByRef *
cpg_by_ref_new (CpgCombine combine,
                GType      type,
                ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  GValue value = G_VALUE_INIT;
  CpgByRef *self;
  va_list args;

  if (!check_kind (type, combine, &error))
    {
      g_critical ("%s", error->message);
      return NULL;
    }

  va_start (args, type);
  G_VALUE_COLLECT_INIT (&value, type, args, 0, &message);
  va_end (args);
  if (message != NULL)
    {
      g_critical ("%s", message);
      return NULL; /* and not unset: who knows what is in it */
    }

  self = by_ref_alloc (type, combine);
  if (type == G_TYPE_VALUE)
    {
      copy_value (get_inner (&value), &self->value);
      g_value_unset (&value);
    }
  else
    self->value = value;

  return self;
}

/**
 * cpg_by_ref_new_value: (constructor) (rename-to cpg_by_ref_new)
 * @value: the first value; its type is that of the box. An empty one gives an
 *   empty box for values of any type; one that is a #CpgByRef a new box of the
 *   same type with a copy of what is inside
 * @combine: which of several writers wins
 * @error: return location for an error
 *
 * Makes a box. To be introspected; in C, cpg_by_ref_new() is shorter.
 *
 * Returns: (transfer full): the box, or %NULL with
 *   %CPG_ERROR_INVALID_ARGUMENT if @value's type can't be passed to a method,
 *   or if it is no boolean and @combine is for booleans
 *
 * Since: 1.0
 */
CpgByRef *
cpg_by_ref_new_value (const GValue  *value,
                      CpgCombine     combine,
                      GError       **error)
{
  CpgByRef *self;
  GType type;

  g_return_val_if_fail (value != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  type = G_IS_VALUE (value) ? G_VALUE_TYPE (value) : G_TYPE_VALUE;
  if (type == CPG_TYPE_BY_REF && g_value_get_boxed (value) != NULL)
    {
      CpgByRef *other = g_value_get_boxed (value);

      type = other->type;
      value = &other->value;
    }
  if (!check_kind (type, combine, error))
    return NULL;

  self = by_ref_alloc (type, combine);
  copy_value (type == G_TYPE_VALUE ? get_inner (value) : value, &self->value);

  return self;
}

/*
 * cpg_by_ref_dup:
 *
 * A box of one's own, in the state of @self. Any number of threads may do this
 * at the same time, as long as nobody writes.
 */
CpgByRef *
cpg_by_ref_dup (CpgByRef *self)
{
  CpgByRef *copy = by_ref_alloc (self->type, self->combine);

  copy->is_set = self->is_set;
  copy_value (&self->value, &copy->value);

  return copy;
}

/**
 * cpg_by_ref_ref: (skip)
 * @self: a box
 *
 * Takes a reference. May be called from any thread.
 *
 * Returns: (transfer full): @self
 *
 * Since: 1.0
 */
CpgByRef *
cpg_by_ref_ref (CpgByRef *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
by_ref_clear (gpointer data)
{
  CpgByRef *self = data;

  g_value_unset (&self->value);
}

/**
 * cpg_by_ref_unref: (skip)
 * @self: (transfer full): a box
 *
 * Gives a reference back. The last one frees the box. May be called from any
 * thread.
 *
 * Since: 1.0
 */
void
cpg_by_ref_unref (CpgByRef *self)
{
  g_return_if_fail (self != NULL);

  cpg_lock_check ();
  g_atomic_rc_box_release_full (self, by_ref_clear);
}

/**
 * cpg_by_ref_get_value_type:
 * @self: a box
 *
 * Gives the type of what the box holds.
 *
 * Returns: the type, or %G_TYPE_VALUE if it may hold a value of any
 *
 * Since: 1.0
 */
GType
cpg_by_ref_get_value_type (CpgByRef *self)
{
  g_return_val_if_fail (self != NULL, G_TYPE_INVALID);

  return self->type;
}

/**
 * cpg_by_ref_get_combine:
 * @self: a box
 *
 * Gives the rule that says which of several writers wins.
 *
 * Returns: the rule
 *
 * Since: 1.0
 */
CpgCombine
cpg_by_ref_get_combine (CpgByRef *self)
{
  g_return_val_if_fail (self != NULL, CPG_COMBINE_LAST);

  return self->combine;
}

/**
 * cpg_by_ref_get_value:
 * @self: a box
 *
 * Gives what is inside.
 *
 * Returns: (transfer none) (nullable): the value, good until somebody writes;
 *   %NULL if the box is for values of any type and empty
 *
 * Since: 1.0
 */
const GValue *
cpg_by_ref_get_value (CpgByRef *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return G_IS_VALUE (&self->value) ? &self->value : NULL;
}

/**
 * cpg_by_ref_set_value:
 * @self: a box
 * @value: a value of the type of the box, or a number that fits it; a box for
 *   values of any type takes it as it is, and an empty one too
 * @error: return location for an error
 *
 * Writes into the box. Whether the value comes to be inside is for the rule of
 * the box to say, which is no error.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_INVALID_ARGUMENT if the box holds
 *   values of another type; what is inside then stays
 *
 * Since: 1.0
 */
gboolean
cpg_by_ref_set_value (CpgByRef      *self,
                      const GValue  *value,
                      GError       **error)
{
  GValue converted = G_VALUE_INIT;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->type == G_TYPE_VALUE)
    {
      copy_value (get_inner (value), &converted);
    }
  else
    {
      g_value_init (&converted, self->type);
      if (!cpg_value_convert (value, &converted))
        {
          g_value_unset (&converted);
          g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                       "The argument by reference is a value of type %s, which this %s is not",
                       g_type_name (self->type), G_IS_VALUE (value) ? G_VALUE_TYPE_NAME (value) : "nothing");
          return FALSE;
        }
    }

  store (self, &converted);
  return TRUE;
}

/**
 * cpg_by_ref_get: (skip)
 * @self: a box
 * @...: where to put the value, as g_object_get() takes it for a property; a
 *   string, a boxed value, a variant or an object is the caller's to free. For
 *   a box of values of any type a `GValue **`, which may come to be %NULL
 *
 * Reads what is inside.
 *
 * Since: 1.0
 */
void
cpg_by_ref_get (CpgByRef *self,
                ...)
{
  g_autofree char *message = NULL;
  GValue any = G_VALUE_INIT;
  va_list args;

  g_return_if_fail (self != NULL);

  if (self->type == G_TYPE_VALUE)
    {
      g_value_init (&any, G_TYPE_VALUE);
      g_value_set_static_boxed (&any, G_IS_VALUE (&self->value) ? &self->value : NULL);
    }

  va_start (args, self);
  G_VALUE_LCOPY (self->type == G_TYPE_VALUE ? &any : &self->value, args, 0, &message);
  va_end (args);

  if (message != NULL)
    g_critical ("%s", message);
}

/**
 * cpg_by_ref_set: (skip)
 * @self: a box
 * @...: the value, as g_object_set() takes that of a property; for a box of
 *   values of any type a `const GValue *`, which may be %NULL
 *
 * Writes into the box. Whether the value comes to be inside is for the rule of
 * the box to say.
 *
 * |[<!-- language="C" -->
 * static void
 * before_close (WindowEvents *events,
 *               CpgByRef     *cancel)
 * {
 *   if (!EDITOR (events)->is_saved)
 *     cpg_by_ref_set (cancel, TRUE);
 * }
 * ]|
 *
 * Returns: %TRUE, but %FALSE for what is no value of the box's type, which is
 *   a critical
 *
 * Since: 1.0
 */
gboolean
cpg_by_ref_set (CpgByRef *self,
                ...)
{
  g_autofree char *message = NULL;
  GValue value = G_VALUE_INIT;
  gboolean is_set;
  va_list args;

  g_return_val_if_fail (self != NULL, FALSE);

  va_start (args, self);
  G_VALUE_COLLECT_INIT (&value, self->type, args, 0, &message);
  va_end (args);
  if (message != NULL)
    {
      g_critical ("%s", message);
      return FALSE;
    }

  is_set = cpg_by_ref_set_value (self, &value, NULL);
  g_value_unset (&value);
  return is_set;
}

/**
 * cpg_by_ref_is_set:
 * @self: a box
 *
 * Tells whether anybody has written into the box since it was made, also if
 * its rule left what was inside.
 *
 * Returns: %TRUE if so
 *
 * Since: 1.0
 */
gboolean
cpg_by_ref_is_set (CpgByRef *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_set;
}

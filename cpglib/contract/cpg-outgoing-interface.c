/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#ifdef HAVE_MALLOC_USABLE_SIZE
#include <malloc.h>
#endif
#include <stdarg.h>

#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>
#include <cpglib/contract/cpg-text-private.h>

/**
 * SECTION:cpg-outgoing-interface
 * @title: CpgOutgoingInterface
 * @short_description: the contract between sources and sinks
 * @see_also: #CpgMethod, #CpgInterfaceBuilder
 *
 * An interface that an object calls rather than implements.
 */

/**
 * CpgOutgoingInterface:
 *
 * A contract: an interface that a source calls and a sink implements. COM
 * calls it an outgoing or source interface and describes it by type
 * information.
 *
 * A contract is always a #GType of kind interface, and comes about in one of
 * three ways: a GInterface written in C declares itself in its
 * `default_init`, with cpg_outgoing_interface_init() and
 * cpg_outgoing_interface_add_method(); a #CpgInterfaceBuilder makes one at run
 * time, from any language; and any other GInterface that has signals is a
 * contract as it stands, whose methods are its signals.
 *
 * Contracts live as long as the process, never change once they are
 * registered, and may be used from any thread.
 *
 * Since: 1.0
 */

/* GType keeps the size of a C interface in 16 bits. */
#define MAX_METHODS ((int) ((G_MAXUINT16 - sizeof (GTypeInterface)) / sizeof (gpointer)))

/* cpg_outgoing_interface_init() is a public function, so that the type's own
 * functions go without the prefix. */
static GType outgoing_interface_get_type (void);
G_DEFINE_FINAL_TYPE (CpgOutgoingInterface, outgoing_interface, G_TYPE_OBJECT)

GType
cpg_outgoing_interface_get_type (void)
{
  return outgoing_interface_get_type ();
}

/* Guards the two tables, which list every contract of the process and hold
 * one reference each. Nobody else's code runs under it. */
G_LOCK_DEFINE_STATIC (registry);
static GHashTable *by_type; /* (owned) (element-type GType CpgOutgoingInterface) */
static GHashTable *by_iid;  /* (owned) (element-type CpgGuid CpgOutgoingInterface) */

static void
outgoing_interface_finalize (GObject *object)
{
  CpgOutgoingInterface *self = CPG_OUTGOING_INTERFACE (object);

  g_ptr_array_unref (self->methods);

  G_OBJECT_CLASS (outgoing_interface_parent_class)->finalize (object);
}

static void
outgoing_interface_class_init (CpgOutgoingInterfaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outgoing_interface_finalize;
}

static void
outgoing_interface_init (CpgOutgoingInterface *self)
{
  self->gtype = G_TYPE_NONE;
  self->methods = g_ptr_array_new_with_free_func (g_object_unref);
}

static CpgOutgoingInterface *
lookup_type_unlocked (GType iface)
{
  return by_type != NULL ? g_hash_table_lookup (by_type, GSIZE_TO_POINTER (iface)) : NULL;
}

/* The contract, which may just be in the making, or %NULL. */
CpgOutgoingInterface *
cpg_outgoing_interface_peek (GType iface)
{
  CpgOutgoingInterface *found;

  cpg_lock (&G_LOCK_NAME (registry));
  found = lookup_type_unlocked (iface);
  cpg_unlock (&G_LOCK_NAME (registry));

  return found;
}

static CpgOutgoingInterface *
lookup_iid_unlocked (const CpgGuid *iid)
{
  return by_iid != NULL ? g_hash_table_lookup (by_iid, iid) : NULL;
}

static gboolean
check_iid_unlocked (const char     *type_name,
                    const CpgGuid  *iid,
                    GError        **error)
{
  CpgOutgoingInterface *other = lookup_iid_unlocked (iid);
  g_autofree char *text = NULL;

  if (other == NULL)
    return TRUE;

  text = cpg_guid_to_string (iid);
  g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS,
               "%s: the IID %s is that of %s already",
               type_name, text, g_type_name (other->gtype));
  return FALSE;
}

/* Takes over @self, unless its type or its IID is taken. */
static gboolean
register_unlocked (CpgOutgoingInterface  *self,
                   GError               **error)
{
  if (lookup_type_unlocked (self->gtype) != NULL)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS,
                   "%s is an outgoing interface already", g_type_name (self->gtype));
      return FALSE;
    }
  if (!check_iid_unlocked (g_type_name (self->gtype), &self->iid, error))
    return FALSE;

  if (by_type == NULL)
    {
      by_type = g_hash_table_new (NULL, NULL);
      by_iid = g_hash_table_new ((GHashFunc) cpg_guid_hash, (GEqualFunc) cpg_guid_equal);
    }
  g_hash_table_insert (by_type, GSIZE_TO_POINTER (self->gtype), self);
  g_hash_table_insert (by_iid, &self->iid, self);
  return TRUE;
}

static CpgOutgoingInterface *
contract_new (GType          iface,
              const CpgGuid *iid,
              gboolean       has_slots)
{
  CpgOutgoingInterface *self = g_object_new (CPG_TYPE_OUTGOING_INTERFACE, NULL);

  self->gtype = iface;
  self->has_slots = has_slots;
  if (iid != NULL)
    {
      self->iid = *iid;
    }
  else
    {
      g_autoptr (CpgGuid) derived = cpg_guid_new_for_name (g_type_name (iface));

      self->iid = *derived;
    }
  return self;
}

/* Takes over @method, unless its name is taken. */
static gboolean
append_method (CpgOutgoingInterface  *self,
               CpgMethod             *method,
               GError               **error)
{
  if (cpg_outgoing_interface_lookup_method (self, method->name) != NULL)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS,
                   "%s has a method %s already", g_type_name (self->gtype), method->name);
      g_object_unref (method);
      return FALSE;
    }

  method->contract = self;
  method->index = self->methods->len;
  g_ptr_array_add (self->methods, method);
  return TRUE;
}

/**
 * cpg_outgoing_interface_init: (skip)
 * @iface: the type of an interface
 * @iid: (nullable): the text of its IID, or %NULL for the one that
 *   cpg_guid_new_for_name() derives from the type's name
 *
 * Makes a GInterface that is written in C an outgoing interface. To be called
 * in the `default_init` of the interface, before its
 * cpg_outgoing_interface_add_method() calls.
 *
 * An IID that is not well formed, or that another interface has already, is
 * the programmer's mistake and a critical; the interface is then no contract.
 *
 * Since: 1.0
 */
void
cpg_outgoing_interface_init (GType       iface,
                             const char *iid)
{
  g_autoptr (CpgOutgoingInterface) self = NULL;
  g_autoptr (CpgGuid) guid = NULL;
  g_autoptr (GError) error = NULL;
  gboolean registered;

  g_return_if_fail (G_TYPE_IS_INTERFACE (iface));

  if (iid != NULL)
    {
      guid = cpg_guid_new (iid, &error);
      if (guid == NULL)
        {
          g_critical ("%s: %s", g_type_name (iface), error->message);
          return;
        }
    }

  self = contract_new (iface, guid, TRUE);

  cpg_lock (&G_LOCK_NAME (registry));
  registered = register_unlocked (self, &error);
  cpg_unlock (&G_LOCK_NAME (registry));

  if (registered)
    g_steal_pointer (&self);
  else
    g_critical ("%s", error->message);
}

/* The size of the C structure of an interface, or a little more: GType keeps
 * the number to itself, but it allocates the default one to measure. */
static gsize
get_vtable_size (GType iface)
{
#ifdef HAVE_MALLOC_USABLE_SIZE
  gpointer vtable = g_type_default_interface_peek (iface);

  if (vtable != NULL)
    return malloc_usable_size (vtable);
#endif
  return G_MAXUINT16;
}

static gboolean
check_slot (CpgOutgoingInterface  *self,
            const char            *name,
            guint                  slot,
            GError               **error)
{
  CpgMethod *other;

  if (slot < sizeof (GTypeInterface) || slot % sizeof (gpointer) != 0)
    g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                 "%s: the slot of %s, %u, is not the offset of a member of the interface; "
                 "G_STRUCT_OFFSET gives it", g_type_name (self->gtype), name, slot);
  else if (slot + sizeof (gpointer) > get_vtable_size (self->gtype))
    g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                 "%s: the slot of %s, %u, is outside of the vtable",
                 g_type_name (self->gtype), name, slot);
  else if ((other = cpg_outgoing_interface_method_at (self, slot)) != NULL)
    g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS,
                 "%s: the slot of %s, %u, is that of %s already",
                 g_type_name (self->gtype), name, slot, other->name);
  else
    return TRUE;

  return FALSE;
}

/**
 * cpg_outgoing_interface_add_method: (skip)
 * @iface: the type of an interface that cpg_outgoing_interface_init() was
 *   called for
 * @name: the name of the method, as a signal (`price-changed`), a member
 *   (`price_changed`) or a COM method (`PriceChanged`) is named
 * @slot: the offset of the method's pointer in the C structure of the
 *   interface: `G_STRUCT_OFFSET (StockEventsInterface, price_changed)`
 * @dispid: the number of the method in an `IDispatch` of COM
 * @combine: how several answers become one
 * @return_type: the type of the answer, or %G_TYPE_NONE
 * @n_params: the number of parameters that follow
 * @...: a pair for each parameter: its name, a string, and its #GType
 *
 * Adds a method to an outgoing interface that is written in C. To be called
 * in the `default_init` of the interface.
 *
 * The member of the structure is a pointer to a function that takes the sink,
 * then the parameters, all as a signal handler gets them; an answer that is a
 * string, boxed, a variant or an object belongs to the caller. A member that a
 * sink leaves %NULL is an event that the sink does not care for.
 *
 * A name that is no signal name or that is taken, a type that can't be passed,
 * or a slot outside of the structure is the programmer's mistake and a
 * critical; the method is then left out.
 *
 * Since: 1.0
 */
void
cpg_outgoing_interface_add_method (GType       iface,
                                   const char *name,
                                   guint       slot,
                                   int         dispid,
                                   CpgCombine  combine,
                                   GType       return_type,
                                   guint       n_params,
                                   ...)
{
  g_autofree const char **names = NULL;
  g_autofree GType *types = NULL;
  g_autoptr (GError) error = NULL;
  CpgOutgoingInterface *self;
  CpgMethod *method = NULL;
  va_list args;

  g_return_if_fail (name != NULL);

  self = cpg_outgoing_interface_peek (iface);
  if (self == NULL || !self->has_slots)
    {
      g_critical ("%s: cpg_outgoing_interface_init() comes before the method %s",
                  g_type_name (iface) != NULL ? g_type_name (iface) : "no type", name);
      return;
    }

  names = g_new (const char *, n_params);
  types = g_new (GType, n_params);
  va_start (args, n_params);
  for (guint i = 0; i < n_params; i++)
    {
      names[i] = va_arg (args, const char *);
      types[i] = va_arg (args, GType);
    }
  va_end (args);

  if (check_slot (self, name, slot, &error))
    {
      method = cpg_method_create (name, slot, dispid, combine, return_type,
                                  n_params, names, types, &error);
      if (method == NULL)
        g_prefix_error (&error, "%s: ", g_type_name (iface));
    }
  if (method == NULL || !append_method (self, method, &error))
    g_critical ("%s", error->message);
}

/**
 * cpg_outgoing_interface_set_by_ref: (skip)
 * @iface: the type of an interface that cpg_outgoing_interface_init() was
 *   called for
 * @method: the name of a method that it has
 * @param: the name of a parameter whose type is %CPG_TYPE_BY_REF
 * @type: the type of the value inside of the #CpgByRef, or %G_TYPE_VALUE for
 *   one of any type, which is what holds without this call; a listener in C
 *   then looks with cpg_by_ref_get_value() what it got
 *
 * Says what an in-out parameter brings. To be called in the `default_init` of
 * the interface, after cpg_outgoing_interface_add_method():
 *
 * |[<!-- language="C" -->
 * cpg_outgoing_interface_add_method (iface, "before-close",
 *                                    G_STRUCT_OFFSET (WindowEventsInterface, before_close), 1,
 *                                    CPG_COMBINE_LAST, G_TYPE_NONE, 1,
 *                                    "cancel", CPG_TYPE_BY_REF);
 * cpg_outgoing_interface_set_by_ref (iface, "before-close", "cancel", G_TYPE_BOOLEAN);
 * ]|
 *
 * What is wrong is the programmer's mistake and a critical.
 *
 * Since: 1.0
 */
void
cpg_outgoing_interface_set_by_ref (GType       iface,
                                   const char *method,
                                   const char *param,
                                   GType       type)
{
  g_autoptr (GError) error = NULL;
  CpgOutgoingInterface *self;
  CpgMethod *found = NULL;

  g_return_if_fail (method != NULL);
  g_return_if_fail (param != NULL);

  self = cpg_outgoing_interface_peek (iface);
  if (self != NULL && !g_atomic_int_get (&self->is_complete))
    found = cpg_outgoing_interface_lookup_method (self, method);
  if (found == NULL)
    g_critical ("%s: cpg_outgoing_interface_set_by_ref() is for the default_init, after %s was added",
                g_type_name (iface) != NULL ? g_type_name (iface) : "no type", method);
  else if (!cpg_method_set_by_ref (found, param, type, &error))
    g_critical ("%s: %s", g_type_name (iface), error->message);
}

/*
 * cpg_outgoing_interface_build:
 * @type_name: the name of a type that is not there yet
 * @methods: (element-type CpgMethod): its methods, without their slots
 *
 * Makes an interface type and its contract. Either both come about or none.
 */
CpgOutgoingInterface *
cpg_outgoing_interface_build (const char     *type_name,
                              const CpgGuid  *iid,
                              GPtrArray      *methods,
                              GError        **error)
{
  g_autoptr (CpgGuid) derived = cpg_guid_new_for_name (type_name);
  g_autoptr (CpgOutgoingInterface) self = contract_new (G_TYPE_INVALID, iid != NULL ? iid : derived, TRUE);
  const GTypeInfo info = {
    .class_size = (guint16) (sizeof (GTypeInterface) + methods->len * sizeof (gpointer))
  };

  if (methods->len > MAX_METHODS)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT, "%s: %u methods, of at most %d",
                   type_name, methods->len, MAX_METHODS);
      return NULL;
    }

  for (guint i = 0; i < methods->len; i++)
    {
      CpgMethod *method = g_object_ref (g_ptr_array_index (methods, i));

      method->slot = (guint) (sizeof (GTypeInterface) + i * sizeof (gpointer));
      if (!append_method (self, method, error))
        {
          g_prefix_error (error, "%s: ", type_name);
          return NULL;
        }
    }

  /* The type comes last, for a type can't be taken back. */
  cpg_lock (&G_LOCK_NAME (registry));
  if (g_type_from_name (type_name) != G_TYPE_INVALID)
    g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS,
                 "There is a type named %s already", type_name);
  else if (check_iid_unlocked (type_name, &self->iid, error))
    {
      self->gtype = g_type_register_static (G_TYPE_INTERFACE, type_name, &info, 0);
      if (self->gtype != G_TYPE_INVALID)
        {
          g_type_interface_add_prerequisite (self->gtype, G_TYPE_OBJECT);
          register_unlocked (g_object_ref (self), NULL);
        }
      else
        g_set_error (error, CPG_ERROR, CPG_ERROR_FAILED,
                     "GType refused to make the type %s", type_name);
    }
  cpg_unlock (&G_LOCK_NAME (registry));

  /* by_type holds the reference that the caller may borrow. */
  return self->gtype != G_TYPE_INVALID ? self : NULL;
}

/* A contract of the signals of an interface. */
static CpgOutgoingInterface *
contract_from_signals (GType    iface,
                       GError **error)
{
  g_autoptr (CpgOutgoingInterface) self = contract_new (iface, NULL, FALSE);
  g_autofree guint *ids = NULL;
  CpgOutgoingInterface *result;
  guint n_ids;

  ids = g_signal_list_ids (iface, &n_ids);
  if (n_ids == 0)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "The interface %s is no outgoing interface: it has no methods of that kind "
                   "and no signals", g_type_name (iface));
      return NULL;
    }

  for (guint i = 0; i < n_ids; i++)
    {
      g_autofree const char **names = NULL;
      g_autofree GType *types = NULL;
      CpgMethod *method;
      GSignalQuery query;
      GType return_type;

      g_signal_query (ids[i], &query);
      return_type = query.return_type & ~G_SIGNAL_TYPE_STATIC_SCOPE;
      names = g_new0 (const char *, query.n_params);
      types = g_new (GType, query.n_params);
      for (guint j = 0; j < query.n_params; j++)
        types[j] = query.param_types[j] & ~G_SIGNAL_TYPE_STATIC_SCOPE;

      method = cpg_method_create (query.signal_name, 0, (int) i + 1,
                                  return_type == G_TYPE_BOOLEAN ? CPG_COMBINE_ANY_TRUE
                                                                : CPG_COMBINE_LAST,
                                  return_type, query.n_params, names, types, error);
      if (method == NULL)
        {
          g_prefix_error (error, "%s: ", g_type_name (iface));
          return NULL;
        }
      method->signal_id = ids[i];
      if (!append_method (self, method, error))
        return NULL;
    }

  cpg_lock (&G_LOCK_NAME (registry));
  result = lookup_type_unlocked (iface); /* another thread may have been faster */
  if (result == NULL && register_unlocked (self, error))
    result = g_steal_pointer (&self);
  cpg_unlock (&G_LOCK_NAME (registry));

  return result;
}

/**
 * cpg_outgoing_interface_for_type:
 * @iface: the type of an interface
 * @error: return location for an error
 *
 * Gives the contract that an interface is. An interface that declares itself
 * no outgoing interface but has signals, such as #GListModel or one defined in
 * JavaScript, becomes a contract by this call: its methods are its signals,
 * numbered from 1 in the order they were made; a boolean answer combines by
 * %CPG_COMBINE_ANY_TRUE, any other by %CPG_COMBINE_LAST; its IID is derived
 * from its name. Its sinks are called by emitting the signal on them.
 *
 * Returns: (transfer none): the contract, or %NULL with
 *   %CPG_ERROR_INVALID_CONTRACT if @iface can't be one
 *
 * Since: 1.0
 */
CpgOutgoingInterface *
cpg_outgoing_interface_for_type (GType    iface,
                                 GError **error)
{
  CpgOutgoingInterface *self;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!G_TYPE_IS_INTERFACE (iface) || iface == G_TYPE_INTERFACE)
    {
      const char *name = g_type_name (iface);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "%s is no interface", name != NULL ? name : "The type");
      return NULL;
    }

  self = cpg_outgoing_interface_peek (iface);
  if (self != NULL && g_atomic_int_get (&self->is_complete))
    return self;

  /* Methods and signals are there once default_init has run, which this waits
   * for. The reference is kept: neither contracts nor static types ever go. An
   * interface with properties needs the class of GObject to be there. */
  g_type_class_unref (g_type_class_ref (G_TYPE_OBJECT));
  g_type_default_interface_ref (iface);
  self = cpg_outgoing_interface_peek (iface);
  if (self == NULL)
    self = contract_from_signals (iface, error);
  if (self != NULL)
    g_atomic_int_set (&self->is_complete, TRUE);
  return self;
}

/**
 * cpg_outgoing_interface_for_iid:
 * @iid: an IID
 *
 * Finds a contract by its IID, among those that the process has registered so
 * far: an interface written in C registers when it is first used, one that is
 * a contract by its signals when cpg_outgoing_interface_for_type() is first
 * asked for it.
 *
 * Returns: (transfer none) (nullable): the contract, or %NULL
 *
 * Since: 1.0
 */
CpgOutgoingInterface *
cpg_outgoing_interface_for_iid (const CpgGuid *iid)
{
  CpgOutgoingInterface *self;

  g_return_val_if_fail (iid != NULL, NULL);

  cpg_lock (&G_LOCK_NAME (registry));
  self = lookup_iid_unlocked (iid);
  cpg_unlock (&G_LOCK_NAME (registry));

  /* Its methods may just be added, in another thread. */
  return self != NULL ? cpg_outgoing_interface_for_type (self->gtype, NULL) : NULL;
}

/* (transfer container): every contract that there is. */
GPtrArray *
cpg_outgoing_interface_list (void)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer contract;

  cpg_lock (&G_LOCK_NAME (registry));
  if (by_iid != NULL)
    {
      g_hash_table_iter_init (&iter, by_iid);
      while (g_hash_table_iter_next (&iter, NULL, &contract))
        g_ptr_array_add (list, contract);
    }
  cpg_unlock (&G_LOCK_NAME (registry));

  return list;
}

/* The method of a slot, or %NULL. Interfaces have a handful of methods, and
 * most declare them in the order of their slots: the first guess is right. */
CpgMethod *
cpg_outgoing_interface_method_at (CpgOutgoingInterface *self,
                                  gsize                 slot)
{
  gsize guess = (slot - sizeof (GTypeInterface)) / sizeof (gpointer);

  if (guess < self->methods->len)
    {
      CpgMethod *method = g_ptr_array_index (self->methods, guess);

      if (method->slot == slot)
        return method;
    }

  for (guint i = 0; i < self->methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (self->methods, i);

      if (method->slot == slot)
        return method;
    }
  return NULL;
}

/**
 * cpg_outgoing_interface_get_gtype:
 * @self: a contract
 *
 * Gives the type of the interface, which sinks implement.
 *
 * Returns: the type
 *
 * Since: 1.0
 */
GType
cpg_outgoing_interface_get_gtype (CpgOutgoingInterface *self)
{
  g_return_val_if_fail (CPG_IS_OUTGOING_INTERFACE (self), G_TYPE_INVALID);

  return self->gtype;
}

/**
 * cpg_outgoing_interface_get_name:
 * @self: a contract
 *
 * Gives the name of the interface's type.
 *
 * Returns: (transfer none): the name
 *
 * Since: 1.0
 */
const char *
cpg_outgoing_interface_get_name (CpgOutgoingInterface *self)
{
  g_return_val_if_fail (CPG_IS_OUTGOING_INTERFACE (self), NULL);

  return g_type_name (self->gtype);
}

/**
 * cpg_outgoing_interface_get_iid:
 * @self: a contract
 *
 * Gives the IID of the interface.
 *
 * Returns: (transfer none): the IID
 *
 * Since: 1.0
 */
const CpgGuid *
cpg_outgoing_interface_get_iid (CpgOutgoingInterface *self)
{
  g_return_val_if_fail (CPG_IS_OUTGOING_INTERFACE (self), NULL);

  return &self->iid;
}

/**
 * cpg_outgoing_interface_get_n_methods:
 * @self: a contract
 *
 * Gives the number of methods.
 *
 * Returns: the number
 *
 * Since: 1.0
 */
guint
cpg_outgoing_interface_get_n_methods (CpgOutgoingInterface *self)
{
  g_return_val_if_fail (CPG_IS_OUTGOING_INTERFACE (self), 0);

  return self->methods->len;
}

/**
 * cpg_outgoing_interface_get_method:
 * @self: a contract
 * @index: the number of a method, from 0
 *
 * Gives a method by its place.
 *
 * Returns: (transfer none) (nullable): the method, or %NULL past the last
 *
 * Since: 1.0
 */
CpgMethod *
cpg_outgoing_interface_get_method (CpgOutgoingInterface *self,
                                   guint                 index)
{
  g_return_val_if_fail (CPG_IS_OUTGOING_INTERFACE (self), NULL);

  return index < self->methods->len ? g_ptr_array_index (self->methods, index) : NULL;
}

/**
 * cpg_outgoing_interface_lookup_method:
 * @self: a contract
 * @name: the name of a method, as a signal (`price-changed`), a member
 *   (`price_changed`) or a COM method (`PriceChanged`) is named
 *
 * Finds a method by its name.
 *
 * Returns: (transfer none) (nullable): the method, or %NULL
 *
 * Since: 1.0
 */
CpgMethod *
cpg_outgoing_interface_lookup_method (CpgOutgoingInterface *self,
                                      const char           *name)
{
  g_autofree char *signal_name = NULL;

  g_return_val_if_fail (CPG_IS_OUTGOING_INTERFACE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  signal_name = cpg_method_signal_name (name);
  for (guint i = 0; i < self->methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (self->methods, i);

      if (g_str_equal (method->name, signal_name))
        return method;
    }
  return NULL;
}

/**
 * cpg_outgoing_interface_to_string:
 * @self: a contract
 *
 * Prints a contract for people: name and IID, then a line for each method, as
 * of cpg_method_to_string(), after its DISPID.
 *
 * |[<!-- language="plain" -->
 * StockEvents a4c5f6c0-4d0b-4b52-8f5a-1d6e0c3b7e01
 *   1: price-changed (symbol: gchararray, price: gdouble)
 *   2: may-close () -> gboolean (all-true)
 * ]|
 *
 * The form may change; programs had better ask the other functions.
 *
 * Returns: (transfer full): the text
 *
 * Since: 1.0
 */
char *
cpg_outgoing_interface_to_string (CpgOutgoingInterface *self)
{
  g_autofree char *iid = NULL;
  GString *text;

  g_return_val_if_fail (CPG_IS_OUTGOING_INTERFACE (self), NULL);

  iid = cpg_guid_to_string (&self->iid);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s %s\n", g_type_name (self->gtype), iid);
  for (guint i = 0; i < self->methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (self->methods, i);

      g_string_append_printf (text, "  %d: ", method->dispid);
      cpg_method_to_text (text, method);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/engine/cpg-mirror-private.h>
#include <cpglib/engine/cpg-snapshot-private.h>
#include <cpglib/interfaces/cpg-connection-point-container-private.h>
#include <cpglib/signals/cpg-source-private.h>

/**
 * SECTION:cpg-source
 * @title: Declaring outgoing interfaces
 * @short_description: makes a class a source
 * @see_also: #CpgConnectable, #CpgConnectionPointContainer
 *
 * ATL's connection point map: which interfaces the objects of a class call.
 */

/* One outgoing interface of one type. Declarations are never taken back. */
typedef struct {
  CpgOutgoingInterface *contract;   /* (unowned) */
  CpgOutgoingFlags      flags;
  guint                *signal_ids; /* (owned) (nullable): by the index of the method; 0: none */
} Declaration;

/* What cpglib keeps with an object: its points. */
typedef struct {
  GMutex         lock;
  GObject       *object;  /* (unowned) (nullable): NULL once it is disposed */
  GPtrArray     *points;  /* (owned) (element-type CpgSignalPoint): grows only */
  CpgMirrorSlot  mirrors;
  gboolean       is_listed; /* in the list of sources with a list model */
} CpgSource;

static GQuark declarations_quark; /* of a type: (element-type Declaration) */
static GQuark source_quark;       /* of an object: CpgSource */

/* Guards what the types declare and the list of sources that have list
 * models. Nobody else's code runs under it. */
G_LOCK_DEFINE_STATIC (declarations);
static GList *listed_sources; /* (element-type CpgSource) (unowned) */

/* Guards the making of CpgSources. */
G_LOCK_DEFINE_STATIC (sources);

static void
init_quarks (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      declarations_quark = g_quark_from_static_string ("cpg-declarations");
      source_quark = g_quark_from_static_string ("cpg-source");
      g_once_init_leave (&once, 1);
    }
}

/* Declarations ----------------------------------------------------------------- */

/* Of a type and its ancestors, theirs first: (transfer container). */
static GPtrArray *
list_declarations (GType type)
{
  GPtrArray *result = g_ptr_array_new ();

  init_quarks ();
  cpg_lock (&G_LOCK_NAME (declarations));
  for (; type != G_TYPE_INVALID; type = g_type_parent (type))
    {
      GPtrArray *own = g_type_get_qdata (type, declarations_quark);

      for (guint i = own != NULL ? own->len : 0; i > 0; i--)
        g_ptr_array_insert (result, 0, g_ptr_array_index (own, i - 1));
    }
  cpg_unlock (&G_LOCK_NAME (declarations));

  return result;
}

static const Declaration *
find_declaration (GType                 type,
                  CpgOutgoingInterface *contract)
{
  g_autoptr (GPtrArray) declarations = list_declarations (type);

  for (guint i = 0; i < declarations->len; i++)
    {
      Declaration *declaration = g_ptr_array_index (declarations, i);

      if (declaration->contract == contract)
        return declaration;
    }
  return NULL;
}

/* A descendant of @type that declares @contract, or %G_TYPE_INVALID. */
static GType
find_descendant (GType                 type,
                 CpgOutgoingInterface *contract)
{
  g_autofree GType *children = NULL;
  GType found = G_TYPE_INVALID;
  guint n_children;

  children = g_type_children (type, &n_children);
  for (guint i = 0; i < n_children && found == G_TYPE_INVALID; i++)
    found = find_declaration (children[i], contract) != NULL ? children[i]
                                                              : find_descendant (children[i], contract);
  return found;
}

static gboolean
check_type (GType                  type,
            CpgOutgoingInterface  *contract,
            CpgOutgoingFlags       flags,
            GError               **error)
{
  const char *name = g_type_name (type);
  GType descendant;

  if (!g_type_is_a (type, G_TYPE_OBJECT) || G_TYPE_IS_INTERFACE (type))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                   "%s is no class of objects, and can't have outgoing interfaces",
                   name != NULL ? name : "The type");
      return FALSE;
    }
  if (!g_type_is_a (type, CPG_TYPE_CONNECTION_POINT_CONTAINER) && g_type_class_peek (type) != NULL)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_NOT_CONNECTABLE,
                   "%s is in use already and does not implement %s",
                   name, g_type_name (CPG_TYPE_CONNECTION_POINT_CONTAINER));
      return FALSE;
    }
  if (find_declaration (type, contract) != NULL)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS,
                   "%s has the outgoing interface %s already",
                   name, g_type_name (contract->gtype));
      return FALSE;
    }
  descendant = find_descendant (type, contract);
  if (descendant != G_TYPE_INVALID)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS,
                   "%s, which derives from %s, has the outgoing interface %s already",
                   g_type_name (descendant), name, g_type_name (contract->gtype));
      return FALSE;
    }
  if (flags & CPG_OUTGOING_DEFAULT)
    {
      GPtrArray *own = g_type_get_qdata (type, declarations_quark);

      for (guint i = 0; own != NULL && i < own->len; i++)
        {
          Declaration *other = g_ptr_array_index (own, i);

          if (other->flags & CPG_OUTGOING_DEFAULT)
            {
              g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS,
                           "The default interface of %s is %s already, and can't be %s too",
                           name, g_type_name (other->contract->gtype), g_type_name (contract->gtype));
              return FALSE;
            }
        }
    }
  return TRUE;
}

static char *
get_signal_name (CpgMethod  *method,
                 const char *prefix)
{
  g_autofree char *canonical = NULL;

  if (prefix == NULL)
    prefix = method->contract->signal_prefix;
  if (prefix == NULL || *prefix == '\0')
    return g_strdup (method->name);

  canonical = cpg_method_signal_name (prefix);
  return g_strconcat (canonical, g_str_has_suffix (canonical, "-") ? "" : "-", method->name, NULL);
}

/* Whether @name can become a signal of @type that mirrors @method. */
static gboolean
check_signal_name (GType        type,
                   CpgMethod   *method,
                   const char  *name,
                   GError     **error)
{
  guint id;
  GSignalQuery query;

  if (!g_signal_is_valid_name (name))
    {
      g_autofree char *shown = g_utf8_make_valid (name, -1);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                   "“%s” can't be the name of a signal", shown);
      return FALSE;
    }

  id = g_signal_lookup (name, type);
  if (id == 0 || id == method->signal_id)
    return TRUE;

  g_signal_query (id, &query);
  g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS,
               "%s can't have the signal %s for the method %s of %s: %s has a signal of that name. "
               "Another prefix helps, or CPG_OUTGOING_NO_SIGNALS",
               g_type_name (type), name, method->name,
               g_type_name (method->contract->gtype), g_type_name (query.itype));
  return FALSE;
}

static guint
mirror_method (GType       type,
               CpgMethod  *method,
               const char *name)
{
  GClosure *closure = cpg_signal_point_new_class_closure (method);

  /* A class that implements a contract of signals has the signal already: its
   * own emissions are what the sinks are to hear. */
  if (method->signal_id != 0 && g_signal_lookup (name, type) == method->signal_id)
    {
      g_signal_override_class_closure (method->signal_id, type, closure);
      return method->signal_id;
    }

  /* No emission hooks: CPG_FIRE() does not come by them when nothing else is
   * connected. */
  return cpg_signal_point_new_signal (name, type, G_SIGNAL_RUN_LAST | G_SIGNAL_NO_HOOKS,
                                      method, closure);
}

static gboolean
has_signal (const Declaration *declaration,
            const CpgMethod   *method)
{
  return !method->is_notify || (declaration->flags & CPG_OUTGOING_FOREIGN) != 0;
}

/* Makes one signal for each method, or none at all: %FALSE. */
static gboolean
mirror_methods (GType                  type,
                Declaration           *declaration,
                const char            *prefix,
                GError               **error)
{
  GPtrArray *methods = declaration->contract->methods;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (methods, i);
      char *name = get_signal_name (method, prefix);

      g_ptr_array_add (names, name);
      if (has_signal (declaration, method) && !check_signal_name (type, method, name, error))
        return FALSE;
    }

  declaration->signal_ids = g_new (guint, methods->len);
  for (guint i = 0; i < methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (methods, i);

      declaration->signal_ids[i] = has_signal (declaration, method)
                                     ? mirror_method (type, method, g_ptr_array_index (names, i)) : 0;
    }
  return TRUE;
}

static void source_release (gpointer data);

/* Sources that are there already and shown in a list have one point more. */
static void
tell_listed_sources (void)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (source_release);

  cpg_lock (&G_LOCK_NAME (declarations));
  for (GList *l = listed_sources; l != NULL; l = l->next)
    g_ptr_array_add (sources, g_atomic_rc_box_acquire (l->data));
  cpg_unlock (&G_LOCK_NAME (declarations));

  for (guint i = 0; i < sources->len; i++)
    cpg_mirror_slot_changed (&((CpgSource *) g_ptr_array_index (sources, i))->mirrors);
}

/**
 * cpg_type_add_outgoing_interface:
 * @type: the type of a class of objects
 * @iface: the type of an outgoing interface
 * @flags: how @type has it
 * @signal_prefix: (nullable): what the names of the signals are to begin
 *   with, for names that are taken: with `stock` the method `price-changed` is
 *   the signal `stock-price-changed`
 * @error: return location for an error
 *
 * Declares an outgoing interface of a class: its objects, and those of its
 * subclasses, have a connection point for it from then on, and its methods
 * are signals of the class, with the same parameters and the same answer. In C,
 * CPG_OUTGOING_INTERFACE() does it where the type is defined.
 *
 * A class that is no connection point container yet becomes one, as long as it
 * has not been used: a class defined in a scripting language derives from
 * #CpgConnectable, or implements #CpgConnectionPointContainer.
 *
 * The signals have no emission hooks. Where the class itself implements an
 * interface that is a contract by its signals, those signals are the ones.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_EXISTS if the class has the
 *   interface, a default interface or a signal of such a name already,
 *   %CPG_ERROR_NOT_CONNECTABLE if it is too late to make it a container,
 *   %CPG_ERROR_INVALID_CONTRACT if @iface is no outgoing interface, or
 *   %CPG_ERROR_INVALID_ARGUMENT if @type is no class of objects
 *
 * Since: 1.0
 */
gboolean
cpg_type_add_outgoing_interface (GType              type,
                                 GType              iface,
                                 CpgOutgoingFlags   flags,
                                 const char        *signal_prefix,
                                 GError           **error)
{
  static GRecMutex one_at_a_time;
  CpgOutgoingInterface *contract;
  Declaration *declaration;

  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  init_quarks ();
  contract = cpg_outgoing_interface_for_type (iface, error);
  if (contract == NULL)
    return FALSE;

  /* The signals of the ancestors are there once their classes are. To make a
   * class runs other people's code. */
  if (G_TYPE_IS_CLASSED (type) && g_type_parent (type) != G_TYPE_INVALID)
    g_type_class_ref (g_type_parent (type));

  g_rec_mutex_lock (&one_at_a_time);

  if (!check_type (type, contract, flags, error))
    {
      g_rec_mutex_unlock (&one_at_a_time);
      return FALSE;
    }

  declaration = g_new0 (Declaration, 1);
  declaration->contract = contract;
  declaration->flags = flags;
  if (!(flags & CPG_OUTGOING_NO_SIGNALS) &&
      !mirror_methods (type, declaration, signal_prefix, error))
    {
      g_rec_mutex_unlock (&one_at_a_time);
      g_free (declaration);
      return FALSE;
    }

  if (!g_type_is_a (type, CPG_TYPE_CONNECTION_POINT_CONTAINER))
    {
      const GInterfaceInfo info = { NULL, NULL, NULL };

      g_type_add_interface_static (type, CPG_TYPE_CONNECTION_POINT_CONTAINER, &info);
    }

  cpg_lock (&G_LOCK_NAME (declarations));
  {
    GPtrArray *own = g_type_get_qdata (type, declarations_quark);

    if (own == NULL)
      {
        own = g_ptr_array_new ();
        g_type_set_qdata (type, declarations_quark, own);
      }
    g_ptr_array_add (own, declaration);
  }
  cpg_unlock (&G_LOCK_NAME (declarations));

  g_rec_mutex_unlock (&one_at_a_time);

  tell_listed_sources ();
  return TRUE;
}

/**
 * cpg_type_declare_outgoing_interface: (skip)
 * @type: the type of a class of objects
 * @iface: the type of an outgoing interface
 * @flags: how @type has it
 * @signal_prefix: (nullable): what the names of the signals are to begin with
 *
 * What CPG_OUTGOING_INTERFACE() calls: cpg_type_add_outgoing_interface() with a
 * critical for what is wrong.
 *
 * Since: 1.0
 */
void
cpg_type_declare_outgoing_interface (GType             type,
                                     GType             iface,
                                     CpgOutgoingFlags  flags,
                                     const char       *signal_prefix)
{
  g_autoptr (GError) error = NULL;

  if (!cpg_type_add_outgoing_interface (type, iface, flags, signal_prefix, &error))
    g_critical ("%s", error->message);
}

/**
 * cpg_type_list_outgoing_interfaces:
 * @type: a type
 * @n_interfaces: (out): return location for their number
 *
 * Lists the outgoing interfaces that the objects of a class have, without
 * making one: those of its ancestors first, each in the order they were declared
 * in. What COM's type information says of a coclass.
 *
 * A source that serves connection points in ways of its own may have others:
 * cpg_connection_point_container_enum_connection_points() asks the object.
 *
 * Returns: (transfer full) (array length=n_interfaces): the types of the
 *   interfaces, to be freed with g_free(); none if @type is no source
 *
 * Since: 1.0
 */
GType *
cpg_type_list_outgoing_interfaces (GType  type,
                                   guint *n_interfaces)
{
  g_autoptr (GPtrArray) declarations = list_declarations (type);
  GType *interfaces = g_new (GType, declarations->len + 1);

  for (guint i = 0; i < declarations->len; i++)
    interfaces[i] = ((Declaration *) g_ptr_array_index (declarations, i))->contract->gtype;
  interfaces[declarations->len] = G_TYPE_INVALID;

  if (n_interfaces != NULL)
    *n_interfaces = declarations->len;
  return interfaces;
}

/**
 * cpg_type_get_outgoing_flags:
 * @type: the type of a class of objects
 * @iface: one of its outgoing interfaces
 *
 * Says how a class, or the ancestor that declared it, has an outgoing
 * interface: COM's implementation flags. Where both a class and an ancestor
 * declare a default interface, that of the class counts.
 *
 * Returns: the flags, %CPG_OUTGOING_NONE if @iface is no outgoing interface of
 *   the class
 *
 * Since: 1.0
 */
CpgOutgoingFlags
cpg_type_get_outgoing_flags (GType type,
                             GType iface)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_peek (iface);
  const Declaration *declaration = contract != NULL ? find_declaration (type, contract) : NULL;

  return declaration != NULL ? declaration->flags & ~CPG_OUTGOING_FOREIGN : CPG_OUTGOING_NONE;
}

/**
 * cpg_type_get_outgoing_signal:
 * @type: the type of a class of objects
 * @method: a method of one of its outgoing interfaces
 *
 * Gives the name of the signal of a class that is a method: that of the method
 * itself, or one with a prefix.
 *
 * Returns: (nullable) (transfer none): the name, or %NULL if there is no such
 *   signal: the class does not have the interface, or has it with
 *   %CPG_OUTGOING_NO_SIGNALS, or the method tells of a property, for which
 *   there is #GObject::notify
 *
 * Since: 1.0
 */
const char *
cpg_type_get_outgoing_signal (GType      type,
                              CpgMethod *method)
{
  const Declaration *declaration;

  g_return_val_if_fail (CPG_IS_METHOD (method), NULL);

  declaration = find_declaration (type, method->contract);
  if (declaration == NULL || declaration->signal_ids == NULL || declaration->signal_ids[method->index] == 0)
    return NULL;
  return g_signal_name (declaration->signal_ids[method->index]);
}

/* Points --------------------------------------------------------------------- */

static void
source_clear (gpointer data)
{
  CpgSource *self = data;

  cpg_mirror_slot_clear (&self->mirrors);
  g_ptr_array_unref (self->points);
  g_mutex_clear (&self->lock);
}

static void
source_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, source_clear);
}

/* The object is finalized. */
static void
source_dropped (gpointer data)
{
  CpgSource *self = data;

  cpg_lock (&G_LOCK_NAME (declarations));
  if (self->is_listed)
    listed_sources = g_list_remove (listed_sources, self);
  self->is_listed = FALSE;
  cpg_unlock (&G_LOCK_NAME (declarations));

  source_release (self);
}

/* The object is disposed: the source is gone. */
static void
source_gone (gpointer  data,
             GObject  *where_the_object_was)
{
  CpgSource *self = data;
  guint n_points;

  cpg_lock_check ();
  /* From now on points are made without a source. */
  cpg_lock (&self->lock);
  self->object = NULL;
  n_points = self->points->len;
  cpg_unlock (&self->lock);

  for (guint i = 0; i < n_points; i++)
    {
      CpgSignalPoint *point;

      cpg_lock (&self->lock);
      point = g_ptr_array_index (self->points, i); /* stays as long as @self */
      cpg_unlock (&self->lock);
      cpg_signal_point_disconnect (point);
    }
  cpg_mirror_slot_changed (&self->mirrors);
  source_release (self);
}

static CpgSource *
get_source (GObject *object)
{
  CpgSource *self;

  init_quarks ();
  self = g_object_get_qdata (object, source_quark);
  if (self != NULL)
    return self;

  cpg_lock (&G_LOCK_NAME (sources));
  self = g_object_get_qdata (object, source_quark);
  if (self == NULL)
    {
      self = g_atomic_rc_box_new0 (CpgSource);
      g_mutex_init (&self->lock);
      self->object = object;
      self->points = g_ptr_array_new_with_free_func (g_object_unref);
      cpg_mirror_slot_init (&self->mirrors);
      g_object_weak_ref (object, source_gone, g_atomic_rc_box_acquire (self));
      g_object_set_qdata_full (object, source_quark, self, source_dropped);
    }
  cpg_unlock (&G_LOCK_NAME (sources));

  return self;
}

static CpgSignalPoint *
find_point_unlocked (CpgSource            *self,
                     CpgOutgoingInterface *contract)
{
  for (guint i = 0; i < self->points->len; i++)
    {
      CpgSignalPoint *point = g_ptr_array_index (self->points, i);

      if (point->contract == contract)
        return point;
    }
  return NULL;
}

CpgSignalPoint *
cpg_source_peek_point (GObject              *object,
                       CpgOutgoingInterface *contract)
{
  CpgSource *self = g_object_get_qdata (object, source_quark);
  CpgSignalPoint *point;

  if (self == NULL)
    return NULL;

  cpg_lock (&self->lock);
  point = find_point_unlocked (self, contract);
  cpg_unlock (&self->lock);

  return point;
}

CpgSignalPoint *
cpg_source_make_point (GObject              *object,
                       CpgOutgoingInterface *contract)
{
  CpgSignalPoint *point = cpg_source_peek_point (object, contract);
  const Declaration *declaration;
  CpgSource *self;

  if (point != NULL)
    return point;
  declaration = find_declaration (G_OBJECT_TYPE (object), contract);
  if (declaration == NULL)
    return NULL;

  self = get_source (object);
  cpg_lock (&self->lock);
  point = find_point_unlocked (self, contract);
  if (point == NULL)
    {
      point = cpg_signal_point_new (contract, declaration->signal_ids, self->object);
      g_ptr_array_add (self->points, point);
    }
  cpg_unlock (&self->lock);

  return point;
}

CpgConnectionPoint *
cpg_source_find_point (GObject  *object,
                       GType     iface,
                       GError  **error)
{
  if (!CPG_IS_CONNECTION_POINT_CONTAINER (object))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_NOT_CONNECTABLE,
                   "%s is no source of events: it does not implement %s",
                   G_OBJECT_TYPE_NAME (object), g_type_name (CPG_TYPE_CONNECTION_POINT_CONTAINER));
      return NULL;
    }

  return iface == G_TYPE_INVALID || iface == G_TYPE_NONE
           ? cpg_connection_point_container_find_default (CPG_CONNECTION_POINT_CONTAINER (object), error)
           : cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (object), iface, error);
}

/* The defaults of the container ------------------------------------------------- */

static CpgConnectionPoint *
source_find_connection_point (CpgConnectionPointContainer  *container,
                              const CpgGuid                *iid,
                              GError                      **error)
{
  g_autoptr (GPtrArray) declarations = list_declarations (G_OBJECT_TYPE (container));
  g_autofree char *text = NULL;
  g_autoptr (GString) others = NULL;

  for (guint i = 0; i < declarations->len; i++)
    {
      Declaration *declaration = g_ptr_array_index (declarations, i);

      if (cpg_guid_equal (&declaration->contract->iid, iid))
        return g_object_ref (CPG_CONNECTION_POINT (cpg_source_make_point (G_OBJECT (container),
                                                                          declaration->contract)));
    }

  others = g_string_new (NULL);
  for (guint i = 0; i < declarations->len; i++)
    g_string_append_printf (others, "%s%s", i > 0 ? ", " : "",
                            g_type_name (((Declaration *) g_ptr_array_index (declarations, i))->contract->gtype));
  text = cpg_guid_to_string (iid);
  if (cpg_outgoing_interface_for_iid (iid) != NULL)
    g_set_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION,
                 "%s does not have the outgoing interface %s; it has %s", G_OBJECT_TYPE_NAME (container),
                 g_type_name (cpg_outgoing_interface_for_iid (iid)->gtype),
                 others->len > 0 ? others->str : "none");
  else
    g_set_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION,
                 "%s has no outgoing interface with the IID %s; it has %s",
                 G_OBJECT_TYPE_NAME (container), text, others->len > 0 ? others->str : "none");
  return NULL;
}

static GPtrArray *
make_points (GObject *object)
{
  g_autoptr (GPtrArray) declarations = list_declarations (G_OBJECT_TYPE (object));
  GPtrArray *points = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < declarations->len; i++)
    {
      Declaration *declaration = g_ptr_array_index (declarations, i);

      g_ptr_array_add (points, g_object_ref (cpg_source_make_point (object, declaration->contract)));
    }
  return points;
}

static CpgEnumConnectionPoints *
source_enum_connection_points (CpgConnectionPointContainer *container)
{
  return cpg_snapshot_new_of_points (make_points (G_OBJECT (container)));
}

/* For the list model, which shows no points of an object that is gone. */
static GPtrArray *
fetch_points (GObject *origin)
{
  CpgSource *self = get_source (origin);
  gboolean is_gone;

  cpg_lock (&self->lock);
  is_gone = self->object == NULL;
  cpg_unlock (&self->lock);

  return is_gone ? g_ptr_array_new () : make_points (origin);
}

static gsize
get_point_key (gpointer item)
{
  return GPOINTER_TO_SIZE (item);
}

static GListModel *
source_list_connection_points (CpgConnectionPointContainer *container)
{
  CpgSource *self = get_source (G_OBJECT (container));

  cpg_lock (&G_LOCK_NAME (declarations));
  if (!self->is_listed)
    listed_sources = g_list_prepend (listed_sources, self);
  self->is_listed = TRUE;
  cpg_unlock (&G_LOCK_NAME (declarations));

  return cpg_mirror_slot_get (&self->mirrors, G_OBJECT (container), CPG_TYPE_CONNECTION_POINT,
                              fetch_points, get_point_key);
}

static CpgOutgoingInterface *
source_get_default_interface (CpgConnectionPointContainer *container)
{
  g_autoptr (GPtrArray) declarations = list_declarations (G_OBJECT_TYPE (container));

  /* A subclass may declare another default than its ancestors. */
  for (guint i = declarations->len; i > 0; i--)
    {
      Declaration *declaration = g_ptr_array_index (declarations, i - 1);

      if (declaration->flags & CPG_OUTGOING_DEFAULT)
        return declaration->contract;
    }
  return NULL;
}

void
cpg_connection_point_container_set_defaults (CpgConnectionPointContainerInterface *iface)
{
  iface->find_connection_point = source_find_connection_point;
  iface->enum_connection_points = source_enum_connection_points;
  iface->list_connection_points = source_list_connection_points;
  iface->get_default_interface = source_get_default_interface;
}

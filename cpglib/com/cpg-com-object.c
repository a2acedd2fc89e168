/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-dialect-private.h>
#include <cpglib/com/cpg-com-event-sink-private.h>
#include <cpglib/com/cpg-com-object-private.h>
#include <cpglib/com/cpg-com-type-reader-private.h>
#include <cpglib/com/cpg-com-wrap-private.h>
#include <cpglib/com/cpg-hresult-private.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/engine/cpg-snapshot-private.h>
#include <cpglib/signals/cpg-property-notify-sink.h>
#include <cpglib/signals/cpg-source-private.h>

/**
 * SECTION:cpg-com-object
 * @title: CpgComObject
 * @short_description: a COM object whose events are signals
 * @see_also: #CpgComDialect, cpg_com_export()
 *
 * Where COM objects come in.
 */

/**
 * CpgComObject:
 *
 * What stands for a COM object of somebody else: a #GObject whose connection
 * points are those of the COM object and whose signals are their methods.
 *
 * |[<!-- language="C" -->
 * g_autoptr (CpgComObject) font = cpg_com_import (unknown, cpg_com_dialect_wine (), &error);
 *
 * g_signal_connect (font, "font-changed", G_CALLBACK (font_changed_cb), self);
 * ]|
 *
 * **Which points there are** is asked of the COM object's
 * `IConnectionPointContainer`. One that does not enumerate its points, as many
 * do not, is asked for the source interfaces that its type information names,
 * for `IPropertyNotifySink`, and for every outgoing interface of the process.
 *
 * **What the methods of a point are** is, in this order: the outgoing
 * interface that is registered with its IID, so register those first that you
 * know; what the COM object's type information says (`IProvideClassInfo`, or
 * the type library of its `IDispatch`), which becomes an outgoing interface
 * `CpgCom_` and its name; or else one method `invoke`, with the DISPID and the
 * arguments, a #GValueArray, which is what bindings read: a list in Python, and in
 * JavaScript what one iterates over. An in-out argument is a #CpgByRef there.
 *
 * An object's type is made once for each set of interfaces. Where two have a
 * method of the same name, the signal of the second one has the name of its
 * interface before it.
 *
 * **When it hears**: every point whose interface is known is connected to
 * (`IConnectionPoint::Advise`) by cpg_com_import(), for nobody can tell when
 * the first handler of a signal is connected. A point whose interface nobody
 * knows may be of a kind that `IDispatch` can't serve; it is connected to when
 * cpg_connection_point_container_find_connection_point() is asked for it,
 * unless the COM object says that it is one for `IDispatch`. So is a point that
 * is found by its IID only later, which has no signals.
 *
 * A property of the COM object that changes is the signal `property-changed`,
 * with the name of the property, or with its DISPID as text if it has no
 * name, or %NULL if there are several. The signal `property-request-edit` comes
 * before a change; a handler that answers %FALSE refuses it. Both are methods
 * of #CpgPropertyNotifySink.
 *
 * **Threads**: signal handlers and sinks are called in the thread in which the
 * COM object fires, but for sinks that are advised with %CPG_ADVISE_CONTEXT.
 * Who asks for a point while another thread connects to it waits, to be told
 * what comes of that; who is called by the COM object in the middle of it, or hears
 * an event of any COM object, does not.
 *
 * The last reference ends all connections, and then releases the COM object.
 * COM may demand that this happens in the thread that connected: if the last
 * reference goes in another thread, it is left to the main context that was
 * the thread's default in cpg_com_import(), which has to be run.
 *
 * **Arguments**: a COM object that comes as an argument of an event, or as an
 * answer, is imported as cpg_com_import() does it, and is the same
 * #CpgComObject if it was imported before. One that has no
 * `IConnectionPointContainer` costs one question, and what comes with an event
 * that nobody hears is not looked at.
 *
 * Since: 1.0
 */

/* More are an enumerator's that has no end. */
#define MAX_POINTS 256

typedef enum {
  IDLE,
  ADVISING,
  ADVISED
} State;

/* One connection point of the COM object. */
typedef struct {
  CpgGuid               iid;
  gpointer              point;        /* (owned): IConnectionPoint */
  CpgOutgoingInterface *contract;     /* (unowned): contracts stay */
  CpgComKind            kind;
  gboolean              is_default;
  gboolean              is_known;     /* its sinks are sure to be called as they expect */
  gboolean              is_impossible; /* its sinks would be called by a vtable that is not known */
  CpgSignalPoint       *late;         /* (owned) (nullable): of one that the class does not have */
  State                 state;
  GThread              *thread;       /* (unowned) (nullable): who is just ADVISING, and so is there */
  gpointer              sink;         /* (owned) (nullable): ours, as long as it is connected */
  guint32               cookie;       /* 0 is one too, with some */
} Foreign;

typedef struct {
  const CpgComDialect *dialect;  /* (nullable): interned */
  gpointer             unknown;  /* (owned) (nullable): its identity; NULL once it is disposed */
  GThread             *thread;   /* (owned): where it was imported; the address of one that is freed
                                  * may be another's */
  GMainContext        *context;  /* (owned) (nullable) */

  GMutex               lock;     /* guards what follows; nobody else's code runs under it */
  GCond                advised;  /* that of a point ADVISING came to an end */
  GPtrArray           *foreigns; /* (owned) (element-type Foreign): grows only */
  GHashTable          *names;    /* (owned) (element-type int utf8): of properties */
} CpgComObjectPrivate;

static void container_init (CpgConnectionPointContainerInterface *iface);

G_DEFINE_TYPE_WITH_CODE (CpgComObject, cpg_com_object, G_TYPE_OBJECT,
                         G_ADD_PRIVATE (CpgComObject)
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT_CONTAINER, container_init))

static CpgConnectionPointContainerInterface defaults;

static CpgComObjectPrivate *
get_private (CpgComObject *self)
{
  return cpg_com_object_get_instance_private (self);
}

static void
foreign_free (gpointer data)
{
  Foreign *self = data;

  g_clear_object (&self->late);
  g_free (self);
}

/* Identities --------------------------------------------------------------------- */

typedef struct {
  gpointer             unknown;
  const CpgComDialect *dialect;
} Key;

/* What stands for a COM object; in an atomic reference box. */
typedef struct {
  GWeakRef  ref;
  gpointer  object; /* whom it is of, alive or not */
} Entry;

/* Guards the table; nobody else's code runs under it. While an object is in it, it
 * holds a reference to the COM object, so that the address is no other's. */
G_LOCK_DEFINE_STATIC (objects);
static GHashTable *objects; /* (element-type Key Entry) */

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_direct_hash (key->unknown) ^ g_direct_hash (key->dialect);
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *one = a, *other = b;

  return one->unknown == other->unknown && one->dialect == other->dialect;
}

static void
entry_clear (gpointer data)
{
  g_weak_ref_clear (&((Entry *) data)->ref);
}

static void
entry_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, entry_clear);
}

static Entry *
entry_new (CpgComObject *object)
{
  Entry *self = g_atomic_rc_box_new0 (Entry);

  g_weak_ref_init (&self->ref, object);
  self->object = object;
  return self;
}

/* (transfer full) (nullable) */
static Entry *
lookup_entry (const Key *key)
{
  Entry *entry;

  cpg_lock (&G_LOCK_NAME (objects));
  entry = objects != NULL ? g_hash_table_lookup (objects, key) : NULL;
  if (entry != NULL)
    g_atomic_rc_box_acquire (entry);
  cpg_unlock (&G_LOCK_NAME (objects));

  return entry;
}

/* (transfer full) (nullable): what stands for a COM object already */
static CpgComObject *
lookup_object (const Key *key)
{
  Entry *entry = lookup_entry (key);
  CpgComObject *object = entry != NULL ? g_weak_ref_get (&entry->ref) : NULL;

  if (entry != NULL)
    entry_unref (entry);
  return object;
}

/* Makes @object the one that stands for a COM object, unless there is one: then
 * that takes its place. (transfer full) */
static CpgComObject *
insert_object (const Key    *key,
               CpgComObject *object)
{
  Entry *fresh = entry_new (object), *old = NULL;
  gpointer old_key = NULL;

  while (TRUE)
    {
      CpgComObject *other = lookup_object (key);
      Entry *found;
      gboolean is_mine;

      if (other != NULL)
        {
          g_object_unref (object);
          entry_unref (fresh);
          return other;
        }

      /* Whoever was there is no more; unless it is another now. */
      old = lookup_entry (key);
      cpg_lock (&G_LOCK_NAME (objects));
      if (objects == NULL)
        objects = g_hash_table_new (key_hash, key_equal);
      found = g_hash_table_lookup (objects, key);
      is_mine = found == old;
      if (is_mine)
        {
          if (found != NULL)
            g_hash_table_steal_extended (objects, key, &old_key, NULL);
          g_hash_table_insert (objects, g_memdup2 (key, sizeof *key), fresh);
        }
      cpg_unlock (&G_LOCK_NAME (objects));

      if (old != NULL)
        entry_unref (old);
      if (!is_mine)
        continue;
      if (old_key != NULL)
        {
          g_free (old_key);
          entry_unref (old); /* the table's */
        }
      return object;
    }
}

static void
remove_object (const Key    *key,
               CpgComObject *object)
{
  gpointer old_key = NULL, entry = NULL;

  cpg_lock (&G_LOCK_NAME (objects));
  if (objects != NULL)
    {
      entry = g_hash_table_lookup (objects, key);
      if (entry != NULL && ((Entry *) entry)->object == object)
        g_hash_table_steal_extended (objects, key, &old_key, NULL);
      else
        entry = NULL;
    }
  cpg_unlock (&G_LOCK_NAME (objects));

  g_free (old_key);
  if (entry != NULL)
    entry_unref (entry);
}

/* The end ------------------------------------------------------------------------- */

/* What is left to do when an object is gone. */
typedef struct {
  const CpgComDialect *dialect;
  gpointer             unknown;  /* (owned) */
  GArray              *foreigns; /* (element-type Foreign): with what they own */
} Ending;

static void
unadvise (const CpgComDialect *dialect,
          Foreign             *foreign)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpu");
  void *args[] = { &foreign->cookie };
  guint32 result;

  if (foreign->sink == NULL)
    return;

  result = cpg_com_call (dialect, foreign->point, CPG_SLOT_POINT_UNADVISE, &signature, args);
  if (CPG_HRESULT_FAILED (result))
    g_debug ("Unadvise (%u) of %s gave 0x%08X", foreign->cookie, g_type_name (foreign->contract->gtype), result);
  cpg_com_clear (dialect, &foreign->sink);
}

static gboolean
end_now (gpointer data)
{
  return G_SOURCE_REMOVE;
}

static void
ending_finish (gpointer data)
{
  Ending *self = data;

  cpg_lock_check ();
  for (guint i = 0; i < self->foreigns->len; i++)
    {
      Foreign *foreign = &g_array_index (self->foreigns, Foreign, i);

      unadvise (self->dialect, foreign);
      cpg_com_clear (self->dialect, &foreign->point);
    }
  cpg_com_clear (self->dialect, &self->unknown);
  g_array_unref (self->foreigns);
  g_free (self);
}

/* Also if the context ends before it is run: what ends then is the source. */
static void
finish_in_context (Ending       *ending,
                   GMainContext *context)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, end_now, ending, ending_finish);
  g_source_set_static_name (source, "[cpglib] end of a COM object");
  g_source_attach (source, context);
}

static void
cpg_com_object_dispose (GObject *object)
{
  CpgComObject *self = CPG_COM_OBJECT (object);
  CpgComObjectPrivate *priv = get_private (self);
  Ending *ending = NULL;

  if (priv->unknown != NULL)
    {
      const Key key = { priv->unknown, priv->dialect };

      remove_object (&key, self);
      ending = g_new0 (Ending, 1);
      ending->dialect = priv->dialect;
      ending->foreigns = g_array_new (FALSE, TRUE, sizeof (Foreign));

      cpg_lock (&priv->lock);
      ending->unknown = g_steal_pointer (&priv->unknown);
      for (guint i = 0; i < priv->foreigns->len; i++)
        {
          Foreign *foreign = g_ptr_array_index (priv->foreigns, i), its = *foreign;

          /* Who is just ADVISING ends that. */
          if (foreign->state == ADVISING)
            its.point = NULL;
          else
            foreign->point = foreign->sink = NULL;
          g_array_append_val (ending->foreigns, its);
        }
      cpg_unlock (&priv->lock);

      for (guint i = 0; i < ending->foreigns->len; i++)
        {
          Foreign *foreign = &g_array_index (ending->foreigns, Foreign, i);

          if (foreign->sink != NULL)
            cpg_com_event_sink_detach (foreign->sink);
          if (foreign->late != NULL)
            cpg_signal_point_disconnect (foreign->late);
        }

      if (priv->context == NULL || priv->thread == g_thread_self ())
        ending_finish (ending);
      else
        finish_in_context (ending, priv->context);
    }

  G_OBJECT_CLASS (cpg_com_object_parent_class)->dispose (object);
}

static void
cpg_com_object_finalize (GObject *object)
{
  CpgComObjectPrivate *priv = get_private (CPG_COM_OBJECT (object));

  g_ptr_array_unref (priv->foreigns);
  g_hash_table_unref (priv->names);
  g_clear_pointer (&priv->context, g_main_context_unref);
  g_thread_unref (priv->thread);
  g_mutex_clear (&priv->lock);
  g_cond_clear (&priv->advised);

  G_OBJECT_CLASS (cpg_com_object_parent_class)->finalize (object);
}

static void
cpg_com_object_class_init (CpgComObjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cpg_com_object_dispose;
  object_class->finalize = cpg_com_object_finalize;
}

/* One that a script makes by itself is of a COM object that is gone. */
static void
cpg_com_object_init (CpgComObject *self)
{
  CpgComObjectPrivate *priv = get_private (self);

  g_mutex_init (&priv->lock);
  g_cond_init (&priv->advised);
  priv->foreigns = g_ptr_array_new_with_free_func (foreign_free);
  priv->names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  priv->thread = g_thread_ref (g_thread_self ());
}

/* Foreign points -------------------------------------------------------------------- */

static gpointer
find_foreign_point (const CpgComDialect *dialect,
                    gpointer             container,
                    const CpgGuid       *iid)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpgp");
  gpointer out = NULL, *address = &out;
  void *args[] = { &iid, &address };

  /* Some succeed with nothing, and some fail with rubbish. */
  return CPG_HRESULT_FAILED (cpg_com_call (dialect, container, CPG_SLOT_CONTAINER_FIND_CONNECTION_POINT,
                                           &signature, args)) ? NULL : out;
}

static gboolean
get_foreign_iid (const CpgComDialect *dialect,
                 gpointer             point,
                 CpgGuid             *iid)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpp");
  void *args[] = { &iid };

  *iid = cpg_iid_null;
  if (CPG_HRESULT_FAILED (cpg_com_call (dialect, point, CPG_SLOT_POINT_GET_CONNECTION_INTERFACE, &signature, args)))
    return FALSE;
  if (dialect->iid_is_big_endian)
    cpg_com_guid_swap (iid);
  return !cpg_guid_equal (iid, &cpg_iid_null);
}

/* What a COM object's points are found with. */
typedef struct {
  const CpgComDialect *dialect;
  gpointer             container; /* (owned) (nullable): IConnectionPointContainer */
  CpgComTypeReader     reader;    /* if there is a container */
  GPtrArray           *foreigns;  /* (owned) (element-type Foreign) */
} Finder;

static void
finder_init (Finder              *self,
             gpointer             unknown,
             const CpgComDialect *dialect)
{
  self->dialect = dialect;
  cpg_com_query_interface (dialect, unknown, &cpg_iid_connection_point_container, &self->container);
  if (self->container != NULL)
    cpg_com_type_reader_init (&self->reader, unknown, dialect);
  self->foreigns = g_ptr_array_new_with_free_func (foreign_free);
}

static void
finder_clear (Finder *self)
{
  g_clear_pointer (&self->foreigns, g_ptr_array_unref);
  if (self->container != NULL)
    cpg_com_type_reader_clear (&self->reader);
  cpg_com_clear (self->dialect, &self->container);
}

static gboolean
finder_has (Finder        *self,
            const CpgGuid *iid)
{
  for (guint i = 0; i < self->foreigns->len; i++)
    if (cpg_guid_equal (&((Foreign *) g_ptr_array_index (self->foreigns, i))->iid, iid))
      return TRUE;
  return FALSE;
}

/* What the methods of a point are. Takes over @point. */
static Foreign *
finder_describe (Finder        *self,
                 const CpgGuid *iid,
                 gpointer       point)
{
  const CpgComSourceInfo *source = cpg_com_type_reader_find (&self->reader, iid);
  CpgComEvidence evidence = cpg_com_type_reader_get_evidence (&self->reader, iid);
  Foreign *foreign = g_new0 (Foreign, 1);

  foreign->iid = *iid;
  foreign->point = point;
  foreign->is_default = source != NULL && source->is_default;
  foreign->is_known = TRUE;

  foreign->contract = cpg_com_type_reader_find_contract (iid);
  if (foreign->contract == NULL)
    foreign->contract = cpg_com_type_reader_make_contract (&self->reader, iid, NULL);
  if (foreign->contract == NULL)
    {
      foreign->contract = cpg_com_event_sink_get_catch_all (iid, NULL);
      foreign->is_known = evidence == CPG_COM_EVIDENCE_DISPATCH;
      foreign->is_impossible = evidence == CPG_COM_EVIDENCE_VTABLE;
    }

  /* Who declared a contract may not know what it is in COM. */
  foreign->kind = cpg_com_interface_get_kind (foreign->contract->gtype);
  if (foreign->kind == CPG_COM_KIND_CUSTOM && evidence == CPG_COM_EVIDENCE_DISPATCH)
    foreign->kind = CPG_COM_KIND_DISPATCH;

  return foreign;
}

/* Takes over @point. */
static void
finder_add (Finder        *self,
            const CpgGuid *iid,
            gpointer       point)
{
  if (point != NULL && !finder_has (self, iid))
    g_ptr_array_add (self->foreigns, finder_describe (self, iid, point));
  else
    cpg_com_clear (self->dialect, &point);
}

static void
finder_ask (Finder        *self,
            const CpgGuid *iid)
{
  if (!finder_has (self, iid))
    finder_add (self, iid, find_foreign_point (self->dialect, self->container, iid));
}

/* Gives up where something is odd: what is there by then is good. */
static void
finder_enumerate (Finder *self)
{
  static CpgComSignature enum_signature = CPG_COM_SIGNATURE ("hpp");
  static CpgComSignature next_signature = CPG_COM_SIGNATURE ("hplpp");
  gpointer points = NULL, *points_address = &points;
  void *enum_args[] = { &points_address };

  if (CPG_HRESULT_FAILED (cpg_com_call (self->dialect, self->container, CPG_SLOT_CONTAINER_ENUM_CONNECTION_POINTS,
                                        &enum_signature, enum_args)))
    points = NULL;

  for (guint i = 0; points != NULL && i < MAX_POINTS; i++)
    {
      guint64 one = 1, fetched = 0, *fetched_address = &fetched;
      gpointer point = NULL, *address = &point;
      void *args[] = { &one, &address, &fetched_address };
      guint32 result = cpg_com_call (self->dialect, points, CPG_SLOT_ENUM_NEXT, &next_signature, args);
      CpgGuid iid;

      /* S_OK with nothing is an end too; S_FALSE leaves nothing that is meant, unless
       * it counts it. */
      if (CPG_HRESULT_FAILED (result) || point == NULL || (result != CPG_S_OK && fetched == 0))
        break;
      if (get_foreign_iid (self->dialect, point, &iid))
        finder_add (self, &iid, g_steal_pointer (&point));
      cpg_com_clear (self->dialect, &point);
    }
  cpg_com_clear (self->dialect, &points);
}

static void
finder_run (Finder *self)
{
  if (self->container == NULL)
    return;

  finder_enumerate (self);
  if (self->foreigns->len == 0)
    {
      g_autoptr (GPtrArray) contracts = cpg_outgoing_interface_list ();

      for (guint i = 0; i < contracts->len; i++)
        {
          CpgOutgoingInterface *contract = g_ptr_array_index (contracts, i);

          if (contract->has_slots)
            finder_ask (self, &contract->iid);
        }
    }

  /* Some enumerate a part. */
  for (guint i = 0; i < self->reader.sources->len; i++)
    {
      const CpgGuid iid = g_array_index (self->reader.sources, CpgComSourceInfo, i).iid;

      finder_ask (self, &iid);
    }
  finder_ask (self, &cpg_iid_property_notify_sink);
}

/* Types --------------------------------------------------------------------------- */

/* Guards the table. */
G_LOCK_DEFINE_STATIC (types);
static GHashTable *types; /* (element-type utf8 GType): by the interfaces */

/* What a set of interfaces is, as text: their contracts stay where they are. */
static char *
make_type_key (GPtrArray *foreigns)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < foreigns->len; i++)
    {
      Foreign *foreign = g_ptr_array_index (foreigns, i);

      g_string_append_printf (key, "%s%p ", foreign->is_default ? "*" : "", (gpointer) foreign->contract);
    }
  return g_string_free (key, FALSE);
}

static char *
make_type_name (GPtrArray *foreigns)
{
  GString *name = g_string_new ("CpgComObject");
  gsize length;

  for (guint i = 0; i < foreigns->len; i++)
    {
      const char *part = g_type_name (((Foreign *) g_ptr_array_index (foreigns, i))->contract->gtype);

      g_string_append_printf (name, "_%s", g_str_has_prefix (part, "CpgCom_") ? part + strlen ("CpgCom_") : part);
    }

  length = name->len;
  for (guint i = 2; g_type_from_name (name->str) != G_TYPE_INVALID; i++)
    {
      g_string_truncate (name, length);
      g_string_append_printf (name, "_%u", i);
    }
  return g_string_free (name, FALSE);
}

static void
declare (GType          type,
         const Foreign *foreign)
{
  CpgOutgoingFlags flags = CPG_OUTGOING_FOREIGN | (foreign->is_default ? CPG_OUTGOING_DEFAULT : CPG_OUTGOING_NONE);
  GType iface = foreign->contract->gtype;
  const char *prefix = g_type_name (iface);
  g_autoptr (GError) error = NULL;

  if (cpg_type_add_outgoing_interface (type, iface, flags, NULL, NULL))
    return;

  /* A name is taken. */
  if (g_str_has_prefix (prefix, "CpgCom_"))
    prefix += strlen ("CpgCom_");
  if (!cpg_type_add_outgoing_interface (type, iface, flags, prefix, NULL) &&
      !cpg_type_add_outgoing_interface (type, iface, flags | CPG_OUTGOING_NO_SIGNALS, NULL, &error))
    g_warning ("%s", error->message);
}

static GType
get_object_type (GPtrArray *foreigns)
{
  static GRecMutex one_at_a_time; /* not one that cpg_lock_check() looks at: classes are made under it */
  g_autofree char *key = make_type_key (foreigns);
  g_autofree char *name = NULL;
  GType type;

  if (foreigns->len == 0)
    return CPG_TYPE_COM_OBJECT;

  g_rec_mutex_lock (&one_at_a_time);
  cpg_lock (&G_LOCK_NAME (types));
  if (types == NULL)
    types = g_hash_table_new (g_str_hash, g_str_equal);
  type = GPOINTER_TO_SIZE (g_hash_table_lookup (types, key));
  cpg_unlock (&G_LOCK_NAME (types));

  if (type == G_TYPE_INVALID)
    {
      const GTypeInfo info = {
        .class_size = sizeof (CpgComObjectClass),
        .instance_size = sizeof (CpgComObject)
      };

      name = make_type_name (foreigns);
      type = g_type_register_static (CPG_TYPE_COM_OBJECT, name, &info, G_TYPE_FLAG_NONE);
      for (guint i = 0; i < foreigns->len; i++)
        declare (type, g_ptr_array_index (foreigns, i));

      cpg_lock (&G_LOCK_NAME (types));
      g_hash_table_insert (types, g_steal_pointer (&key), GSIZE_TO_POINTER (type));
      cpg_unlock (&G_LOCK_NAME (types));
    }
  g_rec_mutex_unlock (&one_at_a_time);

  return type;
}

/* Connections to the COM object ------------------------------------------------------ */

static CpgSignalPoint *
get_point (CpgComObject *self,
           Foreign      *foreign)
{
  return foreign->late != NULL ? foreign->late : cpg_source_make_point (G_OBJECT (self), foreign->contract);
}

/* Whether @foreign is for the caller to connect to, and nobody else's meanwhile. Another
 * thread that is just doing it is waited for, to know what came of it. The same one is
 * not: it is called by the COM object from within. Nor does one wait that hears an event:
 * Advise may not come to an end before that does. */
static gboolean
begin_advise (CpgComObjectPrivate *priv,
              Foreign             *foreign)
{
  gboolean is_mine;

  cpg_lock (&priv->lock);
  while (foreign->state == ADVISING && foreign->thread != g_thread_self () && !cpg_com_event_sink_is_called ())
    g_cond_wait (&priv->advised, &priv->lock);
  is_mine = foreign->state == IDLE && foreign->point != NULL;
  if (is_mine)
    {
      foreign->state = ADVISING;
      foreign->thread = g_thread_self ();
    }
  cpg_unlock (&priv->lock);

  return is_mine;
}

/* Takes over @sink, if there is one. %FALSE if the object was disposed of meanwhile. */
static gboolean
end_advise (CpgComObjectPrivate *priv,
            Foreign             *foreign,
            gpointer             sink,
            guint32              cookie)
{
  Foreign left = { .contract = foreign->contract };
  gboolean is_gone;

  cpg_lock (&priv->lock);
  is_gone = priv->unknown == NULL;
  foreign->state = sink != NULL && !is_gone ? ADVISED : IDLE;
  foreign->thread = NULL;
  foreign->cookie = cookie;
  foreign->sink = sink;
  if (is_gone)
    {
      left = *foreign;
      foreign->point = foreign->sink = NULL;
    }
  g_cond_broadcast (&priv->advised);
  cpg_unlock (&priv->lock);

  if (left.sink != NULL)
    cpg_com_event_sink_detach (left.sink);
  unadvise (priv->dialect, &left);
  cpg_com_clear (priv->dialect, &left.point);
  return !is_gone;
}

/* Once. */
static gboolean
advise (CpgComObject  *self,
        Foreign       *foreign,
        GError       **error)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hppp");
  CpgComObjectPrivate *priv = get_private (self);
  g_autoptr (CpgComObject) owned = g_object_ref (self);
  guint32 cookie = 0, *cookie_address = &cookie, result;
  gpointer sink;
  void *args[] = { &sink, &cookie_address };

  if (foreign->is_impossible)
    {
      g_autofree char *text = cpg_guid_to_string (&foreign->iid);

      g_set_error (error, CPG_ERROR, CPG_ERROR_NOT_SUPPORTED,
                   "The interface %s is called through its vtable, which takes what GObject has no types for; "
                   "register an outgoing interface with that IID", text);
      return FALSE;
    }
  if (!begin_advise (priv, foreign))
    return TRUE;

  sink = cpg_com_event_sink_new_for_point (get_point (self, foreign), foreign->kind, &foreign->iid, priv->dialect);
  result = cpg_com_call (priv->dialect, foreign->point, CPG_SLOT_POINT_ADVISE, &signature, args);
  if (CPG_HRESULT_FAILED (result))
    {
      cpg_com_event_sink_detach (sink);
      cpg_com_clear (priv->dialect, &sink);
    }
  if (end_advise (priv, foreign, sink, cookie) && sink != NULL)
    return TRUE;

  if (CPG_HRESULT_FAILED (result))
    cpg_com_set_error (error, result, "The COM object does not take a sink for %s",
                       g_type_name (foreign->contract->gtype));
  else
    g_set_error_literal (error, CPG_ERROR, CPG_ERROR_DISCONNECTED, "The COM object is gone");
  return FALSE;
}

/* Container --------------------------------------------------------------------------- */

/* By the IID that the COM object knows, or by the one that it has here. */
static Foreign *
find_foreign_unlocked (CpgComObjectPrivate *priv,
                       const CpgGuid       *iid)
{
  for (guint i = 0; i < priv->foreigns->len; i++)
    {
      Foreign *foreign = g_ptr_array_index (priv->foreigns, i);

      if (cpg_guid_equal (&foreign->iid, iid) || cpg_guid_equal (&foreign->contract->iid, iid))
        return foreign;
    }
  return NULL;
}

static Foreign *
find_foreign (CpgComObjectPrivate *priv,
              const CpgGuid       *iid)
{
  Foreign *found;

  cpg_lock (&priv->lock);
  found = find_foreign_unlocked (priv, iid);
  cpg_unlock (&priv->lock);

  return found;
}

/* A point that the COM object has though it did not name it. */
static Foreign *
find_late (CpgComObject  *self,
           const CpgGuid *iid)
{
  CpgComObjectPrivate *priv = get_private (self);
  Finder finder = { NULL };
  Foreign *foreign = NULL, *found = NULL;
  gpointer unknown = priv->unknown, point = NULL;

  /* What is called by the COM object meanwhile may dispose of @self. */
  cpg_com_add_ref (priv->dialect, unknown);
  finder_init (&finder, unknown, priv->dialect);
  if (finder.container != NULL)
    point = find_foreign_point (priv->dialect, finder.container, iid);
  if (point != NULL)
    foreign = finder_describe (&finder, iid, point);
  finder_clear (&finder);
  cpg_com_drop_ref (priv->dialect, unknown);
  if (foreign == NULL)
    return NULL;

  foreign->late = cpg_signal_point_new (foreign->contract, NULL, G_OBJECT (self));

  /* Another thread may have been faster. */
  cpg_lock (&priv->lock);
  if (priv->unknown != NULL)
    {
      found = find_foreign_unlocked (priv, iid);
      if (found == NULL)
        {
          g_ptr_array_add (priv->foreigns, foreign);
          found = foreign;
        }
    }
  cpg_unlock (&priv->lock);

  if (found != foreign)
    {
      cpg_com_clear (priv->dialect, &foreign->point);
      foreign_free (foreign);
    }
  return found;
}

static CpgConnectionPoint *
com_object_find_connection_point (CpgConnectionPointContainer  *container,
                                  const CpgGuid                *iid,
                                  GError                      **error)
{
  CpgComObject *self = CPG_COM_OBJECT (container);
  CpgComObjectPrivate *priv = get_private (self);
  Foreign *foreign;

  foreign = find_foreign (priv, iid);
  if (foreign == NULL && priv->unknown != NULL)
    foreign = find_late (self, iid);
  if (priv->unknown == NULL)
    {
      g_set_error_literal (error, CPG_ERROR, CPG_ERROR_DISCONNECTED, "The COM object is gone");
      return NULL;
    }
  if (foreign == NULL)
    return defaults.find_connection_point (container, iid, error);
  if (!advise (self, foreign, error))
    return NULL;

  return g_object_ref (CPG_CONNECTION_POINT (get_point (self, foreign)));
}

/* Those of the class, and those that were found later. */
static CpgEnumConnectionPoints *
com_object_enum_connection_points (CpgConnectionPointContainer *container)
{
  CpgComObjectPrivate *priv = get_private (CPG_COM_OBJECT (container));
  g_autoptr (CpgEnumConnectionPoints) of_class = defaults.enum_connection_points (container);
  GPtrArray *points = cpg_enum_connection_points_next (of_class, G_MAXUINT);

  cpg_lock (&priv->lock);
  for (guint i = 0; i < priv->foreigns->len; i++)
    {
      Foreign *foreign = g_ptr_array_index (priv->foreigns, i);

      if (foreign->late != NULL)
        g_ptr_array_add (points, g_object_ref (foreign->late));
    }
  cpg_unlock (&priv->lock);

  return cpg_snapshot_new_of_points (points);
}

/* A point that was found in a list has not been connected to yet. */
static gboolean
com_object_accept_sink (CpgConnectionPointContainer  *container,
                        CpgConnectionPoint           *point,
                        GObject                      *sink,
                        GError                      **error)
{
  CpgComObject *self = CPG_COM_OBJECT (container);
  CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (point);
  Foreign *foreign = find_foreign (get_private (self), &contract->iid);

  return foreign == NULL || advise (self, foreign, error);
}

static void
container_init (CpgConnectionPointContainerInterface *iface)
{
  defaults = *iface;
  iface->accept_sink = com_object_accept_sink;
  iface->find_connection_point = com_object_find_connection_point;
  iface->enum_connection_points = com_object_enum_connection_points;
}

/* Import --------------------------------------------------------------------------- */

/* Takes over a reference to @identity. */
static CpgComObject *
object_new (GType                type,
            gpointer             identity,
            const CpgComDialect *dialect)
{
  CpgComObject *self = g_object_new (type, NULL);
  CpgComObjectPrivate *priv = get_private (self);

  priv->unknown = identity;
  priv->dialect = dialect;
  priv->context = g_main_context_ref_thread_default ();
  return self;
}

static void
advise_known (CpgComObject *self)
{
  CpgComObjectPrivate *priv = get_private (self);

  for (guint i = 0; ; i++)
    {
      Foreign *foreign = NULL;
      g_autoptr (GError) error = NULL;

      cpg_lock (&priv->lock);
      if (i < priv->foreigns->len)
        foreign = g_ptr_array_index (priv->foreigns, i);
      cpg_unlock (&priv->lock);
      if (foreign == NULL)
        break;

      /* Whoever asks for the point is told. */
      if (foreign->is_known && !advise (self, foreign, &error))
        g_debug ("%s", error->message);
    }
}

/* The COM objects that a thread is just asking for their points: a chain on its stack. */
typedef struct _Asked Asked;
struct _Asked
{
  const Key *key;
  Asked     *outer;
};

static GPrivate asked;

static gboolean
is_asked (const Key *key)
{
  for (const Asked *one = g_private_get (&asked); one != NULL; one = one->outer)
    if (key_equal (one->key, key))
      return TRUE;
  return FALSE;
}

/* Takes over a reference to @key's. */
static CpgComObject *
ask_for_points (const Key *key)
{
  Asked this_one = { key, g_private_get (&asked) };
  Finder finder = { NULL };
  CpgComObject *self;

  g_private_set (&asked, &this_one);
  finder_init (&finder, key->unknown, key->dialect);
  finder_run (&finder);
  g_private_set (&asked, this_one.outer);

  self = object_new (get_object_type (finder.foreigns), key->unknown, key->dialect);
  g_ptr_array_unref (get_private (self)->foreigns);
  get_private (self)->foreigns = g_ptr_array_ref (finder.foreigns);
  finder_clear (&finder);
  return self;
}

/* Takes over a reference to @identity. */
static CpgComObject *
import_identity (gpointer             identity,
                 const CpgComDialect *dialect)
{
  const Key key = { identity, dialect };
  CpgComObject *self = lookup_object (&key), *mine;

  if (self != NULL)
    {
      cpg_com_drop_ref (dialect, identity);
      return self;
    }

  /* An event in the middle of the questions brings who is being asked: to ask again
   * would have no end. It stands for the COM object in that event only. */
  if (is_asked (&key))
    return object_new (CPG_TYPE_COM_OBJECT, identity, dialect);

  mine = ask_for_points (&key);
  self = insert_object (&key, mine);
  if (self == mine)
    advise_known (self);
  return self;
}

static CpgComObject *
import (gpointer              unknown,
        const CpgComDialect  *dialect,
        GError              **error)
{
  gpointer identity;
  guint32 result;

  dialect = cpg_com_dialect_intern (dialect, error);
  if (dialect == NULL)
    return NULL;
  cpg_com_wrap_init ();
  cpg_outgoing_interface_for_type (CPG_TYPE_PROPERTY_NOTIFY_SINK, NULL);

  result = cpg_com_query_interface (dialect, unknown, &cpg_iid_unknown, &identity);
  if (CPG_HRESULT_FAILED (result))
    {
      cpg_com_set_error (error, result, "What is at %p is no COM object of the dialect “%s”", unknown,
                         dialect->name != NULL ? dialect->name : "");
      return NULL;
    }
  return import_identity (identity, dialect);
}

/**
 * cpg_com_import: (skip)
 * @unknown: (not nullable): any interface pointer of a COM object, which keeps
 *   its reference
 * @dialect: what the COM object speaks
 * @error: return location for an error
 *
 * Gives the object that stands for a COM object: the same one as long as it
 * lives. It holds a reference to the COM object.
 *
 * The COM object is asked for its connection points, and connected to; see
 * #CpgComObject. One that has none is imported all the same. So is one that
 * cpg_com_export() made: it becomes a #CpgComObject too, not the object behind it,
 * and cpg_com_export() gives the same COM object for both.
 *
 * It may be called from any thread in which @unknown may be used. If another one
 * is just importing the COM object, what it gives may not be connected to yet.
 *
 * Returns: (transfer full): the object, or %NULL with the error of
 *   cpg_com_dialect_check(), or with %CPG_ERROR_NOT_CONNECTABLE if the
 *   COM object does not answer to `IUnknown`
 *
 * Since: 1.0
 */
CpgComObject *
cpg_com_import (gpointer              unknown,
                const CpgComDialect  *dialect,
                GError              **error)
{
  g_return_val_if_fail (unknown != NULL, NULL);
  g_return_val_if_fail (dialect != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return import (unknown, dialect, error);
}

/**
 * cpg_com_import_address: (rename-to cpg_com_import)
 * @address: the address of a COM object
 * @dialect: what it speaks
 * @error: return location for an error
 *
 * cpg_com_import() for languages that have no pointers. Nobody can tell
 * whether a number is the address of a COM object: it has to be.
 *
 * Returns: (transfer full): the object, or %NULL with
 *   %CPG_ERROR_INVALID_ARGUMENT if @address is 0, or with the errors of
 *   cpg_com_import()
 *
 * Since: 1.0
 */
CpgComObject *
cpg_com_import_address (guint64               address,
                        const CpgComDialect  *dialect,
                        GError              **error)
{
  g_return_val_if_fail (dialect != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (address == 0)
    {
      g_set_error_literal (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "0 is no address of a COM object");
      return NULL;
    }

  return import (GSIZE_TO_POINTER (address), dialect, error);
}

/**
 * cpg_com_object_get_unknown: (skip)
 * @self: an imported object
 *
 * Gives the COM object.
 *
 * Returns: (transfer none) (nullable): its `IUnknown`, or %NULL once @self is
 *   disposed of
 *
 * Since: 1.0
 */
gpointer
cpg_com_object_get_unknown (CpgComObject *self)
{
  g_return_val_if_fail (CPG_IS_COM_OBJECT (self), NULL);

  return get_private (self)->unknown;
}

/**
 * cpg_com_object_get_address:
 * @self: an imported object
 *
 * Gives the address of the COM object's `IUnknown`, for languages that have
 * no pointers.
 *
 * Returns: the address, or 0 once @self is disposed of
 *
 * Since: 1.0
 */
guint64
cpg_com_object_get_address (CpgComObject *self)
{
  g_return_val_if_fail (CPG_IS_COM_OBJECT (self), 0);

  return GPOINTER_TO_SIZE (get_private (self)->unknown);
}

/**
 * cpg_com_object_get_dialect:
 * @self: an imported object
 *
 * Gives the dialect that the COM object speaks.
 *
 * Returns: (transfer none) (nullable): the dialect, which stays, or %NULL if
 *   @self was not imported
 *
 * Since: 1.0
 */
const CpgComDialect *
cpg_com_object_get_dialect (CpgComObject *self)
{
  g_return_val_if_fail (CPG_IS_COM_OBJECT (self), NULL);

  return get_private (self)->dialect;
}

char *
cpg_com_object_dup_property_name (CpgComObject *self,
                                  gint32        dispid)
{
  CpgComObjectPrivate *priv = get_private (self);
  gpointer key = GINT_TO_POINTER (dispid);
  char *name;

  cpg_lock (&priv->lock);
  name = g_strdup (g_hash_table_lookup (priv->names, key));
  cpg_unlock (&priv->lock);
  if (name != NULL)
    return name;

  if (priv->unknown != NULL)
    name = cpg_com_type_reader_dup_name (priv->unknown, priv->dialect, dispid);
  if (name == NULL || *name == '\0')
    {
      g_free (name);
      name = g_strdup_printf ("%d", dispid);
    }

  cpg_lock (&priv->lock);
  g_hash_table_replace (priv->names, key, g_strdup (name));
  cpg_unlock (&priv->lock);
  return name;
}

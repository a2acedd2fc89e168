/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-error.h>
#include <cpglib/engine/cpg-watch-private.h>
#include <cpglib/signals/cpg-connection-group.h>
#include <cpglib/signals/cpg-source-private.h>

/**
 * SECTION:cpg-connection-group
 * @title: CpgConnectionGroup
 * @short_description: many connections, made and ended together
 * @see_also: #CpgConnectionPoint, #GSignalGroup
 *
 * For an object that listens to several sources, or to one that changes.
 */

/**
 * CpgConnectionGroup:
 *
 * A list of entries, each of them a source, one of its outgoing interfaces and
 * a sink, which are connected, disconnected, blocked and unblocked together:
 * what `AtlAdviseSinkMap` does for the sink map of an ATL class.
 *
 * An entry that names no source is for the source of the group, which
 * cpg_connection_group_set_source() exchanges as g_signal_group_set_target()
 * does the target of a #GSignalGroup; while there is none the entry waits.
 *
 * |[<!-- language="C" -->
 * group = cpg_connection_group_new ();
 * if (!cpg_connection_group_add (group, NULL, STOCK_TYPE_EVENTS, sink, CPG_ADVISE_NONE, NULL, &error) ||
 *     !cpg_connection_group_add (group, clock, G_TYPE_INVALID, sink, CPG_ADVISE_NONE, NULL, &error) ||
 *     !cpg_connection_group_set_source (group, stock, &error) ||
 *     !cpg_connection_group_advise (group, &error))
 *   return FALSE;
 * ]|
 *
 * What connects does so for all entries or for none: if one fails, the
 * connections that the call has made are ended again. A connection that ends by
 * itself, with %CPG_ADVISE_ONCE, leaves its entry in the group: the next
 * cpg_connection_group_advise() after a cpg_connection_group_unadvise()
 * makes it again. With its own source, or with a sink that is held weakly,
 * an entry goes for good.
 *
 * The group holds sources weakly, and sinks strongly unless they are added with
 * %CPG_ADVISE_WEAK; it owns the connection points that it is connected to. Its
 * own end ends its connections. Any #CpgConnectionPointContainer may be a source.
 *
 * A group may be changed while it is at work, by a sink that is called or by
 * whoever watches its sources. Where cpg_connection_group_unadvise() or
 * cpg_connection_group_set_source() comes between, the call that is under way
 * gives in: it fails with %CPG_ERROR_FAILED and leaves no connection behind.
 *
 * A group may be used by one thread at a time, best by the one that made it,
 * while its sources fire in any. For that is where the end of a source is told:
 * at once if the source ends in that thread, else when the main context runs
 * that was the thread-default one as the group was made.
 *
 * Since: 1.0
 */

/* What the group holds weakly. It may end in any thread. */
typedef struct {
  GWeakRef      object;
  GWeakRef      group;
  GThread      *thread;  /* (owned): the address of one that is freed may be another's */
  GMainContext *context; /* (owned) (nullable) */
} Held;

typedef struct {
  CpgConnectionPoint *point;  /* (owned) (nullable): NULL if there is no connection */
  guint               cookie;
  gboolean            is_blocked;
} Connection;

/* Counted, for what happens while one is connected may remove it. */
typedef struct {
  Held           *source;    /* (owned) (nullable): NULL for the group's */
  GType           iface;
  GObject        *sink;      /* (owned) (nullable): NULL with CPG_ADVISE_WEAK */
  Held           *weak_sink; /* (owned) (nullable): set with CPG_ADVISE_WEAK */
  CpgAdviseFlags  flags;
  GMainContext   *context;   /* (owned) (nullable): set with CPG_ADVISE_CONTEXT */
  Connection      connection;
  gboolean        is_removed; /* and swept out at the end of what goes on */
} Entry;

/* A connection that is not the entry's yet, or not any more. */
typedef struct {
  Entry      *entry; /* (owned) */
  Connection  connection;
} Spare;

struct _CpgConnectionGroup
{
  GObject       parent_instance;

  Held         *source;     /* (owned) (nullable) */
  GPtrArray    *entries;    /* (owned) (element-type Entry): nothing is taken out while the group is busy */
  GThread      *thread;     /* (owned) */
  GMainContext *context;    /* (owned): that thread's default one */
  guint         n_blocks;
  guint         n_busy;     /* calls that are under way, one inside of another */
  guint         generation; /* goes up with what a call under way has to give in to */
  gboolean      is_connected;
  gboolean      is_connecting;
  gboolean      has_removed;
};

typedef enum {
  PROP_SOURCE = 1,
  PROP_CONNECTED,
  PROP_BLOCKED
} CpgConnectionGroupProperty;

static GParamSpec *properties[PROP_BLOCKED + 1];

G_DEFINE_FINAL_TYPE (CpgConnectionGroup, cpg_connection_group, G_TYPE_OBJECT)

/* Held -------------------------------------------------------------------------- */

static void lose (CpgConnectionGroup *self,
                  Held               *held);

static void
held_clear (gpointer data)
{
  Held *self = data;

  g_weak_ref_clear (&self->object);
  g_weak_ref_clear (&self->group);
  g_thread_unref (self->thread);
  g_clear_pointer (&self->context, g_main_context_unref);
}

static void
held_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, held_clear);
}

/* In the group's thread. */
static gboolean
held_lose (gpointer data)
{
  Held *self = data;
  g_autoptr (CpgConnectionGroup) group = g_weak_ref_get (&self->group);

  if (group != NULL)
    lose (group, self);
  return G_SOURCE_REMOVE;
}

/* In whatever thread the object ends. */
static void
held_gone (gpointer data)
{
  Held *self = data;
  g_autoptr (GMainContext) context = NULL;
  g_autoptr (GSource) source = NULL;

  if (self->thread == g_thread_self ())
    {
      held_lose (self);
      return;
    }

  /* The context is handed over: what waits for it is not to keep it. */
  context = g_steal_pointer (&self->context);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "cpglib connection group");
  g_source_set_callback (source, held_lose, g_atomic_rc_box_acquire (self), held_release);
  g_source_attach (source, context);
}

static Held *
held_new (CpgConnectionGroup *group,
          GObject            *object)
{
  Held *self = g_atomic_rc_box_new0 (Held);

  g_weak_ref_init (&self->object, object);
  g_weak_ref_init (&self->group, group);
  self->thread = g_thread_ref (group->thread);
  self->context = g_main_context_ref (group->context);
  cpg_watch_add (object, held_gone, g_atomic_rc_box_acquire (self), held_release);

  return self;
}

static void
held_drop (Held *self)
{
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);

  if (object != NULL)
    cpg_watch_remove (object, self);
  held_release (self);
}

/* (nullable): @self may be NULL. */
static GObject *
held_ref (Held *self)
{
  return self != NULL ? g_weak_ref_get (&self->object) : NULL;
}

/* Connections --------------------------------------------------------------------- */

/* Once, weak, or its source is gone: a connection that ended by itself. */
static gboolean
is_over (const GError *error)
{
  return g_error_matches (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION) ||
         g_error_matches (error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
}

static void
connection_end (Connection *self)
{
  g_autoptr (CpgConnectionPoint) point = g_steal_pointer (&self->point);
  g_autoptr (GError) error = NULL;

  if (point != NULL && !cpg_connection_point_unadvise (point, self->cookie, &error) && !is_over (error))
    g_warning ("A connection of a group could not be ended: %s", error->message);
}

/* Blocks it or unblocks it, as the group is. */
static gboolean
connection_follow (Connection          *self,
                   CpgConnectionGroup  *group,
                   GError             **error)
{
  gboolean is_blocked = group->n_blocks > 0;
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GError) reason = NULL;

  if (self->point == NULL || self->is_blocked == is_blocked)
    return TRUE;

  point = g_object_ref (self->point);
  self->is_blocked = is_blocked;
  if (is_blocked ? cpg_connection_point_block (point, self->cookie, &reason)
                 : cpg_connection_point_unblock (point, self->cookie, &reason))
    return TRUE;
  if (is_over (reason))
    return TRUE;

  self->is_blocked = !is_blocked;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Entries ------------------------------------------------------------------------- */

static void
entry_clear (gpointer data)
{
  Entry *self = data;

  connection_end (&self->connection);
  g_clear_pointer (&self->source, held_drop);
  g_clear_pointer (&self->weak_sink, held_drop);
  g_clear_object (&self->sink);
  g_clear_pointer (&self->context, g_main_context_unref);
}

static void
entry_unref (gpointer self)
{
  g_rc_box_release_full (self, entry_clear);
}

static Entry *
entry_new (CpgConnectionGroup *group,
           GObject            *source,
           GType               iface,
           GObject            *sink,
           CpgAdviseFlags      flags,
           GMainContext       *context)
{
  Entry *self = g_rc_box_new0 (Entry);

  self->iface = iface;
  self->flags = flags;
  if (source != NULL)
    self->source = held_new (group, source);
  if (flags & CPG_ADVISE_WEAK)
    self->weak_sink = held_new (group, sink);
  else
    self->sink = g_object_ref (sink);
  if (flags & CPG_ADVISE_CONTEXT)
    self->context = context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default ();

  return self;
}

/* (nullable): the source that the entry is for, if it is there. */
static GObject *
entry_ref_source (Entry   *self,
                  GObject *source_of_group)
{
  if (self->source != NULL)
    return held_ref (self->source);
  return source_of_group != NULL ? g_object_ref (source_of_group) : NULL;
}

/* A sink that is gone is no failure; the entry is about to be removed. */
static gboolean
entry_connect (Entry               *self,
               CpgConnectionGroup  *group,
               GObject             *source,
               Connection          *connection,
               GError             **error)
{
  g_autoptr (GObject) sink = self->sink != NULL ? g_object_ref (self->sink) : held_ref (self->weak_sink);
  g_autoptr (CpgConnectionPoint) point = NULL;
  guint cookie;

  if (sink == NULL)
    return TRUE;
  point = cpg_source_find_point (source, self->iface, error);
  if (point == NULL)
    return FALSE;
  cookie = cpg_connection_point_advise_full (point, sink, self->flags, self->context, error);
  if (cookie == 0)
    return FALSE;

  connection->point = g_steal_pointer (&point);
  connection->cookie = cookie;
  return connection_follow (connection, group, error);
}

static void
spare_clear (gpointer data)
{
  Spare *self = data;

  connection_end (&self->connection);
  entry_unref (self->entry);
}

/* Owns connections, and ends them with itself. */
static GArray *
spares_new (void)
{
  GArray *spares = g_array_new (FALSE, FALSE, sizeof (Spare));

  g_array_set_clear_func (spares, spare_clear);
  return spares;
}

static Spare *
spares_add (GArray *spares,
            Entry  *entry)
{
  Spare spare = { g_rc_box_acquire (entry), { NULL, 0, FALSE } };

  g_array_append_val (spares, spare);
  return &g_array_index (spares, Spare, spares->len - 1);
}

/* The group ----------------------------------------------------------------------- */

/* Around all that runs other people's code: it may let go of the group. */
static void
enter (CpgConnectionGroup *self)
{
  g_object_ref (self);
  self->n_busy++;
}

static void
leave (CpgConnectionGroup *self)
{
  if (--self->n_busy == 0 && self->has_removed)
    {
      g_autoptr (GPtrArray) old = self->entries;

      self->entries = g_ptr_array_new_with_free_func (entry_unref);
      self->has_removed = FALSE;
      for (guint i = 0; i < old->len; i++)
        {
          Entry *entry = g_ptr_array_index (old, i);

          if (!entry->is_removed)
            g_ptr_array_add (self->entries, g_rc_box_acquire (entry));
        }
    }
  g_object_unref (self);
}

static gboolean
check_generation (CpgConnectionGroup  *self,
                  guint                generation,
                  GError             **error)
{
  if (self->generation == generation)
    return TRUE;

  g_set_error_literal (error, CPG_ERROR, CPG_ERROR_FAILED,
                       "The group was disconnected, or got another source, while it connected");
  return FALSE;
}

/* Connects the entries, or those of the group's source only, without making the
 * connections theirs. Entries that are added meanwhile have their turn. */
static gboolean
make_connections (CpgConnectionGroup  *self,
                  GObject             *source,
                  gboolean             only_own,
                  GArray              *made,
                  GError             **error)
{
  guint generation = self->generation;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      g_autoptr (GObject) from = NULL;

      if (entry->is_removed || (only_own && entry->source != NULL))
        continue;
      from = entry_ref_source (entry, source);
      if (from == NULL)
        continue;
      if (!entry_connect (entry, self, from, &spares_add (made, entry)->connection, error) ||
          !check_generation (self, generation, error))
        return FALSE;
    }
  return TRUE;
}

/* Gives the entries what was made for them, and @made what they had before. What
 * an entry that was removed meanwhile gets ends with it. */
static void
exchange_connections (CpgConnectionGroup *self,
                      GArray             *made)
{
  for (guint i = 0; i < made->len; i++)
    {
      Spare *spare = &g_array_index (made, Spare, i);
      Connection before = spare->entry->connection;

      if (spare->connection.point == NULL)
        continue;
      spare->entry->connection = spare->connection;
      spare->connection = before;
    }

  /* The group may have been blocked or unblocked meanwhile. */
  for (guint i = 0; i < made->len; i++)
    connection_follow (&g_array_index (made, Spare, i).entry->connection, self, NULL);
}

static void
take_connections (CpgConnectionGroup *self,
                  gboolean            only_own,
                  GArray             *taken)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->connection.point == NULL || (only_own && entry->source != NULL))
        continue;
      spares_add (taken, entry)->connection = entry->connection;
      entry->connection.point = NULL;
    }
}

static void
remove_entry (CpgConnectionGroup *self,
              Entry              *entry)
{
  entry->is_removed = TRUE;
  self->has_removed = TRUE;
  connection_end (&entry->connection);
}

/* The source of the group or of an entry, or a weakly held sink, is gone. */
static void
lose (CpgConnectionGroup *self,
      Held               *held)
{
  enter (self);

  if (self->source == held)
    {
      g_autoptr (GArray) taken = spares_new ();

      self->generation++;
      g_clear_pointer (&self->source, held_drop);
      take_connections (self, TRUE, taken);
      g_clear_pointer (&taken, g_array_unref);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE]);
    }
  else
    {
      for (guint i = 0; i < self->entries->len; i++)
        {
          Entry *entry = g_ptr_array_index (self->entries, i);

          if (entry->source == held || entry->weak_sink == held)
            {
              remove_entry (self, entry);
              break;
            }
        }
    }

  leave (self);
}

static void
cpg_connection_group_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  CpgConnectionGroup *self = CPG_CONNECTION_GROUP (object);

  switch ((CpgConnectionGroupProperty) prop_id)
    {
    case PROP_SOURCE:
      g_value_take_object (value, cpg_connection_group_dup_source (self));
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->is_connected);
      break;
    case PROP_BLOCKED:
      g_value_set_boolean (value, self->n_blocks > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
cpg_connection_group_dispose (GObject *object)
{
  CpgConnectionGroup *self = CPG_CONNECTION_GROUP (object);
  g_autoptr (GArray) taken = spares_new ();

  enter (self);
  self->generation++;
  self->is_connected = FALSE;
  take_connections (self, FALSE, taken);
  g_clear_pointer (&taken, g_array_unref);
  g_clear_pointer (&self->source, held_drop);
  for (guint i = 0; i < self->entries->len; i++)
    remove_entry (self, g_ptr_array_index (self->entries, i));
  leave (self);

  G_OBJECT_CLASS (cpg_connection_group_parent_class)->dispose (object);
}

static void
cpg_connection_group_finalize (GObject *object)
{
  CpgConnectionGroup *self = CPG_CONNECTION_GROUP (object);

  g_clear_pointer (&self->source, held_drop);
  g_ptr_array_unref (self->entries);
  g_main_context_unref (self->context);
  g_thread_unref (self->thread);

  G_OBJECT_CLASS (cpg_connection_group_parent_class)->finalize (object);
}

static void
cpg_connection_group_class_init (CpgConnectionGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cpg_connection_group_get_property;
  object_class->dispose = cpg_connection_group_dispose;
  object_class->finalize = cpg_connection_group_finalize;

  /**
   * CpgConnectionGroup:source:
   *
   * The source of the entries that name none; %NULL while there is none, and
   * once it is gone.
   *
   * Since: 1.0
   */
  properties[PROP_SOURCE] =
    g_param_spec_object ("source", NULL, "The source of the entries that name none", G_TYPE_OBJECT,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CpgConnectionGroup:connected:
   *
   * Whether the group is connected. It stays so when its source goes.
   *
   * Since: 1.0
   */
  properties[PROP_CONNECTED] =
    g_param_spec_boolean ("connected", NULL, "Whether the group is connected", FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CpgConnectionGroup:blocked:
   *
   * Whether the group is silent at the moment.
   *
   * Since: 1.0
   */
  properties[PROP_BLOCKED] =
    g_param_spec_boolean ("blocked", NULL, "Whether the group is silent", FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
cpg_connection_group_init (CpgConnectionGroup *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_unref);
  self->thread = g_thread_ref (g_thread_self ());
  self->context = g_main_context_ref_thread_default ();
}

/**
 * cpg_connection_group_new:
 *
 * Makes a group without entries that is not connected.
 *
 * Returns: (transfer full): the group
 *
 * Since: 1.0
 */
CpgConnectionGroup *
cpg_connection_group_new (void)
{
  return g_object_new (CPG_TYPE_CONNECTION_GROUP, NULL);
}

static gboolean
check_source (GObject  *source,
              GError  **error)
{
  if (CPG_IS_CONNECTION_POINT_CONTAINER (source))
    return TRUE;

  /* Which knows what to say. */
  return cpg_source_find_point (source, G_TYPE_INVALID, error) != NULL;
}

/* What can't ever be connected would keep the others from it. */
static gboolean
check_entry (GObject         *source,
             GType            iface,
             CpgAdviseFlags   flags,
             GMainContext    *context,
             GError         **error)
{
  if (source != NULL && !check_source (source, error))
    return FALSE;
  if (iface != G_TYPE_INVALID && iface != G_TYPE_NONE && cpg_outgoing_interface_for_type (iface, error) == NULL)
    return FALSE;
  if (!(flags & CPG_ADVISE_CONTEXT) && (context != NULL || (flags & CPG_ADVISE_COALESCE)))
    {
      g_set_error_literal (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                           "A main context, or coalescing, goes with CPG_ADVISE_CONTEXT");
      return FALSE;
    }
  return TRUE;
}

/* Connects one more entry of a group that is connected. */
static gboolean
connect_late (CpgConnectionGroup  *self,
              Entry               *entry,
              GError             **error)
{
  g_autoptr (GObject) source = held_ref (self->source);
  g_autoptr (GObject) from = entry_ref_source (entry, source);
  g_autoptr (GArray) made = spares_new ();
  guint generation = self->generation;

  if (from == NULL)
    return TRUE;
  if (!entry_connect (entry, self, from, &spares_add (made, entry)->connection, error) ||
      !check_generation (self, generation, error))
    return FALSE;

  exchange_connections (self, made);
  return TRUE;
}

/**
 * cpg_connection_group_add:
 * @self: a group
 * @source: (nullable): a source, held weakly; %NULL for the group's
 * @iface: the type of an outgoing interface, or %G_TYPE_INVALID or
 *   %G_TYPE_NONE for the default one of the source
 * @sink: an object that implements the interface
 * @flags: how to connect it
 * @context: (nullable): with %CPG_ADVISE_CONTEXT, where @sink is to be
 *   called; %NULL for the thread-default context of the caller
 * @error: return location for an error
 *
 * Adds an entry; see cpg_connection_point_advise_full() for @flags and
 * @context. The same sink may be added more than once.
 *
 * If the group is connected the entry is connected at once.
 *
 * Returns: %TRUE, or %FALSE, and nothing is added, with
 *   %CPG_ERROR_NOT_CONNECTABLE if @source is no source,
 *   %CPG_ERROR_INVALID_CONTRACT if @iface is no outgoing interface,
 *   %CPG_ERROR_INVALID_ARGUMENT for flags or a context that need
 *   %CPG_ADVISE_CONTEXT, or an error of cpg_connection_group_advise()
 *
 * Since: 1.0
 */
gboolean
cpg_connection_group_add (CpgConnectionGroup  *self,
                          GObject             *source,
                          GType                iface,
                          GObject             *sink,
                          CpgAdviseFlags       flags,
                          GMainContext        *context,
                          GError             **error)
{
  gboolean done;
  Entry *entry;

  g_return_val_if_fail (CPG_IS_CONNECTION_GROUP (self), FALSE);
  g_return_val_if_fail (source == NULL || G_IS_OBJECT (source), FALSE);
  g_return_val_if_fail (G_IS_OBJECT (sink), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_entry (source, iface, flags, context, error))
    return FALSE;

  entry = entry_new (self, source, iface, sink, flags, context);
  g_ptr_array_add (self->entries, entry);
  if (!self->is_connected)
    return TRUE;

  enter (self);
  done = connect_late (self, entry, error);
  if (!done)
    remove_entry (self, entry);
  leave (self);

  return done;
}

/**
 * cpg_connection_group_advise:
 * @self: a group
 * @error: return location for an error
 *
 * Connects the entries, in the order in which they were added: those whose
 * source is there. Nothing happens if the group is connected already.
 *
 * Returns: %TRUE, or %FALSE, and nothing is connected, with an error of
 *   cpg_connection_point_container_find_by_type(),
 *   cpg_connection_point_container_find_default() or
 *   cpg_connection_point_advise_full(); %CPG_ERROR_NOT_SUPPORTED if the group is
 *   blocked and a point can't block; or %CPG_ERROR_FAILED if the group was
 *   changed meanwhile, or is being connected already
 *
 * Since: 1.0
 */
gboolean
cpg_connection_group_advise (CpgConnectionGroup  *self,
                              GError             **error)
{
  g_autoptr (GObject) source = NULL;
  g_autoptr (GArray) made = NULL;
  gboolean done;

  g_return_val_if_fail (CPG_IS_CONNECTION_GROUP (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->is_connected)
    return TRUE;
  if (self->is_connecting)
    {
      g_set_error_literal (error, CPG_ERROR, CPG_ERROR_FAILED, "The group is being connected already");
      return FALSE;
    }

  enter (self);
  source = held_ref (self->source);
  made = spares_new ();
  self->is_connecting = TRUE;
  done = make_connections (self, source, FALSE, made, error);
  self->is_connecting = FALSE;
  if (done)
    {
      self->is_connected = TRUE;
      exchange_connections (self, made);
    }
  g_clear_pointer (&made, g_array_unref);
  if (done)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
  leave (self);

  return done;
}

/**
 * cpg_connection_group_unadvise:
 * @self: a group
 *
 * Ends all connections of the group; the entries stay. A connection that has
 * ended by itself is no failure. Nothing happens if the group is not connected.
 *
 * Since: 1.0
 */
void
cpg_connection_group_unadvise (CpgConnectionGroup *self)
{
  g_autoptr (GArray) taken = NULL;
  gboolean was_connected;

  g_return_if_fail (CPG_IS_CONNECTION_GROUP (self));

  enter (self);
  was_connected = self->is_connected;
  self->generation++;
  self->is_connected = FALSE;
  taken = spares_new ();
  take_connections (self, FALSE, taken);
  g_clear_pointer (&taken, g_array_unref);
  if (was_connected)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
  leave (self);
}

/**
 * cpg_connection_group_get_connected: (get-property connected)
 * @self: a group
 *
 * Tells whether the group is connected: cpg_connection_group_advise() has
 * been called, and cpg_connection_group_unadvise() has not been since. That
 * holds while the group has no source, too.
 *
 * Returns: %TRUE if it is
 *
 * Since: 1.0
 */
gboolean
cpg_connection_group_get_connected (CpgConnectionGroup *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_GROUP (self), FALSE);

  return self->is_connected;
}

/**
 * cpg_connection_group_set_source:
 * @self: a group
 * @source: (nullable): the new source, held weakly; %NULL for none
 * @error: return location for an error
 *
 * Replaces the source of the entries that name none. If the group is connected
 * they are connected to the new one first, then their old connections
 * end, so that nothing is missed that both tell.
 *
 * Returns: %TRUE, or %FALSE, and all stays as it was, with
 *   %CPG_ERROR_NOT_CONNECTABLE if @source is no source, or an error of
 *   cpg_connection_group_advise()
 *
 * Since: 1.0
 */
gboolean
cpg_connection_group_set_source (CpgConnectionGroup  *self,
                                 GObject             *source,
                                 GError             **error)
{
  g_autoptr (GObject) before = NULL;
  g_autoptr (GArray) made = NULL;
  Held *dropped;

  g_return_val_if_fail (CPG_IS_CONNECTION_GROUP (self), FALSE);
  g_return_val_if_fail (source == NULL || G_IS_OBJECT (source), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (source != NULL && !check_source (source, error))
    return FALSE;
  before = held_ref (self->source);
  if (source == before && (source != NULL || self->source == NULL))
    return TRUE;

  enter (self);
  made = spares_new ();
  if (self->is_connected && source != NULL && !make_connections (self, source, TRUE, made, error))
    {
      g_clear_pointer (&made, g_array_unref);
      leave (self);
      return FALSE;
    }

  self->generation++;
  dropped = self->source;
  self->source = source != NULL ? held_new (self, source) : NULL;
  if (source != NULL)
    exchange_connections (self, made);
  else
    take_connections (self, TRUE, made);

  g_clear_pointer (&dropped, held_drop);
  g_clear_pointer (&made, g_array_unref);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE]);
  leave (self);

  return TRUE;
}

/**
 * cpg_connection_group_dup_source: (get-property source)
 * @self: a group
 *
 * Gives the source of the entries that name none.
 *
 * Returns: (transfer full) (nullable): the source, or %NULL if there is none,
 *   or it is gone
 *
 * Since: 1.0
 */
GObject *
cpg_connection_group_dup_source (CpgConnectionGroup *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_GROUP (self), NULL);

  return held_ref (self->source);
}

/* Gives the first error, and goes on. */
static gboolean
follow_blocks (CpgConnectionGroup  *self,
               GError             **error)
{
  gboolean done = TRUE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (!connection_follow (&entry->connection, self, done ? error : NULL))
        done = FALSE;
    }
  return done;
}

/**
 * cpg_connection_group_block:
 * @self: a group
 * @error: return location for an error
 *
 * Makes all connections of the group silent, those too that are made later,
 * until as many cpg_connection_group_unblock() calls follow; see
 * cpg_connection_point_block(). What is fired while a sink is being connected
 * may still reach it.
 *
 * Returns: %TRUE, or %FALSE, and nothing is blocked, with
 *   %CPG_ERROR_NOT_SUPPORTED if a connection point can't block, which those of
 *   cpglib can
 *
 * Since: 1.0
 */
gboolean
cpg_connection_group_block (CpgConnectionGroup  *self,
                            GError             **error)
{
  gboolean done;

  g_return_val_if_fail (CPG_IS_CONNECTION_GROUP (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->n_blocks > 0)
    {
      self->n_blocks++;
      return TRUE;
    }

  enter (self);
  self->n_blocks = 1;
  done = follow_blocks (self, error);
  if (done)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLOCKED]);
    }
  else
    {
      self->n_blocks = 0;
      follow_blocks (self, NULL);
    }
  leave (self);

  return done;
}

/**
 * cpg_connection_group_unblock:
 * @self: a group
 * @error: return location for an error
 *
 * Takes one cpg_connection_group_block() back.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_INVALID_ARGUMENT if the group is
 *   not blocked
 *
 * Since: 1.0
 */
gboolean
cpg_connection_group_unblock (CpgConnectionGroup  *self,
                              GError             **error)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_GROUP (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->n_blocks == 0)
    {
      g_set_error_literal (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "The group is not blocked");
      return FALSE;
    }
  if (--self->n_blocks > 0)
    return TRUE;

  enter (self);
  follow_blocks (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLOCKED]);
  leave (self);

  return TRUE;
}

/**
 * cpg_connection_group_get_blocked: (get-property blocked)
 * @self: a group
 *
 * Tells whether the group is silent at the moment.
 *
 * Returns: %TRUE if it is blocked
 *
 * Since: 1.0
 */
gboolean
cpg_connection_group_get_blocked (CpgConnectionGroup *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION_GROUP (self), FALSE);

  return self->n_blocks > 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/contract/cpg-by-ref.h>
#include <cpglib/contract/cpg-debug-private.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-invocation-private.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/engine/cpg-call-private.h>
#include <cpglib/engine/cpg-snapshot-private.h>
#include <cpglib/interfaces/cpg-connection-point-container-private.h>
#include <cpglib/signals/cpg-property-notify-sink-private.h>
#include <cpglib/signals/cpg-signal-point-private.h>
#include <cpglib/signals/cpg-sink-private.h>
#include <cpglib/signals/cpg-source-private.h>

/**
 * SECTION:cpg-signal-point
 * @title: CpgSignalPoint
 * @short_description: the connection point that is also signals
 * @see_also: #CpgConnectionPoint, CPG_FIRE()
 *
 * The connection points of every source that cpglib serves.
 */

/**
 * CpgSignalPoint:
 *
 * The connection point that cpglib makes for each outgoing interface of a
 * source: ATL's `IConnectionPointImpl`. Every method of the interface is also
 * a signal of the source.
 *
 * **A round** is one firing of one method. Firing a method is emitting the
 * signal of that name on the source; the sinks are the signal's class handler.
 * Whoever fires, each listener hears it once, in this order: signal handlers,
 * then the sinks in the order in which they were advised, then handlers
 * connected with g_signal_connect_after(). A handler that stops the emission
 * keeps the sinks from hearing. A subclass of the source that overrides the
 * class handler and does not chain up cuts the sinks off, as GObject has it.
 *
 * A round calls the sinks that were connected when it came to the sinks. One
 * that is unadvised or blocked before its turn is not called; one that is
 * advised during the round is not called in it. The source, the point and
 * the sinks stay alive until the round ends.
 *
 * The functions of a point may be called from any thread at any time, and no
 * lock is held while a sink or a handler runs. A sink is called in the thread
 * that fires, unless it was advised with %CPG_ADVISE_CONTEXT. A call that
 * another thread had begun before cpg_connection_point_unadvise() may still be
 * running when that returns.
 *
 * Since: 1.0
 */

typedef enum {
  PROP_N_CONNECTIONS = 1,
  PROP_MAX_CONNECTIONS
} CpgSignalPointProperty;

/* The type is final, and known once there is a point. */
static GType signal_point_type;
#define CPG_IS_SIGNAL_POINT_QUICKLY(point) \
  ((point) != NULL && G_TYPE_FROM_INSTANCE (point) == signal_point_type)

static CpgOutgoingInterface *nobodys_contract;
static GParamSpec *n_connections_spec;
static GParamSpec *max_connections_spec;

static void connection_point_init (CpgConnectionPointInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CpgSignalPoint, cpg_signal_point, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT, connection_point_init))

static void
cpg_signal_point_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CpgSignalPoint *self = CPG_SIGNAL_POINT (object);

  switch ((CpgSignalPointProperty) prop_id)
    {
    case PROP_N_CONNECTIONS:
      g_value_set_uint (value, cpg_table_get_n_live (&self->table));
      break;
    case PROP_MAX_CONNECTIONS:
      g_value_set_uint (value, cpg_table_get_max (&self->table));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
cpg_signal_point_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch ((CpgSignalPointProperty) prop_id)
    {
    case PROP_MAX_CONNECTIONS:
      cpg_connection_point_set_max_connections (CPG_CONNECTION_POINT (object), g_value_get_uint (value));
      break;
    case PROP_N_CONNECTIONS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
cpg_signal_point_finalize (GObject *object)
{
  CpgSignalPoint *self = CPG_SIGNAL_POINT (object);

  cpg_table_clear (&self->table);
  cpg_mirror_slot_clear (&self->mirrors);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (cpg_signal_point_parent_class)->finalize (object);
}

static void
cpg_signal_point_class_init (CpgSignalPointClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cpg_signal_point_get_property;
  object_class->set_property = cpg_signal_point_set_property;
  object_class->finalize = cpg_signal_point_finalize;

  g_object_class_override_property (object_class, PROP_N_CONNECTIONS, "n-connections");
  g_object_class_override_property (object_class, PROP_MAX_CONNECTIONS, "max-connections");

  /**
   * CpgSignalPoint::sink-failed:
   * @self: the connection point
   * @cookie: the connection
   * @error: what went wrong
   *
   * A sink that is called could not do its work: a COM sink answered with a
   * failing `HRESULT`, or what it was to get can't be a value of COM. It is
   * emitted in the thread that fires, within the round; the other sinks hear
   * all the same, and the failing one gives no answer.
   *
   * Whoever fires and wants to know connects a handler before. One that fails
   * with %CPG_ERROR_DISCONNECTED has been disconnected.
   *
   * Since: 1.0
   */
  g_signal_new ("sink-failed", CPG_TYPE_SIGNAL_POINT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_ERROR);

  signal_point_type = G_TYPE_FROM_CLASS (klass);
  nobodys_contract = g_object_new (CPG_TYPE_OUTGOING_INTERFACE, NULL);
  n_connections_spec = g_object_class_find_property (object_class, "n-connections");
  max_connections_spec = g_object_class_find_property (object_class, "max-connections");
}

static gboolean
is_listened (CpgSignalPoint *self)
{
  return cpg_table_get_n_live (&self->table) > 0;
}

/* Tells the source of the first connection and of the last. The thread that is
 * telling it goes on to what has changed meanwhile, so that it hears all in
 * turn. */
static void
tell_source (CpgSignalPoint *self)
{
  if (g_atomic_int_get (&self->is_listened) == is_listened (self))
    return;

  cpg_lock (&self->lock);
  while (!self->is_telling && self->is_listened != is_listened (self))
    {
      gboolean now = !self->is_listened;
      GObject *source;

      g_atomic_int_set (&self->is_listened, now);
      self->is_telling = TRUE;
      cpg_unlock (&self->lock);

      source = cpg_table_ref_owner (&self->table);
      if (source != NULL)
        {
          if (self->contract->gtype == CPG_TYPE_PROPERTY_NOTIFY_SINK)
            cpg_property_notify_watch (source, self, now);
          cpg_connection_point_container_listening_changed (CPG_CONNECTION_POINT_CONTAINER (source),
                                                            CPG_CONNECTION_POINT (self), now);
          g_object_unref (source);
        }

      cpg_lock (&self->lock);
      self->is_telling = FALSE;
    }
  cpg_unlock (&self->lock);
}

static void
connections_changed (GObject *object)
{
  CpgSignalPoint *self = CPG_SIGNAL_POINT (object);

  tell_source (self);
  g_object_notify_by_pspec (object, n_connections_spec);
  cpg_mirror_slot_changed (&self->mirrors);
}

/* One that a script makes by itself is the point of a source that is gone, for
 * an interface without methods. */
static void
cpg_signal_point_init (CpgSignalPoint *self)
{
  self->contract = nobodys_contract;
  cpg_table_init (&self->table, G_OBJECT (self), NULL, connections_changed);
  cpg_mirror_slot_init (&self->mirrors);
  g_mutex_init (&self->lock);
}

CpgSignalPoint *
cpg_signal_point_new (CpgOutgoingInterface *contract,
                      const guint          *signal_ids,
                      GObject              *source)
{
  CpgSignalPoint *self = g_object_new (CPG_TYPE_SIGNAL_POINT, NULL);

  self->contract = contract;
  self->signal_ids = signal_ids;
  self->table.owner = source;

  return self;
}

void
cpg_signal_point_disconnect (CpgSignalPoint *self)
{
  cpg_table_disconnect (&self->table);
}

static CpgOutgoingInterface *
signal_point_get_connection_interface (CpgConnectionPoint *point)
{
  return CPG_SIGNAL_POINT (point)->contract;
}

static CpgConnectionPointContainer *
signal_point_get_container (CpgConnectionPoint *point)
{
  GObject *owner = cpg_table_ref_owner (&CPG_SIGNAL_POINT (point)->table);

  return (CpgConnectionPointContainer *) owner;
}

static guint
advise (CpgConnectionPoint  *point,
        GObject             *sink,
        CpgAdviseFlags       flags,
        GMainContext        *context,
        GError             **error)
{
  CpgSignalPoint *self = CPG_SIGNAL_POINT (point);
  GType iface = self->contract->gtype;
  g_autoptr (GObject) source = NULL;
  gpointer vtable = NULL;

  if (!(flags & CPG_ADVISE_CONTEXT) && (context != NULL || (flags & CPG_ADVISE_COALESCE)))
    {
      g_set_error_literal (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                           "A main context, or coalescing, goes with CPG_ADVISE_CONTEXT");
      return 0;
    }
  /* A limit is told before the sink is asked anything. */
  if (!cpg_table_check_open (&self->table, error))
    return 0;
  if (!g_type_is_a (G_OBJECT_TYPE (sink), iface))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT,
                   "The sink, of type %s, does not implement %s",
                   G_OBJECT_TYPE_NAME (sink), g_type_name (iface));
      return 0;
    }
  if (cpg_sink_leads_to (sink, self))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT,
                   "The relay leads back to the connection point for %s", g_type_name (iface));
      return 0;
    }
  source = cpg_table_ref_owner (&self->table);
  if (source != NULL &&
      !cpg_connection_point_container_accept_sink (CPG_CONNECTION_POINT_CONTAINER (source), point,
                                                   sink, error))
    return 0;
  if (self->contract->has_slots)
    vtable = g_type_interface_peek (G_OBJECT_GET_CLASS (sink), iface);

  return cpg_table_add (&self->table, sink, vtable, flags, context, error);
}

static guint
signal_point_advise_full (CpgConnectionPoint  *point,
                          GObject             *sink,
                          CpgAdviseFlags       flags,
                          GMainContext        *context,
                          GError             **error)
{
  GError *reason = NULL;
  guint cookie = advise (point, sink, flags, context, &reason);

  if (cookie == 0)
    {
      if (cpg_debug_has (CPG_DEBUG_CONNECTIONS))
        {
          g_autoptr (GObject) source = cpg_table_ref_owner (&CPG_SIGNAL_POINT (point)->table);

          cpg_debug_connection (CPG_DEBUG_REFUSED, CPG_DEBUG_OBJECT (source), CPG_SIGNAL_POINT (point)->contract,
                                CPG_DEBUG_OBJECT (sink), 0, reason->message);
        }
      g_propagate_error (error, reason);
    }
  return cookie;
}

static gboolean
signal_point_unadvise (CpgConnectionPoint  *point,
                       guint                cookie,
                       GError             **error)
{
  CpgSignalPoint *self = CPG_SIGNAL_POINT (point);

  if (cpg_table_remove (&self->table, cookie, NULL))
    return TRUE;

  g_set_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION,
               "The connection point for %s has no connection with the cookie %u",
               g_type_name (self->contract->gtype), cookie);
  return FALSE;
}

static gboolean
signal_point_block (CpgConnectionPoint  *point,
                    guint                cookie,
                    GError             **error)
{
  return cpg_table_block (&CPG_SIGNAL_POINT (point)->table, cookie, error);
}

static gboolean
signal_point_unblock (CpgConnectionPoint  *point,
                      guint                cookie,
                      GError             **error)
{
  return cpg_table_unblock (&CPG_SIGNAL_POINT (point)->table, cookie, error);
}

static gboolean
signal_point_is_blocked (CpgConnectionPoint *point,
                         guint               cookie)
{
  return cpg_table_is_blocked (&CPG_SIGNAL_POINT (point)->table, cookie);
}

static void
signal_point_get_calls (CpgConnectionPoint *point,
                        guint               cookie,
                        guint64            *n_delivered,
                        guint64            *n_dropped)
{
  cpg_table_get_calls (&CPG_SIGNAL_POINT (point)->table, cookie, n_delivered, n_dropped);
}

static GPtrArray *
fetch_connections (GObject *origin)
{
  return cpg_table_snapshot (&CPG_SIGNAL_POINT (origin)->table);
}

static gsize
get_connection_key (gpointer item)
{
  return cpg_connection_get_cookie (item);
}

static CpgEnumConnections *
signal_point_enum_connections (CpgConnectionPoint  *point,
                               GError             **error)
{
  return cpg_snapshot_new_of_connections (fetch_connections (G_OBJECT (point)));
}

static GListModel *
signal_point_list_connections (CpgConnectionPoint *point)
{
  return cpg_mirror_slot_get (&CPG_SIGNAL_POINT (point)->mirrors, G_OBJECT (point),
                              CPG_TYPE_CONNECTION, fetch_connections, get_connection_key);
}

static guint
signal_point_get_n_connections (CpgConnectionPoint *point)
{
  return cpg_table_get_n_live (&CPG_SIGNAL_POINT (point)->table);
}

static guint
signal_point_get_max_connections (CpgConnectionPoint *point)
{
  return cpg_table_get_max (&CPG_SIGNAL_POINT (point)->table);
}

static void
signal_point_set_max_connections (CpgConnectionPoint *point,
                                  guint               max)
{
  if (cpg_table_set_max (&CPG_SIGNAL_POINT (point)->table, max))
    g_object_notify_by_pspec (G_OBJECT (point), max_connections_spec);
}

static void
connection_point_init (CpgConnectionPointInterface *iface)
{
  iface->get_connection_interface = signal_point_get_connection_interface;
  iface->get_container = signal_point_get_container;
  iface->advise_full = signal_point_advise_full;
  iface->unadvise = signal_point_unadvise;
  iface->block = signal_point_block;
  iface->unblock = signal_point_unblock;
  iface->is_blocked = signal_point_is_blocked;
  iface->get_calls = signal_point_get_calls;
  iface->enum_connections = signal_point_enum_connections;
  iface->list_connections = signal_point_list_connections;
  iface->get_n_connections = signal_point_get_n_connections;
  iface->get_max_connections = signal_point_get_max_connections;
  iface->set_max_connections = signal_point_set_max_connections;
}

/* The class handler is called and its answer is accumulated right after. Where
 * no sink answered it leaves the emission's hint here, so that the
 * accumulation passes over what is not an answer. */
static GPrivate unanswered;

/* An emission that emit() began. It is known by its values, which the class
 * handler gets, and by the value that it gives its caller, which the accumulator
 * gets: one of the same signal inside of it has others. A handler may emit another
 * signal with the values that it got. */
typedef struct {
  CpgSignalPoint *point;
  CpgMethod      *method;
  const GValue   *values;
  GValue         *answer;     /* (nullable) */
  GArray         *answers;    /* (nullable) (element-type GValue): wanted one by one */
  gboolean        is_reached; /* the sinks were called */
} Emission;

/* The innermost one of this thread, or NULL. */
static GPrivate emission;

static void
tell_event (CpgSignalPoint *self,
            CpgMethod      *method,
            const GValue   *values)
{
  if (cpg_debug_has (CPG_DEBUG_EVENTS))
    cpg_debug_event (g_value_peek_pointer (&values[0]), method, values + 1, NULL,
                     self != NULL ? cpg_table_get_n_live (&self->table) : 0);
}

/* The class handler of a mirrored signal: the sinks. */
static void
call_sinks_marshal (GClosure     *closure,
                    GValue       *answer,
                    guint         n_values,
                    const GValue *values,
                    gpointer      hint,
                    gpointer      marshal_data)
{
  CpgMethod *method = closure->data;
  Emission *outer = g_private_get (&emission);
  gboolean is_ours = outer != NULL && outer->values == values && outer->method == method;
  gboolean is_answered = FALSE;
  CpgSignalPoint *point =
    is_ours ? outer->point : cpg_source_peek_point (g_value_peek_pointer (&values[0]), method->contract);

  if (!is_ours)
    tell_event (point, method, values);

  /* Some emit a signal without an answer and give a place for one. */
  if (!cpg_method_has_answer (method))
    answer = NULL;

  if (is_ours && outer->answers != NULL)
    cpg_call_sinks (&point->table, method, values, NULL, outer->answers);
  else if (point != NULL)
    is_answered = cpg_call_sinks (&point->table, method, values, answer, NULL);
  else if (answer != NULL && method->combine == CPG_COMBINE_ALL_TRUE)
    g_value_set_boolean (answer, TRUE);

  if (!is_answered && answer != NULL)
    g_private_set (&unanswered, hint);
  /* A subclass may have chained up with values of its own. */
  if (outer != NULL && outer->point == point)
    outer->is_reached = TRUE;
}

GClosure *
cpg_signal_point_new_class_closure (CpgMethod *method)
{
  GClosure *closure = g_closure_new_simple (sizeof (GClosure), method);

  g_closure_set_marshal (closure, call_sinks_marshal);
  return closure;
}

/* Emissions whose sinks were the first to be asked and did not answer: GSignal
 * takes it for a first answer, and whoever answers next for a second. */
static void
list_free (gpointer list)
{
  g_slist_free (list);
}

static GPrivate passed_over = G_PRIVATE_INIT (list_free);

static gboolean
take_passed_over (GSignalInvocationHint *hint)
{
  GSList *list = g_private_get (&passed_over);
  GSList *found = g_slist_find (list, hint);

  if (found != NULL)
    g_private_set (&passed_over, g_slist_delete_link (list, found));
  return found != NULL;
}

/* The accumulator of a mirrored signal: handlers and sinks answer by one rule. */
static gboolean
accumulate (GSignalInvocationHint *hint,
            GValue                *accumulated,
            const GValue          *answer,
            gpointer               data)
{
  CpgMethod *method = data;
  gboolean is_first = (hint->run_type & G_SIGNAL_ACCUMULATOR_FIRST_RUN) != 0;
  const Emission *outer = g_private_get (&emission);

  if (outer != NULL && outer->answers != NULL && outer->answer == accumulated)
    {
      gboolean is_of_sinks = g_private_get (&unanswered) == hint;

      if (is_of_sinks)
        g_private_set (&unanswered, NULL);
      /* The sinks' answers are there already. What is not zero is the answer of
       * a subclass that chained up. */
      if (!is_of_sinks || answer->data[0].v_uint64 != 0)
        cpg_call_add_answer (outer->answers, answer);
      return TRUE;
    }

  /* What an emission that was stopped left at this address goes too. */
  if (method->combine == CPG_COMBINE_FIRST && take_passed_over (hint))
    is_first = TRUE;

  if (g_private_get (&unanswered) == hint)
    {
      g_private_set (&unanswered, NULL);
      /* With ALL_TRUE nobody's answer is TRUE, which changes no other. What is
       * not zero is the answer of a subclass that chained up. */
      if (method->combine != CPG_COMBINE_ALL_TRUE && answer->data[0].v_uint64 == 0)
        {
          if (method->combine == CPG_COMBINE_FIRST && is_first)
            g_private_set (&passed_over, g_slist_prepend (g_private_get (&passed_over), hint));
          return TRUE;
        }
    }

  return cpg_call_combine (method, is_first, accumulated, answer);
}

guint
cpg_signal_point_new_signal (const char   *name,
                             GType         type,
                             GSignalFlags  flags,
                             CpgMethod    *method,
                             GClosure     *class_closure)
{
  gboolean has_answer = cpg_method_has_answer (method);

  return g_signal_newv (name, type, flags, class_closure,
                        has_answer ? accumulate : NULL, has_answer ? method : NULL,
                        has_answer ? NULL : cpg_call_marshal,
                        method->return_type, method->n_params, method->param_types);
}

/* The signal of the source that is @method, or 0. */
static guint
get_signal_id (CpgSignalPoint *self,
               CpgMethod      *method)
{
  return self->signal_ids != NULL ? self->signal_ids[method->index] : 0;
}

/* Whether firing @method has to go through GSignal. A class handler that a
 * subclass overrode counts as a handler. */
static gboolean
has_handlers (CpgSignalPoint *self,
              CpgMethod      *method,
              gpointer        source)
{
  guint id = get_signal_id (self, method);

  return id != 0 && g_signal_has_handler_pending (source, id, 0, FALSE);
}

/* The same where nobody keeps the source. */
static gboolean
has_handlers_now (CpgSignalPoint *self,
                  CpgMethod      *method)
{
  GObject *source;
  gboolean result;

  if (get_signal_id (self, method) == 0)
    return FALSE;

  source = cpg_table_pin_owner (&self->table);
  if (source == NULL)
    return FALSE;

  result = has_handlers (self, method, source);
  cpg_table_unpin_owner (&self->table);
  return result;
}

/*
 * cpg_signal_point_is_heard:
 *
 * Whether there is anybody whom a firing of @method would reach: whether its arguments
 * are worth making.
 */
gboolean
cpg_signal_point_is_heard (CpgSignalPoint *self,
                           CpgMethod      *method)
{
  return cpg_table_get_n_live (&self->table) > 0 || cpg_debug_has (CPG_DEBUG_EVENTS) ||
         has_handlers_now (self, method);
}

/* Emits the signal of @method. */
static void
emit (CpgSignalPoint *self,
      CpgMethod      *method,
      const GValue   *values,
      GValue         *answer,
      GArray         *answers)
{
  guint id = get_signal_id (self, method);
  gpointer outer = g_private_get (&emission);
  Emission inner = { self, method, values, answer, answers };

  /* The sinks may not come to hear it. */
  tell_event (self, method, values);

  cpg_lock_check ();
  g_private_set (&emission, &inner);
  g_signal_emitv (values, id, 0, answer);
  g_private_set (&emission, outer);

  /* No handler is there that may have stopped it: so it was a subclass. */
  if (!inner.is_reached && cpg_table_get_n_live (&self->table) > 0 &&
      g_signal_handler_find (g_value_peek_pointer (&values[0]), G_SIGNAL_MATCH_ID, id, 0,
                             NULL, NULL, NULL) == 0)
    g_debug ("%s overrides the class handler of %s without chaining up: its %u sinks did not hear",
             G_VALUE_TYPE_NAME (&values[0]), g_signal_name (id), cpg_table_get_n_live (&self->table));
}

/* Emits the signal of @method, and adds each answer to @answers. */
static void
emit_collecting (CpgSignalPoint *self,
                 CpgMethod      *method,
                 const GValue   *values,
                 GArray         *answers)
{
  GValue answer = G_VALUE_INIT;

  g_value_init (&answer, method->return_type);
  emit (self, method, values, &answer, answers);
  g_value_unset (&answer);
}

static gboolean
is_heap_type (GType type)
{
  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_STRING:
    case G_TYPE_BOXED:
    case G_TYPE_PARAM:
    case G_TYPE_VARIANT:
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* @source: (transfer full)
 * @emits: whether there are handlers */
static gboolean
fire_from (CpgSignalPoint *self,
           CpgMethod      *method,
           GObject        *source,
           gboolean        emits,
           GValue         *values,
           GValue         *answer,
           GArray         *answers)
{
  g_value_init (&values[0], G_OBJECT_TYPE (source));
  g_value_take_object (&values[0], source);
  if (!emits)
    {
      tell_event (self, method, values);
      return cpg_call_sinks (&self->table, method, values, answer, answers);
    }

  if (answers != NULL && cpg_method_has_answer (method))
    emit_collecting (self, method, values, answers);
  else
    emit (self, method, values, answer, NULL);
  return TRUE;
}

/*
 * cpg_signal_point_fire_values:
 * @values: (inout): unset and for the source, then one value for each parameter
 * @answer: (nullable): initialised with the method's return type
 * @answers: (nullable): in place of @answer: each one is added
 *
 * What every firing with values comes to. Gives whether anybody answered, as far
 * as @answer goes.
 */
gboolean
cpg_signal_point_fire_values (CpgSignalPoint *self,
                              CpgMethod      *method,
                              GValue         *values,
                              GValue         *answer,
                              GArray         *answers)
{
  GObject *source = cpg_table_ref_owner (&self->table);

  if (source == NULL)
    {
      if (answer != NULL && method->combine == CPG_COMBINE_ALL_TRUE)
        g_value_set_boolean (answer, TRUE);
      return FALSE;
    }

  return fire_from (self, method, source, has_handlers (self, method, source), values, answer, answers);
}

/* CPG_FIRE() calls this in place of a sink when there are signal handlers:
 * libffi makes values of its typed arguments. */
static void
emitter_called (CpgMethod *method,
                gpointer   data,
                GValue    *values,
                GValue    *answer)
{
  CpgRound *round = data;

  fire_from (CPG_SIGNAL_POINT (((CpgTable *) round->table)->point), method, g_object_ref (round->owner),
             round->is_emitting, values, answer, NULL);

  /* Whoever fires by a macro has no use for what it would have to free. */
  if (is_heap_type (method->return_type))
    g_value_reset (answer);
}

/*
 * _cpg_round_begin:
 * @point: a #CpgSignalPoint
 * @slot: the offset of a method in the C interface
 * @asks: whether @round takes the answers
 *
 * What CPG_FIRE() begins with. Gives what is to be called first; %NULL if there
 * is nobody.
 */
const CpgRoundEntry *
_cpg_round_begin (CpgRound *round,
                  gpointer  point,
                  gsize     slot,
                  gboolean  asks)
{
  CpgSignalPoint *self = point;
  CpgMethod *method;

  round->is_answered = round->answer = FALSE;

  g_return_val_if_fail (CPG_IS_SIGNAL_POINT_QUICKLY (point), NULL);
  method = cpg_outgoing_interface_method_at (self->contract, slot);
  g_return_val_if_fail (method != NULL, NULL);

  round->slot = slot;
  round->method = method;
  round->combine = method->combine;
  round->answer = method->combine == CPG_COMBINE_ALL_TRUE;

  if (cpg_table_get_n_live (&self->table) == 0 && !cpg_debug_has (CPG_DEBUG_EVENTS) &&
      !has_handlers_now (self, method))
    return NULL;
  if (!cpg_table_enter (&self->table, round))
    return NULL;

  if (method->return_type != G_TYPE_NONE)
    cpg_call_decline (NULL); /* of long ago */

  /* An answer that has to be freed, or that decides, is not for a walk that
   * drops answers. */
  cpg_lock_check ();
  round->is_emitting = has_handlers (self, method, round->owner);
  if (round->is_emitting || is_heap_type (method->return_type) ||
      (!asks && method->combine >= CPG_COMBINE_ANY_TRUE) || cpg_debug_has (CPG_DEBUG_EVENTS))
    {
      round->combine = CPG_COMBINE_LAST; /* of one answer */
      return cpg_round_call_only (round, round, cpg_call_get_vtable (self->contract, &self->contract->emitter,
                                                                     emitter_called));
    }

  return _cpg_round_go_on (round, round->next);
}

static gboolean
set_values (CpgSignalPoint  *self,
            CpgMethod       *method,
            const GValue    *args,
            GValue          *values,
            GError         **error)
{
  for (guint i = 0; i < method->n_params; i++)
    {
      g_value_init (&values[i + 1], method->param_types[i]);
      if (!cpg_value_convert (&args[i], &values[i + 1]))
        {
          const char *type_name = G_IS_VALUE (&args[i]) ? G_VALUE_TYPE_NAME (&args[i]) : "nothing";

          if (method->param_types[i] == CPG_TYPE_BY_REF)
            g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                         "%s.%s: %s is in-out and takes a %s with the value inside, not a plain %s",
                         g_type_name (self->contract->gtype), method->name, method->param_names[i],
                         g_type_name (CPG_TYPE_BY_REF), type_name);
          else
            g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                         "%s.%s: %s takes a value of type %s, which this %s is not",
                         g_type_name (self->contract->gtype), method->name, method->param_names[i],
                         g_type_name (method->param_types[i]), type_name);
          return FALSE;
        }
    }

  if (cpg_method_check_boxes (method, values + 1, error))
    return TRUE;
  g_prefix_error (error, "%s.", g_type_name (self->contract->gtype));
  return FALSE;
}

/* The method of a name, if it takes as many arguments. */
static CpgMethod *
find_method (CpgSignalPoint  *self,
             const char      *name,
             guint            n_args,
             GError         **error)
{
  CpgMethod *method = cpg_outgoing_interface_lookup_method (self->contract, name);

  if (method == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (name, -1);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "%s has no method %s",
                   g_type_name (self->contract->gtype), shown);
    }
  else if (n_args != method->n_params)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "%s.%s takes %u arguments, not %u",
                   g_type_name (self->contract->gtype), method->name, method->n_params, n_args);
      method = NULL;
    }
  return method;
}

/* Fires with what @args are as values of the parameters. */
static gboolean
fire (CpgSignalPoint  *self,
      CpgMethod       *method,
      const GValue    *args,
      GValue          *answer,
      GArray          *answers,
      GError         **error)
{
  GValue *values = g_newa0 (GValue, method->n_params + 1);
  gboolean fits = set_values (self, method, args, values, error);

  if (fits)
    cpg_signal_point_fire_values (self, method, values, answer, answers);
  for (guint i = 0; i <= method->n_params; i++)
    g_value_unset (&values[i]);

  return fits;
}

/**
 * cpg_signal_point_fire:
 * @self: a connection point
 * @method: the name of a method, as a signal (`price-changed`), a member
 *   (`price_changed`) or a COM method (`PriceChanged`) is named
 * @args: (array length=n_args) (nullable): the arguments; numbers are
 *   converted to the types of the parameters if they fit. For an in-out
 *   parameter a #CpgByRef
 * @n_args: how many
 * @answer: (out caller-allocates) (optional): a zero-filled value for the
 *   answer, to be unset by the caller, also after an error; a method without
 *   an answer gives a %NULL object
 * @error: return location for an error
 *
 * Fires a method by its name. In C, CPG_FIRE() is faster and checked by the
 * compiler; other languages can as well emit the signal, unless the interface
 * was declared with %CPG_OUTGOING_NO_SIGNALS.
 *
 * Nothing happens once the source is gone.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_INVALID_ARGUMENT if there is no
 *   such method or the arguments don't fit
 *
 * Since: 1.0
 */
gboolean
cpg_signal_point_fire (CpgSignalPoint  *self,
                       const char      *method,
                       const GValue    *args,
                       guint            n_args,
                       GValue          *answer,
                       GError         **error)
{
  CpgMethod *found;
  GValue unwanted = G_VALUE_INIT;
  gboolean fits;

  g_return_val_if_fail (CPG_IS_SIGNAL_POINT (self), FALSE);
  g_return_val_if_fail (method != NULL, FALSE);
  g_return_val_if_fail (n_args == 0 || args != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  found = find_method (self, method, n_args, error);

  /* GJS reads the answer even if there is an error. */
  if (answer == NULL)
    answer = &unwanted;
  g_value_init (answer, found != NULL && cpg_method_has_answer (found) ? found->return_type
                                                                       : G_TYPE_OBJECT);
  if (found == NULL)
    return FALSE;

  fits = fire (self, found, args, cpg_method_has_answer (found) ? answer : NULL, NULL, error);
  if (answer == &unwanted)
    g_value_unset (answer);

  return fits;
}

/**
 * cpg_signal_point_fire_collect:
 * @self: a connection point
 * @method: the name of a method, as cpg_signal_point_fire() takes it
 * @args: (array length=n_args) (nullable): the arguments
 * @n_args: how many
 * @error: return location for an error
 *
 * Fires a method by its name, like cpg_signal_point_fire(), and gives every
 * answer by itself, in the order in which they were given: those of signal
 * handlers, of the sinks, and of handlers that come after. No answer decides
 * anything: everyone is asked.
 *
 * Sinks that do not answer, and those that are called in a main context, are
 * not among them. An answer that a handler gives counts even if the handler
 * stops the emission. A subclass that overrides the class handler and chains up
 * by g_signal_chain_from_overridden_handler() gives one answer: what those of
 * the sinks come to, by the #CpgCombine of the method.
 *
 * Returns: (transfer full) (element-type GObject.Value): the answers, which are
 *   none if the method has none or the source is gone; or %NULL with
 *   %CPG_ERROR_INVALID_ARGUMENT if there is no such method or the arguments
 *   don't fit
 *
 * Since: 1.0
 */
GArray *
cpg_signal_point_fire_collect (CpgSignalPoint  *self,
                               const char      *method,
                               const GValue    *args,
                               guint            n_args,
                               GError         **error)
{
  g_autoptr (GArray) answers = NULL;
  CpgMethod *found;

  g_return_val_if_fail (CPG_IS_SIGNAL_POINT (self), NULL);
  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (n_args == 0 || args != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  found = find_method (self, method, n_args, error);
  if (found == NULL)
    return NULL;

  answers = g_array_new (FALSE, FALSE, sizeof (GValue));
  g_array_set_clear_func (answers, (GDestroyNotify) g_value_unset);

  return fire (self, found, args, NULL, answers, error) ? g_steal_pointer (&answers) : NULL;
}

/**
 * cpg_signal_point_peek: (skip)
 * @source: (type GObject): a source
 * @iface: the type of an outgoing interface
 *
 * Gives the connection point of one's own object, to fire at.
 *
 * |[<!-- language="C" -->
 * CPG_FIRE (cpg_signal_point_peek (self, STOCK_TYPE_EVENTS),
 *           StockEventsInterface, price_changed, "ACME", 12.5);
 * ]|
 *
 * A source that fires often keeps the pointer.
 *
 * Returns: (transfer none): the point, which the source owns
 *
 * Since: 1.0
 */
CpgConnectionPoint *
cpg_signal_point_peek (gpointer source,
                       GType    iface)
{
  CpgOutgoingInterface *contract;
  CpgSignalPoint *point = NULL;

  g_return_val_if_fail (G_IS_OBJECT (source), NULL);

  contract = cpg_outgoing_interface_for_type (iface, NULL);
  if (contract != NULL)
    point = cpg_source_make_point (source, contract);
  if (point == NULL)
    g_critical ("%s has no outgoing interface %s", G_OBJECT_TYPE_NAME (source),
                g_type_name (iface) != NULL ? g_type_name (iface) : "of that type");

  return (CpgConnectionPoint *) point;
}

/**
 * cpg_signal_point_get_signal_name:
 * @self: a connection point
 * @method: a method of its interface
 *
 * Gives the name of the signal of the source that mirrors a method: the
 * method's own, or one with the prefix that the interface was declared with.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL if the interface
 *   was declared with %CPG_OUTGOING_NO_SIGNALS, @method is another's, or it is
 *   `changed` of #CpgPropertyNotifySink, whose signal is #GObject::notify
 *
 * Since: 1.0
 */
const char *
cpg_signal_point_get_signal_name (CpgSignalPoint *self,
                                  CpgMethod      *method)
{
  g_return_val_if_fail (CPG_IS_SIGNAL_POINT (self), NULL);
  g_return_val_if_fail (CPG_IS_METHOD (method), NULL);

  if (method->contract != self->contract || get_signal_id (self, method) == 0)
    return NULL;

  return g_signal_name (get_signal_id (self, method));
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#ifdef HAVE_MALLOC_USABLE_SIZE
#include <malloc.h>
#endif

#include <string.h>

#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-invocation-private.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/engine/cpg-call-private.h>
#include <cpglib/interfaces/cpg-connection-point-container.h>
#include <cpglib/signals/cpg-sink-private.h>
#include <cpglib/signals/cpg-sink-types-private.h>
#include <cpglib/signals/cpg-source-private.h>

/**
 * SECTION:cpg-sink
 * @title: CpgSink
 * @short_description: a sink for any outgoing interface
 * @see_also: #CpgOutgoingInterface, #CpgInvocation
 *
 * A sink that one need not write a class for.
 */

/**
 * CpgSink:
 *
 * A sink that implements any outgoing interface and turns each call into a
 * signal of its own: ATL's `IDispEventImpl` with its sink map.
 *
 * |[<!-- language="C" -->
 * CpgSink *sink = cpg_sink_new (STOCK_TYPE_EVENTS);
 *
 * g_signal_connect (sink, "price-changed", G_CALLBACK (price_changed_cb), self);
 * cookie = cpg_connection_point_advise (point, G_OBJECT (sink), &error);
 * ]|
 *
 * Each method of the interface is a signal of the sink, of the method's name;
 * one whose name is that of a signal of every sink (`notify`, `invoked`) has
 * `event-` before it. #CpgSink::invoked hears all methods.
 *
 * The answer is the one of the method's own signal if that has a handler, else
 * the one that a handler of #CpgSink::invoked set. Where nobody answers, the
 * sink's answer does not count.
 *
 * One made by cpg_sink_new_relay() also fires each call at the connection point
 * of another source, and answers what the listeners there answer.
 *
 * One that g_object_new() makes of #CpgSink itself implements nothing.
 *
 * A sink may be advised on any number of points and is called in whatever
 * thread they fire.
 *
 * Since: 1.0
 */
struct _CpgSink
{
  GObject         parent_instance;

  CpgSignalPoint *target; /* (owned) (nullable): of a relay: where calls go on to */
};

/* Each contract has a subclass of its own. */
struct _CpgSinkClass
{
  GObjectClass          parent_class;

  CpgOutgoingInterface *contract;   /* (unowned) */
  guint                *signal_ids; /* (owned): by the index of the method */
};

typedef enum {
  PROP_INTERFACE = 1
} CpgSinkProperty;

enum {
  SIGNAL_INVOKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (CpgSink, cpg_sink, G_TYPE_OBJECT)

#define CPG_SINK_GET_CLASS(obj) (G_TYPE_INSTANCE_GET_CLASS ((obj), CPG_TYPE_SINK, CpgSinkClass))

static void
cpg_sink_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  /* The others are those of an interface, which nobody gives a value. */
  if (prop_id == PROP_INTERFACE)
    {
      CpgOutgoingInterface *contract = cpg_sink_get_interface (CPG_SINK (object));

      g_value_set_gtype (value, contract != NULL ? contract->gtype : G_TYPE_NONE);
    }
  else
    g_param_value_set_default (pspec, value);
}

static void
cpg_sink_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
}

static void
cpg_sink_finalize (GObject *object)
{
  g_clear_object (&CPG_SINK (object)->target);

  G_OBJECT_CLASS (cpg_sink_parent_class)->finalize (object);
}

static void
cpg_sink_class_init (CpgSinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cpg_sink_get_property;
  object_class->set_property = cpg_sink_set_property;
  object_class->finalize = cpg_sink_finalize;

  /**
   * CpgSink:interface:
   *
   * The type of the interface that the sink implements.
   *
   * Since: 1.0
   */
  g_object_class_install_property (object_class, PROP_INTERFACE,
    g_param_spec_gtype ("interface", NULL, "The interface that the sink implements",
                        G_TYPE_NONE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  /**
   * CpgSink::invoked:
   * @self: the sink
   * @invocation: the call
   *
   * A method of the interface was called, whichever it is. It is emitted
   * before the method's own signal, or, where the methods are signals of the
   * interface, as part of that. A handler may answer with
   * cpg_invocation_set_answer(). The detail is the name of the method:
   * `invoked::may-close` hears that one alone.
   *
   * Since: 1.0
   */
  signals[SIGNAL_INVOKED] =
    g_signal_new ("invoked", CPG_TYPE_SINK, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, CPG_TYPE_INVOCATION);
}

static void
cpg_sink_init (CpgSink *self)
{
}

/* Whether a handler listens to all methods, or to this one. */
static gboolean
is_invoked_heard (CpgSink   *self,
                  CpgMethod *method)
{
  const GSignalMatchType match = G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DETAIL | G_SIGNAL_MATCH_UNBLOCKED;
  guint id = signals[SIGNAL_INVOKED];

  return g_signal_handler_find (self, match, id, 0, NULL, NULL, NULL) != 0 ||
         g_signal_handler_find (self, match, id, method->quark, NULL, NULL, NULL) != 0;
}

/* Fires a call on at the target, with the same arguments: none is copied. Gives
 * whether anybody answered. */
static gboolean
relay (CpgSink      *self,
       CpgMethod    *method,
       const GValue *values,
       GValue       *answer)
{
  GValue *forwarded = g_newa0 (GValue, method->n_params + 1);
  GValue unwanted = G_VALUE_INIT;
  gboolean is_answered;

  memcpy (forwarded + 1, values + 1, method->n_params * sizeof (GValue));
  if (answer == NULL && cpg_method_has_answer (method))
    g_value_init (&unwanted, method->return_type);

  is_answered = cpg_signal_point_fire_values (self->target, method, forwarded,
                                              G_VALUE_TYPE (&unwanted) != G_TYPE_INVALID ? &unwanted : answer, NULL);

  g_value_unset (&forwarded[0]);
  g_value_unset (&unwanted);
  return is_answered;
}

/* The one place where a call of the interface arrives. @emit_own: whether the
 * method's signal is the sink's to emit, or the one that is being emitted. */
static void
sink_invoke (CpgSink      *self,
             CpgMethod    *method,
             const GValue *values,
             GValue       *answer,
             gboolean      emit_own)
{
  g_autoptr (CpgInvocation) invocation = NULL;
  const GValue *given = NULL;
  guint id = CPG_SINK_GET_CLASS (self)->signal_ids[method->index];
  gboolean is_answered = FALSE;

  if (is_invoked_heard (self, method))
    {
      invocation = cpg_invocation_new (method, values + 1);
      g_signal_emit (self, signals[SIGNAL_INVOKED], method->quark, invocation);
      given = cpg_invocation_get_answer (invocation);
    }

  if (emit_own && g_signal_has_handler_pending (self, id, 0, FALSE))
    {
      g_signal_emitv (values, id, 0, answer);
      is_answered = TRUE;
    }
  else if (given != NULL && answer != NULL)
    {
      g_value_copy (given, answer);
      is_answered = TRUE;
    }

  /* Handlers of a signal that is being emitted answer for themselves. */
  if (!emit_own && g_signal_handler_find (self, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_UNBLOCKED,
                                          id, 0, NULL, NULL, NULL) != 0)
    is_answered = TRUE;

  if (self->target != NULL && relay (self, method, values, is_answered ? NULL : answer))
    is_answered = TRUE;

  if (answer != NULL)
    cpg_call_decline (is_answered ? NULL : self);
}

/* Through the C interface. */
static void
sink_called (CpgMethod *method,
             gpointer   instance,
             GValue    *values,
             GValue    *answer)
{
  CpgSink *self = instance;

  g_value_init (&values[0], G_OBJECT_TYPE (self));
  g_value_set_object (&values[0], self);
  sink_invoke (self, method, values, answer, TRUE);
}

/* Through a signal of the interface, as its class handler. */
static void
sink_emitted_marshal (GClosure     *closure,
                      GValue       *answer,
                      guint         n_values,
                      const GValue *values,
                      gpointer      hint,
                      gpointer      marshal_data)
{
  sink_invoke (g_value_get_object (&values[0]), closure->data, values, answer, FALSE);
}

/* The method's name, unless that is a signal's already. */
static char *
get_free_name (GType      type,
               CpgMethod *method)
{
  char *name = g_strdup (method->name);

  while (g_signal_lookup (name, type) != 0 ||
         (name[strlen (method->name)] != '\0' &&
          cpg_outgoing_interface_lookup_method (method->contract, name) != NULL))
    {
      g_autofree char *taken = name;

      name = g_strconcat ("event-", taken, NULL);
    }
  return name;
}

static void
sink_subclass_init (gpointer klass,
                    gpointer contract)
{
  CpgSinkClass *sink_class = klass;
  GPtrArray *methods = ((CpgOutgoingInterface *) contract)->methods;
  GType type = G_TYPE_FROM_CLASS (klass);

  sink_class->contract = contract;
  sink_class->signal_ids = g_new (guint, methods->len);

  for (guint i = 0; i < methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (methods, i);
      g_autofree char *name = NULL;

      if (method->signal_id != 0)
        {
          cpg_sink_types_override_signal (klass, method, sink_emitted_marshal);
          sink_class->signal_ids[i] = method->signal_id;
          continue;
        }

      name = get_free_name (type, method);
      sink_class->signal_ids[i] = cpg_signal_point_new_signal (name, type, G_SIGNAL_RUN_LAST,
                                                               method, NULL);
    }

  cpg_sink_types_override_properties (klass, contract, PROP_INTERFACE + 1);
}

/* Somebody else's interface may have functions that nobody implements here. A
 * script that calls one shall get nothing, not a crash. */
static gpointer
do_nothing (void)
{
  return NULL;
}

static void
fill_empty_slots (gpointer vtable)
{
#ifdef HAVE_MALLOC_USABLE_SIZE
  gsize size = malloc_usable_size (vtable);

  for (gsize slot = sizeof (GTypeInterface); slot + sizeof (gpointer) <= size; slot += sizeof (gpointer))
    if (G_STRUCT_MEMBER (gpointer, vtable, slot) == NULL)
      G_STRUCT_MEMBER (gpointer, vtable, slot) = (gpointer) do_nothing;
#endif
}

static void
sink_interface_init (gpointer vtable,
                     gpointer contract)
{
  if (((CpgOutgoingInterface *) contract)->has_slots)
    cpg_call_fill_vtable (contract, vtable, sink_called);
  else
    fill_empty_slots (vtable);
}

static CpgSinkTypes sink_types = {
  "CpgSink_", "A CpgSink", CPG_ERROR_INVALID_CONTRACT, sink_subclass_init, sink_interface_init, NULL
};

/**
 * cpg_sink_new: (skip)
 * @iface: the type of an outgoing interface
 *
 * Makes a sink. A type that is no outgoing interface is a critical; see
 * cpg_sink_try_new() where it is not the programmer's to know.
 *
 * Returns: (transfer full): the sink
 *
 * Since: 1.0
 */
CpgSink *
cpg_sink_new (GType iface)
{
  g_autoptr (GError) error = NULL;
  CpgSink *self = cpg_sink_try_new (iface, &error);

  if (self == NULL)
    g_critical ("%s", error->message);

  return self;
}

/**
 * cpg_sink_try_new: (constructor) (rename-to cpg_sink_new)
 * @iface: the type of an outgoing interface
 * @error: return location for an error
 *
 * Makes a sink, like cpg_sink_new(), of a type that may turn out to be no
 * outgoing interface.
 *
 * Returns: (transfer full): the sink, or %NULL with
 *   %CPG_ERROR_INVALID_CONTRACT if @iface is no outgoing interface, or one for
 *   particular classes only
 *
 * Since: 1.0
 */
CpgSink *
cpg_sink_try_new (GType    iface,
                  GError **error)
{
  CpgOutgoingInterface *contract;
  GType type;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  contract = cpg_outgoing_interface_for_type (iface, error);
  if (contract == NULL)
    return NULL;
  type = cpg_sink_types_get (&sink_types, CPG_TYPE_SINK, contract, error);
  if (type == G_TYPE_INVALID)
    return NULL;

  return g_object_new (type, NULL);
}

/**
 * cpg_sink_new_relay: (constructor)
 * @target: the connection point of another source
 * @error: return location for an error
 *
 * Makes a sink that fires every call at another source's connection point:
 * advised on a point for the same interface, what that source fires, the other
 * one fires too. The arguments are handed on as they are, without copies, and
 * the answer is that of the listeners of @target; nothing happens once its
 * source is gone.
 *
 * Points that lead back to themselves can't be made: the advise() that would
 * close the circle fails with %CPG_ERROR_CANNOT_CONNECT.
 *
 * Returns: (transfer full): the sink, or %NULL with %CPG_ERROR_NOT_SUPPORTED if
 *   @target is no #CpgSignalPoint, or %CPG_ERROR_INVALID_CONTRACT if its
 *   interface is one for particular classes only
 *
 * Since: 1.0
 */
CpgSink *
cpg_sink_new_relay (CpgConnectionPoint  *target,
                    GError             **error)
{
  CpgSink *self;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (target), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!CPG_IS_SIGNAL_POINT (target))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_NOT_SUPPORTED,
                   "A %s can't be fired at by somebody else", G_OBJECT_TYPE_NAME (target));
      return NULL;
    }

  self = cpg_sink_try_new (CPG_SIGNAL_POINT (target)->contract->gtype, error);
  if (self != NULL)
    self->target = g_object_ref (CPG_SIGNAL_POINT (target));
  return self;
}

/*
 * cpg_sink_leads_to:
 *
 * Whether what @sink is called with would be fired at @point, by itself or by
 * other relays that are connected.
 */
gboolean
cpg_sink_leads_to (GObject        *sink,
                   CpgSignalPoint *point)
{
  CpgSignalPoint *target = CPG_IS_SINK (sink) ? CPG_SINK (sink)->target : NULL;
  g_autoptr (GPtrArray) connections = NULL;

  if (target == NULL || target == point)
    return target != NULL;

  connections = cpg_table_snapshot (&target->table);
  for (guint i = 0; i < connections->len; i++)
    {
      g_autoptr (GObject) next = cpg_connection_get_sink (g_ptr_array_index (connections, i));

      if (cpg_sink_leads_to (next, point))
        return TRUE;
    }
  return FALSE;
}

/**
 * cpg_sink_get_interface: (get-property interface)
 * @self: a sink
 *
 * Gives the contract that the sink implements.
 *
 * Returns: (transfer none) (nullable): the contract, or %NULL if the sink
 *   implements none
 *
 * Since: 1.0
 */
CpgOutgoingInterface *
cpg_sink_get_interface (CpgSink *self)
{
  g_return_val_if_fail (CPG_IS_SINK (self), NULL);

  return CPG_SINK_GET_CLASS (self)->contract;
}

/**
 * cpg_sink_get_signal_name:
 * @self: a sink
 * @method: a method of its interface
 *
 * Gives the name of the sink's signal for a method.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL if @method is one
 *   of another interface
 *
 * Since: 1.0
 */
const char *
cpg_sink_get_signal_name (CpgSink   *self,
                          CpgMethod *method)
{
  g_return_val_if_fail (CPG_IS_SINK (self), NULL);
  g_return_val_if_fail (CPG_IS_METHOD (method), NULL);

  if (method->contract == NULL || method->contract != CPG_SINK_GET_CLASS (self)->contract)
    return NULL;

  return g_signal_name (CPG_SINK_GET_CLASS (self)->signal_ids[method->index]);
}

/**
 * cpg_advise:
 * @source: an object
 * @sink: an object that implements @iface
 * @iface: the type of an outgoing interface, or %G_TYPE_INVALID or
 *   %G_TYPE_NONE for the default one of @source
 * @error: return location for an error
 *
 * Connects a sink to a source in one step: `AtlAdvise`. A
 * #CpgConnectionGroup does it for many.
 *
 * Returns: the cookie, or 0 with an error that tells the three failures
 *   apart and names the types: %CPG_ERROR_NOT_CONNECTABLE if @source is no
 *   source, %CPG_ERROR_NO_CONNECTION if it does not have the interface, or no
 *   default one, %CPG_ERROR_CANNOT_CONNECT if @sink does not implement it;
 *   or else %CPG_ERROR_INVALID_CONTRACT if @iface is no outgoing interface,
 *   or another of cpg_connection_point_advise()
 *
 * Since: 1.0
 */
guint
cpg_advise (GObject  *source,
            GObject  *sink,
            GType     iface,
            GError  **error)
{
  g_autoptr (CpgConnectionPoint) point = NULL;

  g_return_val_if_fail (G_IS_OBJECT (source), 0);
  g_return_val_if_fail (G_IS_OBJECT (sink), 0);
  g_return_val_if_fail (error == NULL || *error == NULL, 0);

  point = cpg_source_find_point (source, iface, error);

  return point != NULL ? cpg_connection_point_advise (point, sink, error) : 0;
}

/**
 * cpg_unadvise:
 * @source: an object
 * @iface: the type of an outgoing interface, or %G_TYPE_INVALID or
 *   %G_TYPE_NONE for the default one of @source
 * @cookie: what cpg_advise() gave
 * @error: return location for an error
 *
 * Ends a connection in one step: `AtlUnadvise`.
 *
 * Returns: %TRUE, or %FALSE with an error
 *
 * Since: 1.0
 */
gboolean
cpg_unadvise (GObject  *source,
              GType     iface,
              guint     cookie,
              GError  **error)
{
  g_autoptr (CpgConnectionPoint) point = NULL;

  g_return_val_if_fail (G_IS_OBJECT (source), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  point = cpg_source_find_point (source, iface, error);

  return point != NULL && cpg_connection_point_unadvise (point, cookie, error);
}

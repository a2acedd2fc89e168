/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-invoke-private.h>
#include <cpglib/com/cpg-com-kind.h>
#include <cpglib/com/cpg-com-marshal-private.h>
#include <cpglib/com/cpg-com-property-private.h>
#include <cpglib/com/cpg-com-sink-proxy-private.h>
#include <cpglib/com/cpg-hresult.h>
#include <cpglib/contract/cpg-debug-private.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/engine/cpg-call-private.h>
#include <cpglib/interfaces/cpg-connection-point-container.h>
#include <cpglib/signals/cpg-signal-point.h>
#include <cpglib/signals/cpg-sink-types-private.h>

typedef enum {
  BY_VTABLE,
  BY_INVOKE,
  AS_PROPERTY_NOTIFY /* IPropertyNotifySink has DISPIDs where the contract has names */
} Manner;

struct _CpgComSinkProxy
{
  GObject              parent_instance;

  const CpgComDialect *dialect;
  gpointer             sink;    /* (owned): the interface that is called */
  Manner               manner;
  guint                first_slot; /* of the contract in the vtable of @sink */

  GWeakRef             point;   /* CpgConnectionPoint: where it is connected */
  int                  cookie;  /* (atomic): 0 until it is known */
  int                  is_gone; /* (atomic): the sink said so */
};

/* Each contract has a subclass of its own. */
struct _CpgComSinkProxyClass
{
  GObjectClass          parent_class;

  CpgOutgoingInterface *contract; /* (unowned) */
  CpgComMethod        **methods;  /* (owned): by the index */
};

G_DEFINE_TYPE (CpgComSinkProxy, cpg_com_sink_proxy, G_TYPE_OBJECT)

#define GET_CLASS(proxy) (G_TYPE_INSTANCE_GET_CLASS ((proxy), CPG_TYPE_COM_SINK_PROXY, CpgComSinkProxyClass))

static void
cpg_com_sink_proxy_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  /* The properties are those of an interface, which nobody gives a value. */
  g_param_value_set_default (pspec, value);
}

static void
cpg_com_sink_proxy_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
}

static void
cpg_com_sink_proxy_finalize (GObject *object)
{
  CpgComSinkProxy *self = (CpgComSinkProxy *) object;

  cpg_com_clear (self->dialect, &self->sink);
  g_weak_ref_clear (&self->point);

  G_OBJECT_CLASS (cpg_com_sink_proxy_parent_class)->finalize (object);
}

static void
cpg_com_sink_proxy_class_init (CpgComSinkProxyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cpg_com_sink_proxy_get_property;
  object_class->set_property = cpg_com_sink_proxy_set_property;
  object_class->finalize = cpg_com_sink_proxy_finalize;
}

static void
cpg_com_sink_proxy_init (CpgComSinkProxy *self)
{
  g_weak_ref_init (&self->point, NULL);
}

/* The sink said that it is gone: its connection ends, maybe before advise() has
 * given the cookie. */
static void
disconnect (CpgComSinkProxy *self)
{
  g_autoptr (CpgConnectionPoint) point = g_weak_ref_get (&self->point);
  guint cookie = (guint) g_atomic_int_get (&self->cookie);

  if (point != NULL && cookie != 0 && cpg_connection_point_unadvise (point, cookie, NULL))
    g_debug ("The COM sink %p of %s is gone: connection %u ended", self->sink,
             g_type_name (GET_CLASS (self)->contract->gtype), cookie);
}

static void
tell_failure (CpgComSinkProxy *self,
              CpgMethod       *method,
              guint32          result,
              const char      *description)
{
  g_autoptr (CpgConnectionPoint) point = g_weak_ref_get (&self->point);
  g_autoptr (CpgConnectionPointContainer) source = NULL;
  g_autoptr (GError) error = cpg_error_new_from_hresult (result);

  if (cpg_com_result_is_gone (result))
    {
      g_atomic_int_set (&self->is_gone, TRUE);
      disconnect (self);
    }

  if (description != NULL)
    g_prefix_error (&error, "%s: ", description);
  if (cpg_debug_has (CPG_DEBUG_EVENTS))
    {
      source = point != NULL ? cpg_connection_point_get_container (point) : NULL;
      cpg_debug_failure ((GObject *) source, method->contract, method, method->dispid, error->message);
    }
  g_prefix_error (&error, "%s.%s: ", g_type_name (method->contract->gtype), method->name);
  g_debug ("A COM sink failed: %s", error->message);
  if (!CPG_IS_SIGNAL_POINT (point))
    return;
  g_signal_emit_by_name (point, "sink-failed", (guint) g_atomic_int_get (&self->cookie), error);
}

static guint32
notify_property (CpgComSinkProxy *self,
                 CpgMethod       *method,
                 const GValue    *values,
                 GValue          *answer)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpi");
  g_autoptr (CpgConnectionPoint) point = g_weak_ref_get (&self->point);
  g_autoptr (CpgConnectionPointContainer) source = NULL;
  gint32 dispid = CPG_DISPID_UNKNOWN;
  void *args[] = { &dispid };
  guint32 result;

  if (point != NULL)
    source = cpg_connection_point_get_container (point);
  if (source != NULL && method->n_params > 0 && G_VALUE_HOLDS_STRING (&values[0]))
    dispid = cpg_com_property_find_dispid (G_OBJECT_GET_CLASS (source), g_value_get_string (&values[0]));

  result = cpg_com_call (self->dialect, self->sink, CPG_SLOT_NOTIFY_ON_CHANGED + method->index, &signature, args);
  if (answer != NULL && G_VALUE_HOLDS_BOOLEAN (answer))
    g_value_set_boolean (answer, result != CPG_S_FALSE);
  return result;
}

/* The one place where a call arrives. */
static void
proxy_invoke (CpgComSinkProxy *self,
              CpgMethod       *method,
              const GValue    *values,
              GValue          *answer)
{
  const CpgComMethod *com_method = GET_CLASS (self)->methods[method->index];
  g_autofree char *description = NULL;
  guint32 result;

  switch (self->manner)
    {
    case BY_INVOKE:
      result = cpg_com_invoke (com_method, self->dialect, self->sink, values, answer, &description);
      break;
    case AS_PROPERTY_NOTIFY:
      result = notify_property (self, method, values, answer);
      break;
    case BY_VTABLE:
    default:
      result = cpg_com_method_call (com_method, self->dialect, self->sink, self->first_slot + method->index,
                                    values, answer);
      break;
    }

  if (G_UNLIKELY (CPG_HRESULT_FAILED (result)))
    {
      if (answer != NULL)
        g_value_reset (answer);
      tell_failure (self, method, result, description);
    }
  /* What failed is no answer. */
  if (answer != NULL)
    cpg_call_decline (CPG_HRESULT_FAILED (result) ? self : NULL);
}

/* Through the C interface. */
static void
proxy_called (CpgMethod *method,
              gpointer   instance,
              GValue    *values,
              GValue    *answer)
{
  proxy_invoke (instance, method, values + 1, answer);
}

/* Through a signal of the interface, as its class handler. */
static void
proxy_emitted_marshal (GClosure     *closure,
                       GValue       *answer,
                       guint         n_values,
                       const GValue *values,
                       gpointer      hint,
                       gpointer      marshal_data)
{
  CpgMethod *method = closure->data;

  proxy_invoke (g_value_get_object (&values[0]), method, values + 1,
                cpg_method_has_answer (method) ? answer : NULL);
}

static void
proxy_subclass_init (gpointer klass,
                     gpointer contract)
{
  CpgComSinkProxyClass *proxy_class = klass;
  GPtrArray *methods = ((CpgOutgoingInterface *) contract)->methods;

  proxy_class->contract = contract;
  proxy_class->methods = g_new (CpgComMethod *, methods->len);
  for (guint i = 0; i < methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (methods, i);

      proxy_class->methods[i] = cpg_com_method_get (method);
      if (method->signal_id != 0)
        cpg_sink_types_override_signal (klass, method, proxy_emitted_marshal);
    }

  cpg_sink_types_override_properties (klass, contract, 1);
}

static void
proxy_interface_init (gpointer vtable,
                      gpointer contract)
{
  if (((CpgOutgoingInterface *) contract)->has_slots)
    cpg_call_fill_vtable (contract, vtable, proxy_called);
}

static CpgSinkTypes proxy_types = {
  "CpgComSinkProxy_", "A COM sink", CPG_ERROR_CANNOT_CONNECT, proxy_subclass_init, proxy_interface_init, NULL
};

/* Whichever way the query fails, the sink can't be connected. */
static gboolean
query_sink (CpgComSinkProxy       *self,
            CpgOutgoingInterface  *contract,
            gpointer               sink,
            GError               **error)
{
  CpgComKind kind = cpg_com_interface_get_kind (contract->gtype);
  guint32 result, second;

  self->first_slot = kind == CPG_COM_KIND_DUAL ? CPG_N_DISPATCH_SLOTS : CPG_N_UNKNOWN_SLOTS;
  self->manner = kind == CPG_COM_KIND_DISPATCH ? BY_INVOKE : BY_VTABLE;
  if (self->manner == BY_VTABLE && cpg_guid_equal (&contract->iid, &cpg_iid_property_notify_sink))
    self->manner = AS_PROPERTY_NOTIFY;
  result = cpg_com_query_interface (self->dialect, sink, &contract->iid, &self->sink);
  if (!CPG_HRESULT_FAILED (result))
    return TRUE;

  self->manner = BY_INVOKE;
  second = cpg_com_query_interface (self->dialect, sink, &cpg_iid_dispatch, &self->sink);
  if (!CPG_HRESULT_FAILED (second))
    return TRUE;

  g_set_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT,
               "The COM sink %p answers neither to %s (0x%08X) nor to IDispatch (0x%08X)",
               sink, g_type_name (contract->gtype), result, second);
  return FALSE;
}

CpgComSinkProxy *
cpg_com_sink_proxy_new (CpgOutgoingInterface  *contract,
                        const CpgComDialect   *dialect,
                        gpointer               sink,
                        GError               **error)
{
  GType type = cpg_sink_types_get (&proxy_types, CPG_TYPE_COM_SINK_PROXY, contract, error);
  g_autoptr (CpgComSinkProxy) self = NULL;

  if (type == G_TYPE_INVALID)
    return NULL;

  self = g_object_new (type, NULL);
  self->dialect = dialect;

  return query_sink (self, contract, sink, error) ? g_steal_pointer (&self) : NULL;
}

guint
cpg_com_sink_proxy_connect (CpgComSinkProxy     *self,
                            CpgConnectionPoint  *point,
                            GError             **error)
{
  guint cookie;

  g_weak_ref_set (&self->point, point);
  cookie = cpg_connection_point_advise (point, G_OBJECT (self), error);
  g_atomic_int_set (&self->cookie, (int) cookie);

  /* Somebody may have fired in between. */
  if (cookie != 0 && g_atomic_int_get (&self->is_gone))
    disconnect (self);

  return cookie;
}

gpointer
cpg_com_sink_proxy_ref_foreign (GObject             *sink,
                                const CpgComDialect *dialect)
{
  CpgComSinkProxy *self = (CpgComSinkProxy *) sink;

  if (!G_TYPE_CHECK_INSTANCE_TYPE (sink, CPG_TYPE_COM_SINK_PROXY) || self->dialect != dialect)
    return NULL;

  cpg_com_add_ref (dialect, self->sink);
  return self->sink;
}

gpointer
cpg_com_sink_proxy_peek_foreign (GObject              *sink,
                                 const CpgComDialect **dialect)
{
  CpgComSinkProxy *self = (CpgComSinkProxy *) sink;
  gpointer unknown = NULL;

  if (!G_TYPE_CHECK_INSTANCE_TYPE (sink, CPG_TYPE_COM_SINK_PROXY))
    return NULL;

  /* That is where it is as long as anything of the object is held. */
  *dialect = self->dialect;
  if (CPG_HRESULT_FAILED (cpg_com_query_interface (self->dialect, self->sink, &cpg_iid_unknown, &unknown)))
    return self->sink;
  cpg_com_drop_ref (self->dialect, unknown);
  return unknown;
}

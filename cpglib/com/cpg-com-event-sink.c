/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/com/cpg-com-event-sink-private.h>
#include <cpglib/com/cpg-com-marshal-private.h>
#include <cpglib/com/cpg-com-object-private.h>
#include <cpglib/com/cpg-com-variant-private.h>
#include <cpglib/com/cpg-hresult.h>
#include <cpglib/contract/cpg-by-ref.h>
#include <cpglib/contract/cpg-debug-private.h>
#include <cpglib/contract/cpg-interface-builder.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/engine/cpg-call-private.h>
#include <cpglib/signals/cpg-property-notify-sink.h>

/* What all sinks for one contract have in common; made once and kept. */
typedef struct _SinkType SinkType;
struct _SinkType
{
  CpgComClass           klass;       /* first: what an object knows of it */
  CpgOutgoingInterface *contract;    /* (unowned): contracts stay */
  CpgComKind            kind;
  gboolean              is_catch_all;
  CpgGuid               iid;         /* the contract's, or that of one that nobody knows */
  CpgComInterface       events;      /* by its vtable */
  CpgComInterface       dispatch;
  CpgComInterface      *interfaces[2];
  SinkType             *next;
};

struct _CpgComEventSink
{
  CpgComUnknown   parent;

  CpgSignalPoint *point;       /* (owned) (nullable): where its calls go, */
  GObject        *sink;        /* (owned) (nullable): or who gets them */
  gint            is_detached; /* (atomic) */
};

/* Guards the list; nobody else's code runs under it. */
G_LOCK_DEFINE_STATIC (sink_types);
static SinkType *sink_types; /* (owned): grows only */

static GQuark
catch_all_quark (void)
{
  return g_quark_from_static_string ("cpg-com-catch-all");
}

static const SinkType *
get_type (CpgComEventSink *self)
{
  return (const SinkType *) self->parent.klass;
}

static void
event_sink_finalize (CpgComUnknown *unknown)
{
  CpgComEventSink *self = (CpgComEventSink *) unknown;

  g_clear_object (&self->point);
  g_clear_object (&self->sink);
}

/* What keeps a call from being heard ---------------------------------------------- */

/* Which argument it was. */
typedef struct {
  guint32     index; /* among those that came, as Invoke tells it */
  const char *param; /* (nullable): the name of its parameter, or what else it was */
} Culprit;

static const char *
get_reason (guint32 result)
{
  switch (result)
    {
    case CPG_DISP_E_UNKNOWNINTERFACE:
      return "the IID is not IID_NULL";
    case CPG_DISP_E_MEMBERNOTFOUND:
      return "there is no such method";
    case CPG_DISP_E_PARAMNOTFOUND:
      return "there is no such parameter, or it has its argument already";
    case CPG_DISP_E_PARAMNOTOPTIONAL:
      return "an argument is missing";
    case CPG_DISP_E_BADPARAMCOUNT:
      return "there are too many arguments";
    case CPG_DISP_E_TYPEMISMATCH:
      return "the value is of another type";
    case CPG_DISP_E_OVERFLOW:
      return "the value does not fit";
    case CPG_DISP_E_BADVARTYPE:
      return "the value is of a type that nobody knows";
    case CPG_E_POINTER:
      return "a pointer is NULL";
    default:
      return "the value can't cross";
    }
}

/* Whoever calls hears of it from us; who wrote the program may want to, too. */
static void
tell_failure (CpgComEventSink *self,
              CpgMethod       *method,
              gint32           dispid,
              const char      *param,
              guint32          result)
{
  g_autoptr (GObject) source = NULL;
  g_autofree char *reason = NULL;

  if (!CPG_HRESULT_FAILED (result) || result == CPG_RPC_E_DISCONNECTED)
    return;

  source = self->point != NULL ? cpg_table_ref_owner (&self->point->table) : g_object_ref (self->sink);
  reason = g_strdup_printf ("%s%s%s (0x%08X)", param != NULL ? param : "", param != NULL ? ": " : "",
                            get_reason (result), result);
  cpg_debug_failure (source, get_type (self)->contract, method, dispid, reason);
}

/* Calls ------------------------------------------------------------------------ */

/* The sink that this thread is just called on. */
static GPrivate called;

gboolean
cpg_com_event_sink_is_called (void)
{
  return g_private_get (&called) != NULL;
}

/*
 * @values: of the parameters, after a first one that is unset
 * @answer: (nullable): initialised
 */
static guint32
deliver (CpgComEventSink *self,
         CpgMethod       *method,
         GValue          *values,
         GValue          *answer)
{
  gpointer outer = g_private_get (&called);

  if (g_atomic_int_get (&self->is_detached))
    return CPG_RPC_E_DISCONNECTED;

  g_private_set (&called, self);
  if (self->sink != NULL)
    {
      /* Whoever is called may release @self. */
      g_autoptr (GObject) sink = g_object_ref (self->sink);
      gpointer vtable = NULL;

      if (method->contract->has_slots)
        vtable = g_type_interface_peek (G_OBJECT_GET_CLASS (sink), method->contract->gtype);
      cpg_call_ask_sink (method, sink, vtable, values + 1, answer);
      g_private_set (&called, outer);
      return CPG_S_OK;
    }

  /* It sets the first value if there is a source. */
  cpg_signal_point_fire_values (self->point, method, values, answer, NULL);
  g_private_set (&called, outer);
  if (!G_IS_VALUE (&values[0]))
    return CPG_RPC_E_DISCONNECTED;
  g_value_unset (&values[0]);
  return CPG_S_OK;
}

/* An object, or what may be one. */
static gboolean
may_bring_object (CpgMethod *method)
{
  for (guint i = 0; i < method->n_params; i++)
    switch (G_TYPE_FUNDAMENTAL (method->param_types[i]))
      {
      case G_TYPE_OBJECT:
      case G_TYPE_INTERFACE:
      case G_TYPE_BOXED:
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

/* Whether nobody would notice if a call were not delivered: no object that it brings
 * has to be imported. To ask costs more than to make anything else of what came. */
static gboolean
is_unheard (CpgComEventSink *self,
            CpgMethod       *method)
{
  return may_bring_object (method) && self->point != NULL && !g_atomic_int_get (&self->is_detached) &&
         (get_type (self)->is_catch_all || !cpg_method_has_answer (method)) &&
         !cpg_signal_point_is_heard (self->point, method);
}

/* Through the vtable. */
static guint32
received (gpointer      data,
          CpgMethod    *method,
          const GValue *values,
          GValue       *answer)
{
  GValue *all = g_newa0 (GValue, method->n_params + 1);

  memcpy (all + 1, values, method->n_params * sizeof *values); /* borrowed */
  return deliver (data, method, all, answer);
}

static guint32
method_called (CpgComUnknown     *unknown,
               const CpgComSlot  *slot,
               void             **args)
{
  CpgComEventSink *self = (CpgComEventSink *) unknown;
  CpgComMethod *com_method = slot->data;
  CpgMethod *method = com_method->method;
  guint32 result;

  if (is_unheard (self, method))
    {
      cpg_com_method_clear_out (com_method, args);
      return CPG_S_OK;
    }
  if (!cpg_debug_has (CPG_DEBUG_EVENTS))
    return cpg_com_method_receive (com_method, unknown->dialect, args, received, unknown);

  /* Whoever is called may release it. */
  cpg_com_unknown_ref (unknown);
  result = cpg_com_method_receive (com_method, unknown->dialect, args, received, unknown);
  tell_failure (self, method, method->dispid, NULL, result);
  cpg_com_unknown_unref (unknown);
  return result;
}

/* IPropertyNotifySink. */
static guint32
notify_called (CpgComUnknown     *unknown,
               const CpgComSlot  *slot,
               void             **args)
{
  CpgComEventSink *self = (CpgComEventSink *) unknown;
  CpgMethod *method = slot->data;
  GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT }, answer = G_VALUE_INIT;
  g_autoptr (GObject) source = NULL;
  gint32 dispid = CPG_COM_ARG (args, 0, gint32);
  gboolean is_allowed = TRUE;
  guint32 result;

  if (self->point != NULL)
    source = cpg_table_ref_owner (&self->point->table);
  g_value_init (&values[1], G_TYPE_STRING);
  if (dispid != CPG_DISPID_UNKNOWN)
    g_value_take_string (&values[1], CPG_IS_COM_OBJECT (source)
                                       ? cpg_com_object_dup_property_name (CPG_COM_OBJECT (source), dispid)
                                       : g_strdup_printf ("%d", dispid));
  if (cpg_method_has_answer (method))
    {
      g_value_init (&answer, G_TYPE_BOOLEAN);
      g_value_set_boolean (&answer, TRUE);
    }

  result = deliver (self, method, values, G_VALUE_TYPE (&answer) != G_TYPE_INVALID ? &answer : NULL);
  if (G_VALUE_TYPE (&answer) != G_TYPE_INVALID)
    is_allowed = g_value_get_boolean (&answer);
  g_value_unset (&values[1]);

  /* To refuse is a success. */
  return result == CPG_S_OK && !is_allowed ? CPG_S_FALSE : result;
}

/* IDispatch -------------------------------------------------------------------- */

static guint32
get_type_info_count_called (CpgComUnknown     *unknown,
                            const CpgComSlot  *slot,
                            void             **args)
{
  guint32 *out = CPG_COM_ARG (args, 0, guint32 *);

  if (out == NULL)
    return CPG_E_POINTER;

  *out = 0;
  return CPG_S_OK;
}

static guint32
get_type_info_called (CpgComUnknown     *unknown,
                      const CpgComSlot  *slot,
                      void             **args)
{
  return cpg_com_out_clear (CPG_COM_ARG (args, 2, gpointer *)) ? CPG_E_NOTIMPL : CPG_E_POINTER;
}

static CpgMethod *
find_by_com_name (CpgOutgoingInterface *contract,
                  const char           *name)
{
  for (guint i = 0; i < contract->methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (contract->methods, i);

      if (g_ascii_strcasecmp (method->com_name, name) == 0)
        return method;
    }
  return NULL;
}

/* The first name is a method's, those that follow are parameters. */
static guint32
get_ids_of_names_called (CpgComUnknown     *unknown,
                         const CpgComSlot  *slot,
                         void             **args)
{
  const CpgGuid *iid = CPG_COM_ARG (args, 0, const CpgGuid *);
  gpointer *names = CPG_COM_ARG (args, 1, gpointer *);
  guint32 n_names = CPG_COM_ARG (args, 2, guint32);
  gint32 *ids = CPG_COM_ARG (args, 4, gint32 *);
  CpgMethod *method = NULL;
  guint32 result = CPG_S_OK;

  if (iid != NULL && !cpg_guid_equal (iid, &cpg_iid_null))
    return CPG_DISP_E_UNKNOWNINTERFACE;
  if (names == NULL || ids == NULL)
    return CPG_E_POINTER;

  for (guint32 i = 0; i < n_names; i++)
    {
      g_autofree char *name = names[i] != NULL ? cpg_com_wide_to_utf8 (unknown->dialect, names[i]) : NULL;

      ids[i] = CPG_DISPID_UNKNOWN;
      if (i == 0 && name != NULL)
        {
          method = find_by_com_name (get_type ((CpgComEventSink *) unknown)->contract, name);
          if (method != NULL)
            ids[i] = method->dispid;
        }
      for (guint j = 0; i > 0 && method != NULL && name != NULL && j < method->n_params; j++)
        if (g_ascii_strcasecmp (method->param_names[j], name) == 0)
          ids[i] = (gint32) j;
      if (ids[i] == CPG_DISPID_UNKNOWN)
        result = CPG_DISP_E_UNKNOWNNAME;
    }
  return result;
}

/* Where the argument for each parameter is, among those that were passed: named ones
 * come first, by the numbers of their parameters, then the others, the last one first.
 * @places: (out) (array length=n_params) */
static guint32
find_arguments (const CpgComDispParams *params,
                CpgMethod              *method,
                CpgComVariant         **places,
                Culprit                *culprit)
{
  guint n_params = method->n_params;
  guint32 n_positional = params->n_args - params->n_named;

  memset (places, 0, n_params * sizeof *places);
  for (guint32 i = 0; i < n_positional; i++)
    places[i] = &params->args[params->n_args - 1 - i];

  for (guint32 i = 0; i < params->n_named; i++)
    {
      gint32 id = params->named_ids[i];

      culprit->index = i;
      if (id < 0 || (guint32) id >= n_params || places[id] != NULL)
        return CPG_DISP_E_PARAMNOTFOUND;
      places[id] = &params->args[i];
    }

  for (guint i = 0; i < n_params; i++)
    if (places[i] == NULL)
      {
        culprit->param = method->param_names[i];
        return CPG_DISP_E_PARAMNOTOPTIONAL;
      }
  return CPG_S_OK;
}

/* What stands for an argument that was left out. */
static gboolean
is_missing (const CpgComVariant *arg,
            const CpgComDialect *dialect)
{
  return arg->vt == CPG_VT_ERROR &&
         cpg_com_dialect_from_result (dialect, arg->as_uint32) == CPG_DISP_E_PARAMNOTFOUND;
}

static guint32
load_box (const CpgComVariant *arg,
          const CpgComDialect *dialect,
          GType                type,
          GValue              *value)
{
  GValue inside = G_VALUE_INIT;
  CpgByRef *box = NULL;
  guint32 result;

  if (type != G_TYPE_VALUE)
    g_value_init (&inside, type);
  result = cpg_com_vt_load (CPG_VT_VARIANT, arg, dialect, &inside);
  if (!CPG_HRESULT_FAILED (result))
    {
      box = cpg_com_box_new (&inside, type);
      if (box == NULL)
        result = CPG_DISP_E_TYPEMISMATCH;
      g_value_take_boxed (value, box);
    }
  g_value_unset (&inside);
  return result;
}

static guint32
load_argument (const CpgComVariant *arg,
               const CpgComDialect *dialect,
               CpgMethod           *method,
               guint                param,
               GValue              *value)
{
  GType type = method->param_types[param];

  g_value_init (value, type);
  if (is_missing (arg, dialect))
    {
      GValue nothing = G_VALUE_INIT;

      if (cpg_method_get_param_value_type (method, param) != G_TYPE_VALUE)
        return CPG_DISP_E_PARAMNOTOPTIONAL;
      g_value_init (&nothing, G_TYPE_POINTER);
      if (type == CPG_TYPE_BY_REF)
        g_value_take_boxed (value, cpg_com_box_new (&nothing, G_TYPE_VALUE));
      else
        g_value_set_boxed (value, &nothing);
      g_value_unset (&nothing);
      return CPG_S_OK;
    }

  return type == CPG_TYPE_BY_REF
           ? load_box (arg, dialect, cpg_method_get_param_value_type (method, param), value)
           : cpg_com_vt_load (CPG_VT_VARIANT, arg, dialect, value);
}

/* What a listener left in a box. */
static guint32
write_box (const CpgComVariant *arg,
           const CpgComDialect *dialect,
           const CpgComType    *type,
           CpgByRef            *box)
{
  if (!(arg->vt & CPG_VT_BYREF) || !cpg_by_ref_is_set (box))
    return CPG_S_OK;

  return cpg_com_type_write_back (type, arg, dialect, cpg_com_peek_box (box));
}

static guint32
invoke_method (CpgComEventSink        *self,
               CpgMethod              *method,
               const CpgComDispParams *params,
               CpgComVariant          *out,
               Culprit                *culprit)
{
  const CpgComDialect *dialect = self->parent.dialect;
  guint n_params = method->n_params;
  CpgComVariant **places = g_newa (CpgComVariant *, n_params + 1);
  GValue *values = g_newa0 (GValue, n_params + 1);
  GValue answer = G_VALUE_INIT;
  guint32 result;

  if (params->n_args > n_params)
    return CPG_DISP_E_BADPARAMCOUNT;
  result = find_arguments (params, method, places, culprit);
  if (!CPG_HRESULT_FAILED (result) && is_unheard (self, method))
    return CPG_S_OK;

  for (guint i = 0; i < n_params && !CPG_HRESULT_FAILED (result); i++)
    {
      *culprit = (Culprit) { (guint32) (places[i] - params->args), method->param_names[i] };
      result = load_argument (places[i], dialect, method, i, &values[i + 1]);
    }

  if (!CPG_HRESULT_FAILED (result))
    {
      culprit->param = NULL;
      if (cpg_method_has_answer (method))
        g_value_init (&answer, method->return_type);
      result = deliver (self, method, values, G_VALUE_TYPE (&answer) != G_TYPE_INVALID ? &answer : NULL);
    }

  for (guint i = 0; i < n_params && !CPG_HRESULT_FAILED (result); i++)
    if (method->param_types[i] == CPG_TYPE_BY_REF)
      {
        *culprit = (Culprit) { (guint32) (places[i] - params->args), method->param_names[i] };
        result = write_box (places[i], dialect, &cpg_com_method_get (method)->types[i],
                            g_value_get_boxed (&values[i + 1]));
      }
  if (!CPG_HRESULT_FAILED (result) && out != NULL && G_VALUE_TYPE (&answer) != G_TYPE_INVALID)
    {
      culprit->param = "the answer";
      result = cpg_com_type_store_variant (&cpg_com_method_get (method)->types[n_params], out, dialect, &answer);
    }

  for (guint i = 1; i <= n_params; i++)
    g_value_unset (&values[i]);
  g_value_unset (&answer);
  return result;
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* Of an interface that nobody knows: the number and the arguments, whatever they are. */
static guint32
invoke_catch_all (CpgComEventSink        *self,
                  gint32                  dispid,
                  const CpgComDispParams *params,
                  CpgComVariant          *out,
                  Culprit                *culprit)
{
  const CpgComDialect *dialect = self->parent.dialect;
  CpgMethod *method = g_ptr_array_index (get_type (self)->contract->methods, 0);
  guint32 n = params->n_args, result = CPG_S_OK;
  GValue values[3] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT }, answer = G_VALUE_INIT;
  GValueArray *list;
  CpgComType any;

  if (n > CPG_METHOD_MAX_PARAMS)
    return CPG_DISP_E_BADPARAMCOUNT;
  if (is_unheard (self, method))
    return CPG_S_OK;

  cpg_com_type_init (&any, G_TYPE_VALUE);
  list = g_value_array_new (n);
  for (guint32 i = 0; i < n && !CPG_HRESULT_FAILED (result); i++)
    {
      /* Named ones are taken for the last, and come in the order of their numbers. */
      const CpgComVariant *arg = &params->args[n - 1 - i];
      GValue one = G_VALUE_INIT;

      culprit->index = n - 1 - i;
      if (arg->vt & CPG_VT_BYREF)
        {
          g_value_init (&one, CPG_TYPE_BY_REF);
          result = load_box (arg, dialect, G_TYPE_VALUE, &one);
        }
      else if (is_missing (arg, dialect))
        {
          g_value_init (&one, G_TYPE_POINTER);
        }
      else
        {
          result = cpg_com_vt_load (CPG_VT_VARIANT, arg, dialect, &one);
        }
      if (!CPG_HRESULT_FAILED (result))
        g_value_array_append (list, &one);
      g_value_unset (&one);
    }

  g_value_init (&values[1], G_TYPE_INT);
  g_value_set_int (&values[1], dispid);
  g_value_init (&values[2], g_value_array_get_type ());
  g_value_take_boxed (&values[2], list);
  g_value_init (&answer, G_TYPE_VALUE);
  if (!CPG_HRESULT_FAILED (result))
    result = deliver (self, method, values, &answer);

  for (guint32 i = 0; i < n && !CPG_HRESULT_FAILED (result); i++)
    {
      const GValue *one = g_value_array_get_nth (list, i);

      culprit->index = n - 1 - i;
      if (G_VALUE_HOLDS (one, CPG_TYPE_BY_REF))
        result = write_box (&params->args[n - 1 - i], dialect, &any, g_value_get_boxed (one));
    }
  if (!CPG_HRESULT_FAILED (result) && out != NULL)
    result = cpg_com_type_store_variant (&any, out, dialect, &answer);

  g_value_unset (&values[1]);
  g_value_unset (&values[2]);
  g_value_unset (&answer);
  return result;
}

static void
add_catch_all_method (CpgInterfaceBuilder *builder)
{
  const char *names[] = { "dispid", "arguments", NULL };
  const GType types[] = { G_TYPE_INT, g_value_array_get_type () };

  cpg_interface_builder_add_method (builder, "invoke", 0, CPG_COMBINE_LAST, G_TYPE_VALUE,
                                    names, types, G_N_ELEMENTS (types));
}

G_GNUC_END_IGNORE_DEPRECATIONS

static CpgMethod *
find_by_dispid (CpgOutgoingInterface *contract,
                gint32                dispid)
{
  for (guint i = 0; i < contract->methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (contract->methods, i);

      if (method->dispid == dispid)
        return method;
    }
  return NULL;
}

static guint32
invoke (CpgComEventSink  *self,
        void            **args,
        CpgMethod       **method,
        Culprit          *culprit)
{
  static const CpgComDispParams none;
  gint32 dispid = CPG_COM_ARG (args, 0, gint32);
  const CpgGuid *iid = CPG_COM_ARG (args, 1, const CpgGuid *);
  guint16 flags = CPG_COM_ARG (args, 3, guint16);
  const CpgComDispParams *params = CPG_COM_ARG (args, 4, const CpgComDispParams *);
  CpgComVariant *out = CPG_COM_ARG (args, 5, CpgComVariant *);

  /* Whoever calls has put nothing there yet. */
  if (out != NULL)
    memset (out, 0, sizeof *out);
  if (iid != NULL && !cpg_guid_equal (iid, &cpg_iid_null))
    return CPG_DISP_E_UNKNOWNINTERFACE;
  if (!(flags & CPG_DISPATCH_METHOD))
    return CPG_DISP_E_MEMBERNOTFOUND;
  if (g_atomic_int_get (&self->is_detached))
    return CPG_RPC_E_DISCONNECTED;

  if (params == NULL)
    params = &none;
  if (params->n_named > params->n_args || (params->n_args > 0 && params->args == NULL) ||
      (params->n_named > 0 && params->named_ids == NULL))
    return CPG_E_INVALIDARG;

  if (get_type (self)->is_catch_all)
    return invoke_catch_all (self, dispid, params, out, culprit);

  *method = find_by_dispid (get_type (self)->contract, dispid);
  return *method != NULL ? invoke_method (self, *method, params, out, culprit) : CPG_DISP_E_MEMBERNOTFOUND;
}

static guint32
invoke_called (CpgComUnknown     *unknown,
               const CpgComSlot  *slot,
               void             **args)
{
  CpgComEventSink *self = (CpgComEventSink *) unknown;
  guint32 *argument_error = CPG_COM_ARG (args, 7, guint32 *);
  CpgMethod *method = NULL;
  Culprit culprit = { 0, NULL };
  gboolean tells = cpg_debug_has (CPG_DEBUG_EVENTS);
  guint32 result;

  /* Whoever is called may release it. */
  if (tells)
    cpg_com_unknown_ref (unknown);
  result = invoke (self, args, &method, &culprit);
  if (argument_error != NULL && CPG_HRESULT_FAILED (result))
    *argument_error = culprit.index;
  if (tells)
    {
      tell_failure (self, method, CPG_COM_ARG (args, 0, gint32), culprit.param, result);
      cpg_com_unknown_unref (unknown);
    }
  return result;
}

/* What is called most. */
#define DEFINE_INVOKE(name, convention) \
  static convention guint32 \
  name (CpgComFace *face, gint32 dispid, const CpgGuid *iid, guint32 lcid, guint16 flags, \
        gpointer params, gpointer out, gpointer exception, gpointer argument_error) \
  { \
    const CpgComDialect *dialect = face->object->dialect; \
    CpgGuid swapped; \
    void *args[] = { &dispid, &iid, &lcid, &flags, &params, &out, &exception, &argument_error }; \
\
    if (iid != NULL && dialect->iid_is_big_endian) \
      { \
        swapped = *iid; \
        cpg_com_guid_swap (&swapped); \
        iid = &swapped; \
      } \
    return cpg_com_dialect_to_result (dialect, invoke_called (face->object, NULL, args)); \
  }

DEFINE_INVOKE (native_invoke_called,)
#ifdef CPG_COM_MS_ABI
DEFINE_INVOKE (ms_invoke_called, CPG_COM_MS_ABI)
#else
#define ms_invoke_called NULL
#endif

static const CpgComSlot dispatch_slots[] = {
  { CPG_COM_SIGNATURE ("hpp"),        get_type_info_count_called },
  { CPG_COM_SIGNATURE ("hpuup"),      get_type_info_called },
  { CPG_COM_SIGNATURE ("hpgpuup"),    get_ids_of_names_called },
  { CPG_COM_SIGNATURE ("hpiguSpppp"), invoke_called, NULL, { (gpointer) native_invoke_called, (gpointer) ms_invoke_called } }
};

/* Types ------------------------------------------------------------------------- */

/* It has an IID of its own, so that a contract that comes later can have the one
 * that it stands in for. */
CpgOutgoingInterface *
cpg_com_event_sink_get_catch_all (const CpgGuid  *iid,
                                  GError        **error)
{
  g_autofree char *text = cpg_guid_to_string (iid);
  g_autofree char *name = g_strdup_printf ("CpgCom_%s", g_strdelimit (text, "-", '_'));
  g_autoptr (CpgInterfaceBuilder) builder = NULL;
  CpgOutgoingInterface *contract;
  GType type = g_type_from_name (name);

  if (type == G_TYPE_INVALID)
    {
      builder = cpg_interface_builder_new (name, NULL);
      add_catch_all_method (builder);
      contract = cpg_interface_builder_register (builder, NULL);
      /* Unless another thread was faster. */
      type = contract != NULL ? contract->gtype : g_type_from_name (name);
    }

  contract = cpg_outgoing_interface_for_type (type, error);
  if (contract != NULL)
    {
      g_type_set_qdata (contract->gtype, catch_all_quark (), contract);
      cpg_com_interface_set_kind (contract->gtype, CPG_COM_KIND_DISPATCH, NULL);
    }
  return contract;
}

/* The contract as a vtable: after what @kind begins with, its methods. */
static void
init_events (SinkType *self)
{
  GPtrArray *methods = self->contract->methods;
  gboolean is_notify = self->contract->gtype == CPG_TYPE_PROPERTY_NOTIFY_SINK;
  guint n_first = self->kind == CPG_COM_KIND_DUAL ? G_N_ELEMENTS (dispatch_slots) : 0;

  self->events.n_slots = n_first + methods->len;
  self->events.slots = g_new0 (CpgComSlot, self->events.n_slots);
  memcpy (self->events.slots, dispatch_slots, n_first * sizeof *dispatch_slots);
  for (guint i = 0; i < methods->len; i++)
    {
      CpgComSlot *slot = &self->events.slots[n_first + i];
      CpgMethod *method = g_ptr_array_index (methods, i);

      if (is_notify)
        {
          *slot = (CpgComSlot) { CPG_COM_SIGNATURE ("hpi"), notify_called, method };
        }
      else
        {
          CpgComMethod *com_method = cpg_com_method_get (method);

          *slot = (CpgComSlot) { CPG_COM_SIGNATURE (com_method->signature.text), method_called, com_method };
        }
    }
  self->events.iids[0] = &self->iid;
  if (self->kind == CPG_COM_KIND_DUAL)
    self->events.iids[1] = &cpg_iid_dispatch;
}

static SinkType *
sink_type_new (CpgOutgoingInterface *contract,
               CpgComKind            kind,
               const CpgGuid        *iid)
{
  SinkType *self = g_new0 (SinkType, 1);
  guint n = 0;

  self->contract = contract;
  self->kind = kind;
  self->is_catch_all = g_type_get_qdata (contract->gtype, catch_all_quark ()) != NULL;
  self->iid = *iid;

  if (kind != CPG_COM_KIND_DISPATCH)
    {
      init_events (self);
      self->interfaces[n++] = &self->events;
    }
  if (kind != CPG_COM_KIND_DUAL && contract->gtype != CPG_TYPE_PROPERTY_NOTIFY_SINK)
    {
      self->dispatch.slots = g_memdup2 (dispatch_slots, sizeof dispatch_slots);
      self->dispatch.n_slots = G_N_ELEMENTS (dispatch_slots);
      self->dispatch.iids[0] = &cpg_iid_dispatch;
      if (kind == CPG_COM_KIND_DISPATCH)
        self->dispatch.iids[1] = &self->iid;
      self->interfaces[n++] = &self->dispatch;
    }

  self->klass.size = sizeof (CpgComEventSink);
  self->klass.interfaces = self->interfaces;
  self->klass.n_interfaces = n;
  self->klass.finalize = event_sink_finalize;
  return self;
}

static SinkType *
lookup_unlocked (CpgOutgoingInterface *contract,
                 CpgComKind            kind,
                 const CpgGuid        *iid)
{
  for (SinkType *type = sink_types; type != NULL; type = type->next)
    if (type->contract == contract && type->kind == kind && cpg_guid_equal (&type->iid, iid))
      return type;
  return NULL;
}

static const SinkType *
get_sink_type (CpgOutgoingInterface *contract,
               CpgComKind            kind,
               const CpgGuid        *iid)
{
  SinkType *type, *made;

  cpg_lock (&G_LOCK_NAME (sink_types));
  type = lookup_unlocked (contract, kind, iid);
  cpg_unlock (&G_LOCK_NAME (sink_types));
  if (type != NULL)
    return type;

  made = sink_type_new (contract, kind, iid);
  cpg_lock (&G_LOCK_NAME (sink_types));
  type = lookup_unlocked (contract, kind, iid);
  if (type == NULL)
    {
      type = g_steal_pointer (&made);
      type->next = sink_types;
      sink_types = type;
    }
  cpg_unlock (&G_LOCK_NAME (sink_types));

  if (made != NULL)
    {
      g_free (made->events.slots);
      g_free (made->dispatch.slots);
      g_free (made);
    }
  return type;
}

/* ------------------------------------------------------------------------------- */

gpointer
cpg_com_event_sink_new_for_point (CpgSignalPoint      *point,
                                  CpgComKind           kind,
                                  const CpgGuid       *iid,
                                  const CpgComDialect *dialect)
{
  const SinkType *type = get_sink_type (point->contract, kind, iid);
  CpgComEventSink *self = cpg_com_unknown_new (&type->klass, dialect, NULL);

  self->point = g_object_ref (point);
  return cpg_com_unknown_get_face (&self->parent, 0);
}

gpointer
cpg_com_event_sink_new_for_sink (GObject              *sink,
                                 CpgOutgoingInterface *contract,
                                 const CpgComDialect  *dialect)
{
  CpgComKind kind = cpg_com_interface_get_kind (contract->gtype);
  const SinkType *type = get_sink_type (contract, kind, &contract->iid);
  CpgComEventSink *self = cpg_com_unknown_new (&type->klass, dialect, NULL);

  self->sink = g_object_ref (sink);
  return cpg_com_unknown_get_face (&self->parent, 0);
}

void
cpg_com_event_sink_detach (gpointer iface)
{
  CpgComEventSink *self = (CpgComEventSink *) cpg_com_unknown_from_face (iface, NULL);

  g_atomic_int_set (&self->is_detached, TRUE);
}

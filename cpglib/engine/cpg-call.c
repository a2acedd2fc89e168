/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <ffi.h>

#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/engine/cpg-call-private.h>

/* Prepared once for each method, at its first use, and never freed: contracts
 * live as long as the process. */
struct _CpgCall
{
  ffi_cif    cif;
  guint      shape;   /* one of those that the compiler can call, or SHAPE_OTHER */
  ffi_type  *types[]; /* of the sink and of each parameter */
};

typedef union {
  gint8    as_char;
  guint8   as_uchar;
  int      as_int;
  guint    as_uint;
  long     as_long;
  gulong   as_ulong;
  gint64   as_int64;
  guint64  as_uint64;
  float    as_float;
  double   as_double;
  gpointer as_pointer;
  /* libffi widens the integers that it returns to a register. */
  ffi_arg  as_register;
  ffi_sarg as_signed_register;
} CallArg;

/* What a closure of a vtable has to know. */
typedef struct _Closure Closure;
struct _Closure
{
  CpgMethod      *method;
  CpgCallHandler  handler;
  Closure        *next;
};

/* All of them: what libffi's own memory refers to is a leak to a leak checker. */
static Closure *closures; /* (atomic) */

/* Methods without an answer and of at most three parameters, each a pointer, an
 * int or a double, are called by the compiler rather than by libffi, which takes
 * several times as long: most methods are of such a shape. A shape is a number
 * of base four, with a digit for each parameter. */
#define DIGIT_P 1u
#define DIGIT_I 2u
#define DIGIT_D 3u
#define SHAPE_1(a)       (DIGIT_##a)
#define SHAPE_2(a, b)    (DIGIT_##a * 4 + DIGIT_##b)
#define SHAPE_3(a, b, c) ((DIGIT_##a * 4 + DIGIT_##b) * 4 + DIGIT_##c)
#define SHAPE_OTHER      G_MAXUINT
#define MAX_SHAPE_PARAMS 3

typedef gpointer TypeP;
typedef int TypeI;
typedef double TypeD;
#define AS_P as_pointer
#define AS_I as_int
#define AS_D as_double

#define CALL_1(a) \
  case SHAPE_1 (a): \
    ((void (*) (gpointer, Type##a)) function) (args[0].as_pointer, args[1].AS_##a); \
    return TRUE;
#define CALL_2(a, b) \
  case SHAPE_2 (a, b): \
    ((void (*) (gpointer, Type##a, Type##b)) function) (args[0].as_pointer, args[1].AS_##a, args[2].AS_##b); \
    return TRUE;
#define CALL_3(a, b, c) \
  case SHAPE_3 (a, b, c): \
    ((void (*) (gpointer, Type##a, Type##b, Type##c)) function) (args[0].as_pointer, args[1].AS_##a, \
                                                                 args[2].AS_##b, args[3].AS_##c); \
    return TRUE;
#define FOR_P_I_D(CALL)          CALL (P) CALL (I) CALL (D)
#define FOR_P_I_D_2(CALL, a)     CALL (a, P) CALL (a, I) CALL (a, D)
#define FOR_P_I_D_3(CALL, a, b)  CALL (a, b, P) CALL (a, b, I) CALL (a, b, D)

/* Gives %FALSE if the shape is none of these. */
static gboolean
call_shape (guint          shape,
            gpointer       function,
            const CallArg *args)
{
  switch (shape)
    {
    case 0:
      ((void (*) (gpointer)) function) (args[0].as_pointer);
      return TRUE;
      /* clang-format off */
    FOR_P_I_D (CALL_1)
    FOR_P_I_D_2 (CALL_2, P)
    FOR_P_I_D_2 (CALL_2, I)
    FOR_P_I_D_2 (CALL_2, D)
    FOR_P_I_D_3 (CALL_3, P, P)
    FOR_P_I_D_3 (CALL_3, P, I)
    FOR_P_I_D_3 (CALL_3, P, D)
    FOR_P_I_D_3 (CALL_3, I, P)
    FOR_P_I_D_3 (CALL_3, I, I)
    FOR_P_I_D_3 (CALL_3, I, D)
    FOR_P_I_D_3 (CALL_3, D, P)
    FOR_P_I_D_3 (CALL_3, D, I)
    FOR_P_I_D_3 (CALL_3, D, D)
    /* clang-format on */
    default:
      return FALSE;
    }
}

/* The shape with one more parameter. */
static guint
add_to_shape (guint shape,
              GType type)
{
  if (shape == SHAPE_OTHER)
    return SHAPE_OTHER;

  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_BOOLEAN:
    case G_TYPE_INT:
    case G_TYPE_ENUM:
      return shape * 4 + DIGIT_I;
    case G_TYPE_DOUBLE:
      return shape * 4 + DIGIT_D;
    case G_TYPE_STRING:
    case G_TYPE_BOXED:
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
    case G_TYPE_VARIANT:
    case G_TYPE_PARAM:
    case G_TYPE_POINTER:
      return shape * 4 + DIGIT_P;
    default:
      return SHAPE_OTHER;
    }
}

static guint
get_shape (CpgMethod *method)
{
  guint shape = 0;

  if (cpg_method_has_answer (method) || method->n_params > MAX_SHAPE_PARAMS)
    return SHAPE_OTHER;

  for (guint i = 0; i < method->n_params; i++)
    shape = add_to_shape (shape, method->param_types[i]);
  return shape;
}

static ffi_type *
get_ffi_type (GType type)
{
  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_NONE:
      return &ffi_type_void;
    case G_TYPE_CHAR:
      return &ffi_type_schar;
    case G_TYPE_UCHAR:
      return &ffi_type_uchar;
    case G_TYPE_BOOLEAN:
    case G_TYPE_INT:
    case G_TYPE_ENUM:
      return &ffi_type_sint;
    case G_TYPE_UINT:
    case G_TYPE_FLAGS:
      return &ffi_type_uint;
    case G_TYPE_LONG:
      return &ffi_type_slong;
    case G_TYPE_ULONG:
      return &ffi_type_ulong;
    case G_TYPE_INT64:
      return &ffi_type_sint64;
    case G_TYPE_UINT64:
      return &ffi_type_uint64;
    case G_TYPE_FLOAT:
      return &ffi_type_float;
    case G_TYPE_DOUBLE:
      return &ffi_type_double;
    default:
      return &ffi_type_pointer;
    }
}

/* Borrows from @value. */
static void
arg_from_value (CallArg      *arg,
                const GValue *value)
{
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_CHAR:
      arg->as_char = g_value_get_schar (value);
      break;
    case G_TYPE_UCHAR:
      arg->as_uchar = g_value_get_uchar (value);
      break;
    case G_TYPE_BOOLEAN:
      arg->as_int = g_value_get_boolean (value);
      break;
    case G_TYPE_INT:
      arg->as_int = g_value_get_int (value);
      break;
    case G_TYPE_ENUM:
      arg->as_int = g_value_get_enum (value);
      break;
    case G_TYPE_UINT:
      arg->as_uint = g_value_get_uint (value);
      break;
    case G_TYPE_FLAGS:
      arg->as_uint = g_value_get_flags (value);
      break;
    case G_TYPE_LONG:
      arg->as_long = g_value_get_long (value);
      break;
    case G_TYPE_ULONG:
      arg->as_ulong = g_value_get_ulong (value);
      break;
    case G_TYPE_INT64:
      arg->as_int64 = g_value_get_int64 (value);
      break;
    case G_TYPE_UINT64:
      arg->as_uint64 = g_value_get_uint64 (value);
      break;
    case G_TYPE_FLOAT:
      arg->as_float = g_value_get_float (value);
      break;
    case G_TYPE_DOUBLE:
      arg->as_double = g_value_get_double (value);
      break;
    case G_TYPE_VARIANT:
      arg->as_pointer = g_value_get_variant (value);
      break;
    case G_TYPE_POINTER:
      /* A GType is a number in a pointer's place. */
      arg->as_pointer = G_VALUE_HOLDS_GTYPE (value) ? GSIZE_TO_POINTER (g_value_get_gtype (value))
                                                    : g_value_get_pointer (value);
      break;
    default:
      arg->as_pointer = g_value_peek_pointer (value);
      break;
    }
}

/* Borrows from @arg: @value is not to outlive the call. */
static void
value_from_arg (GValue        *value,
                GType          type,
                const CallArg *arg)
{
  g_value_init (value, type);
  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_CHAR:
      g_value_set_schar (value, arg->as_char);
      break;
    case G_TYPE_UCHAR:
      g_value_set_uchar (value, arg->as_uchar);
      break;
    case G_TYPE_BOOLEAN:
      g_value_set_boolean (value, arg->as_int);
      break;
    case G_TYPE_INT:
      g_value_set_int (value, arg->as_int);
      break;
    case G_TYPE_ENUM:
      g_value_set_enum (value, arg->as_int);
      break;
    case G_TYPE_UINT:
      g_value_set_uint (value, arg->as_uint);
      break;
    case G_TYPE_FLAGS:
      g_value_set_flags (value, arg->as_uint);
      break;
    case G_TYPE_LONG:
      g_value_set_long (value, arg->as_long);
      break;
    case G_TYPE_ULONG:
      g_value_set_ulong (value, arg->as_ulong);
      break;
    case G_TYPE_INT64:
      g_value_set_int64 (value, arg->as_int64);
      break;
    case G_TYPE_UINT64:
      g_value_set_uint64 (value, arg->as_uint64);
      break;
    case G_TYPE_FLOAT:
      g_value_set_float (value, arg->as_float);
      break;
    case G_TYPE_DOUBLE:
      g_value_set_double (value, arg->as_double);
      break;
    case G_TYPE_STRING:
      g_value_set_static_string (value, arg->as_pointer);
      break;
    case G_TYPE_BOXED:
      g_value_set_static_boxed (value, arg->as_pointer);
      break;
    case G_TYPE_PARAM:
      g_value_set_param (value, arg->as_pointer);
      break;
    case G_TYPE_VARIANT:
      g_value_set_variant (value, arg->as_pointer);
      break;
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      g_value_set_object (value, arg->as_pointer);
      break;
    case G_TYPE_POINTER:
      if (type == G_TYPE_GTYPE)
        g_value_set_gtype (value, GPOINTER_TO_SIZE (arg->as_pointer));
      else
        g_value_set_pointer (value, arg->as_pointer);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* What libffi hands a closure to put its result in: integers widened. */
static void
result_from_value (CallArg      *result,
                   const GValue *value)
{
  CallArg arg = { 0 };
  GType type = G_VALUE_TYPE (value);

  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_STRING:
      result->as_pointer = g_value_dup_string (value);
      return;
    case G_TYPE_BOXED:
      result->as_pointer = g_value_dup_boxed (value);
      return;
    case G_TYPE_PARAM:
      result->as_pointer = g_value_dup_param (value);
      return;
    case G_TYPE_VARIANT:
      result->as_pointer = g_value_dup_variant (value);
      return;
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      result->as_pointer = g_value_dup_object (value);
      return;
    default:
      break;
    }

  arg_from_value (&arg, value);
  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_CHAR:
      result->as_signed_register = arg.as_char;
      break;
    case G_TYPE_UCHAR:
      result->as_register = arg.as_uchar;
      break;
    case G_TYPE_BOOLEAN:
    case G_TYPE_INT:
    case G_TYPE_ENUM:
      result->as_signed_register = arg.as_int;
      break;
    case G_TYPE_UINT:
    case G_TYPE_FLAGS:
      result->as_register = arg.as_uint;
      break;
    case G_TYPE_LONG:
      result->as_signed_register = arg.as_long;
      break;
    case G_TYPE_ULONG:
      result->as_register = arg.as_ulong;
      break;
    case G_TYPE_FLOAT:
      result->as_float = arg.as_float;
      break;
    default:
      *result = arg;
      break;
    }
}

/* Takes over what @result refers to. */
static void
value_take_result (GValue        *value,
                   const CallArg *result)
{
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_CHAR:
      g_value_set_schar (value, (gint8) result->as_signed_register);
      break;
    case G_TYPE_UCHAR:
      g_value_set_uchar (value, (guint8) result->as_register);
      break;
    case G_TYPE_BOOLEAN:
      g_value_set_boolean (value, (int) result->as_signed_register);
      break;
    case G_TYPE_INT:
      g_value_set_int (value, (int) result->as_signed_register);
      break;
    case G_TYPE_ENUM:
      g_value_set_enum (value, (int) result->as_signed_register);
      break;
    case G_TYPE_UINT:
      g_value_set_uint (value, (guint) result->as_register);
      break;
    case G_TYPE_FLAGS:
      g_value_set_flags (value, (guint) result->as_register);
      break;
    case G_TYPE_LONG:
      g_value_set_long (value, (long) result->as_signed_register);
      break;
    case G_TYPE_ULONG:
      g_value_set_ulong (value, (gulong) result->as_register);
      break;
    case G_TYPE_INT64:
      g_value_set_int64 (value, result->as_int64);
      break;
    case G_TYPE_UINT64:
      g_value_set_uint64 (value, result->as_uint64);
      break;
    case G_TYPE_FLOAT:
      g_value_set_float (value, result->as_float);
      break;
    case G_TYPE_DOUBLE:
      g_value_set_double (value, result->as_double);
      break;
    case G_TYPE_STRING:
      g_value_take_string (value, result->as_pointer);
      break;
    case G_TYPE_BOXED:
      g_value_take_boxed (value, result->as_pointer);
      break;
    case G_TYPE_PARAM:
      g_value_take_param (value, result->as_pointer);
      break;
    case G_TYPE_VARIANT:
      g_value_take_variant (value, result->as_pointer);
      break;
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      g_value_take_object (value, result->as_pointer);
      break;
    case G_TYPE_POINTER:
      if (G_VALUE_HOLDS_GTYPE (value))
        g_value_set_gtype (value, GPOINTER_TO_SIZE (result->as_pointer));
      else
        g_value_set_pointer (value, result->as_pointer);
      break;
    default:
      g_assert_not_reached ();
    }
}

/*
 * cpg_call_marshal:
 *
 * Calls a signal handler that is written in C, which gets something of its own
 * as one more argument. g_cclosure_marshal_generic() does so too, but has libffi
 * look at the types anew each time.
 */
void
cpg_call_marshal (GClosure     *closure,
                  GValue       *answer,
                  guint         n_values,
                  const GValue *values,
                  gpointer      hint,
                  gpointer      marshal_data)
{
  gpointer handler = marshal_data != NULL ? marshal_data : (gpointer) ((GCClosure *) closure)->callback;
  gpointer source = g_value_peek_pointer (&values[0]), data = closure->data;
  gboolean is_swapped = G_CCLOSURE_SWAP_DATA (closure);
  CallArg args[MAX_SHAPE_PARAMS + 1];
  guint n_params = n_values - 1, shape = 0;

  if (answer != NULL || n_params >= MAX_SHAPE_PARAMS)
    {
      g_cclosure_marshal_generic (closure, answer, n_values, values, hint, marshal_data);
      return;
    }

  args[0].as_pointer = is_swapped ? data : source;
  for (guint i = 0; i < n_params; i++)
    {
      shape = add_to_shape (shape, G_VALUE_TYPE (&values[i + 1]));
      arg_from_value (&args[i + 1], &values[i + 1]);
    }
  shape = add_to_shape (shape, G_TYPE_POINTER);
  args[n_params + 1].as_pointer = is_swapped ? source : data;

  if (!call_shape (shape, handler, args))
    g_cclosure_marshal_generic (closure, answer, n_values, values, hint, marshal_data);
}

static CpgCall *
get_call (CpgMethod *method)
{
  CpgCall *call = g_atomic_pointer_get (&method->call);

  if (call != NULL)
    return call;

  call = g_malloc (sizeof (CpgCall) + (method->n_params + 1) * sizeof (ffi_type *));
  call->shape = get_shape (method);
  call->types[0] = &ffi_type_pointer;
  for (guint i = 0; i < method->n_params; i++)
    call->types[i + 1] = get_ffi_type (method->param_types[i]);
  if (ffi_prep_cif (&call->cif, FFI_DEFAULT_ABI, method->n_params + 1,
                    get_ffi_type (method->return_type), call->types) != FFI_OK)
    g_error ("libffi refused to prepare a call of %s", method->name);

  if (!g_atomic_pointer_compare_and_exchange (&method->call, NULL, call))
    {
      g_free (call);
      call = g_atomic_pointer_get (&method->call);
    }
  return call;
}

/* A C interface was called: libffi gives the addresses of the arguments. */
static void
closure_called (ffi_cif  *cif,
                void     *result,
                void    **args,
                void     *data)
{
  const Closure *closure = data;
  CpgMethod *method = closure->method;
  GValue *values = g_newa0 (GValue, method->n_params + 1);
  GValue answer = G_VALUE_INIT;
  gboolean has_answer = cpg_method_has_answer (method);

  for (guint i = 0; i < method->n_params; i++)
    value_from_arg (&values[i + 1], method->param_types[i], args[i + 1]);
  if (has_answer)
    g_value_init (&answer, method->return_type);

  closure->handler (method, *(gpointer *) args[0], values, has_answer ? &answer : NULL);

  if (has_answer)
    {
      result_from_value (result, &answer);
      g_value_unset (&answer);
    }
  for (guint i = 0; i <= method->n_params; i++)
    g_value_unset (&values[i]);
}

/*
 * cpg_call_fill_vtable:
 * @vtable: a C interface of @contract
 *
 * Makes every slot of a C interface call @handler. The closures are never
 * freed: interfaces belong to types, and types stay.
 */
void
cpg_call_fill_vtable (CpgOutgoingInterface *contract,
                      gpointer              vtable,
                      CpgCallHandler        handler)
{
  for (guint i = 0; i < contract->methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (contract->methods, i);
      Closure *closure = g_new (Closure, 1);
      ffi_closure *code_data;
      gpointer code;

      closure->method = method;
      closure->handler = handler;
      do
        closure->next = g_atomic_pointer_get (&closures);
      while (!g_atomic_pointer_compare_and_exchange (&closures, closure->next, closure));
      code_data = ffi_closure_alloc (sizeof (ffi_closure), &code);
      if (code_data == NULL ||
          ffi_prep_closure_loc (code_data, &get_call (method)->cif, closure_called,
                                closure, code) != FFI_OK)
        g_error ("libffi refused to make a closure for %s", method->name);

      G_STRUCT_MEMBER (gpointer, vtable, method->slot) = code;
    }
}

/* The last sink that was asked and had no answer of its own. */
static GPrivate declined;

/*
 * cpg_call_decline:
 * @sink: (nullable): the sink that is being called
 *
 * A C function has to return something. A sink that nobody stands behind says
 * by this, just before it returns, that it is no answer; %NULL says it is.
 */
void
cpg_call_decline (gpointer sink)
{
  g_private_set (&declined, sink);
}

/* Whether @sink, which was called just now, declined to answer. */
gboolean
cpg_call_is_declined (gpointer sink)
{
  if (G_LIKELY (g_private_get (&declined) != sink))
    return FALSE;

  g_private_set (&declined, NULL);
  return TRUE;
}

/*
 * cpg_call_combine:
 * @accumulated: what the answers before came to
 * @answer: one more answer
 *
 * Gives %FALSE if the result is decided.
 */
gboolean
cpg_call_combine (CpgMethod    *method,
                  gboolean      is_first,
                  GValue       *accumulated,
                  const GValue *answer)
{
  if (is_first || method->combine != CPG_COMBINE_FIRST)
    g_value_copy (answer, accumulated);

  switch (method->combine)
    {
    case CPG_COMBINE_ANY_TRUE:
      return !g_value_get_boolean (answer);
    case CPG_COMBINE_ALL_TRUE:
      return g_value_get_boolean (answer);
    case CPG_COMBINE_LAST:
    case CPG_COMBINE_FIRST:
    default:
      return TRUE;
    }
}

void
cpg_call_add_answer (GArray       *answers,
                     const GValue *answer)
{
  GValue copy = G_VALUE_INIT;

  g_value_init (&copy, G_VALUE_TYPE (answer));
  g_value_copy (answer, &copy);
  g_array_append_val (answers, copy);
}

/* The arguments of a call, made ready once for any number of sinks. */
typedef struct {
  CpgMethod  *method;
  CpgCall    *call;     /* (nullable): NULL if the method is a signal of the sink */
  CallArg    *args;     /* the sink's place is the first */
  void      **pointers; /* to each of @args */
  GValue     *values;   /* borrowed; the sink's place is the first */
} Caller;

/* On the caller's stack, for libffi or for g_signal_emitv(). */
#define caller_newa(self, m, params) \
  G_STMT_START { \
    (self)->method = (m); \
    (self)->call = (m)->slot != 0 ? get_call (m) : NULL; \
    (self)->args = (self)->call != NULL ? g_newa (CallArg, (m)->n_params + 1) : NULL; \
    (self)->pointers = (self)->call != NULL ? g_newa (void *, (m)->n_params + 1) : NULL; \
    (self)->values = (self)->call == NULL ? g_newa (GValue, (m)->n_params + 1) : NULL; \
    caller_init ((self), (params)); \
  } G_STMT_END

static void
caller_init (Caller       *self,
             const GValue *params)
{
  guint n_params = self->method->n_params;

  if (self->call == NULL)
    {
      memcpy (self->values + 1, params, n_params * sizeof (GValue));
      return;
    }

  for (guint i = 0; i < n_params + 1; i++)
    self->pointers[i] = &self->args[i];
  for (guint i = 0; i < n_params; i++)
    arg_from_value (&self->args[i + 1], &params[i]);
}

/* Calls one sink. Gives %FALSE if it does not care for the method. */
static gboolean
caller_call (Caller   *self,
             gpointer  sink,
             gpointer  vtable,
             GValue   *answer)
{
  gpointer function;
  CallArg result;

  cpg_lock_check ();
  if (self->call == NULL)
    {
      GValue instance = G_VALUE_INIT;

      g_value_init (&instance, G_OBJECT_TYPE (sink));
      g_value_set_object (&instance, sink);
      self->values[0] = instance;
      if (answer != NULL)
        g_value_init (answer, self->method->return_type);
      g_signal_emitv (self->values, self->method->signal_id, 0, answer);
      g_value_unset (&instance);
      return TRUE;
    }

  function = cpg_method_get_function (self->method, vtable);
  if (function == NULL)
    return FALSE;

  self->args[0].as_pointer = sink;
  if (call_shape (self->call->shape, function, self->args))
    return TRUE;

  ffi_call (&self->call->cif, FFI_FN (function), &result, self->pointers);
  if (answer != NULL)
    {
      g_value_init (answer, self->method->return_type);
      value_take_result (answer, &result);
    }
  return TRUE;
}

/*
 * cpg_call_ask_sink:
 * @params: one value for each parameter of @method
 * @answer: (nullable): initialised with the method's return type, and left
 *   alone if there is no answer
 *
 * Calls one sink.
 */
void
cpg_call_ask_sink (CpgMethod    *method,
                   gpointer      sink,
                   gpointer      vtable,
                   const GValue *params,
                   GValue       *answer)
{
  gboolean has_answer = cpg_method_has_answer (method);
  GValue own = G_VALUE_INIT;
  Caller caller;

  caller_newa (&caller, method, params);
  if (caller_call (&caller, sink, vtable, has_answer ? &own : NULL) && has_answer)
    {
      /* Not to be left for the next, in any case. */
      if (!cpg_call_is_declined (sink) && answer != NULL)
        g_value_copy (&own, answer);
      g_value_unset (&own);
    }
}

/*
 * cpg_call_sink:
 * @params: one value for each parameter of @method
 *
 * Calls one sink; what it answers is dropped.
 */
void
cpg_call_sink (CpgMethod    *method,
               gpointer      sink,
               gpointer      vtable,
               const GValue *params)
{
  cpg_call_ask_sink (method, sink, vtable, params, NULL);
}

/*
 * cpg_call_sinks:
 * @values: the source, then one value for each parameter of @method
 * @answer: (nullable): initialised with the method's return type
 * @answers: (nullable) (element-type GValue): gets each answer, in place of
 *   @answer: none of them decides anything
 *
 * A round whose arguments are values: what an emission of the signal and a
 * firing by name come to. Gives whether anybody answered; if nobody did,
 * @answer is what @method answers then.
 */
gboolean
cpg_call_sinks (CpgTable     *table,
                CpgMethod    *method,
                const GValue *values,
                GValue       *answer,
                GArray       *answers)
{
  gboolean has_answer = cpg_method_has_answer (method), is_answered = FALSE;
  CpgRound round = { .slot = method->slot, .method = method };
  g_autoptr (GError) error = NULL;
  Caller caller;

  /* Only an emission can get here with what is wrong, and has no other way to
   * tell. */
  if (G_UNLIKELY (method->inner_types != NULL) && !cpg_method_check_boxes (method, values + 1, &error))
    g_warning ("No sink is called: %s", error->message);
  else if (cpg_table_get_n_live (table) > 0 && cpg_table_enter (table, &round))
    {
      caller_newa (&caller, method, values + 1);
      if (has_answer)
        cpg_call_decline (NULL); /* of long ago */

      for (const CpgRoundEntry *entry = _cpg_round_go_on (&round, round.next);
           entry != NULL;
           entry = _cpg_round_next (&round, entry))
        {
          GValue one = G_VALUE_INIT;

          if (round.is_sending)
            {
              cpg_round_send (&round, values);
              continue;
            }
          if (!caller_call (&caller, entry->sink, entry->vtable, has_answer ? &one : NULL) || !has_answer)
            continue;

          if (!cpg_call_is_declined (entry->sink))
            {
              if (answers != NULL)
                cpg_call_add_answer (answers, &one);
              else if (answer != NULL && !cpg_call_combine (method, !is_answered, answer, &one))
                cpg_round_stop (&round); /* decided */
              is_answered = TRUE;
            }
          g_value_unset (&one);
        }
    }

  if (!is_answered && answer != NULL && method->combine == CPG_COMBINE_ALL_TRUE)
    g_value_set_boolean (answer, TRUE);
  return is_answered;
}

/* The last call of a round of CPG_FIRE(), on the round: its typed arguments
 * have become values. */
static void
sender_called (CpgMethod *method,
               gpointer   round,
               GValue    *values,
               GValue    *answer)
{
  cpg_round_send (round, values);
}

/* A C interface whose calls are sent to those who get them in a context. */
gpointer
cpg_call_get_sender (CpgMethod *method)
{
  return cpg_call_get_vtable (method->contract, &method->contract->sender, sender_called);
}

/*
 * cpg_call_get_vtable:
 * @cache: where the C interface is kept once it is made; atomic
 *
 * Gives a C interface of @contract whose calls go to @handler, and not to an
 * object.
 */
gpointer
cpg_call_get_vtable (CpgOutgoingInterface *contract,
                     gpointer             *cache,
                     CpgCallHandler        handler)
{
  G_LOCK_DEFINE_STATIC (vtables); /* only libffi runs under it */
  gpointer vtable = g_atomic_pointer_get (cache);
  gsize size = sizeof (GTypeInterface);

  if (vtable != NULL)
    return vtable;

  cpg_lock (&G_LOCK_NAME (vtables));
  vtable = g_atomic_pointer_get (cache);
  if (vtable == NULL)
    {
      for (guint i = 0; i < contract->methods->len; i++)
        size = MAX (size, cpg_method_get_slot (g_ptr_array_index (contract->methods, i)) + sizeof (gpointer));
      vtable = g_malloc0 (size);
      cpg_call_fill_vtable (contract, vtable, handler);
      g_atomic_pointer_set (cache, vtable);
    }
  cpg_unlock (&G_LOCK_NAME (vtables));

  return vtable;
}

/* Takes an answer in. One that decides ends the walk. */
void
_cpg_round_answer (CpgRound            *round,
                   const CpgRoundEntry *entry,
                   gboolean             answer)
{
  if (round->is_sending || cpg_call_is_declined (entry->sink))
    return;

  if (round->combine != CPG_COMBINE_FIRST || !round->is_answered)
    round->answer = answer;
  round->is_answered = TRUE;

  if ((round->combine == CPG_COMBINE_ANY_TRUE && answer) ||
      (round->combine == CPG_COMBINE_ALL_TRUE && !answer))
    cpg_round_stop (round);
}

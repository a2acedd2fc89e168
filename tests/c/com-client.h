/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <string.h>

#include "helpers.h"

/* A COM client as another program would be it: it knows cpglib by vtables only,
 * and was compiled for one calling convention. Everything is here twice, once for
 * each; a test that has a Client does not see which. */

#if defined (__x86_64__)
#define HAVE_MS_ABI 1
#define MS_ABI __attribute__ ((ms_abi))
#else
#define HAVE_MS_ABI 0
#define MS_ABI
#endif

#define S_OK                     0x00000000u
#define S_FALSE                  0x00000001u
#define E_NOTIMPL                0x80004001u
#define E_NOINTERFACE            0x80004002u
#define E_POINTER                0x80004003u
#define E_FAIL                   0x80004005u
#define E_UNEXPECTED             0x8000FFFFu
#define E_INVALIDARG             0x80070057u
#define CONNECT_E_NOCONNECTION   0x80040200u
#define CONNECT_E_ADVISELIMIT    0x80040201u
#define CONNECT_E_CANNOTCONNECT  0x80040202u
#define RPC_E_DISCONNECTED       0x80010108u
#define RPC_E_SERVER_DIED        0x80010007u
#define RPC_E_SERVER_DIED_DNE    0x80010012u
#define CO_E_OBJNOTCONNECTED     0x800401FDu
#define RPC_UNAVAILABLE          0x800706BAu
#define DISP_E_MEMBERNOTFOUND    0x80020003u
#define DISP_E_PARAMNOTFOUND     0x80020004u
#define DISP_E_TYPEMISMATCH      0x80020005u
#define DISP_E_UNKNOWNNAME       0x80020006u
#define DISP_E_UNKNOWNINTERFACE  0x80020001u
#define DISP_E_EXCEPTION         0x80020009u
#define DISP_E_OVERFLOW          0x8002000Au
#define DISP_E_BADINDEX          0x8002000Bu
#define DISP_E_BADPARAMCOUNT     0x8002000Eu
#define TYPE_E_ELEMENTNOTFOUND   0x8002802Bu

static const CpgGuid IID_NULL_;
static const CpgGuid IID_IUnknown = { 0, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };
static const CpgGuid IID_IDispatch = { 0x00020400, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };
static const CpgGuid IID_ITypeInfo = { 0x00020401, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };
#define OF_CONTROLS(data1) { data1, 0xbab4, 0x101a, { 0xb6, 0x9c, 0x00, 0xaa, 0x00, 0x34, 0x1d, 0x07 } }
static const CpgGuid IID_IProvideClassInfo = OF_CONTROLS (0xb196b283);
static const CpgGuid IID_IConnectionPointContainer = OF_CONTROLS (0xb196b284);
static const CpgGuid IID_IEnumConnectionPoints = OF_CONTROLS (0xb196b285);
static const CpgGuid IID_IConnectionPoint = OF_CONTROLS (0xb196b286);
static const CpgGuid IID_IEnumConnections = OF_CONTROLS (0xb196b287);
static const CpgGuid IID_IProvideClassInfo2 =
  { 0xa6bc3ac0, 0xdbaa, 0x11ce, { 0x9d, 0xe3, 0x00, 0xaa, 0x00, 0x4b, 0xb8, 0x51 } };
/* FIX_EVENTS_IID */
static const CpgGuid IID_FixEvents =
  { 0xa4c5f6c0, 0x4d0b, 0x4b52, { 0x8f, 0x5a, 0x1d, 0x6e, 0x0c, 0x3b, 0x7e, 0x01 } };

typedef struct {
  gpointer unknown;
  guint32  cookie;
} ConnectData;

enum { VT_EMPTY, VT_NULL, VT_I2, VT_I4, VT_R4, VT_R8, VT_CY, VT_DATE, VT_BSTR, VT_DISPATCH, VT_ERROR,
       VT_BOOL, VT_VARIANT, VT_UNKNOWN, VT_I1 = 16, VT_UI1, VT_UI2, VT_UI4, VT_I8, VT_UI8, VT_VOID = 24,
       VT_HRESULT, VT_PTR, VT_USERDEFINED = 29, VT_ARRAY = 0x2000, VT_BYREF = 0x4000 };

typedef struct {
  guint16 vt, r1, r2, r3;
  union {
    gint8    i1;
    guint8   ui1;
    gint16   i2;
    gint32   i4;
    guint32  ui4;
    gint64   i8;
    guint64  ui8;
    float    r4;
    double   r8;
    gpointer p;
    gpointer record[2];
  };
} Variant;

typedef struct {
  Variant *args;
  gint32  *named;
  guint32  n_args;
  guint32  n_named;
} DispParams;

typedef struct {
  guint16  code, reserved;
  gpointer source, description, help_file;
  guint32  help_context;
  gpointer reserved_pointer, deferred;
  guint32  scode;
} ExcepInfo;

typedef struct TypeDesc {
  union {
    struct TypeDesc *pointed;
    guint32          ref;
  };
  guint16 vt;
} TypeDesc;

typedef struct {
  TypeDesc type;
  gpointer reserved;
  guint16  flags;
} ElemDesc;

typedef struct {
  CpgGuid  guid;
  guint32  lcid, reserved;
  gint32   constructor, destructor;
  gpointer schema;
  guint32  instance_size;
  gint32   kind;
  guint16  n_funcs, n_vars, n_impl_types, vtable_size, alignment, flags, major, minor;
  TypeDesc alias;
  gpointer idl_reserved;
  guint16  idl_flags;
} TypeAttr;

typedef struct {
  gint32    id;
  gpointer  scodes;
  ElemDesc *params;
  gint32    kind, invoke_kind, convention;
  gint16    n_params, n_optional, offset, n_scodes;
  ElemDesc  result;
  guint16   flags;
} FuncDesc;

typedef struct {
  gint32   id;
  gpointer schema, value;
  ElemDesc type;
  guint16  flags;
  gint32   kind;
} VarDesc;

/* Text ------------------------------------------------------------------------ */

/* A BSTR as malloc() makes it. */
static inline gpointer
bstr_new (const char *utf8)
{
  glong n_units;
  g_autofree gunichar2 *text = g_utf8_to_utf16 (utf8, -1, NULL, &n_units, NULL);
  guint32 n_bytes = (guint32) n_units * 2;
  char *block = malloc (sizeof (gpointer) + n_bytes + 2);

  memcpy (block + sizeof (gpointer) - 4, &n_bytes, 4);
  memcpy (block + sizeof (gpointer), text, n_bytes + 2);
  return block + sizeof (gpointer);
}

static inline void
bstr_free (gpointer bstr)
{
  if (bstr != NULL)
    free ((char *) bstr - sizeof (gpointer));
}

static inline char *
bstr_dup (gconstpointer bstr)
{
  guint32 n_bytes;

  if (bstr == NULL)
    return g_strdup ("(null)");
  memcpy (&n_bytes, (const char *) bstr - 4, 4);
  return g_utf16_to_utf8 (bstr, n_bytes / 2, NULL, NULL, NULL);
}

#define assert_bstr(bstr, expected) \
  G_STMT_START { \
    g_autofree char *assert_text = bstr_dup (bstr); \
    g_assert_cmpstr (assert_text, ==, (expected)); \
  } G_STMT_END

/* The functions that a client calls ------------------------------------------------ */

/* X (result, name, slot, parameters, arguments) */
#define CLIENT_FUNCTIONS(X) \
  X (guint32, query,              0, (gpointer self, const CpgGuid *iid, gpointer *out), (self, iid, out)) \
  X (guint32, add_ref,            1, (gpointer self), (self)) \
  X (guint32, release,            2, (gpointer self), (self)) \
  X (guint32, enum_points,        3, (gpointer self, gpointer *out), (self, out)) \
  X (guint32, find,               4, (gpointer self, const CpgGuid *iid, gpointer *out), (self, iid, out)) \
  X (guint32, get_interface,      3, (gpointer self, CpgGuid *iid), (self, iid)) \
  X (guint32, get_container,      4, (gpointer self, gpointer *out), (self, out)) \
  X (guint32, advise,             5, (gpointer self, gpointer sink, guint32 *cookie), (self, sink, cookie)) \
  X (guint32, unadvise,           6, (gpointer self, guint32 cookie), (self, cookie)) \
  X (guint32, enum_connections,   7, (gpointer self, gpointer *out), (self, out)) \
  X (guint32, next,               3, (gpointer self, guint32 n, gpointer out, guint32 *fetched), (self, n, out, fetched)) \
  X (guint32, skip,               4, (gpointer self, guint32 n), (self, n)) \
  X (guint32, reset,              5, (gpointer self), (self)) \
  X (guint32, clone,              6, (gpointer self, gpointer *out), (self, out)) \
  X (guint32, get_class_info,     3, (gpointer self, gpointer *out), (self, out)) \
  X (guint32, get_guid,           4, (gpointer self, guint32 kind, CpgGuid *guid), (self, kind, guid)) \
  X (guint32, get_info_count,     3, (gpointer self, guint32 *n), (self, n)) \
  X (guint32, get_type_info,      4, (gpointer self, guint32 i, guint32 lcid, gpointer *out), (self, i, lcid, out)) \
  X (guint32, get_ids_of_names,   5, (gpointer self, const CpgGuid *iid, gpointer *names, guint32 n, guint32 lcid, gint32 *ids), \
                                     (self, iid, names, n, lcid, ids)) \
  X (guint32, invoke,             6, (gpointer self, gint32 id, const CpgGuid *iid, guint32 lcid, guint16 flags, \
                                      DispParams *params, Variant *result, ExcepInfo *exception, guint32 *bad), \
                                     (self, id, iid, lcid, flags, params, result, exception, bad)) \
  X (guint32, get_type_attr,      3, (gpointer self, TypeAttr **out), (self, out)) \
  X (guint32, get_func_desc,      5, (gpointer self, guint32 i, FuncDesc **out), (self, i, out)) \
  X (guint32, get_var_desc,       6, (gpointer self, guint32 i, VarDesc **out), (self, i, out)) \
  X (guint32, get_names,          7, (gpointer self, gint32 id, gpointer *names, guint32 max, guint32 *n), (self, id, names, max, n)) \
  X (guint32, get_ref_of_impl,    8, (gpointer self, guint32 i, guint32 *ref), (self, i, ref)) \
  X (guint32, get_impl_flags,     9, (gpointer self, guint32 i, guint32 *flags), (self, i, flags)) \
  X (guint32, info_get_ids,      10, (gpointer self, gpointer *names, guint32 n, gint32 *ids), (self, names, n, ids)) \
  X (guint32, get_documentation, 12, (gpointer self, gint32 id, gpointer *name, gpointer *text, guint32 *context, gpointer *file), \
                                     (self, id, name, text, context, file)) \
  X (guint32, get_ref_info,      14, (gpointer self, guint32 ref, gpointer *out), (self, ref, out)) \
  X (guint32, get_type_lib,      18, (gpointer self, gpointer *out, guint32 *i), (self, out, i)) \
  X (void,    release_attr,      19, (gpointer self, gpointer attr), (self, attr)) \
  X (void,    release_func,      20, (gpointer self, gpointer desc), (self, desc)) \
  X (void,    release_var,       21, (gpointer self, gpointer desc), (self, desc))

typedef struct {
  const char *name;
  const CpgComDialect *(* dialect) (void);
  gpointer *sink_vtable;
  gpointer *dispatch_vtable;
  gpointer *notify_vtable;
#define MEMBER(result, name, slot, params, args) result (* name) params;
  CLIENT_FUNCTIONS (MEMBER)
#undef MEMBER
} Client;

/* A sink ----------------------------------------------------------------------- */

typedef struct _Sink Sink;

typedef struct {
  gpointer  vtable;
  Sink     *sink;
} SinkFace;

/* What Advise gets is @unknown; the other interfaces are other addresses. */
struct _Sink
{
  SinkFace        unknown, events, dispatch, notify;
  const Client   *client;
  int             n_refs;
  CpgGuid         iid;             /* that @events answers to */
  guint32         query_result;    /* what it answers where it lacks the interface */
  gboolean        has_events, has_dispatch, has_notify;
  guint           n_queries;

  GString        *log;
  guint32         result;          /* of every method */
  int             answer;          /* of those that have one */
  gpointer        answer_object;   /* (unowned) */
  void         (* called) (Sink *sink); /* at each call, if that is not NULL */
  gpointer        data;

  /* of IDispatch::Invoke */
  gboolean        raises;
  guint           n_cleared;
};

static inline void
sink_log (Sink       *self,
          const char *format,
          ...) G_GNUC_PRINTF (2, 3);

static inline void
sink_log (Sink       *self,
          const char *format,
          ...)
{
  va_list args;

  if (self->log->len > 0)
    g_string_append (self->log, ", ");
  va_start (args, format);
  g_string_append_vprintf (self->log, format, args);
  va_end (args);
  if (self->called != NULL)
    self->called (self);
}

static inline guint32
sink_query (Sink          *self,
            const CpgGuid *iid,
            gpointer      *out)
{
  *out = NULL;
  self->n_queries++;
  if (cpg_guid_equal (iid, &IID_IUnknown))
    *out = &self->unknown;
  else if (self->has_events && cpg_guid_equal (iid, &self->iid))
    *out = &self->events;
  else if (self->has_dispatch && cpg_guid_equal (iid, &IID_IDispatch))
    *out = &self->dispatch;
  else if (self->has_notify && iid->data1 == 0x9bfbbc02)
    *out = &self->notify;

  if (*out == NULL)
    return self->query_result;
  self->n_refs++;
  return S_OK;
}

static inline void
sink_describe (Sink          *self,
               GString       *text,
               const Variant *variant)
{
  g_autofree char *string = NULL;

  switch (variant->vt)
    {
    case VT_EMPTY:
      g_string_append (text, "empty");
      break;
    case VT_NULL:
      g_string_append (text, "null");
      break;
    case VT_I1:
      g_string_append_printf (text, "i1:%d", variant->i1);
      break;
    case VT_UI1:
      g_string_append_printf (text, "ui1:%u", variant->ui1);
      break;
    case VT_I4:
      g_string_append_printf (text, "i4:%d", variant->i4);
      break;
    case VT_UI4:
      g_string_append_printf (text, "ui4:%u", variant->ui4);
      break;
    case VT_I8:
      g_string_append_printf (text, "i8:%" G_GINT64_FORMAT, variant->i8);
      break;
    case VT_UI8:
      g_string_append_printf (text, "ui8:%" G_GUINT64_FORMAT, variant->ui8);
      break;
    case VT_R4:
      g_string_append_printf (text, "r4:%g", (double) variant->r4);
      break;
    case VT_R8:
      g_string_append_printf (text, "r8:%g", variant->r8);
      break;
    case VT_BOOL:
      g_string_append_printf (text, "bool:%d", variant->i2);
      break;
    case VT_BSTR:
      string = bstr_dup (variant->p);
      g_string_append_printf (text, "bstr:%s", string);
      break;
    default:
      g_string_append_printf (text, "0x%x", variant->vt);
      break;
    }
}

/* Changes what it gets by reference: a truth, a number one up, a text. */
static inline void
sink_change (Sink    *self,
             Variant *arg)
{
  switch (arg->vt)
    {
    case VT_BYREF | VT_BOOL:
      *(gint16 *) arg->p = -1;
      break;
    case VT_BYREF | VT_I4:
      (*(gint32 *) arg->p)++;
      break;
    case VT_BYREF | VT_BSTR:
      bstr_free (*(gpointer *) arg->p);
      *(gpointer *) arg->p = bstr_new ("changed");
      break;
    case VT_BYREF | VT_VARIANT:
      {
        Variant *inner = arg->p;

        if (inner->vt == VT_BSTR)
          bstr_free (inner->p);
        inner->vt = VT_R8;
        inner->r8 = 0.5;
      }
      break;
    default:
      break;
    }
}

static inline guint32
sink_invoke (Sink             *self,
             gint32            id,
             const CpgGuid    *iid,
             guint32           lcid,
             guint16           flags,
             const DispParams *params,
             Variant          *result,
             ExcepInfo        *exception)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (cpg_guid_equal (iid, &IID_NULL_));
  g_assert_cmphex (lcid, ==, 0x400);
  g_assert_cmpuint (flags, ==, 1);
  g_assert_nonnull (params);
  g_assert_cmpuint (params->n_named, ==, 0);
  g_assert_null (params->named);

  g_string_append_printf (text, "invoke %d (", id);
  for (guint i = params->n_args; i-- > 0;)
    {
      Variant *arg = &params->args[i];

      if (arg->vt & VT_BYREF)
        {
          Variant inner = { (guint16) (arg->vt & ~VT_BYREF) };

          if (inner.vt == VT_VARIANT)
            inner = *(Variant *) arg->p;
          else if (inner.vt == VT_BSTR)
            inner.p = *(gpointer *) arg->p;
          else if (inner.vt == VT_BOOL)
            inner.i2 = *(gint16 *) arg->p;
          else
            inner.i4 = *(gint32 *) arg->p;
          g_string_append (text, "&");
          sink_describe (self, text, &inner);
          if (!(self->result & 0x80000000u))
            sink_change (self, arg);
        }
      else
        {
          sink_describe (self, text, arg);
        }
      if (i > 0)
        g_string_append (text, " ");
    }
  sink_log (self, "%s)", text->str);

  if (self->raises)
    {
      exception->source = bstr_new ("the sink");
      exception->description = bstr_new ("it was too much");
      exception->scode = self->result;
      return DISP_E_EXCEPTION;
    }
  if (result != NULL && !(self->result & 0x80000000u))
    {
      result->vt = VT_I4;
      result->i4 = self->answer;
    }
  return self->result;
}

static inline Sink *
sink_new (const Client *client)
{
  Sink *self = g_new0 (Sink, 1);

  self->unknown.vtable = client->sink_vtable;
  self->events.vtable = client->sink_vtable;
  self->dispatch.vtable = client->dispatch_vtable;
  self->notify.vtable = client->notify_vtable;
  self->unknown.sink = self->events.sink = self->dispatch.sink = self->notify.sink = self;
  self->client = client;
  self->n_refs = 1;
  self->iid = IID_FixEvents;
  self->query_result = E_NOINTERFACE;
  self->has_events = TRUE;
  self->log = g_string_new (NULL);
  return self;
}

/* The test's own reference has to be the last. */
static inline void
sink_free (Sink *self)
{
  g_assert_cmpint (self->n_refs, ==, 1);
  g_string_free (self->log, TRUE);
  g_free (self);
}

#define assert_heard(sink, expected) \
  G_STMT_START { \
    g_assert_cmpstr ((sink)->log->str, ==, (expected)); \
    g_string_truncate ((sink)->log, 0); \
  } G_STMT_END

static inline char *
describe_variant (Sink          *self,
                  const Variant *variant)
{
  GString *text = g_string_new (NULL);

  sink_describe (self, text, variant);
  return g_string_free (text, FALSE);
}

/* FixEvents as a vtable, in the order of its methods. */
#define DEFINE_CLIENT(prefix, CC, get_dialect) \
  static guint32 CC prefix##_query_interface (SinkFace *self, const CpgGuid *iid, gpointer *out) \
  { \
    return sink_query (self->sink, iid, out); \
  } \
  static guint32 CC prefix##_sink_add_ref (SinkFace *self) \
  { \
    return (guint32) ++self->sink->n_refs; \
  } \
  static guint32 CC prefix##_sink_release (SinkFace *self) \
  { \
    g_assert_cmpint (self->sink->n_refs, >, 1); /* the last is the test's */ \
    return (guint32) --self->sink->n_refs; \
  } \
  static guint32 CC prefix##_nothing (SinkFace *self) \
  { \
    sink_log (self->sink, "nothing"); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_price_changed (SinkFace *self, gpointer symbol, double price) \
  { \
    g_autofree char *text = bstr_dup (symbol); \
    sink_log (self->sink, "price %s %g", text, price); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_numbers (SinkFace *self, gint8 a, guint8 b, gint16 c, gint32 d, guint32 e, \
                                      gint64 f, guint64 g, gint64 h, guint64 i, float j, double k) \
  { \
    sink_log (self->sink, "numbers %d %u %d %d %u %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT \
              " %" G_GUINT64_FORMAT " %g %g", a, b, c, d, e, f, g, h, i, (double) j, k); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_texts (SinkFace *self, gpointer text, Variant strv, Variant variant) \
  { \
    g_autofree char *string = bstr_dup (text), *a = describe_variant (self->sink, &strv), \
                    *b = describe_variant (self->sink, &variant); \
    sink_log (self->sink, "texts %s %s %s", string, a, b); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_things (SinkFace *self) \
  { \
    sink_log (self->sink, "things"); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_many (SinkFace *self, int a, int b, int c, int d, int e, int f, int g, int h, gpointer i) \
  { \
    g_autofree char *string = bstr_dup (i); \
    sink_log (self->sink, "many %d %d %d %d %d %d %d %d %s", a, b, c, d, e, f, g, h, string); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_may_close (SinkFace *self, gint16 *answer) \
  { \
    sink_log (self->sink, "may-close"); \
    *answer = self->sink->answer ? -1 : 0; \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_is_handled (SinkFace *self, gpointer what, gint16 *answer) \
  { \
    g_autofree char *string = bstr_dup (what); \
    sink_log (self->sink, "is-handled %s", string); \
    *answer = self->sink->answer ? -1 : 0; \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_first_number (SinkFace *self, int n, int *answer) \
  { \
    sink_log (self->sink, "first-number %d", n); \
    *answer = self->sink->answer; \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_last_number (SinkFace *self, int n, int *answer) \
  { \
    sink_log (self->sink, "last-number %d", n); \
    *answer = self->sink->answer; \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_last_text (SinkFace *self, int n, gpointer *answer) \
  { \
    g_autofree char *text = g_strdup_printf ("text %d", n); \
    sink_log (self->sink, "last-text %d", n); \
    *answer = bstr_new (text); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_last_object (SinkFace *self, gpointer *answer) \
  { \
    sink_log (self->sink, "last-object"); \
    *answer = self->sink->answer_object; \
    if (*answer != NULL) \
      ((guint32 (CC *) (gpointer)) (*(gpointer **) *answer)[1]) (*answer); \
    return self->sink->result; \
  } \
  static gpointer prefix##_sink_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_nothing, (gpointer) prefix##_price_changed, (gpointer) prefix##_numbers, \
    (gpointer) prefix##_texts, (gpointer) prefix##_things, (gpointer) prefix##_many, (gpointer) prefix##_may_close, \
    (gpointer) prefix##_is_handled, (gpointer) prefix##_first_number, (gpointer) prefix##_last_number, \
    (gpointer) prefix##_last_text, (gpointer) prefix##_last_object \
  }; \
  static guint32 CC prefix##_not_implemented (SinkFace *self) \
  { \
    g_assert_not_reached (); \
  } \
  static guint32 CC prefix##_sink_invoke (SinkFace *self, gint32 id, const CpgGuid *iid, guint32 lcid, guint16 flags, \
                                          DispParams *params, Variant *result, ExcepInfo *exception, guint32 *bad) \
  { \
    return sink_invoke (self->sink, id, iid, lcid, flags, params, result, exception); \
  } \
  static gpointer prefix##_dispatch_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_not_implemented, (gpointer) prefix##_not_implemented, (gpointer) prefix##_not_implemented, \
    (gpointer) prefix##_sink_invoke \
  }; \
  static guint32 CC prefix##_on_changed (SinkFace *self, gint32 id) \
  { \
    sink_log (self->sink, "on-changed %d", id); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_on_request_edit (SinkFace *self, gint32 id) \
  { \
    sink_log (self->sink, "on-request-edit %d", id); \
    return self->sink->result; \
  } \
  static gpointer prefix##_notify_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_on_changed, (gpointer) prefix##_on_request_edit \
  };

#define CC_NATIVE
#define THUNK_NATIVE(result, name, slot, params, args) \
  static result native_##name params { return ((result (*) params) (*(gpointer **) self)[slot]) args; }
#define THUNK_MS(result, name, slot, params, args) \
  static result ms_##name params { return ((result (MS_ABI *) params) (*(gpointer **) self)[slot]) args; }
#define NATIVE_MEMBER(result, name, slot, params, args) native_##name,
#define MS_MEMBER(result, name, slot, params, args) ms_##name,

CLIENT_FUNCTIONS (THUNK_NATIVE)
CLIENT_FUNCTIONS (THUNK_MS)
DEFINE_CLIENT (native, CC_NATIVE, cpg_com_dialect_native)
DEFINE_CLIENT (ms, MS_ABI, cpg_com_dialect_wine)

static const Client native_client = {
  "native", cpg_com_dialect_native, native_sink_vtable, native_dispatch_vtable, native_notify_vtable,
  CLIENT_FUNCTIONS (NATIVE_MEMBER)
};
static const Client ms_client = {
  "wine", cpg_com_dialect_wine, ms_sink_vtable, ms_dispatch_vtable, ms_notify_vtable,
  CLIENT_FUNCTIONS (MS_MEMBER)
};

/* What most tests begin with --------------------------------------------------------- */

static inline gpointer
export_object (const Client *client,
               gpointer      object)
{
  g_autoptr (GError) error = NULL;
  gpointer unknown = cpg_com_export (object, client->dialect (), &error);

  g_assert_no_error (error);
  g_assert_nonnull (unknown);
  return unknown;
}

static inline gpointer
query (const Client  *client,
       gpointer       iface,
       const CpgGuid *iid)
{
  gpointer out = NULL;

  g_assert_cmphex (client->query (iface, iid, &out), ==, S_OK);
  g_assert_nonnull (out);
  return out;
}

/* The connection point for @iid; holds nothing else of the source. */
static inline gpointer
export_point (const Client  *client,
              gpointer       object,
              const CpgGuid *iid)
{
  gpointer unknown = export_object (client, object);
  gpointer container = query (client, unknown, &IID_IConnectionPointContainer);
  gpointer point = NULL;

  g_assert_cmphex (client->find (container, iid, &point), ==, S_OK);
  client->release (container);
  client->release (unknown);
  return point;
}

static inline guint32
com_advise (const Client *client,
            gpointer      point,
            Sink         *sink)
{
  guint32 cookie = 0;

  g_assert_cmphex (client->advise (point, &sink->unknown, &cookie), ==, S_OK);
  g_assert_cmpuint (cookie, !=, 0);
  return cookie;
}

static inline guint32
count_refs (const Client *client,
            gpointer      iface)
{
  client->add_ref (iface);
  return client->release (iface);
}

/* A test for each convention that there is. */
static inline void
add_com_test (const char *name,
              void     (* test) (gconstpointer client))
{
  g_autofree char *native = g_strconcat (name, "/native", NULL);
  g_autofree char *ms = g_strconcat (name, "/wine", NULL);

  g_test_add_data_func (native, &native_client, test);
  if (HAVE_MS_ABI)
    g_test_add_data_func (ms, &ms_client, test);
}

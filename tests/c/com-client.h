/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "com-abi.h"
#include "helpers.h"

/* A COM sink for FixEvents, in both calling conventions. */

/* FIX_EVENTS_IID */
static const CpgGuid IID_FixEvents =
  { 0xa4c5f6c0, 0x4d0b, 0x4b52, { 0x8f, 0x5a, 0x1d, 0x6e, 0x0c, 0x3b, 0x7e, 0x01 } };

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
#define DEFINE_SINK(prefix, CC) \
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

DEFINE_SINK (native, CC_NATIVE)
DEFINE_SINK (ms, MS_ABI)

#define SINK_VTABLE(client, what) ((client) == &native_client ? native_##what##_vtable : ms_##what##_vtable)

static inline Sink *
sink_new (const Client *client)
{
  Sink *self = g_new0 (Sink, 1);

  self->unknown.vtable = SINK_VTABLE (client, sink);
  self->events.vtable = SINK_VTABLE (client, sink);
  self->dispatch.vtable = SINK_VTABLE (client, dispatch);
  self->notify.vtable = SINK_VTABLE (client, notify);
  self->unknown.sink = self->events.sink = self->dispatch.sink = self->notify.sink = self;
  self->client = client;
  self->n_refs = 1;
  self->iid = IID_FixEvents;
  self->query_result = E_NOINTERFACE;
  self->has_events = TRUE;
  self->log = g_string_new (NULL);
  return self;
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

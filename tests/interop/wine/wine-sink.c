/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "wine-sink.h"

#define COBJMACROS
#include <windows.h>
#include <ole2.h>
#include <olectl.h>

/* What the last header declares is defined here. */
#include <initguid.h>

#include "interop-events-com.h"

struct _WineSink
{
  InteropEvents       events;   /* its identity too */
  IDispatch           dispatch;
  IPropertyNotifySink notify;
  WineSinkFlags       flags;
  LONG                n_refs;
  GString            *log;
  HRESULT             result;
  BOOL                answer;
};

#define SINK(iface, member) CONTAINING_RECORD (iface, WineSink, member)

static void
hear (WineSink   *self,
      const char *format,
      ...) G_GNUC_PRINTF (2, 3);

static void
hear (WineSink   *self,
      const char *format,
      ...)
{
  va_list args;

  if (self->log->len > 0)
    g_string_append (self->log, ", ");
  va_start (args, format);
  g_string_append_vprintf (self->log, format, args);
  va_end (args);
}

/* Text ---------------------------------------------------------------------------- */

static char *
dup_bstr (BSTR bstr)
{
  char *text;
  int n;

  if (bstr == NULL)
    return g_strdup ("NULL");
  n = WideCharToMultiByte (CP_UTF8, 0, bstr, SysStringLen (bstr), NULL, 0, NULL, NULL);
  text = g_malloc0 (n + 1);
  WideCharToMultiByte (CP_UTF8, 0, bstr, SysStringLen (bstr), text, n, NULL, NULL);
  return text;
}

static BSTR
make_bstr (const char *text)
{
  WCHAR wide[100];

  MultiByteToWideChar (CP_UTF8, 0, text, -1, wide, G_N_ELEMENTS (wide));
  return SysAllocString (wide);
}

/* As Wine itself makes text of it. */
static char *
describe (VARIANT *variant)
{
  VARIANT text;
  char *result;

  if (V_VT (variant) & VT_ARRAY)
    {
      SAFEARRAY *array = V_ARRAY (variant);
      GString *all = g_string_new ("[");
      VARTYPE vt;
      LONG first, last;

      g_assert_cmphex (SafeArrayGetVartype (array, &vt), ==, S_OK);
      g_assert_cmphex (vt, ==, V_VT (variant) & VT_TYPEMASK);
      SafeArrayGetLBound (array, 1, &first);
      SafeArrayGetUBound (array, 1, &last);
      for (LONG i = first; i <= last; i++)
        {
          VARIANT element;
          g_autofree char *one = NULL;

          VariantInit (&element);
          V_VT (&element) = vt;
          g_assert_cmphex (SafeArrayGetElement (array, &i, &V_NONE (&element)), ==, S_OK);
          one = describe (&element);
          g_string_append_printf (all, i > first ? " %s" : "%s", one);
          VariantClear (&element);
        }
      g_string_append_c (all, ']');
      return g_string_free (all, FALSE);
    }
  if (V_VT (variant) == VT_EMPTY || V_VT (variant) == VT_NULL)
    return g_strdup (V_VT (variant) == VT_EMPTY ? "empty" : "null");
  if (V_VT (variant) == VT_UNKNOWN || V_VT (variant) == VT_DISPATCH)
    return g_strdup (V_UNKNOWN (variant) != NULL ? "object" : "no object");
  if (V_VT (variant) == VT_DATE)
    {
      SYSTEMTIME time;

      g_assert_true (VariantTimeToSystemTime (V_DATE (variant), &time));
      return g_strdup_printf ("%u-%02u-%02u %02u:%02u:%02u", time.wYear, time.wMonth, time.wDay, time.wHour,
                              time.wMinute, time.wSecond);
    }

  VariantInit (&text);
  g_assert_cmphex (VariantChangeTypeEx (&text, variant, LOCALE_INVARIANT, VARIANT_ALPHABOOL, VT_BSTR), ==, S_OK);
  result = dup_bstr (V_BSTR (&text));
  VariantClear (&text);
  return result;
}

/* IUnknown ------------------------------------------------------------------------ */

static HRESULT
query (WineSink *self,
       REFIID    iid,
       void    **out)
{
  *out = NULL;
  if (IsEqualGUID (iid, &IID_IUnknown) || (IsEqualGUID (iid, &IID_InteropEvents) && (self->flags & WINE_SINK_EVENTS)))
    *out = &self->events;
  else if (IsEqualGUID (iid, &IID_IDispatch) && (self->flags & WINE_SINK_DISPATCH))
    *out = &self->dispatch;
  else if (IsEqualGUID (iid, &IID_IPropertyNotifySink) && (self->flags & WINE_SINK_NOTIFY))
    *out = &self->notify;
  if (*out == NULL)
    return E_NOINTERFACE;
  InterlockedIncrement (&self->n_refs);
  return S_OK;
}

static ULONG
release (WineSink *self)
{
  LONG n_left = InterlockedDecrement (&self->n_refs);

  g_assert_cmpint (n_left, >, 0); /* the last is the test's */
  return n_left;
}

#define DEFINE_UNKNOWN(Interface, member) \
  static HRESULT STDMETHODCALLTYPE \
  member##_query (Interface *iface, REFIID iid, void **out) \
  { \
    return query (SINK (iface, member), iid, out); \
  } \
  static ULONG STDMETHODCALLTYPE \
  member##_add_ref (Interface *iface) \
  { \
    return InterlockedIncrement (&SINK (iface, member)->n_refs); \
  } \
  static ULONG STDMETHODCALLTYPE \
  member##_release (Interface *iface) \
  { \
    return release (SINK (iface, member)); \
  }

DEFINE_UNKNOWN (InteropEvents, events)
DEFINE_UNKNOWN (IDispatch, dispatch)
DEFINE_UNKNOWN (IPropertyNotifySink, notify)

/* InteropEvents ------------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE
nothing (InteropEvents *iface)
{
  hear (SINK (iface, events), "nothing");
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
numbers (InteropEvents *iface,
         small          a_char,
         byte           a_byte,
         VARIANT_BOOL   a_truth,
         LONG           an_int,
         ULONG          an_uint,
         hyper          an_int64,
         MIDL_uhyper    an_uint64,
         float          a_float,
         double         a_double)
{
  hear (SINK (iface, events), "%d %u %d %d %u %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT " %g %g", (signed char) a_char,
        a_byte, a_truth, (int) an_int, (guint) an_uint, (gint64) an_int64, (guint64) an_uint64, a_float, a_double);
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
texts (InteropEvents *iface,
       BSTR           text,
       BSTR           empty,
       BSTR           none)
{
  g_autofree char *one = dup_bstr (text), *two = dup_bstr (empty), *three = dup_bstr (none);

  hear (SINK (iface, events), "%s|%s|%s", one, two, three);
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
many (InteropEvents *iface,
      LONG           a1,
      LONG           a2,
      LONG           a3,
      LONG           a4,
      LONG           a5,
      LONG           a6,
      LONG           a7,
      double         a8,
      BSTR           a9)
{
  g_autofree char *text = dup_bstr (a9);

  hear (SINK (iface, events), "%d %d %d %d %d %d %d %g %s", (int) a1, (int) a2, (int) a3, (int) a4, (int) a5,
        (int) a6, (int) a7, a8, text);
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
things (InteropEvents *iface,
        GUID          *id,
        IUnknown      *object,
        IUnknown      *none,
        HRESULT        problem)
{
  IConnectionPointContainer *container = NULL;

  g_assert_true (IsEqualGUID (id, &IID_InteropEvents));
  g_assert_cmphex (IUnknown_QueryInterface (object, &IID_IConnectionPointContainer, (void **) &container), ==, S_OK);
  IConnectionPointContainer_Release (container);
  g_assert_null (none);
  hear (SINK (iface, events), "things 0x%08X", (guint) problem);
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
any (InteropEvents *iface,
     VARIANT        value)
{
  g_autofree char *text = describe (&value);

  hear (SINK (iface, events), "%d:%s", V_VT (&value), text);
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
boxes (InteropEvents *iface,
       VARIANT        texts_,
       VARIANT        time,
       VARIANT        numbers_)
{
  g_autofree char *one = describe (&texts_), *two = describe (&time), *three = describe (&numbers_);

  hear (SINK (iface, events), "%s %s %s", one, two, three);
  return SINK (iface, events)->result;
}

/* The old values are freed, and the new ones made, by Wine. */
static HRESULT STDMETHODCALLTYPE
change (InteropEvents *iface,
        VARIANT_BOOL  *cancel,
        LONG          *number,
        BSTR          *text,
        VARIANT       *anything)
{
  g_autofree char *old_text = dup_bstr (*text), *old_any = describe (anything);
  SAFEARRAY *array = SafeArrayCreateVector (VT_BSTR, 0, 2);

  hear (SINK (iface, events), "%d %d %s %s", *cancel, (int) *number, old_text, old_any);
  *cancel = VARIANT_TRUE;
  (*number)++;
  SysFreeString (*text);
  *text = make_bstr ("after");

  for (LONG i = 0; i < 2; i++)
    {
      BSTR element = make_bstr (i == 0 ? "a" : "b");

      SafeArrayPutElement (array, &i, element);
      SysFreeString (element);
    }
  VariantClear (anything);
  V_VT (anything) = VT_ARRAY | VT_BSTR;
  V_ARRAY (anything) = array;
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
may_close (InteropEvents *iface,
           VARIANT_BOOL  *answer)
{
  *answer = SINK (iface, events)->answer ? VARIANT_TRUE : VARIANT_FALSE;
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
last_number (InteropEvents *iface,
             LONG           number,
             LONG          *answer)
{
  *answer = number + 1;
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
last_text (InteropEvents *iface,
           BSTR           text,
           BSTR          *answer)
{
  BSTR mark = make_bstr ("!");

  VarBstrCat (text, mark, answer);
  SysFreeString (mark);
  return SINK (iface, events)->result;
}

static HRESULT STDMETHODCALLTYPE
last_object (InteropEvents *iface,
             IUnknown      *object,
             IUnknown     **answer)
{
  IUnknown_AddRef (object);
  *answer = object;
  return SINK (iface, events)->result;
}

/* The answer is memory of Wine's, which cpglib frees. */
static HRESULT STDMETHODCALLTYPE
told (InteropEvents *iface,
      short          number,
      BOOL           truth,
      LPWSTR         wide,
      LPSTR          narrow,
      CURRENCY       money,
      LPSTR         *answer)
{
  g_autofree char *text = g_utf16_to_utf8 (wide, -1, NULL, NULL, NULL);

  hear (SINK (iface, events), "%d %d %s %s %" G_GINT64_FORMAT, number, truth, text, narrow, (gint64) money.int64);
  *answer = CoTaskMemAlloc (strlen (text) + 2);
  strcpy (*answer, text);
  strcat (*answer, "!");
  return SINK (iface, events)->result;
}

static const InteropEventsVtbl events_vtable = {
  events_query, events_add_ref, events_release, nothing, numbers, texts, many, things, any, boxes, change, may_close,
  last_number, last_text, last_object, told
};

/* IDispatch ------------------------------------------------------------------------ */

static HRESULT STDMETHODCALLTYPE
get_type_info_count (IDispatch *iface,
                     UINT      *count)
{
  return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE
get_type_info (IDispatch  *iface,
               UINT        index,
               LCID        lcid,
               ITypeInfo **info)
{
  return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE
get_ids_of_names (IDispatch *iface,
                  REFIID     iid,
                  LPOLESTR  *names,
                  UINT       n,
                  LCID       lcid,
                  DISPID    *ids)
{
  return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE
invoke (IDispatch  *iface,
        DISPID      id,
        REFIID      iid,
        LCID        lcid,
        WORD        flags,
        DISPPARAMS *params,
        VARIANT    *result,
        EXCEPINFO  *exception,
        UINT       *bad)
{
  WineSink *self = SINK (iface, dispatch);
  GString *args = g_string_new (NULL);

  g_assert_true (IsEqualGUID (iid, &IID_NULL));
  g_assert_cmpuint (flags, ==, DISPATCH_METHOD);
  g_assert_nonnull (params);
  g_assert_cmpuint (params->cNamedArgs, ==, 0);
  for (UINT i = params->cArgs; i-- > 0;)
    {
      VARIANT *arg = &params->rgvarg[i], plain;
      g_autofree char *text = NULL;

      VariantInit (&plain);
      g_assert_cmphex (VariantCopyInd (&plain, arg), ==, S_OK);
      text = describe (&plain);
      VariantClear (&plain);
      g_string_append_printf (args, args->len > 0 ? " %s" : "%s", text);
      if (V_VT (arg) == (VT_BYREF | VT_BOOL))
        *V_BOOLREF (arg) = VARIANT_TRUE;
    }
  hear (self, "%d(%s)", (int) id, args->str);
  g_string_free (args, TRUE);

  if (result != NULL)
    {
      V_VT (result) = VT_BOOL;
      V_BOOL (result) = self->answer ? VARIANT_TRUE : VARIANT_FALSE;
    }
  return self->result;
}

static const IDispatchVtbl dispatch_vtable = {
  dispatch_query, dispatch_add_ref, dispatch_release, get_type_info_count, get_type_info, get_ids_of_names, invoke
};

/* IPropertyNotifySink ---------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE
on_changed (IPropertyNotifySink *iface,
            DISPID               id)
{
  hear (SINK (iface, notify), "changed %d", (int) id);
  return S_OK;
}

static HRESULT STDMETHODCALLTYPE
on_request_edit (IPropertyNotifySink *iface,
                 DISPID               id)
{
  hear (SINK (iface, notify), "may %d change", (int) id);
  return SINK (iface, notify)->answer ? S_OK : S_FALSE;
}

static const IPropertyNotifySinkVtbl notify_vtable = {
  notify_query, notify_add_ref, notify_release, on_changed, on_request_edit
};

/* ----------------------------------------------------------------------------------- */

WineSink *
wine_sink_new (WineSinkFlags flags)
{
  WineSink *self = g_new0 (WineSink, 1);

  self->events.lpVtbl = (InteropEventsVtbl *) &events_vtable;
  self->dispatch.lpVtbl = (IDispatchVtbl *) &dispatch_vtable;
  self->notify.lpVtbl = (IPropertyNotifySinkVtbl *) &notify_vtable;
  self->flags = flags;
  self->n_refs = 1;
  self->log = g_string_new (NULL);
  return self;
}

gpointer
wine_sink_get_unknown (WineSink *self)
{
  return &self->events;
}

guint
wine_sink_get_n_refs (WineSink *self)
{
  return self->n_refs;
}

char *
wine_sink_take (WineSink *self)
{
  char *log = g_strdup (self->log->str);

  g_string_truncate (self->log, 0);
  return log;
}

void
wine_sink_set_result (WineSink *self,
                      guint32   result)
{
  self->result = (HRESULT) result;
}

void
wine_sink_set_answer (WineSink *self,
                      gboolean  answer)
{
  self->answer = answer;
}

void
wine_sink_free (WineSink *self)
{
  g_assert_cmpuint (self->n_refs, ==, 1);
  g_string_free (self->log, TRUE);
  g_free (self);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "../interop-source.h"

#define COBJMACROS
#include <windows.h>
#include <ole2.h>
#include <olectl.h>

#include "wine-dialect.h"
#include "wine-sink.h"

/* A GObject that Wine's code has for a COM object. */

/* CONNECT_E_* and the like are signed in Wine's headers. */
#define assert_result(call, expected) g_assert_cmphex ((guint32) (call), ==, (guint32) (expected))

#define assert_heard(sink, expected) \
  G_STMT_START { \
    g_autofree char *heard_text = wine_sink_take (sink); \
    g_assert_cmpstr (heard_text, ==, (expected)); \
  } G_STMT_END

typedef struct {
  InteropSource             *source;
  IUnknown                  *unknown;
  IConnectionPointContainer *container;
  IConnectionPoint          *events;
} Fixture;

static GUID iid_events;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->source = interop_source_new ();
  self->unknown = cpg_com_export (G_OBJECT (self->source), get_dialect (), &error);
  g_assert_no_error (error);
  assert_result (IUnknown_QueryInterface (self->unknown, &IID_IConnectionPointContainer, (void **) &self->container), S_OK);
  assert_result (IConnectionPointContainer_FindConnectionPoint (self->container, &iid_events, &self->events), S_OK);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  IConnectionPoint_Release (self->events);
  IConnectionPointContainer_Release (self->container);
  g_assert_cmpuint (IUnknown_Release (self->unknown), ==, 0);
  g_assert_cmpuint (interop_source_take_failure (self->source), ==, 0);
  g_assert_finalize_object (self->source);
}

static DWORD
advise (IConnectionPoint *point,
        WineSink         *sink)
{
  DWORD cookie = 0;

  assert_result (IConnectionPoint_Advise (point, wine_sink_get_unknown (sink), &cookie), S_OK);
  g_assert_cmpuint (cookie, !=, 0);
  return cookie;
}

static void
test_finding (Fixture       *self,
              gconstpointer  data)
{
  IConnectionPointContainer *container = NULL;
  IConnectionPoint *again = NULL;
  IEnumConnectionPoints *points = NULL;
  IConnectionPoint *got[3];
  IUnknown *identity = NULL;
  ULONG n = 99;
  IID iid;

  assert_result (IConnectionPoint_GetConnectionInterface (self->events, &iid), S_OK);
  g_assert_true (IsEqualGUID (&iid, &iid_events));
  assert_result (IConnectionPoint_GetConnectionPointContainer (self->events, &container), S_OK);
  g_assert_true (container == self->container);
  IConnectionPointContainer_Release (container);
  assert_result (IConnectionPointContainer_FindConnectionPoint (self->container, &iid_events, &again), S_OK);
  g_assert_true (again == self->events);
  IConnectionPoint_Release (again);
  assert_result (IConnectionPointContainer_FindConnectionPoint (self->container, &IID_IDispatch, &again), CONNECT_E_NOCONNECTION);
  g_assert_null (again);
  assert_result (IConnectionPointContainer_QueryInterface (self->container, &IID_IConnectionPoint, (void **) &again), E_NOINTERFACE);
  assert_result (IConnectionPointContainer_QueryInterface (self->container, &IID_IUnknown, (void **) &identity), S_OK);
  g_assert_true (identity == self->unknown);
  IUnknown_Release (identity);

  assert_result (IConnectionPointContainer_EnumConnectionPoints (self->container, &points), S_OK);
  assert_result (IEnumConnectionPoints_Next (points, 3, got, &n), S_FALSE);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (got[0] == self->events);
  for (ULONG i = 0; i < n; i++)
    IConnectionPoint_Release (got[i]);
  assert_result (IEnumConnectionPoints_Next (points, 1, got, NULL), S_FALSE);
  IEnumConnectionPoints_Release (points);
}

static void
test_class_info (Fixture       *self,
                 gconstpointer  data)
{
  IProvideClassInfo2 *class_info = NULL;
  ITypeInfo *info = NULL;
  TYPEATTR *attr = NULL;
  GUID guid;

  assert_result (IUnknown_QueryInterface (self->unknown, &IID_IProvideClassInfo2, (void **) &class_info), S_OK);
  assert_result (IProvideClassInfo2_GetGUID (class_info, GUIDKIND_DEFAULT_SOURCE_DISP_IID, &guid), S_OK);
  g_assert_true (IsEqualGUID (&guid, &iid_events));
  assert_result (IProvideClassInfo2_GetClassInfo (class_info, &info), S_OK);
  assert_result (ITypeInfo_GetTypeAttr (info, &attr), S_OK);
  g_assert_cmpint (attr->typekind, ==, TKIND_COCLASS);
  ITypeInfo_ReleaseTypeAttr (info, attr);
  ITypeInfo_Release (info);
  IProvideClassInfo2_Release (class_info);
}

static void
test_vtable (Fixture       *self,
             gconstpointer  data)
{
  WineSink *sink = wine_sink_new (WINE_SINK_EVENTS | WINE_SINK_DISPATCH);
  DWORD cookie = advise (self->events, sink);
  g_autofree char *left = NULL, *text = NULL, *told = NULL;

  interop_source_fire_nothing (self->source);
  assert_heard (sink, "nothing");
  interop_source_fire_numbers (self->source);
  assert_heard (sink, "-128 255 -1 -2147483648 4294967295 -9223372036854775808 18446744073709551615 0.5 -1e+300");
  interop_source_fire_texts (self->source);
  assert_heard (sink, "Grüße, 世界 🌍||NULL");
  interop_source_fire_many (self->source);
  assert_heard (sink, "1 2 3 4 5 6 7 8.5 nine");
  interop_source_fire_things (self->source);
  assert_heard (sink, "things 0x8002000A");
  interop_source_fire_boxes (self->source);
  assert_heard (sink, "[ä ] 1999-12-31 23:59:59 [1 2 3]");
  interop_source_fire_any (self->source, "7");
  interop_source_fire_any (self->source, "int64 -1");
  interop_source_fire_any (self->source, "2.5");
  interop_source_fire_any (self->source, "true");
  interop_source_fire_any (self->source, "'text'");
  interop_source_fire_any (self->source, "object");
  interop_source_fire_any (self->source, "null");
  interop_source_fire_any (self->source, "none");
  assert_heard (sink, "3:7, 20:-1, 5:2.5, 11:True, 8:text, 9:object, 9:no object, 0:empty");

  /* Wine frees what cpglib made, and cpglib what Wine made. */
  left = interop_source_fire_change (self->source);
  assert_heard (sink, "0 3 before any");
  g_assert_cmpstr (left, ==, "TRUE 4 after [\"a\", \"b\"]");

  wine_sink_set_answer (sink, TRUE);
  g_assert_true (interop_source_ask_may_close (self->source));
  wine_sink_set_answer (sink, FALSE);
  g_assert_false (interop_source_ask_may_close (self->source));
  g_assert_cmpint (interop_source_ask_number (self->source, 41), ==, 42);
  text = interop_source_ask_text (self->source, "Grüße");
  g_assert_cmpstr (text, ==, "Grüße!");
  g_assert_true (interop_source_ask_object (self->source));

  told = interop_source_ask_told (self->source);
  g_assert_cmpstr (told, ==, "Größe 🌍!");
  assert_heard (sink, "-300 1 Größe 🌍 Größe 125000");

  assert_result (IConnectionPoint_Unadvise (self->events, cookie), S_OK);
  interop_source_fire_nothing (self->source);
  assert_heard (sink, "");
  wine_sink_free (sink);
}

/* A sink that has nothing but IDispatch. */
static void
test_dispatch (Fixture       *self,
               gconstpointer  data)
{
  WineSink *sink = wine_sink_new (WINE_SINK_DISPATCH);
  DWORD cookie = advise (self->events, sink);
  g_autofree char *left = NULL;

  interop_source_fire_nothing (self->source);
  interop_source_fire_numbers (self->source);
  interop_source_fire_texts (self->source);
  interop_source_fire_boxes (self->source);
  assert_heard (sink, "1(), 2(-128 255 True -2147483648 4294967295 -9223372036854775808 18446744073709551615 0.5 -1E+300), "
                      "3(Grüße, 世界 🌍  ), 7([ä ] 1999-12-31 23:59:59 [1 2 3])");
  left = interop_source_fire_change (self->source);
  assert_heard (sink, "8(False 3 before any)");
  g_assert_cmpstr (left, ==, "TRUE 3 before \"any\"");
  wine_sink_set_answer (sink, TRUE);
  g_assert_true (interop_source_ask_may_close (self->source));
  assert_heard (sink, "9()");

  assert_result (IConnectionPoint_Unadvise (self->events, cookie), S_OK);
  wine_sink_free (sink);
}

static void
test_refusals (Fixture       *self,
               gconstpointer  data)
{
  WineSink *sink = wine_sink_new (WINE_SINK_EVENTS), *wrong = wine_sink_new (WINE_SINK_NOTIFY);
  DWORD cookie = advise (self->events, sink), other = 99;

  assert_result (IConnectionPoint_Unadvise (self->events, 0), CONNECT_E_NOCONNECTION);
  assert_result (IConnectionPoint_Unadvise (self->events, cookie + 1), CONNECT_E_NOCONNECTION);
  assert_result (IConnectionPoint_Advise (self->events, wine_sink_get_unknown (wrong), &other), CONNECT_E_CANNOTCONNECT);
  g_assert_cmpuint (other, ==, 0);
  assert_result (IConnectionPoint_Advise (self->events, NULL, &other), E_POINTER);
  assert_result (IConnectionPoint_Advise (self->events, wine_sink_get_unknown (sink), NULL), E_POINTER);
  interop_source_set_limit (self->source, 1);
  assert_result (IConnectionPoint_Advise (self->events, wine_sink_get_unknown (wrong), &other), CONNECT_E_ADVISELIMIT);

  wine_sink_set_result (sink, E_OUTOFMEMORY);
  interop_source_fire_nothing (self->source);
  assert_result (interop_source_take_failure (self->source), E_OUTOFMEMORY);
  g_assert_cmpuint (interop_source_get_n_connections (self->source), ==, 1);

  /* One that is gone is dropped. */
  wine_sink_set_result (sink, RPC_E_DISCONNECTED);
  interop_source_fire_nothing (self->source);
  assert_result (interop_source_take_failure (self->source), RPC_E_DISCONNECTED);
  g_assert_cmpuint (interop_source_get_n_connections (self->source), ==, 0);
  assert_result (IConnectionPoint_Unadvise (self->events, cookie), CONNECT_E_NOCONNECTION);
  wine_sink_free (sink);
  wine_sink_free (wrong);
}

static void
test_connections (Fixture       *self,
                  gconstpointer  data)
{
  WineSink *one = wine_sink_new (WINE_SINK_EVENTS), *other = wine_sink_new (WINE_SINK_EVENTS);
  DWORD cookies[] = { advise (self->events, one), advise (self->events, other) };
  IEnumConnections *connections = NULL, *clone = NULL;
  CONNECTDATA got[2];
  ULONG n = 99;

  assert_result (IConnectionPoint_EnumConnections (self->events, &connections), S_OK);
  assert_result (IEnumConnections_Next (connections, 1, got, NULL), S_OK);
  g_assert_true (got[0].pUnk == wine_sink_get_unknown (one));
  g_assert_cmpuint (got[0].dwCookie, ==, cookies[0]);
  IUnknown_Release (got[0].pUnk);
  assert_result (IEnumConnections_Clone (connections, &clone), S_OK);
  assert_result (IEnumConnections_Next (clone, 2, got, &n), S_FALSE);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (got[0].pUnk == wine_sink_get_unknown (other));
  IUnknown_Release (got[0].pUnk);
  IEnumConnections_Release (clone);
  IEnumConnections_Release (connections);

  for (guint i = 0; i < 2; i++)
    assert_result (IConnectionPoint_Unadvise (self->events, cookies[i]), S_OK);
  wine_sink_free (one);
  wine_sink_free (other);
}

static void
test_properties (Fixture       *self,
                 gconstpointer  data)
{
  WineSink *sink = wine_sink_new (WINE_SINK_NOTIFY);
  IConnectionPoint *point = NULL;
  IDispatch *dispatch = NULL;
  WCHAR *name = (WCHAR *) L"name";
  DISPID id = DISPID_UNKNOWN;
  g_autofree char *changed = NULL, *may_change = NULL;
  DWORD cookie;

  /* What a client of IDispatch calls it. */
  assert_result (IUnknown_QueryInterface (self->unknown, &IID_IDispatch, (void **) &dispatch), S_OK);
  assert_result (IDispatch_GetIDsOfNames (dispatch, &IID_NULL, &name, 1, LOCALE_USER_DEFAULT, &id), S_OK);
  IDispatch_Release (dispatch);
  changed = g_strdup_printf ("changed %d", (int) id);
  may_change = g_strdup_printf ("may %d change", (int) id);

  assert_result (IConnectionPointContainer_FindConnectionPoint (self->container, &IID_IPropertyNotifySink, &point), S_OK);
  cookie = advise (point, sink);
  g_object_set (self->source, "name", "one", NULL);
  assert_heard (sink, changed);
  g_assert_false (cpg_request_edit (G_OBJECT (self->source), "name"));
  wine_sink_set_answer (sink, TRUE);
  g_assert_true (cpg_request_edit (G_OBJECT (self->source), "name"));
  g_free (wine_sink_take (sink));

  assert_result (IConnectionPoint_Unadvise (point, cookie), S_OK);
  IConnectionPoint_Release (point);
  wine_sink_free (sink);
}

/* Functions of shlwapi ------------------------------------------------------------- */

typedef HRESULT (WINAPI *SimpleInvoke) (IConnectionPoint *, DISPID, DISPPARAMS *);
typedef HRESULT (WINAPI *OnChanged) (IUnknown *, DISPID);
typedef HRESULT (WINAPI *ConnectToPoint) (IUnknown *, REFIID, BOOL, IUnknown *, DWORD *, IConnectionPoint **);

static gpointer
get_shlwapi (WORD ordinal)
{
  gpointer function = (gpointer) GetProcAddress (LoadLibraryA ("shlwapi.dll"), MAKEINTRESOURCEA (ordinal));

  g_assert_nonnull (function);
  return function;
}

static void
test_shlwapi (Fixture       *self,
              gconstpointer  data)
{
  SimpleInvoke simple_invoke = (SimpleInvoke) get_shlwapi (284);
  OnChanged on_changed = (OnChanged) get_shlwapi (287);
  ConnectToPoint connect_to_point = (ConnectToPoint) get_shlwapi (168);
  WineSink *dispatch = wine_sink_new (WINE_SINK_DISPATCH), *notify = wine_sink_new (WINE_SINK_NOTIFY);
  IConnectionPoint *point = NULL;
  VARIANT args[2];
  DISPPARAMS params = { args, NULL, 2, 0 };
  DWORD cookie = 0, notify_cookie = 0;

  assert_result (connect_to_point (wine_sink_get_unknown (dispatch), &iid_events, TRUE, self->unknown, &cookie, &point), S_OK);
  g_assert_true (point == self->events);
  IConnectionPoint_Release (point);
  g_assert_cmpuint (interop_source_get_n_connections (self->source), ==, 1);

  /* Wine enumerates the connections of the exported point, and calls them itself. */
  V_VT (&args[0]) = V_VT (&args[1]) = VT_I4;
  V_I4 (&args[0]) = 2;
  V_I4 (&args[1]) = 1;
  assert_result (simple_invoke (self->events, 5, &params), S_OK);
  assert_heard (dispatch, "5(1 2)");
  assert_result (simple_invoke (self->events, 6, NULL), S_OK);
  assert_heard (dispatch, "6()");

  assert_result (connect_to_point (wine_sink_get_unknown (notify), &IID_IPropertyNotifySink, TRUE, self->unknown,
                                   &notify_cookie, NULL), S_OK);
  assert_result (on_changed (self->unknown, 3), S_OK);
  assert_heard (notify, "changed 3");

  assert_result (connect_to_point (NULL, &IID_IPropertyNotifySink, FALSE, self->unknown, &notify_cookie, NULL), S_OK);
  assert_result (connect_to_point (NULL, &iid_events, FALSE, self->unknown, &cookie, NULL), S_OK);
  g_assert_cmpuint (interop_source_get_n_connections (self->source), ==, 0);
  wine_sink_free (dispatch);
  wine_sink_free (notify);
}

/* A client that has the point alone keeps the source; the end of both lets the sinks go. */
static void
test_end (void)
{
  InteropSource *source = interop_source_new ();
  gpointer left = source;
  IUnknown *unknown = cpg_com_export (G_OBJECT (source), get_dialect (), NULL);
  IConnectionPointContainer *container = NULL;
  IConnectionPoint *point = NULL;
  WineSink *sink = wine_sink_new (WINE_SINK_EVENTS);

  g_object_add_weak_pointer (G_OBJECT (source), &left);
  assert_result (IUnknown_QueryInterface (unknown, &IID_IConnectionPointContainer, (void **) &container), S_OK);
  assert_result (IConnectionPointContainer_FindConnectionPoint (container, &iid_events, &point), S_OK);
  advise (point, sink);
  g_object_unref (source);
  IUnknown_Release (unknown);
  IConnectionPointContainer_Release (container);
  g_assert_nonnull (left);
  interop_source_fire_nothing (left);
  assert_heard (sink, "nothing");
  g_assert_cmpuint (wine_sink_get_n_refs (sink), ==, 2);

  g_assert_cmpuint (IConnectionPoint_Release (point), ==, 0);
  g_assert_null (left);
  wine_sink_free (sink);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmphex (IIDFromString (L"{d65406db-1ae6-4e56-bf4b-dbc7f45754a3}", &iid_events), ==, S_OK);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/wine-client/finding", test_finding);
  ADD ("/wine-client/class-info", test_class_info);
  ADD ("/wine-client/vtable", test_vtable);
  ADD ("/wine-client/dispatch", test_dispatch);
  ADD ("/wine-client/refusals", test_refusals);
  ADD ("/wine-client/connections", test_connections);
  ADD ("/wine-client/properties", test_properties);
  ADD ("/wine-client/shlwapi", test_shlwapi);
  g_test_add_func ("/wine-client/end", test_end);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <string.h>

#include <cpglib/cpg.h>

/* Binary COM as another program has it that was compiled for one calling
 * convention and knows cpglib by vtables only. The functions of a Client are here
 * twice, once for each convention; a test that has one does not see which. */

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
#define DISP_E_BADVARTYPE        0x80020008u
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
  X (guint32, call_slot_3,        3, (gpointer self), (self)) \
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
#define MEMBER(result, name, slot, params, args) result (* name) params;
  CLIENT_FUNCTIONS (MEMBER)
#undef MEMBER
} Client;

#define CC_NATIVE
#define THUNK_NATIVE(result, name, slot, params, args) \
  static result native_##name params { return ((result (*) params) (*(gpointer **) self)[slot]) args; }
#define THUNK_MS(result, name, slot, params, args) \
  static result ms_##name params { return ((result (MS_ABI *) params) (*(gpointer **) self)[slot]) args; }
#define NATIVE_MEMBER(result, name, slot, params, args) native_##name,
#define MS_MEMBER(result, name, slot, params, args) ms_##name,

CLIENT_FUNCTIONS (THUNK_NATIVE)
CLIENT_FUNCTIONS (THUNK_MS)

static const Client native_client = {
  "native", cpg_com_dialect_native,
  CLIENT_FUNCTIONS (NATIVE_MEMBER)
};
static const Client ms_client = {
  "wine", cpg_com_dialect_wine,
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

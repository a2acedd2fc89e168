/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-guid.h>

G_BEGIN_DECLS

/* What binary COM looks like: numbers, identifiers, the places of functions in
 * vtables, and structures as they lie in memory. The structures have the same
 * layout for every dialect; only the width of pointers changes them. */

/* Result codes ---------------------------------------------------------------- */

#define CPG_S_OK                       0x00000000u
#define CPG_S_FALSE                    0x00000001u
#define CPG_E_NOTIMPL                  0x80004001u
#define CPG_E_NOINTERFACE              0x80004002u
#define CPG_E_POINTER                  0x80004003u
#define CPG_E_FAIL                     0x80004005u
#define CPG_E_UNEXPECTED               0x8000FFFFu
#define CPG_E_OUTOFMEMORY              0x8007000Eu
#define CPG_E_INVALIDARG               0x80070057u
#define CPG_CONNECT_E_NOCONNECTION     0x80040200u
#define CPG_CONNECT_E_ADVISELIMIT      0x80040201u
#define CPG_CONNECT_E_CANNOTCONNECT    0x80040202u
#define CPG_OLE_E_NOCONNECTION         0x80040004u
#define CPG_RPC_E_DISCONNECTED         0x80010108u
#define CPG_RPC_E_SERVER_DIED          0x80010007u
#define CPG_RPC_E_SERVER_DIED_DNE      0x80010012u
#define CPG_RPC_E_WRONG_THREAD         0x8001010Eu
#define CPG_CO_E_OBJNOTCONNECTED       0x800401FDu
#define CPG_RPC_S_SERVER_UNAVAILABLE   0x800706BAu /* as an HRESULT */
#define CPG_DISP_E_UNKNOWNINTERFACE    0x80020001u
#define CPG_DISP_E_MEMBERNOTFOUND      0x80020003u
#define CPG_DISP_E_PARAMNOTFOUND       0x80020004u
#define CPG_DISP_E_TYPEMISMATCH        0x80020005u
#define CPG_DISP_E_UNKNOWNNAME         0x80020006u
#define CPG_DISP_E_NONAMEDARGS         0x80020007u
#define CPG_DISP_E_BADVARTYPE          0x80020008u
#define CPG_DISP_E_EXCEPTION           0x80020009u
#define CPG_DISP_E_OVERFLOW            0x8002000Au
#define CPG_DISP_E_BADINDEX            0x8002000Bu
#define CPG_DISP_E_UNKNOWNLCID         0x8002000Cu
#define CPG_DISP_E_ARRAYISLOCKED       0x8002000Du
#define CPG_DISP_E_BADPARAMCOUNT       0x8002000Eu
#define CPG_DISP_E_PARAMNOTOPTIONAL    0x8002000Fu
#define CPG_TYPE_E_ELEMENTNOTFOUND     0x8002802Bu
#define CPG_CTL_E_SETNOTSUPPORTED      0x800A017Fu
#define CPG_CTL_E_SETNOTPERMITTED      0x800A0183u

#define CPG_HRESULT_FAILED(result)    (((guint32) (result) & 0x80000000u) != 0)
#define CPG_HRESULT_SUCCEEDED(result) (!CPG_HRESULT_FAILED (result))

/* Identifiers ----------------------------------------------------------------- */

extern const CpgGuid cpg_iid_null;
extern const CpgGuid cpg_iid_unknown;
extern const CpgGuid cpg_iid_dispatch;
extern const CpgGuid cpg_iid_type_info;
extern const CpgGuid cpg_iid_type_lib;
extern const CpgGuid cpg_iid_connection_point_container;
extern const CpgGuid cpg_iid_enum_connection_points;
extern const CpgGuid cpg_iid_connection_point;
extern const CpgGuid cpg_iid_enum_connections;
extern const CpgGuid cpg_iid_provide_class_info;
extern const CpgGuid cpg_iid_provide_class_info_2;
extern const CpgGuid cpg_iid_property_notify_sink;

/* Places in vtables, in those of dialects that add none ------------------------- */

enum {
  CPG_SLOT_QUERY_INTERFACE,
  CPG_SLOT_ADD_REF,
  CPG_SLOT_RELEASE,
  CPG_N_UNKNOWN_SLOTS,

  CPG_SLOT_CONTAINER_ENUM_CONNECTION_POINTS = CPG_N_UNKNOWN_SLOTS,
  CPG_SLOT_CONTAINER_FIND_CONNECTION_POINT,

  CPG_SLOT_POINT_GET_CONNECTION_INTERFACE = CPG_N_UNKNOWN_SLOTS,
  CPG_SLOT_POINT_GET_CONTAINER,
  CPG_SLOT_POINT_ADVISE,
  CPG_SLOT_POINT_UNADVISE,
  CPG_SLOT_POINT_ENUM_CONNECTIONS,

  /* both enumerators */
  CPG_SLOT_ENUM_NEXT = CPG_N_UNKNOWN_SLOTS,
  CPG_SLOT_ENUM_SKIP,
  CPG_SLOT_ENUM_RESET,
  CPG_SLOT_ENUM_CLONE,

  CPG_SLOT_NOTIFY_ON_CHANGED = CPG_N_UNKNOWN_SLOTS,
  CPG_SLOT_NOTIFY_ON_REQUEST_EDIT,

  CPG_SLOT_CLASS_INFO_GET_CLASS_INFO = CPG_N_UNKNOWN_SLOTS,
  CPG_SLOT_CLASS_INFO_GET_GUID,

  CPG_SLOT_DISPATCH_GET_TYPE_INFO_COUNT = CPG_N_UNKNOWN_SLOTS,
  CPG_SLOT_DISPATCH_GET_TYPE_INFO,
  CPG_SLOT_DISPATCH_GET_IDS_OF_NAMES,
  CPG_SLOT_DISPATCH_INVOKE,
  CPG_N_DISPATCH_SLOTS,

  CPG_SLOT_TYPE_INFO_GET_TYPE_ATTR = CPG_N_UNKNOWN_SLOTS,
  CPG_SLOT_TYPE_INFO_GET_TYPE_COMP,
  CPG_SLOT_TYPE_INFO_GET_FUNC_DESC,
  CPG_SLOT_TYPE_INFO_GET_VAR_DESC,
  CPG_SLOT_TYPE_INFO_GET_NAMES,
  CPG_SLOT_TYPE_INFO_GET_REF_TYPE_OF_IMPL_TYPE,
  CPG_SLOT_TYPE_INFO_GET_IMPL_TYPE_FLAGS,
  CPG_SLOT_TYPE_INFO_GET_IDS_OF_NAMES,
  CPG_SLOT_TYPE_INFO_INVOKE,
  CPG_SLOT_TYPE_INFO_GET_DOCUMENTATION,
  CPG_SLOT_TYPE_INFO_GET_DLL_ENTRY,
  CPG_SLOT_TYPE_INFO_GET_REF_TYPE_INFO,
  CPG_SLOT_TYPE_INFO_ADDRESS_OF_MEMBER,
  CPG_SLOT_TYPE_INFO_CREATE_INSTANCE,
  CPG_SLOT_TYPE_INFO_GET_MOPS,
  CPG_SLOT_TYPE_INFO_GET_CONTAINING_TYPE_LIB,
  CPG_SLOT_TYPE_INFO_RELEASE_TYPE_ATTR,
  CPG_SLOT_TYPE_INFO_RELEASE_FUNC_DESC,
  CPG_SLOT_TYPE_INFO_RELEASE_VAR_DESC,

  CPG_SLOT_TYPE_LIB_GET_TYPE_INFO_COUNT = CPG_N_UNKNOWN_SLOTS,
  CPG_SLOT_TYPE_LIB_GET_TYPE_INFO,
  CPG_SLOT_TYPE_LIB_GET_TYPE_INFO_TYPE,
  CPG_SLOT_TYPE_LIB_GET_TYPE_INFO_OF_GUID,
  CPG_SLOT_TYPE_LIB_GET_LIB_ATTR,
  CPG_SLOT_TYPE_LIB_GET_TYPE_COMP,
  CPG_SLOT_TYPE_LIB_GET_DOCUMENTATION,
  CPG_SLOT_TYPE_LIB_IS_NAME,
  CPG_SLOT_TYPE_LIB_FIND_NAME,
  CPG_SLOT_TYPE_LIB_RELEASE_LIB_ATTR
};

/* IConnectionPoint, IProvideClassInfo2 ------------------------------------------ */

/* CONNECTDATA */
typedef struct {
  gpointer unknown; /* owned by who receives it */
  guint32  cookie;
} CpgComConnectData;

#define CPG_GUIDKIND_DEFAULT_SOURCE_DISP_IID 1u

/* IDispatch --------------------------------------------------------------------- */

#define CPG_DISPID_UNKNOWN      (-1)
#define CPG_DISPID_VALUE        0
#define CPG_DISPID_PROPERTYPUT  (-3)

#define CPG_DISPATCH_METHOD         0x1u
#define CPG_DISPATCH_PROPERTYGET    0x2u
#define CPG_DISPATCH_PROPERTYPUT    0x4u
#define CPG_DISPATCH_PROPERTYPUTREF 0x8u

#define CPG_LOCALE_USER_DEFAULT     0x400u

/* VARIANT_BOOL */
#define CPG_VARIANT_TRUE  ((gint16) -1)
#define CPG_VARIANT_FALSE ((gint16) 0)

/* VARTYPE */
enum {
  CPG_VT_EMPTY, CPG_VT_NULL, CPG_VT_I2, CPG_VT_I4, CPG_VT_R4, CPG_VT_R8, CPG_VT_CY, CPG_VT_DATE,
  CPG_VT_BSTR, CPG_VT_DISPATCH, CPG_VT_ERROR, CPG_VT_BOOL, CPG_VT_VARIANT, CPG_VT_UNKNOWN,
  CPG_VT_DECIMAL,
  CPG_VT_I1 = 16, CPG_VT_UI1, CPG_VT_UI2, CPG_VT_UI4, CPG_VT_I8, CPG_VT_UI8, CPG_VT_INT, CPG_VT_UINT,
  CPG_VT_VOID, CPG_VT_HRESULT, CPG_VT_PTR, CPG_VT_SAFEARRAY, CPG_VT_CARRAY, CPG_VT_USERDEFINED,
  CPG_VT_LPSTR, CPG_VT_LPWSTR,
  CPG_VT_RECORD = 36, CPG_VT_INT_PTR, CPG_VT_UINT_PTR,
  CPG_VT_ARRAY = 0x2000,
  CPG_VT_BYREF = 0x4000,
  CPG_VT_TYPEMASK = 0xfff
};

typedef struct _CpgComVariant CpgComVariant;

/* DISPPARAMS */
typedef struct {
  CpgComVariant *args;        /* the last argument first */
  gint32        *named_ids;   /* of the first @n_named of @args */
  guint32        n_args;
  guint32        n_named;
} CpgComDispParams;

/* EXCEPINFO */
typedef struct {
  guint16   code;
  guint16   reserved;
  gpointer  source;        /* BSTR */
  gpointer  description;   /* BSTR */
  gpointer  help_file;     /* BSTR */
  guint32   help_context;
  gpointer  reserved_pointer;
  gpointer  deferred_fill_in;
  guint32   scode;
} CpgComExcepInfo;

/* ITypeInfo --------------------------------------------------------------------- */

/* TYPEKIND */
enum {
  CPG_TKIND_ENUM,
  CPG_TKIND_RECORD,
  CPG_TKIND_MODULE,
  CPG_TKIND_INTERFACE,
  CPG_TKIND_DISPATCH,
  CPG_TKIND_COCLASS,
  CPG_TKIND_ALIAS,
  CPG_TKIND_UNION
};

#define CPG_TYPEFLAG_FDUAL              0x40u
#define CPG_TYPEFLAG_FNONEXTENSIBLE     0x80u
#define CPG_TYPEFLAG_FOLEAUTOMATION     0x100u
#define CPG_TYPEFLAG_FDISPATCHABLE      0x1000u

#define CPG_IMPLTYPEFLAG_FDEFAULT       0x1u
#define CPG_IMPLTYPEFLAG_FSOURCE        0x2u
#define CPG_IMPLTYPEFLAG_FRESTRICTED    0x4u
#define CPG_IMPLTYPEFLAG_FDEFAULTVTABLE 0x8u

/* FUNCKIND, INVOKEKIND, CALLCONV, VARKIND */
#define CPG_FUNC_PUREVIRTUAL 1
#define CPG_FUNC_DISPATCH    4
#define CPG_INVOKE_FUNC      1
#define CPG_CC_STDCALL       4
#define CPG_VAR_DISPATCH     3

#define CPG_FUNCFLAG_FBINDABLE    0x4u
#define CPG_FUNCFLAG_FREQUESTEDIT 0x8u
#define CPG_VARFLAG_FREADONLY     0x1u
#define CPG_VARFLAG_FBINDABLE     0x4u
#define CPG_VARFLAG_FREQUESTEDIT  0x8u

#define CPG_PARAMFLAG_FIN     0x1u
#define CPG_PARAMFLAG_FOUT    0x2u
#define CPG_PARAMFLAG_FLCID   0x4u
#define CPG_PARAMFLAG_FRETVAL 0x8u

#define CPG_MEMBERID_NIL (-1)

typedef struct _CpgComTypeDesc CpgComTypeDesc;

/* TYPEDESC */
struct _CpgComTypeDesc
{
  union {
    CpgComTypeDesc *pointed;  /* VT_PTR, VT_SAFEARRAY */
    gpointer        array;    /* VT_CARRAY */
    guint32         ref_type; /* VT_USERDEFINED */
  };
  guint16 vt;
};

/* ELEMDESC */
typedef struct {
  CpgComTypeDesc type;
  gpointer       default_value; /* PARAMDESCEX, or reserved */
  guint16        flags;
} CpgComElemDesc;

/* TYPEATTR */
typedef struct {
  CpgGuid        guid;
  guint32        lcid;
  guint32        reserved;
  gint32         constructor;
  gint32         destructor;
  gpointer       schema;
  guint32        instance_size;
  gint32         kind;
  guint16        n_funcs;
  guint16        n_vars;
  guint16        n_impl_types;
  guint16        vtable_size;
  guint16        alignment;
  guint16        flags;
  guint16        major;
  guint16        minor;
  CpgComTypeDesc alias;
  gpointer       idl_reserved;
  guint16        idl_flags;
} CpgComTypeAttr;

/* FUNCDESC */
typedef struct {
  gint32          id;
  gpointer        scodes;
  CpgComElemDesc *params;
  gint32          kind;
  gint32          invoke_kind;
  gint32          convention;
  gint16          n_params;
  gint16          n_optional;
  gint16          vtable_offset;
  gint16          n_scodes;
  CpgComElemDesc  result;
  guint16         flags;
} CpgComFuncDesc;

/* VARDESC */
typedef struct {
  gint32          id;
  gpointer        schema;
  gpointer        value;    /* or the offset in an instance */
  CpgComElemDesc  type;
  guint16         flags;
  gint32          kind;
} CpgComVarDesc;

/* TLIBATTR */
typedef struct {
  CpgGuid guid;
  guint32 lcid;
  gint32  system;
  guint16 major;
  guint16 minor;
  guint16 flags;
} CpgComLibAttr;

#if GLIB_SIZEOF_VOID_P == 8
G_STATIC_ASSERT (sizeof (CpgComConnectData) == 16);
G_STATIC_ASSERT (sizeof (CpgComDispParams) == 24);
G_STATIC_ASSERT (sizeof (CpgComExcepInfo) == 64);
G_STATIC_ASSERT (sizeof (CpgComTypeDesc) == 16);
G_STATIC_ASSERT (sizeof (CpgComElemDesc) == 32);
G_STATIC_ASSERT (sizeof (CpgComTypeAttr) == 96);
G_STATIC_ASSERT (sizeof (CpgComFuncDesc) == 88);
G_STATIC_ASSERT (sizeof (CpgComVarDesc) == 64);
#elif GLIB_SIZEOF_VOID_P == 4
G_STATIC_ASSERT (sizeof (CpgComConnectData) == 8);
G_STATIC_ASSERT (sizeof (CpgComDispParams) == 16);
G_STATIC_ASSERT (sizeof (CpgComExcepInfo) == 32);
G_STATIC_ASSERT (sizeof (CpgComTypeDesc) == 8);
G_STATIC_ASSERT (sizeof (CpgComElemDesc) == 16);
G_STATIC_ASSERT (sizeof (CpgComTypeAttr) == 76);
G_STATIC_ASSERT (sizeof (CpgComFuncDesc) == 52);
G_STATIC_ASSERT (sizeof (CpgComVarDesc) == 36);
#endif
G_STATIC_ASSERT (sizeof (CpgComLibAttr) == 32);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/com/cpg-com-marshal-private.h>
#include <cpglib/com/cpg-com-safe-array-private.h>
#include <cpglib/com/cpg-com-type-reader-private.h>
#include <cpglib/com/cpg-com-variant-private.h>
#include <cpglib/contract/cpg-by-ref.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-interface-builder.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>

#define MAX_DEPTH          16    /* of aliases and of base interfaces */
#define MAX_FUNCTIONS      1024
#define MAX_TYPES          4096  /* of a library */
#define FUNCFLAG_FRESTRICTED 0x1u
#define DUAL_PARTNER       G_MAXUINT32

#define INVOKE_PROPERTYGET    2
#define INVOKE_PROPERTYPUT    4
#define INVOKE_PROPERTYPUTREF 8

/* One parameter, or the answer, as it is to be. */
typedef struct {
  GType    gtype;     /* of what crosses; G_TYPE_VALUE: any */
  guint    vt;
  gboolean is_by_ref;
  gboolean is_out;
  char    *name;      /* (owned) (nullable) */
} Param;

/* One function, as it is to be. */
typedef struct {
  char    *name;      /* (owned) */
  gint32   dispid;
  guint    offset;    /* in the vtable */
  GArray  *params;    /* (owned) (element-type Param) */
  Param    answer;    /* G_TYPE_NONE: none */
} Function;

static void
param_clear (gpointer data)
{
  g_free (((Param *) data)->name);
}

static void
function_free (gpointer data)
{
  Function *self = data;

  g_free (self->name);
  g_array_unref (self->params);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Function, function_free)

/* Calls ------------------------------------------------------------------------ */

/* Each gives NULL if there is nothing, or nothing that makes sense. */

static gpointer
query (const CpgComDialect *dialect,
       gpointer             iface,
       const CpgGuid       *iid)
{
  gpointer out;

  return CPG_HRESULT_FAILED (cpg_com_query_interface (dialect, iface, iid, &out)) ? NULL : out;
}

/* A function that has nothing but a place for an interface. */
static gpointer
get_interface (const CpgComDialect *dialect,
               gpointer             iface,
               guint                slot)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpp");
  gpointer out = NULL, *address = &out;
  void *args[] = { &address };

  return CPG_HRESULT_FAILED (cpg_com_call (dialect, iface, slot, &signature, args)) ? NULL : out;
}

static CpgComTypeAttr *
get_type_attr (const CpgComDialect *dialect,
               gpointer             info)
{
  return get_interface (dialect, info, CPG_SLOT_TYPE_INFO_GET_TYPE_ATTR);
}

static void
release_desc (const CpgComDialect *dialect,
              gpointer             info,
              guint                slot,
              gpointer             desc)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("vpp");
  void *args[] = { &desc };

  if (desc != NULL)
    cpg_com_call (dialect, info, slot, &signature, args);
}

static CpgComFuncDesc *
get_func_desc (const CpgComDialect *dialect,
               gpointer             info,
               guint32              index)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpup");
  CpgComFuncDesc *out = NULL, **address = &out;
  void *args[] = { &index, &address };

  return CPG_HRESULT_FAILED (cpg_com_call (dialect, info, CPG_SLOT_TYPE_INFO_GET_FUNC_DESC, &signature, args))
           ? NULL : out;
}

/* The type that another refers to by number. */
static gpointer
get_referred (const CpgComDialect *dialect,
              gpointer             info,
              guint32              ref)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpup");
  gpointer out = NULL, *address = &out;
  void *args[] = { &ref, &address };

  return CPG_HRESULT_FAILED (cpg_com_call (dialect, info, CPG_SLOT_TYPE_INFO_GET_REF_TYPE_INFO, &signature, args))
           ? NULL : out;
}

/* An interface that a type has or derives from. */
static gpointer
get_impl_type (const CpgComDialect *dialect,
               gpointer             info,
               guint32              index)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpup");
  guint32 ref = 0, *address = &ref;
  void *args[] = { &index, &address };

  if (CPG_HRESULT_FAILED (cpg_com_call (dialect, info, CPG_SLOT_TYPE_INFO_GET_REF_TYPE_OF_IMPL_TYPE, &signature, args)))
    return NULL;
  return get_referred (dialect, info, ref);
}

static guint32
get_impl_type_flags (const CpgComDialect *dialect,
                     gpointer             info,
                     guint32              index)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpup");
  guint32 flags = 0, *address = &flags;
  void *args[] = { &index, &address };

  return CPG_HRESULT_FAILED (cpg_com_call (dialect, info, CPG_SLOT_TYPE_INFO_GET_IMPL_TYPE_FLAGS, &signature, args))
           ? 0 : flags;
}

static char *
take_bstr (const CpgComDialect *dialect,
           gpointer             bstr)
{
  char *text = bstr != NULL ? cpg_com_bstr_to_utf8 (dialect, bstr) : NULL;

  cpg_com_bstr_free (dialect, bstr);
  return text;
}

/* Of a type; or of a member by its DISPID. */
static char *
get_name (const CpgComDialect *dialect,
          gpointer             info,
          gint32               id)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpipppp");
  gpointer out = NULL, *address = &out, nothing = NULL;
  void *args[] = { &id, &address, &nothing, &nothing, &nothing };

  return CPG_HRESULT_FAILED (cpg_com_call (dialect, info, CPG_SLOT_TYPE_INFO_GET_DOCUMENTATION, &signature, args))
           ? NULL : take_bstr (dialect, out);
}

/* The name of a function and those of its parameters: (transfer full) (array length=n)
 * (element-type utf8), whose elements may be NULL. */
static char **
get_names (const CpgComDialect *dialect,
           gpointer             info,
           gint32               id,
           guint                n)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpipup");
  g_autofree gpointer *bstrs = g_new0 (gpointer, n);
  gpointer *address = bstrs;
  guint32 max = n, n_found = 0, *n_found_address = &n_found;
  void *args[] = { &id, &address, &max, &n_found_address };
  char **names = g_new0 (char *, n);

  if (!CPG_HRESULT_FAILED (cpg_com_call (dialect, info, CPG_SLOT_TYPE_INFO_GET_NAMES, &signature, args)))
    for (guint i = 0; i < MIN (n, n_found); i++)
      names[i] = take_bstr (dialect, bstrs[i]);
  return names;
}

static CpgGuid
read_guid (const CpgComDialect *dialect,
           const CpgGuid       *guid)
{
  CpgGuid result = *guid;

  if (dialect->iid_is_big_endian)
    cpg_com_guid_swap (&result);
  return result;
}

/* What an object says ------------------------------------------------------------ */

static CpgComSourceInfo *
add_source (CpgComTypeReader *self,
            const CpgGuid    *iid)
{
  CpgComSourceInfo *source = (CpgComSourceInfo *) cpg_com_type_reader_find (self, iid);

  if (source == NULL)
    {
      CpgComSourceInfo fresh = { .iid = *iid };

      g_array_append_val (self->sources, fresh);
      source = &g_array_index (self->sources, CpgComSourceInfo, self->sources->len - 1);
    }
  return source;
}

/* IProvideClassInfo2: the default, which by its definition is for IDispatch. */
static void
read_default (CpgComTypeReader *self,
              gpointer          unknown)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpup");
  gpointer provider = query (self->dialect, unknown, &cpg_iid_provide_class_info_2);
  guint32 kind = CPG_GUIDKIND_DEFAULT_SOURCE_DISP_IID;
  CpgGuid guid = cpg_iid_null, *address = &guid;
  void *args[] = { &kind, &address };

  if (provider == NULL)
    return;

  if (!CPG_HRESULT_FAILED (cpg_com_call (self->dialect, provider, CPG_SLOT_CLASS_INFO_GET_GUID, &signature, args)) &&
      !cpg_guid_equal (&guid, &cpg_iid_null))
    {
      CpgComSourceInfo *source;

      guid = read_guid (self->dialect, &guid);
      source = add_source (self, &guid);
      source->is_default = source->is_dispatch = TRUE;
    }
  cpg_com_drop_ref (self->dialect, provider);
}

/* An interface of the class; takes over @info. */
static void
read_source (CpgComTypeReader *self,
             gpointer          info,
             guint32           flags)
{
  CpgComTypeAttr *attr = get_type_attr (self->dialect, info);
  gboolean has_default = FALSE;

  for (guint i = 0; i < self->sources->len; i++)
    has_default |= g_array_index (self->sources, CpgComSourceInfo, i).is_default;

  if (attr != NULL)
    {
      CpgGuid guid = read_guid (self->dialect, &attr->guid);
      CpgComSourceInfo *source = add_source (self, &guid);

      /* Some give the IID of a vtable for a dispinterface's. */
      source->is_dispatch = attr->kind == CPG_TKIND_DISPATCH;
      source->is_default |= !has_default && (flags & CPG_IMPLTYPEFLAG_FDEFAULT) != 0;
      release_desc (self->dialect, info, CPG_SLOT_TYPE_INFO_RELEASE_TYPE_ATTR, attr);
      if (source->type_info == NULL)
        source->type_info = g_steal_pointer (&info);
    }
  cpg_com_clear (self->dialect, &info);
}

/* Takes over @info, which may be %NULL. */
static void
read_type_lib (CpgComTypeReader *self,
               gpointer          info)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hppp");
  guint32 index = 0, *index_address = &index;
  gpointer out = NULL, *address = &out;
  void *args[] = { &address, &index_address };

  if (info == NULL)
    return;

  if (self->type_lib == NULL &&
      !CPG_HRESULT_FAILED (cpg_com_call (self->dialect, info, CPG_SLOT_TYPE_INFO_GET_CONTAINING_TYPE_LIB,
                                         &signature, args)))
    self->type_lib = out;
  cpg_com_drop_ref (self->dialect, info);
}

/* Its source interfaces, if it is a class. */
static void
read_coclass (CpgComTypeReader *self,
              gpointer          info)
{
  CpgComTypeAttr *attr = get_type_attr (self->dialect, info);

  for (guint32 i = 0; attr != NULL && attr->kind == CPG_TKIND_COCLASS && i < attr->n_impl_types; i++)
    {
      guint32 flags = get_impl_type_flags (self->dialect, info, i);
      gpointer source = flags & CPG_IMPLTYPEFLAG_FSOURCE ? get_impl_type (self->dialect, info, i) : NULL;

      if (source != NULL)
        read_source (self, source, flags);
    }

  if (attr != NULL)
    release_desc (self->dialect, info, CPG_SLOT_TYPE_INFO_RELEASE_TYPE_ATTR, attr);
}

/* IProvideClassInfo: the class and its interfaces. */
static void
read_class (CpgComTypeReader *self,
            gpointer          unknown)
{
  gpointer provider = query (self->dialect, unknown, &cpg_iid_provide_class_info);
  gpointer info = provider != NULL ? get_interface (self->dialect, provider, CPG_SLOT_CLASS_INFO_GET_CLASS_INFO) : NULL;

  if (info != NULL)
    read_coclass (self, info);
  cpg_com_clear (self->dialect, &provider);
  read_type_lib (self, info);
}

static gpointer
get_dispatch_type_info (gpointer             unknown,
                        const CpgComDialect *dialect)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpuup");
  gpointer dispatch = query (dialect, unknown, &cpg_iid_dispatch);
  guint32 index = 0, lcid = CPG_LOCALE_USER_DEFAULT;
  gpointer out = NULL, *address = &out;
  void *args[] = { &index, &lcid, &address };

  if (dispatch == NULL)
    return NULL;

  if (CPG_HRESULT_FAILED (cpg_com_call (dialect, dispatch, CPG_SLOT_DISPATCH_GET_TYPE_INFO, &signature, args)))
    out = NULL;
  cpg_com_drop_ref (dialect, dispatch);
  return out;
}

/* The GUID of a type, or IID_NULL. */
static CpgGuid
get_guid (const CpgComDialect *dialect,
          gpointer             info)
{
  CpgComTypeAttr *attr = get_type_attr (dialect, info);
  CpgGuid guid = attr != NULL ? read_guid (dialect, &attr->guid) : cpg_iid_null;

  if (attr != NULL)
    release_desc (dialect, info, CPG_SLOT_TYPE_INFO_RELEASE_TYPE_ATTR, attr);
  return guid;
}

/* Whether a class calls an interface its own by default. */
static gboolean
has_default (const CpgComDialect *dialect,
             gpointer             coclass,
             const CpgGuid       *iid)
{
  CpgComTypeAttr *attr = get_type_attr (dialect, coclass);
  gboolean result = FALSE;

  for (guint32 i = 0; attr != NULL && !result && i < attr->n_impl_types; i++)
    {
      guint32 flags = get_impl_type_flags (dialect, coclass, i);
      gpointer info = NULL;

      if ((flags & (CPG_IMPLTYPEFLAG_FDEFAULT | CPG_IMPLTYPEFLAG_FSOURCE)) == CPG_IMPLTYPEFLAG_FDEFAULT)
        info = get_impl_type (dialect, coclass, i);
      if (info != NULL)
        {
          CpgGuid guid = get_guid (dialect, info);

          result = cpg_guid_equal (&guid, iid);
        }
      cpg_com_clear (dialect, &info);
    }

  if (attr != NULL)
    release_desc (dialect, coclass, CPG_SLOT_TYPE_INFO_RELEASE_TYPE_ATTR, attr);
  return result;
}

/* What has no IProvideClassInfo may have an IDispatch that is the default interface of
 * a class of the library. */
static void
search_class (CpgComTypeReader *self,
              gpointer          dispatch_info)
{
  static CpgComSignature kind_signature = CPG_COM_SIGNATURE ("hpup");
  static CpgComSignature info_signature = CPG_COM_SIGNATURE ("hpup");
  CpgGuid iid = get_guid (self->dialect, dispatch_info);

  if (self->type_lib == NULL || cpg_guid_equal (&iid, &cpg_iid_null))
    return;

  for (guint32 i = 0; i < MAX_TYPES && self->sources->len == 0; i++)
    {
      gint32 kind = -1, *kind_address = &kind;
      gpointer coclass = NULL, *address = &coclass;
      void *kind_args[] = { &i, &kind_address }, *info_args[] = { &i, &address };

      if (CPG_HRESULT_FAILED (cpg_com_call (self->dialect, self->type_lib, CPG_SLOT_TYPE_LIB_GET_TYPE_INFO_TYPE,
                                            &kind_signature, kind_args)))
        break;
      if (kind != CPG_TKIND_COCLASS ||
          CPG_HRESULT_FAILED (cpg_com_call (self->dialect, self->type_lib, CPG_SLOT_TYPE_LIB_GET_TYPE_INFO,
                                            &info_signature, info_args)))
        continue;
      if (coclass != NULL && has_default (self->dialect, coclass, &iid))
        read_coclass (self, coclass);
      cpg_com_clear (self->dialect, &coclass);
    }
}

/* IDispatch: the library, and maybe the class. */
static void
read_dispatch (CpgComTypeReader *self,
               gpointer          unknown)
{
  gpointer info = get_dispatch_type_info (unknown, self->dialect);

  if (info == NULL)
    return;

  cpg_com_add_ref (self->dialect, info);
  read_type_lib (self, info);
  if (self->sources->len == 0)
    search_class (self, info);
  cpg_com_drop_ref (self->dialect, info);
}

void
cpg_com_type_reader_init (CpgComTypeReader    *self,
                          gpointer             unknown,
                          const CpgComDialect *dialect)
{
  self->dialect = dialect;
  self->sources = g_array_new (FALSE, TRUE, sizeof (CpgComSourceInfo));
  self->type_lib = NULL;

  read_default (self, unknown);
  read_class (self, unknown);
  if (self->type_lib == NULL)
    read_dispatch (self, unknown);
}

void
cpg_com_type_reader_clear (CpgComTypeReader *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    cpg_com_clear (self->dialect, &g_array_index (self->sources, CpgComSourceInfo, i).type_info);
  g_clear_pointer (&self->sources, g_array_unref);
  cpg_com_clear (self->dialect, &self->type_lib);
}

const CpgComSourceInfo *
cpg_com_type_reader_find (CpgComTypeReader *self,
                          const CpgGuid    *iid)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const CpgComSourceInfo *source = &g_array_index (self->sources, CpgComSourceInfo, i);

      if (cpg_guid_equal (&source->iid, iid))
        return source;
    }
  return NULL;
}

/* (transfer full) (nullable): of the class, or from the library */
static gpointer
find_type_info (CpgComTypeReader *self,
                const CpgGuid    *iid)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpgp");
  const CpgComSourceInfo *source = cpg_com_type_reader_find (self, iid);
  gpointer out = NULL, *address = &out;
  void *args[] = { &iid, &address };

  if (source != NULL && source->type_info != NULL)
    {
      cpg_com_add_ref (self->dialect, source->type_info);
      return source->type_info;
    }
  if (self->type_lib == NULL)
    return NULL;

  return CPG_HRESULT_FAILED (cpg_com_call (self->dialect, self->type_lib, CPG_SLOT_TYPE_LIB_GET_TYPE_INFO_OF_GUID,
                                           &signature, args)) ? NULL : out;
}

CpgComEvidence
cpg_com_type_reader_get_evidence (CpgComTypeReader *self,
                                  const CpgGuid    *iid)
{
  const CpgComSourceInfo *source = cpg_com_type_reader_find (self, iid);
  gpointer info = find_type_info (self, iid);
  CpgComTypeAttr *attr = info != NULL ? get_type_attr (self->dialect, info) : NULL;
  CpgComEvidence evidence = source != NULL && source->is_dispatch ? CPG_COM_EVIDENCE_DISPATCH : CPG_COM_EVIDENCE_NONE;

  if (attr != NULL)
    {
      evidence = attr->kind == CPG_TKIND_DISPATCH ? CPG_COM_EVIDENCE_DISPATCH : CPG_COM_EVIDENCE_VTABLE;
      release_desc (self->dialect, info, CPG_SLOT_TYPE_INFO_RELEASE_TYPE_ATTR, attr);
    }
  cpg_com_clear (self->dialect, &info);
  return evidence;
}

char *
cpg_com_type_reader_dup_name (gpointer             unknown,
                              const CpgComDialect *dialect,
                              gint32               dispid)
{
  gpointer info = get_dispatch_type_info (unknown, dialect);
  char *name = info != NULL ? get_name (dialect, info, dispid) : NULL;

  cpg_com_clear (dialect, &info);
  return name;
}

/* Types ------------------------------------------------------------------------- */

static GType
get_gtype (guint vt)
{
  switch (vt)
    {
    case CPG_VT_I1:
      return G_TYPE_CHAR;
    case CPG_VT_UI1:
      return G_TYPE_UCHAR;
    case CPG_VT_I2:
    case CPG_VT_I4:
    case CPG_VT_INT:
      return G_TYPE_INT;
    case CPG_VT_UI2:
    case CPG_VT_UI4:
    case CPG_VT_UINT:
      return G_TYPE_UINT;
    case CPG_VT_I8:
      return G_TYPE_INT64;
    case CPG_VT_UI8:
      return G_TYPE_UINT64;
    case CPG_VT_R4:
      return G_TYPE_FLOAT;
    case CPG_VT_R8:
    case CPG_VT_CY:
    case CPG_VT_DECIMAL:
      return G_TYPE_DOUBLE;
    case CPG_VT_BOOL:
      return G_TYPE_BOOLEAN;
    case CPG_VT_DATE:
      return G_TYPE_DATE_TIME;
    case CPG_VT_ERROR:
      return G_TYPE_ERROR;
    case CPG_VT_BSTR:
    case CPG_VT_LPSTR:
    case CPG_VT_LPWSTR:
      return G_TYPE_STRING;
    case CPG_VT_UNKNOWN:
    case CPG_VT_DISPATCH:
      return G_TYPE_OBJECT;
    case CPG_VT_VARIANT:
      return G_TYPE_VALUE;
    case CPG_COM_VT_GUID:
      return CPG_TYPE_GUID;
    default:
      return vt & CPG_VT_ARRAY ? cpg_com_safe_array_find_type (vt & ~(guint) CPG_VT_ARRAY) : G_TYPE_INVALID;
    }
}

/* The way to a type. */
typedef struct {
  guint    n_pointers;
  gboolean is_named;   /* it ends at an interface with a name, which may have more than an IUnknown has */
} Path;

static guint resolve (const CpgComDialect  *dialect,
                      gpointer              info,
                      const CpgComTypeDesc *desc,
                      Path                 *path,
                      guint                 depth);

/* What a type with a name is; VT_EMPTY: nothing that can cross. */
static guint
resolve_named (const CpgComDialect *dialect,
               gpointer             info,
               guint32              ref,
               Path                *path,
               guint                depth)
{
  gpointer named = get_referred (dialect, info, ref);
  CpgComTypeAttr *attr = named != NULL ? get_type_attr (dialect, named) : NULL;
  g_autofree char *name = NULL;
  guint vt = CPG_VT_EMPTY;

  switch (attr != NULL ? attr->kind : CPG_TKIND_UNION)
    {
    case CPG_TKIND_ENUM:
      vt = CPG_VT_I4;
      break;
    case CPG_TKIND_ALIAS:
      vt = resolve (dialect, named, &attr->alias, path, depth + 1);
      break;
    case CPG_TKIND_INTERFACE:
    case CPG_TKIND_DISPATCH:
    case CPG_TKIND_COCLASS:
      /* An interface is a pointer to one. */
      if (path->n_pointers > 0)
        {
          vt = attr->kind == CPG_TKIND_DISPATCH ? CPG_VT_DISPATCH : CPG_VT_UNKNOWN;
          path->n_pointers--;
          path->is_named = TRUE;
        }
      break;
    case CPG_TKIND_RECORD:
      name = get_name (dialect, named, CPG_MEMBERID_NIL);
      if (path->n_pointers > 0 && g_strcmp0 (name, "GUID") == 0)
        {
          vt = CPG_COM_VT_GUID;
          path->n_pointers--;
        }
      break;
    default:
      break;
    }

  if (attr != NULL)
    release_desc (dialect, named, CPG_SLOT_TYPE_INFO_RELEASE_TYPE_ATTR, attr);
  cpg_com_clear (dialect, &named);
  return vt;
}

/* The VARTYPE at the end of any number of pointers. */
static guint
resolve (const CpgComDialect  *dialect,
         gpointer              info,
         const CpgComTypeDesc *desc,
         Path                 *path,
         guint                 depth)
{
  Path inner = { 0, FALSE };
  guint vt;

  if (depth > MAX_DEPTH || desc == NULL)
    return CPG_VT_EMPTY;

  switch (desc->vt)
    {
    case CPG_VT_PTR:
      path->n_pointers++;
      return resolve (dialect, info, desc->pointed, path, depth + 1);
    case CPG_VT_SAFEARRAY:
      vt = resolve (dialect, info, desc->pointed, &inner, depth + 1);
      path->is_named = inner.is_named;
      /* An array in an array is in a VARIANT there. */
      return inner.n_pointers == 0 && !(vt & CPG_VT_ARRAY) && cpg_com_vt_get_size (vt) != 0 ? vt | CPG_VT_ARRAY
                                                                                            : CPG_VT_EMPTY;
    case CPG_VT_USERDEFINED:
      return resolve_named (dialect, info, desc->ref_type, path, depth);
    case CPG_VT_HRESULT:
      return CPG_VT_ERROR;
    case CPG_VT_INT_PTR:
      return sizeof (gpointer) == 8 ? CPG_VT_I8 : CPG_VT_I4;
    case CPG_VT_UINT_PTR:
      return sizeof (gpointer) == 8 ? CPG_VT_UI8 : CPG_VT_UI4;
    case CPG_VT_LPSTR:
    case CPG_VT_LPWSTR:
      return desc->vt;
    default:
      return !(desc->vt & CPG_VT_BYREF) && cpg_com_vt_get_size (desc->vt & ~(guint) CPG_VT_ARRAY) != 0 ? desc->vt
                                                                                                       : CPG_VT_EMPTY;
    }
}

/* A parameter of a dispinterface comes in a VARIANT: what has no type here is any. */
static void
read_dispatch_param (Param               *self,
                     const CpgComDialect *dialect,
                     gpointer             info,
                     const CpgComElemDesc *desc)
{
  Path path = { 0, FALSE };

  self->vt = resolve (dialect, info, &desc->type, &path, 0);
  self->is_by_ref = path.n_pointers > 0 && (desc->flags & CPG_PARAMFLAG_FOUT);
  self->gtype = path.n_pointers <= 1 ? get_gtype (self->vt) : G_TYPE_INVALID;
  if (self->gtype == G_TYPE_INVALID || self->vt == CPG_VT_LPSTR || self->vt == CPG_VT_LPWSTR)
    self->gtype = G_TYPE_VALUE;
  /* What the object is tells best whether it has an IDispatch. */
  if (self->gtype == G_TYPE_VALUE || self->gtype == G_TYPE_OBJECT)
    self->vt = CPG_VT_EMPTY;
}

/* A parameter of a vtable has its place and its size, or all is wrong. */
static gboolean
read_vtable_param (Param                *self,
                   const CpgComDialect  *dialect,
                   gpointer              info,
                   const CpgComElemDesc *desc)
{
  gboolean is_written = (desc->flags & CPG_PARAMFLAG_FOUT) != 0;
  Path path = { 0, FALSE };

  self->vt = resolve (dialect, info, &desc->type, &path, 0);
  self->gtype = get_gtype (self->vt);
  /* A GUID is a pointer to one, whatever it is for. */
  if (self->vt == CPG_COM_VT_GUID && (path.n_pointers > 0 || is_written))
    path.n_pointers++;
  self->is_by_ref = path.n_pointers > 0;
  self->is_out = self->is_by_ref && (desc->flags & (CPG_PARAMFLAG_FIN | CPG_PARAMFLAG_FOUT)) == CPG_PARAMFLAG_FOUT;

  if (self->gtype == G_TYPE_INVALID || path.n_pointers > 1)
    return FALSE;
  /* Room for text, which nobody can tell the size of. */
  if (is_written && !self->is_by_ref && (self->vt == CPG_VT_LPSTR || self->vt == CPG_VT_LPWSTR))
    return FALSE;
  /* Interfaces of a type that is not asked for when one is put there. */
  return !is_written || !self->is_by_ref || !path.is_named;
}

static Function *
read_function (const CpgComDialect  *dialect,
               gpointer              info,
               const CpgComFuncDesc *desc,
               gboolean              is_dispatch)
{
  g_autoptr (Function) self = g_new0 (Function, 1);
  guint n_params = desc->n_params > 0 && desc->params != NULL ? (guint) desc->n_params : 0;
  g_autofree char **names = get_names (dialect, info, desc->id, n_params + 1);
  gboolean is_good = n_params <= CPG_METHOD_MAX_PARAMS;

  self->params = g_array_new (FALSE, TRUE, sizeof (Param));
  g_array_set_clear_func (self->params, param_clear);
  self->dispid = desc->id;
  self->offset = (guint) (desc->vtable_offset & ~3);
  self->answer.gtype = G_TYPE_NONE;
  self->name = names[0] != NULL ? names[0] : g_strdup_printf ("Method%d", desc->id);
  if (!is_dispatch && desc->invoke_kind != CPG_INVOKE_FUNC)
    {
      g_autofree char *plain = self->name;

      self->name = g_strconcat (desc->invoke_kind == INVOKE_PROPERTYGET ? "get_" :
                                desc->invoke_kind == INVOKE_PROPERTYPUT ? "put_" : "putref_", plain, NULL);
    }

  for (guint i = 0; i < n_params; i++)
    {
      Param param = { .name = names[i + 1] };
      const CpgComElemDesc *elem = &desc->params[i];

      if (is_dispatch)
        read_dispatch_param (&param, dialect, info, elem);
      else
        is_good &= read_vtable_param (&param, dialect, info, elem);

      if (i + 1 == n_params && (elem->flags & CPG_PARAMFLAG_FRETVAL))
        {
          self->answer = param;
          self->answer.name = NULL;
          g_free (param.name);
          is_good &= is_dispatch || param.is_by_ref;
        }
      else
        {
          g_array_append_val (self->params, param);
        }
    }

  switch (desc->result.type.vt)
    {
    case CPG_VT_EMPTY:
    case CPG_VT_VOID:
    case CPG_VT_HRESULT:
    case CPG_VT_ERROR:
      break;
    default:
      if (is_dispatch && self->answer.gtype == G_TYPE_NONE)
        read_dispatch_param (&self->answer, dialect, info, &desc->result);
      is_good &= is_dispatch;
      break;
    }

  return is_good ? g_steal_pointer (&self) : NULL;
}

/* Interfaces ---------------------------------------------------------------------- */

static gboolean
is_inherited (const CpgComFuncDesc *desc)
{
  /* MIDL numbers those of IUnknown and IDispatch so, and hides them. */
  return (desc->flags & FUNCFLAG_FRESTRICTED) && (guint32) desc->id >= 0x60000000u && (guint32) desc->id < 0x60020000u;
}

/* Appends the functions of a type; for a vtable, those of its bases come first.
 * %FALSE if there is one that can't be. */
static gboolean
read_functions (const CpgComDialect *dialect,
                gpointer             info,
                gboolean             is_dispatch,
                CpgComKind          *kind,
                GPtrArray           *functions,
                guint                depth)
{
  CpgComTypeAttr *attr = get_type_attr (dialect, info);
  CpgGuid guid = attr != NULL ? read_guid (dialect, &attr->guid) : cpg_iid_null;
  gboolean is_good = attr != NULL && depth <= MAX_DEPTH && attr->n_funcs <= MAX_FUNCTIONS, has_own = is_good;

  if (is_good && cpg_guid_equal (&guid, &cpg_iid_dispatch))
    *kind = CPG_COM_KIND_DUAL;
  if (is_good && (cpg_guid_equal (&guid, &cpg_iid_dispatch) || cpg_guid_equal (&guid, &cpg_iid_unknown)))
    has_own = FALSE;

  if (has_own && !is_dispatch && attr->n_impl_types > 0)
    {
      gpointer base = get_impl_type (dialect, info, 0);

      is_good = base != NULL && read_functions (dialect, base, FALSE, kind, functions, depth + 1);
      cpg_com_clear (dialect, &base);
    }

  for (guint32 i = 0; has_own && is_good && i < attr->n_funcs; i++)
    {
      CpgComFuncDesc *desc = get_func_desc (dialect, info, i);
      Function *function = NULL;

      if (desc == NULL)
        {
          is_good = FALSE;
          break;
        }
      /* A sink has no properties. */
      if (!is_dispatch || (desc->invoke_kind == CPG_INVOKE_FUNC && !is_inherited (desc)))
        {
          function = read_function (dialect, info, desc, is_dispatch);
          is_good = function != NULL;
        }
      if (function != NULL)
        g_ptr_array_add (functions, function);
      release_desc (dialect, info, CPG_SLOT_TYPE_INFO_RELEASE_FUNC_DESC, desc);
    }

  if (attr != NULL)
    release_desc (dialect, info, CPG_SLOT_TYPE_INFO_RELEASE_TYPE_ATTR, attr);
  return is_good;
}

static int
compare_offsets (gconstpointer a,
                 gconstpointer b)
{
  const Function *one = *(Function * const *) a, *other = *(Function * const *) b;

  return one->offset < other->offset ? -1 : one->offset > other->offset;
}

/* Whether the functions are all there are of a vtable, in their order. */
static gboolean
check_offsets (GPtrArray  *functions,
               CpgComKind  kind)
{
  guint first = kind == CPG_COM_KIND_DUAL ? CPG_N_DISPATCH_SLOTS : CPG_N_UNKNOWN_SLOTS;

  g_ptr_array_sort (functions, compare_offsets);
  for (guint i = 0; i < functions->len; i++)
    if (((Function *) g_ptr_array_index (functions, i))->offset != (first + i) * sizeof (gpointer))
      return FALSE;
  return functions->len > 0;
}

/* All of an interface that is called through its vtable. */
static GPtrArray *
read_vtable (const CpgComDialect *dialect,
             gpointer             info,
             CpgComKind          *kind)
{
  g_autoptr (GPtrArray) functions = g_ptr_array_new_with_free_func (function_free);

  *kind = CPG_COM_KIND_CUSTOM;
  if (!read_functions (dialect, info, FALSE, kind, functions, 0) || !check_offsets (functions, *kind))
    return NULL;

  return g_steal_pointer (&functions);
}

static GPtrArray *
read_interface (const CpgComDialect *dialect,
                gpointer             info,
                CpgComKind          *kind)
{
  CpgComTypeAttr *attr = get_type_attr (dialect, info);
  gint32 type_kind = attr != NULL ? attr->kind : CPG_TKIND_UNION;
  gboolean is_dual = attr != NULL && type_kind == CPG_TKIND_DISPATCH && (attr->flags & CPG_TYPEFLAG_FDUAL);
  GPtrArray *functions = NULL;

  if (attr != NULL)
    release_desc (dialect, info, CPG_SLOT_TYPE_INFO_RELEASE_TYPE_ATTR, attr);

  if (type_kind == CPG_TKIND_INTERFACE)
    return read_vtable (dialect, info, kind);
  if (type_kind != CPG_TKIND_DISPATCH)
    return NULL;

  /* Whoever has both may call both. */
  if (is_dual)
    {
      gpointer partner = get_impl_type (dialect, info, DUAL_PARTNER);

      functions = partner != NULL ? read_vtable (dialect, partner, kind) : NULL;
      cpg_com_clear (dialect, &partner);
      if (functions != NULL && *kind == CPG_COM_KIND_DUAL)
        return functions;
      g_clear_pointer (&functions, g_ptr_array_unref);
    }

  functions = g_ptr_array_new_with_free_func (function_free);
  *kind = CPG_COM_KIND_DISPATCH;
  if (!read_functions (dialect, info, TRUE, kind, functions, 0))
    g_clear_pointer (&functions, g_ptr_array_unref);
  return functions;
}

/* Contracts ----------------------------------------------------------------------- */

/* Held while a contract that is known already is not yet all that it is to be. Nobody
 * else's code runs under it. */
G_LOCK_DEFINE_STATIC (making);

/* A name that can be a signal's and is nobody else's. */
static char *
make_name (const Function *function,
           GHashTable     *taken)
{
  const char *plain = function->name;
  g_autofree char *signal_name = NULL;
  char *name;

  while (*plain == '_')
    plain++;
  signal_name = cpg_method_signal_name (plain);
  name = g_signal_is_valid_name (signal_name) ? g_strdup (plain) : g_strdup_printf ("Method%d", function->dispid);

  for (guint i = 2; ; i++)
    {
      g_autofree char *canonical = cpg_method_signal_name (name);

      if (g_hash_table_add (taken, g_steal_pointer (&canonical)))
        return name;
      g_free (name);
      name = g_strdup_printf ("%s_%u", g_signal_is_valid_name (signal_name) ? plain : "Method", i);
    }
}

static void
build_method (CpgInterfaceBuilder *builder,
              const Function      *function,
              const char          *name)
{
  guint n_params = function->params->len;
  g_autofree const char **names = g_new0 (const char *, n_params + 1);
  g_autofree GType *types = g_new (GType, n_params + 1);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_params; i++)
    {
      const Param *param = &g_array_index (function->params, Param, i);
      gboolean is_taken = param->name == NULL || *param->name == '\0';

      for (guint j = 0; j < i && !is_taken; j++)
        is_taken = g_str_equal (names[j], param->name);
      if (is_taken)
        g_ptr_array_add (made, g_strdup_printf ("arg%u", i + 1));
      names[i] = is_taken ? g_ptr_array_index (made, made->len - 1) : param->name;
      types[i] = param->is_by_ref ? CPG_TYPE_BY_REF : param->gtype;
    }

  cpg_interface_builder_add_method (builder, name, function->dispid, CPG_COMBINE_LAST, function->answer.gtype,
                                    names, types, n_params);
  for (guint i = 0; i < n_params; i++)
    {
      const Param *param = &g_array_index (function->params, Param, i);

      if (param->is_by_ref)
        cpg_interface_builder_set_by_ref (builder, name, names[i], param->gtype);
    }
}

static void
describe_method (CpgMethod      *method,
                 const Function *function)
{
  guint n_params = function->params->len;
  g_autofree guint *vts = g_new (guint, n_params + 1);

  for (guint i = 0; i < n_params; i++)
    {
      const Param *param = &g_array_index (function->params, Param, i);

      vts[i] = param->vt | (param->is_out ? CPG_COM_VT_OUT : 0);
    }
  vts[n_params] = function->answer.vt;
  cpg_com_method_describe (method, vts);
}

/* A name of a type, which has to be one in the whole process. */
static char *
make_type_name (const char    *name,
                const CpgGuid *iid)
{
  g_autofree char *plain = g_strdup (name != NULL ? name : "Events");
  char *type_name;

  g_strcanon (plain, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_", '_');
  type_name = g_strconcat ("CpgCom_", plain, NULL);
  if (g_type_from_name (type_name) != G_TYPE_INVALID)
    {
      g_free (type_name);
      type_name = g_strdup_printf ("CpgCom_%s_%08x", plain, iid->data1);
    }
  return type_name;
}

CpgOutgoingInterface *
cpg_com_type_reader_make_contract (CpgComTypeReader  *self,
                                   const CpgGuid     *iid,
                                   GError           **error)
{
  gpointer info = find_type_info (self, iid);
  CpgComKind kind = CPG_COM_KIND_CUSTOM;
  g_autoptr (GPtrArray) functions = info != NULL ? read_interface (self->dialect, info, &kind) : NULL;
  g_autofree char *name = info != NULL ? get_name (self->dialect, info, CPG_MEMBERID_NIL) : NULL;
  g_autofree char *type_name = make_type_name (name, iid);
  g_autoptr (CpgInterfaceBuilder) builder = NULL;
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) reason = NULL;
  CpgOutgoingInterface *contract;

  cpg_com_clear (self->dialect, &info);
  if (functions == NULL)
    {
      g_autofree char *text = cpg_guid_to_string (iid);

      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT,
                   "Nothing that is known describes the outgoing interface %s", text);
      return NULL;
    }

  builder = cpg_interface_builder_new (type_name, iid);
  for (guint i = 0; i < functions->len; i++)
    {
      Function *function = g_ptr_array_index (functions, i);
      g_autofree char *method_name = make_name (function, taken);

      build_method (builder, function, method_name);
    }

  cpg_lock (&G_LOCK_NAME (making));
  contract = cpg_interface_builder_register (builder, &reason);
  if (contract != NULL)
    {
      for (guint i = 0; i < functions->len; i++)
        describe_method (g_ptr_array_index (contract->methods, i), g_ptr_array_index (functions, i));
      cpg_com_interface_set_kind (contract->gtype, kind, NULL);
    }
  cpg_unlock (&G_LOCK_NAME (making));

  /* Another thread may have been faster. */
  if (contract == NULL)
    contract = cpg_com_type_reader_find_contract (iid);
  if (contract == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return contract;
}

CpgOutgoingInterface *
cpg_com_type_reader_find_contract (const CpgGuid *iid)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_iid (iid);

  cpg_lock (&G_LOCK_NAME (making));
  cpg_unlock (&G_LOCK_NAME (making));
  return contract;
}

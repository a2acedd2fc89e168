/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-kind.h>
#include <cpglib/com/cpg-com-marshal-private.h>
#include <cpglib/com/cpg-com-property-private.h>
#include <cpglib/com/cpg-com-type-info-private.h>
#include <cpglib/com/cpg-com-unknown-private.h>
#include <cpglib/com/cpg-com-variant-private.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>
#include <cpglib/interfaces/cpg-connection-point-container.h>

/* ITypeInfo of an exported object: enough for a client to find its outgoing
 * interfaces, their methods, and the properties. There is no type library. */

typedef enum {
  OF_CLASS,
  OF_PROPERTIES,
  OF_CONTRACT,
  OF_BASE,       /* IUnknown or IDispatch, by the IID alone */
  OF_GUID        /* what a parameter that is a GUID points to */
} About;

typedef struct {
  CpgComUnknown         parent;

  About                 about;
  CpgGuid               guid;
  gint32                kind;
  guint16               flags;

  GObjectClass         *klass;            /* (owned) (nullable): of a class or its properties */
  GPtrArray            *sources;          /* (owned) (nullable) (element-type CpgOutgoingInterface): of a class */
  CpgOutgoingInterface *default_source;   /* (unowned) (nullable): of a class */
  CpgOutgoingInterface *contract;         /* (unowned) (nullable) */
} CpgComTypeInfo;

/* HREFTYPEs; those of the sources of a class are their numbers. */
#define REF_PROPERTIES  0x10000u
#define REF_BASE        0x10001u
#define REF_GUID        0x10002u

static CpgComFunction get_type_attr_called;
static CpgComFunction get_func_desc_called;
static CpgComFunction get_var_desc_called;
static CpgComFunction get_names_called;
static CpgComFunction get_ref_of_impl_type_called;
static CpgComFunction get_impl_type_flags_called;
static CpgComFunction get_ids_of_names_called;
static CpgComFunction get_documentation_called;
static CpgComFunction get_ref_type_info_called;
static CpgComFunction not_implemented_called;
static CpgComFunction release_desc_called;
static void type_info_finalize (CpgComUnknown *unknown);

/* Which argument of a function that is not implemented is the place of what it
 * would give. */
#define GIVES(index) GUINT_TO_POINTER ((index) + 1)

static CpgComSlot slots[] = {
  { CPG_COM_SIGNATURE ("hpp"),       get_type_attr_called },
  { CPG_COM_SIGNATURE ("hpp"),       not_implemented_called, GIVES (0) }, /* GetTypeComp */
  { CPG_COM_SIGNATURE ("hpup"),      get_func_desc_called },
  { CPG_COM_SIGNATURE ("hpup"),      get_var_desc_called },
  { CPG_COM_SIGNATURE ("hpipup"),    get_names_called },
  { CPG_COM_SIGNATURE ("hpup"),      get_ref_of_impl_type_called },
  { CPG_COM_SIGNATURE ("hpup"),      get_impl_type_flags_called },
  { CPG_COM_SIGNATURE ("hppup"),     get_ids_of_names_called },
  { CPG_COM_SIGNATURE ("hppiSpppp"), not_implemented_called },            /* Invoke */
  { CPG_COM_SIGNATURE ("hpipppp"),   get_documentation_called },
  { CPG_COM_SIGNATURE ("hpiippp"),   not_implemented_called },            /* GetDllEntry */
  { CPG_COM_SIGNATURE ("hpup"),      get_ref_type_info_called },
  { CPG_COM_SIGNATURE ("hpiip"),     not_implemented_called, GIVES (2) }, /* AddressOfMember */
  { CPG_COM_SIGNATURE ("hppgp"),     not_implemented_called, GIVES (2) }, /* CreateInstance */
  { CPG_COM_SIGNATURE ("hpip"),      not_implemented_called, GIVES (1) }, /* GetMops */
  { CPG_COM_SIGNATURE ("hppp"),      not_implemented_called, GIVES (0) }, /* GetContainingTypeLib */
  { CPG_COM_SIGNATURE ("vpp"),       release_desc_called },
  { CPG_COM_SIGNATURE ("vpp"),       release_desc_called },
  { CPG_COM_SIGNATURE ("vpp"),       release_desc_called }
};

static CpgComInterface type_info_interface = { { &cpg_iid_type_info }, slots, G_N_ELEMENTS (slots) };
static CpgComInterface *interfaces[] = { &type_info_interface };

static const CpgComClass type_info_class = {
  sizeof (CpgComTypeInfo), interfaces, G_N_ELEMENTS (interfaces), NULL, type_info_finalize
};

static void
type_info_finalize (CpgComUnknown *unknown)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;

  g_clear_pointer (&self->klass, g_type_class_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
}

static CpgComTypeInfo *
type_info_new (About                about,
               gint32               kind,
               const CpgComDialect *dialect)
{
  CpgComTypeInfo *self = cpg_com_unknown_new (&type_info_class, dialect, NULL);

  self->about = about;
  self->kind = kind;
  return self;
}

static gpointer
get_face (CpgComTypeInfo *self)
{
  return cpg_com_unknown_get_face (&self->parent, 0);
}

gpointer
cpg_com_type_info_new_for_object (GObject             *source,
                                  const CpgComDialect *dialect)
{
  CpgComTypeInfo *self = type_info_new (OF_CLASS, CPG_TKIND_COCLASS, dialect);
  CpgConnectionPointContainer *container = CPG_CONNECTION_POINT_CONTAINER (source);
  g_autoptr (CpgEnumConnectionPoints) points = cpg_connection_point_container_enum_connection_points (container);
  g_autoptr (CpgGuid) guid = cpg_guid_new_for_name (G_OBJECT_TYPE_NAME (source));

  self->guid = *guid;
  self->klass = g_type_class_ref (G_OBJECT_TYPE (source));
  self->default_source = cpg_connection_point_container_get_default_interface (container);
  self->sources = g_ptr_array_new ();
  while (points != NULL)
    {
      g_autoptr (GPtrArray) point = cpg_enum_connection_points_next (points, 1);

      if (point->len == 0)
        break;
      g_ptr_array_add (self->sources,
                       cpg_connection_point_get_connection_interface (g_ptr_array_index (point, 0)));
    }

  return get_face (self);
}

gpointer
cpg_com_type_info_new_for_properties (GType                type,
                                      const CpgComDialect *dialect)
{
  CpgComTypeInfo *self = type_info_new (OF_PROPERTIES, CPG_TKIND_DISPATCH, dialect);
  g_autofree char *name = g_strconcat (g_type_name (type), ".Properties", NULL);
  g_autoptr (CpgGuid) guid = cpg_guid_new_for_name (name);

  self->guid = *guid;
  self->flags = CPG_TYPEFLAG_FDISPATCHABLE;
  self->klass = g_type_class_ref (type);

  return get_face (self);
}

gpointer
cpg_com_type_info_new_for_contract (CpgOutgoingInterface *contract,
                                    const CpgComDialect  *dialect)
{
  CpgComKind kind = cpg_com_interface_get_kind (contract->gtype);
  CpgComTypeInfo *self = type_info_new (OF_CONTRACT,
                                        kind == CPG_COM_KIND_CUSTOM ? CPG_TKIND_INTERFACE : CPG_TKIND_DISPATCH,
                                        dialect);

  self->guid = contract->iid;
  self->contract = contract;
  if (kind != CPG_COM_KIND_DISPATCH)
    self->flags |= CPG_TYPEFLAG_FOLEAUTOMATION;
  if (kind != CPG_COM_KIND_CUSTOM)
    self->flags |= CPG_TYPEFLAG_FDISPATCHABLE;
  if (kind == CPG_COM_KIND_DUAL)
    self->flags |= CPG_TYPEFLAG_FDUAL;

  return get_face (self);
}

/* What an interface derives from. */
static gpointer
new_base (const CpgGuid       *iid,
          const CpgComDialect *dialect)
{
  CpgComTypeInfo *self = type_info_new (OF_BASE, CPG_TKIND_INTERFACE, dialect);

  self->guid = *iid;
  return get_face (self);
}

/* A coclass has its properties first. */
static guint
get_n_impl_types (CpgComTypeInfo *self)
{
  switch (self->about)
    {
    case OF_CLASS:
      return 1 + self->sources->len;
    case OF_PROPERTIES:
    case OF_CONTRACT:
      return 1;
    case OF_BASE:
    case OF_GUID:
    default:
      return 0;
    }
}

static guint
get_n_funcs (CpgComTypeInfo *self)
{
  return self->contract != NULL ? self->contract->methods->len : 0;
}

static guint
get_n_vars (CpgComTypeInfo *self)
{
  g_autofree GParamSpec **specs = NULL;
  guint n;

  if (self->about != OF_PROPERTIES)
    return 0;

  specs = cpg_com_property_list (self->klass, &n);
  return n;
}

static CpgMethod *
find_method (CpgComTypeInfo *self,
             gint32          dispid)
{
  for (guint i = 0; i < get_n_funcs (self); i++)
    {
      CpgMethod *method = g_ptr_array_index (self->contract->methods, i);

      if (method->dispid == dispid)
        return method;
    }
  return NULL;
}

static guint16
get_offset (CpgComTypeInfo *self,
            guint           slot)
{
  return (guint16) ((slot + self->parent.dialect->n_extra_slots) * sizeof (gpointer));
}

static guint32
get_type_attr_called (CpgComUnknown     *unknown,
                      const CpgComSlot  *slot,
                      void             **args)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;
  CpgComTypeAttr **out = CPG_COM_ARG (args, 0, CpgComTypeAttr **), *attr;

  if (out == NULL)
    return CPG_E_POINTER;

  *out = attr = g_new0 (CpgComTypeAttr, 1);
  attr->guid = self->guid;
  if (unknown->dialect->iid_is_big_endian)
    cpg_com_guid_swap (&attr->guid);
  attr->constructor = attr->destructor = CPG_MEMBERID_NIL;
  attr->kind = self->kind;
  attr->flags = self->flags;
  attr->n_funcs = (guint16) get_n_funcs (self);
  attr->n_vars = (guint16) get_n_vars (self);
  attr->n_impl_types = (guint16) get_n_impl_types (self);
  attr->instance_size = self->about == OF_GUID ? sizeof (CpgGuid) : self->about == OF_CLASS ? 0 : sizeof (gpointer);
  attr->alignment = self->about == OF_GUID ? 4 : sizeof (gpointer);
  attr->major = 1;
  if (self->kind == CPG_TKIND_DISPATCH || cpg_guid_equal (&self->guid, &cpg_iid_dispatch))
    attr->vtable_size = get_offset (self, CPG_N_DISPATCH_SLOTS);
  else if (self->kind == CPG_TKIND_INTERFACE)
    attr->vtable_size = get_offset (self, CPG_N_UNKNOWN_SLOTS + attr->n_funcs);

  return CPG_S_OK;
}

/* @pointed: where what a pointer points to may be described */
static void
describe (CpgComTypeDesc   *desc,
          CpgComTypeDesc   *pointed,
          const CpgComType *type,
          gboolean          is_pointer)
{
  gboolean is_guid = type->vt == CPG_COM_VT_GUID;

  if (is_pointer || is_guid)
    {
      desc->vt = CPG_VT_PTR;
      desc->pointed = pointed;
      desc = pointed++;
    }

  if (is_guid)
    {
      desc->vt = CPG_VT_USERDEFINED;
      desc->ref_type = REF_GUID;
    }
  else if (type->vt == CPG_VT_PTR)
    {
      desc->vt = CPG_VT_PTR;
      desc->pointed = pointed;
      pointed->vt = CPG_VT_VOID;
    }
  else if (type->vt & CPG_VT_ARRAY)
    {
      desc->vt = CPG_VT_SAFEARRAY;
      desc->pointed = pointed;
      pointed->vt = (guint16) (type->vt & ~(guint) CPG_VT_ARRAY);
    }
  else
    {
      desc->vt = (guint16) type->vt;
    }
}

/* A dispinterface has VARIANTs, which know no other text than a BSTR. */
static CpgComType
get_type (CpgComTypeInfo   *self,
          const CpgComType *type)
{
  CpgComType result = *type;

  if (self->kind == CPG_TKIND_DISPATCH && !(self->flags & CPG_TYPEFLAG_FDUAL) &&
      (type->vt == CPG_VT_LPSTR || type->vt == CPG_VT_LPWSTR))
    result.vt = CPG_VT_BSTR;
  return result;
}

static guint32
get_func_desc_called (CpgComUnknown     *unknown,
                      const CpgComSlot  *slot,
                      void             **args)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;
  guint32 index = CPG_COM_ARG (args, 0, guint32);
  CpgComFuncDesc **out = CPG_COM_ARG (args, 1, CpgComFuncDesc **), *desc;
  gboolean is_dispatch = self->kind == CPG_TKIND_DISPATCH, has_answer;
  const CpgComMethod *com_method;
  CpgComTypeDesc *pointed;
  CpgMethod *method;
  guint n_params;

  if (!cpg_com_out_clear ((gpointer *) out))
    return CPG_E_POINTER;
  if (index >= get_n_funcs (self))
    return CPG_TYPE_E_ELEMENTNOTFOUND;

  method = g_ptr_array_index (self->contract->methods, index);
  com_method = cpg_com_method_get (method);
  n_params = method->n_params;
  has_answer = cpg_method_has_answer (method);

  /* In one block: the parameters, and up to two pointers for each of them. */
  *out = desc = g_malloc0 (sizeof (CpgComFuncDesc) + (n_params + 1) * sizeof (CpgComElemDesc) +
                           (n_params + 1) * 2 * sizeof (CpgComTypeDesc));
  desc->params = (CpgComElemDesc *) (desc + 1);
  pointed = (CpgComTypeDesc *) (desc->params + n_params + 1);

  desc->id = method->dispid;
  desc->kind = is_dispatch ? CPG_FUNC_DISPATCH : CPG_FUNC_PUREVIRTUAL;
  desc->invoke_kind = CPG_INVOKE_FUNC;
  desc->convention = CPG_CC_STDCALL;
  if (self->kind == CPG_TKIND_INTERFACE || (self->flags & CPG_TYPEFLAG_FDUAL))
    desc->vtable_offset = (gint16) get_offset (self, cpg_com_method_get_slot (com_method));
  desc->n_params = (gint16) n_params;

  for (guint i = 0; i < n_params; i++)
    {
      const CpgComType type = get_type (self, &com_method->types[i]);

      describe (&desc->params[i].type, pointed + 2 * i, &type, type.is_by_ref);
      desc->params[i].flags = (type.is_out ? 0 : CPG_PARAMFLAG_FIN) | (type.is_by_ref ? CPG_PARAMFLAG_FOUT : 0);
    }

  /* Through Invoke a result is a result; in a vtable it is the last parameter. */
  if (!is_dispatch)
    {
      desc->result.type.vt = CPG_VT_HRESULT;
      if (has_answer)
        {
          describe (&desc->params[n_params].type, pointed + 2 * n_params, &com_method->types[n_params], TRUE);
          desc->params[n_params].flags = CPG_PARAMFLAG_FOUT | CPG_PARAMFLAG_FRETVAL;
          desc->n_params++;
        }
    }
  else if (has_answer)
    {
      const CpgComType type = get_type (self, &com_method->types[n_params]);

      describe (&desc->result.type, pointed + 2 * n_params, &type, FALSE);
    }
  else
    {
      desc->result.type.vt = CPG_VT_VOID;
    }

  return CPG_S_OK;
}

static guint32
get_var_desc_called (CpgComUnknown     *unknown,
                     const CpgComSlot  *slot,
                     void             **args)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;
  guint32 index = CPG_COM_ARG (args, 0, guint32);
  CpgComVarDesc **out = CPG_COM_ARG (args, 1, CpgComVarDesc **), *desc;
  GParamSpec *spec;
  CpgComType type;

  if (!cpg_com_out_clear ((gpointer *) out))
    return CPG_E_POINTER;
  spec = self->about == OF_PROPERTIES ? cpg_com_property_find (self->klass, (gint32) MIN (index, G_MAXINT16) + 1)
                                      : NULL;
  if (spec == NULL)
    return CPG_TYPE_E_ELEMENTNOTFOUND;

  *out = desc = g_malloc0 (sizeof (CpgComVarDesc) + 2 * sizeof (CpgComTypeDesc));
  cpg_com_type_init (&type, spec->value_type);
  desc->id = (gint32) index + 1;
  desc->kind = CPG_VAR_DISPATCH;
  desc->flags = CPG_VARFLAG_FBINDABLE;
  if (!(spec->flags & G_PARAM_WRITABLE) || (spec->flags & G_PARAM_CONSTRUCT_ONLY))
    desc->flags |= CPG_VARFLAG_FREADONLY;
  describe (&desc->type.type, (CpgComTypeDesc *) (desc + 1), &type, FALSE);

  return CPG_S_OK;
}

/* The name of a member, or of what all is about. */
static char *
get_name (CpgComTypeInfo *self,
          gint32          id)
{
  if (id == CPG_MEMBERID_NIL)
    {
      switch (self->about)
        {
        case OF_CLASS:
          return g_strdup (G_OBJECT_CLASS_NAME (self->klass));
        case OF_PROPERTIES:
          return g_strconcat (G_OBJECT_CLASS_NAME (self->klass), "Properties", NULL);
        case OF_CONTRACT:
          return g_strdup (g_type_name (self->contract->gtype));
        case OF_BASE:
          return g_strdup (cpg_guid_equal (&self->guid, &cpg_iid_unknown) ? "IUnknown" : "IDispatch");
        case OF_GUID:
        default:
          return g_strdup ("GUID");
        }
    }

  if (self->about == OF_PROPERTIES)
    {
      GParamSpec *spec = cpg_com_property_find (self->klass, id);

      return spec != NULL ? cpg_com_property_get_name (spec) : NULL;
    }
  else
    {
      CpgMethod *method = find_method (self, id);

      return method != NULL ? g_strdup (method->com_name) : NULL;
    }
}

static guint32
get_names_called (CpgComUnknown     *unknown,
                  const CpgComSlot  *slot,
                  void             **args)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;
  gint32 id = CPG_COM_ARG (args, 0, gint32);
  gpointer *names = CPG_COM_ARG (args, 1, gpointer *);
  guint32 n_max = CPG_COM_ARG (args, 2, guint32);
  guint32 *n_names = CPG_COM_ARG (args, 3, guint32 *);
  CpgMethod *method = find_method (self, id);
  g_autofree char *name = NULL;
  guint32 n = 0;

  if (n_names != NULL)
    *n_names = 0;
  if (names == NULL || n_names == NULL)
    return CPG_E_POINTER;
  if (id != CPG_MEMBERID_NIL)
    name = get_name (self, id);
  if (name == NULL)
    return CPG_TYPE_E_ELEMENTNOTFOUND;

  if (n_max > 0)
    names[n++] = cpg_com_bstr_new (unknown->dialect, name);
  for (guint i = 0; method != NULL && i < method->n_params && n < n_max; i++)
    names[n++] = cpg_com_bstr_new (unknown->dialect, method->param_names[i]);
  *n_names = n;
  return CPG_S_OK;
}

static guint32
get_ref_of_impl_type_called (CpgComUnknown     *unknown,
                             const CpgComSlot  *slot,
                             void             **args)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;
  guint32 index = CPG_COM_ARG (args, 0, guint32);
  guint32 *out = CPG_COM_ARG (args, 1, guint32 *);

  if (out == NULL)
    return CPG_E_POINTER;
  *out = 0;
  if (index >= get_n_impl_types (self))
    return CPG_TYPE_E_ELEMENTNOTFOUND;

  *out = self->about != OF_CLASS ? REF_BASE : index == 0 ? REF_PROPERTIES : index - 1;
  return CPG_S_OK;
}

static guint32
get_impl_type_flags_called (CpgComUnknown     *unknown,
                            const CpgComSlot  *slot,
                            void             **args)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;
  guint32 index = CPG_COM_ARG (args, 0, guint32);
  guint32 *out = CPG_COM_ARG (args, 1, guint32 *);

  if (out == NULL)
    return CPG_E_POINTER;
  *out = 0;
  if (index >= get_n_impl_types (self))
    return CPG_TYPE_E_ELEMENTNOTFOUND;

  if (self->about == OF_CLASS && index == 0)
    *out = CPG_IMPLTYPEFLAG_FDEFAULT;
  else if (self->about == OF_CLASS)
    *out = g_ptr_array_index (self->sources, index - 1) == self->default_source
             ? CPG_IMPLTYPEFLAG_FSOURCE | CPG_IMPLTYPEFLAG_FDEFAULT : CPG_IMPLTYPEFLAG_FSOURCE;
  return CPG_S_OK;
}

/* The first name is that of a member, the others those of its parameters. */
static guint32
get_ids_of_names_called (CpgComUnknown     *unknown,
                         const CpgComSlot  *slot,
                         void             **args)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;
  gpointer *names = CPG_COM_ARG (args, 0, gpointer *);
  guint32 n_names = CPG_COM_ARG (args, 1, guint32);
  gint32 *ids = CPG_COM_ARG (args, 2, gint32 *);
  g_autofree char *name = NULL;
  CpgMethod *method = NULL;
  guint32 result = CPG_S_OK;

  if (names == NULL || ids == NULL)
    return CPG_E_POINTER;
  if (n_names == 0)
    return CPG_E_INVALIDARG;
  for (guint i = 0; i < n_names; i++)
    ids[i] = CPG_DISPID_UNKNOWN;

  name = names[0] != NULL ? cpg_com_wide_to_utf8 (unknown->dialect, names[0]) : NULL;
  if (name == NULL)
    return CPG_DISP_E_UNKNOWNNAME;
  if (self->about == OF_PROPERTIES)
    ids[0] = cpg_com_property_find_dispid (self->klass, name);
  for (guint i = 0; i < get_n_funcs (self) && method == NULL; i++)
    {
      CpgMethod *one = g_ptr_array_index (self->contract->methods, i);

      if (g_ascii_strcasecmp (one->com_name, name) == 0)
        {
          method = one;
          ids[0] = method->dispid;
        }
    }
  if (method == NULL && ids[0] == CPG_DISPID_UNKNOWN)
    return CPG_DISP_E_UNKNOWNNAME;

  for (guint i = 1; i < n_names; i++)
    {
      g_autofree char *param = names[i] != NULL ? cpg_com_wide_to_utf8 (unknown->dialect, names[i]) : NULL;

      for (guint j = 0; method != NULL && param != NULL && j < method->n_params; j++)
        if (g_ascii_strcasecmp (method->param_names[j], param) == 0)
          ids[i] = (gint32) j;
      if (ids[i] == CPG_DISPID_UNKNOWN)
        result = CPG_DISP_E_UNKNOWNNAME;
    }
  return result;
}

static guint32
get_documentation_called (CpgComUnknown     *unknown,
                          const CpgComSlot  *slot,
                          void             **args)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;
  gpointer *name = CPG_COM_ARG (args, 1, gpointer *);
  gpointer *text = CPG_COM_ARG (args, 2, gpointer *);
  guint32 *context = CPG_COM_ARG (args, 3, guint32 *);
  gpointer *file = CPG_COM_ARG (args, 4, gpointer *);
  g_autofree char *found = get_name (self, CPG_COM_ARG (args, 0, gint32));

  cpg_com_out_clear (name);
  cpg_com_out_clear (text);
  cpg_com_out_clear (file);
  if (context != NULL)
    *context = 0;
  if (found == NULL)
    return CPG_TYPE_E_ELEMENTNOTFOUND;

  if (name != NULL)
    *name = cpg_com_bstr_new (unknown->dialect, found);
  return CPG_S_OK;
}

static guint32
get_ref_type_info_called (CpgComUnknown     *unknown,
                          const CpgComSlot  *slot,
                          void             **args)
{
  CpgComTypeInfo *self = (CpgComTypeInfo *) unknown;
  guint32 ref = CPG_COM_ARG (args, 0, guint32);
  gpointer *out = CPG_COM_ARG (args, 1, gpointer *);
  const CpgComDialect *dialect = unknown->dialect;

  if (!cpg_com_out_clear (out))
    return CPG_E_POINTER;

  if (self->about == OF_CLASS && ref == REF_PROPERTIES)
    *out = cpg_com_type_info_new_for_properties (G_OBJECT_CLASS_TYPE (self->klass), dialect);
  else if (self->about == OF_CLASS && ref < self->sources->len)
    *out = cpg_com_type_info_new_for_contract (g_ptr_array_index (self->sources, ref), dialect);
  else if (self->about != OF_CLASS && ref == REF_BASE && get_n_impl_types (self) > 0)
    *out = new_base (self->kind == CPG_TKIND_DISPATCH ? &cpg_iid_dispatch : &cpg_iid_unknown, dialect);
  else if (self->about != OF_CLASS && ref == REF_GUID)
    *out = get_face (type_info_new (OF_GUID, CPG_TKIND_RECORD, dialect));

  return *out != NULL ? CPG_S_OK : CPG_TYPE_E_ELEMENTNOTFOUND;
}

static guint32
not_implemented_called (CpgComUnknown     *unknown,
                        const CpgComSlot  *slot,
                        void             **args)
{
  guint given = GPOINTER_TO_UINT (slot->data);

  if (given > 0)
    cpg_com_out_clear (CPG_COM_ARG (args, given - 1, gpointer *));
  return CPG_E_NOTIMPL;
}

static guint32
release_desc_called (CpgComUnknown     *unknown,
                     const CpgComSlot  *slot,
                     void             **args)
{
  g_free (CPG_COM_ARG (args, 0, gpointer));
  return 0;
}

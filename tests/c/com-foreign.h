/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "com-client.h"

/* A COM source as another program would be it, with connection points, class
 * information and a type library; and with each of the habits that are known of
 * others. Everything is here twice, once for each calling convention. */

#define OLE_E_NOCONNECTION 0x80040004u

static const CpgGuid IID_ITypeLib = { 0x00020402, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };
static const CpgGuid IID_IPropertyNotifySink =
  { 0x9bfbbc02, 0xeff1, 0x101a, { 0x84, 0xed, 0x00, 0xaa, 0x00, 0x34, 0x1d, 0x07 } };

enum { TKIND_ENUM, TKIND_RECORD, TKIND_MODULE, TKIND_INTERFACE, TKIND_DISPATCH, TKIND_COCLASS, TKIND_ALIAS };
enum { PARAMFLAG_FIN = 1, PARAMFLAG_FOUT = 2, PARAMFLAG_FRETVAL = 8 };
enum { IMPLTYPEFLAG_FDEFAULT = 1, IMPLTYPEFLAG_FSOURCE = 2, IMPLTYPEFLAG_FRESTRICTED = 4 };
#define TYPEFLAG_FDUAL 0x40u
#define MAX_FAKE_SINKS 8
#define MAX_FAKE_POINTS 4

/* What type information says ------------------------------------------------------- */

typedef struct {
  FuncDesc    desc;
  const char *names[10];
} FakeFunc;

typedef struct FakeType FakeType;
struct FakeType
{
  const char     *name;
  CpgGuid         guid;
  gint32          kind;
  guint16         flags;
  const FakeFunc *funcs;
  guint16         n_funcs;
  struct {
    const FakeType *type;
    guint32         flags;
  }               impls[4];
  guint16         n_impls;
  const FakeType *partner; /* of a dual interface */
  const FakeType *refs[4]; /* what USERDEFINED refers to */
  TypeDesc        alias;
};

#define REF_IMPL    1000u
#define REF_PARTNER 2000u

/* Objects --------------------------------------------------------------------------- */

typedef struct Foreign Foreign;

typedef struct {
  gpointer *vtable;
  Foreign  *owner;
  gpointer  data;   /* FakeType, ForeignPoint */
  int       n_refs; /* of those that have their own */
  guint     index;
} Face;

typedef struct {
  Face     face;
  CpgGuid  iid;
  gpointer sinks[MAX_FAKE_SINKS];
  guint32  cookies[MAX_FAKE_SINKS];
  guint    n_sinks;
  guint32  last_cookie;
} ForeignPoint;

typedef struct {
  const char *name;
  gpointer   *container, *point, *enumerator, *dispatch, *class_info, *type_info, *type_lib;
} Vtables;

struct Foreign
{
  const Client   *client;
  void         (* asked) (Foreign *self, gpointer data);     /* it is asked for its points */
  void         (* sought) (Foreign *self, gpointer data);    /* it is asked for one point */
  void         (* advised) (Foreign *self, gpointer data);   /* in the middle of Advise */
  gpointer        data;
  const Vtables  *vtables;
  Face            unknown, container, dispatch, class_info;
  int             n_refs;
  int             n_others;     /* enumerators and type information that are not released */
  int             n_descs;      /* that are not released */
  ForeignPoint    points[MAX_FAKE_POINTS];
  guint           n_points;
  GThread        *unadvised_in;
  GString        *log;          /* what is done at the end */

  /* What it has. */
  gboolean        has_container, has_dispatch, has_class_info;
  CpgGuid         default_iid;
  const FakeType *coclass;
  const FakeType *dispatch_type;
  const FakeType *library[4];

  /* Its habits. */
  guint32         enum_result;    /* of EnumConnectionPoints */
  gboolean        enum_is_null;   /* succeeds with nothing */
  gboolean        is_endless;     /* Next() has no end */
  gboolean        is_short;       /* Next() succeeds with nothing at the end */
  gboolean        has_no_count;   /* Next() does not count */
  guint           n_hidden;       /* points at the end that it does not enumerate */
  gboolean        find_is_null;   /* succeeds with nothing */
  gboolean        has_zero;       /* the first cookie is 0 */
  gboolean        is_lazy;        /* keeps what Advise gets, without asking it anything */
  guint32         advise_result, unadvise_result;
  guint32         interface_result;
};

static inline gboolean
is_iid (const CpgGuid *a,
        const CpgGuid *b)
{
  return cpg_guid_equal (a, b);
}

static inline guint32
foreign_add_ref (Face *face)
{
  return (guint32) ++face->owner->n_refs;
}

static inline guint32
foreign_release (Face *face)
{
  g_assert_cmpint (face->owner->n_refs, >, 1); /* the last is the test's */
  return (guint32) --face->owner->n_refs;
}

static inline guint32
foreign_query (Face           *face,
               const CpgGuid  *iid,
               gpointer       *out)
{
  Foreign *self = face->owner;

  *out = NULL;
  if (is_iid (iid, &IID_IUnknown))
    *out = &self->unknown;
  else if (self->has_container && is_iid (iid, &IID_IConnectionPointContainer))
    *out = &self->container;
  else if (self->has_dispatch && is_iid (iid, &IID_IDispatch))
    *out = &self->dispatch;
  else if (self->has_class_info && (is_iid (iid, &IID_IProvideClassInfo) || is_iid (iid, &IID_IProvideClassInfo2)))
    *out = &self->class_info;

  if (*out == NULL)
    return E_NOINTERFACE;
  foreign_add_ref (face);
  return S_OK;
}

/* Of those that have a count of their own. */
static inline Face *
other_new (Foreign  *owner,
           gpointer *vtable,
           gpointer  data)
{
  Face *face = g_new0 (Face, 1);

  face->vtable = vtable;
  face->owner = owner;
  face->data = data;
  face->n_refs = 1;
  owner->n_others++;
  return face;
}

static inline guint32
other_add_ref (Face *face)
{
  return (guint32) ++face->n_refs;
}

static inline guint32
other_release (Face *face)
{
  guint32 n_left = (guint32) --face->n_refs;

  if (n_left == 0)
    {
      face->owner->n_others--;
      g_free (face);
    }
  return n_left;
}

static inline guint32
other_query (Face           *face,
             const CpgGuid  *iid,
             gpointer       *out)
{
  *out = is_iid (iid, &IID_IUnknown) ? face : NULL;
  if (*out == NULL)
    return E_NOINTERFACE;
  other_add_ref (face);
  return S_OK;
}

/* Connection points ------------------------------------------------------------------ */

static inline guint32
foreign_enum_points (Face     *face,
                     gpointer *out)
{
  Foreign *self = face->owner;

  *out = NULL;
  if (self->asked != NULL)
    self->asked (self, self->data);
  if (self->enum_result != S_OK || self->enum_is_null)
    return self->enum_result;
  *out = other_new (self, self->vtables->enumerator, NULL);
  return S_OK;
}

static inline guint32
foreign_next (Face     *face,
              guint32   n,
              gpointer *out,
              guint32  *fetched)
{
  Foreign *self = face->owner;

  g_assert_cmpuint (n, ==, 1);
  if (face->index >= self->n_points - self->n_hidden)
    {
      if (!self->is_endless || self->n_points == 0)
        {
          if (fetched != NULL && !self->has_no_count)
            *fetched = 0;
          return self->is_short ? S_OK : S_FALSE;
        }
      face->index = 0;
    }
  *out = &self->points[face->index++].face;
  foreign_add_ref (face);
  if (fetched != NULL && !self->has_no_count)
    *fetched = 1;
  return S_OK;
}

static inline guint32
foreign_find (Face          *face,
              const CpgGuid *iid,
              gpointer      *out)
{
  Foreign *self = face->owner;

  *out = NULL;
  if (self->sought != NULL)
    self->sought (self, self->data);
  for (guint i = 0; i < self->n_points; i++)
    if (is_iid (&self->points[i].iid, iid))
      {
        *out = &self->points[i].face;
        foreign_add_ref (face);
        return S_OK;
      }
  return self->find_is_null ? S_OK : CONNECT_E_NOCONNECTION;
}

static inline guint32
foreign_get_interface (Face    *face,
                       CpgGuid *iid)
{
  ForeignPoint *point = face->data;

  if (face->owner->interface_result != S_OK)
    return face->owner->interface_result;
  *iid = point->iid;
  return S_OK;
}

static inline guint32
foreign_get_container (Face     *face,
                       gpointer *out)
{
  *out = &face->owner->container;
  foreign_add_ref (face);
  return S_OK;
}

static inline guint32
foreign_advise (Face     *face,
                gpointer  sink,
                guint32  *cookie)
{
  Foreign *self = face->owner;
  ForeignPoint *point = face->data;
  gpointer own = NULL;

  *cookie = 0;
  if (self->advised != NULL)
    self->advised (self, self->data);
  if (self->advise_result != S_OK)
    return self->advise_result;
  if (self->is_lazy)
    {
      self->client->add_ref (sink);
      own = sink;
    }
  else if (self->client->query (sink, &point->iid, &own) != S_OK)
    {
      return CONNECT_E_CANNOTCONNECT;
    }

  g_assert_cmpuint (point->n_sinks, <, MAX_FAKE_SINKS);
  if (!self->has_zero || point->n_sinks > 0)
    point->last_cookie++;
  point->sinks[point->n_sinks] = own;
  point->cookies[point->n_sinks++] = *cookie = point->last_cookie;
  return S_OK;
}

static inline guint32
foreign_unadvise (Face    *face,
                  guint32  cookie)
{
  Foreign *self = face->owner;
  ForeignPoint *point = face->data;

  self->unadvised_in = g_thread_self ();
  g_string_append_printf (self->log, "unadvise %u ", cookie);
  for (guint i = 0; i < point->n_sinks; i++)
    if (point->cookies[i] == cookie)
      {
        gpointer sink = point->sinks[i];

        point->n_sinks--;
        point->sinks[i] = point->sinks[point->n_sinks];
        point->cookies[i] = point->cookies[point->n_sinks];
        self->client->release (sink);
        return self->unadvise_result;
      }
  return CONNECT_E_NOCONNECTION;
}

static inline guint32
foreign_enum_connections (Face     *face,
                          gpointer *out)
{
  *out = NULL;
  return E_NOTIMPL;
}

static inline guint32
point_query (Face          *face,
             const CpgGuid *iid,
             gpointer      *out)
{
  *out = is_iid (iid, &IID_IUnknown) || is_iid (iid, &IID_IConnectionPoint) ? face : NULL;
  if (*out == NULL)
    return E_NOINTERFACE;
  foreign_add_ref (face);
  return S_OK;
}

/* Type information --------------------------------------------------------------------- */

static inline guint32
give_type (Foreign        *self,
           const FakeType *type,
           gpointer       *out)
{
  *out = type != NULL ? other_new (self, self->vtables->type_info, (gpointer) type) : NULL;
  return type != NULL ? S_OK : TYPE_E_ELEMENTNOTFOUND;
}

static inline guint32
foreign_get_class_info (Face     *face,
                        gpointer *out)
{
  return give_type (face->owner, face->owner->coclass, out);
}

static inline guint32
foreign_get_guid (Face    *face,
                  guint32  kind,
                  CpgGuid *guid)
{
  g_assert_cmpuint (kind, ==, 1);
  *guid = face->owner->default_iid;
  return S_OK;
}

static inline guint32
foreign_get_type_info (Face     *face,
                       guint32   index,
                       guint32   lcid,
                       gpointer *out)
{
  g_assert_cmpuint (index, ==, 0);
  return give_type (face->owner, face->owner->dispatch_type, out);
}

static inline guint32
foreign_get_type_attr (Face      *face,
                       TypeAttr **out)
{
  const FakeType *type = face->data;

  *out = g_new0 (TypeAttr, 1);
  (*out)->guid = type->guid;
  (*out)->kind = type->kind;
  (*out)->flags = type->flags;
  (*out)->n_funcs = type->n_funcs;
  (*out)->n_impl_types = type->n_impls;
  (*out)->alias = type->alias;
  (*out)->schema = face; /* whom it is of */
  face->owner->n_descs++;
  return S_OK;
}

static inline guint32
foreign_get_func_desc (Face      *face,
                       guint32    index,
                       FuncDesc **out)
{
  const FakeType *type = face->data;

  g_assert_cmpuint (index, <, type->n_funcs);
  *out = (FuncDesc *) &type->funcs[index].desc;
  face->owner->n_descs++;
  return S_OK;
}

static inline guint32
foreign_get_names (Face     *face,
                   gint32    id,
                   gpointer *names,
                   guint32   max,
                   guint32  *n)
{
  const FakeType *type = face->data;

  *n = 0;
  for (guint i = 0; i < type->n_funcs; i++)
    if (type->funcs[i].desc.id == id)
      {
        for (; *n < max && type->funcs[i].names[*n] != NULL; (*n)++)
          names[*n] = bstr_new (type->funcs[i].names[*n]);
        return S_OK;
      }
  return TYPE_E_ELEMENTNOTFOUND;
}

static inline guint32
foreign_get_ref_of_impl (Face    *face,
                         guint32  index,
                         guint32 *ref)
{
  const FakeType *type = face->data;

  if (index == 0xffffffffu && type->partner != NULL)
    *ref = REF_PARTNER;
  else if (index < type->n_impls)
    *ref = REF_IMPL + index;
  else
    return TYPE_E_ELEMENTNOTFOUND;
  return S_OK;
}

static inline guint32
foreign_get_impl_flags (Face    *face,
                        guint32  index,
                        guint32 *flags)
{
  *flags = ((const FakeType *) face->data)->impls[index].flags;
  return S_OK;
}

static inline guint32
foreign_get_documentation (Face     *face,
                           gint32    id,
                           gpointer *name,
                           gpointer *text,
                           guint32  *context,
                           gpointer *file)
{
  const FakeType *type = face->data;

  *name = NULL;
  if (id == -1)
    {
      *name = type->name != NULL ? bstr_new (type->name) : NULL;
      return S_OK;
    }
  for (guint i = 0; i < type->n_funcs; i++)
    if (type->funcs[i].desc.id == id)
      {
        *name = bstr_new (type->funcs[i].names[0]);
        return S_OK;
      }
  return TYPE_E_ELEMENTNOTFOUND;
}

static inline guint32
foreign_get_ref_info (Face     *face,
                      guint32   ref,
                      gpointer *out)
{
  const FakeType *type = face->data;

  *out = NULL;
  if (ref == REF_PARTNER)
    return give_type (face->owner, type->partner, out);
  if (ref >= REF_IMPL)
    return give_type (face->owner, type->impls[ref - REF_IMPL].type, out);
  return give_type (face->owner, type->refs[ref], out);
}

static inline guint32
foreign_get_type_lib (Face     *face,
                      gpointer *out,
                      guint32  *index)
{
  *out = face->owner->library[0] != NULL ? other_new (face->owner, face->owner->vtables->type_lib, NULL) : NULL;
  *index = 0;
  return *out != NULL ? S_OK : E_NOTIMPL;
}

static inline void
foreign_release_attr (Face     *face,
                      gpointer  attr)
{
  g_assert_true (((TypeAttr *) attr)->schema == face);
  face->owner->n_descs--;
  g_free (attr);
}

static inline void
foreign_release_func (Face     *face,
                      gpointer  desc)
{
  face->owner->n_descs--;
}

static inline guint32
foreign_get_type_info_of_guid (Face          *face,
                               const CpgGuid *guid,
                               gpointer      *out)
{
  Foreign *self = face->owner;

  *out = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (self->library) && self->library[i] != NULL; i++)
    if (is_iid (&self->library[i]->guid, guid))
      return give_type (self, self->library[i], out);
  return TYPE_E_ELEMENTNOTFOUND;
}

static inline guint32
foreign_get_lib_type (Face     *face,
                      guint32   index,
                      gpointer *out)
{
  Foreign *self = face->owner;

  *out = NULL;
  return index < G_N_ELEMENTS (self->library) ? give_type (self, self->library[index], out) : TYPE_E_ELEMENTNOTFOUND;
}

static inline guint32
foreign_get_lib_kind (Face    *face,
                      guint32  index,
                      gint32  *kind)
{
  Foreign *self = face->owner;

  if (index >= G_N_ELEMENTS (self->library) || self->library[index] == NULL)
    return TYPE_E_ELEMENTNOTFOUND;
  *kind = self->library[index]->kind;
  return S_OK;
}

/* Vtables ------------------------------------------------------------------------------ */

/* X (result, name, parameters, arguments) */
#define FOREIGN_FUNCTIONS(X) \
  X (guint32, foreign_query, (Face *f, const CpgGuid *iid, gpointer *out), (f, iid, out)) \
  X (guint32, foreign_add_ref, (Face *f), (f)) \
  X (guint32, foreign_release, (Face *f), (f)) \
  X (guint32, other_query, (Face *f, const CpgGuid *iid, gpointer *out), (f, iid, out)) \
  X (guint32, other_add_ref, (Face *f), (f)) \
  X (guint32, other_release, (Face *f), (f)) \
  X (guint32, point_query, (Face *f, const CpgGuid *iid, gpointer *out), (f, iid, out)) \
  X (guint32, foreign_enum_points, (Face *f, gpointer *out), (f, out)) \
  X (guint32, foreign_next, (Face *f, guint32 n, gpointer *out, guint32 *fetched), (f, n, out, fetched)) \
  X (guint32, foreign_find, (Face *f, const CpgGuid *iid, gpointer *out), (f, iid, out)) \
  X (guint32, foreign_get_interface, (Face *f, CpgGuid *iid), (f, iid)) \
  X (guint32, foreign_get_container, (Face *f, gpointer *out), (f, out)) \
  X (guint32, foreign_advise, (Face *f, gpointer sink, guint32 *cookie), (f, sink, cookie)) \
  X (guint32, foreign_unadvise, (Face *f, guint32 cookie), (f, cookie)) \
  X (guint32, foreign_enum_connections, (Face *f, gpointer *out), (f, out)) \
  X (guint32, foreign_get_class_info, (Face *f, gpointer *out), (f, out)) \
  X (guint32, foreign_get_guid, (Face *f, guint32 kind, CpgGuid *guid), (f, kind, guid)) \
  X (guint32, foreign_get_type_info, (Face *f, guint32 i, guint32 lcid, gpointer *out), (f, i, lcid, out)) \
  X (guint32, foreign_get_type_attr, (Face *f, TypeAttr **out), (f, out)) \
  X (guint32, foreign_get_func_desc, (Face *f, guint32 i, FuncDesc **out), (f, i, out)) \
  X (guint32, foreign_get_names, (Face *f, gint32 id, gpointer *names, guint32 max, guint32 *n), (f, id, names, max, n)) \
  X (guint32, foreign_get_ref_of_impl, (Face *f, guint32 i, guint32 *ref), (f, i, ref)) \
  X (guint32, foreign_get_impl_flags, (Face *f, guint32 i, guint32 *flags), (f, i, flags)) \
  X (guint32, foreign_get_documentation, (Face *f, gint32 id, gpointer *name, gpointer *text, guint32 *context, \
                                          gpointer *file), (f, id, name, text, context, file)) \
  X (guint32, foreign_get_ref_info, (Face *f, guint32 ref, gpointer *out), (f, ref, out)) \
  X (guint32, foreign_get_type_lib, (Face *f, gpointer *out, guint32 *i), (f, out, i)) \
  X (void, foreign_release_attr, (Face *f, gpointer attr), (f, attr)) \
  X (void, foreign_release_func, (Face *f, gpointer desc), (f, desc)) \
  X (guint32, foreign_get_type_info_of_guid, (Face *f, const CpgGuid *guid, gpointer *out), (f, guid, out)) \
  X (guint32, foreign_get_lib_type, (Face *f, guint32 i, gpointer *out), (f, i, out)) \
  X (guint32, foreign_get_lib_kind, (Face *f, guint32 i, gint32 *kind), (f, i, kind))

static int n_foreign_calls; /* (atomic) */

#define FOREIGN_NATIVE(result, name, params, args) \
  static result native_##name params { g_atomic_int_inc (&n_foreign_calls); return name args; }
#define FOREIGN_MS(result, name, params, args) \
  static MS_ABI result ms_##name params { g_atomic_int_inc (&n_foreign_calls); return name args; }
FOREIGN_FUNCTIONS (FOREIGN_NATIVE)
FOREIGN_FUNCTIONS (FOREIGN_MS)

#define UNKNOWN_OF(cc, kind) (gpointer) cc##_##kind##_query, (gpointer) cc##_foreign_add_ref, (gpointer) cc##_foreign_release
#define OTHER_OF(cc) (gpointer) cc##_other_query, (gpointer) cc##_other_add_ref, (gpointer) cc##_other_release

#define DEFINE_FOREIGN(cc) \
  static gpointer cc##_container_vtable[] = { \
    UNKNOWN_OF (cc, foreign), (gpointer) cc##_foreign_enum_points, (gpointer) cc##_foreign_find \
  }; \
  static gpointer cc##_point_vtable[] = { \
    UNKNOWN_OF (cc, point), (gpointer) cc##_foreign_get_interface, (gpointer) cc##_foreign_get_container, \
    (gpointer) cc##_foreign_advise, (gpointer) cc##_foreign_unadvise, (gpointer) cc##_foreign_enum_connections \
  }; \
  static gpointer cc##_enumerator_vtable[] = { OTHER_OF (cc), (gpointer) cc##_foreign_next, NULL, NULL, NULL }; \
  static gpointer cc##_source_dispatch_vtable[] = { \
    UNKNOWN_OF (cc, foreign), NULL, (gpointer) cc##_foreign_get_type_info, NULL, NULL \
  }; \
  static gpointer cc##_class_info_vtable[] = { \
    UNKNOWN_OF (cc, foreign), (gpointer) cc##_foreign_get_class_info, (gpointer) cc##_foreign_get_guid \
  }; \
  static gpointer cc##_type_info_vtable[] = { \
    OTHER_OF (cc), (gpointer) cc##_foreign_get_type_attr, NULL, (gpointer) cc##_foreign_get_func_desc, NULL, \
    (gpointer) cc##_foreign_get_names, (gpointer) cc##_foreign_get_ref_of_impl, (gpointer) cc##_foreign_get_impl_flags, \
    NULL, NULL, (gpointer) cc##_foreign_get_documentation, NULL, (gpointer) cc##_foreign_get_ref_info, NULL, NULL, NULL, \
    (gpointer) cc##_foreign_get_type_lib, (gpointer) cc##_foreign_release_attr, (gpointer) cc##_foreign_release_func, NULL \
  }; \
  static gpointer cc##_type_lib_vtable[] = { \
    OTHER_OF (cc), NULL, (gpointer) cc##_foreign_get_lib_type, (gpointer) cc##_foreign_get_lib_kind, \
    (gpointer) cc##_foreign_get_type_info_of_guid, NULL, NULL, NULL, NULL, NULL, NULL \
  }; \
  static const Vtables cc##_vtables = { \
    #cc, cc##_container_vtable, cc##_point_vtable, cc##_enumerator_vtable, cc##_source_dispatch_vtable, \
    cc##_class_info_vtable, cc##_type_info_vtable, cc##_type_lib_vtable \
  };

DEFINE_FOREIGN (native)
DEFINE_FOREIGN (ms)

/* ---------------------------------------------------------------------------------------- */

static inline Foreign *
foreign_new (const Client *client)
{
  Foreign *self = g_new0 (Foreign, 1);
  Face *faces[] = { &self->unknown, &self->container, &self->dispatch, &self->class_info };

  self->client = client;
  self->vtables = client == &native_client ? &native_vtables : &ms_vtables;
  self->n_refs = 1;
  self->has_container = TRUE;
  self->log = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (faces); i++)
    faces[i]->owner = self;
  self->unknown.vtable = self->vtables->container;
  self->container.vtable = self->vtables->container;
  self->dispatch.vtable = self->vtables->dispatch;
  self->class_info.vtable = self->vtables->class_info;
  return self;
}

static inline ForeignPoint *
foreign_add_point (Foreign       *self,
                   const CpgGuid *iid)
{
  ForeignPoint *point = &self->points[self->n_points++];

  point->face.vtable = self->vtables->point;
  point->face.owner = self;
  point->face.data = point;
  point->iid = *iid;
  return point;
}

/* Everything has to be given back. */
static inline void
foreign_free (Foreign *self)
{
  for (guint i = 0; i < self->n_points; i++)
    g_assert_cmpuint (self->points[i].n_sinks, ==, 0);
  g_assert_cmpint (self->n_refs, ==, 1);
  g_assert_cmpint (self->n_others, ==, 0);
  g_assert_cmpint (self->n_descs, ==, 0);
  g_string_free (self->log, TRUE);
  g_free (self);
}

static inline CpgComObject *
import_foreign (Foreign *self)
{
  g_autoptr (GError) error = NULL;
  CpgComObject *object = cpg_com_import (&self->unknown, self->client->dialect (), &error);

  g_assert_no_error (error);
  g_assert_true (CPG_IS_COM_OBJECT (object));
  return object;
}

/* Fires through IDispatch, at every sink; gives what the last one said. */
static inline guint32
foreign_invoke (ForeignPoint *point,
                gint32        id,
                DispParams   *params,
                Variant      *result,
                guint32      *bad)
{
  const Client *client = point->face.owner->client;
  guint32 last = S_OK;

  for (guint i = 0; i < point->n_sinks; i++)
    {
      gpointer dispatch = NULL;

      if (client->query (point->sinks[i], &IID_IDispatch, &dispatch) != S_OK)
        continue;
      last = client->invoke (dispatch, id, &IID_NULL_, 0x400, 1, params, result, NULL, bad);
      client->release (dispatch);
    }
  return last;
}

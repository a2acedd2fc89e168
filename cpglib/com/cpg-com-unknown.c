/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-unknown-private.h>
#include <cpglib/contract/cpg-lock-private.h>

/* One vtable, for every object with this interface that speaks alike. */
typedef struct _Vtable Vtable;
struct _Vtable
{
  guint             n_extra_slots;
  const CpgComShape *kind; /* of QueryInterface: what else matters of a dialect */
  Vtable           *next;
  gpointer          functions[];
};

/* What a closure has to know. */
typedef struct {
  CpgComSlot        *slot;
  const CpgComShape *shape;
} Closure;

static CpgComFunction query_interface_called;
static CpgComFunction add_ref_called;
static CpgComFunction release_called;
static CpgComFunction extra_called;

static CpgComSlot unknown_slots[CPG_N_UNKNOWN_SLOTS] = {
  { CPG_COM_SIGNATURE ("hpgp"), query_interface_called },
  { CPG_COM_SIGNATURE ("lp"),   add_ref_called },
  { CPG_COM_SIGNATURE ("lp"),   release_called }
};

/* What nobody calls who lets Release destroy an object. */
static CpgComSlot extra_slot = { CPG_COM_SIGNATURE ("lp"), extra_called };

CpgComInterface cpg_com_interface_unknown;

/* Guards the making of vtables, and the set of them; only libffi runs under it. */
G_LOCK_DEFINE_STATIC (vtables);
static GHashTable *all_vtables; /* what cpg_com_unknown_from_face() knows */
static GSList *closures;        /* what libffi's memory refers to is a leak to a leak checker */

/* A foreign caller: libffi gives the addresses of the arguments. */
static void
closure_called (ffi_cif  *cif,
                void     *result,
                void    **args,
                void     *data)
{
  const Closure *closure = data;
  const CpgComShape *shape = closure->shape;
  const CpgComFace *face = *(CpgComFace **) args[0];
  /* The object may not be there any more when the handler is done. */
  const CpgComDialect *dialect = face->object->dialect;
  void **ours = g_newa (void *, shape->n_params);
  CpgGuid *guids = g_newa (CpgGuid, shape->n_params);
  guint64 *wide = g_newa (guint64, shape->n_params);
  gpointer *addresses = g_newa (gpointer, shape->n_params);
  guint32 answer;

  for (guint i = 1; i < shape->n_params; i++)
    {
      ours[i - 1] = args[i];
      switch (shape->text[i + 1])
        {
        case 'l':
          wide[i] = dialect->ulong_size == 8 ? *(guint64 *) args[i] : *(guint32 *) args[i];
          ours[i - 1] = &wide[i];
          break;
        case 'g':
        case 'G':
          {
            const CpgGuid *theirs = dialect->iid_by_value && shape->text[i + 1] == 'g' ? args[i]
                                                                                      : *(CpgGuid **) args[i];

            addresses[i] = NULL;
            if (theirs != NULL)
              {
                guids[i] = *theirs;
                if (dialect->iid_is_big_endian)
                  cpg_com_guid_swap (&guids[i]);
                addresses[i] = &guids[i];
              }
            ours[i - 1] = &addresses[i];
          }
          break;
        default:
          break;
        }
    }

  answer = closure->slot->handler (face->object, closure->slot, ours);

  switch (shape->text[0])
    {
    case 'h':
      *(ffi_arg *) result = cpg_com_dialect_to_result (dialect, answer);
      break;
    case 'l':
      if (dialect->ulong_size == 8)
        *(guint64 *) result = answer;
      else
        *(ffi_arg *) result = answer;
      break;
    default:
      break;
    }
}

/* With the lock. */
static gpointer
make_closure (CpgComSlot          *slot,
              const CpgComDialect *dialect)
{
  Closure *closure;
  ffi_closure *data;
  gpointer code;

  if (slot->functions[dialect->convention] != NULL && !dialect->iid_by_value)
    return slot->functions[dialect->convention];

  closure = g_new (Closure, 1);
  closure->slot = slot;
  closure->shape = cpg_com_signature_get_shape (&slot->signature, dialect);
  closures = g_slist_prepend (closures, closure);
  data = ffi_closure_alloc (sizeof (ffi_closure), &code);
  if (data == NULL ||
      ffi_prep_closure_loc (data, (ffi_cif *) &closure->shape->cif, closure_called, closure, code) != FFI_OK)
    g_error ("libffi refused to make a closure of the kind %s", slot->signature.text);

  return code;
}

static gpointer
get_vtable (CpgComInterface     *iface,
            const CpgComDialect *dialect)
{
  const CpgComShape *kind = cpg_com_signature_get_shape (&unknown_slots[0].signature, dialect);
  guint n_extra = dialect->n_extra_slots, n = 0;
  Vtable *vtable;

  cpg_lock (&G_LOCK_NAME (vtables));
  for (vtable = iface->vtables; vtable != NULL; vtable = vtable->next)
    if (vtable->kind == kind && vtable->n_extra_slots == n_extra)
      break;

  if (vtable == NULL)
    {
      vtable = g_malloc0 (sizeof (Vtable) +
                          (CPG_N_UNKNOWN_SLOTS + n_extra + iface->n_slots) * sizeof (gpointer));
      vtable->kind = kind;
      vtable->n_extra_slots = n_extra;
      for (guint i = 0; i < CPG_N_UNKNOWN_SLOTS; i++)
        vtable->functions[n++] = make_closure (&unknown_slots[i], dialect);
      for (guint i = 0; i < n_extra; i++)
        vtable->functions[n++] = make_closure (&extra_slot, dialect);
      for (guint i = 0; i < iface->n_slots; i++)
        vtable->functions[n++] = make_closure (&iface->slots[i], dialect);

      vtable->next = iface->vtables;
      iface->vtables = vtable;
      if (all_vtables == NULL)
        all_vtables = g_hash_table_new (NULL, NULL);
      g_hash_table_add (all_vtables, vtable->functions);
    }
  cpg_unlock (&G_LOCK_NAME (vtables));

  return vtable->functions;
}

gpointer
cpg_com_unknown_new (const CpgComClass   *klass,
                     const CpgComDialect *dialect,
                     CpgComUnknown       *owner)
{
  gsize size = (klass->size + G_MEM_ALIGN - 1) / G_MEM_ALIGN * G_MEM_ALIGN;
  CpgComUnknown *self = g_malloc0 (size + klass->n_interfaces * sizeof (CpgComFace));

  self->klass = klass;
  self->dialect = dialect;
  self->owner = owner;
  self->n_refs = 1;
  self->faces = (CpgComFace *) ((char *) self + size);
  for (guint i = 0; i < klass->n_interfaces; i++)
    {
      self->faces[i].vtable = get_vtable (klass->interfaces[i], dialect);
      self->faces[i].object = self;
    }

  return self;
}

void
cpg_com_unknown_free (CpgComUnknown *self)
{
  cpg_lock_check ();
  if (self->klass->finalize != NULL)
    self->klass->finalize (self);
  g_free (self);
}

guint32
cpg_com_unknown_ref (CpgComUnknown *self)
{
  if (self->owner != NULL)
    self = self->owner;

  return (guint32) g_atomic_int_add (&self->n_refs, 1) + 1;
}

gboolean
cpg_com_unknown_try_ref (CpgComUnknown *self)
{
  gint n_refs;

  if (self->owner != NULL)
    self = self->owner;
  do
    {
      n_refs = g_atomic_int_get (&self->n_refs);
      if (n_refs == 0)
        return FALSE;
    }
  while (!g_atomic_int_compare_and_exchange (&self->n_refs, n_refs, n_refs + 1));

  return TRUE;
}

guint32
cpg_com_unknown_unref (CpgComUnknown *self)
{
  guint32 n_left;

  if (self->owner != NULL)
    self = self->owner;
  n_left = (guint32) g_atomic_int_add (&self->n_refs, -1) - 1;
  if (n_left == 0)
    cpg_com_unknown_free (self);

  return n_left;
}

guint32
cpg_com_unknown_query (CpgComUnknown *self,
                       const CpgGuid *iid,
                       gpointer      *out)
{
  const CpgComClass *klass = self->klass;

  if (out == NULL)
    return CPG_E_POINTER;
  *out = NULL;
  if (iid == NULL)
    return CPG_E_POINTER;

  if (cpg_guid_equal (iid, &cpg_iid_unknown))
    *out = &self->faces[0];
  for (guint i = 0; i < klass->n_interfaces && *out == NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (klass->interfaces[i]->iids) && *out == NULL; j++)
      if (klass->interfaces[i]->iids[j] != NULL && cpg_guid_equal (iid, klass->interfaces[i]->iids[j]) &&
          (klass->has_interface == NULL || klass->has_interface (self, i)))
        *out = &self->faces[i];

  if (*out == NULL)
    return CPG_E_NOINTERFACE;

  cpg_com_unknown_ref (self);
  return CPG_S_OK;
}

gpointer
cpg_com_unknown_get_face (CpgComUnknown *self,
                          guint          index)
{
  return &self->faces[index];
}

CpgComUnknown *
cpg_com_unknown_from_face (gpointer           iface,
                           const CpgComClass *klass)
{
  CpgComFace *face = iface;
  gboolean is_ours;

  if (face == NULL)
    return NULL;

  cpg_lock (&G_LOCK_NAME (vtables));
  is_ours = all_vtables != NULL && g_hash_table_contains (all_vtables, face->vtable);
  cpg_unlock (&G_LOCK_NAME (vtables));

  return is_ours && (klass == NULL || face->object->klass == klass) ? face->object : NULL;
}

static guint32
query_interface_called (CpgComUnknown     *self,
                        const CpgComSlot  *slot,
                        void             **args)
{
  return cpg_com_unknown_query (self, CPG_COM_ARG (args, 0, const CpgGuid *), CPG_COM_ARG (args, 1, gpointer *));
}

static guint32
add_ref_called (CpgComUnknown     *self,
                const CpgComSlot  *slot,
                void             **args)
{
  return cpg_com_unknown_ref (self);
}

static guint32
release_called (CpgComUnknown     *self,
                const CpgComSlot  *slot,
                void             **args)
{
  return cpg_com_unknown_unref (self);
}

static guint32
extra_called (CpgComUnknown     *self,
              const CpgComSlot  *slot,
              void             **args)
{
  return 0;
}

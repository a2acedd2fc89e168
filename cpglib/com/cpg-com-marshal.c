/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/com/cpg-com-kind.h>
#include <cpglib/com/cpg-com-marshal-private.h>
#include <cpglib/com/cpg-hresult.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>

G_STATIC_ASSERT (sizeof (CpgComCell) >= sizeof (CpgComVariant));

/* Guards the tables; nobody else's code runs under it. */
G_LOCK_DEFINE_STATIC (methods);
static GHashTable *methods; /* (element-type CpgMethod CpgComMethod): grows only */
static GHashTable *told;    /* (element-type CpgMethod guint[]): VARTYPEs of methods that are not among those yet */

/* What a value of a VARTYPE is in a signature. */
static char
get_letter (guint vt)
{
  if (vt & CPG_VT_ARRAY)
    return 'p';

  switch (vt)
    {
    case CPG_VT_I1:
      return 'c';
    case CPG_VT_UI1:
      return 'C';
    case CPG_VT_I2:
    case CPG_VT_BOOL:
      return 's';
    case CPG_VT_UI2:
      return 'S';
    case CPG_VT_I4:
    case CPG_VT_INT:
    case CPG_VT_ERROR:
      return 'i';
    case CPG_VT_UI4:
    case CPG_VT_UINT:
      return 'u';
    case CPG_VT_I8:
    case CPG_VT_CY:
      return 'x';
    case CPG_VT_UI8:
      return 't';
    case CPG_VT_R4:
      return 'f';
    case CPG_VT_R8:
    case CPG_VT_DATE:
      return 'd';
    case CPG_VT_BSTR:
    case CPG_VT_UNKNOWN:
    case CPG_VT_DISPATCH:
    case CPG_VT_LPSTR:
    case CPG_VT_LPWSTR:
    case CPG_VT_PTR:
      return 'p';
    case CPG_VT_DECIMAL:
      return 'D';
    case CPG_COM_VT_GUID:
      return 'G';
    default:
      return 'V';
    }
}

static guint
get_vt (GType gtype)
{
  guint vt = cpg_com_vt_for_gtype (gtype);

  if (vt != CPG_VT_EMPTY)
    return vt;

  switch (G_TYPE_FUNDAMENTAL (gtype))
    {
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      return CPG_VT_UNKNOWN;
    case G_TYPE_POINTER:
      return CPG_VT_PTR; /* a GType is a number in a pointer's place */
    case G_TYPE_BOXED:
      if (gtype == CPG_TYPE_GUID)
        return CPG_COM_VT_GUID;
      return gtype == G_TYPE_ERROR ? CPG_VT_ERROR : CPG_VT_VARIANT;
    default:
      return CPG_VT_VARIANT;
    }
}

void
cpg_com_type_init (CpgComType *self,
                   GType       gtype)
{
  self->gtype = gtype;
  self->vt = get_vt (gtype);
  self->letter = get_letter (self->vt);
  self->is_told = FALSE;
  self->is_by_ref = FALSE;
  self->is_out = FALSE;
}

const GValue *
cpg_com_peek_box (CpgByRef *box)
{
  static const GValue nothing = G_VALUE_INIT;
  const GValue *value = cpg_by_ref_get_value (box);

  return value != NULL ? value : &nothing;
}

guint32
cpg_com_box_take (CpgByRef *box,
                  GValue   *back,
                  guint32   result)
{
  if (G_VALUE_TYPE (back) != G_TYPE_INVALID && !CPG_HRESULT_FAILED (result) &&
      !cpg_by_ref_set_value (box, back, NULL))
    result = CPG_DISP_E_TYPEMISMATCH;
  g_value_unset (back);
  return result;
}

/* @vts: (nullable) */
static void
init_types (CpgMethod   *method,
            const guint *vts,
            CpgComType  *types)
{
  for (guint i = 0; i <= method->n_params; i++)
    {
      CpgComType *type = &types[i];
      gboolean is_answer = i == method->n_params;

      cpg_com_type_init (type, is_answer ? method->return_type : cpg_method_get_param_value_type (method, i));
      type->is_by_ref = !is_answer && method->param_types[i] == CPG_TYPE_BY_REF;
      if (vts != NULL && vts[i] != CPG_VT_EMPTY)
        {
          type->vt = vts[i] & ~CPG_COM_VT_OUT;
          type->letter = get_letter (type->vt);
          type->is_told = TRUE;
          type->is_out = (vts[i] & CPG_COM_VT_OUT) != 0;
        }
    }
}

static CpgComMethod *
method_new (CpgMethod   *method,
            const guint *vts)
{
  guint n_params = method->n_params;
  CpgComMethod *self = g_malloc0 (sizeof (CpgComMethod) + (n_params + 1) * sizeof (CpgComType));
  GString *text = g_string_new ("hp");

  self->method = method;
  init_types (method, vts, self->types);
  for (guint i = 0; i < n_params; i++)
    g_string_append_c (text, self->types[i].is_by_ref ? 'p' : self->types[i].letter);
  if (cpg_method_has_answer (method))
    g_string_append_c (text, 'p');
  self->signature.text = g_string_free (text, FALSE);

  return self;
}

static gpointer
lookup_unlocked (GHashTable *table,
                 CpgMethod  *method)
{
  return table != NULL ? g_hash_table_lookup (table, method) : NULL;
}

/* @vts: (nullable): what was told counts if it is %NULL */
static CpgComMethod *
get_method (CpgMethod   *method,
            const guint *vts)
{
  CpgComMethod *self;

  cpg_lock (&G_LOCK_NAME (methods));
  self = lookup_unlocked (methods, method);
  if (self == NULL)
    {
      self = method_new (method, vts != NULL ? vts : lookup_unlocked (told, method));
      if (methods == NULL)
        methods = g_hash_table_new (NULL, NULL);
      g_hash_table_insert (methods, method, self);
      if (told != NULL)
        g_hash_table_remove (told, method);
    }
  cpg_unlock (&G_LOCK_NAME (methods));

  return self;
}

CpgComMethod *
cpg_com_method_get (CpgMethod *method)
{
  return get_method (method, NULL);
}

void
cpg_com_method_describe (CpgMethod   *method,
                         const guint *vts)
{
  get_method (method, vts);
}

gboolean
cpg_com_method_tell (CpgMethod *method,
                     guint      place,
                     guint      vt)
{
  gboolean is_in_time;
  guint *vts;

  cpg_lock (&G_LOCK_NAME (methods));
  is_in_time = lookup_unlocked (methods, method) == NULL;
  if (is_in_time)
    {
      if (told == NULL)
        told = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      vts = lookup_unlocked (told, method);
      if (vts == NULL)
        {
          vts = g_new0 (guint, method->n_params + 1); /* VT_EMPTY */
          g_hash_table_insert (told, method, vts);
        }
      vts[place] = vt;
    }
  cpg_unlock (&G_LOCK_NAME (methods));

  return is_in_time;
}

void
cpg_com_method_peek_types (CpgMethod  *method,
                           CpgComType *types)
{
  CpgComMethod *self;

  cpg_lock (&G_LOCK_NAME (methods));
  self = lookup_unlocked (methods, method);
  if (self != NULL)
    memcpy (types, self->types, (method->n_params + 1) * sizeof *types);
  else
    init_types (method, lookup_unlocked (told, method), types);
  cpg_unlock (&G_LOCK_NAME (methods));
}

guint
cpg_com_method_get_slot (const CpgComMethod *self)
{
  guint first = cpg_com_interface_get_kind (self->method->contract->gtype) == CPG_COM_KIND_DUAL
                  ? CPG_N_DISPATCH_SLOTS : CPG_N_UNKNOWN_SLOTS;

  return first + self->method->index;
}

/* Text that ends with a NUL, in memory that the other side may free. */
static guint32
store_text (guint                vt,
            gpointer            *where,
            const CpgComDialect *dialect,
            const char          *utf8)
{
  g_autofree gpointer text = NULL;
  gsize size;

  *where = NULL;
  if (utf8 == NULL)
    return CPG_S_OK;

  if (vt == CPG_VT_LPWSTR)
    {
      text = cpg_com_wide_from_utf8 (dialect, utf8, &size);
      size = (size + 1) * dialect->wide_char_size;
    }
  else
    {
      text = g_utf8_make_valid (utf8, -1);
      size = strlen (text) + 1;
    }
  *where = cpg_com_dialect_alloc (dialect, size);
  if (*where == NULL)
    return CPG_E_OUTOFMEMORY;

  memcpy (*where, text, size);
  return CPG_S_OK;
}

static char *
load_text (guint                vt,
           gconstpointer        text,
           const CpgComDialect *dialect)
{
  if (text == NULL)
    return NULL;

  return vt == CPG_VT_LPWSTR ? cpg_com_wide_to_utf8 (dialect, text) : g_utf8_make_valid (text, -1);
}

/* As a number, which a boolean is in C: 1, and not the -1 of VARIANT_BOOL, if it is to
 * be one. */
static const GValue *
get_number (const CpgComType *self,
            const GValue     *value,
            GValue           *number)
{
  if (self->gtype != G_TYPE_BOOLEAN || self->vt == CPG_VT_BOOL || self->vt == CPG_VT_VARIANT)
    return value;

  g_value_init (number, G_TYPE_INT);
  g_value_set_int (number, g_value_get_boolean (value) ? 1 : 0);
  return number;
}

static guint32
store_any (const CpgComType    *self,
           gpointer             where,
           const CpgComDialect *dialect,
           const GValue        *value)
{
  CpgComCell *cell = where;
  GValue number = G_VALUE_INIT;

  switch (self->vt)
    {
    case CPG_VT_LPSTR:
    case CPG_VT_LPWSTR:
      return store_text (self->vt, where, dialect, g_value_get_string (value));
    case CPG_VT_PTR:
      cell->pointer = G_VALUE_HOLDS_GTYPE (value) ? GSIZE_TO_POINTER (g_value_get_gtype (value))
                                                  : g_value_get_pointer (value);
      return CPG_S_OK;
    case CPG_COM_VT_GUID:
      {
        const CpgGuid *guid = g_value_get_boxed (value);

        cell->guid = guid != NULL ? *guid : cpg_iid_null;
        if (dialect->iid_is_big_endian)
          cpg_com_guid_swap (&cell->guid);
      }
      return CPG_S_OK;
    default:
      return cpg_com_vt_store (self->vt, where, dialect, get_number (self, value, &number));
    }
}

guint32
cpg_com_type_store (const CpgComType    *self,
                    gpointer             where,
                    const CpgComDialect *dialect,
                    const GValue        *value)
{
  CpgComCell *cell = where;

  if (self->is_told)
    return store_any (self, where, dialect, value);

  /* The value has this type already: there is nothing to ask or to convert. */
  switch (self->vt)
    {
    case CPG_VT_BOOL:
      cell->as_int16 = value->data[0].v_int ? CPG_VARIANT_TRUE : CPG_VARIANT_FALSE;
      return CPG_S_OK;
    case CPG_VT_I4:
      cell->as_int32 = G_TYPE_FUNDAMENTAL (self->gtype) == G_TYPE_INT ? value->data[0].v_int
                                                                      : (gint32) value->data[0].v_long;
      return CPG_S_OK;
    case CPG_VT_UI4:
      cell->as_uint32 = G_TYPE_FUNDAMENTAL (self->gtype) == G_TYPE_UINT ? value->data[0].v_uint
                                                                        : (guint32) value->data[0].v_ulong;
      return CPG_S_OK;
    case CPG_VT_R8:
      cell->as_double = value->data[0].v_double;
      return CPG_S_OK;
    case CPG_VT_BSTR:
      cell->pointer = cpg_com_bstr_new (dialect, value->data[0].v_pointer);
      return cell->pointer != NULL || value->data[0].v_pointer == NULL ? CPG_S_OK : CPG_E_OUTOFMEMORY;
    default:
      return store_any (self, where, dialect, value);
    }
}

/* Whether a type was told that a VARIANT can have. What an object is tells best itself
 * whether it has an IDispatch. */
static gboolean
is_for_variant (const CpgComType *self)
{
  switch (self->vt)
    {
    case CPG_VT_VARIANT:
    case CPG_VT_DISPATCH:
    case CPG_VT_PTR:
    case CPG_COM_VT_GUID:
      return FALSE;
    default:
      return self->is_told;
    }
}

/* What it becomes in a VARIANT, or VT_EMPTY if that follows from the value. */
static guint
get_variant_vt (const CpgComType *self,
                const GValue     *value)
{
  /* A VARIANT knows no other text. */
  guint vt = self->vt == CPG_VT_LPSTR || self->vt == CPG_VT_LPWSTR ? CPG_VT_BSTR : self->vt;

  /* No date and no array are what they are by themselves. */
  if (!is_for_variant (self) || !G_IS_VALUE (value) ||
      ((G_VALUE_HOLDS_BOXED (value) || G_VALUE_HOLDS_VARIANT (value)) && g_value_peek_pointer (value) == NULL))
    return CPG_VT_EMPTY;
  if (vt != CPG_VT_BSTR && G_VALUE_HOLDS_STRING (value) && g_value_get_string (value) == NULL)
    return CPG_VT_NULL;
  return vt;
}

guint32
cpg_com_type_store_variant (const CpgComType    *self,
                            CpgComVariant       *variant,
                            const CpgComDialect *dialect,
                            const GValue        *value)
{
  guint vt = get_variant_vt (self, value);
  g_autoptr (GError) error = NULL;
  GValue number = G_VALUE_INIT;

  if (vt == CPG_VT_EMPTY)
    cpg_com_variant_set (variant, dialect, value, &error);
  else
    cpg_com_variant_set_as (variant, dialect, vt, get_number (self, value, &number), &error);
  return cpg_error_to_hresult (error);
}

guint32
cpg_com_type_write_back (const CpgComType    *self,
                         const CpgComVariant *by_ref,
                         const CpgComDialect *dialect,
                         const GValue        *value)
{
  g_autoptr (GError) error = NULL;
  GValue number = G_VALUE_INIT;

  cpg_com_variant_write_back_as (by_ref, dialect, get_variant_vt (self, value), get_number (self, value, &number), &error);
  return cpg_error_to_hresult (error);
}

/* @value: initialised, or not where the type is any. */
static guint32
load (const CpgComType    *type,
      gconstpointer        where,
      const CpgComDialect *dialect,
      GValue              *value)
{
  switch (type->vt)
    {
    case CPG_VT_LPSTR:
    case CPG_VT_LPWSTR:
      g_value_take_string (value, load_text (type->vt, *(gpointer *) where, dialect));
      return CPG_S_OK;
    case CPG_VT_PTR:
      if (G_VALUE_HOLDS_GTYPE (value))
        g_value_set_gtype (value, GPOINTER_TO_SIZE (*(gpointer *) where));
      else
        g_value_set_pointer (value, *(gpointer *) where);
      return CPG_S_OK;
    case CPG_COM_VT_GUID:
      {
        CpgGuid guid = *(const CpgGuid *) where;

        if (dialect->iid_is_big_endian)
          cpg_com_guid_swap (&guid);
        g_value_set_boxed (value, &guid);
      }
      return CPG_S_OK;
    default:
      return cpg_com_vt_load (type->vt, where, dialect, value);
    }
}

static void
drop (const CpgComType    *type,
      gpointer             where,
      const CpgComDialect *dialect)
{
  switch (type->vt)
    {
    case CPG_VT_PTR:
    case CPG_COM_VT_GUID:
      break;
    case CPG_VT_LPSTR:
    case CPG_VT_LPWSTR:
      {
        gpointer text = *(gpointer *) where;

        *(gpointer *) where = NULL;
        if (text != NULL)
          cpg_com_dialect_free_memory (dialect, text);
      }
      break;
    default:
      cpg_com_vt_drop (type->vt, where, dialect);
      break;
    }
}

static gsize
get_size (const CpgComType *type)
{
  switch (type->vt)
    {
    case CPG_VT_PTR:
    case CPG_VT_LPSTR:
    case CPG_VT_LPWSTR:
      return sizeof (gpointer);
    case CPG_COM_VT_GUID:
      return sizeof (CpgGuid);
    default:
      return cpg_com_vt_get_size (type->vt);
    }
}

static void
init_value (const CpgComType *type,
            GValue           *value)
{
  if (type->gtype != G_TYPE_VALUE)
    g_value_init (value, type->gtype);
}

/* Whether a callee wrote: it can't say so, but what is there tells. Of text that is
 * the text, not where it lies; but a number of text may come back in other digits. Of
 * an array also what is in it. */
static gboolean
is_changed (const CpgComType    *type,
            const GValue        *before,
            const GValue        *after,
            const CpgComCell    *cell_before,
            const CpgComCell    *cell_after,
            const CpgComDialect *dialect,
            GBytes              *array)
{
  if (!type->is_out && type->vt != CPG_VT_CY && type->vt != CPG_VT_DECIMAL &&
      G_IS_VALUE (before) && G_VALUE_HOLDS_STRING (before) && G_IS_VALUE (after) && G_VALUE_HOLDS_STRING (after))
    return g_strcmp0 (g_value_get_string (before), g_value_get_string (after)) != 0;

  return memcmp (cell_before, cell_after, sizeof *cell_before) != 0 ||
         (array != NULL && !cpg_com_vt_has_array (type->vt, cell_after, dialect, array));
}

/* What a callee left in the cell of a box; @value stays unset if that is what was there.
 * @array: (nullable): what was in one that was there before */
static guint32
load_back (const CpgComType    *type,
           const CpgComCell    *before,
           const CpgComCell    *after,
           GBytes              *array,
           const CpgComDialect *dialect,
           CpgByRef            *box,
           GValue              *value)
{
  guint32 result;

  /* A NULL that stays is not the empty text. */
  if (type->vt == CPG_VT_BSTR && before->pointer == NULL && after->pointer == NULL)
    return CPG_S_OK;

  init_value (type, value);
  result = load (type, after, dialect, value);
  if (G_IS_VALUE (value) &&
      (CPG_HRESULT_FAILED (result) ||
       !is_changed (type, cpg_com_peek_box (box), value, before, after, dialect, array)))
    g_value_unset (value);
  return result;
}

guint32
cpg_com_method_call (const CpgComMethod  *self,
                     const CpgComDialect *dialect,
                     gpointer             iface,
                     guint                slot,
                     const GValue        *values,
                     GValue              *answer)
{
  guint n_params = self->method->n_params, n_ready;
  const CpgComType *answer_type = &self->types[n_params];
  gboolean has_answer = cpg_method_has_answer (self->method);
  CpgComCell *cells = g_newa0 (CpgComCell, n_params + 1);
  CpgComCell *before = g_newa0 (CpgComCell, n_params + 1);
  GBytes **arrays = g_newa0 (GBytes *, n_params + 1);
  GValue *backs = g_newa0 (GValue, n_params + 1);
  gpointer *addresses = g_newa (gpointer, n_params + 1);
  void **args = g_newa (void *, n_params + 1);
  guint32 result = CPG_S_OK;

  for (n_ready = 0; n_ready < n_params && !CPG_HRESULT_FAILED (result); n_ready++)
    {
      guint i = n_ready;
      const CpgComType *type = &self->types[i];

      if (type->is_by_ref)
        {
          CpgByRef *box = g_value_get_boxed (&values[i]);

          addresses[i] = box != NULL ? &cells[i] : NULL;
          args[i] = &addresses[i];
          /* Whoever only puts something does not free what is there. */
          if (box != NULL && !type->is_out)
            result = cpg_com_type_store (type, &cells[i], dialect, cpg_com_peek_box (box));
          before[i] = cells[i];
          if (box != NULL && !CPG_HRESULT_FAILED (result))
            arrays[i] = cpg_com_vt_copy_array (type->vt, &cells[i], dialect);
        }
      else if (type->vt == CPG_COM_VT_GUID)
        {
          addresses[i] = g_value_get_boxed (&values[i]);
          args[i] = &addresses[i];
        }
      else
        {
          args[i] = &cells[i];
          result = cpg_com_type_store (type, &cells[i], dialect, &values[i]);
        }
    }
  addresses[n_params] = &cells[n_params];
  args[n_params] = &addresses[n_params];

  if (!CPG_HRESULT_FAILED (result))
    {
      CpgComSignature *signature = (CpgComSignature *) &self->signature;

      result = cpg_com_call (dialect, iface, slot, signature, args);
      for (guint i = 0; i < n_params && !CPG_HRESULT_FAILED (result); i++)
        if (self->types[i].is_by_ref && addresses[i] != NULL)
          {
            guint32 back = load_back (&self->types[i], &before[i], &cells[i], arrays[i], dialect,
                                      g_value_get_boxed (&values[i]), &backs[i]);

            if (CPG_HRESULT_FAILED (back))
              result = back;
          }
      if (has_answer && answer != NULL && !CPG_HRESULT_FAILED (result))
        {
          guint32 back = load (answer_type, &cells[n_params], dialect, answer);

          if (CPG_HRESULT_FAILED (back))
            result = back;
        }
      for (guint i = 0; i < n_params; i++)
        if (self->types[i].is_by_ref)
          result = cpg_com_box_take (g_value_get_boxed (&values[i]), &backs[i], result);
    }

  for (guint i = 0; i < n_ready; i++)
    {
      g_clear_pointer (&arrays[i], g_bytes_unref);
      if (self->types[i].is_by_ref || self->types[i].vt != CPG_COM_VT_GUID)
        drop (&self->types[i], &cells[i], dialect);
    }
  if (has_answer)
    drop (answer_type, &cells[n_params], dialect);

  return result;
}

/* Where a box, or the answer, goes back to. What is there is released. */
static guint32
put_back (const CpgComType    *type,
          gpointer             where,
          const CpgComDialect *dialect,
          const GValue        *value)
{
  CpgComCell cell = { 0 };
  guint32 result;

  if (!cpg_com_vt_can_go (type->vt, where))
    return CPG_DISP_E_ARRAYISLOCKED;
  result = cpg_com_type_store (type, &cell, dialect, value);
  if (CPG_HRESULT_FAILED (result))
    return result;

  drop (type, where, dialect);
  memcpy (where, &cell, get_size (type));
  return CPG_S_OK;
}

/* Whether nobody answered, or with nothing: what is there is zeros, which not every type
 * has a value for. */
static gboolean
is_nothing (const CpgComType *type,
            const GValue     *value)
{
  return type->vt != CPG_VT_VARIANT && g_value_fits_pointer (value) && g_value_peek_pointer (value) == NULL;
}

/* COM passes one variable to all sinks, and the last one wins: a cancel is undone by
 * whoever sets it to what it was. Here all who hear are one sink to the source. */
CpgByRef *
cpg_com_box_new (const GValue *value,
                 GType         type)
{
  /* One for values of any type may be empty. */
  if (type == G_TYPE_VALUE)
    return cpg_by_ref_new (CPG_COMBINE_LAST, type, G_IS_VALUE (value) ? value : NULL);

  if (G_VALUE_HOLDS_BOOLEAN (value))
    return cpg_by_ref_new_value (value, g_value_get_boolean (value) ? CPG_COMBINE_ALL_TRUE : CPG_COMBINE_ANY_TRUE,
                                 NULL);

  return cpg_by_ref_new_value (value, CPG_COMBINE_LAST, NULL);
}

static guint32
receive_box (const CpgComType    *type,
             gpointer             where,
             const CpgComDialect *dialect,
             GValue              *value)
{
  GValue inner = G_VALUE_INIT;
  CpgByRef *box = NULL;
  guint32 result;

  if (where == NULL)
    return CPG_E_POINTER;

  init_value (type, &inner);
  result = load (type, where, dialect, &inner);
  if (!CPG_HRESULT_FAILED (result))
    box = cpg_com_box_new (&inner, type->gtype);
  if (!CPG_HRESULT_FAILED (result) && box == NULL)
    result = CPG_DISP_E_TYPEMISMATCH;
  if (box != NULL)
    g_value_take_boxed (value, box);

  g_value_unset (&inner);
  return result;
}

void
cpg_com_method_clear_out (const CpgComMethod  *self,
                          void               **args)
{
  for (guint i = 0; i < self->method->n_params; i++)
    if (self->types[i].is_out && *(gpointer *) args[i] != NULL)
      memset (*(gpointer *) args[i], 0, get_size (&self->types[i]));
}

guint32
cpg_com_method_receive (const CpgComMethod   *self,
                        const CpgComDialect  *dialect,
                        void                **args,
                        CpgComCalled          called,
                        gpointer              data)
{
  CpgMethod *method = self->method;
  guint n_params = method->n_params;
  GValue *values = g_newa0 (GValue, n_params + 1);
  GValue answer = G_VALUE_INIT;
  gboolean has_answer = cpg_method_has_answer (method);
  gpointer answer_place = has_answer ? *(gpointer *) args[n_params] : NULL;
  guint32 result = CPG_S_OK;

  cpg_com_method_clear_out (self, args);
  if (has_answer && answer_place == NULL)
    return CPG_E_POINTER;
  if (has_answer)
    {
      const CpgComType *type = &self->types[n_params];

      /* Nothing of the caller's is there. */
      memset (answer_place, 0, get_size (type));
      g_value_init (&answer, method->return_type);
    }

  for (guint i = 0; i < n_params && !CPG_HRESULT_FAILED (result); i++)
    {
      const CpgComType *type = &self->types[i];

      g_value_init (&values[i], method->param_types[i]);
      if (type->is_by_ref)
        result = receive_box (type, *(gpointer *) args[i], dialect, &values[i]);
      else if (type->vt == CPG_COM_VT_GUID)
        g_value_set_boxed (&values[i], *(gpointer *) args[i]);
      else
        result = load (type, args[i], dialect, &values[i]);
    }

  if (!CPG_HRESULT_FAILED (result))
    result = called (data, method, values, has_answer ? &answer : NULL);

  for (guint i = 0; i < n_params && !CPG_HRESULT_FAILED (result); i++)
    {
      CpgByRef *box = self->types[i].is_by_ref ? g_value_get_boxed (&values[i]) : NULL;

      if (box != NULL && cpg_by_ref_is_set (box))
        {
          guint32 back = put_back (&self->types[i], *(gpointer *) args[i], dialect, cpg_com_peek_box (box));

          if (CPG_HRESULT_FAILED (back))
            result = back;
        }
    }
  if (has_answer && !CPG_HRESULT_FAILED (result) && !is_nothing (&self->types[n_params], &answer))
    {
      guint32 back = put_back (&self->types[n_params], answer_place, dialect, &answer);

      if (CPG_HRESULT_FAILED (back))
        result = back;
    }

  /* Nobody frees what comes out of a call that failed. */
  for (guint i = 0; i < n_params && CPG_HRESULT_FAILED (result); i++)
    if (self->types[i].is_out && *(gpointer *) args[i] != NULL)
      drop (&self->types[i], *(gpointer *) args[i], dialect);

  for (guint i = 0; i < n_params; i++)
    g_value_unset (&values[i]);
  if (has_answer)
    g_value_unset (&answer);

  return result;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/com/cpg-com-kind.h>
#include <cpglib/com/cpg-com-marshal-private.h>
#include <cpglib/com/cpg-com-variant-private.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>

G_STATIC_ASSERT (sizeof (CpgComCell) >= sizeof (CpgComVariant));

/* Guards the table; nobody else's code runs under it. */
G_LOCK_DEFINE_STATIC (methods);
static GHashTable *methods; /* (element-type CpgMethod CpgComMethod): grows only */

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
    case CPG_VT_PTR:
      return 'p';
    case CPG_COM_VT_GUID:
      return 'G';
    default:
      return 'V';
    }
}

static guint
get_vt (GType gtype)
{
  switch (G_TYPE_FUNDAMENTAL (gtype))
    {
    case G_TYPE_BOOLEAN:
      return CPG_VT_BOOL;
    case G_TYPE_CHAR:
      return CPG_VT_I1;
    case G_TYPE_UCHAR:
      return CPG_VT_UI1;
    case G_TYPE_INT:
    case G_TYPE_ENUM:
      return CPG_VT_I4;
    case G_TYPE_UINT:
    case G_TYPE_FLAGS:
      return CPG_VT_UI4;
    case G_TYPE_LONG:
    case G_TYPE_INT64:
      return CPG_VT_I8;
    case G_TYPE_ULONG:
    case G_TYPE_UINT64:
      return CPG_VT_UI8;
    case G_TYPE_FLOAT:
      return CPG_VT_R4;
    case G_TYPE_DOUBLE:
      return CPG_VT_R8;
    case G_TYPE_STRING:
      return CPG_VT_BSTR;
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

static CpgComMethod *
method_new (CpgMethod   *method,
            const guint *vts)
{
  guint n_params = method->n_params;
  CpgComMethod *self = g_malloc0 (sizeof (CpgComMethod) + (n_params + 1) * sizeof (CpgComType));
  GString *text = g_string_new ("hp");

  self->method = method;
  for (guint i = 0; i <= n_params; i++)
    {
      CpgComType *type = &self->types[i];
      gboolean is_answer = i == n_params;

      cpg_com_type_init (type, is_answer ? method->return_type : cpg_method_get_param_value_type (method, i));
      type->is_by_ref = !is_answer && method->param_types[i] == CPG_TYPE_BY_REF;
      if (vts != NULL && vts[i] != CPG_VT_EMPTY)
        {
          type->vt = vts[i] & ~CPG_COM_VT_OUT;
          type->is_out = (vts[i] & CPG_COM_VT_OUT) != 0;
          type->letter = get_letter (type->vt);
        }
      if (!is_answer)
        g_string_append_c (text, type->is_by_ref ? 'p' : type->letter);
      else if (cpg_method_has_answer (method))
        g_string_append_c (text, 'p');
    }
  self->signature.text = g_string_free (text, FALSE);

  return self;
}

static CpgComMethod *
lookup (CpgMethod   *method,
        const guint *vts)
{
  CpgComMethod *self, *found;

  cpg_lock (&G_LOCK_NAME (methods));
  found = methods != NULL ? g_hash_table_lookup (methods, method) : NULL;
  cpg_unlock (&G_LOCK_NAME (methods));
  if (found != NULL)
    return found;

  self = method_new (method, vts);
  cpg_lock (&G_LOCK_NAME (methods));
  if (methods == NULL)
    methods = g_hash_table_new (NULL, NULL);
  /* Another thread may have come first; then what it made is what counts. */
  found = g_hash_table_lookup (methods, method);
  if (found == NULL)
    g_hash_table_insert (methods, method, self);
  cpg_unlock (&G_LOCK_NAME (methods));

  if (found == NULL)
    return self;
  g_free ((char *) self->signature.text);
  g_free (self);
  return found;
}

CpgComMethod *
cpg_com_method_get (CpgMethod *method)
{
  return lookup (method, NULL);
}

void
cpg_com_method_describe (CpgMethod   *method,
                         const guint *vts)
{
  lookup (method, vts);
}

guint
cpg_com_method_get_slot (const CpgComMethod *self)
{
  guint first = cpg_com_interface_get_kind (self->method->contract->gtype) == CPG_COM_KIND_DUAL
                  ? CPG_N_DISPATCH_SLOTS : CPG_N_UNKNOWN_SLOTS;

  return first + self->method->index;
}

guint32
cpg_com_type_store (const CpgComType    *self,
                    gpointer             where,
                    const CpgComDialect *dialect,
                    const GValue        *value)
{
  CpgComCell *cell = where;

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
      return cpg_com_vt_store (self->vt, where, dialect, value);
    }
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
  if (type->vt != CPG_VT_PTR && type->vt != CPG_COM_VT_GUID)
    cpg_com_vt_drop (type->vt, where, dialect);
}

static gsize
get_size (const CpgComType *type)
{
  switch (type->vt)
    {
    case CPG_VT_PTR:
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

/* Whether a callee wrote: it can't say so, but what is there tells. */
static gboolean
is_changed (const GValue     *before,
            const GValue     *after,
            const CpgComCell *cell_before,
            const CpgComCell *cell_after)
{
  if (G_IS_VALUE (before) && G_VALUE_HOLDS_STRING (before) && G_IS_VALUE (after) && G_VALUE_HOLDS_STRING (after))
    return g_strcmp0 (g_value_get_string (before), g_value_get_string (after)) != 0;

  return memcmp (cell_before, cell_after, sizeof *cell_before) != 0;
}

/* What a callee left in the cell of a box. */
static guint32
take_back (const CpgComType    *type,
           const CpgComCell    *before,
           const CpgComCell    *after,
           const CpgComDialect *dialect,
           CpgByRef            *box)
{
  GValue value = G_VALUE_INIT;
  guint32 result;

  init_value (type, &value);
  result = load (type, after, dialect, &value);
  if (!CPG_HRESULT_FAILED (result) && is_changed (cpg_com_peek_box (box), &value, before, after) &&
      !cpg_by_ref_set_value (box, &value, NULL))
    result = CPG_DISP_E_TYPEMISMATCH;

  if (G_IS_VALUE (&value))
    g_value_unset (&value);
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
          if (box != NULL)
            result = cpg_com_type_store (type, &cells[i], dialect, cpg_com_peek_box (box));
          before[i] = cells[i];
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
            guint32 back = take_back (&self->types[i], &before[i], &cells[i], dialect,
                                      g_value_get_boxed (&values[i]));

            if (CPG_HRESULT_FAILED (back))
              result = back;
          }
      if (has_answer && answer != NULL && !CPG_HRESULT_FAILED (result))
        {
          guint32 back = load (answer_type, &cells[n_params], dialect, answer);

          if (CPG_HRESULT_FAILED (back))
            result = back;
        }
    }

  for (guint i = 0; i < n_ready; i++)
    if (self->types[i].is_by_ref || self->types[i].vt != CPG_COM_VT_GUID)
      drop (&self->types[i], &cells[i], dialect);
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
  guint32 result = cpg_com_type_store (type, &cell, dialect, value);

  if (CPG_HRESULT_FAILED (result))
    return result;

  drop (type, where, dialect);
  memcpy (where, &cell, get_size (type));
  return CPG_S_OK;
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
  if (type->is_out)
    memset (where, 0, get_size (type));

  init_value (type, &inner);
  result = load (type, where, dialect, &inner);
  if (!CPG_HRESULT_FAILED (result))
    box = cpg_com_box_new (&inner, type->gtype);
  if (!CPG_HRESULT_FAILED (result) && box == NULL)
    result = CPG_DISP_E_TYPEMISMATCH;
  if (box != NULL)
    g_value_take_boxed (value, box);

  if (G_IS_VALUE (&inner))
    g_value_unset (&inner);
  return result;
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
  if (has_answer && !CPG_HRESULT_FAILED (result))
    {
      guint32 back = put_back (&self->types[n_params], answer_place, dialect, &answer);

      if (CPG_HRESULT_FAILED (back))
        result = back;
    }

  for (guint i = 0; i < n_params; i++)
    if (G_IS_VALUE (&values[i]))
      g_value_unset (&values[i]);
  if (has_answer)
    g_value_unset (&answer);

  return result;
}

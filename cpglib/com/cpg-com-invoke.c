/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/com/cpg-com-invoke-private.h>
#include <cpglib/com/cpg-com-variant-private.h>
#include <cpglib/com/cpg-hresult.h>

/* An argument that is passed by reference: what is referred to. */
typedef struct {
  CpgByRef      *box;    /* (nullable) (unowned) */
  CpgComVariant  target;
  CpgComVariant  before;
  GBytes        *array;   /* (nullable) (owned): what was in one that was there before */
  GValue         back;    /* what came, if it is another */
} Referred;

/* Whether a value of the type is in a VARIANT what it is in a vtable. */
static gboolean
is_same_in_variant (const CpgComType *type)
{
  switch (type->vt)
    {
    case CPG_VT_BOOL:
    case CPG_VT_I1:
    case CPG_VT_UI1:
    case CPG_VT_I4:
    case CPG_VT_UI4:
    case CPG_VT_I8:
    case CPG_VT_UI8:
    case CPG_VT_R4:
    case CPG_VT_R8:
    case CPG_VT_BSTR:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Of what is not to be released most are numbers. */
static gboolean
is_number (const CpgComVariant *variant)
{
  switch (variant->vt)
    {
    case CPG_VT_BOOL:
    case CPG_VT_I4:
    case CPG_VT_UI4:
    case CPG_VT_R8:
      return TRUE;
    default:
      return FALSE;
    }
}

static guint32
set_argument (CpgComVariant       *arg,
              const CpgComDialect *dialect,
              const GValue        *value,
              const CpgComType    *type,
              Referred            *referred)
{
  guint32 result;

  if (!type->is_by_ref)
    {
      if (is_same_in_variant (type))
        {
          arg->vt = (guint16) type->vt;
          return cpg_com_type_store (type, &arg->as_uint64, dialect, value);
        }
      return cpg_com_type_store_variant (type, arg, dialect, value);
    }

  referred->box = g_value_get_boxed (value);
  if (referred->box == NULL)
    {
      arg->vt = CPG_VT_NULL;
      return CPG_S_OK;
    }
  result = cpg_com_type_store_variant (type, &referred->target, dialect, cpg_com_peek_box (referred->box));
  if (CPG_HRESULT_FAILED (result))
    return result;
  referred->before = referred->target;
  referred->array = cpg_com_vt_copy_array (CPG_VT_VARIANT, &referred->target, dialect);
  cpg_com_variant_refer (arg, &referred->target,
                         type->gtype == G_TYPE_VALUE || (type->is_told && type->vt == CPG_VT_VARIANT));
  return CPG_S_OK;
}

/* Of what becomes a BSTR. */
static gboolean
is_same_text (const GValue *a,
              const GValue *b)
{
  if (!G_IS_VALUE (a) || G_VALUE_TYPE (a) != G_VALUE_TYPE (b))
    return FALSE;
  if (G_VALUE_HOLDS_STRING (a))
    return g_strcmp0 (g_value_get_string (a), g_value_get_string (b)) == 0;
  if (!G_VALUE_HOLDS_VARIANT (a) && !G_VALUE_HOLDS (a, CPG_TYPE_GUID))
    return FALSE;
  if (g_value_peek_pointer (a) == NULL || g_value_peek_pointer (b) == NULL)
    return g_value_peek_pointer (a) == g_value_peek_pointer (b);

  return G_VALUE_HOLDS_VARIANT (a) ? g_variant_equal (g_value_get_variant (a), g_value_get_variant (b))
                                   : cpg_guid_equal (g_value_get_boxed (a), g_value_get_boxed (b));
}

static guint32
load_back (Referred            *referred,
           const CpgComDialect *dialect,
           GType                type)
{
  g_autoptr (GError) error = NULL;
  gboolean is_same;

  /* A DECIMAL that is written whole is written over that. */
  if (referred->before.vt == CPG_VT_DECIMAL)
    referred->target.vt = CPG_VT_DECIMAL;
  is_same = memcmp (&referred->target, &referred->before, sizeof referred->target) == 0;
  if (is_same && (referred->target.vt != CPG_VT_BSTR || referred->target.as_pointer == NULL) && referred->array == NULL)
    return CPG_S_OK;

  if (type != G_TYPE_VALUE)
    g_value_init (&referred->back, type);
  if (!cpg_com_variant_get (&referred->target, dialect, &referred->back, &error) ||
      is_same_text (cpg_com_peek_box (referred->box), &referred->back) ||
      (is_same && referred->array != NULL &&
       cpg_com_vt_has_array (CPG_VT_VARIANT, &referred->target, dialect, referred->array)))
    {
      g_value_unset (&referred->back);
    }
  return cpg_error_to_hresult (error);
}

/* What an exception says, and what it means. */
static guint32
read_exception (CpgComExcepInfo     *exception,
                const CpgComDialect *dialect,
                char               **description)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hp");
  void *args[] = { &exception };
  guint32 result = CPG_DISP_E_EXCEPTION;

  if (exception->deferred_fill_in != NULL)
    cpg_com_call_function (dialect, exception->deferred_fill_in, &signature, args);
  if (description != NULL && exception->description != NULL)
    *description = cpg_com_bstr_to_utf8 (dialect, exception->description);
  if (CPG_HRESULT_FAILED (exception->scode))
    result = cpg_com_dialect_from_result (dialect, exception->scode);

  cpg_com_bstr_free (dialect, exception->source);
  cpg_com_bstr_free (dialect, exception->description);
  cpg_com_bstr_free (dialect, exception->help_file);
  return result;
}

guint32
cpg_com_invoke (const CpgComMethod   *method,
                const CpgComDialect  *dialect,
                gpointer              dispatch,
                const GValue         *values,
                GValue               *answer,
                char                **description)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpigiSpppp");
  guint n_params = method->method->n_params;
  CpgComVariant *variants = g_newa0 (CpgComVariant, n_params + 1);
  Referred *referred = g_newa0 (Referred, n_params + 1);
  CpgComVariant result_variant = CPG_COM_VARIANT_INIT;
  CpgComExcepInfo exception = { 0 };
  CpgComDispParams params = { variants, NULL, n_params, 0 };
  gint32 dispid = method->method->dispid, lcid = CPG_LOCALE_USER_DEFAULT;
  const CpgGuid *iid = &cpg_iid_null;
  guint16 flags = CPG_DISPATCH_METHOD;
  CpgComDispParams *params_address = &params;
  CpgComVariant *result_address = cpg_method_has_answer (method->method) ? &result_variant : NULL;
  CpgComExcepInfo *exception_address = &exception;
  guint32 bad_argument = 0, *bad_argument_address = &bad_argument;
  void *args[] = { &dispid, &iid, &lcid, &flags, &params_address, &result_address, &exception_address,
                   &bad_argument_address };
  guint32 result = CPG_S_OK;

  /* The last argument comes first. */
  for (guint i = 0; i < n_params && !CPG_HRESULT_FAILED (result); i++)
    result = set_argument (&variants[n_params - 1 - i], dialect, &values[i], &method->types[i], &referred[i]);

  if (!CPG_HRESULT_FAILED (result))
    {
      result = cpg_com_call (dialect, dispatch, CPG_SLOT_DISPATCH_INVOKE, &signature, args);
      if (result == CPG_DISP_E_EXCEPTION)
        result = read_exception (&exception, dialect, description);
    }

  for (guint i = 0; i < n_params && !CPG_HRESULT_FAILED (result); i++)
    if (referred[i].box != NULL)
      {
        guint32 back = load_back (&referred[i], dialect, method->types[i].gtype);

        if (CPG_HRESULT_FAILED (back))
          result = back;
      }
  if (answer != NULL && !CPG_HRESULT_FAILED (result))
    {
      g_autoptr (GError) error = NULL;

      if (!cpg_com_variant_get (&result_variant, dialect, answer, &error))
        result = cpg_error_to_hresult (error);
    }

  for (guint i = 0; i < n_params; i++)
    {
      result = cpg_com_box_take (referred[i].box, &referred[i].back, result);
      if (!is_number (&variants[i]))
        cpg_com_variant_clear (&variants[i], dialect);
      g_clear_pointer (&referred[i].array, g_bytes_unref);
      if (referred[i].box != NULL)
        cpg_com_variant_clear (&referred[i].target, dialect);
    }
  if (result_address != NULL && !is_number (&result_variant))
    cpg_com_variant_clear (&result_variant, dialect);

  return result;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-marshal-private.h>
#include <cpglib/com/cpg-com-safe-array-private.h>
#include <cpglib/com/cpg-com-var-type.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>
#include <cpglib/cpg-enum-types.h>

/**
 * SECTION:cpg-com-var-type
 * @title: CpgComVarType
 * @short_description: the COM types of parameters
 * @see_also: #CpgMethod, cpg_com_export(), cpg_com_import()
 *
 * A #GType has one type of COM that it becomes by itself, a `long` of an int
 * and a `BSTR` of a string. An interface that somebody else defined may have
 * another in its place.
 */

#define ONE(name) (1u << CPG_COM_VAR_TYPE_##name)

#define INTEGERS (ONE (I1) | ONE (UI1) | ONE (I2) | ONE (UI2) | ONE (I4) | ONE (UI4) | ONE (I8) | ONE (UI8) | \
                  ONE (INT) | ONE (UINT))
#define NUMBERS  (INTEGERS | ONE (R4) | ONE (R8) | ONE (CY) | ONE (DECIMAL))

/* The elements of an array of @gtype, or VT_EMPTY if it is none. */
static guint
get_element_vt (GType gtype)
{
  GValue value = G_VALUE_INIT;
  guint vt;

  g_value_init (&value, gtype);
  vt = cpg_com_safe_array_find_vt (&value);
  g_value_unset (&value);
  return vt;
}

/* A bit for each CpgComVarType that a value of @gtype can cross as. */
static guint
get_fitting (GType gtype)
{
  switch (G_TYPE_FUNDAMENTAL (gtype))
    {
    case G_TYPE_BOOLEAN:
      return ONE (VARIANT) | ONE (VARIANT_BOOL) | INTEGERS;
    case G_TYPE_CHAR:
    case G_TYPE_UCHAR:
    case G_TYPE_LONG:
    case G_TYPE_ULONG:
    case G_TYPE_INT64:
    case G_TYPE_UINT64:
    case G_TYPE_FLOAT:
      return ONE (VARIANT) | NUMBERS;
    case G_TYPE_INT:
    case G_TYPE_UINT:
      return ONE (VARIANT) | NUMBERS | ONE (ERROR);
    case G_TYPE_DOUBLE:
      return ONE (VARIANT) | NUMBERS | ONE (DATE);
    case G_TYPE_ENUM:
    case G_TYPE_FLAGS:
      return ONE (VARIANT) | INTEGERS;
    case G_TYPE_STRING:
      return ONE (VARIANT) | ONE (BSTR) | ONE (LPSTR) | ONE (LPWSTR) | ONE (CY) | ONE (DECIMAL);
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      return ONE (VARIANT) | ONE (UNKNOWN) | ONE (DISPATCH);
    case G_TYPE_POINTER:
      return 0;
    case G_TYPE_BOXED:
      if (gtype == CPG_TYPE_GUID)
        return ONE (VARIANT) | ONE (BSTR);
      if (gtype == G_TYPE_ERROR)
        return ONE (VARIANT) | ONE (ERROR);
      if (gtype == G_TYPE_DATE_TIME)
        return ONE (VARIANT) | ONE (DATE);
      return ONE (VARIANT) | (get_element_vt (gtype) != CPG_VT_EMPTY ? ONE (SAFEARRAY) : 0);
    default:
      return ONE (VARIANT);
    }
}

/**
 * cpg_com_method_set_type:
 * @method: a method of an outgoing interface
 * @param: the number of a parameter, from 0, or -1 for the answer
 * @type: the type of COM
 * @error: return location for an error
 *
 * Tells the type of COM that a parameter has, where it is another than that
 * of its #GType: in calls through a vtable, in the VARIANTs of
 * `IDispatch::Invoke`, in type information and in IDL. Of an in-out parameter
 * it is the type of the value, without the pointer.
 *
 * - a boolean, by itself `VARIANT_BOOL`: an integer, as 0 or 1;
 * - an integer, `float`, `double`: any type of number, `CY` and `DECIMAL` too;
 *   an int also `ERROR`, a double also `DATE`;
 * - an enum, flags: an integer;
 * - a string, by itself `BSTR`: `LPWSTR`, `LPSTR`; if it is the digits of a
 *   number, `CY` and `DECIMAL`;
 * - an object or an interface, by itself `UNKNOWN`: `DISPATCH`;
 * - #CpgGuid, by itself `GUID *`: `BSTR`;
 * - #GError, by itself `HRESULT`: `ERROR`, which IDL calls `SCODE`;
 * - #GDateTime, by itself `VARIANT`: `DATE`;
 * - #GStrv, #GBytes, #GByteArray and `GValueArray`, by themselves `VARIANT`:
 *   `SAFEARRAY`.
 *
 * Everything but a pointer can also be a `VARIANT`. What does not fit when it
 * is to cross, a number beyond 16 bits or text that is no number, is an error
 * of that call (`DISP_E_OVERFLOW`, `DISP_E_TYPEMISMATCH`); nothing is cut.
 *
 * An `LPSTR` or `LPWSTR` ends with a NUL; %NULL is %NULL. One that is an
 * argument belongs to whoever calls; one that comes back, as an answer or
 * in-out, is memory of `alloc` and `free` of the #CpgComDialect. What is not
 * valid in it becomes U+FFFD, as in a `BSTR`. A VARIANT has a `BSTR` in its
 * place.
 *
 * To be called before the method is first used with a COM object: for an
 * interface written in C at the end of its `default_init`, for one that is made
 * at run time right after that.
 *
 * |[<!-- language="C" -->
 * CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (MOUSE_TYPE_EVENTS, NULL);
 * CpgMethod *moved = cpg_outgoing_interface_lookup_method (contract, "moved");
 *
 * cpg_com_method_set_type (moved, 0, CPG_COM_VAR_TYPE_I2, NULL);
 * ]|
 *
 * This may be called from any thread.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_INVALID_ARGUMENT if there is no such
 *   parameter, answer or type, %CPG_ERROR_INVALID_CONTRACT if values of the
 *   parameter can't have the type or the interface is `IPropertyNotifySink`,
 *   whose types are COM's, or %CPG_ERROR_EXISTS if the method was used with COM
 *   already, or comes from type information
 *
 * Since: 1.0
 */
gboolean
cpg_com_method_set_type (CpgMethod      *method,
                         int             param,
                         CpgComVarType   type,
                         GError        **error)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (CPG_TYPE_COM_VAR_TYPE);
  const GEnumValue *known = g_enum_get_value (klass, (int) type);
  const char *name;
  GType gtype;
  guint vt = type;

  g_return_val_if_fail (CPG_IS_METHOD (method), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (method->contract == NULL)
    {
      g_set_error_literal (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "The method is none of an outgoing interface");
      return FALSE;
    }
  if (known == NULL)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "%d is no CpgComVarType", (int) type);
      return FALSE;
    }
  if (param < -1 || param >= (int) method->n_params || (param == -1 && !cpg_method_has_answer (method)))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "%s has %u parameters and %s answer; %d is none of them",
                   method->name, method->n_params, cpg_method_has_answer (method) ? "an" : "no", param);
      return FALSE;
    }

  gtype = param == -1 ? method->return_type : cpg_method_get_param_value_type (method, (guint) param);
  name = param == -1 ? "the answer" : method->param_names[param];
  if (!(get_fitting (gtype) & (1u << vt)))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT, "%s: %s, of type %s, can't cross as %s",
                   method->name, name, g_type_name (gtype), known->value_nick);
      return FALSE;
    }
  if (cpg_guid_equal (&method->contract->iid, &cpg_iid_property_notify_sink))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT, "%s: IPropertyNotifySink has DISPIDs, whatever its contract has",
                   method->name);
      return FALSE;
    }

  if (type == CPG_COM_VAR_TYPE_SAFEARRAY)
    vt = get_element_vt (gtype) | CPG_VT_ARRAY;
  if (!cpg_com_method_tell (method, param == -1 ? method->n_params : (guint) param, vt))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_EXISTS, "%s: %s was used with COM already; it is too late to change its type",
                   method->name, name);
      return FALSE;
    }
  return TRUE;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-method.h>

G_BEGIN_DECLS

/**
 * CpgComVarType:
 * @CPG_COM_VAR_TYPE_I2: `short`
 * @CPG_COM_VAR_TYPE_I4: `long`, 32 bits; of a boolean: `BOOL`
 * @CPG_COM_VAR_TYPE_R4: `float`
 * @CPG_COM_VAR_TYPE_R8: `double`
 * @CPG_COM_VAR_TYPE_CY: `CURRENCY`, a number with four digits after the point
 * @CPG_COM_VAR_TYPE_DATE: `DATE`
 * @CPG_COM_VAR_TYPE_BSTR: `BSTR`
 * @CPG_COM_VAR_TYPE_DISPATCH: `IDispatch *`
 * @CPG_COM_VAR_TYPE_ERROR: `SCODE`, a result code
 * @CPG_COM_VAR_TYPE_VARIANT_BOOL: `VARIANT_BOOL`, 16 bits; COM also calls it
 *   `VT_BOOL`, but it is not `BOOL`
 * @CPG_COM_VAR_TYPE_VARIANT: `VARIANT`
 * @CPG_COM_VAR_TYPE_UNKNOWN: `IUnknown *`
 * @CPG_COM_VAR_TYPE_DECIMAL: `DECIMAL`, a number of up to 28 digits
 * @CPG_COM_VAR_TYPE_I1: `small`, a signed number of 8 bits
 * @CPG_COM_VAR_TYPE_UI1: `byte`; of a boolean: `boolean`, the `bool` of C++
 * @CPG_COM_VAR_TYPE_UI2: `unsigned short`
 * @CPG_COM_VAR_TYPE_UI4: `unsigned long`, 32 bits
 * @CPG_COM_VAR_TYPE_I8: `hyper`, 64 bits
 * @CPG_COM_VAR_TYPE_UI8: `unsigned hyper`
 * @CPG_COM_VAR_TYPE_INT: `int`
 * @CPG_COM_VAR_TYPE_UINT: `unsigned int`
 * @CPG_COM_VAR_TYPE_SAFEARRAY: `SAFEARRAY`, whose elements follow from the
 *   #GType
 * @CPG_COM_VAR_TYPE_LPSTR: `LPSTR`, text in UTF-8
 * @CPG_COM_VAR_TYPE_LPWSTR: `LPWSTR`, text in the units of the dialect
 *
 * The types of COM that a parameter can have, for cpg_com_method_set_type().
 *
 * Names and numbers are those of COM's `VARTYPE`.
 *
 * Since: 1.0
 */
typedef enum {
  CPG_COM_VAR_TYPE_I2 = 2,
  CPG_COM_VAR_TYPE_I4 = 3,
  CPG_COM_VAR_TYPE_R4 = 4,
  CPG_COM_VAR_TYPE_R8 = 5,
  CPG_COM_VAR_TYPE_CY = 6,
  CPG_COM_VAR_TYPE_DATE = 7,
  CPG_COM_VAR_TYPE_BSTR = 8,
  CPG_COM_VAR_TYPE_DISPATCH = 9,
  CPG_COM_VAR_TYPE_ERROR = 10,
  CPG_COM_VAR_TYPE_VARIANT_BOOL = 11,
  CPG_COM_VAR_TYPE_VARIANT = 12,
  CPG_COM_VAR_TYPE_UNKNOWN = 13,
  CPG_COM_VAR_TYPE_DECIMAL = 14,
  CPG_COM_VAR_TYPE_I1 = 16,
  CPG_COM_VAR_TYPE_UI1 = 17,
  CPG_COM_VAR_TYPE_UI2 = 18,
  CPG_COM_VAR_TYPE_UI4 = 19,
  CPG_COM_VAR_TYPE_I8 = 20,
  CPG_COM_VAR_TYPE_UI8 = 21,
  CPG_COM_VAR_TYPE_INT = 22,
  CPG_COM_VAR_TYPE_UINT = 23,
  CPG_COM_VAR_TYPE_SAFEARRAY = 27,
  CPG_COM_VAR_TYPE_LPSTR = 30,
  CPG_COM_VAR_TYPE_LPWSTR = 31
} CpgComVarType;

CPG_AVAILABLE_IN_ALL
gboolean cpg_com_method_set_type (CpgMethod      *method,
                                  int             param,
                                  CpgComVarType   type,
                                  GError        **error);

G_END_DECLS

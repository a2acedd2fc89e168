/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

/* After the headers of Wine. Texts and memory go through Wine's own functions. */
static inline const CpgComDialect *
get_dialect (void)
{
  static CpgComDialect *dialect;

  if (dialect == NULL)
    {
      dialect = cpg_com_dialect_copy (cpg_com_dialect_wine ());
      dialect->alloc_bstr = (gpointer) SysAllocStringLen;
      dialect->free_bstr = (gpointer) SysFreeString;
      dialect->alloc = (gpointer) CoTaskMemAlloc;
      dialect->free = (gpointer) CoTaskMemFree;
    }
  return dialect;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/cpg-version-macros.h>

G_BEGIN_DECLS

/**
 * CpgComConvention:
 * @CPG_COM_CONVENTION_NATIVE: that of the platform's C compiler
 * @CPG_COM_CONVENTION_MS: that of Windows on x86_64, GCC's `ms_abi`
 *
 * How the functions of a COM object are called.
 *
 * Since: 1.0
 */
typedef enum {
  CPG_COM_CONVENTION_NATIVE,
  CPG_COM_CONVENTION_MS
} CpgComConvention;

typedef struct _CpgComResult CpgComResult;

/**
 * CpgComResult:
 * @standard: an `HRESULT` of Windows
 * @theirs: the number that a dialect has in its place
 *
 * One row of the table of result codes of a #CpgComDialect.
 *
 * Since: 1.0
 */
struct _CpgComResult
{
  guint32 standard;
  guint32 theirs;
};

#define CPG_TYPE_COM_DIALECT (cpg_com_dialect_get_type ())

typedef struct _CpgComDialect CpgComDialect;

/**
 * CpgComDialect:
 * @name: a name for messages
 * @convention: how functions are called
 * @iid_is_big_endian: whether the bytes of a GUID are in the order of its
 *   text; else its fields are numbers of the machine, as on Windows
 * @iid_by_value: whether an IID is passed by value, not by its address
 * @ulong_size: the bytes of a `ULONG`, 4 or 8: what AddRef and Release give
 *   and the counts of enumerators are
 * @wide_char_size: the bytes of a unit of text: 2 (UTF-16), 4 (UTF-32), or 1
 *   if strings are UTF-8
 * @n_extra_slots: how many functions stand in a vtable between `Release` and
 *   the interface's own, such as the destructors of C++; at most 16
 * @bstr_header_size: the bytes before the text of a `BSTR`, the last four of
 *   which hold its length in bytes; 0 (no length), 4 or 8
 * @alloc_bstr: (nullable) (scope forever): makes a `BSTR` of a number of units
 *   of @wide_char_size bytes: `SysAllocStringLen()`; %NULL: malloc(), with a
 *   header before it
 * @free_bstr: (nullable) (scope forever): frees a `BSTR`: `SysFreeString()`
 * @alloc: (nullable) (scope forever): gives memory that the other side is to
 *   free: `CoTaskMemAlloc()`; %NULL: malloc()
 * @free: (nullable) (scope forever): frees memory that the other side gave:
 *   `CoTaskMemFree()`; %NULL: free()
 * @results: (nullable) (array zero-terminated=1): result codes that differ
 *   from those of Windows; the last row is zero
 *
 * What the binary COM objects of one world agree on: how functions are
 * called, and what numbers, IIDs and strings look like.
 *
 * cpg_com_dialect_native() and cpg_com_dialect_wine() are ready made. Who
 * needs another copies one and changes it before its first use:
 *
 * |[<!-- language="C" -->
 * g_autoptr (CpgComDialect) dialect = cpg_com_dialect_copy (cpg_com_dialect_wine ());
 *
 * dialect->alloc_bstr = (gpointer) SysAllocStringLen;
 * dialect->free_bstr = (gpointer) SysFreeString;
 * ]|
 *
 * The four functions are those of the other side, in its own calling
 * convention. Two dialects that agree in everything but the name are the same.
 * A function that takes a dialect copies it, except the table of @results,
 * which has to stay.
 *
 * Since: 1.0
 */
struct _CpgComDialect
{
  const char         *name;
  CpgComConvention    convention;
  gboolean            iid_is_big_endian;
  gboolean            iid_by_value;
  guint               ulong_size;
  guint               wide_char_size;
  guint               n_extra_slots;
  guint               bstr_header_size;
  gpointer         (* alloc_bstr) (gconstpointer text,
                                   guint         n_units);
  void             (* free_bstr)  (gpointer      bstr);
  gpointer         (* alloc)      (gsize         size);
  void             (* free)       (gpointer      memory);
  const CpgComResult *results;

  /*< private >*/
  gpointer            padding[8];
};

CPG_AVAILABLE_IN_ALL
GType                cpg_com_dialect_get_type (void) G_GNUC_CONST;
CPG_AVAILABLE_IN_ALL
const CpgComDialect *cpg_com_dialect_native   (void);
CPG_AVAILABLE_IN_ALL
const CpgComDialect *cpg_com_dialect_wine     (void);
CPG_AVAILABLE_IN_ALL
CpgComDialect       *cpg_com_dialect_copy     (const CpgComDialect  *self);
CPG_AVAILABLE_IN_ALL
void                 cpg_com_dialect_free     (CpgComDialect        *self);
CPG_AVAILABLE_IN_ALL
gboolean             cpg_com_dialect_check    (const CpgComDialect  *self,
                                               GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpgComDialect, cpg_com_dialect_free)

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <ffi.h>

#include <cpglib/com/cpg-com-abi-private.h>
#include <cpglib/com/cpg-com-dialect-private.h>

G_BEGIN_DECLS

/* Calls of foreign functions, in any dialect, through libffi. */

/*
 * CpgComSignature:
 *
 * The types of a function: a letter for the result, and one for each parameter,
 * the object of a method included.
 *
 *   h  HRESULT (result only): a number of Windows here, that of the dialect there
 *   v  nothing (result only)
 *   p  a pointer
 *   l  ULONG: a guint64 here, as wide as the dialect has it there
 *   g  REFIID: a const CpgGuid * here, maybe %NULL; there in the dialect's order
 *      of bytes, by address or by value
 *   G  a GUID that is no REFIID: the same, and always by address
 *   c C  gint8, guint8      s S  gint16, guint16      i u  gint32, guint32
 *   x t  gint64, guint64    z    gsize                f d  float, double
 *   V D  a VARIANT, a DECIMAL by value
 *
 * Those that are known when one compiles are static variables, made by
 * CPG_COM_SIGNATURE(); all stay as long as the process.
 */
typedef struct _CpgComSignature CpgComSignature;
struct _CpgComSignature
{
  const char *text;
  gpointer    shapes[8]; /* (atomic): for libffi, by what matters of the dialect */
};

#define CPG_COM_SIGNATURE(text) { text, { NULL } }

/* What a signature has become for a dialect. */
typedef struct _CpgComShape CpgComShape;
struct _CpgComShape
{
  const char *text;
  guint       n_params;
  ffi_cif     cif;
  ffi_type   *types[];
};

const CpgComShape *cpg_com_signature_get_shape (CpgComSignature     *self,
                                                const CpgComDialect *dialect);

/* The GUID as its bytes are there; its own reverse. */
void     cpg_com_guid_swap        (CpgGuid             *guid);

/* Arguments are addresses of values, as libffi has them. */
guint64  cpg_com_call_function    (const CpgComDialect *dialect,
                                   gpointer             function,
                                   CpgComSignature     *signature,
                                   void               **args);

/* Calls slot number @slot, without those that the dialect adds. @args: those
 * after the object. Gives the HRESULT, as Windows numbers it. */
guint32  cpg_com_call             (const CpgComDialect *dialect,
                                   gpointer             iface,
                                   guint                slot,
                                   CpgComSignature     *signature,
                                   void               **args);

/* *@out is %NULL unless the result is a success. */
guint32  cpg_com_query_interface  (const CpgComDialect *dialect,
                                   gpointer             iface,
                                   const CpgGuid       *iid,
                                   gpointer            *out);
gulong   cpg_com_add_ref          (const CpgComDialect *dialect,
                                   gpointer             iface);
gulong   cpg_com_drop_ref         (const CpgComDialect *dialect,
                                   gpointer             iface);
void     cpg_com_clear            (const CpgComDialect *dialect,
                                   gpointer            *iface);

/* Whether a result says that whoever was called is gone. */
gboolean cpg_com_result_is_gone   (guint32              result);

G_END_DECLS

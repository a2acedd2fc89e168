/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <stdarg.h>
#include <string.h>

#include <cpglib/com/cpg-hresult-private.h>
#include <cpglib/contract/cpg-error.h>

/**
 * SECTION:cpg-hresult
 * @title: HRESULT
 * @short_description: errors as COM numbers them
 * @see_also: #CpgError
 *
 * Between #GError and `HRESULT`.
 */

#define S_OK        0x00000000u
#define E_FAIL      0x80004005u
#define FAILED_MASK 0x80000000u

typedef struct {
  guint32     hresult;
  CpgError    code;
  const char *message;
} Result;

/* The first row of a code is what it becomes; of an HRESULT there is one row. */
static const Result results[] = {
  { E_FAIL,      CPG_ERROR_FAILED,           "E_FAIL: it failed" },
  { 0x80040200u, CPG_ERROR_NO_CONNECTION,    "CONNECT_E_NOCONNECTION: no such connection or connection point" },
  { 0x80040201u, CPG_ERROR_ADVISE_LIMIT,     "CONNECT_E_ADVISELIMIT: the connection point takes no more connections" },
  { 0x80040202u, CPG_ERROR_CANNOT_CONNECT,   "CONNECT_E_CANNOTCONNECT: the sink lacks the outgoing interface" },
  { 0x80010108u, CPG_ERROR_DISCONNECTED,     "RPC_E_DISCONNECTED: the object is gone" },
  { 0x800401FDu, CPG_ERROR_DISCONNECTED,     "CO_E_OBJNOTCONNECTED: the object is gone" },
  { 0x80010007u, CPG_ERROR_DISCONNECTED,     "RPC_E_SERVER_DIED: the object's process is gone" },
  { 0x80010012u, CPG_ERROR_DISCONNECTED,     "RPC_E_SERVER_DIED_DNE: the object's process is gone" },
  { 0x800706BAu, CPG_ERROR_DISCONNECTED,     "RPC_S_SERVER_UNAVAILABLE: the object's process is gone" },
  { 0x80004002u, CPG_ERROR_NOT_CONNECTABLE,  "E_NOINTERFACE: the object lacks the interface" },
  { 0x80004001u, CPG_ERROR_NOT_SUPPORTED,    "E_NOTIMPL: it is not implemented" },
  { 0x80070057u, CPG_ERROR_INVALID_ARGUMENT, "E_INVALIDARG: an argument is not valid" },
  { 0x80004003u, CPG_ERROR_INVALID_ARGUMENT, "E_POINTER: a pointer is not valid" },
  { 0x80020001u, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_UNKNOWNINTERFACE: no such interface" },
  { 0x80020003u, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_MEMBERNOTFOUND: there is no such member" },
  { 0x80020004u, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_PARAMNOTFOUND: there is no such parameter" },
  { 0x80020005u, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_TYPEMISMATCH: a value is of another kind" },
  { 0x80020006u, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_UNKNOWNNAME: there is no such name" },
  { 0x80020008u, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_BADVARTYPE: a value is of no kind that is known" },
  { 0x80020009u, CPG_ERROR_FAILED,           "DISP_E_EXCEPTION: an exception occurred" },
  { 0x8002000Au, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_OVERFLOW: a value does not fit" },
  { 0x8002000Bu, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_BADINDEX: an array has no such index" },
  { 0x8002000Du, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_ARRAYISLOCKED: an array is in use" },
  { 0x8002000Eu, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_BADPARAMCOUNT: the number of arguments is another" },
  { 0x8002000Fu, CPG_ERROR_INVALID_ARGUMENT, "DISP_E_PARAMNOTOPTIONAL: an argument is missing" },
  { 0x8002802Bu, CPG_ERROR_INVALID_CONTRACT, "TYPE_E_ELEMENTNOTFOUND: no such interface is described" },
  { 0x8002802Cu, CPG_ERROR_EXISTS,           "TYPE_E_NAMECONFLICT: the name is taken" },
  { 0x800A0183u, CPG_ERROR_NOT_PERMITTED,    "CTL_E_SETNOTPERMITTED: the property is not to be changed" },
};

static const Result *
find_row (guint32 hresult)
{
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (results[i].hresult == hresult)
      return &results[i];
  return NULL;
}

/* The number at the end of the message, or 0. It is kept there, and not with
 * the error, so that it goes through every language and back. In the message
 * of an error of another code it is that of somebody else's. */
static guint32
find_number (const GError *error)
{
  const gsize length = strlen ("(0x80004005)");
  const char *text = error->message + strlen (error->message) - MIN (length, strlen (error->message));
  const Result *row;
  char *end;
  guint64 number;

  if (!g_str_has_prefix (text, "(0x"))
    return 0;
  number = g_ascii_strtoull (text + 3, &end, 16);
  if (!g_str_equal (end, ")") || (number & FAILED_MASK) == 0)
    return 0;

  row = find_row ((guint32) number);
  return g_error_matches (error, CPG_ERROR, row != NULL ? (int) row->code : CPG_ERROR_FAILED) ? (guint32) number : 0;
}

/**
 * cpg_error_to_hresult: (skip)
 * @error: (nullable): an error
 *
 * Gives the `HRESULT` that stands for an error. One that
 * cpg_error_new_from_hresult() made gives the same number again.
 *
 * Returns: `S_OK` for %NULL, the counterpart of a #CpgError, and `E_FAIL` for
 *   an error of another domain
 *
 * Since: 1.0
 */
guint32
cpg_error_to_hresult (const GError *error)
{
  if (error == NULL)
    return S_OK;
  if (find_number (error) != 0)
    return find_number (error);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (g_error_matches (error, CPG_ERROR, (int) results[i].code))
      return results[i].hresult;

  return E_FAIL;
}

/**
 * cpg_error_new_from_hresult: (skip)
 * @hresult: an `HRESULT`
 *
 * Makes an error of an `HRESULT`.
 *
 * Returns: (transfer full) (nullable): an error of %CPG_ERROR, whose code is
 *   %CPG_ERROR_FAILED if the `HRESULT` has no counterpart, and whose message
 *   ends with the number; or %NULL if @hresult is a success such as `S_FALSE`
 *
 * Since: 1.0
 */
GError *
cpg_error_new_from_hresult (guint32 hresult)
{
  const Result *row = find_row (hresult);

  if (!(hresult & FAILED_MASK))
    return NULL;

  return g_error_new (CPG_ERROR, row != NULL ? (int) row->code : CPG_ERROR_FAILED, "%s (0x%08X)",
                      row != NULL ? row->message : "a failure that cpglib does not know", hresult);
}

/*
 * cpg_com_set_error:
 * @hresult: a failure
 * @format: what failed
 *
 * Sets an error that is @hresult again once it comes back to COM.
 */
void
cpg_com_set_error (GError     **error,
                   guint32      hresult,
                   const char  *format,
                   ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (error == NULL)
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  *error = cpg_error_new_from_hresult (hresult);
  g_prefix_error (error, "%s: ", text);
}

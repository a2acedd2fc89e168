/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-error.h>
#include <cpglib/interfaces/cpg-vfunc-private.h>

/* Always gives %FALSE. */
gboolean
cpg_vfunc_missing (gpointer     self,
                   const char  *vfunc,
                   GError     **error)
{
  g_set_error (error, CPG_ERROR, CPG_ERROR_NOT_SUPPORTED,
               "%s does not implement %s()", G_OBJECT_TYPE_NAME (self), vfunc);
  return FALSE;
}

/*
 * cpg_vfunc_result:
 * @reason: (nullable) (transfer full): what the implementation set
 *
 * Hands on the outcome of a vfunc. An implementation in Python that raises
 * anything but a GLib.Error fails without an error: it gets one here. One that
 * succeeds and sets an error all the same has succeeded.
 */
gboolean
cpg_vfunc_result (gboolean     success,
                  gpointer     self,
                  const char  *vfunc,
                  GError      *reason,
                  GError     **error)
{
  if (success)
    g_clear_error (&reason);
  else if (reason != NULL)
    g_propagate_error (error, reason);
  else
    g_set_error (error, CPG_ERROR, CPG_ERROR_FAILED,
                 "%s() of %s failed without saying why", vfunc, G_OBJECT_TYPE_NAME (self));

  return success;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-kind.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-outgoing-interface.h>

/**
 * SECTION:cpg-com-kind
 * @title: CpgComKind
 * @short_description: what an outgoing interface is in COM
 * @see_also: cpg_com_export(), cpg_com_import()
 *
 * A contract says which methods there are. In COM there are three ways to
 * call them, and an IID does not tell which of them is meant.
 */

static GQuark kind_quark (void);

G_DEFINE_QUARK (cpg-com-kind, kind)

/**
 * cpg_com_interface_set_kind:
 * @iface: the type of an outgoing interface
 * @kind: what it is in COM
 * @error: return location for an error
 *
 * Tells what an outgoing interface is in COM. Before its first use with a COM
 * object; one of which nobody tells is %CPG_COM_KIND_CUSTOM. One that cpglib
 * made of type information is what that says.
 *
 * A COM sink that does not answer to the IID of the interface is asked for
 * `IDispatch`, whatever the kind.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_INVALID_CONTRACT if @iface is no
 *   outgoing interface
 *
 * Since: 1.0
 */
gboolean
cpg_com_interface_set_kind (GType        iface,
                            CpgComKind   kind,
                            GError     **error)
{
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (cpg_outgoing_interface_for_type (iface, error) == NULL)
    return FALSE;
  if (kind > CPG_COM_KIND_DUAL)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "%d is no CpgComKind", (int) kind);
      return FALSE;
    }

  g_type_set_qdata (iface, kind_quark (), GINT_TO_POINTER (kind));
  return TRUE;
}

/**
 * cpg_com_interface_get_kind:
 * @iface: the type of an outgoing interface
 *
 * Gives what cpg_com_interface_set_kind() told.
 *
 * Returns: the kind
 *
 * Since: 1.0
 */
CpgComKind
cpg_com_interface_get_kind (GType iface)
{
  if (!G_TYPE_IS_INTERFACE (iface))
    return CPG_COM_KIND_CUSTOM;

  return GPOINTER_TO_INT (g_type_get_qdata (iface, kind_quark ()));
}

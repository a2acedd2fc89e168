/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/cpg-version-macros.h>

G_BEGIN_DECLS

/**
 * CpgComKind:
 * @CPG_COM_KIND_CUSTOM: it derives from `IUnknown` and is called through its
 *   vtable
 * @CPG_COM_KIND_DISPATCH: a `dispinterface`: a pointer to it is an
 *   `IDispatch`, and it is called through `Invoke` by its DISPIDs
 * @CPG_COM_KIND_DUAL: it derives from `IDispatch` and is called through its
 *   vtable, after the functions of `IDispatch`
 *
 * What an outgoing interface is in COM.
 *
 * Since: 1.0
 */
typedef enum {
  CPG_COM_KIND_CUSTOM,
  CPG_COM_KIND_DISPATCH,
  CPG_COM_KIND_DUAL
} CpgComKind;

CPG_AVAILABLE_IN_ALL
gboolean   cpg_com_interface_set_kind (GType        iface,
                                       CpgComKind   kind,
                                       GError     **error);
CPG_AVAILABLE_IN_ALL
CpgComKind cpg_com_interface_get_kind (GType        iface);

G_END_DECLS

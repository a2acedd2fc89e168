/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/interfaces/cpg-connection-point-container.h>

G_BEGIN_DECLS

#define CPG_TYPE_CONNECTABLE (cpg_connectable_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_DERIVABLE_TYPE (CpgConnectable, cpg_connectable, CPG, CONNECTABLE, GObject)

/**
 * CpgConnectableClass:
 * @parent_class: the parent
 *
 * The class of #CpgConnectable, to derive from.
 *
 * Since: 1.0
 */
struct _CpgConnectableClass
{
  GObjectClass parent_class;

  /*< private >*/
  gpointer padding[8];
};

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-dialect.h>
#include <cpglib/interfaces/cpg-connection-point-container.h>

G_BEGIN_DECLS

#define CPG_TYPE_COM_OBJECT (cpg_com_object_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_DERIVABLE_TYPE (CpgComObject, cpg_com_object, CPG, COM_OBJECT, GObject)

/**
 * CpgComObjectClass:
 * @parent_class: the parent
 *
 * The class of #CpgComObject. Its subclasses are those that cpg_com_import()
 * makes.
 *
 * Since: 1.0
 */
struct _CpgComObjectClass
{
  GObjectClass parent_class;

  /*< private >*/
  gpointer padding[8];
};

CPG_AVAILABLE_IN_ALL
CpgComObject        *cpg_com_import             (gpointer              unknown,
                                                 const CpgComDialect  *dialect,
                                                 GError              **error);
CPG_AVAILABLE_IN_ALL
CpgComObject        *cpg_com_import_address     (guint64               address,
                                                 const CpgComDialect  *dialect,
                                                 GError              **error);
CPG_AVAILABLE_IN_ALL
gpointer             cpg_com_object_get_unknown (CpgComObject         *self);
CPG_AVAILABLE_IN_ALL
guint64              cpg_com_object_get_address (CpgComObject         *self);
CPG_AVAILABLE_IN_ALL
const CpgComDialect *cpg_com_object_get_dialect (CpgComObject         *self);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/com/cpg-com-dialect.h>

G_BEGIN_DECLS

CPG_AVAILABLE_IN_ALL
gpointer cpg_com_export               (GObject              *object,
                                       const CpgComDialect  *dialect,
                                       GError              **error);
CPG_AVAILABLE_IN_ALL
guint64  cpg_com_export_address       (GObject              *object,
                                       const CpgComDialect  *dialect,
                                       GError              **error);
CPG_AVAILABLE_IN_ALL
void     cpg_com_release              (gpointer              unknown,
                                       const CpgComDialect  *dialect);
CPG_AVAILABLE_IN_ALL
gboolean cpg_com_release_address      (guint64               address,
                                       const CpgComDialect  *dialect,
                                       GError              **error);
CPG_AVAILABLE_IN_ALL
gpointer cpg_com_peek_unknown         (GObject              *object,
                                       const CpgComDialect **dialect);
CPG_AVAILABLE_IN_ALL
guint64  cpg_com_peek_unknown_address (GObject              *object,
                                       const CpgComDialect **dialect);

G_END_DECLS

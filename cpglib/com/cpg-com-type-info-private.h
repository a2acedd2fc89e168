/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-dialect-private.h>
#include <cpglib/contract/cpg-outgoing-interface.h>

G_BEGIN_DECLS

/* ITypeInfo of what is exported. Each gives one with a reference. */

/* The class: a coclass whose interfaces are its properties and its sources. */
gpointer cpg_com_type_info_new_for_object     (GObject              *source,
                                               const CpgComDialect  *dialect);
/* The properties: a dispinterface of variables. */
gpointer cpg_com_type_info_new_for_properties (GType                 type,
                                               const CpgComDialect  *dialect);
gpointer cpg_com_type_info_new_for_contract   (CpgOutgoingInterface *contract,
                                               const CpgComDialect  *dialect);

G_END_DECLS

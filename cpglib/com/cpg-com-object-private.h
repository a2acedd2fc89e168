/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-object.h>

G_BEGIN_DECLS

/* (transfer full): the name of a property of the COM object, or its DISPID as text */
char *cpg_com_object_dup_property_name (CpgComObject *self,
                                        gint32        dispid);

G_END_DECLS

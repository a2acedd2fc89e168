/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-dialect-private.h>

G_BEGIN_DECLS

/* Objects that cross, as arguments and in VARIANTs. What was exported comes back
 * as itself, and so does what was imported. */

/* (transfer full): an IUnknown */
gpointer  cpg_com_wrap_object   (GObject              *object,
                                 const CpgComDialect  *dialect,
                                 GError              **error);
/* (transfer full): the object behind an interface */
GObject  *cpg_com_unwrap_object (gpointer              unknown,
                                 const CpgComDialect  *dialect,
                                 GError              **error);

/* Lets VARIANTs hold objects; where the first COM object comes in or goes out. */
void      cpg_com_wrap_init     (void);

G_END_DECLS

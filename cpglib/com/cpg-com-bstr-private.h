/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-dialect.h>

G_BEGIN_DECLS

/* BSTR, and wide text without a length, in the units of the dialect. A text in UTF-8 that is not valid, and half of
 * a surrogate pair, become U+FFFD. NULL is the empty text, and gives NULL when it is made. */

gpointer cpg_com_bstr_new          (const CpgComDialect *dialect,
                                    const char          *utf8);
void     cpg_com_bstr_free         (const CpgComDialect *dialect,
                                    gpointer             bstr);

/* (transfer full) (nullable): NULL if half a character is at the end, or a NUL within. */
char    *cpg_com_bstr_to_utf8      (const CpgComDialect *dialect,
                                    gconstpointer        bstr);

/* The same for text that ends with a NUL; make with g_malloc(). */
gpointer cpg_com_wide_from_utf8    (const CpgComDialect *dialect,
                                    const char          *utf8,
                                    gsize               *n_units);
char    *cpg_com_wide_to_utf8      (const CpgComDialect *dialect,
                                    gconstpointer        wide);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-error.h>

G_BEGIN_DECLS

/* The number that an error of %CPG_ERROR has elsewhere, so that it comes back as
 * what it was; 0: none but what its code stands for. */
guint32 cpg_error_get_number (const GError *error);
void    cpg_error_set_number (GError       *error,
                              guint32       number);

G_END_DECLS

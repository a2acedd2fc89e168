/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-hresult.h>

G_BEGIN_DECLS

void cpg_com_set_error (GError     **error,
                        guint32      hresult,
                        const char  *format,
                        ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS

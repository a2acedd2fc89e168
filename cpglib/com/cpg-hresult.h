/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/cpg-version-macros.h>

G_BEGIN_DECLS

CPG_AVAILABLE_IN_ALL
guint32  cpg_error_to_hresult       (const GError *error);
CPG_AVAILABLE_IN_ALL
GError  *cpg_error_new_from_hresult (guint32       hresult);

G_END_DECLS

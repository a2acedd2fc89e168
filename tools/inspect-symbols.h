/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GPtrArray *inspect_symbols_list (const char  *path,
                                 const char  *suffix,
                                 GError     **error);

G_END_DECLS

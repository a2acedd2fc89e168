/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "inspect-contents.h"

G_BEGIN_DECLS

InspectContents *inspect_namespace_load (const char  *name,
                                         gboolean     signals_too,
                                         GError     **error);
InspectContents *inspect_typelib_load   (const char  *path,
                                         gboolean     signals_too,
                                         GError     **error);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "inspect-contents.h"

G_BEGIN_DECLS

InspectContents *inspect_library_load (const char  *path,
                                       gboolean     signals_too,
                                       GError     **error);

G_END_DECLS

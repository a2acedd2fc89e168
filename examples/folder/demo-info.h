/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *demo_info_describe (GFileInfo *info);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int inspect_trace (char     **argv,
                   gboolean   in_colour);

G_END_DECLS

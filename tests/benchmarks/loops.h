/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <fix.h>

G_BEGIN_DECLS

void bench_fire_source  (FixSource *source,
                         guint      n);
void bench_emit_source  (FixSource *source,
                         guint      n);
void bench_add_sinks    (FixSource *source,
                         guint      n);
void bench_add_handlers (FixSource *source,
                         guint      n);

G_END_DECLS

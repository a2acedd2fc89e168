/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/signals/cpg-signal-point-private.h>
#include <cpglib/signals/cpg-sink.h>

G_BEGIN_DECLS

gboolean cpg_sink_leads_to (GObject        *sink,
                            CpgSignalPoint *point);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/signals/cpg-property-notify-sink.h>
#include <cpglib/signals/cpg-signal-point-private.h>

G_BEGIN_DECLS

void cpg_property_notify_watch (GObject        *source,
                                CpgSignalPoint *point,
                                gboolean        is_listened);

G_END_DECLS

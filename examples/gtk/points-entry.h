/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define POINTS_TYPE_ENTRY (points_entry_get_type ())

G_DECLARE_FINAL_TYPE (PointsEntry, points_entry, POINTS, ENTRY, GObject)

PointsEntry *points_entry_new (const char *source,
                               const char *sink,
                               const char *event,
                               const char *thread);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes readable lines of what CPG_DEBUG tells. */
typedef struct _InspectEvents InspectEvents;

InspectEvents *inspect_events_new    (gboolean       in_colour);
void           inspect_events_free   (InspectEvents *self);
char          *inspect_events_format (InspectEvents *self,
                                      const char    *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InspectEvents, inspect_events_free)

G_END_DECLS

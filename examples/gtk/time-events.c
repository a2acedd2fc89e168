/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "time-events.h"

#include <cpglib/cpg.h>

/* What a clock calls on its listeners. */
G_DEFINE_INTERFACE (TimeEvents, time_events, G_TYPE_OBJECT)

static void
time_events_default_init (TimeEventsInterface *iface)
{
  cpg_outgoing_interface_init (TIME_TYPE_EVENTS, NULL);
  cpg_outgoing_interface_add_method (TIME_TYPE_EVENTS, "ticked",
                                     G_STRUCT_OFFSET (TimeEventsInterface, ticked),
                                     1, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     1, "time", G_TYPE_DATE_TIME);
}

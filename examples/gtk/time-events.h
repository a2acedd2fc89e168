/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define TIME_TYPE_EVENTS (time_events_get_type ())

G_DECLARE_INTERFACE (TimeEvents, time_events, TIME, EVENTS, GObject)

struct _TimeEventsInterface
{
  GTypeInterface g_iface;

  void (* ticked) (TimeEvents *self,
                   GDateTime  *time);
};

G_END_DECLS

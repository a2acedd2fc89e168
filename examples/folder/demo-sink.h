/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include "demo-board.h"

G_BEGIN_DECLS

#define DEMO_TYPE_SINK (demo_sink_get_type ())

G_DECLARE_FINAL_TYPE (DemoSink, demo_sink, DEMO, SINK, GObject)

DemoSink *demo_sink_new (DemoListener *listener);

G_END_DECLS

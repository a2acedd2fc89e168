/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

#include "demo-board.h"

G_BEGIN_DECLS

typedef struct _DemoChild DemoChild;

typedef void (* DemoChildFunc) (DemoChild *self,
                                gpointer   data);

DemoChild *demo_child_new          (DemoListener        *listener,
                                    DemoBoard           *board,
                                    const char * const  *argv,
                                    DemoChildFunc        state_changed,
                                    gpointer             data,
                                    GError             **error);
void       demo_child_free         (DemoChild           *self);
gboolean   demo_child_is_ready     (DemoChild           *self);
gboolean   demo_child_has_ended    (DemoChild           *self);
void       demo_child_finish       (DemoChild           *self);
void       demo_child_kill         (DemoChild           *self);

G_END_DECLS

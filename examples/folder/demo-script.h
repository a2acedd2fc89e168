/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

#include "demo-board.h"

G_BEGIN_DECLS

typedef struct _DemoScript DemoScript;

typedef void (* DemoScriptFunc) (DemoScript *self,
                                 gpointer    data);

DemoScript *demo_script_new           (DemoBoard      *board,
                                       GError        **error);
void        demo_script_free          (DemoScript     *self);
GFile      *demo_script_get_directory (DemoScript     *self);
void        demo_script_run           (DemoScript     *self,
                                       DemoScriptFunc  done,
                                       gpointer        data);
void        demo_script_stop          (DemoScript     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoScript, demo_script_free)

G_END_DECLS

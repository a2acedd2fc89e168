/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "demo-board.h"
#include "folder-watch.h"

G_BEGIN_DECLS

void demo_handlers_connect (FolderWatch  *watch,
                            DemoListener *listener);

G_END_DECLS

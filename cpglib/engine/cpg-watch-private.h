/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Called once, in the thread that disposes of the object. */
typedef void (* CpgWatchFunc) (gpointer data);

/* The caller of both holds @object. */
void cpg_watch_add    (GObject        *object,
                       CpgWatchFunc    func,
                       gpointer        data,
                       GDestroyNotify  release);
void cpg_watch_remove (GObject        *object,
                       gpointer        data);

G_END_DECLS

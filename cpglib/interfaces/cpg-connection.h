/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/interfaces/cpg-connection-point.h>

G_BEGIN_DECLS

#define CPG_TYPE_CONNECTION (cpg_connection_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (CpgConnection, cpg_connection, CPG, CONNECTION, GObject)

CPG_AVAILABLE_IN_ALL
CpgConnection      *cpg_connection_new         (CpgConnectionPoint *point,
                                                GObject            *sink,
                                                guint               cookie,
                                                CpgAdviseFlags      flags);
CPG_AVAILABLE_IN_ALL
guint               cpg_connection_get_cookie  (CpgConnection      *self);
CPG_AVAILABLE_IN_ALL
GObject            *cpg_connection_get_sink    (CpgConnection      *self);
CPG_AVAILABLE_IN_ALL
CpgConnectionPoint *cpg_connection_get_point   (CpgConnection      *self);
CPG_AVAILABLE_IN_ALL
CpgAdviseFlags      cpg_connection_get_flags   (CpgConnection      *self);
CPG_AVAILABLE_IN_ALL
gboolean            cpg_connection_get_blocked (CpgConnection      *self);
CPG_AVAILABLE_IN_ALL
guint64             cpg_connection_get_n_delivered (CpgConnection  *self);
CPG_AVAILABLE_IN_ALL
guint64             cpg_connection_get_n_dropped   (CpgConnection  *self);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-dialect.h>
#include <cpglib/signals/cpg-sink.h>

G_BEGIN_DECLS

CPG_AVAILABLE_IN_ALL
gpointer cpg_com_sink_new         (GType                 iface,
                                   const CpgComDialect  *dialect,
                                   CpgSink             **sink,
                                   GError              **error);
CPG_AVAILABLE_IN_ALL
guint64  cpg_com_sink_new_address (GType                 iface,
                                   const CpgComDialect  *dialect,
                                   CpgSink             **sink,
                                   GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-invocation.h>
#include <cpglib/contract/cpg-outgoing-interface.h>
#include <cpglib/interfaces/cpg-connection-point.h>

G_BEGIN_DECLS

#define CPG_TYPE_SINK (cpg_sink_get_type ())

typedef struct _CpgSink CpgSink;
typedef struct _CpgSinkClass CpgSinkClass;

CPG_AVAILABLE_IN_ALL
GType                 cpg_sink_get_type        (void) G_GNUC_CONST;

#define CPG_SINK(obj)    (G_TYPE_CHECK_INSTANCE_CAST ((obj), CPG_TYPE_SINK, CpgSink))
#define CPG_IS_SINK(obj) (G_TYPE_CHECK_INSTANCE_TYPE ((obj), CPG_TYPE_SINK))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpgSink, g_object_unref)

CPG_AVAILABLE_IN_ALL
CpgSink              *cpg_sink_new             (GType         iface);
CPG_AVAILABLE_IN_ALL
CpgSink              *cpg_sink_try_new         (GType         iface,
                                                GError      **error);
CPG_AVAILABLE_IN_ALL
CpgSink              *cpg_sink_new_relay       (CpgConnectionPoint  *target,
                                                GError             **error);
CPG_AVAILABLE_IN_ALL
CpgOutgoingInterface *cpg_sink_get_interface   (CpgSink      *self);
CPG_AVAILABLE_IN_ALL
const char           *cpg_sink_get_signal_name (CpgSink      *self,
                                                CpgMethod    *method);

CPG_AVAILABLE_IN_ALL
guint                 cpg_advise               (GObject      *source,
                                                GObject      *sink,
                                                GType         iface,
                                                GError      **error);
CPG_AVAILABLE_IN_ALL
gboolean              cpg_unadvise             (GObject      *source,
                                                GType         iface,
                                                guint         cookie,
                                                GError      **error);

G_END_DECLS

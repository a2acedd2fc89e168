/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/interfaces/cpg-connection-point.h>

G_BEGIN_DECLS

#define CPG_TYPE_SIGNAL_POINT (cpg_signal_point_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (CpgSignalPoint, cpg_signal_point, CPG, SIGNAL_POINT, GObject)

CPG_AVAILABLE_IN_ALL
CpgConnectionPoint *cpg_signal_point_peek            (gpointer         source,
                                                      GType            iface);
CPG_AVAILABLE_IN_ALL
const char         *cpg_signal_point_get_signal_name (CpgSignalPoint  *self,
                                                      CpgMethod       *method);
CPG_AVAILABLE_IN_ALL
gboolean            cpg_signal_point_fire            (CpgSignalPoint  *self,
                                                      const char      *method,
                                                      const GValue    *args,
                                                      guint            n_args,
                                                      GValue          *answer,
                                                      GError         **error);
CPG_AVAILABLE_IN_ALL
GArray             *cpg_signal_point_fire_collect    (CpgSignalPoint  *self,
                                                      const char      *method,
                                                      const GValue    *args,
                                                      guint            n_args,
                                                      GError         **error);

G_END_DECLS

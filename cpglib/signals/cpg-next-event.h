/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-invocation.h>
#include <cpglib/interfaces/cpg-connection-point.h>

G_BEGIN_DECLS

CPG_AVAILABLE_IN_ALL
void           cpg_connection_point_next_event_async  (CpgConnectionPoint   *self,
                                                       const char           *method,
                                                       int                   timeout,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
CPG_AVAILABLE_IN_ALL
CpgInvocation *cpg_connection_point_next_event_finish (CpgConnectionPoint   *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

#define POINTS_TYPE_LOG (points_log_get_type ())

G_DECLARE_FINAL_TYPE (PointsLog, points_log, POINTS, LOG, GObject)

PointsLog  *points_log_new       (guint          length);
GListModel *points_log_get_model (PointsLog     *self);
void        points_log_add       (PointsLog     *self,
                                  const char    *source,
                                  const char    *sink,
                                  CpgInvocation *invocation);
void        points_log_clear     (PointsLog     *self);

G_END_DECLS

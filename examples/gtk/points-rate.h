/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A second's worth of samples, and one to begin with. */
#define POINTS_RATE_SAMPLES 5

/* Makes "so many a second" of a number that only grows. */
typedef struct
{
  gint64  times[POINTS_RATE_SAMPLES];
  guint64 totals[POINTS_RATE_SAMPLES];
  guint   n_samples;
} PointsRate;

double points_rate_add (PointsRate *self,
                        gint64      time,
                        guint64     total);

G_END_DECLS

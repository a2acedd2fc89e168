/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-rate.h"

/* Gives how many a second came between the oldest sample that is kept and this
 * one; @time is in microseconds. */
double
points_rate_add (PointsRate *self,
                 gint64      time,
                 guint64     total)
{
  guint newest = self->n_samples++ % POINTS_RATE_SAMPLES;
  guint oldest = self->n_samples > POINTS_RATE_SAMPLES ? self->n_samples % POINTS_RATE_SAMPLES : 0;

  self->times[newest] = time;
  self->totals[newest] = total;
  if (time <= self->times[oldest])
    return 0;
  return (double) (total - self->totals[oldest]) * G_USEC_PER_SEC / (double) (time - self->times[oldest]);
}

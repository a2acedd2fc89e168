/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

#define TIME_TYPE_CLOCK (time_clock_get_type ())

G_DECLARE_FINAL_TYPE (TimeClock, time_clock, TIME, CLOCK, CpgConnectable)

TimeClock *time_clock_new (void);

G_END_DECLS

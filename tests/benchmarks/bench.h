/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BenchFunc:
 * @n: how often
 * @data: what it works on
 *
 * Does its work @n times over.
 */
typedef void (* BenchFunc) (guint    n,
                            gpointer data);

/**
 * BenchBar:
 * @BENCH_NO_BAR: the figure is there to be read
 * @BENCH_AT_MOST: the figure is to be no higher than the bar
 * @BENCH_AT_LEAST: the figure is to be no lower than the bar
 *
 * What a figure is to be.
 */
typedef enum {
  BENCH_NO_BAR,
  BENCH_AT_MOST,
  BENCH_AT_LEAST
} BenchBar;

#ifndef __GI_SCANNER__

/*
 * BenchWork:
 * @name: what it is called
 * @func: what is timed
 * @data: for the functions
 * @n_parts: how many operations @func does for each time over; 0 for one
 * @prepare: (nullable): done, without being timed, before each time over
 * @restore: (nullable): done, without being timed, after each time over
 *
 * One thing to be timed.
 */
typedef struct {
  const char *name;
  BenchFunc   func;
  gpointer    data;
  guint       n_parts;
  BenchFunc   prepare;
  BenchFunc   restore;
} BenchWork;

void  bench_init           (int              *argc,
                            char           ***argv);
void  bench_use_wall_clock (void);
void  bench_report         (const char       *what,
                            const BenchWork  *first,
                            const BenchWork  *second,
                            BenchBar          kind,
                            double            bar);
void  bench_report_bytes   (const char       *what,
                            const char       *name,
                            double            bytes,
                            BenchBar          kind,
                            double            bar);

#endif /* __GI_SCANNER__ */

void  bench_start          (double            duration,
                            const char       *file_name);
guint bench_size           (guint             n);
void  bench_report_calls   (const char       *what,
                            const char       *first_name,
                            BenchFunc         first_func,
                            gpointer          first_data,
                            const char       *second_name,
                            BenchFunc         second_func,
                            gpointer          second_data,
                            guint             first_parts,
                            guint             second_parts,
                            BenchBar          kind,
                            double            bar);
int   bench_finish         (void);

G_END_DECLS

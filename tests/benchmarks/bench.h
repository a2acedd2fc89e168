/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Does its work @n times over. */
typedef void (* BenchFunc) (gpointer data,
                            guint    n);

/* One thing to be timed. */
typedef struct {
  const char *name;
  BenchFunc   func;
  gpointer    data;
} BenchWork;

/* The three figures that a noisy machine allows to quote. */
typedef struct {
  double min;
  double median;
  double max;
} BenchFigures;

typedef struct {
  BenchFigures first;  /* ns */
  BenchFigures second; /* ns */
  BenchFigures ratio;  /* first / second, pair by pair */
} BenchPair;

void bench_init    (int             *argc,
                    char          ***argv);
void bench_compare (const BenchWork *first,
                    const BenchWork *second,
                    BenchPair       *result);
void bench_report  (const char      *what,
                    const BenchWork *first,
                    const BenchWork *second,
                    double           bar);
int  bench_finish  (void);

G_END_DECLS

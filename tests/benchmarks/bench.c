/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "bench.h"

#include <stdlib.h>

/* Machines are shared and their speed drifts: two works are timed in turn,
 * and each pair gives a ratio. */

#define N_PAIRS 11

static double seconds = 0.02; /* of one timing */
static char *json_name;
static GString *json;

void
bench_init (int    *argc,
            char ***argv)
{
  const GOptionEntry entries[] = {
    { "seconds", 's', 0, G_OPTION_ARG_DOUBLE, &seconds, "How long one timing takes; 0: once", "S" },
    { "json", 'j', 0, G_OPTION_ARG_FILENAME, &json_name, "Write the figures to FILE", "FILE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("%s\n", error->message);
      exit (2);
    }
  json = g_string_new ("[");
  g_print ("%-44s %9s %9s   %s\n", "", "ns", "ns", "ratio: min, median, max");
}

static double
time_once (const BenchWork *work,
           guint            n)
{
  gint64 start = g_get_monotonic_time ();

  work->func (work->data, n);
  return (double) (g_get_monotonic_time () - start) * 1000.0 / n;
}

/* How often the work is to be done for a timing that is long enough. */
static guint
calibrate (const BenchWork *work)
{
  guint n = 1;

  if (seconds <= 0)
    return 1;

  while (n < G_MAXUINT / 4 && time_once (work, n) * n < seconds * 1e9 / 2)
    n *= 2;
  return n;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
set_figures (BenchFigures *figures,
             double       *samples,
             guint         n)
{
  qsort (samples, n, sizeof *samples, compare_doubles);
  figures->min = samples[0];
  figures->median = samples[n / 2];
  figures->max = samples[n - 1];
}

void
bench_compare (const BenchWork *first,
               const BenchWork *second,
               BenchPair       *result)
{
  guint n_first = calibrate (first), n_second = calibrate (second);
  guint n_pairs = seconds > 0 ? N_PAIRS : 1;
  double firsts[N_PAIRS], seconds_[N_PAIRS], ratios[N_PAIRS];

  for (guint i = 0; i < n_pairs; i++)
    {
      firsts[i] = time_once (first, n_first);
      seconds_[i] = time_once (second, n_second);
      ratios[i] = firsts[i] / MAX (seconds_[i], 1e-3);
    }

  set_figures (&result->first, firsts, n_pairs);
  set_figures (&result->second, seconds_, n_pairs);
  set_figures (&result->ratio, ratios, n_pairs);
}

/*
 * bench_report:
 * @bar: what the ratio is to be at most; 0: nothing
 *
 * Compares and prints. Figures never fail a test: they are for people.
 */
void
bench_report (const char      *what,
              const BenchWork *first,
              const BenchWork *second,
              double           bar)
{
  g_autofree char *title = g_strdup_printf ("%s: %s / %s", what, first->name, second->name);
  g_autofree char *verdict = NULL;
  BenchPair pair;

  bench_compare (first, second, &pair);

  if (bar > 0)
    verdict = g_strdup_printf ("  bar %.3g: %s", bar, pair.ratio.median <= bar ? "met" : "MISSED");
  g_print ("%-44s %9.1f %9.1f   %.3f %.3f %.3f%s\n", title, pair.first.median, pair.second.median,
           pair.ratio.min, pair.ratio.median, pair.ratio.max, verdict != NULL ? verdict : "");
  g_string_append_printf (json,
                          "%s\n  {\"what\": \"%s\", \"first\": \"%s\", \"second\": \"%s\", "
                          "\"first_ns\": %.2f, \"second_ns\": %.2f, "
                          "\"ratio\": [%.4f, %.4f, %.4f], \"bar\": %g}",
                          json->len > 1 ? "," : "", what, first->name, second->name,
                          pair.first.median, pair.second.median,
                          pair.ratio.min, pair.ratio.median, pair.ratio.max, bar);
}

int
bench_finish (void)
{
  g_autoptr (GError) error = NULL;
  gboolean written = TRUE;

  g_string_append (json, "\n]\n");
  if (json_name != NULL)
    written = g_file_set_contents (json_name, json->str, (gssize) json->len, &error);
  if (!written)
    g_printerr ("%s\n", error->message);
  g_string_free (json, TRUE);

  return written ? 0 : 1;
}

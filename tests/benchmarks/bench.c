/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "bench.h"

#include <stdlib.h>
#include <time.h>

/* Machines are shared and their speed drifts: two works are timed in turn,
 * and each pair gives a ratio. Figures never fail a test: they are for people. */

#define N_PAIRS 11

/* How many listeners a test that times nothing has at most. */
#define SHORT_SIZE 100

static double seconds = 0.02; /* of one timing */
static clockid_t clock_id = CLOCK_THREAD_CPUTIME_ID;
static char *json_name;       /* (owned) (nullable) */
static GString *json;         /* (owned) */

/* The three figures that a noisy machine allows to quote. */
typedef struct {
  double min;
  double median;
  double max;
} Figures;

/**
 * bench_start:
 * @duration: how many seconds one timing takes; 0: each work is done once
 * @file_name: (nullable) (type filename): where the figures are written
 *
 * Comes before everything else.
 */
void
bench_start (double      duration,
             const char *file_name)
{
  seconds = duration;
  json_name = g_strdup (file_name);
  json = g_string_new ("[");
  g_print ("%-66s %10s %10s   %s\n", "", "first", "second", "ratio: min, median, max");
}

/*
 * bench_init:
 *
 * bench_start() by the options of a program.
 */
void
bench_init (int    *argc,
            char ***argv)
{
  double duration = seconds;
  g_autofree char *file_name = NULL;
  const GOptionEntry entries[] = {
    { "seconds", 's', 0, G_OPTION_ARG_DOUBLE, &duration, "How long one timing takes; 0: once", "S" },
    { "json", 'j', 0, G_OPTION_ARG_FILENAME, &file_name, "Write the figures to FILE", "FILE" },
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
  bench_start (duration, file_name);
}

/**
 * bench_size:
 * @n: how many there are to be
 *
 * A test that times nothing has no use for a million.
 *
 * Returns: how many there are
 */
guint
bench_size (guint n)
{
  return seconds > 0 ? n : MIN (n, SHORT_SIZE);
}

/*
 * bench_use_wall_clock:
 *
 * Counts the time that passes, and not that which the thread runs: what others
 * do on the machine counts too, as does waiting.
 */
void
bench_use_wall_clock (void)
{
  clock_id = CLOCK_MONOTONIC;
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (clock_id, &time);
  return (double) time.tv_sec * 1e9 + (double) time.tv_nsec;
}

/* How many ns @n times over take. */
static double
time_all (const BenchWork *work,
          guint            n)
{
  double total = 0, start;

  if (work->prepare == NULL && work->restore == NULL)
    {
      start = now ();
      work->func (n, work->data);
      return now () - start;
    }

  for (guint i = 0; i < n; i++)
    {
      if (work->prepare != NULL)
        work->prepare (1, work->data);
      start = now ();
      work->func (1, work->data);
      total += now () - start;
      if (work->restore != NULL)
        work->restore (1, work->data);
    }
  return total;
}

static double
time_one (const BenchWork *work,
          guint            n)
{
  return time_all (work, n) / n / MAX (work->n_parts, 1);
}

/* How often the work is to be done for a timing that is long enough. */
static guint
calibrate (const BenchWork *work)
{
  guint n = 1;

  if (seconds <= 0)
    return 1;

  while (n < G_MAXUINT / 4 && time_all (work, n) < seconds * 1e9 / 2)
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

static Figures
sort_figures (double *samples,
              guint   n)
{
  qsort (samples, n, sizeof *samples, compare_doubles);
  return (Figures) { samples[0], samples[n / 2], samples[n - 1] };
}

static void
print_bar (double   figure,
           BenchBar kind,
           double   bar)
{
  gboolean is_met = kind == BENCH_AT_MOST ? figure <= bar : figure >= bar;

  if (kind != BENCH_NO_BAR)
    g_print ("   at %s %g: %s", kind == BENCH_AT_MOST ? "most" : "least", bar, is_met ? "met" : "MISSED");
  g_print ("\n");
}

/* A number that every locale writes alike. */
static void
append_number (const char *name,
               double      number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json, ", \"%s\": %s", name, g_ascii_formatd (text, sizeof text, "%.4f", number));
}

/* The names are the programs' own, and need no escapes. */
static void
append_record (const char *what,
               const char *first,
               const char *second,
               BenchBar    kind,
               double      bar)
{
  g_string_append_printf (json, "%s\n  {\"what\": \"%s\", \"first\": \"%s\"",
                          json->len > 1 ? "," : "", what, first);
  if (second != NULL)
    g_string_append_printf (json, ", \"second\": \"%s\"", second);
  if (kind != BENCH_NO_BAR)
    append_number (kind == BENCH_AT_MOST ? "at_most" : "at_least", bar);
}

/*
 * bench_report:
 * @what: what both are tried with
 *
 * Compares two works and tells the ratio of what they take.
 */
void
bench_report (const char      *what,
              const BenchWork *first,
              const BenchWork *second,
              BenchBar         kind,
              double           bar)
{
  g_autofree char *title = g_strdup_printf ("%s: %s / %s", what, first->name, second->name);
  guint n_first = calibrate (first), n_second = calibrate (second);
  guint n_pairs = seconds > 0 ? N_PAIRS : 1;
  double first_ns[N_PAIRS], second_ns[N_PAIRS], ratios[N_PAIRS];
  Figures first_figures, second_figures, ratio;

  for (guint i = 0; i < n_pairs; i++)
    {
      first_ns[i] = time_one (first, n_first);
      second_ns[i] = time_one (second, n_second);
      ratios[i] = first_ns[i] / MAX (second_ns[i], 1e-3);
    }
  first_figures = sort_figures (first_ns, n_pairs);
  second_figures = sort_figures (second_ns, n_pairs);
  ratio = sort_figures (ratios, n_pairs);

  g_print ("%-66s %7.1f ns %7.1f ns   %.3f %.3f %.3f", title, first_figures.median, second_figures.median,
           ratio.min, ratio.median, ratio.max);
  print_bar (ratio.median, kind, bar);

  append_record (what, first->name, second->name, kind, bar);
  append_number ("first_ns", first_figures.median);
  append_number ("second_ns", second_figures.median);
  append_number ("min", ratio.min);
  append_number ("median", ratio.median);
  append_number ("max", ratio.max);
  g_string_append_c (json, '}');
}

/**
 * bench_report_calls:
 * @what: what both are tried with
 * @first_name: what the first is called
 * @first_func: (scope call) (closure first_data): the first
 * @first_data: for the first
 * @second_name: what the second is called
 * @second_func: (scope call) (closure second_data): the second
 * @second_data: for the second
 * @first_parts: how many operations the first does for each time over
 * @second_parts: how many operations the second does for each time over
 * @kind: what the ratio is to be
 * @bar: what the ratio is to be
 *
 * bench_report() as a script calls it.
 */
void
bench_report_calls (const char *what,
                    const char *first_name,
                    BenchFunc   first_func,
                    gpointer    first_data,
                    const char *second_name,
                    BenchFunc   second_func,
                    gpointer    second_data,
                    guint       first_parts,
                    guint       second_parts,
                    BenchBar    kind,
                    double      bar)
{
  const BenchWork first = { first_name, first_func, first_data, first_parts, NULL, NULL };
  const BenchWork second = { second_name, second_func, second_data, second_parts, NULL, NULL };

  bench_report (what, &first, &second, kind, bar);
}

/*
 * bench_report_bytes:
 * @what: how many there are
 * @name: what takes the memory
 * @bytes: how many bytes each takes
 * @kind: what it is to be
 * @bar: what it is to be
 *
 * Tells a figure that is no ratio.
 */
void
bench_report_bytes (const char *what,
                    const char *name,
                    double      bytes,
                    BenchBar    kind,
                    double      bar)
{
  g_autofree char *title = g_strdup_printf ("%s: %s", what, name);

  g_print ("%-66s %10s %10s   %.1f bytes", title, "", "", bytes);
  print_bar (bytes, kind, bar);

  append_record (what, name, NULL, kind, bar);
  append_number ("bytes", bytes);
  g_string_append_c (json, '}');
}

/**
 * bench_finish:
 *
 * Comes after everything else.
 *
 * Returns: the status to exit with
 */
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
  g_free (json_name);

  return written ? 0 : 1;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fix.h"

/* A program to be traced. Its argument is what it ends with: a number, or the
 * word kill, or the word linger, for a child that keeps stderr open. */
int
main (int    argc,
      char **argv)
{
  const char *end = argc > 1 ? argv[1] : "0";
  FixSource *source = fix_source_new ();
  FixRecorder *sink = fix_recorder_new ();
  FixPlain *deaf = g_object_new (FIX_TYPE_PLAIN, NULL);
  guint cookie = cpg_advise (G_OBJECT (source), G_OBJECT (sink), FIX_TYPE_EVENTS, NULL);

  fix_source_fire_price (source, "A (1), \"Fix(0x1)\"", 12.5);
  fputs ("not of cpglib\n", stderr);
  puts ("on stdout");
  cpg_advise (G_OBJECT (source), G_OBJECT (deaf), FIX_TYPE_EVENTS, NULL);
  g_signal_emit_by_name (source, "other-quiet");
  cpg_unadvise (G_OBJECT (source), FIX_TYPE_EVENTS, cookie, NULL);

  g_object_unref (deaf);
  g_object_unref (sink);
  g_object_unref (source);
  fflush (stdout);

  if (g_str_equal (end, "kill"))
    abort ();
  if (g_str_equal (end, "linger") && fork () == 0)
    {
      /* Until somebody closes what this reads. */
      char byte;

      return read (STDIN_FILENO, &byte, 1) < 0;
    }
  fputs ("no end of line", stderr);
  return atoi (end);
}

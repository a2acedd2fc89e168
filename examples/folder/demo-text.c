/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "demo-text.h"

#include <unistd.h>

static const char * const codes[] = {
  [DEMO_STYLE_PLAIN] = "",
  [DEMO_STYLE_HEADING] = "\033[1m",
  [DEMO_STYLE_GOOD] = "\033[32m",
  [DEMO_STYLE_SECRET] = "\033[33m",
  [DEMO_STYLE_BAD] = "\033[1;31m",
  [DEMO_STYLE_FAINT] = "\033[2m",
};

static gboolean
use_colour (void)
{
  static int use = -1;

  if (use < 0)
    {
      const char *no_color = g_getenv ("NO_COLOR"); /* see no-color.org */

      use = (no_color == NULL || *no_color == '\0') && g_log_writer_supports_color (STDOUT_FILENO);
    }

  return use;
}

gboolean
demo_text_is_utf8 (void)
{
  return g_get_charset (NULL);
}

/* Anyone may make a file whose name commands the terminal. */
char *
demo_text_escape (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isprint (c))
        g_string_append_unichar (escaped, c);
      else if (c == '\n')
        g_string_append (escaped, "\\n");
      else if (c == '\t')
        g_string_append (escaped, "\\t");
      else
        g_string_append_printf (escaped, "\\u%04x", c);
    }

  return g_string_free (escaped, FALSE);
}

static int
columns_of (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

static int
columns (const char *text)
{
  int n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += columns_of (g_utf8_get_char (p));

  return n;
}

void
demo_text_print (const char *text,
                 DemoStyle   style)
{
  gboolean colour = style != DEMO_STYLE_PLAIN && use_colour ();

  g_print ("%s%s%s", colour ? codes[style] : "", text, colour ? "\033[0m" : "");
}

/* Prints @text in a field of @width columns; what is too long loses its end. */
void
demo_text_put (const char *text,
               int         width,
               DemoAlign   align,
               DemoStyle   style)
{
  g_autoptr (GString) fitting = g_string_new (text);
  int pad;

  if (columns (text) > width)
    {
      const char *ellipsis = demo_text_is_utf8 () ? "…" : "...";
      int room = width - columns (ellipsis);
      const char *p = text;

      for (; *p != '\0' && columns_of (g_utf8_get_char (p)) <= room; p = g_utf8_next_char (p))
        room -= columns_of (g_utf8_get_char (p));
      g_string_truncate (fitting, p - text);
      g_string_append (fitting, ellipsis);
    }
  pad = width - columns (fitting->str);

  g_print ("%*s", align == DEMO_ALIGN_RIGHT ? pad : 0, "");
  demo_text_print (fitting->str, style);
  g_print ("%*s", align == DEMO_ALIGN_LEFT ? pad : 0, "");
}

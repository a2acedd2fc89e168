/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "inspect-events.h"

#include <string.h>

/* As GLib prints what cpglib says: maybe the program first, the time, the text. */
#define MESSAGE "^(?:\\([^()]*:\\d+\\): )?cpglib-Message: (\\d\\d:\\d\\d:\\d\\d\\.\\d+): (.*)$"

/* A round, and what becomes of a connection: see contract/cpg-debug.c. */
#define ROUND "^(.*?): ([^ ]+ \\(.*), (\\d+ sinks?)$"
#define CONNECTION "^(.*?): (.*?)\\b(advised|refused|unadvised|lost) (.*)$"

/* An object, or a text in quotes, in which nothing is an object. */
#define OBJECT "\"(?:\\\\.|[^\"\\\\])*\"|([A-Za-z_][\\w+.-]*)\\((0x[0-9a-f]+)\\)"

/* Of classes that a Python script makes. */
#define SCRIPT "__main__+"

#define FAINT "2"
#define GREEN "32"
#define YELLOW "33"
#define CYAN "36"
#define RED "1;31"

struct _InspectEvents
{
  gboolean    in_colour;
  GRegex     *message;
  GRegex     *round;
  GRegex     *connection;
  GRegex     *object;
  GHashTable *numbers; /* (element-type utf8 guint): of objects, Stock(0x5576), and the last one of types, Stock */
};

/* No line is refused because it is no UTF-8. */
static GRegex *
make_regex (const char *pattern)
{
  return g_regex_new (pattern, G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);
}

InspectEvents *
inspect_events_new (gboolean in_colour)
{
  InspectEvents *self = g_new0 (InspectEvents, 1);

  self->in_colour = in_colour;
  self->message = make_regex (MESSAGE);
  self->round = make_regex (ROUND);
  self->connection = make_regex (CONNECTION);
  self->object = make_regex (OBJECT);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
inspect_events_free (InspectEvents *self)
{
  g_regex_unref (self->message);
  g_regex_unref (self->round);
  g_regex_unref (self->connection);
  g_regex_unref (self->object);
  g_hash_table_unref (self->numbers);
  g_free (self);
}

static guint
get_number (InspectEvents *self,
            const char    *object,
            const char    *type)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, object));

  if (number == 0)
    {
      number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, type)) + 1;
      g_hash_table_replace (self->numbers, g_strdup (type), GUINT_TO_POINTER (number));
      g_hash_table_replace (self->numbers, g_strdup (object), GUINT_TO_POINTER (number));
    }
  return number;
}

static gboolean
replace_object (const GMatchInfo *match,
                GString          *result,
                gpointer          data)
{
  g_autofree char *all = g_match_info_fetch (match, 0);
  g_autofree char *type = g_match_info_fetch (match, 1);

  if (type == NULL || *type == '\0')
    g_string_append (result, all);
  else
    g_string_append_printf (result, "%s#%u", type + (g_str_has_prefix (type, SCRIPT) ? strlen (SCRIPT) : 0),
                            get_number (data, all, type));
  return FALSE;
}

static void
append (InspectEvents *self,
        GString       *text,
        const char    *colour,
        const char    *part)
{
  if (self->in_colour && *part != '\0')
    g_string_append_printf (text, "\033[%sm%s\033[0m", colour, part);
  else
    g_string_append (text, part);
}

static void
append_connection (InspectEvents *self,
                   GString       *text,
                   GMatchInfo    *match)
{
  g_autofree char *source = g_match_info_fetch (match, 1);
  g_autofree char *interface = g_match_info_fetch (match, 2);
  g_autofree char *verb = g_match_info_fetch (match, 3);
  g_autofree char *sink = g_match_info_fetch (match, 4);
  const char *mark = "!";
  const char *colour = RED;

  if (g_str_equal (verb, "advised"))
    {
      mark = "+";
      colour = GREEN;
    }
  else if (!g_str_equal (verb, "refused"))
    {
      mark = "-";
      colour = YELLOW;
    }

  append (self, text, colour, mark);
  g_string_append_printf (text, " %s: %s", source, interface);
  append (self, text, colour, verb);
  g_string_append_printf (text, " %s", sink);
}

static void
append_round (InspectEvents *self,
              GString       *text,
              GMatchInfo    *match)
{
  g_autofree char *source = g_match_info_fetch (match, 1);
  g_autofree char *call = g_match_info_fetch (match, 2);
  g_autofree char *sinks = g_match_info_fetch (match, 3);
  char *space = strchr (call, ' ');

  *space = '\0';
  append (self, text, CYAN, ">");
  g_string_append_printf (text, " %s: ", source);
  append (self, text, CYAN, call);
  g_string_append_printf (text, " %s, ", space + 1);
  append (self, text, FAINT, sinks);
}

/*
 * inspect_events_format:
 * @line: a line that a program wrote
 *
 * Makes `+ Stock#1: StockEvents advised Log#1, cookie 1` of a line that tells of
 * a connection, and `> Stock#1: StockEvents.price-changed (price=12.5), 1 sink`
 * of one that tells of a round, with the time before it.
 *
 * Returns: (transfer full) (nullable): the line, or %NULL if it is of somebody
 *   else
 */
char *
inspect_events_format (InspectEvents *self,
                       const char    *line)
{
  g_autoptr (GMatchInfo) message = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *time = NULL;
  g_autofree char *raw = NULL;
  g_autofree char *said = NULL;
  GString *text;

  if (!g_regex_match (self->message, line, 0, &message))
    return NULL;

  time = g_match_info_fetch (message, 1);
  raw = g_match_info_fetch (message, 2);
  said = g_regex_replace_eval (self->object, raw, -1, 0, 0, replace_object, self, NULL);
  text = g_string_new (NULL);
  append (self, text, FAINT, time);
  g_string_append_c (text, ' ');

  if (g_regex_match (self->round, said, 0, &match))
    {
      append_round (self, text, match);
    }
  else
    {
      g_clear_pointer (&match, g_match_info_unref);
      if (g_regex_match (self->connection, said, 0, &match))
        append_connection (self, text, match);
      else
        g_string_append (text, said); /* something else that cpglib has to say */
    }
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "inspect-json.h"

void
inspect_json_init (InspectJson *self)
{
  self->text = g_string_new (NULL);
  self->depth = 0;
  self->is_empty = TRUE;
}

/* (transfer full): the text. */
char *
inspect_json_finish (InspectJson *self)
{
  g_string_append_c (self->text, '\n');
  return g_string_free (self->text, FALSE);
}

static void
append_quoted (GString    *text,
               const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (text, "\\%c", *p);
      else if ((guchar) *p < ' ')
        g_string_append_printf (text, "\\u%04x", (guchar) *p);
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
begin_line (InspectJson *self)
{
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->text, "  ");
}

/* @key: (nullable) */
static void
begin_value (InspectJson *self,
             const char  *key)
{
  if (!self->is_empty)
    g_string_append_c (self->text, ',');
  if (self->depth > 0)
    begin_line (self);
  if (key != NULL)
    {
      append_quoted (self->text, key);
      g_string_append (self->text, ": ");
    }
  self->is_empty = FALSE;
}

void
inspect_json_open (InspectJson *self,
                   const char  *key,
                   char         bracket)
{
  begin_value (self, key);
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->is_empty = TRUE;
}

void
inspect_json_close (InspectJson *self,
                    char         bracket)
{
  self->depth--;
  if (!self->is_empty)
    begin_line (self);
  g_string_append_c (self->text, bracket);
  self->is_empty = FALSE;
}

/* @value: (nullable) */
void
inspect_json_string (InspectJson *self,
                     const char  *key,
                     const char  *value)
{
  begin_value (self, key);
  if (value != NULL)
    append_quoted (self->text, value);
  else
    g_string_append (self->text, "null");
}

void
inspect_json_int (InspectJson *self,
                  const char  *key,
                  int          value)
{
  begin_value (self, key);
  g_string_append_printf (self->text, "%d", value);
}

void
inspect_json_bool (InspectJson *self,
                   const char  *key,
                   gboolean     value)
{
  begin_value (self, key);
  g_string_append (self->text, value ? "true" : "false");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-text.h"

/* U+202F, a narrow blank that keeps the digits together. */
#define GROUP_SEPARATOR "\342\200\257"

static void
append_value (GString      *text,
              const GValue *value)
{
  if (G_VALUE_HOLDS_DOUBLE (value))
    {
      g_string_append_printf (text, "%.2f", g_value_get_double (value));
    }
  else if (G_VALUE_HOLDS_STRING (value))
    {
      const char *string = g_value_get_string (value);

      g_string_append (text, string != NULL ? string : "nothing");
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_DATE_TIME))
    {
      g_autofree char *time = g_date_time_format (g_value_get_boxed (value), "%H:%M:%S");

      g_string_append (text, time);
    }
  else if (G_VALUE_HOLDS_OBJECT (value))
    {
      GObject *object = g_value_get_object (value);

      g_string_append (text, object != NULL ? G_OBJECT_TYPE_NAME (object) : "nothing");
    }
  else
    {
      g_autofree char *contents = g_strdup_value_contents (value);

      g_string_append (text, contents);
    }
}

/* "price-changed  ACME, 12.50" */
char *
points_text_of_call (CpgInvocation *invocation)
{
  GString *text = g_string_new (cpg_method_get_name (cpg_invocation_get_method (invocation)));

  for (guint i = 0; i < cpg_invocation_get_n_arguments (invocation); i++)
    {
      g_string_append (text, i == 0 ? "  " : ", ");
      append_value (text, cpg_invocation_get_argument (invocation, i));
    }
  return g_string_free (text, FALSE);
}

char *
points_text_of_flags (CpgAdviseFlags flags)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GFlagsClass) klass = g_type_class_ref (CPG_TYPE_ADVISE_FLAGS);

  for (guint i = 0; i < klass->n_values; i++)
    if (klass->values[i].value != 0 && (flags & klass->values[i].value) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", klass->values[i].value_nick);

  if (text->len == 0)
    g_string_append (text, "plain");
  return g_string_free (text, FALSE);
}

/* With the thousands set apart. */
char *
points_text_of_number (guint64 number)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%" G_GUINT64_FORMAT, number);
  for (gssize i = (gssize) text->len - 3; i > 0; i -= 3)
    g_string_insert (text, i, GROUP_SEPARATOR);
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <math.h>
#include <string.h>

#include <cpglib/contract/cpg-by-ref.h>
#include <cpglib/contract/cpg-guid.h>
#include <cpglib/contract/cpg-method-private.h>
#include <cpglib/contract/cpg-text-private.h>
#include <cpglib/cpg-enum-types.h>

/* How many characters of a long value are shown. */
#define MAX_SHOWN 80

/* A variant beyond this many bytes is not worth to be printed, to be cut. */
#define MAX_VARIANT 16384

/* One character of a quoted text. */
static void
append_char (GString  *text,
             gunichar  c)
{
  switch (c)
    {
    case '"':
      g_string_append (text, "\\\"");
      return;
    case '\\':
      g_string_append (text, "\\\\");
      return;
    case '\n':
      g_string_append (text, "\\n");
      return;
    case '\r':
      g_string_append (text, "\\r");
      return;
    case '\t':
      g_string_append (text, "\\t");
      return;
    default:
      break;
    }

  /* What would begin a new line or turn the text around is shown as a number. */
  if (g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_LINE_SEPARATOR &&
      g_unichar_type (c) != G_UNICODE_PARAGRAPH_SEPARATOR)
    g_string_append_unichar (text, c);
  else
    g_string_append_printf (text, c <= 0xffff ? "\\u%04x" : "\\U%08x", c);
}

/* In quotes, escaped and cut. Nobody promises that it is UTF-8. */
static void
append_string (GString    *text,
               const char *string)
{
  const char *p = string;

  if (string == NULL)
    {
      g_string_append (text, "NULL");
      return;
    }

  g_string_append_c (text, '"');
  for (guint n = 0; *p != '\0' && n < MAX_SHOWN; n++)
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (text, "\\x%02x", *(const guint8 *) p++);
          continue;
        }
      append_char (text, c);
      p = g_utf8_next_char (p);
    }
  g_string_append_c (text, '"');
  if (*p != '\0')
    g_string_append (text, "…");
}

static void
append_strings (GString            *text,
                const char * const *strings)
{
  gsize begin = text->len;

  g_string_append_c (text, '[');
  for (guint i = 0; strings[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      if (text->len - begin > MAX_SHOWN)
        {
          g_string_append (text, "…");
          break;
        }
      append_string (text, strings[i]);
    }
  g_string_append_c (text, ']');
}

/* The shortest text that reads back as the same number. */
static void
append_double (GString *text,
               double   number,
               int      digits,
               int      max_digits)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean is_same = FALSE;

  if (isnan (number))
    {
      g_string_append (text, "nan");
      return;
    }

  for (; !is_same && digits <= max_digits; digits++)
    {
      char format[] = { '%', '.', (char) ('0' + digits / 10), (char) ('0' + digits % 10), 'g', '\0' };
      double read;

      g_ascii_formatd (buffer, sizeof buffer, format, number);
      read = g_ascii_strtod (buffer, NULL);
      is_same = max_digits < 10 ? (float) read == (float) number : read == number;
    }
  g_string_append (text, buffer);
}

static void
append_variant (GString  *text,
                GVariant *variant)
{
  g_autofree char *printed = NULL;
  g_autofree char *cut = NULL;

  if (variant == NULL)
    {
      g_string_append (text, "NULL");
      return;
    }
  if (g_variant_get_size (variant) > MAX_VARIANT)
    {
      g_string_append_printf (text, "GVariant(%.*s, %" G_GSIZE_FORMAT " bytes)", MAX_SHOWN,
                              g_variant_get_type_string (variant), g_variant_get_size (variant));
      return;
    }

  printed = g_variant_print (variant, TRUE);
  if (g_utf8_strlen (printed, -1) <= MAX_SHOWN)
    {
      g_string_append (text, printed);
      return;
    }
  cut = g_utf8_substring (printed, 0, MAX_SHOWN);
  g_string_append (text, cut);
  g_string_append (text, "…");
}

static void
append_enum (GString *text,
             GType    type,
             int      number)
{
  GEnumClass *klass = g_type_class_ref (type);
  const GEnumValue *value = g_enum_get_value (klass, number);

  if (value != NULL)
    g_string_append (text, value->value_nick);
  else
    g_string_append_printf (text, "%d", number);
  g_type_class_unref (klass);
}

/*
 * cpg_flags_to_text:
 *
 * `weak|once`; bits that have no name as a number.
 */
void
cpg_flags_to_text (GString *text,
                   GType    type,
                   guint    flags)
{
  GFlagsClass *klass = g_type_class_ref (type);
  const GFlagsValue *value = g_flags_get_first_value (klass, flags);
  const char *separator = "";

  if (value == NULL && flags == 0)
    g_string_append_c (text, '0');

  for (; value != NULL; value = flags != 0 ? g_flags_get_first_value (klass, flags) : NULL)
    {
      g_string_append_printf (text, "%s%s", separator, value->value_nick);
      separator = "|";
      flags &= ~value->value;
    }
  if (flags != 0)
    g_string_append_printf (text, "%s0x%x", separator, flags);
  g_type_class_unref (klass);
}

/*
 * cpg_instance_to_text:
 * @type: the type of @instance, or %G_TYPE_INVALID if nobody knows it
 * @instance: (nullable): only its address is looked at
 *
 * `FixSource(0x55d0c0ffee00)`.
 */
void
cpg_instance_to_text (GString       *text,
                      GType          type,
                      gconstpointer  instance)
{
  const char *name = g_type_name (type);

  if (instance == NULL)
    g_string_append (text, "NULL");
  else
    g_string_append_printf (text, "%s(0x%" G_GINTPTR_MODIFIER "x)", name != NULL ? name : "?", (guintptr) instance);
}

static void
append_boxed (GString      *text,
              const GValue *value)
{
  gpointer boxed = g_value_get_boxed (value);
  GType type = G_VALUE_TYPE (value);

  if (boxed == NULL)
    {
      g_string_append (text, "NULL");
    }
  else if (type == CPG_TYPE_BY_REF)
    {
      g_string_append_c (text, '&');
      cpg_value_to_text (text, cpg_by_ref_get_value (boxed));
    }
  else if (type == CPG_TYPE_GUID)
    {
      g_autofree char *guid = cpg_guid_to_string (boxed);

      g_string_append (text, guid);
    }
  else if (type == G_TYPE_STRV)
    {
      append_strings (text, boxed);
    }
  else if (type == G_TYPE_VALUE)
    {
      cpg_value_to_text (text, boxed);
    }
  else
    {
      cpg_instance_to_text (text, type, boxed);
    }
}

/*
 * cpg_value_to_text:
 * @value: (nullable): a value, maybe an empty one
 *
 * Appends a value as one readable line: numbers in full, texts quoted, escaped
 * and cut, enums and flags by their nicks, objects as `Type(0x…)`.
 */
void
cpg_value_to_text (GString      *text,
                   const GValue *value)
{
  if (value == NULL || !G_IS_VALUE (value))
    {
      g_string_append (text, "nothing");
      return;
    }

  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_CHAR:
      g_string_append_printf (text, "%d", g_value_get_schar (value));
      break;
    case G_TYPE_UCHAR:
      g_string_append_printf (text, "%u", g_value_get_uchar (value));
      break;
    case G_TYPE_BOOLEAN:
      g_string_append (text, g_value_get_boolean (value) ? "TRUE" : "FALSE");
      break;
    case G_TYPE_INT:
      g_string_append_printf (text, "%d", g_value_get_int (value));
      break;
    case G_TYPE_UINT:
      g_string_append_printf (text, "%u", g_value_get_uint (value));
      break;
    case G_TYPE_LONG:
      g_string_append_printf (text, "%ld", g_value_get_long (value));
      break;
    case G_TYPE_ULONG:
      g_string_append_printf (text, "%lu", g_value_get_ulong (value));
      break;
    case G_TYPE_INT64:
      g_string_append_printf (text, "%" G_GINT64_FORMAT, g_value_get_int64 (value));
      break;
    case G_TYPE_UINT64:
      g_string_append_printf (text, "%" G_GUINT64_FORMAT, g_value_get_uint64 (value));
      break;
    case G_TYPE_ENUM:
      append_enum (text, G_VALUE_TYPE (value), g_value_get_enum (value));
      break;
    case G_TYPE_FLAGS:
      cpg_flags_to_text (text, G_VALUE_TYPE (value), g_value_get_flags (value));
      break;
    case G_TYPE_FLOAT:
      append_double (text, g_value_get_float (value), 6, 9);
      break;
    case G_TYPE_DOUBLE:
      append_double (text, g_value_get_double (value), 15, 17);
      break;
    case G_TYPE_STRING:
      append_string (text, g_value_get_string (value));
      break;
    case G_TYPE_BOXED:
      append_boxed (text, value);
      break;
    case G_TYPE_VARIANT:
      append_variant (text, g_value_get_variant (value));
      break;
    case G_TYPE_PARAM:
      if (g_value_get_param (value) != NULL)
        g_string_append_printf (text, "%s(%s)", G_PARAM_SPEC_TYPE_NAME (g_value_get_param (value)),
                                g_value_get_param (value)->name);
      else
        g_string_append (text, "NULL");
      break;
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      {
        gpointer object = g_value_get_object (value);

        cpg_instance_to_text (text, object != NULL ? G_OBJECT_TYPE (object) : G_TYPE_INVALID, object);
      }
      break;
    case G_TYPE_POINTER:
      if (G_VALUE_HOLDS_GTYPE (value))
        g_string_append (text, g_value_get_gtype (value) != G_TYPE_INVALID
                                 ? g_type_name (g_value_get_gtype (value)) : "invalid");
      else
        cpg_instance_to_text (text, G_VALUE_TYPE (value), g_value_get_pointer (value));
      break;
    default:
      g_string_append (text, G_VALUE_TYPE_NAME (value));
      break;
    }
}

/* Names come from programs, and are to be UTF-8 and in one line here. */
static void
append_name (GString    *text,
             const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  g_string_append (text, g_strdelimit (valid, "\n\r", ' '));
}

/*
 * cpg_method_to_text:
 *
 * `before-close (reason: gchararray, cancel: inout gboolean) -> gint (first)`.
 */
void
cpg_method_to_text (GString   *text,
                    CpgMethod *method)
{
  g_string_append_printf (text, "%s (", method->name != NULL ? method->name : "?");
  for (guint i = 0; i < method->n_params; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      append_name (text, method->param_names[i]);
      g_string_append_printf (text, ": %s%s",
                              cpg_method_get_param_direction (method, i) == CPG_DIRECTION_INOUT ? "inout " : "",
                              g_type_name (cpg_method_get_param_value_type (method, i)));
    }
  g_string_append_c (text, ')');

  if (method->name != NULL && cpg_method_has_answer (method))
    {
      g_string_append_printf (text, " -> %s (", g_type_name (method->return_type));
      append_enum (text, CPG_TYPE_COMBINE, (int) method->combine);
      g_string_append_c (text, ')');
    }
}

/*
 * cpg_method_call_to_text:
 * @args: (array): one value for each parameter of @method
 * @answer: (nullable): what it was answered
 *
 * `price-changed (symbol="ACME", price=12.5)`, `may-close () = TRUE`.
 */
char *
cpg_method_call_to_text (CpgMethod    *method,
                         const GValue *args,
                         const GValue *answer)
{
  GString *text = g_string_new (method->name);

  g_string_append (text, " (");
  for (guint i = 0; i < method->n_params; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      append_name (text, method->param_names[i]);
      g_string_append_c (text, '=');
      cpg_value_to_text (text, &args[i]);
    }
  g_string_append_c (text, ')');

  if (answer != NULL && G_IS_VALUE (answer))
    {
      g_string_append (text, " = ");
      cpg_value_to_text (text, answer);
    }
  return g_string_free (text, FALSE);
}

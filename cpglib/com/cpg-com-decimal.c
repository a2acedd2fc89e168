/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <math.h>
#include <string.h>

#include <cpglib/com/cpg-com-decimal-private.h>

#define MAX_SCALE          28
#define CURRENCY_SCALE     4
#define N_LIMBS            3
/* of 2^96, and a few zeros more that a text may begin with */
#define MAX_DIGITS         64
/* Every DECIMAL is smaller. */
#define REAL_LIMIT         1e29

/* The 96 bits, the lowest 32 first. */
static void
get_limbs (const CpgComDecimal *self,
           guint32             *limbs)
{
  limbs[0] = (guint32) self->low;
  limbs[1] = (guint32) (self->low >> 32);
  limbs[2] = self->high;
}

/* Gives the rest. */
static guint32
divide_by_ten (guint32 *limbs)
{
  guint64 rest = 0;

  for (int i = N_LIMBS - 1; i >= 0; i--)
    {
      guint64 part = rest << 32 | limbs[i];

      limbs[i] = (guint32) (part / 10);
      rest = part % 10;
    }
  return (guint32) rest;
}

/* Gives FALSE if it does not fit. */
static gboolean
append_digit (guint32 *limbs,
              guint    digit)
{
  guint64 carry = digit;

  for (guint i = 0; i < N_LIMBS; i++)
    {
      guint64 part = (guint64) limbs[i] * 10 + carry;

      limbs[i] = (guint32) part;
      carry = part >> 32;
    }
  return carry == 0;
}

char *
cpg_com_decimal_to_text (const CpgComDecimal *self)
{
  char digits[MAX_DIGITS];
  guint32 limbs[N_LIMBS];
  guint n = 0, n_zeros = 0;
  GString *text;

  if (self->scale > MAX_SCALE || (self->sign & ~CPG_COM_DECIMAL_NEGATIVE) != 0)
    return NULL;

  get_limbs (self, limbs);
  while (n <= self->scale || (limbs[0] | limbs[1] | limbs[2]) != 0)
    digits[n++] = (char) ('0' + divide_by_ten (limbs));
  while (n_zeros < self->scale && digits[n_zeros] == '0')
    n_zeros++;

  text = g_string_new (self->sign != 0 ? "-" : "");
  while (n > n_zeros)
    {
      if (n == self->scale)
        g_string_append_c (text, '.');
      g_string_append_c (text, digits[--n]);
    }
  return g_string_free (text, FALSE);
}

gboolean
cpg_com_decimal_from_text (CpgComDecimal *self,
                           const char    *text)
{
  guint32 limbs[N_LIMBS] = { 0 };
  gboolean is_negative = *text == '-', has_point = FALSE, has_digits = FALSE;
  gsize length;
  guint scale = 0;

  if (*text == '-' || *text == '+')
    text++;

  /* Zeros at the end of a fraction take no room. */
  length = strlen (text);
  if (memchr (text, '.', length) != NULL)
    while (length > 0 && text[length - 1] == '0')
      {
        has_digits = TRUE;
        length--;
      }

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '.' && !has_point)
        {
          has_point = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (text[i]) || !append_digit (limbs, (guint) (text[i] - '0')))
        return FALSE;
      has_digits = TRUE;
      if (has_point && ++scale > MAX_SCALE)
        return FALSE;
    }
  if (!has_digits)
    return FALSE;

  self->scale = (guint8) scale;
  self->sign = is_negative && (limbs[0] | limbs[1] | limbs[2]) != 0 ? CPG_COM_DECIMAL_NEGATIVE : 0;
  self->high = limbs[2];
  self->low = (guint64) limbs[1] << 32 | limbs[0];
  return TRUE;
}

gboolean
cpg_com_decimal_is_text (const char *text)
{
  gsize n_whole, n_more = 0;

  if (*text == '-' || *text == '+')
    text++;
  n_whole = strspn (text, "0123456789");
  text += n_whole;
  if (*text == '.')
    {
      n_more = strspn (text + 1, "0123456789");
      text += 1 + n_more;
    }
  return *text == '\0' && n_whole + n_more > 0;
}

static double
read_real (const char *text,
           gboolean    is_float)
{
  double real = g_ascii_strtod (text, NULL);

  return is_float ? (double) (float) real : real;
}

char *
cpg_com_decimal_text_of (double   real,
                         gboolean is_float)
{
  char text[MAX_DIGITS];

  if (!(fabs (real) < REAL_LIMIT))
    return NULL;

  /* With no more digits than it takes to be this number again. */
  for (int n = 0; n <= MAX_SCALE; n++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%df", n);
      g_ascii_formatd (text, sizeof text, format, real);
      if (read_real (text, is_float) == real)
        return g_strdup (text);
    }
  return NULL;
}

gboolean
cpg_com_decimal_text_to (const char *text,
                         gboolean    is_float,
                         double     *real)
{
  g_autofree char *again = NULL;

  *real = read_real (text, is_float);
  again = cpg_com_decimal_text_of (*real, is_float);
  return g_strcmp0 (again, text) == 0;
}

char *
cpg_com_currency_to_text (gint64 currency)
{
  CpgComDecimal decimal = { .scale = CURRENCY_SCALE };

  decimal.sign = currency < 0 ? CPG_COM_DECIMAL_NEGATIVE : 0;
  decimal.low = currency < 0 ? -(guint64) currency : (guint64) currency;
  return cpg_com_decimal_to_text (&decimal);
}

gboolean
cpg_com_currency_from_text (gint64     *currency,
                            const char *text)
{
  CpgComDecimal decimal = { 0 };
  guint64 limit = G_MAXINT64;
  guint32 limbs[N_LIMBS];

  if (!cpg_com_decimal_from_text (&decimal, text) || decimal.scale > CURRENCY_SCALE)
    return FALSE;

  get_limbs (&decimal, limbs);
  for (guint i = decimal.scale; i < CURRENCY_SCALE; i++)
    if (!append_digit (limbs, 0))
      return FALSE;

  decimal.low = (guint64) limbs[1] << 32 | limbs[0];
  if (decimal.sign != 0)
    limit++;
  if (limbs[2] != 0 || decimal.low > limit)
    return FALSE;

  *currency = decimal.sign != 0 ? (gint64) -decimal.low : (gint64) decimal.low;
  return TRUE;
}

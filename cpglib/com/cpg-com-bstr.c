/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <cpglib/com/cpg-com-bstr-private.h>
#include <cpglib/com/cpg-com-call-private.h>

#define REPLACEMENT 0xfffdu

static gunichar
get_unit (const CpgComDialect *dialect,
          gconstpointer        wide,
          gsize                index)
{
  guint16 narrow;
  guint32 broad;

  if (dialect->wide_char_size == 1)
    return ((const guint8 *) wide)[index];
  /* The other side need not have aligned it. */
  if (dialect->wide_char_size == 4)
    {
      memcpy (&broad, (const char *) wide + index * 4, 4);
      return broad;
    }
  memcpy (&narrow, (const char *) wide + index * 2, 2);
  return narrow;
}

/* One character, of one unit or two; half a pair is none. */
static gunichar
get_character (const CpgComDialect *dialect,
               gconstpointer        wide,
               gsize                n_units,
               gsize               *index)
{
  gunichar c = get_unit (dialect, wide, (*index)++);

  if (dialect->wide_char_size == 2 && c >= 0xd800 && c < 0xdc00 && *index < n_units)
    {
      gunichar low = get_unit (dialect, wide, *index);

      if (low >= 0xdc00 && low < 0xe000)
        {
          (*index)++;
          return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        }
    }
  /* Not g_unichar_validate(), which has doubts about some that may be. */
  return (c >= 0xd800 && c < 0xe000) || c > 0x10ffff ? REPLACEMENT : c;
}

static char *
units_to_utf8 (const CpgComDialect *dialect,
               gconstpointer        wide,
               gsize                n_units)
{
  gsize n_bytes = 0;
  char *text, *end;

  if (dialect->wide_char_size == 1)
    return memchr (wide, 0, n_units) == NULL ? g_utf8_make_valid (wide, (gssize) n_units) : NULL;

  for (gsize i = 0; i < n_units;)
    {
      gunichar c = get_character (dialect, wide, n_units, &i);

      if (c == 0)
        return NULL;
      n_bytes += c < 0x80 ? 1 : (gsize) g_unichar_to_utf8 (c, NULL);
    }

  text = end = g_malloc (n_bytes + 1);
  for (gsize i = 0; i < n_units;)
    {
      gunichar c = get_character (dialect, wide, n_units, &i);

      if (c < 0x80)
        *end++ = (char) c;
      else
        end += g_unichar_to_utf8 (c, end);
    }
  *end = '\0';
  return text;
}

/*
 * cpg_com_wide_from_utf8:
 * @n_units: (out) (optional): the length, without the NUL
 */
gpointer
cpg_com_wide_from_utf8 (const CpgComDialect *dialect,
                        const char          *utf8,
                        gsize               *n_units)
{
  g_autofree char *valid = g_utf8_make_valid (utf8, -1);
  gpointer wide;
  glong n;

  if (dialect->wide_char_size == 4)
    wide = g_utf8_to_ucs4_fast (valid, -1, &n);
  else if (dialect->wide_char_size == 2)
    wide = g_utf8_to_utf16 (valid, -1, NULL, &n, NULL);
  else
    {
      n = (glong) strlen (valid);
      wide = g_steal_pointer (&valid);
    }

  if (n_units != NULL)
    *n_units = (gsize) n;
  return wide;
}

char *
cpg_com_wide_to_utf8 (const CpgComDialect *dialect,
                      gconstpointer        wide)
{
  gsize n_units = 0;

  if (wide == NULL)
    return g_strdup ("");

  while (get_unit (dialect, wide, n_units) != 0)
    n_units++;
  return units_to_utf8 (dialect, wide, n_units);
}

/* By the function of the other side. */
static gpointer
alloc_theirs (const CpgComDialect *dialect,
              gpointer             wide,
              guint32              n_units)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("ppu");
  void *args[] = { &wide, &n_units };

  return GSIZE_TO_POINTER (cpg_com_call_function (dialect, (gpointer) dialect->alloc_bstr, &signature, args));
}

/* With room for @n_bytes of text, whose NUL is there already. */
static char *
alloc_ours (const CpgComDialect *dialect,
            gsize                n_bytes)
{
  guint32 length = (guint32) n_bytes;
  char *memory;

  if (n_bytes > G_MAXINT32)
    return NULL;
  memory = malloc (dialect->bstr_header_size + n_bytes + dialect->wide_char_size);
  if (memory == NULL)
    return NULL;

  memset (memory, 0, dialect->bstr_header_size);
  if (dialect->bstr_header_size >= sizeof length)
    memcpy (memory + dialect->bstr_header_size - sizeof length, &length, sizeof length);
  memory += dialect->bstr_header_size;
  memset (memory + n_bytes, 0, dialect->wide_char_size);
  return memory;
}

/* Most text is ASCII: it needs no more than the memory. %NULL if this is not. */
static gpointer
widen_ascii (const CpgComDialect *dialect,
             const char          *utf8)
{
  gsize n_units = strlen (utf8);
  char *memory;

  for (gsize i = 0; i < n_units; i++)
    if ((guchar) utf8[i] >= 0x80)
      return NULL;

  memory = alloc_ours (dialect, n_units * 2);
  for (gsize i = 0; i < n_units && memory != NULL; i++)
    {
      guint16 unit = (guchar) utf8[i];

      memcpy (memory + i * 2, &unit, 2);
    }
  return memory;
}

gpointer
cpg_com_bstr_new (const CpgComDialect *dialect,
                  const char          *utf8)
{
  g_autofree gpointer wide = NULL;
  gsize n_units, n_bytes;
  char *memory;

  if (utf8 == NULL)
    return NULL;
  if (dialect->alloc_bstr == NULL && dialect->wide_char_size == 2)
    {
      memory = widen_ascii (dialect, utf8);
      if (memory != NULL)
        return memory;
    }

  wide = cpg_com_wide_from_utf8 (dialect, utf8, &n_units);
  n_bytes = n_units * dialect->wide_char_size;
  if (n_bytes > G_MAXINT32)
    return NULL;
  if (dialect->alloc_bstr != NULL)
    return alloc_theirs (dialect, wide, (guint32) n_units);

  memory = alloc_ours (dialect, n_bytes);
  if (memory != NULL)
    memcpy (memory, wide, n_bytes);
  return memory;
}

void
cpg_com_bstr_free (const CpgComDialect *dialect,
                   gpointer             bstr)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("vp");
  void *args[] = { &bstr };

  if (bstr == NULL)
    return;

  if (dialect->free_bstr != NULL)
    cpg_com_call_function (dialect, (gpointer) dialect->free_bstr, &signature, args);
  else
    free ((char *) bstr - dialect->bstr_header_size);
}

char *
cpg_com_bstr_to_utf8 (const CpgComDialect *dialect,
                      gconstpointer        bstr)
{
  guint32 n_bytes;
  gsize n_units;

  if (bstr == NULL)
    return g_strdup ("");
  if (dialect->bstr_header_size < sizeof n_bytes)
    return cpg_com_wide_to_utf8 (dialect, bstr);

  memcpy (&n_bytes, (const char *) bstr - sizeof n_bytes, sizeof n_bytes);
  if (n_bytes > G_MAXINT32 || n_bytes % dialect->wide_char_size != 0)
    return NULL;

  /* Some count the NUL at the end. */
  n_units = n_bytes / dialect->wide_char_size;
  while (n_units > 0 && get_unit (dialect, bstr, n_units - 1) == 0)
    n_units--;
  return units_to_utf8 (dialect, bstr, n_units);
}

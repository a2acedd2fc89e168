/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-guid.h>

/**
 * SECTION:cpg-guid
 * @title: CpgGuid
 * @short_description: the identifiers of interfaces
 * @see_also: #CpgOutgoingInterface
 *
 * The 16-byte names that COM gives to interfaces.
 */

G_STATIC_ASSERT (sizeof (CpgGuid) == 16);

/* Where the dashes stand in xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx. */
#define GUID_LENGTH 36
#define IS_DASH(i)  ((i) == 8 || (i) == 13 || (i) == 18 || (i) == 23)

/* The name space of cpg_guid_new_for_name():
 * 7b1c6e3a-52d4-5f0e-9a86-c0de1b0dd1e5, in the order of its text. */
static const guint8 name_space[16] = { 0x7b, 0x1c, 0x6e, 0x3a, 0x52, 0xd4, 0x5f, 0x0e,
                                       0x9a, 0x86, 0xc0, 0xde, 0x1b, 0x0d, 0xd1, 0xe5 };

G_DEFINE_BOXED_TYPE (CpgGuid, cpg_guid, cpg_guid_copy, cpg_guid_free)

static CpgGuid *
guid_from_bytes (const guint8 bytes[16])
{
  CpgGuid *guid = g_new (CpgGuid, 1);

  guid->data1 = ((guint32) bytes[0] << 24) | ((guint32) bytes[1] << 16) |
                ((guint32) bytes[2] << 8) | bytes[3];
  guid->data2 = (guint16) ((bytes[4] << 8) | bytes[5]);
  guid->data3 = (guint16) ((bytes[6] << 8) | bytes[7]);
  memcpy (guid->data4, bytes + 8, 8);

  return guid;
}

/**
 * cpg_guid_new:
 * @string: the text of a GUID, with or without braces around it, in upper or
 *   lower case, as `b196b286-bab4-101a-b69c-00aa00341d07`
 * @error: return location for an error
 *
 * Reads a GUID from its text.
 *
 * Returns: (transfer full): the GUID, or %NULL with
 *   %CPG_ERROR_INVALID_ARGUMENT if @string is not the text of a GUID
 *
 * Since: 1.0
 */
CpgGuid *
cpg_guid_new (const char  *string,
              GError     **error)
{
  guint8 bytes[16];
  const char *text = string;
  gsize length, n_digits = 0;

  g_return_val_if_fail (string != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  length = strlen (string);
  if (length == GUID_LENGTH + 2 && string[0] == '{' && string[length - 1] == '}')
    {
      text = string + 1;
      length = GUID_LENGTH;
    }

  if (length != GUID_LENGTH)
    goto invalid;

  for (gsize i = 0; i < GUID_LENGTH; i++)
    {
      int digit;

      if (IS_DASH (i))
        {
          if (text[i] != '-')
            goto invalid;
          continue;
        }

      digit = g_ascii_xdigit_value (text[i]);
      if (digit < 0)
        goto invalid;

      if (n_digits % 2 == 0)
        bytes[n_digits / 2] = (guint8) (digit << 4);
      else
        bytes[n_digits / 2] |= (guint8) digit;
      n_digits++;
    }

  return guid_from_bytes (bytes);

invalid:
  {
    g_autofree char *shown = g_utf8_make_valid (string, -1);

    g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                 "“%.80s” is not a GUID: expected 32 hexadecimal digits as "
                 "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx, with or without braces",
                 shown);
  }
  return NULL;
}

/**
 * cpg_guid_new_for_name:
 * @name: a name, of any form
 *
 * Derives a GUID from a name: version 5 (SHA-1) of RFC 9562 in cpglib's own
 * name space, 7b1c6e3a-52d4-5f0e-9a86-c0de1b0dd1e5. The same name gives the
 * same GUID on every machine and in every version of cpglib.
 *
 * An outgoing interface that is given no IID has the one of its type's name.
 *
 * Returns: (transfer full): the GUID
 *
 * Since: 1.0
 */
CpgGuid *
cpg_guid_new_for_name (const char *name)
{
  g_autoptr (GChecksum) checksum = NULL;
  guint8 digest[20];
  gsize length = sizeof digest;

  g_return_val_if_fail (name != NULL, NULL);

  checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (checksum, name_space, sizeof name_space);
  g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name));
  g_checksum_get_digest (checksum, digest, &length);

  digest[6] = (digest[6] & 0x0f) | 0x50; /* version 5 */
  digest[8] = (digest[8] & 0x3f) | 0x80; /* the variant of RFC 9562 */

  return guid_from_bytes (digest);
}

/**
 * cpg_guid_copy:
 * @guid: a GUID
 *
 * Copies a GUID.
 *
 * Returns: (transfer full): the copy
 *
 * Since: 1.0
 */
CpgGuid *
cpg_guid_copy (const CpgGuid *guid)
{
  g_return_val_if_fail (guid != NULL, NULL);

  return g_memdup2 (guid, sizeof *guid);
}

/**
 * cpg_guid_free:
 * @guid: (nullable) (transfer full): a GUID
 *
 * Frees a GUID that one of cpglib's functions returned as the caller's own.
 *
 * Since: 1.0
 */
void
cpg_guid_free (CpgGuid *guid)
{
  g_free (guid);
}

/**
 * cpg_guid_to_string:
 * @guid: a GUID
 *
 * Prints a GUID: lower case, no braces.
 *
 * Returns: (transfer full): the text, 36 characters
 *
 * Since: 1.0
 */
char *
cpg_guid_to_string (const CpgGuid *guid)
{
  const guint8 *d;

  g_return_val_if_fail (guid != NULL, NULL);

  d = guid->data4;
  return g_strdup_printf ("%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          guid->data1, guid->data2, guid->data3,
                          d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]);
}

/**
 * cpg_guid_equal:
 * @a: a GUID
 * @b: another GUID
 *
 * Compares two GUIDs. Fit for a #GHashTable together with cpg_guid_hash().
 *
 * Returns: %TRUE if they are the same
 *
 * Since: 1.0
 */
gboolean
cpg_guid_equal (const CpgGuid *a,
                const CpgGuid *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return memcmp (a, b, sizeof *a) == 0;
}

/**
 * cpg_guid_hash:
 * @guid: a GUID
 *
 * Hashes a GUID. Fit for a #GHashTable together with cpg_guid_equal().
 *
 * Returns: the hash
 *
 * Since: 1.0
 */
guint
cpg_guid_hash (const CpgGuid *guid)
{
  guint32 words[4];

  g_return_val_if_fail (guid != NULL, 0);

  memcpy (words, guid, sizeof words);
  return words[0] ^ words[1] ^ words[2] ^ words[3];
}

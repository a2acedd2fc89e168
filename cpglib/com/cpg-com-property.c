/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-abi-private.h>
#include <cpglib/com/cpg-com-property-private.h>

GParamSpec **
cpg_com_property_list (GObjectClass *klass,
                       guint        *n)
{
  return g_object_class_list_properties (klass, n);
}

GParamSpec *
cpg_com_property_find (GObjectClass *klass,
                       gint32        dispid)
{
  guint n;
  g_autofree GParamSpec **specs = cpg_com_property_list (klass, &n);

  return dispid > 0 && (guint) dispid <= n ? specs[dispid - 1] : NULL;
}

static gboolean
is_same_name (const char *a,
              const char *b)
{
  while (TRUE)
    {
      while (*a == '-' || *a == '_')
        a++;
      while (*b == '-' || *b == '_')
        b++;
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

gint32
cpg_com_property_find_dispid (GObjectClass *klass,
                              const char   *name)
{
  guint n;
  g_autofree GParamSpec **specs = cpg_com_property_list (klass, &n);

  if (name == NULL)
    return CPG_DISPID_UNKNOWN;
  for (guint i = 0; i < n; i++)
    if (is_same_name (specs[i]->name, name))
      return (gint32) i + 1;

  return CPG_DISPID_UNKNOWN;
}

char *
cpg_com_property_get_name (GParamSpec *spec)
{
  GString *name = g_string_new (NULL);
  gboolean is_first = TRUE;

  for (const char *c = spec->name; *c != '\0'; c++)
    {
      if (*c != '-')
        g_string_append_c (name, is_first ? g_ascii_toupper (*c) : *c);
      is_first = *c == '-';
    }
  return g_string_free (name, FALSE);
}

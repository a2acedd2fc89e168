/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-call-private.h>
#include <cpglib/com/cpg-com-export-private.h>
#include <cpglib/com/cpg-com-object-private.h>
#include <cpglib/com/cpg-com-sink-proxy-private.h>
#include <cpglib/com/cpg-com-variant-private.h>
#include <cpglib/com/cpg-com-wrap-private.h>

gpointer
cpg_com_wrap_object (GObject              *object,
                     const CpgComDialect  *dialect,
                     GError              **error)
{
  gpointer unknown = cpg_com_sink_proxy_ref_foreign (object, dialect);

  if (unknown != NULL)
    return unknown;

  dialect = cpg_com_dialect_intern (dialect, error);
  if (dialect == NULL)
    return NULL;

  /* To a world of another dialect it is a GObject like any other. */
  if (CPG_IS_COM_OBJECT (object) && cpg_com_object_get_dialect (CPG_COM_OBJECT (object)) == dialect)
    unknown = cpg_com_object_get_unknown (CPG_COM_OBJECT (object));
  if (unknown == NULL)
    return cpg_com_export_object (object, dialect);

  cpg_com_add_ref (dialect, unknown);
  return unknown;
}

GObject *
cpg_com_unwrap_object (gpointer              unknown,
                       const CpgComDialect  *dialect,
                       GError              **error)
{
  GObject *object = cpg_com_export_dup_object (unknown);

  return object != NULL ? object : (GObject *) cpg_com_import (unknown, dialect, error);
}

void
cpg_com_wrap_init (void)
{
  static gsize is_done;

  if (g_once_init_enter (&is_done))
    {
      cpg_com_variant_to_unknown = cpg_com_wrap_object;
      cpg_com_variant_to_object = cpg_com_unwrap_object;
      g_once_init_leave (&is_done, 1);
    }
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/cpg-version-macros.h>

G_BEGIN_DECLS

#define CPG_TYPE_GUID (cpg_guid_get_type ())

typedef struct _CpgGuid CpgGuid;

/**
 * CpgGuid:
 * @data1: the first eight digits
 * @data2: the next four digits
 * @data3: the next four digits
 * @data4: the last sixteen digits, in the order they are written
 *
 * A globally unique identifier: the name of an interface (IID) in COM.
 *
 * Its 16 bytes are those of a `GUID` of Windows: the first three fields are
 * numbers in the byte order of the machine. A #CpgGuid is a plain value; it
 * may be copied by assignment and read from any thread.
 *
 * Since: 1.0
 */
struct _CpgGuid
{
  guint32 data1;
  guint16 data2;
  guint16 data3;
  guint8  data4[8];
};

CPG_AVAILABLE_IN_ALL
GType    cpg_guid_get_type     (void) G_GNUC_CONST;
CPG_AVAILABLE_IN_ALL
CpgGuid *cpg_guid_new          (const char     *string,
                                GError        **error);
CPG_AVAILABLE_IN_ALL
CpgGuid *cpg_guid_new_for_name (const char     *name);
CPG_AVAILABLE_IN_ALL
CpgGuid *cpg_guid_copy         (const CpgGuid  *guid);
CPG_AVAILABLE_IN_ALL
void     cpg_guid_free         (CpgGuid        *guid);
CPG_AVAILABLE_IN_ALL
char    *cpg_guid_to_string    (const CpgGuid  *guid);
CPG_AVAILABLE_IN_ALL
gboolean cpg_guid_equal        (const CpgGuid  *a,
                                const CpgGuid  *b);
CPG_AVAILABLE_IN_ALL
guint    cpg_guid_hash         (const CpgGuid  *guid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpgGuid, cpg_guid_free)

G_END_DECLS

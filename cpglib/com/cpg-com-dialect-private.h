/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-dialect.h>

G_BEGIN_DECLS

/* Whether this machine can call and be called as @convention says. */
gboolean             cpg_com_dialect_has_convention (CpgComConvention      convention);

/* The one copy of a dialect that stays: what export and import keep. %NULL
 * with an error if it can't be. */
const CpgComDialect *cpg_com_dialect_intern         (const CpgComDialect  *self,
                                                     GError              **error);

/* Result codes: from those of Windows, and back. */
guint32              cpg_com_dialect_to_result      (const CpgComDialect  *self,
                                                     guint32               standard);
guint32              cpg_com_dialect_from_result    (const CpgComDialect  *self,
                                                     guint32               theirs);

/* Memory that crosses. */
gpointer             cpg_com_dialect_alloc          (const CpgComDialect  *self,
                                                     gsize                 size);
void                 cpg_com_dialect_free_memory    (const CpgComDialect  *self,
                                                     gpointer              memory);

G_END_DECLS

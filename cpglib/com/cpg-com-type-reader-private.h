/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-call-private.h>
#include <cpglib/com/cpg-com-kind.h>
#include <cpglib/contract/cpg-outgoing-interface.h>

G_BEGIN_DECLS

/* What foreign objects say of themselves: their source interfaces, as contracts. */

/* One source interface of an object. */
typedef struct {
  CpgGuid  iid;
  gpointer type_info;   /* (owned) (nullable): ITypeInfo */
  gboolean is_default;
  gboolean is_dispatch; /* its pointers are IDispatch, as far as is known */
} CpgComSourceInfo;

typedef enum {
  CPG_COM_EVIDENCE_NONE,
  CPG_COM_EVIDENCE_VTABLE,
  CPG_COM_EVIDENCE_DISPATCH
} CpgComEvidence;

/* What an object says of all its source interfaces. */
typedef struct {
  const CpgComDialect *dialect;
  GArray              *sources;  /* (owned) (element-type CpgComSourceInfo) */
  gpointer             type_lib; /* (owned) (nullable): ITypeLib */
} CpgComTypeReader;

void                  cpg_com_type_reader_init          (CpgComTypeReader     *self,
                                                         gpointer              unknown,
                                                         const CpgComDialect  *dialect);
void                  cpg_com_type_reader_clear         (CpgComTypeReader     *self);

/* (transfer none) (nullable) */
const CpgComSourceInfo *cpg_com_type_reader_find        (CpgComTypeReader     *self,
                                                         const CpgGuid        *iid);

/* What its pointers are, by whatever tells it best. */
CpgComEvidence        cpg_com_type_reader_get_evidence  (CpgComTypeReader     *self,
                                                         const CpgGuid        *iid);

/* A contract that is registered, also by another thread just now. */
CpgOutgoingInterface *cpg_com_type_reader_find_contract (const CpgGuid        *iid);

/* The contract that type information describes, which is registered from then on. */
CpgOutgoingInterface *cpg_com_type_reader_make_contract (CpgComTypeReader     *self,
                                                         const CpgGuid        *iid,
                                                         GError              **error);

/* (transfer full) (nullable): what IDispatch calls a member */
char                 *cpg_com_type_reader_dup_name      (gpointer              unknown,
                                                         const CpgComDialect  *dialect,
                                                         gint32                dispid);

G_END_DECLS

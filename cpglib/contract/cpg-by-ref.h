/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/contract/cpg-method.h>

G_BEGIN_DECLS

#define CPG_TYPE_BY_REF (cpg_by_ref_get_type ())

typedef struct _CpgByRef CpgByRef;

CPG_AVAILABLE_IN_ALL
GType         cpg_by_ref_get_type       (void) G_GNUC_CONST;
CPG_AVAILABLE_IN_ALL
CpgByRef     *cpg_by_ref_new            (CpgCombine     combine,
                                         GType          type,
                                         ...);
CPG_AVAILABLE_IN_ALL
CpgByRef     *cpg_by_ref_new_value      (const GValue  *value,
                                         CpgCombine     combine,
                                         GError       **error);
CPG_AVAILABLE_IN_ALL
CpgByRef     *cpg_by_ref_ref            (CpgByRef      *self);
CPG_AVAILABLE_IN_ALL
void          cpg_by_ref_unref          (CpgByRef      *self);
CPG_AVAILABLE_IN_ALL
GType         cpg_by_ref_get_value_type (CpgByRef      *self);
CPG_AVAILABLE_IN_ALL
CpgCombine    cpg_by_ref_get_combine    (CpgByRef      *self);
CPG_AVAILABLE_IN_ALL
const GValue *cpg_by_ref_get_value      (CpgByRef      *self);
CPG_AVAILABLE_IN_ALL
gboolean      cpg_by_ref_set_value      (CpgByRef      *self,
                                         const GValue  *value,
                                         GError       **error);
CPG_AVAILABLE_IN_ALL
void          cpg_by_ref_get            (CpgByRef      *self,
                                         ...);
CPG_AVAILABLE_IN_ALL
gboolean      cpg_by_ref_set            (CpgByRef      *self,
                                         ...);
CPG_AVAILABLE_IN_ALL
gboolean      cpg_by_ref_is_set         (CpgByRef      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpgByRef, cpg_by_ref_unref)

G_END_DECLS

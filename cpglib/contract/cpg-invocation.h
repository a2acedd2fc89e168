/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/contract/cpg-method.h>

G_BEGIN_DECLS

#define CPG_TYPE_INVOCATION (cpg_invocation_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (CpgInvocation, cpg_invocation, CPG, INVOCATION, GObject)

CPG_AVAILABLE_IN_ALL
CpgMethod    *cpg_invocation_get_method      (CpgInvocation *self);
CPG_AVAILABLE_IN_ALL
guint         cpg_invocation_get_n_arguments (CpgInvocation *self);
CPG_AVAILABLE_IN_ALL
const GValue *cpg_invocation_get_argument    (CpgInvocation *self,
                                              guint          index);
CPG_AVAILABLE_IN_ALL
const GValue *cpg_invocation_get_answer      (CpgInvocation *self);
CPG_AVAILABLE_IN_ALL
gboolean      cpg_invocation_set_answer      (CpgInvocation *self,
                                              const GValue  *answer,
                                              GError       **error);
CPG_AVAILABLE_IN_ALL
char         *cpg_invocation_to_string       (CpgInvocation *self);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-invocation.h>

G_BEGIN_DECLS

CpgInvocation *cpg_invocation_new        (CpgMethod     *method,
                                          const GValue  *arguments);
CpgInvocation *cpg_invocation_copy_apart (CpgInvocation *self);
gboolean       cpg_value_convert         (const GValue  *from,
                                          GValue        *to);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-by-ref.h>

G_BEGIN_DECLS

CpgByRef *cpg_by_ref_dup (CpgByRef *self);

G_END_DECLS

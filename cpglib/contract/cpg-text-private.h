/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-method.h>

G_BEGIN_DECLS

/* What people read: values, calls and methods as one line of valid UTF-8. */

void  cpg_value_to_text       (GString      *text,
                               const GValue *value);
void  cpg_flags_to_text       (GString      *text,
                               GType         type,
                               guint         flags);
void  cpg_instance_to_text    (GString      *text,
                               GType         type,
                               gconstpointer instance);
void  cpg_method_to_text      (GString      *text,
                               CpgMethod    *method);
char *cpg_method_call_to_text (CpgMethod    *method,
                               const GValue *args,
                               const GValue *answer);

G_END_DECLS

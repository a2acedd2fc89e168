/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

char *points_text_of_call   (CpgInvocation  *invocation);
char *points_text_of_flags  (CpgAdviseFlags  flags);
char *points_text_of_number (guint64         number);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "inspect-contents.h"

G_BEGIN_DECLS

/* Each gives all that is to be printed: (transfer full). */
char *inspect_contents_to_text (InspectContents *self);
char *inspect_contents_to_json (InspectContents *self);
char *inspect_contents_to_idl  (InspectContents *self);

G_END_DECLS

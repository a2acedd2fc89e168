/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* JSON in the making, indented. A key is NULL in a list. */
typedef struct {
  GString *text;
  guint    depth;
  gboolean is_empty; /* nothing is in what is open */
} InspectJson;

void  inspect_json_init   (InspectJson *self);
char *inspect_json_finish (InspectJson *self);

void  inspect_json_open   (InspectJson *self,
                           const char  *key,
                           char         bracket);
void  inspect_json_close  (InspectJson *self,
                           char         bracket);
void  inspect_json_string (InspectJson *self,
                           const char  *key,
                           const char  *value);
void  inspect_json_int    (InspectJson *self,
                           const char  *key,
                           int          value);
void  inspect_json_bool   (InspectJson *self,
                           const char  *key,
                           gboolean     value);

G_END_DECLS

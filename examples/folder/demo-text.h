/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  DEMO_STYLE_PLAIN,
  DEMO_STYLE_HEADING,
  DEMO_STYLE_GOOD,
  DEMO_STYLE_SECRET,
  DEMO_STYLE_BAD,
  DEMO_STYLE_FAINT
} DemoStyle;

typedef enum {
  DEMO_ALIGN_LEFT,
  DEMO_ALIGN_RIGHT
} DemoAlign;

gboolean  demo_text_is_utf8 (void);
char     *demo_text_escape  (const char *text);
void      demo_text_print   (const char *text,
                             DemoStyle   style);
void      demo_text_put     (const char *text,
                             int         width,
                             DemoAlign   align,
                             DemoStyle   style);

G_END_DECLS

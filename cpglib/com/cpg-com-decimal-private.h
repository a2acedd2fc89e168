/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* DECIMAL: a number of 96 bits, divided by a power of ten. In a VARIANT it begins
 * where the VARIANT does. */
typedef struct {
  guint16 reserved;
  guint8  scale;    /* 0 to 28 */
  guint8  sign;     /* 0, or 0x80: negative */
  guint32 high;
  guint64 low;
} CpgComDecimal;

#define CPG_COM_DECIMAL_NEGATIVE 0x80

G_STATIC_ASSERT (sizeof (CpgComDecimal) == 16);

/* Text has an optional sign, digits and an optional point. What comes from text is
 * %FALSE for what does not fit exactly; @reserved stays. */
char     *cpg_com_decimal_to_text    (const CpgComDecimal *self); /* (nullable): NULL if it is none */
gboolean  cpg_com_decimal_from_text  (CpgComDecimal       *self,
                                      const char          *text);
/* Whether it is text of a number, however large. */
gboolean  cpg_com_decimal_is_text    (const char          *text);

/* The number that people see in a double, or in one that was a float: 0.1 is 0.1. A
 * whole number is itself. (nullable): NULL if it is more than a DECIMAL holds. */
char     *cpg_com_decimal_text_of    (double               real,
                                      gboolean             is_float);
/* Back from what to_text() gives: %FALSE if the other would not give it again. */
gboolean  cpg_com_decimal_text_to    (const char          *text,
                                      gboolean             is_float,
                                      double              *real);

/* CY: a number of 64 bits, divided by 10000. */
char     *cpg_com_currency_to_text   (gint64               currency);
gboolean  cpg_com_currency_from_text (gint64              *currency,
                                      const char          *text);

G_END_DECLS

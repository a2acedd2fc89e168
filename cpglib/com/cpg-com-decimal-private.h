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

/* Text has an optional sign, digits and an optional point. All but to_text() give
 * %FALSE for what does not fit exactly; @reserved stays. */
char     *cpg_com_decimal_to_text   (const CpgComDecimal *self); /* (nullable): NULL if it is none */
gboolean  cpg_com_decimal_from_text (CpgComDecimal       *self,
                                     const char          *text);

/* CY: a number of 64 bits, divided by 10000. */
char     *cpg_com_currency_to_text  (gint64               currency);
gboolean  cpg_com_currency_from_text (gint64             *currency,
                                     const char          *text);

G_END_DECLS

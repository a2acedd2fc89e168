/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "com.h"

/* A stock that is a COM object, as if somebody else had made it. */

IUnknown *com_stock_new       (void);
void      com_stock_set_price (IUnknown   *stock,
                               const char *symbol,
                               double      price);
void      com_stock_close     (IUnknown   *stock);

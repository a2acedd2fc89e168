/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

#define STOCK_TYPE_TICKER (stock_ticker_get_type ())

G_DECLARE_FINAL_TYPE (StockTicker, stock_ticker, STOCK, TICKER, CpgConnectable)

StockTicker *stock_ticker_new   (void);
void         stock_ticker_quote (StockTicker *self,
                                 const char  *symbol,
                                 double       price);

G_END_DECLS

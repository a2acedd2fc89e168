/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "stock-ticker.h"

G_BEGIN_DECLS

#define STOCK_STORM_RATE 100000 /* events a second */

#define STOCK_TYPE_STORM (stock_storm_get_type ())

G_DECLARE_FINAL_TYPE (StockStorm, stock_storm, STOCK, STORM, GObject)

StockStorm *stock_storm_new   (StockTicker *ticker);
void        stock_storm_start (StockStorm  *self);
void        stock_storm_stop  (StockStorm  *self);
gboolean    stock_storm_is_on (StockStorm  *self);

G_END_DECLS

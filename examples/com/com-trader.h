/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "com.h"

/* A client that knows COM only, as if somebody else had made it: it connects a sink. */
IConnectionPoint *com_trader_watch (IUnknown         *stock,
                                    guint32          *cookie);
void              com_trader_leave (IConnectionPoint *point,
                                    guint32           cookie);

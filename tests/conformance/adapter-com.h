/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "../c/com-abi.h"

#include "adapter.h"

/* Sources that are exported to COM, and sinks that are COM objects: everything
 * between them goes through vtables, in one calling convention or the other. */
extern const Adapter com_adapters[];
extern const guint n_com_adapters;

/* What a COM sink can do that no other can. */
typedef struct {
  guint32  result;          /* of every method */
  gboolean has_dispatch;    /* IDispatch too; its Invoke is an error */
  gboolean answers_once;    /* to a query for its interface, that is */
  guint    n_queries;       /* so far, but for IUnknown */
} SinkTraits;

SinkTraits   *com_sink_get_traits (gpointer sink);
/* The functions of the convention that the last source was made for. */
const Client *com_get_client      (void);

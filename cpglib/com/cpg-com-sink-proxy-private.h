/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-dialect-private.h>
#include <cpglib/interfaces/cpg-connection-point.h>

G_BEGIN_DECLS

/* What stands for a COM sink: a GObject that implements the contract and calls
 * the sink. One for each Advise. */
#define CPG_TYPE_COM_SINK_PROXY (cpg_com_sink_proxy_get_type ())

typedef struct _CpgComSinkProxy CpgComSinkProxy;
typedef struct _CpgComSinkProxyClass CpgComSinkProxyClass;

GType            cpg_com_sink_proxy_get_type    (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpgComSinkProxy, g_object_unref)

/* Asks the sink for the contract, then for IDispatch. */
CpgComSinkProxy *cpg_com_sink_proxy_new         (CpgOutgoingInterface  *contract,
                                                 const CpgComDialect   *dialect,
                                                 gpointer               sink,
                                                 GError               **error);
/* Advises it; gives the cookie. */
guint            cpg_com_sink_proxy_connect     (CpgComSinkProxy       *self,
                                                 CpgConnectionPoint    *point,
                                                 GError               **error);
/* (transfer full) (nullable): the COM sink, if @sink stands for one in @dialect */
gpointer         cpg_com_sink_proxy_ref_foreign (GObject               *sink,
                                                 const CpgComDialect   *dialect);
/* (transfer none) (nullable): the IUnknown of the COM sink, whatever it speaks */
gpointer         cpg_com_sink_proxy_peek_foreign (GObject             *sink,
                                                  const CpgComDialect **dialect);

G_END_DECLS

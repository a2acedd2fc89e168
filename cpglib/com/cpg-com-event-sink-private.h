/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-kind.h>
#include <cpglib/com/cpg-com-unknown-private.h>
#include <cpglib/signals/cpg-signal-point-private.h>

G_BEGIN_DECLS

/*
 * The COM sinks that cpglib gives to foreign sources: IUnknown and the contract, by
 * its vtable or by IDispatch::Invoke or by both. Its calls are rounds of a connection
 * point, or go to one sink.
 *
 * A source that is of the kind CPG_COM_KIND_DISPATCH gets an IDispatch where it asks
 * for the IID; one of another kind may ask for IDispatch too.
 */
typedef struct _CpgComEventSink CpgComEventSink;

/* Gives what an IUnknown * and a pointer to the interface @iid are at once, with one
 * reference. It does not keep the source of @point. */
gpointer cpg_com_event_sink_new_for_point  (CpgSignalPoint        *point,
                                            CpgComKind             kind,
                                            const CpgGuid         *iid,
                                            const CpgComDialect   *dialect);
/* It keeps @sink. */
gpointer cpg_com_event_sink_new_for_sink   (GObject               *sink,
                                            CpgOutgoingInterface  *contract,
                                            const CpgComDialect   *dialect);

/* From now on each call is told that nobody is here. @iface: what new() gave. */
void     cpg_com_event_sink_detach         (gpointer               iface);

/* Whether the calling thread is in the middle of a call of any of them, the end of which
 * a COM object may be waiting for. */
gboolean cpg_com_event_sink_is_called      (void);

/* What is called for an IID that nobody knows: a method `invoke`, with the DISPID and
 * the arguments. */
CpgOutgoingInterface *cpg_com_event_sink_get_catch_all (const CpgGuid *iid,
                                                        GError       **error);

G_END_DECLS

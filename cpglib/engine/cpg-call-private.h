/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-outgoing-interface-private.h>
#include <cpglib/engine/cpg-table-private.h>

G_BEGIN_DECLS

/* How a method of a C interface is called with values, and how a call of it
 * becomes values: libffi's part of the engine. */
typedef struct _CpgCall CpgCall;

/*
 * CpgCallHandler:
 * @self: what the method was called on
 * @values: (inout): one value for each parameter of the method, after a first
 *   one that is unset and the handler's to use
 * @answer: (nullable): initialised with the method's return type
 *
 * Gets the calls of a C interface made by cpg_call_fill_vtable().
 */
typedef void (* CpgCallHandler) (CpgMethod *method,
                                 gpointer   self,
                                 GValue    *values,
                                 GValue    *answer);

void     cpg_call_fill_vtable (CpgOutgoingInterface *contract,
                               gpointer              vtable,
                               CpgCallHandler        handler);
gpointer cpg_call_get_vtable  (CpgOutgoingInterface *contract,
                               gpointer             *cache,
                               CpgCallHandler        handler);
gpointer cpg_call_get_sender  (CpgMethod            *method);
void     cpg_call_sink        (CpgMethod            *method,
                               gpointer              sink,
                               gpointer              vtable,
                               const GValue         *params);
void     cpg_call_marshal     (GClosure             *closure,
                               GValue               *answer,
                               guint                 n_values,
                               const GValue         *values,
                               gpointer              hint,
                               gpointer              marshal_data);
void     cpg_call_ask_sink    (CpgMethod            *method,
                               gpointer              sink,
                               gpointer              vtable,
                               const GValue         *params,
                               GValue               *answer);
gboolean cpg_call_sinks       (CpgTable             *table,
                               CpgMethod            *method,
                               const GValue         *values,
                               GValue               *answer,
                               GArray               *answers);
void     cpg_call_add_answer  (GArray               *answers,
                               const GValue         *answer);
void     cpg_call_decline     (gpointer              sink);
gboolean cpg_call_is_declined (gpointer              sink);
gboolean cpg_call_combine     (CpgMethod            *method,
                               gboolean              is_first,
                               GValue               *accumulated,
                               const GValue         *answer);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-method-private.h>
#include <cpglib/interfaces/cpg-connection-point.h>

G_BEGIN_DECLS

/* How many calls may wait for a main context, for one connection. */
#define CPG_LINK_MAX_QUEUED 10000

/* What stands in the table in place of a sink that is not owned, or that is
 * called in a main context. Counted by atomic references; any thread may use
 * it at any time. */
typedef struct _CpgLink CpgLink;

/* The arguments of one round, copied once for all who get them later. */
typedef struct _CpgParcel CpgParcel;

CpgLink   *cpg_link_new         (GObject           *point,
                                 GObject           *sink,
                                 gpointer           vtable,
                                 CpgAdviseFlags     flags,
                                 GMainContext      *context);
CpgLink   *cpg_link_ref         (CpgLink           *self);
void       cpg_link_unref       (gpointer           self);
void       cpg_link_set_cookie  (CpgLink           *self,
                                 guint              cookie);
GObject   *cpg_link_ref_sink    (CpgLink           *self);
gboolean   cpg_link_is_direct   (CpgLink           *self);
CpgAdviseFlags cpg_link_get_flags (CpgLink         *self);
void       cpg_link_cancel      (CpgLink           *self);
void       cpg_link_end         (CpgLink           *self);
void       cpg_link_push        (CpgLink           *self,
                                 CpgParcel         *parcel);
void       cpg_link_get_calls   (CpgLink           *self,
                                 guint64           *n_delivered,
                                 guint64           *n_dropped);

CpgParcel *cpg_parcel_new       (CpgMethod         *method,
                                 const GValue      *values);
void       cpg_parcel_unref     (gpointer           self);

G_END_DECLS

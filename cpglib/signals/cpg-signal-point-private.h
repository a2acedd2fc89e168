/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-outgoing-interface-private.h>
#include <cpglib/engine/cpg-mirror-private.h>
#include <cpglib/engine/cpg-table-private.h>
#include <cpglib/signals/cpg-signal-point.h>

G_BEGIN_DECLS

struct _CpgSignalPoint
{
  GObject               parent_instance;

  CpgTable              table;
  CpgOutgoingInterface *contract;   /* (unowned): contracts stay */
  const guint          *signal_ids; /* (unowned) (nullable): of the source's signals, by the
                                     * index of the method, 0 for none; NULL with NO_SIGNALS */
  CpgMirrorSlot         mirrors;

  GMutex                lock;        /* guards the next two; nobody else's code runs under it */
  int                   is_listened; /* (atomic): what the source was told last */
  gboolean              is_telling;  /* a thread is just telling it */
};

CpgSignalPoint *cpg_signal_point_new        (CpgOutgoingInterface  *contract,
                                             const guint           *signal_ids,
                                             GObject               *source);
void            cpg_signal_point_disconnect (CpgSignalPoint        *self);

gboolean        cpg_signal_point_fire_values (CpgSignalPoint       *self,
                                              CpgMethod            *method,
                                              GValue               *values,
                                              GValue               *answer,
                                              GArray               *answers);

gboolean        cpg_signal_point_is_heard    (CpgSignalPoint       *self,
                                              CpgMethod            *method);

/* The class handler of a source's signal. */
GClosure       *cpg_signal_point_new_class_closure (CpgMethod             *method);

/* A signal with the parameters, the answer and the rule of a method. */
guint           cpg_signal_point_new_signal        (const char            *name,
                                                    GType                  type,
                                                    GSignalFlags           flags,
                                                    CpgMethod             *method,
                                                    GClosure              *class_closure);

G_END_DECLS

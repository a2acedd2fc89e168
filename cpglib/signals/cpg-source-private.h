/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/signals/cpg-signal-point-private.h>
#include <cpglib/signals/cpg-source.h>

G_BEGIN_DECLS

/* Of a class whose events come from elsewhere: its properties are not those of
 * GObject. Private, and so far from the public flags. */
#define CPG_OUTGOING_FOREIGN ((CpgOutgoingFlags) (1 << 16))

/* Both give what the source owns and keeps until it is finalized. The first
 * gives NULL if the point is not there yet, the second if it can't be. */
CpgSignalPoint *cpg_source_peek_point (GObject              *object,
                                       CpgOutgoingInterface *contract);
CpgSignalPoint *cpg_source_make_point (GObject              *object,
                                       CpgOutgoingInterface *contract);

/* (transfer full): the point of whatever container. G_TYPE_INVALID stands for
 * the default interface, as does G_TYPE_NONE, which is what scripts can say.
 * What is no container is told as an error. */
CpgConnectionPoint *cpg_source_find_point (GObject  *object,
                                           GType     iface,
                                           GError  **error);

G_END_DECLS

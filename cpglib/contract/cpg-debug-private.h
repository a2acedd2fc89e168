/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-outgoing-interface.h>

G_BEGIN_DECLS

/* What the environment variable CPG_DEBUG asks to be told. */
typedef enum {
  CPG_DEBUG_CONNECTIONS = 1 << 0, /* who connects to whom, and who is refused */
  CPG_DEBUG_EVENTS      = 1 << 1  /* every round, with its arguments, and what kept one from being heard */
} CpgDebugFlags;

/* What became of a connection. */
typedef enum {
  CPG_DEBUG_ADVISED,
  CPG_DEBUG_REFUSED,
  CPG_DEBUG_UNADVISED,
  CPG_DEBUG_LOST  /* it ended without an unadvise */
} CpgDebugWhat;

extern int cpg_debug_flags; /* (atomic): all of them until the variable was read */

gboolean cpg_debug_look       (CpgDebugFlags          flag);
void     cpg_debug_event      (GObject               *source,
                               CpgMethod             *method,
                               const GValue          *args,
                               const GValue          *answer,
                               guint                  n_sinks);
void     cpg_debug_failure    (GObject               *source,
                               CpgOutgoingInterface  *contract,
                               CpgMethod             *method,
                               int                    dispid,
                               const char            *reason);
void     cpg_debug_connection (CpgDebugWhat           what,
                               GType                  source_type,
                               gconstpointer          source,
                               CpgOutgoingInterface  *contract,
                               GType                  sink_type,
                               gconstpointer          sink,
                               guint                  cookie,
                               const char            *detail);

/* Two arguments of cpg_debug_connection(): the type, and the address. */
#define CPG_DEBUG_OBJECT(object) \
  ((object) != NULL ? G_OBJECT_TYPE (object) : G_TYPE_INVALID), (gconstpointer) (object)

/* Whether something is to be told. It is asked on every round: one look at one
 * number, which is zero. */
static inline gboolean
cpg_debug_has (CpgDebugFlags flag)
{
  return G_UNLIKELY ((g_atomic_int_get (&cpg_debug_flags) & (int) flag) != 0) && cpg_debug_look (flag);
}

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/cpg-version-macros.h>

/* The one header of the engine that is public: CPG_FIRE() walks over the
 * sinks in the caller's own code, so that a sink is one virtual call away.
 * Everything here is for that macro alone and no part of the interface. */

#ifndef __GI_SCANNER__

G_BEGIN_DECLS

typedef struct _CpgRound CpgRound;
typedef struct _CpgRoundEntry CpgRoundEntry;

/* One connection, as the table keeps it. */
struct _CpgRoundEntry
{
  /*< private >*/
  gpointer sink;
  gpointer vtable;
  guint    cookie;
  gint     state; /* (atomic): 0 if there is nothing to do but call */
};

/* A walk over the connections of one point, on the stack of who fires. */
struct _CpgRound
{
  /*< private >*/
  const CpgRoundEntry *end;
  CpgRoundEntry        substitute; /* what to call in place of an entry: meanwhile @end is NULL */
  const CpgRoundEntry *next;       /* after the substitute: where the walk goes on */
  const CpgRoundEntry *next_end;   /* and how far */
  gpointer             table;
  gpointer             array;      /* held: the entries stay where they are */
  gpointer             owner;      /* (owned): the source */
  gpointer             kept;       /* (owned): sinks that the array does not hold */
  gpointer             links;      /* (owned): connections that are sent the call */
  gpointer             method;
  gsize                slot;
  int                  combine;
  gboolean             is_emitting;
  gboolean             is_sending;
  gboolean             is_answered;
  gboolean             answer;
  gpointer             padding[4];
};

CPG_AVAILABLE_IN_ALL
const CpgRoundEntry *_cpg_round_begin  (CpgRound            *round,
                                        gpointer             point,
                                        gsize                slot,
                                        gboolean             asks);
CPG_AVAILABLE_IN_ALL
const CpgRoundEntry *_cpg_round_go_on  (CpgRound            *round,
                                        const CpgRoundEntry *entry);
CPG_AVAILABLE_IN_ALL
const CpgRoundEntry *_cpg_round_finish (CpgRound            *round);
CPG_AVAILABLE_IN_ALL
void                 _cpg_round_answer (CpgRound            *round,
                                        const CpgRoundEntry *entry,
                                        gboolean             answer);

/* What is to be called after @entry; NULL ends the round. A sink that changes
 * nothing is passed in registers: the round itself is not written to. */
static inline const CpgRoundEntry *
_cpg_round_next (CpgRound            *round,
                 const CpgRoundEntry *entry)
{
  entry++;
  if (G_LIKELY (entry < round->end && g_atomic_int_get (&entry->state) == 0))
    return entry;

  return _cpg_round_go_on (round, entry);
}

G_END_DECLS

#endif /* __GI_SCANNER__ */

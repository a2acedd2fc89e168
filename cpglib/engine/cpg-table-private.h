/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/engine/cpg-round.h>
#include <cpglib/interfaces/cpg-connection.h>

G_BEGIN_DECLS

typedef struct _CpgArray CpgArray;
typedef struct _CpgTable CpgTable;

/* The connections of one point, in the order in which they were made. Any
 * thread may use it at any time. */
struct _CpgTable
{
  GMutex      lock;        /* guards what follows; nobody else's code runs under it */

  GObject    *point;       /* (unowned): what the table is a part of */
  GObject    *owner;       /* (unowned) (nullable) (atomic to read): the source; NULL once it is gone */
  int         entering;    /* (atomic): threads that pin @owner: it may be disposed, but not freed */
  CpgArray   *array;       /* (owned) (nullable): what a new round walks over */
  CpgArray   *superseded;  /* (owned) (nullable): list of arrays that rounds still hold */
  guint       n_live;      /* (atomic to read) */
  guint       max;
  guint       last_cookie;
  gboolean    sorted;      /* cookies go up, so that they can be searched for */

  void     (* changed) (GObject *point); /* called without the lock after each change */
};

void       cpg_table_init       (CpgTable        *self,
                                 GObject         *point,
                                 GObject         *owner,
                                 void          (* changed) (GObject *point));
void       cpg_table_clear      (CpgTable        *self);
guint      cpg_table_add        (CpgTable        *self,
                                 GObject         *sink,
                                 gpointer         vtable,
                                 CpgAdviseFlags   flags,
                                 GMainContext    *context,
                                 GError         **error);
gboolean   cpg_table_remove     (CpgTable        *self,
                                 guint            cookie,
                                 const char      *why);
gboolean   cpg_table_block      (CpgTable        *self,
                                 guint            cookie,
                                 GError         **error);
gboolean   cpg_table_unblock    (CpgTable        *self,
                                 guint            cookie,
                                 GError         **error);
gboolean   cpg_table_is_blocked (CpgTable        *self,
                                 guint            cookie);
void       cpg_table_disconnect (CpgTable        *self);
GObject   *cpg_table_pin_owner  (CpgTable        *self);
void       cpg_table_unpin_owner (CpgTable       *self);
GObject   *cpg_table_ref_owner  (CpgTable        *self);
gboolean   cpg_table_check_open (CpgTable        *self,
                                 GError         **error);
guint      cpg_table_get_n_live (CpgTable        *self);
guint      cpg_table_get_max    (CpgTable        *self);
gboolean   cpg_table_set_max    (CpgTable        *self,
                                 guint            max);
GPtrArray *cpg_table_snapshot   (CpgTable        *self);
void       cpg_table_get_calls  (CpgTable        *self,
                                 guint            cookie,
                                 guint64         *n_delivered,
                                 guint64         *n_dropped);

/* A round goes on over what it entered, whatever happens to the table. */
gboolean   cpg_table_enter      (CpgTable        *self,
                                 CpgRound        *round);
const CpgRoundEntry *cpg_round_call_only (CpgRound *round,
                                          gpointer  sink,
                                          gpointer  vtable);
void       cpg_round_stop       (CpgRound        *round);
void       cpg_round_send       (CpgRound        *round,
                                 const GValue    *values);

G_END_DECLS

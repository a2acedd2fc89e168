/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "adapter.h"

#define N_SINKS 5

/* What a case begins with: a source that has everything, its point for the
 * events, and good sinks a to e, none of which is advised. */
typedef struct {
  const Adapter *a;
  gpointer       source;
  gpointer       point;
  GString       *journal;              /* what the sinks heard */
  Listener       listeners[N_SINKS];
  gpointer       sinks[N_SINKS];
  guint32        cookies[N_SINKS];     /* 0: not advised */
  guint          n_left;               /* how many times a sink may still act */
} Stage;

typedef struct {
  const char *id;
  void     (* run) (Stage *stage);
} Case;

/* Each list ends with an entry without an ID. */
extern const Case finding_cases[];
extern const Case advising_cases[];
extern const Case enumerator_cases[];
extern const Case round_cases[];
extern const Case property_cases[];

/* Those that are about more than COM has; they run without an adapter. */
typedef struct {
  const char *id;
  void     (* run) (void);
} NativeCase;

extern const NativeCase native_cases[];

void stage_set_up    (Stage         *stage,
                      const Adapter *adapter);
void stage_tear_down (Stage         *stage);

/* Each of these has to work. */
void     stage_advise          (Stage        *stage,
                                guint         sink);
void     stage_advise_first    (Stage        *stage,
                                guint         n);
void     stage_unadvise        (Stage        *stage,
                                guint         sink);
void     stage_replace         (Stage        *stage,
                                guint         sink,
                                SinkKind      kind);
gpointer stage_find            (Stage        *stage,
                                const char   *iid);
gpointer stage_enumerate       (Stage        *stage);
guint    stage_count           (Stage        *stage); /* of the connections, enumerated */
int      stage_ask             (Stage        *stage,
                                EventKind     kind,
                                int           number);

#define assert_result(call, expected) g_assert_cmphex ((call), ==, (expected))

#define assert_heard(stage, expected) \
  G_STMT_START { \
    g_assert_cmpstr ((stage)->journal->str, ==, (expected)); \
    g_string_truncate ((stage)->journal, 0); \
  } G_STMT_END

/* Who hears an event that says nothing, in which order. */
#define assert_round(stage, expected) \
  G_STMT_START { \
    (stage)->a->fire ((stage)->source, &(Event) { EVENT_NOTHING }); \
    assert_heard (stage, expected); \
  } G_STMT_END

/* That a connection is the next one. */
#define assert_next(stage, connections, index) \
  G_STMT_START { \
    Connect _found = { NULL, 0 }; \
    assert_result ((stage)->a->next_connections (connections, 1, &_found, NULL), S_OK); \
    g_assert_true ((stage)->a->same (_found.sink, (stage)->sinks[index])); \
    g_assert_cmpuint (_found.cookie, ==, (stage)->cookies[index]); \
    (stage)->a->release (_found.sink); \
  } G_STMT_END

#define assert_end(stage, connections) \
  G_STMT_START { \
    Connect _found = { NULL, 0 }; \
    guint32 _fetched = 0xdeadbeef; \
    assert_result ((stage)->a->next_connections (connections, 1, &_found, &_fetched), S_FALSE); \
    g_assert_cmpuint (_fetched, ==, 0); \
  } G_STMT_END

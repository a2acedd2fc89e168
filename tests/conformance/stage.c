/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "cases.h"

static void
new_sink (Stage    *stage,
          guint     sink,
          SinkKind  kind)
{
  stage->listeners[sink] = (Listener) {
    .name = (char) ('a' + sink),
    .journal = stage->journal,
    .answer = TRUE,
    .stage = stage
  };
  stage->sinks[sink] = stage->a->new_sink (kind, &stage->listeners[sink]);
}

void
stage_set_up (Stage         *stage,
              const Adapter *adapter)
{
  *stage = (Stage) { .a = adapter, .journal = g_string_new (NULL), .n_left = 1 };
  stage->source = adapter->new_source (SOURCE_FULL);
  stage->point = stage_find (stage, IID_EVENTS);
  for (guint i = 0; i < N_SINKS; i++)
    new_sink (stage, i, SINK_GOOD);
}

/* Nothing is left: whatever a case took it has released, and so has cpglib. */
void
stage_tear_down (Stage *stage)
{
  if (stage->point != NULL)
    stage->a->release (stage->point);
  if (stage->source != NULL)
    stage->a->release (stage->source);
  for (guint i = 0; i < N_SINKS; i++)
    {
      if (stage->sinks[i] != NULL)
        stage->a->release (stage->sinks[i]);
      g_assert_true (stage->listeners[i].is_gone);
    }
  g_assert_cmpuint (stage->a->count_objects (), ==, 0);
  g_string_free (stage->journal, TRUE);
}

void
stage_advise (Stage *stage,
              guint  sink)
{
  assert_result (stage->a->advise (stage->point, stage->sinks[sink], &stage->cookies[sink]), S_OK);
  g_assert_cmpuint (stage->cookies[sink], !=, 0);
}

void
stage_advise_first (Stage *stage,
                    guint  n)
{
  for (guint i = 0; i < n; i++)
    stage_advise (stage, i);
}

void
stage_unadvise (Stage *stage,
                guint  sink)
{
  assert_result (stage->a->unadvise (stage->point, stage->cookies[sink]), S_OK);
  stage->cookies[sink] = 0;
}

/* Puts a sink of another kind in the place of one. */
void
stage_replace (Stage    *stage,
               guint     sink,
               SinkKind  kind)
{
  stage->a->release (stage->sinks[sink]);
  g_assert_true (stage->listeners[sink].is_gone);
  new_sink (stage, sink, kind);
}

gpointer
stage_find (Stage      *stage,
            const char *iid)
{
  gpointer point = NULL;

  assert_result (stage->a->find (stage->source, iid, &point), S_OK);
  g_assert_nonnull (point);
  return point;
}

gpointer
stage_enumerate (Stage *stage)
{
  gpointer connections = NULL;

  assert_result (stage->a->enum_connections (stage->point, &connections), S_OK);
  g_assert_nonnull (connections);
  return connections;
}

guint
stage_count (Stage *stage)
{
  gpointer connections = stage_enumerate (stage);
  Connect found;
  guint n = 0;

  while (stage->a->next_connections (connections, 1, &found, NULL) == S_OK)
    {
      stage->a->release (found.sink);
      n++;
    }
  stage->a->release (connections);
  return n;
}

/* Fires an event that asks, and gives what the answers come to. */
int
stage_ask (Stage     *stage,
           EventKind  kind,
           int        number)
{
  Event event = { kind, .text = "it", .number = number };

  stage->a->fire (stage->source, &event);
  return event.answer;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "cases.h"

/* Enumerators, of connections above all. */

static void
w8 (Stage *stage)
{
  gpointer connections;
  Connect found = { NULL, 0 };
  guint32 fetched = 0xdeadbeef;

  stage_advise (stage, 0);
  connections = stage_enumerate (stage);
  assert_result (stage->a->next_connections (connections, 1, &found, &fetched), S_OK);
  g_assert_cmpuint (fetched, ==, 1);
  g_assert_cmpuint (found.cookie, ==, stage->cookies[0]);
  g_assert_true (stage->a->same (found.sink, stage->sinks[0]));

  /* It is the caller's: nobody else has to hold it. */
  stage->a->release (connections);
  stage_unadvise (stage, 0);
  stage->a->release (stage->sinks[0]);
  stage->sinks[0] = found.sink;
  g_assert_false (stage->listeners[0].is_gone);
  g_assert_cmpuint (stage->a->sink_refs (found.sink), ==, 1);
}

static void
w9 (Stage *stage)
{
  gpointer connections;

  stage_advise (stage, 0);
  connections = stage_enumerate (stage);
  assert_next (stage, connections, 0);
  assert_end (stage, connections);
  assert_end (stage, connections);
  stage->a->release (connections);
}

/* As somebody who fires and has nothing but the enumerator. */
static void
w13 (Stage *stage)
{
  gpointer connections;
  Connect found;
  guint32 fetched;

  stage_advise_first (stage, 3);
  connections = stage_enumerate (stage);
  while (stage->a->next_connections (connections, 1, &found, &fetched) == S_OK)
    {
      g_assert_cmpuint (fetched, ==, 1);
      stage->a->call_sink (found.sink, &(Event) { EVENT_NOTHING });
      stage->a->release (found.sink);
    }
  g_assert_cmpuint (fetched, ==, 0);
  assert_heard (stage, "a b c");
  stage->a->release (connections);
}

static void
c3 (Stage *stage)
{
  g_assert_cmpuint (stage_count (stage), ==, 0);
  stage_advise (stage, 0);
  g_assert_cmpuint (stage_count (stage), ==, 1);
  stage_unadvise (stage, 0);
  g_assert_cmpuint (stage_count (stage), ==, 0);
}

static void
c4 (Stage *stage)
{
  gpointer connections;
  Connect found[2];
  guint32 fetched = 0;

  stage_advise (stage, 2);
  connections = stage_enumerate (stage);
  assert_result (stage->a->next_connections (connections, 2, found, &fetched), S_FALSE);
  g_assert_cmpuint (fetched, ==, 1);
  g_assert_cmpuint (found[0].cookie, ==, stage->cookies[2]);
  g_assert_true (stage->a->sink_is (found[0].sink, IID_EVENTS));
  g_assert_true (stage->a->same (found[0].sink, stage->sinks[2]));
  stage->a->release (found[0].sink);
  stage->a->release (connections);
}

static void
a15 (Stage *stage)
{
  gpointer connections, clone = NULL;

  stage_advise_first (stage, 3);
  connections = stage_enumerate (stage);
  assert_result (stage->a->unadvise (stage->point, stage->cookies[1]), S_OK);
  stage_advise (stage, 3);
  assert_next (stage, connections, 0);
  assert_result (stage->a->clone (connections, &clone), S_OK);

  /* Nobody but the enumerator holds it. */
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[1]), >, 1);
  assert_next (stage, connections, 1);
  assert_next (stage, connections, 2);
  assert_end (stage, connections);
  stage->a->release (connections);
  assert_next (stage, clone, 1);
  stage->a->release (clone);
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[1]), ==, 1);

  connections = stage_enumerate (stage);
  assert_next (stage, connections, 0);
  assert_next (stage, connections, 2);
  assert_next (stage, connections, 3);
  assert_end (stage, connections);
  stage->a->release (connections);
}

/* That the next @n are those from @first on, @count of them. */
static void
assert_several (Stage    *stage,
                gpointer  connections,
                guint     n,
                guint     first,
                guint     count)
{
  Connect found[N_SINKS + 1];
  guint32 fetched = 0xdeadbeef;

  assert_result (stage->a->next_connections (connections, n, found, &fetched), count == n ? S_OK : S_FALSE);
  g_assert_cmpuint (fetched, ==, count);
  for (guint i = 0; i < count; i++)
    {
      g_assert_cmpuint (found[i].cookie, ==, stage->cookies[first + i]);
      g_assert_true (stage->a->same (found[i].sink, stage->sinks[first + i]));
      stage->a->release (found[i].sink);
    }
}

static void
a16 (Stage *stage)
{
  gpointer connections;

  stage_advise_first (stage, 5);
  connections = stage_enumerate (stage);
  assert_several (stage, connections, 0, 0, 0);
  assert_several (stage, connections, 2, 0, 2);
  assert_several (stage, connections, 1, 2, 1);
  assert_several (stage, connections, 6, 3, 2);
  assert_several (stage, connections, 6, 5, 0);
  assert_several (stage, connections, 0, 5, 0);
  stage->a->release (connections);
}

static void
a17 (Stage *stage)
{
  gpointer connections;

  stage_advise_first (stage, 5);
  connections = stage_enumerate (stage);
  assert_result (stage->a->skip (connections, 0), S_OK);
  assert_result (stage->a->skip (connections, 2), S_OK);
  assert_next (stage, connections, 2);
  assert_result (stage->a->skip (connections, 2), S_OK); /* up to the end */
  assert_end (stage, connections);
  assert_result (stage->a->skip (connections, 0), S_OK);
  assert_result (stage->a->skip (connections, 1), S_FALSE);
  assert_result (stage->a->reset (connections), S_OK);
  assert_result (stage->a->skip (connections, 6), S_FALSE);
  assert_end (stage, connections);
  assert_result (stage->a->reset (connections), S_OK);
  assert_result (stage->a->skip (connections, G_MAXUINT32), S_FALSE);
  assert_end (stage, connections);
  stage->a->release (connections);
}

static void
a18 (Stage *stage)
{
  gpointer connections, clone = NULL;

  stage_advise_first (stage, 4);
  connections = stage_enumerate (stage);
  assert_result (stage->a->skip (connections, 2), S_OK);
  assert_result (stage->a->clone (connections, &clone), S_OK);
  g_assert_false (stage->a->same (connections, clone));
  assert_several (stage, clone, 2, 2, 2);
  assert_several (stage, connections, 1, 2, 1);
  assert_result (stage->a->reset (connections), S_OK);
  assert_end (stage, clone);
  assert_several (stage, connections, 4, 0, 4);
  stage->a->release (connections);
  assert_result (stage->a->reset (clone), S_OK);
  assert_several (stage, clone, 4, 0, 4);
  stage->a->release (clone);
}

static void
x7 (Stage *stage)
{
  gpointer connections = NULL;

  assert_result (stage->a->enum_connections (stage->point, &connections), S_OK);
  g_assert_nonnull (connections);
  assert_end (stage, connections);
  assert_result (stage->a->skip (connections, 1), S_FALSE);
  stage->a->release (connections);

  stage_advise_first (stage, 2);
  stage_unadvise (stage, 0);
  stage_unadvise (stage, 1);
  connections = stage_enumerate (stage);
  assert_end (stage, connections);
  stage->a->release (connections);
}

static void
p15 (Stage *stage)
{
  gpointer connections, clone = NULL;

  stage_advise_first (stage, 4);
  stage_unadvise (stage, 1);
  connections = stage_enumerate (stage);
  assert_next (stage, connections, 0);
  assert_result (stage->a->clone (connections, &clone), S_OK);
  assert_result (stage->a->skip (connections, 1), S_OK);
  assert_next (stage, connections, 3);
  assert_end (stage, connections);
  assert_result (stage->a->reset (connections), S_OK);
  assert_next (stage, connections, 0);
  assert_next (stage, clone, 2);
  stage->a->release (clone);
  stage->a->release (connections);

  /* They are the cookies that Unadvise takes. */
  stage_unadvise (stage, 3);
  stage_unadvise (stage, 0);
  stage_unadvise (stage, 2);
}

static void
p18 (Stage *stage)
{
  gpointer points = NULL, found[4], connections;
  guint32 fetched = 0;

  assert_result (stage->a->enum_points (stage->source, &points), S_OK);
  assert_result (stage->a->next_points (points, 4, found, &fetched), S_FALSE);
  g_assert_cmpuint (fetched, ==, 3);
  for (guint i = 0; i < fetched; i++)
    stage->a->release (found[i]);
  assert_result (stage->a->skip (points, 1), S_FALSE);
  assert_result (stage->a->reset (points), S_OK);
  assert_result (stage->a->skip (points, 3), S_OK);
  assert_result (stage->a->next_points (points, 1, found, &fetched), S_FALSE);
  g_assert_cmpuint (fetched, ==, 0);
  stage->a->release (points);

  stage_advise_first (stage, 2);
  connections = stage_enumerate (stage);
  assert_several (stage, connections, 3, 0, 2);
  assert_result (stage->a->reset (connections), S_OK);
  assert_result (stage->a->skip (connections, 3), S_FALSE);
  assert_result (stage->a->reset (connections), S_OK);
  assert_result (stage->a->skip (connections, 2), S_OK);
  stage->a->release (connections);
}

const Case enumerator_cases[] = {
  { "W8", w8 },
  { "W9", w9 },
  { "W13", w13 },
  { "C3", c3 },
  { "C4", c4 },
  { "A15", a15 },
  { "A16", a16 },
  { "A17", a17 },
  { "A18", a18 },
  { "X7", x7 },
  { "P15", p15 },
  { "P18", p18 },
  { NULL, NULL }
};

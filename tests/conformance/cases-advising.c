/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "cases.h"

/* Connections, their cookies, and who holds whom. */

static void
w6 (Stage *stage)
{
  assert_result (stage->a->advise (stage->point, stage->sinks[0], &stage->cookies[0]), S_OK);
  assert_round (stage, "a");
  assert_result (stage->a->unadvise (stage->point, stage->cookies[0]), S_OK);
  assert_round (stage, "");
}

static void
w10 (Stage *stage)
{
  gpointer other = stage_find (stage, IID_OTHER);
  guint32 cookie = 0;

  for (guint i = 0; i < 3; i++)
    {
      assert_result (stage->a->advise (other, stage->sinks[i], &cookie), S_OK);
      stage_advise (stage, i);
      assert_result (stage->a->unadvise (stage->point, cookie), CONNECT_E_NOCONNECTION);
      assert_result (stage->a->unadvise (other, stage->cookies[i]), CONNECT_E_NOCONNECTION);
      assert_result (stage->a->unadvise (other, cookie), S_OK);
    }
  assert_round (stage, "a b c");
  stage->a->release (other);
}

static void
w14 (Stage *stage)
{
  gpointer single = stage->a->new_source (SOURCE_SINGLE), point = NULL;
  guint32 cookie = 0;

  assert_result (stage->a->find (single, IID_EVENTS, &point), S_OK);
  assert_result (stage->a->advise (point, stage->sinks[0], &cookie), S_OK);
  g_assert_cmpuint (cookie, !=, 0);
  assert_result (stage->a->unadvise (point, cookie), S_OK);
  stage->a->release (point);
  stage->a->release (single);
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[0]), ==, 1);
}

static void
w15 (Stage *stage)
{
  for (guint i = 0; i < N_SINKS; i++)
    {
      guint32 cookie = 0;

      assert_result (stage->a->advise (stage->point, stage->sinks[i], &cookie), S_OK);
      g_assert_cmpuint (cookie, !=, 0);
      assert_result (stage->a->unadvise (stage->point, cookie), S_OK);
    }
}

static void
w20 (Stage *stage)
{
  gpointer twin = stage->a->new_source (SOURCE_FULL), point = NULL, connections = NULL;

  stage_advise_first (stage, 2);
  assert_result (stage->a->find (twin, IID_EVENTS, &point), S_OK);
  assert_result (stage->a->enum_connections (point, &connections), S_OK);
  assert_end (stage, connections);
  stage->a->fire (twin, &(Event) { EVENT_NOTHING });
  assert_heard (stage, "");
  assert_round (stage, "a b");
  stage->a->release (connections);
  stage->a->release (point);
  stage->a->release (twin);
}

static void
w25 (Stage *stage)
{
  assert_result (stage->a->unadvise (stage->point, 3), CONNECT_E_NOCONNECTION);
}

static void
w27 (Stage *stage)
{
  guint32 cookie = 0xdeadbeef;

  stage_replace (stage, 0, SINK_LACKING);
  assert_result (stage->a->advise (stage->point, stage->sinks[0], &cookie), CONNECT_E_CANNOTCONNECT);
  g_assert_cmpuint (cookie, ==, 0);
  g_assert_cmpuint (stage_count (stage), ==, 0);
}

static void
w28 (Stage *stage)
{
  guint32 cookie = 0;

  assert_result (stage->a->advise (stage->point, stage->sinks[0], &cookie), S_OK);
  g_assert_cmpuint (cookie, !=, 0);
  assert_result (stage->a->unadvise (stage->point, 0), CONNECT_E_NOCONNECTION);
  assert_result (stage->a->unadvise (stage->point, cookie + 1), CONNECT_E_NOCONNECTION);
  assert_round (stage, "a");
  assert_result (stage->a->unadvise (stage->point, cookie), S_OK);
  assert_round (stage, "");
}

static void
w29 (Stage *stage)
{
  guint n_refs = stage->a->sink_refs (stage->sinks[0]);

  stage_advise (stage, 0);
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[0]), ==, n_refs + 1);
  stage_unadvise (stage, 0);
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[0]), ==, n_refs);
  stage_advise (stage, 0);
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[0]), ==, n_refs + 1);
}

static void
w30 (Stage *stage)
{
  stage_advise_first (stage, 3);
  stage->a->release (stage->point);
  stage->a->release (stage->source);
  stage->point = stage->source = NULL;
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (stage->a->sink_refs (stage->sinks[i]), ==, 1);
}

static void
w33 (Stage *stage)
{
  guint32 cookie = 0xdeadbeef;

  stage_replace (stage, 0, SINK_OTHER);
  assert_result (stage->a->advise (stage->point, stage->sinks[0], &cookie), CONNECT_E_CANNOTCONNECT);
  assert_result (stage->a->unadvise (stage->point, 0xdeadbeef), CONNECT_E_NOCONNECTION);
  stage_advise (stage, 1);
  assert_round (stage, "b");
}

static void
s2 (Stage *stage)
{
  gpointer connections, clone = NULL;
  guint32 cookie;

  stage_advise_first (stage, 2);
  g_assert_cmpuint (stage->cookies[0], !=, stage->cookies[1]);
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[0]), ==, 2);

  connections = stage_enumerate (stage);
  assert_next (stage, connections, 0);
  assert_result (stage->a->clone (connections, &clone), S_OK);
  assert_next (stage, clone, 1);
  assert_result (stage->a->skip (connections, 2), S_FALSE);
  stage->a->release (clone);
  stage->a->release (connections);

  cookie = stage->cookies[0];
  assert_result (stage->a->unadvise (stage->point, cookie), S_OK);
  assert_result (stage->a->unadvise (stage->point, cookie), CONNECT_E_NOCONNECTION);
}

static void
a1 (Stage *stage)
{
  gpointer found = &found;
  guint32 cookie = 0xdeadbeef;

  stage_replace (stage, 1, SINK_LACKING);
  assert_result (stage->a->advise (stage->point, stage->sinks[1], &cookie), CONNECT_E_CANNOTCONNECT);
  g_assert_cmpuint (cookie, ==, 0);

  stage->a->set_max (stage->point, 0);
  cookie = 0xdeadbeef;
  assert_result (stage->a->advise (stage->point, stage->sinks[0], &cookie), CONNECT_E_ADVISELIMIT);
  g_assert_cmpuint (cookie, ==, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (stage->a->sink_refs (stage->sinks[i]), ==, 1);

  assert_result (stage->a->find (stage->source, IID_UNKNOWN, &found), CONNECT_E_NOCONNECTION);
  g_assert_null (found);
  g_assert_cmpuint (stage_count (stage), ==, 0);
}

/* What the end of sink a does. */
static void
use_point (Listener *listener)
{
  Stage *stage = listener->stage;

  stage_advise (stage, 1);
  stage_advise (stage, 2);
  stage_unadvise (stage, 1);
  assert_round (stage, "c");
  g_assert_cmpuint (stage_count (stage), ==, 1);
}

static void
a2 (Stage *stage)
{
  stage->listeners[0].ended = use_point;
  stage_advise (stage, 0);
  stage->a->release (g_steal_pointer (&stage->sinks[0]));
  g_assert_false (stage->listeners[0].is_gone);
  stage_unadvise (stage, 0);
  g_assert_true (stage->listeners[0].is_gone);
  assert_round (stage, "c");
}

#define MANY 1000

static void
assert_many (Stage         *stage,
             const guint32 *cookies)
{
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < MANY; i++)
    if (cookies[i] != 0)
      g_string_append_printf (expected, "%s%c", expected->len > 0 ? " " : "", 'a' + i % N_SINKS);
  assert_round (stage, expected->str);
}

static void
a3 (Stage *stage)
{
  guint32 cookies[MANY];

  for (guint i = 0; i < MANY; i++)
    assert_result (stage->a->advise (stage->point, stage->sinks[i % N_SINKS], &cookies[i]), S_OK);
  assert_many (stage, cookies);
  for (guint step = 3; step > 0; step--)
    {
      for (guint i = 0; i < MANY; i += step)
        if (cookies[i] != 0)
          {
            assert_result (stage->a->unadvise (stage->point, cookies[i]), S_OK);
            cookies[i] = 0;
          }
      assert_many (stage, cookies);
    }
  g_assert_cmpuint (stage_count (stage), ==, 0);
}

static void
a4 (Stage *stage)
{
  guint32 cookie = 0xdeadbeef;

  stage->a->set_max (stage->point, 2);
  stage_advise_first (stage, 2);
  assert_result (stage->a->advise (stage->point, stage->sinks[2], &cookie), CONNECT_E_ADVISELIMIT);
  g_assert_cmpuint (cookie, ==, 0);
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[2]), ==, 1);
  stage_unadvise (stage, 0);
  stage_advise (stage, 2);
  assert_round (stage, "b c");

  stage->a->set_max (stage->point, 1);
  assert_round (stage, "b c");
  stage_unadvise (stage, 1);
  assert_result (stage->a->advise (stage->point, stage->sinks[0], &cookie), CONNECT_E_ADVISELIMIT);
  stage_unadvise (stage, 2);
  stage_advise (stage, 0);
  assert_round (stage, "a");
}

static void
a5 (Stage *stage)
{
  gpointer connections;
  guint32 first;

  stage_advise (stage, 0);
  first = stage->cookies[0];
  stage_advise (stage, 1);
  stage_advise (stage, 0);
  g_assert_cmpuint (first, !=, stage->cookies[0]);
  assert_round (stage, "a b a");

  connections = stage_enumerate (stage);
  {
    Connect found = { NULL, 0 };

    assert_result (stage->a->next_connections (connections, 1, &found, NULL), S_OK);
    g_assert_true (stage->a->same (found.sink, stage->sinks[0]));
    g_assert_cmpuint (found.cookie, ==, first);
    stage->a->release (found.sink);
  }
  assert_next (stage, connections, 1);
  assert_next (stage, connections, 0); /* with the second cookie */
  stage->a->release (connections);

  assert_result (stage->a->unadvise (stage->point, first), S_OK);
  assert_round (stage, "b a");
  stage_unadvise (stage, 0);
  assert_round (stage, "b");
}

static void
a6 (Stage *stage)
{
  guint32 stale;

  stage_advise_first (stage, 3);
  stale = stage->cookies[1];
  stage_unadvise (stage, 1);
  for (guint i = 0; i < 100; i++)
    {
      stage_advise (stage, 3);
      g_assert_cmpuint (stage->cookies[3], !=, stale);
      assert_result (stage->a->unadvise (stage->point, stale), CONNECT_E_NOCONNECTION);
      assert_round (stage, "a c d");
      stage_unadvise (stage, 3);
    }
}

static void
a11 (Stage *stage)
{
  gpointer other = stage_find (stage, IID_OTHER);
  guint32 cookie = 0;

  stage->a->set_max (stage->point, 0);
  assert_result (stage->a->advise (stage->point, stage->sinks[0], &cookie), CONNECT_E_ADVISELIMIT);
  stage->a->set_max (stage->point, 1);
  stage_advise (stage, 0);
  assert_round (stage, "a");

  stage_replace (stage, 1, SINK_OTHER);
  stage->a->set_max (stage->point, 2);
  assert_result (stage->a->advise (stage->point, stage->sinks[1], &cookie), CONNECT_E_CANNOTCONNECT);
  assert_result (stage->a->advise (other, stage->sinks[1], &cookie), S_OK);
  stage->a->fire (stage->source, &(Event) { EVENT_QUIET });
  assert_heard (stage, "b.quiet()");
  stage->a->release (other);
}

static void
a12 (Stage *stage)
{
  gpointer twin = stage->a->new_source (SOURCE_FULL), point = NULL, other = stage_find (stage, IID_OTHER);
  guint32 cookie = 0, other_cookie = 0;

  assert_result (stage->a->find (twin, IID_EVENTS, &point), S_OK);
  stage_advise (stage, 0);
  assert_result (stage->a->advise (point, stage->sinks[0], &cookie), S_OK);
  assert_result (stage->a->advise (other, stage->sinks[0], &other_cookie), S_OK);
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[0]), ==, 4);

  assert_round (stage, "a");
  stage->a->fire (twin, &(Event) { EVENT_NOTHING });
  stage->a->fire (stage->source, &(Event) { EVENT_QUIET });
  assert_heard (stage, "a a.quiet()");

  stage_unadvise (stage, 0);
  assert_round (stage, "");
  stage->a->fire (twin, &(Event) { EVENT_NOTHING });
  stage->a->fire (stage->source, &(Event) { EVENT_QUIET });
  assert_heard (stage, "a a.quiet()");
  assert_result (stage->a->unadvise (point, cookie), S_OK);

  stage->a->release (other);
  stage->a->release (point);
  stage->a->release (twin);
}

static void
a36 (Stage *stage)
{
  stage->a->hold (stage->source, stage->sinks[0]);
  stage_advise (stage, 0);
  stage->a->release (g_steal_pointer (&stage->sinks[0]));
  stage->a->release (g_steal_pointer (&stage->source));
  g_assert_false (stage->listeners[0].is_gone);
  stage_unadvise (stage, 0);
  g_assert_true (stage->listeners[0].is_gone);
}

static void
x1 (Stage *stage)
{
  gpointer other = stage_find (stage, IID_OTHER);
  guint32 stale, foreign = 0;

  assert_result (stage->a->unadvise (stage->point, 0), CONNECT_E_NOCONNECTION);
  stage_advise_first (stage, 3);
  stale = stage->cookies[1];
  stage_unadvise (stage, 1);
  assert_result (stage->a->advise (other, stage->sinks[1], &foreign), S_OK);

  assert_result (stage->a->unadvise (stage->point, 0), CONNECT_E_NOCONNECTION);
  assert_result (stage->a->unadvise (stage->point, stale), CONNECT_E_NOCONNECTION);
  assert_result (stage->a->unadvise (stage->point, foreign), CONNECT_E_NOCONNECTION);
  assert_result (stage->a->unadvise (stage->point, stage->cookies[2] + 1), CONNECT_E_NOCONNECTION);
  assert_result (stage->a->unadvise (stage->point, G_MAXUINT32), CONNECT_E_NOCONNECTION);
  assert_round (stage, "a c");
  stage->a->release (other);
}

static void
x2 (Stage *stage)
{
  static const SinkKind kinds[] = { SINK_LACKING, SINK_OTHER, SINK_FAILING_NOTIFY };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint32 cookie = 0xdeadbeef;

      stage_replace (stage, 0, kinds[i]);
      assert_result (stage->a->advise (stage->point, stage->sinks[0], &cookie), CONNECT_E_CANNOTCONNECT);
      g_assert_cmpuint (cookie, ==, 0);
    }
}

static void
x4 (Stage *stage)
{
  guint32 cookie = 0xdeadbeef;

  stage_replace (stage, 1, SINK_LACKING);
  stage->a->set_max (stage->point, 1);
  assert_result (stage->a->advise (stage->point, stage->sinks[1], &cookie), CONNECT_E_CANNOTCONNECT);
  stage_advise (stage, 0);
  assert_result (stage->a->advise (stage->point, stage->sinks[1], &cookie), CONNECT_E_ADVISELIMIT);
}

/* At its end the sink's own connection is unknown already. */
static void
unadvise_again (Listener *listener)
{
  Stage *stage = listener->stage;

  assert_result (stage->a->unadvise (stage->point, stage->cookies[0]), CONNECT_E_NOCONNECTION);
  g_assert_cmpuint (stage_count (stage), ==, 1);
}

static void
x5 (Stage *stage)
{
  stage->listeners[0].ended = unadvise_again;
  stage_advise_first (stage, 2);
  stage->a->release (g_steal_pointer (&stage->sinks[0]));
  assert_result (stage->a->unadvise (stage->point, stage->cookies[0]), S_OK);
  g_assert_true (stage->listeners[0].is_gone);
  assert_round (stage, "b");
}

static void
p4 (Stage *stage)
{
  stage_advise_first (stage, 2);
  stage_unadvise (stage, 0);
  stage_advise (stage, 2);
  g_assert_cmpuint (stage->cookies[2], !=, stage->cookies[1]);
  assert_round (stage, "b c");
  stage_unadvise (stage, 1);
  assert_round (stage, "c");
  stage_unadvise (stage, 2);
  assert_round (stage, "");
}

static void
p5 (Stage *stage)
{
  static const char * const iids[] = { IID_EVENTS, IID_OTHER, IID_PROPERTY_NOTIFY };

  for (guint i = 0; i < G_N_ELEMENTS (iids); i++)
    {
      gpointer point = stage_find (stage, iids[i]);
      guint32 cookie = 0;

      for (guint j = 0; j < 3; j++)
        assert_result (stage->a->advise (point, stage->sinks[j], &cookie), S_OK);
      stage->a->release (point);
    }
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (stage->a->sink_refs (stage->sinks[i]), ==, 4);
  stage->a->release (g_steal_pointer (&stage->point));
  stage->a->release (g_steal_pointer (&stage->source));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (stage->a->sink_refs (stage->sinks[i]), ==, 1);
}

/* One after the other, each with the code that COM gives it. */
static void
p11 (Stage *stage)
{
  gpointer found = NULL, clone = NULL;
  guint32 cookie = 0;

  assert_result (stage->a->query (stage->source, INTERFACE_CONTAINER, &found), S_OK);
  stage->a->release (found);
  assert_result (stage->a->query (stage->source, INTERFACE_POINT, &found), E_NOINTERFACE);
  assert_result (stage->a->find (stage->source, IID_UNKNOWN, &found), CONNECT_E_NOCONNECTION);
  assert_result (stage->a->unadvise (stage->point, 1), CONNECT_E_NOCONNECTION);
  stage_replace (stage, 4, SINK_LACKING);
  assert_result (stage->a->advise (stage->point, stage->sinks[4], &cookie), CONNECT_E_CANNOTCONNECT);
  stage->a->set_max (stage->point, 1);
  assert_result (stage->a->advise (stage->point, stage->sinks[0], &cookie), S_OK);
  assert_result (stage->a->advise (stage->point, stage->sinks[1], &stage->cookies[1]), CONNECT_E_ADVISELIMIT);
  assert_result (stage->a->unadvise (stage->point, cookie), S_OK);

  assert_result (stage->a->enum_points (stage->source, &found), S_OK);
  assert_result (stage->a->clone (found, &clone), S_OK);
  assert_result (stage->a->skip (clone, 4), S_FALSE);
  assert_result (stage->a->reset (clone), S_OK);
  assert_result (stage->a->skip (clone, 3), S_OK);
  stage->a->release (clone);
  stage->a->release (found);
  assert_result (stage->a->enum_connections (stage->point, &found), S_OK);
  assert_result (stage->a->clone (found, &clone), S_OK);
  assert_result (stage->a->skip (clone, 1), S_FALSE);
  assert_result (stage->a->reset (clone), S_OK);
  stage->a->release (clone);
  stage->a->release (found);
}

static void
p19 (Stage *stage)
{
  guint32 first;

  stage_advise (stage, 0);
  first = stage->cookies[0];
  stage_advise (stage, 0);
  g_assert_cmpuint (first, !=, stage->cookies[0]);
  assert_round (stage, "a a");
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[0]), ==, 3);
  stage_unadvise (stage, 0);
  assert_round (stage, "a");
  assert_result (stage->a->unadvise (stage->point, first), S_OK);
  assert_round (stage, "");
}

const Case advising_cases[] = {
  { "W6", w6 },
  { "W10", w10 },
  { "W14", w14 },
  { "W15", w15 },
  { "W20", w20 },
  { "W25", w25 },
  { "W27", w27 },
  { "W28", w28 },
  { "W29", w29 },
  { "W30", w30 },
  { "W33", w33 },
  { "S2", s2 },
  { "A1", a1 },
  { "A2", a2 },
  { "A3", a3 },
  { "A4", a4 },
  { "A5", a5 },
  { "A6", a6 },
  { "A11", a11 },
  { "A12", a12 },
  { "A36", a36 },
  { "X1", x1 },
  { "X2", x2 },
  { "X4", x4 },
  { "X5", x5 },
  { "P4", p4 },
  { "P5", p5 },
  { "P11", p11 },
  { "P19", p19 },
  { NULL, NULL }
};

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "cases.h"

/* Containers, points and what they say of themselves. */

static const char * const iids[] = { IID_EVENTS, IID_OTHER, IID_PROPERTY_NOTIFY };

/* That the point is the one of @iid at the stage's source. */
static void
assert_point (Stage      *stage,
              gpointer    point,
              const char *iid)
{
  g_autofree char *text = NULL;
  gpointer source = NULL;

  assert_result (stage->a->get_interface (point, &text), S_OK);
  g_assert_cmpstr (text, ==, iid);
  assert_result (stage->a->get_container (point, &source), S_OK);
  g_assert_true (stage->a->same (source, stage->source));
  stage->a->release (source);
}

static void
w1 (Stage *stage)
{
  gpointer container = NULL;

  assert_result (stage->a->query (stage->source, INTERFACE_CONTAINER, &container), S_OK);
  for (guint i = 0; i < G_N_ELEMENTS (iids); i++)
    {
      gpointer point = NULL;

      assert_result (stage->a->find (container, iids[i], &point), S_OK);
      g_assert_nonnull (point);
      stage->a->release (point);
    }
  stage->a->release (container);
}

static void
w2 (Stage *stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (iids); i++)
    {
      gpointer point = stage_find (stage, iids[i]);
      g_autofree char *text = NULL;

      assert_result (stage->a->get_interface (point, &text), S_OK);
      g_assert_cmpstr (text, ==, iids[i]);
      stage->a->release (point);
    }
}

static void
w4 (Stage *stage)
{
  gpointer source = NULL;

  assert_result (stage->a->get_container (stage->point, &source), S_OK);
  g_assert_true (stage->a->same (source, stage->source));
  stage->a->release (source);
}

static void
w11 (Stage *stage)
{
  gpointer again = NULL;

  assert_result (stage->a->find_otherwise (stage->source, IID_EVENTS, &again), S_OK);
  stage_advise (stage, 0);
  assert_result (stage->a->unadvise (again, stage->cookies[0]), S_OK);
  assert_round (stage, "");
  stage->a->release (again);
}

static void
w16 (Stage *stage)
{
  gpointer single = stage->a->new_source (SOURCE_SINGLE), point = &point;

  assert_result (stage->a->find (single, IID_PROPERTY_NOTIFY, &point), CONNECT_E_NOCONNECTION);
  g_assert_null (point);
  assert_result (stage->a->find (single, IID_EVENTS, &point), S_OK);
  stage->a->release (point);
  stage->a->release (single);
}

static void
w17 (Stage *stage)
{
  g_autofree char *iid = NULL;

  assert_result (stage->a->get_default (stage->source, &iid), S_OK);
  g_assert_cmpstr (iid, ==, IID_EVENTS);
}

static void
w21 (Stage *stage)
{
  gpointer single = stage->a->new_source (SOURCE_SINGLE), points = NULL, point = NULL;
  g_autofree char *text = NULL;

  assert_result (stage->a->enum_points (single, &points), S_OK);
  assert_result (stage->a->next_points (points, 1, &point, NULL), S_OK);
  assert_result (stage->a->get_interface (point, &text), S_OK);
  g_assert_cmpstr (text, ==, IID_EVENTS);
  stage->a->release (point);
  assert_result (stage->a->next_points (points, 1, &point, NULL), S_FALSE);
  stage->a->release (points);
  stage->a->release (single);
}

static void
w24 (Stage *stage)
{
  gpointer point = &point;

  assert_result (stage->a->find (stage->source, IID_UNKNOWN, &point), CONNECT_E_NOCONNECTION);
  g_assert_null (point);
}

static void
w31 (Stage *stage)
{
  gpointer properties = stage_find (stage, IID_PROPERTY_NOTIFY);

  assert_point (stage, stage->point, IID_EVENTS);
  assert_point (stage, properties, IID_PROPERTY_NOTIFY);
  g_assert_false (stage->a->same (properties, stage->point));
  stage->a->release (properties);
}

static void
w32 (Stage *stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (iids); i++)
    {
      gpointer first = stage_find (stage, iids[i]), second = stage_find (stage, iids[i]);

      g_assert_true (stage->a->same (first, second));
      assert_point (stage, second, iids[i]);
      stage->a->release (first);
      stage->a->release (second);
    }
}

static void
w38 (Stage *stage)
{
  gpointer found = &found;

  assert_result (stage->a->query (stage->source, INTERFACE_POINT, &found), E_NOINTERFACE);
  g_assert_null (found);
  found = &found;
  assert_result (stage->a->query (stage->point, INTERFACE_CONTAINER, &found), E_NOINTERFACE);
  g_assert_null (found);
}

/* Gives how many points are enumerated, each of which has to be as it should. */
static guint
check_points (Stage *stage)
{
  gpointer points = NULL, point = NULL;
  guint n = 0;

  assert_result (stage->a->enum_points (stage->source, &points), S_OK);
  while (stage->a->next_points (points, 1, &point, NULL) == S_OK)
    {
      gpointer found = stage_find (stage, iids[n]);

      assert_point (stage, point, iids[n]);
      g_assert_true (stage->a->same (point, found));
      stage->a->release (found);
      stage->a->release (point);
      n++;
    }
  stage->a->release (points);
  return n;
}

static void
c1 (Stage *stage)
{
  gpointer points = NULL, point = NULL, source = NULL;
  guint n = 0;

  assert_result (stage->a->enum_points (stage->source, &points), S_OK);
  while (stage->a->next_points (points, 1, &point, NULL) == S_OK)
    {
      assert_result (stage->a->get_container (point, &source), S_OK);
      g_assert_true (stage->a->same (source, stage->source));
      stage->a->release (source);
      stage->a->release (point);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  stage->a->release (points);
}

static void
c2 (Stage *stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (iids); i++)
    {
      gpointer point = stage_find (stage, iids[i]);

      assert_point (stage, point, iids[i]);
      stage->a->release (point);
    }
}

static void
a13 (Stage *stage)
{
  g_assert_cmpuint (check_points (stage), ==, G_N_ELEMENTS (iids));
}

static void
a14 (Stage *stage)
{
  gpointer points = NULL, found[G_N_ELEMENTS (iids)];
  guint32 fetched = 0;

  assert_result (stage->a->enum_points (stage->source, &points), S_OK);
  stage->a->release (stage->point);
  stage->a->release (stage->source);
  stage->source = stage->point = NULL;

  assert_result (stage->a->next_points (points, G_N_ELEMENTS (iids), found, &fetched), S_OK);
  for (guint i = 0; i < fetched; i++)
    {
      g_autofree char *text = NULL;

      assert_result (stage->a->get_interface (found[i], &text), S_OK);
      g_assert_cmpstr (text, ==, iids[i]);
      stage->a->release (found[i]);
    }
  stage->a->release (points);
}

/* What is held too often is there at the end, what is held too little crashes. */
static void
a39 (Stage *stage)
{
  guint n_refs;

  stage_advise_first (stage, 2);
  n_refs = stage->a->sink_refs (stage->sinks[0]);
  for (guint i = 0; i < 10; i++)
    {
      gpointer connections = stage_enumerate (stage), clone = NULL;

      assert_next (stage, connections, 0);
      assert_result (stage->a->clone (connections, &clone), S_OK);
      stage->a->release (connections);
      assert_next (stage, clone, 1);
      stage->a->release (clone);
      a13 (stage);
    }
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[0]), ==, n_refs);
  assert_round (stage, "a b");
}

static void
p1 (Stage *stage)
{
  gpointer point = NULL;

  for (guint i = 0; i < 3; i++)
    {
      assert_result (stage->a->find (stage->source, IID_UNKNOWN, &point), CONNECT_E_NOCONNECTION);
      g_assert_cmpuint (check_points (stage), ==, G_N_ELEMENTS (iids));
    }
}

const Case finding_cases[] = {
  { "W1", w1 },
  { "W2", w2 },
  { "W4", w4 },
  { "W11", w11 },
  { "W16", w16 },
  { "W17", w17 },
  { "W21", w21 },
  { "W24", w24 },
  { "W31", w31 },
  { "W32", w32 },
  { "W38", w38 },
  { "C1", c1 },
  { "C2", c2 },
  { "A13", a13 },
  { "A14", a14 },
  { "A39", a39 },
  { "P1", p1 },
  { NULL, NULL }
};

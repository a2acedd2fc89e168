/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "adapter-com.h"
#include "cases-abi.h"

/* What only the binary interface has: places that are not given, and sinks that
 * answer as no GObject can. */

static void
w3 (Stage *stage)
{
  assert_result (com_get_client ()->get_interface (stage->point, NULL), E_POINTER);
}

static void
w5 (Stage *stage)
{
  assert_result (com_get_client ()->get_container (stage->point, NULL), E_POINTER);
}

static void
w7 (Stage *stage)
{
  assert_result (com_get_client ()->advise (stage->point, stage->sinks[0], NULL), E_POINTER);
  g_assert_cmpuint (stage->a->sink_refs (stage->sinks[0]), ==, 1);
}

static void
w23 (Stage *stage)
{
  const Client *client = com_get_client ();
  g_autoptr (CpgGuid) iid = cpg_guid_new (IID_EVENTS, NULL);
  gpointer container = query (client, stage->source, &IID_IConnectionPointContainer);

  assert_result (client->find (container, iid, NULL), E_POINTER);
  client->release (container);
}

static void
w26 (Stage *stage)
{
  guint32 cookie = 99;

  assert_result (stage->a->advise (stage->point, NULL, NULL), E_POINTER);
  assert_result (stage->a->advise (stage->point, NULL, &cookie), E_POINTER);
  g_assert_cmpuint (cookie, ==, 0);
  g_assert_cmpuint (stage_count (stage), ==, 0);
}

/* Every function, once without each of its places. */
static void
s1 (Stage *stage)
{
  const Client *client = com_get_client ();
  gpointer container = query (client, stage->source, &IID_IConnectionPointContainer);
  gpointer info = query (client, stage->source, &IID_IProvideClassInfo2);
  gpointer connections = stage_enumerate (stage), points = NULL, found = &found;
  g_autoptr (CpgGuid) iid = cpg_guid_new (IID_EVENTS, NULL);
  guint32 fetched = 99;

  assert_result (client->query (container, iid, NULL), E_POINTER);
  assert_result (client->query (container, NULL, &found), E_POINTER);
  g_assert_null (found);
  assert_result (client->enum_points (container, NULL), E_POINTER);
  assert_result (client->find (container, iid, NULL), E_POINTER);
  assert_result (client->find (container, NULL, &found), E_POINTER);
  assert_result (client->enum_points (container, &points), S_OK);
  assert_result (client->next (points, 1, NULL, &fetched), E_POINTER);
  assert_result (client->next (points, 2, &found, NULL), E_POINTER);
  assert_result (client->clone (points, NULL), E_POINTER);
  assert_result (client->get_interface (stage->point, NULL), E_POINTER);
  assert_result (client->get_container (stage->point, NULL), E_POINTER);
  assert_result (client->advise (stage->point, stage->sinks[0], NULL), E_POINTER);
  assert_result (client->enum_connections (stage->point, NULL), E_POINTER);
  assert_result (client->next (connections, 1, NULL, &fetched), E_POINTER);
  assert_result (client->next (connections, 2, &found, NULL), E_POINTER);
  assert_result (client->clone (connections, NULL), E_POINTER);
  assert_result (client->get_class_info (info, NULL), E_POINTER);
  assert_result (client->get_guid (info, 1, NULL), E_POINTER);

  client->release (container);
  client->release (info);
  client->release (points);
  client->release (connections);
}

/* The references to a point are the source's. */
static void
x6 (Stage *stage)
{
  gpointer source = NULL;

  stage->a->release (stage->source);
  stage->source = NULL;
  assert_result (stage->a->get_container (stage->point, &source), S_OK);
  stage_advise (stage, 0);
  stage->a->fire (source, &(Event) { EVENT_NOTHING });
  assert_heard (stage, "a");
  stage->a->release (source);
  g_assert_cmpuint (stage->a->count_objects (), ==, 1 + N_SINKS);
  stage->a->release (stage->point);
  stage->point = NULL;
  g_assert_cmpuint (stage->a->count_objects (), ==, N_SINKS);
}

static void
x8 (Stage *stage)
{
  stage->a->set_max (stage->point, 1);
  g_assert_cmpuint (stage_count (stage), ==, 0);
  stage_advise (stage, 0);
  g_assert_cmpuint (stage_count (stage), ==, 1);
}

static void
p16 (Stage *stage)
{
  const Client *client = com_get_client ();
  gpointer dispatch = query (client, stage->source, &IID_IDispatch), found = &found;
  DispParams params = { NULL };

  assert_result (client->invoke (dispatch, 1, &IID_NULL_, 0x400, 2, &params, NULL, NULL, NULL), S_OK);
  assert_result (client->query (dispatch, &IID_IConnectionPoint, &found), E_NOINTERFACE);
  g_assert_null (found);
  client->release (dispatch);
}

static void
a40 (Stage *stage)
{
  static const guint32 results[] = {
    RPC_E_DISCONNECTED, CO_E_OBJNOTCONNECTED, RPC_E_SERVER_DIED, RPC_E_SERVER_DIED_DNE, RPC_UNAVAILABLE
  };

  stage_advise (stage, 0);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      stage_advise (stage, 1);
      com_sink_get_traits (stage->sinks[1])->result = results[i];
      assert_round (stage, "a b");
      g_assert_cmpuint (stage->a->sink_refs (stage->sinks[1]), ==, 1);
      g_assert_cmpuint (stage_count (stage), ==, 1);
      assert_result (stage->a->unadvise (stage->point, stage->cookies[1]), CONNECT_E_NOCONNECTION);
      assert_round (stage, "a");
    }
}

static void
a41 (Stage *stage)
{
  com_sink_get_traits (stage->sinks[0])->has_dispatch = TRUE;
  stage_advise (stage, 0);
  assert_round (stage, "a");
}

static void
a43 (Stage *stage)
{
  const Client *client = com_get_client ();
  gpointer info = query (client, stage->source, &IID_IProvideClassInfo2);
  CpgGuid iid = { 42 };

  assert_result (client->get_guid (info, 0, &iid), E_INVALIDARG);
  assert_result (client->get_guid (info, 2, &iid), E_INVALIDARG);
  g_assert_true (cpg_guid_equal (&iid, &IID_NULL_));
  assert_result (client->get_guid (info, 1, NULL), E_POINTER);
  assert_result (client->get_guid (info, 1, &iid), S_OK);
  client->release (info);
}

static void
x3 (Stage *stage)
{
  w7 (stage);
  g_assert_cmpuint (stage_count (stage), ==, 0);
  assert_round (stage, "");
}

static void
x9 (Stage *stage)
{
  gpointer points = NULL, connections = stage_enumerate (stage);

  assert_result (stage->a->enum_points (stage->source, &points), S_OK);
  assert_result (com_get_client ()->clone (points, NULL), E_POINTER);
  assert_result (com_get_client ()->clone (connections, NULL), E_POINTER);
  stage->a->release (points);
  stage->a->release (connections);
}

static void
p6 (Stage *stage)
{
  com_sink_get_traits (stage->sinks[0])->answers_once = TRUE;
  stage_advise (stage, 0);
  assert_round (stage, "a");
  assert_round (stage, "a");
}

static void
p8 (Stage *stage)
{
  stage_advise (stage, 0);
  assert_round (stage, "a");
  assert_round (stage, "a");
  g_assert_cmpuint (com_sink_get_traits (stage->sinks[0])->n_queries, ==, 1);
}

const Case abi_cases[] = {
  { "W3", w3 },
  { "W5", w5 },
  { "W7", w7 },
  { "W23", w23 },
  { "W26", w26 },
  { "W37", w7 },
  { "S1", s1 },
  { "A40", a40 },
  { "A41", a41 },
  { "A43", a43 },
  { "X3", x3 },
  { "X6", x6 },
  { "X8", x8 },
  { "X9", x9 },
  { "P6", p6 },
  { "P8", p8 },
  { "P16", p16 },
  { NULL, NULL }
};

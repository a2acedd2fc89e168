/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "com-client.h"

/* A GObject as COM clients see it: every function in its slot, every result. */

static void
test_identity (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer unknown = export_object (client, source), again = export_object (client, source);
  gpointer other, container, info, info2, dispatch;
  const CpgGuid strange = { 42 };

  g_assert_true (unknown == again);
  g_assert_cmpuint (client->release (again), ==, 1);

  /* From each interface to each other, and back to one identity. */
  container = query (client, unknown, &IID_IConnectionPointContainer);
  info2 = query (client, container, &IID_IProvideClassInfo2);
  info = query (client, info2, &IID_IProvideClassInfo);
  dispatch = query (client, info, &IID_IDispatch);
  other = query (client, dispatch, &IID_IUnknown);
  g_assert_true (other == unknown);
  g_assert_true (info == info2);
  client->release (other);
  other = query (client, dispatch, &IID_IConnectionPointContainer);
  g_assert_true (other == container);
  client->release (other);

  /* A container is no connection point. */
  other = &other;
  g_assert_cmphex (client->query (unknown, &IID_IConnectionPoint, &other), ==, E_NOINTERFACE);
  g_assert_null (other);
  other = &other;
  g_assert_cmphex (client->query (container, &strange, &other), ==, E_NOINTERFACE);
  g_assert_null (other);
  g_assert_cmphex (client->query (container, &IID_IUnknown, NULL), ==, E_POINTER);
  other = &other;
  g_assert_cmphex (client->query (container, NULL, &other), ==, E_POINTER);
  g_assert_null (other);

  client->release (container);
  client->release (info);
  client->release (info2);
  client->release (dispatch);
  g_assert_cmpuint (client->add_ref (unknown), ==, 2);
  g_assert_cmpuint (client->release (unknown), ==, 1);

  /* The export keeps the object, and not the other way round. */
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  g_assert_nonnull (source);
  g_assert_cmpuint (client->release (unknown), ==, 0);
  g_assert_null (source);
}

/* One object in two dialects: two identities, one source. */
static void
test_both_conventions (void)
{
  FixSource *source = fix_source_new ();
  gpointer native, ms, native_point, ms_point;
  Sink *native_sink, *ms_sink;

  if (!HAVE_MS_ABI)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cpg_com_export (G_OBJECT (source), cpg_com_dialect_wine (), &error));
      g_assert_error (error, CPG_ERROR, CPG_ERROR_NOT_SUPPORTED);
      g_assert_finalize_object (source);
      return;
    }

  native = export_object (&native_client, source);
  ms = export_object (&ms_client, source);
  g_assert_true (native != ms);
  native_point = export_point (&native_client, source, &IID_FixEvents);
  ms_point = export_point (&ms_client, source, &IID_FixEvents);
  native_sink = sink_new (&native_client);
  ms_sink = sink_new (&ms_client);
  com_advise (&native_client, native_point, native_sink);
  com_advise (&ms_client, ms_point, ms_sink);

  fix_source_fire_price (source, "ACME", 12.5);
  assert_heard (native_sink, "price ACME 12.5");
  assert_heard (ms_sink, "price ACME 12.5");

  native_client.release (native_point);
  ms_client.release (ms_point);
  native_client.release (native);
  ms_client.release (ms);
  g_assert_finalize_object (source);
  sink_free (native_sink);
  sink_free (ms_sink);
}

/* Two copies of a dialect are one. */
static void
test_equal_dialects (void)
{
  g_autoptr (CpgComDialect) a = cpg_com_dialect_copy (cpg_com_dialect_native ());
  g_autoptr (CpgComDialect) b = cpg_com_dialect_copy (cpg_com_dialect_native ());
  FixSource *source = fix_source_new ();
  gpointer first, second, third;

  a->name = "a";
  first = cpg_com_export (G_OBJECT (source), a, NULL);
  second = cpg_com_export (G_OBJECT (source), cpg_com_dialect_native (), NULL);
  g_assert_true (first == second);
  a->n_extra_slots = b->n_extra_slots = 3;
  third = cpg_com_export (G_OBJECT (source), a, NULL);
  g_assert_true (third != first);
  native_client.release (third);
  third = cpg_com_export (G_OBJECT (source), b, NULL);
  g_assert_true (third != first);
  native_client.release (third);
  native_client.release (first);
  native_client.release (first);
  g_assert_finalize_object (source);
}

static void
test_find (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer unknown = export_object (client, source);
  gpointer container = query (client, unknown, &IID_IConnectionPointContainer);
  gpointer point, same, back, other;
  const CpgGuid strange = { 42 };
  CpgGuid iid = strange;

  g_assert_cmphex (client->find (container, &IID_FixEvents, NULL), ==, E_POINTER);
  point = &point;
  g_assert_cmphex (client->find (container, NULL, &point), ==, E_POINTER);
  g_assert_null (point);
  point = &point;
  g_assert_cmphex (client->find (container, &strange, &point), ==, CONNECT_E_NOCONNECTION);
  g_assert_null (point);

  g_assert_cmphex (client->find (container, &IID_FixEvents, &point), ==, S_OK);
  g_assert_cmphex (client->find (container, &IID_FixEvents, &same), ==, S_OK);
  g_assert_true (point == same);
  client->release (same);

  /* The IID leads back to the point. */
  g_assert_cmphex (client->get_interface (point, NULL), ==, E_POINTER);
  g_assert_cmphex (client->get_interface (point, &iid), ==, S_OK);
  g_assert_true (cpg_guid_equal (&iid, &IID_FixEvents));

  g_assert_cmphex (client->get_container (point, NULL), ==, E_POINTER);
  g_assert_cmphex (client->get_container (point, &back), ==, S_OK);
  g_assert_true (back == container);
  client->release (back);

  /* A point is an object of its own. */
  other = query (client, point, &IID_IUnknown);
  g_assert_true (other != unknown);
  client->release (other);
  other = query (client, point, &IID_IConnectionPoint);
  g_assert_true (other == point);
  client->release (other);
  g_assert_cmphex (client->query (point, &IID_IConnectionPointContainer, &other), ==, E_NOINTERFACE);
  g_assert_null (other);

  client->release (container);
  client->release (unknown);

  /* Its references are the source's. */
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  g_assert_nonnull (source);
  g_assert_cmphex (client->get_container (point, &back), ==, S_OK);
  g_assert_cmphex (client->find (back, &IID_FixEvents, &same), ==, S_OK);
  g_assert_true (same == point);
  client->release (same);
  client->release (back);
  g_assert_cmpuint (client->release (point), ==, 0);
  g_assert_null (source);
}

static void
test_enum_points (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer unknown = export_object (client, source);
  gpointer container = query (client, unknown, &IID_IConnectionPointContainer);
  gpointer points, clone, other, found, got[3] = { NULL };
  guint32 fetched = 99;
  CpgGuid iid;

  g_assert_cmphex (client->enum_points (container, NULL), ==, E_POINTER);
  g_assert_cmphex (client->enum_points (container, &points), ==, S_OK);
  client->release (container);
  client->release (unknown);

  /* An object of its own. */
  other = query (client, points, &IID_IUnknown);
  g_assert_true (other != unknown);
  client->release (other);
  other = query (client, points, &IID_IEnumConnectionPoints);
  g_assert_true (other == points);
  client->release (other);
  g_assert_cmphex (client->query (points, &IID_IEnumConnections, &other), ==, E_NOINTERFACE);

  /* One without a count; then the end. */
  g_assert_cmphex (client->next (points, 1, got, NULL), ==, S_OK);
  g_assert_cmphex (client->get_interface (got[0], &iid), ==, S_OK);
  g_assert_true (cpg_guid_equal (&iid, &IID_FixEvents));
  g_assert_cmphex (client->clone (points, NULL), ==, E_POINTER);
  g_assert_cmphex (client->clone (points, &clone), ==, S_OK);
  g_assert_true (clone != points);
  g_assert_cmphex (client->next (points, 2, got + 1, &fetched), ==, S_FALSE);
  g_assert_cmpuint (fetched, ==, 1);
  g_assert_nonnull (got[1]);
  got[2] = got;
  g_assert_cmphex (client->next (points, 1, got + 2, &fetched), ==, S_FALSE);
  g_assert_cmpuint (fetched, ==, 0);
  g_assert_null (got[2]);
  g_assert_cmphex (client->next (points, 1, got + 2, NULL), ==, S_FALSE);

  /* The clone stands where it was made, and goes its own way. */
  g_assert_cmphex (client->next (clone, 1, got + 2, &fetched), ==, S_OK);
  g_assert_true (got[2] == got[1]);
  client->release (got[2]);
  g_assert_cmphex (client->reset (clone), ==, S_OK);
  g_assert_cmphex (client->skip (clone, 2), ==, S_OK);
  g_assert_cmphex (client->skip (clone, 1), ==, S_FALSE);
  g_assert_cmphex (client->skip (clone, 0), ==, S_OK);
  g_assert_cmphex (client->reset (clone), ==, S_OK);
  g_assert_cmphex (client->skip (clone, 5), ==, S_FALSE);
  g_assert_cmphex (client->next (clone, 1, got + 2, NULL), ==, S_FALSE);
  g_assert_cmphex (client->skip (clone, G_MAXUINT32), ==, S_FALSE);

  /* What can't be. */
  g_assert_cmphex (client->reset (points), ==, S_OK);
  fetched = 99;
  g_assert_cmphex (client->next (points, 2, got + 2, NULL), ==, E_POINTER);
  g_assert_cmphex (client->next (points, 1, NULL, &fetched), ==, E_POINTER);
  g_assert_cmpuint (fetched, ==, 0);
  fetched = 99;
  g_assert_cmphex (client->next (points, 0, NULL, &fetched), ==, S_OK);
  g_assert_cmpuint (fetched, ==, 0);
  g_assert_cmphex (client->next (points, G_MAXUINT32, got + 1, &fetched), ==, S_FALSE);
  g_assert_cmpuint (fetched, ==, 2);
  client->release (got[1]);
  client->release (got[2]);

  /* They are the points that are found, and each keeps the source. */
  g_assert_cmphex (client->get_container (got[0], &container), ==, S_OK);
  g_assert_cmphex (client->find (container, &IID_FixEvents, &found), ==, S_OK);
  g_assert_true (found == got[0]);
  client->release (found);
  client->release (container);
  client->release (got[0]);
  client->release (got[2]);
  client->release (clone);

  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  g_assert_nonnull (source);
  g_assert_cmphex (client->reset (points), ==, S_OK);
  g_assert_cmphex (client->next (points, 1, got, NULL), ==, S_OK);
  client->release (got[0]);
  g_assert_cmpuint (client->release (points), ==, 0);
  g_assert_null (source);
}

static void
test_advise (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *sink = sink_new (client);
  guint32 cookie = 99, first, second;
  g_autoptr (CpgConnectionPoint) ours = find_point (source, FIX_TYPE_EVENTS);

  /* In the order of the tests. */
  g_assert_cmphex (client->advise (point, NULL, NULL), ==, E_POINTER);
  g_assert_cmphex (client->advise (point, &sink->unknown, NULL), ==, E_POINTER);
  g_assert_cmphex (client->advise (point, NULL, &cookie), ==, E_POINTER);
  g_assert_cmpuint (cookie, ==, 0);
  g_assert_cmpuint (sink->n_queries, ==, 0);

  first = com_advise (client, point, sink);
  g_assert_cmpint (sink->n_refs, ==, 2);
  second = com_advise (client, point, sink);
  g_assert_cmpint (sink->n_refs, ==, 3);
  g_assert_cmpuint (first, !=, second);
  assert_n_connections (ours, 2);

  fix_source_fire_nothing (source);
  assert_heard (sink, "nothing, nothing");

  g_assert_cmphex (client->unadvise (point, 0), ==, CONNECT_E_NOCONNECTION);
  g_assert_cmphex (client->unadvise (point, 0xdeadbeef), ==, CONNECT_E_NOCONNECTION);
  g_assert_cmphex (client->unadvise (point, first), ==, S_OK);
  g_assert_cmphex (client->unadvise (point, first), ==, CONNECT_E_NOCONNECTION);
  g_assert_cmpint (sink->n_refs, ==, 2);
  fix_source_fire_nothing (source);
  assert_heard (sink, "nothing");
  g_assert_cmphex (client->unadvise (point, second), ==, S_OK);
  g_assert_cmpint (sink->n_refs, ==, 1);
  fix_source_fire_nothing (source);
  assert_heard (sink, "");

  /* A stale cookie is not given out again. */
  cookie = com_advise (client, point, sink);
  g_assert_cmpuint (cookie, !=, first);
  g_assert_cmpuint (cookie, !=, second);

  client->release (point);
  g_assert_cmpint (sink->n_refs, ==, 2);
  g_clear_object (&ours);
  g_assert_finalize_object (source);
  /* The end of the source releases those that are still advised. */
  sink_free (sink);
}

static void
test_limit (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *sink = sink_new (client);
  guint32 cookie = 99;
  g_autoptr (CpgConnectionPoint) ours = find_point (source, FIX_TYPE_EVENTS);

  cpg_connection_point_set_max_connections (ours, 1);
  com_advise (client, point, sink);
  g_assert_cmpuint (sink->n_queries, ==, 1);
  g_assert_cmphex (client->advise (point, &sink->unknown, &cookie), ==, CONNECT_E_ADVISELIMIT);
  g_assert_cmpuint (cookie, ==, 0);
  g_assert_cmpuint (sink->n_queries, ==, 1); /* it was not asked */

  client->release (point);
  g_clear_object (&ours);
  g_assert_finalize_object (source);
  sink_free (sink);
}

/* Whatever the query fails with. */
static void
test_cannot_connect (gconstpointer data)
{
  const Client *client = data;
  static const guint32 results[] = { E_NOINTERFACE, E_FAIL, E_UNEXPECTED, RPC_E_DISCONNECTED };
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *sink = sink_new (client);

  sink->has_events = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      guint32 cookie = 99;

      sink->query_result = results[i];
      g_assert_cmphex (client->advise (point, &sink->unknown, &cookie), ==, CONNECT_E_CANNOTCONNECT);
      g_assert_cmpuint (cookie, ==, 0);
      g_assert_cmpint (sink->n_refs, ==, 1);
    }

  client->release (point);
  g_assert_finalize_object (source);
  sink_free (sink);
}

static void
test_enum_connections (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  FixRecorder *recorder = fix_recorder_new ();
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *a = sink_new (client), *b = sink_new (client);
  guint32 cookies[2], fetched = 99;
  ConnectData got[4] = { { NULL } };
  gpointer connections, clone, other;
  g_autoptr (CpgConnectionPoint) ours = find_point (source, FIX_TYPE_EVENTS);

  /* None is no error. */
  g_assert_cmphex (client->enum_connections (point, NULL), ==, E_POINTER);
  g_assert_cmphex (client->enum_connections (point, &connections), ==, S_OK);
  g_assert_cmphex (client->next (connections, 1, got, &fetched), ==, S_FALSE);
  g_assert_cmpuint (fetched, ==, 0);
  client->release (connections);

  cookies[0] = com_advise (client, point, a);
  cookies[1] = com_advise (client, point, b);
  g_assert_cmphex (client->enum_connections (point, &connections), ==, S_OK);
  other = query (client, connections, &IID_IEnumConnections);
  g_assert_true (other == connections);
  client->release (other);

  /* The receiver owns what it gets. */
  g_assert_cmpint (a->n_refs, ==, 2);
  g_assert_cmphex (client->next (connections, 1, got, NULL), ==, S_OK);
  g_assert_true (got[0].unknown == &a->events);
  g_assert_cmpuint (got[0].cookie, ==, cookies[0]);
  g_assert_cmpint (a->n_refs, ==, 3);
  client->release (got[0].unknown);
  g_assert_cmpint (a->n_refs, ==, 2);

  /* A snapshot: what is unadvised stays in it and alive. */
  g_assert_cmphex (client->clone (connections, &clone), ==, S_OK);
  g_assert_cmphex (client->unadvise (point, cookies[1]), ==, S_OK);
  g_assert_cmpint (b->n_refs, ==, 2);
  g_assert_cmphex (client->next (connections, 4, got, &fetched), ==, S_FALSE);
  g_assert_cmpuint (fetched, ==, 1);
  g_assert_cmpuint (got[0].cookie, ==, cookies[1]);
  client->release (got[0].unknown);
  g_assert_cmphex (client->next (connections, 2, got, NULL), ==, E_POINTER);
  g_assert_cmphex (client->next (connections, 1, NULL, &fetched), ==, E_POINTER);
  g_assert_cmphex (client->skip (connections, 1), ==, S_FALSE);
  g_assert_cmphex (client->reset (connections), ==, S_OK);
  g_assert_cmphex (client->skip (connections, 2), ==, S_OK);
  client->release (connections);
  g_assert_cmphex (client->next (clone, 1, got, NULL), ==, S_OK);
  g_assert_cmpuint (got[0].cookie, ==, cookies[1]);
  client->release (got[0].unknown);
  client->release (clone);
  g_assert_cmpint (b->n_refs, ==, 1);

  /* A sink of GObject's is listed too, as one that COM can call: fired by hand. */
  cookies[1] = advise (ours, recorder);
  g_assert_cmphex (client->enum_connections (point, &connections), ==, S_OK);
  g_assert_cmphex (client->next (connections, 2, got, &fetched), ==, S_OK);
  g_assert_cmpuint (got[1].cookie, ==, cookies[1]);
  other = query (client, got[1].unknown, &IID_FixEvents);
  g_assert_cmphex (client->call_slot_3 (other), ==, S_OK);
  assert_log (recorder, "nothing");
  client->release (other);
  client->release (got[0].unknown);
  client->release (got[1].unknown);

  /* The enumerator keeps the source. */
  client->release (point);
  g_clear_object (&ours);
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  g_assert_nonnull (source);
  client->release (connections);
  g_assert_null (source);
  g_assert_finalize_object (recorder);
  sink_free (a);
  sink_free (b);
}

/* A COM sink is a connection like any other. */
static void
test_ordinary (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  g_autoptr (GString) journal = g_string_new (NULL);
  FixRecorder *before = recorder_new_named ("before", journal);
  FixRecorder *after = recorder_new_named ("after", journal);
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *sink = sink_new (client);
  guint32 cookie;
  g_autoptr (CpgConnectionPoint) ours = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (GListModel) list = cpg_connection_point_list_connections (ours);
  g_autoptr (CpgConnection) connection = NULL;

  advise (ours, before);
  cookie = com_advise (client, point, sink);
  advise (ours, after);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  connection = g_list_model_get_item (list, 1);
  g_assert_cmpuint (cpg_connection_get_cookie (connection), ==, cookie);

  g_assert_true (cpg_connection_point_block (ours, cookie, NULL));
  fix_source_fire_nothing (source);
  assert_heard (sink, "");
  g_assert_true (cpg_connection_point_unblock (ours, cookie, NULL));
  fix_source_fire_nothing (source);
  assert_heard (sink, "nothing");

  /* As GObject unadvises it, so does COM a sink of GObject's. */
  unadvise (ours, cookie);
  g_assert_cmphex (client->unadvise (point, cookie), ==, CONNECT_E_NOCONNECTION);
  cookie = advise (ours, after);
  g_assert_cmphex (client->unadvise (point, cookie), ==, S_OK);
  assert_n_connections (ours, 2);

  client->release (point);
  g_clear_object (&connection);
  g_clear_object (&list);
  g_clear_object (&ours);
  g_assert_finalize_object (source);
  g_assert_finalize_object (before);
  g_assert_finalize_object (after);
  sink_free (sink);
}

/* Every type of argument through the vtable. */
static void
test_arguments (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *sink = sink_new (client);

  com_advise (client, point, sink);
  fix_source_fire_nothing (source);
  assert_heard (sink, "nothing");
  fix_source_fire_price (source, "Grüße, 世界 \360\237\230\200", -0.25);
  assert_heard (sink, "price Grüße, 世界 \360\237\230\200 -0.25");
  fix_source_fire_numbers (source);
  assert_heard (sink, "numbers -128 255 -1 -2147483648 4294967295 -2 2 -9223372036854775808 "
                      "18446744073709551615 0.5 -1e+300");
  fix_source_fire_many (source);
  assert_heard (sink, "many 1 2 3 4 5 6 7 8 nine");

  /* Also through an emission. */
  g_signal_emit_by_name (source, "price-changed", "X", 1.0);
  assert_heard (sink, "price X 1");

  client->release (point);
  g_assert_finalize_object (source);
  sink_free (sink);
}

static int
ask_number (gpointer    source,
            const char *signal,
            int         n)
{
  int answer = 99;

  g_signal_emit_by_name (source, signal, n, &answer);
  return answer;
}

static void
test_answers (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents), unknown;
  Sink *a = sink_new (client), *b = sink_new (client);
  FixRecorder *given = fix_recorder_new ();
  g_autoptr (GObject) object = NULL;
  g_autofree char *text = NULL;

  com_advise (client, point, a);
  com_advise (client, point, b);
  a->answer = 3;
  b->answer = 4;
  g_assert_cmpint (ask_number (source, "first-number", 7), ==, 3);
  g_assert_cmpint (ask_number (source, "last-number", 7), ==, 4);
  assert_heard (a, "first-number 7, last-number 7");
  g_assert_true (fix_source_ask_may_close (source));
  assert_heard (b, "first-number 7, last-number 7, may-close");

  /* A FALSE decides. */
  a->answer = 0;
  g_string_truncate (a->log, 0);
  g_assert_false (fix_source_ask_may_close (source));
  assert_heard (a, "may-close");
  assert_heard (b, "");
  b->answer = 1;
  g_assert_true (fix_source_ask_is_handled (source, "this"));
  assert_heard (a, "is-handled this");
  assert_heard (b, "is-handled this");

  g_signal_emit_by_name (source, "last-text", 5, &text);
  g_assert_cmpstr (text, ==, "text 5");
  /* Dropped and freed. */
  fix_source_fire_last_text (source, 6);

  /* An object that cpglib exported comes back as itself. */
  unknown = export_object (client, given);
  b->answer_object = unknown;
  g_signal_emit_by_name (source, "last-object", &object);
  g_assert_true (object == G_OBJECT (given));
  g_clear_object (&object);
  g_assert_cmpuint (client->release (unknown), ==, 0);

  client->release (point);
  g_assert_finalize_object (source);
  g_assert_finalize_object (given);
  sink_free (a);
  sink_free (b);
}

typedef struct {
  guint   n_calls;
  guint   cookie;
  GError *error;
} Failure;

static void
failed_cb (CpgConnectionPoint *point,
           guint               cookie,
           GError             *error,
           Failure            *failure)
{
  failure->n_calls++;
  failure->cookie = cookie;
  g_clear_error (&failure->error);
  failure->error = g_error_copy (error);
}

/* A sink that fails is told, gives no answer and stays; the others hear. */
static void
test_failure (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *bad = sink_new (client), *good = sink_new (client);
  guint32 cookie;
  Failure failure = { 0 };
  g_autoptr (CpgConnectionPoint) ours = find_point (source, FIX_TYPE_EVENTS);

  cookie = com_advise (client, point, bad);
  com_advise (client, point, good);
  bad->answer = 3;
  good->answer = 4;
  bad->result = E_FAIL;
  g_assert_cmpint (ask_number (source, "first-number", 1), ==, 4); /* nobody asked what was wrong */

  g_signal_connect (ours, "sink-failed", G_CALLBACK (failed_cb), &failure);
  g_assert_cmpint (ask_number (source, "first-number", 1), ==, 4);
  fix_source_fire_price (source, "X", 1);
  g_assert_cmpuint (failure.n_calls, ==, 2);
  g_assert_cmpuint (failure.cookie, ==, cookie);
  g_assert_error (failure.error, CPG_ERROR, CPG_ERROR_FAILED);
  assert_names (failure.error, "FixEvents.price-changed");
  assert_names (failure.error, "E_FAIL");
  g_assert_cmphex (cpg_error_to_hresult (failure.error), ==, E_FAIL);
  assert_n_connections (ours, 2);
  assert_heard (good, "first-number 1, first-number 1, price X 1");

  /* What COM has no value for does not get there. */
  g_string_truncate (bad->log, 0);
  bad->result = S_OK;
  failure.n_calls = 0;
  fix_source_fire_things (source);
  g_assert_cmpuint (failure.n_calls, ==, 2);
  assert_heard (good, "");
  assert_heard (bad, "");

  /* S_FALSE is a success. */
  bad->result = S_FALSE;
  failure.n_calls = 0;
  g_assert_cmpint (ask_number (source, "first-number", 2), ==, 3);
  g_assert_cmpuint (failure.n_calls, ==, 0);

  g_clear_error (&failure.error);
  client->release (point);
  g_clear_object (&ours);
  g_assert_finalize_object (source);
  sink_free (bad);
  sink_free (good);
}

static void
count_notify (GObject    *object,
              GParamSpec *spec,
              guint      *n)
{
  (*n)++;
}

/* One that is gone is dropped. */
static void
test_gone (gconstpointer data)
{
  const Client *client = data;
  static const guint32 results[] = {
    RPC_E_DISCONNECTED, CO_E_OBJNOTCONNECTED, RPC_E_SERVER_DIED, RPC_E_SERVER_DIED_DNE, RPC_UNAVAILABLE
  };
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *good = sink_new (client), *bad = sink_new (client);
  Failure failure = { 0 };
  g_autoptr (CpgConnectionPoint) ours = find_point (source, FIX_TYPE_EVENTS);
  guint n_notified = 0;

  g_signal_connect (ours, "sink-failed", G_CALLBACK (failed_cb), &failure);
  g_signal_connect (ours, "notify::n-connections", G_CALLBACK (count_notify), &n_notified);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      guint32 cookie = com_advise (client, point, bad), good_cookie = com_advise (client, point, good);

      n_notified = 0;
      bad->result = results[i];
      fix_source_fire_nothing (source);
      g_assert_cmpuint (n_notified, ==, 1);
      g_assert_error (failure.error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
      g_assert_cmpuint (failure.cookie, ==, cookie);
      g_assert_cmpint (bad->n_refs, ==, 1);
      assert_n_connections (ours, 1);
      fix_source_fire_nothing (source);
      assert_heard (good, "nothing, nothing");
      assert_heard (bad, "nothing");
      g_assert_cmphex (client->unadvise (point, cookie), ==, CONNECT_E_NOCONNECTION);
      g_assert_cmphex (client->unadvise (point, good_cookie), ==, S_OK);
    }

  g_clear_error (&failure.error);
  client->release (point);
  g_clear_object (&ours);
  g_assert_finalize_object (source);
  sink_free (bad);
  sink_free (good);
}

/* What a sink does while it is called. */
typedef struct {
  gpointer point;
  guint32  cookie;
  gpointer released; /* the source's last reference */
} Deed;

static void
unadvise_itself (Sink *sink)
{
  Deed *deed = sink->data;

  if (deed->cookie != 0)
    g_assert_cmphex (sink->client->unadvise (deed->point, deed->cookie), ==, S_OK);
  deed->cookie = 0;
  if (deed->released != NULL)
    sink->client->release (g_steal_pointer (&deed->released));
}

static void
test_unadvise_within (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *a = sink_new (client), *b = sink_new (client);
  Deed a_deed = { point }, b_deed = { point };

  /* Itself; then its neighbour, before its turn. */
  a_deed.cookie = com_advise (client, point, a);
  b_deed.cookie = com_advise (client, point, b);
  a->data = &a_deed;
  a->called = unadvise_itself;
  fix_source_fire_nothing (source);
  assert_heard (a, "nothing");
  assert_heard (b, "nothing");
  g_assert_cmpint (a->n_refs, ==, 1);

  g_assert_cmphex (client->unadvise (point, b_deed.cookie), ==, S_OK);
  com_advise (client, point, a);
  b_deed.cookie = com_advise (client, point, b);
  a->data = &b_deed;
  fix_source_fire_nothing (source);
  assert_heard (a, "nothing");
  assert_heard (b, "");
  g_assert_cmpint (b->n_refs, ==, 1);

  /* The last reference to the source, within a round. */
  a_deed.cookie = 0;
  a_deed.released = point;
  a->data = &a_deed;
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  g_signal_emit_by_name (source, "nothing");
  g_assert_null (source);
  assert_heard (a, "nothing");
  sink_free (a);
  sink_free (b);
}

/* Once the source is disposed of. */
static void
test_disposed (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents), out;
  Sink *sink = sink_new (client);
  guint32 cookie = com_advise (client, point, sink), other = 99;

  g_object_run_dispose (G_OBJECT (source));
  g_assert_cmpint (sink->n_refs, ==, 1);
  g_assert_cmphex (client->advise (point, &sink->unknown, &other), ==, RPC_E_DISCONNECTED);
  g_assert_cmpuint (other, ==, 0);
  g_assert_cmpint (sink->n_refs, ==, 1);
  g_assert_cmphex (client->unadvise (point, cookie), ==, CONNECT_E_NOCONNECTION);
  g_assert_cmphex (client->enum_connections (point, &out), ==, S_OK);
  client->release (out);

  client->release (point);
  g_assert_finalize_object (source);
  sink_free (sink);
}

static void
test_not_a_source (gconstpointer data)
{
  const Client *client = data;
  FixRecorder *recorder = fix_recorder_new ();
  gpointer unknown = export_object (client, recorder), out;

  g_assert_cmphex (client->query (unknown, &IID_IConnectionPointContainer, &out), ==, E_NOINTERFACE);
  g_assert_cmphex (client->query (unknown, &IID_IProvideClassInfo2, &out), ==, E_NOINTERFACE);
  out = query (client, unknown, &IID_IDispatch);
  client->release (out);
  out = query (client, unknown, &IID_IUnknown);
  g_assert_true (out == unknown);
  client->release (out);
  g_assert_cmpuint (client->release (unknown), ==, 0);
  g_assert_finalize_object (recorder);
}

static void
test_class_info (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  FixRelay *relay = g_object_new (FIX_TYPE_RELAY, NULL);
  FixPlain *plain = g_object_new (FIX_TYPE_PLAIN, NULL);
  gpointer unknown = export_object (client, source), info = query (client, unknown, &IID_IProvideClassInfo2);
  CpgGuid guid = { 42 };

  client->release (unknown);
  g_assert_cmphex (client->get_guid (info, 1, NULL), ==, E_POINTER);
  g_assert_cmphex (client->get_guid (info, 2, &guid), ==, E_INVALIDARG);
  g_assert_true (cpg_guid_equal (&guid, &IID_NULL_));
  g_assert_cmphex (client->get_guid (info, 1, &guid), ==, S_OK);
  g_assert_true (cpg_guid_equal (&guid, &IID_FixEvents));
  g_assert_cmphex (client->get_class_info (info, NULL), ==, E_POINTER);
  client->release (info);

  /* No default. */
  unknown = export_object (client, plain);
  info = query (client, unknown, &IID_IProvideClassInfo2);
  g_assert_cmphex (client->get_guid (info, 1, &guid), ==, E_FAIL);
  g_assert_true (cpg_guid_equal (&guid, &IID_NULL_));
  client->release (info);
  client->release (unknown);

  g_assert_finalize_object (source);
  g_assert_finalize_object (relay);
  g_assert_finalize_object (plain);
}

/* CPG_DEBUG=events tells of it, where nobody connects to #CpgSignalPoint::sink-failed. */
static void
test_failure_told (void)
{
  FixSource *source;
  gpointer point;
  Sink *sink;

  if (!g_test_subprocess ())
    {
      g_setenv ("CPG_DEBUG", "events", TRUE);
      g_test_trap_subprocess (NULL, 0, 0);
      g_unsetenv ("CPG_DEBUG");
      g_test_trap_assert_passed ();
      g_test_trap_assert_stderr ("*FixSource(0x*): FixEvents.price-changed failed, DISPID 2: *(0x80020005)\n*");
      return;
    }

  source = fix_source_new ();
  point = export_point (&native_client, source, &IID_FixEvents);
  sink = sink_new (&native_client);
  com_advise (&native_client, point, sink);
  native_client.release (point);
  sink->result = DISP_E_TYPEMISMATCH;
  fix_source_fire_price (source, "ACME", 12.5);
  g_assert_finalize_object (source);
  sink_free (sink);
}

/* The COM object behind a sink, as the source has it. */
static void
test_peek (gconstpointer data)
{
  const Client *client = data;
  const Client *stranger = client == &native_client ? &ms_client : &native_client;
  FixSource *source = fix_source_new ();
  gpointer com_point = export_point (client, source, &IID_FixEvents), out;
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (CpgEnumConnections) listed = NULL;
  g_autoptr (GPtrArray) connections = NULL;
  g_autoptr (GObject) proxy = NULL;
  g_autoptr (GError) error = NULL;
  const CpgComDialect *dialect = NULL;
  Sink *sink = sink_new (client);
  int n_refs;

  com_advise (client, com_point, sink);
  client->release (com_point);
  listed = cpg_connection_point_enum_connections (point, &error);
  connections = cpg_enum_connections_next (listed, 1);
  proxy = cpg_connection_get_sink (g_ptr_array_index (connections, 0));

  n_refs = sink->n_refs;
  g_assert_true (cpg_com_peek_unknown (proxy, &dialect) == &sink->unknown);
  g_assert_true (dialect == client->dialect ());
  g_assert_cmpuint (cpg_com_peek_unknown_address (proxy, NULL), ==, GPOINTER_TO_SIZE (&sink->unknown));
  g_assert_cmpint (sink->n_refs, ==, n_refs);

  /* It goes out as itself, but to those who speak otherwise. */
  g_assert_true (cpg_com_export (proxy, client->dialect (), &error) == &sink->unknown);
  g_assert_cmpint (sink->n_refs, ==, n_refs + 1);
  cpg_com_release (&sink->unknown, client->dialect ());
  g_assert_cmpint (sink->n_refs, ==, n_refs);
  if (HAVE_MS_ABI)
    {
      out = cpg_com_export (proxy, stranger->dialect (), &error);
      g_assert_true (out != NULL && out != &sink->unknown);
      cpg_com_release (out, stranger->dialect ());
    }

  dialect = client->dialect ();
  g_assert_null (cpg_com_peek_unknown (G_OBJECT (source), &dialect));
  g_assert_null (dialect);

  g_clear_object (&proxy);
  g_clear_pointer (&connections, g_ptr_array_unref);
  g_clear_object (&listed);
  g_clear_object (&point);
  g_assert_finalize_object (source);
  sink_free (sink);
}

static void
test_release (void)
{
  g_autoptr (CpgComDialect) bad = cpg_com_dialect_copy (cpg_com_dialect_native ());
  FixSource *source = fix_source_new ();
  gpointer unknown = cpg_com_export (G_OBJECT (source), cpg_com_dialect_native (), NULL);

  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  if (g_test_undefined ())
    {
      bad->ulong_size = 5;
      g_test_expect_message ("cpglib", G_LOG_LEVEL_CRITICAL, "*unknown != NULL*");
      cpg_com_release (NULL, bad);
      g_test_expect_message ("cpglib", G_LOG_LEVEL_CRITICAL, "*cpg_com_dialect_check*");
      cpg_com_release (unknown, bad);
      g_test_assert_expected_messages ();
    }
  g_assert_nonnull (source);
  cpg_com_release (unknown, cpg_com_dialect_native ());
  g_assert_null (source);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, test) add_com_test ("/CpgCom/export/" name, test)
  ADD ("identity", test_identity);
  g_test_add_func ("/CpgCom/export/both-conventions", test_both_conventions);
  g_test_add_func ("/CpgCom/export/equal-dialects", test_equal_dialects);
  ADD ("find", test_find);
  ADD ("enum-points", test_enum_points);
  ADD ("advise", test_advise);
  ADD ("limit", test_limit);
  ADD ("cannot-connect", test_cannot_connect);
  ADD ("enum-connections", test_enum_connections);
  ADD ("ordinary", test_ordinary);
  ADD ("arguments", test_arguments);
  ADD ("answers", test_answers);
  ADD ("failure", test_failure);
  ADD ("gone", test_gone);
  ADD ("unadvise-within", test_unadvise_within);
  ADD ("disposed", test_disposed);
  ADD ("not-a-source", test_not_a_source);
  ADD ("class-info", test_class_info);
  g_test_add_func ("/CpgCom/export/failure-told", test_failure_told);
  ADD ("peek", test_peek);
  g_test_add_func ("/CpgCom/export/release", test_release);

  return g_test_run ();
}

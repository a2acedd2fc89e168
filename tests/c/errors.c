/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

/* What a caller may do wrong with values is an error; what only a C programmer
 * may do wrong is a critical. */

typedef struct {
  FixSource          *source;
  CpgConnectionPoint *point;
  FixRecorder        *sink;
  GError             *error;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = fix_source_new ();
  fixture->point = find_point (fixture->source, FIX_TYPE_EVENTS);
  fixture->sink = fix_recorder_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_error (&fixture->error);
  g_clear_object (&fixture->point);
  if (fixture->source != NULL)
    g_assert_finalize_object (fixture->source);
  g_assert_finalize_object (fixture->sink);
}

#define assert_fails(fixture, code, expression) \
  G_STMT_START { \
    g_clear_error (&(fixture)->error); \
    g_assert_true ((expression) == 0); \
    g_assert_error ((fixture)->error, CPG_ERROR, code); \
  } G_STMT_END

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  CpgConnectionPointContainer *container = CPG_CONNECTION_POINT_CONTAINER (fixture->source);
  g_autoptr (CpgGuid) unknown = cpg_guid_new ("00000000-0000-0000-c000-000000000046", NULL);
  CpgOutgoingInterface *notes = cpg_outgoing_interface_for_type (FIX_TYPE_NOTES, NULL);

  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_connection_point_container_find_connection_point (container, unknown, &fixture->error));
  assert_names (fixture->error, "FixSource");
  assert_names (fixture->error, "00000000-0000-0000-c000-000000000046");

  /* one that is known, but not to this source; and what it has instead */
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_connection_point_container_find_connection_point (container,
                                                                      cpg_outgoing_interface_get_iid (notes),
                                                                      &fixture->error));
  assert_names (fixture->error, "FixNotes");
  assert_names (fixture->error, "FixEvents");
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_connection_point_container_find_by_type (container, FIX_TYPE_NOTES, &fixture->error));
  assert_names (fixture->error, "FixNotes");
  assert_fails (fixture, CPG_ERROR_INVALID_CONTRACT,
                cpg_connection_point_container_find_by_type (container, G_TYPE_OBJECT, &fixture->error));
  assert_names (fixture->error, "GObject");
  assert_fails (fixture, CPG_ERROR_INVALID_CONTRACT,
                cpg_connection_point_container_find_by_type (container, G_TYPE_INVALID, &fixture->error));
}

static void
test_cookies (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (CpgConnectionPoint) other = find_point (fixture->source, FIX_TYPE_OTHER);
  const guint stale = advise (fixture->point, fixture->sink);
  guint foreign = 0;
  guint wrong[4];

  unadvise (fixture->point, stale);
  for (guint i = 0; i < 3; i++)
    foreign = advise (other, fixture->sink);
  wrong[0] = 0;
  wrong[1] = stale;
  wrong[2] = foreign;
  wrong[3] = G_MAXUINT;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *cookie = g_strdup_printf ("%u", wrong[i]);

      assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                    cpg_connection_point_unadvise (fixture->point, wrong[i], &fixture->error));
      assert_names (fixture->error, cookie);
      assert_names (fixture->error, "FixEvents");
      assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                    cpg_connection_point_block (fixture->point, wrong[i], &fixture->error));
      assert_names (fixture->error, cookie);
      assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                    cpg_connection_point_unblock (fixture->point, wrong[i], &fixture->error));
      assert_names (fixture->error, cookie);
      g_assert_false (cpg_connection_point_is_blocked (fixture->point, wrong[i]));
      g_assert_false (cpg_connection_point_unadvise (fixture->point, wrong[i], NULL));
    }
  assert_n_connections (other, 3);
}

static void
test_cannot_connect (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (FixNoteTaker) taker = fix_note_taker_new ();

  assert_fails (fixture, CPG_ERROR_CANNOT_CONNECT,
                cpg_connection_point_advise (fixture->point, G_OBJECT (taker), &fixture->error));
  assert_names (fixture->error, "FixNoteTaker");
  assert_names (fixture->error, "FixEvents");
  assert_fails (fixture, CPG_ERROR_CANNOT_CONNECT,
                cpg_connection_point_advise_full (fixture->point, G_OBJECT (taker), CPG_ADVISE_WEAK, NULL,
                                                  &fixture->error));
  assert_n_connections (fixture->point, 0);
  g_assert_cmpuint (G_OBJECT (taker)->ref_count, ==, 1);
  g_assert_cmpuint (cpg_connection_point_advise (fixture->point, G_OBJECT (taker), NULL), ==, 0);
}

/* The limit comes before the sink is asked, the source before the limit. */
static void
test_precedence (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (FixNoteTaker) taker = fix_note_taker_new ();

  cpg_connection_point_set_max_connections (fixture->point, 0);
  assert_fails (fixture, CPG_ERROR_ADVISE_LIMIT,
                cpg_connection_point_advise (fixture->point, G_OBJECT (taker), &fixture->error));
  assert_names (fixture->error, "0");
  g_clear_object (&fixture->source);
  assert_fails (fixture, CPG_ERROR_DISCONNECTED,
                cpg_connection_point_advise (fixture->point, G_OBJECT (taker), &fixture->error));
}

static void
test_helpers (Fixture       *fixture,
              gconstpointer  data)
{
  GObject *source = G_OBJECT (fixture->source);
  GObject *sink = G_OBJECT (fixture->sink);
  g_autoptr (FixNoteTaker) taker = fix_note_taker_new ();

  assert_fails (fixture, CPG_ERROR_NOT_CONNECTABLE, cpg_advise (sink, sink, FIX_TYPE_EVENTS, &fixture->error));
  assert_names (fixture->error, "FixRecorder");
  assert_names (fixture->error, "CpgConnectionPointContainer");
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION, cpg_advise (source, sink, FIX_TYPE_NOTES, &fixture->error));
  assert_names (fixture->error, "FixSource");
  assert_names (fixture->error, "FixNotes");
  assert_names (fixture->error, "it has FixEvents, FixOther");
  assert_fails (fixture, CPG_ERROR_CANNOT_CONNECT,
                cpg_advise (source, G_OBJECT (taker), FIX_TYPE_EVENTS, &fixture->error));
  assert_names (fixture->error, "FixNoteTaker");
  assert_names (fixture->error, "FixEvents");
  assert_fails (fixture, CPG_ERROR_INVALID_CONTRACT, cpg_advise (source, sink, G_TYPE_INT, &fixture->error));
  assert_fails (fixture, CPG_ERROR_NOT_CONNECTABLE, cpg_unadvise (sink, FIX_TYPE_EVENTS, 1, &fixture->error));
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION, cpg_unadvise (source, FIX_TYPE_NOTES, 1, &fixture->error));
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION, cpg_unadvise (source, FIX_TYPE_EVENTS, 1, &fixture->error));
}

/* No interface named, and none that is the default. */
static void
test_default (Fixture       *fixture,
              gconstpointer  data)
{
  GObject *sink = G_OBJECT (fixture->sink);
  g_autoptr (FixPlain) plain = fix_plain_new ();
  g_autoptr (GObject) bare = g_object_new (CPG_TYPE_CONNECTABLE, NULL);
  g_autoptr (FixNoteTaker) taker = fix_note_taker_new ();

  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_connection_point_container_find_default (CPG_CONNECTION_POINT_CONTAINER (plain), &fixture->error));
  assert_names (fixture->error, "FixPlain");
  assert_names (fixture->error, "FixEvents");
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_connection_point_container_find_default (CPG_CONNECTION_POINT_CONTAINER (bare), &fixture->error));
  assert_names (fixture->error, "CpgConnectable");
  assert_names (fixture->error, "it has none");

  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_advise (G_OBJECT (plain), sink, G_TYPE_INVALID, &fixture->error));
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_unadvise (G_OBJECT (plain), G_TYPE_INVALID, 1, &fixture->error));
  assert_fails (fixture, CPG_ERROR_NOT_CONNECTABLE, cpg_advise (sink, sink, G_TYPE_INVALID, &fixture->error));
  assert_fails (fixture, CPG_ERROR_CANNOT_CONNECT,
                cpg_advise (G_OBJECT (fixture->source), G_OBJECT (taker), G_TYPE_INVALID, &fixture->error));
  assert_names (fixture->error, "FixNoteTaker");
  assert_names (fixture->error, "FixEvents");
}

static void
test_by_name (Fixture       *fixture,
              gconstpointer  data)
{
  CpgConnectionPointContainer *source = CPG_CONNECTION_POINT_CONTAINER (fixture->source);
  /* no type, no text even, no interface, no contract */
  const char * const wrong[] = { "Nonsense", "", "\xff", "gint", "FixSource", "GIcon" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      assert_fails (fixture, CPG_ERROR_INVALID_CONTRACT,
                    cpg_connection_point_container_find_by_name (source, wrong[i], &fixture->error));
      if (g_utf8_validate (wrong[i], -1, NULL))
        assert_names (fixture->error, wrong[i]);
      g_assert_true (g_utf8_validate (fixture->error->message, -1, NULL));
    }
  assert_fails (fixture, CPG_ERROR_NO_CONNECTION,
                cpg_connection_point_container_find_by_name (source, g_type_name (FIX_TYPE_NOTES), &fixture->error));
  assert_names (fixture->error, "FixNotes");
}

static void
test_declaring (Fixture       *fixture,
                gconstpointer  data)
{
  const GType no_classes[] = { G_TYPE_INVALID, G_TYPE_INT, FIX_TYPE_EVENTS, FIX_TYPE_BOX };

  for (guint i = 0; i < G_N_ELEMENTS (no_classes); i++)
    assert_fails (fixture, CPG_ERROR_INVALID_ARGUMENT,
                  cpg_type_add_outgoing_interface (no_classes[i], FIX_TYPE_EVENTS, 0, NULL, &fixture->error));
  assert_fails (fixture, CPG_ERROR_INVALID_CONTRACT,
                cpg_type_add_outgoing_interface (FIX_TYPE_SOURCE, FIX_TYPE_BOX, 0, NULL, &fixture->error));
  /* in use, and no container */
  assert_fails (fixture, CPG_ERROR_NOT_CONNECTABLE,
                cpg_type_add_outgoing_interface (FIX_TYPE_RECORDER, FIX_TYPE_EVENTS, 0, NULL, &fixture->error));
  assert_names (fixture->error, "FixRecorder");
}

/* Misuse --------------------------------------------------------------------------- */

/* These come from g_return_if_fail(), which can be expected. */
#define assert_critical(text, expression) \
  G_STMT_START { \
    g_test_expect_message ("cpglib", G_LOG_LEVEL_CRITICAL, text); \
    g_assert_true ((expression) == 0); \
    g_test_assert_expected_messages (); \
  } G_STMT_END

static void
test_misuse (Fixture       *fixture,
             gconstpointer  data)
{
  GObject *sink = G_OBJECT (fixture->sink);
  gpointer no_point = fixture->sink;
  GError *set = g_error_new_literal (CPG_ERROR, CPG_ERROR_FAILED, "x");

  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_advise (NULL, sink, NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_advise (no_point, sink, NULL));
  assert_critical ("*G_IS_OBJECT*", cpg_connection_point_advise (fixture->point, NULL, NULL));
  assert_critical ("*error*", cpg_connection_point_advise (fixture->point, sink, &set));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_unadvise (NULL, 1, NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_block (NULL, 1, NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_unblock (NULL, 1, NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_is_blocked (NULL, 1));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_get_n_connections (NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_get_max_connections (NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_enum_connections (NULL, NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_list_connections (NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_get_container (NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT*", cpg_connection_point_get_connection_interface (NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT_CONTAINER*",
                   cpg_connection_point_container_find_by_type (NULL, FIX_TYPE_EVENTS, NULL));
  assert_critical ("*iid*",
                   cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (fixture->source),
                                                                         NULL, NULL));
  assert_critical ("*CPG_IS_CONNECTION_POINT_CONTAINER*", cpg_connection_point_container_find_default (NULL, NULL));
  assert_critical ("*name*",
                   cpg_connection_point_container_find_by_name (CPG_CONNECTION_POINT_CONTAINER (fixture->source),
                                                                NULL, NULL));
  assert_critical ("*CPG_IS_ENUM_CONNECTIONS*", cpg_enum_connections_next (NULL, 1));
  assert_critical ("*CPG_IS_ENUM_CONNECTION_POINTS*", cpg_enum_connection_points_next (NULL, 1));
  assert_critical ("*CPG_IS_CONNECTION *", cpg_connection_get_cookie (NULL));
  assert_critical ("*CPG_IS_METHOD*", cpg_method_get_name (NULL));
  assert_critical ("*CPG_IS_OUTGOING_INTERFACE*", cpg_outgoing_interface_get_name (NULL));
  assert_critical ("*CPG_IS_INVOCATION*", cpg_invocation_get_answer (NULL));
  assert_critical ("*CPG_IS_SINK*", cpg_sink_get_interface (NULL));
  assert_critical ("*CPG_IS_SIGNAL_POINT*", cpg_signal_point_fire (NULL, "nothing", NULL, 0, NULL, NULL));
  assert_critical ("*method*", cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), NULL, NULL, 0, NULL, NULL));
  assert_critical ("*G_IS_OBJECT*", cpg_advise (NULL, sink, FIX_TYPE_EVENTS, NULL));
  assert_critical ("*string*", cpg_guid_new (NULL, NULL));
  assert_critical ("*CPG_IS_SIGNAL_POINT*", CPG_FIRE_BOOLEAN (NULL, FixEventsInterface, may_close));
  assert_critical ("*CPG_IS_SIGNAL_POINT*", CPG_FIRE_BOOLEAN (fixture->sink, FixEventsInterface, may_close));
  g_error_free (set);
}

/* The library's own criticals are structured, and only a process that dies of
 * them shows them. */
typedef struct {
  const char *name;
  void     (* misuse) (void);
  const char *message;
} Misuse;

static void
sink_of_no_interface (void)
{
  g_assert_null (cpg_sink_new (G_TYPE_OBJECT));
}

static void
peek_at_nothing (void)
{
  g_assert_null (cpg_signal_point_peek (fix_source_new (), FIX_TYPE_NOTES));
}

static void
method_of_nothing (void)
{
  cpg_outgoing_interface_add_method (FIX_TYPE_NOTES, "first", 16, 1, CPG_COMBINE_LAST, G_TYPE_NONE, 0);
}

static void
bad_iid (void)
{
  cpg_outgoing_interface_init (FIX_TYPE_NOTES, "not-a-guid");
}

static void
taken_iid (void)
{
  cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, NULL);
  cpg_outgoing_interface_init (FIX_TYPE_NOTES, FIX_EVENTS_IID);
}

static void
slot_outside (void)
{
  g_type_default_interface_ref (FIX_TYPE_OTHER);
  cpg_outgoing_interface_add_method (FIX_TYPE_OTHER, "third", 4096, 3, CPG_COMBINE_LAST, G_TYPE_NONE, 0);
}

static void
slot_of_header (void)
{
  g_type_default_interface_ref (FIX_TYPE_OTHER);
  cpg_outgoing_interface_add_method (FIX_TYPE_OTHER, "third", 0, 3, CPG_COMBINE_LAST, G_TYPE_NONE, 0);
}

static void
slot_taken (void)
{
  g_type_default_interface_ref (FIX_TYPE_OTHER);
  cpg_outgoing_interface_add_method (FIX_TYPE_OTHER, "third", G_STRUCT_OFFSET (FixOtherInterface, quiet), 3,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 0);
}

static void
declare_twice (void)
{
  cpg_type_declare_outgoing_interface (FIX_TYPE_SOURCE, FIX_TYPE_EVENTS, 0, NULL);
}

static const Misuse misuses[] = {
  { "sink-of-no-interface", sink_of_no_interface, "*GObject*no interface*" },
  { "peek-at-nothing",      peek_at_nothing,      "*FixSource*FixNotes*" },
  { "method-of-nothing",    method_of_nothing,    "*FixNotes*cpg_outgoing_interface_init*first*" },
  { "bad-iid",              bad_iid,              "*FixNotes*not-a-guid*" },
  { "taken-iid",            taken_iid,            "*FixNotes*" FIX_EVENTS_IID "*FixEvents*" },
  { "slot-outside",         slot_outside,         "*FixOther*third*4096*" },
  { "slot-of-header",       slot_of_header,       "*FixOther*third*" },
  { "slot-taken",           slot_taken,           "*FixOther*third*quiet*" },
  { "declare-twice",        declare_twice,        "*FixSource*FixEvents*" },
};

static void
test_critical (gconstpointer data)
{
  const Misuse *misuse = data;

  if (g_test_subprocess ())
    {
      misuse->misuse ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr (misuse->message);
  g_test_trap_assert_stderr ("*cpglib-CRITICAL*");
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/errors/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("find", test_find);
  ADD ("cookies", test_cookies);
  ADD ("cannot-connect", test_cannot_connect);
  ADD ("precedence", test_precedence);
  ADD ("helpers", test_helpers);
  ADD ("default", test_default);
  ADD ("by-name", test_by_name);
  ADD ("declaring", test_declaring);
  ADD ("misuse", test_misuse);

  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/errors/critical/%s", misuses[i].name);

      g_test_add_data_func (path, &misuses[i], test_critical);
    }

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

typedef struct {
  FixSource          *source;
  CpgConnectionPoint *point;
  FixRecorder        *sink;
  GListModel         *model;
  GArray             *cookies; /* what the model told by items-changed alone */
  guint               n_changes;
} Fixture;

static void
follow (GListModel *model,
        guint       position,
        guint       removed,
        guint       added,
        Fixture    *fixture)
{
  fixture->n_changes++;
  g_assert_cmpuint (position + removed, <=, fixture->cookies->len);
  if (removed > 0)
    g_array_remove_range (fixture->cookies, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (CpgConnection) connection = g_list_model_get_item (model, position + i);
      guint cookie = cpg_connection_get_cookie (connection);

      g_array_insert_val (fixture->cookies, position + i, cookie);
    }
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, fixture->cookies->len);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = fix_source_new ();
  fixture->point = find_point (fixture->source, FIX_TYPE_EVENTS);
  fixture->sink = fix_recorder_new ();
  fixture->model = cpg_connection_point_list_connections (fixture->point);
  fixture->cookies = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (follow), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->point);
  if (fixture->source != NULL)
    g_assert_finalize_object (fixture->source);
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->sink);
  g_array_unref (fixture->cookies);
}

static void
assert_same (Fixture *fixture)
{
  g_autoptr (CpgEnumConnections) connections = cpg_connection_point_enum_connections (fixture->point, NULL);
  g_autoptr (GPtrArray) found = cpg_enum_connections_next (connections, G_MAXUINT);

  g_assert_cmpuint (found->len, ==, fixture->cookies->len);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpuint (cpg_connection_get_cookie (g_ptr_array_index (found, i)), ==,
                      g_array_index (fixture->cookies, guint, i));
}

static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GObject) kept = NULL;
  g_autoptr (GObject) same = NULL;
  guint cookies[4];

  g_assert_true (g_list_model_get_item_type (fixture->model) == CPG_TYPE_CONNECTION);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->model), ==, 0);
  g_assert_null (g_list_model_get_item (fixture->model, 0));

  for (guint i = 0; i < G_N_ELEMENTS (cookies); i++)
    cookies[i] = advise (fixture->point, fixture->sink);
  g_assert_cmpuint (fixture->n_changes, ==, 4);
  assert_same (fixture);

  kept = g_list_model_get_item (fixture->model, 3);
  unadvise (fixture->point, cookies[1]);
  assert_same (fixture);
  /* what is the same keeps its object */
  same = g_list_model_get_item (fixture->model, 2);
  g_assert_true (kept == same);

  unadvise (fixture->point, cookies[0]);
  unadvise (fixture->point, cookies[3]);
  unadvise (fixture->point, cookies[2]);
  assert_same (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->model), ==, 0);
  g_assert_null (g_list_model_get_item (fixture->model, 0));
}

static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint i = 0; i < 500; i++)
    {
      guint n = fixture->cookies->len;

      if (n == 0 || g_test_rand_int_range (0, 5) < 3)
        advise (fixture->point, fixture->sink);
      else
        unadvise (fixture->point,
                  g_array_index (fixture->cookies, guint, g_test_rand_int_range (0, (int) n)));
      assert_same (fixture);
    }
}

static void
test_source_gone (Fixture       *fixture,
                  gconstpointer  data)
{
  advise (fixture->point, fixture->sink);
  advise (fixture->point, fixture->sink);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->model), ==, 2);
  g_clear_object (&fixture->source);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->model), ==, 0);
  g_assert_cmpuint (fixture->cookies->len, ==, 0);
}

static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  advise_full (fixture->point, fixture->sink, CPG_ADVISE_ONCE);
  g_assert_cmpuint (fixture->cookies->len, ==, 1);
  fix_source_fire_nothing (fixture->source);
  g_assert_cmpuint (fixture->cookies->len, ==, 0);
}

/* Reading it tells at any time what there is, without a main loop. */
static gpointer
advise_in_thread (gpointer data)
{
  Fixture *fixture = data;

  advise (fixture->point, fixture->sink);
  return NULL;
}

static void
test_other_thread (Fixture       *fixture,
                   gconstpointer  data)
{
  g_thread_join (g_thread_new ("advise", advise_in_thread, fixture));

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (fixture->model), ==, 1);
  assert_same (fixture);
}

static void
test_points (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GListModel) points =
    cpg_connection_point_container_list_connection_points (CPG_CONNECTION_POINT_CONTAINER (fixture->source));
  g_autoptr (GObject) first = g_list_model_get_item (points, 0);
  g_autoptr (GObject) second = g_list_model_get_item (points, 1);

  g_assert_true (g_type_is_a (g_list_model_get_item_type (points), CPG_TYPE_CONNECTION_POINT));
  g_assert_cmpuint (g_list_model_get_n_items (points), ==, 2);
  g_assert_true (first == (GObject *) fixture->point);
  g_assert_true (CPG_IS_CONNECTION_POINT (second));
  g_assert_null (g_list_model_get_item (points, 2));

  g_clear_object (&fixture->source);
  g_assert_cmpuint (g_list_model_get_n_items (points), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/list-models/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("follows", test_follows);
  ADD ("random", test_random);
  ADD ("source-gone", test_source_gone);
  ADD ("once", test_once);
  ADD ("other-thread", test_other_thread);
  ADD ("points", test_points);

  return g_test_run ();
}

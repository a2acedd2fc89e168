/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>
#include <cpglib/signals/cpg-signal-point-private.h>

/* Looks into the table: 2³² advises take too long. The library's objects are
 * linked in, and with them no fixtures, which bring the library itself. */

typedef struct {
  GObject            *source;
  GObject            *sink;
  CpgConnectionPoint *point;
  CpgTable           *table;
} Fixture;

static GType
get_contract (void)
{
  static GType type;

  if (type == 0)
    {
      g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("CookieEvents", NULL);

      cpg_interface_builder_add_method (builder, "nothing", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
      type = cpg_outgoing_interface_get_gtype (cpg_interface_builder_register (builder, NULL));
    }
  return type;
}

typedef CpgConnectable CookieSource;
typedef CpgConnectableClass CookieSourceClass;

static GType cookie_source_get_type (void);
G_DEFINE_TYPE_WITH_CODE (CookieSource, cookie_source, CPG_TYPE_CONNECTABLE,
                         CPG_OUTGOING_INTERFACE (get_contract (), CPG_OUTGOING_NONE))

static void
cookie_source_class_init (CookieSourceClass *klass)
{
}

static void
cookie_source_init (CookieSource *self)
{
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = g_object_new (cookie_source_get_type (), NULL);
  fixture->sink = G_OBJECT (cpg_sink_new (get_contract ()));
  fixture->point = g_object_ref (cpg_signal_point_peek (fixture->source, get_contract ()));
  fixture->table = &CPG_SIGNAL_POINT (fixture->point)->table;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->source);
  g_assert_finalize_object (fixture->sink);
}

static guint
advise (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint cookie = cpg_connection_point_advise (fixture->point, fixture->sink, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cookie, !=, 0);
  return cookie;
}

static gboolean
unadvise (Fixture *fixture,
          guint    cookie)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cpg_connection_point_unadvise (fixture->point, cookie, &error);

  if (!done)
    g_assert_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION);
  return done;
}

static void
test_not_reused (Fixture       *fixture,
                 gconstpointer  data)
{
  guint last = 0;

  fixture->table->last_cookie = 0;
  for (guint i = 0; i < 10000; i++)
    {
      guint cookie = advise (fixture);

      g_assert_cmpuint (cookie, >, last);
      last = cookie;
      if (i % 3 != 0)
        g_assert_true (unadvise (fixture, cookie));
      g_assert_false (unadvise (fixture, 0));
      g_assert_false (unadvise (fixture, cookie + 1));
      if (i % 3 != 0)
        g_assert_false (unadvise (fixture, cookie));
    }
}

static void
test_size (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpuint (sizeof (CpgRoundEntry), <=, 3 * sizeof (gpointer));
}

/* Over the end of the numbers, with nobody in the way. */
static void
test_wrap (Fixture       *fixture,
           gconstpointer  data)
{
  guint cookies[6];

  fixture->table->last_cookie = G_MAXUINT32 - 3;
  for (guint i = 0; i < G_N_ELEMENTS (cookies); i++)
    cookies[i] = advise (fixture);
  g_assert_cmpuint (cookies[0], ==, G_MAXUINT32 - 2);
  g_assert_cmpuint (cookies[2], ==, G_MAXUINT32);
  g_assert_cmpuint (cookies[3], ==, 1); /* never 0 */
  g_assert_cmpuint (cookies[5], ==, 3);
  g_assert_true (fixture->table->sorted);

  g_assert_false (unadvise (fixture, 0));
  g_assert_false (unadvise (fixture, 4));
  g_assert_false (unadvise (fixture, G_MAXUINT32 - 3));
  for (guint i = 0; i < G_N_ELEMENTS (cookies); i++)
    {
      guint cookie = cookies[(i * 5) % G_N_ELEMENTS (cookies)];

      g_assert_true (unadvise (fixture, cookie));
      g_assert_false (unadvise (fixture, cookie));
    }
  g_assert_cmpuint (cpg_connection_point_get_n_connections (fixture->point), ==, 0);
}

/* Over the end, when the first ones are still there. */
static void
test_overtaken (Fixture       *fixture,
                gconstpointer  data)
{
  guint old[4], fresh[4];

  fixture->table->last_cookie = 0;
  for (guint i = 0; i < 4; i++)
    old[i] = advise (fixture); /* 1 to 4 */
  g_assert_true (unadvise (fixture, old[1]));
  fixture->table->last_cookie = G_MAXUINT32 - 2;
  for (guint i = 0; i < 4; i++)
    fresh[i] = advise (fixture);
  g_assert_cmpuint (fresh[1], ==, G_MAXUINT32);
  g_assert_cmpuint (fresh[2], !=, 0);
  g_assert_false (fixture->table->sorted);
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < 4; j++)
      g_assert_true (fresh[i] != old[j] || j == 1);
  g_assert_cmpuint (fresh[2], !=, fresh[3]);

  /* It is found by looking at each. */
  g_assert_true (cpg_connection_point_block (fixture->point, fresh[2], NULL));
  g_assert_true (cpg_connection_point_is_blocked (fixture->point, fresh[2]));
  g_assert_false (cpg_connection_point_is_blocked (fixture->point, old[3]));
  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (unadvise (fixture, fresh[i]));
      g_assert_false (unadvise (fixture, fresh[i]));
    }
  g_assert_true (unadvise (fixture, old[2]));
  g_assert_true (unadvise (fixture, old[0]));
  g_assert_true (unadvise (fixture, old[3]));
  g_assert_cmpuint (cpg_connection_point_get_n_connections (fixture->point), ==, 0);

  /* An empty table starts in order again. */
  advise (fixture);
  g_assert_true (fixture->table->sorted);
}

/* At random, with a set to compare with, on both sides of the end. */
static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GHashTable) model = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < 20; i++)
    {
      guint cookie = advise (fixture);

      g_hash_table_add (model, GUINT_TO_POINTER (cookie));
      g_array_append_val (all, cookie);
    }
  fixture->table->last_cookie = G_MAXUINT32 - 1000;

  for (guint i = 0; i < 5000; i++)
    {
      if (g_test_rand_int_range (0, 100) < 52)
        {
          guint cookie = advise (fixture);

          g_assert_true (g_hash_table_add (model, GUINT_TO_POINTER (cookie)));
          g_array_append_val (all, cookie);
        }
      else
        {
          guint cookie = g_array_index (all, guint, g_test_rand_int_range (0, (int) all->len));

          g_assert_true (unadvise (fixture, cookie) ==
                         g_hash_table_remove (model, GUINT_TO_POINTER (cookie)));
        }
      g_assert_cmpuint (cpg_connection_point_get_n_connections (fixture->point), ==, g_hash_table_size (model));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/cookies/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("not-reused", test_not_reused);
  ADD ("size", test_size);
  ADD ("wrap", test_wrap);
  ADD ("overtaken", test_overtaken);
  ADD ("random", test_random);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "cases.h"
#include "objects.h"

/* The cases that are about more than COM has, or about how C has it: errors
 * that nobody wants, helpers, what a source decides, points of somebody else's. */

static CpgConnectionPoint *
find (gpointer source,
      GType    iface)
{
  g_autoptr (GError) error = NULL;
  CpgConnectionPoint *point;

  point = cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (source), iface, &error);
  g_assert_no_error (error);
  return point;
}

static guint
advise (CpgConnectionPoint *point,
        gpointer            sink,
        CpgAdviseFlags      flags)
{
  g_autoptr (GError) error = NULL;
  guint cookie = cpg_connection_point_advise_full (point, sink, flags, NULL, &error);

  g_assert_no_error (error);
  return cookie;
}

#define assert_names(error, word) g_assert_nonnull (strstr ((error)->message, (word)))

/* A source with its point and a sink that knows what it heard. */
typedef struct {
  ConfSource         *source;
  CpgConnectionPoint *point;
  GString            *journal;
  Listener            listener;
  GObject            *sink;
} Scene;

static void
scene_begin (Scene *scene)
{
  scene->source = g_object_new (CONF_TYPE_SOURCE, NULL);
  scene->point = find (scene->source, CONF_TYPE_EVENTS);
  scene->journal = g_string_new (NULL);
  scene->listener = (Listener) { .name = 'a', .journal = scene->journal, .answer = TRUE };
  scene->sink = conf_sink_new (SINK_GOOD, &scene->listener);
}

static void
scene_end (Scene *scene)
{
  g_object_unref (scene->point);
  if (scene->source != NULL)
    g_assert_finalize_object (scene->source);
  if (scene->sink != NULL)
    g_assert_finalize_object (scene->sink);
  g_string_free (scene->journal, TRUE);
}

#define fire(scene) CPG_FIRE ((scene)->point, ConfEventsInterface, nothing)

/* Points and sources of somebody else's ------------------------------------------- */

#define TEST_TYPE_FOREIGN_POINT (test_foreign_point_get_type ())
G_DECLARE_FINAL_TYPE (TestForeignPoint, test_foreign_point, TEST, FOREIGN_POINT, GObject)

/* It gives the cookies that it is told to give, and lists nothing. */
struct _TestForeignPoint
{
  GObject parent_instance;

  guint   gives;
  guint   got;
};

static CpgOutgoingInterface *
foreign_point_get_connection_interface (CpgConnectionPoint *point)
{
  return cpg_outgoing_interface_for_type (CONF_TYPE_EVENTS, NULL);
}

static guint
foreign_point_advise_full (CpgConnectionPoint  *point,
                           GObject             *sink,
                           CpgAdviseFlags       flags,
                           GMainContext        *context,
                           GError             **error)
{
  return TEST_FOREIGN_POINT (point)->gives;
}

static gboolean
foreign_point_unadvise (CpgConnectionPoint  *point,
                        guint                cookie,
                        GError             **error)
{
  TEST_FOREIGN_POINT (point)->got = cookie;
  return TRUE;
}

static void
foreign_point_init (CpgConnectionPointInterface *iface)
{
  iface->get_connection_interface = foreign_point_get_connection_interface;
  iface->advise_full = foreign_point_advise_full;
  iface->unadvise = foreign_point_unadvise;
}

enum {
  PROP_N_CONNECTIONS = 1,
  PROP_MAX_CONNECTIONS
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TestForeignPoint, test_foreign_point, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT, foreign_point_init))

static void
test_foreign_point_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  g_param_value_set_default (pspec, value);
}

static void
test_foreign_point_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
}

static void
test_foreign_point_class_init (TestForeignPointClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_foreign_point_get_property;
  object_class->set_property = test_foreign_point_set_property;
  g_object_class_override_property (object_class, PROP_N_CONNECTIONS, "n-connections");
  g_object_class_override_property (object_class, PROP_MAX_CONNECTIONS, "max-connections");
}

static void
test_foreign_point_init (TestForeignPoint *self)
{
}

#define TEST_TYPE_FOREIGN_SOURCE (test_foreign_source_get_type ())
G_DECLARE_FINAL_TYPE (TestForeignSource, test_foreign_source, TEST, FOREIGN_SOURCE, GObject)

struct _TestForeignSource
{
  GObject           parent_instance;

  TestForeignPoint *point;
};

static CpgConnectionPoint *
foreign_source_find (CpgConnectionPointContainer  *source,
                     const CpgGuid                *iid,
                     GError                      **error)
{
  return g_object_ref (CPG_CONNECTION_POINT (TEST_FOREIGN_SOURCE (source)->point));
}

static void
foreign_source_init (CpgConnectionPointContainerInterface *iface)
{
  iface->find_connection_point = foreign_source_find;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestForeignSource, test_foreign_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT_CONTAINER, foreign_source_init))

static void
test_foreign_source_dispose (GObject *object)
{
  g_clear_object (&TEST_FOREIGN_SOURCE (object)->point);

  G_OBJECT_CLASS (test_foreign_source_parent_class)->dispose (object);
}

static void
test_foreign_source_class_init (TestForeignSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = test_foreign_source_dispose;
}

static void
test_foreign_source_init (TestForeignSource *self)
{
  self->point = g_object_new (TEST_TYPE_FOREIGN_POINT, NULL);
}

static const guint odd_cookies[] = { 0xdeadbeef, 1, 0x7fffffff, 0x80000000, 0xffffffff };

static void
w12 (void)
{
  Scene scene;
  TestForeignPoint *foreign = g_object_new (TEST_TYPE_FOREIGN_POINT, NULL);

  scene_begin (&scene);
  for (guint i = 0; i < G_N_ELEMENTS (odd_cookies); i++)
    {
      foreign->gives = odd_cookies[i];
      g_assert_cmphex (advise (CPG_CONNECTION_POINT (foreign), scene.sink, CPG_ADVISE_NONE), ==, odd_cookies[i]);
      g_assert_true (cpg_connection_point_unadvise (CPG_CONNECTION_POINT (foreign), odd_cookies[i], NULL));
      g_assert_cmphex (foreign->got, ==, odd_cookies[i]);
    }
  g_assert_finalize_object (foreign);
  scene_end (&scene);
}

static void
p12 (void)
{
  Scene scene;
  TestForeignSource *foreign = g_object_new (TEST_TYPE_FOREIGN_SOURCE, NULL);
  g_autoptr (GError) error = NULL;

  scene_begin (&scene);
  for (guint i = 0; i < G_N_ELEMENTS (odd_cookies); i++)
    {
      foreign->point->gives = odd_cookies[i];
      g_assert_cmphex (cpg_advise (G_OBJECT (foreign), scene.sink, CONF_TYPE_EVENTS, NULL), ==, odd_cookies[i]);
      g_assert_true (cpg_unadvise (G_OBJECT (foreign), CONF_TYPE_EVENTS, odd_cookies[i], NULL));
      g_assert_cmphex (foreign->point->got, ==, odd_cookies[i]);
    }

  /* The one that is none is an error, though the point gives no reason. */
  foreign->point->gives = 0;
  g_assert_cmphex (cpg_advise (G_OBJECT (foreign), scene.sink, CONF_TYPE_EVENTS, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_FAILED);
  g_assert_finalize_object (foreign);
  scene_end (&scene);
}

static void
x8 (void)
{
  Scene scene;
  TestForeignPoint *foreign = g_object_new (TEST_TYPE_FOREIGN_POINT, NULL);
  g_autoptr (CpgEnumConnections) connections = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  scene_begin (&scene);
  cpg_connection_point_set_max_connections (scene.point, 1);
  advise (scene.point, scene.sink, CPG_ADVISE_NONE);
  connections = cpg_connection_point_enum_connections (scene.point, &error);
  g_assert_no_error (error);
  found = cpg_enum_connections_next (connections, 2);
  g_assert_cmpuint (found->len, ==, 1);

  g_assert_null (cpg_connection_point_enum_connections (CPG_CONNECTION_POINT (foreign), &error));
  g_assert_cmphex (cpg_error_to_hresult (error), ==, E_NOTIMPL);
  g_clear_pointer (&found, g_ptr_array_unref);
  g_clear_object (&connections);
  g_assert_finalize_object (foreign);
  scene_end (&scene);
}

/* Mistakes, and errors that nobody wants ------------------------------------------- */

static void
w26 (void)
{
  Scene scene;

  scene_begin (&scene);
  g_test_expect_message ("cpglib", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT (sink)*");
  g_assert_cmpuint (cpg_connection_point_advise (scene.point, NULL, NULL), ==, 0);
  g_test_expect_message ("cpglib", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT (sink)*");
  g_assert_cmpuint (cpg_advise (G_OBJECT (scene.source), NULL, CONF_TYPE_EVENTS, NULL), ==, 0);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (cpg_connection_point_get_n_connections (scene.point), ==, 0);
  fire (&scene);
  scene_end (&scene);
}

static void
s1 (void)
{
  Scene scene;
  g_autoptr (CpgGuid) unknown = cpg_guid_new (IID_UNKNOWN, NULL);
  g_autoptr (GObject) lacking = g_object_new (G_TYPE_OBJECT, NULL);
  guint cookie;

  scene_begin (&scene);
  g_assert_null (cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (scene.source),
                                                                       unknown, NULL));
  g_assert_null (cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (scene.source),
                                                              G_TYPE_OBJECT, NULL));
  g_assert_cmpuint (cpg_connection_point_advise (scene.point, lacking, NULL), ==, 0);
  cookie = cpg_connection_point_advise (scene.point, scene.sink, NULL);
  g_assert_cmpuint (cookie, !=, 0);
  g_assert_false (cpg_connection_point_unblock (scene.point, cookie, NULL));
  g_assert_true (cpg_connection_point_unadvise (scene.point, cookie, NULL));
  g_assert_false (cpg_connection_point_unadvise (scene.point, cookie, NULL));
  g_assert_false (cpg_connection_point_block (scene.point, cookie, NULL));
  g_object_unref (cpg_connection_point_enum_connections (scene.point, NULL));
  g_assert_cmpuint (cpg_advise (lacking, scene.sink, CONF_TYPE_EVENTS, NULL), ==, 0);
  g_assert_false (cpg_unadvise (lacking, CONF_TYPE_EVENTS, 1, NULL));
  g_assert_null (cpg_guid_new ("no GUID", NULL));
  g_assert_false (cpg_signal_point_fire (CPG_SIGNAL_POINT (scene.point), "unheard-of", NULL, 0, NULL, NULL));
  scene_end (&scene);
}

static void
p7 (void)
{
  Scene scene;
  g_autoptr (GError) error = NULL;
  guint cookie;

  scene_begin (&scene);
  cookie = advise (scene.point, scene.sink, CPG_ADVISE_NONE);
  g_assert_false (cpg_connection_point_unblock (scene.point, cookie, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
  fire (&scene);
  g_assert_true (cpg_connection_point_block (scene.point, cookie, NULL));
  fire (&scene);
  g_assert_true (cpg_connection_point_unblock (scene.point, cookie, NULL));
  g_assert_false (cpg_connection_point_unblock (scene.point, cookie, NULL));
  fire (&scene);
  g_assert_cmpstr (scene.journal->str, ==, "a a");
  scene_end (&scene);
}

static void
p16 (void)
{
  Scene scene;
  GValue arg = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  scene_begin (&scene);
  advise (scene.point, scene.sink, CPG_ADVISE_NONE);
  g_value_init (&arg, G_TYPE_INT);
  g_value_set_int (&arg, 7);
  g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (scene.point), "last-number", &arg, 1, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (scene.point), "may-close", NULL, 0, NULL, NULL));
  CPG_FIRE (scene.point, ConfEventsInterface, may_close);
  CPG_FIRE (scene.point, ConfEventsInterface, last_number, 8);
  g_assert_cmpstr (scene.journal->str, ==, "a.last(7) a.may-close() a.may-close() a.last(8)");
  scene_end (&scene);
}

/* Helpers ---------------------------------------------------------------------------- */

static void
w34 (void)
{
  Scene scene;
  g_autoptr (GObject) nothing = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CpgEnumConnections) connections = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GObject) sink = NULL;
  guint cookie;

  scene_begin (&scene);
  g_test_expect_message ("cpglib", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT (source)*");
  g_assert_cmpuint (cpg_advise (NULL, scene.sink, CONF_TYPE_EVENTS, NULL), ==, 0);
  g_test_expect_message ("cpglib", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT (source)*");
  g_assert_false (cpg_unadvise (NULL, CONF_TYPE_EVENTS, 1, NULL));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (cpg_advise (nothing, scene.sink, CONF_TYPE_EVENTS, &error), ==, 0);
  g_assert_cmphex (cpg_error_to_hresult (error), ==, E_NOINTERFACE);

  cookie = cpg_advise (G_OBJECT (scene.source), scene.sink, CONF_TYPE_EVENTS, NULL);
  g_assert_cmpuint (cookie, !=, 0);
  connections = cpg_connection_point_enum_connections (scene.point, NULL);
  found = cpg_enum_connections_next (connections, 2);
  g_assert_cmpuint (found->len, ==, 1);
  sink = cpg_connection_get_sink (g_ptr_array_index (found, 0));
  g_assert_true (sink == scene.sink);
  g_assert_cmpuint (cpg_connection_get_cookie (g_ptr_array_index (found, 0)), ==, cookie);
  fire (&scene);
  g_assert_true (cpg_unadvise (G_OBJECT (scene.source), CONF_TYPE_EVENTS, cookie, NULL));
  fire (&scene);
  g_assert_cmpstr (scene.journal->str, ==, "a");

  g_clear_object (&sink);
  g_clear_pointer (&found, g_ptr_array_unref);
  g_clear_object (&connections);
  scene_end (&scene);
}

static void
w35 (void)
{
  Scene scene;
  g_autoptr (GObject) single = g_object_new (CONF_TYPE_SINGLE, NULL);
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GError) error = NULL;
  guint cookie;

  scene_begin (&scene);
  point = cpg_connection_point_container_find_default (CPG_CONNECTION_POINT_CONTAINER (scene.source), &error);
  g_assert_no_error (error);
  g_assert_true (point == scene.point);
  cookie = cpg_advise (G_OBJECT (scene.source), scene.sink, G_TYPE_INVALID, &error);
  g_assert_no_error (error);
  fire (&scene);
  g_assert_true (cpg_unadvise (G_OBJECT (scene.source), G_TYPE_INVALID, cookie, &error));
  g_assert_cmpstr (scene.journal->str, ==, "a");

  g_assert_null (cpg_connection_point_container_get_default_interface (CPG_CONNECTION_POINT_CONTAINER (single)));
  g_assert_null (cpg_connection_point_container_find_default (CPG_CONNECTION_POINT_CONTAINER (single), &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION);
  assert_names (error, "ConfSingle");
  assert_names (error, "ConfEvents");
  g_clear_error (&error);
  g_assert_cmpuint (cpg_advise (single, scene.sink, G_TYPE_INVALID, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION);
  g_clear_object (&point);
  scene_end (&scene);
}

static void
w36 (void)
{
  Scene scene;
  g_autoptr (GError) error = NULL;
  guint cookie;

  scene_begin (&scene);
  cookie = advise (scene.point, scene.sink, CPG_ADVISE_NONE);
  g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (scene.point), "nothing", NULL, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (scene.journal->str, ==, "a");
  g_assert_true (cpg_connection_point_unadvise (scene.point, cookie, NULL));
  g_assert_cmpuint (scene.sink->ref_count, ==, 1);
  scene_end (&scene);
}

static void
a34 (void)
{
  Scene scene;
  g_autoptr (CpgConnectionGroup) group = cpg_connection_group_new ();
  g_autoptr (CpgConnectionPoint) other = NULL;
  GObject *single = g_object_new (CONF_TYPE_SINGLE, NULL);
  CpgConnectionPoint *last = find (single, CONF_TYPE_EVENTS);
  g_autoptr (GError) error = NULL;

  scene_begin (&scene);
  other = find (scene.source, CONF_TYPE_OTHER);
  cpg_connection_group_add (group, G_OBJECT (scene.source), CONF_TYPE_EVENTS, scene.sink, CPG_ADVISE_NONE, NULL, &error);
  cpg_connection_group_add (group, G_OBJECT (scene.source), CONF_TYPE_OTHER, scene.sink, CPG_ADVISE_NONE, NULL, &error);
  cpg_connection_group_add (group, single, CONF_TYPE_EVENTS, scene.sink, CPG_ADVISE_NONE, NULL, &error);
  g_assert_no_error (error);

  cpg_connection_point_set_max_connections (last, 0);
  g_assert_false (cpg_connection_group_advise (group, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
  g_clear_error (&error);
  g_assert_cmpuint (cpg_connection_point_get_n_connections (scene.point), ==, 0);
  g_assert_cmpuint (cpg_connection_point_get_n_connections (other), ==, 0);

  cpg_connection_point_set_max_connections (last, G_MAXUINT);
  g_assert_true (cpg_connection_group_advise (group, &error));
  g_assert_no_error (error);
  fire (&scene);
  CPG_FIRE (other, ConfOtherInterface, quiet);
  CPG_FIRE (last, ConfEventsInterface, nothing);
  g_assert_cmpstr (scene.journal->str, ==, "a a.quiet() a");
  cpg_connection_group_unadvise (group);
  fire (&scene);
  CPG_FIRE (last, ConfEventsInterface, nothing);
  g_assert_cmpstr (scene.journal->str, ==, "a a.quiet() a");

  g_object_unref (last);
  g_assert_finalize_object (g_steal_pointer (&group));
  g_assert_finalize_object (single);
  g_clear_object (&other);
  scene_end (&scene);
}

static void
a37 (void)
{
  Scene scene;
  g_autoptr (GObject) nothing = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) single = g_object_new (CONF_TYPE_SINGLE, NULL);
  g_autoptr (GError) error = NULL;

  scene_begin (&scene);
  g_assert_cmpuint (cpg_advise (nothing, scene.sink, CONF_TYPE_EVENTS, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_NOT_CONNECTABLE);
  assert_names (error, "GObject");
  assert_names (error, "CpgConnectionPointContainer");
  g_clear_error (&error);

  g_assert_cmpuint (cpg_advise (single, scene.sink, CONF_TYPE_OTHER, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION);
  assert_names (error, "ConfSingle");
  assert_names (error, "ConfOther");
  g_clear_error (&error);

  g_assert_cmpuint (cpg_advise (single, nothing, CONF_TYPE_EVENTS, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT);
  assert_names (error, "GObject");
  assert_names (error, "ConfEvents");
  scene_end (&scene);
}

static void
a23 (void)
{
  Scene scene;
  Listener listeners[3];
  g_autoptr (GArray) answers = NULL;
  g_autoptr (GError) error = NULL;
  GValue arg = G_VALUE_INIT;

  scene_begin (&scene);
  for (guint i = 0; i < G_N_ELEMENTS (listeners); i++)
    {
      g_autoptr (GObject) sink = NULL;

      listeners[i] = (Listener) { .name = (char) ('a' + i), .journal = scene.journal, .answer = 10 + (int) i };
      sink = conf_sink_new (i == 1 ? SINK_FAILING : SINK_GOOD, &listeners[i]);
      advise (scene.point, sink, CPG_ADVISE_NONE);
    }
  g_value_init (&arg, G_TYPE_INT);
  g_value_set_int (&arg, 7);
  answers = cpg_signal_point_fire_collect (CPG_SIGNAL_POINT (scene.point), "last-number", &arg, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 2);
  g_assert_cmpint (g_value_get_int (&g_array_index (answers, GValue, 0)), ==, 10);
  g_assert_cmpint (g_value_get_int (&g_array_index (answers, GValue, 1)), ==, 12);
  g_assert_cmpstr (scene.journal->str, ==, "a.last(7) b.last(7) c.last(7)");
  g_clear_object (&scene.source);
  scene_end (&scene);
}

/* What a source has and decides -------------------------------------------------------- */

typedef CpgConnectable TestQuiet;
typedef CpgConnectableClass TestQuietClass;
static GType test_quiet_get_type (void);
G_DEFINE_TYPE_WITH_CODE (TestQuiet, test_quiet, CPG_TYPE_CONNECTABLE,
                         CPG_OUTGOING_INTERFACE (CONF_TYPE_OTHER, CPG_OUTGOING_NONE)
                         CPG_OUTGOING_INTERFACE (CONF_TYPE_EVENTS, CPG_OUTGOING_DEFAULT | CPG_OUTGOING_NO_SIGNALS))

static void
test_quiet_class_init (TestQuietClass *klass)
{
}

static void
test_quiet_init (TestQuiet *self)
{
}

static CpgOutgoingInterface *
get_default (GObject *source)
{
  return cpg_connection_point_container_get_default_interface (CPG_CONNECTION_POINT_CONTAINER (source));
}

static void
p17 (void)
{
  g_autoptr (GObject) quiet = g_object_new (test_quiet_get_type (), NULL);

  g_assert_true (get_default (quiet) == cpg_outgoing_interface_for_type (CONF_TYPE_EVENTS, NULL));
}

/* It looks at who listens: what it says of it goes to @told. */
#define TEST_TYPE_CHOOSY (test_choosy_get_type ())
G_DECLARE_FINAL_TYPE (TestChoosy, test_choosy, TEST, CHOOSY, GObject)

struct _TestChoosy
{
  GObject  parent_instance;

  gboolean refuses;
  GString *told;   /* (owned) */
};

static gboolean
choosy_accept_sink (CpgConnectionPointContainer  *source,
                    CpgConnectionPoint           *point,
                    GObject                      *sink,
                    GError                      **error)
{
  if (!TEST_CHOOSY (source)->refuses)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "not a %s", G_OBJECT_TYPE_NAME (sink));
  return FALSE;
}

static void
choosy_listening_changed (CpgConnectionPointContainer *source,
                          CpgConnectionPoint          *point,
                          gboolean                     is_listened)
{
  g_string_append_c (TEST_CHOOSY (source)->told, is_listened ? '+' : '-');
}

static void
choosy_container_init (CpgConnectionPointContainerInterface *iface)
{
  iface->accept_sink = choosy_accept_sink;
  iface->listening_changed = choosy_listening_changed;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestChoosy, test_choosy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT_CONTAINER, choosy_container_init)
                               CPG_OUTGOING_INTERFACE (CONF_TYPE_EVENTS, CPG_OUTGOING_NONE))

static void
test_choosy_finalize (GObject *object)
{
  g_string_free (TEST_CHOOSY (object)->told, TRUE);

  G_OBJECT_CLASS (test_choosy_parent_class)->finalize (object);
}

static void
test_choosy_class_init (TestChoosyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_choosy_finalize;
}

static void
test_choosy_init (TestChoosy *self)
{
  self->told = g_string_new (NULL);
}

static void
a32 (void)
{
  Scene scene;
  TestChoosy *choosy = g_object_new (TEST_TYPE_CHOOSY, NULL);
  CpgConnectionPoint *point = find (choosy, CONF_TYPE_EVENTS);
  guint first, second;

  scene_begin (&scene);
  first = advise (point, scene.sink, CPG_ADVISE_NONE);
  g_assert_cmpstr (choosy->told->str, ==, "+");
  second = advise (point, scene.sink, CPG_ADVISE_NONE);
  g_assert_true (cpg_connection_point_unadvise (point, first, NULL));
  g_assert_cmpstr (choosy->told->str, ==, "+");
  g_assert_true (cpg_connection_point_unadvise (point, second, NULL));
  g_assert_cmpstr (choosy->told->str, ==, "+-");
  g_object_unref (point);
  g_assert_finalize_object (choosy);
  scene_end (&scene);
}

static void
a33 (void)
{
  Scene scene;
  TestChoosy *choosy = g_object_new (TEST_TYPE_CHOOSY, NULL);
  CpgConnectionPoint *point = find (choosy, CONF_TYPE_EVENTS);
  g_autoptr (GError) error = NULL;

  scene_begin (&scene);
  choosy->refuses = TRUE;
  g_assert_cmpuint (cpg_connection_point_advise (point, scene.sink, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, "not a ConfGoodSink");
  g_assert_cmpuint (cpg_connection_point_get_n_connections (point), ==, 0);
  g_assert_cmpuint (scene.sink->ref_count, ==, 1);
  choosy->refuses = FALSE;
  advise (point, scene.sink, CPG_ADVISE_NONE);
  g_object_unref (point);
  g_assert_finalize_object (choosy);
  scene_end (&scene);
}

/* Lifetimes and threads -------------------------------------------------------------- */

static void
drop_other (Listener *listener,
            Event    *event)
{
  g_clear_object ((GObject **) listener->stage);
}

static void
a35 (void)
{
  Scene scene;
  Listener other = { .name = 'b' };
  GObject *weak;

  scene_begin (&scene);
  other.journal = scene.journal;
  weak = conf_sink_new (SINK_GOOD, &other);
  advise (scene.point, weak, CPG_ADVISE_WEAK);
  g_assert_cmpuint (weak->ref_count, ==, 1);
  fire (&scene);
  g_assert_finalize_object (weak);
  g_assert_cmpuint (cpg_connection_point_get_n_connections (scene.point), ==, 0);
  fire (&scene);
  g_assert_cmpstr (scene.journal->str, ==, "b");

  /* During a round, before its turn. */
  weak = conf_sink_new (SINK_GOOD, &other);
  scene.listener.act = drop_other;
  scene.listener.stage = &weak;
  advise (scene.point, scene.sink, CPG_ADVISE_NONE);
  advise (scene.point, weak, CPG_ADVISE_WEAK);
  fire (&scene);
  g_assert_null (weak);
  g_assert_cmpstr (scene.journal->str, ==, "b a");
  g_assert_cmpuint (cpg_connection_point_get_n_connections (scene.point), ==, 1);
  scene_end (&scene);
}

static gpointer
fire_in_thread (gpointer data)
{
  fire ((Scene *) data);
  return NULL;
}

static void
note_thread (Listener *listener,
             Event    *event)
{
  listener->stage = g_thread_self ();
}

static void
a38 (void)
{
  Scene scene;
  g_autoptr (GError) error = NULL;

  scene_begin (&scene);
  scene.listener.act = note_thread;
  g_assert_cmpuint (cpg_connection_point_advise_full (scene.point, scene.sink, CPG_ADVISE_CONTEXT, NULL, &error), !=, 0);
  g_assert_no_error (error);
  g_thread_join (g_thread_new ("other", fire_in_thread, &scene));
  g_assert_null (scene.listener.stage); /* not yet */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (scene.listener.stage == g_thread_self ());
  g_assert_cmpstr (scene.journal->str, ==, "a");
  scene_end (&scene);
}

static void
x6 (void)
{
  Scene scene;
  g_autoptr (GError) error = NULL;

  scene_begin (&scene);
  g_assert_cmpuint (G_OBJECT (scene.source)->ref_count, ==, 1);
  advise (scene.point, scene.sink, CPG_ADVISE_NONE);
  g_assert_finalize_object (g_steal_pointer (&scene.source));
  g_assert_null (cpg_connection_point_get_container (scene.point));
  g_assert_cmpuint (scene.sink->ref_count, ==, 1);
  g_assert_cmpuint (cpg_connection_point_advise (scene.point, scene.sink, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
  fire (&scene);
  g_assert_cmpstr (scene.journal->str, ==, "");
  scene_end (&scene);
}

const NativeCase native_cases[] = {
  { "W12", w12 },
  { "W26", w26 },
  { "W34", w34 },
  { "W35", w35 },
  { "W36", w36 },
  { "S1", s1 },
  { "A23", a23 },
  { "A32", a32 },
  { "A33", a33 },
  { "A34", a34 },
  { "A35", a35 },
  { "A37", a37 },
  { "A38", a38 },
  { "X6", x6 },
  { "X8", x8 },
  { "P7", p7 },
  { "P12", p12 },
  { "P16", p16 },
  { "P17", p17 },
  { NULL, NULL }
};

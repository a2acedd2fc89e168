/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

#include <string.h>

/* A sink that writes down what it is called with. */
#define TEST_TYPE_WATCHER (test_watcher_get_type ())
G_DECLARE_FINAL_TYPE (TestWatcher, test_watcher, TEST, WATCHER, GObject)

struct _TestWatcher
{
  GObject   parent_instance;

  GString  *log;
  gboolean  refuses;
};

static void
watcher_changed (CpgPropertyNotifySink *sink,
                 const char            *property)
{
  g_string_append_printf (TEST_WATCHER (sink)->log, "%s;", property != NULL ? property : "several");
}

static gboolean
watcher_request_edit (CpgPropertyNotifySink *sink,
                      const char            *property)
{
  TestWatcher *self = TEST_WATCHER (sink);

  g_string_append_printf (self->log, "%s?;", property != NULL ? property : "several");
  return !self->refuses;
}

static void
watcher_init (CpgPropertyNotifySinkInterface *iface)
{
  iface->changed = watcher_changed;
  iface->request_edit = watcher_request_edit;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestWatcher, test_watcher, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CPG_TYPE_PROPERTY_NOTIFY_SINK, watcher_init))

static void
test_watcher_finalize (GObject *object)
{
  g_string_free (TEST_WATCHER (object)->log, TRUE);

  G_OBJECT_CLASS (test_watcher_parent_class)->finalize (object);
}

static void
test_watcher_class_init (TestWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_watcher_finalize;
}

static void
test_watcher_init (TestWatcher *self)
{
  self->log = g_string_new (NULL);
}

#define assert_heard(watcher, text) \
  G_STMT_START { \
    g_assert_cmpstr ((watcher)->log->str, ==, (text)); \
    g_string_truncate ((watcher)->log, 0); \
  } G_STMT_END

typedef struct {
  FixMeter           *meter;
  CpgConnectionPoint *point;
  TestWatcher        *watcher;
  guint               cookie;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->meter = fix_meter_new ();
  fixture->point = find_point (fixture->meter, CPG_TYPE_PROPERTY_NOTIFY_SINK);
  fixture->watcher = g_object_new (TEST_TYPE_WATCHER, NULL);
  fixture->cookie = advise (fixture->point, fixture->watcher);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->meter);
  g_assert_finalize_object (fixture->watcher);
}

static void
test_contract (void)
{
  g_autoptr (GError) error = NULL;
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (CPG_TYPE_PROPERTY_NOTIFY_SINK, &error);
  g_autofree char *iid = NULL;

  g_assert_no_error (error);
  iid = cpg_guid_to_string (cpg_outgoing_interface_get_iid (contract));
  g_assert_cmpstr (iid, ==, "9bfbbc02-eff1-101a-84ed-00aa00341d07");
  g_assert_cmpuint (cpg_outgoing_interface_get_n_methods (contract), ==, 2);
  g_assert_cmpstr (cpg_method_get_com_name (cpg_outgoing_interface_get_method (contract, 0)), ==, "OnChanged");
  g_assert_cmpstr (cpg_method_get_com_name (cpg_outgoing_interface_get_method (contract, 1)), ==, "OnRequestEdit");
}

static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_true (fix_meter_set_level (fixture->meter, 5));
  assert_heard (fixture->watcher, "level?;level;");
  g_assert_true (fix_meter_set_level (fixture->meter, 5)); /* as it is */
  assert_heard (fixture->watcher, "");
  g_object_set (fixture->meter, "unit", "m", NULL);
  assert_heard (fixture->watcher, "unit?;unit;");
  g_object_notify (G_OBJECT (fixture->meter), "closed"); /* whoever notifies, and whyever */
  assert_heard (fixture->watcher, "closed;");
  cpg_properties_changed (G_OBJECT (fixture->meter));
  assert_heard (fixture->watcher, "several;");
}

static void
test_freeze (Fixture       *fixture,
             gconstpointer  data)
{
  g_object_freeze_notify (G_OBJECT (fixture->meter));
  fix_meter_set_level (fixture->meter, 5);
  fix_meter_set_unit (fixture->meter, "m");
  fix_meter_set_level (fixture->meter, 6);
  assert_heard (fixture->watcher, "level?;unit?;level?;");
  g_object_thaw_notify (G_OBJECT (fixture->meter));
  g_assert_true (strstr (fixture->watcher->log->str, "level;") != NULL);
  g_assert_true (strstr (fixture->watcher->log->str, "unit;") != NULL);
  g_assert_cmpuint (fixture->watcher->log->len, ==, strlen ("level;unit;")); /* once each */
  g_string_truncate (fixture->watcher->log, 0);

  fix_meter_set_level (fixture->meter, 7);
  assert_heard (fixture->watcher, "level?;level;");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (TestWatcher) second = g_object_new (TEST_TYPE_WATCHER, NULL);
  int level;

  advise (fixture->point, second);
  fixture->watcher->refuses = TRUE;
  g_assert_false (fix_meter_set_level (fixture->meter, 5));
  assert_heard (fixture->watcher, "level?;");
  assert_heard (second, ""); /* the first refusal is enough */
  g_object_set (fixture->meter, "level", 5, "unit", "m", NULL);
  g_object_get (fixture->meter, "level", &level, NULL);
  g_assert_cmpint (level, ==, 0);
  assert_heard (fixture->watcher, "level?;unit?;");

  g_assert_false (cpg_request_edit (G_OBJECT (fixture->meter), NULL));
  assert_heard (fixture->watcher, "several?;");

  fixture->watcher->refuses = FALSE;
  second->refuses = TRUE;
  g_assert_false (fix_meter_set_level (fixture->meter, 5));
  assert_heard (fixture->watcher, "level?;");
  assert_heard (second, "level?;");

  /* Sinks get the name that GObject gives, however it was written. */
  second->refuses = FALSE;
  g_assert_true (cpg_request_edit (G_OBJECT (fixture->meter), "unit"));
  assert_heard (second, "unit?;");
}

static gboolean
refuse_level (GObject    *source,
              const char *property,
              gpointer    data)
{
  return g_strcmp0 (property, "level") != 0;
}

static void
test_signals (Fixture       *fixture,
              gconstpointer  data)
{
  CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (fixture->point);

  g_assert_cmpstr (cpg_signal_point_get_signal_name (CPG_SIGNAL_POINT (fixture->point),
                                                     cpg_outgoing_interface_get_method (contract, 1)),
                   ==, "property-request-edit");
  g_assert_null (cpg_signal_point_get_signal_name (CPG_SIGNAL_POINT (fixture->point),
                                                   cpg_outgoing_interface_get_method (contract, 0)));
  g_assert_cmpuint (g_signal_lookup ("property-changed", FIX_TYPE_METER), ==, 0);

  g_signal_connect (fixture->meter, "property-request-edit", G_CALLBACK (refuse_level), NULL);
  g_assert_false (fix_meter_set_level (fixture->meter, 5));
  g_assert_true (fix_meter_set_unit (fixture->meter, "m"));
  assert_heard (fixture->watcher, "unit?;unit;");

  /* without a sink too */
  cpg_connection_point_unadvise (fixture->point, fixture->cookie, NULL);
  g_assert_false (fix_meter_set_level (fixture->meter, 5));
  g_assert_true (fix_meter_set_unit (fixture->meter, "km"));
}

/* notify is watched while there is a sink, and at no other time. */
static void
test_watched (Fixture       *fixture,
              gconstpointer  data)
{
  guint id = g_signal_lookup ("notify", G_TYPE_OBJECT);
  guint cookie;

  g_assert_true (g_signal_has_handler_pending (fixture->meter, id, 0, FALSE));
  cookie = advise (fixture->point, fixture->watcher);
  fix_meter_set_level (fixture->meter, 5);
  assert_heard (fixture->watcher, "level?;level?;level;level;");
  cpg_connection_point_unadvise (fixture->point, fixture->cookie, NULL);
  g_assert_true (g_signal_has_handler_pending (fixture->meter, id, 0, FALSE));
  cpg_connection_point_unadvise (fixture->point, cookie, NULL);
  g_assert_false (g_signal_has_handler_pending (fixture->meter, id, 0, FALSE));
  fix_meter_set_level (fixture->meter, 6);
  assert_heard (fixture->watcher, "");
  advise (fixture->point, fixture->watcher);
  fix_meter_set_level (fixture->meter, 7);
  assert_heard (fixture->watcher, "level?;level;");
}

/* What is no source of them allows everything. */
static void
test_nobody (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (FixMeter) meter = fix_meter_new ();

  g_assert_true (cpg_request_edit (G_OBJECT (source), "price"));
  g_assert_true (cpg_request_edit (object, NULL));
  cpg_properties_changed (object);
  g_assert_true (fix_meter_set_level (meter, 5));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/property-notify-sink/contract", test_contract);
#define ADD(path, function) g_test_add ("/property-notify-sink/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("changed", test_changed);
  ADD ("freeze", test_freeze);
  ADD ("refused", test_refused);
  ADD ("signals", test_signals);
  ADD ("watched", test_watched);
  g_test_add_func ("/property-notify-sink/nobody", test_nobody);

  return g_test_run ();
}

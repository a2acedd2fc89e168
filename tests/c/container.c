/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

static void
test_find (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  CpgConnectionPointContainer *container = CPG_CONNECTION_POINT_CONTAINER (source);
  g_autoptr (CpgGuid) iid = cpg_guid_new (FIX_EVENTS_IID, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CpgConnectionPoint) by_iid = NULL;
  g_autoptr (CpgConnectionPoint) by_type = NULL;
  g_autoptr (CpgConnectionPoint) other = NULL;
  g_autoptr (CpgConnectionPoint) by_name = NULL;
  g_autoptr (CpgConnectionPointContainer) back = NULL;

  by_iid = cpg_connection_point_container_find_connection_point (container, iid, &error);
  g_assert_no_error (error);
  by_type = cpg_connection_point_container_find_by_type (container, FIX_TYPE_EVENTS, &error);
  g_assert_no_error (error);
  other = cpg_connection_point_container_find_by_type (container, FIX_TYPE_OTHER, &error);
  g_assert_no_error (error);

  g_assert_true (by_iid == by_type); /* asking twice gives the same */
  g_assert_true (by_iid != other);
  by_name = cpg_connection_point_container_find_by_name (container, "FixOther", &error);
  g_assert_no_error (error);
  g_assert_true (by_name == other);
  g_assert_true (cpg_signal_point_peek (source, FIX_TYPE_EVENTS) == by_iid);
  g_assert_true (CPG_IS_SIGNAL_POINT (by_iid));

  back = cpg_connection_point_get_container (by_iid);
  g_assert_true (back == container);
}

/* Each object has points of its own. */
static void
test_two_objects (void)
{
  g_autoptr (FixSource) a = fix_source_new ();
  g_autoptr (FixSource) b = fix_source_new ();
  g_autoptr (CpgConnectionPoint) point_a = find_point (a, FIX_TYPE_EVENTS);
  g_autoptr (CpgConnectionPoint) point_b = find_point (b, FIX_TYPE_EVENTS);
  g_autoptr (FixRecorder) sink = fix_recorder_new ();

  g_assert_true (point_a != point_b);
  advise (point_a, sink);
  fix_source_fire_nothing (b);
  assert_log (sink, "");
  fix_source_fire_nothing (a);
  assert_log (sink, "nothing");
}

static void
test_enum (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  CpgConnectionPointContainer *container = CPG_CONNECTION_POINT_CONTAINER (source);
  g_autoptr (CpgEnumConnectionPoints) points = cpg_connection_point_container_enum_connection_points (container);
  g_autoptr (CpgConnectionPoint) events = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (CpgConnectionPoint) other = find_point (source, FIX_TYPE_OTHER);
  g_autoptr (GPtrArray) found = cpg_enum_connection_points_next (points, 10);

  /* in the order of their declaration */
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_true (g_ptr_array_index (found, 0) == events);
  g_assert_true (g_ptr_array_index (found, 1) == other);
}

/* What a class says of its objects before there is one. */
static void
test_declared (void)
{
  CpgOutgoingInterface *events = cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, NULL);
  CpgOutgoingInterface *other = cpg_outgoing_interface_for_type (FIX_TYPE_OTHER, NULL);
  CpgOutgoingInterface *notify = cpg_outgoing_interface_for_type (CPG_TYPE_PROPERTY_NOTIFY_SINK, NULL);
  CpgMethod *price = cpg_outgoing_interface_lookup_method (events, "price-changed");
  CpgMethod *told = cpg_outgoing_interface_get_method (other, 0);
  g_autofree char *prefixed = g_strconcat ("other-", cpg_method_get_name (told), NULL);
  g_autofree GType *interfaces = NULL;
  g_autofree GType *none = NULL;
  guint n_interfaces;

  interfaces = cpg_type_list_outgoing_interfaces (FIX_TYPE_SOURCE, &n_interfaces);
  g_assert_cmpuint (n_interfaces, ==, 2);
  g_assert_true (interfaces[0] == FIX_TYPE_EVENTS);
  g_assert_true (interfaces[1] == FIX_TYPE_OTHER);
  none = cpg_type_list_outgoing_interfaces (G_TYPE_OBJECT, &n_interfaces);
  g_assert_cmpuint (n_interfaces, ==, 0);

  g_assert_cmpuint (cpg_type_get_outgoing_flags (FIX_TYPE_SOURCE, FIX_TYPE_EVENTS), ==, CPG_OUTGOING_DEFAULT);
  g_assert_cmpuint (cpg_type_get_outgoing_flags (FIX_TYPE_SOURCE, FIX_TYPE_OTHER), ==, CPG_OUTGOING_NONE);
  g_assert_cmpuint (cpg_type_get_outgoing_flags (FIX_TYPE_QUIET, FIX_TYPE_EVENTS), ==,
                    CPG_OUTGOING_DEFAULT | CPG_OUTGOING_NO_SIGNALS);
  g_assert_cmpuint (cpg_type_get_outgoing_flags (FIX_TYPE_QUIET, G_TYPE_OBJECT), ==, CPG_OUTGOING_NONE);

  g_assert_cmpstr (cpg_type_get_outgoing_signal (FIX_TYPE_SOURCE, price), ==, "price-changed");
  g_assert_cmpstr (cpg_type_get_outgoing_signal (FIX_TYPE_SOURCE, told), ==, prefixed);
  g_assert_null (cpg_type_get_outgoing_signal (FIX_TYPE_QUIET, price));
  g_assert_null (cpg_type_get_outgoing_signal (FIX_TYPE_METER, price));
  /* GObject::notify is the signal. */
  g_assert_null (cpg_type_get_outgoing_signal (FIX_TYPE_METER, cpg_outgoing_interface_lookup_method (notify, "changed")));
}

static void
test_default (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  g_autoptr (FixPlain) plain = fix_plain_new ();
  g_autoptr (GObject) bare = g_object_new (CPG_TYPE_CONNECTABLE, NULL);
  CpgOutgoingInterface *contract;

  contract = cpg_connection_point_container_get_default_interface (CPG_CONNECTION_POINT_CONTAINER (source));
  g_assert_true (cpg_outgoing_interface_get_gtype (contract) == FIX_TYPE_EVENTS);
  g_assert_null (cpg_connection_point_container_get_default_interface (CPG_CONNECTION_POINT_CONTAINER (plain)));
  g_assert_null (cpg_connection_point_container_get_default_interface (CPG_CONNECTION_POINT_CONTAINER (bare)));
}

/* A client that names no interface. */
static void
test_unnamed (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  g_autoptr (CpgConnectionPoint) events = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GError) error = NULL;
  guint cookie;

  point = cpg_connection_point_container_find_default (CPG_CONNECTION_POINT_CONTAINER (source), &error);
  g_assert_no_error (error);
  g_assert_true (point == events);

  cookie = cpg_advise (G_OBJECT (source), G_OBJECT (sink), G_TYPE_INVALID, &error);
  g_assert_no_error (error);
  fix_source_fire_nothing (source);
  assert_log (sink, "nothing");
  g_assert_true (cpg_unadvise (G_OBJECT (source), G_TYPE_INVALID, cookie, &error));
  g_assert_no_error (error);
  fix_source_fire_nothing (source);
  assert_log (sink, "");
}

/* A container that hands out the points of another, with a default of its own. */
typedef struct {
  GObject    parent_instance;
  FixSource *inner; /* (owned) */
} Front;
typedef GObjectClass FrontClass;

static GType front_get_type (void);
static void front_container_init (CpgConnectionPointContainerInterface *iface);
G_DEFINE_TYPE_WITH_CODE (Front, front, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT_CONTAINER, front_container_init))

static void
front_finalize (GObject *object)
{
  g_object_unref (((Front *) object)->inner);
  G_OBJECT_CLASS (front_parent_class)->finalize (object);
}

static void
front_class_init (FrontClass *klass)
{
  klass->finalize = front_finalize;
}

static void
front_init (Front *self)
{
  self->inner = fix_source_new ();
}

static CpgConnectionPoint *
front_find_connection_point (CpgConnectionPointContainer  *container,
                             const CpgGuid                *iid,
                             GError                      **error)
{
  return cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (((Front *) container)->inner),
                                                               iid, error);
}

static CpgOutgoingInterface *
front_get_default_interface (CpgConnectionPointContainer *container)
{
  return cpg_outgoing_interface_for_type (FIX_TYPE_OTHER, NULL);
}

static void
front_container_init (CpgConnectionPointContainerInterface *iface)
{
  iface->find_connection_point = front_find_connection_point;
  iface->get_default_interface = front_get_default_interface;
}

static void
test_front (void)
{
  g_autoptr (GObject) object = g_object_new (front_get_type (), NULL);
  FixSource *inner = ((Front *) object)->inner;
  g_autoptr (CpgConnectionPoint) other = find_point (inner, FIX_TYPE_OTHER);
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  g_autoptr (GError) error = NULL;
  guint cookie;

  point = cpg_connection_point_container_find_by_name (CPG_CONNECTION_POINT_CONTAINER (object), "FixOther", &error);
  g_assert_no_error (error);
  g_assert_true (point == other);
  cookie = cpg_advise (object, G_OBJECT (sink), G_TYPE_INVALID, &error);
  g_assert_no_error (error);
  fix_source_fire_other_price (inner, "A", 1);
  assert_log (sink, "other-price-changed A 1");
  g_assert_true (cpg_unadvise (object, G_TYPE_INVALID, cookie, &error));
}

/* A class with another parent becomes a container by its declaration. */
static void
test_plain (void)
{
  g_autoptr (FixPlain) plain = fix_plain_new ();
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  g_autoptr (CpgConnectionPoint) point = NULL;

  g_assert_false (CPG_IS_CONNECTABLE (plain));
  g_assert_true (CPG_IS_CONNECTION_POINT_CONTAINER (plain));
  point = find_point (plain, FIX_TYPE_EVENTS);
  advise (point, sink);
  fix_plain_fire_price (plain, "A", 1);
  assert_log (sink, "price-changed A 1");
  g_signal_emit_by_name (plain, "price-changed", "B", 2.0);
  assert_log (sink, "price-changed B 2");
}

static GType
derive (const char *name,
        GType       parent)
{
  GTypeQuery query;
  GTypeInfo info = { 0 };

  g_type_query (parent, &query);
  info.class_size = (guint16) query.class_size;
  info.instance_size = (guint16) query.instance_size;
  return g_type_register_static (parent, name, &info, 0);
}

/* What a subclass declares comes after what it inherits. */
static void
test_inheritance (void)
{
  GType type = derive ("DerivedSource", FIX_TYPE_SOURCE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = NULL;
  g_autoptr (FixSource) parent = fix_source_new ();
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (CpgConnectionPoint) by_default = NULL;
  g_autoptr (CpgEnumConnectionPoints) points = NULL;
  g_autoptr (GPtrArray) found = NULL;
  CpgOutgoingInterface *contract;

  g_assert_true (cpg_type_add_outgoing_interface (type, FIX_TYPE_NOTES, CPG_OUTGOING_DEFAULT, NULL, &error));
  g_assert_no_error (error);
  object = g_object_new (type, NULL);
  points = cpg_connection_point_container_enum_connection_points (CPG_CONNECTION_POINT_CONTAINER (object));
  found = cpg_enum_connection_points_next (points, 10);
  g_assert_cmpuint (found->len, ==, 3);
  point = find_point (object, FIX_TYPE_NOTES);
  g_assert_true (g_ptr_array_index (found, 2) == point);

  /* the nearest default is the default; the parent keeps its own */
  contract = cpg_connection_point_container_get_default_interface (CPG_CONNECTION_POINT_CONTAINER (object));
  g_assert_true (cpg_outgoing_interface_get_gtype (contract) == FIX_TYPE_NOTES);
  by_default = cpg_connection_point_container_find_default (CPG_CONNECTION_POINT_CONTAINER (object), &error);
  g_assert_no_error (error);
  g_assert_true (by_default == point);
  contract = cpg_connection_point_container_get_default_interface (CPG_CONNECTION_POINT_CONTAINER (parent));
  g_assert_true (cpg_outgoing_interface_get_gtype (contract) == FIX_TYPE_EVENTS);
  g_assert_null (cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (parent),
                                                              FIX_TYPE_NOTES, NULL));
}

/* A class may declare one more while its objects are in use. */
static void
test_late (void)
{
  GType type = derive ("LateSource", CPG_TYPE_CONNECTABLE);
  g_autoptr (GObject) object = g_object_new (type, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  guint cookie;

  g_assert_cmpuint (cpg_advise (object, G_OBJECT (sink), FIX_TYPE_EVENTS, NULL), ==, 0);
  g_assert_true (cpg_type_add_outgoing_interface (type, FIX_TYPE_EVENTS, CPG_OUTGOING_NONE, NULL, &error));
  g_assert_no_error (error);
  cookie = cpg_advise (object, G_OBJECT (sink), FIX_TYPE_EVENTS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cookie, !=, 0);
  g_signal_emit_by_name (object, "nothing");
  assert_log (sink, "nothing");
}

/* Sources that are sinks of what they fire themselves. */
static void
test_relay (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  FixRelay *first = fix_relay_new ();
  FixRelay *second = fix_relay_new ();
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  g_autoptr (GError) error = NULL;

  cpg_advise (G_OBJECT (source), G_OBJECT (first), FIX_TYPE_EVENTS, &error);
  cpg_advise (G_OBJECT (first), G_OBJECT (second), FIX_TYPE_EVENTS, &error);
  cpg_advise (G_OBJECT (second), G_OBJECT (sink), FIX_TYPE_EVENTS, &error);
  g_assert_no_error (error);
  fix_source_fire_price (source, "A", 1);
  assert_log (sink, "price-changed A 1");
  g_object_unref (second);
  fix_source_fire_price (source, "B", 2);
  assert_log (sink, "price-changed B 2");
  g_object_unref (first);
  fix_source_fire_price (source, "C", 3);
  assert_log (sink, "price-changed C 3");
}

/* A source may look at a sink and refuse it, and says why. */
static void
test_refuse (void)
{
  g_autoptr (FixMeter) meter = fix_meter_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (meter, FIX_TYPE_OTHER);
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  g_autoptr (GObject) deaf = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GError) error = NULL;

  g_object_set (meter, "closed", TRUE, NULL);
  g_assert_cmpuint (cpg_connection_point_advise (point, G_OBJECT (sink), &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, "FixOther is closed to FixRecorder");
  g_clear_error (&error);
  g_assert_cmpuint (cpg_connection_point_get_n_connections (point), ==, 0);
  g_assert_cmpuint (G_OBJECT (sink)->ref_count, ==, 1);
  g_assert_cmpstr (fix_meter_get_demands (meter), ==, "");

  /* The interface and the limit come first. */
  g_assert_cmpuint (cpg_connection_point_advise (point, deaf, &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_CANNOT_CONNECT);
  g_clear_error (&error);
  cpg_connection_point_set_max_connections (point, 0);
  g_assert_cmpuint (cpg_connection_point_advise (point, G_OBJECT (sink), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
  g_clear_error (&error);

  cpg_connection_point_set_max_connections (point, G_MAXUINT);
  g_object_set (meter, "closed", FALSE, NULL);
  advise (point, sink);
}

/* The first connection and the last one are told, however they come and go. */
static void
test_listening (void)
{
  g_autoptr (FixMeter) meter = fix_meter_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (meter, FIX_TYPE_OTHER);
  g_autoptr (CpgConnectionPoint) properties = find_point (meter, CPG_TYPE_PROPERTY_NOTIFY_SINK);
  g_autoptr (CpgSink) watcher = cpg_sink_new (CPG_TYPE_PROPERTY_NOTIFY_SINK);
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  FixRecorder *weak = fix_recorder_new ();
  guint first, second;

  g_assert_cmpstr (fix_meter_get_demands (meter), ==, "");
  first = advise (point, sink);
  g_assert_cmpstr (fix_meter_get_demands (meter), ==, "+");
  second = advise (point, sink);
  cpg_connection_point_unadvise (point, first, NULL);
  g_assert_cmpstr (fix_meter_get_demands (meter), ==, "+");
  cpg_connection_point_unadvise (point, second, NULL);
  g_assert_cmpstr (fix_meter_get_demands (meter), ==, "+-");

  cpg_connection_point_advise_full (point, G_OBJECT (weak), CPG_ADVISE_WEAK, NULL, NULL);
  g_assert_cmpstr (fix_meter_get_demands (meter), ==, "+-+");
  g_assert_finalize_object (weak);
  g_assert_cmpstr (fix_meter_get_demands (meter), ==, "+-+-");

  cpg_connection_point_advise_full (point, G_OBJECT (sink), CPG_ADVISE_ONCE, NULL, NULL);
  cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "quiet", NULL, 0, NULL, NULL);
  g_assert_cmpstr (fix_meter_get_demands (meter), ==, "+-+-+-");

  /* Each point for itself. */
  advise (properties, watcher);
  advise (point, sink);
  g_assert_cmpstr (fix_meter_get_demands (meter), ==, "+-+-+-++");
}

/* The source's answer to being listened to may be to listen less. */
static void
unadvise_all (CpgConnectionPointContainer *container,
              CpgConnectionPoint          *point,
              gboolean                     is_listened)
{
  g_autoptr (GPtrArray) connections = NULL;
  g_autoptr (CpgEnumConnections) all = cpg_connection_point_enum_connections (point, NULL);
  GString *log = g_object_get_data (G_OBJECT (container), "log");

  g_string_append_c (log, is_listened ? '+' : '-');
  connections = cpg_enum_connections_next (all, 10);
  for (guint i = 0; i < connections->len; i++)
    cpg_connection_point_unadvise (point, cpg_connection_get_cookie (g_ptr_array_index (connections, i)), NULL);
  g_string_append_c (log, '.');
}

static void
shy_container_init (gpointer iface,
                    gpointer data)
{
  ((CpgConnectionPointContainerInterface *) iface)->listening_changed = unadvise_all;
}

static void
test_listening_recursion (void)
{
  const GInterfaceInfo info = { shy_container_init, NULL, NULL };
  GType type = derive ("ShySource", G_TYPE_OBJECT);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GObject) source = NULL;

  g_type_add_interface_static (type, CPG_TYPE_CONNECTION_POINT_CONTAINER, &info);
  cpg_type_add_outgoing_interface (type, FIX_TYPE_OTHER, CPG_OUTGOING_NONE, NULL, NULL);
  source = g_object_new (type, NULL);
  g_object_set_data (source, "log", log);
  point = find_point (source, FIX_TYPE_OTHER);

  advise (point, sink);
  g_assert_cmpstr (log->str, ==, "+.-."); /* in turn, not one in the other */
  g_assert_cmpuint (cpg_connection_point_get_n_connections (point), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/container/find", test_find);
  g_test_add_func ("/container/two-objects", test_two_objects);
  g_test_add_func ("/container/enum", test_enum);
  g_test_add_func ("/container/declared", test_declared);
  g_test_add_func ("/container/default", test_default);
  g_test_add_func ("/container/unnamed", test_unnamed);
  g_test_add_func ("/container/front", test_front);
  g_test_add_func ("/container/plain", test_plain);
  g_test_add_func ("/container/inheritance", test_inheritance);
  g_test_add_func ("/container/late", test_late);
  g_test_add_func ("/container/relay", test_relay);

  g_test_add_func ("/container/refuse", test_refuse);
  g_test_add_func ("/container/listening", test_listening);
  g_test_add_func ("/container/listening-recursion", test_listening_recursion);

  return g_test_run ();
}

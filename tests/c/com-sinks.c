/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "com-client.h"

/* How COM sinks of all kinds are called. */

#define EVENTS_IID "5b1f6d80-8c1e-4a53-9d0b-52ab1c7e9f01"
static const CpgGuid IID_Events =
  { 0x5b1f6d80, 0x8c1e, 0x4a53, { 0x9d, 0x0b, 0x52, 0xab, 0x1c, 0x7e, 0x9f, 0x01 } };
static const CpgGuid IID_IPropertyNotifySink =
  { 0x9bfbbc02, 0xeff1, 0x101a, { 0x84, 0xed, 0x00, 0xaa, 0x00, 0x34, 0x1d, 0x07 } };

/* A source of a contract for each kind, and of property notifications. ----------- */

typedef struct {
  CpgConnectable parent_instance;

  int            font_size;
} Source;

typedef struct {
  CpgConnectableClass parent_class;
} SourceClass;

static GType source_get_type (void);

G_DEFINE_TYPE (Source, source, CPG_TYPE_CONNECTABLE)

static void
source_get_property (GObject    *object,
                     guint       prop_id,
                     GValue     *value,
                     GParamSpec *pspec)
{
  g_value_set_int (value, ((Source *) object)->font_size);
}

static void
source_set_property (GObject      *object,
                     guint         prop_id,
                     const GValue *value,
                     GParamSpec   *pspec)
{
  ((Source *) object)->font_size = g_value_get_int (value);
}

static void
source_class_init (SourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = source_get_property;
  object_class->set_property = source_set_property;
  g_object_class_install_property (object_class, 1,
    g_param_spec_int ("first", NULL, NULL, 0, 9, 0, G_PARAM_READABLE));
  g_object_class_install_property (object_class, 2,
    g_param_spec_int ("font-size", NULL, NULL, 0, 9, 0, G_PARAM_READWRITE));
}

static void
source_init (Source *self)
{
}

static CpgOutgoingInterface *custom, *dispatch, *dual, *notify;

static CpgOutgoingInterface *
build (const char    *name,
       const CpgGuid *iid,
       CpgComKind     kind)
{
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new (name, iid);
  g_autoptr (GError) error = NULL;
  const char *pick_names[] = { "what" }, *close_names[] = { "cancel", "n", "text", "any" }, *n_names[] = { "n" };
  const GType pick_types[] = { G_TYPE_VARIANT }, id_types[] = { CPG_TYPE_GUID }, n_types[] = { G_TYPE_INT };
  const GType close_types[] = { CPG_TYPE_BY_REF, CPG_TYPE_BY_REF, CPG_TYPE_BY_REF, CPG_TYPE_BY_REF };
  CpgOutgoingInterface *contract;

  cpg_interface_builder_add_method (builder, "Pick", 11, CPG_COMBINE_LAST, G_TYPE_NONE, pick_names, pick_types, 1);
  cpg_interface_builder_add_method (builder, "Identify", 12, CPG_COMBINE_LAST, G_TYPE_NONE, pick_names, id_types, 1);
  cpg_interface_builder_add_method (builder, "BeforeClose", 13, CPG_COMBINE_LAST, G_TYPE_NONE, close_names, close_types, 4);
  cpg_interface_builder_set_by_ref (builder, "BeforeClose", "cancel", G_TYPE_BOOLEAN);
  cpg_interface_builder_set_by_ref (builder, "BeforeClose", "n", G_TYPE_INT);
  cpg_interface_builder_set_by_ref (builder, "BeforeClose", "text", G_TYPE_STRING);
  cpg_interface_builder_add_method (builder, "Count", -14, CPG_COMBINE_LAST, G_TYPE_INT, n_names, n_types, 1);
  contract = cpg_interface_builder_register (builder, &error);
  g_assert_no_error (error);

  cpg_com_interface_set_kind (cpg_outgoing_interface_get_gtype (contract), kind, &error);
  g_assert_no_error (error);
  cpg_type_add_outgoing_interface (source_get_type (), cpg_outgoing_interface_get_gtype (contract),
                                   CPG_OUTGOING_NO_SIGNALS, NULL, &error);
  g_assert_no_error (error);
  return contract;
}

static CpgOutgoingInterface *
build_notify (void)
{
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("TestPropertyNotify", &IID_IPropertyNotifySink);
  g_autoptr (GError) error = NULL;
  const char *names[] = { "property" };
  const GType types[] = { G_TYPE_STRING };
  CpgOutgoingInterface *contract;

  cpg_interface_builder_add_method (builder, "OnChanged", 1, CPG_COMBINE_LAST, G_TYPE_NONE, names, types, 1);
  cpg_interface_builder_add_method (builder, "OnRequestEdit", 2, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN, names, types, 1);
  contract = cpg_interface_builder_register (builder, &error);
  g_assert_no_error (error);
  cpg_type_add_outgoing_interface (source_get_type (), cpg_outgoing_interface_get_gtype (contract),
                                   CPG_OUTGOING_NO_SIGNALS, NULL, &error);
  g_assert_no_error (error);
  return contract;
}

/* The vtables of the contract: custom, and dual. */
#define DEFINE_EVENTS(prefix, CC) \
  static guint32 CC prefix##_pick (SinkFace *self, Variant what) \
  { \
    g_autofree char *text = describe_variant (self->sink, &what); \
    sink_log (self->sink, "pick %s", text); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_identify (SinkFace *self, const CpgGuid *id) \
  { \
    g_autofree char *text = id != NULL ? cpg_guid_to_string (id) : g_strdup ("(null)"); \
    sink_log (self->sink, "identify %s", text); \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_before_close (SinkFace *self, gint16 *cancel, gint32 *n, gpointer *text, Variant *any) \
  { \
    g_autofree char *a = bstr_dup (*text), *b = any != NULL ? describe_variant (self->sink, any) : g_strdup ("nowhere"); \
    sink_log (self->sink, "before-close %d %d %s %s", *cancel, *n, a, b); \
    if (self->sink->answer) \
      { \
        Variant changed[] = { { VT_BYREF | VT_BOOL, .p = cancel }, { VT_BYREF | VT_I4, .p = n }, \
                              { VT_BYREF | VT_BSTR, .p = text }, { VT_BYREF | VT_VARIANT, .p = any } }; \
        for (guint i = 0; i < (any != NULL ? 4 : 3); i++) \
          sink_change (self->sink, &changed[i]); \
      } \
    return self->sink->result; \
  } \
  static guint32 CC prefix##_count (SinkFace *self, int n, int *answer) \
  { \
    sink_log (self->sink, "count %d", n); \
    *answer = self->sink->answer; \
    return self->sink->result; \
  } \
  static gpointer prefix##_custom_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_pick, (gpointer) prefix##_identify, (gpointer) prefix##_before_close, (gpointer) prefix##_count \
  }; \
  static gpointer prefix##_dual_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_not_implemented, (gpointer) prefix##_not_implemented, (gpointer) prefix##_not_implemented, \
    (gpointer) prefix##_not_implemented, \
    (gpointer) prefix##_pick, (gpointer) prefix##_identify, (gpointer) prefix##_before_close, (gpointer) prefix##_count \
  };

DEFINE_EVENTS (native, CC_NATIVE)
DEFINE_EVENTS (ms, MS_ABI)

typedef struct {
  const Client         *client;
  Source               *source;
  CpgConnectionPoint   *point;
  gpointer              com_point;
  Sink                 *sink;
  guint                 n_failures;
  GError               *error;
} Fixture;

static void
failed_cb (CpgConnectionPoint *point,
           guint               cookie,
           GError             *error,
           Fixture            *fixture)
{
  fixture->n_failures++;
  g_clear_error (&fixture->error);
  fixture->error = g_error_copy (error);
}

/* A source with one sink, which answers to the IID as @kind says. */
static void
set_up (Fixture              *fixture,
        const Client         *client,
        CpgOutgoingInterface *contract)
{
  fixture->client = client;
  fixture->source = g_object_new (source_get_type (), NULL);
  fixture->point = find_point (fixture->source, cpg_outgoing_interface_get_gtype (contract));
  fixture->com_point = export_point (client, fixture->source, cpg_outgoing_interface_get_iid (contract));
  fixture->sink = sink_new (client);
  fixture->sink->iid = *cpg_outgoing_interface_get_iid (contract);
  switch (cpg_com_interface_get_kind (cpg_outgoing_interface_get_gtype (contract)))
    {
    case CPG_COM_KIND_DISPATCH:
      fixture->sink->events.vtable = SINK_VTABLE (client, dispatch);
      break;
    case CPG_COM_KIND_DUAL:
      fixture->sink->events.vtable = SINK_VTABLE (client, dual);
      break;
    case CPG_COM_KIND_CUSTOM:
    default:
      fixture->sink->events.vtable = SINK_VTABLE (client, custom);
      break;
    }
  g_signal_connect (fixture->point, "sink-failed", G_CALLBACK (failed_cb), fixture);
}

static void
tear_down (Fixture *fixture)
{
  fixture->client->release (fixture->com_point);
  g_signal_handlers_disconnect_by_data (fixture->point, fixture);
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->source);
  sink_free (fixture->sink);
  g_clear_error (&fixture->error);
}

static void
fire (Fixture    *fixture,
      const char *method,
      GValue     *args,
      guint       n_args,
      GValue     *answer)
{
  g_autoptr (GError) error = NULL;

  cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), method, args, n_args, answer, &error);
  g_assert_no_error (error);
}

static void
fire_variant (Fixture  *fixture,
              GVariant *what)
{
  g_auto (GValue) arg = G_VALUE_INIT;

  g_value_init (&arg, G_TYPE_VARIANT);
  g_value_set_variant (&arg, what);
  fire (fixture, "pick", &arg, 1, NULL);
}

static void
fire_guid (Fixture       *fixture,
           const CpgGuid *id)
{
  g_auto (GValue) arg = G_VALUE_INIT;

  g_value_init (&arg, CPG_TYPE_GUID);
  g_value_set_boxed (&arg, id);
  fire (fixture, "identify", &arg, 1, NULL);
}

static int
fire_count (Fixture *fixture,
            int      n)
{
  g_auto (GValue) arg = G_VALUE_INIT, answer = G_VALUE_INIT;

  g_value_init (&arg, G_TYPE_INT);
  g_value_set_int (&arg, n);
  fire (fixture, "count", &arg, 1, &answer);
  return g_value_get_int (&answer);
}

/* What is in the boxes afterwards. */
static char *
fire_close (Fixture    *fixture,
            gboolean    cancel,
            int         n,
            const char *text,
            const char *any)
{
  g_auto (GValue) any_value = G_VALUE_INIT;
  GValue args[4] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT };
  CpgByRef *boxes[4];
  GString *after = g_string_new (NULL);

  g_value_init (&any_value, G_TYPE_STRING);
  g_value_set_string (&any_value, any);
  boxes[0] = cpg_by_ref_new (CPG_COMBINE_ANY_TRUE, G_TYPE_BOOLEAN, cancel);
  boxes[1] = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_INT, n);
  boxes[2] = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_STRING, text);
  boxes[3] = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_VALUE, any != NULL ? &any_value : NULL);
  for (guint i = 0; i < 4; i++)
    {
      g_value_init (&args[i], CPG_TYPE_BY_REF);
      g_value_set_boxed (&args[i], boxes[i]);
    }
  fire (fixture, "before-close", args, 4, NULL);

  for (guint i = 0; i < 4; i++)
    {
      const GValue *value = cpg_by_ref_get_value (boxes[i]);
      g_autofree char *contents = value != NULL ? g_strdup_value_contents (value) : g_strdup ("nothing");

      g_string_append_printf (after, "%s%s%s", i > 0 ? " " : "", contents, cpg_by_ref_is_set (boxes[i]) ? "!" : "");
      g_value_unset (&args[i]);
      cpg_by_ref_unref (boxes[i]);
    }
  return g_string_free (after, FALSE);
}

#define assert_close(fixture, cancel, n, text, any, expected) \
  G_STMT_START { \
    g_autofree char *assert_after = fire_close (fixture, cancel, n, text, any); \
    g_assert_cmpstr (assert_after, ==, (expected)); \
  } G_STMT_END

static void
check_vtable (const Client         *client,
              CpgOutgoingInterface *contract)
{
  Fixture fixture = { 0 };

  set_up (&fixture, client, contract);
  com_advise (client, fixture.com_point, fixture.sink);

  fire_variant (&fixture, g_variant_new_double (2.5));
  fire_variant (&fixture, g_variant_new_string ("ä"));
  fire_variant (&fixture, g_variant_new_boolean (TRUE));
  fire_variant (&fixture, NULL);
  assert_heard (fixture.sink, "pick r8:2.5, pick bstr:ä, pick bool:-1, pick null");

  fire_guid (&fixture, &IID_Events);
  fire_guid (&fixture, NULL);
  assert_heard (fixture.sink, "identify " EVENTS_IID ", identify (null)");

  fixture.sink->answer = 5;
  g_assert_cmpint (fire_count (&fixture, 4), ==, 5);
  assert_heard (fixture.sink, "count 4");

  /* By reference: what nobody touches is not written. */
  fixture.sink->answer = 0;
  assert_close (&fixture, FALSE, 7, "seven", "any", "FALSE 7 \"seven\" \"any\"");
  assert_heard (fixture.sink, "before-close 0 7 seven bstr:any");
  fixture.sink->answer = 1;
  assert_close (&fixture, FALSE, 7, "seven", "any", "TRUE! 8! \"changed\"! 0.500000!");
  assert_heard (fixture.sink, "before-close 0 7 seven bstr:any");
  assert_close (&fixture, TRUE, -1, NULL, NULL, "TRUE 0! \"changed\"! 0.500000!");
  assert_heard (fixture.sink, "before-close -1 -1 (null) empty");

  /* A sink that fails is as if it had not been there. */
  fixture.sink->result = E_FAIL;
  assert_close (&fixture, FALSE, 7, "seven", "any", "FALSE 7 \"seven\" \"any\"");
  g_assert_cmpuint (fixture.n_failures, ==, 1);

  tear_down (&fixture);
}

static void
test_custom (gconstpointer client)
{
  check_vtable (client, custom);
}

static void
test_dual (gconstpointer client)
{
  check_vtable (client, dual);
}

static void
check_invoke (const Client         *client,
              CpgOutgoingInterface *contract,
              gboolean              has_iid)
{
  Fixture fixture = { 0 };

  set_up (&fixture, client, contract);
  fixture.sink->has_events = has_iid;
  fixture.sink->has_dispatch = TRUE;
  com_advise (client, fixture.com_point, fixture.sink);
  g_assert_cmpuint (fixture.sink->n_queries, ==, has_iid ? 1 : 2);

  fire_variant (&fixture, g_variant_new_double (2.5));
  fire_variant (&fixture, g_variant_new_string ("ä"));
  assert_heard (fixture.sink, "invoke 11 (r8:2.5), invoke 11 (bstr:ä)");
  fire_guid (&fixture, &IID_Events);
  assert_heard (fixture.sink, "invoke 12 (bstr:{" EVENTS_IID "})");

  /* A result, converted. */
  fixture.sink->answer = 5;
  g_assert_cmpint (fire_count (&fixture, 4), ==, 5);
  assert_heard (fixture.sink, "invoke -14 (i4:4)");

  /* By reference, in the order of the method. */
  assert_close (&fixture, FALSE, 7, "seven", "any", "TRUE! 8! \"changed\"! 0.500000!");
  assert_heard (fixture.sink, "invoke 13 (&bool:0 &i4:7 &bstr:seven &bstr:any)");

  /* An exception is what it says. */
  fixture.sink->raises = TRUE;
  fixture.sink->result = CONNECT_E_ADVISELIMIT;
  g_assert_cmpint (fire_count (&fixture, 4), ==, 0);
  g_assert_error (fixture.error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
  assert_names (fixture.error, "it was too much");
  fixture.sink->result = S_OK;
  fire_count (&fixture, 4);
  g_assert_cmphex (cpg_error_to_hresult (fixture.error), ==, DISP_E_EXCEPTION);

  /* Not there, in an exception too: gone. */
  fixture.sink->result = RPC_E_DISCONNECTED;
  fire_count (&fixture, 4);
  assert_n_connections (fixture.point, 0);

  tear_down (&fixture);
}

static void
test_dispinterface (gconstpointer client)
{
  check_invoke (client, dispatch, TRUE);
}

static void
test_dispatch_instead (gconstpointer client)
{
  check_invoke (client, custom, FALSE);
  check_invoke (client, dual, FALSE);
  check_invoke (client, dispatch, FALSE);
}

/* The IID of the contract comes first. */
static void
test_first_iid (gconstpointer data)
{
  const Client *client = data;
  Fixture fixture = { 0 };

  set_up (&fixture, client, custom);
  fixture.sink->has_dispatch = TRUE;
  com_advise (client, fixture.com_point, fixture.sink);
  g_assert_cmpuint (fixture.sink->n_queries, ==, 1);
  fire_count (&fixture, 1);
  assert_heard (fixture.sink, "count 1");
  tear_down (&fixture);
}

/* Invoke with every type of FixEvents. */
static void
test_arguments (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer point = export_point (client, source, &IID_FixEvents);
  Sink *sink = sink_new (client);

  sink->has_events = FALSE;
  sink->has_dispatch = TRUE;
  com_advise (client, point, sink);
  fix_source_fire_nothing (source);
  assert_heard (sink, "invoke 1 ()");
  fix_source_fire_price (source, "Grüße", -0.25);
  assert_heard (sink, "invoke 2 (bstr:Grüße r8:-0.25)");
  fix_source_fire_numbers (source);
  assert_heard (sink, "invoke 3 (i1:-128 ui1:255 bool:-1 i4:-2147483648 ui4:4294967295 i8:-2 ui8:2 "
                      "i8:-9223372036854775808 ui8:18446744073709551615 r4:0.5 r8:-1e+300)");
  fix_source_fire_many (source);
  assert_heard (sink, "invoke 6 (i4:1 i4:2 i4:3 i4:4 i4:5 i4:6 i4:7 i4:8 bstr:nine)");
  sink->answer = 0;
  g_assert_false (fix_source_ask_may_close (source));
  sink->answer = 1;
  g_assert_true (fix_source_ask_is_handled (source, "this"));
  assert_heard (sink, "invoke 7 (), invoke 8 (bstr:this)");

  client->release (point);
  g_assert_finalize_object (source);
  sink_free (sink);
}

static gboolean
notify_sink (Fixture    *fixture,
             const char *method,
             const char *property)
{
  g_auto (GValue) arg = G_VALUE_INIT, answer = G_VALUE_INIT;

  g_value_init (&arg, G_TYPE_STRING);
  g_value_set_string (&arg, property);
  fire (fixture, method, &arg, 1, &answer);
  return G_VALUE_HOLDS_BOOLEAN (&answer) && g_value_get_boolean (&answer);
}

/* IPropertyNotifySink has numbers where we have names, and S_FALSE for a no. */
static void
test_property_notify (gconstpointer data)
{
  const Client *client = data;
  Fixture fixture = { 0 };
  Sink *other = sink_new (client);

  set_up (&fixture, client, notify);
  fixture.sink->has_events = other->has_events = FALSE;
  fixture.sink->has_notify = other->has_notify = TRUE;
  com_advise (client, fixture.com_point, fixture.sink);
  com_advise (client, fixture.com_point, other);

  notify_sink (&fixture, "on-changed", "font-size");
  notify_sink (&fixture, "on-changed", "first");
  notify_sink (&fixture, "on-changed", NULL);
  assert_heard (fixture.sink, "on-changed 2, on-changed 1, on-changed -1");

  g_assert_true (notify_sink (&fixture, "on-request-edit", "font-size"));
  fixture.sink->result = E_FAIL; /* which is no veto */
  g_assert_true (notify_sink (&fixture, "on-request-edit", "font-size"));
  g_assert_cmpuint (fixture.n_failures, ==, 1);
  g_string_truncate (other->log, 0);
  fixture.sink->result = S_FALSE;
  g_assert_false (notify_sink (&fixture, "on-request-edit", "font-size"));
  assert_heard (fixture.sink, "on-request-edit 2, on-request-edit 2, on-request-edit 2");
  assert_heard (other, "");

  tear_down (&fixture);
  sink_free (other);
}

/* An interface that also has a property, which COM knows nothing of. */
#define TEST_TYPE_SIZED (test_sized_get_type ())
G_DECLARE_INTERFACE (TestSized, test_sized, TEST, SIZED, GObject)

struct _TestSizedInterface
{
  GTypeInterface g_iface;

  void (* nothing) (TestSized *self);
};

G_DEFINE_INTERFACE (TestSized, test_sized, G_TYPE_OBJECT)

static void
test_sized_default_init (TestSizedInterface *iface)
{
  g_object_interface_install_property (iface,
    g_param_spec_int ("size", NULL, NULL, 0, 100, 7, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  cpg_outgoing_interface_init (TEST_TYPE_SIZED, NULL);
  cpg_outgoing_interface_add_method (TEST_TYPE_SIZED, "nothing", G_STRUCT_OFFSET (TestSizedInterface, nothing), 1,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 0);
}

static void
test_properties_of_interface (gconstpointer data)
{
  const Client *client = data;
  const GTypeInfo info = { .class_size = sizeof (CpgConnectableClass), .instance_size = sizeof (CpgConnectable) };
  GType type = g_type_from_name ("SizedSource");
  g_autoptr (GObject) source = NULL;
  g_autoptr (GObject) listed = NULL;
  g_autoptr (CpgConnectionPoint) ours = NULL;
  g_autoptr (CpgEnumConnections) connections = NULL;
  g_autoptr (GPtrArray) found = NULL;
  Sink *sink = sink_new (client);
  gpointer point;
  int size = 0;

  if (type == G_TYPE_INVALID)
    {
      type = g_type_register_static (CPG_TYPE_CONNECTABLE, "SizedSource", &info, 0);
      cpg_type_add_outgoing_interface (type, TEST_TYPE_SIZED, CPG_OUTGOING_NONE, NULL, NULL);
    }
  source = g_object_new (type, NULL);
  ours = find_point (source, TEST_TYPE_SIZED);
  sink->iid = *cpg_outgoing_interface_get_iid (cpg_outgoing_interface_for_type (TEST_TYPE_SIZED, NULL));
  point = export_point (client, source, &sink->iid);
  com_advise (client, point, sink);
  cpg_signal_point_fire (CPG_SIGNAL_POINT (ours), "nothing", NULL, 0, NULL, NULL);
  assert_heard (sink, "nothing");

  connections = cpg_connection_point_enum_connections (ours, NULL);
  found = cpg_enum_connections_next (connections, 1);
  listed = cpg_connection_get_sink (g_ptr_array_index (found, 0));
  g_object_set (listed, "size", 5, NULL); /* which nobody keeps */
  g_object_get (listed, "size", &size, NULL);
  g_assert_cmpint (size, ==, 7);

  client->release (point);
  g_clear_object (&listed);
  g_clear_pointer (&found, g_ptr_array_unref);
  g_clear_object (&connections);
  g_clear_object (&ours);
  g_assert_finalize_object (g_steal_pointer (&source));
  sink_free (sink);
}

static void
test_kinds (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (cpg_com_interface_get_kind (FIX_TYPE_EVENTS), ==, CPG_COM_KIND_CUSTOM);
  g_assert_cmpint (cpg_com_interface_get_kind (G_TYPE_OBJECT), ==, CPG_COM_KIND_CUSTOM);
  g_assert_cmpint (cpg_com_interface_get_kind (cpg_outgoing_interface_get_gtype (dual)), ==, CPG_COM_KIND_DUAL);
  g_assert_false (cpg_com_interface_set_kind (G_TYPE_OBJECT, CPG_COM_KIND_DUAL, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT);
  g_clear_error (&error);
  g_assert_false (cpg_com_interface_set_kind (FIX_TYPE_EVENTS, (CpgComKind) 7, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
}

/* A sink of one's own dialect: IIDs by value in the order of their text, UTF-8
 * text, additional slots, 8 bytes for a ULONG, results of one's own. */

typedef struct {
  gpointer vtable;
  guint64  n_refs;
  CpgGuid  iid;
  char     heard[100];
  guint32  result;
} OddSink;

static guint32
odd_query_interface (OddSink  *self,
                     CpgGuid   iid,
                     gpointer *out)
{
  *out = NULL;
  if (memcmp (&iid, &self->iid, sizeof iid) != 0)
    return 0x80000004u;
  self->n_refs++;
  *out = self;
  return S_OK;
}

static guint64
odd_add_ref (OddSink *self)
{
  return ++self->n_refs;
}

static guint64
odd_release (OddSink *self)
{
  return --self->n_refs;
}

static guint32
odd_nothing (OddSink *self)
{
  g_strlcpy (self->heard, "nothing", sizeof self->heard);
  return self->result;
}

static guint32
odd_price_changed (OddSink    *self,
                   const char *symbol,
                   double      price)
{
  g_snprintf (self->heard, sizeof self->heard, "%s %g", symbol, price);
  return self->result;
}

static void
test_odd (void)
{
  static const CpgComResult results[] = {
    { E_NOINTERFACE, 0x80000004u }, { CONNECT_E_CANNOTCONNECT, 0x90000001u }, { RPC_E_DISCONNECTED, 0x90000002u },
    { 0, 0 }
  };
  g_autoptr (CpgComDialect) odd = cpg_com_dialect_copy (cpg_com_dialect_native ());
  g_autoptr (GError) error = NULL;
  gpointer vtable[] = {
    (gpointer) odd_query_interface, (gpointer) odd_add_ref, (gpointer) odd_release, NULL, NULL,
    (gpointer) odd_nothing, (gpointer) odd_price_changed
  };
  OddSink sink = { vtable, 1 };
  FixSource *source = fix_source_new ();
  g_autoptr (CpgConnectionPoint) ours = find_point (source, FIX_TYPE_EVENTS);
  CpgGuid text_order, got;
  gpointer unknown, container, point, *functions;
  guint32 cookie;

  odd->name = "odd";
  odd->iid_is_big_endian = odd->iid_by_value = TRUE;
  odd->n_extra_slots = 2;
  odd->ulong_size = 8;
  odd->wide_char_size = 1;
  odd->bstr_header_size = 0;
  odd->results = results;
  g_assert_true (cpg_com_dialect_check (odd, &error));

#define SWAPPED(guid) \
  ((CpgGuid) { GUINT32_SWAP_LE_BE ((guid).data1), GUINT16_SWAP_LE_BE ((guid).data2), GUINT16_SWAP_LE_BE ((guid).data3), \
               { (guid).data4[0], (guid).data4[1], (guid).data4[2], (guid).data4[3], \
                 (guid).data4[4], (guid).data4[5], (guid).data4[6], (guid).data4[7] } })

  unknown = cpg_com_export (G_OBJECT (source), odd, &error);
  g_assert_no_error (error);
  functions = *(gpointer **) unknown;
  g_assert_cmphex (((guint32 (*) (gpointer, CpgGuid, gpointer *)) functions[0]) (unknown, SWAPPED (IID_IConnectionPoint), &point),
                   ==, 0x80000004u);
  g_assert_cmphex (((guint32 (*) (gpointer, CpgGuid, gpointer *)) functions[0]) (unknown, SWAPPED (IID_IConnectionPointContainer), &container),
                   ==, S_OK);
  functions = *(gpointer **) container;
  g_assert_cmpuint (((guint64 (*) (gpointer)) functions[2]) (unknown), ==, 1);
  text_order = SWAPPED (IID_FixEvents);
  /* Find is behind the destructors. */
  g_assert_cmphex (((guint32 (*) (gpointer, CpgGuid, gpointer *)) functions[6]) (container, text_order, &point), ==, S_OK);
  functions = *(gpointer **) point;
  g_assert_cmphex (((guint32 (*) (gpointer, CpgGuid *)) functions[5]) (point, &got), ==, S_OK);
  g_assert_cmpmem (&got, sizeof got, &text_order, sizeof text_order);

  g_assert_cmphex (((guint32 (*) (gpointer, gpointer, guint32 *)) functions[7]) (point, &sink, &cookie), ==, 0x90000001u);
  sink.iid = text_order;
  g_assert_cmphex (((guint32 (*) (gpointer, gpointer, guint32 *)) functions[7]) (point, &sink, &cookie), ==, S_OK);
  g_assert_cmpuint (sink.n_refs, ==, 2);
  fix_source_fire_price (source, "Grüße", 1.5);
  g_assert_cmpstr (sink.heard, ==, "Grüße 1.5");
  sink.result = 0x90000002u;
  fix_source_fire_nothing (source);
  assert_n_connections (ours, 0);
  g_assert_cmpuint (sink.n_refs, ==, 1);

  ((guint64 (*) (gpointer)) functions[2]) (point);
  functions = *(gpointer **) container;
  g_assert_cmpuint (((guint64 (*) (gpointer)) functions[2]) (container), ==, 0);
  g_clear_object (&ours);
  g_assert_finalize_object (source);
}

/* Exports that come and go while others fire. */

static gpointer
fire_often (gpointer data)
{
  FixSource *source = data;

  for (guint i = 0; i < 500; i++)
    fix_source_fire_price (source, "X", i);
  return NULL;
}

static gpointer
come_and_go (gpointer data)
{
  FixSource *source = data;
  const Client *client = HAVE_MS_ABI ? &ms_client : &native_client;

  for (guint i = 0; i < 500; i++)
    {
      gpointer point = export_point (client, source, &IID_FixEvents);
      gpointer connections = NULL;

      g_assert_cmphex (client->enum_connections (point, &connections), ==, S_OK);
      client->release (point);
      client->release (connections);
    }
  return NULL;
}

static void
test_threads (void)
{
  FixSource *source = fix_source_new ();
  GThread *threads[3];

  threads[0] = g_thread_new ("fire", fire_often, source);
  threads[1] = g_thread_new ("come", come_and_go, source);
  threads[2] = g_thread_new ("go", come_and_go, source);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_finalize_object (source);
}

int
main (int    argc,
      char **argv)
{
  const CpgGuid dispatch_iid = { 0x5b1f6d81 }, dual_iid = { 0x5b1f6d82 };

  tests_init (&argc, &argv);
  custom = build ("TestCustom", &IID_Events, CPG_COM_KIND_CUSTOM);
  dispatch = build ("TestDispatch", &dispatch_iid, CPG_COM_KIND_DISPATCH);
  dual = build ("TestDual", &dual_iid, CPG_COM_KIND_DUAL);
  notify = build_notify ();

#define ADD(name, test) add_com_test ("/CpgCom/sinks/" name, test)
  ADD ("custom", test_custom);
  ADD ("dual", test_dual);
  ADD ("dispinterface", test_dispinterface);
  ADD ("dispatch-instead", test_dispatch_instead);
  ADD ("first-iid", test_first_iid);
  ADD ("arguments", test_arguments);
  ADD ("property-notify", test_property_notify);
  ADD ("properties-of-interface", test_properties_of_interface);
  g_test_add_func ("/CpgCom/sinks/kinds", test_kinds);
  g_test_add_func ("/CpgCom/sinks/odd", test_odd);
  g_test_add_func ("/CpgCom/sinks/threads", test_threads);

  return g_test_run ();
}

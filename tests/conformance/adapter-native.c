/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "objects.h"

/* cpglib's own objects, as they are: an object is a GObject, a result is what
 * the GError says in HRESULTs. */

static int n_objects; /* (atomic) */

static void
object_ended (gpointer  data,
              GObject  *where_the_object_was)
{
  g_atomic_int_add (&n_objects, -1);
}

/* Counts an object that is given out, until it ends. */
static gpointer
count (gpointer object)
{
  if (object != NULL && g_object_get_data (object, "conf-counted") == NULL)
    {
      g_atomic_int_inc (&n_objects);
      g_object_set_data (object, "conf-counted", object);
      g_object_weak_ref (object, object_ended, NULL);
    }
  return object;
}

static guint
native_count_objects (void)
{
  return (guint) g_atomic_int_get (&n_objects);
}

/* Nothing is given without a reason, and no reason without a failure. */
static Result
result (gboolean   is_done,
        GError   **error)
{
  Result hresult = cpg_error_to_hresult (*error);

  g_assert_true (is_done == (*error == NULL));
  g_clear_error (error);
  return hresult;
}

static gboolean
native_same (gpointer a,
             gpointer b)
{
  return a == b;
}

static Result
native_query (gpointer   object,
              Interface  what,
              gpointer  *found)
{
  GType type = what == INTERFACE_CONTAINER ? CPG_TYPE_CONNECTION_POINT_CONTAINER : CPG_TYPE_CONNECTION_POINT;

  *found = g_type_is_a (G_OBJECT_TYPE (object), type) ? g_object_ref (object) : NULL;
  return *found != NULL ? S_OK : E_NOINTERFACE;
}

/* Sources ------------------------------------------------------------------------- */

static gpointer
native_new_source (SourceKind kind)
{
  return count (g_object_new (kind == SOURCE_FULL ? CONF_TYPE_SOURCE : CONF_TYPE_SINGLE, NULL));
}

static Result
native_find (gpointer     source,
             const char  *text,
             gpointer    *point)
{
  g_autoptr (CpgGuid) iid = cpg_guid_new (text, NULL);
  GError *error = NULL;

  *point = count (cpg_connection_point_container_find_connection_point (source, iid, &error));
  return result (*point != NULL, &error);
}

static GType
get_contract_type (const char *text)
{
  return g_str_equal (text, IID_EVENTS) ? CONF_TYPE_EVENTS
       : g_str_equal (text, IID_OTHER)  ? CONF_TYPE_OTHER
                                        : CPG_TYPE_PROPERTY_NOTIFY_SINK;
}

static Result
native_find_otherwise (gpointer     source,
                       const char  *text,
                       gpointer    *point)
{
  GError *error = NULL;

  *point = count (cpg_connection_point_container_find_by_type (source, get_contract_type (text), &error));
  return result (*point != NULL, &error);
}

static char *
get_iid (CpgOutgoingInterface *contract)
{
  return cpg_guid_to_string (cpg_outgoing_interface_get_iid (contract));
}

static Result
native_get_default (gpointer   source,
                    char     **iid)
{
  CpgOutgoingInterface *contract = cpg_connection_point_container_get_default_interface (source);

  *iid = contract != NULL ? get_iid (contract) : NULL;
  return contract != NULL ? S_OK : E_FAIL;
}

static Result
native_enum_points (gpointer  source,
                    gpointer *points)
{
  *points = count (cpg_connection_point_container_enum_connection_points (source));
  return S_OK;
}

/* Points -------------------------------------------------------------------------- */

static Result
native_get_interface (gpointer   point,
                      char     **iid)
{
  *iid = get_iid (cpg_connection_point_get_connection_interface (point));
  return S_OK;
}

static Result
native_get_container (gpointer  point,
                      gpointer *source)
{
  *source = cpg_connection_point_get_container (point);
  return *source != NULL ? S_OK : RPC_E_DISCONNECTED;
}

static Result
native_advise (gpointer  point,
               gpointer  sink,
               guint32  *cookie)
{
  GError *error = NULL;

  *cookie = cpg_connection_point_advise (point, sink, &error);
  return result (*cookie != 0, &error);
}

static Result
native_unadvise (gpointer point,
                 guint32  cookie)
{
  GError *error = NULL;

  return result (cpg_connection_point_unadvise (point, cookie, &error), &error);
}

static Result
native_enum_connections (gpointer  point,
                         gpointer *connections)
{
  GError *error = NULL;

  *connections = count (cpg_connection_point_enum_connections (point, &error));
  return result (*connections != NULL, &error);
}

/* Enumerators ----------------------------------------------------------------------- */

static Result
native_next_points (gpointer  points,
                    guint32   n,
                    gpointer *found,
                    guint32  *fetched)
{
  g_autoptr (GPtrArray) next = cpg_enum_connection_points_next (points, n);

  for (guint i = 0; i < next->len; i++)
    found[i] = count (g_object_ref (g_ptr_array_index (next, i)));
  if (fetched != NULL)
    *fetched = next->len;
  return next->len == n ? S_OK : S_FALSE;
}

static Result
native_next_connections (gpointer  connections,
                         guint32   n,
                         Connect  *found,
                         guint32  *fetched)
{
  g_autoptr (GPtrArray) next = cpg_enum_connections_next (connections, n);

  for (guint i = 0; i < next->len; i++)
    {
      CpgConnection *connection = g_ptr_array_index (next, i);

      found[i].sink = cpg_connection_get_sink (connection);
      found[i].cookie = cpg_connection_get_cookie (connection);
    }
  if (fetched != NULL)
    *fetched = next->len;
  return next->len == n ? S_OK : S_FALSE;
}

static Result
native_skip (gpointer enumerator,
             guint32  n)
{
  gboolean is_all = CPG_IS_ENUM_CONNECTIONS (enumerator) ? cpg_enum_connections_skip (enumerator, n)
                                                         : cpg_enum_connection_points_skip (enumerator, n);

  return is_all ? S_OK : S_FALSE;
}

static Result
native_reset (gpointer enumerator)
{
  if (CPG_IS_ENUM_CONNECTIONS (enumerator))
    cpg_enum_connections_reset (enumerator);
  else
    cpg_enum_connection_points_reset (enumerator);
  return S_OK;
}

static Result
native_clone (gpointer  enumerator,
              gpointer *clone)
{
  if (CPG_IS_ENUM_CONNECTIONS (enumerator))
    *clone = count (cpg_enum_connections_clone (enumerator));
  else
    *clone = count (cpg_enum_connection_points_clone (enumerator));
  return S_OK;
}

/* Sinks --------------------------------------------------------------------------- */

static gpointer
native_new_sink (SinkKind  kind,
                 Listener *listener)
{
  return count (conf_sink_new (kind, listener));
}

static guint
native_sink_refs (gpointer sink)
{
  return G_OBJECT (sink)->ref_count;
}

static gboolean
native_sink_is (gpointer    sink,
                const char *iid)
{
  return g_type_is_a (G_OBJECT_TYPE (sink), get_contract_type (iid));
}

static void
native_call_sink (gpointer  sink,
                  Event    *event)
{
  g_assert_cmpint (event->kind, ==, EVENT_NOTHING);
  CONF_EVENTS_GET_IFACE (sink)->nothing (sink);
}

static void
native_hold (gpointer source,
             gpointer sink)
{
  g_object_set_data_full (sink, "conf-held", g_object_ref (source), g_object_unref);
}

/* Firing, in each way that there is --------------------------------------------------- */

/* The box of an in-out argument, and what is left in it. */
static CpgByRef *
box_new (const Event *event)
{
  return event->kind == EVENT_CLOSING ? cpg_by_ref_new (CPG_COMBINE_ANY_TRUE, G_TYPE_BOOLEAN, event->number)
                                      : cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_INT, event->number);
}

static void
box_take (CpgByRef *box,
          Event    *event)
{
  cpg_by_ref_get (box, &event->number);
  cpg_by_ref_unref (box);
}

static void
fire_by_macro (gpointer  source,
               Event    *event)
{
  CpgConnectionPoint *point = cpg_signal_point_peek (source, event->kind == EVENT_QUIET ? CONF_TYPE_OTHER
                                                                                        : CONF_TYPE_EVENTS);
  GValue arg = G_VALUE_INIT, answer = G_VALUE_INIT;
  CpgByRef *box;

  switch (event->kind)
    {
    case EVENT_NOTHING:
      CPG_FIRE (point, ConfEventsInterface, nothing);
      break;
    case EVENT_PRICE_CHANGED:
      CPG_FIRE (point, ConfEventsInterface, price_changed, event->text, event->price);
      break;
    case EVENT_MAY_CLOSE:
      event->answer = CPG_FIRE_BOOLEAN (point, ConfEventsInterface, may_close);
      break;
    case EVENT_IS_HANDLED:
      event->answer = CPG_FIRE_BOOLEAN (point, ConfEventsInterface, is_handled, event->text);
      break;
    case EVENT_FIRST_NUMBER:
    case EVENT_LAST_NUMBER:
      /* No macro gives the answer. */
      g_value_init (&arg, G_TYPE_INT);
      g_value_set_int (&arg, event->number);
      g_assert_true (cpg_signal_point_fire (CPG_SIGNAL_POINT (point),
                                            event->kind == EVENT_FIRST_NUMBER ? "first-number" : "last-number",
                                            &arg, 1, &answer, NULL));
      event->answer = g_value_get_int (&answer);
      break;
    case EVENT_CLOSING:
      box = box_new (event);
      CPG_FIRE (point, ConfEventsInterface, closing, box);
      box_take (box, event);
      break;
    case EVENT_BIDDING:
      box = box_new (event);
      CPG_FIRE (point, ConfEventsInterface, bidding, box);
      box_take (box, event);
      break;
    case EVENT_QUIET:
      CPG_FIRE (point, ConfOtherInterface, quiet);
      break;
    case EVENT_CHANGED:
    case EVENT_REQUEST_EDIT:
    default:
      g_assert_not_reached ();
    }
}

static void
heard_by_handler (gpointer source)
{
}

/* CPG_FIRE() goes through GSignal where there is a handler. */
static void
fire_with_handler (gpointer  source,
                   Event    *event)
{
  const char *name = event->kind == EVENT_QUIET ? "quiet"
                   : event->kind == EVENT_PRICE_CHANGED ? "price-changed"
                                                        : "nothing";
  guint id = g_signal_lookup (name, G_OBJECT_TYPE (source));

  if (g_signal_handler_find (source, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_FUNC, id, 0,
                             NULL, heard_by_handler, NULL) == 0)
    g_signal_connect (source, name, G_CALLBACK (heard_by_handler), NULL);
  fire_by_macro (source, event);
}

static void
fire_by_emission (gpointer  source,
                  Event    *event)
{
  CpgByRef *box;

  switch (event->kind)
    {
    case EVENT_NOTHING:
      g_signal_emit_by_name (source, "nothing");
      break;
    case EVENT_PRICE_CHANGED:
      g_signal_emit_by_name (source, "price-changed", event->text, event->price);
      break;
    case EVENT_MAY_CLOSE:
      g_signal_emit_by_name (source, "may-close", &event->answer);
      break;
    case EVENT_IS_HANDLED:
      g_signal_emit_by_name (source, "is-handled", event->text, &event->answer);
      break;
    case EVENT_FIRST_NUMBER:
      g_signal_emit_by_name (source, "first-number", event->number, &event->answer);
      break;
    case EVENT_LAST_NUMBER:
      g_signal_emit_by_name (source, "last-number", event->number, &event->answer);
      break;
    case EVENT_CLOSING:
    case EVENT_BIDDING:
      box = box_new (event);
      g_signal_emit_by_name (source, event->kind == EVENT_CLOSING ? "closing" : "bidding", box);
      box_take (box, event);
      break;
    case EVENT_QUIET:
      g_signal_emit_by_name (source, "quiet");
      break;
    case EVENT_CHANGED:
    case EVENT_REQUEST_EDIT:
    default:
      g_assert_not_reached ();
    }
}

static void
fire_by_name (gpointer  source,
              Event    *event)
{
  static const char * const names[] = {
    [EVENT_NOTHING] = "Nothing", /* as COM names it */
    [EVENT_PRICE_CHANGED] = "price-changed",
    [EVENT_MAY_CLOSE] = "may_close",
    [EVENT_IS_HANDLED] = "IsHandled",
    [EVENT_FIRST_NUMBER] = "first-number",
    [EVENT_LAST_NUMBER] = "last_number",
    [EVENT_CLOSING] = "Closing",
    [EVENT_BIDDING] = "bidding",
    [EVENT_QUIET] = "quiet",
  };
  CpgConnectionPoint *point = cpg_signal_point_peek (source, event->kind == EVENT_QUIET ? CONF_TYPE_OTHER
                                                                                        : CONF_TYPE_EVENTS);
  GValue args[2] = { G_VALUE_INIT, G_VALUE_INIT }, answer = G_VALUE_INIT;
  CpgByRef *box = NULL;
  guint n_args = 0;
  GError *error = NULL;

  if (event->kind == EVENT_PRICE_CHANGED || event->kind == EVENT_IS_HANDLED)
    {
      g_value_init (&args[n_args], G_TYPE_STRING);
      g_value_set_string (&args[n_args++], event->text);
    }
  if (event->kind == EVENT_PRICE_CHANGED)
    {
      g_value_init (&args[n_args], G_TYPE_DOUBLE);
      g_value_set_double (&args[n_args++], event->price);
    }
  if (event->kind == EVENT_FIRST_NUMBER || event->kind == EVENT_LAST_NUMBER)
    {
      g_value_init (&args[n_args], G_TYPE_INT);
      g_value_set_int (&args[n_args++], event->number);
    }

  if (event->kind == EVENT_CLOSING || event->kind == EVENT_BIDDING)
    {
      box = box_new (event);
      g_value_init (&args[n_args], CPG_TYPE_BY_REF);
      g_value_set_boxed (&args[n_args++], box);
    }

  g_object_ref (point);
  cpg_signal_point_fire (CPG_SIGNAL_POINT (point), names[event->kind], args, n_args, &answer, &error);
  g_assert_no_error (error);
  g_object_unref (point);
  if (G_VALUE_HOLDS_BOOLEAN (&answer))
    event->answer = g_value_get_boolean (&answer);
  else if (G_VALUE_HOLDS_INT (&answer))
    event->answer = g_value_get_int (&answer);
  if (box != NULL)
    box_take (box, event);

  g_value_unset (&answer);
  for (guint i = 0; i < n_args; i++)
    g_value_unset (&args[i]);
}

/* Behind the source's back ------------------------------------------------------------ */

static void
native_set_max (gpointer point,
                guint    max)
{
  cpg_connection_point_set_max_connections (point, max);
}

static Result
native_set_property (gpointer    source,
                     const char *property,
                     int         value)
{
  return conf_source_set (source, property, value) ? S_OK : S_FALSE;
}

static int
native_get_property (gpointer    source,
                     const char *property)
{
  int value;

  g_object_get (source, property, &value, NULL);
  return value;
}

static Result
native_request_edit_many (gpointer source)
{
  return cpg_request_edit (source, NULL) ? S_OK : S_FALSE;
}

static void
native_freeze (gpointer source,
               gboolean freeze)
{
  if (freeze)
    g_object_freeze_notify (source);
  else
    g_object_thaw_notify (source);
}

#define NATIVE_ADAPTER(adapter_name, adapter_fire) \
  { \
    .name = adapter_name, \
    .release = g_object_unref, \
    .same = native_same, \
    .query = native_query, \
    .count_objects = native_count_objects, \
    .new_source = native_new_source, \
    .find = native_find, \
    .find_otherwise = native_find_otherwise, \
    .get_default = native_get_default, \
    .enum_points = native_enum_points, \
    .get_interface = native_get_interface, \
    .get_container = native_get_container, \
    .advise = native_advise, \
    .unadvise = native_unadvise, \
    .enum_connections = native_enum_connections, \
    .next_points = native_next_points, \
    .next_connections = native_next_connections, \
    .skip = native_skip, \
    .reset = native_reset, \
    .clone = native_clone, \
    .new_sink = native_new_sink, \
    .sink_refs = native_sink_refs, \
    .sink_is = native_sink_is, \
    .call_sink = native_call_sink, \
    .hold = native_hold, \
    .fire = adapter_fire, \
    .set_max = native_set_max, \
    .set_property = native_set_property, \
    .get_property = native_get_property, \
    .request_edit_many = native_request_edit_many, \
    .changed_many = (void (*) (gpointer)) cpg_properties_changed, \
    .freeze = native_freeze \
  }

const Adapter native_adapters[] = {
  NATIVE_ADAPTER ("CPG_FIRE", fire_by_macro),
  NATIVE_ADAPTER ("CPG_FIRE with a handler", fire_with_handler),
  NATIVE_ADAPTER ("an emission", fire_by_emission),
  NATIVE_ADAPTER ("cpg_signal_point_fire", fire_by_name),
};
const guint n_native_adapters = G_N_ELEMENTS (native_adapters);

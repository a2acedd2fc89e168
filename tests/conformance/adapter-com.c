/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "adapter-com.h"
#include "objects.h"

static const Client *client;

/* Sources of which COM holds references: what is behind the IUnknown. */
static GHashTable *sources; /* (element-type gpointer GObject) */
static guint n_sinks;

const Client *
com_get_client (void)
{
  return client;
}

static void
com_release (gpointer object)
{
  client->release (object);
}

/* (transfer none): it stays as long as the object. */
static gpointer
get_identity (gpointer object)
{
  gpointer identity = query (client, object, &IID_IUnknown);

  client->release (identity);
  return identity;
}

static gboolean
com_same (gpointer a,
          gpointer b)
{
  return get_identity (a) == get_identity (b);
}

static Result
com_query (gpointer   object,
           Interface  what,
           gpointer  *found)
{
  return client->query (object, what == INTERFACE_CONTAINER ? &IID_IConnectionPointContainer : &IID_IConnectionPoint,
                        found);
}

/* Points and enumerators hold their source, so that it tells of them too. */
static guint
com_count_objects (void)
{
  return g_hash_table_size (sources) + n_sinks;
}

/* Sources ------------------------------------------------------------------------- */

static GObject *
get_object (gpointer source)
{
  return g_hash_table_lookup (sources, get_identity (source));
}

static void
source_ended (gpointer  identity,
              GObject  *where_the_object_was)
{
  g_hash_table_remove (sources, identity);
}

static gpointer
new_source (const Client *which,
            SourceKind    kind)
{
  GObject *object = g_object_new (kind == SOURCE_FULL ? CONF_TYPE_SOURCE : CONF_TYPE_SINGLE, NULL);
  gpointer unknown;

  client = which;
  unknown = export_object (client, object);
  if (sources == NULL)
    sources = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (sources, unknown, object);
  g_object_weak_ref (object, source_ended, unknown);
  g_object_unref (object);

  return unknown;
}

static gpointer
new_native_source (SourceKind kind)
{
  return new_source (&native_client, kind);
}

static gpointer
new_wine_source (SourceKind kind)
{
  return new_source (&ms_client, kind);
}

/* Asks @object, which is any of the source's interfaces, for the container. */
static Result
find (gpointer     object,
      const char  *text,
      gpointer    *point)
{
  g_autoptr (CpgGuid) iid = cpg_guid_new (text, NULL);
  gpointer container = query (client, object, &IID_IConnectionPointContainer);
  Result result = client->find (container, iid, point);

  client->release (container);
  return result;
}

static Result
com_find_otherwise (gpointer     source,
                    const char  *text,
                    gpointer    *point)
{
  gpointer info = query (client, source, &IID_IProvideClassInfo2);
  Result result = find (info, text, point);

  client->release (info);
  return result;
}

static Result
com_get_default (gpointer   source,
                 char     **text)
{
  gpointer info = query (client, source, &IID_IProvideClassInfo2);
  CpgGuid iid;
  Result result = client->get_guid (info, 1, &iid);

  client->release (info);
  *text = result == S_OK ? cpg_guid_to_string (&iid) : NULL;
  return result;
}

static Result
com_enum_points (gpointer  source,
                 gpointer *points)
{
  gpointer container = query (client, source, &IID_IConnectionPointContainer);
  Result result = client->enum_points (container, points);

  client->release (container);
  return result;
}

/* Points -------------------------------------------------------------------------- */

static Result
com_get_interface (gpointer   point,
                   char     **text)
{
  CpgGuid iid;
  Result result = client->get_interface (point, &iid);

  *text = result == S_OK ? cpg_guid_to_string (&iid) : NULL;
  return result;
}

static Result
com_get_container (gpointer  point,
                   gpointer *source)
{
  return client->get_container (point, source);
}

static Result
com_advise (gpointer  point,
            gpointer  sink,
            guint32  *cookie)
{
  return client->advise (point, sink, cookie);
}

static Result
com_unadvise (gpointer point,
              guint32  cookie)
{
  return client->unadvise (point, cookie);
}

static Result
com_enum_connections (gpointer  point,
                      gpointer *connections)
{
  return client->enum_connections (point, connections);
}

/* Enumerators ----------------------------------------------------------------------- */

static Result
com_next_points (gpointer  points,
                 guint32   n,
                 gpointer *found,
                 guint32  *fetched)
{
  return client->next (points, n, found, fetched);
}

static Result
com_next_connections (gpointer  connections,
                      guint32   n,
                      Connect  *found,
                      guint32  *fetched)
{
  G_STATIC_ASSERT (sizeof (Connect) == sizeof (ConnectData));

  return client->next (connections, n, found, fetched);
}

static Result
com_skip (gpointer enumerator,
          guint32  n)
{
  return client->skip (enumerator, n);
}

static Result
com_reset (gpointer enumerator)
{
  return client->reset (enumerator);
}

static Result
com_clone (gpointer  enumerator,
           gpointer *clone)
{
  return client->clone (enumerator, clone);
}

/* Sinks --------------------------------------------------------------------------- */

typedef struct _ComSink ComSink;

typedef struct {
  gpointer  vtable;
  ComSink  *sink;
} Face;

/* Each interface is an address of its own. */
struct _ComSink
{
  Face        unknown, events, other, notify, dispatch;
  guint       n_refs;
  SinkKind    kind;
  Listener   *listener;
  gpointer    held;     /* (owned) (nullable): a source */
  SinkTraits  traits;
};

static ComSink *
get_sink (gpointer face)
{
  return ((Face *) face)->sink;
}

SinkTraits *
com_sink_get_traits (gpointer sink)
{
  return &get_sink (sink)->traits;
}

static guint32
sink_query (Face          *face,
            const CpgGuid *iid,
            gpointer      *out)
{
  ComSink *self = face->sink;
  g_autofree char *text = cpg_guid_to_string (iid);
  gboolean hears_all = self->kind == SINK_GOOD;

  *out = NULL;
  if (cpg_guid_equal (iid, &IID_IUnknown))
    *out = &self->unknown;
  else if (self->traits.n_queries++ > 0 && self->traits.answers_once)
    *out = NULL;
  else if (g_str_equal (text, IID_EVENTS) &&
           (hears_all || self->kind == SINK_PARTIAL || self->kind == SINK_FAILING))
    *out = &self->events;
  else if (g_str_equal (text, IID_OTHER) && (hears_all || self->kind == SINK_OTHER))
    *out = &self->other;
  else if (g_str_equal (text, IID_PROPERTY_NOTIFY) && (hears_all || self->kind == SINK_FAILING_NOTIFY))
    *out = &self->notify;
  else if (cpg_guid_equal (iid, &IID_IDispatch) && self->traits.has_dispatch)
    *out = &self->dispatch;

  if (*out == NULL)
    return E_NOINTERFACE;
  self->n_refs++;
  return S_OK;
}

static guint32
sink_add_ref (Face *face)
{
  return ++face->sink->n_refs;
}

static guint32
sink_release (Face *face)
{
  ComSink *self = face->sink;
  guint32 n_left = --self->n_refs;

  if (n_left == 0)
    {
      Listener *listener = self->listener;
      gpointer held = self->held;

      g_free (self);
      n_sinks--;
      if (held != NULL)
        client->release (held);
      listener->is_gone = TRUE;
      if (listener->ended != NULL)
        listener->ended (listener);
    }
  return n_left;
}

/* It hears, even if it fails: what it answers then does not count. */
static guint32
hear (Face  *face,
      Event *event)
{
  ComSink *self = face->sink;
  guint32 result = self->kind == SINK_FAILING || self->kind == SINK_FAILING_NOTIFY ? E_FAIL : self->traits.result;

  if (self->kind == SINK_PARTIAL && event->kind != EVENT_NOTHING)
    return E_NOTIMPL;

  listener_hear (self->listener, event);
  return result;
}

static guint32
hear_text (Face      *face,
           EventKind  kind,
           gpointer   bstr,
           Event     *event)
{
  g_autofree char *text = bstr_dup (bstr);

  event->kind = kind;
  event->text = text;
  return hear (face, event);
}

/* The properties as COM numbers them. */
static guint32
hear_property (Face      *face,
               EventKind  kind,
               gint32     id)
{
  Event event = { kind, .text = id == 1 ? "size" : id == 2 ? "weight" : NULL };
  guint32 result = hear (face, &event);

  g_assert_true (event.text != NULL || id == -1);
  return result == S_OK && kind == EVENT_REQUEST_EDIT && !event.answer ? S_FALSE : result;
}

#define DEFINE_SINK(prefix, CC) \
  static guint32 CC prefix##_query_interface (Face *self, const CpgGuid *iid, gpointer *out) \
  { \
    return sink_query (self, iid, out); \
  } \
  static guint32 CC prefix##_sink_add_ref (Face *self) \
  { \
    return sink_add_ref (self); \
  } \
  static guint32 CC prefix##_sink_release (Face *self) \
  { \
    return sink_release (self); \
  } \
  static guint32 CC prefix##_nothing (Face *self) \
  { \
    return hear (self, &(Event) { EVENT_NOTHING }); \
  } \
  static guint32 CC prefix##_price_changed (Face *self, gpointer symbol, double price) \
  { \
    return hear_text (self, EVENT_PRICE_CHANGED, symbol, &(Event) { .price = price }); \
  } \
  static guint32 CC prefix##_may_close (Face *self, gint16 *answer) \
  { \
    Event event = { EVENT_MAY_CLOSE }; \
    guint32 result = hear (self, &event); \
    *answer = event.answer ? -1 : 0; \
    return result; \
  } \
  static guint32 CC prefix##_is_handled (Face *self, gpointer what, gint16 *answer) \
  { \
    Event event = { EVENT_IS_HANDLED }; \
    guint32 result = hear_text (self, EVENT_IS_HANDLED, what, &event); \
    *answer = event.answer ? -1 : 0; \
    return result; \
  } \
  static guint32 CC prefix##_first_number (Face *self, int n, int *answer) \
  { \
    Event event = { EVENT_FIRST_NUMBER, .number = n }; \
    guint32 result = hear (self, &event); \
    *answer = event.answer; \
    return result; \
  } \
  static guint32 CC prefix##_last_number (Face *self, int n, int *answer) \
  { \
    Event event = { EVENT_LAST_NUMBER, .number = n }; \
    guint32 result = hear (self, &event); \
    *answer = event.answer; \
    return result; \
  } \
  static guint32 CC prefix##_closing (Face *self, gint16 *cancel) \
  { \
    Event event = { EVENT_CLOSING, .number = *cancel != 0 }; \
    guint32 result = hear (self, &event); \
    if (event.writes) \
      *cancel = event.number ? -1 : 0; \
    return result; \
  } \
  static guint32 CC prefix##_bidding (Face *self, int *bid) \
  { \
    Event event = { EVENT_BIDDING, .number = *bid }; \
    guint32 result = hear (self, &event); \
    if (event.writes) \
      *bid = event.number; \
    return result; \
  } \
  static guint32 CC prefix##_quiet (Face *self) \
  { \
    return hear (self, &(Event) { EVENT_QUIET }); \
  } \
  static guint32 CC prefix##_on_changed (Face *self, gint32 id) \
  { \
    return hear_property (self, EVENT_CHANGED, id); \
  } \
  static guint32 CC prefix##_on_request_edit (Face *self, gint32 id) \
  { \
    return hear_property (self, EVENT_REQUEST_EDIT, id); \
  } \
  static guint32 CC prefix##_not_called (Face *self) \
  { \
    g_assert_not_reached (); \
  } \
  static gpointer prefix##_events_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_nothing, (gpointer) prefix##_price_changed, (gpointer) prefix##_may_close, \
    (gpointer) prefix##_is_handled, (gpointer) prefix##_first_number, (gpointer) prefix##_last_number, \
    (gpointer) prefix##_closing, (gpointer) prefix##_bidding \
  }; \
  static gpointer prefix##_other_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_quiet \
  }; \
  static gpointer prefix##_notify_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_on_changed, (gpointer) prefix##_on_request_edit \
  }; \
  static gpointer prefix##_dispatch_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_not_called, (gpointer) prefix##_not_called, (gpointer) prefix##_not_called, \
    (gpointer) prefix##_not_called \
  };

DEFINE_SINK (native, CC_NATIVE)
DEFINE_SINK (ms, MS_ABI)

#define VTABLE(what) (client == &native_client ? native_##what##_vtable : ms_##what##_vtable)

static gpointer
com_new_sink (SinkKind  kind,
              Listener *listener)
{
  ComSink *self = g_new0 (ComSink, 1);

  self->unknown = (Face) { VTABLE (other), self };
  self->events = (Face) { VTABLE (events), self };
  self->other = (Face) { VTABLE (other), self };
  self->notify = (Face) { VTABLE (notify), self };
  self->dispatch = (Face) { VTABLE (dispatch), self };
  self->n_refs = 1;
  self->kind = kind;
  self->listener = listener;
  listener->is_gone = FALSE;
  n_sinks++;

  return &self->unknown;
}

static guint
com_sink_refs (gpointer sink)
{
  return get_sink (sink)->n_refs;
}

static gboolean
com_sink_is (gpointer    sink,
             const char *text)
{
  g_autoptr (CpgGuid) iid = cpg_guid_new (text, NULL);
  gpointer out = NULL;

  if (client->query (sink, iid, &out) != S_OK)
    return FALSE;
  client->release (out);
  return TRUE;
}

/* As who enumerates the connections calls them. */
static void
com_call_sink (gpointer  sink,
               Event    *event)
{
  g_autoptr (CpgGuid) iid = cpg_guid_new (IID_EVENTS, NULL);
  gpointer events = query (client, sink, iid);

  g_assert_cmpint (event->kind, ==, EVENT_NOTHING);
  g_assert_cmphex (client->call_slot_3 (events), ==, S_OK);
  client->release (events);
}

static void
com_hold (gpointer source,
          gpointer sink)
{
  client->add_ref (source);
  get_sink (sink)->held = source;
}

/* Behind the source's back ------------------------------------------------------------ */

static void
com_fire (gpointer  source,
          Event    *event)
{
  native_adapters[0].fire (get_object (source), event);
}

static void
com_set_max (gpointer point,
             guint    max)
{
  g_autofree char *text = NULL;
  gpointer source = NULL, ours = NULL;

  g_assert_cmphex (com_get_interface (point, &text), ==, S_OK);
  g_assert_cmphex (client->get_container (point, &source), ==, S_OK);
  g_assert_cmphex (native_adapters[0].find (get_object (source), text, &ours), ==, S_OK);
  native_adapters[0].set_max (ours, max);
  g_object_unref (ours);
  client->release (source);
}

static Result
com_set_property (gpointer    source,
                  const char *property,
                  int         value)
{
  return native_adapters[0].set_property (get_object (source), property, value);
}

/* That one COM can. */
static int
com_get_property (gpointer    source,
                  const char *property)
{
  gpointer dispatch = query (client, source, &IID_IDispatch), name = bstr_new (property);
  DispParams params = { NULL };
  Variant result = { VT_EMPTY };
  gint32 id = 0;

  g_assert_cmphex (client->get_ids_of_names (dispatch, &IID_NULL_, &name, 1, 0x400, &id), ==, S_OK);
  g_assert_cmphex (client->invoke (dispatch, id, &IID_NULL_, 0x400, 2, &params, &result, NULL, NULL), ==, S_OK);
  g_assert_cmpuint (result.vt, ==, VT_I4);
  bstr_free (name);
  client->release (dispatch);
  return result.i4;
}

static Result
com_request_edit_many (gpointer source)
{
  return native_adapters[0].request_edit_many (get_object (source));
}

static void
com_changed_many (gpointer source)
{
  native_adapters[0].changed_many (get_object (source));
}

static void
com_freeze (gpointer source,
            gboolean freeze)
{
  native_adapters[0].freeze (get_object (source), freeze);
}

#define COM_ADAPTER(adapter_name, adapter_new_source) \
  { \
    .name = adapter_name, \
    .release = com_release, \
    .same = com_same, \
    .query = com_query, \
    .count_objects = com_count_objects, \
    .new_source = adapter_new_source, \
    .find = find, \
    .find_otherwise = com_find_otherwise, \
    .get_default = com_get_default, \
    .enum_points = com_enum_points, \
    .get_interface = com_get_interface, \
    .get_container = com_get_container, \
    .advise = com_advise, \
    .unadvise = com_unadvise, \
    .enum_connections = com_enum_connections, \
    .next_points = com_next_points, \
    .next_connections = com_next_connections, \
    .skip = com_skip, \
    .reset = com_reset, \
    .clone = com_clone, \
    .new_sink = com_new_sink, \
    .sink_refs = com_sink_refs, \
    .sink_is = com_sink_is, \
    .call_sink = com_call_sink, \
    .hold = com_hold, \
    .fire = com_fire, \
    .set_max = com_set_max, \
    .set_property = com_set_property, \
    .get_property = com_get_property, \
    .request_edit_many = com_request_edit_many, \
    .changed_many = com_changed_many, \
    .freeze = com_freeze \
  }

const Adapter com_adapters[] = {
  COM_ADAPTER ("the convention of the compiler", new_native_source),
#if HAVE_MS_ABI
  COM_ADAPTER ("the convention of Windows", new_wine_source),
#endif
};
const guint n_com_adapters = G_N_ELEMENTS (com_adapters);

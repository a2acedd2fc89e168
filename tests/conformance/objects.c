/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "objects.h"

/* The contracts ------------------------------------------------------------------- */

G_DEFINE_INTERFACE (ConfEvents, conf_events, G_TYPE_OBJECT)

#define SLOT(method) G_STRUCT_OFFSET (ConfEventsInterface, method)

static void
conf_events_default_init (ConfEventsInterface *iface)
{
  const GType type = CONF_TYPE_EVENTS;

  cpg_outgoing_interface_init (type, IID_EVENTS);
  cpg_outgoing_interface_add_method (type, "nothing", SLOT (nothing), 1,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 0);
  cpg_outgoing_interface_add_method (type, "price-changed", SLOT (price_changed), 2,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 2,
                                     "symbol", G_TYPE_STRING, "price", G_TYPE_DOUBLE);
  cpg_outgoing_interface_add_method (type, "may-close", SLOT (may_close), 3,
                                     CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN, 0);
  cpg_outgoing_interface_add_method (type, "is-handled", SLOT (is_handled), 4,
                                     CPG_COMBINE_ANY_TRUE, G_TYPE_BOOLEAN, 1, "what", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (type, "first-number", SLOT (first_number), 5,
                                     CPG_COMBINE_FIRST, G_TYPE_INT, 1, "n", G_TYPE_INT);
  cpg_outgoing_interface_add_method (type, "last-number", SLOT (last_number), 6,
                                     CPG_COMBINE_LAST, G_TYPE_INT, 1, "n", G_TYPE_INT);
  cpg_outgoing_interface_add_method (type, "closing", SLOT (closing), 7,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 1, "cancel", CPG_TYPE_BY_REF);
  cpg_outgoing_interface_set_by_ref (type, "closing", "cancel", G_TYPE_BOOLEAN);
  cpg_outgoing_interface_add_method (type, "bidding", SLOT (bidding), 8,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 1, "bid", CPG_TYPE_BY_REF);
  cpg_outgoing_interface_set_by_ref (type, "bidding", "bid", G_TYPE_INT);
}

G_DEFINE_INTERFACE (ConfOther, conf_other, G_TYPE_OBJECT)

static void
conf_other_default_init (ConfOtherInterface *iface)
{
  cpg_outgoing_interface_init (CONF_TYPE_OTHER, IID_OTHER);
  cpg_outgoing_interface_add_method (CONF_TYPE_OTHER, "quiet", G_STRUCT_OFFSET (ConfOtherInterface, quiet), 1,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 0);
}

/* The sources --------------------------------------------------------------------- */

struct _ConfSource
{
  GObject parent_instance;

  int     size;
  int     weight;
};

enum {
  PROP_SIZE = 1,
  PROP_WEIGHT
};

G_DEFINE_FINAL_TYPE_WITH_CODE (ConfSource, conf_source, G_TYPE_OBJECT,
                               CPG_OUTGOING_INTERFACE (CONF_TYPE_EVENTS, CPG_OUTGOING_DEFAULT)
                               CPG_OUTGOING_INTERFACE (CONF_TYPE_OTHER, CPG_OUTGOING_NONE)
                               CPG_OUTGOING_INTERFACE (CPG_TYPE_PROPERTY_NOTIFY_SINK, CPG_OUTGOING_NONE))

static void
conf_source_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ConfSource *self = CONF_SOURCE (object);

  g_value_set_int (value, prop_id == PROP_SIZE ? self->size : self->weight);
}

static void
conf_source_class_init (ConfSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = conf_source_get_property;
  g_object_class_install_property (object_class, PROP_SIZE,
    g_param_spec_int ("size", NULL, NULL, G_MININT, G_MAXINT, 0, flags));
  g_object_class_install_property (object_class, PROP_WEIGHT,
    g_param_spec_int ("weight", NULL, NULL, G_MININT, G_MAXINT, 0, flags));
}

static void
conf_source_init (ConfSource *self)
{
}

/* Gives %FALSE if a sink refused. */
gboolean
conf_source_set (ConfSource *self,
                 const char *property,
                 int         value)
{
  return g_str_equal (property, "size") ? CPG_EDIT (self, "size", self->size, value)
                                        : CPG_EDIT (self, "weight", self->weight, value);
}

struct _ConfSingle
{
  CpgConnectable parent_instance;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (ConfSingle, conf_single, CPG_TYPE_CONNECTABLE,
                               CPG_OUTGOING_INTERFACE (CONF_TYPE_EVENTS, CPG_OUTGOING_NONE))

static void
conf_single_class_init (ConfSingleClass *klass)
{
}

static void
conf_single_init (ConfSingle *self)
{
}

/* The sinks ----------------------------------------------------------------------- */

typedef struct {
  Listener *listener;
} ConfSinkPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (ConfSink, conf_sink, G_TYPE_OBJECT)

static void
conf_sink_class_init (ConfSinkClass *klass)
{
}

static void
conf_sink_init (ConfSink *self)
{
}

void
listener_hear (Listener *self,
               Event    *event)
{
  GString *journal = self->journal;
  char price[G_ASCII_DTOSTR_BUF_SIZE];

  if (journal->len > 0)
    g_string_append_c (journal, ' ');
  g_string_append_c (journal, self->name);
  switch (event->kind)
    {
    case EVENT_NOTHING:
      break;
    case EVENT_PRICE_CHANGED:
      g_ascii_formatd (price, sizeof price, "%g", event->price);
      g_string_append_printf (journal, ".price(%s,%s)", event->text, price);
      break;
    case EVENT_MAY_CLOSE:
      g_string_append (journal, ".may-close()");
      break;
    case EVENT_IS_HANDLED:
      g_string_append_printf (journal, ".is-handled(%s)", event->text);
      break;
    case EVENT_FIRST_NUMBER:
      g_string_append_printf (journal, ".first(%d)", event->number);
      break;
    case EVENT_LAST_NUMBER:
      g_string_append_printf (journal, ".last(%d)", event->number);
      break;
    case EVENT_CLOSING:
      g_string_append_printf (journal, ".closing(%d)", event->number);
      break;
    case EVENT_BIDDING:
      g_string_append_printf (journal, ".bidding(%d)", event->number);
      break;
    case EVENT_QUIET:
      g_string_append (journal, ".quiet()");
      break;
    case EVENT_CHANGED:
      g_string_append_printf (journal, ".changed(%s)", event->text != NULL ? event->text : "");
      break;
    case EVENT_REQUEST_EDIT:
      g_string_append_printf (journal, ".request(%s)", event->text != NULL ? event->text : "");
      break;
    default:
      g_assert_not_reached ();
    }

  event->answer = self->answer;
  if (self->act != NULL)
    self->act (self, event);
}

static int
hear (gpointer  sink,
      Event    *event)
{
  ConfSinkPrivate *priv = conf_sink_get_instance_private (sink);

  listener_hear (priv->listener, event);
  return event->answer;
}

static void
sink_nothing (ConfEvents *sink)
{
  hear (sink, &(Event) { EVENT_NOTHING });
}

static void
sink_price_changed (ConfEvents *sink,
                    const char *symbol,
                    double      price)
{
  hear (sink, &(Event) { EVENT_PRICE_CHANGED, .text = symbol, .price = price });
}

static gboolean
sink_may_close (ConfEvents *sink)
{
  return hear (sink, &(Event) { EVENT_MAY_CLOSE });
}

static gboolean
sink_is_handled (ConfEvents *sink,
                 const char *what)
{
  return hear (sink, &(Event) { EVENT_IS_HANDLED, .text = what });
}

static int
sink_first_number (ConfEvents *sink,
                   int         n)
{
  return hear (sink, &(Event) { EVENT_FIRST_NUMBER, .number = n });
}

static int
sink_last_number (ConfEvents *sink,
                  int         n)
{
  return hear (sink, &(Event) { EVENT_LAST_NUMBER, .number = n });
}

/* A gboolean is an int too. */
static void
hear_by_ref (gpointer   sink,
             EventKind  kind,
             CpgByRef  *box)
{
  Event event = { kind };

  cpg_by_ref_get (box, &event.number);
  hear (sink, &event);
  if (event.writes)
    cpg_by_ref_set (box, event.number);
}

static void
sink_closing (ConfEvents *sink,
              CpgByRef   *cancel)
{
  hear_by_ref (sink, EVENT_CLOSING, cancel);
}

static void
sink_bidding (ConfEvents *sink,
              CpgByRef   *bid)
{
  hear_by_ref (sink, EVENT_BIDDING, bid);
}

static void
sink_quiet (ConfOther *sink)
{
  hear (sink, &(Event) { EVENT_QUIET });
}

static void
sink_changed (CpgPropertyNotifySink *sink,
              const char            *property)
{
  hear (sink, &(Event) { EVENT_CHANGED, .text = property });
}

static gboolean
sink_request_edit (CpgPropertyNotifySink *sink,
                   const char            *property)
{
  return hear (sink, &(Event) { EVENT_REQUEST_EDIT, .text = property });
}

static void
events_init (ConfEventsInterface *iface)
{
  iface->nothing = sink_nothing;
  iface->price_changed = sink_price_changed;
  iface->may_close = sink_may_close;
  iface->is_handled = sink_is_handled;
  iface->first_number = sink_first_number;
  iface->last_number = sink_last_number;
  iface->closing = sink_closing;
  iface->bidding = sink_bidding;
}

static void
part_of_events_init (ConfEventsInterface *iface)
{
  iface->nothing = sink_nothing;
}

static void
other_init (ConfOtherInterface *iface)
{
  iface->quiet = sink_quiet;
}

static void
property_notify_init (CpgPropertyNotifySinkInterface *iface)
{
  iface->changed = sink_changed;
  iface->request_edit = sink_request_edit;
}

typedef ConfSink ConfGoodSink;
typedef ConfSinkClass ConfGoodSinkClass;
static GType conf_good_sink_get_type (void);
G_DEFINE_TYPE_WITH_CODE (ConfGoodSink, conf_good_sink, CONF_TYPE_SINK,
                         G_IMPLEMENT_INTERFACE (CONF_TYPE_EVENTS, events_init)
                         G_IMPLEMENT_INTERFACE (CONF_TYPE_OTHER, other_init)
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_PROPERTY_NOTIFY_SINK, property_notify_init))

static void
conf_good_sink_class_init (ConfGoodSinkClass *klass)
{
}

static void
conf_good_sink_init (ConfGoodSink *self)
{
}

typedef ConfSink ConfPartialSink;
typedef ConfSinkClass ConfPartialSinkClass;
static GType conf_partial_sink_get_type (void);
G_DEFINE_TYPE_WITH_CODE (ConfPartialSink, conf_partial_sink, CONF_TYPE_SINK,
                         G_IMPLEMENT_INTERFACE (CONF_TYPE_EVENTS, part_of_events_init))

static void
conf_partial_sink_class_init (ConfPartialSinkClass *klass)
{
}

static void
conf_partial_sink_init (ConfPartialSink *self)
{
}

typedef ConfSink ConfOtherSink;
typedef ConfSinkClass ConfOtherSinkClass;
static GType conf_other_sink_get_type (void);
G_DEFINE_TYPE_WITH_CODE (ConfOtherSink, conf_other_sink, CONF_TYPE_SINK,
                         G_IMPLEMENT_INTERFACE (CONF_TYPE_OTHER, other_init))

static void
conf_other_sink_class_init (ConfOtherSinkClass *klass)
{
}

static void
conf_other_sink_init (ConfOtherSink *self)
{
}

/* A C function can't fail. A CpgSink can: it hears, and gives no answer. */
static void
failing_invoked (CpgSink       *sink,
                 CpgInvocation *invocation,
                 Listener      *listener)
{
  const char *name = cpg_method_get_name (cpg_invocation_get_method (invocation));
  Event event = { EVENT_NOTHING };

  if (g_str_equal (name, "price-changed"))
    {
      event.kind = EVENT_PRICE_CHANGED;
      event.text = g_value_get_string (cpg_invocation_get_argument (invocation, 0));
      event.price = g_value_get_double (cpg_invocation_get_argument (invocation, 1));
    }
  else if (g_str_equal (name, "may-close"))
    {
      event.kind = EVENT_MAY_CLOSE;
    }
  else if (g_str_equal (name, "is-handled"))
    {
      event.kind = EVENT_IS_HANDLED;
      event.text = g_value_get_string (cpg_invocation_get_argument (invocation, 0));
    }
  else if (g_str_has_suffix (name, "-number"))
    {
      event.kind = name[0] == 'f' ? EVENT_FIRST_NUMBER : EVENT_LAST_NUMBER;
      event.number = g_value_get_int (cpg_invocation_get_argument (invocation, 0));
    }
  else if (!g_str_equal (name, "nothing"))
    {
      event.kind = g_str_equal (name, "changed") ? EVENT_CHANGED : EVENT_REQUEST_EDIT;
      event.text = g_value_get_string (cpg_invocation_get_argument (invocation, 0));
    }
  listener_hear (listener, &event);
}

static void
sink_ended (gpointer  data,
            GObject  *where_the_sink_was)
{
  Listener *listener = data;

  listener->is_gone = TRUE;
  if (listener->ended != NULL)
    listener->ended (listener);
}

/* A sink that tells @listener what it hears, and its end. */
GObject *
conf_sink_new (SinkKind  kind,
               Listener *listener)
{
  GObject *sink;

  if (kind == SINK_FAILING || kind == SINK_FAILING_NOTIFY)
    {
      sink = G_OBJECT (cpg_sink_new (kind == SINK_FAILING ? CONF_TYPE_EVENTS : CPG_TYPE_PROPERTY_NOTIFY_SINK));
      g_signal_connect (sink, "invoked", G_CALLBACK (failing_invoked), listener);
    }
  else
    {
      ConfSinkPrivate *priv;

      sink = g_object_new (kind == SINK_GOOD      ? conf_good_sink_get_type ()
                           : kind == SINK_PARTIAL ? conf_partial_sink_get_type ()
                           : kind == SINK_OTHER   ? conf_other_sink_get_type ()
                                                  : CONF_TYPE_SINK,
                           NULL);
      priv = conf_sink_get_instance_private (CONF_SINK (sink));
      priv->listener = listener;
    }

  listener->is_gone = FALSE;
  g_object_weak_ref (sink, sink_ended, listener);
  return sink;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

#include "adapter.h"

G_BEGIN_DECLS

/* The GObjects of the cases: two outgoing interfaces, sources and sinks. */

#define CONF_TYPE_EVENTS (conf_events_get_type ())
G_DECLARE_INTERFACE (ConfEvents, conf_events, CONF, EVENTS, GObject)

struct _ConfEventsInterface
{
  GTypeInterface g_iface;

  void     (* nothing)       (ConfEvents *self);
  void     (* price_changed) (ConfEvents *self,
                              const char *symbol,
                              double      price);
  gboolean (* may_close)     (ConfEvents *self);
  gboolean (* is_handled)    (ConfEvents *self,
                              const char *what);
  int      (* first_number)  (ConfEvents *self,
                              int         n);
  int      (* last_number)   (ConfEvents *self,
                              int         n);
  void     (* closing)       (ConfEvents *self,
                              CpgByRef   *cancel);
  void     (* bidding)       (ConfEvents *self,
                              CpgByRef   *bid);
};

#define CONF_TYPE_OTHER (conf_other_get_type ())
G_DECLARE_INTERFACE (ConfOther, conf_other, CONF, OTHER, GObject)

struct _ConfOtherInterface
{
  GTypeInterface g_iface;

  void (* quiet) (ConfOther *self);
};

/* A source that has everything. */
#define CONF_TYPE_SOURCE (conf_source_get_type ())
G_DECLARE_FINAL_TYPE (ConfSource, conf_source, CONF, SOURCE, GObject)

gboolean conf_source_set (ConfSource *self,
                          const char *property,
                          int         value);

/* One that has the events alone. */
#define CONF_TYPE_SINGLE (conf_single_get_type ())
G_DECLARE_FINAL_TYPE (ConfSingle, conf_single, CONF, SINGLE, CpgConnectable)

/* A sink; what it implements is a matter of its class. */
#define CONF_TYPE_SINK (conf_sink_get_type ())
G_DECLARE_DERIVABLE_TYPE (ConfSink, conf_sink, CONF, SINK, GObject)

struct _ConfSinkClass
{
  GObjectClass parent_class;
};

GObject *conf_sink_new (SinkKind  kind,
                        Listener *listener);

/* What is common to all sinks: writes @event down and lets the test act. */
void     listener_hear (Listener *self,
                        Event    *event);

G_END_DECLS

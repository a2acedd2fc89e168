/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "demo-sink.h"

#include "demo-info.h"
#include "folder-events.h"

/* A sink in C: a class that implements the outgoing interface. */
struct _DemoSink
{
  GObject parent_instance;

  DemoListener *listener; /* (unowned): whom to tell */
};

static void demo_sink_events_init (FolderEventsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DemoSink, demo_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOLDER_TYPE_EVENTS, demo_sink_events_init))

static void
demo_sink_created (FolderEvents *events,
                   const char   *name)
{
  demo_listener_heard (DEMO_SINK (events)->listener, DEMO_EVENT_CREATED, name, DEMO_NOTHING);
}

static void
demo_sink_changed (FolderEvents *events,
                   const char   *name,
                   GFileInfo    *info)
{
  g_autofree char *text = demo_info_describe (info);

  demo_listener_heard (DEMO_SINK (events)->listener, DEMO_EVENT_CHANGED, name, text);
}

static void
demo_sink_deleted (FolderEvents *events,
                   const char   *name)
{
  demo_listener_heard (DEMO_SINK (events)->listener, DEMO_EVENT_DELETED, name, DEMO_NOTHING);
}

static void
demo_sink_renamed (FolderEvents *events,
                   const char   *old_name,
                   const char   *new_name)
{
  demo_listener_heard (DEMO_SINK (events)->listener, DEMO_EVENT_RENAMED, old_name, new_name);
}

static gboolean
demo_sink_may_inspect (FolderEvents *events,
                       const char   *name)
{
  gboolean answer = !g_str_has_suffix (name, DEMO_SECRET_SUFFIX);

  demo_listener_heard (DEMO_SINK (events)->listener, DEMO_EVENT_MAY_INSPECT, name,
                       answer ? DEMO_YES : DEMO_NO);
  return answer;
}

static void
demo_sink_events_init (FolderEventsInterface *iface)
{
  iface->created = demo_sink_created;
  iface->changed = demo_sink_changed;
  iface->deleted = demo_sink_deleted;
  iface->renamed = demo_sink_renamed;
  iface->may_inspect = demo_sink_may_inspect;
}

static void
demo_sink_class_init (DemoSinkClass *klass)
{
}

static void
demo_sink_init (DemoSink *self)
{
}

DemoSink *
demo_sink_new (DemoListener *listener)
{
  DemoSink *self = g_object_new (DEMO_TYPE_SINK, NULL);

  self->listener = listener;
  return self;
}

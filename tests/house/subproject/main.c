/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>

/* The smallest program that needs the headers and the library: a source, a
 * sink and one firing. It compiles as C and as C++. */

#define DOOR_TYPE_EVENTS (door_events_get_type ())
G_DECLARE_INTERFACE (DoorEvents, door_events, DOOR, EVENTS, GObject)

struct _DoorEventsInterface
{
  GTypeInterface parent_iface;

  void (* opened) (DoorEvents *self,
                   int         hour);
};

G_DEFINE_INTERFACE (DoorEvents, door_events, G_TYPE_OBJECT)

static void
door_events_default_init (DoorEventsInterface *iface)
{
  (void) iface;
  cpg_outgoing_interface_init (DOOR_TYPE_EVENTS, NULL);
  cpg_outgoing_interface_add_method (DOOR_TYPE_EVENTS, "opened",
                                     G_STRUCT_OFFSET (DoorEventsInterface, opened),
                                     1, CPG_COMBINE_LAST, G_TYPE_NONE, 1, "hour", G_TYPE_INT);
}

#define DOOR_TYPE_DOOR (door_get_type ())
G_DECLARE_FINAL_TYPE (Door, door, DOOR, DOOR, CpgConnectable)

struct _Door
{
  CpgConnectable parent_instance;
};

G_DEFINE_TYPE_WITH_CODE (Door, door, CPG_TYPE_CONNECTABLE,
                         CPG_OUTGOING_INTERFACE (DOOR_TYPE_EVENTS, CPG_OUTGOING_DEFAULT))

static void
door_class_init (DoorClass *klass)
{
  (void) klass;
}

static void
door_init (Door *self)
{
  (void) self;
}

static void
on_opened (GObject  *sink,
           int       hour,
           gpointer  user_data)
{
  (void) sink;
  *(int *) user_data = hour;
}

int
main (void)
{
  GError *error = NULL;
  int heard = 0;
  GObject *door = (GObject *) g_object_new (DOOR_TYPE_DOOR, NULL);
  CpgSink *sink = cpg_sink_new (DOOR_TYPE_EVENTS);
  CpgConnectionPoint *point;
  guint cookie;

  g_signal_connect (sink, "opened", G_CALLBACK (on_opened), &heard);
  cookie = cpg_advise (door, (GObject *) sink, DOOR_TYPE_EVENTS, &error);
  g_assert_no_error (error);

  point = cpg_signal_point_peek (door, DOOR_TYPE_EVENTS);
  CPG_FIRE (point, DoorEventsInterface, opened, 7);
  g_assert_cmpint (heard, ==, 7);

  g_assert_true (cpg_unadvise (door, DOOR_TYPE_EVENTS, cookie, NULL));
  g_object_unref (sink);
  g_object_unref (door);

  g_print ("cpglib %s works\n", CPG_VERSION_S);
  return 0;
}

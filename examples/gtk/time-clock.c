/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "time-clock.h"

#include "time-events.h"

/* Ticks every second, but only while somebody listens. */
struct _TimeClock
{
  CpgConnectable parent_instance;

  CpgConnectionPoint *events; /* (unowned): our own */
  guint               timer;
};

static void container_init (CpgConnectionPointContainerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TimeClock, time_clock, CPG_TYPE_CONNECTABLE,
                               G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT_CONTAINER, container_init)
                               CPG_OUTGOING_INTERFACE (TIME_TYPE_EVENTS, CPG_OUTGOING_DEFAULT))

static gboolean
timer_cb (gpointer data)
{
  TimeClock *self = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  CPG_FIRE (self->events, TimeEventsInterface, ticked, now);
  return G_SOURCE_CONTINUE;
}

/* Comes in the thread that advises or unadvises: here always the main one. */
static void
time_clock_listening_changed (CpgConnectionPointContainer *container,
                              CpgConnectionPoint          *point,
                              gboolean                     is_listened)
{
  TimeClock *self = TIME_CLOCK (container);

  if (is_listened)
    self->timer = g_timeout_add_seconds (1, timer_cb, self);
  else
    g_clear_handle_id (&self->timer, g_source_remove);
}

static void
container_init (CpgConnectionPointContainerInterface *iface)
{
  iface->listening_changed = time_clock_listening_changed;
}

static void
time_clock_dispose (GObject *object)
{
  g_clear_handle_id (&TIME_CLOCK (object)->timer, g_source_remove);

  G_OBJECT_CLASS (time_clock_parent_class)->dispose (object);
}

static void
time_clock_class_init (TimeClockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = time_clock_dispose;
}

static void
time_clock_init (TimeClock *self)
{
  self->events = cpg_signal_point_peek (self, TIME_TYPE_EVENTS);
}

TimeClock *
time_clock_new (void)
{
  return g_object_new (TIME_TYPE_CLOCK, NULL);
}

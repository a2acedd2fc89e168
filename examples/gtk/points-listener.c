/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-listener.h"

/* What listens behind a CpgSink: it counts the calls and writes them to the log,
 * in whatever thread they come. The sink owns it. */
struct _PointsListener
{
  GObject    parent_instance;

  char      *name;    /* (owned) */
  char      *source;  /* (owned) */
  PointsLog *log;     /* (owned) (nullable) */
  gsize      n_calls; /* (atomic) */
};

G_DEFINE_FINAL_TYPE (PointsListener, points_listener, G_TYPE_OBJECT)

static G_DEFINE_QUARK (points-listener, points_listener)

static void
invoked_cb (CpgSink        *sink,
            CpgInvocation  *invocation,
            PointsListener *self)
{
  g_atomic_pointer_add (&self->n_calls, 1);
  if (self->log != NULL)
    points_log_add (self->log, self->source, self->name, invocation);
}

static void
points_listener_finalize (GObject *object)
{
  PointsListener *self = POINTS_LISTENER (object);

  g_free (self->name);
  g_free (self->source);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (points_listener_parent_class)->finalize (object);
}

static void
points_listener_class_init (PointsListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = points_listener_finalize;
}

static void
points_listener_init (PointsListener *self)
{
}

/* @log: (nullable): NULL for one that only counts */
CpgSink *
points_listener_new_sink (const char         *name,
                          const char         *source,
                          CpgConnectionPoint *point,
                          PointsLog          *log)
{
  CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (point);
  CpgSink *sink = cpg_sink_new (cpg_outgoing_interface_get_gtype (contract));
  PointsListener *self = g_object_new (POINTS_TYPE_LISTENER, NULL);

  self->name = g_strdup (name);
  self->source = g_strdup (source);
  g_set_object (&self->log, log);

  g_signal_connect (sink, "invoked", G_CALLBACK (invoked_cb), self);
  g_object_set_qdata_full (G_OBJECT (sink), points_listener_quark (), self, g_object_unref);
  return sink;
}

/* Gives NULL for a sink of somebody else. */
PointsListener *
points_listener_of (gpointer sink)
{
  return g_object_get_qdata (G_OBJECT (sink), points_listener_quark ());
}

const char *
points_listener_get_name (PointsListener *self)
{
  return self->name;
}

gsize
points_listener_get_n_calls (PointsListener *self)
{
  return (gsize) g_atomic_pointer_get (&self->n_calls);
}

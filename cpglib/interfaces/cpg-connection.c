/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/cpg-enum-types.h>
#include <cpglib/interfaces/cpg-connection.h>

/**
 * SECTION:cpg-connection
 * @title: CpgConnection
 * @short_description: one connection of a sink to a point
 * @see_also: #CpgConnectionPoint, #CpgEnumConnections
 *
 * What the enumerators and list models of connections list.
 */

/**
 * CpgConnection:
 *
 * One connection: COM's `CONNECTDATA`, with the flags it was made with.
 *
 * A #CpgConnection describes a connection and does not keep it: it may be
 * held after the connection has ended. It owns the sink, unless that was
 * advised with %CPG_ADVISE_WEAK.
 *
 * Since: 1.0
 */
struct _CpgConnection
{
  GObject             parent_instance;

  CpgConnectionPoint *point;     /* (owned) */
  GObject            *sink;      /* (owned) (nullable): NULL with CPG_ADVISE_WEAK */
  GWeakRef            weak_sink; /* set with CPG_ADVISE_WEAK */
  guint               cookie;
  CpgAdviseFlags      flags;
};

typedef enum {
  PROP_COOKIE = 1,
  PROP_SINK,
  PROP_POINT,
  PROP_FLAGS,
  PROP_BLOCKED,
  PROP_N_DELIVERED,
  PROP_N_DROPPED
} CpgConnectionProperty;

static GParamSpec *properties[PROP_N_DROPPED + 1];

G_DEFINE_FINAL_TYPE (CpgConnection, cpg_connection, G_TYPE_OBJECT)

static void
cpg_connection_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CpgConnection *self = CPG_CONNECTION (object);

  switch ((CpgConnectionProperty) prop_id)
    {
    case PROP_COOKIE:
      g_value_set_uint (value, self->cookie);
      break;
    case PROP_SINK:
      g_value_take_object (value, cpg_connection_get_sink (self));
      break;
    case PROP_POINT:
      g_value_set_object (value, self->point);
      break;
    case PROP_FLAGS:
      g_value_set_flags (value, self->flags);
      break;
    case PROP_BLOCKED:
      g_value_set_boolean (value, cpg_connection_get_blocked (self));
      break;
    case PROP_N_DELIVERED:
      g_value_set_uint64 (value, cpg_connection_get_n_delivered (self));
      break;
    case PROP_N_DROPPED:
      g_value_set_uint64 (value, cpg_connection_get_n_dropped (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
cpg_connection_finalize (GObject *object)
{
  CpgConnection *self = CPG_CONNECTION (object);

  g_clear_object (&self->sink);
  g_weak_ref_clear (&self->weak_sink);
  g_clear_object (&self->point);

  G_OBJECT_CLASS (cpg_connection_parent_class)->finalize (object);
}

static void
cpg_connection_class_init (CpgConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cpg_connection_get_property;
  object_class->finalize = cpg_connection_finalize;

  /**
   * CpgConnection:cookie:
   *
   * The cookie.
   *
   * Since: 1.0
   */
  properties[PROP_COOKIE] =
    g_param_spec_uint ("cookie", NULL, "The cookie", 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CpgConnection:sink:
   *
   * The sink; %NULL once a weakly advised one is gone.
   *
   * Since: 1.0
   */
  properties[PROP_SINK] =
    g_param_spec_object ("sink", NULL, "The sink", G_TYPE_OBJECT,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CpgConnection:point:
   *
   * The connection point.
   *
   * Since: 1.0
   */
  properties[PROP_POINT] =
    g_param_spec_object ("point", NULL, "The connection point", CPG_TYPE_CONNECTION_POINT,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CpgConnection:flags:
   *
   * How the sink was advised.
   *
   * Since: 1.0
   */
  properties[PROP_FLAGS] =
    g_param_spec_flags ("flags", NULL, "How the sink was advised",
                        CPG_TYPE_ADVISE_FLAGS, CPG_ADVISE_NONE,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CpgConnection:blocked:
   *
   * Whether the connection is silent at the moment. It is not notified.
   *
   * Since: 1.0
   */
  properties[PROP_BLOCKED] =
    g_param_spec_boolean ("blocked", NULL, "Whether the connection is silent", FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CpgConnection:n-delivered:
   *
   * How many calls went through the connection's main context; see
   * cpg_connection_point_get_calls(). It is not notified.
   *
   * Since: 1.0
   */
  properties[PROP_N_DELIVERED] =
    g_param_spec_uint64 ("n-delivered", NULL, "How many calls its main context delivered",
                         0, G_MAXUINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CpgConnection:n-dropped:
   *
   * How many calls were dropped while they waited for the connection's main
   * context; see cpg_connection_point_get_calls(). It is not notified.
   *
   * Since: 1.0
   */
  properties[PROP_N_DROPPED] =
    g_param_spec_uint64 ("n-dropped", NULL, "How many calls were dropped while they waited",
                         0, G_MAXUINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
cpg_connection_init (CpgConnection *self)
{
  g_weak_ref_init (&self->weak_sink, NULL);
}

/**
 * cpg_connection_new:
 * @point: a connection point
 * @sink: its sink
 * @cookie: the cookie
 * @flags: how @sink was advised
 *
 * Describes a connection. For implementations of
 * #CpgConnectionPoint; it connects nothing.
 *
 * Returns: (transfer full): the description
 *
 * Since: 1.0
 */
CpgConnection *
cpg_connection_new (CpgConnectionPoint *point,
                    GObject            *sink,
                    guint               cookie,
                    CpgAdviseFlags      flags)
{
  CpgConnection *self;

  g_return_val_if_fail (CPG_IS_CONNECTION_POINT (point), NULL);
  g_return_val_if_fail (G_IS_OBJECT (sink), NULL);

  self = g_object_new (CPG_TYPE_CONNECTION, NULL);
  self->point = g_object_ref (point);
  self->cookie = cookie;
  self->flags = flags;
  if (flags & CPG_ADVISE_WEAK)
    g_weak_ref_set (&self->weak_sink, sink);
  else
    self->sink = g_object_ref (sink);

  return self;
}

/**
 * cpg_connection_get_cookie: (get-property cookie)
 * @self: a connection
 *
 * Gives the cookie: `CONNECTDATA.dwCookie`.
 *
 * Returns: the cookie
 *
 * Since: 1.0
 */
guint
cpg_connection_get_cookie (CpgConnection *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION (self), 0);

  return self->cookie;
}

/**
 * cpg_connection_get_sink: (get-property sink)
 * @self: a connection
 *
 * Gives the sink: `CONNECTDATA.pUnk`.
 *
 * Returns: (transfer full) (nullable): the sink, or %NULL once a weakly
 *   advised one is gone
 *
 * Since: 1.0
 */
GObject *
cpg_connection_get_sink (CpgConnection *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION (self), NULL);

  return self->sink != NULL ? g_object_ref (self->sink) : g_weak_ref_get (&self->weak_sink);
}

/**
 * cpg_connection_get_point: (get-property point)
 * @self: a connection
 *
 * Gives the connection point.
 *
 * Returns: (transfer none): the point
 *
 * Since: 1.0
 */
CpgConnectionPoint *
cpg_connection_get_point (CpgConnection *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION (self), NULL);

  return self->point;
}

/**
 * cpg_connection_get_flags: (get-property flags)
 * @self: a connection
 *
 * Tells how the sink was advised.
 *
 * Returns: the flags
 *
 * Since: 1.0
 */
CpgAdviseFlags
cpg_connection_get_flags (CpgConnection *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION (self), CPG_ADVISE_NONE);

  return self->flags;
}

/**
 * cpg_connection_get_blocked: (get-property blocked)
 * @self: a connection
 *
 * Tells whether the connection is silent at the moment; see
 * cpg_connection_point_block().
 *
 * Returns: %TRUE if it is there and blocked
 *
 * Since: 1.0
 */
gboolean
cpg_connection_get_blocked (CpgConnection *self)
{
  g_return_val_if_fail (CPG_IS_CONNECTION (self), FALSE);

  return self->point != NULL && cpg_connection_point_is_blocked (self->point, self->cookie);
}

/**
 * cpg_connection_get_n_delivered: (get-property n-delivered)
 * @self: a connection
 *
 * Tells how many calls its main context has delivered; see
 * cpg_connection_point_get_calls().
 *
 * Returns: the number; 0 once the connection has ended
 *
 * Since: 1.0
 */
guint64
cpg_connection_get_n_delivered (CpgConnection *self)
{
  guint64 n_delivered = 0, n_dropped;

  g_return_val_if_fail (CPG_IS_CONNECTION (self), 0);

  if (self->point != NULL)
    cpg_connection_point_get_calls (self->point, self->cookie, &n_delivered, &n_dropped);
  return n_delivered;
}

/**
 * cpg_connection_get_n_dropped: (get-property n-dropped)
 * @self: a connection
 *
 * Tells how many calls were dropped while they waited for its main context; see
 * cpg_connection_point_get_calls().
 *
 * Returns: the number; 0 once the connection has ended
 *
 * Since: 1.0
 */
guint64
cpg_connection_get_n_dropped (CpgConnection *self)
{
  guint64 n_delivered, n_dropped = 0;

  g_return_val_if_fail (CPG_IS_CONNECTION (self), 0);

  if (self->point != NULL)
    cpg_connection_point_get_calls (self->point, self->cookie, &n_delivered, &n_dropped);
  return n_dropped;
}

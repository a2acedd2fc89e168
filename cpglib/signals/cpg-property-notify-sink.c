/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-outgoing-interface-private.h>
#include <cpglib/signals/cpg-fire.h>
#include <cpglib/signals/cpg-property-notify-sink-private.h>
#include <cpglib/signals/cpg-source-private.h>

/**
 * SECTION:cpg-property-notify-sink
 * @title: CpgPropertyNotifySink
 * @short_description: hears of properties, and may refuse a change
 * @see_also: #GObject::notify
 *
 * The outgoing interface for the properties of an object.
 */

/**
 * CpgPropertyNotifySink:
 *
 * What a sink implements that wants to hear of the properties of an object:
 * COM's `IPropertyNotifySink`, with its IID.
 *
 * An object has the connection point for it once its class says so:
 *
 * |[<!-- language="C" -->
 * G_DEFINE_TYPE_WITH_CODE (Stock, stock, CPG_TYPE_CONNECTABLE,
 *                          CPG_OUTGOING_INTERFACE (CPG_TYPE_PROPERTY_NOTIFY_SINK, CPG_OUTGOING_NONE))
 * ]|
 *
 * From then on #GObject::notify is what calls `changed` of the sinks, with
 * the name of the property, so that g_object_freeze_notify() holds it back and
 * several changes of one property are told once. As long as no sink is advised
 * it costs nothing. `changed` has no signal of its own, for #GObject::notify is
 * it: handlers connect to that.
 *
 * Before a change the object asks `request-edit`, with cpg_request_edit() or
 * the setter CPG_EDIT(). The first sink that answers %FALSE refuses the change,
 * and the rest is not asked. It is no way to validate a value, which is not
 * told. It is the signal `property-request-edit` of the object too.
 *
 * In COM a property has a number, the DISPID; here it has its name, and where
 * COM has `DISPID_UNKNOWN`, several properties at once, the name is %NULL.
 * Nothing is told while an object is constructed: it has no sinks then.
 *
 * Since: 1.0
 */

G_DEFINE_INTERFACE (CpgPropertyNotifySink, cpg_property_notify_sink, G_TYPE_OBJECT)

static void
add_method (const char *name,
            const char *com_name,
            guint       slot,
            int         dispid,
            CpgCombine  combine,
            GType       return_type)
{
  GType type = CPG_TYPE_PROPERTY_NOTIFY_SINK;

  cpg_outgoing_interface_add_method (type, name, slot, dispid, combine, return_type,
                                     1, "property", G_TYPE_STRING);
  cpg_outgoing_interface_method_at (cpg_outgoing_interface_peek (type), slot)->com_name = com_name;
}

static void
cpg_property_notify_sink_default_init (CpgPropertyNotifySinkInterface *iface)
{
  CpgOutgoingInterface *contract;

  cpg_outgoing_interface_init (CPG_TYPE_PROPERTY_NOTIFY_SINK, "9bfbbc02-eff1-101a-84ed-00aa00341d07");
  add_method ("changed", "OnChanged", G_STRUCT_OFFSET (CpgPropertyNotifySinkInterface, changed),
              1, CPG_COMBINE_LAST, G_TYPE_NONE);
  add_method ("request-edit", "OnRequestEdit", G_STRUCT_OFFSET (CpgPropertyNotifySinkInterface, request_edit),
              2, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN);

  contract = cpg_outgoing_interface_peek (CPG_TYPE_PROPERTY_NOTIFY_SINK);
  contract->signal_prefix = "property";
  cpg_outgoing_interface_lookup_method (contract, "changed")->is_notify = TRUE;
}

static void
notified (GObject    *source,
          GParamSpec *pspec,
          gpointer    point)
{
  CPG_FIRE (point, CpgPropertyNotifySinkInterface, changed, pspec->name);
}

/*
 * cpg_property_notify_watch:
 *
 * @source has got its first sink for properties, or lost its last.
 */
void
cpg_property_notify_watch (GObject        *source,
                           CpgSignalPoint *point,
                           gboolean        is_listened)
{
  if (is_listened)
    g_signal_connect (source, "notify", G_CALLBACK (notified), point);
  else
    g_signal_handlers_disconnect_by_func (source, notified, point);
}

static CpgSignalPoint *
find_point (GObject *source)
{
  return cpg_source_make_point (source, cpg_outgoing_interface_for_type (CPG_TYPE_PROPERTY_NOTIFY_SINK, NULL));
}

/**
 * cpg_request_edit:
 * @source: an object
 * @property: (nullable): the name of the property that is to change, or %NULL
 *   for several
 *
 * Asks before a change of a property: ATL's `FireOnRequestEdit`. The first
 * sink or signal handler that answers %FALSE refuses it; the object then has to
 * leave the property as it is. After a change that was allowed it notifies, as
 * always.
 *
 * The sinks are called in the calling thread.
 *
 * Returns: %TRUE if nobody refuses, nobody is there, or @source has no point
 *   for #CpgPropertyNotifySink
 *
 * Since: 1.0
 */
gboolean
cpg_request_edit (GObject    *source,
                  const char *property)
{
  CpgSignalPoint *point;
  GParamSpec *pspec;

  g_return_val_if_fail (G_IS_OBJECT (source), TRUE);

  point = find_point (source);
  if (point == NULL)
    return TRUE;

  /* Sinks compare names: they get the one that changed() gives them too. */
  pspec = property != NULL ? g_object_class_find_property (G_OBJECT_GET_CLASS (source), property) : NULL;
  return CPG_FIRE_BOOLEAN (point, CpgPropertyNotifySinkInterface, request_edit,
                           pspec != NULL ? pspec->name : property);
}

/**
 * cpg_properties_changed:
 * @source: an object
 *
 * Tells the sinks that several properties may have changed, and that they
 * are to read again what they care for: `OnChanged (DISPID_UNKNOWN)`. Nobody
 * else hears it: #GObject::notify is of one property.
 *
 * The sinks are called in the calling thread, also while notifications are
 * frozen.
 *
 * Since: 1.0
 */
void
cpg_properties_changed (GObject *source)
{
  CpgSignalPoint *point;

  g_return_if_fail (G_IS_OBJECT (source));

  point = find_point (source);
  if (point != NULL)
    CPG_FIRE (point, CpgPropertyNotifySinkInterface, changed, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "bench.h"

#include <fix.h>

/* What cpglib's further features cost beside what one would write by hand. */

/* An object with a property, and no outgoing interface. */
typedef struct {
  GObject parent_instance;

  int     level;
} Plain;

typedef struct {
  GObjectClass parent_class;
} PlainClass;

static GType plain_get_type (void);

G_DEFINE_TYPE (Plain, plain, G_TYPE_OBJECT)

static void
plain_get_property (GObject    *object,
                    guint       prop_id,
                    GValue     *value,
                    GParamSpec *pspec)
{
  g_value_set_int (value, ((Plain *) object)->level);
}

static void
plain_class_init (PlainClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = plain_get_property;
  g_object_class_install_property (object_class, 1,
    g_param_spec_int ("level", NULL, NULL, G_MININT, G_MAXINT, 0,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
plain_init (Plain *self)
{
}

static void
set_plain (guint    n,
           gpointer data)
{
  Plain *self = data;

  for (guint i = 0; i < n; i++)
    {
      self->level++;
      g_object_notify (data, "level");
    }
}

static void
set_meter (guint    n,
           gpointer data)
{
  for (guint i = 0; i < n; i++)
    g_object_notify (data, "level");
}

static void
edit_meter (guint    n,
            gpointer data)
{
  static int level;

  for (guint i = 0; i < n; i++)
    fix_meter_set_level (data, ++level);
}

static void
notified (GObject    *object,
          GParamSpec *pspec,
          gpointer    data)
{
  (*(guint *) data)++;
}

/* A sink for properties that counts. */
typedef struct {
  GObject parent_instance;

  guint   n;
} Counter;

typedef struct {
  GObjectClass parent_class;
} CounterClass;

static GType counter_get_type (void);

static void
counter_changed (CpgPropertyNotifySink *sink,
                 const char            *property)
{
  ((Counter *) sink)->n++;
}

static void
counter_properties_init (CpgPropertyNotifySinkInterface *iface)
{
  iface->changed = counter_changed;
}

static void
counter_price_changed (FixEvents  *events,
                       const char *symbol,
                       double      price)
{
  ((Counter *) events)->n++;
}

static int
counter_first_number (FixEvents *events,
                      int        n)
{
  return n;
}

static void
counter_events_init (FixEventsInterface *iface)
{
  iface->price_changed = counter_price_changed;
  iface->first_number = counter_first_number;
}

G_DEFINE_TYPE_WITH_CODE (Counter, counter, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_PROPERTY_NOTIFY_SINK, counter_properties_init)
                         G_IMPLEMENT_INTERFACE (FIX_TYPE_EVENTS, counter_events_init))

static void
counter_class_init (CounterClass *klass)
{
}

static void
counter_init (Counter *self)
{
}

static CpgConnectionPoint *
advise (gpointer source,
        GType    iface,
        gpointer sink)
{
  CpgConnectionPoint *point = cpg_signal_point_peek (source, iface);

  if (cpg_connection_point_advise (point, sink, NULL) == 0)
    g_error ("it can't be advised");
  return point;
}

static void
properties (void)
{
  g_autoptr (GObject) counter = g_object_new (counter_get_type (), NULL);
  g_autoptr (GObject) plain = g_object_new (plain_get_type (), NULL);
  g_autoptr (GObject) heard = g_object_new (plain_get_type (), NULL);
  g_autoptr (FixMeter) meter = fix_meter_new ();
  g_autoptr (FixMeter) watched = fix_meter_new ();
  guint n = 0;
  const BenchWork without = { "g_object_notify without a point", set_plain, plain, 0, NULL, NULL };
  const BenchWork with_point = { "g_object_notify with a point", set_meter, meter, 0, NULL, NULL };
  const BenchWork edit = { "CPG_EDIT", edit_meter, meter, 0, NULL, NULL };
  const BenchWork handler = { "notify handler", set_plain, heard, 0, NULL, NULL };
  const BenchWork sink = { "CpgPropertyNotifySink", set_meter, watched, 0, NULL, NULL };

  g_signal_connect (heard, "notify", G_CALLBACK (notified), &n);
  advise (watched, CPG_TYPE_PROPERTY_NOTIFY_SINK, counter);

  bench_report ("a property changes, nobody listens", &with_point, &without, BENCH_AT_MOST, 1.1);
  bench_report ("a setter that asks, nobody listens", &edit, &without, BENCH_NO_BAR, 0);
  bench_report ("a property changes, one listens", &sink, &handler, BENCH_AT_MOST, 2);
}

static void
fire (guint    n,
      gpointer data)
{
  for (guint i = 0; i < n; i++)
    CPG_FIRE (data, FixEventsInterface, price_changed, "ACME", 12.5);
}

static void
relays (void)
{
  g_autoptr (GObject) counter = g_object_new (counter_get_type (), NULL);
  g_autoptr (FixSource) from = fix_source_new ();
  g_autoptr (FixSource) to = fix_source_new ();
  g_autoptr (FixSource) by_hand_from = fix_source_new ();
  g_autoptr (FixRelay) by_hand = fix_relay_new ();
  g_autoptr (CpgSink) relay = cpg_sink_new_relay (advise (to, FIX_TYPE_EVENTS, counter), NULL);
  const BenchWork ready = { "cpg_sink_new_relay", fire, advise (from, FIX_TYPE_EVENTS, relay), 0, NULL, NULL };
  const BenchWork written = { "a sink in C that fires again", fire,
                              advise (by_hand_from, FIX_TYPE_EVENTS, by_hand), 0, NULL, NULL };

  advise (by_hand, FIX_TYPE_EVENTS, counter);
  bench_report ("a relay to one sink", &ready, &written, BENCH_NO_BAR, 0);
}

static void
collect (guint    n,
         gpointer data)
{
  g_auto (GValue) arg = G_VALUE_INIT;

  g_value_init (&arg, G_TYPE_INT);
  for (guint i = 0; i < n; i++)
    g_array_unref (cpg_signal_point_fire_collect (data, "first-number", &arg, 1, NULL));
}

static void
fire_by_name (guint    n,
              gpointer data)
{
  g_auto (GValue) arg = G_VALUE_INIT;

  g_value_init (&arg, G_TYPE_INT);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) answer = G_VALUE_INIT;

      cpg_signal_point_fire (data, "first-number", &arg, 1, &answer, NULL);
    }
}

static void
answers (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  g_autoptr (GObject) counter = g_object_new (counter_get_type (), NULL);
  BenchWork all = { "cpg_signal_point_fire_collect", collect, NULL, 10, NULL, NULL };
  BenchWork one = { "cpg_signal_point_fire", fire_by_name, NULL, 10, NULL, NULL };

  for (guint i = 0; i < 10; i++)
    all.data = one.data = advise (source, FIX_TYPE_EVENTS, counter);
  bench_report ("all answers of ten sinks", &all, &one, BENCH_NO_BAR, 0);
}

int
main (int   argc,
      char *argv[])
{
  bench_init (&argc, &argv);

  properties ();
  relays ();
  answers ();

  return bench_finish ();
}

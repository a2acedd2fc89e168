/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <string.h>

#include "bench.h"
#include "setting.h"

/* What an event costs that goes to a COM sink, or comes from a COM source to a
 * signal handler, against one that goes to a signal handler: two arguments, one of
 * them a text, which COM has in UTF-16. */

#if defined (__x86_64__)
#define MS_ABI __attribute__ ((ms_abi))
#else
#define MS_ABI
#endif

typedef struct {
  gpointer vtable;
  gboolean has_events;
  double   sum;
} ComSink;

/* A source; what is advised is asked for how it is called. */
typedef struct {
  gpointer container, point; /* vtables */
  gboolean has_events;
  gpointer sink;
  gpointer symbol;           /* a BSTR */
} ComSource;

static const CpgGuid iid_unknown = { 0, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };
static const CpgGuid iid_events = { 0xa4c5f6c0, 0x4d0b, 0x4b52, { 0x8f, 0x5a, 0x1d, 0x6e, 0x0c, 0x3b, 0x7e, 0x01 } };
static const CpgGuid iid_dispatch = { 0x00020400, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };
static const CpgGuid iid_container =
  { 0xb196b284, 0xbab4, 0x101a, { 0xb6, 0x9c, 0x00, 0xaa, 0x00, 0x34, 0x1d, 0x07 } };

#define DEFINE_COM(prefix, CC) \
  static guint32 CC prefix##_query (ComSink *self, const CpgGuid *iid, gpointer *out) \
  { \
    *out = cpg_guid_equal (iid, self->has_events ? &iid_events : &iid_dispatch) ? self : NULL; \
    return *out != NULL ? 0 : 0x80004002u; \
  } \
  static guint32 CC prefix##_count (ComSink *self) \
  { \
    return 2; \
  } \
  static guint32 CC prefix##_nothing (ComSink *self) \
  { \
    return 0; \
  } \
  static guint32 CC prefix##_price_changed (ComSink *self, gpointer symbol, double price) \
  { \
    self->sum += price; \
    return 0; \
  } \
  static guint32 CC prefix##_invoke (ComSink *self, gint32 id, gpointer iid, guint32 lcid, guint16 flags, \
                                     gpointer *params, gpointer result, gpointer exception, gpointer bad) \
  { \
    self->sum += *(double *) ((char *) params[0] + 8); \
    return 0; \
  } \
  static gpointer prefix##_vtable[] = { \
    (gpointer) prefix##_query, (gpointer) prefix##_count, (gpointer) prefix##_count, \
    (gpointer) prefix##_nothing, (gpointer) prefix##_price_changed, (gpointer) prefix##_nothing, (gpointer) prefix##_invoke \
  }; \
  static void prefix##_connect (gpointer unknown, ComSink *sink) \
  { \
    gpointer container, point; \
    guint32 cookie; \
    ((guint32 (CC *) (gpointer, const CpgGuid *, gpointer *)) (*(gpointer **) unknown)[0]) (unknown, &iid_container, &container); \
    ((guint32 (CC *) (gpointer, const CpgGuid *, gpointer *)) (*(gpointer **) container)[4]) (container, &iid_events, &point); \
    ((guint32 (CC *) (gpointer, gpointer, guint32 *)) (*(gpointer **) point)[5]) (point, sink, &cookie); \
    g_assert (cookie != 0); \
    ((guint32 (CC *) (gpointer)) (*(gpointer **) point)[2]) (point); \
    ((guint32 (CC *) (gpointer)) (*(gpointer **) container)[2]) (container); \
    ((guint32 (CC *) (gpointer)) (*(gpointer **) unknown)[2]) (unknown); \
  }

/* As a VARIANT, a DISPPARAMS. */
typedef struct {
  guint16  vt, reserved[3];
  gpointer value, more;
} Variant;

typedef struct {
  Variant *args;
  gpointer named;
  guint32  n_args, n_named;
} Params;

#define DEFINE_SOURCE(prefix, CC) \
  static guint32 CC prefix##_source_query (ComSource *self, const CpgGuid *iid, gpointer *out) \
  { \
    *out = cpg_guid_equal (iid, &iid_unknown) || cpg_guid_equal (iid, &iid_container) ? self : NULL; \
    return *out != NULL ? 0 : 0x80004002u; \
  } \
  static guint32 CC prefix##_no_enum (ComSource *self, gpointer *out) \
  { \
    *out = NULL; \
    return 0x80004001u; \
  } \
  static guint32 CC prefix##_find (ComSource *self, const CpgGuid *iid, gpointer *out) \
  { \
    *out = cpg_guid_equal (iid, &iid_events) ? &self->point : NULL; \
    return *out != NULL ? 0 : 0x80040200u; \
  } \
  static guint32 CC prefix##_advise (gpointer point, gpointer sink, guint32 *cookie) \
  { \
    ComSource *self = (ComSource *) ((gpointer *) point - 1); \
    *cookie = 1; \
    return ((guint32 (CC *) (gpointer, const CpgGuid *, gpointer *)) (*(gpointer **) sink)[0]) \
      (sink, self->has_events ? &iid_events : &iid_dispatch, &self->sink); \
  } \
  static guint32 CC prefix##_unadvise (gpointer point, guint32 cookie) \
  { \
    ComSource *self = (ComSource *) ((gpointer *) point - 1); \
    return ((guint32 (CC *) (gpointer)) (*(gpointer **) self->sink)[2]) (self->sink); \
  } \
  static gpointer prefix##_container_vtable[] = { \
    (gpointer) prefix##_source_query, (gpointer) prefix##_count, (gpointer) prefix##_count, \
    (gpointer) prefix##_no_enum, (gpointer) prefix##_find \
  }; \
  static gpointer prefix##_point_vtable[] = { \
    (gpointer) prefix##_source_query, (gpointer) prefix##_count, (gpointer) prefix##_count, \
    (gpointer) prefix##_nothing, (gpointer) prefix##_nothing, (gpointer) prefix##_advise, (gpointer) prefix##_unadvise \
  }; \
  static void prefix##_fire (guint n, gpointer data) \
  { \
    ComSource *self = data; \
    for (guint i = 0; i < n; i++) \
      ((guint32 (CC *) (gpointer, gpointer, double)) (*(gpointer **) self->sink)[4]) (self->sink, self->symbol, 12.5); \
  } \
  static void prefix##_fire_dispatch (guint n, gpointer data) \
  { \
    ComSource *self = data; \
    double price = 12.5; \
    Variant args[2] = { { 5 }, { 8, { 0 }, self->symbol } }; \
    Params params = { args, NULL, 2, 0 }; \
    memcpy (&args[0].value, &price, sizeof price); \
    for (guint i = 0; i < n; i++) \
      ((guint32 (CC *) (gpointer, gint32, gpointer, guint32, guint16, Params *, gpointer, gpointer, gpointer)) \
       (*(gpointer **) self->sink)[6]) (self->sink, 2, NULL, 0, 1, &params, NULL, NULL, NULL); \
  }

#define NATIVE
DEFINE_COM (native, NATIVE)
DEFINE_COM (ms, MS_ABI)
DEFINE_SOURCE (native, NATIVE)
DEFINE_SOURCE (ms, MS_ABI)

static void
compare (const char          *what,
         const CpgComDialect *dialect,
         gboolean             is_ms,
         gboolean             has_events)
{
  BenchSetting setting, com_setting;
  ComSink sink = { is_ms ? ms_vtable : native_vtable, has_events };
  const BenchWork to_handler = { "g_signal_emit, handler", bench_emit_to_handlers, &setting };
  const BenchWork to_sink = { "CPG_FIRE, COM sink", bench_fire, &com_setting };

  bench_setting_init (&setting, FIX_TYPE_SOURCE, 1);
  bench_setting_connect (&setting);
  bench_setting_init (&com_setting, FIX_TYPE_SOURCE, 1);
  (is_ms ? ms_connect : native_connect) (cpg_com_export (com_setting.source, dialect, NULL), &sink);

  bench_report (what, &to_sink, &to_handler, BENCH_AT_MOST, 1);

  bench_setting_clear (&setting);
  bench_setting_clear (&com_setting);
}

static void
compare_source (const char          *what,
                const CpgComDialect *dialect,
                gboolean             is_ms,
                gboolean             has_events)
{
  static const guint16 text[] = { 8, 0, 'A', 'C', 'M', 'E', 0 };
  BenchSetting setting, source_setting;
  ComSource source = { is_ms ? ms_container_vtable : native_container_vtable,
                       is_ms ? ms_point_vtable : native_point_vtable, has_events };
  const BenchWork to_handler = { "g_signal_emit, handler", bench_emit_to_handlers, &setting };
  const BenchWork from_source = {
    "COM source, handler",
    is_ms ? (has_events ? ms_fire : ms_fire_dispatch) : (has_events ? native_fire : native_fire_dispatch), &source
  };
  CpgComObject *object;
  const BenchWork of_source = { "g_signal_emit, source", bench_emit_to_sinks, &source_setting };
  BenchAdder *adder = bench_adder_new ();

  bench_setting_init (&setting, FIX_TYPE_SOURCE, 1);
  bench_setting_connect (&setting);
  bench_setting_init (&source_setting, FIX_TYPE_SOURCE, 1);
  g_signal_connect (source_setting.source, "price-changed", G_CALLBACK (bench_adder_cb), adder);
  source.symbol = (gpointer) (text + 2);
  object = cpg_com_import (&source, dialect, NULL);
  g_assert (source.sink != NULL);
  g_signal_connect (object, "price-changed", G_CALLBACK (bench_adder_cb), adder);

  bench_report (what, &from_source, &to_handler, BENCH_AT_MOST, 1.5);
  bench_report (what, &from_source, &of_source, BENCH_NO_BAR, 0);

  bench_setting_clear (&setting);
  bench_setting_clear (&source_setting);
  g_object_unref (object);
  g_object_unref (adder);
}

int
main (int    argc,
      char **argv)
{
  bench_init (&argc, &argv);

  compare ("to a COM sink", cpg_com_dialect_native (), FALSE, TRUE);
  compare ("to a COM sink, IDispatch", cpg_com_dialect_native (), FALSE, FALSE);
  if (cpg_com_dialect_check (cpg_com_dialect_wine (), NULL))
    {
      compare ("to a COM sink of Wine", cpg_com_dialect_wine (), TRUE, TRUE);
      compare ("to a COM sink of Wine, IDispatch", cpg_com_dialect_wine (), TRUE, FALSE);
    }

  compare_source ("from a COM source", cpg_com_dialect_native (), FALSE, TRUE);
  compare_source ("from a COM source, IDispatch", cpg_com_dialect_native (), FALSE, FALSE);
  if (cpg_com_dialect_check (cpg_com_dialect_wine (), NULL))
    {
      compare_source ("from a COM source of Wine", cpg_com_dialect_wine (), TRUE, TRUE);
      compare_source ("from a COM source of Wine, IDispatch", cpg_com_dialect_wine (), TRUE, FALSE);
    }

  return bench_finish ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <fix.h>

G_BEGIN_DECLS

#define BENCH_TYPE_ADDER (bench_adder_get_type ())
G_DECLARE_FINAL_TYPE (BenchAdder, bench_adder, BENCH, ADDER, GObject)

BenchAdder *bench_adder_new (void);
void        bench_adder_cb  (GObject    *source,
                             const char *symbol,
                             double      price,
                             BenchAdder *self);

#define BENCH_TYPE_EMITTER (bench_emitter_get_type ())
G_DECLARE_FINAL_TYPE (BenchEmitter, bench_emitter, BENCH, EMITTER, GObject)

/*
 * BenchSetting:
 * @source: (owned): its sinks listen
 * @point: (unowned): that of the source
 * @emitter: (owned): a #BenchEmitter, whose handlers listen
 * @signal_id: of the source
 * @n: how many listeners there are
 * @adders: (owned): the listeners
 * @ifaces: (owned): the vtable of each, as a bare loop has it
 *
 * The same listeners, reached in different ways.
 */
typedef struct {
  GObject             *source;
  CpgConnectionPoint  *point;
  GObject             *emitter;
  guint                signal_id;
  guint                n;
  BenchAdder         **adders;
  FixEventsInterface **ifaces;
} BenchSetting;

void bench_setting_init    (BenchSetting *self,
                            GType         source_type,
                            guint         n);
void bench_setting_connect (BenchSetting *self);
void bench_setting_clear   (BenchSetting *self);

/* Works: data is a BenchSetting. */
void bench_fire             (guint    n,
                             gpointer data);
void bench_call_bare        (guint    n,
                             gpointer data);
void bench_emit_to_handlers (guint    n,
                             gpointer data);
void bench_emit_to_sinks    (guint    n,
                             gpointer data);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

/* A contract with a parameter of each type that COM has, and an answer of each
 * kind. The programs of the foreign runtimes have it in their own language. */

#define INTEROP_EVENTS_IID "d65406db-1ae6-4e56-bf4b-dbc7f45754a3"

#define INTEROP_TYPE_EVENTS (interop_events_get_type ())
G_DECLARE_INTERFACE (InteropEvents, interop_events, INTEROP, EVENTS, GObject)

struct _InteropEventsInterface
{
  GTypeInterface g_iface;

  void     (* nothing)     (InteropEvents *self);
  void     (* numbers)     (InteropEvents *self,
                            gint8          a_char,
                            guint8         a_byte,
                            gboolean       a_truth,
                            int            an_int,
                            guint          an_uint,
                            gint64         an_int64,
                            guint64        an_uint64,
                            float          a_float,
                            double         a_double);
  void     (* texts)       (InteropEvents *self,
                            const char    *text,
                            const char    *empty,
                            const char    *none);
  void     (* many)        (InteropEvents *self,
                            int            a1,
                            int            a2,
                            int            a3,
                            int            a4,
                            int            a5,
                            int            a6,
                            int            a7,
                            double         a8,
                            const char    *a9);
  void     (* things)      (InteropEvents *self,
                            const CpgGuid *id,
                            GObject       *object,
                            GObject       *none,
                            const GError  *problem);
  void     (* any)         (InteropEvents *self,
                            const GValue  *value);
  void     (* boxes)       (InteropEvents *self,
                            const char * const *texts,
                            GDateTime     *time,
                            GVariant      *numbers);
  void     (* change)      (InteropEvents *self,
                            CpgByRef      *cancel,
                            CpgByRef      *number,
                            CpgByRef      *text,
                            CpgByRef      *anything);
  gboolean (* may_close)   (InteropEvents *self);
  int      (* last_number) (InteropEvents *self,
                            int            number);
  char    *(* last_text)   (InteropEvents *self,
                            const char    *text);
  GObject *(* last_object) (InteropEvents *self,
                            GObject       *object);
  char    *(* told)        (InteropEvents *self,
                            int            number,
                            gboolean       truth,
                            const char    *wide,
                            const char    *narrow,
                            double         money);
};

G_END_DECLS

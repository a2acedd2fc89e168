/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

/* A COM sink as a program for Wine has it: what widl makes of the contract's IDL, in
 * Wine's calling convention, with Wine's functions for texts and VARIANTs. It is in a
 * unit of its own, for the header of widl has the names of ../interop-events.h. */

typedef enum {
  WINE_SINK_EVENTS = 1,    /* answers to the IID of InteropEvents */
  WINE_SINK_DISPATCH = 2,  /* to IDispatch */
  WINE_SINK_NOTIFY = 4     /* to IPropertyNotifySink */
} WineSinkFlags;

typedef struct _WineSink WineSink;

/* With one reference. */
WineSink *wine_sink_new         (WineSinkFlags  flags);
/* An IUnknown *; without a reference. */
gpointer  wine_sink_get_unknown (WineSink      *self);
guint     wine_sink_get_n_refs  (WineSink      *self);
/* What it heard since then. */
char     *wine_sink_take        (WineSink      *self);
/* The HRESULT of every method from now on, and what MayClose and OnRequestEdit say. */
void      wine_sink_set_result  (WineSink      *self,
                                 guint32        result);
void      wine_sink_set_answer  (WineSink      *self,
                                 gboolean       answer);
/* Drops the reference, which has to be the last. */
void      wine_sink_free        (WineSink      *self);

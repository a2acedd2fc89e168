/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "interop-events.h"

G_BEGIN_DECLS

/* A source that fires #InteropEvents, and knows what came of it. */

#define INTEROP_TYPE_SOURCE (interop_source_get_type ())
G_DECLARE_FINAL_TYPE (InteropSource, interop_source, INTEROP, SOURCE, CpgConnectable)

InteropSource *interop_source_new                (void);
/* What each method fires is in the C file; the sinks of the tests know it. */
void           interop_source_fire_nothing       (InteropSource *self);
void           interop_source_fire_numbers       (InteropSource *self);
void           interop_source_fire_texts         (InteropSource *self);
void           interop_source_fire_many          (InteropSource *self);
void           interop_source_fire_things        (InteropSource *self);
void           interop_source_fire_boxes         (InteropSource *self);
/* @text: a value as g_variant_print() prints it; or "object", "null" or "none" */
void           interop_source_fire_any           (InteropSource *self,
                                                  const char    *text);
/* Gives what the sinks left of FALSE, 3, "before" and "any". */
char          *interop_source_fire_change        (InteropSource *self);
gboolean       interop_source_ask_may_close      (InteropSource *self);
int            interop_source_ask_number         (InteropSource *self,
                                                  int            number);
char          *interop_source_ask_text           (InteropSource *self,
                                                  const char    *text);
/* -300, TRUE, “Größe 🌍”, “Größe” and 12.5, in types that are not those of GTypes. */
char          *interop_source_ask_told           (InteropSource *self);
/* Whether what came back is the source that was passed. */
gboolean       interop_source_ask_object         (InteropSource *self);

guint          interop_source_get_n_connections  (InteropSource *self);
void           interop_source_set_limit          (InteropSource *self,
                                                  guint          limit);
/* The HRESULT with which a sink failed last, and 0 from then on. */
guint32        interop_source_take_failure       (InteropSource *self);
guint          interop_source_get_n_refs         (InteropSource *self);

G_END_DECLS

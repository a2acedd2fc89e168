/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

/* The source of the small examples: a document tells that it was saved, and asks
 * before it saves and before it closes. It also tells of its property name. */

#define DOCUMENT_TYPE_EVENTS (document_events_get_type ())
G_DECLARE_INTERFACE (DocumentEvents, document_events, DOCUMENT, EVENTS, GObject)

struct _DocumentEventsInterface
{
  GTypeInterface g_iface;

  void     (* saved)       (DocumentEvents *self,
                            const char     *name);
  void     (* before_save) (DocumentEvents *self,
                            const char     *name,
                            CpgByRef       *cancel);
  gboolean (* may_close)   (DocumentEvents *self);
};

#define DOCUMENT_TYPE_DOCUMENT (document_get_type ())
G_DECLARE_FINAL_TYPE (Document, document, DOCUMENT, DOCUMENT, CpgConnectable)

Document *document_new      (const char *name);
void      document_save     (Document   *self);
void      document_close    (Document   *self);
void      document_set_name (Document   *self,
                             const char *name);

G_END_DECLS

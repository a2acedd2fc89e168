/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-method-private.h>
#include <cpglib/contract/cpg-outgoing-interface.h>

G_BEGIN_DECLS

struct _CpgOutgoingInterface
{
  GObject     parent_instance;

  GType       gtype;
  CpgGuid     iid;
  GPtrArray  *methods;   /* (owned) (element-type CpgMethod) */
  int         is_complete; /* (atomic): it has all its methods */
  const char *signal_prefix; /* (nullable) (static): of the signals, where the source names none */
  gboolean    has_slots; /* sinks are called through their C interface, else by signals */

  /* (nullable) (atomic): C interfaces that are no object's, made once when they
   * are needed: one whose calls are firings, and one whose calls are sent. */
  gpointer    emitter;
  gpointer    sender;
};

CpgOutgoingInterface *cpg_outgoing_interface_build       (const char            *type_name,
                                                          const CpgGuid         *iid,
                                                          GPtrArray             *methods,
                                                          GError               **error);
CpgOutgoingInterface *cpg_outgoing_interface_peek        (GType                  iface);
GPtrArray            *cpg_outgoing_interface_list        (void);
CpgMethod            *cpg_outgoing_interface_method_at   (CpgOutgoingInterface  *self,
                                                          gsize                  slot);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/contract/cpg-guid.h>
#include <cpglib/contract/cpg-method.h>

G_BEGIN_DECLS

#define CPG_TYPE_OUTGOING_INTERFACE (cpg_outgoing_interface_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (CpgOutgoingInterface, cpg_outgoing_interface, CPG, OUTGOING_INTERFACE, GObject)

CPG_AVAILABLE_IN_ALL
void                  cpg_outgoing_interface_init          (GType                  iface,
                                                            const char            *iid);
CPG_AVAILABLE_IN_ALL
void                  cpg_outgoing_interface_add_method    (GType                  iface,
                                                            const char            *name,
                                                            guint                  slot,
                                                            int                    dispid,
                                                            CpgCombine             combine,
                                                            GType                  return_type,
                                                            guint                  n_params,
                                                            ...);
CPG_AVAILABLE_IN_ALL
void                  cpg_outgoing_interface_set_by_ref    (GType                  iface,
                                                            const char            *method,
                                                            const char            *param,
                                                            GType                  type);
CPG_AVAILABLE_IN_ALL
CpgOutgoingInterface *cpg_outgoing_interface_for_type      (GType                  iface,
                                                            GError               **error);
CPG_AVAILABLE_IN_ALL
CpgOutgoingInterface *cpg_outgoing_interface_for_iid       (const CpgGuid         *iid);
CPG_AVAILABLE_IN_ALL
GType                 cpg_outgoing_interface_get_gtype     (CpgOutgoingInterface  *self);
CPG_AVAILABLE_IN_ALL
const char           *cpg_outgoing_interface_get_name      (CpgOutgoingInterface  *self);
CPG_AVAILABLE_IN_ALL
const CpgGuid        *cpg_outgoing_interface_get_iid       (CpgOutgoingInterface  *self);
CPG_AVAILABLE_IN_ALL
guint                 cpg_outgoing_interface_get_n_methods (CpgOutgoingInterface  *self);
CPG_AVAILABLE_IN_ALL
CpgMethod            *cpg_outgoing_interface_get_method    (CpgOutgoingInterface  *self,
                                                            guint                  index);
CPG_AVAILABLE_IN_ALL
CpgMethod            *cpg_outgoing_interface_lookup_method (CpgOutgoingInterface  *self,
                                                            const char            *name);
CPG_AVAILABLE_IN_ALL
char                 *cpg_outgoing_interface_to_string     (CpgOutgoingInterface  *self);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/contract/cpg-outgoing-interface.h>

G_BEGIN_DECLS

#define CPG_TYPE_INTERFACE_BUILDER (cpg_interface_builder_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (CpgInterfaceBuilder, cpg_interface_builder, CPG, INTERFACE_BUILDER, GObject)

CPG_AVAILABLE_IN_ALL
CpgInterfaceBuilder  *cpg_interface_builder_new        (const char           *type_name,
                                                        const CpgGuid        *iid);
CPG_AVAILABLE_IN_ALL
void                  cpg_interface_builder_add_method (CpgInterfaceBuilder  *self,
                                                        const char           *name,
                                                        int                   dispid,
                                                        CpgCombine            combine,
                                                        GType                 return_type,
                                                        const char * const   *param_names,
                                                        const GType          *param_types,
                                                        guint                 n_params);
CPG_AVAILABLE_IN_ALL
void                  cpg_interface_builder_set_by_ref (CpgInterfaceBuilder  *self,
                                                        const char           *method,
                                                        const char           *param,
                                                        GType                 type);
CPG_AVAILABLE_IN_ALL
CpgOutgoingInterface *cpg_interface_builder_register   (CpgInterfaceBuilder  *self,
                                                        GError              **error);

G_END_DECLS

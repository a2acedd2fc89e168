/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/interfaces/cpg-connection-point.h>

G_BEGIN_DECLS

#define CPG_TYPE_CONNECTION_GROUP (cpg_connection_group_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (CpgConnectionGroup, cpg_connection_group, CPG, CONNECTION_GROUP, GObject)

CPG_AVAILABLE_IN_ALL
CpgConnectionGroup *cpg_connection_group_new           (void);
CPG_AVAILABLE_IN_ALL
gboolean            cpg_connection_group_add           (CpgConnectionGroup  *self,
                                                        GObject             *source,
                                                        GType                iface,
                                                        GObject             *sink,
                                                        CpgAdviseFlags       flags,
                                                        GMainContext        *context,
                                                        GError             **error);
CPG_AVAILABLE_IN_ALL
gboolean            cpg_connection_group_advise        (CpgConnectionGroup  *self,
                                                        GError             **error);
CPG_AVAILABLE_IN_ALL
void                cpg_connection_group_unadvise      (CpgConnectionGroup  *self);
CPG_AVAILABLE_IN_ALL
gboolean            cpg_connection_group_get_connected (CpgConnectionGroup  *self);
CPG_AVAILABLE_IN_ALL
gboolean            cpg_connection_group_set_source    (CpgConnectionGroup  *self,
                                                        GObject             *source,
                                                        GError             **error);
CPG_AVAILABLE_IN_ALL
GObject            *cpg_connection_group_dup_source    (CpgConnectionGroup  *self);
CPG_AVAILABLE_IN_ALL
gboolean            cpg_connection_group_block         (CpgConnectionGroup  *self,
                                                        GError             **error);
CPG_AVAILABLE_IN_ALL
gboolean            cpg_connection_group_unblock       (CpgConnectionGroup  *self,
                                                        GError             **error);
CPG_AVAILABLE_IN_ALL
gboolean            cpg_connection_group_get_blocked   (CpgConnectionGroup  *self);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/interfaces/cpg-connection-point-container.h>

G_BEGIN_DECLS

/* Fills in the defaults. Named here, where they are needed, and defined in
 * signals/, where the points of cpglib are: no include goes down. */
void cpg_connection_point_container_set_defaults (CpgConnectionPointContainerInterface *iface);

/* What a connection point asks and tells its source. */
gboolean cpg_connection_point_container_accept_sink       (CpgConnectionPointContainer  *self,
                                                           CpgConnectionPoint           *point,
                                                           GObject                      *sink,
                                                           GError                      **error);
void     cpg_connection_point_container_listening_changed (CpgConnectionPointContainer  *self,
                                                           CpgConnectionPoint           *point,
                                                           gboolean                      is_listened);

G_END_DECLS

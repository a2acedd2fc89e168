/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/interfaces/cpg-enum-connection-points.h>
#include <cpglib/interfaces/cpg-enum-connections.h>

G_BEGIN_DECLS

/* The enumerators of cpglib: an array that owns what it lists, and a place in it. */
CpgEnumConnections      *cpg_snapshot_new_of_connections (GPtrArray *connections);
CpgEnumConnectionPoints *cpg_snapshot_new_of_points      (GPtrArray *points);

G_END_DECLS

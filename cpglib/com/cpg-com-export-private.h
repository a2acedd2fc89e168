/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-export.h>
#include <cpglib/com/cpg-com-unknown-private.h>
#include <cpglib/interfaces/cpg-connection-point-container.h>

G_BEGIN_DECLS

/* A GObject as COM clients see it. It holds the GObject, which does not hold it. */
typedef struct {
  CpgComUnknown  parent;

  GObject       *object; /* (owned) */
  GPtrArray     *points; /* (owned) (element-type CpgComPoint): grows only; guarded by a
                          * lock of all exports */
} CpgComExport;

/* One of its connection points: an identity of its own, whose references are the
 * export's. */
typedef struct {
  CpgComUnknown        parent;

  CpgConnectionPoint  *point; /* (owned) */
} CpgComPoint;

extern const CpgComClass cpg_com_export_class;
extern const CpgComClass cpg_com_point_class;

/* (transfer full): an IUnknown, for an interned dialect */
gpointer     cpg_com_export_object        (GObject              *object,
                                           const CpgComDialect  *dialect);

/* (transfer full) (nullable): what is exported as @iface, a pointer to any
 * interface, if it is an export of cpglib's */
GObject     *cpg_com_export_dup_object    (gpointer              iface);

/* (transfer full): the same IConnectionPoint for the same point */
gpointer     cpg_com_export_ref_point     (CpgComExport         *self,
                                           CpgConnectionPoint   *point);

CpgConnectionPointContainer *cpg_com_export_get_container (CpgComExport *self);

/* The other interfaces of an export. */
extern CpgComInterface cpg_com_interface_class_info;
extern CpgComInterface cpg_com_interface_dispatch;

/* Enumerators; (transfer full) of what they list. */
gpointer     cpg_com_enum_new_of_points      (CpgComExport            *owner,
                                              CpgEnumConnectionPoints *points);
gpointer     cpg_com_enum_new_of_connections (CpgComExport            *owner,
                                              CpgEnumConnections      *connections);

G_END_DECLS

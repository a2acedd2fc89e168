/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/interfaces/cpg-connection-point-container.h>

G_BEGIN_DECLS

/**
 * CpgOutgoingFlags:
 * @CPG_OUTGOING_NONE: nothing special
 * @CPG_OUTGOING_DEFAULT: the interface is the default one of the source, for
 *   clients that name none (COM: `[source, default]`)
 * @CPG_OUTGOING_NO_SIGNALS: the methods are not signals of the source: sinks
 *   only
 *
 * How a type declares an outgoing interface.
 *
 * Since: 1.0
 */
typedef enum {
  CPG_OUTGOING_NONE       = 0,
  CPG_OUTGOING_DEFAULT    = 1 << 0,
  CPG_OUTGOING_NO_SIGNALS = 1 << 1
} CpgOutgoingFlags;

CPG_AVAILABLE_IN_ALL
gboolean          cpg_type_add_outgoing_interface      (GType              type,
                                                        GType              iface,
                                                        CpgOutgoingFlags   flags,
                                                        const char        *signal_prefix,
                                                        GError           **error);
CPG_AVAILABLE_IN_ALL
void              cpg_type_declare_outgoing_interface  (GType              type,
                                                        GType              iface,
                                                        CpgOutgoingFlags   flags,
                                                        const char        *signal_prefix);
CPG_AVAILABLE_IN_ALL
GType            *cpg_type_list_outgoing_interfaces    (GType              type,
                                                        guint             *n_interfaces);
CPG_AVAILABLE_IN_ALL
CpgOutgoingFlags  cpg_type_get_outgoing_flags          (GType              type,
                                                        GType              iface);
CPG_AVAILABLE_IN_ALL
const char       *cpg_type_get_outgoing_signal         (GType              type,
                                                        CpgMethod         *method);

/**
 * CPG_OUTGOING_INTERFACE:
 * @IFACE_TYPE: the type of an outgoing interface
 * @flags: #CpgOutgoingFlags
 *
 * Declares an outgoing interface of a class, inside of
 * G_DEFINE_TYPE_WITH_CODE(): ATL's `CONNECTION_POINT_ENTRY`.
 *
 * |[<!-- language="C" -->
 * G_DEFINE_TYPE_WITH_CODE (Stock, stock, CPG_TYPE_CONNECTABLE,
 *                          CPG_OUTGOING_INTERFACE (STOCK_TYPE_EVENTS, CPG_OUTGOING_DEFAULT))
 * ]|
 *
 * It goes after any G_IMPLEMENT_INTERFACE(). What is wrong with the
 * declaration is a critical; see cpg_type_add_outgoing_interface().
 *
 * Since: 1.0
 */
#define CPG_OUTGOING_INTERFACE(IFACE_TYPE, flags) \
  CPG_OUTGOING_INTERFACE_WITH_PREFIX (IFACE_TYPE, flags, NULL)

/**
 * CPG_OUTGOING_INTERFACE_WITH_PREFIX:
 * @IFACE_TYPE: the type of an outgoing interface
 * @flags: #CpgOutgoingFlags
 * @prefix: what the names of the signals are to begin with
 *
 * Like CPG_OUTGOING_INTERFACE(), for methods whose names are taken by other
 * signals of the class.
 *
 * Since: 1.0
 */
#define CPG_OUTGOING_INTERFACE_WITH_PREFIX(IFACE_TYPE, flags, prefix) \
  { cpg_type_declare_outgoing_interface (g_define_type_id, IFACE_TYPE, flags, prefix); }

G_END_DECLS

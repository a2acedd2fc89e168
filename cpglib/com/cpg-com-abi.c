/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-abi-private.h>

#define OF_UNKNOWN(data1)    { data1, 0x0000, 0x0000, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } }
#define OF_CONTROLS(data1)   { data1, 0xbab4, 0x101a, { 0xb6, 0x9c, 0x00, 0xaa, 0x00, 0x34, 0x1d, 0x07 } }

const CpgGuid cpg_iid_null;
const CpgGuid cpg_iid_unknown = OF_UNKNOWN (0x00000000);
const CpgGuid cpg_iid_dispatch = OF_UNKNOWN (0x00020400);
const CpgGuid cpg_iid_type_info = OF_UNKNOWN (0x00020401);
const CpgGuid cpg_iid_type_lib = OF_UNKNOWN (0x00020402);
const CpgGuid cpg_iid_provide_class_info = OF_CONTROLS (0xb196b283);
const CpgGuid cpg_iid_connection_point_container = OF_CONTROLS (0xb196b284);
const CpgGuid cpg_iid_enum_connection_points = OF_CONTROLS (0xb196b285);
const CpgGuid cpg_iid_connection_point = OF_CONTROLS (0xb196b286);
const CpgGuid cpg_iid_enum_connections = OF_CONTROLS (0xb196b287);
const CpgGuid cpg_iid_provide_class_info_2 =
  { 0xa6bc3ac0, 0xdbaa, 0x11ce, { 0x9d, 0xe3, 0x00, 0xaa, 0x00, 0x4b, 0xb8, 0x51 } };
const CpgGuid cpg_iid_property_notify_sink =
  { 0x9bfbbc02, 0xeff1, 0x101a, { 0x84, 0xed, 0x00, 0xaa, 0x00, 0x34, 0x1d, 0x07 } };

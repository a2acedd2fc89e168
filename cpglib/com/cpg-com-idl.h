/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-outgoing-interface.h>

G_BEGIN_DECLS

CPG_AVAILABLE_IN_ALL
char *cpg_outgoing_interface_to_idl (CpgOutgoingInterface *self);

G_END_DECLS

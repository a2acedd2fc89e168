/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "../interop-events.h"

/* InteropEvents as IDL, of which widl makes the header of wine-sink.c. */
int
main (void)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (INTEROP_TYPE_EVENTS, NULL);
  g_autofree char *idl = cpg_outgoing_interface_to_idl (contract);

  g_print ("%s", idl);
  return 0;
}

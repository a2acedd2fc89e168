// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// What bindings in general do without, and Vala can use: it goes into the VAPI
// as it stands.

namespace Cpg {
  [CCode (cheader_filename = "cpglib/cpg.h")]
  [Version (since = "1.0")]
  public static void type_declare_outgoing_interface (GLib.Type type, GLib.Type iface,
                                                      Cpg.OutgoingFlags flags = Cpg.OutgoingFlags.NONE,
                                                      string? signal_prefix = null);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>
#include <stdlib.h>

/* A library without a typelib, whose functions are not all what they are called
 * like. */

GType odd_events_get_type (void);
GType odd_source_get_type (void);
GType odd_address_get_type (void);
GType odd_crash_get_type (const char *text);
GType odd_exit_get_type (void);
GType odd_number_get_type (void);

typedef struct
{
  GTypeInterface g_iface;

  void (* tick) (gpointer self,
                 guint    n);
} OddEventsInterface;

typedef CpgConnectable OddSource;
typedef CpgConnectableClass OddSourceClass;
typedef OddEventsInterface OddEvents;

G_DEFINE_INTERFACE (OddEvents, odd_events, G_TYPE_OBJECT)

static void
odd_events_default_init (OddEventsInterface *iface)
{
  GType type = odd_events_get_type ();

  cpg_outgoing_interface_init (type, "0b0c1c9e-5d57-4e05-8d4f-1f6bb8a0a7d3");
  cpg_outgoing_interface_add_method (type, "tick", G_STRUCT_OFFSET (OddEventsInterface, tick), 7,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 1, "n", G_TYPE_UINT);
}

G_DEFINE_TYPE_WITH_CODE (OddSource, odd_source, CPG_TYPE_CONNECTABLE,
                         CPG_OUTGOING_INTERFACE (odd_events_get_type (), CPG_OUTGOING_NONE))

static void
odd_source_class_init (OddSourceClass *klass)
{
}

static void
odd_source_init (OddSource *self)
{
}

GType
odd_address_get_type (void)
{
  static const char text[64] = "not a type";

  return GPOINTER_TO_SIZE (text);
}

GType
odd_crash_get_type (const char *text)
{
  return (GType) *(volatile const char *) text;
}

GType
odd_exit_get_type (void)
{
  exit (0);
}

GType
odd_number_get_type (void)
{
  return 12345;
}

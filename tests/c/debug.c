/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <locale.h>

#include <cpglib/contract/cpg-debug-private.h>
#include <cpglib/cpg.h>

/* The messages that CPG_DEBUG asks for. The variable is read once, so each
 * test is a process of its own. */

/* Whether the test goes on as the process that prints. */
static gboolean
run_with (const char *value)
{
  if (g_test_subprocess ())
    return TRUE;

  if (value != NULL)
    g_setenv ("CPG_DEBUG", value, TRUE);
  else
    g_unsetenv ("CPG_DEBUG");
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("CPG_DEBUG");
  g_test_trap_assert_passed ();
  return FALSE;
}

static void
say_what_is_on (void)
{
  for (int i = 0; i < 2; i++) /* the second time it is known */
    g_print ("%d%d;", cpg_debug_has (CPG_DEBUG_CONNECTIONS), cpg_debug_has (CPG_DEBUG_EVENTS));
  g_print ("flags=%d;", cpg_debug_flags);
}

static void
test_off (void)
{
  if (run_with (NULL))
    {
      say_what_is_on ();
      return;
    }
  g_test_trap_assert_stdout ("*00;00;flags=0;*");
}

static void
test_connections (void)
{
  if (run_with ("connections"))
    {
      say_what_is_on ();
      return;
    }
  g_test_trap_assert_stdout ("*10;10;flags=1;*");
}

static void
test_both (void)
{
  if (run_with ("events,connections"))
    {
      say_what_is_on ();
      return;
    }
  g_test_trap_assert_stdout ("*11;11;flags=3;*");
}

static void
test_all (void)
{
  if (run_with ("all"))
    {
      say_what_is_on ();
      return;
    }
  g_test_trap_assert_stdout ("*11;11;flags=3;*");
}

static void
test_help (void)
{
  if (run_with ("help"))
    {
      say_what_is_on ();
      return;
    }
  g_test_trap_assert_stdout ("*00;00;flags=0;*");
  g_test_trap_assert_stderr ("*connections*events*all*help*");
}

static CpgMethod *
get_method (void)
{
  static const char * const names[] = { "symbol", "price", NULL };
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("DebugEvents", NULL);
  const GType types[] = { G_TYPE_STRING, G_TYPE_DOUBLE };

  cpg_interface_builder_add_method (builder, "price-changed", 1, CPG_COMBINE_LAST, G_TYPE_BOOLEAN, names, types, 2);
  return cpg_outgoing_interface_get_method (cpg_interface_builder_register (builder, NULL), 0);
}

/* Prints a message with its fields. */
static GLogWriterOutput
writer (GLogLevelFlags   level,
        const GLogField *fields,
        gsize            n_fields,
        gpointer         method)
{
  g_print ("level=%d", (int) level);
  for (gsize i = 0; i < n_fields; i++)
    g_print ("; %s=%s", fields[i].key, (const char *) fields[i].value);
  g_print (".\n");

  /* It may do what is told in its turn, and that has an end. */
  cpg_debug_connection (CPG_DEBUG_UNADVISED, G_TYPE_INVALID, NULL, NULL, G_TYPE_INVALID, NULL, 1, "again");
  return G_LOG_WRITER_HANDLED;
}

static void
print_events (void)
{
  g_autoptr (GObject) source = g_object_new (CPG_TYPE_CONNECTABLE, NULL);
  CpgMethod *method = get_method ();
  GValue args[] = { G_VALUE_INIT, G_VALUE_INIT };
  GValue answer = G_VALUE_INIT;

  g_value_init (&args[0], G_TYPE_STRING);
  g_value_set_static_string (&args[0], "ACME");
  g_value_init (&args[1], G_TYPE_DOUBLE);
  g_value_set_double (&args[1], 12.5);
  g_value_init (&answer, G_TYPE_BOOLEAN);
  cpg_debug_event (source, method, args, NULL, 3);
  cpg_debug_event (source, method, args, &answer, 1);
}

static void
test_event (void)
{
  if (run_with ("events"))
    {
      print_events ();
      return;
    }
  g_test_trap_assert_stderr ("*cpglib-Message: *CpgConnectable(0x*): "
                             "DebugEvents.price-changed (symbol=\"ACME\", price=12.5), 3 sinks\n*"
                             "DebugEvents.price-changed (symbol=\"ACME\", price=12.5) = FALSE, 1 sink\n*");
}

static void
test_event_fields (void)
{
  if (run_with ("events"))
    {
      g_log_set_writer_func (writer, NULL, NULL);
      print_events ();
      return;
    }
  g_test_trap_assert_stdout ("*level=32; CPG_SOURCE=CpgConnectable(0x*); CPG_INTERFACE=DebugEvents; "
                             "CPG_METHOD=price-changed; CPG_SINKS=3; "
                             "MESSAGE=CpgConnectable(0x*, 3 sinks; PRIORITY=5; GLIB_DOMAIN=cpglib.\n*");
  g_test_trap_assert_stdout_unmatched ("*again*");
}

static void
print_failures (void)
{
  g_autoptr (GObject) source = g_object_new (CPG_TYPE_CONNECTABLE, NULL);
  CpgMethod *method = get_method ();
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (g_type_from_name ("DebugEvents"), NULL);

  cpg_debug_failure (source, contract, method, 1, "price: it is\ntoo high");
  cpg_debug_failure (NULL, contract, NULL, -5, "there is no such method");
}

static void
test_failure (void)
{
  if (run_with ("events"))
    {
      print_failures ();
      return;
    }
  g_test_trap_assert_stderr ("*cpglib-Message: *CpgConnectable(0x*): "
                             "DebugEvents.price-changed failed, DISPID 1: price: it is too high\n*"
                             "a source that is gone: DebugEvents failed, DISPID -5: there is no such method\n*");
}

static void
test_failure_fields (void)
{
  if (run_with ("events"))
    {
      g_log_set_writer_func (writer, NULL, NULL);
      print_failures ();
      return;
    }
  g_test_trap_assert_stdout ("*level=32; CPG_SOURCE=CpgConnectable(0x*); CPG_INTERFACE=DebugEvents; "
                             "CPG_METHOD=price-changed; CPG_DISPID=1; CPG_DETAIL=price: *; MESSAGE=*\n"
                             "level=32; CPG_INTERFACE=DebugEvents; CPG_DISPID=-5; CPG_DETAIL=there*");
}

static void
print_connections (void)
{
  g_autoptr (GObject) source = g_object_new (CPG_TYPE_CONNECTABLE, NULL);
  g_autoptr (GObject) sink = g_object_new (G_TYPE_OBJECT, NULL);
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (G_TYPE_LIST_MODEL, NULL);

  cpg_debug_connection (CPG_DEBUG_ADVISED, CPG_DEBUG_OBJECT (source), contract, CPG_DEBUG_OBJECT (sink), 1, "weak|once");
  cpg_debug_connection (CPG_DEBUG_REFUSED, CPG_DEBUG_OBJECT (source), NULL, CPG_DEBUG_OBJECT (sink), 0, "No\nroom");
  cpg_debug_connection (CPG_DEBUG_UNADVISED, CPG_DEBUG_OBJECT (source), contract, CPG_DEBUG_OBJECT (sink), 4294967295u, NULL);
  /* addresses of what is gone are not followed */
  cpg_debug_connection (CPG_DEBUG_LOST, G_TYPE_INVALID, GSIZE_TO_POINTER (0x10), contract,
                        G_TYPE_INVALID, GSIZE_TO_POINTER (0x20), 2, "the source is gone");
  cpg_debug_connection (CPG_DEBUG_LOST, G_TYPE_INVALID, NULL, contract, G_TYPE_INVALID, NULL, 3, "the sink is gone");
}

static void
test_connection (void)
{
  if (run_with ("connections"))
    {
      print_connections ();
      return;
    }
  g_test_trap_assert_stderr ("*CpgConnectable(0x*): GListModel advised GObject(0x*), cookie 1: weak|once\n"
                             "*CpgConnectable(0x*): refused GObject(0x*): No room\n"
                             "*CpgConnectable(0x*): GListModel unadvised GObject(0x*), cookie 4294967295\n"
                             "*?(0x10): GListModel lost ?(0x20), cookie 2: the source is gone\n"
                             "*a source that is gone: GListModel lost a sink that is gone, cookie 3: the sink is gone\n*");
}

static void
test_connection_fields (void)
{
  if (run_with ("connections"))
    {
      g_log_set_writer_func (writer, NULL, NULL);
      print_connections ();
      return;
    }
  g_test_trap_assert_stdout ("*level=32; CPG_CONNECTION=advised; CPG_SOURCE=CpgConnectable(0x*); "
                             "CPG_INTERFACE=GListModel; CPG_SINK=GObject(0x*); CPG_COOKIE=1; CPG_DETAIL=weak|once; "
                             "MESSAGE=*; PRIORITY=5; GLIB_DOMAIN=cpglib.\n"
                             "level=32; CPG_CONNECTION=refused; CPG_SOURCE=CpgConnectable(0x*); "
                             "CPG_SINK=GObject(0x*); CPG_DETAIL=*");
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/debug/off", test_off);
  g_test_add_func ("/debug/connections", test_connections);
  g_test_add_func ("/debug/both", test_both);
  g_test_add_func ("/debug/all", test_all);
  g_test_add_func ("/debug/help", test_help);
  g_test_add_func ("/debug/event", test_event);
  g_test_add_func ("/debug/event-fields", test_event_fields);
  g_test_add_func ("/debug/failure", test_failure);
  g_test_add_func ("/debug/failure-fields", test_failure_fields);
  g_test_add_func ("/debug/connection", test_connection);
  g_test_add_func ("/debug/connection-fields", test_connection_fields);

  return g_test_run ();
}

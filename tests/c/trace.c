/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

#include <string.h>

/* What CPG_DEBUG=connections,events tells, without the addresses. */
static GString *lines;

static GLogWriterOutput
keep (GLogLevelFlags   level,
      const GLogField *fields,
      gsize            n_fields,
      gpointer         data)
{
  g_autoptr (GRegex) address = g_regex_new ("\\(0x[0-9a-f]+\\)|, cookie [0-9]+", 0, 0, NULL);
  g_autofree char *text = NULL;

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      text = g_regex_replace_literal (address, fields[i].value, -1, 0, "", 0, NULL);
  g_string_append_printf (lines, "%s\n", text);
  return G_LOG_WRITER_HANDLED;
}

#define assert_told(text) \
  G_STMT_START { \
    g_assert_cmpstr (lines->str, ==, text); \
    g_string_truncate (lines, 0); \
  } G_STMT_END

static void
stop (FixSource *source)
{
  g_signal_stop_emission_by_name (source, "nothing");
}

static void
test_events (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  g_autoptr (GArray) answers = NULL;
  gulong handler;

  g_string_truncate (lines, 0);
  fix_source_fire_price (source, "A", 1);
  assert_told ("FixSource: FixEvents.price-changed (symbol=\"A\", price=1), 0 sinks\n");

  cpg_connection_point_advise (point, G_OBJECT (sink), NULL);
  g_string_truncate (lines, 0);
  fix_source_fire_price (source, "B", 2.5);
  assert_told ("FixSource: FixEvents.price-changed (symbol=\"B\", price=2.5), 1 sink\n");
  assert_log (sink, "price-changed B 2.5");
  g_signal_emit_by_name (source, "nothing");
  assert_told ("FixSource: FixEvents.nothing (), 1 sink\n");
  cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "may-close", NULL, 0, NULL, NULL);
  assert_told ("FixSource: FixEvents.may-close (), 1 sink\n");
  answers = cpg_signal_point_fire_collect (CPG_SIGNAL_POINT (point), "may-close", NULL, 0, NULL);
  assert_told ("FixSource: FixEvents.may-close (), 1 sink\n");

  /* Once each, too, where a handler makes it an emission, and if it stops that. */
  handler = g_signal_connect (source, "nothing", G_CALLBACK (g_object_is_floating), NULL);
  fix_source_fire_nothing (source);
  assert_told ("FixSource: FixEvents.nothing (), 1 sink\n");
  g_signal_handler_disconnect (source, handler);
  g_signal_connect (source, "nothing", G_CALLBACK (stop), NULL);
  fix_source_fire_nothing (source);
  assert_told ("FixSource: FixEvents.nothing (), 1 sink\n");
}

static void
test_connections (void)
{
  FixSource *source = fix_source_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);
  g_autoptr (GObject) deaf = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (FixRecorder) sink = fix_recorder_new ();
  FixRecorder *weak = fix_recorder_new ();
  guint cookie;

  g_string_truncate (lines, 0);
  cookie = advise (point, sink);
  assert_told ("FixSource: FixEvents advised FixRecorder\n");
  cpg_connection_point_advise (point, deaf, NULL);
  assert_told ("FixSource: FixEvents refused GObject: The sink, of type GObject, does not implement FixEvents\n");
  cpg_connection_point_unadvise (point, cookie, NULL);
  assert_told ("FixSource: FixEvents unadvised FixRecorder\n");
  cpg_connection_point_unadvise (point, cookie, NULL);
  assert_told ("");

  advise_full (point, weak, CPG_ADVISE_WEAK);
  assert_told ("FixSource: FixEvents advised FixRecorder: weak\n");
  g_object_unref (weak);
  assert_told ("FixSource: FixEvents lost a sink that is gone: the sink is gone\n");

  advise_full (point, sink, CPG_ADVISE_ONCE);
  g_string_truncate (lines, 0);
  fix_source_fire_nothing (source);
  assert_told ("FixSource: FixEvents.nothing (), 1 sink\n"
               "FixSource: FixEvents lost FixRecorder: it was for one event\n");

  advise (point, sink);
  g_string_truncate (lines, 0);
  g_object_unref (source);
  assert_told ("FixSource: FixEvents lost FixRecorder: the source is gone\n");
}

/* A line stays one, and readable. */
static void
test_values (void)
{
  g_autoptr (FixSource) source = fix_source_new ();
  g_autofree char *text = g_strnfill (500, 'x');

  g_string_truncate (lines, 0);
  fix_source_fire_price (source, text, 0.1);
  g_assert_cmpuint (lines->len, <, 200);
  fix_source_fire_price (source, "two\nlines", 0.1);
  g_assert_nonnull (strstr (lines->str, "(symbol=\"two\\nlines\", price=0.1)"));
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("CPG_DEBUG", "connections,events", TRUE);
  g_test_init (&argc, &argv, NULL);
  lines = g_string_new (NULL);
  g_log_set_writer_func (keep, NULL, NULL);

  g_test_add_func ("/trace/events", test_events);
  g_test_add_func ("/trace/connections", test_connections);
  g_test_add_func ("/trace/values", test_values);

  return g_test_run ();
}

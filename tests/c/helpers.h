/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <locale.h>

#include "fix.h"

/* What the tests in C share. */

/* The lines that a recorder heard so far, with commas between, and empties it. */
static inline char *
take_log (gpointer recorder)
{
  g_auto (GStrv) log = fix_recorder_get_log (recorder);

  fix_recorder_clear (recorder);
  return g_strjoinv (", ", log);
}

#define assert_log(recorder, expected) \
  G_STMT_START { \
    g_autofree char *heard_lines = take_log (recorder); \
    g_assert_cmpstr (heard_lines, ==, (expected)); \
  } G_STMT_END

/* Several listeners write into one journal, to see their order. */
#define assert_journal(journal, expected) \
  G_STMT_START { \
    g_assert_cmpstr (g_strchomp ((journal)->str), ==, (expected)); \
    g_string_truncate ((journal), 0); \
  } G_STMT_END

static inline void
write_name (GObject    *listener,
            const char *line,
            GString    *journal)
{
  g_string_append_printf (journal, "%s ", (const char *) g_object_get_data (listener, "name"));
}

/* A recorder that writes its name into @journal at each call. */
static inline FixRecorder *
recorder_new_named (const char *name,
                    GString    *journal)
{
  FixRecorder *recorder = fix_recorder_new ();

  g_object_set_data_full (G_OBJECT (recorder), "name", g_strdup (name), g_free);
  g_signal_connect (recorder, "heard", G_CALLBACK (write_name), journal);
  return recorder;
}

static inline FixRecorder *
recorder_new_answering (int answer)
{
  FixRecorder *recorder = fix_recorder_new ();

  fix_recorder_set_answer (recorder, answer);
  return recorder;
}

/* (transfer full): the connection point of a source. */
static inline CpgConnectionPoint *
find_point (gpointer source,
            GType    iface)
{
  g_autoptr (GError) error = NULL;
  CpgConnectionPoint *point;

  point = cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (source),
                                                       iface, &error);
  g_assert_no_error (error);
  g_assert_nonnull (point);
  return point;
}

static inline guint
advise_full (CpgConnectionPoint *point,
             gpointer            sink,
             CpgAdviseFlags      flags)
{
  g_autoptr (GError) error = NULL;
  guint cookie = cpg_connection_point_advise_full (point, sink, flags, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cookie, !=, 0);
  return cookie;
}

static inline guint
advise (CpgConnectionPoint *point,
        gpointer            sink)
{
  return advise_full (point, sink, CPG_ADVISE_NONE);
}

static inline void
unadvise (CpgConnectionPoint *point,
          guint               cookie)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cpg_connection_point_unadvise (point, cookie, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

#define assert_n_connections(point, n) \
  g_assert_cmpuint (cpg_connection_point_get_n_connections (point), ==, (n))

/* The message of an error has to name the culprit. */
#define assert_names(error, culprit) \
  G_STMT_START { \
    if (strstr ((error)->message, (culprit)) == NULL) \
      g_error ("“%s” does not name %s", (error)->message, (culprit)); \
  } G_STMT_END

/* The library's own messages are structured, so that g_test_expect_message()
 * does not hear them. After catch_messages() they are collected here. */
static inline GString *
caught_messages (void)
{
  static GString *messages;

  if (messages == NULL)
    messages = g_string_new (NULL);
  return messages;
}

static inline const char *
get_log_field (const GLogField *fields,
               gsize            n_fields,
               const char      *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key))
      return fields[i].value;

  return NULL;
}

static inline GLogWriterOutput
catch_writer (GLogLevelFlags   level,
              const GLogField *fields,
              gsize            n_fields,
              gpointer         data)
{
  if (g_strcmp0 (get_log_field (fields, n_fields, "GLIB_DOMAIN"), "cpglib") != 0)
    return g_log_writer_default (level, fields, n_fields, data);

  g_string_append_printf (caught_messages (), "%s\n", get_log_field (fields, n_fields, "MESSAGE"));
  return G_LOG_WRITER_HANDLED;
}

/* Once in a program. */
static inline void
catch_messages (void)
{
  g_log_set_writer_func (catch_writer, NULL, NULL);
}

/* Exactly one message since the last time. */
#define assert_caught(pattern) \
  G_STMT_START { \
    if (!g_pattern_match_simple ((pattern "\n"), caught_messages ()->str) || \
        strchr (caught_messages ()->str, '\n') != caught_messages ()->str + caught_messages ()->len - 1) \
      g_error ("“%s” is not one message like %s", caught_messages ()->str, (pattern)); \
    g_string_truncate (caught_messages (), 0); \
  } G_STMT_END

static inline gpointer
end_at_once (gpointer data)
{
  return NULL;
}

/* Whatever compares threads by their address: nobody else gets that of one that ended. */
static inline void
assert_is_kept (GThread *ended)
{
  for (guint i = 0; i < 20; i++)
    {
      GThread *thread = g_thread_new ("another", end_at_once, NULL);

      g_assert_true (thread != ended);
      g_thread_join (thread);
    }
}

static inline void
tests_init (int    *argc,
            char ***argv)
{
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C"); /* for the numbers that the tests themselves write */
  g_test_init (argc, argv, NULL);
}

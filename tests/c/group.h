/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "helpers.h"

/* What the tests of CpgConnectionGroup share: a group, two sources, their
 * points, and two sinks that write their names into one journal. */
typedef struct {
  CpgConnectionGroup *group;
  FixSource          *source;
  FixSource          *other_source;
  CpgConnectionPoint *point;       /* FixEvents of source */
  CpgConnectionPoint *other_point; /* FixEvents of other_source */
  FixRecorder        *a;
  FixRecorder        *b;
  GString            *journal;
  GError             *error;
} Fixture;

static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->group = cpg_connection_group_new ();
  fixture->source = fix_source_new ();
  fixture->other_source = fix_source_new ();
  fixture->point = find_point (fixture->source, FIX_TYPE_EVENTS);
  fixture->other_point = find_point (fixture->other_source, FIX_TYPE_EVENTS);
  fixture->journal = g_string_new (NULL);
  fixture->a = recorder_new_named ("a", fixture->journal);
  fixture->b = recorder_new_named ("b", fixture->journal);
}

/* Whatever a test drops earlier it sets to NULL. */
static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_error (&fixture->error);
  if (fixture->group != NULL)
    g_assert_finalize_object (fixture->group);
  g_clear_object (&fixture->point);
  g_clear_object (&fixture->other_point);
  if (fixture->source != NULL)
    g_assert_finalize_object (fixture->source);
  if (fixture->other_source != NULL)
    g_assert_finalize_object (fixture->other_source);
  if (fixture->a != NULL)
    g_assert_finalize_object (fixture->a);
  if (fixture->b != NULL)
    g_assert_finalize_object (fixture->b);
  g_string_free (fixture->journal, TRUE);
}

static inline void
add_full (Fixture        *fixture,
          gpointer        source,
          GType           iface,
          gpointer        sink,
          CpgAdviseFlags  flags)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cpg_connection_group_add (fixture->group, source, iface, sink, flags, NULL, &error));
  g_assert_no_error (error);
}

static inline void
add (Fixture  *fixture,
     gpointer  source,
     gpointer  sink)
{
  add_full (fixture, source, FIX_TYPE_EVENTS, sink, CPG_ADVISE_NONE);
}

static inline void
set_source (Fixture  *fixture,
            gpointer  source)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cpg_connection_group_set_source (fixture->group, source, &error));
  g_assert_no_error (error);
}

static inline void
connect_group (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cpg_connection_group_advise (fixture->group, &error));
  g_assert_no_error (error);
  g_assert_true (cpg_connection_group_get_connected (fixture->group));
}

static inline void
block (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cpg_connection_group_block (fixture->group, &error));
  g_assert_no_error (error);
  g_assert_true (cpg_connection_group_get_blocked (fixture->group));
}

static inline void
unblock (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cpg_connection_group_unblock (fixture->group, &error));
  g_assert_no_error (error);
}

#define assert_fails(fixture, code, expression) \
  G_STMT_START { \
    g_clear_error (&(fixture)->error); \
    g_assert_false (expression); \
    g_assert_error ((fixture)->error, CPG_ERROR, code); \
  } G_STMT_END

#define assert_connected(fixture, n, n_other) \
  G_STMT_START { \
    assert_n_connections ((fixture)->point, (n)); \
    assert_n_connections ((fixture)->other_point, (n_other)); \
  } G_STMT_END

static inline void
fire (Fixture *fixture)
{
  fix_source_fire_nothing (fixture->source);
  g_string_append (fixture->journal, "| ");
  fix_source_fire_nothing (fixture->other_source);
}

static inline void
count_notify (GObject    *object,
              GParamSpec *spec,
              guint      *n)
{
  ++*n;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "cases.h"

/* Property notifications. */

static guint32
advise_notify (Stage *stage,
               guint  sink)
{
  gpointer point = stage_find (stage, IID_PROPERTY_NOTIFY);
  guint32 cookie = 0;

  assert_result (stage->a->advise (point, stage->sinks[sink], &cookie), S_OK);
  stage->a->release (point);
  return cookie;
}

static void
unadvise_notify (Stage   *stage,
                 guint32  cookie)
{
  gpointer point = stage_find (stage, IID_PROPERTY_NOTIFY);

  assert_result (stage->a->unadvise (point, cookie), S_OK);
  stage->a->release (point);
}

static void
w19 (Stage *stage)
{
  static const char * const properties[] = { "size", "weight" };

  advise_notify (stage, 0);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *expected = g_strdup_printf ("a.request(%s) a.changed(%s)", properties[i], properties[i]);

      assert_result (stage->a->set_property (stage->source, properties[i], 5), S_OK);
      assert_heard (stage, expected);
    }
}

static void
c5 (Stage *stage)
{
  guint32 cookie = advise_notify (stage, 0);

  assert_heard (stage, "");
  assert_result (stage->a->set_property (stage->source, "size", 5), S_OK);
  assert_heard (stage, "a.request(size) a.changed(size)");
  unadvise_notify (stage, cookie);
  assert_result (stage->a->set_property (stage->source, "size", 6), S_OK);
  assert_heard (stage, "");
}

/* What the source says in the middle: 0 before the change, 5 after it. */
static void
look_at_size (Listener *listener,
              Event    *event)
{
  Stage *stage = listener->stage;

  g_assert_cmpint (stage->a->get_property (stage->source, "size"), ==,
                   event->kind == EVENT_REQUEST_EDIT ? 0 : 5);
}

static void
a26 (Stage *stage)
{
  advise_notify (stage, 0);
  stage->listeners[0].act = look_at_size;
  assert_result (stage->a->set_property (stage->source, "size", 5), S_OK);
  assert_heard (stage, "a.request(size) a.changed(size)");

  stage->listeners[0].act = NULL;
  stage->listeners[0].answer = FALSE;
  assert_result (stage->a->set_property (stage->source, "size", 6), S_FALSE);
  assert_heard (stage, "a.request(size)");
  g_assert_cmpint (stage->a->get_property (stage->source, "size"), ==, 5);
}

static void
a27 (Stage *stage)
{
  for (guint i = 0; i < 3; i++)
    advise_notify (stage, i);
  stage->listeners[1].answer = FALSE;
  assert_result (stage->a->set_property (stage->source, "size", 5), S_FALSE);
  assert_heard (stage, "a.request(size) b.request(size)");
  stage->listeners[1].answer = TRUE;
  assert_result (stage->a->set_property (stage->source, "size", 5), S_OK);
  assert_heard (stage, "a.request(size) b.request(size) c.request(size) "
                       "a.changed(size) b.changed(size) c.changed(size)");
}

static void
a28 (Stage *stage)
{
  advise_notify (stage, 0);
  assert_result (stage->a->request_edit_many (stage->source), S_OK);
  assert_heard (stage, "a.request()");
  stage->a->changed_many (stage->source);
  assert_heard (stage, "a.changed()");
  stage->listeners[0].answer = FALSE;
  assert_result (stage->a->request_edit_many (stage->source), S_FALSE);
  assert_heard (stage, "a.request()");
}

static void
a29 (Stage *stage)
{
  advise_notify (stage, 0);
  stage->a->freeze (stage->source, TRUE);
  stage->a->freeze (stage->source, TRUE);
  stage->a->set_property (stage->source, "size", 5);
  stage->a->set_property (stage->source, "size", 6);
  stage->a->freeze (stage->source, FALSE);
  assert_heard (stage, "a.request(size) a.request(size)");
  stage->a->freeze (stage->source, FALSE);
  assert_heard (stage, "a.changed(size)");
  stage->a->set_property (stage->source, "size", 7);
  assert_heard (stage, "a.request(size) a.changed(size)");
}

static void
a30 (Stage *stage)
{
  advise_notify (stage, 0);
  assert_result (stage->a->set_property (stage->source, "size", 0), S_OK);
  assert_heard (stage, "");
  assert_result (stage->a->set_property (stage->source, "size", 5), S_OK);
  assert_heard (stage, "a.request(size) a.changed(size)");
  assert_result (stage->a->set_property (stage->source, "size", 5), S_OK);
  assert_heard (stage, "");
}

static void
x10 (Stage *stage)
{
  stage_replace (stage, 0, SINK_FAILING_NOTIFY);
  stage->listeners[0].answer = FALSE; /* which it does not come to say */
  advise_notify (stage, 0);
  assert_result (stage->a->set_property (stage->source, "size", 5), S_OK);
  assert_heard (stage, "a.request(size) a.changed(size)");

  advise_notify (stage, 1);
  stage->listeners[1].answer = FALSE;
  assert_result (stage->a->set_property (stage->source, "size", 6), S_FALSE);
  assert_heard (stage, "a.request(size) b.request(size)");
}

const Case property_cases[] = {
  { "W19", w19 },
  { "C5", c5 },
  { "A26", a26 },
  { "A27", a27 },
  { "A28", a28 },
  { "A29", a29 },
  { "A30", a30 },
  { "X10", x10 },
  { NULL, NULL }
};

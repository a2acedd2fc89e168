/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "cases.h"

/* Firing: who hears, in which order, what sinks may do meanwhile, and what the
 * answers come to. */

static void
w18 (Stage *stage)
{
  gpointer container = NULL;

  assert_result (stage->a->query (stage->source, INTERFACE_CONTAINER, &container), S_OK);
  stage_advise (stage, 0);
  stage->a->release (container);
  stage->a->release (g_steal_pointer (&stage->point));
  assert_round (stage, "a");
  assert_round (stage, "a");
  for (guint i = 0; i < 3; i++)
    stage->a->fire (stage->source, &(Event) { EVENT_PRICE_CHANGED, .text = "ACME", .price = i });
  assert_heard (stage, "a.price(ACME,0) a.price(ACME,1) a.price(ACME,2)");
}

static void
w22 (Stage *stage)
{
  stage_advise_first (stage, 3);
  g_assert_true (stage_ask (stage, EVENT_MAY_CLOSE, 0));
  assert_heard (stage, "a.may-close() b.may-close() c.may-close()");
}

/* Sinks act as often as stage->n_left says. */
static gboolean
may_act (Listener *listener)
{
  Stage *stage = listener->stage;

  if (stage->n_left == 0)
    return FALSE;
  stage->n_left--;
  return TRUE;
}

static guint
get_index (Listener *listener)
{
  return (guint) (listener->name - 'a');
}

static void
unadvise_itself (Listener *listener,
                 Event    *event)
{
  stage_unadvise (listener->stage, get_index (listener));
}

static void
unadvise_next (Listener *listener,
               Event    *event)
{
  if (may_act (listener))
    stage_unadvise (listener->stage, get_index (listener) + 1);
}

static void
unadvise_previous (Listener *listener,
                   Event    *event)
{
  if (may_act (listener))
    stage_unadvise (listener->stage, get_index (listener) - 1);
}

static void
unadvise_all (Listener *listener,
              Event    *event)
{
  for (guint i = 0; i < 3; i++)
    stage_unadvise (listener->stage, i);
}

static void
advise_d (Listener *listener,
          Event    *event)
{
  if (may_act (listener))
    stage_advise (listener->stage, 3);
}

static void
s3 (Stage *stage)
{
  guint32 cookie;

  stage_advise_first (stage, 3);
  cookie = stage->cookies[1];
  stage->listeners[1].act = unadvise_itself;
  assert_round (stage, "a b c");
  assert_result (stage->a->unadvise (stage->point, cookie), CONNECT_E_NOCONNECTION);
  assert_round (stage, "a c");
}

static void
unadvise_and_live (Listener *listener,
                   Event    *event)
{
  unadvise_itself (listener, event);
  g_assert_false (listener->is_gone);
}

static void
a7 (Stage *stage)
{
  stage_advise_first (stage, 3);
  stage->listeners[1].act = unadvise_and_live;
  stage->a->release (g_steal_pointer (&stage->sinks[1]));
  assert_round (stage, "a b c");
  g_assert_true (stage->listeners[1].is_gone);
  assert_round (stage, "a c");
}

static void
replace_c (Listener *listener,
           Event    *event)
{
  if (may_act (listener))
    {
      stage_unadvise (listener->stage, 2);
      stage_advise (listener->stage, 3);
    }
}

static void
a8 (Stage *stage)
{
  stage_advise_first (stage, 3);
  stage->listeners[0].act = replace_c;
  assert_round (stage, "a b");
  assert_round (stage, "a b d");
}

static void
release_source (Listener *listener,
                Event    *event)
{
  Stage *stage = listener->stage;

  stage->a->release (g_steal_pointer (&stage->point));
  stage->a->release (g_steal_pointer (&stage->source));
}

static void
a9 (Stage *stage)
{
  stage_advise_first (stage, 3);
  stage->listeners[0].act = release_source;
  assert_round (stage, "a b c");
}

static void
a10 (Stage *stage)
{
  stage_replace (stage, 1, SINK_PARTIAL);
  stage_advise_first (stage, 3);
  stage->a->fire (stage->source, &(Event) { EVENT_PRICE_CHANGED, .text = "ACME", .price = 2.5 });
  assert_heard (stage, "a.price(ACME,2.5) c.price(ACME,2.5)");
  g_assert_true (stage_ask (stage, EVENT_MAY_CLOSE, 0));
  assert_heard (stage, "a.may-close() c.may-close()");
  assert_round (stage, "a b c");
}

static void
a19 (Stage *stage)
{
  stage_advise_first (stage, 3);
  assert_round (stage, "a b c");
  stage_unadvise (stage, 0);
  stage_advise (stage, 3);
  assert_round (stage, "b c d");
  stage_unadvise (stage, 2);
  stage_advise (stage, 0);
  stage_advise (stage, 2);
  assert_round (stage, "b d a c");
}

static void
fire_again (Listener *listener,
            Event    *event)
{
  Stage *stage = listener->stage;

  if (may_act (listener))
    stage->a->fire (stage->source, &(Event) { EVENT_NOTHING });
}

static void
a20 (Stage *stage)
{
  stage_advise_first (stage, 3);
  stage->listeners[1].act = fire_again;
  assert_round (stage, "a b a b c c");
  stage->n_left = 2;
  assert_round (stage, "a b a b a b c c c");
}

static void
a21 (Stage *stage)
{
  stage_advise_first (stage, 3);
  for (guint i = 0; i < 3; i++)
    stage->listeners[i].answer = 10 + (int) i;
  g_assert_cmpint (stage_ask (stage, EVENT_LAST_NUMBER, 7), ==, 12);
  assert_heard (stage, "a.last(7) b.last(7) c.last(7)");
  stage_unadvise (stage, 2);
  g_assert_cmpint (stage_ask (stage, EVENT_LAST_NUMBER, 7), ==, 11);
}

static void
a22 (Stage *stage)
{
  g_assert_true (stage_ask (stage, EVENT_MAY_CLOSE, 0));
  g_assert_false (stage_ask (stage, EVENT_IS_HANDLED, 0));
  g_assert_cmpint (stage_ask (stage, EVENT_FIRST_NUMBER, 7), ==, 0);

  stage_advise_first (stage, 3);
  stage->listeners[1].answer = FALSE;
  g_assert_false (stage_ask (stage, EVENT_MAY_CLOSE, 0));
  assert_heard (stage, "a.may-close() b.may-close()");

  stage->listeners[0].answer = FALSE;
  stage->listeners[1].answer = TRUE;
  g_assert_true (stage_ask (stage, EVENT_IS_HANDLED, 0));
  assert_heard (stage, "a.is-handled(it) b.is-handled(it)");
  for (guint i = 0; i < 3; i++)
    stage->listeners[i].answer = FALSE;
  g_assert_false (stage_ask (stage, EVENT_IS_HANDLED, 0));
  assert_heard (stage, "a.is-handled(it) b.is-handled(it) c.is-handled(it)");

  for (guint i = 0; i < 3; i++)
    stage->listeners[i].answer = 10 + (int) i;
  g_assert_cmpint (stage_ask (stage, EVENT_FIRST_NUMBER, 7), ==, 10);
  assert_heard (stage, "a.first(7) b.first(7) c.first(7)");
}

static void
write_yes (Listener *listener,
           Event    *event)
{
  event->number = TRUE;
  event->writes = TRUE;
}

static void
write_no (Listener *listener,
          Event    *event)
{
  event->number = FALSE;
  event->writes = TRUE;
}

static void
a24 (Stage *stage)
{
  Event event = { EVENT_CLOSING, .number = FALSE };

  stage_advise_first (stage, 3);
  stage->a->fire (stage->source, &event);
  g_assert_false (event.number);
  assert_heard (stage, "a.closing(0) b.closing(0) c.closing(0)");

  stage->listeners[0].act = stage->listeners[2].act = write_no;
  stage->a->fire (stage->source, &event);
  g_assert_false (event.number);
  stage->listeners[1].act = write_yes;
  stage->a->fire (stage->source, &event);
  g_assert_true (event.number);
  assert_heard (stage, "a.closing(0) b.closing(0) c.closing(0) a.closing(0) b.closing(0) c.closing(1)");
}

static void
outbid (Listener *listener,
        Event    *event)
{
  event->number += 10 + (listener->name - 'a');
  event->writes = TRUE;
}

static void
a25 (Stage *stage)
{
  Event event = { EVENT_BIDDING, .number = 5 };

  stage_advise_first (stage, 4);
  stage->listeners[0].act = stage->listeners[2].act = outbid;
  stage->a->fire (stage->source, &event);
  assert_heard (stage, "a.bidding(5) b.bidding(15) c.bidding(15) d.bidding(27)");
  g_assert_cmpint (event.number, ==, 27);
}

static void
a44 (Stage *stage)
{
  stage_replace (stage, 1, SINK_FAILING);
  stage_replace (stage, 3, SINK_FAILING);
  stage_advise_first (stage, 4);
  assert_round (stage, "a b c d");
  stage->a->fire (stage->source, &(Event) { EVENT_PRICE_CHANGED, .text = "ACME", .price = 2.5 });
  assert_heard (stage, "a.price(ACME,2.5) b.price(ACME,2.5) c.price(ACME,2.5) d.price(ACME,2.5)");

  for (guint i = 0; i < 4; i++)
    stage->listeners[i].answer = 10 + (int) i;
  g_assert_cmpint (stage_ask (stage, EVENT_LAST_NUMBER, 7), ==, 12);
  stage_unadvise (stage, 0);
  g_assert_cmpint (stage_ask (stage, EVENT_FIRST_NUMBER, 7), ==, 12);
  assert_heard (stage, "a.last(7) b.last(7) c.last(7) d.last(7) b.first(7) c.first(7) d.first(7)");

  stage->listeners[1].answer = stage->listeners[3].answer = FALSE;
  stage->listeners[2].answer = TRUE;
  g_assert_true (stage_ask (stage, EVENT_MAY_CLOSE, 0));
  assert_heard (stage, "b.may-close() c.may-close() d.may-close()");
  g_assert_cmpuint (stage_count (stage), ==, 3);
  assert_round (stage, "b c d");
}

static void
x11 (Stage *stage)
{
  /* One that was called already, or that unadvises itself: nobody is missed. */
  stage_advise_first (stage, 3);
  stage->listeners[1].act = unadvise_previous;
  assert_round (stage, "a b c");
  assert_round (stage, "b c");

  /* The next one: not called any more. */
  stage_advise (stage, 0);
  stage->n_left = 1;
  stage->listeners[1].act = unadvise_next;
  assert_round (stage, "b a");

  /* A newcomer: in the next round. */
  stage_advise (stage, 2);
  stage->n_left = 1;
  stage->listeners[1].act = advise_d;
  assert_round (stage, "b a c");
  assert_round (stage, "b a c d");

  stage_unadvise (stage, 3);
  stage->listeners[1].act = NULL;
  stage->listeners[0].act = unadvise_all;
  assert_round (stage, "b a");
  assert_round (stage, "");
}

/* Looks at the connections in the middle of a round, and fires another. */
static void
enumerate_and_fire (Listener *listener,
                    Event    *event)
{
  Stage *stage = listener->stage;
  gpointer connections;

  if (!may_act (listener))
    return;

  connections = stage_enumerate (stage);
  assert_next (stage, connections, 0);
  stage->a->fire (stage->source, &(Event) { EVENT_NOTHING });
  assert_next (stage, connections, 1);
  assert_next (stage, connections, 2);
  assert_end (stage, connections);
  stage->a->release (connections);
}

static void
p2 (Stage *stage)
{
  gpointer first, second;

  stage_advise_first (stage, 3);
  first = stage_enumerate (stage);
  second = stage_enumerate (stage);
  g_assert_false (stage->a->same (first, second));
  assert_next (stage, first, 0);
  assert_next (stage, first, 1);
  assert_next (stage, second, 0);

  stage->listeners[1].act = enumerate_and_fire;
  assert_round (stage, "a b a b c c");

  assert_next (stage, second, 1);
  assert_next (stage, first, 2);
  assert_result (stage->a->reset (first), S_OK);
  assert_next (stage, second, 2);
  assert_end (stage, second);
  stage->a->release (first);
  stage->a->release (second);
}

static void
p3 (Stage *stage)
{
  stage_advise_first (stage, 3);
  stage->listeners[0].act = unadvise_next;
  assert_round (stage, "a c");
  assert_round (stage, "a c");
}

static void
spoil (Listener *listener,
       Event    *event)
{
  event->price = event->number = -1;
  event->text = NULL;
}

static void
p9 (Stage *stage)
{
  Event event = { EVENT_PRICE_CHANGED, .text = "ACME", .price = 2.5 };

  stage_advise_first (stage, 3);
  stage->listeners[0].act = stage->listeners[1].act = spoil;
  stage->a->fire (stage->source, &event);
  assert_heard (stage, "a.price(ACME,2.5) b.price(ACME,2.5) c.price(ACME,2.5)");
  stage_ask (stage, EVENT_LAST_NUMBER, 7);
  assert_heard (stage, "a.last(7) b.last(7) c.last(7)");
  g_assert_cmpstr (event.text, ==, "ACME");
}

static void
unadvise_itself_advise_d (Listener *listener,
                          Event    *event)
{
  unadvise_itself (listener, event);
  stage_advise (listener->stage, 3);
}

static void
p10 (Stage *stage)
{
  stage_advise_first (stage, 3);
  stage->listeners[1].act = unadvise_itself_advise_d;
  assert_round (stage, "a b c");
  assert_round (stage, "a c d");
}

static gpointer
use_point_in_thread (gpointer data)
{
  Stage *stage = data;

  stage_advise (stage, 3);
  stage->a->fire (stage->source, &(Event) { EVENT_NOTHING });
  stage_unadvise (stage, 3);
  stage_unadvise (stage, 2);
  return NULL;
}

static void
wait_for_thread (Listener *listener,
                 Event    *event)
{
  if (may_act (listener))
    g_thread_join (g_thread_new ("other", use_point_in_thread, listener->stage));
}

static void
p14 (Stage *stage)
{
  stage_advise_first (stage, 3);
  stage->listeners[1].act = wait_for_thread;
  assert_round (stage, "a b a b c d");
  assert_round (stage, "a b");
}

static void
p20 (Stage *stage)
{
  gpointer other = stage_find (stage, IID_OTHER);
  guint32 cookie = 0;

  stage_advise (stage, 0);
  assert_result (stage->a->advise (other, stage->sinks[1], &cookie), S_OK);
  stage->a->fire (stage->source, &(Event) { EVENT_NOTHING });
  assert_heard (stage, "a");
  stage->a->fire (stage->source, &(Event) { EVENT_PRICE_CHANGED, .text = "ACME", .price = 12.5 });
  assert_heard (stage, "a.price(ACME,12.5)");
  stage_ask (stage, EVENT_MAY_CLOSE, 0);
  assert_heard (stage, "a.may-close()");
  stage_ask (stage, EVENT_IS_HANDLED, 0);
  assert_heard (stage, "a.is-handled(it)");
  stage_ask (stage, EVENT_FIRST_NUMBER, 8);
  assert_heard (stage, "a.first(8)");
  stage_ask (stage, EVENT_LAST_NUMBER, 9);
  assert_heard (stage, "a.last(9)");
  stage->a->fire (stage->source, &(Event) { EVENT_CLOSING, .number = TRUE });
  assert_heard (stage, "a.closing(1)");
  stage->a->fire (stage->source, &(Event) { EVENT_BIDDING, .number = 10 });
  assert_heard (stage, "a.bidding(10)");
  stage->a->fire (stage->source, &(Event) { EVENT_QUIET });
  assert_heard (stage, "b.quiet()");
  stage->a->release (other);
}

const Case round_cases[] = {
  { "W18", w18 },
  { "W22", w22 },
  { "S3", s3 },
  { "A7", a7 },
  { "A8", a8 },
  { "A9", a9 },
  { "A10", a10 },
  { "A19", a19 },
  { "A20", a20 },
  { "A21", a21 },
  { "A22", a22 },
  { "A24", a24 },
  { "A25", a25 },
  { "A44", a44 },
  { "X11", x11 },
  { "P2", p2 },
  { "P3", p3 },
  { "P9", p9 },
  { "P10", p10 },
  { "P14", p14 },
  { "P20", p20 },
  { NULL, NULL }
};

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "contract.h"
#include <cpglib/signals/cpg-signal-point-private.h>

/*
 * Sequences of operations, made of bytes
 *
 * Each byte says what to do next, and the following ones with what; sinks and
 * handlers take theirs from the same bytes. Beside the library runs a model,
 * simple enough to be right: each point has a list of connections, and a round
 * has a copy of that list. Whatever the library does has to be what the model
 * says: who is called and in which order, with which answer, which error comes
 * and what is listed.
 *
 * All in one thread: tests/stress/ does the rest.
 */

#define N_SINKS     6
#define N_ENUMS     3
#define MAX_DEPTH   4

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

typedef enum {
  SINK_FULL,
  SINK_PARTIAL, /* leaves asked and agreed out */
  SINK_DEAF,    /* lacks the interfaces */
  N_KINDS
} SinkKind;

/* What the model knows of a sink; outlives it. */
typedef struct {
  SinkKind kind;
  GObject *object;  /* (owned) (nullable): the reference of the test */
  gboolean is_alive;
} SinkInfo;

typedef struct {
  guint           cookie;
  SinkInfo       *sink;
  CpgAdviseFlags  flags;
  guint           n_blocks;
  gboolean        is_over;
} Connection;

typedef struct {
  CpgConnectionPoint *point;
  GPtrArray          *connections; /* (element-type Connection): over or not */
  guint               max;
  gboolean            has_jumped;  /* cookies may come again */
  gulong              handler;     /* before the sinks of told */
  gulong              after_handler;
  GListModel         *model;
  GArray             *shadow;      /* the cookies, as items-changed told them */
} Point;

typedef struct {
  Point     *point;
  guint      method;
  GPtrArray *connections; /* (nullable): when it has come to the sinks */
  guint      next;
  gboolean   is_stopped;
  gboolean   is_handled;
  gboolean   is_after_handled;
  gboolean   is_decided;
} Round;

typedef struct {
  CpgEnumConnections *connections;
  GPtrArray          *expected; /* (element-type Connection) */
  guint               position;
} Enum;

static const uint8_t *bytes, *bytes_end;

static GObject *source;       /* the reference of the test */
static gboolean source_gone;
static int n_sources, n_sinks;
static Point points[N_POINTS];
static SinkInfo *sinks[N_SINKS];
static GPtrArray *sink_infos; /* all there ever were */
static GPtrArray *rounds;     /* that are under way, the innermost last */
static Enum enums[N_ENUMS];

/* Not g_error(), whose trap libFuzzer does not catch. */
#define require(condition) \
  G_STMT_START { \
    if (!(condition)) \
      { \
        fprintf (stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
        abort (); \
      } \
  } G_STMT_END

#define require_error(error, expected) \
  G_STMT_START { \
    if (!g_error_matches ((error), CPG_ERROR, (int) (expected))) \
      { \
        fprintf (stderr, "%s:%d: expected %s, got %s\n", __FILE__, __LINE__, #expected, \
                 (error) != NULL ? (error)->message : "none"); \
        abort (); \
      } \
  } G_STMT_END

static void do_something (void);

/* Zeros at the end. */
static guint
take (guint n)
{
  return bytes < bytes_end ? *bytes++ % n : 0;
}

static Point *
take_point (void)
{
  return &points[take (N_POINTS)];
}

/* The model --------------------------------------------------------------------- */

static Connection *
find_live (Point *point,
           guint  cookie)
{
  for (guint i = 0; i < point->connections->len; i++)
    {
      Connection *connection = g_ptr_array_index (point->connections, i);

      if (connection->cookie == cookie && !connection->is_over)
        return connection;
    }
  return NULL;
}

static GPtrArray *
list_live (Point *point)
{
  GPtrArray *live = g_ptr_array_new ();

  for (guint i = 0; i < point->connections->len; i++)
    {
      Connection *connection = g_ptr_array_index (point->connections, i);

      if (!connection->is_over)
        g_ptr_array_add (live, connection);
    }
  return live;
}

static guint
count_live (Point *point)
{
  g_autoptr (GPtrArray) live = list_live (point);

  return live->len;
}

static gboolean
is_owned (SinkInfo *sink)
{
  if (sink->object != NULL)
    return TRUE;
  for (guint i = 0; i < N_POINTS; i++)
    for (guint j = 0; j < points[i].connections->len; j++)
      {
        Connection *connection = g_ptr_array_index (points[i].connections, j);

        if (connection->sink == sink && !connection->is_over && !(connection->flags & CPG_ADVISE_WEAK))
          return TRUE;
      }
  return FALSE;
}

static void
end_all (void)
{
  for (guint i = 0; i < N_POINTS; i++)
    {
      for (guint j = 0; j < points[i].connections->len; j++)
        ((Connection *) g_ptr_array_index (points[i].connections, j))->is_over = TRUE;
      points[i].handler = points[i].after_handler = 0;
    }
  source_gone = TRUE;
}

static Round *
current_round (void)
{
  require (rounds->len > 0);
  return g_ptr_array_index (rounds, rounds->len - 1);
}

/* Who is to be called next, or NULL. */
static Connection *
next_expected (Round *round)
{
  while (round->next < round->connections->len)
    {
      Connection *connection = g_ptr_array_index (round->connections, round->next++);

      if (!connection->is_over && connection->n_blocks == 0 &&
          (round->method == 0 || connection->sink->kind == SINK_FULL))
        return connection;
    }
  return NULL;
}

/* Sinks and handlers -------------------------------------------------------------- */

typedef struct {
  GObject   parent_instance;
  SinkInfo *info;
} Sink;

typedef GObjectClass SinkClass;
typedef Sink PartialSink;
typedef SinkClass PartialSinkClass;
typedef Sink DeafSink;
typedef SinkClass DeafSinkClass;

static void
act (void)
{
  for (guint n = take (4); n > 0 && rounds->len < MAX_DEPTH; n--)
    do_something ();
}

static void
heard (Sink  *self,
       Round *round,
       guint  method)
{
  Connection *connection;

  require (round == current_round ());
  require (round->method == method);
  require (!round->is_decided);
  require (round->connections != NULL);

  connection = next_expected (round);
  require (connection != NULL);
  require (connection->sink == self->info);
  if (connection->flags & CPG_ADVISE_ONCE)
    connection->is_over = TRUE;

  act ();
  require (self->info->is_alive); /* until the end of the round */
}

static void
sink_told (gpointer self,
           gpointer round)
{
  heard (self, round, 0);
}

static gboolean
sink_asked (gpointer self,
            gpointer round)
{
  heard (self, round, 1);
  return ((Round *) round)->is_decided = take (4) == 1;
}

static gboolean
sink_agreed (gpointer self,
             gpointer round)
{
  heard (self, round, 2);
  return !(((Round *) round)->is_decided = take (4) == 1);
}

static void
full_init (TestEventsInterface *iface)
{
  iface->told = sink_told;
  iface->asked = sink_asked;
  iface->agreed = sink_agreed;
}

static void
partial_init (TestEventsInterface *iface)
{
  iface->told = sink_told;
}

static GType sink_get_type (void);
static GType partial_sink_get_type (void);
static GType deaf_sink_get_type (void);

G_DEFINE_TYPE_WITH_CODE (Sink, sink, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (test_events_get_type (), full_init)
                         G_IMPLEMENT_INTERFACE (test_other_get_type (), full_init))
G_DEFINE_TYPE_WITH_CODE (PartialSink, partial_sink, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (test_events_get_type (), partial_init)
                         G_IMPLEMENT_INTERFACE (test_other_get_type (), partial_init))
G_DEFINE_TYPE (DeafSink, deaf_sink, G_TYPE_OBJECT)

static void
sink_dispose (GObject *object)
{
  SinkInfo *info = ((Sink *) object)->info;

  require (info->is_alive);
  require (!is_owned (info));
  info->is_alive = FALSE;
  n_sinks--;
  for (guint i = 0; i < N_POINTS; i++)
    for (guint j = 0; j < points[i].connections->len; j++)
      {
        Connection *connection = g_ptr_array_index (points[i].connections, j);

        if (connection->sink == info)
          connection->is_over = TRUE;
      }

  G_OBJECT_CLASS (g_type_class_peek (G_TYPE_OBJECT))->dispose (object);
}

static void
sink_class_init (SinkClass *klass)
{
  klass->dispose = sink_dispose;
}

static void
partial_sink_class_init (PartialSinkClass *klass)
{
  klass->dispose = sink_dispose;
}

static void
deaf_sink_class_init (DeafSinkClass *klass)
{
  klass->dispose = sink_dispose;
}

static void
sink_init (Sink *self)
{
}

static void
partial_sink_init (PartialSink *self)
{
}

static void
deaf_sink_init (DeafSink *self)
{
}

static SinkInfo *
sink_info_new (SinkKind kind)
{
  GType types[N_KINDS] = { sink_get_type (), partial_sink_get_type (), deaf_sink_get_type () };
  SinkInfo *self = g_new0 (SinkInfo, 1);

  self->kind = kind;
  self->is_alive = TRUE;
  self->object = g_object_new (types[kind], NULL);
  ((Sink *) self->object)->info = self;
  n_sinks++;
  g_ptr_array_add (sink_infos, self);
  return self;
}

static void
handle (GObject *object,
        Round   *round,
        Point   *point)
{
  require (round == current_round ());
  require (round->point == point && round->connections == NULL && !round->is_handled);
  round->is_handled = TRUE;
  act ();
  if (take (4) == 1)
    {
      g_signal_stop_emission_by_name (object, test_signals[point - points][0]);
      round->is_stopped = TRUE;
    }
  round->connections = round->is_stopped ? g_ptr_array_new () : list_live (point);
}

static void
handle_after (GObject *object,
              Round   *round,
              Point   *point)
{
  require (round == current_round ());
  require (round->point == point && !round->is_stopped && !round->is_after_handled);
  require (next_expected (round) == NULL);
  round->is_after_handled = TRUE;
  act ();
}

/* Sources ------------------------------------------------------------------------- */

static void
source_disposed (gpointer data)
{
  end_all ();
}

static void
source_finalized (gpointer data)
{
  n_sources--;
}

static void
make_source (void)
{
  source = test_source_new (source_disposed, source_finalized, NULL);
  source_gone = FALSE;
  n_sources++;
  for (guint i = 0; i < N_POINTS; i++)
    points[i] = (Point) {
      .point = cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (source),
                                                            test_contract (i), NULL),
      .connections = g_ptr_array_new_with_free_func (g_free),
      .max = G_MAXUINT,
      .shadow = g_array_new (FALSE, FALSE, sizeof (guint)),
    };
}

static void
close_model (Point *point)
{
  if (point->model != NULL)
    g_signal_handlers_disconnect_by_data (point->model, point);
  g_clear_object (&point->model);
}

static void
clear_enum (Enum *self)
{
  g_clear_object (&self->connections);
  g_clear_pointer (&self->expected, g_ptr_array_unref);
}

/* A round keeps the source. */
static void
drop_source (void)
{
  g_clear_object (&source);
  require (source_gone || rounds->len > 0);
}

static void
clear_source (void)
{
  drop_source ();
  require (n_sources == 0);
  for (guint i = 0; i < N_ENUMS; i++)
    clear_enum (&enums[i]);
  for (guint i = 0; i < N_POINTS; i++)
    {
      close_model (&points[i]);
      g_assert_finalize_object (points[i].point);
      g_ptr_array_unref (points[i].connections);
      g_array_unref (points[i].shadow);
    }
}

/* Operations ---------------------------------------------------------------------- */

static void
do_advise (void)
{
  static const CpgAdviseFlags all_flags[] = {
    CPG_ADVISE_NONE, CPG_ADVISE_NONE, CPG_ADVISE_WEAK, CPG_ADVISE_ONCE,
    CPG_ADVISE_WEAK | CPG_ADVISE_ONCE, CPG_ADVISE_COALESCE,
  };
  g_autoptr (GError) error = NULL;
  Point *point = take_point ();
  SinkInfo *sink = sinks[take (N_SINKS)];
  CpgAdviseFlags flags = all_flags[take (G_N_ELEMENTS (all_flags))];
  Connection *connection;
  guint cookie;

  if (sink == NULL || sink->object == NULL)
    return;

  cookie = cpg_connection_point_advise_full (point->point, sink->object, flags, NULL, &error);
  if (cookie == 0)
    {
      if (flags == CPG_ADVISE_COALESCE)
        require_error (error, CPG_ERROR_INVALID_ARGUMENT);
      else if (source_gone)
        require_error (error, CPG_ERROR_DISCONNECTED);
      else if (count_live (point) >= point->max)
        require_error (error, CPG_ERROR_ADVISE_LIMIT);
      else
        {
          require_error (error, CPG_ERROR_CANNOT_CONNECT);
          require (sink->kind == SINK_DEAF);
        }
      return;
    }

  require (error == NULL);
  require (!source_gone && sink->kind != SINK_DEAF && count_live (point) < point->max &&
           flags != CPG_ADVISE_COALESCE);
  for (guint i = 0; i < point->connections->len; i++)
    {
      Connection *other = g_ptr_array_index (point->connections, i);

      require (other->cookie != cookie || (other->is_over && point->has_jumped));
    }
  connection = g_new0 (Connection, 1);
  connection->cookie = cookie;
  connection->sink = sink;
  connection->flags = flags;
  g_ptr_array_add (point->connections, connection);
}

/* One that was given out, or one that never was. */
static guint
take_cookie (Point *point)
{
  guint i = take (32);

  if (i == 0)
    return 0;
  if (i == 1)
    return take (256);
  if (point->connections->len == 0)
    return i;
  i = (i - 2) % point->connections->len;
  return ((Connection *) g_ptr_array_index (point->connections, point->connections->len - 1 - i))->cookie;
}

static void
do_unadvise (void)
{
  g_autoptr (GError) error = NULL;
  Point *point = take_point ();
  guint cookie = take_cookie (point);
  Connection *connection = find_live (point, cookie);

  if (connection != NULL)
    connection->is_over = TRUE;
  require (cpg_connection_point_unadvise (point->point, cookie, &error) == (connection != NULL));
  if (connection == NULL)
    require_error (error, CPG_ERROR_NO_CONNECTION);
}

static void
do_block (void)
{
  g_autoptr (GError) error = NULL;
  Point *point = take_point ();
  guint cookie = take_cookie (point);
  Connection *connection = find_live (point, cookie);
  gboolean done = cpg_connection_point_block (point->point, cookie, &error);

  require (done == (connection != NULL));
  if (done)
    connection->n_blocks++;
  else
    require_error (error, CPG_ERROR_NO_CONNECTION);
  require (cpg_connection_point_is_blocked (point->point, cookie) == done);
}

static void
do_unblock (void)
{
  g_autoptr (GError) error = NULL;
  Point *point = take_point ();
  guint cookie = take_cookie (point);
  Connection *connection = find_live (point, cookie);
  gboolean done = cpg_connection_point_unblock (point->point, cookie, &error);

  require (done == (connection != NULL && connection->n_blocks > 0));
  if (done)
    connection->n_blocks--;
  else if (connection != NULL)
    require_error (error, CPG_ERROR_INVALID_ARGUMENT);
  else
    require_error (error, CPG_ERROR_NO_CONNECTION);
  require (cpg_connection_point_is_blocked (point->point, cookie) ==
           (connection != NULL && connection->n_blocks > 0));
}

/* What nobody answers. */
static gboolean
no_answer (guint method)
{
  return method == 2;
}

static gboolean
fire_by_macro (Round *round)
{
  CpgConnectionPoint *point = round->point->point;

  if (round->method == 1)
    return CPG_FIRE_BOOLEAN (point, TestEventsInterface, asked, round);
  if (round->method == 2)
    return CPG_FIRE_BOOLEAN (point, TestEventsInterface, agreed, round);
  CPG_FIRE (point, TestEventsInterface, told, round);
  return FALSE;
}

static gboolean
fire_by_name (Round *round)
{
  g_auto (GValue) answer = G_VALUE_INIT;
  g_auto (GValue) arg = G_VALUE_INIT;

  g_value_init (&arg, G_TYPE_POINTER);
  g_value_set_pointer (&arg, round);
  require (cpg_signal_point_fire (CPG_SIGNAL_POINT (round->point->point), test_signals[0][round->method],
                                  &arg, 1, &answer, NULL));
  return G_VALUE_HOLDS_BOOLEAN (&answer) && g_value_get_boolean (&answer);
}

static gboolean
fire_by_signal (Round *round)
{
  const char *name = test_signals[round->point - points][round->method];
  g_autoptr (GObject) container = NULL;
  gboolean answer = FALSE;

  container = (GObject *) cpg_connection_point_get_container (round->point->point);
  require ((container != NULL) == !source_gone);
  /* One that was disposed of can still emit. */
  if (container == NULL && source != NULL)
    container = g_object_ref (source);
  if (container == NULL)
    return no_answer (round->method);

  if (round->method == 0)
    g_signal_emit_by_name (container, name, round);
  else
    g_signal_emit_by_name (container, name, round, &answer);
  return answer;
}

static void
do_fire (void)
{
  static gboolean (* const ways[]) (Round *round) = { fire_by_macro, fire_by_signal, fire_by_name };
  Round round = { .point = take_point (), .method = take (3) };
  gboolean has_handler, has_after_handler, answer;

  has_handler = round.method == 0 && round.point->handler != 0;
  has_after_handler = round.method == 0 && round.point->after_handler != 0;
  if (!has_handler)
    round.connections = list_live (round.point);

  g_ptr_array_add (rounds, &round);
  answer = ways[take (G_N_ELEMENTS (ways))] (&round);
  g_ptr_array_remove_index (rounds, rounds->len - 1);
  require (source_gone || source != NULL || rounds->len > 0);

  require (round.is_handled == has_handler);
  if (round.method == 0)
    require (!answer);
  else
    require (answer == (round.is_decided != no_answer (round.method)));
  if (!round.is_decided)
    require (next_expected (&round) == NULL);
  if (!source_gone)
    require (round.is_after_handled == (has_after_handler && !round.is_stopped));
  g_ptr_array_unref (round.connections);
}

/* Only between the rounds: whom an emission that is under way calls is not ours
 * to say. */
static void
do_handlers (void)
{
  Point *point = take_point ();
  gboolean after = take (2) == 1;
  gulong *handler = after ? &point->after_handler : &point->handler;

  if (rounds->len > 0 || source == NULL || source_gone)
    return;
  if (*handler != 0)
    g_clear_signal_handler (handler, source);
  else
    *handler = g_signal_connect_data (source, test_signals[point - points][0],
                                      after ? G_CALLBACK (handle_after) : G_CALLBACK (handle), point,
                                      NULL, after ? G_CONNECT_AFTER : 0);
}

static void
do_source (void)
{
  switch (take (3))
    {
    case 0:
      drop_source ();
      break;
    case 1:
      if (source != NULL)
        g_object_run_dispose (source);
      break;
    default:
      if (rounds->len == 0)
        {
          clear_source ();
          make_source ();
        }
      break;
    }
}

static void
do_sink (void)
{
  guint i = take (N_SINKS);
  SinkKind kind = take (N_KINDS);

  if (sinks[i] == NULL || sinks[i]->object == NULL)
    sinks[i] = sink_info_new (kind);
  else
    g_object_unref (g_steal_pointer (&sinks[i]->object));
}

static void
check_item (gpointer    item,
            Connection *connection,
            Point      *point)
{
  g_autoptr (GObject) sink = cpg_connection_get_sink (item);

  require (cpg_connection_get_cookie (item) == connection->cookie);
  require (cpg_connection_get_flags (item) == connection->flags);
  if (!(connection->flags & CPG_ADVISE_WEAK))
    require (sink != NULL && ((Sink *) sink)->info == connection->sink);
  else
    require ((sink != NULL) == connection->sink->is_alive);
  if (point != NULL)
    require (cpg_connection_get_blocked (item) == (connection->n_blocks > 0));
}

static void
do_enum (void)
{
  Enum *self = &enums[take (N_ENUMS)];
  guint what = take (8), n, left;

  if (self->connections == NULL)
    {
      Point *point = take_point ();

      self->connections = cpg_connection_point_enum_connections (point->point, NULL);
      self->expected = list_live (point);
      self->position = 0;
      return;
    }

  left = self->expected->len - self->position;
  switch (what)
    {
    case 0:
    case 1:
    case 2:
    case 3:
      {
        g_autoptr (GPtrArray) found = NULL;

        n = what == 3 ? G_MAXUINT : take (6);
        found = cpg_enum_connections_next (self->connections, n);
        require (found->len == MIN (n, left));
        for (guint i = 0; i < found->len; i++)
          check_item (g_ptr_array_index (found, i),
                      g_ptr_array_index (self->expected, self->position + i), NULL);
        self->position += found->len;
        break;
      }
    case 4:
      n = take (6);
      require (cpg_enum_connections_skip (self->connections, n) == (n <= left));
      self->position += MIN (n, left);
      break;
    case 5:
      cpg_enum_connections_reset (self->connections);
      self->position = 0;
      break;
    case 6:
      {
        Enum *other = &enums[take (N_ENUMS)];

        if (other->connections == NULL)
          {
            other->connections = cpg_enum_connections_clone (self->connections);
            other->expected = g_ptr_array_ref (self->expected);
            other->position = self->position;
          }
        break;
      }
    default:
      clear_enum (self);
      break;
    }
}

static void
follow (GListModel *model,
        guint       position,
        guint       removed,
        guint       added,
        Point      *point)
{
  require (position + removed <= point->shadow->len);
  if (removed > 0)
    g_array_remove_range (point->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (CpgConnection) connection = g_list_model_get_item (model, position + i);
      guint cookie = cpg_connection_get_cookie (connection);

      g_array_insert_val (point->shadow, position + i, cookie);
    }
  require (g_list_model_get_n_items (model) == point->shadow->len);
}

static void
do_model (void)
{
  Point *point = take_point ();

  if (point->model != NULL)
    {
      close_model (point);
      return;
    }
  point->model = cpg_connection_point_list_connections (point->point);
  g_array_set_size (point->shadow, 0);
  follow (point->model, 0, 0, g_list_model_get_n_items (point->model), point);
  g_signal_connect (point->model, "items-changed", G_CALLBACK (follow), point);
}

static void
do_limit (void)
{
  Point *point = take_point ();
  guint max = take (10);

  point->max = max > 6 ? G_MAXUINT : max;
  cpg_connection_point_set_max_connections (point->point, point->max);
}

/* As if as many had been advised and unadvised since: to the end of the numbers,
 * or to just before one that is in use. Not in a round: cookies in use then
 * would be passed by in its copies of the table, which nobody can do. */
static void
do_jump (void)
{
  Point *point = take_point ();
  guint where = take (16), back = take (4);
  guint cookie = 0;

  if (rounds->len > 0)
    return;
  if (where > 0 && point->connections->len > 0)
    cookie = ((Connection *) g_ptr_array_index (point->connections, where % point->connections->len))->cookie;
  CPG_SIGNAL_POINT (point->point)->table.last_cookie = cookie - back - 1;
  point->has_jumped = TRUE;
}

static void
check_point (Point *point)
{
  g_autoptr (GPtrArray) live = list_live (point);

  require (cpg_connection_point_get_n_connections (point->point) == live->len);
  if (point->model == NULL)
    return;
  require (point->shadow->len == live->len);
  for (guint i = 0; i < live->len; i++)
    {
      g_autoptr (CpgConnection) item = g_list_model_get_item (point->model, i);
      Connection *connection = g_ptr_array_index (live, i);

      require (g_array_index (point->shadow, guint, i) == connection->cookie);
      check_item (item, connection, point);
    }
}

/* Nobody owns a sink that the model does not know of. */
static void
check_sinks (void)
{
  if (rounds->len > 0)
    return;
  for (guint i = 0; i < N_ENUMS; i++)
    if (enums[i].connections != NULL)
      return;
  for (guint i = 0; i < sink_infos->len; i++)
    {
      SinkInfo *sink = g_ptr_array_index (sink_infos, i);

      require (sink->is_alive == is_owned (sink));
    }
}

static void
do_something (void)
{
  static void (* const operations[]) (void) = {
    do_fire, do_fire, do_fire, do_fire, do_advise, do_advise, do_advise, do_advise,
    do_unadvise, do_unadvise, do_block, do_unblock, do_handlers, do_source, do_sink, do_sink,
    do_enum, do_enum, do_model, do_limit, do_jump,
  };

  operations[take (G_N_ELEMENTS (operations))] ();
  for (guint i = 0; i < N_POINTS; i++)
    check_point (&points[i]);
  check_sinks ();
}

/* A warning is a failure too. */
static GLogWriterOutput
log_writer (GLogLevelFlags   level,
            const GLogField *fields,
            gsize            n_fields,
            gpointer         data)
{
  if (!(level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)))
    return G_LOG_WRITER_HANDLED;
  g_log_writer_standard_streams (level, fields, n_fields, data);
  abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static gboolean has_writer;

  if (!has_writer)
    g_log_set_writer_func (log_writer, NULL, NULL);
  has_writer = TRUE;

  bytes = data;
  bytes_end = data + size;
  sink_infos = g_ptr_array_new_with_free_func (g_free);
  rounds = g_ptr_array_new ();
  make_source ();
  for (guint i = 0; i < N_SINKS; i++)
    sinks[i] = sink_info_new (i < 4 ? SINK_FULL : i == 4 ? SINK_PARTIAL : SINK_DEAF);

  while (bytes < bytes_end)
    do_something ();

  for (guint i = 0; i < N_SINKS; i++)
    if (sinks[i]->object != NULL)
      g_object_unref (g_steal_pointer (&sinks[i]->object));
  clear_source ();
  require (n_sinks == 0);
  g_ptr_array_unref (sink_infos);
  g_ptr_array_unref (rounds);
  return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "demo-board.h"

#include <string.h>

#include "demo-text.h"

#define WIDTH        79
#define INDENT       2
#define EVENT_WIDTH  13
#define CELL_WIDTH   10
#define MAX_PROBLEMS 8

/* The lines of the table: a change counts by whether its listener got to know
 * more than the name. */
typedef enum {
  COUNT_CREATED,
  COUNT_CHANGED_INFO,
  COUNT_CHANGED_NO_INFO,
  COUNT_DELETED,
  COUNT_RENAMED,
  COUNT_MAY_INSPECT
} Count;

#define N_COUNTS (COUNT_MAY_INSPECT + 1)

struct _DemoListener
{
  DemoBoard         *board; /* (unowned) */
  guint              column;
  char              *label; /* (owned) */
  DemoListenerFlags  flags;
  gboolean           gone;
  guint              counts[N_COUNTS];
  guint              summary[DEMO_N_EVENTS];
  guint              missed;
  guint              wrong;
  guint              unexpected;
};

/* One event, and what each listener said of it. */
typedef struct
{
  DemoEvent   event;
  char       *name;     /* (owned) */
  gboolean    expected;
  gint64      since;
  GPtrArray  *due;      /* (owned) (element-type utf8): what each is to say; NULL: nothing,
                         * or unknown if the row is not an expected one */
  GPtrArray  *heard;    /* (owned) (element-type utf8): what each said, or NULL */
} Row;

struct _DemoBoard
{
  gboolean       scripted;
  gboolean       quiet;
  gboolean       started;
  gboolean       stopped;
  gboolean       summarize;
  gint64         last_heard;
  GPtrArray     *listeners; /* (owned) (element-type DemoListener) */
  GQueue         rows;      /* (owned) (element-type Row): those not settled, oldest first */
  guint          summary[DEMO_N_EVENTS];
  GPtrArray     *problems;  /* (owned) (element-type utf8) */
  guint          n_problems;
  DemoBoardFunc  settled;
  gpointer       settled_data;
};

static const char * const event_names[] = {
  [DEMO_EVENT_CREATED] = "created",
  [DEMO_EVENT_CHANGED] = "changed",
  [DEMO_EVENT_DELETED] = "deleted",
  [DEMO_EVENT_RENAMED] = "renamed",
  [DEMO_EVENT_MAY_INSPECT] = "may-inspect",
};

static const char * const count_names[] = {
  [COUNT_CREATED] = "created",
  [COUNT_CHANGED_INFO] = "changed, with info",
  [COUNT_CHANGED_NO_INFO] = "changed, no info",
  [COUNT_DELETED] = "deleted",
  [COUNT_RENAMED] = "renamed",
  [COUNT_MAY_INSPECT] = "may-inspect",
};

static Count
count_of (DemoEvent   event,
          const char *extra)
{
  switch (event)
    {
    case DEMO_EVENT_CREATED:
      return COUNT_CREATED;
    case DEMO_EVENT_CHANGED:
      return g_str_equal (extra, DEMO_NO_INFO) ? COUNT_CHANGED_NO_INFO : COUNT_CHANGED_INFO;
    case DEMO_EVENT_DELETED:
      return COUNT_DELETED;
    case DEMO_EVENT_RENAMED:
      return COUNT_RENAMED;
    case DEMO_EVENT_MAY_INSPECT:
      return COUNT_MAY_INSPECT;
    default:
      g_assert_not_reached ();
    }
}

/* {{{ Listeners */

static gboolean
listener_hears (DemoListener *self,
                DemoEvent     event)
{
  return event != DEMO_EVENT_MAY_INSPECT || (self->flags & DEMO_LISTENER_IS_ASKED) != 0;
}

static char *
listener_dup_due (DemoListener *self,
                  DemoEvent     event,
                  const char   *name,
                  const char   *extra)
{
  gboolean hidden = (self->flags & DEMO_LISTENER_DISCREET) != 0 &&
                    g_str_has_suffix (name, DEMO_SECRET_SUFFIX);

  if (!listener_hears (self, event))
    return NULL;
  if (event == DEMO_EVENT_MAY_INSPECT)
    return g_strdup (hidden ? DEMO_NO : DEMO_YES);
  if (event == DEMO_EVENT_CHANGED && hidden)
    return g_strdup (DEMO_NO_INFO);
  return g_strdup (extra);
}

static void
listener_free (DemoListener *self)
{
  g_free (self->label);
  g_free (self);
}

static int
listener_get_width (DemoListener *self)
{
  return MAX (CELL_WIDTH, (int) strlen (self->label) + 1);
}

/* }}} */
/* {{{ Rows */

static Row *
row_new (DemoBoard  *board,
         DemoEvent   event,
         const char *name)
{
  Row *self = g_new0 (Row, 1);

  self->event = event;
  self->name = g_strdup (name);
  self->since = g_get_monotonic_time ();
  self->due = g_ptr_array_new_with_free_func (g_free);
  self->heard = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (self->due, board->listeners->len);
  g_ptr_array_set_size (self->heard, board->listeners->len);

  return self;
}

static void
row_free (Row *self)
{
  g_ptr_array_unref (self->heard);
  g_ptr_array_unref (self->due);
  g_free (self->name);
  g_free (self);
}

/* Whether a listener is still to be heard, as far as one can know. */
static gboolean
row_waits_for (Row          *self,
               DemoListener *listener)
{
  if (self->heard->pdata[listener->column] != NULL)
    return FALSE;
  if (listener->board->scripted)
    return self->due->pdata[listener->column] != NULL;
  return listener_hears (listener, self->event);
}

static gboolean
row_is_complete (Row       *self,
                 DemoBoard *board)
{
  for (guint i = 0; i < board->listeners->len; i++)
    {
      DemoListener *listener = board->listeners->pdata[i];

      if (!listener->gone && row_waits_for (self, listener))
        return FALSE;
    }

  return TRUE;
}

static gboolean
row_is_wrong (Row   *self,
              guint  column)
{
  return self->expected && g_strcmp0 (self->heard->pdata[column], self->due->pdata[column]) != 0;
}

/* Judges a row of a script. */
static gboolean
row_judge (Row       *self,
           DemoBoard *board)
{
  const char *event = event_names[self->event];
  g_autofree char *name = demo_text_escape (self->name);
  gboolean good = TRUE;

  for (guint i = 0; i < board->listeners->len; i++)
    {
      DemoListener *listener = board->listeners->pdata[i];
      const char *heard = self->heard->pdata[i];

      if (!self->expected ? heard == NULL : !row_is_wrong (self, i))
        continue;

      good = FALSE;
      if (heard == NULL)
        {
          listener->missed++;
          demo_board_add_problem (board, "%s missed: %s %s", listener->label, event, name);
        }
      else
        {
          g_autofree char *said = demo_text_escape (heard);

          if (self->expected)
            {
              listener->wrong++;
              demo_board_add_problem (board, "%s heard it wrong: %s %s: %s",
                                      listener->label, event, name, said);
            }
          else
            {
              listener->unexpected++;
              demo_board_add_problem (board, "%s heard one too many: %s %s",
                                      listener->label, event, name);
            }
        }
    }

  return good;
}

/* }}} */
/* {{{ Printing */

static int
board_get_name_width (DemoBoard *self)
{
  int width = WIDTH - INDENT - EVENT_WIDTH;

  for (guint i = 0; i < self->listeners->len; i++)
    width -= listener_get_width (self->listeners->pdata[i]);

  return MAX (width, CELL_WIDTH);
}

static void
print_labels (DemoBoard *self)
{
  g_print ("%*s", INDENT + EVENT_WIDTH + board_get_name_width (self), "");
  for (guint i = 0; i < self->listeners->len; i++)
    {
      DemoListener *listener = self->listeners->pdata[i];

      demo_text_put (listener->label, listener_get_width (listener),
                     DEMO_ALIGN_RIGHT, DEMO_STYLE_HEADING);
    }
  g_print ("\n");
}

static void
print_cell (DemoListener *listener,
            const char   *text,
            DemoStyle     style)
{
  demo_text_put (text, listener_get_width (listener), DEMO_ALIGN_RIGHT, style);
}

static void
print_number (DemoListener *listener,
              guint         number,
              DemoStyle     style)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  print_cell (listener, text, style);
}

static void
print_row_cell (Row          *row,
                DemoListener *listener)
{
  const char *heard = row->heard->pdata[listener->column];

  if (heard == NULL && row_waits_for (row, listener))
    print_cell (listener, listener->board->scripted ? "missed" : "-", DEMO_STYLE_BAD);
  else if (heard == NULL)
    print_cell (listener, demo_text_is_utf8 () ? "·" : ".", DEMO_STYLE_FAINT);
  else if (listener->board->scripted && !row->expected)
    print_cell (listener, "extra", DEMO_STYLE_BAD);
  else if (row_is_wrong (row, listener->column))
    print_cell (listener, "wrong", DEMO_STYLE_BAD);
  else if (g_str_equal (heard, DEMO_NO_INFO) || g_str_equal (heard, DEMO_NO))
    print_cell (listener, heard, DEMO_STYLE_SECRET);
  else if (row->event == DEMO_EVENT_CHANGED)
    {
      g_autofree char *size = g_format_size (g_ascii_strtoull (heard, NULL, 10));

      print_cell (listener, size, DEMO_STYLE_GOOD);
    }
  else if (row->event == DEMO_EVENT_MAY_INSPECT)
    print_cell (listener, heard, DEMO_STYLE_GOOD);
  else
    print_cell (listener, demo_text_is_utf8 () ? "✓" : "ok", DEMO_STYLE_GOOD);
}

/* The name of the file, and what somebody said of it. */
static char *
row_dup_title (Row *self)
{
  g_autoptr (GString) title = g_string_new (self->name);

  for (guint i = 0; i < self->heard->len; i++)
    {
      const char *heard = self->heard->pdata[i];

      if (heard == NULL)
        continue;
      if (self->event == DEMO_EVENT_RENAMED)
        g_string_append_printf (title, "%s%s", demo_text_is_utf8 () ? " → " : " -> ", heard);
      else if (self->event == DEMO_EVENT_CHANGED && strchr (heard, '/') != NULL)
        g_string_append_printf (title, ", %s", strchr (heard, ' ') + 1);
      else
        continue;
      break;
    }

  return demo_text_escape (title->str);
}

static void
print_row (DemoBoard *self,
           Row       *row)
{
  g_autofree char *title = row_dup_title (row);

  g_print ("%*s", INDENT, "");
  demo_text_put (event_names[row->event], EVENT_WIDTH, DEMO_ALIGN_LEFT, DEMO_STYLE_PLAIN);
  demo_text_put (title, board_get_name_width (self), DEMO_ALIGN_LEFT, DEMO_STYLE_PLAIN);
  for (guint i = 0; i < self->listeners->len; i++)
    print_row_cell (row, self->listeners->pdata[i]);
  g_print ("\n");
}

static void
print_summary (DemoBoard *self,
               DemoEvent  event)
{
  g_autofree char *title = g_strdup_printf ("%u files", self->summary[event]);

  g_print ("%*s", INDENT, "");
  demo_text_put (event_names[event], EVENT_WIDTH, DEMO_ALIGN_LEFT, DEMO_STYLE_PLAIN);
  demo_text_put (title, board_get_name_width (self), DEMO_ALIGN_LEFT, DEMO_STYLE_PLAIN);
  for (guint i = 0; i < self->listeners->len; i++)
    {
      DemoListener *listener = self->listeners->pdata[i];

      if (!listener_hears (listener, event))
        print_cell (listener, demo_text_is_utf8 () ? "·" : ".", DEMO_STYLE_FAINT);
      else
        print_number (listener, listener->summary[event],
                      listener->summary[event] == self->summary[event] ? DEMO_STYLE_GOOD : DEMO_STYLE_BAD);
    }
  g_print ("\n");
}

/* }}} */

static void
settle_row (DemoBoard *self,
            Row       *row)
{
  gboolean good = !self->scripted || row_judge (row, self);

  if (good && self->summarize)
    {
      self->summary[row->event]++;
      for (guint i = 0; i < self->listeners->len; i++)
        if (row->heard->pdata[i] != NULL)
          ((DemoListener *) self->listeners->pdata[i])->summary[row->event]++;
    }
  else if (!self->quiet)
    print_row (self, row);

  row_free (row);
}

/* Rows are shown in the order in which they began: each waits for its elders. */
static void
settle_rows (DemoBoard *self)
{
  if (g_queue_is_empty (&self->rows))
    return;

  while (!g_queue_is_empty (&self->rows) &&
         row_is_complete (g_queue_peek_head (&self->rows), self))
    settle_row (self, g_queue_pop_head (&self->rows));

  if (g_queue_is_empty (&self->rows) && self->settled != NULL)
    self->settled (self, self->settled_data);
}

/* @scripted: who hears what is told by demo_board_expect() and judged by that;
 * otherwise the listeners are compared with one another. */
DemoBoard *
demo_board_new (gboolean scripted,
                gboolean quiet)
{
  DemoBoard *self = g_new0 (DemoBoard, 1);

  self->scripted = scripted;
  self->quiet = quiet;
  self->listeners = g_ptr_array_new_with_free_func ((GDestroyNotify) listener_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->rows);

  return self;
}

void
demo_board_free (DemoBoard *self)
{
  g_queue_clear_full (&self->rows, (GDestroyNotify) row_free);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->listeners);
  g_free (self);
}

DemoListener *
demo_board_add_listener (DemoBoard         *self,
                         const char        *label,
                         DemoListenerFlags  flags)
{
  DemoListener *listener = g_new0 (DemoListener, 1);

  g_assert (!self->started);

  listener->board = self;
  listener->column = self->listeners->len;
  listener->label = g_strdup (label);
  listener->flags = flags;
  g_ptr_array_add (self->listeners, listener);

  return listener;
}

/* Sets what to call whenever all rows are settled. */
void
demo_board_set_settled (DemoBoard     *self,
                        DemoBoardFunc  func,
                        gpointer       data)
{
  self->settled = func;
  self->settled_data = data;
}

/* What was heard before all listeners listen does not count. */
void
demo_board_start (DemoBoard *self)
{
  self->started = TRUE;
  if (!self->quiet)
    print_labels (self);
}

/* What is heard after this does not count either, and nothing is missed. */
void
demo_board_stop (DemoBoard *self)
{
  self->stopped = TRUE;
  g_queue_clear_full (&self->rows, (GDestroyNotify) row_free);
}

void
demo_board_begin_step (DemoBoard  *self,
                       const char *title,
                       gboolean    summarize)
{
  self->summarize = summarize;
  if (!self->quiet)
    {
      demo_text_print (title, DEMO_STYLE_HEADING);
      g_print ("\n");
    }
}

/* Whatever has not been heard now is missed. */
void
demo_board_end_step (DemoBoard *self)
{
  while (!g_queue_is_empty (&self->rows))
    settle_row (self, g_queue_pop_head (&self->rows));

  for (DemoEvent event = 0; event < DEMO_N_EVENTS; event++)
    {
      if (!self->quiet && self->summary[event] > 0)
        print_summary (self, event);
      self->summary[event] = 0;
      for (guint i = 0; i < self->listeners->len; i++)
        ((DemoListener *) self->listeners->pdata[i])->summary[event] = 0;
    }
  self->summarize = FALSE;
}

/* Announces an event that every listener is to hear. */
void
demo_board_expect (DemoBoard  *self,
                   DemoEvent   event,
                   const char *name,
                   const char *extra)
{
  Row *row = row_new (self, event, name);

  row->expected = TRUE;
  for (guint i = 0; i < self->listeners->len; i++)
    row->due->pdata[i] = listener_dup_due (self->listeners->pdata[i], event, name, extra);
  g_queue_push_tail (&self->rows, row);
}

/* Shows the rows that have waited for @patience microseconds as they are. */
void
demo_board_give_up (DemoBoard *self,
                    gint64     patience)
{
  gint64 until = g_get_monotonic_time () - patience;
  Row *row;

  while ((row = g_queue_peek_head (&self->rows)) != NULL && row->since <= until)
    settle_row (self, g_queue_pop_head (&self->rows));
  settle_rows (self);
}

/* For how many microseconds nobody has said anything. */
gint64
demo_board_get_silence (DemoBoard *self)
{
  return g_get_monotonic_time () - self->last_heard;
}

void
demo_board_add_problem (DemoBoard  *self,
                        const char *format,
                        ...)
{
  va_list args;

  self->n_problems++;
  if (self->problems->len == MAX_PROBLEMS)
    return;

  va_start (args, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Where there is no script, listeners of one watch are to have heard the same.
 * Those of several need not agree on changes: of a file that is written and
 * renamed at once GIO tells one watch of one change and another of two. */
static gboolean
listener_is_comparable (DemoListener *self,
                        DemoEvent     event)
{
  switch (event)
    {
    case DEMO_EVENT_CREATED:
    case DEMO_EVENT_DELETED:
    case DEMO_EVENT_RENAMED:
      return TRUE;
    case DEMO_EVENT_CHANGED:
      return (self->flags & DEMO_LISTENER_SHARES_WATCH) != 0;
    case DEMO_EVENT_MAY_INSPECT:
      return FALSE;
    default:
      g_assert_not_reached ();
    }
}

static void
compare_listeners (DemoBoard *self)
{
  for (DemoEvent event = 0; event < DEMO_N_EVENTS; event++)
    {
      g_autofree guint *heard = g_new0 (guint, self->listeners->len);
      guint most = 0;

      for (guint i = 0; i < self->listeners->len; i++)
        {
          DemoListener *listener = self->listeners->pdata[i];

          if (!listener_is_comparable (listener, event))
            continue;
          heard[i] = listener->counts[count_of (event, DEMO_NOTHING)];
          if (event == DEMO_EVENT_CHANGED)
            heard[i] += listener->counts[COUNT_CHANGED_NO_INFO];
          most = MAX (most, heard[i]);
        }

      for (guint i = 0; i < self->listeners->len; i++)
        {
          DemoListener *listener = self->listeners->pdata[i];

          if (!listener_is_comparable (listener, event) || heard[i] == most)
            continue;
          listener->missed += most - heard[i];
          demo_board_add_problem (self, "%s heard %s %u times, someone else %u times",
                                  listener->label, event_names[event], heard[i], most);
        }
    }
}

static void
print_verdict (DemoListener *listener)
{
  guint n = listener->missed + listener->wrong + listener->unexpected;
  g_autofree char *text = NULL;

  if (n == 0 && !listener->gone)
    text = g_strdup ("good");
  else if (n == 0)
    text = g_strdup ("gone");
  else if (n == listener->missed)
    text = g_strdup_printf ("%u missed", n);
  else if (n == listener->unexpected)
    text = g_strdup_printf ("%u extra", n);
  else
    text = g_strdup_printf ("%u wrong", n);

  print_cell (listener, text, n == 0 && !listener->gone ? DEMO_STYLE_GOOD : DEMO_STYLE_BAD);
}

static void
print_table (DemoBoard *self)
{
  int title_width = EVENT_WIDTH + board_get_name_width (self);

  if (!self->quiet)
    g_print ("\n");
  print_labels (self);
  for (Count count = 0; count < N_COUNTS; count++)
    {
      g_print ("%*s", INDENT, "");
      demo_text_put (count_names[count], title_width, DEMO_ALIGN_LEFT, DEMO_STYLE_PLAIN);
      for (guint i = 0; i < self->listeners->len; i++)
        {
          DemoListener *listener = self->listeners->pdata[i];

          if (count == COUNT_MAY_INSPECT && !listener_hears (listener, DEMO_EVENT_MAY_INSPECT))
            print_cell (listener, demo_text_is_utf8 () ? "·" : ".", DEMO_STYLE_FAINT);
          else
            print_number (listener, listener->counts[count], DEMO_STYLE_PLAIN);
        }
      g_print ("\n");
    }
  g_print ("%*s", INDENT, "");
  demo_text_put ("verdict", title_width, DEMO_ALIGN_LEFT, DEMO_STYLE_HEADING);
  for (guint i = 0; i < self->listeners->len; i++)
    print_verdict (self->listeners->pdata[i]);
  g_print ("\n\n");
}

/* Prints the table and the verdict. Returns: whether all is well */
gboolean
demo_board_conclude (DemoBoard *self)
{
  demo_board_end_step (self);
  if (!self->scripted)
    compare_listeners (self);
  if (self->started)
    print_table (self);

  for (guint i = 0; i < self->problems->len; i++)
    g_print ("%s.\n", (const char *) self->problems->pdata[i]);
  if (self->n_problems > self->problems->len)
    g_print ("And %u more.\n", self->n_problems - self->problems->len);
  if (self->n_problems == 0 && self->scripted)
    g_print ("All %u listeners heard every event once.\n", self->listeners->len);
  else if (self->n_problems == 0)
    g_print ("All %u listeners heard the same events.\n", self->listeners->len);

  return self->n_problems == 0;
}

const char *
demo_listener_get_label (DemoListener *self)
{
  return self->label;
}

/* To be called for everything that a listener hears. */
void
demo_listener_heard (DemoListener *self,
                     DemoEvent     event,
                     const char   *name,
                     const char   *extra)
{
  DemoBoard *board = self->board;
  Row *row = NULL;

  if (!board->started || board->stopped)
    return;

  board->last_heard = g_get_monotonic_time ();
  self->counts[count_of (event, extra)]++;

  for (GList *l = board->rows.head; l != NULL && row == NULL; l = l->next)
    {
      Row *other = l->data;

      if (other->event == event && g_str_equal (other->name, name) && row_waits_for (other, self))
        row = other;
    }
  if (row == NULL)
    {
      row = row_new (board, event, name);
      g_queue_push_tail (&board->rows, row);
    }
  row->heard->pdata[self->column] = g_strdup (extra);

  settle_rows (board);
}

/* Returns: whether there is such an event */
gboolean
demo_listener_heard_by_name (DemoListener *self,
                             const char   *event,
                             const char   *name,
                             const char   *extra)
{
  for (DemoEvent i = 0; i < DEMO_N_EVENTS; i++)
    if (g_str_equal (event_names[i], event))
      {
        demo_listener_heard (self, i, name, extra);
        return TRUE;
      }

  return FALSE;
}

/* To be called if a listener can't be heard any more: nobody waits for it. */
void
demo_listener_gone (DemoListener *self)
{
  self->gone = TRUE;
  settle_rows (self->board);
}

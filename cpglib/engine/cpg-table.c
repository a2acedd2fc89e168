/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/contract/cpg-debug-private.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/contract/cpg-text-private.h>
#include <cpglib/cpg-enum-types.h>
#include <cpglib/engine/cpg-call-private.h>
#include <cpglib/engine/cpg-link-private.h>
#include <cpglib/engine/cpg-table-private.h>

/*
 * How the table works
 *
 * A round takes hold of the array that is published when it begins, notes how
 * many entries that has, and walks over them without a lock. Meanwhile:
 *
 * - advise() appends in place, past what any round looks at. Only if the array
 *   is full and held a copy with more room is published; the old array goes to
 *   the list of superseded ones until its last round lets go of it.
 * - unadvise() marks the entry as dead, in the superseded arrays too, so that
 *   no round calls it any more. A dead entry keeps its cookie, for the array
 *   stays sorted by it; its sink is released at once if nobody walks, else when
 *   the last round that may be calling it ends.
 * - dead entries are swept out when nobody walks and they are the majority, so
 *   that removal is amortised O(1) after an O(log n) search.
 *
 * Each array owns a reference to each sink in it.
 */

/* The bits of CpgRoundEntry.state. What is over them is the count of blocks. */
enum {
  STATE_DEAD  = 1 << 0,
  STATE_LINK  = 1 << 1, /* sink is a CpgLink */
  STATE_ONCE  = 1 << 2,
  STATE_BLOCK = 1 << 8
};

/* CpgArray.hold: two for each round, one if the last of them has to clean up. */
#define HOLD_ROUND 2
#define HOLD_DIRTY 1

#define MIN_CAPACITY 4

struct _CpgArray
{
  int            hold;     /* (atomic); goes up only under the table's lock */
  guint          n;        /* how many entries there are, dead ones included */
  guint          n_dead;
  guint          capacity;
  CpgArray      *next;     /* in the list of superseded arrays */
  CpgRoundEntry  entries[];
};

static gboolean
is_array_held (const CpgArray *array)
{
  return g_atomic_int_get (&array->hold) >= HOLD_ROUND;
}

/* Has the last of the rounds that hold an array clean up. Gives %FALSE if there
 * is none. To ask first and to mark then would miss one that ends between. */
static gboolean
leave_to_rounds (CpgArray *array)
{
  int before = (int) g_atomic_int_or ((guint *) &array->hold, HOLD_DIRTY);

  if (before == 0)
    g_atomic_int_set (&array->hold, 0); /* no round begins without the lock */
  return before >= HOLD_ROUND;
}

static gboolean
is_dead (const CpgRoundEntry *entry)
{
  return (entry->state & STATE_DEAD) != 0;
}

static void
entry_ref (const CpgRoundEntry *entry)
{
  if (entry->state & STATE_LINK)
    cpg_link_ref (entry->sink);
  else
    g_object_ref (entry->sink); /* never from 1 to 2: no toggle notification */
}

/* What is to be released once the lock is not held any more: mostly one sink. */
typedef struct {
  CpgRoundEntry  first; /* its sink is NULL while the list is empty */
  GArray        *more;  /* (owned) (nullable) (element-type CpgRoundEntry) */
} ReleaseList;

#define RELEASE_LIST_INIT { { NULL, NULL, 0, 0 }, NULL }

static void
release_list_add (ReleaseList         *list,
                  const CpgRoundEntry *entry)
{
  if (entry->sink == NULL)
    return;

  if (list->first.sink == NULL)
    {
      list->first = *entry;
      return;
    }
  if (list->more == NULL)
    list->more = g_array_new (FALSE, FALSE, sizeof (CpgRoundEntry));
  g_array_append_vals (list->more, entry, 1);
}

static void
release (const CpgRoundEntry *entry)
{
  if (!(entry->state & STATE_LINK))
    {
      g_object_unref (entry->sink);
      return;
    }
  if (is_dead (entry))
    cpg_link_end (entry->sink);
  cpg_link_unref (entry->sink);
}

static void
release_list_clear (ReleaseList *list)
{
  if (list->first.sink == NULL)
    return;

  cpg_lock_check ();
  release (&list->first);
  for (guint i = 0; list->more != NULL && i < list->more->len; i++)
    release (&g_array_index (list->more, CpgRoundEntry, i));
  g_clear_pointer (&list->more, g_array_unref);
}

static void
tell_changed (CpgTable *self)
{
  cpg_lock_check ();
  if (self->changed != NULL)
    self->changed (self->point);
}

/* What CPG_DEBUG tells of a connection that ends, noted under the lock: by
 * address, for who has it may be gone when it is told. */
typedef struct {
  GType          source_type;
  gconstpointer  source;
  GType          sink_type;
  gconstpointer  sink;
  CpgLink       *link;   /* (owned) (nullable): which knows the sink */
  guint          cookie;
} Ended;

static void
note_ended (Ended               *self,
            const CpgTable      *table,
            const CpgRoundEntry *entry)
{
  self->source = table->owner;
  self->source_type = table->owner != NULL ? G_OBJECT_TYPE (table->owner) : G_TYPE_INVALID;
  self->link = entry->state & STATE_LINK ? cpg_link_ref (entry->sink) : NULL;
  self->sink = self->link == NULL ? entry->sink : NULL;
  self->sink_type = self->link == NULL ? G_OBJECT_TYPE (entry->sink) : G_TYPE_INVALID;
  self->cookie = entry->cookie;
}

static CpgOutgoingInterface *
get_contract (CpgTable *self)
{
  return cpg_connection_point_get_connection_interface (CPG_CONNECTION_POINT (self->point));
}

static void
tell_advised (CpgTable       *self,
              GObject        *sink,
              guint           cookie,
              CpgAdviseFlags  flags)
{
  g_autoptr (GObject) source = cpg_table_ref_owner (self);
  g_autoptr (GString) text = g_string_new (NULL);

  cpg_flags_to_text (text, CPG_TYPE_ADVISE_FLAGS, flags);
  cpg_debug_connection (CPG_DEBUG_ADVISED, CPG_DEBUG_OBJECT (source), get_contract (self),
                        CPG_DEBUG_OBJECT (sink), cookie, flags != CPG_ADVISE_NONE ? text->str : NULL);
}

/* @why: (nullable): why it ended without an unadvise */
static void
tell_ended (Ended      *self,
            CpgTable   *table,
            const char *why)
{
  g_autoptr (GObject) sink = self->link != NULL ? cpg_link_ref_sink (self->link) : NULL;

  if (self->link != NULL && sink == NULL && why == NULL)
    why = "the sink is gone";
  if (sink != NULL)
    {
      self->sink = sink;
      self->sink_type = G_OBJECT_TYPE (sink);
    }
  cpg_debug_connection (why != NULL ? CPG_DEBUG_LOST : CPG_DEBUG_UNADVISED, self->source_type, self->source,
                        get_contract (table), self->sink_type, self->sink, self->cookie, why);
  g_clear_pointer (&self->link, cpg_link_unref);
}

static CpgArray *
array_new (guint capacity)
{
  CpgArray *array = g_malloc (sizeof (CpgArray) + capacity * sizeof (CpgRoundEntry));

  array->hold = 0;
  array->n = 0;
  array->n_dead = 0;
  array->capacity = capacity;
  array->next = NULL;
  return array;
}

/* Leaves the dead entries out of an array that nobody walks over. Those that
 * died while somebody did have a sink yet to be released. */
static void
array_sweep (CpgArray    *array,
             ReleaseList *list)
{
  guint n = 0;

  for (guint i = 0; i < array->n; i++)
    if (is_dead (&array->entries[i]))
      release_list_add (list, &array->entries[i]);
    else
      array->entries[n++] = array->entries[i];
  array->n = n;
  array->n_dead = 0;
}

/* The live entry of a cookie, or NULL. */
static CpgRoundEntry *
array_find (CpgTable *self,
            CpgArray *array,
            guint     cookie)
{
  CpgRoundEntry *entry = NULL;

  if (array == NULL || array->n == 0)
    return NULL;

  if (self->sorted)
    {
      /* Cookies are counted from the first, for they may wrap around. They go up
       * by one or more, so that an entry is not past its number, and not
       * further before it than numbers are missing. */
      guint base = array->entries[0].cookie;
      guint number = cookie - base;
      guint n_missing = array->entries[array->n - 1].cookie - base - (array->n - 1);
      guint low = number > n_missing ? number - n_missing : 0;
      guint high = MIN (number, array->n - 1) + 1;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (array->entries[middle].cookie - base < number)
            low = middle + 1;
          else
            high = middle;
        }
      if (low < array->n && array->entries[low].cookie == cookie)
        entry = &array->entries[low];
    }
  else
    {
      for (guint i = 0; i < array->n && entry == NULL; i++)
        if (array->entries[i].cookie == cookie && !is_dead (&array->entries[i]))
          entry = &array->entries[i];
    }

  return entry != NULL && !is_dead (entry) ? entry : NULL;
}

static int n_tables; /* (atomic): that were ever made */

void
cpg_table_init (CpgTable  *self,
                GObject   *point,
                GObject   *owner,
                void    (* changed) (GObject *point))
{
  memset (self, 0, sizeof *self);
  g_mutex_init (&self->lock);
  self->point = point;
  self->owner = owner;
  self->max = G_MAXUINT;
  self->sorted = TRUE;
  /* Far from those of other points: a foreign cookie is nobody's here. */
  self->last_cookie = (guint) g_atomic_int_add (&n_tables, 1) * 0x9e3779b1u;
  self->changed = changed;
}

/* No round is under way: rounds keep the point alive. */
void
cpg_table_clear (CpgTable *self)
{
  self->changed = NULL;
  cpg_table_disconnect (self);
  g_assert (self->superseded == NULL);
  g_assert (self->array == NULL);
  g_mutex_clear (&self->lock);
}

/* The next cookie: not 0, and not in use. Once the oldest connection has been
 * overtaken, 2³² advises later, cookies do not go up any more. */
static guint
next_cookie (CpgTable    *self,
             ReleaseList *list)
{
  CpgArray *array = self->array;
  guint cookie = self->last_cookie;

  if (array != NULL && array->n == array->n_dead && !is_array_held (array))
    array_sweep (array, list);
  if (array == NULL || array->n == 0)
    self->sorted = TRUE;

  do
    cookie++;
  while (cookie == 0 || (!self->sorted && array_find (self, array, cookie) != NULL));

  if (self->sorted && array != NULL && array->n > 0)
    {
      guint base = array->entries[0].cookie;
      guint last = array->entries[array->n - 1].cookie;

      if (cookie - base <= last - base)
        {
          self->sorted = FALSE;
          while (cookie == 0 || array_find (self, array, cookie) != NULL)
            cookie++;
        }
    }

  self->last_cookie = cookie;
  return cookie;
}

/* By a quarter: 24 bytes a connection are never more than 30 and a few. */
static guint
grown (guint n)
{
  return n + n / 4 + MIN_CAPACITY;
}

/* Makes room for one more entry. */
static void
make_room (CpgTable    *self,
           ReleaseList *list)
{
  CpgArray *array = self->array;

  if (array == NULL)
    {
      self->array = array_new (MIN_CAPACITY);
    }
  else if (array->n < array->capacity)
    {
      return;
    }
  else if (!leave_to_rounds (array))
    {
      if (array->n_dead > array->n / 2)
        {
          array_sweep (array, list);
          return;
        }
      array->capacity = grown (array->n);
      self->array = g_realloc (array, sizeof (CpgArray) + array->capacity * sizeof (CpgRoundEntry));
    }
  else
    {
      CpgArray *copy = array_new (grown (array->n - array->n_dead));

      for (guint i = 0; i < array->n; i++)
        if (!is_dead (&array->entries[i]))
          {
            entry_ref (&array->entries[i]);
            copy->entries[copy->n++] = array->entries[i];
          }
      array->next = self->superseded;
      self->superseded = array;
      self->array = copy;
    }
}

/* The two refusals that come before the sink is asked anything. */
static gboolean
check_open_unlocked (CpgTable  *self,
                     GError   **error)
{
  if (self->owner == NULL)
    {
      g_set_error_literal (error, CPG_ERROR, CPG_ERROR_DISCONNECTED,
                           "The source of the connection point is gone");
      return FALSE;
    }
  if (self->n_live >= self->max)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT,
                   "The connection point takes no more than %u connections", self->max);
      return FALSE;
    }
  return TRUE;
}

/*
 * cpg_table_add:
 * @vtable: (nullable): the C interface of the sink
 */
guint
cpg_table_add (CpgTable        *self,
               GObject         *sink,
               gpointer         vtable,
               CpgAdviseFlags   flags,
               GMainContext    *context,
               GError         **error)
{
  CpgRoundEntry entry = { .vtable = vtable };
  ReleaseList list = RELEASE_LIST_INIT;

  if (flags & CPG_ADVISE_ONCE)
    entry.state |= STATE_ONCE;
  if (flags & (CPG_ADVISE_WEAK | CPG_ADVISE_CONTEXT))
    {
      entry.state |= STATE_LINK;
      entry.sink = cpg_link_new (self->point, sink, vtable, flags, context);
    }
  else
    {
      entry.sink = g_object_ref (sink);
    }

  cpg_lock (&self->lock);

  if (check_open_unlocked (self, error))
    {
      entry.cookie = next_cookie (self, &list);
      if (entry.state & STATE_LINK)
        cpg_link_set_cookie (entry.sink, entry.cookie);
      make_room (self, &list);
      self->array->entries[self->array->n++] = entry;
      g_atomic_int_inc (&self->n_live);
    }
  else
    {
      entry.state |= STATE_DEAD;
      release_list_add (&list, &entry);
    }

  cpg_unlock (&self->lock);

  release_list_clear (&list);
  if (entry.cookie != 0)
    {
      if (cpg_debug_has (CPG_DEBUG_CONNECTIONS))
        tell_advised (self, sink, entry.cookie, flags);
      tell_changed (self);
    }
  return entry.cookie;
}

/* Ends a connection. Whatever is to be released afterwards goes to @list. */
static gboolean
remove_unlocked (CpgTable    *self,
                 guint        cookie,
                 ReleaseList *list)
{
  CpgArray *array = self->array;
  CpgRoundEntry *entry = array_find (self, array, cookie);

  if (entry == NULL)
    return FALSE;

  if (entry->state & STATE_LINK)
    cpg_link_cancel (entry->sink);
  if (leave_to_rounds (array))
    {
      g_atomic_int_or ((guint *) &entry->state, STATE_DEAD);
    }
  else
    {
      entry->state |= STATE_DEAD;
      release_list_add (list, entry);
      entry->sink = NULL;
    }

  array->n_dead++;
  g_atomic_int_add (&self->n_live, -1);

  for (CpgArray *old = self->superseded; old != NULL; old = old->next)
    {
      entry = array_find (self, old, cookie);
      if (entry != NULL)
        {
          g_atomic_int_or ((guint *) &entry->state, STATE_DEAD);
          old->n_dead++;
        }
    }

  if (!is_array_held (array) && array->n_dead > array->n / 2 && array->n >= 2 * MIN_CAPACITY)
    array_sweep (array, list);

  return TRUE;
}

/*
 * cpg_table_remove:
 * @why: (nullable): for CPG_DEBUG: why, if nobody unadvised it
 */
gboolean
cpg_table_remove (CpgTable   *self,
                  guint       cookie,
                  const char *why)
{
  GObject *point = g_object_ref (self->point); /* the sink may own the source */
  ReleaseList list = RELEASE_LIST_INIT;
  CpgRoundEntry *entry;
  Ended ended = { 0 };
  gboolean removed;

  cpg_lock (&self->lock);
  if (cpg_debug_has (CPG_DEBUG_CONNECTIONS) &&
      (entry = array_find (self, self->array, cookie)) != NULL)
    note_ended (&ended, self, entry);
  removed = remove_unlocked (self, cookie, &list);
  cpg_unlock (&self->lock);

  if (removed)
    {
      if (ended.cookie != 0)
        tell_ended (&ended, self, why);
      release_list_clear (&list);
      tell_changed (self);
    }
  g_object_unref (point);
  return removed;
}

static CpgRoundEntry *
find_unlocked (CpgTable  *self,
               guint      cookie,
               GError   **error)
{
  CpgRoundEntry *entry = array_find (self, self->array, cookie);

  if (entry == NULL)
    g_set_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION,
                 "The connection point has no connection with the cookie %u", cookie);
  return entry;
}

/* Adds to the blocks of a connection, in whatever array a round may walk. */
static void
add_blocks_unlocked (CpgTable *self,
                     guint     cookie,
                     int       blocks)
{
  CpgRoundEntry *entry = array_find (self, self->array, cookie);

  g_atomic_int_add (&entry->state, blocks * STATE_BLOCK);
  for (CpgArray *old = self->superseded; old != NULL; old = old->next)
    {
      entry = array_find (self, old, cookie);
      if (entry != NULL)
        g_atomic_int_add (&entry->state, blocks * STATE_BLOCK);
    }
}

gboolean
cpg_table_block (CpgTable  *self,
                 guint      cookie,
                 GError   **error)
{
  CpgRoundEntry *entry;
  gboolean blocked = FALSE;

  cpg_lock (&self->lock);
  entry = find_unlocked (self, cookie, error);
  if (entry != NULL)
    {
      blocked = entry->state <= G_MAXINT - STATE_BLOCK;
      if (blocked)
        add_blocks_unlocked (self, cookie, 1);
      else
        g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                     "The connection with the cookie %u is blocked too many times", cookie);
    }
  cpg_unlock (&self->lock);

  return blocked;
}

gboolean
cpg_table_unblock (CpgTable  *self,
                   guint      cookie,
                   GError   **error)
{
  CpgRoundEntry *entry;
  gboolean blocked = FALSE;

  cpg_lock (&self->lock);
  entry = find_unlocked (self, cookie, error);
  if (entry != NULL)
    {
      blocked = entry->state >= STATE_BLOCK;
      if (blocked)
        add_blocks_unlocked (self, cookie, -1);
      else
        g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT,
                     "The connection with the cookie %u is not blocked", cookie);
    }
  cpg_unlock (&self->lock);

  return blocked;
}

gboolean
cpg_table_is_blocked (CpgTable *self,
                      guint     cookie)
{
  CpgRoundEntry *entry;
  gboolean blocked;

  cpg_lock (&self->lock);
  entry = array_find (self, self->array, cookie);
  blocked = entry != NULL && entry->state >= STATE_BLOCK;
  cpg_unlock (&self->lock);

  return blocked;
}

/* Takes what nobody walks over any more out of the table. */
static void
collect_unlocked (CpgTable    *self,
                  ReleaseList *list)
{
  CpgArray *array = self->array;
  CpgArray **link = &self->superseded;

  if (array != NULL && g_atomic_int_get (&array->hold) == HOLD_DIRTY)
    {
      array_sweep (array, list);
      g_atomic_int_set (&array->hold, 0);
    }

  while (*link != NULL)
    {
      array = *link;
      if (is_array_held (array))
        {
          link = &array->next;
          continue;
        }
      for (guint i = 0; i < array->n; i++)
        release_list_add (list, &array->entries[i]);
      *link = array->next;
      g_free (array);
    }
}

/*
 * cpg_table_disconnect:
 *
 * The source is gone: no new rounds, no new connections, no sinks.
 */
void
cpg_table_disconnect (CpgTable *self)
{
  ReleaseList list = RELEASE_LIST_INIT;
  g_autoptr (GArray) ended = NULL; /* (element-type Ended) */
  guint n_live;

  if (cpg_debug_has (CPG_DEBUG_CONNECTIONS))
    ended = g_array_new (FALSE, FALSE, sizeof (Ended));

  cpg_lock (&self->lock);
  for (guint i = 0; ended != NULL && self->array != NULL && i < self->array->n; i++)
    if (!is_dead (&self->array->entries[i]))
      {
        g_array_set_size (ended, ended->len + 1);
        note_ended (&g_array_index (ended, Ended, ended->len - 1), self, &self->array->entries[i]);
      }
  g_atomic_pointer_set (&self->owner, NULL);
  n_live = self->n_live;
  for (guint i = 0; self->array != NULL && i < self->array->n; i++)
    {
      CpgRoundEntry *entry = &self->array->entries[i];

      /* What waits is delivered yet, unless it would not be. */
      if (!is_dead (entry) && (entry->state & STATE_LINK) && entry->state >= STATE_BLOCK)
        cpg_link_cancel (entry->sink);
      g_atomic_int_or ((guint *) &entry->state, STATE_DEAD);
    }
  for (CpgArray *old = self->superseded; old != NULL; old = old->next)
    for (guint i = 0; i < old->n; i++)
      g_atomic_int_or ((guint *) &old->entries[i].state, STATE_DEAD);
  g_atomic_int_set (&self->n_live, 0);
  if (self->array != NULL)
    {
      g_atomic_int_or ((guint *) &self->array->hold, HOLD_DIRTY);
      self->array->next = self->superseded;
      self->superseded = self->array;
      self->array = NULL;
      collect_unlocked (self, &list);
    }
  cpg_unlock (&self->lock);

  /* A thread that pinned the owner before it was cleared is about to take a
   * reference to it, or to look at it. That is a matter of a few instructions: an
   * object in dispose has no toggle references, so that nobody else's code runs
   * there. */
  while (g_atomic_int_get (&self->entering) > 0)
    g_thread_yield ();

  for (guint i = 0; ended != NULL && i < ended->len; i++)
    tell_ended (&g_array_index (ended, Ended, i), self, "the source is gone");
  release_list_clear (&list);
  if (n_live > 0)
    tell_changed (self);
}

gboolean
cpg_table_check_open (CpgTable  *self,
                      GError   **error)
{
  gboolean is_open;

  cpg_lock (&self->lock);
  is_open = check_open_unlocked (self, error);
  cpg_unlock (&self->lock);

  return is_open;
}

/* The source, or NULL. One is to be unpinned: until then it may be in dispose, but
 * not gone. No lock is needed: either cpg_table_disconnect() sees the count, or
 * this sees that there is no owner. It waits for a thread once, then, and not for
 * as long as many of them go on asking. */
GObject *
cpg_table_pin_owner (CpgTable *self)
{
  GObject *owner;

  if (g_atomic_pointer_get (&self->owner) == NULL)
    return NULL;

  g_atomic_int_inc (&self->entering);
  owner = g_atomic_pointer_get (&self->owner);
  if (owner == NULL)
    cpg_table_unpin_owner (self);
  return owner;
}

void
cpg_table_unpin_owner (CpgTable *self)
{
  g_atomic_int_add (&self->entering, -1);
}

/* A reference to the source, or NULL. g_object_ref() may tell a language
 * binding: no lock is held. */
GObject *
cpg_table_ref_owner (CpgTable *self)
{
  GObject *owner = cpg_table_pin_owner (self);

  if (owner == NULL)
    return NULL;

  cpg_lock_check ();
  g_object_ref (owner);
  cpg_table_unpin_owner (self);
  return owner;
}

guint
cpg_table_get_n_live (CpgTable *self)
{
  return (guint) g_atomic_int_get (&self->n_live);
}

guint
cpg_table_get_max (CpgTable *self)
{
  guint max;

  cpg_lock (&self->lock);
  max = self->max;
  cpg_unlock (&self->lock);

  return max;
}

/* Gives whether the limit is another now. */
gboolean
cpg_table_set_max (CpgTable *self,
                   guint     max)
{
  gboolean is_new;

  cpg_lock (&self->lock);
  is_new = self->max != max;
  self->max = max;
  cpg_unlock (&self->lock);

  return is_new;
}

/* Takes hold of the present array: the lock is held. */
static void
hold_unlocked (CpgTable *self,
               CpgRound *round)
{
  CpgArray *array = self->array;

  round->table = self;
  round->array = array;
  round->kept = round->links = NULL;
  round->is_sending = FALSE;
  if (array != NULL)
    {
      g_atomic_int_add (&array->hold, HOLD_ROUND);
      round->next = array->entries;
      round->end = array->entries + array->n;
    }
  else
    {
      round->next = round->end = NULL;
    }
}

/*
 * cpg_table_enter:
 *
 * Begins a round, which _cpg_round_finish() ends. Gives %FALSE, and begins none,
 * if the source is gone.
 */
gboolean
cpg_table_enter (CpgTable *self,
                 CpgRound *round)
{
  cpg_lock (&self->lock);
  round->owner = self->owner;
  if (round->owner == NULL)
    {
      cpg_unlock (&self->lock);
      return FALSE;
    }
  g_atomic_int_inc (&self->entering);
  hold_unlocked (self, round);
  cpg_unlock (&self->lock);

  cpg_lock_check ();
  g_object_ref (round->owner); /* see cpg_table_ref_owner() */
  g_atomic_int_add (&self->entering, -1);
  return TRUE;
}

/* Lets go of the array. The last one out cleans up. */
static void
leave (CpgTable *self,
       CpgArray *array)
{
  ReleaseList list = RELEASE_LIST_INIT;

  /* Whoever sees the dirty bit alone may come too late: the array may be gone
   * by now, and is not looked at but through the table. */
  if (g_atomic_int_add (&array->hold, -HOLD_ROUND) != (HOLD_ROUND | HOLD_DIRTY))
    return;

  cpg_lock (&self->lock);
  collect_unlocked (self, &list);
  cpg_unlock (&self->lock);

  release_list_clear (&list);
}

/* Ends the round. */
static void
round_end (CpgRound *round)
{
  if (round->array != NULL)
    leave (round->table, round->array);
  if (round->kept != NULL)
    g_slist_free_full (round->kept, g_object_unref);
  if (round->owner != NULL)
    g_object_unref (round->owner); /* last: it owns the point, which holds the table */
}

/* Has the substitute called, and then what follows. */
static const CpgRoundEntry *
substitute (CpgRound            *round,
            const CpgRoundEntry *next,
            const CpgRoundEntry *next_end)
{
  round->end = NULL;
  round->next = next;
  round->next_end = next_end;
  return &round->substitute;
}

/* Whoever is called now was the last; but for those who are sent the call. */
void
cpg_round_stop (CpgRound *round)
{
  round->end = round->next_end = NULL;
}

/* Calls a function of @vtable on @sink, and nobody else. */
const CpgRoundEntry *
cpg_round_call_only (CpgRound *round,
                     gpointer  sink,
                     gpointer  vtable)
{
  round->substitute.sink = sink;
  round->substitute.vtable = vtable;
  return substitute (round, NULL, NULL);
}

/*
 * _cpg_round_finish:
 *
 * All sinks that are called here and now have been. If others are to be sent
 * the call there is one more to make, on the round itself, which gives the
 * arguments a chance to be copied, once for all. Otherwise ends the round:
 * %NULL.
 */
const CpgRoundEntry *
_cpg_round_finish (CpgRound *round)
{
  if (G_UNLIKELY (round->links != NULL && !round->is_sending))
    {
      round->is_sending = TRUE;
      return cpg_round_call_only (round, round, cpg_call_get_sender (round->method));
    }

  if (round->links != NULL)
    g_slist_free_full (round->links, cpg_link_unref);
  round_end (round);
  return NULL;
}

/* Sends the call to those who get it in a context. */
void
cpg_round_send (CpgRound     *round,
                const GValue *values)
{
  CpgParcel *parcel;

  if (round->links == NULL)
    return;

  parcel = cpg_parcel_new (round->method, values);
  round->links = g_slist_reverse (round->links);
  for (GSList *l = round->links; l != NULL; l = l->next)
    cpg_link_push (l->data, parcel);
  cpg_parcel_unref (parcel);
}

/* An entry that is not simply to be called. Gives whether it is to be called
 * after all, by the round's substitute. */
static gboolean
is_called_specially (CpgRound            *round,
                     const CpgRoundEntry *entry,
                     int                  state)
{
  if ((state & STATE_DEAD) || state >= STATE_BLOCK)
    return FALSE;
  /* A method that the sink does not care for does not use up its one call. */
  if (round->slot != 0 && G_STRUCT_MEMBER (gpointer, entry->vtable, round->slot) == NULL)
    return FALSE;

  round->substitute.sink = entry->sink;
  round->substitute.vtable = entry->vtable;
  if (state & STATE_LINK)
    {
      GObject *sink;

      if (!cpg_link_is_direct (entry->sink))
        {
          round->links = g_slist_prepend (round->links, cpg_link_ref (entry->sink));
          return FALSE;
        }
      sink = cpg_link_ref_sink (entry->sink);
      if (sink == NULL)
        return FALSE;
      round->kept = g_slist_prepend (round->kept, sink);
      round->substitute.sink = sink;
    }
  /* Of several rounds that come this far one removes the connection. */
  return !(state & STATE_ONCE) || cpg_table_remove (round->table, entry->cookie, "it was for one event");
}

/*
 * _cpg_round_go_on:
 * @entry: where the walk stands
 *
 * Where it does not simply go to the next sink. Gives what is to be called; NULL
 * if the round has ended.
 */
const CpgRoundEntry *
_cpg_round_go_on (CpgRound            *round,
                  const CpgRoundEntry *entry)
{
  if (entry == &round->substitute + 1)
    {
      entry = round->next;
      round->end = round->next_end;
    }

  for (; entry < round->end; entry++)
    {
      int state = g_atomic_int_get (&entry->state);

      if (state == 0)
        return entry;
      if (is_called_specially (round, entry, state))
        return substitute (round, entry + 1, round->end);
    }

  return _cpg_round_finish (round);
}

/* The live connections in their order, for enumerators and list models. */
GPtrArray *
cpg_table_snapshot (CpgTable *self)
{
  GPtrArray *connections = g_ptr_array_new_with_free_func (g_object_unref);
  CpgRound round = { .owner = NULL };

  cpg_lock (&self->lock);
  hold_unlocked (self, &round);
  cpg_unlock (&self->lock);

  for (const CpgRoundEntry *entry = round.next; entry < round.end; entry++)
    {
      int state = g_atomic_int_get (&entry->state);
      GObject *sink;

      if (state & STATE_DEAD)
        continue;
      sink = state & STATE_LINK ? cpg_link_ref_sink (entry->sink) : g_object_ref (entry->sink);
      if (sink == NULL)
        continue;
      g_ptr_array_add (connections,
                       cpg_connection_new (CPG_CONNECTION_POINT (self->point), sink, entry->cookie,
                                           state & STATE_LINK ? cpg_link_get_flags (entry->sink)
                                           : state & STATE_ONCE ? CPG_ADVISE_ONCE
                                                                : CPG_ADVISE_NONE));
      g_object_unref (sink);
    }

  round_end (&round);
  return connections;
}

/* How many calls of a connection went through a context. Both are 0 where none do. */
void
cpg_table_get_calls (CpgTable *self,
                     guint     cookie,
                     guint64  *n_delivered,
                     guint64  *n_dropped)
{
  CpgRoundEntry *entry;
  CpgLink *link = NULL;

  *n_delivered = *n_dropped = 0;

  cpg_lock (&self->lock);
  entry = array_find (self, self->array, cookie);
  if (entry != NULL && (entry->state & STATE_LINK))
    link = cpg_link_ref (entry->sink);
  cpg_unlock (&self->lock);

  if (link != NULL)
    {
      cpg_link_get_calls (link, n_delivered, n_dropped);
      cpg_link_unref (link);
    }
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-log.h"

#include "points-entry.h"
#include "points-text.h"

/* Entries go to the list so many at a time, and in a storm fewer. What comes beyond
 * that is told in one line: nobody can read a hundred thousand lines a second, and a
 * view that had to show them could not keep up. */
#define FLUSH_INTERVAL 100 /* milliseconds */
#define FLUSH_LENGTH   25
#define STORM_LENGTH   5

/* What was heard, as a list of PointsEntry whose length is bounded. Whoever hears
 * may add to it from any thread; the list belongs to the thread that made it. */
struct _PointsLog
{
  GObject       parent_instance;

  GListStore   *entries; /* (owned) */
  guint         length;  /* how many it keeps */
  GThread      *thread;  /* (unowned): only ever compared */
  GMainContext *context; /* (owned): that thread's */

  GMutex        lock;    /* guards what follows */
  GPtrArray    *waiting; /* (owned) (element-type PointsEntry) */
  guint         room;    /* how many may */
  guint         n_more;  /* calls for which there was none */
  GSource      *timer;   /* (owned) (nullable): while something waits */
};

G_DEFINE_FINAL_TYPE (PointsLog, points_log, G_TYPE_OBJECT)

/* The newest comes first. */
static void
add_entries (PointsLog *self,
             GPtrArray *fresh)
{
  g_autoptr (GPtrArray) backwards = g_ptr_array_new ();
  guint n;

  for (guint i = fresh->len; i > 0; i--)
    g_ptr_array_add (backwards, g_ptr_array_index (fresh, i - 1));
  g_list_store_splice (self->entries, 0, 0, backwards->pdata, backwards->len);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  if (n > self->length)
    g_list_store_splice (self->entries, self->length, n - self->length, NULL, 0);
}

static gboolean
flush_cb (gpointer data)
{
  PointsLog *self = data;
  g_autoptr (GPtrArray) fresh = NULL;
  g_autoptr (GSource) timer = NULL;
  guint n_more;

  g_mutex_lock (&self->lock);
  fresh = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  n_more = self->n_more;
  self->n_more = 0;
  self->room = n_more > 0 ? STORM_LENGTH : FLUSH_LENGTH;
  timer = g_steal_pointer (&self->timer);
  g_mutex_unlock (&self->lock);

  if (n_more > 0)
    {
      g_autofree char *number = points_text_of_number (n_more);
      g_autofree char *text = g_strdup_printf ("… and %s more", number);

      g_ptr_array_add (fresh, points_entry_new ("", "", text, ""));
    }
  add_entries (self, fresh);

  return G_SOURCE_REMOVE;
}

static void
points_log_dispose (GObject *object)
{
  PointsLog *self = POINTS_LOG (object);

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);

  G_OBJECT_CLASS (points_log_parent_class)->dispose (object);
}

static void
points_log_finalize (GObject *object)
{
  PointsLog *self = POINTS_LOG (object);

  g_ptr_array_unref (self->waiting);
  g_mutex_clear (&self->lock);
  g_main_context_unref (self->context);
  g_object_unref (self->entries);

  G_OBJECT_CLASS (points_log_parent_class)->finalize (object);
}

static void
points_log_class_init (PointsLogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = points_log_dispose;
  G_OBJECT_CLASS (klass)->finalize = points_log_finalize;
}

static void
points_log_init (PointsLog *self)
{
  g_mutex_init (&self->lock);
  self->entries = g_list_store_new (POINTS_TYPE_ENTRY);
  self->thread = g_thread_self ();
  self->context = g_main_context_ref_thread_default ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->room = FLUSH_LENGTH;
}

/* @length: how many entries it keeps */
PointsLog *
points_log_new (guint length)
{
  PointsLog *self = g_object_new (POINTS_TYPE_LOG, NULL);

  self->length = length;
  return self;
}

GListModel *
points_log_get_model (PointsLog *self)
{
  return G_LIST_MODEL (self->entries);
}

/* In any thread. */
void
points_log_add (PointsLog     *self,
                const char    *source,
                const char    *sink,
                CpgInvocation *invocation)
{
  PointsEntry *entry;
  g_autofree char *event = NULL;
  gboolean has_room;

  /* In a storm there is none, most of the time: then no text is made. */
  g_mutex_lock (&self->lock);
  has_room = self->waiting->len < self->room;
  if (!has_room)
    self->n_more++;
  g_mutex_unlock (&self->lock);
  if (!has_room)
    return;

  event = points_text_of_call (invocation);
  entry = points_entry_new (source, sink, event, g_thread_self () == self->thread ? "main" : "worker");

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->waiting, entry);
  if (self->timer == NULL)
    {
      self->timer = g_timeout_source_new (FLUSH_INTERVAL);
      g_source_set_callback (self->timer, flush_cb, self, NULL);
      g_source_attach (self->timer, self->context);
    }
  g_mutex_unlock (&self->lock);
}

void
points_log_clear (PointsLog *self)
{
  g_list_store_remove_all (self->entries);
}

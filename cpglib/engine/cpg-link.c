/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/engine/cpg-call-private.h>
#include <cpglib/engine/cpg-link-private.h>
#include <cpglib/engine/cpg-watch-private.h>

/*
 * A call for a main context waits in the queue of its link. While the queue is
 * not empty one source is attached to the context, which takes the calls out
 * one by one, in order.
 *
 * The end of the source of events leaves what waits where it is: it is
 * delivered, and the link goes with the last call. The end of the connection
 * (unadvise) or of a weakly advised sink drops it.
 */

struct _CpgParcel
{
  CpgMethod *method;   /* (unowned) */
  GValue     values[]; /* one for each parameter; only read, for several threads may deliver it */
};

struct _CpgLink
{
  gatomicrefcount refs;     /* of the arrays, of the sink's watch, of the source */
  GWeakRef        point;
  GWeakRef        weak_sink; /* with CPG_ADVISE_WEAK */
  GObject        *sink;      /* (owned) (nullable): without */
  gpointer        vtable;    /* (unowned) (nullable) */
  CpgAdviseFlags  flags;
  guint           cookie;    /* set before anybody else knows the link */
  int             is_used;   /* (atomic): with CPG_ADVISE_ONCE, a call was delivered */
  int             is_over;   /* (atomic): unadvised: nothing is called any more */

  GMutex          lock;        /* guards what follows; nobody else's code runs under it */
  GMainContext   *context;     /* (owned) (nullable): NULL once nothing more is to be queued */
  GQueue          queue;       /* (element-type CpgParcel) (owned) */
  GSource        *source;      /* (owned) (nullable): what is attached to take calls out */
  guint64         n_delivered;
  guint64         n_dropped;
};

static void
parcel_clear (gpointer data)
{
  CpgParcel *self = data;

  for (guint i = 0; i < self->method->n_params; i++)
    g_value_unset (&self->values[i]);
}

/*
 * cpg_parcel_new:
 * @values: the source, then one value for each parameter of @method; copied
 */
CpgParcel *
cpg_parcel_new (CpgMethod    *method,
                const GValue *values)
{
  CpgParcel *self = g_atomic_rc_box_alloc0 (sizeof (CpgParcel) + method->n_params * sizeof (GValue));

  self->method = method;
  cpg_method_copy_apart (method, values + 1, self->values);
  return self;
}

/* Each sink gets boxes of its own to write into. */
static void
parcel_deliver (CpgParcel *self,
                gpointer   sink,
                gpointer   vtable)
{
  GValue *values;

  if (self->method->inner_types == NULL)
    {
      cpg_call_sink (self->method, sink, vtable, self->values);
      return;
    }

  values = g_newa0 (GValue, self->method->n_params);
  cpg_method_copy_apart (self->method, self->values, values);
  cpg_call_sink (self->method, sink, vtable, values);
  for (guint i = 0; i < self->method->n_params; i++)
    g_value_unset (&values[i]);
}

void
cpg_parcel_unref (gpointer self)
{
  cpg_lock_check ();
  g_atomic_rc_box_release_full (self, parcel_clear);
}

/* A weakly advised sink is gone: its connection ends. */
static void
sink_gone (gpointer data)
{
  CpgLink *self = data;
  g_autoptr (GObject) point = g_weak_ref_get (&self->point);

  if (point != NULL)
    cpg_connection_point_unadvise (CPG_CONNECTION_POINT (point), self->cookie, NULL);
}

/* The caller holds @sink, so that no notification comes before the cookie. */
CpgLink *
cpg_link_new (GObject        *point,
              GObject        *sink,
              gpointer        vtable,
              CpgAdviseFlags  flags,
              GMainContext   *context)
{
  CpgLink *self = g_new0 (CpgLink, 1);
  gboolean is_weak = (flags & CPG_ADVISE_WEAK) != 0;

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  g_queue_init (&self->queue);
  g_weak_ref_init (&self->point, point);
  g_weak_ref_init (&self->weak_sink, is_weak ? sink : NULL);
  self->vtable = vtable;
  self->flags = flags;
  if (flags & CPG_ADVISE_CONTEXT)
    self->context = context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default ();
  if (is_weak)
    cpg_watch_add (sink, sink_gone, cpg_link_ref (self), cpg_link_unref);
  else
    self->sink = g_object_ref (sink);

  return self;
}

CpgLink *
cpg_link_ref (CpgLink *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
cpg_link_unref (gpointer data)
{
  CpgLink *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  cpg_lock_check ();
  g_queue_clear_full (&self->queue, cpg_parcel_unref);
  g_clear_pointer (&self->source, g_source_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->sink);
  g_weak_ref_clear (&self->weak_sink);
  g_weak_ref_clear (&self->point);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
cpg_link_set_cookie (CpgLink *self,
                     guint    cookie)
{
  self->cookie = cookie;
}

CpgAdviseFlags
cpg_link_get_flags (CpgLink *self)
{
  return self->flags;
}

/* The sink, or NULL if a weakly advised one is gone. */
GObject *
cpg_link_ref_sink (CpgLink *self)
{
  return self->sink != NULL ? g_object_ref (self->sink) : g_weak_ref_get (&self->weak_sink);
}

/* Whether the sink is to be called here and now, rather than to be sent the
 * call: in the thread that runs its context, after all that waits. */
gboolean
cpg_link_is_direct (CpgLink *self)
{
  gboolean is_direct;

  if (!(self->flags & CPG_ADVISE_CONTEXT))
    return TRUE;

  cpg_lock (&self->lock);
  is_direct = self->context != NULL && self->queue.length == 0 && g_main_context_is_owner (self->context);
  cpg_unlock (&self->lock);

  return is_direct;
}

/* From now on nothing is called. Fit to be called under the table's lock. */
void
cpg_link_cancel (CpgLink *self)
{
  g_atomic_int_set (&self->is_over, TRUE);
}

/* The connection is dead and no round can come by any more. */
void
cpg_link_end (CpgLink *self)
{
  GObject *sink = g_weak_ref_get (&self->weak_sink);
  GMainContext *context;
  GSource *source = NULL;
  GQueue queue = G_QUEUE_INIT;

  /* A weakly advised sink that lives on has nothing to tell any more. */
  if (sink != NULL)
    cpg_watch_remove (sink, self);
  g_clear_object (&sink);

  /* Without this reference a context that nobody runs any more goes, and what
   * waits for it goes with it. */
  cpg_lock (&self->lock);
  context = g_steal_pointer (&self->context);
  if (g_atomic_int_get (&self->is_over))
    {
      self->n_dropped += self->queue.length;
      queue = self->queue;
      g_queue_init (&self->queue);
      source = g_steal_pointer (&self->source);
    }
  cpg_unlock (&self->lock);

  g_queue_clear_full (&queue, cpg_parcel_unref);
  if (source != NULL)
    {
      g_source_destroy (source);
      g_source_unref (source);
    }
  if (context != NULL)
    g_main_context_unref (context);
}

/* Whether a call whose turn has come is to be made. */
static gboolean
may_call (CpgLink *self)
{
  g_autoptr (GObject) point = g_weak_ref_get (&self->point);

  /* In this order: a connection that is unadvised meanwhile is not blocked. */
  if (point != NULL && cpg_connection_point_is_blocked (CPG_CONNECTION_POINT (point), self->cookie))
    return FALSE;
  if (g_atomic_int_get (&self->is_over))
    return FALSE;
  if (!(self->flags & CPG_ADVISE_ONCE))
    return TRUE;

  /* Of the calls that wait the first ends the connection. */
  if (!g_atomic_int_compare_and_exchange (&self->is_used, FALSE, TRUE))
    return FALSE;
  if (point != NULL)
    cpg_connection_point_unadvise (CPG_CONNECTION_POINT (point), self->cookie, NULL);
  return TRUE;
}

/* In the thread that runs the context: one call. */
static gboolean
deliver_cb (gpointer data)
{
  CpgLink *self = data;
  CpgParcel *parcel;
  GSource *source = NULL;
  gboolean goes_on;

  cpg_lock (&self->lock);
  parcel = g_queue_pop_head (&self->queue);
  cpg_unlock (&self->lock);

  if (parcel != NULL)
    {
      g_autoptr (GObject) sink = cpg_link_ref_sink (self);
      gboolean may = sink != NULL && may_call (self);

      if (may)
        parcel_deliver (parcel, sink, self->vtable);
      cpg_parcel_unref (parcel);

      cpg_lock (&self->lock);
      if (may)
        self->n_delivered++;
      else
        self->n_dropped++;
      cpg_unlock (&self->lock);
    }

  cpg_lock (&self->lock);
  goes_on = self->queue.length > 0;
  if (!goes_on)
    source = g_steal_pointer (&self->source);
  cpg_unlock (&self->lock);

  if (source != NULL)
    g_source_unref (source);
  return goes_on ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* What of the queue makes way for one more call of @method, or NULL. */
static CpgParcel *
make_way_unlocked (CpgLink   *self,
                   CpgMethod *method)
{
  if (self->flags & CPG_ADVISE_COALESCE)
    for (GList *l = self->queue.head; l != NULL; l = l->next)
      {
        CpgParcel *parcel = l->data;

        if (parcel->method == method)
          {
            g_queue_delete_link (&self->queue, l);
            return parcel;
          }
      }

  return self->queue.length >= CPG_LINK_MAX_QUEUED ? g_queue_pop_head (&self->queue) : NULL;
}

/* To attach a source takes the context's lock, under which nobody's code runs. */
static void
attach_unlocked (CpgLink *self)
{
  self->source = g_idle_source_new ();
  /* In a storm something always waits: what shows a state lets a toolkit draw
   * first, which would never come to it otherwise. */
  g_source_set_priority (self->source, (self->flags & CPG_ADVISE_COALESCE) != 0 ? G_PRIORITY_DEFAULT_IDLE
                                                                                : G_PRIORITY_DEFAULT);
  g_source_set_static_name (self->source, "cpglib delivery");
  g_source_set_callback (self->source, deliver_cb, cpg_link_ref (self), cpg_link_unref);
  g_source_attach (self->source, self->context);
}

/*
 * cpg_link_push:
 *
 * Sends a call to the context. Takes no part of @parcel over, which several
 * links may share.
 */
void
cpg_link_push (CpgLink   *self,
               CpgParcel *parcel)
{
  CpgParcel *dropped = NULL;

  cpg_lock (&self->lock);
  if (self->context != NULL && !g_atomic_int_get (&self->is_over))
    {
      dropped = make_way_unlocked (self, parcel->method);
      if (dropped != NULL)
        self->n_dropped++;
      g_queue_push_tail (&self->queue, g_atomic_rc_box_acquire (parcel));
      if (self->source == NULL)
        attach_unlocked (self);
    }
  cpg_unlock (&self->lock);

  if (dropped != NULL)
    cpg_parcel_unref (dropped);
}

void
cpg_link_get_calls (CpgLink *self,
                    guint64 *n_delivered,
                    guint64 *n_dropped)
{
  cpg_lock (&self->lock);
  *n_delivered = self->n_delivered;
  *n_dropped = self->n_dropped;
  cpg_unlock (&self->lock);
}

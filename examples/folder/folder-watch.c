/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "folder-watch.h"

#include "folder-events.h"

/**
 * FolderWatch:
 *
 * Watches a directory, not what is below it, and fires #FolderEvents.
 *
 * Each method of #FolderEvents is also a signal of the watch. Both are called
 * in the thread whose #GMainContext was the default one when the watch was
 * made.
 */
struct _FolderWatch
{
  CpgConnectable parent_instance;

  GFile              *directory; /* (owned) */
  GFileMonitor       *monitor;   /* (owned) (nullable) */
  CpgConnectionPoint *events;    /* (unowned): the point to fire at, our own */
};

typedef enum {
  PROP_DIRECTORY = 1
} FolderWatchProperty;

static GParamSpec *properties[PROP_DIRECTORY + 1];

static void folder_watch_initable_init (GInitableIface *iface);

/* The one line that declares what the watch calls. */
G_DEFINE_FINAL_TYPE_WITH_CODE (FolderWatch, folder_watch, CPG_TYPE_CONNECTABLE,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, folder_watch_initable_init)
                               CPG_OUTGOING_INTERFACE (FOLDER_TYPE_EVENTS, CPG_OUTGOING_DEFAULT))

static char *
dup_name (GFile *file)
{
  g_autofree char *basename = g_file_get_basename (file);

  /* The name of a file is bytes in any encoding, a string argument is UTF-8. */
  return g_filename_display_name (basename);
}

static GFileInfo *
inspect (GFile *file)
{
  g_autoptr (GError) error = NULL;
  GFileInfo *info = g_file_query_info (file,
                                       G_FILE_ATTRIBUTE_STANDARD_SIZE ","
                                       G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE,
                                       G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                                       NULL, &error);

  if (info == NULL)
    g_debug ("Can't look at %s: %s", g_file_peek_path (file), error->message);

  return info;
}

static void
monitor_changed_cb (FolderWatch       *self,
                    GFile             *file,
                    GFile             *other_file,
                    GFileMonitorEvent  event)
{
  g_autofree char *name = NULL;

  /* The monitor also tells what happens to the directory itself. */
  if (!g_file_has_parent (file, self->directory))
    return;

  name = dup_name (file);

  switch (event)
    {
    case G_FILE_MONITOR_EVENT_CREATED:
    case G_FILE_MONITOR_EVENT_MOVED_IN:
      CPG_FIRE (self->events, FolderEventsInterface, created, name);
      break;

    case G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT:
      {
        g_autoptr (GFileInfo) info = NULL;

        if (CPG_FIRE_BOOLEAN (self->events, FolderEventsInterface, may_inspect, name))
          info = inspect (file);
        CPG_FIRE (self->events, FolderEventsInterface, changed, name, info);
      }
      break;

    case G_FILE_MONITOR_EVENT_DELETED:
    case G_FILE_MONITOR_EVENT_MOVED_OUT:
      CPG_FIRE (self->events, FolderEventsInterface, deleted, name);
      break;

    case G_FILE_MONITOR_EVENT_RENAMED:
      {
        g_autofree char *new_name = dup_name (other_file);

        CPG_FIRE (self->events, FolderEventsInterface, renamed, name, new_name);
      }
      break;

    /* GIO merges these as it likes; the hint above tells of every change. */
    case G_FILE_MONITOR_EVENT_CHANGED:
    case G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED:
    case G_FILE_MONITOR_EVENT_PRE_UNMOUNT:
    case G_FILE_MONITOR_EVENT_UNMOUNTED:
    case G_FILE_MONITOR_EVENT_MOVED:
    default:
      break;
    }
}

static gboolean
folder_watch_initable_real_init (GInitable     *initable,
                                 GCancellable  *cancellable,
                                 GError       **error)
{
  FolderWatch *self = FOLDER_WATCH (initable);
  g_autoptr (GFileInfo) info = NULL;

  /* GIO would also watch a file, or wait for a directory to appear. */
  info = g_file_query_info (self->directory, G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_DIRECTORY)
    {
      g_autofree char *name = g_file_get_parse_name (self->directory);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, "%s is not a directory", name);
      return FALSE;
    }

  self->monitor = g_file_monitor_directory (self->directory, G_FILE_MONITOR_WATCH_MOVES,
                                            cancellable, error);
  if (self->monitor == NULL)
    return FALSE;

  /* This way of connecting also keeps us alive until the callback returns,
   * whatever the listeners do in between. */
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitor_changed_cb),
                           self, G_CONNECT_SWAPPED);
  return TRUE;
}

static void
folder_watch_initable_init (GInitableIface *iface)
{
  iface->init = folder_watch_initable_real_init;
}

static void
folder_watch_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  FolderWatch *self = FOLDER_WATCH (object);

  switch ((FolderWatchProperty) prop_id)
    {
    case PROP_DIRECTORY:
      self->directory = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
folder_watch_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  FolderWatch *self = FOLDER_WATCH (object);

  switch ((FolderWatchProperty) prop_id)
    {
    case PROP_DIRECTORY:
      g_value_set_object (value, self->directory);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
folder_watch_dispose (GObject *object)
{
  FolderWatch *self = FOLDER_WATCH (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (folder_watch_parent_class)->dispose (object);
}

static void
folder_watch_finalize (GObject *object)
{
  FolderWatch *self = FOLDER_WATCH (object);

  g_clear_object (&self->directory);

  G_OBJECT_CLASS (folder_watch_parent_class)->finalize (object);
}

static void
folder_watch_class_init (FolderWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = folder_watch_set_property;
  object_class->get_property = folder_watch_get_property;
  object_class->dispose = folder_watch_dispose;
  object_class->finalize = folder_watch_finalize;

  /**
   * FolderWatch:directory:
   *
   * The watched directory.
   */
  properties[PROP_DIRECTORY] =
    g_param_spec_object ("directory", NULL, NULL, G_TYPE_FILE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
folder_watch_init (FolderWatch *self)
{
  self->events = cpg_signal_point_peek (self, FOLDER_TYPE_EVENTS);
}

/**
 * folder_watch_new:
 * @directory: a directory
 * @error: return location for an error
 *
 * Starts to watch a directory.
 *
 * Returns: (transfer full): the watch, or %NULL with a #GIOErrorEnum
 */
FolderWatch *
folder_watch_new (GFile   *directory,
                  GError **error)
{
  g_return_val_if_fail (G_IS_FILE (directory), NULL);

  return g_initable_new (FOLDER_TYPE_WATCH, NULL, error, "directory", directory, NULL);
}

/**
 * folder_watch_get_directory: (get-property directory)
 * @self: a watch
 *
 * Gives the watched directory.
 *
 * Returns: (transfer none): the directory
 */
GFile *
folder_watch_get_directory (FolderWatch *self)
{
  g_return_val_if_fail (FOLDER_IS_WATCH (self), NULL);

  return self->directory;
}

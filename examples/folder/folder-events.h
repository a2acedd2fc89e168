/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FOLDER_TYPE_EVENTS (folder_events_get_type ())

G_DECLARE_INTERFACE (FolderEvents, folder_events, FOLDER, EVENTS, GObject)

/**
 * FolderEventsInterface:
 * @g_iface: the parent
 * @created: a file appeared
 * @changed: a file has a new content
 * @deleted: a file is gone
 * @renamed: a file got another name
 * @may_inspect: asks whether a file may be looked at
 *
 * What a listener implements. A member that it leaves %NULL is an event that
 * it does not care for.
 *
 * Names are those of files in the watched directory, as they can be shown:
 * they are always UTF-8.
 */
struct _FolderEventsInterface
{
  GTypeInterface g_iface;

  void     (* created)     (FolderEvents *self,
                            const char   *name);
  void     (* changed)     (FolderEvents *self,
                            const char   *name,
                            GFileInfo    *info);
  void     (* deleted)     (FolderEvents *self,
                            const char   *name);
  void     (* renamed)     (FolderEvents *self,
                            const char   *old_name,
                            const char   *new_name);
  gboolean (* may_inspect) (FolderEvents *self,
                            const char   *name);
};

G_END_DECLS

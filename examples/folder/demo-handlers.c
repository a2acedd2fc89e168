/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "demo-handlers.h"

#include "demo-info.h"

/* No sink at all: the methods of the outgoing interface are signals of the
 * watch, and this is how one listens to any signal. */

static void
created_cb (FolderWatch  *watch,
            const char   *name,
            DemoListener *listener)
{
  demo_listener_heard (listener, DEMO_EVENT_CREATED, name, DEMO_NOTHING);
}

static void
changed_cb (FolderWatch  *watch,
            const char   *name,
            GFileInfo    *info,
            DemoListener *listener)
{
  g_autofree char *text = demo_info_describe (info);

  demo_listener_heard (listener, DEMO_EVENT_CHANGED, name, text);
}

static void
deleted_cb (FolderWatch  *watch,
            const char   *name,
            DemoListener *listener)
{
  demo_listener_heard (listener, DEMO_EVENT_DELETED, name, DEMO_NOTHING);
}

static void
renamed_cb (FolderWatch  *watch,
            const char   *old_name,
            const char   *new_name,
            DemoListener *listener)
{
  demo_listener_heard (listener, DEMO_EVENT_RENAMED, old_name, new_name);
}

void
demo_handlers_connect (FolderWatch  *watch,
                       DemoListener *listener)
{
  g_signal_connect (watch, "created", G_CALLBACK (created_cb), listener);
  g_signal_connect (watch, "changed", G_CALLBACK (changed_cb), listener);
  g_signal_connect (watch, "deleted", G_CALLBACK (deleted_cb), listener);
  g_signal_connect (watch, "renamed", G_CALLBACK (renamed_cb), listener);
}

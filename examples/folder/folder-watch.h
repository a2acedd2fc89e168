/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

#define FOLDER_TYPE_WATCH (folder_watch_get_type ())

G_DECLARE_FINAL_TYPE (FolderWatch, folder_watch, FOLDER, WATCH, CpgConnectable)

FolderWatch *folder_watch_new           (GFile        *directory,
                                         GError      **error);
GFile       *folder_watch_get_directory (FolderWatch  *self);

G_END_DECLS

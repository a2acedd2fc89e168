/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>

#include "folder-events.h"

/**
 * FolderEvents:
 *
 * What happens to the files of a directory: the outgoing interface of
 * #FolderWatch.
 */

/**
 * FolderEventsInterface::created:
 * @self: a listener
 * @name: the name of the file
 *
 * A file appeared: it was made, or moved here.
 */

/**
 * FolderEventsInterface::changed:
 * @self: a listener
 * @name: the name of the file
 * @info: (nullable): its size and content type, or %NULL if some listener did
 *   not want it to be looked at, or if it is gone already
 *
 * Someone has finished writing to a file.
 */

/**
 * FolderEventsInterface::deleted:
 * @self: a listener
 * @name: the name of the file
 *
 * A file is gone: it was removed, or moved elsewhere.
 */

/**
 * FolderEventsInterface::renamed:
 * @self: a listener
 * @old_name: the name that the file had
 * @new_name: the name that it has
 *
 * A file got another name in the same directory.
 */

/**
 * FolderEventsInterface::may_inspect:
 * @self: a listener
 * @name: the name of the file
 *
 * Asked before a file that has changed is looked at. The first listener that
 * says no decides.
 *
 * Returns: %TRUE if the file may be looked at
 */

/* Fixed, so that it is the same in every program and every version. */
#define FOLDER_EVENTS_IID "aa7cb89a-c43d-499f-a850-b523421a24e6"

G_DEFINE_INTERFACE (FolderEvents, folder_events, G_TYPE_OBJECT)

/* This is all that makes a GInterface an outgoing interface. */
static void
folder_events_default_init (FolderEventsInterface *iface)
{
  GType type = FOLDER_TYPE_EVENTS;

  cpg_outgoing_interface_init (type, FOLDER_EVENTS_IID);

  cpg_outgoing_interface_add_method (type, "created",
                                     G_STRUCT_OFFSET (FolderEventsInterface, created),
                                     1, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     1, "name", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (type, "changed",
                                     G_STRUCT_OFFSET (FolderEventsInterface, changed),
                                     2, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     2, "name", G_TYPE_STRING,
                                        "info", G_TYPE_FILE_INFO);
  cpg_outgoing_interface_add_method (type, "deleted",
                                     G_STRUCT_OFFSET (FolderEventsInterface, deleted),
                                     3, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     1, "name", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (type, "renamed",
                                     G_STRUCT_OFFSET (FolderEventsInterface, renamed),
                                     4, CPG_COMBINE_LAST, G_TYPE_NONE,
                                     2, "old_name", G_TYPE_STRING,
                                        "new_name", G_TYPE_STRING);
  cpg_outgoing_interface_add_method (type, "may_inspect",
                                     G_STRUCT_OFFSET (FolderEventsInterface, may_inspect),
                                     5, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN,
                                     1, "name", G_TYPE_STRING);
}

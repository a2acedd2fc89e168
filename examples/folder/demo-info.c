/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "demo-info.h"

#include "demo-board.h"

/* The words in which every listener tells what it got to know of a file. */
char *
demo_info_describe (GFileInfo *info)
{
  if (info == NULL)
    return g_strdup (DEMO_NO_INFO);

  return g_strdup_printf ("%" G_GOFFSET_FORMAT " %s",
                          g_file_info_get_size (info),
                          g_file_info_get_content_type (info));
}

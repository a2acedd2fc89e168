/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "points-application.h"

/* cpg-points [FOLDER...]: a look at connectable objects, their points and their
 * sinks; without a folder it watches the home folder. */
int
main (int    argc,
      char **argv)
{
  g_autoptr (PointsApplication) application = NULL;

  g_set_application_name ("Points");
  application = points_application_new (G_APPLICATION_DEFAULT_FLAGS);
  return g_application_run (G_APPLICATION (application), argc, argv);
}

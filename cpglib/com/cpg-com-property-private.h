/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The properties of a GObject as COM numbers them: from 1, those of the ancestors
 * of the class first. A name is compared without regard to case and dashes, so that
 * `FontSize` is `font-size`. */

/* (transfer container): their order */
GParamSpec **cpg_com_property_list        (GObjectClass *klass,
                                           guint        *n);
/* (transfer none) (nullable) */
GParamSpec  *cpg_com_property_find        (GObjectClass *klass,
                                           gint32        dispid);
/* DISPID_UNKNOWN: none of that name. */
gint32       cpg_com_property_find_dispid (GObjectClass *klass,
                                           const char   *name);
/* (transfer full): as COM writes it */
char        *cpg_com_property_get_name    (GParamSpec   *spec);

G_END_DECLS

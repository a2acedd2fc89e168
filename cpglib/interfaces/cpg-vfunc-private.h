/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What the wrappers of the four interfaces do for implementations that leave
 * something out. */
gboolean cpg_vfunc_missing (gpointer      self,
                            const char   *vfunc,
                            GError      **error);
gboolean cpg_vfunc_result  (gboolean      success,
                            gpointer      self,
                            const char   *vfunc,
                            GError       *reason,
                            GError      **error);

G_END_DECLS

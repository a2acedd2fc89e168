/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

G_BEGIN_DECLS

/* What a namespace or a library has of outgoing interfaces. */
typedef struct {
  char      *name;      /* (owned): of the namespace, or of the file */
  char      *version;   /* (owned) (nullable): of the namespace */
  char      *prefix;    /* (owned) (nullable): what its types begin with, Folder for FolderEvents */
  GPtrArray *contracts; /* (owned) (element-type CpgOutgoingInterface), by their names */
  GPtrArray *sources;   /* (owned) (element-type GType): classes, by their names */
} InspectContents;

InspectContents *inspect_contents_new         (const char       *name,
                                               const char       *version,
                                               const char       *prefix);
void             inspect_contents_free        (InspectContents  *self);
void             inspect_contents_add_type    (InspectContents  *self,
                                               GType             type,
                                               gboolean          signals_too);
gboolean         inspect_contents_select      (InspectContents  *self,
                                               char            **wanted,
                                               GError          **error);
GPtrArray       *inspect_contents_list_fired  (InspectContents  *self,
                                               GType             source);

gboolean         inspect_is_default           (GType                 source,
                                               CpgOutgoingInterface *contract);
gboolean         inspect_has_methods          (CpgOutgoingInterface *contract);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InspectContents, inspect_contents_free)

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "inspect-namespace.h"

#include <dlfcn.h>
#include <girepository.h>
#include <string.h>

/* A namespace of GObject introspection: the typelib names the types, and the
 * library behind it has them. */

/* The functions of girepository would only print what is wrong.
 * @directory: (nullable): where to look first */
static gboolean
load_library (const char  *name,
              const char  *directory,
              GError     **error)
{
  g_autofree char *path = directory != NULL ? g_build_filename (directory, name, NULL) : NULL;

  /* It stays: types can't go. */
  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) && dlopen (path, RTLD_LAZY | RTLD_GLOBAL) != NULL)
    return TRUE;
  if (dlopen (name, RTLD_LAZY | RTLD_GLOBAL) != NULL)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, dlerror ());
  return FALSE;
}

static InspectContents *
collect (const char  *name,
         const char  *directory,
         gboolean     signals_too,
         GError     **error)
{
  const char *libraries = g_irepository_get_shared_library (NULL, name);
  g_auto (GStrv) list = g_strsplit (libraries != NULL ? libraries : "", ",", -1);
  InspectContents *contents;

  for (guint i = 0; list[i] != NULL; i++)
    if (!load_library (list[i], directory, error))
      return NULL;

  contents = inspect_contents_new (name, g_irepository_get_version (NULL, name),
                                   g_irepository_get_c_prefix (NULL, name));
  for (int i = 0; i < g_irepository_get_n_infos (NULL, name); i++)
    {
      GIBaseInfo *info = g_irepository_get_info (NULL, name, i);
      GIInfoType kind = g_base_info_get_type (info);

      if (kind == GI_INFO_TYPE_INTERFACE || kind == GI_INFO_TYPE_OBJECT)
        {
          GType type = g_registered_type_info_get_g_type ((GIRegisteredTypeInfo *) info);

          /* None: the library is not the one that the typelib was made of. */
          if (type != G_TYPE_INVALID && type != G_TYPE_NONE)
            inspect_contents_add_type (contents, type, signals_too);
        }
      g_base_info_unref (info);
    }
  return contents;
}

/* @name: `Folder-1.0`, or `Folder` for the newest */
InspectContents *
inspect_namespace_load (const char  *name,
                        gboolean     signals_too,
                        GError     **error)
{
  const char *dash = strrchr (name, '-');
  gboolean has_version = dash != NULL && g_ascii_isdigit (dash[1]);
  g_autofree char *namespace = has_version ? g_strndup (name, (gsize) (dash - name)) : g_strdup (name);

  if (g_irepository_require (NULL, namespace, has_version ? dash + 1 : NULL, 0, error) == NULL)
    return NULL;
  return collect (namespace, NULL, signals_too, error);
}

/* What it needs is first looked for next to it. */
InspectContents *
inspect_typelib_load (const char  *path,
                      gboolean     signals_too,
                      GError     **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  GMappedFile *file;
  GITypelib *typelib;
  const char *namespace;

  file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return NULL;
  typelib = g_typelib_new_from_mapped_file (file, error);
  if (typelib == NULL)
    {
      g_mapped_file_unref (file); /* else it is the typelib's */
      return NULL;
    }

  g_irepository_prepend_search_path (directory);
  g_irepository_prepend_library_path (directory);
  namespace = g_irepository_load_typelib (NULL, typelib, 0, error);
  if (namespace == NULL)
    {
      g_typelib_free (typelib);
      return NULL;
    }
  return collect (namespace, directory, signals_too, error);
}

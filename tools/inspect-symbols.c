/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "inspect-symbols.h"

#include <link.h>
#include <string.h>

/* The part of a file that begins at @offset, or %NULL if it is not all there. */
static const void *
get_part (GMappedFile *file,
          gsize        offset,
          gsize        size)
{
  gsize length = g_mapped_file_get_length (file);

  if (offset > length || size > length - offset)
    return NULL;
  return g_mapped_file_get_contents (file) + offset;
}

/* @sections: all of them, @n_sections; the one at @index is a table of symbols */
static void
add_symbols (GPtrArray         *names,
             const char        *suffix,
             GMappedFile       *file,
             const ElfW (Shdr) *sections,
             gsize              n_sections,
             gsize              index)
{
  const ElfW (Shdr) *section = &sections[index];
  const ElfW (Sym) *symbols = get_part (file, section->sh_offset, section->sh_size);
  const ElfW (Shdr) *strings = section->sh_link < n_sections ? &sections[section->sh_link] : NULL;
  const char *texts = strings != NULL ? get_part (file, strings->sh_offset, strings->sh_size) : NULL;

  if (symbols == NULL || texts == NULL)
    return;

  for (gsize i = 0; i < section->sh_size / sizeof (ElfW (Sym)); i++)
    {
      const ElfW (Sym) *symbol = &symbols[i];
      const char *name;

      /* The kinds of symbols have the same numbers in both sizes of files. */
      if (symbol->st_shndx == SHN_UNDEF || ELF32_ST_TYPE (symbol->st_info) != STT_FUNC ||
          symbol->st_name >= strings->sh_size)
        continue;

      name = texts + symbol->st_name;
      if (memchr (name, '\0', strings->sh_size - symbol->st_name) != NULL && g_str_has_suffix (name, suffix))
        g_ptr_array_add (names, g_strdup (name));
    }
}

/*
 * inspect_symbols_list:
 * @path: a shared library that this process has loaded, and so can read
 *
 * Lists the functions that a library exports and whose names end in @suffix.
 *
 * Returns: (transfer full) (element-type utf8): the names
 */
GPtrArray *
inspect_symbols_list (const char  *path,
                      const char  *suffix,
                      GError     **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const ElfW (Ehdr) *header;
  const ElfW (Shdr) *sections = NULL;

  if (file == NULL)
    return NULL;

  header = get_part (file, 0, sizeof *header);
  if (header != NULL && header->e_shentsize == sizeof *sections)
    sections = get_part (file, header->e_shoff, (gsize) header->e_shnum * sizeof *sections);
  if (sections == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: its symbols can't be read", path);
      return NULL;
    }

  for (gsize i = 0; i < header->e_shnum; i++)
    if (sections[i].sh_type == SHT_DYNSYM)
      add_symbols (names, suffix, file, sections, header->e_shnum, i);
  return g_steal_pointer (&names);
}

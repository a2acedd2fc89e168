/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <stdlib.h>

#include <cpglib/com/cpg-com-call-private.h>
#include <cpglib/com/cpg-com-dialect-private.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-lock-private.h>

/**
 * SECTION:cpg-com-dialect
 * @title: CpgComDialect
 * @short_description: what a world of COM objects agrees on
 * @see_also: cpg_com_export(), cpg_com_import()
 *
 * On Windows all COM objects speak alike. Elsewhere each project that brought
 * COM along made its own choices.
 */

/* More are nobody's, and would make the size of a vtable a caller's to choose. */
#define MAX_EXTRA_SLOTS 16

static const CpgComDialect native = {
  .name = "native",
  .convention = CPG_COM_CONVENTION_NATIVE,
  .ulong_size = 4,
  .wide_char_size = 2,
  .bstr_header_size = sizeof (gpointer)
};

static const CpgComDialect wine = {
  .name = "wine",
  .convention = CPG_COM_CONVENTION_MS,
  .ulong_size = 4,
  .wide_char_size = 2,
  .bstr_header_size = sizeof (gpointer)
};

/* Guards the list. */
G_LOCK_DEFINE_STATIC (interned);
static GSList *interned; /* (element-type CpgComDialect): grows only */

G_DEFINE_BOXED_TYPE (CpgComDialect, cpg_com_dialect, cpg_com_dialect_copy, cpg_com_dialect_free)

/**
 * cpg_com_dialect_native:
 *
 * Gives the dialect of those who call as the platform's C compiler does and
 * otherwise keep to what Windows does: Mono, .NET, and Windows itself.
 * A `BSTR` is made by malloc().
 *
 * Mono up to 6.x has four bytes before the text of a `BSTR`, and not as many as
 * a pointer has. To read a text that is no matter; one that the other side is to
 * free, an answer or an in-out argument, needs a copy of this dialect with a
 * @bstr_header_size of 4.
 *
 * Returns: (transfer none): the dialect
 *
 * Since: 1.0
 */
const CpgComDialect *
cpg_com_dialect_native (void)
{
  return &native;
}

/**
 * cpg_com_dialect_wine:
 *
 * Gives the dialect of Wine on x86_64, whose objects call as Windows does.
 * A program that is linked with Wine (winelib) and gets or gives strings sets
 * @alloc_bstr, @free_bstr, @alloc and @free of a copy to Wine's
 * `SysAllocStringLen()`, `SysFreeString()`, `CoTaskMemAlloc()` and
 * `CoTaskMemFree()`.
 *
 * On other machines cpg_com_dialect_check() refuses it.
 *
 * Returns: (transfer none): the dialect
 *
 * Since: 1.0
 */
const CpgComDialect *
cpg_com_dialect_wine (void)
{
  return &wine;
}

/**
 * cpg_com_dialect_copy:
 * @self: a dialect
 *
 * Copies a dialect, to make another one of it.
 *
 * Returns: (transfer full): the copy
 *
 * Since: 1.0
 */
CpgComDialect *
cpg_com_dialect_copy (const CpgComDialect *self)
{
  CpgComDialect *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->name = g_intern_string (self->name);
  return copy;
}

/**
 * cpg_com_dialect_free: (skip)
 * @self: (nullable) (transfer full): a dialect
 *
 * Frees a copy of a dialect.
 *
 * Since: 1.0
 */
void
cpg_com_dialect_free (CpgComDialect *self)
{
  g_free (self);
}

/**
 * cpg_com_dialect_check:
 * @self: a dialect
 * @error: return location for an error
 *
 * Tells whether a dialect can be spoken on this machine.
 *
 * Returns: %TRUE, or %FALSE with %CPG_ERROR_NOT_SUPPORTED if the calling
 *   convention is not one of this machine, and %CPG_ERROR_INVALID_ARGUMENT if
 *   a number of the dialect can't be right
 *
 * Since: 1.0
 */
gboolean
cpg_com_dialect_check (const CpgComDialect  *self,
                       GError              **error)
{
  const char *culprit = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->ulong_size != 4 && self->ulong_size != 8)
    culprit = "ulong_size has to be 4 or 8";
  else if (self->wide_char_size != 1 && self->wide_char_size != 2 && self->wide_char_size != 4)
    culprit = "wide_char_size has to be 1, 2 or 4";
  else if (self->bstr_header_size != 0 && self->bstr_header_size != 4 && self->bstr_header_size != 8)
    culprit = "bstr_header_size has to be 0, 4 or 8";
  else if (self->n_extra_slots > MAX_EXTRA_SLOTS)
    culprit = "n_extra_slots is more than 16";
  else if ((self->alloc_bstr != NULL) != (self->free_bstr != NULL))
    culprit = "alloc_bstr and free_bstr go together";
  else if ((self->alloc != NULL) != (self->free != NULL))
    culprit = "alloc and free go together";
  else if (self->convention != CPG_COM_CONVENTION_NATIVE && self->convention != CPG_COM_CONVENTION_MS)
    culprit = "the convention is none of CpgComConvention";

  if (culprit != NULL)
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT, "The COM dialect “%s”: %s",
                   self->name != NULL ? self->name : "", culprit);
      return FALSE;
    }
  if (!cpg_com_dialect_has_convention (self->convention))
    {
      g_set_error (error, CPG_ERROR, CPG_ERROR_NOT_SUPPORTED,
                   "The COM dialect “%s” calls as Windows does on x86_64, which this machine can't",
                   self->name != NULL ? self->name : "");
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_same (const CpgComDialect *a,
         const CpgComDialect *b)
{
  return a->convention == b->convention &&
         !a->iid_is_big_endian == !b->iid_is_big_endian &&
         !a->iid_by_value == !b->iid_by_value &&
         a->ulong_size == b->ulong_size &&
         a->wide_char_size == b->wide_char_size &&
         a->n_extra_slots == b->n_extra_slots &&
         a->bstr_header_size == b->bstr_header_size &&
         a->alloc_bstr == b->alloc_bstr &&
         a->free_bstr == b->free_bstr &&
         a->alloc == b->alloc &&
         a->free == b->free &&
         a->results == b->results;
}

const CpgComDialect *
cpg_com_dialect_intern (const CpgComDialect  *self,
                        GError              **error)
{
  CpgComDialect *found = NULL;

  if (self == &native || (self == &wine && cpg_com_dialect_has_convention (CPG_COM_CONVENTION_MS)))
    return self;
  if (!cpg_com_dialect_check (self, error))
    return NULL;
  if (is_same (self, &native))
    return &native;
  if (is_same (self, &wine))
    return &wine;

  cpg_lock (&G_LOCK_NAME (interned));
  for (GSList *i = interned; i != NULL && found == NULL; i = i->next)
    if (is_same (self, i->data))
      found = i->data;
  if (found == NULL)
    {
      found = cpg_com_dialect_copy (self);
      interned = g_slist_prepend (interned, found);
    }
  cpg_unlock (&G_LOCK_NAME (interned));

  return found;
}

guint32
cpg_com_dialect_to_result (const CpgComDialect *self,
                           guint32              standard)
{
  for (const CpgComResult *row = self->results; row != NULL && (row->standard != 0 || row->theirs != 0); row++)
    if (row->standard == standard)
      return row->theirs;

  return standard;
}

guint32
cpg_com_dialect_from_result (const CpgComDialect *self,
                             guint32              theirs)
{
  for (const CpgComResult *row = self->results; row != NULL && (row->standard != 0 || row->theirs != 0); row++)
    if (row->theirs == theirs)
      return row->standard;

  return theirs;
}

gpointer
cpg_com_dialect_alloc (const CpgComDialect *self,
                       gsize                size)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("pz");
  void *args[] = { &size };

  if (self->alloc == NULL)
    return malloc (size);

  return GSIZE_TO_POINTER (cpg_com_call_function (self, (gpointer) self->alloc, &signature, args));
}

void
cpg_com_dialect_free_memory (const CpgComDialect *self,
                             gpointer             memory)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("vp");
  void *args[] = { &memory };

  if (self->free == NULL)
    free (memory);
  else
    cpg_com_call_function (self, (gpointer) self->free, &signature, args);
}

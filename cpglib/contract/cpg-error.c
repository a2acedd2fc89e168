/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-error-private.h>

/**
 * SECTION:cpg-error
 * @title: CpgError
 * @short_description: what can go wrong
 *
 * The error domain of cpglib.
 */

/* What is kept with each error. */
typedef struct {
  guint32 number;
} CpgErrorPrivate;

static void
cpg_error_private_init (CpgErrorPrivate *self)
{
  self->number = 0;
}

static void
cpg_error_private_copy (const CpgErrorPrivate *from,
                        CpgErrorPrivate       *to)
{
  to->number = from->number;
}

static void
cpg_error_private_clear (CpgErrorPrivate *self)
{
}

/**
 * cpg_error_quark:
 *
 * Gives the domain of #CpgError; see %CPG_ERROR.
 *
 * Returns: the quark
 *
 * Since: 1.0
 */
G_DEFINE_EXTENDED_ERROR (CpgError, cpg_error)

guint32
cpg_error_get_number (const GError *error)
{
  return error->domain == CPG_ERROR ? cpg_error_get_private (error)->number : 0;
}

void
cpg_error_set_number (GError  *error,
                      guint32  number)
{
  if (error->domain == CPG_ERROR)
    cpg_error_get_private (error)->number = number;
}

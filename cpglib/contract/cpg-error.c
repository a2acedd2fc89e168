/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-error.h>

/**
 * SECTION:cpg-error
 * @title: CpgError
 * @short_description: what can go wrong
 *
 * The error domain of cpglib.
 */

/**
 * cpg_error_quark:
 *
 * Gives the domain of #CpgError; see %CPG_ERROR.
 *
 * Returns: the quark
 *
 * Since: 1.0
 */
G_DEFINE_QUARK (cpg-error-quark, cpg_error)

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg-version.h>

/* The build of the library sets this to make a symbol visible; whoever
 * includes the headers needs nothing but a declaration. */
#ifndef _CPG_EXTERN
#define _CPG_EXTERN extern
#endif

/**
 * CPG_AVAILABLE_IN_ALL:
 *
 * Marks a declaration that every version of cpglib has.
 *
 * Since: 1.0
 */
#define CPG_AVAILABLE_IN_ALL _CPG_EXTERN

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/cpg-version-macros.h>

G_BEGIN_DECLS

/**
 * CpgCombine:
 * @CPG_COMBINE_LAST: the last answer counts
 * @CPG_COMBINE_FIRST: the first answer counts; the others are asked all the
 *   same
 * @CPG_COMBINE_ANY_TRUE: %TRUE if any answer is; the first %TRUE decides and
 *   nobody else is asked (boolean answers only)
 * @CPG_COMBINE_ALL_TRUE: %TRUE unless an answer is %FALSE; the first %FALSE
 *   decides and nobody else is asked (boolean answers only)
 *
 * How the answers of several listeners become the one that the firing source
 * gets. COM leaves this to whoever fires; ATL's proxies take the last.
 *
 * Where nobody answers, the result is zero, %FALSE or %NULL, but %TRUE for
 * %CPG_COMBINE_ALL_TRUE.
 *
 * Since: 1.0
 */
typedef enum {
  CPG_COMBINE_LAST,
  CPG_COMBINE_FIRST,
  CPG_COMBINE_ANY_TRUE,
  CPG_COMBINE_ALL_TRUE
} CpgCombine;

/**
 * CpgDirection:
 * @CPG_DIRECTION_IN: the listeners read the argument
 * @CPG_DIRECTION_INOUT: the argument is a #CpgByRef, which the listeners read
 *   and set
 *
 * Which way an argument goes: COM's `[in]` and `[in, out]`.
 *
 * Since: 1.0
 */
typedef enum {
  CPG_DIRECTION_IN,
  CPG_DIRECTION_INOUT
} CpgDirection;

#define CPG_TYPE_METHOD (cpg_method_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (CpgMethod, cpg_method, CPG, METHOD, GObject)

CPG_AVAILABLE_IN_ALL
const char   *cpg_method_get_name             (CpgMethod *self);
CPG_AVAILABLE_IN_ALL
const char   *cpg_method_get_com_name         (CpgMethod *self);
CPG_AVAILABLE_IN_ALL
guint         cpg_method_get_index            (CpgMethod *self);
CPG_AVAILABLE_IN_ALL
guint         cpg_method_get_slot             (CpgMethod *self);
CPG_AVAILABLE_IN_ALL
int           cpg_method_get_dispid           (CpgMethod *self);
CPG_AVAILABLE_IN_ALL
CpgCombine    cpg_method_get_combine          (CpgMethod *self);
CPG_AVAILABLE_IN_ALL
GType         cpg_method_get_return_type      (CpgMethod *self);
CPG_AVAILABLE_IN_ALL
guint         cpg_method_get_n_params         (CpgMethod *self);
CPG_AVAILABLE_IN_ALL
const char   *cpg_method_get_param_name       (CpgMethod *self,
                                               guint      param);
CPG_AVAILABLE_IN_ALL
GType         cpg_method_get_param_type       (CpgMethod *self,
                                               guint      param);
CPG_AVAILABLE_IN_ALL
CpgDirection  cpg_method_get_param_direction  (CpgMethod *self,
                                               guint      param);
CPG_AVAILABLE_IN_ALL
GType         cpg_method_get_param_value_type (CpgMethod *self,
                                               guint      param);
CPG_AVAILABLE_IN_ALL
char         *cpg_method_to_string            (CpgMethod *self);

G_END_DECLS

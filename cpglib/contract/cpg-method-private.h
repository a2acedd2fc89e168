/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-method.h>

G_BEGIN_DECLS

/* GSignal keeps the number of parameters in eight bits. */
#define CPG_METHOD_MAX_PARAMS 250

/* Nothing in it changes once its contract is registered, but for @call. */
struct _CpgMethod
{
  GObject     parent_instance;

  const char *name;         /* (interned): the name of the signal */
  GQuark      quark;        /* of the name */
  const char *com_name;     /* (interned) */
  guint       index;        /* place in the contract */
  guint       slot;         /* byte offset in the C interface; 0: none */
  int         dispid;
  CpgCombine  combine;
  GType       return_type;
  guint       n_params;
  const char **param_names; /* (owned) (array length=n_params) (element interned) */
  GType      *param_types;  /* (owned) (array length=n_params) */
  guint       signal_id;    /* of a slotless contract: the interface's own signal; else 0 */
  gboolean    is_notify;    /* GObject::notify is its signal: no source has another for it */

  struct _CpgOutgoingInterface *contract; /* (unowned): what the method is one of */
  gpointer    call;         /* (owned by the engine) (nullable): how to call it through
                             * libffi; set once, see engine/cpg-call.c */
};

CpgMethod *cpg_method_create       (const char         *name,
                                    guint               slot,
                                    int                 dispid,
                                    CpgCombine          combine,
                                    GType               return_type,
                                    guint               n_params,
                                    const char * const *param_names,
                                    const GType        *param_types,
                                    GError            **error);
char      *cpg_method_signal_name  (const char         *name);
gboolean   cpg_method_has_answer   (CpgMethod          *self);
gpointer   cpg_method_get_function (CpgMethod          *self,
                                    gconstpointer       vtable);

G_END_DECLS

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
  GType      *inner_types;  /* (owned) (nullable) (array length=n_params): what the box of an in-out
                             * parameter holds, G_TYPE_VALUE: anything; NULL if there is none */
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
gboolean   cpg_method_set_by_ref   (CpgMethod          *self,
                                    const char         *param,
                                    GType               type,
                                    GError            **error);
gboolean   cpg_method_has_answer   (CpgMethod          *self);
gboolean   cpg_method_check_boxes  (CpgMethod          *self,
                                    const GValue       *arguments,
                                    GError            **error);
void       cpg_method_copy_apart   (CpgMethod          *self,
                                    const GValue       *arguments,
                                    GValue             *copies);
gpointer   cpg_method_get_function (CpgMethod          *self,
                                    gconstpointer       vtable);

/* Of which libffi and GValue both know how to pass a value. */
gboolean   cpg_type_is_passable    (GType               type);

G_END_DECLS

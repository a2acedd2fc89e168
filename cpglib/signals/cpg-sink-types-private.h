/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>

G_BEGIN_DECLS

/* A kind of sink that implements any contract: each contract has a subclass of
 * its own, made when it is first asked for. */
typedef struct {
  const char         *prefix;         /* of the names of the subclasses */
  const char         *who;            /* "A CpgSink": for people */
  CpgError            refusal;        /* where it can't implement a contract */
  GClassInitFunc      class_init;     /* its data is the contract */
  GInterfaceInitFunc  interface_init; /* its data is the contract */
  GHashTable         *types;          /* (element-type CpgOutgoingInterface GType): made here */
} CpgSinkTypes;

GType cpg_sink_types_get                 (CpgSinkTypes          *self,
                                          GType                  parent,
                                          CpgOutgoingInterface  *contract,
                                          GError               **error);

/* For @class_init. */
void  cpg_sink_types_override_properties (GObjectClass          *klass,
                                          CpgOutgoingInterface  *contract,
                                          guint                  first_id);
void  cpg_sink_types_override_signal     (GObjectClass          *klass,
                                          CpgMethod             *method,
                                          GClosureMarshal        marshal);

G_END_DECLS

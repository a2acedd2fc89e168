/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg.h>

/* Two contracts of the same methods, and the sources of both. It is defined
 * here, for one file of a program to include, because a program that looks
 * inside the library can't be linked with the fixtures. */

typedef GObject TestEvents;
typedef GObject TestOther;

/* @round is whatever the test keeps of a round. */
typedef struct {
  GTypeInterface g_iface;

  void     (* told)   (gpointer self,
                       gpointer round);
  gboolean (* asked)  (gpointer self,
                       gpointer round); /* CPG_COMBINE_ANY_TRUE */
  gboolean (* agreed) (gpointer self,
                       gpointer round); /* CPG_COMBINE_ALL_TRUE */
} TestEventsInterface;

typedef TestEventsInterface TestOtherInterface;

static GType test_events_get_type (void);
static GType test_other_get_type (void);
G_DEFINE_INTERFACE (TestEvents, test_events, G_TYPE_OBJECT)
G_DEFINE_INTERFACE (TestOther, test_other, G_TYPE_OBJECT)

static void
add_methods (GType type)
{
  cpg_outgoing_interface_init (type, NULL);
  cpg_outgoing_interface_add_method (type, "told", G_STRUCT_OFFSET (TestEventsInterface, told), 1,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 1, "round", G_TYPE_POINTER);
  cpg_outgoing_interface_add_method (type, "asked", G_STRUCT_OFFSET (TestEventsInterface, asked), 2,
                                     CPG_COMBINE_ANY_TRUE, G_TYPE_BOOLEAN, 1, "round", G_TYPE_POINTER);
  cpg_outgoing_interface_add_method (type, "agreed", G_STRUCT_OFFSET (TestEventsInterface, agreed), 3,
                                     CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN, 1, "round", G_TYPE_POINTER);
}

static void
test_events_default_init (TestEventsInterface *iface)
{
  add_methods (test_events_get_type ());
}

static void
test_other_default_init (TestOtherInterface *iface)
{
  add_methods (test_other_get_type ());
}

/* A source tells when it is disposed, before its points know, and finalized. */
typedef struct {
  CpgConnectable   parent_instance;
  GDestroyNotify   disposed;
  GDestroyNotify   finalized;
  gpointer         data;
} TestSource;

typedef CpgConnectableClass TestSourceClass;

static GType test_source_get_type (void);
G_DEFINE_TYPE_WITH_CODE (TestSource, test_source, CPG_TYPE_CONNECTABLE,
                         CPG_OUTGOING_INTERFACE (test_events_get_type (), CPG_OUTGOING_DEFAULT)
                         CPG_OUTGOING_INTERFACE_WITH_PREFIX (test_other_get_type (), CPG_OUTGOING_NONE, "other"))

static void
test_source_dispose (GObject *object)
{
  TestSource *self = (TestSource *) object;

  self->disposed (self->data);
  G_OBJECT_CLASS (test_source_parent_class)->dispose (object);
}

static void
test_source_finalize (GObject *object)
{
  TestSource *self = (TestSource *) object;

  self->finalized (self->data);
  G_OBJECT_CLASS (test_source_parent_class)->finalize (object);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = test_source_dispose;
  G_OBJECT_CLASS (klass)->finalize = test_source_finalize;
}

static void
test_source_init (TestSource *self)
{
}

static GObject *
test_source_new (GDestroyNotify disposed,
                 GDestroyNotify finalized,
                 gpointer       data)
{
  TestSource *self = g_object_new (test_source_get_type (), NULL);

  self->disposed = disposed;
  self->finalized = finalized;
  self->data = data;
  return G_OBJECT (self);
}

#define N_POINTS 2

static GType
test_contract (guint i)
{
  return i == 0 ? test_events_get_type () : test_other_get_type ();
}

/* The signals of the methods, by the contract. */
static const char * const test_signals[N_POINTS][3] = {
  { "told", "asked", "agreed" },
  { "other-told", "other-asked", "other-agreed" },
};

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/cpg-version-macros.h>

G_BEGIN_DECLS

#define CPG_TYPE_PROPERTY_NOTIFY_SINK (cpg_property_notify_sink_get_type ())

CPG_AVAILABLE_IN_ALL
G_DECLARE_INTERFACE (CpgPropertyNotifySink, cpg_property_notify_sink, CPG, PROPERTY_NOTIFY_SINK, GObject)

/**
 * CpgPropertyNotifySinkInterface:
 * @g_iface: the parent
 * @changed: a property has changed; %NULL stands for several
 * @request_edit: a property is about to change; %NULL stands for several.
 *   %FALSE refuses
 *
 * What a sink for properties implements; a member may be %NULL.
 *
 * Since: 1.0
 */
struct _CpgPropertyNotifySinkInterface
{
  GTypeInterface g_iface;

  void     (* changed)      (CpgPropertyNotifySink *self,
                             const char            *property);
  gboolean (* request_edit) (CpgPropertyNotifySink *self,
                             const char            *property);
};

CPG_AVAILABLE_IN_ALL
gboolean cpg_request_edit       (GObject    *source,
                                 const char *property);
CPG_AVAILABLE_IN_ALL
void     cpg_properties_changed (GObject    *source);

#ifndef __GI_SCANNER__

/**
 * CPG_EDIT:
 * @object: the object
 * @property: the name of a property
 * @field: where the object keeps it, a number or another plain value
 * @value: what it is to be
 *
 * The whole of a setter: does nothing if @field has the value; asks the sinks
 * for the property, with cpg_request_edit(); if none refuses, sets @field and
 * notifies.
 *
 * |[<!-- language="C" -->
 * gboolean
 * stock_set_price (Stock  *self,
 *                  double  price)
 * {
 *   return CPG_EDIT (self, "price", self->price, price);
 * }
 * ]|
 *
 * Needs GCC or Clang.
 *
 * Returns: %FALSE if a sink refused
 *
 * Since: 1.0
 */
#define CPG_EDIT(object, property, field, value) \
  _CPG_EDIT (object, property, __typeof__ (field), value, (field) == _cpg_value, (field) = _cpg_value)

/**
 * CPG_EDIT_STRING:
 * @object: the object
 * @property: the name of a property
 * @field: where the object keeps it, a string that it owns
 * @value: (nullable): what it is to be, which is copied
 *
 * CPG_EDIT() for a string.
 *
 * Returns: %FALSE if a sink refused
 *
 * Since: 1.0
 */
#define CPG_EDIT_STRING(object, property, field, value) \
  _CPG_EDIT (object, property, const char *, value, g_strcmp0 ((field), _cpg_value) == 0, \
             _cpg_replace_string (&(field), _cpg_value))

/* Sinks run between the test and the change, and may change it themselves. */
#define _CPG_EDIT(object, property, Type, value, is_equal, set) \
  (__extension__ ({ \
    gpointer _cpg_object = (object); \
    const char *_cpg_property = (property); \
    Type _cpg_value = (value); \
    gboolean _cpg_is_allowed = TRUE; \
    if (!(is_equal)) \
      { \
        _cpg_is_allowed = cpg_request_edit ((GObject *) _cpg_object, _cpg_property); \
        if (_cpg_is_allowed) \
          { \
            set; \
            g_object_notify ((GObject *) _cpg_object, _cpg_property); \
          } \
      } \
    _cpg_is_allowed; \
  }))

#ifndef __GTK_DOC_IGNORE__

static inline void
_cpg_replace_string (char       **field,
                     const char  *value)
{
  char *old = *field;

  *field = g_strdup (value); /* which may be a part of the old one */
  g_free (old);
}

#endif /* __GTK_DOC_IGNORE__ */

#endif /* __GI_SCANNER__ */

G_END_DECLS

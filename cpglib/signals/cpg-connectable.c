/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/signals/cpg-connectable.h>

/**
 * SECTION:cpg-connectable
 * @title: CpgConnectable
 * @short_description: a base class for sources
 * @see_also: #CpgConnectionPointContainer, CPG_OUTGOING_INTERFACE()
 *
 * What to derive from if there is nothing else to derive from.
 */

/**
 * CpgConnectable:
 *
 * A #GObject that is a connection point container: a ready base class for
 * sources, in any language. It adds nothing else: a class with another parent
 * implements #CpgConnectionPointContainer and is as good.
 *
 * Since: 1.0
 */

G_DEFINE_TYPE_WITH_CODE (CpgConnectable, cpg_connectable, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (CPG_TYPE_CONNECTION_POINT_CONTAINER, NULL))

static void
cpg_connectable_class_init (CpgConnectableClass *klass)
{
}

static void
cpg_connectable_init (CpgConnectable *self)
{
}

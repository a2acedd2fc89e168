/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/cpg-enum-types.h>
#include <cpglib/cpg-version-macros.h>
#include <cpglib/cpg-version.h>

#include <cpglib/contract/cpg-by-ref.h>
#include <cpglib/contract/cpg-error.h>
#include <cpglib/contract/cpg-guid.h>
#include <cpglib/contract/cpg-interface-builder.h>
#include <cpglib/contract/cpg-invocation.h>
#include <cpglib/contract/cpg-method.h>
#include <cpglib/contract/cpg-outgoing-interface.h>

#include <cpglib/interfaces/cpg-connection-point-container.h>
#include <cpglib/interfaces/cpg-connection-point.h>
#include <cpglib/interfaces/cpg-connection.h>
#include <cpglib/interfaces/cpg-enum-connection-points.h>
#include <cpglib/interfaces/cpg-enum-connections.h>

#include <cpglib/engine/cpg-round.h>

#include <cpglib/signals/cpg-connectable.h>
#include <cpglib/signals/cpg-connection-group.h>
#include <cpglib/signals/cpg-fire.h>
#include <cpglib/signals/cpg-next-event.h>
#include <cpglib/signals/cpg-property-notify-sink.h>
#include <cpglib/signals/cpg-signal-point.h>
#include <cpglib/signals/cpg-sink.h>
#include <cpglib/signals/cpg-source.h>

#include <cpglib/com/cpg-com-dialect.h>
#include <cpglib/com/cpg-com-export.h>
#include <cpglib/com/cpg-com-idl.h>
#include <cpglib/com/cpg-com-kind.h>
#include <cpglib/com/cpg-com-object.h>
#include <cpglib/com/cpg-com-sink.h>
#include <cpglib/com/cpg-com-var-type.h>
#include <cpglib/com/cpg-hresult.h>

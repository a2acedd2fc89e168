/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib-object.h>

#include <cpglib/cpg-version-macros.h>

G_BEGIN_DECLS

/**
 * CPG_ERROR:
 *
 * The domain of the errors that cpglib itself raises; the codes are those of
 * #CpgError.
 *
 * Since: 1.0
 */
#define CPG_ERROR (cpg_error_quark ())

/**
 * CpgError:
 * @CPG_ERROR_FAILED: something failed that has no code of its own
 *   (COM: `E_FAIL`)
 * @CPG_ERROR_NO_CONNECTION: no such connection: an unknown, stale, zero or
 *   foreign cookie; or no such connection point: the source has no outgoing
 *   interface of that IID (COM: `CONNECT_E_NOCONNECTION`)
 * @CPG_ERROR_ADVISE_LIMIT: the connection point takes no more connections
 *   (COM: `CONNECT_E_ADVISELIMIT`)
 * @CPG_ERROR_CANNOT_CONNECT: the sink does not implement the outgoing
 *   interface (COM: `CONNECT_E_CANNOTCONNECT`)
 * @CPG_ERROR_DISCONNECTED: the source, or what stands for a sink, is gone
 *   (COM: `RPC_E_DISCONNECTED`)
 * @CPG_ERROR_NOT_CONNECTABLE: the object is no connection point container
 *   (COM: `E_NOINTERFACE`)
 * @CPG_ERROR_NOT_SUPPORTED: an implementation leaves out what was asked of it
 *   (COM: `E_NOTIMPL`)
 * @CPG_ERROR_INVALID_ARGUMENT: a value that can't be right: a text that is no
 *   GUID, a type that is no interface, too few arguments for a method
 *   (COM: `E_INVALIDARG`)
 * @CPG_ERROR_INVALID_CONTRACT: an outgoing interface can't be made as
 *   described, or a type is none (COM: `TYPE_E_ELEMENTNOTFOUND`)
 * @CPG_ERROR_EXISTS: a name, an IID or a signal is taken already
 *   (COM: `TYPE_E_NAMECONFLICT`)
 * @CPG_ERROR_NOT_PERMITTED: a sink refused the change of a property
 *   (COM: `CTL_E_SETNOTPERMITTED`)
 *
 * What can go wrong with connection points.
 *
 * Where an error has a COM counterpart, cpg_error_to_hresult() gives it.
 *
 * Since: 1.0
 */
typedef enum {
  CPG_ERROR_FAILED,
  CPG_ERROR_NO_CONNECTION,
  CPG_ERROR_ADVISE_LIMIT,
  CPG_ERROR_CANNOT_CONNECT,
  CPG_ERROR_DISCONNECTED,
  CPG_ERROR_NOT_CONNECTABLE,
  CPG_ERROR_NOT_SUPPORTED,
  CPG_ERROR_INVALID_ARGUMENT,
  CPG_ERROR_INVALID_CONTRACT,
  CPG_ERROR_EXISTS,
  CPG_ERROR_NOT_PERMITTED
} CpgError;

CPG_AVAILABLE_IN_ALL
GQuark cpg_error_quark (void);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-marshal-private.h>

G_BEGIN_DECLS

/* Calls a method through the IDispatch::Invoke of a foreign object. @values: of
 * the parameters. @answer: (nullable): initialised. Gives the HRESULT; with
 * DISP_E_EXCEPTION the one that the exception has, if any, and what it says in
 * @description (nullable). */
guint32 cpg_com_invoke (const CpgComMethod   *method,
                        const CpgComDialect  *dialect,
                        gpointer              dispatch,
                        const GValue         *values,
                        GValue               *answer,
                        char                **description);

G_END_DECLS

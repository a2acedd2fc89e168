/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include "cases.h"

/* The list ends with an entry without an ID. */
extern const Case abi_cases[];

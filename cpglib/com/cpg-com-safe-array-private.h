/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-variant-private.h>

G_BEGIN_DECLS

/* SAFEARRAYBOUND */
typedef struct {
  guint32 n_elements;
  gint32  lower;
} CpgComBound;

/* SAFEARRAY. Sixteen bytes before it say more of what the elements are. */
typedef struct {
  guint16     n_dimensions;
  guint16     features;
  guint32     element_size;
  guint32     n_locks;
  gpointer    data;
  CpgComBound bounds[1];
} CpgComSafeArray;

#if GLIB_SIZEOF_VOID_P == 8
G_STATIC_ASSERT (sizeof (CpgComSafeArray) == 32);
#elif GLIB_SIZEOF_VOID_P == 4
G_STATIC_ASSERT (sizeof (CpgComSafeArray) == 24);
#endif

#define CPG_FADF_AUTO         0x0001u
#define CPG_FADF_STATIC       0x0002u
#define CPG_FADF_EMBEDDED     0x0004u
#define CPG_FADF_FIXEDSIZE    0x0010u
#define CPG_FADF_RECORD       0x0020u
#define CPG_FADF_HAVEIID      0x0040u
#define CPG_FADF_HAVEVARTYPE  0x0080u
#define CPG_FADF_BSTR         0x0100u
#define CPG_FADF_UNKNOWN      0x0200u
#define CPG_FADF_DISPATCH     0x0400u
#define CPG_FADF_VARIANT      0x0800u
#define CPG_FADF_CREATEVECTOR 0x2000u

/* Of one dimension. @vt is that of the elements. Functions of an array that may be
 * anybody's check it first; an array that is NULL is empty. */
gboolean         cpg_com_safe_array_check    (const CpgComSafeArray *self,
                                              guint                  vt);
gboolean         cpg_com_safe_array_can_go   (const CpgComSafeArray *self);
guint32          cpg_com_safe_array_get_size (const CpgComSafeArray *self);
gpointer         cpg_com_safe_array_get      (const CpgComSafeArray *self,
                                              guint32                index);
CpgComSafeArray *cpg_com_safe_array_new      (const CpgComDialect   *dialect,
                                              guint                  vt,
                                              guint32                n_elements);
void             cpg_com_safe_array_free     (CpgComSafeArray       *self,
                                              const CpgComDialect   *dialect,
                                              guint                  vt);

/* @value: initialised, or G_VALUE_INIT for the natural type. Both give an HRESULT. */
guint32          cpg_com_safe_array_load     (const CpgComSafeArray *self,
                                              const CpgComDialect   *dialect,
                                              guint                  vt,
                                              GValue                *value);
guint32          cpg_com_safe_array_store    (CpgComSafeArray      **self,
                                              const CpgComDialect   *dialect,
                                              guint                  vt,
                                              const GValue          *value);

/* What an array of @vt becomes by itself. */
GType            cpg_com_safe_array_find_type (guint vt);

/* What the elements of an array for @value are, or VT_EMPTY if it becomes none. */
guint            cpg_com_safe_array_find_vt  (const GValue          *value);

G_END_DECLS

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-abi-private.h>
#include <cpglib/com/cpg-com-bstr-private.h>
#include <cpglib/com/cpg-com-decimal-private.h>
#include <cpglib/com/cpg-com-dialect.h>

G_BEGIN_DECLS

/*
 * VARIANT
 *
 * What a GValue becomes, and the other way what a VARIANT naturally is:
 *
 *   gint8, guint8          VT_I1, VT_UI1          both ways
 *   int                    VT_I4                  also of VT_I2, VT_INT
 *   guint                  VT_UI4                 also of VT_UI2, VT_UINT
 *   gint64, long; guint64, VT_I8, VT_UI8          the first of them
 *   gulong
 *   float, double          VT_R4, VT_R8           both ways; VT_CY and VT_DECIMAL are a double if
 *                                                 that keeps all digits, else a string of them
 *   gboolean               VT_BOOL                both ways
 *   an enum, flags         VT_I4, VT_UI4
 *   a string, CpgGuid      VT_BSTR                a string
 *   GDateTime              VT_DATE                both ways; a DATE has no zone, and is taken
 *                                                 for local time
 *   GError                 VT_ERROR               both ways
 *   GObject                VT_DISPATCH if the exported object has one, else VT_UNKNOWN;
 *                                                 both are a GObject
 *   GStrv                  an array of VT_BSTR    both ways
 *   GBytes, GByteArray     an array of VT_UI1
 *   GVariant               what it holds: a basic type, an array of one of them, or a
 *                          variant                arrays of numbers and of booleans
 *   GValueArray            an array of VT_VARIANT arrays of anything else
 *   GValue                 what it holds          (for a type that is any)
 *   CpgByRef               what is in the box     what a VT_BYREF refers to
 *   a NULL pointer         VT_NULL                also of VT_EMPTY; a string that is NULL is a
 *                                                 NULL BSTR, which is the empty text in COM
 *   no value (all zero)    VT_EMPTY
 *
 * Where the type of the value is given, or what a VT_BYREF refers to, numbers are
 * converted if they fit:
 *
 *   to an integer          what is whole and in its range
 *   to a float             a float or a double, rounded to the nearest that there is;
 *                          an integer or a decimal that comes back the same
 *   to a double            a float; an integer or a decimal that comes back the same
 *   to VT_CY, VT_DECIMAL   what has as many digits; text of digits
 *   from VT_CY, VT_DECIMAL also text
 *   to a boolean           TRUE if it is not 0
 *   to VT_DATE             days of the years 100 to 9999; back to a double also others
 *   to VT_ERROR            32 bits, and back to an int or a guint
 *
 * What decimals are in a double is what people see in it: 0.1 is 0.1, though no double
 * is. VT_EMPTY becomes the type's zero, and VT_NULL what has a NULL. What does not fit is
 * DISP_E_OVERFLOW, what is of another kind DISP_E_TYPEMISMATCH, what makes no sense
 * DISP_E_BADVARTYPE or E_INVALIDARG; nothing is ever cut. tests/c/com-convert.c has
 * every pair. */

/* VARIANT */
struct _CpgComVariant
{
  guint16 vt;
  guint16 reserved[3];
  union {
    gint8    as_int8;
    guint8   as_uint8;
    gint16   as_int16;
    guint16  as_uint16;
    gint32   as_int32;
    guint32  as_uint32;
    gint64   as_int64;
    guint64  as_uint64;
    float    as_float;
    double   as_double;
    gpointer as_pointer;
    gpointer as_record[2];
  };
};

#if GLIB_SIZEOF_VOID_P == 8
G_STATIC_ASSERT (sizeof (CpgComVariant) == 24);
#elif GLIB_SIZEOF_VOID_P == 4
G_STATIC_ASSERT (sizeof (CpgComVariant) == 16);
#endif
#define CPG_COM_VARIANT_INIT { 0 }

/* @self is overwritten, not cleared. On an error it is VT_EMPTY. */
gboolean cpg_com_variant_set        (CpgComVariant        *self,
                                     const CpgComDialect  *dialect,
                                     const GValue         *value,
                                     GError              **error);

/* The same as a VARIANT of @vt, which has no VT_BYREF. */
gboolean cpg_com_variant_set_as     (CpgComVariant        *self,
                                     const CpgComDialect  *dialect,
                                     guint                 vt,
                                     const GValue         *value,
                                     GError              **error);

/* @value: initialised, and converted to that type, or G_VALUE_INIT for the natural
 * one. On an error it is as it was. */
gboolean cpg_com_variant_get        (const CpgComVariant  *self,
                                     const CpgComDialect  *dialect,
                                     GValue               *value,
                                     GError              **error);

/* Releases what @self owns, which is nothing with VT_BYREF, and makes it VT_EMPTY. */
void     cpg_com_variant_clear      (CpgComVariant        *self,
                                     const CpgComDialect  *dialect);

/* Makes @self a VT_BYREF to what @target holds, or to @target itself if @any. It
 * borrows from @target, which goes on owning it. */
void     cpg_com_variant_refer      (CpgComVariant        *self,
                                     CpgComVariant        *target,
                                     gboolean              any);

/* Puts a value where a VT_BYREF refers to, in the type that is there; where any type
 * may be, in the one that is there if the value fits, else in its own. What was there
 * is released; on an error it stays. */
gboolean cpg_com_variant_write_back (const CpgComVariant  *by_ref,
                                     const CpgComDialect  *dialect,
                                     const GValue         *value,
                                     GError              **error);

/* The same, but its own type is @vt, unless that is VT_EMPTY. */
gboolean cpg_com_variant_write_back_as (const CpgComVariant  *by_ref,
                                        const CpgComDialect  *dialect,
                                        guint                 vt,
                                        const GValue         *value,
                                        GError              **error);

/* How objects cross: set by export and import. Both give a reference. */
extern gpointer  (* cpg_com_variant_to_unknown)  (GObject              *object,
                                                  const CpgComDialect  *dialect,
                                                  GError              **error);
extern GObject * (* cpg_com_variant_to_object)   (gpointer              unknown,
                                                  const CpgComDialect  *dialect,
                                                  GError              **error);

/* The same for memory that holds a value without the VARIANT around it: an argument
 * of a vtable call, an element of an array. @vt has no VT_BYREF. load() initialises
 * @value naturally, unless that is initialised already; store() overwrites, drop()
 * releases what is there and leaves zeros. All give an HRESULT. */
gsize    cpg_com_vt_get_size        (guint                 vt);
char    *cpg_com_vt_to_text         (guint                 vt);
/* Of numbers and text; VT_EMPTY for what is not the same everywhere. */
guint    cpg_com_vt_for_gtype       (GType                 gtype);
guint32  cpg_com_vt_load            (guint                 vt,
                                     gconstpointer         where,
                                     const CpgComDialect  *dialect,
                                     GValue               *value);
guint32  cpg_com_vt_store           (guint                 vt,
                                     gpointer              where,
                                     const CpgComDialect  *dialect,
                                     const GValue         *value);
void     cpg_com_vt_drop            (guint                 vt,
                                     gpointer              where,
                                     const CpgComDialect  *dialect);
/* Whether what is there may be dropped, or replaced: an array may be in use, or in
 * memory that is somebody else's. */
gboolean cpg_com_vt_can_go          (guint                 vt,
                                     gconstpointer         where);

/* (transfer full) (nullable): what is in an array that is there: whoever changes an
 * element leaves the array where it is. */
GBytes  *cpg_com_vt_copy_array      (guint                 vt,
                                     gconstpointer         where,
                                     const CpgComDialect  *dialect);
/* Whether that is still so. */
gboolean cpg_com_vt_has_array       (guint                 vt,
                                     gconstpointer         where,
                                     const CpgComDialect  *dialect,
                                     GBytes               *array);

/* A GVariant of a basic type as a GValue and the VT that has its width; and back. */
gboolean  cpg_com_vt_from_gvariant  (GVariant             *variant,
                                     guint                *vt,
                                     GValue               *value);
GVariant *cpg_com_vt_to_gvariant    (guint                 vt,
                                     const GValue         *value);
const char *cpg_com_vt_get_gvariant_type (guint            vt);

G_END_DECLS

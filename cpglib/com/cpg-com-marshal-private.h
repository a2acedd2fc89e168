/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-call-private.h>
#include <cpglib/com/cpg-com-variant-private.h>
#include <cpglib/contract/cpg-by-ref.h>
#include <cpglib/contract/cpg-method-private.h>

G_BEGIN_DECLS

/*
 * A method of a contract as a function of a vtable.
 *
 *   gboolean                     VARIANT_BOOL
 *   gchar, guchar                8 bits
 *   int, an enum; uint, flags    32 bits
 *   long, gint64; ulong, guint64 64 bits
 *   float, double                the same
 *   a string                     BSTR, or what the dialect has in its place
 *   CpgGuid                      GUID *, in the order of bytes of the dialect
 *   GObject, an interface        IUnknown *
 *   a pointer                    the same
 *   GError                       HRESULT
 *   anything else                VARIANT
 *   CpgByRef                     a pointer to what is in the box, in and out
 *   the answer                   a pointer at the end, out
 *
 * A type that was told, by cpg_com_method_set_type() or by type information, comes
 * before that.
 */

/* A VARTYPE for what has none; none of its bits is VT_ARRAY or VT_BYREF. */
#define CPG_COM_VT_GUID 0x0f00u

/* Goes with a VARTYPE: only out. */
#define CPG_COM_VT_OUT  0x10000u

/* What is pointed to, or passed. */
typedef union {
  gint16    as_int16;
  gint32    as_int32;
  guint32   as_uint32;
  double    as_double;
  gpointer  pointer;
  CpgGuid   guid;
  guint64   variant[3]; /* room for a VARIANT */
} CpgComCell;

/* How one parameter crosses. */
typedef struct {
  GType     gtype;     /* what crosses: what is in the box, if it is one; G_TYPE_VALUE: any */
  guint     vt;        /* VT_PTR: a pointer; CPG_COM_VT_GUID: a GUID; VT_LPSTR, VT_LPWSTR */
  char      letter;    /* of a signature */
  gboolean  is_told;   /* @vt need not be that of @gtype */
  gboolean  is_by_ref;
  gboolean  is_out;    /* nothing of the caller's is there */
} CpgComType;

void     cpg_com_type_init          (CpgComType           *self,
                                     GType                 gtype);
/* Puts a value where a function finds it. @value is of the type. */
guint32  cpg_com_type_store         (const CpgComType     *self,
                                     gpointer              where,
                                     const CpgComDialect  *dialect,
                                     const GValue         *value);

/* Puts a value into a VARIANT, which is overwritten: of the type that was told, if one
 * was. */
guint32  cpg_com_type_store_variant (const CpgComType     *self,
                                     CpgComVariant        *variant,
                                     const CpgComDialect  *dialect,
                                     const GValue         *value);
/* Puts a value where a VT_BYREF refers to. */
guint32  cpg_com_type_write_back    (const CpgComType     *self,
                                     const CpgComVariant  *by_ref,
                                     const CpgComDialect  *dialect,
                                     const GValue         *value);

/* What is in a box; an unset value if it is empty. */
const GValue *cpg_com_peek_box (CpgByRef *box);
/* Takes what a callee left for a box into it, if there is anything: all that came goes
 * back, or nothing. @result: of the call; gives what it is afterwards. */
guint32       cpg_com_box_take (CpgByRef *box,
                                GValue   *back,
                                guint32   result);

/* One method, prepared once. */
typedef struct _CpgComMethod CpgComMethod;
struct _CpgComMethod
{
  CpgMethod       *method;    /* (unowned): contracts stay */
  CpgComSignature  signature;
  CpgComType       types[];   /* of each parameter, and of the answer */
};

CpgComMethod *cpg_com_method_get      (CpgMethod            *method);

/* Before its first use: where the VARTYPEs of the parameters, and of the answer
 * after them, are others than those of their GTypes; VT_EMPTY: they are not. */
void          cpg_com_method_describe (CpgMethod            *method,
                                       const guint          *vts);

/* The same for one of them. %FALSE: it is too late. */
gboolean      cpg_com_method_tell     (CpgMethod            *method,
                                       guint                 place,
                                       guint                 vt);

/* As they are so far, of each parameter, and of the answer; this is no use. */
void          cpg_com_method_peek_types (CpgMethod          *method,
                                         CpgComType         *types);

/* (transfer full): the box of an in-out argument, for any value if @type is
 * G_TYPE_VALUE. One of several listeners is enough to change a boolean. */
CpgByRef     *cpg_com_box_new         (const GValue         *value,
                                       GType                 type);

/* The place in a vtable that is not a dispinterface's. */
guint         cpg_com_method_get_slot (const CpgComMethod   *self);

/* Calls a function of a foreign vtable. @values: of the parameters. @answer:
 * (nullable): initialised. Gives the HRESULT; what came back is in the boxes
 * and in @answer only if that is a success. */
guint32       cpg_com_method_call     (const CpgComMethod   *self,
                                       const CpgComDialect  *dialect,
                                       gpointer              iface,
                                       guint                 slot,
                                       const GValue         *values,
                                       GValue               *answer);

/*
 * CpgComCalled:
 * @values: of the parameters
 * @answer: (nullable): initialised
 *
 * Gets the call of a function of a vtable. Gives the HRESULT.
 */
typedef guint32 (* CpgComCalled)      (gpointer              data,
                                       CpgMethod            *method,
                                       const GValue         *values,
                                       GValue               *answer);

/* Leaves nothing where a function of a vtable of ours, which was called, only puts
 * something: whatever comes of the call, whoever calls may look there. */
void     cpg_com_method_clear_out     (const CpgComMethod   *self,
                                       void                **args);

/* A function of a vtable of ours was called, with the signature of @self:
 * @called gets values; its answer and what it puts into boxes go back. */
guint32       cpg_com_method_receive  (const CpgComMethod   *self,
                                       const CpgComDialect  *dialect,
                                       void                **args,
                                       CpgComCalled          called,
                                       gpointer              data);

G_END_DECLS

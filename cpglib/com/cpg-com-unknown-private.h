/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/com/cpg-com-call-private.h>

G_BEGIN_DECLS

/*
 * The COM objects that cpglib makes, of all kinds: an IUnknown, and any number
 * of interfaces that share its identity. What foreign code holds is the address
 * of a face; the vtable it points to is made of libffi closures once for each
 * interface and dialect, and stays.
 *
 * A kind of object is a CpgComClass, which names its CpgComInterfaces; each of
 * these is a list of CpgComSlots, one for each function after Release. All three
 * are static, or made once and kept. A kind's own structure begins with a
 * CpgComUnknown, as GObject has it.
 */
typedef struct _CpgComUnknown CpgComUnknown;
typedef struct _CpgComFace CpgComFace;
typedef struct _CpgComClass CpgComClass;
typedef struct _CpgComInterface CpgComInterface;
typedef struct _CpgComSlot CpgComSlot;

/*
 * CpgComFunction:
 * @self: the object
 * @slot: which function was called
 * @args: addresses of the arguments after the object, as the signature says
 *   that they are here
 *
 * A function of an interface. Gives the HRESULT (as Windows numbers it), or the
 * ULONG.
 */
typedef guint32 CpgComFunction (CpgComUnknown     *self,
                                const CpgComSlot  *slot,
                                void             **args);

#define CPG_COM_ARG(args, i, type) (*(type *) (args)[i])

struct _CpgComSlot
{
  CpgComSignature signature; /* the object is the first parameter */
  CpgComFunction *handler;
  gpointer        data;      /* the handler's */

  /* (nullable): the function itself, by CpgComConvention, where one that the compiler
   * makes is worth it: libffi looks at the types of the arguments at each call. It gets
   * the face, and does what is to be done with IIDs and results. */
  gpointer        functions[2];
};

#if defined (__x86_64__) && !defined (__ILP32__)
#define CPG_COM_MS_ABI __attribute__ ((ms_abi))
#endif

struct _CpgComInterface
{
  const CpgGuid *iids[3]; /* what QueryInterface knows it by; unused ones NULL */
  CpgComSlot    *slots;   /* after Release, without what dialects add */
  guint          n_slots;

  gpointer       vtables; /* (atomic): a list of those that were made */
};

struct _CpgComClass
{
  gsize             size;          /* of the structure that begins with a CpgComUnknown */
  CpgComInterface **interfaces;    /* at least one: the first one's face is the identity */
  guint             n_interfaces;

  /* (nullable): whether an object has an interface of its class after all */
  gboolean       (* has_interface) (CpgComUnknown *self,
                                    guint          index);
  /* (nullable): the last reference is gone */
  void           (* finalize)      (CpgComUnknown *self);
};

struct _CpgComFace
{
  gpointer       vtable; /* COM demands that it is the first */
  CpgComUnknown *object; /* whose it is */
};

struct _CpgComUnknown
{
  const CpgComClass   *klass;
  const CpgComDialect *dialect; /* interned */
  CpgComUnknown       *owner;   /* (unowned) (nullable): whose references are counted in
                                 * place of its own, and who frees it */
  gint                 n_refs;  /* (atomic) */
  CpgComFace          *faces;   /* by the index of the interface; in the same block */
};

/* IUnknown and nothing else. */
extern CpgComInterface cpg_com_interface_unknown;

/* Where a function of a COM interface puts what it gives: leaves %NULL there, and
 * tells whether there is such a place. */
static inline gboolean
cpg_com_out_clear (gpointer *out)
{
  if (out != NULL)
    *out = NULL;
  return out != NULL;
}

/* Gives one with one reference, or the owner's part; filled with zeros. */
gpointer       cpg_com_unknown_new       (const CpgComClass   *klass,
                                          const CpgComDialect *dialect,
                                          CpgComUnknown       *owner);
/* Frees one that has an owner. */
void           cpg_com_unknown_free      (CpgComUnknown       *self);
guint32        cpg_com_unknown_ref       (CpgComUnknown       *self);
/* %FALSE if its last reference is gone. */
gboolean       cpg_com_unknown_try_ref   (CpgComUnknown       *self);
guint32        cpg_com_unknown_unref     (CpgComUnknown       *self);
guint32        cpg_com_unknown_query     (CpgComUnknown       *self,
                                          const CpgGuid       *iid,
                                          gpointer            *out);
/* (transfer none): 0 is the identity */
gpointer       cpg_com_unknown_get_face  (CpgComUnknown       *self,
                                          guint                index);
/* (transfer none) (nullable): the object behind a pointer to an interface, if
 * it is one of cpglib and, unless that is %NULL, of @klass. */
CpgComUnknown *cpg_com_unknown_from_face (gpointer             iface,
                                          const CpgComClass   *klass);

G_END_DECLS

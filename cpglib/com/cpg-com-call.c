/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/com/cpg-com-call-private.h>
#include <cpglib/contract/cpg-lock-private.h>

#if defined (__x86_64__) && !defined (__ILP32__)
#define MS_ABI FFI_GNUW64
#endif

/* The structures that are passed by value, member by member. */
static ffi_type *guid_members[] = {
  &ffi_type_uint32, &ffi_type_uint16, &ffi_type_uint16,
  &ffi_type_uint8, &ffi_type_uint8, &ffi_type_uint8, &ffi_type_uint8,
  &ffi_type_uint8, &ffi_type_uint8, &ffi_type_uint8, &ffi_type_uint8,
  NULL
};
static ffi_type guid_type = { 0, 0, FFI_TYPE_STRUCT, guid_members };

static ffi_type *variant_members[] = {
  &ffi_type_uint16, &ffi_type_uint16, &ffi_type_uint16, &ffi_type_uint16,
#if GLIB_SIZEOF_VOID_P == 8
  &ffi_type_pointer, &ffi_type_pointer,
#else
  &ffi_type_uint64,
#endif
  NULL
};
static ffi_type variant_type = { 0, 0, FFI_TYPE_STRUCT, variant_members };

static ffi_type *decimal_members[] = {
  &ffi_type_uint16, &ffi_type_uint8, &ffi_type_uint8, &ffi_type_uint32, &ffi_type_uint64,
  NULL
};
static ffi_type decimal_type = { 0, 0, FFI_TYPE_STRUCT, decimal_members };

gboolean
cpg_com_dialect_has_convention (CpgComConvention convention)
{
#ifdef MS_ABI
  return TRUE;
#else
  return convention == CPG_COM_CONVENTION_NATIVE;
#endif
}

static ffi_abi
get_abi (const CpgComDialect *dialect)
{
#ifdef MS_ABI
  if (dialect->convention == CPG_COM_CONVENTION_MS)
    return MS_ABI;
#endif
  return FFI_DEFAULT_ABI;
}

static ffi_type *
get_type (const CpgComDialect *dialect,
          char                 letter)
{
  switch (letter)
    {
    case 'v':
      return &ffi_type_void;
    case 'h':
      return &ffi_type_uint32;
    case 'p':
    case 'G':
      return &ffi_type_pointer;
    case 'l':
      return dialect->ulong_size == 8 ? &ffi_type_uint64 : &ffi_type_uint32;
    case 'g':
      return dialect->iid_by_value ? &guid_type : &ffi_type_pointer;
    case 'c':
      return &ffi_type_sint8;
    case 'C':
      return &ffi_type_uint8;
    case 's':
      return &ffi_type_sint16;
    case 'S':
      return &ffi_type_uint16;
    case 'i':
      return &ffi_type_sint32;
    case 'u':
      return &ffi_type_uint32;
    case 'x':
      return &ffi_type_sint64;
    case 't':
      return &ffi_type_uint64;
    case 'z':
      return sizeof (gsize) == 8 ? &ffi_type_uint64 : &ffi_type_uint32;
    case 'f':
      return &ffi_type_float;
    case 'd':
      return &ffi_type_double;
    case 'V':
      return &variant_type;
    case 'D':
      return &decimal_type;
    default:
      g_assert_not_reached ();
    }
}

/* Libffi works out the sizes of a structure when it first sees it: that shall
 * not happen in two threads at once. */
static void
init_structures (void)
{
  static gsize is_done;

  if (g_once_init_enter (&is_done))
    {
      ffi_type *types[] = { &guid_type, &variant_type, &decimal_type };
      ffi_cif cif;

      if (ffi_prep_cif (&cif, FFI_DEFAULT_ABI, G_N_ELEMENTS (types), &ffi_type_void, types) != FFI_OK)
        g_error ("libffi refused to prepare structures");
      g_once_init_leave (&is_done, 1);
    }
}

/* What libffi has to know about @self in this dialect. */
const CpgComShape *
cpg_com_signature_get_shape (CpgComSignature     *self,
                             const CpgComDialect *dialect)
{
  guint variant = (dialect->convention == CPG_COM_CONVENTION_MS ? 1 : 0) |
                  (dialect->ulong_size == 8 ? 2 : 0) |
                  (dialect->iid_by_value ? 4 : 0);
  CpgComShape *shape = g_atomic_pointer_get (&self->shapes[variant]);
  guint n_params;

  if (G_LIKELY (shape != NULL))
    return shape;

  init_structures ();
  n_params = (guint) strlen (self->text) - 1;
  shape = g_malloc0 (sizeof (CpgComShape) + n_params * sizeof (ffi_type *));
  shape->text = self->text;
  shape->n_params = n_params;
  for (guint i = 0; i < n_params; i++)
    shape->types[i] = get_type (dialect, self->text[i + 1]);
  if (ffi_prep_cif (&shape->cif, get_abi (dialect), n_params, get_type (dialect, self->text[0]),
                    shape->types) != FFI_OK)
    g_error ("libffi refused to prepare a call of the kind %s", self->text);

  if (!g_atomic_pointer_compare_and_exchange (&self->shapes[variant], NULL, shape))
    {
      g_free (shape);
      shape = g_atomic_pointer_get (&self->shapes[variant]);
    }
  return shape;
}

void
cpg_com_guid_swap (CpgGuid *guid)
{
  guid->data1 = GUINT32_SWAP_LE_BE (guid->data1);
  guid->data2 = GUINT16_SWAP_LE_BE (guid->data2);
  guid->data3 = GUINT16_SWAP_LE_BE (guid->data3);
}

/* What an argument becomes there, if it is not the same. */
typedef union {
  CpgGuid        guid;
  guint32        narrow;
} Changed;

guint64
cpg_com_call_function (const CpgComDialect  *dialect,
                       gpointer              function,
                       CpgComSignature      *signature,
                       void                **args)
{
  const CpgComShape *shape = cpg_com_signature_get_shape (signature, dialect);
  void **given = g_newa (void *, shape->n_params + 1);
  Changed *changed = g_newa (Changed, shape->n_params + 1);
  gpointer *addresses = g_newa (gpointer, shape->n_params + 1);
  union {
    ffi_arg  as_register;
    guint64  as_uint64;
    gpointer as_pointer;
  } result = { 0 };

  for (guint i = 0; i < shape->n_params; i++)
    {
      given[i] = args[i];
      switch (shape->text[i + 1])
        {
        case 'l':
          if (dialect->ulong_size == 4)
            {
              changed[i].narrow = (guint32) *(guint64 *) args[i];
              given[i] = &changed[i];
            }
          break;
        case 'g':
        case 'G':
          {
            const CpgGuid *guid = *(const CpgGuid **) args[i];

            changed[i].guid = guid != NULL ? *guid : cpg_iid_null;
            if (dialect->iid_is_big_endian)
              cpg_com_guid_swap (&changed[i].guid);
            addresses[i] = guid != NULL ? &changed[i].guid : NULL;
            given[i] = dialect->iid_by_value && shape->text[i + 1] == 'g' ? (void *) &changed[i].guid
                                                                          : (void *) &addresses[i];
          }
          break;
        default:
          break;
        }
    }

  cpg_lock_check ();
  /* It never writes to the shape. */
  ffi_call ((ffi_cif *) &shape->cif, FFI_FN (function), &result, given);

  switch (shape->text[0])
    {
    case 'h':
      return cpg_com_dialect_from_result (dialect, (guint32) result.as_register);
    case 'l':
      return dialect->ulong_size == 8 ? result.as_uint64 : (guint32) result.as_register;
    case 'p':
      return GPOINTER_TO_SIZE (result.as_pointer);
    default:
      return 0;
    }
}

static gpointer
get_function (const CpgComDialect *dialect,
              gpointer             iface,
              guint                slot)
{
  gpointer *vtable = *(gpointer **) iface;

  return vtable[slot < CPG_N_UNKNOWN_SLOTS ? slot : slot + dialect->n_extra_slots];
}

guint32
cpg_com_call (const CpgComDialect  *dialect,
              gpointer              iface,
              guint                 slot,
              CpgComSignature      *signature,
              void                **args)
{
  guint n_params = cpg_com_signature_get_shape (signature, dialect)->n_params;
  void **all = g_newa (void *, n_params);

  all[0] = &iface;
  for (guint i = 1; i < n_params; i++)
    all[i] = args[i - 1];

  return (guint32) cpg_com_call_function (dialect, get_function (dialect, iface, slot), signature, all);
}

guint32
cpg_com_query_interface (const CpgComDialect *dialect,
                         gpointer             iface,
                         const CpgGuid       *iid,
                         gpointer            *out)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpgp");
  gpointer *address = out;
  void *args[] = { &iid, &address };
  guint32 result;

  *out = NULL;
  result = cpg_com_call (dialect, iface, CPG_SLOT_QUERY_INTERFACE, &signature, args);
  /* Some leave rubbish where they fail, and some succeed with nothing. */
  if (CPG_HRESULT_FAILED (result))
    *out = NULL;
  else if (*out == NULL)
    result = CPG_E_NOINTERFACE;

  return result;
}

static CpgComSignature count_signature = CPG_COM_SIGNATURE ("lp");

gulong
cpg_com_add_ref (const CpgComDialect *dialect,
                 gpointer             iface)
{
  void *args[] = { &iface };

  return (gulong) cpg_com_call_function (dialect, get_function (dialect, iface, CPG_SLOT_ADD_REF),
                                         &count_signature, args);
}

gulong
cpg_com_drop_ref (const CpgComDialect *dialect,
                 gpointer             iface)
{
  void *args[] = { &iface };

  return (gulong) cpg_com_call_function (dialect, get_function (dialect, iface, CPG_SLOT_RELEASE),
                                         &count_signature, args);
}

void
cpg_com_clear (const CpgComDialect *dialect,
               gpointer            *iface)
{
  gpointer released = *iface;

  *iface = NULL;
  if (released != NULL)
    cpg_com_drop_ref (dialect, released);
}

gboolean
cpg_com_result_is_gone (guint32 result)
{
  switch (result)
    {
    case CPG_RPC_E_DISCONNECTED:
    case CPG_CO_E_OBJNOTCONNECTED:
    case CPG_RPC_E_SERVER_DIED:
    case CPG_RPC_E_SERVER_DIED_DNE:
    case CPG_RPC_S_SERVER_UNAVAILABLE:
      return TRUE;
    default:
      return FALSE;
    }
}

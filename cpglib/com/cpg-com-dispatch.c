/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-export-private.h>
#include <cpglib/com/cpg-com-property-private.h>
#include <cpglib/com/cpg-com-type-info-private.h>
#include <cpglib/com/cpg-com-variant-private.h>
#include <cpglib/com/cpg-hresult.h>

/* IDispatch of an exported object: its properties. */

static CpgComFunction get_type_info_count_called;
static CpgComFunction get_type_info_called;
static CpgComFunction get_ids_of_names_called;
static CpgComFunction invoke_called;

static CpgComSlot slots[] = {
  { CPG_COM_SIGNATURE ("hpp"),        get_type_info_count_called },
  { CPG_COM_SIGNATURE ("hpuup"),      get_type_info_called },
  { CPG_COM_SIGNATURE ("hpgpuup"),    get_ids_of_names_called },
  { CPG_COM_SIGNATURE ("hpiguSpppp"), invoke_called }
};

CpgComInterface cpg_com_interface_dispatch = { { &cpg_iid_dispatch }, slots, G_N_ELEMENTS (slots) };

static GObject *
get_object (CpgComUnknown *unknown)
{
  return ((CpgComExport *) unknown)->object;
}

static guint32
get_type_info_count_called (CpgComUnknown     *unknown,
                            const CpgComSlot  *slot,
                            void             **args)
{
  guint32 *out = CPG_COM_ARG (args, 0, guint32 *);

  if (out == NULL)
    return CPG_E_POINTER;

  *out = 1;
  return CPG_S_OK;
}

static guint32
get_type_info_called (CpgComUnknown     *unknown,
                      const CpgComSlot  *slot,
                      void             **args)
{
  gpointer *out = CPG_COM_ARG (args, 2, gpointer *);

  if (!cpg_com_out_clear (out))
    return CPG_E_POINTER;
  if (CPG_COM_ARG (args, 0, guint32) != 0)
    return CPG_DISP_E_BADINDEX;

  *out = cpg_com_type_info_new_for_properties (G_OBJECT_TYPE (get_object (unknown)), unknown->dialect);
  return CPG_S_OK;
}

static guint32
get_ids_of_names_called (CpgComUnknown     *unknown,
                         const CpgComSlot  *slot,
                         void             **args)
{
  const CpgGuid *iid = CPG_COM_ARG (args, 0, const CpgGuid *);
  gpointer *names = CPG_COM_ARG (args, 1, gpointer *);
  guint32 n_names = CPG_COM_ARG (args, 2, guint32);
  gint32 *ids = CPG_COM_ARG (args, 4, gint32 *);
  g_autofree char *name = NULL;

  if (iid != NULL && !cpg_guid_equal (iid, &cpg_iid_null))
    return CPG_DISP_E_UNKNOWNINTERFACE;
  if (names == NULL || ids == NULL)
    return CPG_E_POINTER;

  /* A property has no parameters, which further names would be those of. */
  for (guint i = 0; i < n_names; i++)
    ids[i] = CPG_DISPID_UNKNOWN;
  if (n_names > 0 && names[0] != NULL)
    name = cpg_com_wide_to_utf8 (unknown->dialect, names[0]);
  if (name != NULL)
    ids[0] = cpg_com_property_find_dispid (G_OBJECT_GET_CLASS (get_object (unknown)), name);

  return n_names == 1 && ids[0] != CPG_DISPID_UNKNOWN ? CPG_S_OK : CPG_DISP_E_UNKNOWNNAME;
}

static guint32
get_property (CpgComUnknown          *unknown,
              GParamSpec             *spec,
              const CpgComDispParams *params,
              CpgComVariant          *out)
{
  g_autoptr (GError) error = NULL;
  GValue value = G_VALUE_INIT;

  if (!(spec->flags & G_PARAM_READABLE))
    return CPG_DISP_E_MEMBERNOTFOUND;
  if (params->n_args != 0)
    return CPG_DISP_E_BADPARAMCOUNT;
  if (out == NULL)
    return CPG_S_OK;

  g_value_init (&value, spec->value_type);
  g_object_get_property (get_object (unknown), spec->name, &value);
  cpg_com_variant_set (out, unknown->dialect, &value, &error);
  g_value_unset (&value);

  return cpg_error_to_hresult (error);
}

static guint32
set_property (CpgComUnknown          *unknown,
              GParamSpec             *spec,
              const CpgComDispParams *params,
              guint32                *bad_argument)
{
  g_autoptr (GError) error = NULL;
  GValue value = G_VALUE_INIT;
  guint32 result = CPG_S_OK;

  if (!(spec->flags & G_PARAM_WRITABLE) || (spec->flags & G_PARAM_CONSTRUCT_ONLY))
    return CPG_DISP_E_MEMBERNOTFOUND;
  if (params->n_args != 1)
    return CPG_DISP_E_BADPARAMCOUNT;
  /* The new value is the argument of that name, or has none. */
  if (params->n_named > 1 ||
      (params->n_named == 1 && (params->named_ids == NULL || params->named_ids[0] != CPG_DISPID_PROPERTYPUT)))
    return CPG_DISP_E_PARAMNOTFOUND;

  g_value_init (&value, spec->value_type);
  if (!cpg_com_variant_get (&params->args[0], unknown->dialect, &value, &error))
    {
      result = cpg_error_to_hresult (error);
      if (bad_argument != NULL)
        *bad_argument = 0;
    }
  /* GObject would take the nearest value that is allowed. */
  else if (g_param_value_validate (spec, &value))
    result = CPG_DISP_E_OVERFLOW;
  else
    g_object_set_property (get_object (unknown), spec->name, &value);
  g_value_unset (&value);

  return result;
}

static guint32
invoke_called (CpgComUnknown     *unknown,
               const CpgComSlot  *slot,
               void             **args)
{
  gint32 dispid = CPG_COM_ARG (args, 0, gint32);
  const CpgGuid *iid = CPG_COM_ARG (args, 1, const CpgGuid *);
  guint16 flags = CPG_COM_ARG (args, 3, guint16);
  const CpgComDispParams *params = CPG_COM_ARG (args, 4, const CpgComDispParams *);
  CpgComVariant *out = CPG_COM_ARG (args, 5, CpgComVariant *);
  GParamSpec *spec;

  if (iid != NULL && !cpg_guid_equal (iid, &cpg_iid_null))
    return CPG_DISP_E_UNKNOWNINTERFACE;
  if (params == NULL || (params->n_args > 0 && params->args == NULL))
    return CPG_E_POINTER;

  spec = cpg_com_property_find (G_OBJECT_GET_CLASS (get_object (unknown)), dispid);
  if (spec == NULL)
    return CPG_DISP_E_MEMBERNOTFOUND;

  if (flags & CPG_DISPATCH_PROPERTYGET)
    return get_property (unknown, spec, params, out);
  if (flags & (CPG_DISPATCH_PROPERTYPUT | CPG_DISPATCH_PROPERTYPUTREF))
    return set_property (unknown, spec, params, CPG_COM_ARG (args, 7, guint32 *));
  return CPG_DISP_E_MEMBERNOTFOUND;
}

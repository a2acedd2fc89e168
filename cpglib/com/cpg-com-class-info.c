/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-export-private.h>
#include <cpglib/com/cpg-com-type-info-private.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>

/* IProvideClassInfo2 of an exported source. */

static CpgComFunction get_class_info_called;
static CpgComFunction get_guid_called;

static CpgComSlot slots[] = {
  { CPG_COM_SIGNATURE ("hpp"),  get_class_info_called },
  { CPG_COM_SIGNATURE ("hpup"), get_guid_called }
};

CpgComInterface cpg_com_interface_class_info = {
  { &cpg_iid_provide_class_info_2, &cpg_iid_provide_class_info }, slots, G_N_ELEMENTS (slots)
};

static guint32
get_class_info_called (CpgComUnknown     *unknown,
                       const CpgComSlot  *slot,
                       void             **args)
{
  gpointer *out = CPG_COM_ARG (args, 0, gpointer *);

  if (!cpg_com_out_clear (out))
    return CPG_E_POINTER;

  *out = cpg_com_type_info_new_for_object (((CpgComExport *) unknown)->object, unknown->dialect);
  return CPG_S_OK;
}

/* Where there is no default, the results are ATL's. */
static guint32
get_guid_called (CpgComUnknown     *unknown,
                 const CpgComSlot  *slot,
                 void             **args)
{
  guint32 kind = CPG_COM_ARG (args, 0, guint32);
  CpgGuid *out = CPG_COM_ARG (args, 1, CpgGuid *);
  CpgComExport *self = (CpgComExport *) unknown;
  CpgOutgoingInterface *contract;

  if (out == NULL)
    return CPG_E_POINTER;
  *out = cpg_iid_null;
  if (kind != CPG_GUIDKIND_DEFAULT_SOURCE_DISP_IID)
    return CPG_E_INVALIDARG;

  contract = cpg_connection_point_container_get_default_interface (cpg_com_export_get_container (self));
  if (contract == NULL)
    return CPG_E_FAIL;

  *out = contract->iid;
  if (unknown->dialect->iid_is_big_endian)
    cpg_com_guid_swap (out);
  return CPG_S_OK;
}

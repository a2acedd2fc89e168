/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "inspect-json.h"
#include "inspect-print.h"

/* For programs. The keys stay; new ones may come. */

static const char *
get_combine_nick (CpgMethod *method)
{
  GEnumClass *klass = g_type_class_ref (CPG_TYPE_COMBINE);
  const char *nick = g_enum_get_value (klass, (int) cpg_method_get_combine (method))->value_nick;

  g_type_class_unref (klass); /* the nick is static */
  return nick;
}

static void
add_params (InspectJson *json,
            CpgMethod   *method)
{
  inspect_json_open (json, "parameters", '[');
  for (guint i = 0; i < cpg_method_get_n_params (method); i++)
    {
      gboolean is_inout = cpg_method_get_param_direction (method, i) == CPG_DIRECTION_INOUT;

      inspect_json_open (json, NULL, '{');
      inspect_json_string (json, "name", cpg_method_get_param_name (method, i));
      inspect_json_string (json, "type", g_type_name (cpg_method_get_param_value_type (method, i)));
      inspect_json_string (json, "direction", is_inout ? "inout" : "in");
      inspect_json_close (json, '}');
    }
  inspect_json_close (json, ']');
}

static void
add_method (InspectJson *json,
            CpgMethod   *method)
{
  GType return_type = cpg_method_get_return_type (method);

  inspect_json_open (json, NULL, '{');
  inspect_json_string (json, "name", cpg_method_get_name (method));
  inspect_json_string (json, "com_name", cpg_method_get_com_name (method));
  inspect_json_int (json, "dispid", cpg_method_get_dispid (method));
  add_params (json, method);
  if (return_type != G_TYPE_NONE)
    {
      inspect_json_open (json, "answer", '{');
      inspect_json_string (json, "type", g_type_name (return_type));
      inspect_json_string (json, "combine", get_combine_nick (method));
      inspect_json_close (json, '}');
    }
  else
    {
      inspect_json_string (json, "answer", NULL);
    }
  inspect_json_close (json, '}');
}

static void
add_contract (InspectJson          *json,
              CpgOutgoingInterface *contract)
{
  g_autofree char *iid = cpg_guid_to_string (cpg_outgoing_interface_get_iid (contract));

  inspect_json_open (json, NULL, '{');
  inspect_json_string (json, "name", cpg_outgoing_interface_get_name (contract));
  inspect_json_string (json, "iid", iid);
  inspect_json_string (json, "made_of", inspect_has_methods (contract) ? "methods" : "signals");
  inspect_json_open (json, "methods", '[');
  for (guint i = 0; i < cpg_outgoing_interface_get_n_methods (contract); i++)
    add_method (json, cpg_outgoing_interface_get_method (contract, i));
  inspect_json_close (json, ']');
  inspect_json_close (json, '}');
}

static void
add_source (InspectJson     *json,
            InspectContents *contents,
            GType            source)
{
  g_autoptr (GPtrArray) fired = inspect_contents_list_fired (contents, source);

  inspect_json_open (json, NULL, '{');
  inspect_json_string (json, "name", g_type_name (source));
  inspect_json_open (json, "interfaces", '[');
  for (guint i = 0; i < fired->len; i++)
    {
      CpgOutgoingInterface *contract = g_ptr_array_index (fired, i);

      inspect_json_open (json, NULL, '{');
      inspect_json_string (json, "name", cpg_outgoing_interface_get_name (contract));
      inspect_json_bool (json, "default", inspect_is_default (source, contract));
      inspect_json_open (json, "signals", '{');
      for (guint j = 0; j < cpg_outgoing_interface_get_n_methods (contract); j++)
        {
          CpgMethod *method = cpg_outgoing_interface_get_method (contract, j);

          inspect_json_string (json, cpg_method_get_name (method), cpg_type_get_outgoing_signal (source, method));
        }
      inspect_json_close (json, '}');
      inspect_json_close (json, '}');
    }
  inspect_json_close (json, ']');
  inspect_json_close (json, '}');
}

char *
inspect_contents_to_json (InspectContents *self)
{
  InspectJson json;

  inspect_json_init (&json);
  inspect_json_open (&json, NULL, '{');
  inspect_json_string (&json, "name", self->name);
  inspect_json_string (&json, "version", self->version);
  inspect_json_open (&json, "interfaces", '[');
  for (guint i = 0; i < self->contracts->len; i++)
    add_contract (&json, g_ptr_array_index (self->contracts, i));
  inspect_json_close (&json, ']');
  inspect_json_open (&json, "sources", '[');
  for (guint i = 0; i < self->sources->len; i++)
    add_source (&json, self, GPOINTER_TO_SIZE (g_ptr_array_index (self->sources, i)));
  inspect_json_close (&json, ']');
  inspect_json_close (&json, '}');
  return inspect_json_finish (&json);
}

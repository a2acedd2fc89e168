/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "inspect-print.h"

/* For people, and for the compilers of IDL. */

static void
append_contract (GString              *text,
                 CpgOutgoingInterface *contract)
{
  g_autofree char *printed = cpg_outgoing_interface_to_string (contract);
  guint n_methods = cpg_outgoing_interface_get_n_methods (contract);

  g_string_append (text, printed);
  for (guint i = 0; i < n_methods; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "  in COM: " : ", ",
                            cpg_method_get_com_name (cpg_outgoing_interface_get_method (contract, i)));
  g_string_append (text, n_methods > 0 ? "\n\n" : "\n");
}

static void
append_fired (GString              *text,
              GType                 source,
              CpgOutgoingInterface *contract)
{
  gboolean has_signals = FALSE;

  g_string_append_printf (text, "  %s%s", cpg_outgoing_interface_get_name (contract),
                          inspect_is_default (source, contract) ? " (default)" : "");
  for (guint i = 0; i < cpg_outgoing_interface_get_n_methods (contract); i++)
    {
      const char *name = cpg_type_get_outgoing_signal (source, cpg_outgoing_interface_get_method (contract, i));

      if (name == NULL)
        continue;
      g_string_append_printf (text, "%s%s", has_signals ? ", " : ": signals ", name);
      has_signals = TRUE;
    }
  g_string_append (text, has_signals ? "\n" : ": no signals\n");
}

char *
inspect_contents_to_text (InspectContents *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->contracts->len; i++)
    append_contract (text, g_ptr_array_index (self->contracts, i));

  for (guint i = 0; i < self->sources->len; i++)
    {
      GType source = GPOINTER_TO_SIZE (g_ptr_array_index (self->sources, i));
      g_autoptr (GPtrArray) fired = inspect_contents_list_fired (self, source);

      g_string_append_printf (text, "%s fires\n", g_type_name (source));
      for (guint j = 0; j < fired->len; j++)
        append_fired (text, source, g_ptr_array_index (fired, j));
      g_string_append_c (text, '\n');
    }

  /* Blank lines are between. */
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

char *
inspect_contents_to_idl (InspectContents *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->contracts->len; i++)
    {
      g_autofree char *idl = cpg_outgoing_interface_to_idl (g_ptr_array_index (self->contracts, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", idl);
    }
  return g_string_free (text, FALSE);
}

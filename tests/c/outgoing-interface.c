/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

static void
test_of_c (void)
{
  static const char * const names[] = {
    "nothing", "price-changed", "numbers", "texts", "things", "many", "may-close", "is-handled",
    "first-number", "last-number", "last-text", "last-object",
  };
  g_autoptr (GError) error = NULL;
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, &error);
  g_autofree char *iid = NULL;

  g_assert_no_error (error);
  g_assert_true (cpg_outgoing_interface_get_gtype (contract) == FIX_TYPE_EVENTS);
  g_assert_cmpstr (cpg_outgoing_interface_get_name (contract), ==, "FixEvents");
  iid = cpg_guid_to_string (cpg_outgoing_interface_get_iid (contract));
  g_assert_cmpstr (iid, ==, FIX_EVENTS_IID);

  g_assert_cmpuint (cpg_outgoing_interface_get_n_methods (contract), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CpgMethod *method = cpg_outgoing_interface_get_method (contract, i);

      g_assert_cmpstr (cpg_method_get_name (method), ==, names[i]);
      g_assert_cmpuint (cpg_method_get_index (method), ==, i);
      g_assert_cmpint (cpg_method_get_dispid (method), ==, (int) i + 1);
    }
  g_assert_null (cpg_outgoing_interface_get_method (contract, G_N_ELEMENTS (names)));
  g_assert_null (cpg_outgoing_interface_get_method (contract, G_MAXUINT));
  g_assert_null (cpg_outgoing_interface_lookup_method (contract, ""));
  g_assert_null (cpg_outgoing_interface_lookup_method (contract, "price"));
}

static void
test_to_string (void)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, NULL);
  g_autofree char *text = cpg_outgoing_interface_to_string (contract);

  g_assert_cmpstr (text, ==,
                   "FixEvents " FIX_EVENTS_IID "\n"
                   "  1: nothing ()\n"
                   "  2: price-changed (symbol: gchararray, price: gdouble)\n"
                   "  3: numbers (a_char: gchar, an_uchar: guchar, a_boolean: gboolean, an_int: gint, "
                   "an_uint: guint, a_long: glong, an_ulong: gulong, an_int64: gint64, an_uint64: guint64, "
                   "a_float: gfloat, a_double: gdouble)\n"
                   "  4: texts (text: gchararray, strv: GStrv, variant: GVariant)\n"
                   "  5: things (color: FixColor, parts: FixParts, box: FixBox, object: GObject, type: GType, "
                   "spec: GParam)\n"
                   "  6: many (a1: gint, a2: gint, a3: gint, a4: gint, a5: gint, a6: gint, a7: gint, a8: gint, "
                   "a9: gchararray)\n"
                   "  7: may-close () -> gboolean (all-true)\n"
                   "  8: is-handled (what: gchararray) -> gboolean (any-true)\n"
                   "  9: first-number (n: gint) -> gint (first)\n"
                   "  10: last-number (n: gint) -> gint (last)\n"
                   "  11: last-text (n: gint) -> gchararray (last)\n"
                   "  12: last-object () -> GObject (last)\n");
}

static void
test_derived_iid (void)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (FIX_TYPE_OTHER, NULL);
  g_autoptr (CpgGuid) derived = cpg_guid_new_for_name ("FixOther");

  g_assert_true (cpg_guid_equal (cpg_outgoing_interface_get_iid (contract), derived));
}

static void
test_registry (void)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, NULL);
  g_autoptr (CpgGuid) iid = cpg_guid_new (FIX_EVENTS_IID, NULL);
  g_autoptr (CpgGuid) unknown = cpg_guid_new ("00000000-0000-0000-0000-000000000001", NULL);

  g_assert_true (cpg_outgoing_interface_for_iid (iid) == contract);
  g_assert_true (cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, NULL) == contract);
  g_assert_null (cpg_outgoing_interface_for_iid (unknown));
}

static void
test_of_signals (void)
{
  g_autoptr (GError) error = NULL;
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (FIX_TYPE_NOTES, &error);
  g_autoptr (CpgGuid) derived = cpg_guid_new_for_name ("FixNotes");

  g_assert_no_error (error);
  g_assert_cmpuint (cpg_outgoing_interface_get_n_methods (contract), ==, 2);
  g_assert_nonnull (cpg_outgoing_interface_lookup_method (contract, "noted"));
  g_assert_true (cpg_outgoing_interface_for_iid (derived) == contract);
}

/* Interfaces of GIO, which have never heard of cpglib. */
static void
test_of_gio (void)
{
  static const struct { const char *method; guint n_params; } methods[] = {
    { "action-added", 1 }, { "action-removed", 1 },
    { "action-enabled-changed", 2 }, { "action-state-changed", 2 },
  };
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (G_TYPE_ACTION_GROUP, NULL);

  g_assert_cmpuint (cpg_outgoing_interface_get_n_methods (contract), ==, G_N_ELEMENTS (methods));
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      CpgMethod *method = cpg_outgoing_interface_lookup_method (contract, methods[i].method);

      g_assert_nonnull (method);
      g_assert_cmpuint (cpg_method_get_n_params (method), ==, methods[i].n_params);
    }

  contract = cpg_outgoing_interface_for_type (G_TYPE_LIST_MODEL, NULL);
  g_assert_cmpuint (cpg_outgoing_interface_get_n_methods (contract), ==, 1);
  g_assert_cmpuint (cpg_method_get_n_params (cpg_outgoing_interface_get_method (contract, 0)), ==, 3);
}

static void
test_no_contract (void)
{
  const GType wrong[] = {
    G_TYPE_INVALID, G_TYPE_NONE, G_TYPE_INT, G_TYPE_STRING, G_TYPE_OBJECT, G_TYPE_INTERFACE,
    FIX_TYPE_SOURCE, FIX_TYPE_RECORDER, G_TYPE_ICON /* no signals */, FIX_TYPE_BOX,
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cpg_outgoing_interface_for_type (wrong[i], &error));
      g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT);
      if (wrong[i] != G_TYPE_INVALID)
        assert_names (error, g_type_name (wrong[i]));
    }
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/outgoing-interface/of-c", test_of_c);
  g_test_add_func ("/outgoing-interface/to-string", test_to_string);
  g_test_add_func ("/outgoing-interface/derived-iid", test_derived_iid);
  g_test_add_func ("/outgoing-interface/registry", test_registry);
  g_test_add_func ("/outgoing-interface/of-signals", test_of_signals);
  g_test_add_func ("/outgoing-interface/of-gio", test_of_gio);
  g_test_add_func ("/outgoing-interface/no-contract", test_no_contract);

  return g_test_run ();
}

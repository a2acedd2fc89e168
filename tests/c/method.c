/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

static void
test_names (void)
{
  static const struct { const char *given, *name, *com_name; } names[] = {
    { "FontChanged",   "font-changed",    "FontChanged" },
    { "OnHTTPError2",  "on-http-error2",  "OnHTTPError2" },
    { "price-changed", "price-changed",   "PriceChanged" },
    { "price_moved",   "price-moved",     "PriceMoved" },
    { "fire",          "fire",            "Fire" },
    { "Done",          "done",            "Done" },
    { "ID",            "id",              "ID" },
    { "NewURL",        "new-url",         "NewURL" },
    { "URLOpened",     "url-opened",      "URLOpened" },
    { "Mp3Ready",      "mp3-ready",       "Mp3Ready" },
    { "camelCase",     "camel-case",      "camelCase" },
    { "a",             "a",               "A" },
  };
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("MethodNames", NULL);
  g_autoptr (GError) error = NULL;
  CpgOutgoingInterface *contract;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    cpg_interface_builder_add_method (builder, names[i].given, (int) i + 1, CPG_COMBINE_LAST,
                                      G_TYPE_NONE, NULL, NULL, 0);
  contract = cpg_interface_builder_register (builder, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CpgMethod *method = cpg_outgoing_interface_get_method (contract, i);

      g_assert_cmpstr (cpg_method_get_name (method), ==, names[i].name);
      g_assert_cmpstr (cpg_method_get_com_name (method), ==, names[i].com_name);
      g_assert_true (cpg_outgoing_interface_lookup_method (contract, names[i].given) == method);
      g_assert_true (cpg_outgoing_interface_lookup_method (contract, names[i].name) == method);
      g_assert_true (cpg_outgoing_interface_lookup_method (contract, names[i].com_name) == method);
    }
}

static void
test_of_c (void)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, NULL);
  CpgMethod *method = cpg_outgoing_interface_lookup_method (contract, "price-changed");

  g_assert_cmpstr (cpg_method_get_name (method), ==, "price-changed");
  g_assert_cmpstr (cpg_method_get_com_name (method), ==, "PriceChanged");
  g_assert_cmpuint (cpg_method_get_index (method), ==, 1);
  g_assert_cmpuint (cpg_method_get_slot (method), ==, G_STRUCT_OFFSET (FixEventsInterface, price_changed));
  g_assert_cmpint (cpg_method_get_dispid (method), ==, 2);
  g_assert_cmpint (cpg_method_get_combine (method), ==, CPG_COMBINE_LAST);
  g_assert_true (cpg_method_get_return_type (method) == G_TYPE_NONE);
  g_assert_cmpuint (cpg_method_get_n_params (method), ==, 2);
  g_assert_cmpstr (cpg_method_get_param_name (method, 0), ==, "symbol");
  g_assert_true (cpg_method_get_param_type (method, 0) == G_TYPE_STRING);
  g_assert_cmpstr (cpg_method_get_param_name (method, 1), ==, "price");
  g_assert_true (cpg_method_get_param_type (method, 1) == G_TYPE_DOUBLE);

  /* past the last */
  g_assert_null (cpg_method_get_param_name (method, 2));
  g_assert_true (cpg_method_get_param_type (method, 2) == G_TYPE_INVALID);
  g_assert_null (cpg_method_get_param_name (method, G_MAXUINT));
}

static void
test_of_signals (void)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (FIX_TYPE_NOTES, NULL);
  CpgMethod *method = cpg_outgoing_interface_lookup_method (contract, "asked");

  g_assert_cmpuint (cpg_method_get_slot (method), ==, 0);
  g_assert_cmpint (cpg_method_get_dispid (method), ==, 2);
  g_assert_cmpint (cpg_method_get_combine (method), ==, CPG_COMBINE_ANY_TRUE);
  g_assert_true (cpg_method_get_return_type (method) == G_TYPE_BOOLEAN);
  g_assert_cmpstr (cpg_method_get_param_name (method, 0), ==, "arg1");
  g_assert_true (cpg_method_get_param_type (method, 0) == G_TYPE_INT);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/method/names", test_names);
  g_test_add_func ("/method/of-c", test_of_c);
  g_test_add_func ("/method/of-signals", test_of_signals);

  return g_test_run ();
}

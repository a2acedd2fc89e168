/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "helpers.h"

static const char * const names[] = { "symbol", "price" };
static const GType types[] = { G_TYPE_STRING, G_TYPE_DOUBLE };

static void
test_register (void)
{
  g_autoptr (CpgGuid) iid = cpg_guid_new ("d6d1c9c5-6a36-4c0e-8d8c-5f6f1c1e0001", NULL);
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltEvents", iid);
  g_autoptr (GError) error = NULL;
  CpgOutgoingInterface *contract;
  CpgMethod *method;

  cpg_interface_builder_add_method (builder, "PriceChanged", 7, CPG_COMBINE_LAST, G_TYPE_NONE,
                                    names, types, 2);
  cpg_interface_builder_add_method (builder, "may_close", -5, CPG_COMBINE_ALL_TRUE, G_TYPE_BOOLEAN,
                                    NULL, types, 1);
  contract = cpg_interface_builder_register (builder, &error);
  g_assert_no_error (error);

  g_assert_true (G_TYPE_IS_INTERFACE (cpg_outgoing_interface_get_gtype (contract)));
  g_assert_true (g_type_from_name ("BuiltEvents") == cpg_outgoing_interface_get_gtype (contract));
  g_assert_true (cpg_guid_equal (cpg_outgoing_interface_get_iid (contract), iid));
  g_assert_true (cpg_outgoing_interface_for_iid (iid) == contract);
  g_assert_true (cpg_outgoing_interface_for_type (g_type_from_name ("BuiltEvents"), NULL) == contract);
  g_assert_cmpuint (cpg_outgoing_interface_get_n_methods (contract), ==, 2);

  method = cpg_outgoing_interface_get_method (contract, 0);
  g_assert_cmpstr (cpg_method_get_name (method), ==, "price-changed");
  g_assert_cmpint (cpg_method_get_dispid (method), ==, 7);
  g_assert_cmpuint (cpg_method_get_slot (method), ==, sizeof (GTypeInterface));
  g_assert_cmpstr (cpg_method_get_param_name (method, 1), ==, "price");
  method = cpg_outgoing_interface_get_method (contract, 1);
  g_assert_cmpint (cpg_method_get_dispid (method), ==, -5);
  g_assert_cmpuint (cpg_method_get_slot (method), ==, sizeof (GTypeInterface) + sizeof (gpointer));
  g_assert_cmpstr (cpg_method_get_param_name (method, 0), ==, "arg1");
  g_assert_cmpint (cpg_method_get_combine (method), ==, CPG_COMBINE_ALL_TRUE);
}

static void
assert_refused (CpgInterfaceBuilder *builder,
                CpgError             code,
                const char          *culprit)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cpg_interface_builder_register (builder, &error));
  g_assert_error (error, CPG_ERROR, (int) code);
  assert_names (error, culprit);
  g_assert_null (cpg_interface_builder_register (builder, NULL));
}

static void
test_twice (void)
{
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltTwice", NULL);
  g_autoptr (CpgInterfaceBuilder) taken = cpg_interface_builder_new ("GObject", NULL);
  g_autoptr (CpgInterfaceBuilder) same_iid = NULL;
  g_autoptr (CpgGuid) iid = NULL;

  cpg_interface_builder_add_method (builder, "first", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
  g_assert_nonnull (cpg_interface_builder_register (builder, NULL));
  assert_refused (builder, CPG_ERROR_EXISTS, "BuiltTwice");
  assert_refused (taken, CPG_ERROR_EXISTS, "GObject");

  /* A type can't be taken back: what is refused leaves none. */
  iid = cpg_guid_new_for_name ("BuiltTwice");
  same_iid = cpg_interface_builder_new ("BuiltThrice", iid);
  assert_refused (same_iid, CPG_ERROR_EXISTS, "BuiltTwice");
  g_assert_true (g_type_from_name ("BuiltThrice") == G_TYPE_INVALID);
}

static void
test_type_names (void)
{
  static const char * const wrong[] = { "", "a", "ab", "1ab", "-ab", "a b c", "abc!", "Größe", "\xff\xff\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new (wrong[i], NULL);
      g_autofree char *shown = g_utf8_make_valid (wrong[i], -1);

      cpg_interface_builder_add_method (builder, "first", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
      assert_refused (builder, CPG_ERROR_INVALID_CONTRACT, shown);
    }
}

static void
test_methods (void)
{
  static const char * const wrong[] = { "", "2nd", "has space", "tür", "-dash", "a.b", "_x" };
  static const GType no_types[] = { G_TYPE_NONE };
  static const GType bad_types[] = { G_TYPE_INVALID };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltWrong", NULL);

      cpg_interface_builder_add_method (builder, wrong[i], 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
      /* the first error is the one that is told */
      cpg_interface_builder_add_method (builder, "fine", 2, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
      assert_refused (builder, CPG_ERROR_INVALID_CONTRACT, "BuiltWrong");
      assert_refused (builder, CPG_ERROR_INVALID_CONTRACT, wrong[i]);
    }

  {
    g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltWrong", NULL);

    cpg_interface_builder_add_method (builder, "price-changed", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
    cpg_interface_builder_add_method (builder, "PriceChanged", 2, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
    assert_refused (builder, CPG_ERROR_EXISTS, "price-changed");
  }
  {
    g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltWrong", NULL);

    cpg_interface_builder_add_method (builder, "first", 1, CPG_COMBINE_LAST, G_TYPE_NONE, names, no_types, 1);
    assert_refused (builder, CPG_ERROR_INVALID_CONTRACT, "symbol");
  }
  {
    g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltWrong", NULL);

    cpg_interface_builder_add_method (builder, "first", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, bad_types, 1);
    assert_refused (builder, CPG_ERROR_INVALID_CONTRACT, "first");
  }
  {
    g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltWrong", NULL);

    cpg_interface_builder_add_method (builder, "first", 1, CPG_COMBINE_ANY_TRUE, G_TYPE_INT, NULL, NULL, 0);
    assert_refused (builder, CPG_ERROR_INVALID_CONTRACT, "gint");
  }
  {
    g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltWrong", NULL);

    cpg_interface_builder_add_method (builder, "first", 1, (CpgCombine) 17, G_TYPE_INT, NULL, NULL, 0);
    assert_refused (builder, CPG_ERROR_INVALID_CONTRACT, "17");
  }
  {
    g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltWrong", NULL);
    g_autofree GType *many = g_new (GType, 251);

    for (guint i = 0; i < 251; i++)
      many[i] = G_TYPE_INT;
    cpg_interface_builder_add_method (builder, "first", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, many, 251);
    assert_refused (builder, CPG_ERROR_INVALID_CONTRACT, "251");
  }

  g_assert_true (g_type_from_name ("BuiltWrong") == G_TYPE_INVALID);
}

/* A contract that was never written down anywhere works like any other. */
static void
test_used (void)
{
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("BuiltUsed", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) source = NULL;
  g_autoptr (CpgConnectionPoint) point = NULL;
  CpgOutgoingInterface *contract;
  GType type;

  cpg_interface_builder_add_method (builder, "price-changed", 1, CPG_COMBINE_LAST, G_TYPE_NONE, names, types, 2);
  contract = cpg_interface_builder_register (builder, &error);
  g_assert_no_error (error);

  type = g_type_register_static (CPG_TYPE_CONNECTABLE, "BuiltSource",
                                 &(GTypeInfo) { .class_size = sizeof (CpgConnectableClass),
                                                .instance_size = sizeof (GObject) }, 0);
  g_assert_true (cpg_type_add_outgoing_interface (type, cpg_outgoing_interface_get_gtype (contract),
                                                  CPG_OUTGOING_DEFAULT, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_signal_lookup ("price-changed", type), !=, 0);

  source = g_object_new (type, NULL);
  point = find_point (source, cpg_outgoing_interface_get_gtype (contract));
  g_assert_true (cpg_connection_point_get_connection_interface (point) == contract);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/interface-builder/register", test_register);
  g_test_add_func ("/interface-builder/twice", test_twice);
  g_test_add_func ("/interface-builder/type-names", test_type_names);
  g_test_add_func ("/interface-builder/methods", test_methods);
  g_test_add_func ("/interface-builder/used", test_used);

  return g_test_run ();
}

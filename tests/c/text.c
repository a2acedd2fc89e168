/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <gio/gio.h>
#include <locale.h>
#include <math.h>

#include <cpglib/contract/cpg-text-private.h>
#include <cpglib/cpg.h>

/* Values as people read them. */

/* Ends @value. */
static void
assert_shown (GValue     *value,
              const char *expected)
{
  g_autoptr (GString) text = g_string_new ("<");

  cpg_value_to_text (text, value);
  g_string_append_c (text, '>');
  g_assert_true (g_utf8_validate (text->str, -1, NULL));
  g_assert_null (strchr (text->str, '\n'));
  g_assert_cmpstr (text->str, ==, expected);
  if (G_IS_VALUE (value))
    g_value_unset (value);
}

#define assert_shows(type, setter, thing, expected) \
  G_STMT_START { \
    GValue shown_value = G_VALUE_INIT; \
    g_value_init (&shown_value, (type)); \
    setter (&shown_value, (thing)); \
    assert_shown (&shown_value, "<" expected ">"); \
  } G_STMT_END

static void
test_numbers (void)
{
  assert_shows (G_TYPE_CHAR, g_value_set_schar, -128, "-128");
  assert_shows (G_TYPE_UCHAR, g_value_set_uchar, 255, "255");
  assert_shows (G_TYPE_BOOLEAN, g_value_set_boolean, TRUE, "TRUE");
  assert_shows (G_TYPE_BOOLEAN, g_value_set_boolean, FALSE, "FALSE");
  assert_shows (G_TYPE_INT, g_value_set_int, G_MININT, "-2147483648");
  assert_shows (G_TYPE_UINT, g_value_set_uint, G_MAXUINT, "4294967295");
  assert_shows (G_TYPE_LONG, g_value_set_long, -2, "-2");
  assert_shows (G_TYPE_ULONG, g_value_set_ulong, 2, "2");
  assert_shows (G_TYPE_INT64, g_value_set_int64, G_MININT64, "-9223372036854775808");
  assert_shows (G_TYPE_UINT64, g_value_set_uint64, G_MAXUINT64, "18446744073709551615");
}

/* In full, but not longer than that. */
static void
test_reals (void)
{
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, 12.5, "12.5");
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, 0.1, "0.1");
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, 0.1 + 0.2, "0.30000000000000004");
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, 1.0 / 3, "0.3333333333333333");
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, -1e300, "-1e+300");
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, G_MAXDOUBLE, "1.7976931348623157e+308");
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, 3, "3");
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, INFINITY, "inf");
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, -INFINITY, "-inf");
  assert_shows (G_TYPE_DOUBLE, g_value_set_double, NAN, "nan");
  assert_shows (G_TYPE_FLOAT, g_value_set_float, 0.1f, "0.1");
  assert_shows (G_TYPE_FLOAT, g_value_set_float, 16777217.0f, "16777216");
  assert_shows (G_TYPE_FLOAT, g_value_set_float, 1.0f / 3, "0.33333334");
}

static void
test_strings (void)
{
  g_autofree char *long_text = g_strnfill (200, 'x');
  g_autofree char *exact = g_strnfill (80, 'x');
  g_autofree char *shown = g_strdup_printf ("<\"%s\"…>", exact);
  g_autofree char *shown_exact = g_strdup_printf ("<\"%s\">", exact);
  GValue value = G_VALUE_INIT;

  assert_shows (G_TYPE_STRING, g_value_set_string, "ACME", "\"ACME\"");
  assert_shows (G_TYPE_STRING, g_value_set_string, "", "\"\"");
  assert_shows (G_TYPE_STRING, g_value_set_string, NULL, "NULL");
  assert_shows (G_TYPE_STRING, g_value_set_string, "Grüße, 世界", "\"Grüße, 世界\"");
  assert_shows (G_TYPE_STRING, g_value_set_string, "a\"b\\c\n\r\td", "\"a\\\"b\\\\c\\n\\r\\td\"");
  assert_shows (G_TYPE_STRING, g_value_set_string, "\x1b[1m", "\"\\u001b[1m\"");
  /* what would turn the line around, or begin another */
  assert_shows (G_TYPE_STRING, g_value_set_string, "\342\200\256x\342\200\250y", "\"\\u202ex\\u2028y\"");
  assert_shows (G_TYPE_STRING, g_value_set_string, "\364\217\277\277", "\"\\U0010ffff\"");
  assert_shows (G_TYPE_STRING, g_value_set_string, "\xff\xc3", "\"\\xff\\xc3\"");

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, long_text);
  assert_shown (&value, shown);
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, exact);
  assert_shown (&value, shown_exact);
}

static void
test_enums (void)
{
  assert_shows (CPG_TYPE_COMBINE, g_value_set_enum, CPG_COMBINE_ANY_TRUE, "any-true");
  assert_shows (CPG_TYPE_COMBINE, g_value_set_enum, 17, "17");
  assert_shows (CPG_TYPE_COMBINE, g_value_set_enum, -1, "-1");
  assert_shows (CPG_TYPE_ADVISE_FLAGS, g_value_set_flags, CPG_ADVISE_WEAK | CPG_ADVISE_ONCE, "weak|once");
  assert_shows (CPG_TYPE_ADVISE_FLAGS, g_value_set_flags, CPG_ADVISE_NONE, "none");
  assert_shows (CPG_TYPE_ADVISE_FLAGS, g_value_set_flags, CPG_ADVISE_WEAK | 0x30, "weak|0x30");
  assert_shows (CPG_TYPE_ADVISE_FLAGS, g_value_set_flags, 0x80000000, "0x80000000");
  assert_shows (G_TYPE_BINDING_FLAGS, g_value_set_flags, 0, "default");
}

static void
test_things (void)
{
  g_autoptr (GObject) object = g_object_new (CPG_TYPE_CONNECTABLE, NULL);
  g_autofree char *shown = g_strdup_printf ("<CpgConnectable(%p)>", (gpointer) object);
  g_autoptr (GParamSpec) spec = g_param_spec_ref_sink (g_param_spec_int ("size", NULL, NULL, 0, 1, 0, G_PARAM_READABLE));
  g_autoptr (GBytes) bytes = g_bytes_new ("abc", 3);
  g_autofree char *shown_bytes = g_strdup_printf ("<GBytes(%p)>", (gpointer) bytes);
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_OBJECT);
  g_value_set_object (&value, object);
  assert_shown (&value, shown);
  g_value_init (&value, CPG_TYPE_CONNECTION_POINT_CONTAINER);
  g_value_set_object (&value, object);
  assert_shown (&value, shown);
  g_value_init (&value, G_TYPE_BYTES);
  g_value_set_boxed (&value, bytes);
  assert_shown (&value, shown_bytes);
  assert_shows (G_TYPE_OBJECT, g_value_set_object, NULL, "NULL");
  assert_shows (G_TYPE_BYTES, g_value_set_boxed, NULL, "NULL");
  assert_shows (G_TYPE_PARAM, g_value_set_param, spec, "GParamInt(size)");
  assert_shows (G_TYPE_PARAM, g_value_set_param, NULL, "NULL");
  assert_shows (G_TYPE_GTYPE, g_value_set_gtype, CPG_TYPE_SINK, "CpgSink");
  assert_shows (G_TYPE_GTYPE, g_value_set_gtype, G_TYPE_INVALID, "invalid");
  assert_shows (G_TYPE_POINTER, g_value_set_pointer, NULL, "NULL");
  assert_shows (G_TYPE_POINTER, g_value_set_pointer, GSIZE_TO_POINTER (0x1f), "gpointer(0x1f)");
  assert_shown (&value, "<nothing>");
}

static void
test_structures (void)
{
  g_autoptr (CpgGuid) guid = cpg_guid_new ("a4c5f6c0-4d0b-4b52-8f5a-1d6e0c3b7e01", NULL);
  g_autoptr (GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("ai"));
  const char * const strv[] = { "ä", "", "a\nb", NULL };
  const char * const empty[] = { NULL };
  char *many[100];
  g_auto (GValue) inner = G_VALUE_INIT;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GVariant) numbers = NULL;
  GValue value = G_VALUE_INIT;

  assert_shows (CPG_TYPE_GUID, g_value_set_boxed, guid, "a4c5f6c0-4d0b-4b52-8f5a-1d6e0c3b7e01");
  assert_shows (G_TYPE_STRV, g_value_set_boxed, strv, "[\"ä\", \"\", \"a\\nb\"]");
  assert_shows (G_TYPE_STRV, g_value_set_boxed, empty, "[]");
  assert_shows (G_TYPE_STRV, g_value_set_boxed, NULL, "NULL");
  assert_shows (G_TYPE_VARIANT, g_value_set_variant, g_variant_new ("(si)", "x", 7), "('x', 7)");
  assert_shows (G_TYPE_VARIANT, g_value_set_variant, g_variant_new_uint16 (5), "uint16 5");
  assert_shows (G_TYPE_VARIANT, g_value_set_variant, NULL, "NULL");
  assert_shows (G_TYPE_VALUE, g_value_set_boxed, &inner, "nothing");
  g_value_init (&inner, G_TYPE_INT);
  assert_shows (G_TYPE_VALUE, g_value_set_boxed, &inner, "0");
  assert_shows (G_TYPE_VALUE, g_value_set_boxed, NULL, "NULL");

  /* Long ones are cut. */
  for (guint i = 0; i < G_N_ELEMENTS (many) - 1; i++)
    many[i] = (char *) "0123456789";
  many[G_N_ELEMENTS (many) - 1] = NULL;
  g_value_init (&value, G_TYPE_STRV);
  g_value_set_static_boxed (&value, many);
  cpg_value_to_text (text, &value);
  g_value_unset (&value);
  g_assert_cmpuint (text->len, <, 120);
  g_assert_true (g_str_has_suffix (text->str, ", …]"));

  for (int i = 0; i < 100; i++)
    g_variant_builder_add (builder, "i", i);
  numbers = g_variant_ref_sink (g_variant_builder_end (builder));
  g_string_truncate (text, 0);
  g_value_init (&value, G_TYPE_VARIANT);
  g_value_set_variant (&value, numbers);
  cpg_value_to_text (text, &value);
  g_value_unset (&value);
  g_assert_true (g_str_has_prefix (text->str, "[0, 1, 2, "));
  g_assert_true (g_str_has_suffix (text->str, "…"));
  g_assert_cmpint (g_utf8_strlen (text->str, -1), ==, 81);
  assert_shows (G_TYPE_VARIANT, g_value_set_variant,
                g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, many[0], 11, 1), "b'0123456789'");
  {
    g_autofree char *big = g_malloc0 (100000);

    assert_shows (G_TYPE_VARIANT, g_value_set_variant,
                  g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, big, 100000, 1), "GVariant(ay, 100000 bytes)");
  }
}

static void
test_boxes (void)
{
  g_autoptr (CpgByRef) flag = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_BOOLEAN, TRUE);
  g_autoptr (CpgByRef) text = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_STRING, "x");
  g_autoptr (CpgByRef) empty = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_VALUE, NULL);

  assert_shows (CPG_TYPE_BY_REF, g_value_set_boxed, flag, "&TRUE");
  assert_shows (CPG_TYPE_BY_REF, g_value_set_boxed, text, "&\"x\"");
  assert_shows (CPG_TYPE_BY_REF, g_value_set_boxed, empty, "&nothing");
  assert_shows (CPG_TYPE_BY_REF, g_value_set_boxed, NULL, "NULL");
}

/* Methods and calls ------------------------------------------------------------- */

static CpgMethod *
get_method (const char *name)
{
  static CpgOutgoingInterface *contract;

  if (contract == NULL)
    {
      static const char * const names[] = { "symbol", "bad\xff\nname", NULL };
      g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("TextEvents", NULL);
      const GType types[] = { G_TYPE_STRING, CPG_TYPE_BY_REF, G_TYPE_INT };

      cpg_interface_builder_add_method (builder, "nothing", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
      cpg_interface_builder_add_method (builder, "told", -5, CPG_COMBINE_FIRST, G_TYPE_INT, names, types, 3);
      contract = cpg_interface_builder_register (builder, NULL);
    }
  return cpg_outgoing_interface_lookup_method (contract, name);
}

static void
test_calls (void)
{
  g_autoptr (CpgByRef) box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_DOUBLE, 0.5);
  GValue args[] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT };
  GValue answer = G_VALUE_INIT;
  g_autofree char *call = NULL, *answered = NULL, *nothing = NULL;

  g_value_init (&args[0], G_TYPE_STRING);
  g_value_set_static_string (&args[0], "AC\"ME");
  g_value_init (&args[1], CPG_TYPE_BY_REF);
  g_value_set_static_boxed (&args[1], box);
  g_value_init (&args[2], G_TYPE_INT);
  g_value_init (&answer, G_TYPE_INT);
  g_value_set_int (&answer, 17);

  call = cpg_method_call_to_text (get_method ("told"), args, NULL);
  g_assert_cmpstr (call, ==, "told (symbol=\"AC\\\"ME\", bad\357\277\275 name=&0.5, arg3=0)");
  answered = cpg_method_call_to_text (get_method ("told"), args, &answer);
  g_assert_cmpstr (answered, ==, "told (symbol=\"AC\\\"ME\", bad\357\277\275 name=&0.5, arg3=0) = 17");
  nothing = cpg_method_call_to_text (get_method ("nothing"), NULL, NULL);
  g_assert_cmpstr (nothing, ==, "nothing ()");
}

static void
test_descriptions (void)
{
  CpgOutgoingInterface *contract;
  g_autofree char *method = cpg_method_to_string (get_method ("told"));
  g_autofree char *nothing = cpg_method_to_string (get_method ("nothing"));
  g_autofree char *all = NULL, *iid = NULL, *expected = NULL;

  g_assert_cmpstr (nothing, ==, "nothing ()");
  g_assert_cmpstr (method, ==, "told (symbol: gchararray, bad\357\277\275 name: inout GValue, arg3: gint) -> gint (first)");

  contract = cpg_outgoing_interface_for_type (g_type_from_name ("TextEvents"), NULL);
  iid = cpg_guid_to_string (cpg_outgoing_interface_get_iid (contract));
  expected = g_strdup_printf ("TextEvents %s\n  1: nothing ()\n  -5: %s\n", iid, method);
  all = cpg_outgoing_interface_to_string (contract);
  g_assert_cmpstr (all, ==, expected);
}

/* What scripts can make, but should not. */
static void
test_unmade (void)
{
  g_autoptr (CpgMethod) method = g_object_new (CPG_TYPE_METHOD, NULL);
  g_autoptr (CpgOutgoingInterface) contract = g_object_new (CPG_TYPE_OUTGOING_INTERFACE, NULL);
  g_autoptr (CpgInvocation) invocation = g_object_new (CPG_TYPE_INVOCATION, NULL);
  g_autofree char *method_text = cpg_method_to_string (method);
  g_autofree char *contract_text = cpg_outgoing_interface_to_string (contract);
  g_autofree char *invocation_text = cpg_invocation_to_string (invocation);

  g_assert_cmpstr (method_text, ==, "? ()");
  g_assert_cmpstr (contract_text, ==, "void 00000000-0000-0000-0000-000000000000\n");
  g_assert_cmpstr (invocation_text, ==, "nothing");
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/numbers", test_numbers);
  g_test_add_func ("/text/reals", test_reals);
  g_test_add_func ("/text/strings", test_strings);
  g_test_add_func ("/text/enums", test_enums);
  g_test_add_func ("/text/things", test_things);
  g_test_add_func ("/text/structures", test_structures);
  g_test_add_func ("/text/boxes", test_boxes);
  g_test_add_func ("/text/calls", test_calls);
  g_test_add_func ("/text/descriptions", test_descriptions);
  g_test_add_func ("/text/unmade", test_unmade);

  return g_test_run ();
}

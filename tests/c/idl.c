/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <glib/gstdio.h>

#include "helpers.h"

/* Contracts as IDL: the exact text, and that Wine's compiler takes it. */

static char *
get_idl (GType iface)
{
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_type (iface, NULL);

  return cpg_outgoing_interface_to_idl (contract);
}

#if GLIB_SIZEOF_VOID_P == 8
#define ADDRESS "unsigned hyper"
#else
#define ADDRESS "unsigned long"
#endif

static void
test_text (void)
{
  g_autofree char *idl = get_idl (FIX_TYPE_EVENTS);

  g_assert_cmpstr (idl, ==,
                   "import \"oaidl.idl\";\n"
                   "\n"
                   "[\n"
                   "  object,\n"
                   "  uuid(" FIX_EVENTS_IID "),\n"
                   "  pointer_default(unique)\n"
                   "]\n"
                   "interface FixEvents : IUnknown\n"
                   "{\n"
                   "  [id(1)] HRESULT Nothing();\n"
                   "  [id(2)] HRESULT PriceChanged([in] BSTR symbol, [in] double price);\n"
                   "  [id(3)] HRESULT Numbers(\n"
                   "      [in] small a_char,\n"
                   "      [in] byte an_uchar,\n"
                   "      [in] VARIANT_BOOL a_boolean,\n"
                   "      [in] long an_int,\n"
                   "      [in] unsigned long an_uint,\n"
                   "      [in] hyper a_long,\n"
                   "      [in] unsigned hyper an_ulong,\n"
                   "      [in] hyper an_int64,\n"
                   "      [in] unsigned hyper an_uint64,\n"
                   "      [in] float a_float,\n"
                   "      [in] double a_double);\n"
                   "  [id(4)] HRESULT Texts(\n"
                   "      [in] BSTR text,\n"
                   "      [in] VARIANT strv /* GStrv */,\n"
                   "      [in] VARIANT variant);\n"
                   "  [id(5)] HRESULT Things(\n"
                   "      [in] long color /* FixColor */,\n"
                   "      [in] unsigned long parts /* FixParts */,\n"
                   "      [in] VARIANT box /* FixBox */,\n"
                   "      [in] IUnknown *object,\n"
                   "      [in] " ADDRESS " type /* GType */,\n"
                   "      [in] VARIANT spec /* GParam */);\n"
                   "  [id(6)] HRESULT Many(\n"
                   "      [in] long a1,\n"
                   "      [in] long a2,\n"
                   "      [in] long a3,\n"
                   "      [in] long a4,\n"
                   "      [in] long a5,\n"
                   "      [in] long a6,\n"
                   "      [in] long a7,\n"
                   "      [in] long a8,\n"
                   "      [in] BSTR a9);\n"
                   "  [id(7)] HRESULT MayClose([out, retval] VARIANT_BOOL *answer);\n"
                   "  [id(8)] HRESULT IsHandled([in] BSTR what, [out, retval] VARIANT_BOOL *answer);\n"
                   "  [id(9)] HRESULT FirstNumber([in] long n, [out, retval] long *answer);\n"
                   "  [id(10)] HRESULT LastNumber([in] long n, [out, retval] long *answer);\n"
                   "  [id(11)] HRESULT LastText([in] long n, [out, retval] BSTR *answer);\n"
                   "  [id(12)] HRESULT LastObject([out, retval] IUnknown **answer);\n"
                   "}\n");
}

static void
test_by_ref (void)
{
  g_autofree char *idl = get_idl (FIX_TYPE_GATE);

  g_assert_cmpstr (strstr (idl, "interface"), ==,
                   "interface FixGate : IUnknown\n"
                   "{\n"
                   "  [id(1)] HRESULT BeforeClose([in, out] VARIANT_BOOL *cancel);\n"
                   "  [id(2)] HRESULT Price([in] BSTR symbol, [in, out] long *amount);\n"
                   "  [id(3)] HRESULT Fill([in, out] VARIANT *anything);\n"
                   "}\n");
}

/* Names that nobody should give, but somebody can. */
static GType
get_nasty_type (void)
{
  static GType type;
  static const char * const names[] = {
    "int", "class", "größe", "2nd", "", "has space", "x", "x", "x_", "answer", "This", "BSTR", "bad\xff", "in", NULL
  };
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("interface", NULL);
  g_autoptr (GError) error = NULL;
  const GType types[] = {
    G_TYPE_INT, G_TYPE_BYTES, G_TYPE_INT, G_TYPE_POINTER, G_TYPE_STRV, CPG_TYPE_GUID, G_TYPE_LIST_MODEL,
    G_TYPE_ULONG, G_TYPE_VALUE, FIX_TYPE_SOURCE, G_TYPE_STRING, G_TYPE_VARIANT, G_TYPE_UCHAR, G_TYPE_BOOLEAN
  };

  if (type != G_TYPE_INVALID)
    return type;

  g_assert_cmpuint (g_strv_length ((char **) names), ==, G_N_ELEMENTS (types));
  cpg_interface_builder_add_method (builder, "Release", G_MININT, CPG_COMBINE_LAST, G_TYPE_STRING,
                                    names, types, G_N_ELEMENTS (types));
  cpg_interface_builder_add_method (builder, "Release_", G_MAXINT, CPG_COMBINE_LAST, G_TYPE_STRV, NULL, NULL, 0);
  cpg_interface_builder_add_method (builder, "Item-Added", -1, CPG_COMBINE_LAST, CPG_TYPE_GUID, NULL, NULL, 0);
  cpg_interface_builder_add_method (builder, "IN", 0, CPG_COMBINE_LAST, G_TYPE_VARIANT, NULL, NULL, 0);
  cpg_interface_builder_add_method (builder, "default", 0, CPG_COMBINE_LAST, FIX_TYPE_BOX, NULL, NULL, 0);
  type = cpg_outgoing_interface_get_gtype (cpg_interface_builder_register (builder, &error));
  g_assert_no_error (error);
  return type;
}

static void
test_nasty (void)
{
  g_autofree char *idl = get_idl (get_nasty_type ());

  g_assert_true (g_str_is_ascii (idl));
  g_assert_cmpstr (strstr (idl, "interface"), ==,
                   "interface interface_ : IUnknown\n"
                   "{\n"
                   "  [id(-2147483648)] HRESULT Release_(\n"
                   "      [in] long int_,\n"
                   "      [in] VARIANT class_ /* GBytes */,\n"
                   "      [in] long gr__e,\n"
                   "      [in] " ADDRESS " _2nd /* gpointer */,\n"
                   "      [in] VARIANT _ /* GStrv */,\n"
                   "      [in] GUID *has_space,\n"
                   "      [in] IUnknown *x /* GListModel */,\n"
                   "      [in] unsigned hyper x_,\n"
                   "      [in] VARIANT x__,\n"
                   "      [in] IUnknown *answer /* FixSource */,\n"
                   "      [in] BSTR This_,\n"
                   "      [in] VARIANT BSTR_,\n"
                   "      [in] byte bad_,\n"
                   "      [in] VARIANT_BOOL in,\n"
                   "      [out, retval] BSTR *answer_);\n"
                   "  [id(2147483647)] HRESULT Release__([out, retval] VARIANT *answer /* GStrv */);\n"
                   "  [id(-1)] HRESULT Item_Added([out, retval] GUID *answer);\n"
                   "  [id(0)] HRESULT IN_([out, retval] VARIANT *answer);\n"
                   "  [id(0)] HRESULT Default([out, retval] VARIANT *answer /* FixBox */);\n"
                   "}\n");
}

/* Each type by reference, with more parameters than anybody will have. */
static GType
get_wide_type (void)
{
  static const GType types[] = {
    G_TYPE_BOOLEAN, G_TYPE_CHAR, G_TYPE_UCHAR, G_TYPE_INT, G_TYPE_UINT, G_TYPE_LONG, G_TYPE_ULONG, G_TYPE_INT64,
    G_TYPE_UINT64, G_TYPE_FLOAT, G_TYPE_DOUBLE, G_TYPE_STRING, G_TYPE_POINTER, G_TYPE_OBJECT, G_TYPE_VARIANT,
    G_TYPE_PARAM
  };
  static GType type;
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("IdlWide", NULL);
  const GType more[] = { FIX_TYPE_COLOR, FIX_TYPE_PARTS, FIX_TYPE_BOX, G_TYPE_STRV, CPG_TYPE_GUID, G_TYPE_VALUE, FIX_TYPE_GATE, G_TYPE_ERROR };
  GType by_ref[250];

  if (type != G_TYPE_INVALID)
    return type;

  for (guint i = 0; i < G_N_ELEMENTS (by_ref); i++)
    by_ref[i] = CPG_TYPE_BY_REF;
  cpg_interface_builder_add_method (builder, "All", 1, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, by_ref, 250);
  cpg_interface_builder_add_method (builder, "IdlWide", 2, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
  for (guint i = 0; i < 250; i++)
    {
      g_autofree char *name = g_strdup_printf ("arg%u", i + 1);
      guint j = i % (G_N_ELEMENTS (types) + G_N_ELEMENTS (more));

      cpg_interface_builder_set_by_ref (builder, "All", name,
                                        j < G_N_ELEMENTS (types) ? types[j] : more[j - G_N_ELEMENTS (types)]);
    }
  type = cpg_outgoing_interface_get_gtype (cpg_interface_builder_register (builder, NULL));
  return type;
}

/* Types that were told. */
static GType
get_told_type (void)
{
  static GType type;
  const struct {
    const char    *name;
    GType          type;
    CpgComVarType  told;
  } params[] = {
    { "i1", G_TYPE_INT, CPG_COM_VAR_TYPE_I1 }, { "ui1", G_TYPE_UINT, CPG_COM_VAR_TYPE_UI1 },
    { "i2", G_TYPE_INT, CPG_COM_VAR_TYPE_I2 }, { "ui2", G_TYPE_UINT, CPG_COM_VAR_TYPE_UI2 },
    { "i4", G_TYPE_INT64, CPG_COM_VAR_TYPE_I4 }, { "ui4", G_TYPE_UINT64, CPG_COM_VAR_TYPE_UI4 },
    { "i8", G_TYPE_INT, CPG_COM_VAR_TYPE_I8 }, { "ui8", G_TYPE_UINT, CPG_COM_VAR_TYPE_UI8 },
    { "number", G_TYPE_INT, CPG_COM_VAR_TYPE_INT }, { "count", G_TYPE_UINT, CPG_COM_VAR_TYPE_UINT },
    { "r4", G_TYPE_DOUBLE, CPG_COM_VAR_TYPE_R4 }, { "r8", G_TYPE_FLOAT, CPG_COM_VAR_TYPE_R8 },
    { "money", G_TYPE_STRING, CPG_COM_VAR_TYPE_CY }, { "exact", G_TYPE_STRING, CPG_COM_VAR_TYPE_DECIMAL },
    { "day", G_TYPE_DATE_TIME, CPG_COM_VAR_TYPE_DATE }, { "days", G_TYPE_DOUBLE, CPG_COM_VAR_TYPE_DATE },
    { "code", G_TYPE_INT, CPG_COM_VAR_TYPE_ERROR }, { "error", G_TYPE_ERROR, CPG_COM_VAR_TYPE_ERROR },
    { "flag", G_TYPE_BOOLEAN, CPG_COM_VAR_TYPE_VARIANT_BOOL }, { "wide_flag", G_TYPE_BOOLEAN, CPG_COM_VAR_TYPE_I4 },
    { "narrow_flag", G_TYPE_BOOLEAN, CPG_COM_VAR_TYPE_UI1 }, { "odd_flag", G_TYPE_BOOLEAN, CPG_COM_VAR_TYPE_I2 },
    { "text", G_TYPE_STRING, CPG_COM_VAR_TYPE_BSTR }, { "wide", G_TYPE_STRING, CPG_COM_VAR_TYPE_LPWSTR },
    { "LPSTR", G_TYPE_STRING, CPG_COM_VAR_TYPE_LPSTR }, { "id", CPG_TYPE_GUID, CPG_COM_VAR_TYPE_BSTR },
    { "dispatch", G_TYPE_OBJECT, CPG_COM_VAR_TYPE_DISPATCH }, { "unknown", FIX_TYPE_SOURCE, CPG_COM_VAR_TYPE_UNKNOWN },
    { "texts", G_TYPE_STRV, CPG_COM_VAR_TYPE_SAFEARRAY }, { "bytes", G_TYPE_BYTES, CPG_COM_VAR_TYPE_SAFEARRAY },
    { "any", G_TYPE_DOUBLE, CPG_COM_VAR_TYPE_VARIANT }
  };
  enum { N = G_N_ELEMENTS (params) };
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("IdlTold", NULL);
  CpgOutgoingInterface *contract;
  const char *names[N];
  GType types[N], by_ref[N];

  if (type != G_TYPE_INVALID)
    return type;

  for (guint i = 0; i < N; i++)
    {
      names[i] = params[i].name;
      types[i] = params[i].type;
      by_ref[i] = CPG_TYPE_BY_REF;
    }
  cpg_interface_builder_add_method (builder, "In", 1, CPG_COMBINE_LAST, G_TYPE_STRV, names, types, N);
  cpg_interface_builder_add_method (builder, "InOut", 2, CPG_COMBINE_LAST, G_TYPE_STRING, names, by_ref, N);
  for (guint i = 0; i < N; i++)
    cpg_interface_builder_set_by_ref (builder, "InOut", names[i], types[i]);
  contract = cpg_interface_builder_register (builder, NULL);
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j < 2; j++)
      g_assert_true (cpg_com_method_set_type (cpg_outgoing_interface_get_method (contract, j), (int) i, params[i].told, NULL));
  cpg_com_method_set_type (cpg_outgoing_interface_get_method (contract, 0), -1, CPG_COM_VAR_TYPE_SAFEARRAY, NULL);
  cpg_com_method_set_type (cpg_outgoing_interface_get_method (contract, 1), -1, CPG_COM_VAR_TYPE_LPSTR, NULL);
  type = cpg_outgoing_interface_get_gtype (contract);
  return type;
}

static void
test_told (void)
{
  g_autofree char *idl = get_idl (get_told_type ());
  g_autofree char *in = g_strndup (idl, (gsize) (strstr (idl, "  [id(2)]") - idl));

  g_assert_cmpstr (strstr (in, "interface"), ==,
                   "interface IdlTold : IUnknown\n"
                   "{\n"
                   "  [id(1)] HRESULT In(\n"
                   "      [in] small i1,\n"
                   "      [in] byte ui1,\n"
                   "      [in] short i2,\n"
                   "      [in] unsigned short ui2,\n"
                   "      [in] long i4,\n"
                   "      [in] unsigned long ui4,\n"
                   "      [in] hyper i8,\n"
                   "      [in] unsigned hyper ui8,\n"
                   "      [in] int number,\n"
                   "      [in] unsigned int count,\n"
                   "      [in] float r4,\n"
                   "      [in] double r8,\n"
                   "      [in] CURRENCY money,\n"
                   "      [in] DECIMAL exact,\n"
                   "      [in] DATE day,\n"
                   "      [in] DATE days,\n"
                   "      [in] SCODE code,\n"
                   "      [in] SCODE error /* GError */,\n"
                   "      [in] VARIANT_BOOL flag,\n"
                   "      [in] BOOL wide_flag,\n"
                   "      [in] boolean narrow_flag,\n"
                   "      [in] short odd_flag /* gboolean */,\n"
                   "      [in] BSTR text,\n"
                   "      [in] LPWSTR wide,\n"
                   "      [in] LPSTR LPSTR_,\n"
                   "      [in] BSTR id /* CpgGuid */,\n"
                   "      [in] IDispatch *dispatch,\n"
                   "      [in] IUnknown *unknown /* FixSource */,\n"
                   "      [in] SAFEARRAY(BSTR) texts,\n"
                   "      [in] SAFEARRAY(byte) bytes,\n"
                   "      [in] VARIANT any /* gdouble */,\n"
                   "      [out, retval] SAFEARRAY(BSTR) *answer);\n");
  g_assert_nonnull (strstr (idl, "      [in, out] BOOL *wide_flag,\n"));
  g_assert_nonnull (strstr (idl, "      [in, out] IDispatch **dispatch,\n"));
  g_assert_nonnull (strstr (idl, "      [in, out] SAFEARRAY(byte) *bytes,\n"));
  g_assert_nonnull (strstr (idl, "      [out, retval] LPSTR *answer);\n"));
}

/* Words that are names in GObject, and something else in IDL, C or Windows. */
static GType
get_words_type (void)
{
  static const char * const words[] = {
    "boolean", "byte", "case", "char", "coclass", "const", "cpp_quote", "dispinterface", "double", "enum",
    "error_status_t", "float", "handle_t", "hyper", "import", "importlib", "inline", "interface", "library",
    "long", "methods", "module", "pascal", "properties", "short", "signed", "sizeof", "small", "static", "stdcall",
    "struct", "switch", "typedef", "union", "unsigned", "void", "wchar_t", "TRUE", "FALSE", "NULL", "SAFEARRAY",
    "VARIANT", "VARIANT_BOOL", "GUID", "HRESULT", "IUnknown", "id", "uuid", "object", "string", "source", "version",
    "retval", "out", "optional", "size_is", "ref", "unique", "ptr", "local", "code", "message", "name", "type", NULL
  };
  static GType type;
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("IUnknown", NULL);
  GType types[G_N_ELEMENTS (words)];

  if (type != G_TYPE_INVALID)
    return type;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    types[i] = G_TYPE_INT;
  cpg_interface_builder_add_method (builder, "Words", 1, CPG_COMBINE_LAST, G_TYPE_NONE, words, types, G_N_ELEMENTS (words) - 1);
  cpg_interface_builder_add_method (builder, "AddRef", 2, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
  cpg_interface_builder_add_method (builder, "QueryInterface", 3, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, NULL, 0);
  type = cpg_outgoing_interface_get_gtype (cpg_interface_builder_register (builder, NULL));
  return type;
}

/* Names that need no change keep theirs. */
static void
test_words (void)
{
  static const char * const kept[] = { " id,", " object,", " string,", " source,", " name,", " type)", " out," };
  g_autofree char *idl = get_idl (get_words_type ());
  g_autofree char *wide = get_idl (get_wide_type ());

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_nonnull (strstr (idl, kept[i]));

  /* In C++ a method with the name of the interface would be a constructor. */
  g_assert_nonnull (strstr (wide, "interface IdlWide :"));
  g_assert_nonnull (strstr (wide, "HRESULT IdlWide_();"));
}

static void
test_of_scripts (void)
{
  g_autoptr (CpgOutgoingInterface) unmade = g_object_new (CPG_TYPE_OUTGOING_INTERFACE, NULL);
  g_autofree char *idl = cpg_outgoing_interface_to_idl (unmade);

  g_assert_cmpstr (strstr (idl, "interface"), ==, "interface void_ : IUnknown\n{\n}\n");
}

/* An interface with something of everything that differs. */
static GType
get_kind_type (CpgComKind kind)
{
  static const char * const names[] = { "symbol", "id", "error" };
  const GType params[] = { G_TYPE_STRING, CPG_TYPE_GUID, G_TYPE_ERROR };
  const char *type_name = kind == CPG_COM_KIND_DUAL ? "IdlDual" : "IdlDispatch";
  GType type = g_type_from_name (type_name);
  g_autoptr (CpgInterfaceBuilder) builder = NULL;
  CpgOutgoingInterface *contract;

  if (type != G_TYPE_INVALID)
    return type;

  builder = cpg_interface_builder_new (type_name, NULL);
  cpg_interface_builder_add_method (builder, "Changed", 7, CPG_COMBINE_LAST, G_TYPE_NONE, names, params, 3);
  cpg_interface_builder_add_method (builder, "Invoke", 8, CPG_COMBINE_ANY_TRUE, G_TYPE_BOOLEAN, NULL, NULL, 0);
  cpg_interface_builder_add_method (builder, "Parent", 9, CPG_COMBINE_LAST, G_TYPE_OBJECT, NULL, NULL, 0);
  cpg_interface_builder_add_method (builder, "Color", 10, CPG_COMBINE_LAST, FIX_TYPE_COLOR, NULL, NULL, 0);
  cpg_interface_builder_add_method (builder, "Adjust", 11, CPG_COMBINE_LAST, G_TYPE_NONE, names, (const GType[]) { CPG_TYPE_BY_REF }, 1);
  cpg_interface_builder_set_by_ref (builder, "Adjust", "symbol", G_TYPE_DOUBLE);
  contract = cpg_interface_builder_register (builder, NULL);
  type = cpg_outgoing_interface_get_gtype (contract);
  g_assert_true (cpg_com_interface_set_kind (type, kind, NULL));
  g_assert_true (cpg_com_method_set_type (cpg_outgoing_interface_get_method (contract, 0), 0, CPG_COM_VAR_TYPE_LPWSTR, NULL));
  return type;
}

static void
test_kinds (void)
{
  g_autofree char *dual = get_idl (get_kind_type (CPG_COM_KIND_DUAL));
  g_autofree char *dispatch = get_idl (get_kind_type (CPG_COM_KIND_DISPATCH));

  g_assert_nonnull (strstr (dual, "  object,\n  dual,\n  uuid("));
  g_assert_cmpstr (strstr (dual, "interface"), ==,
                   "interface IdlDual : IDispatch\n"
                   "{\n"
                   "  [id(7)] HRESULT Changed(\n"
                   "      [in] LPWSTR symbol,\n"
                   "      [in] GUID *id,\n"
                   "      [in] HRESULT error /* GError */);\n"
                   "  [id(8)] HRESULT Invoke_([out, retval] VARIANT_BOOL *answer);\n"
                   "  [id(9)] HRESULT Parent([out, retval] IUnknown **answer);\n"
                   "  [id(10)] HRESULT Color([out, retval] long *answer /* FixColor */);\n"
                   "  [id(11)] HRESULT Adjust([in, out] double *symbol);\n"
                   "}\n");
  g_assert_null (strstr (dispatch, "object,"));
  g_assert_cmpstr (strstr (dispatch, "dispinterface"), ==,
                   "dispinterface IdlDispatch\n"
                   "{\n"
                   "properties:\n"
                   "methods:\n"
                   "  [id(7)] void Changed(\n"
                   "      [in] BSTR symbol,\n"
                   "      [in] BSTR id /* CpgGuid */,\n"
                   "      [in] SCODE error /* GError */);\n"
                   "  [id(8)] VARIANT_BOOL Invoke_();\n"
                   "  [id(9)] IUnknown *Parent();\n"
                   "  [id(10)] long /* FixColor */ Color();\n"
                   "  [id(11)] void Adjust([in, out] double *symbol);\n"
                   "}\n");
}

/* Gives whether widl takes a file. */
static gboolean
compiles (const char *widl,
          const char *folder,
          const char *idl)
{
  g_autofree char *file = g_build_filename (folder, "contract.idl", NULL);
  g_autofree char *header = g_build_filename (folder, "contract.h", NULL);
  g_autofree char *messages = NULL;
  g_autoptr (GError) error = NULL;
  const char *argv[] = { widl, "-h", "-H", header, file, NULL };
  int status;

  g_assert_true (g_file_set_contents (file, idl, -1, &error));
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &messages, &status, &error);
  g_assert_no_error (error);
  g_unlink (file);
  g_unlink (header);
  if (status != 0)
    g_test_message ("%s", messages);
  return status == 0;
}

static void
test_widl (void)
{
  static const char * const names[] = { "widl", "widl-stable", "widl-development" };
  const GType types[] = {
    FIX_TYPE_EVENTS, FIX_TYPE_OTHER, FIX_TYPE_GATE, FIX_TYPE_NOTES, G_TYPE_ACTION_GROUP, G_TYPE_LIST_MODEL,
    get_nasty_type (), get_wide_type (), get_words_type (), get_told_type (),
    get_kind_type (CPG_COM_KIND_DUAL), get_kind_type (CPG_COM_KIND_DISPATCH)
  };
  g_autofree char *widl = NULL;
  g_autofree char *folder = NULL;

  for (guint i = 0; widl == NULL && i < G_N_ELEMENTS (names); i++)
    widl = g_find_program_in_path (names[i]);
  if (widl == NULL)
    {
      g_test_skip ("There is no widl; Debian has it in wine64-tools");
      return;
    }

  folder = g_dir_make_tmp ("cpglib-idl-XXXXXX", NULL);
  g_assert_nonnull (folder);
  if (compiles (widl, folder, "import \"oaidl.idl\";\n"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (types); i++)
        {
          g_autofree char *idl = get_idl (types[i]);

          if (!compiles (widl, folder, idl))
            g_error ("%s does not compile:\n%s", g_type_name (types[i]), idl);
        }
      /* that it does notice what is wrong */
      g_assert_false (compiles (widl, folder, "import \"oaidl.idl\";\ninterface long : IUnknown {}\n"));
    }
  else
    {
      g_test_skip ("widl does not find oaidl.idl; Debian has it in libwine-dev");
    }
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

  g_test_add_func ("/idl/text", test_text);
  g_test_add_func ("/idl/by-ref", test_by_ref);
  g_test_add_func ("/idl/nasty", test_nasty);
  g_test_add_func ("/idl/words", test_words);
  g_test_add_func ("/idl/told", test_told);
  g_test_add_func ("/idl/kinds", test_kinds);
  g_test_add_func ("/idl/of-scripts", test_of_scripts);
  g_test_add_func ("/idl/widl", test_widl);

  return g_test_run ();
}

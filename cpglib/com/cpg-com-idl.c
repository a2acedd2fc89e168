/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/com/cpg-com-idl.h>
#include <cpglib/com/cpg-com-kind.h>
#include <cpglib/com/cpg-com-marshal-private.h>
#include <cpglib/contract/cpg-outgoing-interface-private.h>

/**
 * SECTION:cpg-com-idl
 * @title: IDL
 * @short_description: outgoing interfaces in the language of COM
 * @see_also: #CpgOutgoingInterface, #CpgComVarType
 *
 * What an IDL compiler makes headers and proxies of.
 */

/* What can't be a name: words of IDL, C and C++, the macros of the headers that
 * an IDL compiler's output includes, types that the imports bring, and the
 * methods of IUnknown. */
static const char * const reserved[] = {
  "AddRef", "BOOL", "BSTR", "BYTE", "CALLBACK", "CHAR", "CLSID", "CONST", "CURRENCY", "CY", "DATE", "DECIMAL",
  "DISPPARAMS", "DOUBLE", "DWORD", "EXCEPINFO", "EXTERN_C", "FALSE", "FLOAT", "GUID", "HRESULT",
  "IDispatch", "IID", "IN", "INT", "INTERFACE", "IUnknown", "LONG", "LPSTR", "LPWSTR", "NULL", "OPTIONAL", "OUT", "PURE",
  "QueryInterface", "REFIID", "Release", "SAFEARRAY", "SCODE", "STDMETHOD", "STDMETHODCALLTYPE",
  "STDMETHODIMP", "STDMETHODIMP_", "STDMETHOD_", "THIS", "THIS_", "TRUE", "This", "UINT", "ULONG", "UUID",
  "VARIANT", "VARIANT_BOOL", "VOID", "WINAPI", "WORD", "_Bool", "__attribute__", "__cdecl", "__declspec",
  "__int64", "__int8", "__stdcall", "_stdcall", "alignas", "alignof", "and", "and_eq", "asm", "auto",
  "bitand", "bitor", "bool", "boolean", "break", "byte", "case", "catch", "cdecl", "char", "char16_t",
  "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "coclass", "compl", "concept",
  "const", "const_cast", "consteval", "constexpr", "constinit", "continue", "cpp_quote", "decltype",
  "default", "delete", "dispinterface", "do", "double", "dynamic_cast", "else", "enum", "error_status_t",
  "explicit", "export", "extern", "false", "far", "float", "for", "friend", "goto", "handle_t", "hyper",
  "if", "import", "importlib", "inline", "int", "interface", "library", "linux", "long", "methods",
  "module", "mutable", "namespace", "near", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
  "or_eq", "pascal", "private", "properties", "protected", "public", "register", "reinterpret_cast",
  "requires", "restrict", "return", "short", "signed", "sizeof", "small", "static", "static_assert",
  "static_cast", "stdcall", "struct", "switch", "template", "this", "thread_local", "throw", "true", "try",
  "typedef", "typeid", "typename", "typeof", "union", "unix", "unsigned", "using", "virtual", "void",
  "volatile", "wchar_t", "while", "xor", "xor_eq",
  NULL
};

/* An identifier that is like @name, and that is not among those that were
 * given before: @taken keeps it. What is in the way is told from it by an
 * underscore at the end. */
static const char *
make_name (GHashTable *taken,
           const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  GString *result = g_string_new (NULL);

  if (g_ascii_isdigit (valid[0]) || valid[0] == '\0')
    g_string_append_c (result, '_');
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_c (result, g_ascii_isalnum (*p) ? *p : '_');

  while (g_strv_contains (reserved, result->str) || g_hash_table_contains (taken, result->str))
    g_string_append_c (result, '_');

  g_hash_table_add (taken, result->str);
  return g_string_free (result, FALSE);
}

static GHashTable *
names_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* A type, as it crosses; of an array, that of its elements. */
static const char *
get_idl_type (const CpgComType *type)
{
  gboolean is_boolean = type->gtype == G_TYPE_BOOLEAN;

  switch (type->vt & ~(guint) CPG_VT_ARRAY)
    {
    case CPG_VT_BOOL:
      return "VARIANT_BOOL";
    case CPG_VT_I1:
      return "small";
    case CPG_VT_UI1:
      return is_boolean ? "boolean" : "byte";
    case CPG_VT_I2:
      return "short";
    case CPG_VT_UI2:
      return "unsigned short";
    case CPG_VT_I4:
      return is_boolean ? "BOOL" : "long";
    case CPG_VT_UI4:
      return "unsigned long";
    case CPG_VT_I8:
      return "hyper";
    case CPG_VT_UI8:
      return "unsigned hyper";
    case CPG_VT_INT:
      return "int";
    case CPG_VT_UINT:
      return "unsigned int";
    case CPG_VT_R4:
      return "float";
    case CPG_VT_R8:
      return "double";
    case CPG_VT_CY:
      return "CURRENCY";
    case CPG_VT_DECIMAL:
      return "DECIMAL";
    case CPG_VT_DATE:
      return "DATE";
    case CPG_VT_ERROR:
      return type->is_told ? "SCODE" : "HRESULT";
    case CPG_VT_BSTR:
      return "BSTR";
    case CPG_VT_LPSTR:
      return "LPSTR";
    case CPG_VT_LPWSTR:
      return "LPWSTR";
    case CPG_VT_UNKNOWN:
      return "IUnknown *";
    case CPG_VT_DISPATCH:
      return "IDispatch *";
    case CPG_COM_VT_GUID:
      return "GUID";
    case CPG_VT_PTR:
      /* COM has no form for what is there. */
      return GLIB_SIZEOF_VOID_P == 8 ? "unsigned hyper" : "unsigned long";
    default:
      return "VARIANT";
    }
}

/* Whether the IDL type leaves out what the value is. */
static gboolean
is_vague (const CpgComType *type)
{
  GType gtype = type->gtype;

  if (type->vt == CPG_VT_VARIANT)
    return gtype != G_TYPE_VALUE && gtype != G_TYPE_VARIANT;

  switch (G_TYPE_FUNDAMENTAL (gtype))
    {
    case G_TYPE_BOOLEAN:
      return type->vt != CPG_VT_BOOL && type->vt != CPG_VT_UI1 && type->vt != CPG_VT_I4;
    case G_TYPE_ENUM:
    case G_TYPE_FLAGS:
    case G_TYPE_POINTER:
    case G_TYPE_INTERFACE:
      return TRUE;
    case G_TYPE_BOXED:
      return (gtype == CPG_TYPE_GUID && type->vt != CPG_COM_VT_GUID) ||
             (gtype != CPG_TYPE_GUID && gtype != G_TYPE_DATE_TIME && !(type->vt & CPG_VT_ARRAY));
    case G_TYPE_OBJECT:
      return gtype != G_TYPE_OBJECT;
    default:
      return FALSE;
    }
}

static void
append_param (GString          *idl,
              const char       *attributes,
              const CpgComType *type,
              gboolean          is_written,
              const char       *name)
{
  gboolean is_array = (type->vt & CPG_VT_ARRAY) != 0;
  const char *idl_type = get_idl_type (type);
  const char *pointer = is_written || type->vt == CPG_COM_VT_GUID ? "*" : "";

  g_string_append_printf (idl, "[%s] %s%s%s%s%s%s", attributes, is_array ? "SAFEARRAY(" : "", idl_type,
                          is_array ? ")" : "", !is_array && g_str_has_suffix (idl_type, "*") ? "" : " ", pointer, name);
  if (is_vague (type))
    g_string_append_printf (idl, " /* %s */", g_type_name (type->gtype));
}

/* What crosses in a VARIANT in its place. */
static void
become_variant (CpgComType *type)
{
  switch (type->vt)
    {
    case CPG_COM_VT_GUID:
    case CPG_VT_LPSTR:
    case CPG_VT_LPWSTR:
      type->vt = CPG_VT_BSTR;
      break;
    case CPG_VT_ERROR:
      type->is_told = TRUE;
      break;
    default:
      break;
    }
}

/* The answer of a dispinterface's method. */
static void
append_result (GString          *idl,
               CpgMethod        *method,
               const CpgComType *type)
{
  gboolean is_array = (type->vt & CPG_VT_ARRAY) != 0;
  const char *idl_type = cpg_method_has_answer (method) ? get_idl_type (type) : "void";

  g_string_append_printf (idl, is_array ? "SAFEARRAY(%s)" : "%s", idl_type);
  if (cpg_method_has_answer (method) && is_vague (type))
    g_string_append_printf (idl, " /* %s */", g_type_name (type->gtype));
  if (!g_str_has_suffix (idl_type, "*"))
    g_string_append_c (idl, ' ');
}

static void
append_method (GString    *idl,
               CpgMethod  *method,
               CpgComKind  kind,
               const char *name)
{
  g_autoptr (GHashTable) names = names_new ();
  g_autofree CpgComType *types = g_new (CpgComType, method->n_params + 1);
  gboolean has_result = cpg_method_has_answer (method) && kind != CPG_COM_KIND_DISPATCH;
  guint n = method->n_params + (has_result ? 1 : 0);
  /* One in a line, unless they are few. */
  const char *separator = n > 2 ? ",\n      " : ", ";

  cpg_com_method_peek_types (method, types);
  if (kind == CPG_COM_KIND_DISPATCH)
    for (guint i = 0; i <= method->n_params; i++)
      become_variant (&types[i]);
  g_string_append_printf (idl, "  [id(%d)] ", method->dispid);
  if (kind == CPG_COM_KIND_DISPATCH)
    append_result (idl, method, &types[method->n_params]);
  else
    g_string_append (idl, "HRESULT ");
  g_string_append_printf (idl, "%s(%s", name, n > 2 ? "\n      " : "");
  for (guint i = 0; i < method->n_params; i++)
    {
      gboolean is_inout = types[i].is_by_ref;

      append_param (idl, types[i].is_out ? "out" : is_inout ? "in, out" : "in", &types[i], is_inout,
                    make_name (names, method->param_names[i]));
      if (i + 1 < n)
        g_string_append (idl, separator);
    }
  if (has_result)
    append_param (idl, "out, retval", &types[method->n_params], TRUE, make_name (names, "answer"));
  g_string_append (idl, ");\n");
}

/**
 * cpg_outgoing_interface_to_idl:
 * @self: a contract
 *
 * Prints a contract in IDL, the language in which COM describes interfaces: a
 * whole file that IDL compilers, such as Wine's `widl`, make headers and proxies
 * of.
 *
 * |[<!-- language="plain" -->
 * import "oaidl.idl";
 *
 * [
 *   object,
 *   uuid(a4c5f6c0-4d0b-4b52-8f5a-1d6e0c3b7e01),
 *   pointer_default(unique)
 * ]
 * interface StockEvents : IUnknown
 * {
 *   [id(1)] HRESULT PriceChanged([in] BSTR symbol, [in] double price);
 *   [id(2)] HRESULT MayClose([out, retval] VARIANT_BOOL *answer);
 *   [id(3)] HRESULT BeforeClose([in, out] VARIANT_BOOL *cancel);
 * }
 * ]|
 *
 * The interface is one of functions behind `IUnknown`, in the order of the
 * methods; if cpg_com_interface_set_kind() told so, behind `IDispatch` and
 * `dual`, or a `dispinterface`. Types become those of automation where there is one:
 *
 * - a boolean `VARIANT_BOOL`;
 * - a char `small`, an unsigned one `byte`; an int and an enum `long`, an
 *   unsigned int and flags `unsigned long`; a long, and 64 bits, `hyper` and
 *   `unsigned hyper`; `float` and `double`;
 * - a string `BSTR`, a #CpgGuid `GUID *`, a #GError `HRESULT`;
 * - an object or an interface `IUnknown *`;
 * - a pointer that is no more than that, and a #GType, an unsigned number that
 *   holds an address: only code in the same process can do something with it;
 * - anything else, boxed values, #GVariant and what may be of any type,
 *   `VARIANT`.
 *
 * A type that cpg_com_method_set_type() told, or that type information did, is
 * printed as it is: `short`, `BOOL`, `LPWSTR`.
 *
 * An in-out argument is `[in, out]` and a pointer, or `[out]` if type information
 * said so; an answer is `[out, retval]`.
 * Where the type alone does not tell what is meant, a comment gives the name of
 * the #GType. A name that can't be one in IDL, C or C++, such as `default`, has
 * an underscore after it, and one in place of each character that names don't
 * have.
 *
 * Returns: (transfer full): the text
 *
 * Since: 1.0
 */
char *
cpg_outgoing_interface_to_idl (CpgOutgoingInterface *self)
{
  static const char * const of_dispatch[] = { "GetTypeInfoCount", "GetTypeInfo", "GetIDsOfNames", "Invoke" };
  g_autoptr (GHashTable) names = names_new ();
  g_autofree char *iid = NULL;
  CpgComKind kind;
  const char *name;
  GString *idl;

  g_return_val_if_fail (CPG_IS_OUTGOING_INTERFACE (self), NULL);

  kind = cpg_com_interface_get_kind (self->gtype);
  if (kind != CPG_COM_KIND_CUSTOM)
    for (guint i = 0; i < G_N_ELEMENTS (of_dispatch); i++)
      g_hash_table_add (names, g_strdup (of_dispatch[i]));

  iid = cpg_guid_to_string (&self->iid);
  name = make_name (names, g_type_name (self->gtype));
  idl = g_string_new ("import \"oaidl.idl\";\n\n[\n");
  if (kind != CPG_COM_KIND_DISPATCH)
    g_string_append_printf (idl, "  object,\n%s  uuid(%s),\n  pointer_default(unique)\n]\n",
                            kind == CPG_COM_KIND_DUAL ? "  dual,\n" : "", iid);
  else
    g_string_append_printf (idl, "  uuid(%s)\n]\n", iid);

  if (kind != CPG_COM_KIND_DISPATCH)
    g_string_append_printf (idl, "interface %s : %s\n{\n", name,
                            kind == CPG_COM_KIND_DUAL ? "IDispatch" : "IUnknown");
  else
    g_string_append_printf (idl, "dispinterface %s\n{\nproperties:\nmethods:\n", name);
  /* No method is called like the interface: in C++ that is a constructor. */
  for (guint i = 0; i < self->methods->len; i++)
    {
      CpgMethod *method = g_ptr_array_index (self->methods, i);

      append_method (idl, method, kind, make_name (names, method->com_name));
    }
  g_string_append (idl, "}\n");

  return g_string_free (idl, FALSE);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "com-client.h"

/* What an exported object tells of itself: type information, and IDispatch. */

enum { TKIND_RECORD = 1, TKIND_INTERFACE = 3, TKIND_DISPATCH, TKIND_COCLASS };
enum { IMPLTYPEFLAG_FDEFAULT = 1, IMPLTYPEFLAG_FSOURCE = 2 };
enum { PARAMFLAG_FIN = 1, PARAMFLAG_FOUT = 2, PARAMFLAG_FRETVAL = 8 };

/* (transfer full): ITypeInfo of the class */
static gpointer
get_class_info (const Client *client,
                gpointer      object)
{
  gpointer unknown = export_object (client, object);
  gpointer provider = query (client, unknown, &IID_IProvideClassInfo);
  gpointer info = NULL;

  g_assert_cmphex (client->get_class_info (provider, &info), ==, S_OK);
  client->release (provider);
  client->release (unknown);
  return info;
}

static gpointer
get_impl (const Client *client,
          gpointer      info,
          guint32       index)
{
  gpointer out = NULL;
  guint32 ref = 99;

  g_assert_cmphex (client->get_ref_of_impl (info, index, &ref), ==, S_OK);
  g_assert_cmphex (client->get_ref_info (info, ref, &out), ==, S_OK);
  return out;
}

static void
assert_attr (const Client  *client,
             gpointer       info,
             gint32         kind,
             const CpgGuid *guid,
             guint          n_funcs,
             guint          n_vars,
             guint          n_impl_types)
{
  TypeAttr *attr = NULL;

  g_assert_cmphex (client->get_type_attr (info, NULL), ==, E_POINTER);
  g_assert_cmphex (client->get_type_attr (info, &attr), ==, S_OK);
  g_assert_cmpint (attr->kind, ==, kind);
  if (guid != NULL)
    g_assert_true (cpg_guid_equal (&attr->guid, guid));
  g_assert_cmpuint (attr->n_funcs, ==, n_funcs);
  g_assert_cmpuint (attr->n_vars, ==, n_vars);
  g_assert_cmpuint (attr->n_impl_types, ==, n_impl_types);
  client->release_attr (info, attr);
}

static void
assert_name (const Client *client,
             gpointer      info,
             gint32        id,
             const char   *expected)
{
  gpointer name = NULL, text = &text, file = &file;
  guint32 context = 99;

  g_assert_cmphex (client->get_documentation (info, id, &name, &text, &context, &file), ==, S_OK);
  assert_bstr (name, expected);
  g_assert_null (text);
  g_assert_null (file);
  g_assert_cmpuint (context, ==, 0);
  bstr_free (name);
}

static void
test_class (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer info = get_class_info (client, source), other;
  guint32 flags = 99, ref = 99;
  CpgOutgoingInterface *second = cpg_outgoing_interface_for_type (FIX_TYPE_OTHER, NULL);
  g_autoptr (CpgGuid) clsid = cpg_guid_new_for_name ("FixSource");

  other = query (client, info, &IID_ITypeInfo);
  g_assert_true (other == info);
  client->release (other);

  assert_attr (client, info, TKIND_COCLASS, clsid, 0, 0, 3);
  assert_name (client, info, -1, "FixSource");
  g_assert_cmphex (client->get_documentation (info, 1, NULL, NULL, NULL, NULL), ==, TYPE_E_ELEMENTNOTFOUND);

  /* Its properties; then its sources in their order. */
  g_assert_cmphex (client->get_impl_flags (info, 0, &flags), ==, S_OK);
  g_assert_cmphex (flags, ==, IMPLTYPEFLAG_FDEFAULT);
  other = get_impl (client, info, 0);
  assert_attr (client, other, TKIND_DISPATCH, NULL, 0, 0, 1);
  assert_name (client, other, -1, "FixSourceProperties");
  client->release (other);

  g_assert_cmphex (client->get_impl_flags (info, 1, &flags), ==, S_OK);
  g_assert_cmphex (flags, ==, IMPLTYPEFLAG_FSOURCE | IMPLTYPEFLAG_FDEFAULT);
  other = get_impl (client, info, 1);
  assert_attr (client, other, TKIND_INTERFACE, &IID_FixEvents, 12, 0, 1);
  assert_name (client, other, -1, "FixEvents");
  client->release (other);

  g_assert_cmphex (client->get_impl_flags (info, 2, &flags), ==, S_OK);
  g_assert_cmphex (flags, ==, IMPLTYPEFLAG_FSOURCE);
  other = get_impl (client, info, 2);
  assert_attr (client, other, TKIND_INTERFACE, cpg_outgoing_interface_get_iid (second),
               cpg_outgoing_interface_get_n_methods (second), 0, 1);
  client->release (other);

  /* The end, and what can't be. */
  g_assert_cmphex (client->get_impl_flags (info, 3, &flags), ==, TYPE_E_ELEMENTNOTFOUND);
  g_assert_cmphex (client->get_impl_flags (info, 0, NULL), ==, E_POINTER);
  g_assert_cmphex (client->get_ref_of_impl (info, 3, &ref), ==, TYPE_E_ELEMENTNOTFOUND);
  g_assert_cmphex (client->get_ref_of_impl (info, 0, NULL), ==, E_POINTER);
  other = &other;
  g_assert_cmphex (client->get_ref_info (info, 12345, &other), ==, TYPE_E_ELEMENTNOTFOUND);
  g_assert_null (other);
  g_assert_cmphex (client->get_ref_info (info, 0, NULL), ==, E_POINTER);
  other = &other;
  g_assert_cmphex (client->get_type_lib (info, &other, &ref), ==, E_NOTIMPL);
  g_assert_null (other);

  /* It does not need the object any more. */
  g_assert_finalize_object (source);
  assert_name (client, info, -1, "FixSource");
  g_assert_cmpuint (client->release (info), ==, 0);
}

/* Describes a parameter in a word. */
static void
describe (GString        *text,
          const TypeDesc *type)
{
  if (type->vt == VT_PTR)
    {
      describe (text, type->pointed);
      g_string_append_c (text, '*');
    }
  else if (type->vt == 27) /* VT_SAFEARRAY */
    {
      g_string_append_c (text, '[');
      describe (text, type->pointed);
      g_string_append_c (text, ']');
    }
  else if (type->vt == VT_USERDEFINED)
    {
      g_string_append (text, "ref");
    }
  else
    {
      g_string_append_printf (text, "%u", type->vt);
    }
}

static char *
describe_func (const Client *client,
               gpointer      info,
               guint         index)
{
  GString *text = g_string_new (NULL);
  gpointer names[20] = { NULL };
  guint32 n_names = 0;
  FuncDesc *desc = NULL;

  g_assert_cmphex (client->get_func_desc (info, index, &desc), ==, S_OK);
  g_assert_cmphex (client->get_names (info, desc->id, names, G_N_ELEMENTS (names), &n_names), ==, S_OK);
  g_assert_cmpint (desc->invoke_kind, ==, 1);
  describe (text, &desc->result.type);
  for (guint i = 0; i < n_names; i++)
    {
      g_autofree char *name = bstr_dup (names[i]);

      bstr_free (names[i]);
      g_string_append_printf (text, " %s", name);
      if (i > 0)
        {
          g_string_append_c (text, ':');
          describe (text, &desc->params[i - 1].type);
          g_assert_cmphex (desc->params[i - 1].flags & PARAMFLAG_FIN, !=, 0);
          if (desc->params[i - 1].flags & PARAMFLAG_FOUT)
            g_string_append_c (text, '&');
        }
    }
  if (desc->n_params == (gint16) n_names)
    {
      g_assert_cmphex (desc->params[n_names - 1].flags, ==, PARAMFLAG_FOUT | PARAMFLAG_FRETVAL);
      g_string_append (text, " = ");
      describe (text, &desc->params[n_names - 1].type);
    }
  else
    {
      g_assert_cmpint (desc->n_params, ==, (int) n_names - 1);
    }
  g_string_append_printf (text, " #%d @%d", desc->id, desc->offset / (int) sizeof (gpointer));

  client->release_func (info, desc);
  return g_string_free (text, FALSE);
}

#define assert_func(client, info, index, expected) \
  G_STMT_START { \
    g_autofree char *assert_text = describe_func (client, info, index); \
    g_assert_cmpstr (assert_text, ==, (expected)); \
  } G_STMT_END

static void
test_interface (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer class_info = get_class_info (client, source), info = get_impl (client, class_info, 1), base;
  gpointer names[2], out = &out;
  gint32 ids[2];
  guint32 n = 99;
  FuncDesc *desc = NULL;

  client->release (class_info);
  assert_func (client, info, 0, "25 Nothing #1 @3");
  assert_func (client, info, 1, "25 PriceChanged symbol:8 price:5 #2 @4");
  assert_func (client, info, 2, "25 Numbers a_char:16 an_uchar:17 a_boolean:11 an_int:3 an_uint:19 a_long:20 "
                                "an_ulong:21 an_int64:20 an_uint64:21 a_float:4 a_double:5 #3 @5");
  assert_func (client, info, 3, "25 Texts text:8 strv:12 variant:12 #4 @6");
  assert_func (client, info, 4, "25 Things color:3 parts:19 box:12 object:13 type:24* spec:12 #5 @7");
  assert_func (client, info, 6, "25 MayClose = 11* #7 @9");
  assert_func (client, info, 10, "25 LastText n:3 = 8* #11 @13");
  assert_func (client, info, 11, "25 LastObject = 13* #12 @14");

  g_assert_cmphex (client->get_func_desc (info, 12, &desc), ==, TYPE_E_ELEMENTNOTFOUND);
  g_assert_null (desc);
  g_assert_cmphex (client->get_func_desc (info, 0, NULL), ==, E_POINTER);
  g_assert_cmphex (client->get_var_desc (info, 0, (VarDesc **) &out), ==, TYPE_E_ELEMENTNOTFOUND);

  /* Names: as many as there is room for. */
  g_assert_cmphex (client->get_names (info, 2, names, 1, &n), ==, S_OK);
  g_assert_cmpuint (n, ==, 1);
  bstr_free (names[0]);
  g_assert_cmphex (client->get_names (info, 99, names, 1, &n), ==, TYPE_E_ELEMENTNOTFOUND);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmphex (client->get_names (info, 2, NULL, 1, &n), ==, E_POINTER);
  assert_name (client, info, 2, "PriceChanged");

  names[0] = bstr_new ("PRICECHANGED");
  names[1] = bstr_new ("Price");
  g_assert_cmphex (client->info_get_ids (info, names, 2, ids), ==, S_OK);
  g_assert_cmpint (ids[0], ==, 2);
  g_assert_cmpint (ids[1], ==, 1);
  bstr_free (names[1]);
  names[1] = bstr_new ("nobody");
  g_assert_cmphex (client->info_get_ids (info, names, 2, ids), ==, DISP_E_UNKNOWNNAME);
  g_assert_cmpint (ids[0], ==, 2);
  g_assert_cmpint (ids[1], ==, -1);
  g_assert_cmphex (client->info_get_ids (info, names + 1, 1, ids), ==, DISP_E_UNKNOWNNAME);
  g_assert_cmphex (client->info_get_ids (info, names, 0, ids), ==, E_INVALIDARG);
  bstr_free (names[0]);
  bstr_free (names[1]);

  base = get_impl (client, info, 0);
  assert_attr (client, base, TKIND_INTERFACE, &IID_IUnknown, 0, 0, 0);
  assert_name (client, base, -1, "IUnknown");
  client->release (base);

  client->release (info);
  g_assert_finalize_object (source);
}

/* The same as a dispinterface, with boxes and a GUID. */
static void
test_dispinterface (gconstpointer data)
{
  const Client *client = data;
  static CpgOutgoingInterface *contract;
  GObject *source;
  gpointer class_info, info, base, guid;
  FuncDesc *desc = NULL;

  if (contract == NULL)
    {
      g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("TestInfoEvents", NULL);
      const char *names[] = { "id", "cancel", "any", "text" };
      const GType types[] = { CPG_TYPE_GUID, CPG_TYPE_BY_REF, CPG_TYPE_BY_REF, G_TYPE_STRING };
      CpgMethod *method;

      cpg_interface_builder_add_method (builder, "Close", 5, CPG_COMBINE_LAST, G_TYPE_STRING, names, types, 4);
      cpg_interface_builder_set_by_ref (builder, "Close", "cancel", G_TYPE_BOOLEAN);
      contract = cpg_interface_builder_register (builder, NULL);
      /* Of which a VARIANT knows nothing. */
      method = cpg_outgoing_interface_get_method (contract, 0);
      cpg_com_method_set_type (method, 3, CPG_COM_VAR_TYPE_LPWSTR, NULL);
      cpg_com_method_set_type (method, -1, CPG_COM_VAR_TYPE_LPSTR, NULL);
      cpg_com_interface_set_kind (cpg_outgoing_interface_get_gtype (contract), CPG_COM_KIND_DISPATCH, NULL);
      cpg_type_add_outgoing_interface (FIX_TYPE_QUIET, cpg_outgoing_interface_get_gtype (contract),
                                       CPG_OUTGOING_NO_SIGNALS, NULL, NULL);
    }
  source = g_object_new (FIX_TYPE_QUIET, NULL);
  class_info = get_class_info (client, source);
  info = get_impl (client, class_info, 2);
  client->release (class_info);
  assert_attr (client, info, TKIND_DISPATCH, cpg_outgoing_interface_get_iid (contract), 1, 0, 1);
  assert_func (client, info, 0, "8 Close id:ref* cancel:11*& any:12*& text:8 #5 @0");

  g_assert_cmphex (client->get_func_desc (info, 0, &desc), ==, S_OK);
  g_assert_cmphex (client->get_ref_info (info, desc->params[0].type.pointed->ref, &guid), ==, S_OK);
  assert_attr (client, guid, TKIND_RECORD, NULL, 0, 0, 0);
  assert_name (client, guid, -1, "GUID");
  client->release (guid);
  client->release_func (info, desc);

  base = get_impl (client, info, 0);
  assert_attr (client, base, TKIND_INTERFACE, &IID_IDispatch, 0, 0, 0);
  client->release (base);
  client->release (info);
  g_assert_finalize_object (source);
}

/* Types that were told: of arguments, in-out, and of the answer. */
static void
test_told (gconstpointer data)
{
  const Client *client = data;
  static CpgOutgoingInterface *contract;
  GObject *source;
  gpointer class_info, info = NULL;
  TypeAttr *attr = NULL;
  gboolean is_found = FALSE;

  if (contract == NULL)
    {
      g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("TestToldEvents", NULL);
      const char *names[] = { "short", "bool", "text", "texts", "object", "flag", "arrays", "plain" };
      const GType types[] = {
        G_TYPE_INT, G_TYPE_BOOLEAN, G_TYPE_STRING, G_TYPE_STRV, G_TYPE_OBJECT, CPG_TYPE_BY_REF, CPG_TYPE_BY_REF, G_TYPE_INT
      };
      const CpgComVarType told[] = {
        CPG_COM_VAR_TYPE_I2, CPG_COM_VAR_TYPE_I4, CPG_COM_VAR_TYPE_LPWSTR, CPG_COM_VAR_TYPE_SAFEARRAY,
        CPG_COM_VAR_TYPE_DISPATCH, CPG_COM_VAR_TYPE_UI1, CPG_COM_VAR_TYPE_SAFEARRAY
      };
      CpgMethod *method;

      cpg_interface_builder_add_method (builder, "Tell", 5, CPG_COMBINE_LAST, G_TYPE_DOUBLE, names, types, 8);
      cpg_interface_builder_set_by_ref (builder, "Tell", "flag", G_TYPE_BOOLEAN);
      cpg_interface_builder_set_by_ref (builder, "Tell", "arrays", G_TYPE_BYTES);
      contract = cpg_interface_builder_register (builder, NULL);
      method = cpg_outgoing_interface_get_method (contract, 0);
      for (guint i = 0; i < G_N_ELEMENTS (told); i++)
        g_assert_true (cpg_com_method_set_type (method, (int) i, told[i], NULL));
      g_assert_true (cpg_com_method_set_type (method, -1, CPG_COM_VAR_TYPE_CY, NULL));
      cpg_type_add_outgoing_interface (FIX_TYPE_QUIET, cpg_outgoing_interface_get_gtype (contract),
                                       CPG_OUTGOING_NO_SIGNALS, NULL, NULL);
    }
  source = g_object_new (FIX_TYPE_QUIET, NULL);
  class_info = get_class_info (client, source);
  g_assert_cmphex (client->get_type_attr (class_info, &attr), ==, S_OK);
  for (guint i = 1; i < attr->n_impl_types && !is_found; i++)
    {
      TypeAttr *one = NULL;

      info = get_impl (client, class_info, i);
      g_assert_cmphex (client->get_type_attr (info, &one), ==, S_OK);
      is_found = cpg_guid_equal (&one->guid, cpg_outgoing_interface_get_iid (contract));
      client->release_attr (info, one);
      if (!is_found)
        client->release (info);
    }
  g_assert_true (is_found);
  client->release_attr (class_info, attr);
  client->release (class_info);
  assert_func (client, info, 0, "25 Tell short:2 bool:3 text:31 texts:[8] object:9 flag:17*& arrays:[17]*& plain:3 = 6* #5 @3");
  client->release (info);
  g_assert_finalize_object (source);
}

/* Properties ------------------------------------------------------------------- */

/* An object whose only properties are these; a CpgConnectable would do as well. */
typedef struct {
  GObject parent_instance;

  int     number;
  char   *text;
} Thing;

typedef struct {
  GObjectClass parent_class;
} ThingClass;

static GType thing_get_type (void);

G_DEFINE_TYPE (Thing, thing, G_TYPE_OBJECT)

enum { PROP_NUMBER = 1, PROP_LONG_TEXT, PROP_READ_ONLY, PROP_WRITE_ONLY };

static void
thing_get_property (GObject    *object,
                    guint       prop_id,
                    GValue     *value,
                    GParamSpec *pspec)
{
  Thing *self = (Thing *) object;

  if (prop_id == PROP_LONG_TEXT)
    g_value_set_string (value, self->text);
  else if (prop_id == PROP_NUMBER)
    g_value_set_int (value, self->number);
  else
    g_value_set_boolean (value, TRUE);
}

static void
thing_set_property (GObject      *object,
                    guint         prop_id,
                    const GValue *value,
                    GParamSpec   *pspec)
{
  Thing *self = (Thing *) object;

  if (prop_id == PROP_LONG_TEXT)
    {
      g_free (self->text);
      self->text = g_value_dup_string (value);
    }
  else if (prop_id == PROP_NUMBER)
    {
      self->number = g_value_get_int (value);
    }
}

static void
thing_finalize (GObject *object)
{
  g_free (((Thing *) object)->text);
  G_OBJECT_CLASS (thing_parent_class)->finalize (object);
}

static void
thing_class_init (ThingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = thing_get_property;
  object_class->set_property = thing_set_property;
  object_class->finalize = thing_finalize;
  g_object_class_install_property (object_class, PROP_NUMBER,
    g_param_spec_int ("number", NULL, NULL, 0, 9, 0, G_PARAM_READWRITE));
  g_object_class_install_property (object_class, PROP_LONG_TEXT,
    g_param_spec_string ("long-text", NULL, NULL, NULL, G_PARAM_READWRITE));
  g_object_class_install_property (object_class, PROP_READ_ONLY,
    g_param_spec_boolean ("read-only", NULL, NULL, FALSE, G_PARAM_READABLE));
  g_object_class_install_property (object_class, PROP_WRITE_ONLY,
    g_param_spec_boolean ("write-only", NULL, NULL, FALSE, G_PARAM_WRITABLE));
}

static void
thing_init (Thing *self)
{
}

static guint32
get_property (const Client *client,
              gpointer      dispatch,
              gint32        id,
              Variant      *result)
{
  DispParams params = { NULL };

  return client->invoke (dispatch, id, &IID_NULL_, 0x400, 2 | 1, &params, result, NULL, NULL);
}

static guint32
put_property (const Client *client,
              gpointer      dispatch,
              gint32        id,
              Variant       value)
{
  gint32 named = -3;
  DispParams params = { &value, &named, 1, 1 };

  return client->invoke (dispatch, id, &IID_NULL_, 0x400, 4, &params, NULL, NULL, NULL);
}

static void
test_dispatch (gconstpointer data)
{
  const Client *client = data;
  Thing *thing = g_object_new (thing_get_type (), NULL);
  gpointer unknown = export_object (client, thing), dispatch = query (client, unknown, &IID_IDispatch), info = NULL;
  gpointer names[2] = { bstr_new ("LongText"), bstr_new ("x") };
  const CpgGuid strange = { 42 };
  gint32 ids[2] = { 99, 99 };
  guint32 n = 99;
  Variant result = { VT_EMPTY }, arg = { VT_BSTR };
  DispParams params = { NULL }, two = { (Variant[2]) { { VT_I4 }, { VT_I4 } }, NULL, 2, 0 };
  DispParams unnamed = { (Variant[1]) { { VT_I4, .i4 = 6 } }, NULL, 1, 0 };
  DispParams misnamed = { (Variant[1]) { { VT_I4, .i4 = 6 } }, (gint32[1]) { 7 }, 1, 1 };
  VarDesc *var = NULL;

  client->release (unknown);
  g_assert_cmphex (client->get_info_count (dispatch, NULL), ==, E_POINTER);
  g_assert_cmphex (client->get_info_count (dispatch, &n), ==, S_OK);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmphex (client->get_type_info (dispatch, 0, 0x400, NULL), ==, E_POINTER);
  info = &info;
  g_assert_cmphex (client->get_type_info (dispatch, 1, 0x400, &info), ==, DISP_E_BADINDEX);
  g_assert_null (info);

  /* Names */
  g_assert_cmphex (client->get_ids_of_names (dispatch, &IID_NULL_, names, 1, 0x400, ids), ==, S_OK);
  g_assert_cmpint (ids[0], ==, 2);
  g_assert_cmphex (client->get_ids_of_names (dispatch, &IID_NULL_, names, 2, 0x400, ids), ==, DISP_E_UNKNOWNNAME);
  g_assert_cmpint (ids[0], ==, 2);
  g_assert_cmpint (ids[1], ==, -1);
  g_assert_cmphex (client->get_ids_of_names (dispatch, &IID_NULL_, names + 1, 1, 0x400, ids), ==, DISP_E_UNKNOWNNAME);
  g_assert_cmphex (client->get_ids_of_names (dispatch, &strange, names, 1, 0x400, ids), ==, DISP_E_UNKNOWNINTERFACE);
  g_assert_cmphex (client->get_ids_of_names (dispatch, &IID_NULL_, NULL, 1, 0x400, ids), ==, E_POINTER);
  bstr_free (names[0]);
  bstr_free (names[1]);

  /* Values */
  arg.p = bstr_new ("Grüße");
  g_assert_cmphex (put_property (client, dispatch, 2, arg), ==, S_OK);
  bstr_free (arg.p);
  g_assert_cmpstr (thing->text, ==, "Grüße");
  g_assert_cmphex (get_property (client, dispatch, 2, &result), ==, S_OK);
  g_assert_cmpuint (result.vt, ==, VT_BSTR);
  assert_bstr (result.p, "Grüße");
  bstr_free (result.p);
  g_assert_cmphex (put_property (client, dispatch, 1, (Variant) { VT_R8, .r8 = 5.0 }), ==, S_OK);
  g_assert_cmpint (thing->number, ==, 5);
  g_assert_cmphex (get_property (client, dispatch, 1, &result), ==, S_OK);
  g_assert_cmpuint (result.vt, ==, VT_I4);
  g_assert_cmpint (result.i4, ==, 5);
  g_assert_cmphex (get_property (client, dispatch, 1, NULL), ==, S_OK);
  g_assert_cmphex (client->invoke (dispatch, 1, &IID_NULL_, 0, 4, &unnamed, NULL, NULL, NULL), ==, S_OK);
  g_assert_cmpint (thing->number, ==, 6);

  /* What is not to be */
  g_assert_cmphex (put_property (client, dispatch, 1, (Variant) { VT_I4, .i4 = 10 }), ==, DISP_E_OVERFLOW);
  g_assert_cmphex (put_property (client, dispatch, 1, (Variant) { VT_R8, .r8 = 0.5 }), ==, DISP_E_OVERFLOW);
  g_assert_cmphex (put_property (client, dispatch, 1, (Variant) { VT_NULL }), ==, DISP_E_TYPEMISMATCH);
  g_assert_cmpint (thing->number, ==, 6);
  g_assert_cmphex (put_property (client, dispatch, 3, (Variant) { VT_BOOL }), ==, DISP_E_MEMBERNOTFOUND);
  g_assert_cmphex (get_property (client, dispatch, 3, &result), ==, S_OK);
  g_assert_cmpint (result.i2, ==, -1);
  g_assert_cmphex (get_property (client, dispatch, 4, &result), ==, DISP_E_MEMBERNOTFOUND);
  g_assert_cmphex (put_property (client, dispatch, 4, (Variant) { VT_BOOL }), ==, S_OK);
  g_assert_cmphex (get_property (client, dispatch, 0, &result), ==, DISP_E_MEMBERNOTFOUND);
  g_assert_cmphex (get_property (client, dispatch, 5, &result), ==, DISP_E_MEMBERNOTFOUND);
  g_assert_cmphex (client->invoke (dispatch, 1, &strange, 0, 2, &params, &result, NULL, NULL), ==, DISP_E_UNKNOWNINTERFACE);
  g_assert_cmphex (client->invoke (dispatch, 1, &IID_NULL_, 0, 2, NULL, &result, NULL, NULL), ==, E_POINTER);
  g_assert_cmphex (client->invoke (dispatch, 1, &IID_NULL_, 0, 1, &params, &result, NULL, NULL), ==, DISP_E_MEMBERNOTFOUND);
  g_assert_cmphex (client->invoke (dispatch, 1, &IID_NULL_, 0, 2, &two, &result, NULL, NULL), ==, DISP_E_BADPARAMCOUNT);
  g_assert_cmphex (client->invoke (dispatch, 1, &IID_NULL_, 0, 4, &two, &result, NULL, NULL), ==, DISP_E_BADPARAMCOUNT);
  g_assert_cmphex (client->invoke (dispatch, 1, &IID_NULL_, 0, 4, &misnamed, &result, NULL, NULL), ==, DISP_E_PARAMNOTFOUND);

  /* And as type information */
  g_assert_cmphex (client->get_type_info (dispatch, 0, 0x400, &info), ==, S_OK);
  assert_attr (client, info, TKIND_DISPATCH, NULL, 0, 4, 1);
  assert_name (client, info, 2, "LongText");
  g_assert_cmphex (client->get_var_desc (info, 1, &var), ==, S_OK);
  g_assert_cmpint (var->id, ==, 2);
  g_assert_cmpuint (var->type.type.vt, ==, VT_BSTR);
  g_assert_cmpint (var->kind, ==, 3);
  g_assert_cmphex (var->flags, ==, 0x4); /* FBINDABLE */
  client->release_var (info, var);
  g_assert_cmphex (client->get_var_desc (info, 2, &var), ==, S_OK);
  g_assert_cmphex (var->flags, ==, 0x5);
  client->release_var (info, var);
  g_assert_cmphex (client->get_var_desc (info, 4, &var), ==, TYPE_E_ELEMENTNOTFOUND);
  g_assert_cmphex (client->get_var_desc (info, 0, NULL), ==, E_POINTER);
  client->release (info);

  g_assert_cmpuint (client->release (dispatch), ==, 0);
  g_assert_finalize_object (thing);
}

int
main (int    argc,
      char **argv)
{
  tests_init (&argc, &argv);

#define ADD(name, test) add_com_test ("/CpgCom/type-info/" name, test)
  ADD ("class", test_class);
  ADD ("interface", test_interface);
  ADD ("dispinterface", test_dispinterface);
  ADD ("told", test_told);
  ADD ("dispatch", test_dispatch);

  return g_test_run ();
}

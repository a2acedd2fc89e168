/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "com-foreign.h"

/* Import: foreign COM sources whose events are signals. */

/* Calls a function of a sink through its vtable. */
/* With optimisation GCC takes the two calls for one, whatever their conventions:
 * the empty statement keeps them apart. */
#define CALL(client, sink, slot, params, args) \
  (__extension__ ({ \
    guint32 call_result; \
    if ((client) == &ms_client) \
      { \
        call_result = ((guint32 (MS_ABI *) params) (*(gpointer **) (sink))[slot]) args; \
        __asm__ volatile ("" : "+r" (call_result)); \
      } \
    else \
      { \
        call_result = ((guint32 (*) params) (*(gpointer **) (sink))[slot]) args; \
      } \
    call_result; \
  }))

#define GUID_OF(n) { 0x5d0c3a00 + (n), 0x1a2b, 0x4c3d, { 0x8e, 0x4f, 0, 0, 0, 0, 0, (n) } }

static const CpgGuid IID_Events = GUID_OF (1);
static const CpgGuid IID_Other = GUID_OF (2);
static const CpgGuid IID_Unknown = GUID_OF (3);
static const CpgGuid IID_Custom = GUID_OF (4);
static const CpgGuid IID_Dual = GUID_OF (5);
static const CpgGuid IID_Late = GUID_OF (6);
static const CpgGuid IID_Default = GUID_OF (7);
static const CpgGuid IID_Odd = GUID_OF (8);

/* Type information ---------------------------------------------------------------- */

#define T(v) { .vt = (v) }
#define IN(v) { .type = T (v), .flags = PARAMFLAG_FIN }
#define POINTER(v, f) { .type = { .pointed = (TypeDesc[]) { T (v) }, .vt = VT_PTR }, .flags = (f) }
#define INOUT(v) POINTER (v, PARAMFLAG_FIN | PARAMFLAG_FOUT)
#define OUT(v) POINTER (v, PARAMFLAG_FOUT)
#define RETVAL(v) POINTER (v, PARAMFLAG_FOUT | PARAMFLAG_FRETVAL)
#define NAMED(ref_) { .type = { .ref = (ref_), .vt = VT_USERDEFINED }, .flags = PARAMFLAG_FIN }
#define POINTER_NAMED(ref_) { .type = { .pointed = (TypeDesc[]) { { .ref = (ref_), .vt = VT_USERDEFINED } }, \
                                        .vt = VT_PTR }, .flags = PARAMFLAG_FIN }
#define ARRAY_OF(v) { .type = { .pointed = (TypeDesc[]) { T (v) }, .vt = 27 }, .flags = PARAMFLAG_FIN }
#define FUNC(id_, offset_, result_, n, ...) \
  { .id = (id_), .kind = 4, .invoke_kind = 1, .convention = 4, .offset = (offset_), .n_params = (n), \
    .result = { .type = T (result_) }, .params = (ElemDesc[]) { __VA_ARGS__ } }
#define SLOT(i) ((gint16) ((i) * sizeof (gpointer)))
#define VT_CY 6
#define VT_VOID_ 24
#define VT_HRESULT_ 25
#define VT_DECIMAL 14
#define VT_LPSTR 30
#define VT_LPWSTR 31

static const FakeType color_type = { "Color", { 0 }, TKIND_ENUM };
static const FakeType price_type = { "Price", { 0 }, TKIND_ALIAS, .alias = { .vt = VT_R8 } };
static const FakeType thing_type = { "IThing", { 0 }, TKIND_DISPATCH };
static const FakeType record_type = { "Record", { 0 }, TKIND_RECORD };

static const FakeFunc events_funcs[] = {
  { FUNC (1, 0, VT_VOID_, 1, IN (VT_BSTR)), { "StatusTextChange", "Text" } },
  { FUNC (2, 0, VT_VOID_, 1, INOUT (VT_BOOL)), { "BeforeClose", "Cancel" } },
  { FUNC (3, 0, VT_VOID_, 9, IN (VT_I2), IN (VT_UI1), IN (VT_I8), IN (VT_R4), IN (VT_CY), IN (VT_DATE), IN (VT_ERROR),
          NAMED (0), NAMED (1)),
    { "Numbers", "a", "b", "c", "d", "e", "f", "g", "Color", "Price" } },
  { FUNC (4, 0, VT_VOID_, 5, IN (VT_VARIANT), INOUT (VT_VARIANT), IN (VT_DISPATCH), POINTER_NAMED (2), ARRAY_OF (VT_BSTR)),
    { "Anything", "value", "out", "sender", "thing", "texts" } },
  { FUNC (5, 0, VT_BOOL, 1, POINTER (VT_I4, PARAMFLAG_FIN)), { "_Ask", "number" } },
  { FUNC (6, 0, VT_VOID_, 3, IN (VT_LPSTR), NAMED (3), IN (VT_BSTR)), { "Strange", "same", "same" } },
  { FUNC (7, 0, VT_VOID_, 0, IN (VT_I4)), { "statusTextChange" } },
  /* What a sink has no use for, and what is inherited. */
  { { .id = 8, .kind = 4, .invoke_kind = 2, .result = { .type = T (VT_BSTR) } }, { "Caption" } },
  { { .id = 0x60000000, .kind = 4, .invoke_kind = 1, .flags = 1 }, { "QueryInterface" } },
};
static const FakeType events_type = {
  "DTestEvents", GUID_OF (1), TKIND_DISPATCH, 0, events_funcs, G_N_ELEMENTS (events_funcs),
  .refs = { &color_type, &price_type, &thing_type, &record_type }
};

/* A method that the other interface has too, and one that every object has. */
static const FakeFunc other_funcs[] = {
  { FUNC (1, 0, VT_VOID_, 1, IN (VT_I4)), { "StatusTextChange", "Code" } },
  { FUNC (2, 0, VT_VOID_, 0, IN (VT_I4)), { "Notify" } },
};
static const FakeType other_type = {
  "DOtherEvents", GUID_OF (2), TKIND_DISPATCH, 0, other_funcs, G_N_ELEMENTS (other_funcs)
};

static const FakeType unknown_type = {
  "IUnknown", { 0, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } }, TKIND_INTERFACE
};
static const FakeType dispatch_type = {
  "IDispatch", { 0x00020400, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } }, TKIND_INTERFACE,
  .impls = { { &unknown_type, 0 } }, .n_impls = 1
};

/* A vtable in two parts, whose functions are not in their order. */
static const FakeFunc base_funcs[] = {
  { FUNC (0x60010000, SLOT (3), VT_HRESULT_, 1, IN (VT_BSTR)), { "BaseMethod", "text" } },
};
static const FakeType base_type = {
  "IBaseEvents", GUID_OF (40), TKIND_INTERFACE, 0, base_funcs, G_N_ELEMENTS (base_funcs),
  .impls = { { &unknown_type, 0 } }, .n_impls = 1
};
static const FakeFunc custom_funcs[] = {
  { FUNC (0x60020001, SLOT (5), VT_HRESULT_, 4, IN (VT_I2), OUT (VT_BSTR), INOUT (VT_I2), RETVAL (VT_BOOL)),
    { "Second", "number", "text", "changed", "result" } },
  { FUNC (0x60020000, SLOT (4), VT_HRESULT_, 6, IN (VT_UI2), IN (VT_DATE), IN (VT_CY), IN (VT_DISPATCH),
          ARRAY_OF (VT_I4), IN (VT_VARIANT)),
    { "First", "a", "b", "c", "d", "e", "f" } },
  { { .id = 0x60020002, .kind = 1, .invoke_kind = 2, .offset = SLOT (6), .n_params = 1,
      .params = (ElemDesc[]) { RETVAL (VT_I4) }, .result = { .type = T (VT_HRESULT_) } }, { "Value" } },
};
static const FakeType custom_type = {
  "ICustomEvents", GUID_OF (4), TKIND_INTERFACE, 0, custom_funcs, G_N_ELEMENTS (custom_funcs),
  .impls = { { &base_type, 0 } }, .n_impls = 1
};

/* Text that is no BSTR, and a structure that is passed by value. */
static const FakeFunc text_funcs[] = {
  { FUNC (1, SLOT (3), VT_HRESULT_, 4, IN (VT_LPWSTR), IN (VT_LPSTR), IN (VT_DECIMAL), IN (VT_LPSTR)),
    { "Take", "wide", "narrow", "number", "none" } },
  { FUNC (2, SLOT (4), VT_HRESULT_, 3, INOUT (VT_LPWSTR), OUT (VT_LPSTR), RETVAL (VT_LPWSTR)),
    { "Change", "wide", "narrow", "result" } },
};
static const FakeType text_type = {
  "ITextEvents", GUID_OF (60), TKIND_INTERFACE, 0, text_funcs, G_N_ELEMENTS (text_funcs),
  .impls = { { &unknown_type, 0 } }, .n_impls = 1
};

/* What only comes out, before and after what may fail. */
static const FakeFunc out_funcs[] = {
  { FUNC (1, SLOT (3), VT_HRESULT_, 4, OUT (VT_LPSTR), IN (VT_VARIANT), INOUT (VT_I2), OUT (VT_BSTR)),
    { "Fetch", "first", "key", "number", "second" } },
};
static const FakeType out_type = {
  "IOutEvents", GUID_OF (61), TKIND_INTERFACE, 0, out_funcs, G_N_ELEMENTS (out_funcs),
  .impls = { { &unknown_type, 0 } }, .n_impls = 1
};

/* Both a vtable and a dispinterface. */
static const FakeFunc dual_vtable_funcs[] = {
  { FUNC (1, SLOT (7), VT_HRESULT_, 2, IN (VT_I4), RETVAL (VT_I4)), { "Doubled", "number", "result" } },
};
static const FakeType dual_vtable_type = {
  "IDualEvents", GUID_OF (5), TKIND_INTERFACE, TYPEFLAG_FDUAL, dual_vtable_funcs, G_N_ELEMENTS (dual_vtable_funcs),
  .impls = { { &dispatch_type, 0 } }, .n_impls = 1
};
static const FakeFunc dual_funcs[] = {
  { FUNC (1, SLOT (7), VT_I4, 1, IN (VT_I4)), { "Doubled", "number" } },
};
static const FakeType dual_type = {
  "IDualEvents", GUID_OF (5), TKIND_DISPATCH, TYPEFLAG_FDUAL, dual_funcs, G_N_ELEMENTS (dual_funcs),
  .partner = &dual_vtable_type
};

/* A vtable that can't be: a structure by value; a hole. */
static const FakeFunc odd_funcs[] = {
  { FUNC (1, SLOT (3), VT_HRESULT_, 1, NAMED (3)), { "Odd", "record" } },
};
static const FakeType odd_type = {
  "IOddEvents", GUID_OF (8), TKIND_INTERFACE, 0, odd_funcs, G_N_ELEMENTS (odd_funcs),
  .impls = { { &unknown_type, 0 } }, .n_impls = 1, .refs = { NULL, NULL, NULL, &record_type }
};
static const FakeFunc hole_funcs[] = {
  { FUNC (1, SLOT (4), VT_HRESULT_, 0, IN (VT_I4)), { "Hole" } },
};
static const FakeType hole_type = {
  "IHoleEvents", GUID_OF (9), TKIND_INTERFACE, 0, hole_funcs, G_N_ELEMENTS (hole_funcs),
  .impls = { { &unknown_type, 0 } }, .n_impls = 1
};

/* Arguments that look like others: an interface that is to be put where one of another
 * type is expected, by its own name or by that of a pointer to it; a pointer to a
 * pointer to a GUID, likewise; arrays in an array; room for text; types that are not for
 * type information. */
static const FakeType guid_type = { "GUID", { 0 }, TKIND_RECORD };
static const FakeType thing_pointer_type = {
  "ThingPointer", { 0 }, TKIND_ALIAS,
  .alias = { .pointed = (TypeDesc[]) { { .ref = 0, .vt = VT_USERDEFINED } }, .vt = VT_PTR }, .refs = { &thing_type }
};
static const FakeType guid_pointer_type = {
  "GuidPointer", { 0 }, TKIND_ALIAS,
  .alias = { .pointed = (TypeDesc[]) { { .ref = 0, .vt = VT_USERDEFINED } }, .vt = VT_PTR }, .refs = { &guid_type }
};
#define OUT_OF(...) \
  { .type = { .pointed = (TypeDesc[]) { __VA_ARGS__ }, .vt = VT_PTR }, .flags = PARAMFLAG_FOUT }
static const FakeFunc mistaken_funcs[][1] = {
  { { FUNC (1, SLOT (3), VT_HRESULT_, 1, OUT_OF ({ .ref = 2, .vt = VT_USERDEFINED })), { "Put", "thing" } } },
  { { FUNC (1, SLOT (3), VT_HRESULT_, 1,
            OUT_OF ({ .pointed = (TypeDesc[]) { { .ref = 0, .vt = VT_USERDEFINED } }, .vt = VT_PTR })), { "Put", "thing" } } },
  { { FUNC (1, SLOT (3), VT_HRESULT_, 1,
            OUT_OF ({ .pointed = (TypeDesc[]) { { .ref = 2, .vt = VT_USERDEFINED } }, .vt = 27 })), { "Put", "things" } } },
  { { FUNC (1, SLOT (3), VT_HRESULT_, 1, OUT_OF ({ .ref = 3, .vt = VT_USERDEFINED })), { "Put", "guid" } } },
  { { FUNC (1, SLOT (3), VT_HRESULT_, 1,
            { .type = { .pointed = (TypeDesc[]) { { .pointed = (TypeDesc[]) { { .ref = 1, .vt = VT_USERDEFINED } },
                                                    .vt = VT_PTR } }, .vt = VT_PTR }, .flags = PARAMFLAG_FIN }),
      { "Take", "guid" } } },
  { { FUNC (1, SLOT (3), VT_HRESULT_, 1,
            { .type = { .pointed = (TypeDesc[]) { { .pointed = (TypeDesc[]) { T (VT_I8) }, .vt = 27 } }, .vt = 27 },
              .flags = PARAMFLAG_FIN }), { "Take", "arrays" } } },
  { { FUNC (1, SLOT (3), VT_HRESULT_, 1, { .type = T (VT_LPWSTR), .flags = PARAMFLAG_FOUT }), { "Fill", "room" } } },
  { { FUNC (1, SLOT (3), VT_HRESULT_, 1, IN (VT_BYREF | VT_ARRAY | VT_I4)), { "Take", "array" } } },
  { { FUNC (1, SLOT (3), VT_HRESULT_, 1, IN (VT_ARRAY | 77)), { "Take", "array" } } },
};

/* A GUID is a pointer to one, whichever way it goes. */
#define GUID_POINTER(flags_) \
  { .type = { .pointed = (TypeDesc[]) { { .ref = 1, .vt = VT_USERDEFINED } }, .vt = VT_PTR }, .flags = (flags_) }
static const FakeFunc guid_funcs[] = {
  { FUNC (1, SLOT (3), VT_HRESULT_, 4, GUID_POINTER (PARAMFLAG_FIN), GUID_POINTER (PARAMFLAG_FIN | PARAMFLAG_FOUT),
          GUID_POINTER (PARAMFLAG_FOUT), GUID_POINTER (PARAMFLAG_FOUT | PARAMFLAG_FRETVAL)),
    { "Identify", "taken", "changed", "put", "result" } },
};
static const FakeType guids_type = {
  "IGuidEvents", GUID_OF (62), TKIND_INTERFACE, 0, guid_funcs, G_N_ELEMENTS (guid_funcs),
  .impls = { { &unknown_type, 0 } }, .n_impls = 1, .refs = { NULL, &guid_type }
};

static const FakeType coclass = {
  "TestClass", GUID_OF (100), TKIND_COCLASS,
  .impls = {
    { &thing_type, IMPLTYPEFLAG_FDEFAULT },
    { &other_type, IMPLTYPEFLAG_FSOURCE },
    { &events_type, IMPLTYPEFLAG_FDEFAULT | IMPLTYPEFLAG_FSOURCE | IMPLTYPEFLAG_FRESTRICTED },
    { &other_type, IMPLTYPEFLAG_FSOURCE } /* once more */
  },
  .n_impls = 4
};

/* Listening ------------------------------------------------------------------------ */

static GString *heard;

static void
log_value (GString      *text,
           const GValue *value)
{
  if (G_VALUE_HOLDS (value, G_TYPE_VALUE))
    {
      const GValue *inside = g_value_get_boxed (value);

      g_string_append (text, "any ");
      if (inside != NULL)
        log_value (text, inside);
    }
  else if (G_VALUE_HOLDS (value, CPG_TYPE_BY_REF))
    {
      CpgByRef *box = g_value_get_boxed (value);

      g_string_append_c (text, '&');
      if (cpg_by_ref_get_value (box) != NULL)
        log_value (text, cpg_by_ref_get_value (box));
    }
  else if (G_VALUE_HOLDS_STRING (value))
    {
      g_string_append (text, g_value_get_string (value) != NULL ? g_value_get_string (value) : "(null)");
    }
  else if (G_VALUE_HOLDS_FLOAT (value))
    {
      g_string_append_printf (text, "%g", (double) g_value_get_float (value));
    }
  else if (G_VALUE_HOLDS_DOUBLE (value))
    {
      g_string_append_printf (text, "%g", g_value_get_double (value));
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_ERROR))
    {
      g_string_append_printf (text, "%08X", cpg_error_to_hresult (g_value_get_boxed (value)));
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_DATE_TIME))
    {
      g_autofree char *date = g_date_time_format (g_value_get_boxed (value), "%Y-%m-%d %H:%M");

      g_string_append (text, date);
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    {
      g_autofree char *joined = g_strjoinv ("|", g_value_get_boxed (value));

      g_string_append_printf (text, "[%s]", joined);
    }
  else if (G_VALUE_HOLDS_VARIANT (value))
    {
      g_autofree char *printed = g_variant_print (g_value_get_variant (value), FALSE);

      g_string_append (text, printed);
    }
  else if (G_VALUE_HOLDS_OBJECT (value))
    {
      g_string_append (text, g_value_get_object (value) != NULL ? G_OBJECT_TYPE_NAME (g_value_get_object (value))
                                                                 : "nobody");
    }
  else if (g_str_equal (G_VALUE_TYPE_NAME (value), "GValueArray"))
    {
      /* Deprecated, but what there is. */
      struct { guint n; GValue *values; } *array = g_value_get_boxed (value);

      g_string_append_c (text, '[');
      for (guint i = 0; i < array->n; i++)
        {
          g_string_append (text, i > 0 ? ", " : "");
          log_value (text, &array->values[i]);
        }
      g_string_append_c (text, ']');
    }
  else
    {
      g_autofree char *contents = g_strdup_value_contents (value);

      g_string_append (text, contents);
    }
}

/* What a handler does besides. */
typedef void (* Act) (const GValue *values, GValue *answer);

static void
marshal (GClosure     *closure,
         GValue       *answer,
         guint         n_values,
         const GValue *values,
         gpointer      hint,
         gpointer      data)
{
  Act act = closure->data;

  g_string_append_printf (heard, "%s%s (", heard->len > 0 ? ", " : "",
                          g_signal_name (((GSignalInvocationHint *) hint)->signal_id));
  for (guint i = 1; i < n_values; i++)
    {
      g_string_append (heard, i > 1 ? ", " : "");
      log_value (heard, &values[i]);
    }
  g_string_append_c (heard, ')');
  if (act != NULL)
    act (values, answer);
}

static void
listen (gpointer    object,
        const char *signal,
        Act         act)
{
  GClosure *closure = g_closure_new_simple (sizeof (GClosure), (gpointer) act);

  g_closure_set_marshal (closure, marshal);
  g_signal_connect_closure (object, signal, closure, FALSE);
}

#define assert_events(expected) \
  G_STMT_START { \
    g_assert_cmpstr (heard->str, ==, (expected)); \
    g_string_truncate (heard, 0); \
  } G_STMT_END

/* The reference that is left ends all. */
#define drop(object, foreign) \
  G_STMT_START { \
    g_assert_finalize_object (object); \
    foreign_free (foreign); \
  } G_STMT_END

/* Contracts -------------------------------------------------------------------------- */

static void
answer_true (const GValue *values,
             GValue       *answer)
{
  g_value_set_boolean (answer, TRUE);
}

static void
answer_false (const GValue *values,
              GValue       *answer)
{
  g_value_set_boolean (answer, FALSE);
}

static void
answer_number (const GValue *values,
               GValue       *answer)
{
  g_value_set_int (answer, g_value_get_int (&values[1]) * 2);
}

static void
answer_text (const GValue *values,
             GValue       *answer)
{
  g_value_set_string (answer, "übrigens");
}

/* A contract that is written in C, called through its vtable. */
static void
test_registered (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign;
  ForeignPoint *point;
  CpgComObject *object;
  g_autoptr (FixRecorder) recorder = fix_recorder_new ();
  g_autoptr (CpgConnectionPoint) found = NULL;
  gpointer sink, symbol = bstr_new ("ACME"), text = (gpointer) 1;
  gint16 yes = 77;
  gint32 number = 0;

  g_type_ensure (FIX_TYPE_EVENTS);
  cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, NULL);
  foreign = foreign_new (client);
  point = foreign_add_point (foreign, &IID_FixEvents);
  object = import_foreign (foreign);
  g_assert_cmpuint (point->n_sinks, ==, 1);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (object), ==, "CpgComObject_FixEvents");
  g_assert_true (cpg_com_object_get_unknown (object) == &foreign->unknown);
  g_assert_cmpuint (cpg_com_object_get_address (object), ==, GPOINTER_TO_SIZE (&foreign->unknown));
  g_assert_true (cpg_com_object_get_dialect (object) == client->dialect ());

  listen (object, "price-changed", NULL);
  listen (object, "numbers", NULL);
  listen (object, "may-close", answer_true);
  listen (object, "last-number", answer_number);
  listen (object, "last-text", answer_text);
  sink = point->sinks[0];

  g_assert_cmphex (CALL (client, sink, 4, (gpointer, gpointer, double), (sink, symbol, 12.5)), ==, S_OK);
  assert_events ("price-changed (ACME, 12.5)");
  g_assert_cmphex (CALL (client, sink, 5, (gpointer, gint8, guint8, gint16, gint32, guint32, gint64, guint64, gint64,
                                           guint64, float, double),
                         (sink, -1, 255, -1, -5, 4000000000u, -6, 7, -8, 9, 1.5f, 2.5)), ==, S_OK);
  assert_events ("numbers (-1, 255, TRUE, -5, 4000000000, -6, 7, -8, 9, 1.5, 2.5)");
  g_assert_cmphex (CALL (client, sink, 9, (gpointer, gint16 *), (sink, &yes)), ==, S_OK);
  g_assert_cmpint (yes, ==, -1);
  assert_events ("may-close ()");
  g_assert_cmphex (CALL (client, sink, 12, (gpointer, gint32, gint32 *), (sink, 21, &number)), ==, S_OK);
  g_assert_cmpint (number, ==, 42);
  g_assert_cmphex (CALL (client, sink, 13, (gpointer, gint32, gpointer *), (sink, 1, &text)), ==, S_OK);
  assert_bstr (text, "übrigens");
  bstr_free (text);
  assert_events ("last-number (21), last-text (1)");
  g_assert_cmphex (CALL (client, sink, 9, (gpointer, gint16 *), (sink, NULL)), ==, E_POINTER);

  /* A sink hears as well, by the rules of the engine. */
  found = find_point (object, FIX_TYPE_EVENTS);
  g_assert_cmpuint (point->n_sinks, ==, 1);
  advise (found, recorder);
  fix_recorder_set_answer (recorder, FALSE);
  g_assert_cmphex (CALL (client, sink, 9, (gpointer, gint16 *), (sink, &yes)), ==, S_OK);
  g_assert_cmpint (yes, ==, 0);
  assert_log (recorder, "may-close");
  assert_events ("may-close ()");
  g_clear_object (&found);

  bstr_free (symbol);
  client->add_ref (sink);
  g_assert_finalize_object (object);
  g_assert_cmpstr (foreign->log->str, ==, "unadvise 1 ");

  /* Who kept the sink is told that nobody is here. */
  g_assert_cmphex (CALL (client, sink, 3, (gpointer), (sink)), ==, RPC_E_DISCONNECTED);
  client->release (sink);
  foreign_free (foreign);
}

#define VARIANT_I4(n) { .vt = VT_I4, .i4 = (n) }

static void
write_true (const GValue *values,
            GValue       *answer)
{
  CpgByRef *box = g_value_get_boxed (&values[1]);

  cpg_by_ref_set (box, TRUE);
}

static void
write_false (const GValue *values,
             GValue       *answer)
{
  CpgByRef *box = g_value_get_boxed (&values[1]);

  cpg_by_ref_set (box, FALSE);
}

static void
write_text (const GValue *values,
            GValue       *answer)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, "written");
  g_assert_true (cpg_by_ref_set_value (g_value_get_boxed (&values[2]), &value, NULL));
  g_value_unset (&value);
}

static Foreign *
events_new (const Client *client)
{
  Foreign *foreign = foreign_new (client);

  foreign->has_class_info = TRUE;
  foreign->coclass = &coclass;
  foreign_add_point (foreign, &IID_Events);
  return foreign;
}

/* What type information describes. */
static void
test_type_info (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  ForeignPoint *point = &foreign->points[0];
  CpgComObject *object = import_foreign (foreign);
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_iid (&IID_Events);
  g_autofree char *text = NULL;
  g_autoptr (GObject) hidden = g_object_new (G_TYPE_OBJECT, NULL);
  Variant text_args[] = { { .vt = VT_BSTR, .p = bstr_new ("busy") } };
  gint16 cancel = 0;
  Variant cancel_args[] = { { .vt = VT_BYREF | VT_BOOL, .p = &cancel } };
  Variant numbers[] = {
    { .vt = VT_R8, .r8 = 2.5 }, { .vt = VT_I4, .i4 = 3 }, { .vt = VT_ERROR, .ui4 = E_FAIL }, { .vt = VT_DATE, .r8 = 1.5 },
    { .vt = VT_CY, .i8 = 12345 }, { .vt = VT_R4, .r4 = 1.5f }, { .vt = VT_I4, .i4 = 7 }, { .vt = VT_UI1, .ui1 = 8 },
    { .vt = VT_I2, .i2 = -9 }
  };
  Variant inner = { .vt = VT_EMPTY };
  Variant things[] = {
    { .vt = VT_ARRAY | VT_BSTR }, { .vt = VT_DISPATCH }, { .vt = VT_DISPATCH }, { .vt = VT_BYREF | VT_VARIANT, .p = &inner },
    { .vt = VT_UI1, .ui1 = 200 }
  };
  Variant ask[] = { VARIANT_I4 (5) };
  Variant strange[] = { { .vt = VT_BSTR }, { .vt = VT_NULL }, { .vt = VT_UI1, .ui1 = 1 } };
  Variant result = { .vt = 99 };

  g_assert_nonnull (contract);
  g_assert_cmpstr (cpg_outgoing_interface_get_name (contract), ==, "CpgCom_DTestEvents");
  text = cpg_outgoing_interface_to_string (contract);
  g_test_message ("%s", text);
  g_assert_cmpuint (cpg_outgoing_interface_get_n_methods (contract), ==, 7);
  g_assert_cmpint (cpg_com_interface_get_kind (cpg_outgoing_interface_get_gtype (contract)), ==, CPG_COM_KIND_DISPATCH);
  g_assert_true (cpg_connection_point_container_get_default_interface (CPG_CONNECTION_POINT_CONTAINER (object)) == contract);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (object), ==, "CpgComObject_DTestEvents");
  g_assert_cmpstr (cpg_method_get_param_name (cpg_outgoing_interface_get_method (contract, 0), 0), ==, "Text");
  g_assert_cmpstr (cpg_method_get_com_name (cpg_outgoing_interface_get_method (contract, 4)), ==, "Ask");
  g_assert_cmpuint (point->n_sinks, ==, 1);

  listen (object, "status-text-change", NULL);
  listen (object, "before-close", NULL);
  listen (object, "before-close", write_true);
  listen (object, "before-close", write_false);
  listen (object, "numbers", NULL);
  listen (object, "anything", write_text);
  listen (object, "ask", answer_true);
  listen (object, "strange", NULL);
  listen (object, "status-text-change-2", NULL);

  g_assert_cmphex (foreign_invoke (point, 1, &(DispParams) { text_args, NULL, 1, 0 }, NULL, NULL), ==, S_OK);
  assert_events ("status-text-change (busy)");
  bstr_free (text_args[0].p);

  /* A cancel that one wants is not undone by another. */
  g_assert_cmphex (foreign_invoke (point, 2, &(DispParams) { cancel_args, NULL, 1, 0 }, NULL, NULL), ==, S_OK);
  g_assert_cmpint (cancel, ==, -1);
  assert_events ("before-close (&FALSE), before-close (&FALSE), before-close (&TRUE)");
  g_assert_cmphex (foreign_invoke (point, 2, &(DispParams) { cancel_args, NULL, 1, 0 }, NULL, NULL), ==, S_OK);
  g_assert_cmpint (cancel, ==, 0);
  assert_events ("before-close (&TRUE), before-close (&TRUE), before-close (&TRUE)");

  g_assert_cmphex (foreign_invoke (point, 3, &(DispParams) { numbers, NULL, 9, 0 }, NULL, NULL), ==, S_OK);
  assert_events ("numbers (-9, 8, 7, 1.5, 1.2345, 1899-12-31 12:00, 80004005, 3, 2.5)");

  /* Objects: one of ours comes as itself, any other as one that was not asked. */
  things[1].p = export_object (client, hidden);
  things[2].p = &foreign->unknown;
  foreign->n_refs++; /* which is an argument's, not ours */
  g_assert_cmphex (foreign_invoke (point, 4, &(DispParams) { things, NULL, 5, 0 }, NULL, NULL), ==, S_OK);
  foreign->n_refs--;
  assert_events ("anything (any 200, &NULL, CpgComObject_DTestEvents, GObject, [])");
  g_assert_cmpuint (inner.vt, ==, VT_BSTR);
  assert_bstr (inner.p, "written");
  bstr_free (inner.p);
  client->release (things[1].p);

  g_assert_cmphex (foreign_invoke (point, 5, &(DispParams) { ask, NULL, 1, 0 }, &result, NULL), ==, S_OK);
  assert_events ("ask (5)");
  g_assert_cmpuint (result.vt, ==, VT_BOOL);
  g_assert_cmpint (result.i2, ==, -1);

  g_assert_cmphex (foreign_invoke (point, 6, &(DispParams) { strange, NULL, 3, 0 }, NULL, NULL), ==, S_OK);
  assert_events ("strange (any 1, any NULL, )");
  g_assert_cmphex (foreign_invoke (point, 7, NULL, NULL, NULL), ==, S_OK);
  assert_events ("status-text-change-2 ()");

  drop (object, foreign);
}

/* The library of an IDispatch names what the class does not. */
static void
test_type_library (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  CpgComObject *object, *again;
  GType type;

  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing_type;
  foreign->library[0] = &events_type;
  foreign->library[1] = &other_type;
  foreign_add_point (foreign, &IID_Events);
  foreign_add_point (foreign, &IID_Other);
  object = import_foreign (foreign);
  type = G_OBJECT_TYPE (object);

  g_assert_cmpstr (g_type_name (type), ==, "CpgComObject_DTestEvents_DOtherEvents");
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 1);
  g_assert_cmpuint (foreign->points[1].n_sinks, ==, 1);

  /* Names that are taken have that of the interface before them. */
  listen (object, "status-text-change", NULL);
  listen (object, "d-other-events-status-text-change", NULL);
  listen (object, "d-other-events-notify", NULL);
  foreign_invoke (&foreign->points[0], 1, &(DispParams) { (Variant[]) { { .vt = VT_BSTR } }, NULL, 1, 0 }, NULL, NULL);
  foreign_invoke (&foreign->points[1], 1, &(DispParams) { (Variant[]) { VARIANT_I4 (4) }, NULL, 1, 0 }, NULL, NULL);
  foreign_invoke (&foreign->points[1], 2, NULL, NULL, NULL);
  assert_events ("status-text-change (), d-other-events-status-text-change (4), d-other-events-notify ()");
  drop (object, foreign);

  /* The same interfaces make the same type. */
  foreign = foreign_new (client);
  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing_type;
  foreign->library[0] = &events_type;
  foreign->library[1] = &other_type;
  foreign_add_point (foreign, &IID_Events);
  foreign_add_point (foreign, &IID_Other);
  again = import_foreign (foreign);
  g_assert_true (G_OBJECT_TYPE (again) == type);
  drop (again, foreign);
}

/* A class of the library has the type of an IDispatch for its default interface. */
static void
test_library_class (gconstpointer data)
{
  static const FakeType thing = { "IThing", GUID_OF (101), TKIND_DISPATCH };
  static const FakeType wrong_class = {
    "WrongClass", GUID_OF (102), TKIND_COCLASS,
    .impls = {
      { &other_type, IMPLTYPEFLAG_FDEFAULT },
      { &thing, 0 },
      { &other_type, IMPLTYPEFLAG_FDEFAULT | IMPLTYPEFLAG_FSOURCE }
    },
    .n_impls = 3
  };
  static const FakeType right_class = {
    "RightClass", GUID_OF (103), TKIND_COCLASS,
    .impls = {
      { &thing, IMPLTYPEFLAG_FDEFAULT },
      { &events_type, IMPLTYPEFLAG_FDEFAULT | IMPLTYPEFLAG_FSOURCE }
    },
    .n_impls = 2
  };
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  CpgOutgoingInterface *contract;
  CpgComObject *object;

  foreign->enum_result = E_NOTIMPL;
  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing;
  foreign->library[0] = &thing;
  foreign->library[1] = &wrong_class;
  foreign->library[2] = &right_class;
  foreign_add_point (foreign, &IID_Events);
  object = import_foreign (foreign);

  contract = cpg_connection_point_container_get_default_interface (CPG_CONNECTION_POINT_CONTAINER (object));
  g_assert_nonnull (contract);
  g_assert_true (cpg_guid_equal (cpg_outgoing_interface_get_iid (contract), &IID_Events));
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 1);
  listen (object, "status-text-change", NULL);
  foreign_invoke (&foreign->points[0], 1, &(DispParams) { (Variant[]) { { .vt = VT_BSTR } }, NULL, 1, 0 }, NULL, NULL);
  assert_events ("status-text-change ()");
  drop (object, foreign);
}

static void
write_custom (const GValue *values,
              GValue       *answer)
{
  cpg_by_ref_set (g_value_get_boxed (&values[2]), "out");
  cpg_by_ref_set (g_value_get_boxed (&values[3]), 300);
  g_value_set_boolean (answer, TRUE);
}

static void
write_too_much (const GValue *values,
                GValue       *answer)
{
  cpg_by_ref_set (g_value_get_boxed (&values[3]), 70000);
}

/* A vtable that type information describes. */
static void
test_vtable_info (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  ForeignPoint *point = foreign_add_point (foreign, &IID_Custom);
  CpgComObject *object;
  CpgOutgoingInterface *contract;
  gpointer sink, base_text = bstr_new ("base"), text = (gpointer) 1 /* nothing that may be read */;
  Variant any = { .vt = VT_R8, .r8 = 0.5 };
  struct { gint16 before, number, after; } cell = { 11, -3, 22 };
  gint16 yes = 5;
  gint32 value = 4;
  gulong handler;

  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing_type;
  foreign->library[0] = &custom_type;
  object = import_foreign (foreign);
  contract = cpg_outgoing_interface_for_iid (&IID_Custom);
  g_assert_cmpint (cpg_com_interface_get_kind (cpg_outgoing_interface_get_gtype (contract)), ==, CPG_COM_KIND_CUSTOM);
  g_assert_cmpuint (point->n_sinks, ==, 1);
  sink = point->sinks[0];

  listen (object, "base-method", NULL);
  listen (object, "first", NULL);
  listen (object, "get-value", NULL);
  listen (object, "second", write_custom);

  g_assert_cmphex (CALL (client, sink, 3, (gpointer, gpointer), (sink, base_text)), ==, S_OK);
  g_assert_cmphex (CALL (client, sink, 4, (gpointer, guint16, double, gint64, gpointer, gpointer, Variant),
                         (sink, 65535, 1.5, 25000, NULL, NULL, any)), ==, S_OK);
  g_assert_cmphex (CALL (client, sink, 5, (gpointer, gint16, gpointer *, gint16 *, gint16 *),
                         (sink, -5, &text, &cell.number, &yes)), ==, S_OK);
  g_assert_cmphex (CALL (client, sink, 6, (gpointer, gint32 *), (sink, &value)), ==, S_OK);
  assert_events ("base-method (base), first (65535, 1899-12-31 12:00, 2.5, nobody, [], any 0.5), "
                 "second (-5, &, &-3), get-value ()");
  assert_bstr (text, "out");
  bstr_free (text);
  g_assert_cmpint (cell.before, ==, 11);
  g_assert_cmpint (cell.number, ==, 300);
  g_assert_cmpint (cell.after, ==, 22);
  g_assert_cmpint (yes, ==, -1);
  g_assert_cmpint (value, ==, 0);

  /* What does not fit is not cut. */
  handler = g_signal_handler_find (object, G_SIGNAL_MATCH_ID, g_signal_lookup ("second", G_OBJECT_TYPE (object)), 0,
                                   NULL, NULL, NULL);
  g_signal_handler_disconnect (object, handler);
  listen (object, "second", write_too_much);
  text = NULL;
  g_assert_cmphex (CALL (client, sink, 5, (gpointer, gint16, gpointer *, gint16 *, gint16 *),
                         (sink, -5, &text, &cell.number, &yes)), ==, DISP_E_OVERFLOW);
  g_assert_cmpint (cell.number, ==, 300);
  g_assert_cmphex (CALL (client, sink, 5, (gpointer, gint16, gpointer *, gint16 *, gint16 *),
                         (sink, -5, NULL, &cell.number, &yes)), ==, E_POINTER);
  g_string_truncate (heard, 0);

  bstr_free (base_text);
  drop (object, foreign);
}

static void
write_texts (const GValue *values,
             GValue       *answer)
{
  cpg_by_ref_set (g_value_get_boxed (&values[1]), "w\303\244");
  cpg_by_ref_set (g_value_get_boxed (&values[2]), "n\303\244");
  g_value_set_string (answer, "\303\244");
}

/* Texts that end with a NUL. */
static void
test_texts (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  ForeignPoint *point = foreign_add_point (foreign, &text_type.guid);
  CpgOutgoingInterface *contract;
  CpgComObject *object;
  g_autofree char *idl = NULL;
  struct { guint16 reserved; guint8 scale, sign; guint32 high; guint64 low; } number = { 0, 2, 0x80, 0, 150 };
  const gunichar2 in[] = { 'i', 'n', 0 }, wide_after[] = { 'w', 0xe4, 0 };
  gunichar2 *wide = calloc (3, sizeof *wide), *answer = (gpointer) 1;
  char *narrow = (gpointer) 1;

  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing_type;
  foreign->library[0] = &text_type;
  object = import_foreign (foreign);
  listen (object, "take", NULL);
  listen (object, "change", NULL);
  listen (object, "change", write_texts);

  g_assert_cmphex (CALL (client, point->sinks[0], 3, (gpointer, gconstpointer, const char *, typeof (number), gpointer),
                         (point->sinks[0], in, "\303\244\xff", number, NULL)), ==, S_OK);
  assert_events ("take (in, \303\244\357\277\275, -1.5, (null))");

  wide[0] = 'x';
  g_assert_cmphex (CALL (client, point->sinks[0], 4, (gpointer, gpointer, gpointer, gpointer),
                         (point->sinks[0], &wide, &narrow, &answer)), ==, S_OK);
  assert_events ("change (&x, &(null)), change (&x, &(null))");
  g_assert_cmpmem (wide, 6, wide_after, 6);
  g_assert_cmpmem (answer, 4, wide_after + 1, 4);
  g_assert_cmpstr (narrow, ==, "n\303\244");
  free (wide);
  free (narrow);
  free (answer);

  /* It is known what they were. */
  contract = cpg_outgoing_interface_for_iid (&text_type.guid);
  idl = cpg_outgoing_interface_to_idl (contract);
  g_assert_nonnull (strstr (idl, "[in] LPWSTR wide,"));
  g_assert_nonnull (strstr (idl, "[in] DECIMAL number,"));
  g_assert_nonnull (strstr (idl, "[out, retval] LPWSTR *answer);"));
  drop (object, foreign);
}

static void
write_guids (const GValue *values,
             GValue       *answer)
{
  for (guint i = 2; i < 4; i++)
    cpg_by_ref_set (g_value_get_boxed (&values[i]), g_value_get_boxed (&values[1]));
  g_value_set_boxed (answer, g_value_get_boxed (&values[1]));
}

static void
test_guids (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  ForeignPoint *point = foreign_add_point (foreign, &guids_type.guid);
  CpgComObject *object;
  const CpgGuid taken = IID_Events;
  CpgGuid changed = IID_Other, put, result;

  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing_type;
  foreign->library[0] = &guids_type;
  object = import_foreign (foreign);
  g_assert_cmpuint (point->n_sinks, ==, 1);
  listen (object, "identify", write_guids);

  memset (&put, 0x55, sizeof put);
  memset (&result, 0x55, sizeof result);
  g_assert_cmphex (CALL (client, point->sinks[0], 3, (gpointer, const CpgGuid *, CpgGuid *, CpgGuid *, CpgGuid *),
                         (point->sinks[0], &taken, &changed, &put, &result)), ==, S_OK);
  g_assert_true (is_iid (&changed, &taken));
  g_assert_true (is_iid (&put, &taken));
  g_assert_true (is_iid (&result, &taken));
  g_string_truncate (heard, 0);
  drop (object, foreign);
}

static void
write_first (const GValue *values,
             GValue       *answer)
{
  cpg_by_ref_set (g_value_get_boxed (&values[1]), "first");
}

static void
write_first_and_too_much (const GValue *values,
                          GValue       *answer)
{
  write_first (values, answer);
  cpg_by_ref_set (g_value_get_boxed (&values[3]), 40000);
}

/* Where something only comes out, nothing is if it does not: whether nobody hears, an
 * argument does not cross, or what would come does not. */
static void
test_out (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  ForeignPoint *point = foreign_add_point (foreign, &out_type.guid);
  CpgComObject *object;
  Variant key = { .vt = VT_I4, .i4 = 7 }, record = { .vt = 36 };
  gint16 number = 3;
  gpointer first, second;
  gulong handler;

#define FETCH(key) \
  (first = second = &number, /* nothing that may be read or freed */ \
   CALL (client, point->sinks[0], 3, (gpointer, gpointer *, Variant, gint16 *, gpointer *), \
         (point->sinks[0], &first, key, &number, &second)))

  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing_type;
  foreign->library[0] = &out_type;
  object = import_foreign (foreign);

  g_assert_cmphex (FETCH (key), ==, S_OK);
  g_assert_null (first);
  g_assert_null (second);

  listen (object, "fetch", write_first);
  g_assert_cmphex (FETCH (key), ==, S_OK);
  g_assert_cmpstr (first, ==, "first");
  g_assert_null (second);
  free (first);

  g_assert_cmphex (FETCH (record), ==, DISP_E_BADVARTYPE);
  g_assert_null (first);
  g_assert_null (second);

  handler = g_signal_handler_find (object, G_SIGNAL_MATCH_ID, g_signal_lookup ("fetch", G_OBJECT_TYPE (object)), 0,
                                   NULL, NULL, NULL);
  g_signal_handler_disconnect (object, handler);
  listen (object, "fetch", write_first_and_too_much);
  g_assert_cmphex (FETCH (key), ==, DISP_E_OVERFLOW);
  g_assert_null (first);
  g_assert_null (second);
  g_assert_cmpint (number, ==, 3);
#undef FETCH

  g_string_truncate (heard, 0);
  drop (object, foreign);
}

/* A sink of that: it puts text over what it finds, which is none of its business. */
#define DEFINE_FETCH(prefix, CC) \
  static guint32 CC prefix##_fetch (SinkFace *self, gpointer *first, Variant key, gint16 *number, gpointer *second) \
  { \
    g_assert_null (*first); \
    g_assert_null (*second); \
    g_assert_cmpint (*number, ==, 3); \
    *first = strdup ("fetched"); \
    return S_OK; \
  } \
  static gpointer prefix##_fetch_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_fetch \
  };

DEFINE_FETCH (native, CC_NATIVE)
DEFINE_FETCH (ms, MS_ABI)

static void
test_out_to_sink (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  CpgComObject *object;
  CpgOutgoingInterface *contract;
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *idl = NULL;
  GValue values[4] = { G_VALUE_INIT };
  CpgByRef *boxes[4] = {
    cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_STRING, "before"), NULL, cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_INT, 3),
    cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_STRING, "kept")
  };
  GObject *source;
  Sink *sink = sink_new (client);
  gpointer com_point;

  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing_type;
  foreign->library[0] = &out_type;
  foreign_add_point (foreign, &out_type.guid);
  object = import_foreign (foreign);
  contract = cpg_outgoing_interface_for_iid (&out_type.guid);
  idl = cpg_outgoing_interface_to_idl (contract);
  g_assert_nonnull (strstr (idl, "[out] LPSTR *first,"));
  g_assert_nonnull (strstr (idl, "[in, out] short *number,"));

  cpg_type_add_outgoing_interface (FIX_TYPE_QUIET, cpg_outgoing_interface_get_gtype (contract),
                                   CPG_OUTGOING_NO_SIGNALS, NULL, NULL);
  source = g_object_new (FIX_TYPE_QUIET, NULL);
  com_point = export_point (client, source, &out_type.guid);
  sink->iid = out_type.guid;
  sink->events.vtable = SINK_VTABLE (client, fetch);
  com_advise (client, com_point, sink);
  point = find_point (source, cpg_outgoing_interface_get_gtype (contract));

  g_value_init (&values[1], G_TYPE_VALUE);
  for (guint i = 0; i < 4; i++)
    if (boxes[i] != NULL)
      {
        g_value_init (&values[i], CPG_TYPE_BY_REF);
        g_value_take_boxed (&values[i], boxes[i]);
      }
  cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "fetch", values, 4, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (cpg_by_ref_get_value (boxes[0])), ==, "fetched");
  g_assert_false (cpg_by_ref_is_set (boxes[2]));
  g_assert_false (cpg_by_ref_is_set (boxes[3]));
  g_assert_cmpstr (g_value_get_string (cpg_by_ref_get_value (boxes[3])), ==, "kept");

  for (guint i = 0; i < 4; i++)
    g_value_unset (&values[i]);
  client->release (com_point);
  g_clear_object (&point);
  g_assert_finalize_object (source);
  sink_free (sink);
  drop (object, foreign);
}

/* A dispinterface of type information, where the events are ours: the VARIANTs have the
 * types that it says. */
static void
test_told_types (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  CpgComObject *object = import_foreign (foreign);
  CpgOutgoingInterface *contract = cpg_outgoing_interface_for_iid (&IID_Events);
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) day = g_date_time_new_utc (1900, 1, 1, 0, 0, 0);
  g_autofree char *idl = cpg_outgoing_interface_to_idl (contract);
  GValue values[9] = { G_VALUE_INIT };
  CpgMethod *method = cpg_outgoing_interface_get_method (contract, 2);
  GObject *source;
  Sink *sink = sink_new (client);
  gpointer com_point;

  cpg_type_add_outgoing_interface (FIX_TYPE_QUIET, cpg_outgoing_interface_get_gtype (contract),
                                   CPG_OUTGOING_NO_SIGNALS, NULL, NULL);
  source = g_object_new (FIX_TYPE_QUIET, NULL);
  com_point = export_point (client, source, &IID_Events);
  sink->has_events = FALSE;
  sink->has_dispatch = TRUE;
  com_advise (client, com_point, sink);
  for (guint i = 0; i < 9; i++)
    {
      g_value_init (&values[i], cpg_method_get_param_type (method, i));
      if (G_VALUE_HOLDS_INT (&values[i]))
        g_value_set_int (&values[i], 7);
      else if (G_VALUE_HOLDS (&values[i], G_TYPE_DATE_TIME))
        g_value_set_boxed (&values[i], day);
    }
  point = find_point (source, cpg_outgoing_interface_get_gtype (contract));
  cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "numbers", values, 9, NULL, &error);
  g_assert_no_error (error);
  assert_heard (sink, "invoke 3 (0x2 ui1:0 i8:0 r4:0 0x6 0x7 0xa i4:7 r8:0)");

  /* A date that is none has no number. */
  g_value_set_boxed (&values[5], NULL);
  cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "numbers", values, 9, NULL, &error);
  assert_heard (sink, "invoke 3 (0x2 ui1:0 i8:0 r4:0 0x6 null 0xa i4:7 r8:0)");
  g_assert_nonnull (strstr (idl, "[in] short a,\n      [in] byte b,\n      [in] hyper c,\n      [in] float d,\n"
                                 "      [in] CURRENCY e,\n      [in] DATE f,\n      [in] SCODE g /* GError */,\n"
                                 "      [in] long Color,\n      [in] double Price);"));

  for (guint i = 0; i < 9; i++)
    g_value_unset (&values[i]);
  client->release (com_point);
  g_clear_object (&point);
  g_assert_finalize_object (source);
  sink_free (sink);
  drop (object, foreign);
}

/* Both a vtable and IDispatch. */
static void
test_dual (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  ForeignPoint *point = foreign_add_point (foreign, &IID_Dual);
  CpgComObject *object;
  gpointer sink;
  gint32 number = 0;
  Variant args[] = { VARIANT_I4 (8) }, result = { 0 };

  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing_type;
  foreign->library[0] = &dual_type;
  object = import_foreign (foreign);
  g_assert_cmpint (cpg_com_interface_get_kind (g_type_from_name ("CpgCom_IDualEvents")), ==, CPG_COM_KIND_DUAL);
  sink = point->sinks[0];
  listen (object, "doubled", answer_number);

  g_assert_cmphex (CALL (client, sink, 7, (gpointer, gint32, gint32 *), (sink, 21, &number)), ==, S_OK);
  g_assert_cmpint (number, ==, 42);
  g_assert_cmphex (client->invoke (sink, 1, &IID_NULL_, 0, 1, &(DispParams) { args, NULL, 1, 0 }, &result, NULL, NULL),
                   ==, S_OK);
  g_assert_cmpuint (result.vt, ==, VT_I4);
  g_assert_cmpint (result.i4, ==, 16);
  assert_events ("doubled (21), doubled (8)");
  drop (object, foreign);
}

static void
answer_any (const GValue *values,
            GValue       *answer)
{
  GValue inside = G_VALUE_INIT;

  g_value_init (&inside, G_TYPE_INT);
  g_value_set_int (&inside, 6);
  g_value_set_boxed (answer, &inside);
  g_value_unset (&inside);
}

/* What nobody describes has one method; if it is for IDispatch, it is heard at once. */
static void
test_catch_all (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  ForeignPoint *known = foreign_add_point (foreign, &IID_Default), *unknown = foreign_add_point (foreign, &IID_Unknown);
  CpgComObject *object;
  g_autoptr (CpgConnectionPoint) point = NULL, same = NULL;
  g_autoptr (GError) error = NULL;
  gint16 flag = 0;
  Variant args[] = { { .vt = VT_BYREF | VT_BOOL, .p = &flag }, { .vt = VT_ERROR, .ui4 = DISP_E_PARAMNOTFOUND },
                     VARIANT_I4 (5), { .vt = VT_BSTR, .p = bstr_new ("first") } };
  Variant result = { .vt = 99 };

  foreign->has_class_info = TRUE;
  foreign->default_iid = IID_Default;
  object = import_foreign (foreign);
  g_assert_cmpuint (known->n_sinks, ==, 1);
  g_assert_cmpuint (unknown->n_sinks, ==, 0);
  g_assert_null (cpg_outgoing_interface_for_iid (&IID_Default)); /* whoever knows it may still come */

  listen (object, "invoke", answer_any);
  g_assert_cmphex (foreign_invoke (known, 1234, &(DispParams) { args, NULL, 4, 0 }, &result, NULL), ==, S_OK);
  assert_events ("invoke (1234, [first, 5, NULL, &FALSE])");
  g_assert_cmpuint (result.vt, ==, VT_I4);
  g_assert_cmpint (result.i4, ==, 6);
  bstr_free (args[3].p);
  g_assert_cmphex (foreign_invoke (known, -1, NULL, NULL, NULL), ==, S_OK);
  assert_events ("invoke (-1, [])");
  g_assert_cmphex (foreign_invoke (known, 1, &(DispParams) { (Variant[]) { { .vt = VT_BYREF | VT_I4 } }, NULL, 1, 0 },
                                   NULL, NULL), ==, E_POINTER);
  g_assert_cmphex (foreign_invoke (known, 1, &(DispParams) { args, NULL, 100000, 0 }, NULL, NULL), ==, DISP_E_BADPARAMCOUNT);

  /* The other one, if somebody asks for it. */
  point = cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (object), &IID_Unknown, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unknown->n_sinks, ==, 1);
  same = find_point (object, cpg_outgoing_interface_get_gtype (cpg_connection_point_get_connection_interface (point)));
  g_assert_true (same == point);
  g_assert_cmpuint (unknown->n_sinks, ==, 1);
  g_clear_object (&same);
  g_clear_object (&point);
  drop (object, foreign);
}

/* A point from a list is connected to with its first sink. */
static void
test_listed (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  ForeignPoint *unknown = foreign_add_point (foreign, &IID_Unknown);
  CpgComObject *object = import_foreign (foreign);
  CpgConnectionPointContainer *container = CPG_CONNECTION_POINT_CONTAINER (object);
  g_autoptr (CpgEnumConnectionPoints) listed = cpg_connection_point_container_enum_connection_points (container);
  g_autoptr (GPtrArray) points = cpg_enum_connection_points_next (listed, 1);
  g_autoptr (CpgSink) sink = NULL;
  g_autoptr (GError) error = NULL;
  CpgConnectionPoint *point;

  g_assert_cmpuint (points->len, ==, 1);
  point = g_ptr_array_index (points, 0);
  sink = cpg_sink_new (cpg_outgoing_interface_get_gtype (cpg_connection_point_get_connection_interface (point)));
  g_assert_cmpuint (unknown->n_sinks, ==, 0);
  foreign->advise_result = CONNECT_E_ADVISELIMIT;
  g_assert_cmpuint (cpg_connection_point_advise (point, G_OBJECT (sink), &error), ==, 0);
  g_assert_error (error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
  foreign->advise_result = S_OK;
  advise (point, sink);
  g_assert_cmpuint (unknown->n_sinks, ==, 1);

  g_clear_pointer (&points, g_ptr_array_unref);
  g_clear_object (&listed);
  drop (object, foreign);
}

/* Invoke ------------------------------------------------------------------------------- */

static void
test_invoke_rules (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  CpgComObject *object = import_foreign (foreign);
  gpointer sink = foreign->points[0].sinks[0], dispatch = query (client, sink, &IID_IDispatch);
  Variant text = { .vt = VT_BSTR, .p = bstr_new ("text") }, number = VARIANT_I4 (5), result;
  Variant two[] = { text, text }, bad[] = { number }, missing[] = { { .vt = VT_ERROR, .ui4 = DISP_E_PARAMNOTFOUND } };
  Variant five[] = { { .vt = VT_EMPTY }, { .vt = VT_EMPTY }, { .vt = VT_EMPTY }, { .vt = VT_EMPTY }, { .vt = VT_I4, .i4 = 1 } };
  gint32 zero = 0, one = 1, minus = -3;
  gint32 order[] = { 3, 0, 4, 2 }, twice[] = { 0, 0 };
  guint32 argument = 99, n = 99;
  gint32 ids[3] = { 99, 99, 99 };
  gpointer info = &info;
  glong length;
  g_autofree gunichar2 *name = g_utf8_to_utf16 ("statustextCHANGE", -1, NULL, &length, NULL);
  g_autofree gunichar2 *param = g_utf8_to_utf16 ("text", -1, NULL, &length, NULL);
  g_autofree gunichar2 *nobody = g_utf8_to_utf16 ("Nobody", -1, NULL, &length, NULL);

#define INVOKE(id, iid, flags, ...) \
  client->invoke (dispatch, id, iid, 0, flags, &(DispParams) { __VA_ARGS__ }, &result, NULL, &argument)

  listen (object, "status-text-change", NULL);
  listen (object, "anything", NULL);

  g_assert_cmphex (INVOKE (1, &IID_IDispatch, 1, &text, NULL, 1, 0), ==, DISP_E_UNKNOWNINTERFACE);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 2, &text, NULL, 1, 0), ==, DISP_E_MEMBERNOTFOUND);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 0, &text, NULL, 1, 0), ==, DISP_E_MEMBERNOTFOUND);
  g_assert_cmphex (INVOKE (77, &IID_NULL_, 1, &text, NULL, 1, 0), ==, DISP_E_MEMBERNOTFOUND);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, NULL, NULL, 0, 0), ==, 0x8002000fu);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, missing, NULL, 1, 0), ==, 0x8002000fu);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, two, NULL, 2, 0), ==, DISP_E_BADPARAMCOUNT);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, bad, NULL, 1, 0), ==, DISP_E_TYPEMISMATCH);
  g_assert_cmpuint (argument, ==, 0);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, &text, &one, 1, 1), ==, DISP_E_PARAMNOTFOUND);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, &text, &minus, 1, 1), ==, DISP_E_PARAMNOTFOUND);
  g_assert_cmphex (INVOKE (4, &IID_NULL_, 1, five, twice, 5, 2), ==, DISP_E_PARAMNOTFOUND);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, &text, NULL, 1, 1), ==, E_INVALIDARG);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, NULL, NULL, 1, 0), ==, E_INVALIDARG);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, &text, &zero, 1, 2), ==, E_INVALIDARG);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, &text, NULL, 0xffffffffu, 0), ==, DISP_E_BADPARAMCOUNT);
  assert_events ("");

  /* Also with other flags, and with a result that there is none of. */
  result.vt = 99;
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 3, &text, NULL, 1, 0), ==, S_OK);
  g_assert_cmpuint (result.vt, ==, VT_EMPTY);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, &text, &zero, 1, 1), ==, S_OK);
  assert_events ("status-text-change (text), status-text-change (text)");

  /* Named ones in any order, and one by its place: that is the first. */
  five[0] = (Variant) { .vt = VT_DISPATCH };              /* thing */
  five[1] = (Variant) { .vt = VT_NULL };                  /* value: taken already */
  g_assert_cmphex (INVOKE (4, &IID_NULL_, 1, five, order, 5, 4), ==, DISP_E_PARAMNOTFOUND);
  order[1] = 1;
  five[1] = (Variant) { .vt = VT_R8, .r8 = 0.5 };         /* out */
  five[2] = (Variant) { .vt = VT_ARRAY | VT_BSTR };       /* texts */
  five[3] = (Variant) { .vt = VT_DISPATCH };              /* sender */
  g_assert_cmphex (INVOKE (4, &IID_NULL_, 1, five, order, 5, 4), ==, S_OK);
  assert_events ("anything (any 1, &0.5, nobody, nobody, [])");
  five[3] = (Variant) { .vt = VT_I4 };
  g_assert_cmphex (INVOKE (4, &IID_NULL_, 1, five, order, 5, 4), ==, DISP_E_TYPEMISMATCH);
  g_assert_cmpuint (argument, ==, 3);

  /* No type information; names. */
  g_assert_cmphex (client->get_info_count (dispatch, &n), ==, S_OK);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmphex (client->get_info_count (dispatch, NULL), ==, E_POINTER);
  g_assert_cmphex (client->get_type_info (dispatch, 0, 0, &info), ==, E_NOTIMPL);
  g_assert_null (info);
  g_assert_cmphex (client->get_ids_of_names (dispatch, &IID_NULL_, (gpointer[]) { name, param }, 2, 0, ids), ==, S_OK);
  g_assert_cmpint (ids[0], ==, 1);
  g_assert_cmpint (ids[1], ==, 0);
  g_assert_cmphex (client->get_ids_of_names (dispatch, &IID_NULL_, (gpointer[]) { name, nobody }, 2, 0, ids), ==, DISP_E_UNKNOWNNAME);
  g_assert_cmpint (ids[1], ==, -1);
  g_assert_cmphex (client->get_ids_of_names (dispatch, &IID_IDispatch, (gpointer[]) { name }, 1, 0, ids), ==, DISP_E_UNKNOWNINTERFACE);

  /* After the end. */
  client->add_ref (dispatch);
  g_assert_finalize_object (object);
  g_assert_cmphex (INVOKE (1, &IID_NULL_, 1, &text, NULL, 1, 0), ==, RPC_E_DISCONNECTED);
  g_assert_cmphex (INVOKE (1, &IID_IDispatch, 1, &text, NULL, 1, 0), ==, DISP_E_UNKNOWNINTERFACE);
  client->release (dispatch);
  g_assert_cmpuint (client->release (dispatch), ==, 0);
  bstr_free (text.p);
  foreign_free (foreign);
}

/* CPG_DEBUG=events tells what was not heard, and why. The variable is read once. */
static void
test_told (void)
{
  Foreign *foreign;
  CpgComObject *object;
  Variant text = { .vt = VT_BSTR }, number = VARIANT_I4 (5), two[] = { text, text }, result = { 0 };

  if (!g_test_subprocess ())
    {
      g_setenv ("CPG_DEBUG", "events", TRUE);
      g_test_trap_subprocess (NULL, 0, 0);
      g_unsetenv ("CPG_DEBUG");
      g_test_trap_assert_passed ();
      g_test_trap_assert_stderr ("*CpgComObject_DTestEvents(0x*): CpgCom_DTestEvents.status-text-change failed, "
                                 "DISPID 1: Text: the value is of another type (0x80020005)\n*"
                                 "CpgCom_DTestEvents.status-text-change failed, DISPID 1: Text: an argument is missing (0x*\n*"
                                 "CpgCom_DTestEvents.status-text-change failed, DISPID 1: there are too many arguments (0x*\n*"
                                 "CpgCom_DTestEvents failed, DISPID 77: there is no such method (0x80020003)\n*");
      g_test_trap_assert_stderr_unmatched ("*DISPID 1: *DISPID 1: *DISPID 1: *DISPID 1: *");
      return;
    }

  foreign = events_new (&native_client);
  object = import_foreign (foreign);
#define FIRE(id, args, n) foreign_invoke (&foreign->points[0], id, &(DispParams) { args, NULL, n, 0 }, &result, NULL)
  FIRE (1, &number, 1);
  FIRE (1, NULL, 0);
  FIRE (1, two, 2);
  FIRE (77, NULL, 0);
  FIRE (1, &text, 1);
  drop (object, foreign);
}

/* The identity of a sink, and what it answers to. */
static void
test_sink_identity (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  CpgComObject *object = import_foreign (foreign);
  gpointer sink = foreign->points[0].sinks[0], unknown, dispatch, events, out = &out;

  unknown = query (client, sink, &IID_IUnknown);
  dispatch = query (client, unknown, &IID_IDispatch);
  events = query (client, dispatch, &IID_Events);
  g_assert_true (events == sink);
  g_assert_cmphex (client->query (sink, &IID_Other, &out), ==, E_NOINTERFACE);
  g_assert_null (out);
  client->release (events);
  client->release (dispatch);
  client->release (unknown);
  g_assert_cmpuint (count_refs (client, sink), ==, 2); /* the point's and the object's */
  drop (object, foreign);
}

/* Identity -------------------------------------------------------------------------------- */

static void
test_same_object (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  CpgComObject *object = import_foreign (foreign), *again;
  g_autoptr (GError) error = NULL;
  gpointer container = query (client, &foreign->unknown, &IID_IConnectionPointContainer);

  again = cpg_com_import (container, client->dialect (), &error);
  g_assert_true (again == object);
  g_object_unref (again);
  client->release (container);
  again = cpg_com_import_address (GPOINTER_TO_SIZE (&foreign->unknown), client->dialect (), &error);
  g_assert_true (again == object);
  g_object_unref (again);
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 1);
  g_assert_finalize_object (object);
  g_assert_cmpint (foreign->n_refs, ==, 1);

  object = import_foreign (foreign);
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 1);
  drop (object, foreign);

  g_assert_null (cpg_com_import_address (0, client->dialect (), &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
}

/* Out and in again is what it was. */
static void
test_both_ways (gconstpointer data)
{
  const Client *client = data;
  const CpgComDialect *dialect = NULL;
  const Client *stranger = client == &native_client ? &ms_client : &native_client;
  g_autoptr (GError) error = NULL;
  Foreign *foreign = events_new (client);
  CpgComObject *object = import_foreign (foreign), *again;
  FixSource *source;
  gpointer first, second;
  int n_refs = foreign->n_refs;

  first = cpg_com_export (G_OBJECT (object), client->dialect (), &error);
  g_assert_no_error (error);
  g_assert_true (first == &foreign->unknown);
  g_assert_cmpint (foreign->n_refs, ==, n_refs + 1);
  again = cpg_com_import (first, client->dialect (), &error);
  g_assert_true (again == object);
  g_object_unref (again);
  cpg_com_release (first, client->dialect ());
  g_assert_cmpint (foreign->n_refs, ==, n_refs);
  g_assert_true (cpg_com_peek_unknown (G_OBJECT (object), &dialect) == &foreign->unknown);
  g_assert_true (dialect == client->dialect ());

  /* To others it is a GObject, and so is one whose COM object is gone. */
  if (HAVE_MS_ABI)
    {
      first = cpg_com_export (G_OBJECT (object), stranger->dialect (), &error);
      g_assert_true (first != NULL && first != &foreign->unknown);
      cpg_com_release (first, stranger->dialect ());
    }
  g_object_run_dispose (G_OBJECT (object));
  g_assert_null (cpg_com_peek_unknown (G_OBJECT (object), &dialect));
  g_assert_null (dialect);
  first = cpg_com_export (G_OBJECT (object), client->dialect (), &error);
  g_assert_true (first != NULL && first != &foreign->unknown);
  cpg_com_release (first, client->dialect ());
  drop (object, foreign);

  /* What comes in of ours is a #CpgComObject, and goes out as what it was. */
  source = fix_source_new ();
  first = cpg_com_export (G_OBJECT (source), client->dialect (), &error);
  object = cpg_com_import (first, client->dialect (), &error);
  g_assert_true (CPG_IS_COM_OBJECT (object));
  second = cpg_com_export (G_OBJECT (object), client->dialect (), &error);
  g_assert_true (second == first);
  cpg_com_release (second, client->dialect ());
  cpg_com_release (first, client->dialect ());
  g_assert_finalize_object (object);
  g_assert_finalize_object (source);
}

static CpgComObject *kept;

static void
keep_sender (const GValue *values,
             GValue       *answer)
{
  g_clear_object (&kept);
  kept = g_value_dup_object (&values[3]);
}

/* Fires `Anything` with @sender. */
static void
fire_sender (Foreign *foreign,
             Foreign *sender)
{
  Variant args[] = { { .vt = VT_ARRAY | VT_BSTR }, { .vt = VT_DISPATCH }, { .vt = VT_DISPATCH, .p = &sender->unknown },
                     { .vt = VT_NULL }, { .vt = VT_NULL } };

  foreign_invoke (&foreign->points[0], 4, &(DispParams) { args, NULL, 5, 0 }, NULL, NULL);
  g_string_truncate (heard, 0);
}

/* What comes as an argument is imported, and is the same as what is imported later. */
static void
test_argument (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client), *other = foreign_new (client);
  CpgComObject *object = import_foreign (foreign), *first, *again;
  ForeignPoint *point = foreign_add_point (other, &IID_Events);
  g_autoptr (CpgConnectionPoint) found = NULL;

  listen (object, "anything", keep_sender);
  fire_sender (foreign, other);
  first = kept;
  g_assert_true (CPG_IS_COM_OBJECT (first));
  g_assert_cmpuint (point->n_sinks, ==, 1);
  listen (first, "status-text-change", NULL);
  foreign_invoke (point, 1, &(DispParams) { (Variant[]) { { .vt = VT_BSTR } }, NULL, 1, 0 }, NULL, NULL);
  assert_events ("status-text-change ()");

  /* The same one, as long as it lives. */
  g_object_ref (first);
  fire_sender (foreign, other);
  g_assert_true (kept == first);
  g_object_unref (first);
  again = import_foreign (other);
  g_assert_true (again == first);
  g_object_unref (again);
  g_assert_cmpuint (point->n_sinks, ==, 1);
  found = find_point (again, g_type_from_name ("CpgCom_DTestEvents"));
  g_assert_cmpuint (point->n_sinks, ==, 1);
  g_clear_object (&found);

  /* Also if it was imported first. */
  g_assert_finalize_object (g_steal_pointer (&kept));
  first = import_foreign (other);
  fire_sender (foreign, other);
  g_assert_true (kept == first);
  g_clear_object (&kept);
  g_assert_finalize_object (first);
  g_assert_cmpuint (point->n_sinks, ==, 0);
  drop (object, foreign);
  foreign_free (other);
}

/* One without points is asked whether it has any; nobody asks for whom nobody hears. */
static void
test_argument_cost (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client), *plain = foreign_new (client), *other = foreign_new (client);
  CpgComObject *object = import_foreign (foreign), *same;
  int n_before;

  plain->has_container = FALSE;
  plain->has_dispatch = plain->has_class_info = TRUE;
  foreign_add_point (other, &IID_Events);

  n_before = g_atomic_int_get (&n_foreign_calls);
  fire_sender (foreign, plain);
  fire_sender (foreign, other);
  g_assert_cmpint (g_atomic_int_get (&n_foreign_calls), ==, n_before);

  listen (object, "anything", keep_sender);
  fire_sender (foreign, plain);
  g_assert_cmpint (g_atomic_int_get (&n_foreign_calls), ==, n_before + 2); /* IUnknown, IConnectionPointContainer */
  g_assert_true (G_OBJECT_TYPE (kept) == CPG_TYPE_COM_OBJECT);
  same = import_foreign (plain);
  g_assert_true (same == kept);
  g_object_unref (same);

  fire_sender (foreign, other);
  g_assert_true (G_OBJECT_TYPE (kept) != CPG_TYPE_COM_OBJECT);
  g_clear_object (&kept);
  drop (object, foreign);
  foreign_free (plain);
  foreign_free (other);
}

static guint n_nested;

/* In an event with itself as the sender. */
static void
ask_itself (Foreign  *self,
            gpointer  source)
{
  if (n_nested++ == 0)
    fire_sender (source, self);
}

/* Events in the middle of an import, with whoever is imported. */
static void
test_argument_within (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client), *other = foreign_new (client);
  CpgComObject *object = import_foreign (foreign), *mine;
  g_autoptr (CpgComObject) passing = NULL;

  foreign_add_point (other, &IID_Events);
  other->data = foreign;
  listen (object, "anything", keep_sender);

  /* When it is connected to it is known. */
  n_nested = 0;
  other->advised = ask_itself;
  mine = import_foreign (other);
  g_assert_true (kept == mine);
  g_clear_object (&kept);
  g_assert_finalize_object (mine);

  /* While it is asked it is not, and is not asked again. */
  n_nested = 0;
  other->advised = NULL;
  other->asked = ask_itself;
  mine = import_foreign (other);
  g_assert_cmpuint (n_nested, ==, 1);
  passing = g_steal_pointer (&kept);
  g_assert_true (passing != mine);
  g_assert_true (cpg_com_object_get_unknown (passing) == &other->unknown);
  fire_sender (foreign, other);
  g_assert_true (kept == mine);
  g_clear_object (&kept);
  g_clear_object (&passing);
  fire_sender (foreign, other);
  g_assert_true (kept == mine);
  g_clear_object (&kept);

  g_assert_finalize_object (mine);
  drop (object, foreign);
  foreign_free (other);
}

/* Habits ------------------------------------------------------------------------------------ */

static guint
count_points (CpgComObject *object)
{
  g_autoptr (CpgEnumConnectionPoints) points = NULL;
  g_autoptr (GPtrArray) list = NULL;

  points = cpg_connection_point_container_enum_connection_points (CPG_CONNECTION_POINT_CONTAINER (object));
  list = cpg_enum_connection_points_next (points, 99);
  return list->len;
}

typedef enum {
  ENUM_NOTIMPL, ENUM_NOCONNECTION, ENUM_NULL, ENUM_EMPTY, ENUM_ENDLESS, ENUM_SHORT, ENUM_UNCOUNTED, ENUM_PARTLY,
  ENUM_TWICE, NO_IID, FIND_NULL, N_HABITS
} Habit;

/* However it tells of its points, they are found. */
static void
test_habits (gconstpointer data)
{
  const Client *client = data;

  for (Habit habit = 0; habit < N_HABITS; habit++)
    {
      Foreign *foreign = events_new (client);
      ForeignPoint *second = foreign_add_point (foreign, &IID_Other);
      CpgComObject *object;

      g_test_message ("habit %d", (int) habit);
      switch (habit)
        {
        case ENUM_NOTIMPL:
          foreign->enum_result = E_NOTIMPL;
          break;
        case ENUM_NOCONNECTION:
          foreign->enum_result = OLE_E_NOCONNECTION;
          break;
        case ENUM_NULL:
          foreign->enum_is_null = TRUE;
          break;
        case ENUM_EMPTY:
          foreign->n_hidden = 2;
          break;
        case ENUM_ENDLESS:
          foreign->is_endless = TRUE;
          break;
        case ENUM_SHORT:
          foreign->is_short = TRUE;
          break;
        case ENUM_UNCOUNTED:
          foreign->has_no_count = TRUE;
          break;
        case ENUM_PARTLY:
          foreign->n_hidden = 1;
          break;
        case ENUM_TWICE:
          foreign_add_point (foreign, &IID_Events);
          break;
        case NO_IID:
          foreign->interface_result = E_FAIL;
          break;
        case FIND_NULL:
          foreign->find_is_null = TRUE;
          break;
        case N_HABITS:
        default:
          g_assert_not_reached ();
        }

      object = import_foreign (foreign);
      g_assert_cmpuint (count_points (object), ==, 2);
      g_assert_cmpuint (foreign->points[0].n_sinks, ==, 1);
      g_assert_cmpuint (second->n_sinks, ==, 1);
      drop (object, foreign);
    }
}

/* One that tells nothing is asked for what is registered, or later for what one knows. */
static void
test_silent (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  CpgComObject *object;
  ForeignPoint *late;
  g_autoptr (CpgConnectionPoint) point = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  cpg_outgoing_interface_for_type (FIX_TYPE_EVENTS, NULL);
  foreign->enum_result = E_NOTIMPL;
  foreign_add_point (foreign, &IID_FixEvents);
  late = foreign_add_point (foreign, &IID_Late);
  object = import_foreign (foreign);
  g_assert_cmpuint (count_points (object), ==, 1);
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 1);
  g_assert_cmpuint (g_signal_lookup ("price-changed", G_OBJECT_TYPE (object)), !=, 0);

  point = cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (object), &IID_Late, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (late->n_sinks, ==, 1);
  g_assert_cmpuint (count_points (object), ==, 2);
  again = cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (object), &IID_Late, &error);
  g_assert_true (again == point);
  g_assert_null (cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (object), &IID_Odd, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_NO_CONNECTION);
  drop (object, foreign);

  g_assert_null (cpg_connection_point_get_container (point));
}

/* Type information that can't be served is as none. */
static void
test_odd_types (gconstpointer data)
{
  const Client *client = data;
  g_autoptr (GError) error = NULL;
  Foreign *foreign = foreign_new (client);
  CpgComObject *object;

  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &thing_type;
  foreign->library[0] = &odd_type;
  foreign->library[1] = &hole_type;
  foreign_add_point (foreign, &odd_type.guid);
  foreign_add_point (foreign, &hole_type.guid);
  object = import_foreign (foreign);
  g_assert_null (cpg_outgoing_interface_for_iid (&odd_type.guid));
  g_assert_null (cpg_outgoing_interface_for_iid (&hole_type.guid));
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 0);
  g_assert_cmpuint (foreign->points[1].n_sinks, ==, 0);

  /* To serve it as a dispinterface would be a crash. */
  g_assert_null (cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (object),
                                                                       &odd_type.guid, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_NOT_SUPPORTED);
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 0);
  drop (object, foreign);
}

/* Nor can what is no more than like another. */
static void
test_mistaken_types (gconstpointer data)
{
  const Client *client = data;

  for (guint i = 0; i < G_N_ELEMENTS (mistaken_funcs); i++)
    {
      const FakeType type = {
        "IMistakenEvents", GUID_OF (70 + i), TKIND_INTERFACE, 0, mistaken_funcs[i], 1,
        .impls = { { &unknown_type, 0 } }, .n_impls = 1,
        .refs = { &thing_type, &guid_type, &thing_pointer_type, &guid_pointer_type }
      };
      Foreign *foreign = foreign_new (client);
      CpgComObject *object;

      foreign->has_dispatch = TRUE;
      foreign->dispatch_type = &thing_type;
      foreign->library[0] = &type;
      foreign_add_point (foreign, &type.guid);
      object = import_foreign (foreign);
      g_assert_null (cpg_outgoing_interface_for_iid (&type.guid));
      g_assert_cmpuint (foreign->points[0].n_sinks, ==, 0);
      drop (object, foreign);
    }
}

static void
test_connecting (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  CpgComObject *object;
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (GError) error = NULL;
  GType events;

  /* A cookie of 0, and an end that fails. */
  foreign->has_zero = TRUE;
  foreign->unadvise_result = E_FAIL;
  object = import_foreign (foreign);
  events = g_type_from_name ("CpgCom_DTestEvents");
  g_assert_cmpuint (foreign->points[0].cookies[0], ==, 0);
  g_assert_finalize_object (object);
  g_assert_cmpstr (foreign->log->str, ==, "unadvise 0 ");
  foreign_free (foreign);

  /* One that keeps what it gets and asks when it fires. */
  foreign = events_new (client);
  foreign->is_lazy = TRUE;
  object = import_foreign (foreign);
  listen (object, "ask", answer_false);
  g_assert_cmphex (foreign_invoke (&foreign->points[0], 5, &(DispParams) { (Variant[]) { VARIANT_I4 (1) }, NULL, 1, 0 },
                                   NULL, NULL), ==, S_OK);
  assert_events ("ask (1)");
  drop (object, foreign);

  /* One that is full: whoever asks for the point is told, until it is not full any more. */
  foreign = events_new (client);
  foreign->advise_result = CONNECT_E_ADVISELIMIT;
  object = import_foreign (foreign);
  g_assert_null (cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (object), events, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
  g_assert_cmphex (cpg_error_to_hresult (error), ==, CONNECT_E_ADVISELIMIT);
  g_clear_error (&error);
  foreign->advise_result = S_OK;
  point = find_point (object, events);
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 1);
  g_clear_object (&point);
  drop (object, foreign);

  /* One without points. */
  foreign = foreign_new (client);
  foreign->has_container = FALSE;
  object = import_foreign (foreign);
  g_assert_true (G_OBJECT_TYPE (object) == CPG_TYPE_COM_OBJECT);
  g_assert_cmpuint (count_points (object), ==, 0);
  drop (object, foreign);

  /* One of nobody. */
  object = g_object_new (CPG_TYPE_COM_OBJECT, NULL);
  g_assert_null (cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (object), events, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
  g_assert_cmpuint (cpg_com_object_get_address (object), ==, 0);
  g_assert_null (cpg_com_object_get_dialect (object));
  g_assert_finalize_object (object);
}

static void
test_disposed (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  CpgComObject *object = import_foreign (foreign), *again;
  g_autoptr (GError) error = NULL;

  g_object_run_dispose (G_OBJECT (object));
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 0);
  g_assert_cmpint (foreign->n_refs, ==, 1);
  g_assert_null (cpg_com_object_get_unknown (object));
  g_assert_null (cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (object),
                                                                       &IID_Events, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
  again = import_foreign (foreign);
  g_assert_true (again != object);
  g_assert_finalize_object (object);
  drop (again, foreign);
}

static CpgComObject *last;

static void
drop_last (const GValue *values,
           GValue       *answer)
{
  g_clear_object (&last);
}

/* The last reference goes in a handler: the COM object releases the sink that it calls. */
static void
test_end_in_handler (gconstpointer data)
{
  const Client *client = data;

  for (guint i = 0; i < 3; i++)
    {
      Foreign *foreign = events_new (client);
      Variant args[] = { VARIANT_I4 (1) }, result = { 0 };
      gint16 cancel = 0;

      last = import_foreign (foreign);
      if (i == 0)
        {
          listen (last, "status-text-change-2", drop_last);
          g_assert_cmphex (foreign_invoke (&foreign->points[0], 7, NULL, NULL, NULL), ==, S_OK);
        }
      else if (i == 1)
        {
          listen (last, "ask", drop_last);
          listen (last, "ask", answer_true);
          g_assert_cmphex (foreign_invoke (&foreign->points[0], 5, &(DispParams) { args, NULL, 1, 0 }, &result, NULL), ==, S_OK);
          g_assert_cmpint (result.i2, ==, -1);
        }
      else
        {
          args[0] = (Variant) { .vt = VT_BYREF | VT_BOOL, .p = &cancel };
          listen (last, "before-close", drop_last);
          listen (last, "before-close", write_true);
          g_assert_cmphex (foreign_invoke (&foreign->points[0], 2, &(DispParams) { args, NULL, 1, 0 }, NULL, NULL), ==, S_OK);
          g_assert_cmpint (cancel, ==, -1);
        }
      g_assert_null (last);
      foreign_free (foreign);
    }
  g_string_truncate (heard, 0);
}

/* Properties ----------------------------------------------------------------------------------- */

static const FakeFunc property_funcs[] = {
  { { .id = 5, .kind = 4, .invoke_kind = 2, .result = { .type = T (VT_BOOL) } }, { "Bold" } },
};
static const FakeType property_type = {
  "IFont", GUID_OF (50), TKIND_DISPATCH, 0, property_funcs, G_N_ELEMENTS (property_funcs)
};

static void
test_properties (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  ForeignPoint *point = foreign_add_point (foreign, &IID_IPropertyNotifySink);
  CpgComObject *object;
  gpointer sink, dispatch;

  foreign->has_dispatch = TRUE;
  foreign->dispatch_type = &property_type;
  foreign->enum_result = E_NOTIMPL;
  object = import_foreign (foreign);
  g_assert_cmpuint (point->n_sinks, ==, 1);
  sink = point->sinks[0];
  g_assert_cmphex (client->query (sink, &IID_IDispatch, &dispatch), ==, E_NOINTERFACE);

  g_assert_cmphex (CALL (client, sink, 4, (gpointer, gint32), (sink, 5)), ==, S_OK); /* nobody refuses */
  listen (object, "property-changed", NULL);
  listen (object, "property-request-edit", answer_true);
  g_assert_cmphex (CALL (client, sink, 3, (gpointer, gint32), (sink, 5)), ==, S_OK);
  g_assert_cmphex (CALL (client, sink, 3, (gpointer, gint32), (sink, 6)), ==, S_OK);
  g_assert_cmphex (CALL (client, sink, 3, (gpointer, gint32), (sink, -1)), ==, S_OK);
  g_assert_cmphex (CALL (client, sink, 3, (gpointer, gint32), (sink, 5)), ==, S_OK);
  g_assert_cmphex (CALL (client, sink, 4, (gpointer, gint32), (sink, 5)), ==, S_OK);
  assert_events ("property-changed (Bold), property-changed (6), property-changed ((null)), property-changed (Bold), "
                 "property-request-edit (Bold)");
  listen (object, "property-request-edit", answer_false);
  g_assert_cmphex (CALL (client, sink, 4, (gpointer, gint32), (sink, 5)), ==, S_FALSE);
  g_string_truncate (heard, 0);
  drop (object, foreign);
}

/* Threads ---------------------------------------------------------------------------------------- */

typedef struct {
  ForeignPoint *point;
  CpgComObject *object;
  GThread      *heard_in;
  guint32       result;
} Threaded;

static gpointer
fire_in_thread (gpointer data)
{
  Threaded *threaded = data;

  threaded->result = foreign_invoke (threaded->point, 5, &(DispParams) { (Variant[]) { VARIANT_I4 (1) }, NULL, 1, 0 },
                                     NULL, NULL);
  return NULL;
}

static gboolean
note_thread (GObject  *object,
             int       number,
             Threaded *threaded)
{
  threaded->heard_in = g_thread_self ();
  return TRUE;
}

/* Handlers hear in the thread of the COM object, sinks of a context in theirs. */
static void
test_delivery (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  CpgComObject *object = import_foreign (foreign);
  Threaded threaded = { &foreign->points[0] }, queued = { NULL };
  g_autoptr (CpgConnectionPoint) point = find_point (object, g_type_from_name ("CpgCom_DTestEvents"));
  CpgSink *sink = cpg_sink_new (g_type_from_name ("CpgCom_DTestEvents"));
  GThread *thread;

  g_signal_connect (object, "ask", G_CALLBACK (note_thread), &threaded);
  g_signal_connect (sink, "ask", G_CALLBACK (note_thread), &queued);
  advise_full (point, sink, CPG_ADVISE_CONTEXT);
  thread = g_thread_new ("fires", fire_in_thread, &threaded);
  g_thread_join (thread);
  g_assert_cmphex (threaded.result, ==, S_OK);
  g_assert_true (threaded.heard_in == thread);
  g_assert_null (queued.heard_in);
  while (queued.heard_in == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (queued.heard_in == g_thread_self ());

  g_clear_object (&point);
  drop (object, foreign);
  g_assert_finalize_object (sink);
}

static gpointer
unref_in_thread (gpointer object)
{
  g_object_unref (object);
  return NULL;
}

/* What ends in another thread is unadvised where it was imported. */
static void
test_end_elsewhere (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  CpgComObject *object = import_foreign (foreign);
  gpointer sink = foreign->points[0].sinks[0];

  client->add_ref (sink);
  g_thread_join (g_thread_new ("drops", unref_in_thread, object));
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 1);
  g_assert_cmphex (client->invoke (sink, 1, &IID_NULL_, 0, 1, NULL, NULL, NULL, NULL), ==, RPC_E_DISCONNECTED);
  client->release (sink);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 0);
  g_assert_true (foreign->unadvised_in == g_thread_self ());
  g_assert_cmpint (foreign->n_refs, ==, 1);

  /* In between it may come in again. */
  object = import_foreign (foreign);
  g_thread_join (g_thread_new ("drops", unref_in_thread, object));
  object = import_foreign (foreign);
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (foreign->points[0].n_sinks, ==, 1);
  drop (object, foreign);
}

static gpointer
import_in_thread (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  CpgComObject *object;

  g_main_context_push_thread_default (context);
  object = import_foreign (data);
  g_main_context_pop_thread_default (context);
  return object;
}

/* Of a thread that is no more, whose context goes with the object. */
static void
test_end_of_context (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = events_new (client);
  GThread *thread = g_thread_new ("imports", import_in_thread, foreign);
  CpgComObject *object = g_thread_join (thread);

  assert_is_kept (thread);
  g_assert_finalize_object (object);
  foreign_free (foreign);
}

#define N_THREADS 4

typedef struct {
  gpointer             unknown;
  const CpgComDialect *dialect;
} Import;

static gpointer
import_often (gpointer data)
{
  const Import *import = data;

  for (guint i = 0; i < 200; i++)
    {
      CpgComObject *object = cpg_com_import (import->unknown, import->dialect, NULL);

      g_assert_true (CPG_IS_COM_OBJECT (object));
      g_object_unref (object);
    }
  return NULL;
}

/* Many at once; of an export, which threads may use. */
static void
test_race (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS);
  gpointer unknown = export_object (client, source);
  Import import = { unknown, client->dialect () };
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("imports", import_often, &import);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_n_connections (point, 0);
  g_clear_object (&point);
  g_assert_cmpuint (client->release (unknown), ==, 0);
  g_assert_finalize_object (source);
}

/* A gate in Advise. */
typedef struct {
  GMutex   lock;
  GCond    changed;
  gboolean is_inside, is_open;
  guint    n_asked;
} Gate;

static void
wait_at_gate (Foreign  *self,
              gpointer  data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->n_asked++;
  gate->is_inside = TRUE;
  g_cond_broadcast (&gate->changed);
  while (!gate->is_open)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

typedef struct {
  CpgComObject       *object;
  CpgConnectionPoint *point;
  GError             *error;
  int                 n_begun, n_done; /* (atomic) */
} Finding;

static gpointer
find_in_thread (gpointer data)
{
  Finding *finding = data;

  g_atomic_int_inc (&finding->n_begun);
  finding->point = cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (finding->object),
                                                                         &IID_Unknown, &finding->error);
  g_atomic_int_inc (&finding->n_done);
  return NULL;
}

/* Who asks for a point while another thread connects to it learns what came of it. */
static void
test_connecting_race (gconstpointer data)
{
  const Client *client = data;
  const guint32 results[] = { CONNECT_E_ADVISELIMIT, S_OK };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      Foreign *foreign = foreign_new (client);
      ForeignPoint *point = foreign_add_point (foreign, &IID_Unknown);
      Gate gate = { .n_asked = 0 };
      CpgComObject *object;
      Finding first, second;
      GThread *one, *other;

      g_mutex_init (&gate.lock);
      g_cond_init (&gate.changed);
      foreign->advised = wait_at_gate;
      foreign->data = &gate;
      foreign->advise_result = results[i];
      object = import_foreign (foreign);
      first = second = (Finding) { .object = object };

      one = g_thread_new ("connects", find_in_thread, &first);
      g_mutex_lock (&gate.lock);
      while (!gate.is_inside)
        g_cond_wait (&gate.changed, &gate.lock);
      g_mutex_unlock (&gate.lock);
      other = g_thread_new ("comes later", find_in_thread, &second);
      while (g_atomic_int_get (&second.n_begun) == 0)
        g_thread_yield ();
      for (guint n = 0; n < 1000; n++) /* if it does not wait it has the time to be done */
        g_thread_yield ();
      g_assert_cmpint (g_atomic_int_get (&second.n_done), ==, 0);

      g_mutex_lock (&gate.lock);
      gate.is_open = TRUE;
      g_cond_broadcast (&gate.changed);
      g_mutex_unlock (&gate.lock);
      g_thread_join (one);
      g_thread_join (other);
      if (results[i] == S_OK)
        {
          g_assert_no_error (first.error);
          g_assert_true (CPG_IS_CONNECTION_POINT (first.point) && first.point == second.point);
          g_assert_cmpuint (gate.n_asked, ==, 1);
          g_assert_cmpuint (point->n_sinks, ==, 1);
        }
      else
        {
          g_assert_error (first.error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
          g_assert_error (second.error, CPG_ERROR, CPG_ERROR_ADVISE_LIMIT);
          g_assert_cmpuint (gate.n_asked, ==, 2);
        }

      g_clear_object (&first.point);
      g_clear_object (&second.point);
      g_clear_error (&first.error);
      g_clear_error (&second.error);
      drop (object, foreign);
      g_mutex_clear (&gate.lock);
      g_cond_clear (&gate.changed);
    }
}

static void
find_within (Foreign  *self,
             gpointer  data)
{
  find_in_thread (data);
}

static void
dispose_within (Foreign  *self,
                gpointer  data)
{
  g_object_run_dispose (data);
}

/* What Advise itself may lead to, in its thread. */
static void
test_connecting_within (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  ForeignPoint *point = foreign_add_point (foreign, &IID_Unknown);
  CpgComObject *object = import_foreign (foreign);
  Finding within = { .object = object }, around = { .object = object };

  foreign->advised = find_within;
  foreign->data = &within;
  find_in_thread (&around);
  g_assert_no_error (within.error);
  g_assert_no_error (around.error);
  g_assert_true (CPG_IS_CONNECTION_POINT (around.point) && around.point == within.point);
  g_assert_cmpuint (point->n_sinks, ==, 1);
  g_clear_object (&around.point);
  g_clear_object (&within.point);
  g_assert_finalize_object (object);

  object = import_foreign (foreign);
  around.object = object;
  foreign->advised = dispose_within;
  foreign->data = object;
  find_in_thread (&around);
  g_assert_null (around.point);
  g_assert_error (around.error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
  g_clear_error (&around.error);
  drop (object, foreign);
}

/* A point is found when nobody stands for the COM object any more. */
static void
test_late_disposed (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client);
  CpgComObject *object = import_foreign (foreign);
  Finding finding = { .object = object };

  foreign_add_point (foreign, &IID_Unknown);
  foreign->sought = dispose_within;
  foreign->data = object;
  find_in_thread (&finding);
  g_assert_null (finding.point);
  g_assert_error (finding.error, CPG_ERROR, CPG_ERROR_DISCONNECTED);
  g_clear_error (&finding.error);
  g_assert_cmpuint (count_points (object), ==, 0);
  drop (object, foreign);
}

typedef struct {
  Foreign *events;
  Finding  finding;
} Fired;

static Fired *fired;

static void
find_in_handler (const GValue *values,
                 GValue       *answer)
{
  find_in_thread (&fired->finding);
}

static gpointer
fire_for_advise (gpointer data)
{
  fire_sender (data, data);
  return NULL;
}

/* Fires in a thread of its own, and does not go on before it was heard. */
static void
fire_meanwhile (Foreign  *self,
                gpointer  data)
{
  GThread *thread = g_thread_new ("fires", fire_for_advise, ((Fired *) data)->events);

  for (guint n = 0; n < 10000 && g_atomic_int_get (&fired->finding.n_done) == 0; n++)
    g_usleep (1000);
  g_assert_cmpint (g_atomic_int_get (&fired->finding.n_done), ==, 1);
  g_thread_join (thread);
}

/* Who hears an event does not wait: Advise may be waiting for it. */
static void
test_connecting_fired (gconstpointer data)
{
  const Client *client = data;
  Foreign *foreign = foreign_new (client), *events = events_new (client);
  ForeignPoint *point = foreign_add_point (foreign, &IID_Unknown);
  CpgComObject *object = import_foreign (foreign), *source = import_foreign (events);
  Fired in_thread = { events, { .object = object } };
  Finding around = { .object = object };

  fired = &in_thread;
  listen (source, "anything", find_in_handler);
  foreign->advised = fire_meanwhile;
  foreign->data = &in_thread;
  find_in_thread (&around);
  g_assert_no_error (in_thread.finding.error);
  g_assert_no_error (around.error);
  g_assert_true (CPG_IS_CONNECTION_POINT (around.point) && around.point == in_thread.finding.point);
  g_assert_cmpuint (point->n_sinks, ==, 1);
  g_clear_object (&around.point);
  g_clear_object (&in_thread.finding.point);

  drop (source, events);
  drop (object, foreign);
}

/* Round trips --------------------------------------------------------------------------------------- */

/* What goes out comes in again: a GObject's events through COM and back. */
static void
test_round_trip (gconstpointer data)
{
  const Client *client = data;
  FixSource *source = fix_source_new ();
  gpointer unknown = export_object (client, source);
  g_autoptr (GError) error = NULL;
  CpgComObject *object = cpg_com_import (unknown, client->dialect (), &error);
  g_autoptr (CpgConnectionPoint) point = find_point (source, FIX_TYPE_EVENTS), far = NULL;
  g_autoptr (FixRecorder) recorder = fix_recorder_new ();
  int number = 0;

  g_assert_no_error (error);
  client->release (unknown);
  assert_n_connections (point, 1);
  listen (object, "price-changed", NULL);
  listen (object, "last-number", answer_number);
  far = find_point (object, FIX_TYPE_EVENTS);
  advise (far, recorder);

  CPG_FIRE (point, FixEventsInterface, price_changed, "ACME", 12.5);
  assert_events ("price-changed (ACME, 12.5)");
  assert_log (recorder, "price-changed ACME 12.5");
  g_signal_emit_by_name (source, "last-number", 4, &number);
  assert_events ("last-number (4)");
  fix_recorder_clear (recorder);

  g_clear_object (&far);
  g_assert_finalize_object (object);
  assert_n_connections (point, 0);
  g_clear_object (&point);
  g_assert_finalize_object (source);
}

/* Callbacks ------------------------------------------------------------------------------------------ */

static gpointer released;
static const Client *releaser;

static void
release_callback (const GValue *values,
                  GValue       *answer)
{
  releaser->release (g_steal_pointer (&released));
}

static void
test_callback (gconstpointer data)
{
  const Client *client = data;
  CpgSink *sink = NULL;
  g_autoptr (GError) error = NULL;
  gpointer callback = cpg_com_sink_new (FIX_TYPE_EVENTS, client->dialect (), &sink, &error), unknown, symbol = bstr_new ("ACME");
  gint16 yes = 0;
  guint64 address;

  g_assert_no_error (error);
  g_assert_true (CPG_IS_SINK (sink));
  listen (sink, "price-changed", NULL);
  listen (sink, "may-close", answer_true);
  g_assert_cmphex (CALL (client, callback, 4, (gpointer, gpointer, double), (callback, symbol, 0.5)), ==, S_OK);
  g_assert_cmphex (CALL (client, callback, 9, (gpointer, gint16 *), (callback, &yes)), ==, S_OK);
  g_assert_cmpint (yes, ==, -1);
  assert_events ("price-changed (ACME, 0.5), may-close ()");
  unknown = query (client, callback, &IID_IUnknown);
  g_assert_true (unknown == callback);
  client->release (unknown);
  bstr_free (symbol);

  /* It keeps the sink, not the other way round. */
  g_object_unref (sink);
  g_assert_cmphex (CALL (client, callback, 3, (gpointer), (callback)), ==, S_OK);
  g_object_add_weak_pointer (G_OBJECT (sink), (gpointer *) &sink);
  g_assert_cmpuint (client->release (callback), ==, 0);
  g_assert_null (sink);

  /* Also while it is called. */
  callback = cpg_com_sink_new (FIX_TYPE_EVENTS, client->dialect (), &sink, &error);
  released = callback;
  releaser = client;
  listen (sink, "nothing", release_callback);
  g_object_unref (sink);
  g_assert_cmphex (CALL (client, callback, 3, (gpointer), (callback)), ==, S_OK);
  g_assert_null (released);
  g_string_truncate (heard, 0);

  address = cpg_com_sink_new_address (FIX_TYPE_EVENTS, client->dialect (), &sink, &error);
  g_assert_no_error (error);
  g_assert_true (cpg_com_release_address (address, client->dialect (), &error));
  g_assert_finalize_object (sink);

  g_assert_null (cpg_com_sink_new (G_TYPE_OBJECT, client->dialect (), &sink, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_CONTRACT);
  g_assert_null (sink);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_setenv ("TZ", "UTC", TRUE);
  tests_init (&argc, &argv);
  heard = g_string_new (NULL);

  add_com_test ("/com-import/registered", test_registered);
  add_com_test ("/com-import/listed", test_listed);
  add_com_test ("/com-import/type-info", test_type_info);
  add_com_test ("/com-import/type-library", test_type_library);
  add_com_test ("/com-import/library-class", test_library_class);
  add_com_test ("/com-import/vtable-info", test_vtable_info);
  add_com_test ("/com-import/texts", test_texts);
  add_com_test ("/com-import/out", test_out);
  add_com_test ("/com-import/out-to-sink", test_out_to_sink);
  add_com_test ("/com-import/guids", test_guids);
  add_com_test ("/com-import/mistaken-types", test_mistaken_types);
  add_com_test ("/com-import/told-types", test_told_types);
  add_com_test ("/com-import/dual", test_dual);
  add_com_test ("/com-import/catch-all", test_catch_all);
  add_com_test ("/com-import/invoke-rules", test_invoke_rules);
  g_test_add_func ("/com-import/told", test_told);
  add_com_test ("/com-import/sink-identity", test_sink_identity);
  add_com_test ("/com-import/same-object", test_same_object);
  add_com_test ("/com-import/both-ways", test_both_ways);
  add_com_test ("/com-import/argument", test_argument);
  add_com_test ("/com-import/argument-cost", test_argument_cost);
  add_com_test ("/com-import/argument-within", test_argument_within);
  add_com_test ("/com-import/habits", test_habits);
  add_com_test ("/com-import/silent", test_silent);
  add_com_test ("/com-import/odd-types", test_odd_types);
  add_com_test ("/com-import/connecting", test_connecting);
  add_com_test ("/com-import/disposed", test_disposed);
  add_com_test ("/com-import/end-in-handler", test_end_in_handler);
  add_com_test ("/com-import/properties", test_properties);
  add_com_test ("/com-import/delivery", test_delivery);
  add_com_test ("/com-import/end-elsewhere", test_end_elsewhere);
  add_com_test ("/com-import/end-of-context", test_end_of_context);
  add_com_test ("/com-import/race", test_race);
  add_com_test ("/com-import/connecting-race", test_connecting_race);
  add_com_test ("/com-import/connecting-within", test_connecting_within);
  add_com_test ("/com-import/connecting-fired", test_connecting_fired);
  add_com_test ("/com-import/late-disposed", test_late_disposed);
  add_com_test ("/com-import/round-trip", test_round_trip);
  add_com_test ("/com-import/callback", test_callback);

  status = g_test_run ();
  g_string_free (heard, TRUE);
  return status;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpglib/com/cpg-com-call-private.h>
#include <cpglib/com/cpg-com-event-sink-private.h>
#include <cpglib/com/cpg-com-invoke-private.h>
#include <cpglib/com/cpg-com-safe-array-private.h>
#include <cpglib/com/cpg-hresult.h>
#include <cpglib/cpg.h>

/*
 * What a foreign program may pass: VARIANTs, DISPPARAMS, and the text of GUIDs; and what
 * becomes of values that cross as a type that was told
 *
 * The bytes become VARIANTs whose pointers are good and whose numbers need not be:
 * types that there are none of, arrays of any bounds, texts of odd lengths. Whatever
 * is made of them, memory is given back once, and what one has become is the same
 * again after a round.
 */

#define N_VARIANTS 12
#define MAX_NAMED  4

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static const uint8_t *bytes, *bytes_end;

/* Not g_error(), whose trap libFuzzer does not catch. */
#define require(condition) \
  G_STMT_START { \
    if (!(condition)) \
      { \
        fprintf (stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
        abort (); \
      } \
  } G_STMT_END

/* Zeros at the end. */
static guint
take (guint n)
{
  return bytes < bytes_end ? *bytes++ % n : 0;
}

static void
take_bytes (gpointer to,
            gsize    n)
{
  for (gsize i = 0; i < n; i++)
    ((guint8 *) to)[i] = (guint8) take (256);
}

/* A dialect whose memory is counted ----------------------------------------------- */

static GHashTable *blocks; /* (element-type gpointer): that are not freed */

static gpointer
block_new (gsize size)
{
  gpointer block = malloc (MAX (size, 1));

  g_hash_table_add (blocks, block);
  return block;
}

static void
block_free (gpointer block)
{
  if (block == NULL)
    return;
  require (g_hash_table_remove (blocks, block));
  free (block);
}

static gpointer
bstr_new (gconstpointer text,
          guint         n_units)
{
  guint32 *block = block_new (4 + n_units * 2 + 2);

  block[0] = n_units * 2;
  memcpy (block + 1, text, n_units * 2);
  memset ((char *) (block + 1) + n_units * 2, 0, 2);
  return block + 1;
}

static void
bstr_free (gpointer bstr)
{
  if (bstr != NULL)
    block_free ((char *) bstr - 4);
}

static const CpgComDialect dialect = {
  .name = "counted", .ulong_size = 4, .wide_char_size = 2, .bstr_header_size = 4,
  .alloc_bstr = bstr_new, .free_bstr = bstr_free, .alloc = block_new, .free = block_free
};

/* VARIANTs -------------------------------------------------------------------------- */

static CpgComVariant variants[N_VARIANTS];
static gpointer exported; /* an IUnknown */

static const guint vts[] = {
  CPG_VT_EMPTY, CPG_VT_NULL, CPG_VT_I1, CPG_VT_UI1, CPG_VT_I2, CPG_VT_UI2, CPG_VT_I4, CPG_VT_UI4, CPG_VT_I8, CPG_VT_UI8,
  CPG_VT_INT, CPG_VT_UINT, CPG_VT_R4, CPG_VT_R8, CPG_VT_CY, CPG_VT_DATE, CPG_VT_BSTR, CPG_VT_DISPATCH, CPG_VT_UNKNOWN,
  CPG_VT_ERROR, CPG_VT_BOOL, CPG_VT_VARIANT, CPG_VT_DECIMAL, CPG_VT_RECORD, CPG_VT_LPWSTR, 15, 77
};

static void take_value (guint    vt,
                        gpointer where,
                        guint    depth);

static gpointer
take_text (void)
{
  guint n_bytes = take (16);
  char *block = block_new (4 + n_bytes + 2);
  guint32 length = n_bytes;

  memcpy (block, &length, 4);
  take_bytes (block + 4, n_bytes);
  memset (block + 4 + n_bytes, 0, 2);
  return block + 4;
}

/* Of bounds and features that may be anything that does not name memory which is not
 * there. */
static gpointer
take_array (guint vt,
            guint depth)
{
  gsize size = cpg_com_vt_get_size (vt);
  guint n = take (5);
  CpgComSafeArray *array;
  guint16 odd;

  if (size == 0)
    {
      vt = CPG_VT_I4;
      size = 4;
    }
  array = cpg_com_safe_array_new (&dialect, vt, n);
  for (guint i = 0; i < n; i++)
    take_value (vt, (char *) array->data + i * size, depth + 1);

  switch (take (16))
    {
    case 0:
      array->n_dimensions = (guint16) take (4);
      break;
    case 1:
      array->element_size = take (32);
      if (array->element_size > size)
        array->element_size = G_MAXUINT32;
      break;
    case 2:
      array->n_locks = take (3);
      break;
    case 3:
      take_bytes (&odd, sizeof odd);
      array->features = odd & (guint16) ~CPG_FADF_CREATEVECTOR;
      break;
    case 4:
      take_bytes (&array->bounds[0].lower, 4);
      break;
    case 5:
      array->bounds[0].n_elements = G_MAXUINT32 - take (3);
      break;
    case 6:
      array->bounds[0].n_elements = take (n + 1);
      break;
    case 7:
      block_free (array->data);
      array->data = NULL;
      break;
    case 8:
      take_bytes ((char *) array - 4, 4);
      break;
    default:
      break;
    }
  return array;
}

static void
take_variant (CpgComVariant *variant,
              guint          depth)
{
  guint vt = vts[take (G_N_ELEMENTS (vts))], flags = take (8);

  memset (variant, 0, sizeof *variant);
  if (flags & 1)
    take_bytes (&variant->reserved, sizeof variant->reserved);
  if (flags & 2)
    vt |= CPG_VT_ARRAY;
  if ((flags & 4) && depth < 6)
    {
      /* By reference: to one of the others, to itself, or to a value. */
      variant->vt = (guint16) (vt | CPG_VT_BYREF);
      if (vt == CPG_VT_VARIANT)
        variant->as_pointer = take (8) == 0 ? NULL : &variants[take (N_VARIANTS)];
      else
        {
          CpgComVariant *cell = block_new (sizeof *cell);

          memset (cell, 0, sizeof *cell);
          take_value (vt, cell, depth + 1);
          variant->as_pointer = take (8) == 0 ? NULL : cell;
        }
      return;
    }
  /* A VARIANT in a VARIANT is none. */
  if (vt != CPG_VT_VARIANT)
    take_value (vt, vt == CPG_VT_DECIMAL ? (gpointer) variant : (gpointer) &variant->as_uint64, depth);
  variant->vt = (guint16) vt;
}

static void
take_value (guint    vt,
            gpointer where,
            guint    depth)
{
  gpointer pointer = NULL;

  if (vt == CPG_VT_VARIANT)
    {
      if (depth < 6)
        take_variant (where, depth + 1);
      else
        memset (where, 0, sizeof (CpgComVariant));
      return;
    }
  if (vt & CPG_VT_ARRAY)
    {
      if (depth < 6 && take (8) != 0)
        pointer = take_array (vt & CPG_VT_TYPEMASK, depth);
    }
  else if (vt == CPG_VT_BSTR)
    {
      if (take (8) != 0)
        pointer = take_text ();
    }
  else if (vt == CPG_VT_UNKNOWN)
    {
      if (take (4) != 0)
        {
          cpg_com_add_ref (&dialect, exported);
          pointer = exported;
        }
    }
  else if (vt == CPG_VT_DISPATCH)
    {
      if (take (4) != 0)
        cpg_com_query_interface (&dialect, exported, &cpg_iid_dispatch, &pointer);
    }
  else
    {
      take_bytes (where, cpg_com_vt_get_size (vt));
      return;
    }
  memcpy (where, &pointer, sizeof pointer);
}

/* Values ------------------------------------------------------------------------------ */

static GType
take_type (void)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  const GType types[] = {
    G_TYPE_CHAR, G_TYPE_UCHAR, G_TYPE_BOOLEAN, G_TYPE_INT, G_TYPE_UINT, G_TYPE_LONG, G_TYPE_ULONG, G_TYPE_INT64,
    G_TYPE_UINT64, G_TYPE_FLOAT, G_TYPE_DOUBLE, G_TYPE_STRING, G_TYPE_POINTER, G_TYPE_VARIANT, G_TYPE_OBJECT,
    CPG_TYPE_SINK, G_TYPE_DATE_TIME, G_TYPE_ERROR, G_TYPE_STRV, G_TYPE_BYTES, G_TYPE_BYTE_ARRAY, G_TYPE_VALUE,
    g_value_array_get_type (), CPG_TYPE_GUID, CPG_TYPE_COMBINE, CPG_TYPE_ADVISE_FLAGS, CPG_TYPE_BY_REF
  };
  G_GNUC_END_IGNORE_DEPRECATIONS

  return types[take (G_N_ELEMENTS (types))];
}

static void
check_error (gboolean  done,
             GError  **error)
{
  require (done == (*error == NULL));
  if (!done)
    require (CPG_HRESULT_FAILED (cpg_error_to_hresult (*error)));
  g_clear_error (error);
}

/* What a value has become and what that becomes is the same from then on. */
static void
check_round (const GValue *value)
{
  CpgComVariant once = CPG_COM_VARIANT_INIT, again = CPG_COM_VARIANT_INIT;
  GValue back = G_VALUE_INIT;

  if (cpg_com_variant_set (&once, &dialect, value, NULL))
    {
      g_autoptr (GError) error = NULL;

      /* A number of days that no calendar has. */
      if (cpg_com_variant_get (&once, &dialect, &back, &error))
        {
          require (cpg_com_variant_set (&again, &dialect, &back, NULL));
          require (again.vt == once.vt);
          g_value_unset (&back);
        }
    }
  cpg_com_variant_clear (&once, &dialect);
  cpg_com_variant_clear (&again, &dialect);
}

static void
fuzz_variants (void)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_VARIANTS; i++)
    take_variant (&variants[i], 0);

  for (guint n = take (32); n > 0; n--)
    {
      CpgComVariant *variant = &variants[take (N_VARIANTS)];
      GValue value = G_VALUE_INIT;
      GType type = take_type ();
      gboolean done;

      switch (take (4))
        {
        case 0:
          done = cpg_com_variant_get (variant, &dialect, &value, &error);
          check_error (done, &error);
          require (done == G_IS_VALUE (&value));
          if (done)
            check_round (&value);
          break;
        case 1:
          g_value_init (&value, type);
          check_error (cpg_com_variant_get (variant, &dialect, &value, &error), &error);
          require (G_VALUE_TYPE (&value) == type || g_type_is_a (G_VALUE_TYPE (&value), type));
          break;
        case 2:
          /* From one to another. */
          if (cpg_com_variant_get (variant, &dialect, &value, NULL))
            check_error (cpg_com_variant_write_back (&variants[take (N_VARIANTS)], &dialect, &value, &error), &error);
          break;
        default:
          /* What foreign code does as well. */
          cpg_com_variant_clear (variant, &dialect);
          require (variant->vt == CPG_VT_EMPTY);
          break;
        }
      if (G_IS_VALUE (&value))
        g_value_unset (&value);
    }
}

/* DISPPARAMS ---------------------------------------------------------------------------- */

static GType
get_contract (void)
{
  static GType type;

  if (type == G_TYPE_INVALID)
    {
      g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("FuzzEvents", NULL);
      const GType none[] = { G_TYPE_INVALID };
      const GType all[] = { G_TYPE_INT, G_TYPE_STRING, G_TYPE_VALUE, CPG_TYPE_BY_REF, CPG_TYPE_BY_REF, G_TYPE_OBJECT, G_TYPE_STRV };
      const char *names[] = { "number", "text", "any", "cancel", "out", "object", "texts", NULL };
      CpgOutgoingInterface *contract;

      cpg_interface_builder_add_method (builder, "nothing", 0, CPG_COMBINE_LAST, G_TYPE_NONE, NULL, none, 0);
      cpg_interface_builder_add_method (builder, "all", 1, CPG_COMBINE_LAST, G_TYPE_VALUE, names, all, G_N_ELEMENTS (all));
      cpg_interface_builder_set_by_ref (builder, "all", "cancel", G_TYPE_BOOLEAN);
      cpg_interface_builder_add_method (builder, "number", 2, CPG_COMBINE_LAST, G_TYPE_INT, names, all, 1);
      contract = cpg_interface_builder_register (builder, NULL);
      cpg_com_method_set_type (cpg_outgoing_interface_get_method (contract, 1), 3, CPG_COM_VAR_TYPE_I4, NULL);
      cpg_com_method_set_type (cpg_outgoing_interface_get_method (contract, 2), -1, CPG_COM_VAR_TYPE_I2, NULL);
      type = cpg_outgoing_interface_get_gtype (contract);
      cpg_com_interface_set_kind (type, CPG_COM_KIND_DISPATCH, NULL);
    }
  return type;
}

/* Whoever hears writes into the boxes. */
static void
heard (CpgSink       *sink,
       CpgInvocation *invocation,
       gpointer       data)
{
  for (guint i = 0; i < cpg_invocation_get_n_arguments (invocation); i++)
    {
      const GValue *argument = cpg_invocation_get_argument (invocation, i);

      if (G_VALUE_HOLDS (argument, CPG_TYPE_BY_REF) && take (2) == 1)
        {
          GValue value = G_VALUE_INIT;

          if (!cpg_com_variant_get (&variants[take (N_VARIANTS)], &dialect, &value, NULL))
            continue;
          cpg_by_ref_set_value (g_value_get_boxed (argument), &value, NULL);
          g_value_unset (&value);
        }
    }
}

static void
fuzz_invoke (gboolean is_catch_all)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpiguSpppp");
  CpgOutgoingInterface *contract = is_catch_all ? cpg_com_event_sink_get_catch_all (&cpg_iid_dispatch, NULL)
                                                : cpg_outgoing_interface_for_type (get_contract (), NULL);
  const CpgComDialect *interned = cpg_com_dialect_intern (&dialect, NULL);
  g_autoptr (CpgSink) sink = cpg_sink_new (cpg_outgoing_interface_get_gtype (contract));
  gpointer events = cpg_com_event_sink_new_for_sink (G_OBJECT (sink), contract, interned);

  g_signal_connect (sink, "invoked", G_CALLBACK (heard), NULL);
  for (guint i = 0; i < N_VARIANTS; i++)
    take_variant (&variants[i], 0);

  for (guint n = take (16); n > 0; n--)
    {
      gint32 named[MAX_NAMED];
      CpgComDispParams params = { variants, named, take (N_VARIANTS), 0 }, *params_address = &params;
      gint32 id = (gint32) take (4);
      const CpgGuid *iid = take (8) == 0 ? &cpg_iid_dispatch : take (2) == 0 ? &cpg_iid_null : NULL;
      guint32 lcid = 0, bad = 0, *bad_address = &bad;
      guint16 flags = (guint16) (take (16) == 0 ? take (16) : 1);
      CpgComVariant out = CPG_COM_VARIANT_INIT, *out_address = take (2) == 0 ? &out : NULL;
      gpointer nothing = NULL;
      void *args[] = { &id, &iid, &lcid, &flags, &params_address, &out_address, &nothing, &bad_address };
      guint32 result;

      params.n_named = take (MAX_NAMED + 1);
      params.n_named = MIN (params.n_named, params.n_args);
      for (guint i = 0; i < MAX_NAMED; i++)
        named[i] = (gint32) take (10) - 1;
      switch (take (16))
        {
        case 0:
          params_address = NULL;
          break;
        case 1:
          params.args = NULL;
          break;
        case 2:
          params.named_ids = NULL;
          break;
        case 3:
          params.n_args = G_MAXUINT32 - take (4);
          break;
        case 4:
          params.n_named = G_MAXUINT32 - take (4);
          break;
        default:
          break;
        }
      result = cpg_com_call (interned, events, CPG_SLOT_DISPATCH_INVOKE, &signature, args);
      require (!CPG_HRESULT_FAILED (result) || out.vt == CPG_VT_EMPTY);
      if (result == CPG_DISP_E_TYPEMISMATCH || result == CPG_DISP_E_OVERFLOW)
        require (bad < N_VARIANTS);
      cpg_com_variant_clear (&out, &dialect);
    }
  require (cpg_com_drop_ref (interned, events) == 0);
}

/* Types that are told ---------------------------------------------------------------------- */

typedef struct {
  GType         gtype;
  CpgComVarType type;
} Row;

static Row *
get_rows (guint *n)
{
  const GType gtypes[] = {
    G_TYPE_BOOLEAN, G_TYPE_CHAR, G_TYPE_UCHAR, G_TYPE_INT, G_TYPE_UINT, G_TYPE_INT64, G_TYPE_UINT64, G_TYPE_FLOAT,
    G_TYPE_DOUBLE, CPG_TYPE_COMBINE, CPG_TYPE_ADVISE_FLAGS, G_TYPE_STRING, CPG_TYPE_GUID, G_TYPE_ERROR,
    G_TYPE_DATE_TIME, G_TYPE_STRV, G_TYPE_BYTES, G_TYPE_OBJECT
  };
  static Row rows[G_N_ELEMENTS (gtypes) * 32];
  static guint n_rows;

  if (n_rows == 0)
    for (guint i = 0; i < G_N_ELEMENTS (gtypes); i++)
      for (guint j = 0; j < 32; j++)
        rows[n_rows++] = (Row) { gtypes[i], (CpgComVarType) j };
  *n = n_rows;
  return rows;
}

/* One method for each: an argument, an in-out one, and the answer. What can't be told is
 * as it is by itself. */
static CpgOutgoingInterface *
get_declared (void)
{
  static CpgOutgoingInterface *contract;
  g_autoptr (CpgInterfaceBuilder) builder = NULL;
  const char *names[] = { "value", "box" };
  guint n;
  Row *rows;

  if (contract != NULL)
    return contract;

  /* Elsewhere there are hours that come twice. */
  g_setenv ("TZ", "UTC", TRUE);
  rows = get_rows (&n);
  builder = cpg_interface_builder_new ("FuzzDeclared", NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("method%u", i);
      const GType types[] = { rows[i].gtype, CPG_TYPE_BY_REF };

      cpg_interface_builder_add_method (builder, name, (int) i, CPG_COMBINE_LAST, rows[i].gtype, names, types, 2);
      cpg_interface_builder_set_by_ref (builder, name, "box", rows[i].gtype);
    }
  contract = cpg_interface_builder_register (builder, NULL);
  for (guint i = 0; i < n; i++)
    {
      CpgMethod *method = cpg_outgoing_interface_get_method (contract, i);

      if (!cpg_com_method_set_type (method, 0, rows[i].type, NULL))
        continue;
      require (cpg_com_method_set_type (method, 1, rows[i].type, NULL));
      require (cpg_com_method_set_type (method, -1, rows[i].type, NULL));
    }
  return contract;
}

static char *
take_utf8 (void)
{
  static const char * const texts[] = {
    "", "0", "-0", "1.50", "-922337203685477.5808", "922337203685477.5808", "79228162514264337593543950335",
    "7.9228162514264337593543950336", "0.0000000000000000000000000001", ".5", "5.", "+1", "1,5", "1e5", "x", NULL
  };
  guint which = take (G_N_ELEMENTS (texts) + 8);
  GString *text;

  if (which < G_N_ELEMENTS (texts))
    return g_strdup (texts[which]);

  text = g_string_new (NULL);
  for (guint n = take (34); n > 0; n--)
    g_string_append_c (text, which % 2 ? "0123456789.-"[take (12)] : (char) (1 + take (255)));
  return g_string_free (text, FALSE);
}

static guint64
take_integer (void)
{
  guint64 number = 0;
  guint shift = take (65);

  if (take (2) == 0)
    number = (shift < 64 ? G_GUINT64_CONSTANT (1) << shift : 0) + take (3) - 1;
  else
    take_bytes (&number, sizeof number);
  return take (2) == 0 ? number : -number;
}

static double
take_real (void)
{
  double real;

  switch (take (4))
    {
    case 0:
      take_bytes (&real, sizeof real);
      return real;
    case 1:
      return (double) take_integer ();
    case 2:
      return (double) (gint64) take_integer ();
    default:
      return (double) (gint32) take_integer () / pow (10, take (12));
    }
}

static void
take_told (GValue *value,
           GType   gtype)
{
  g_value_init (value, gtype);
  if (gtype == G_TYPE_BOOLEAN)
    g_value_set_boolean (value, take (2) == 1);
  else if (gtype == G_TYPE_CHAR)
    g_value_set_schar (value, (gint8) take (256));
  else if (gtype == G_TYPE_UCHAR)
    g_value_set_uchar (value, (guint8) take (256));
  else if (gtype == G_TYPE_INT)
    g_value_set_int (value, (gint32) take_integer ());
  else if (gtype == G_TYPE_UINT)
    g_value_set_uint (value, (guint32) take_integer ());
  else if (gtype == G_TYPE_INT64)
    g_value_set_int64 (value, (gint64) take_integer ());
  else if (gtype == G_TYPE_UINT64)
    g_value_set_uint64 (value, take_integer ());
  else if (gtype == G_TYPE_FLOAT)
    g_value_set_float (value, (float) take_real ());
  else if (gtype == G_TYPE_DOUBLE)
    g_value_set_double (value, take_real ());
  else if (gtype == CPG_TYPE_COMBINE)
    g_value_set_enum (value, (gint32) take_integer ());
  else if (gtype == CPG_TYPE_ADVISE_FLAGS)
    g_value_set_flags (value, (guint32) take_integer ());
  else if (gtype == G_TYPE_STRING)
    g_value_take_string (value, take_utf8 ());
  else if (gtype == G_TYPE_OBJECT || take (8) == 0)
    return; /* NULL */
  else if (gtype == CPG_TYPE_GUID)
    {
      CpgGuid guid;

      take_bytes (&guid, sizeof guid);
      g_value_set_boxed (value, &guid);
    }
  else if (gtype == G_TYPE_ERROR)
    g_value_take_boxed (value, cpg_error_new_from_hresult ((guint32) take_integer ()));
  else if (gtype == G_TYPE_DATE_TIME)
    g_value_take_boxed (value, g_date_time_new_utc (1 + (int) take (256) * 40, 1 + (int) take (12), 1 + (int) take (28),
                                                    (int) take (24), (int) take (60), take (240) / 4.0));
  else if (gtype == G_TYPE_STRV)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      for (guint n = take (4); n > 0; n--)
        {
          g_autofree char *text = take_utf8 ();

          g_strv_builder_add (builder, text != NULL ? text : "");
        }
      g_value_take_boxed (value, g_strv_builder_end (builder));
    }
  else if (gtype == G_TYPE_BYTES)
    {
      char data[8];
      guint n = take (sizeof data);

      take_bytes (data, n);
      g_value_take_boxed (value, g_bytes_new (data, n));
    }
}

static gboolean
is_same_text (CpgComVarType  type,
              const char    *a,
              const char    *b)
{
  g_autofree char *one = a != NULL ? g_utf8_make_valid (a, -1) : NULL;

  if (a == NULL || *a == '\0')
    return b == NULL || *b == '\0';
  if (b != NULL && type == CPG_COM_VAR_TYPE_CY)
    {
      gint64 first = 0, second = 0;

      return cpg_com_currency_from_text (&first, one) && cpg_com_currency_from_text (&second, b) && first == second;
    }
  if (b != NULL && type == CPG_COM_VAR_TYPE_DECIMAL)
    {
      CpgComDecimal first = { 0 }, second = { 0 };

      return cpg_com_decimal_from_text (&first, one) && cpg_com_decimal_from_text (&second, b) &&
             memcmp (&first, &second, sizeof first) == 0;
    }
  return g_str_equal (one, b != NULL ? b : "");
}

static gboolean
compare (CpgComVarType  type,
         const GValue  *a,
         const GValue  *b)
{
  require (G_VALUE_TYPE (a) == G_VALUE_TYPE (b) || G_VALUE_HOLDS_OBJECT (a));
  if (G_VALUE_HOLDS_STRING (a))
    return is_same_text (type, g_value_get_string (a), g_value_get_string (b));
  if (G_VALUE_HOLDS_DOUBLE (a))
    {
      double from = g_value_get_double (a), to = g_value_get_double (b);

      return (isnan (from) && isnan (to)) || (type == CPG_COM_VAR_TYPE_R4 ? (float) from == (float) to : from == to);
    }
  if (G_VALUE_HOLDS_FLOAT (a))
    return (isnan (g_value_get_float (a)) && isnan (g_value_get_float (b))) || g_value_get_float (a) == g_value_get_float (b);
  if (G_VALUE_HOLDS (a, G_TYPE_STRV))
    {
      const char * const none[] = { NULL };
      const char * const *from = g_value_get_boxed (a), * const *to = g_value_get_boxed (b);
      guint i;

      from = from != NULL ? from : none;
      to = to != NULL ? to : none;
      for (i = 0; from[i] != NULL && to[i] != NULL; i++)
        if (!is_same_text (CPG_COM_VAR_TYPE_BSTR, from[i], to[i]))
          return FALSE;
      return from[i] == NULL && to[i] == NULL;
    }
  if (G_VALUE_HOLDS (a, G_TYPE_BYTES))
    {
      g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
      GBytes *from = g_value_get_boxed (a), *to = g_value_get_boxed (b);

      return g_bytes_equal (from != NULL ? from : none, to != NULL ? to : none);
    }
  if (G_VALUE_HOLDS (a, G_TYPE_ERROR))
    return cpg_error_to_hresult (g_value_get_boxed (a)) == cpg_error_to_hresult (g_value_get_boxed (b));
  if (G_VALUE_HOLDS (a, CPG_TYPE_GUID))
    {
      const CpgGuid *from = g_value_get_boxed (a), *to = g_value_get_boxed (b);

      return cpg_guid_equal (from != NULL ? from : &cpg_iid_null, to != NULL ? to : &cpg_iid_null);
    }
  if (G_VALUE_HOLDS_BOXED (a) && (g_value_get_boxed (a) == NULL || g_value_get_boxed (b) == NULL))
    return g_value_get_boxed (a) == g_value_get_boxed (b);
  if (G_VALUE_HOLDS (a, G_TYPE_DATE_TIME))
    {
      GTimeSpan span = g_date_time_difference (g_value_get_boxed (a), g_value_get_boxed (b));

      /* A double tells no more of the year 9999. */
      return span > -100 && span < 100;
    }
  if (G_VALUE_HOLDS_OBJECT (a))
    return g_value_get_object (a) == g_value_get_object (b);
  if (G_VALUE_HOLDS_CHAR (a))
    return g_value_get_schar (a) == g_value_get_schar (b);
  if (G_VALUE_HOLDS_UCHAR (a))
    return g_value_get_uchar (a) == g_value_get_uchar (b);
  return a->data[0].v_uint64 == b->data[0].v_uint64;
}

/* Whether a value came across as it was. */
static gboolean
is_same (CpgComVarType  type,
         const GValue  *a,
         const GValue  *b)
{
  if (!compare (type, a, b))
    {
      g_autofree char *one = g_strdup_value_contents (a), *other = g_strdup_value_contents (b);

      fprintf (stderr, "%s as VARTYPE %d: %s is %s\n", G_VALUE_TYPE_NAME (a), type, one, other);
      return FALSE;
    }
  return TRUE;
}

typedef struct {
  GType  gtype;
  GValue value, box;       /* that came */
  GValue written, answer;  /* that go back, if they are set */
} Call;

static void
told_heard (CpgSink       *sink,
            CpgInvocation *invocation,
            Call          *call)
{
  CpgByRef *box = g_value_get_boxed (cpg_invocation_get_argument (invocation, 1));

  g_value_init (&call->value, call->gtype);
  g_value_copy (cpg_invocation_get_argument (invocation, 0), &call->value);
  g_value_init (&call->box, call->gtype);
  g_value_copy (cpg_by_ref_get_value (box), &call->box);
  if (take (2) == 1)
    {
      take_told (&call->written, call->gtype);
      require (cpg_by_ref_set_value (box, &call->written, NULL));
    }
  if (take (2) == 1)
    {
      take_told (&call->answer, call->gtype);
      require (cpg_invocation_set_answer (invocation, &call->answer, NULL));
    }
}

/* From cpglib to cpglib: whatever crosses is the same, and all memory goes. */
static void
fuzz_told (void)
{
  CpgOutgoingInterface *contract = get_declared ();
  const CpgComDialect *interned = cpg_com_dialect_intern (&dialect, NULL);
  g_autoptr (CpgSink) sink = cpg_sink_new (cpg_outgoing_interface_get_gtype (contract));
  gpointer events = cpg_com_event_sink_new_for_sink (G_OBJECT (sink), contract, interned), dispatch = NULL;
  Call call = { .gtype = G_TYPE_INVALID };
  guint n_rows;
  const Row *rows = get_rows (&n_rows);

  cpg_com_query_interface (interned, events, &cpg_iid_dispatch, &dispatch);
  g_signal_connect (sink, "invoked", G_CALLBACK (told_heard), &call);
  for (guint n = take (8); n > 0; n--)
    {
      guint index = (take (256) << 8 | take (256)) % n_rows, n_blocks = g_hash_table_size (blocks);
      CpgMethod *method = cpg_outgoing_interface_get_method (contract, index);
      const CpgComMethod *com_method = cpg_com_method_get (method);
      GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT }, before = G_VALUE_INIT, answer = G_VALUE_INIT;
      CpgComVarType type = com_method->types[0].is_told ? rows[index].type : CPG_COM_VAR_TYPE_VARIANT;
      gboolean by_vtable = take (2) == 1;
      CpgByRef *box;
      guint32 result;

      call = (Call) { .gtype = rows[index].gtype };
      take_told (&values[0], call.gtype);
      take_told (&before, call.gtype);
      box = cpg_by_ref_new_value (&before, CPG_COMBINE_LAST, NULL);
      g_value_init (&values[1], CPG_TYPE_BY_REF);
      g_value_take_boxed (&values[1], box);
      g_value_init (&answer, call.gtype);

      result = by_vtable ? cpg_com_method_call (com_method, interned, events, cpg_com_method_get_slot (com_method),
                                                values, &answer)
                         : cpg_com_invoke (com_method, interned, dispatch, values, &answer, NULL);
      if (G_IS_VALUE (&call.value))
        require (is_same (type, &values[0], &call.value) && is_same (type, &before, &call.box));
      if (CPG_HRESULT_FAILED (result))
        {
          require (!cpg_by_ref_is_set (box));
        }
      else
        {
          require (G_IS_VALUE (&call.value));
          if (G_IS_VALUE (&call.written))
            require (is_same (type, &call.written, cpg_by_ref_get_value (box)));
          else /* text that is not valid comes back as text that is */
            require (!cpg_by_ref_is_set (box) ||
                     (call.gtype == G_TYPE_STRING && is_same (type, &before, cpg_by_ref_get_value (box))));
          if (G_IS_VALUE (&call.answer) && !(g_value_fits_pointer (&answer) && g_value_peek_pointer (&call.answer) == NULL))
            require (is_same (type, &call.answer, &answer));
        }

      g_value_unset (&values[0]);
      g_value_unset (&values[1]);
      g_value_unset (&before);
      g_value_unset (&answer);
      for (guint i = 0; i < 4; i++)
        {
          GValue *own = (GValue *[]) { &call.value, &call.box, &call.written, &call.answer }[i];

          if (G_IS_VALUE (own))
            g_value_unset (own);
        }
      require (g_hash_table_size (blocks) == n_blocks);
    }
  cpg_com_drop_ref (interned, dispatch);
  require (cpg_com_drop_ref (interned, events) == 0);
}

/* GUIDs ------------------------------------------------------------------------------------ */

static void
fuzz_guid (void)
{
  g_autofree char *text = g_strndup ((const char *) bytes, (gsize) (bytes_end - bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (CpgGuid) guid = cpg_guid_new (text, &error), again = NULL;
  g_autofree char *written = NULL, *small = g_ascii_strdown (text, -1);

  require ((guid == NULL) == (error != NULL));
  if (guid == NULL)
    return;
  written = cpg_guid_to_string (guid);
  again = cpg_guid_new (written, NULL);
  require (again != NULL && cpg_guid_equal (guid, again));
  require (strstr (small, written) != NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  GHashTableIter iter;
  gpointer block;
  guint what;

  bytes = data;
  bytes_end = data + size;
  blocks = g_hash_table_new (NULL, NULL);
  if (exported == NULL)
    exported = cpg_com_export (g_object_new (CPG_TYPE_CONNECTABLE, NULL), &dialect, NULL);

  what = take (256);
  switch (what < 0xf4 ? what % 4 : 4)
    {
    case 0:
      fuzz_guid ();
      break;
    case 1:
      fuzz_variants ();
      break;
    case 2:
      fuzz_invoke (FALSE);
      break;
    case 3:
      fuzz_invoke (TRUE);
      break;
    default:
      fuzz_told ();
      break;
    }

  /* What the test made and nobody was to free. */
  memset (variants, 0, sizeof variants);
  g_hash_table_iter_init (&iter, blocks);
  while (g_hash_table_iter_next (&iter, &block, NULL))
    free (block);
  g_clear_pointer (&blocks, g_hash_table_unref);
  return 0;
}

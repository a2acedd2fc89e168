/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpglib/com/cpg-com-call-private.h>
#include <cpglib/com/cpg-com-event-sink-private.h>
#include <cpglib/com/cpg-com-safe-array-private.h>
#include <cpglib/com/cpg-hresult.h>
#include <cpglib/cpg.h>

/*
 * What a foreign program may pass: VARIANTs, DISPPARAMS, and the text of GUIDs
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

  bytes = data;
  bytes_end = data + size;
  blocks = g_hash_table_new (NULL, NULL);
  if (exported == NULL)
    exported = cpg_com_export (g_object_new (CPG_TYPE_CONNECTABLE, NULL), &dialect, NULL);

  switch (take (4))
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
    default:
      fuzz_invoke (TRUE);
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

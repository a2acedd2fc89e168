/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <stdio.h>
#include <stdlib.h>

#include "com-client.h"

/* The types that are told of parameters: each as an argument, in-out and as the answer,
 * through vtables and through Invoke, both ways. */

enum { VT_DECIMAL = 14, VT_INT = 22, VT_UINT, VT_SAFEARRAY = 27, VT_LPSTR = 30, VT_LPWSTR };

typedef struct {
  guint16 reserved;
  guint8  scale, sign;
  guint32 high;
  guint64 low;
} Decimal;

typedef struct {
  guint16  n_dimensions, features;
  guint32  element_size, n_locks;
  gpointer data;
  guint32  n_elements;
  gint32   lower;
} SafeArray;

/* What lies in memory, or in a register. */
typedef union {
  gint8    i1;
  guint8   ui1;
  gint16   i2;
  guint16  ui2;
  gint32   i4;
  guint32  ui4;
  gint64   i8;
  guint64  ui8;
  float    r4;
  double   r8;
  gpointer p;
  Decimal  dec;
  Variant  var;
} Wire;

#define SHAPES(X, prefix, CC) \
  X (i1, gint8, prefix, CC) X (ui1, guint8, prefix, CC) X (i2, gint16, prefix, CC) X (ui2, guint16, prefix, CC) \
  X (i4, gint32, prefix, CC) X (ui4, guint32, prefix, CC) X (i8, gint64, prefix, CC) X (ui8, guint64, prefix, CC) \
  X (r4, float, prefix, CC) X (r8, double, prefix, CC) X (p, gpointer, prefix, CC) X (dec, Decimal, prefix, CC) \
  X (var, Variant, prefix, CC)

/* One type of a value. Text stands for values, here and there. */
typedef struct {
  GType                 gtype;
  CpgComVarType         type;
  const char           *value, *wire;           /* what goes out, and what arrives */
  const char           *back_wire, *back_value; /* what comes back */
  const char           *idl;
  guint16               variant_vt;
  CpgOutgoingInterface *contract;               /* made when it is first needed */
} Case;

static const Case *current;
static const Client *speaker;
static GObject *thing; /* the object that crosses */
static GString *heard;

#define note(...) g_string_append_printf (heard, __VA_ARGS__)

#define assert_noted(expected) \
  G_STMT_START { \
    g_assert_cmpstr (heard->str, ==, (expected)); \
    g_string_truncate (heard, 0); \
  } G_STMT_END

/* Values ----------------------------------------------------------------------- */

static char *
value_to_text (const GValue *value)
{
  if (G_VALUE_HOLDS_STRING (value))
    return g_strdup (g_value_get_string (value) != NULL ? g_value_get_string (value) : "(null)");
  if (G_VALUE_HOLDS_OBJECT (value))
    return g_strdup (g_value_get_object (value) == NULL ? "nobody" :
                     g_value_get_object (value) == thing ? "thing" : "stranger");
  if (G_VALUE_HOLDS (value, G_TYPE_DATE_TIME))
    return g_value_get_boxed (value) != NULL ? g_date_time_format (g_value_get_boxed (value), "%Y-%m-%d %H:%M")
                                             : g_strdup ("never");
  if ((G_VALUE_HOLDS (value, G_TYPE_STRV) || G_VALUE_HOLDS (value, G_TYPE_BYTES)) && g_value_get_boxed (value) == NULL)
    return g_strdup ("(null)");
  if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    return g_strjoinv ("|", g_value_get_boxed (value));
  if (G_VALUE_HOLDS (value, G_TYPE_BYTES))
    return g_strndup (g_bytes_get_data (g_value_get_boxed (value), NULL), g_bytes_get_size (g_value_get_boxed (value)));
  if (G_VALUE_HOLDS (value, G_TYPE_ERROR))
    return g_strdup_printf ("%08x", cpg_error_to_hresult (g_value_get_boxed (value)));
  if (G_VALUE_HOLDS (value, CPG_TYPE_GUID))
    return g_value_get_boxed (value) != NULL ? cpg_guid_to_string (g_value_get_boxed (value)) : g_strdup ("(null)");
  if (G_VALUE_HOLDS_FLOAT (value) || G_VALUE_HOLDS_DOUBLE (value))
    return g_strdup_printf ("%g", G_VALUE_HOLDS_FLOAT (value) ? (double) g_value_get_float (value)
                                                              : g_value_get_double (value));
  if (G_VALUE_HOLDS_ENUM (value))
    return g_strdup_printf ("%d", g_value_get_enum (value));
  if (G_VALUE_HOLDS_FLAGS (value))
    return g_strdup_printf ("%u", g_value_get_flags (value));
  if (G_VALUE_HOLDS_CHAR (value))
    return g_strdup_printf ("%d", g_value_get_schar (value));
  return g_strdup_value_contents (value);
}

static void
value_from_text (GValue     *value,
                 GType       gtype,
                 const char *text)
{
  g_value_init (value, gtype);
  if (gtype == G_TYPE_STRING)
    g_value_set_string (value, g_str_equal (text, "(null)") ? NULL : text);
  else if (gtype == G_TYPE_BOOLEAN)
    g_value_set_boolean (value, g_str_equal (text, "TRUE"));
  else if (gtype == G_TYPE_OBJECT)
    g_value_set_object (value, g_str_equal (text, "thing") ? thing : NULL);
  else if (gtype == G_TYPE_DATE_TIME)
    {
      int year, month, day, hour, minute;

      g_assert_cmpint (sscanf (text, "%d-%d-%d %d:%d", &year, &month, &day, &hour, &minute), ==, 5);
      g_value_take_boxed (value, g_date_time_new_local (year, month, day, hour, minute, 0));
    }
  else if (gtype == G_TYPE_STRV)
    g_value_take_boxed (value, g_strsplit (text, "|", -1));
  else if (gtype == G_TYPE_BYTES)
    g_value_take_boxed (value, g_bytes_new (text, strlen (text)));
  else if (gtype == G_TYPE_ERROR)
    g_value_take_boxed (value, cpg_error_new_from_hresult ((guint32) g_ascii_strtoull (text, NULL, 16)));
  else if (gtype == CPG_TYPE_GUID)
    g_value_take_boxed (value, g_str_equal (text, "(null)") ? NULL : cpg_guid_new (text, NULL));
  else if (gtype == G_TYPE_FLOAT)
    g_value_set_float (value, (float) g_ascii_strtod (text, NULL));
  else if (gtype == G_TYPE_DOUBLE)
    g_value_set_double (value, g_ascii_strtod (text, NULL));
  else if (gtype == G_TYPE_CHAR)
    g_value_set_schar (value, (gint8) g_ascii_strtoll (text, NULL, 0));
  else if (gtype == G_TYPE_UCHAR)
    g_value_set_uchar (value, (guchar) g_ascii_strtoull (text, NULL, 0));
  else if (gtype == G_TYPE_INT)
    g_value_set_int (value, (int) g_ascii_strtoll (text, NULL, 0));
  else if (gtype == G_TYPE_UINT)
    g_value_set_uint (value, (guint) g_ascii_strtoull (text, NULL, 0));
  else if (gtype == G_TYPE_LONG)
    g_value_set_long (value, (long) g_ascii_strtoll (text, NULL, 0));
  else if (gtype == G_TYPE_INT64)
    g_value_set_int64 (value, g_ascii_strtoll (text, NULL, 0));
  else if (gtype == G_TYPE_UINT64)
    g_value_set_uint64 (value, g_ascii_strtoull (text, NULL, 0));
  else if (G_TYPE_IS_ENUM (gtype))
    g_value_set_enum (value, (int) g_ascii_strtoll (text, NULL, 0));
  else if (G_TYPE_IS_FLAGS (gtype))
    g_value_set_flags (value, (guint) g_ascii_strtoull (text, NULL, 0));
  else
    g_assert_not_reached ();
}

/* The other side ----------------------------------------------------------------- */

static SafeArray *
array_new (GType       gtype,
           const char *text)
{
  char *block = calloc (1, 16 + sizeof (SafeArray));
  SafeArray *self = (SafeArray *) (block + 16);
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);

  self->n_dimensions = 1;
  self->features = 0x80; /* FADF_HAVEVARTYPE */
  if (gtype == G_TYPE_STRV)
    {
      *(guint32 *) (block + 12) = VT_BSTR;
      self->element_size = sizeof (gpointer);
      self->n_elements = g_strv_length (parts);
      self->data = malloc (self->n_elements * sizeof (gpointer));
      for (guint i = 0; i < self->n_elements; i++)
        ((gpointer *) self->data)[i] = bstr_new (parts[i]);
    }
  else
    {
      *(guint32 *) (block + 12) = VT_UI1;
      self->element_size = 1;
      self->n_elements = (guint32) strlen (text);
      self->data = malloc (self->n_elements);
      memcpy (self->data, text, self->n_elements);
    }
  return self;
}

static char *
array_to_text (const SafeArray *self)
{
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (self->n_dimensions, ==, 1);
  for (guint i = 0; i < self->n_elements && self->element_size == sizeof (gpointer); i++)
    {
      g_autofree char *part = bstr_dup (((gpointer *) self->data)[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", part);
    }
  if (self->element_size == 1)
    g_string_append_len (text, self->data, self->n_elements);
  return g_string_free (text, FALSE);
}

static void
array_free (SafeArray *self)
{
  for (guint i = 0; i < self->n_elements && self->element_size == sizeof (gpointer); i++)
    bstr_free (((gpointer *) self->data)[i]);
  free (self->data);
  free ((char *) self - 16);
}

/* An interface of the thing, with a reference. */
static gpointer
query_thing (guint vt)
{
  gpointer unknown = export_object (speaker, thing), out = NULL;

  g_assert_cmphex (speaker->query (unknown, vt == VT_DISPATCH ? &IID_IDispatch : &IID_IUnknown, &out), ==, S_OK);
  speaker->release (unknown);
  return out;
}

static char *
wire_to_text (guint       vt,
              const Wire *wire)
{
  switch (vt)
    {
    case VT_BOOL:
    case VT_I2:
      return g_strdup_printf ("%d", wire->i2);
    case VT_I1:
      return g_strdup_printf ("%d", wire->i1);
    case VT_UI1:
      return g_strdup_printf ("%u", wire->ui1);
    case VT_UI2:
      return g_strdup_printf ("%u", wire->ui2);
    case VT_I4:
    case VT_INT:
      return g_strdup_printf ("%d", wire->i4);
    case VT_UI4:
    case VT_UINT:
      return g_strdup_printf ("%u", wire->ui4);
    case VT_I8:
    case VT_CY:
      return g_strdup_printf ("%" G_GINT64_FORMAT, wire->i8);
    case VT_UI8:
      return g_strdup_printf ("%" G_GUINT64_FORMAT, wire->ui8);
    case VT_R4:
      return g_strdup_printf ("%g", (double) wire->r4);
    case VT_R8:
    case VT_DATE:
      return g_strdup_printf ("%g", wire->r8);
    case VT_ERROR:
      return g_strdup_printf ("%08x", wire->ui4);
    case VT_DECIMAL:
      return g_strdup_printf ("%s%" G_GUINT64_FORMAT "e-%u", wire->dec.sign != 0 ? "-" : "", wire->dec.low, wire->dec.scale);
    case VT_BSTR:
      return bstr_dup (wire->p);
    case VT_LPSTR:
      return g_strdup (wire->p != NULL ? wire->p : "(null)");
    case VT_LPWSTR:
      return wire->p != NULL ? g_utf16_to_utf8 (wire->p, -1, NULL, NULL, NULL) : g_strdup ("(null)");
    case VT_SAFEARRAY:
    case VT_ARRAY | VT_BSTR:
    case VT_ARRAY | VT_UI1:
      return array_to_text (wire->p);
    case VT_UNKNOWN:
    case VT_DISPATCH:
      {
        gpointer own = query_thing (vt);
        gboolean is_own = wire->p == own;

        speaker->release (own);
        return g_strdup (wire->p == NULL ? "nobody" : is_own ? "thing" : "stranger");
      }
    case VT_VARIANT:
      {
        Wire inside = { .var = wire->var };
        g_autofree char *text = NULL;

        if (inside.var.vt == VT_NULL || inside.var.vt == VT_EMPTY)
          return g_strdup (inside.var.vt == VT_NULL ? "null" : "empty");
        if (inside.var.vt == VT_DECIMAL)
          inside.dec = *(const Decimal *) wire;
        else
          memcpy (&inside, &wire->var.record, sizeof wire->var.record);
        text = wire_to_text (wire->var.vt, &inside);
        return g_strdup_printf ("vt%u:%s", wire->var.vt, text);
      }
    default:
      g_error ("VARTYPE %u", vt);
    }
}

static Wire
wire_from_text (guint       vt,
                const char *text)
{
  Wire wire;

  memset (&wire, 0, sizeof wire);
  switch (vt)
    {
    case VT_R4:
      wire.r4 = (float) g_ascii_strtod (text, NULL);
      break;
    case VT_R8:
    case VT_DATE:
      wire.r8 = g_ascii_strtod (text, NULL);
      break;
    case VT_ERROR:
      wire.ui4 = (guint32) g_ascii_strtoull (text, NULL, 16);
      break;
    case VT_DECIMAL:
      wire.dec.sign = *text == '-' ? 0x80 : 0;
      wire.dec.low = g_ascii_strtoull (*text == '-' ? text + 1 : text, NULL, 10);
      wire.dec.scale = (guint8) g_ascii_strtoull (strstr (text, "e-") + 2, NULL, 10);
      break;
    case VT_BSTR:
      wire.p = bstr_new (text);
      break;
    case VT_LPSTR:
      wire.p = g_str_equal (text, "(null)") ? NULL : strdup (text);
      break;
    case VT_LPWSTR:
      if (!g_str_equal (text, "(null)"))
        {
          glong n;
          g_autofree gunichar2 *wide = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);

          wire.p = malloc ((gsize) (n + 1) * 2);
          memcpy (wire.p, wide, (gsize) (n + 1) * 2);
        }
      break;
    case VT_SAFEARRAY:
    case VT_ARRAY | VT_BSTR:
    case VT_ARRAY | VT_UI1:
      wire.p = array_new (current->gtype, text);
      break;
    case VT_UNKNOWN:
    case VT_DISPATCH:
      wire.p = g_str_equal (text, "thing") ? query_thing (vt) : NULL;
      break;
    case VT_VARIANT:
      {
        guint16 inner = (guint16) g_ascii_strtoull (text + 2, NULL, 10);
        Wire inside = wire_from_text (inner, strchr (text, ':') + 1);

        if (inner == VT_DECIMAL)
          memcpy (&wire, &inside.dec, sizeof inside.dec);
        else
          memcpy (&wire.var.record, &inside, sizeof wire.var.record);
        wire.var.vt = inner;
      }
      break;
    default:
      wire.ui8 = *text == '-' ? (guint64) g_ascii_strtoll (text, NULL, 10) : g_ascii_strtoull (text, NULL, 10);
      break;
    }
  return wire;
}

static void
wire_free (guint       vt,
           const Wire *wire)
{
  Wire inside = { .i8 = 0 };

  switch (vt)
    {
    case VT_BSTR:
      bstr_free (wire->p);
      break;
    case VT_LPSTR:
    case VT_LPWSTR:
      free (wire->p);
      break;
    case VT_SAFEARRAY:
    case VT_ARRAY | VT_BSTR:
    case VT_ARRAY | VT_UI1:
      array_free (wire->p);
      break;
    case VT_UNKNOWN:
    case VT_DISPATCH:
      if (wire->p != NULL)
        speaker->release (wire->p);
      break;
    case VT_VARIANT:
      inside.p = wire->var.p;
      wire_free (wire->var.vt, &inside);
      break;
    default:
      break;
    }
}

static gboolean is_idle;    /* changes nothing */
static gboolean is_careful; /* changes an array where it is */

/* Notes what is there, and puts something else. */
static void
exchange (guint    vt,
          gpointer where,
          gsize    size)
{
  Wire wire = { .ui8 = 0 }, back = wire_from_text (vt, current->back_wire);
  g_autofree char *text = NULL;

  memcpy (&wire, where, size);
  if (is_careful)
    {
      SafeArray *array = vt == VT_VARIANT ? wire.var.p : wire.p;

      wire_free (vt, &back);
      if (current->gtype == G_TYPE_STRV)
        {
          bstr_free (((gpointer *) array->data)[0]);
          ((gpointer *) array->data)[0] = bstr_new ("c");
        }
      else
        {
          memcpy (array->data, "!", 1);
        }
      return;
    }
  text = wire_to_text (vt, &wire);
  note ("change %s, ", text);
  wire_free (vt, &wire);
  memcpy (where, &back, size);
}

static void
take (gint32      before,
      const Wire *wire,
      double      after)
{
  g_autofree char *text = wire_to_text (current->type, wire);

  g_assert_cmpint (before, ==, -7);
  g_assert_cmpfloat (after, ==, 0.25);
  note ("take %s, ", text);
}

static void
give (gpointer where,
      gsize    size)
{
  Wire back = wire_from_text (current->type, current->back_wire);

  note ("give, ");
  memcpy (where, &back, size);
}

static guint32 sink_result;

#define DEFINE_SHAPE(shape, T, prefix, CC) \
  static guint32 CC prefix##_take_##shape (SinkFace *self, gint32 before, T value, double after) \
  { \
    Wire wire = { .ui8 = 0 }; \
    memcpy (&wire, &value, sizeof value); \
    take (before, &wire, after); \
    return sink_result; \
  } \
  static guint32 CC prefix##_change_##shape (SinkFace *self, T *value) \
  { \
    if (!is_idle) \
      exchange (current->type, value, sizeof *value); \
    return sink_result; \
  } \
  static guint32 CC prefix##_give_##shape (SinkFace *self, T *value) \
  { \
    give (value, sizeof *value); \
    return sink_result; \
  } \
  static gpointer prefix##_vtable_##shape[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_take_##shape, (gpointer) prefix##_change_##shape, (gpointer) prefix##_give_##shape \
  }; \
  static guint32 prefix##_call_take_##shape (gpointer self, const Wire *wire) \
  { \
    T value; \
    memcpy (&value, wire, sizeof value); \
    return ((guint32 (CC *) (gpointer, gint32, T, double)) (*(gpointer **) self)[3]) (self, -7, value, 0.25); \
  }

SHAPES (DEFINE_SHAPE, native, CC_NATIVE)
SHAPES (DEFINE_SHAPE, ms, MS_ABI)

/* Never inlined: GCC takes calls that differ in nothing but the convention for one. */
#define DEFINE_CALL(prefix, CC) \
  static G_GNUC_NO_INLINE guint32 prefix##_call_slot (gpointer self, guint slot, gpointer place) \
  { \
    return ((guint32 (CC *) (gpointer, gpointer)) (*(gpointer **) self)[slot]) (self, place); \
  } \
  static G_GNUC_NO_INLINE guint32 prefix##_call_short (gpointer self, guint16 a, guint16 b, guint16 c) \
  { \
    return ((guint32 (CC *) (gpointer, guint16, guint16, guint16)) (*(gpointer **) self)[3]) (self, a, b, c); \
  }

DEFINE_CALL (native, CC_NATIVE)
DEFINE_CALL (ms, MS_ABI)

static guint32
call_slot (gpointer self,
           guint    slot,
           gpointer place)
{
  return (speaker == &native_client ? native_call_slot : ms_call_slot) (self, slot, place);
}

typedef struct {
  gpointer *vtable;
  guint32 (* call_take) (gpointer self, const Wire *wire);
} Shape;

/* What is passed for a type. */
static Shape
get_shape (CpgComVarType type)
{
#define SHAPE(shape) \
  (speaker == &native_client ? (Shape) { native_vtable_##shape, native_call_take_##shape } \
                             : (Shape) { ms_vtable_##shape, ms_call_take_##shape })
  switch (type)
    {
    case CPG_COM_VAR_TYPE_I1:
      return SHAPE (i1);
    case CPG_COM_VAR_TYPE_UI1:
      return SHAPE (ui1);
    case CPG_COM_VAR_TYPE_I2:
    case CPG_COM_VAR_TYPE_VARIANT_BOOL:
      return SHAPE (i2);
    case CPG_COM_VAR_TYPE_UI2:
      return SHAPE (ui2);
    case CPG_COM_VAR_TYPE_I4:
    case CPG_COM_VAR_TYPE_INT:
    case CPG_COM_VAR_TYPE_ERROR:
      return SHAPE (i4);
    case CPG_COM_VAR_TYPE_UI4:
    case CPG_COM_VAR_TYPE_UINT:
      return SHAPE (ui4);
    case CPG_COM_VAR_TYPE_I8:
    case CPG_COM_VAR_TYPE_CY:
      return SHAPE (i8);
    case CPG_COM_VAR_TYPE_UI8:
      return SHAPE (ui8);
    case CPG_COM_VAR_TYPE_R4:
      return SHAPE (r4);
    case CPG_COM_VAR_TYPE_R8:
    case CPG_COM_VAR_TYPE_DATE:
      return SHAPE (r8);
    case CPG_COM_VAR_TYPE_DECIMAL:
      return SHAPE (dec);
    case CPG_COM_VAR_TYPE_VARIANT:
      return SHAPE (var);
    case CPG_COM_VAR_TYPE_BSTR:
    case CPG_COM_VAR_TYPE_DISPATCH:
    case CPG_COM_VAR_TYPE_UNKNOWN:
    case CPG_COM_VAR_TYPE_SAFEARRAY:
    case CPG_COM_VAR_TYPE_LPSTR:
    case CPG_COM_VAR_TYPE_LPWSTR:
    default:
      return SHAPE (p);
    }
#undef SHAPE
}

static gsize
get_size (CpgComVarType type)
{
#define SIZE(shape, T, prefix, CC) \
  if (get_shape (type).vtable == native_vtable_##shape || get_shape (type).vtable == ms_vtable_##shape) \
    return sizeof (T);
  SHAPES (SIZE, native, CC_NATIVE)
#undef SIZE
  g_assert_not_reached ();
}

/* Invoke */

static guint32
sink_invoked (gint32            id,
              const DispParams *params,
              Variant          *result)
{
  Wire wire = { .ui8 = 0 };
  g_autofree char *text = NULL;

  switch (id)
    {
    case 1:
      g_assert_cmpuint (params->n_args, ==, 3);
      wire.var = params->args[1];
      text = wire_to_text (VT_VARIANT, &wire);
      note ("take %s, ", text);
      break;
    case 2:
      g_assert_cmpuint (params->n_args, ==, 1);
      if (is_idle)
        break;
      note ("vt%u ", params->args[0].vt);
      if (params->args[0].vt == (VT_BYREF | VT_VARIANT))
        exchange (VT_VARIANT, params->args[0].p, sizeof (Variant));
      else if (params->args[0].vt == (VT_BYREF | VT_DECIMAL))
        exchange (VT_DECIMAL, params->args[0].p, sizeof (Decimal));
      else
        {
          guint16 vt = (guint16) (params->args[0].vt & ~VT_BYREF);
          gsize size = vt == VT_I1 || vt == VT_UI1 ? 1 : vt == VT_I2 || vt == VT_UI2 || vt == VT_BOOL ? 2 :
                       vt == VT_I4 || vt == VT_UI4 || vt == VT_INT || vt == VT_UINT || vt == VT_R4 || vt == VT_ERROR ? 4 : 8;

          exchange (vt, params->args[0].p, size);
        }
      break;
    default:
      note ("give, ");
      wire = wire_from_text (current->variant_vt, current->back_wire);
      memset (result, 0, sizeof *result);
      if (current->variant_vt == VT_VARIANT)
        *result = wire.var;
      else if (current->variant_vt == VT_DECIMAL)
        memcpy (result, &wire.dec, sizeof wire.dec);
      else
        result->ui8 = wire.ui8;
      if (current->variant_vt != VT_VARIANT)
        result->vt = current->variant_vt;
      break;
    }
  return S_OK;
}

#define DEFINE_INVOKED(prefix, CC) \
  static guint32 CC prefix##_invoked (SinkFace *self, gint32 id, const CpgGuid *iid, guint32 lcid, guint16 flags, \
                                      DispParams *params, Variant *result, ExcepInfo *exception, guint32 *bad) \
  { \
    return sink_invoked (id, params, result); \
  } \
  static gpointer prefix##_invoked_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_sink_add_ref, (gpointer) prefix##_sink_release, \
    (gpointer) prefix##_not_implemented, (gpointer) prefix##_not_implemented, (gpointer) prefix##_not_implemented, \
    (gpointer) prefix##_invoked \
  };

DEFINE_INVOKED (native, CC_NATIVE)
DEFINE_INVOKED (ms, MS_ABI)

/* The contracts ------------------------------------------------------------------ */

#define TEXT_1 "Gr\303\274\303\237e \360\237\220\247"
#define A_GUID "5b1f6d80-8c1e-4a53-9d0b-52ab1c7e9f01"
#define B_GUID "5b1f6d80-8c1e-4a53-9d0b-52ab1c7e9f02"

#define TYPE(name) CPG_COM_VAR_TYPE_##name

/* All of them; ends with a case without a value. */
static Case *
get_cases (void)
{
  static Case *cases;
  const Case list[] = {
    { G_TYPE_INT, TYPE (I2), "-32768", "-32768", "32767", "32767", "short", VT_I2 },
    { G_TYPE_INT, TYPE (I1), "-128", "-128", "127", "127", "small", VT_I1 },
    { G_TYPE_UINT, TYPE (UI2), "65535", "65535", "7", "7", "unsigned short", VT_UI2 },
    { G_TYPE_INT, TYPE (UI2), "65535", "65535", "7", "7", "unsigned short", VT_UI2 },
    { G_TYPE_UINT, TYPE (UI1), "255", "255", "0", "0", "byte", VT_UI1 },
    { G_TYPE_INT64, TYPE (I4), "-2147483648", "-2147483648", "5", "5", "long", VT_I4 },
    { G_TYPE_UINT64, TYPE (UI4), "4294967295", "4294967295", "5", "5", "unsigned long", VT_UI4 },
    { G_TYPE_INT, TYPE (I8), "-5", "-5", "2147483647", "2147483647", "hyper", VT_I8 },
    { G_TYPE_UINT, TYPE (UI8), "5", "5", "4294967295", "4294967295", "unsigned hyper", VT_UI8 },
    { G_TYPE_INT, TYPE (INT), "-5", "-5", "6", "6", "int", VT_INT },
    { G_TYPE_UINT, TYPE (UINT), "5", "5", "6", "6", "unsigned int", VT_UINT },
    { G_TYPE_LONG, TYPE (INT), "-5", "-5", "6", "6", "int", VT_INT },
    { G_TYPE_CHAR, TYPE (I4), "-5", "-5", "127", "127", "long", VT_I4 },
    { G_TYPE_UCHAR, TYPE (UI2), "200", "200", "255", "255", "unsigned short", VT_UI2 },
    { G_TYPE_INT, TYPE (R8), "-5", "-5", "6", "6", "double", VT_R8 },
    { G_TYPE_DOUBLE, TYPE (R4), "0.5", "0.5", "-1.5", "-1.5", "float", VT_R4 },
    { G_TYPE_FLOAT, TYPE (R8), "0.5", "0.5", "-1.5", "-1.5", "double", VT_R8 },
    { G_TYPE_INT, TYPE (ERROR), "-2147467259", "80004005", "80020005", "-2147352571", "SCODE", VT_ERROR },
    { G_TYPE_UINT, TYPE (ERROR), "2147500037", "80004005", "80020005", "2147614725", "SCODE", VT_ERROR },
    { G_TYPE_ERROR, TYPE (ERROR), "80040200", "80040200", "80040201", "80040201", "SCODE", VT_ERROR },
    { FIX_TYPE_COLOR, TYPE (I2), "1", "1", "2", "2", "short", VT_I2 },
    { FIX_TYPE_PARTS, TYPE (UI1), "1", "1", "3", "3", "byte", VT_UI1 },
    { G_TYPE_BOOLEAN, TYPE (I4), "TRUE", "1", "0", "FALSE", "BOOL", VT_I4 },
    { G_TYPE_BOOLEAN, TYPE (INT), "FALSE", "0", "2", "TRUE", "int", VT_INT },
    { G_TYPE_BOOLEAN, TYPE (UI1), "TRUE", "1", "0", "FALSE", "boolean", VT_UI1 },
    { G_TYPE_BOOLEAN, TYPE (VARIANT_BOOL), "TRUE", "-1", "0", "FALSE", "VARIANT_BOOL", VT_BOOL },
    { G_TYPE_DOUBLE, TYPE (CY), "12.5", "125000", "-1", "-0.0001", "CURRENCY", VT_CY },
    { G_TYPE_INT64, TYPE (CY), "922337203685477", "9223372036854770000", "-20000", "-2", "CURRENCY", VT_CY },
    { G_TYPE_STRING, TYPE (CY), "1.50", "15000", "922337203685477580", "92233720368547.758", "CURRENCY", VT_CY },
    { G_TYPE_STRING, TYPE (DECIMAL), "-12345678901234567.89", "-1234567890123456789e-2", "5e-1", "0.5", "DECIMAL",
      VT_DECIMAL },
    { G_TYPE_DOUBLE, TYPE (DECIMAL), "2.5", "25e-1", "-25e-2", "-0.25", "DECIMAL", VT_DECIMAL },
    { G_TYPE_DATE_TIME, TYPE (DATE), "1900-01-01 12:00", "2.5", "3.25", "1900-01-02 06:00", "DATE", VT_DATE },
    { G_TYPE_DOUBLE, TYPE (DATE), "2.5", "2.5", "-1.75", "-1.75", "DATE", VT_DATE },
    { G_TYPE_STRING, TYPE (BSTR), TEXT_1, TEXT_1, "back", "back", "BSTR", VT_BSTR },
    { G_TYPE_STRING, TYPE (LPWSTR), TEXT_1, TEXT_1, "b" TEXT_1, "b" TEXT_1, "LPWSTR", VT_BSTR },
    { G_TYPE_STRING, TYPE (LPSTR), TEXT_1, TEXT_1, "b" TEXT_1, "b" TEXT_1, "LPSTR", VT_BSTR },
    { CPG_TYPE_GUID, TYPE (BSTR), A_GUID, "{" A_GUID "}", "{" B_GUID "}", B_GUID, "BSTR", VT_BSTR },
    { G_TYPE_OBJECT, TYPE (DISPATCH), "thing", "thing", "nobody", "nobody", "IDispatch *", VT_DISPATCH },
    { G_TYPE_OBJECT, TYPE (UNKNOWN), "nobody", "nobody", "thing", "thing", "IUnknown *", VT_UNKNOWN },
    { G_TYPE_STRV, TYPE (SAFEARRAY), "a|" TEXT_1, "a|" TEXT_1, "x|y|z", "x|y|z", "SAFEARRAY(BSTR)", VT_ARRAY | VT_BSTR },
    { G_TYPE_BYTES, TYPE (SAFEARRAY), "bytes", "bytes", "back", "back", "SAFEARRAY(byte)", VT_ARRAY | VT_UI1 },
    { G_TYPE_DOUBLE, TYPE (VARIANT), "2.5", "vt5:2.5", "vt3:7", "7", "VARIANT", VT_VARIANT },
    { G_TYPE_STRING, TYPE (VARIANT), "text", "vt8:text", "vt8:back", "back", "VARIANT", VT_VARIANT },
    { G_TYPE_BOOLEAN, TYPE (VARIANT), "TRUE", "vt11:-1", "vt3:0", "FALSE", "VARIANT", VT_VARIANT },
    { G_TYPE_INVALID }
  };

  if (cases == NULL)
    cases = g_memdup2 (list, sizeof list);
  return cases;
}

static void
set_type (CpgOutgoingInterface *contract,
          const char           *method,
          int                   param,
          CpgComVarType         type)
{
  g_autoptr (GError) error = NULL;

  cpg_com_method_set_type (cpg_outgoing_interface_lookup_method (contract, method), param, type, &error);
  g_assert_no_error (error);
}

static CpgOutgoingInterface *
build (const char    *name,
       GType          gtype,
       CpgComVarType  type)
{
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new (name, NULL);
  g_autoptr (GError) error = NULL;
  const char *names[] = { "before", "value", "after" }, *box_name = "value";
  const GType types[] = { G_TYPE_INT, gtype, G_TYPE_DOUBLE }, box_type = CPG_TYPE_BY_REF;
  CpgOutgoingInterface *contract;

  cpg_interface_builder_add_method (builder, "Take", 1, CPG_COMBINE_LAST, G_TYPE_NONE, names, types, 3);
  cpg_interface_builder_add_method (builder, "Change", 2, CPG_COMBINE_LAST, G_TYPE_NONE, &box_name, &box_type, 1);
  cpg_interface_builder_set_by_ref (builder, "Change", "value", gtype);
  cpg_interface_builder_add_method (builder, "Give", 3, CPG_COMBINE_LAST, gtype, NULL, NULL, 0);
  contract = cpg_interface_builder_register (builder, &error);
  g_assert_no_error (error);

  set_type (contract, "take", 1, type);
  set_type (contract, "change", 0, type);
  set_type (contract, "give", -1, type);
  return contract;
}

/* A source of every contract. */
typedef struct {
  CpgConnectable parent_instance;
} Source;

typedef struct {
  CpgConnectableClass parent_class;
} SourceClass;

static GType source_get_type (void);

G_DEFINE_TYPE (Source, source, CPG_TYPE_CONNECTABLE)

static void
source_class_init (SourceClass *klass)
{
}

static void
source_init (Source *self)
{
}

static void
add_contract (CpgOutgoingInterface *contract)
{
  g_autoptr (GError) error = NULL;

  cpg_type_add_outgoing_interface (source_get_type (), cpg_outgoing_interface_get_gtype (contract),
                                   CPG_OUTGOING_NO_SIGNALS, NULL, &error);
  g_assert_no_error (error);
}

static void
build_all (void)
{
  for (Case *one = get_cases (); one->gtype != G_TYPE_INVALID; one++)
    {
      g_autofree char *name = g_strdup_printf ("TestVarType%u", (guint) (one - get_cases ()));

      one->contract = build (name, one->gtype, one->type);
      add_contract (one->contract);
    }
}

/* Out: a COM sink ------------------------------------------------------------------ */

typedef struct {
  Source             *source;
  CpgConnectionPoint *point;
  gpointer            com_point;
  Sink               *sink;
  guint32             failure;
} Fixture;

static void
failed_cb (CpgConnectionPoint *point,
           guint               cookie,
           GError             *error,
           Fixture            *fixture)
{
  fixture->failure = cpg_error_to_hresult (error);
}

static void
set_up (Fixture  *fixture,
        gboolean  has_vtable)
{
  CpgOutgoingInterface *contract = current->contract;

  fixture->source = g_object_new (source_get_type (), NULL);
  fixture->point = find_point (fixture->source, cpg_outgoing_interface_get_gtype (contract));
  fixture->com_point = export_point (speaker, fixture->source, cpg_outgoing_interface_get_iid (contract));
  fixture->sink = sink_new (speaker);
  fixture->sink->iid = *cpg_outgoing_interface_get_iid (contract);
  fixture->sink->has_events = has_vtable;
  fixture->sink->has_dispatch = !has_vtable;
  fixture->sink->events.vtable = get_shape (current->type).vtable;
  fixture->sink->dispatch.vtable = SINK_VTABLE (speaker, invoked);
  fixture->failure = S_OK;
  g_signal_connect (fixture->point, "sink-failed", G_CALLBACK (failed_cb), fixture);
  com_advise (speaker, fixture->com_point, fixture->sink);
}

static void
tear_down (Fixture *fixture)
{
  speaker->release (fixture->com_point);
  g_signal_handlers_disconnect_by_data (fixture->point, fixture);
  g_object_unref (fixture->point);
  g_assert_finalize_object (fixture->source);
  sink_free (fixture->sink);
}

static void
fire_take (Fixture    *fixture,
           const char *text)
{
  GValue args[3] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT };
  g_autoptr (GError) error = NULL;

  value_from_text (&args[0], G_TYPE_INT, "-7");
  value_from_text (&args[1], current->gtype, text);
  value_from_text (&args[2], G_TYPE_DOUBLE, "0.25");
  cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), "take", args, 3, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    g_value_unset (&args[i]);
}

/* What is in the box afterwards. */
static char *
fire_change (Fixture    *fixture,
             const char *text)
{
  g_auto (GValue) arg = G_VALUE_INIT, value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  CpgByRef *box;

  value_from_text (&value, current->gtype, text);
  box = cpg_by_ref_new_value (&value, CPG_COMBINE_LAST, &error);
  g_assert_no_error (error);
  g_value_init (&arg, CPG_TYPE_BY_REF);
  g_value_take_boxed (&arg, box);
  cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), "change", &arg, 1, NULL, &error);
  g_assert_no_error (error);
  after = value_to_text (cpg_by_ref_get_value (box));
  return g_strconcat (after, cpg_by_ref_is_set (box) ? "!" : "", NULL);
}

static char *
fire_give (Fixture *fixture)
{
  g_auto (GValue) answer = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture->point), "give", NULL, 0, &answer, &error);
  g_assert_no_error (error);
  return value_to_text (&answer);
}

#define assert_text(call, expected) \
  G_STMT_START { \
    g_autofree char *asserted = (call); \
    g_assert_cmpstr (asserted, ==, (expected)); \
  } G_STMT_END

static void
test_to_sink (gconstpointer data)
{
  speaker = data;
  for (current = get_cases (); current->gtype != G_TYPE_INVALID; current++)
    {
      g_autofree char *taken = g_strdup_printf ("take %s, change %s, give, ", current->wire, current->wire);
      g_autofree char *after = g_strconcat (current->back_value, "!", NULL);
      Fixture fixture;

      set_up (&fixture, TRUE);
      fire_take (&fixture, current->value);
      assert_text (fire_change (&fixture, current->value), after);
      assert_text (fire_give (&fixture), current->back_value);
      g_assert_cmphex (fixture.failure, ==, S_OK);
      assert_noted (taken);

      /* What nobody touches stays as it was, to the letter. */
      is_idle = TRUE;
      assert_text (fire_change (&fixture, current->value), current->value);
      is_idle = FALSE;

      /* A sink that fails is as if it had not been there; nothing is left of what it was given. */
      sink_result = E_FAIL;
      fire_take (&fixture, current->value);
      assert_text (fire_change (&fixture, current->value), current->value);
      g_assert_cmphex (fixture.failure, ==, E_FAIL);
      sink_result = S_OK;
      g_string_truncate (heard, 0);
      tear_down (&fixture);
    }
}

static void
test_to_invoke (gconstpointer data)
{
  speaker = data;
  for (current = get_cases (); current->gtype != G_TYPE_INVALID; current++)
    {
      gboolean is_any = current->variant_vt == VT_VARIANT;
      g_autofree char *wire = is_any ? g_strdup (current->wire)
                                     : g_strdup_printf ("vt%u:%s", current->variant_vt, current->wire);
      g_autofree char *taken = g_strdup_printf ("take %s, vt%u change %s, give, ", wire, VT_BYREF | current->variant_vt,
                                                current->wire);
      g_autofree char *after = g_strconcat (current->back_value, "!", NULL);
      Fixture fixture;

      set_up (&fixture, FALSE);
      fire_take (&fixture, current->value);
      assert_text (fire_change (&fixture, current->value), after);
      assert_text (fire_give (&fixture), current->back_value);
      g_assert_cmphex (fixture.failure, ==, S_OK);
      assert_noted (taken);

      is_idle = TRUE;
      assert_text (fire_change (&fixture, current->value), current->value);
      is_idle = FALSE;
      tear_down (&fixture);
    }
}

/* In: a sink of ours --------------------------------------------------------------- */

static void
invoked_cb (CpgSink       *sink,
            CpgInvocation *invocation,
            gpointer       data)
{
  guint n = cpg_invocation_get_n_arguments (invocation);
  g_auto (GValue) back = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  value_from_text (&back, current->gtype, current->back_value);
  if (n == 3)
    {
      text = value_to_text (cpg_invocation_get_argument (invocation, 1));
      g_assert_cmpint (g_value_get_int (cpg_invocation_get_argument (invocation, 0)), ==, -7);
      g_assert_cmpfloat (g_value_get_double (cpg_invocation_get_argument (invocation, 2)), ==, 0.25);
      note ("take %s, ", text);
    }
  else if (n == 1)
    {
      CpgByRef *box = g_value_get_boxed (cpg_invocation_get_argument (invocation, 0));

      text = value_to_text (cpg_by_ref_get_value (box));
      note ("change %s, ", text);
      cpg_by_ref_set_value (box, &back, &error);
    }
  else
    {
      note ("give, ");
      cpg_invocation_set_answer (invocation, &back, &error);
    }
  g_assert_no_error (error);
}

static gpointer
new_sink (void)
{
  g_autoptr (CpgSink) sink = NULL;
  g_autoptr (GError) error = NULL;
  gpointer iface = cpg_com_sink_new (cpg_outgoing_interface_get_gtype (current->contract), speaker->dialect (),
                                     &sink, &error);

  g_assert_no_error (error);
  g_signal_connect (sink, "invoked", G_CALLBACK (invoked_cb), NULL);
  return iface;
}

/* What a number of another width, or of another sort, is when it comes back. */
static const char *
get_normal_wire (const Case *one)
{
  /* Any TRUE is one. */
  if (one->gtype == G_TYPE_BOOLEAN && g_str_equal (one->back_value, "TRUE"))
    return one->type == TYPE (VARIANT_BOOL) ? "-1" : "1";
  if (one->type == TYPE (VARIANT) && one->gtype == G_TYPE_DOUBLE)
    return "vt5:7";
  if (one->type == TYPE (VARIANT) && one->gtype == G_TYPE_BOOLEAN)
    return "vt11:0";
  return one->back_wire;
}

static void
test_from_vtable (gconstpointer data)
{
  speaker = data;
  for (current = get_cases (); current->gtype != G_TYPE_INVALID; current++)
    {
      g_autofree char *heard_text = g_strdup_printf ("take %s, change %s, give, ", current->value, current->value);
      gpointer iface = new_sink ();
      Wire wire = wire_from_text (current->type, current->wire), place[3];

      /* "1.50" is no number of its own. */
      if (current->gtype == G_TYPE_STRING && current->type == TYPE (CY))
        {
          g_clear_pointer (&heard_text, g_free);
          heard_text = g_strdup ("take 1.5, change 1.5, give, ");
        }

      g_assert_cmphex (get_shape (current->type).call_take (iface, &wire), ==, S_OK);

      /* In and out: nothing beside it is touched. */
      memset (place, 0x55, sizeof place);
      memcpy (&place[1], &wire, sizeof wire);
      g_assert_cmphex (call_slot (iface, 4, &place[1]), ==, S_OK);
      assert_text (wire_to_text (current->type, &place[1]), get_normal_wire (current));
      wire_free (current->type, &place[1]);

      memset (place, 0x55, sizeof place);
      g_assert_cmphex (call_slot (iface, 5, &place[1]), ==, S_OK);
      assert_text (wire_to_text (current->type, &place[1]), get_normal_wire (current));
      wire_free (current->type, &place[1]);
      g_assert_cmphex (place[0].ui8, ==, G_GUINT64_CONSTANT (0x5555555555555555));
      g_assert_cmphex (place[2].ui8, ==, G_GUINT64_CONSTANT (0x5555555555555555));
      if (get_shape (current->type).vtable == get_shape (TYPE (I2)).vtable)
        g_assert_cmphex (((guint16 *) &place[1])[1], ==, 0x5555);
      if (get_shape (current->type).vtable == get_shape (TYPE (I4)).vtable)
        g_assert_cmphex (((guint32 *) &place[1])[1], ==, 0x55555555);

      assert_noted (heard_text);
      g_assert_cmphex (call_slot (iface, 4, NULL), ==, E_POINTER);
      g_assert_cmphex (call_slot (iface, 5, NULL), ==, E_POINTER);
      speaker->release (iface);
    }
}

static void
test_from_invoke (gconstpointer data)
{
  speaker = data;
  for (current = get_cases (); current->gtype != G_TYPE_INVALID; current++)
    {
      gpointer iface = new_sink (), dispatch = query (speaker, iface, &IID_IDispatch);
      Wire wire = wire_from_text (current->variant_vt, current->wire);
      Variant args[3] = { { VT_R8, .r8 = 0.25 }, { current->variant_vt }, { VT_I4, .i4 = -7 } }, result, by_ref;
      DispParams all = { args, NULL, 3, 0 }, none = { NULL }, one = { &by_ref, NULL, 1, 0 };
      Wire answer = { .ui8 = 0 };

      if (current->variant_vt == VT_VARIANT)
        args[1] = wire.var;
      else if (current->variant_vt == VT_DECIMAL)
        {
          memcpy (&args[1], &wire.dec, sizeof wire.dec);
          args[1].vt = VT_DECIMAL;
        }
      else
        args[1].ui8 = wire.ui8;

      g_assert_cmphex (speaker->invoke (dispatch, 1, &IID_NULL_, 0x400, 1, &all, NULL, NULL, NULL), ==, S_OK);

      by_ref = (Variant) { (guint16) (VT_BYREF | current->variant_vt), .p = &wire };
      g_assert_cmphex (speaker->invoke (dispatch, 2, &IID_NULL_, 0x400, 1, &one, NULL, NULL, NULL), ==, S_OK);
      if (current->variant_vt != VT_VARIANT)
        assert_text (wire_to_text (current->variant_vt, &wire), get_normal_wire (current));
      wire_free (current->variant_vt, &wire);

      /* Where any type may be, it is of the one that was told. */
      if (current->variant_vt != VT_VARIANT)
        {
          Wire any = { .var = { VT_EMPTY } };
          g_autofree char *expected = g_strdup_printf ("vt%u:%s", current->variant_vt, get_normal_wire (current));

          by_ref = (Variant) { VT_BYREF | VT_VARIANT, .p = &any };
          g_assert_cmphex (speaker->invoke (dispatch, 2, &IID_NULL_, 0x400, 1, &one, NULL, NULL, NULL), ==, S_OK);
          assert_text (wire_to_text (VT_VARIANT, &any), expected);
          wire_free (VT_VARIANT, &any);
        }

      /* The answer is of the type that was told. */
      g_assert_cmphex (speaker->invoke (dispatch, 3, &IID_NULL_, 0x400, 1, &none, &result, NULL, NULL), ==, S_OK);
      answer.var = result;
      if (current->variant_vt == VT_VARIANT)
        {
          assert_text (wire_to_text (VT_VARIANT, &answer), get_normal_wire (current));
        }
      else
        {
          g_autofree char *expected = g_strdup_printf ("vt%u:%s", current->variant_vt, get_normal_wire (current));

          assert_text (wire_to_text (VT_VARIANT, &answer), expected);
        }
      wire_free (VT_VARIANT, &answer);

      g_string_truncate (heard, 0);
      speaker->release (dispatch);
      speaker->release (iface);
    }
}

/* Limits --------------------------------------------------------------------------- */

/* One that is not among the cases. */
static const Case *
use_case (const char    *name,
          GType          gtype,
          CpgComVarType  type)
{
  static Case own;
  GType known = g_type_from_name (name);

  memset (&own, 0, sizeof own);
  own.gtype = gtype;
  own.type = type;
  own.contract = known != G_TYPE_INVALID ? cpg_outgoing_interface_for_type (known, NULL) : build (name, gtype, type);
  if (known == G_TYPE_INVALID)
    add_contract (own.contract);
  return &own;
}

/* A value that does not fit is an error, never cut. */
static void
test_limits (gconstpointer data)
{
  const struct {
    const char    *name;
    GType          gtype;
    CpgComVarType  type;
    const char    *value;
    guint32        failure;
  } rows[] = {
    { "TestLimitI2", G_TYPE_INT, TYPE (I2), "32768", DISP_E_OVERFLOW },
    { "TestLimitI2", G_TYPE_INT, TYPE (I2), "-32769", DISP_E_OVERFLOW },
    { "TestLimitUI2", G_TYPE_INT, TYPE (UI2), "-1", DISP_E_OVERFLOW },
    { "TestLimitUI2", G_TYPE_INT, TYPE (UI2), "65536", DISP_E_OVERFLOW },
    { "TestLimitUI1", G_TYPE_UINT, TYPE (UI1), "256", DISP_E_OVERFLOW },
    { "TestLimitI1", G_TYPE_INT, TYPE (I1), "128", DISP_E_OVERFLOW },
    { "TestLimitI4", G_TYPE_INT64, TYPE (I4), "2147483648", DISP_E_OVERFLOW },
    { "TestLimitUI4", G_TYPE_INT64, TYPE (UI4), "-1", DISP_E_OVERFLOW },
    { "TestLimitUI8", G_TYPE_INT, TYPE (UI8), "-1", DISP_E_OVERFLOW },
    { "TestLimitEnum", FIX_TYPE_COLOR, TYPE (UI1), "256", DISP_E_OVERFLOW },
    { "TestLimitR4", G_TYPE_DOUBLE, TYPE (R4), "1e+39", DISP_E_OVERFLOW },
    { "TestLimitCY", G_TYPE_DOUBLE, TYPE (CY), "1e+15", DISP_E_OVERFLOW },
    { "TestLimitText", G_TYPE_STRING, TYPE (CY), "much", DISP_E_TYPEMISMATCH },
    { "TestLimitText", G_TYPE_STRING, TYPE (CY), "(null)", DISP_E_TYPEMISMATCH },
    { "TestLimitDays", G_TYPE_DOUBLE, TYPE (DATE), "-700000", DISP_E_OVERFLOW },
    { "TestLimitDate", G_TYPE_DATE_TIME, TYPE (DATE), "99-12-31 00:00", DISP_E_OVERFLOW },
  };

  speaker = data;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Fixture fixture;

      current = use_case (rows[i].name, rows[i].gtype, rows[i].type);
      set_up (&fixture, TRUE);
      fire_take (&fixture, rows[i].value);
      g_assert_cmphex (fixture.failure, ==, rows[i].failure);
      fixture.failure = S_OK;
      assert_text (fire_change (&fixture, rows[i].value), rows[i].value);
      g_assert_cmphex (fixture.failure, ==, rows[i].failure);
      assert_noted ("");
      tear_down (&fixture);
    }
}

/* The same for what comes in: a number beyond what a gint8 holds, and an answer. */
static void
test_limits_in (gconstpointer data)
{
  gpointer iface;
  Wire wire = { .i4 = 128 };

  speaker = data;
  current = use_case ("TestLimitChar", G_TYPE_CHAR, TYPE (I4));
  iface = new_sink ();
  g_assert_cmphex (get_shape (TYPE (I4)).call_take (iface, &wire), ==, DISP_E_OVERFLOW);
  g_assert_cmphex (call_slot (iface, 4, &wire), ==, DISP_E_OVERFLOW);
  speaker->release (iface);

  current = use_case ("TestLimitI2", G_TYPE_INT, TYPE (I2));
  ((Case *) current)->back_value = "40000";
  iface = new_sink ();
  wire.i4 = 0x12340007;
  g_assert_cmphex (call_slot (iface, 4, &wire), ==, DISP_E_OVERFLOW);
  g_assert_cmphex (wire.i4, ==, 0x12340007);
  g_assert_cmphex (call_slot (iface, 5, &wire), ==, DISP_E_OVERFLOW);
  g_assert_cmphex (wire.i4, ==, 0x12340000); /* an answer is nothing until it is there */
  g_string_truncate (heard, 0);
  speaker->release (iface);
}

/* NULL stays NULL, which a BSTR can't tell; and where there is none, VT_NULL. */
static void
test_null (gconstpointer data)
{
  const CpgComVarType texts[] = { TYPE (LPSTR), TYPE (LPWSTR) };
  Fixture fixture;

  speaker = data;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gpointer iface;
      Wire wire = { .p = NULL };

      current = use_case (i == 0 ? "TestNullNarrow" : "TestNullWide", G_TYPE_STRING, texts[i]);
      ((Case *) current)->back_wire = ((Case *) current)->back_value = "(null)";
      set_up (&fixture, TRUE);
      fire_take (&fixture, "(null)");
      fire_take (&fixture, "");
      assert_text (fire_change (&fixture, "(null)"), "(null)");
      assert_text (fire_change (&fixture, "some"), "(null)!");
      assert_text (fire_give (&fixture), "(null)");
      g_assert_cmphex (fixture.failure, ==, S_OK);
      assert_noted ("take (null), take , change (null), change some, give, ");
      tear_down (&fixture);

      iface = new_sink ();
      g_assert_cmphex (get_shape (texts[i]).call_take (iface, &wire), ==, S_OK);
      g_assert_cmphex (call_slot (iface, 4, &wire), ==, S_OK);
      g_assert_null (wire.p);
      wire = wire_from_text (texts[i], "some");
      g_assert_cmphex (call_slot (iface, 4, &wire), ==, S_OK);
      g_assert_null (wire.p);
      wire.p = &wire;
      g_assert_cmphex (call_slot (iface, 5, &wire), ==, S_OK);
      g_assert_null (wire.p);
      assert_noted ("take (null), change (null), change some, give, ");
      speaker->release (iface);
    }

  /* What nobody touches stays NULL all the same. */
  for (int i = 0; i < 4; i++)
    {
      current = use_case (i < 2 ? "TestNullString" : "TestNullGuid", i < 2 ? G_TYPE_STRING : CPG_TYPE_GUID, TYPE (BSTR));
      ((Case *) current)->variant_vt = VT_BSTR;
      is_idle = TRUE;
      set_up (&fixture, i % 2);
      assert_text (fire_change (&fixture, "(null)"), "(null)");
      g_assert_cmphex (fixture.failure, ==, S_OK);
      tear_down (&fixture);
      is_idle = FALSE;
    }

  current = use_case ("TestNullText", G_TYPE_STRING, TYPE (DECIMAL));
  set_up (&fixture, FALSE);
  fire_take (&fixture, "(null)");
  g_assert_cmphex (fixture.failure, ==, S_OK);
  assert_noted ("take null, ");
  tear_down (&fixture);
}

/* A method that nobody answers, or with nothing: zeros, whatever the type. */
static void
test_no_answer (gconstpointer data)
{
  speaker = data;
  for (current = get_cases (); current->gtype != G_TYPE_INVALID; current++)
    {
      g_autoptr (CpgSink) sink = NULL;
      const Wire zeros[2] = { { .ui8 = 0 } };
      Wire place[2];
      gpointer iface = cpg_com_sink_new (cpg_outgoing_interface_get_gtype (current->contract), speaker->dialect (),
                                         &sink, NULL);

      memcpy (place, zeros, sizeof place);
      memset (place, 0x55, get_size (current->type));
      g_assert_cmphex (call_slot (iface, 5, place), ==, S_OK);
      if (current->type != TYPE (VARIANT))
        g_assert_cmpmem (place, sizeof place, zeros, sizeof zeros);
      speaker->release (iface);
    }
}

/* What is not valid becomes U+FFFD, here and there. */
static void
test_invalid_text (gconstpointer data)
{
  const guint16 half[] = { 'a', 0xd800, 'b', 0 };
  gpointer iface;
  Wire wire = { .p = (gpointer) "a\xff\xc3" };
  Fixture fixture;

  speaker = data;
  current = use_case ("TestNarrow", G_TYPE_STRING, TYPE (LPSTR));
  iface = new_sink ();
  ((Case *) current)->back_value = "c\xff";
  g_assert_cmphex (get_shape (TYPE (LPSTR)).call_take (iface, &wire), ==, S_OK);
  g_assert_cmphex (call_slot (iface, 5, &wire), ==, S_OK);
  g_assert_cmpstr (wire.p, ==, "c\357\277\275");
  free (wire.p);
  assert_noted ("take a\357\277\275\357\277\275, give, ");
  speaker->release (iface);

  current = use_case ("TestWide", G_TYPE_STRING, TYPE (LPWSTR));
  iface = new_sink ();
  ((Case *) current)->back_value = "";
  wire.p = (gpointer) half;
  g_assert_cmphex (get_shape (TYPE (LPWSTR)).call_take (iface, &wire), ==, S_OK);
  assert_noted ("take a\357\277\275b, ");
  speaker->release (iface);

  set_up (&fixture, TRUE);
  fire_take (&fixture, "c\xff");
  assert_noted ("take c\357\277\275, ");
  tear_down (&fixture);
}

/* Memory: that of the dialect, in its own convention. */
static guint n_allocated, n_freed;

#define DEFINE_ALLOCATOR(prefix, CC) \
  static gpointer CC prefix##_alloc (gsize size) \
  { \
    n_allocated++; \
    return malloc (size); \
  } \
  static void CC prefix##_free (gpointer memory) \
  { \
    g_assert_nonnull (memory); \
    n_freed++; \
    free (memory); \
  }

DEFINE_ALLOCATOR (native, CC_NATIVE)
DEFINE_ALLOCATOR (ms, MS_ABI)

static void
test_memory (gconstpointer data)
{
  const CpgComVarType texts[] = { TYPE (LPSTR), TYPE (LPWSTR) };
  g_autoptr (CpgComDialect) dialect = NULL;

  speaker = data;
  dialect = cpg_com_dialect_copy (speaker->dialect ());
  dialect->alloc = speaker == &native_client ? native_alloc : (gpointer) ms_alloc;
  dialect->free = speaker == &native_client ? native_free : (gpointer) ms_free;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (CpgSink) sink = NULL;
      Wire wire;
      gpointer iface;

      current = use_case (i == 0 ? "TestMemoryNarrow" : "TestMemoryWide", G_TYPE_STRING, texts[i]);
      ((Case *) current)->back_value = "back";
      iface = cpg_com_sink_new (cpg_outgoing_interface_get_gtype (current->contract), dialect, &sink, NULL);
      g_signal_connect (sink, "invoked", G_CALLBACK (invoked_cb), NULL);
      n_allocated = n_freed = 0;

      /* An argument is the caller's. */
      wire = wire_from_text (texts[i], "mine");
      g_assert_cmphex (get_shape (texts[i]).call_take (iface, &wire), ==, S_OK);
      g_assert_cmpuint (n_allocated + n_freed, ==, 0);

      /* In-out: the one goes, the other comes. */
      g_assert_cmphex (call_slot (iface, 4, &wire), ==, S_OK);
      g_assert_cmpuint (n_allocated, ==, 1);
      g_assert_cmpuint (n_freed, ==, 1);
      assert_text (wire_to_text (texts[i], &wire), "back");
      wire_free (texts[i], &wire);

      /* What an answer's place has is nobody's. */
      wire.p = &wire;
      g_assert_cmphex (call_slot (iface, 5, &wire), ==, S_OK);
      g_assert_cmpuint (n_allocated, ==, 2);
      g_assert_cmpuint (n_freed, ==, 1);
      wire_free (texts[i], &wire);
      g_string_truncate (heard, 0);
      speaker->release (iface);
    }
}

/* Who changes an array need not make a new one. */
static void
test_array_in_place (gconstpointer data)
{
  const struct {
    const char    *name;
    GType          gtype;
    CpgComVarType  type;
    const char    *before, *back_wire, *after;
  } rows[] = {
    { "TestInPlaceTexts", G_TYPE_STRV, TYPE (SAFEARRAY), "a|b", "", "c|b!" },
    { "TestInPlaceBytes", G_TYPE_BYTES, TYPE (SAFEARRAY), "abc", "", "!bc!" },
    { "TestInPlaceAny", G_TYPE_BYTES, TYPE (VARIANT), "abc", "vt3:0", "!bc!" },
  };

  speaker = data;
  is_careful = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int has_vtable = 0; has_vtable < 2; has_vtable++)
      {
        Fixture fixture;

        current = use_case (rows[i].name, rows[i].gtype, rows[i].type);
        ((Case *) current)->back_wire = rows[i].back_wire;
        set_up (&fixture, has_vtable);
        assert_text (fire_change (&fixture, rows[i].before), rows[i].after);
        g_assert_cmphex (fixture.failure, ==, S_OK);
        g_string_truncate (heard, 0);
        tear_down (&fixture);
      }
  is_careful = FALSE;
}

/* An array that is in use, or in memory of its own, is not replaced. */
static void
test_locked_array (gconstpointer data)
{
  const CpgComVarType types[] = { TYPE (SAFEARRAY), TYPE (VARIANT) };

  speaker = data;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint j = 0; j < 2; j++)
      {
        SafeArray *array;
        gpointer iface;
        Wire wire = { .ui8 = 0 }, before;

        current = use_case (i == 0 ? "TestLocked" : "TestLockedAny", G_TYPE_BYTES, types[i]);
        ((Case *) current)->back_value = "back";
        iface = new_sink ();
        array = array_new (G_TYPE_BYTES, "mine");
        if (j == 0)
          array->n_locks = 1;
        else
          array->features |= 0x2; /* FADF_STATIC */
        if (i == 0)
          wire.p = array;
        else
          wire.var = (Variant) { VT_ARRAY | VT_UI1, .p = array };
        before = wire;
        g_assert_cmphex (call_slot (iface, 4, &wire), ==, 0x8002000du);
        g_assert_cmpmem (&wire, sizeof wire, &before, sizeof before);
        assert_text (array_to_text (array), "mine");
        g_string_truncate (heard, 0);

        array_free (array);
        speaker->release (iface);
      }
}

/* Units of four bytes, and of one. */
static void
test_units (void)
{
  const guint32 four[] = { 0x1f427, 'x', 0 };
  const struct {
    guint         size;
    gconstpointer text;
  } rows[] = { { 4, four }, { 1, "\360\237\220\247x" } };

  speaker = &native_client;
  current = use_case ("TestUnits", G_TYPE_STRING, TYPE (LPWSTR));
  ((Case *) current)->back_value = "\360\237\220\247x";
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CpgComDialect) dialect = cpg_com_dialect_copy (cpg_com_dialect_native ());
      g_autoptr (CpgSink) sink = NULL;
      Wire wire = { .p = (gpointer) rows[i].text };
      gpointer iface;

      dialect->wide_char_size = rows[i].size;
      iface = cpg_com_sink_new (cpg_outgoing_interface_get_gtype (current->contract), dialect, &sink, NULL);
      g_signal_connect (sink, "invoked", G_CALLBACK (invoked_cb), NULL);
      g_assert_cmphex (get_shape (TYPE (LPWSTR)).call_take (iface, &wire), ==, S_OK);
      assert_noted ("take \360\237\220\247x, ");
      g_assert_cmphex (call_slot (iface, 5, &wire), ==, S_OK);
      g_assert_cmpmem (wire.p, rows[i].size == 4 ? 12 : 6, rows[i].text, rows[i].size == 4 ? 12 : 6);
      free (wire.p);
      g_string_truncate (heard, 0);
      speaker->release (iface);
    }
}

/* A GUID that is an argument has the order of bytes that an IID has. */

static const guint8 text_order[16] =
  { 0x5b, 0x1f, 0x6d, 0x80, 0x8c, 0x1e, 0x4a, 0x53, 0x9d, 0x0b, 0x52, 0xab, 0x1c, 0x7e, 0x9f, 0x01 };

static CpgGuid
swap (const CpgGuid *guid)
{
  CpgGuid swapped = *guid;

  swapped.data1 = GUINT32_SWAP_LE_BE (guid->data1);
  swapped.data2 = GUINT16_SWAP_LE_BE (guid->data2);
  swapped.data3 = GUINT16_SWAP_LE_BE (guid->data3);
  return swapped;
}

static guint32
identify (SinkFace     *self,
          const guint8 *id)
{
  g_assert_cmpmem (id, 16, text_order, 16);
  note ("identify, ");
  return S_OK;
}

static void
identified_cb (CpgSink       *sink,
               CpgInvocation *invocation,
               gpointer       data)
{
  g_autofree char *text = value_to_text (cpg_invocation_get_argument (invocation, 0));

  note ("%s, ", text);
}

static void
test_guid_order (void)
{
  g_autoptr (CpgComDialect) dialect = cpg_com_dialect_copy (cpg_com_dialect_native ());
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("TestGuidOrder", NULL);
  g_autoptr (CpgConnectionPoint) point = NULL;
  g_autoptr (CpgSink) sink = NULL;
  g_autoptr (CpgGuid) id = cpg_guid_new (A_GUID, NULL);
  gpointer vtable[] = { native_query_interface, native_sink_add_ref, native_sink_release, identify };
  const char *name = "id";
  const GType gtype = CPG_TYPE_GUID;
  CpgGuid container_iid = swap (&IID_IConnectionPointContainer), iid;
  CpgOutgoingInterface *contract;
  gpointer iface, container = NULL, com_point = NULL;
  GValue arg = G_VALUE_INIT;
  Sink *com_sink;
  Source *source;

  cpg_interface_builder_add_method (builder, "Identify", 1, CPG_COMBINE_LAST, G_TYPE_NONE, &name, &gtype, 1);
  contract = cpg_interface_builder_register (builder, NULL);
  add_contract (contract);
  speaker = &native_client;
  dialect->iid_is_big_endian = TRUE;

  iface = cpg_com_sink_new (cpg_outgoing_interface_get_gtype (contract), dialect, &sink, NULL);
  g_signal_connect (sink, "invoked", G_CALLBACK (identified_cb), NULL);
  g_assert_cmphex (call_slot (iface, 3, (gpointer) text_order), ==, S_OK);
  assert_noted (A_GUID ", ");
  speaker->release (iface);

  source = g_object_new (source_get_type (), NULL);
  iface = cpg_com_export (G_OBJECT (source), dialect, NULL);
  iid = swap (cpg_outgoing_interface_get_iid (contract));
  g_assert_cmphex (speaker->query (iface, &container_iid, &container), ==, S_OK);
  g_assert_cmphex (speaker->find (container, &iid, &com_point), ==, S_OK);
  com_sink = sink_new (speaker);
  com_sink->iid = iid;
  com_sink->events.vtable = vtable;
  com_advise (speaker, com_point, com_sink);

  point = find_point (source, cpg_outgoing_interface_get_gtype (contract));
  g_value_init (&arg, CPG_TYPE_GUID);
  g_value_set_boxed (&arg, id);
  cpg_signal_point_fire (CPG_SIGNAL_POINT (point), "identify", &arg, 1, NULL, NULL);
  g_value_unset (&arg);
  assert_noted ("identify, ");

  speaker->release (com_point);
  speaker->release (container);
  speaker->release (iface);
  g_clear_object (&point);
  g_assert_finalize_object (source);
  sink_free (com_sink);
}

/* What comes back comes whole or not at all. */

static guint32
give_half (SinkFace *self,
           gint32   *number,
           gpointer *id)
{
  *number = 5;
  *id = bstr_new ("no GUID");
  return S_OK;
}

static guint32
invoked_half (SinkFace      *self,
              gint32         id,
              const CpgGuid *iid,
              guint32        lcid,
              guint16        flags,
              DispParams    *params,
              Variant       *result,
              ExcepInfo     *exception,
              guint32       *bad)
{
  *(gint32 *) params->args[0].p = 5;
  *result = (Variant) { VT_BSTR, .p = bstr_new ("no GUID") };
  return S_OK;
}

static void
test_half (void)
{
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("TestHalf", NULL);
  gpointer vtable[] = { native_query_interface, native_sink_add_ref, native_sink_release, give_half };
  gpointer dispatch_vtable[] = {
    native_query_interface, native_sink_add_ref, native_sink_release, native_not_implemented, native_not_implemented,
    native_not_implemented, invoked_half
  };
  const char *name = "number";
  const GType type = CPG_TYPE_BY_REF;

  speaker = &native_client;
  cpg_interface_builder_add_method (builder, "Both", 1, CPG_COMBINE_LAST, CPG_TYPE_GUID, &name, &type, 1);
  cpg_interface_builder_set_by_ref (builder, "Both", "number", G_TYPE_INT);
  current = &(const Case) { .contract = cpg_interface_builder_register (builder, NULL) };
  set_type (current->contract, "both", -1, TYPE (BSTR));
  add_contract (current->contract);

  for (int has_vtable = 0; has_vtable < 2; has_vtable++)
    {
      g_auto (GValue) arg = G_VALUE_INIT, answer = G_VALUE_INIT;
      CpgByRef *box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_INT, 3);
      Fixture fixture;

      set_up (&fixture, has_vtable);
      fixture.sink->events.vtable = vtable;
      fixture.sink->dispatch.vtable = dispatch_vtable;
      g_value_init (&arg, CPG_TYPE_BY_REF);
      g_value_take_boxed (&arg, box);
      cpg_signal_point_fire (CPG_SIGNAL_POINT (fixture.point), "both", &arg, 1, &answer, NULL);
      g_assert_cmphex (fixture.failure, ==, DISP_E_TYPEMISMATCH);
      g_assert_null (g_value_get_boxed (&answer));
      g_assert_cmpint (g_value_get_int (cpg_by_ref_get_value (box)), ==, 3);
      g_assert_false (cpg_by_ref_is_set (box));
      tear_down (&fixture);
    }
}

/* Use ------------------------------------------------------------------------------- */

#define assert_refused(method, param, type, code) \
  G_STMT_START { \
    g_autoptr (GError) assert_error = NULL; \
    g_assert_false (cpg_com_method_set_type (method, param, type, &assert_error)); \
    g_assert_error (assert_error, CPG_ERROR, code); \
  } G_STMT_END

static void
test_misuse (void)
{
  g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("TestTypeMisuse", NULL);
  g_autoptr (CpgMethod) unmade = g_object_new (CPG_TYPE_METHOD, NULL);
  g_autoptr (GError) error = NULL;
  const GType types[] = {
    G_TYPE_INT, G_TYPE_STRING, G_TYPE_POINTER, CPG_TYPE_BY_REF, CPG_TYPE_BY_REF, G_TYPE_VARIANT, G_TYPE_GTYPE
  };
  const char *names[] = { "number", "text", "pointer", "flag", "any", "variant", "type" };
  CpgOutgoingInterface *contract;
  CpgMethod *method, *notify;

  cpg_interface_builder_add_method (builder, "Do", 1, CPG_COMBINE_LAST, G_TYPE_NONE, names, types, G_N_ELEMENTS (types));
  cpg_interface_builder_set_by_ref (builder, "Do", "flag", G_TYPE_BOOLEAN);
  contract = cpg_interface_builder_register (builder, NULL);
  method = cpg_outgoing_interface_lookup_method (contract, "do");

  assert_refused (method, 7, TYPE (I2), CPG_ERROR_INVALID_ARGUMENT);
  assert_refused (method, -2, TYPE (I2), CPG_ERROR_INVALID_ARGUMENT);
  assert_refused (method, -1, TYPE (I2), CPG_ERROR_INVALID_ARGUMENT);
  assert_refused (method, 0, (CpgComVarType) 0, CPG_ERROR_INVALID_ARGUMENT);
  assert_refused (method, 0, (CpgComVarType) 15, CPG_ERROR_INVALID_ARGUMENT);
  assert_refused (method, 0, (CpgComVarType) 32, CPG_ERROR_INVALID_ARGUMENT);
  assert_refused (method, 0, (CpgComVarType) -1, CPG_ERROR_INVALID_ARGUMENT);
  assert_refused (method, 0, (CpgComVarType) 0x2003, CPG_ERROR_INVALID_ARGUMENT);
  assert_refused (method, 0, TYPE (BSTR), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (method, 0, TYPE (DATE), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (method, 0, TYPE (VARIANT_BOOL), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (method, 0, TYPE (SAFEARRAY), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (method, 1, TYPE (I4), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (method, 2, TYPE (VARIANT), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (method, 3, TYPE (R8), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (method, 4, TYPE (I4), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (method, 5, TYPE (SAFEARRAY), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (method, 6, TYPE (I4), CPG_ERROR_INVALID_CONTRACT);
  assert_refused (unmade, 0, TYPE (I4), CPG_ERROR_INVALID_ARGUMENT);

  /* What does not matter to COM. */
  notify = cpg_outgoing_interface_get_method (cpg_outgoing_interface_for_type (CPG_TYPE_PROPERTY_NOTIFY_SINK, NULL), 0);
  assert_refused (notify, 0, TYPE (LPWSTR), CPG_ERROR_INVALID_CONTRACT);

  /* The message says what is wrong. */
  g_assert_false (cpg_com_method_set_type (method, 1, TYPE (I4), &error));
  g_assert_cmpstr (error->message, ==, "do: text, of type gchararray, can't cross as i4");
}

/* Changed as often as one likes, until it is used; to print it is no use. */
static void
test_too_late (void)
{
  CpgOutgoingInterface *contract = build ("TestTooLate", G_TYPE_INT, TYPE (I2));
  CpgMethod *take_method = cpg_outgoing_interface_lookup_method (contract, "take");
  g_autofree char *idl = cpg_outgoing_interface_to_idl (contract);
  g_autofree char *changed_idl = NULL, *late_idl = NULL;
  g_autoptr (CpgSink) sink = NULL;
  gpointer iface;

  g_assert_nonnull (strstr (idl, "[in] short value"));
  set_type (contract, "take", 1, TYPE (I8));
  changed_idl = cpg_outgoing_interface_to_idl (contract);
  g_assert_nonnull (strstr (changed_idl, "[in] hyper value"));

  iface = cpg_com_sink_new (cpg_outgoing_interface_get_gtype (contract), cpg_com_dialect_native (), &sink, NULL);
  assert_refused (take_method, 1, TYPE (I4), CPG_ERROR_EXISTS);
  assert_refused (take_method, 0, TYPE (I4), CPG_ERROR_EXISTS);
  late_idl = cpg_outgoing_interface_to_idl (contract);
  g_assert_cmpstr (late_idl, ==, changed_idl);
  native_client.release (iface);
}

/* The contract of an interface of GLib, whose methods are signals. */
static void
test_signals (gconstpointer data)
{
  static CpgOutgoingInterface *contract;
  const Client *client = data;
  g_autoptr (CpgSink) sink = NULL;
  gpointer iface;

  if (contract == NULL)
    {
      contract = cpg_outgoing_interface_for_type (G_TYPE_LIST_MODEL, NULL);
      for (int i = 0; i < 3; i++)
        set_type (contract, "items-changed", i, TYPE (UI2));
    }
  iface = cpg_com_sink_new (G_TYPE_LIST_MODEL, client->dialect (), &sink, NULL);
  g_signal_connect (sink, "invoked", G_CALLBACK (identified_cb), NULL);
  g_assert_cmphex ((client == &native_client ? native_call_short : ms_call_short) (iface, 65535, 2, 3), ==, S_OK);
  assert_noted ("65535, ");
  client->release (iface);
}

/* As IDL: in, in-out and answer of each. */
static void
test_idl (void)
{
  for (const Case *one = get_cases (); one->gtype != G_TYPE_INVALID; one++)
    {
      g_autofree char *idl = cpg_outgoing_interface_to_idl (one->contract);
      g_autoptr (GString) expected = g_string_new (NULL);
      const char *blank = g_str_has_suffix (one->idl, "*") ? "" : " ", *comment = "";

      if (one->type == TYPE (VARIANT))
        comment = one->gtype == G_TYPE_DOUBLE ? " /* gdouble */" : one->gtype == G_TYPE_STRING ? " /* gchararray */"
                                                                                                : " /* gboolean */";
      else if (one->gtype == FIX_TYPE_COLOR)
        comment = " /* FixColor */";
      else if (one->gtype == FIX_TYPE_PARTS)
        comment = " /* FixParts */";
      else if (one->gtype == G_TYPE_ERROR)
        comment = " /* GError */";
      else if (one->gtype == CPG_TYPE_GUID)
        comment = " /* CpgGuid */";
      else if (one->gtype == G_TYPE_BOOLEAN && one->type == TYPE (INT))
        comment = " /* gboolean */";
      g_string_append_printf (expected, "      [in] %s%svalue%s,\n", one->idl, blank, comment);
      g_assert_nonnull (strstr (idl, expected->str));
      g_string_printf (expected, "Change([in, out] %s%s*value%s);", one->idl, blank, comment);
      g_assert_nonnull (strstr (idl, expected->str));
      g_string_printf (expected, "Give([out, retval] %s%s*answer%s);", one->idl, blank, comment);
      g_assert_nonnull (strstr (idl, expected->str));
    }
}

int
main (int    argc,
      char **argv)
{
  int result;

  tests_init (&argc, &argv);
  heard = g_string_new (NULL);
  thing = g_object_new (CPG_TYPE_CONNECTABLE, NULL);
  build_all ();

#define ADD(name, test) add_com_test ("/CpgComVarType/" name, test)
  g_test_add_func ("/CpgComVarType/misuse", test_misuse);
  g_test_add_func ("/CpgComVarType/idl", test_idl);
  g_test_add_func ("/CpgComVarType/too-late", test_too_late);
  ADD ("to-sink", test_to_sink);
  ADD ("to-invoke", test_to_invoke);
  ADD ("from-vtable", test_from_vtable);
  ADD ("from-invoke", test_from_invoke);
  ADD ("limits", test_limits);
  ADD ("limits-in", test_limits_in);
  ADD ("null", test_null);
  ADD ("no-answer", test_no_answer);
  ADD ("invalid-text", test_invalid_text);
  ADD ("memory", test_memory);
  ADD ("array-in-place", test_array_in_place);
  ADD ("locked-array", test_locked_array);
  ADD ("signals", test_signals);
  g_test_add_func ("/CpgComVarType/units", test_units);
  g_test_add_func ("/CpgComVarType/guid-order", test_guid_order);
  g_test_add_func ("/CpgComVarType/half", test_half);

  result = g_test_run ();
  g_string_free (heard, TRUE);
  g_assert_finalize_object (thing);
  return result;
}

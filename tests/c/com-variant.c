/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gobject/gvaluecollector.h>

#include <cpglib/com/cpg-com-dialect-private.h>
#include <cpglib/com/cpg-com-safe-array-private.h>
#include <cpglib/com/cpg-hresult.h>
#include <cpglib/cpg.h>

/* VARIANT to GValue and back, in several dialects. What is expected is written as
 * text: the type, a blank, the value. */

/* Dialects -------------------------------------------------------------------- */

static int n_bstrs, n_blocks; /* that are not freed */

static gpointer
their_alloc_bstr (gconstpointer text,
                  guint         n_units)
{
  guint32 *memory = malloc (8 + n_units * 2 + 2);

  n_bstrs++;
  memory[1] = n_units * 2;
  memcpy (memory + 2, text, n_units * 2);
  memset ((char *) (memory + 2) + n_units * 2, 0, 2);
  return memory + 2;
}

static void
their_free_bstr (gpointer bstr)
{
  n_bstrs--;
  free ((char *) bstr - 8);
}

static gpointer
their_alloc (gsize size)
{
  n_blocks++;
  return malloc (size);
}

static void
their_free (gpointer memory)
{
  n_blocks--;
  free (memory);
}

static const CpgComDialect theirs = {
  .name = "theirs", .ulong_size = 4, .wide_char_size = 2, .bstr_header_size = 8,
  .alloc_bstr = their_alloc_bstr, .free_bstr = their_free_bstr, .alloc = their_alloc, .free = their_free
};

#ifdef __x86_64__
static __attribute__ ((ms_abi)) gpointer
ms_alloc_bstr (gconstpointer text,
               guint         n_units)
{
  return their_alloc_bstr (text, n_units);
}

static __attribute__ ((ms_abi)) void
ms_free_bstr (gpointer bstr)
{
  their_free_bstr (bstr);
}

static __attribute__ ((ms_abi)) gpointer
ms_alloc (gsize size)
{
  return their_alloc (size);
}

static __attribute__ ((ms_abi)) void
ms_free (gpointer memory)
{
  their_free (memory);
}
#endif

static const CpgComResult results[] = { { 0x80004002u, 0x80000004u }, { 0x80004005u, 0x80000008u }, { 0, 0 } };

static const CpgComDialect broad = {
  .name = "broad", .ulong_size = 8, .wide_char_size = 4, .bstr_header_size = 4, .results = results
};
static const CpgComDialect bare = {
  .name = "bare", .ulong_size = 4, .wide_char_size = 2, .bstr_header_size = 0
};
static const CpgComDialect plain = {
  .name = "plain", .ulong_size = 8, .wide_char_size = 1, .bstr_header_size = 0, .iid_by_value = TRUE,
  .iid_is_big_endian = TRUE
};

static const CpgComDialect *
get_dialect (guint index)
{
  static CpgComDialect wine;

  switch (index)
    {
    case 0:
      return cpg_com_dialect_native ();
    case 1:
      return &theirs;
    case 2:
      return &broad;
    case 3:
      return &bare;
    case 4:
      return &plain;
#ifdef __x86_64__
    case 5:
      wine = *cpg_com_dialect_wine ();
      wine.alloc_bstr = (gpointer) ms_alloc_bstr;
      wine.free_bstr = (gpointer) ms_free_bstr;
      wine.alloc = (gpointer) ms_alloc;
      wine.free = (gpointer) ms_free;
      return &wine;
#endif
    default:
      return NULL;
    }
}

#define native (cpg_com_dialect_native ())

/* Values ---------------------------------------------------------------------- */

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#define VALUE_ARRAY_TYPE (get_value_array_type ())

static GType
get_value_array_type (void)
{
  return g_value_array_get_type ();
}

static char *describe (const GValue *value);

static char *
describe_array (GValueArray *array)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < array->n_values; i++)
    {
      g_autofree char *one = describe (&array->values[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", one);
    }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static GValueArray *
array_new (const GValue *value, ...)
{
  GValueArray *array = g_value_array_new (0);
  va_list args;

  va_start (args, value);
  for (; value != NULL; value = va_arg (args, const GValue *))
    g_value_array_append (array, value);
  va_end (args);
  return array;
}
G_GNUC_END_IGNORE_DEPRECATIONS

typedef enum { COLOR_RED, COLOR_BLUE = 7, COLOR_ODD = -3 } Color;
typedef enum { EDGE_TOP = 1, EDGE_LEFT = 2, EDGE_LAST = 1u << 31 } Edges;

static GType
color_get_type (void)
{
  static const GEnumValue values[] = {
    { COLOR_RED, "COLOR_RED", "red" }, { COLOR_BLUE, "COLOR_BLUE", "blue" }, { COLOR_ODD, "COLOR_ODD", "odd" }, { 0 }
  };
  static GType type;

  if (type == 0)
    type = g_enum_register_static ("TestColor", values);
  return type;
}

static GType
edges_get_type (void)
{
  static const GFlagsValue values[] = {
    { EDGE_TOP, "EDGE_TOP", "top" }, { EDGE_LEFT, "EDGE_LEFT", "left" }, { (guint) EDGE_LAST, "EDGE_LAST", "last" }, { 0 }
  };
  static GType type;

  if (type == 0)
    type = g_flags_register_static ("TestEdges", values);
  return type;
}

static char *
describe (const GValue *value)
{
  g_autofree char *text = NULL;
  const char *name;

  if (!G_IS_VALUE (value))
    return g_strdup ("none");
  name = G_VALUE_TYPE_NAME (value);
  if (G_VALUE_HOLDS_BOXED (value) && !G_VALUE_HOLDS (value, G_TYPE_ERROR) && g_value_get_boxed (value) == NULL)
    return g_strdup_printf ("%s NULL", name);
  if (G_VALUE_HOLDS (value, VALUE_ARRAY_TYPE))
    {
      text = describe_array (g_value_get_boxed (value));
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_VALUE))
    {
      text = describe (g_value_get_boxed (value));
      return g_strdup_printf ("any %s", text);
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_DATE_TIME))
    {
      text = g_date_time_format (g_value_get_boxed (value), "%Y-%m-%d %H:%M:%S.%f");
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_ERROR))
    {
      text = g_strdup_printf ("%08X", cpg_error_to_hresult (g_value_get_boxed (value)));
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    {
      text = g_strjoinv ("|", g_value_get_boxed (value));
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_BYTES))
    {
      gsize size;
      gconstpointer data = g_bytes_get_data (g_value_get_boxed (value), &size);

      text = g_strndup (size > 0 ? data : "", size);
    }
  else if (G_VALUE_HOLDS (value, G_TYPE_BYTE_ARRAY))
    {
      GByteArray *array = g_value_get_boxed (value);

      text = g_strndup ((char *) array->data, array->len);
    }
  else if (G_VALUE_HOLDS (value, CPG_TYPE_GUID))
    {
      text = cpg_guid_to_string (g_value_get_boxed (value));
    }
  else if (G_VALUE_HOLDS_VARIANT (value) && g_value_get_variant (value) != NULL)
    {
      text = g_variant_print (g_value_get_variant (value), TRUE);
    }
  else if (G_VALUE_HOLDS_STRING (value))
    {
      text = g_strdup (g_value_get_string (value) != NULL ? g_value_get_string (value) : "(null)");
    }
  else if (G_VALUE_HOLDS_FLOAT (value))
    {
      text = g_strdup_printf ("%g", (double) g_value_get_float (value));
    }
  else if (G_VALUE_HOLDS_DOUBLE (value))
    {
      text = g_strdup_printf ("%.17g", g_value_get_double (value));
    }
  else if (G_VALUE_HOLDS_ENUM (value))
    {
      text = g_strdup_printf ("%d", g_value_get_enum (value));
    }
  else if (G_VALUE_HOLDS_FLAGS (value))
    {
      text = g_strdup_printf ("%u", g_value_get_flags (value));
    }
  else
    {
      text = g_strdup_value_contents (value);
    }
  return g_strdup_printf ("%s %s", name, text);
}

static GPtrArray *made; /* (element-type GValue): values of the tables */

static void
value_free (gpointer data)
{
  if (G_IS_VALUE (data))
    g_value_unset (data);
  g_free (data);
}

static const GValue *
make (GType type, ...)
{
  GValue *value = g_new0 (GValue, 1);
  char *error = NULL;
  va_list args;

  if (made == NULL)
    made = g_ptr_array_new_with_free_func (value_free);
  g_ptr_array_add (made, value);
  if (type == G_TYPE_INVALID)
    return value;

  va_start (args, type);
  G_VALUE_COLLECT_INIT (value, type, args, 0, &error);
  va_end (args);
  g_assert_null (error);
  return value;
}

/* The value owns @boxed. */
static const GValue *
take (GType    type,
      gpointer boxed)
{
  const GValue *value = make (G_TYPE_INVALID);

  g_value_init ((GValue *) value, type);
  if (type == G_TYPE_VARIANT)
    g_value_take_variant ((GValue *) value, g_variant_ref_sink (boxed));
  else
    g_value_take_boxed ((GValue *) value, boxed);
  return value;
}

static const GValue *
variant (const char *text)
{
  return take (G_TYPE_VARIANT, g_variant_new_parsed (text));
}

#define assert_value(value, expected) \
  G_STMT_START { \
    g_autofree char *described = describe (value); \
    g_assert_cmpstr (described, ==, (expected)); \
  } G_STMT_END

#define assert_hresult(error, expected) \
  g_assert_cmphex (cpg_error_to_hresult (error), ==, (expected))

static void
teardown (void)
{
  g_clear_pointer (&made, g_ptr_array_unref);
  g_assert_cmpint (n_bstrs, ==, 0);
  g_assert_cmpint (n_blocks, ==, 0);
}

/* Natural --------------------------------------------------------------------- */

static void
check_natural (const CpgComDialect *dialect,
               const GValue        *value,
               guint                vt,
               const char          *expected)
{
  CpgComVariant self = { .vt = 99, .as_uint64 = G_MAXUINT64 };
  GValue back = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = cpg_com_variant_set (&self, dialect, value, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmphex (self.vt, ==, vt);
  done = cpg_com_variant_get (&self, dialect, &back, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  assert_value (&back, expected);

  g_value_unset (&back);
  cpg_com_variant_clear (&self, dialect);
  g_assert_cmphex (self.vt, ==, CPG_VT_EMPTY);
}

static void
test_natural (void)
{
  g_autoptr (CpgGuid) guid = cpg_guid_new ("01020304-0506-0708-090a-0b0c0d0e0f10", NULL);
  g_autoptr (GError) gone = cpg_error_new_from_hresult (0x80010108u);
  g_autoptr (GDateTime) date = g_date_time_new_local (2026, 11, 21, 12, 34, 56.789012);
  g_autoptr (GDateTime) early = g_date_time_new_local (1899, 12, 29, 6, 0, 0);
  const char *words[] = { "one", "zwei – 2", "", "\xf0\x9f\x98\x80", NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("bytes", 5);
  CpgByRef *box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_INT, 7);

  const struct { const GValue *value; guint vt; const char *expected; } table[] = {
    { make (G_TYPE_CHAR, -128),                    CPG_VT_I1,   "gchar -128" },
    { make (G_TYPE_UCHAR, 255),                    CPG_VT_UI1,  "guchar 255" },
    { make (G_TYPE_INT, G_MININT),                 CPG_VT_I4,   "gint -2147483648" },
    { make (G_TYPE_UINT, G_MAXUINT),               CPG_VT_UI4,  "guint 4294967295" },
    { make (G_TYPE_LONG, G_MINLONG),               CPG_VT_I8,
      sizeof (long) == 8 ? "gint64 -9223372036854775808" : "gint64 -2147483648" },
    { make (G_TYPE_ULONG, G_MAXULONG),             CPG_VT_UI8,
      sizeof (long) == 8 ? "guint64 18446744073709551615" : "guint64 4294967295" },
    { make (G_TYPE_INT64, G_MININT64),             CPG_VT_I8,   "gint64 -9223372036854775808" },
    { make (G_TYPE_UINT64, G_MAXUINT64),           CPG_VT_UI8,  "guint64 18446744073709551615" },
    { make (G_TYPE_FLOAT, 1.5),                    CPG_VT_R4,   "gfloat 1.5" },
    { make (G_TYPE_DOUBLE, 0.1),                   CPG_VT_R8,   "gdouble 0.10000000000000001" },
    { make (G_TYPE_BOOLEAN, TRUE),                 CPG_VT_BOOL, "gboolean TRUE" },
    { make (G_TYPE_BOOLEAN, FALSE),                CPG_VT_BOOL, "gboolean FALSE" },
    { make (color_get_type (), COLOR_ODD),         CPG_VT_I4,   "gint -3" },
    { make (edges_get_type (), EDGE_LAST),         CPG_VT_UI4,  "guint 2147483648" },
    { make (G_TYPE_STRING, "Ärger \xf0\x9f\x98\x80"), CPG_VT_BSTR, "gchararray Ärger \xf0\x9f\x98\x80" },
    { make (G_TYPE_STRING, ""),                    CPG_VT_BSTR, "gchararray " },
    { make (G_TYPE_STRING, NULL),                  CPG_VT_BSTR, "gchararray " },
    { make (G_TYPE_STRING, "bad \xff end"),        CPG_VT_BSTR, "gchararray bad \xef\xbf\xbd end" },
    { make (CPG_TYPE_GUID, guid),                  CPG_VT_BSTR, "gchararray {01020304-0506-0708-090a-0b0c0d0e0f10}" },
    { make (G_TYPE_DATE_TIME, date),               CPG_VT_DATE, "GDateTime 2026-11-21 12:34:56.789012" },
    { make (G_TYPE_DATE_TIME, early),              CPG_VT_DATE, "GDateTime 1899-12-29 06:00:00.000000" },
    { make (G_TYPE_DATE_TIME, NULL),               CPG_VT_NULL, "gpointer NULL" },
    { make (G_TYPE_ERROR, gone),                   CPG_VT_ERROR, "GError 80010108" },
    { make (G_TYPE_ERROR, NULL),                   CPG_VT_ERROR, "GError 00000000" },
    { make (G_TYPE_POINTER, NULL),                 CPG_VT_NULL, "gpointer NULL" },
    { make (G_TYPE_INVALID),                       CPG_VT_EMPTY, "gpointer NULL" },
    { make (G_TYPE_VALUE, make (G_TYPE_INT, 3)),   CPG_VT_I4,   "gint 3" },
    { make (G_TYPE_VALUE, NULL),                   CPG_VT_EMPTY, "gpointer NULL" },
    { take (CPG_TYPE_BY_REF, box),                 CPG_VT_I4,   "gint 7" },
    { make (G_TYPE_STRV, words),                   CPG_VT_ARRAY | CPG_VT_BSTR,
      "GStrv one|zwei – 2||\xf0\x9f\x98\x80" },
    { make (G_TYPE_BYTES, bytes),                  CPG_VT_ARRAY | CPG_VT_UI1, "GVariant [byte 0x62, 0x79, 0x74, 0x65, 0x73]" },
    { take (G_TYPE_BYTE_ARRAY, g_byte_array_append (g_byte_array_new (), (guint8 *) "ab", 2)),
      CPG_VT_ARRAY | CPG_VT_UI1,                   "GVariant [byte 0x61, 0x62]" },
    { take (VALUE_ARRAY_TYPE, array_new (make (G_TYPE_INT, 1), make (G_TYPE_STRING, "b"),
                                         make (G_TYPE_POINTER, NULL), NULL)),
      CPG_VT_ARRAY | CPG_VT_VARIANT,               "GValueArray [gint 1, gchararray b, gpointer NULL]" },
    { make (G_TYPE_VARIANT, NULL),                 CPG_VT_NULL, "gpointer NULL" },
    { variant ("true"),                            CPG_VT_BOOL, "gboolean TRUE" },
    { variant ("byte 0x05"),                       CPG_VT_UI1,  "guchar 5" },
    { variant ("int16 -5"),                        CPG_VT_I2,   "gint -5" },
    { variant ("uint16 65535"),                    CPG_VT_UI2,  "guint 65535" },
    { variant ("-5"),                              CPG_VT_I4,   "gint -5" },
    { variant ("uint32 5"),                        CPG_VT_UI4,  "guint 5" },
    { variant ("int64 -5"),                        CPG_VT_I8,   "gint64 -5" },
    { variant ("uint64 5"),                        CPG_VT_UI8,  "guint64 5" },
    { variant ("0.5"),                             CPG_VT_R8,   "gdouble 0.5" },
    { variant ("'text'"),                          CPG_VT_BSTR, "gchararray text" },
    { variant ("objectpath '/a/b'"),               CPG_VT_BSTR, "gchararray /a/b" },
    { variant ("<<'deep'>>"),                      CPG_VT_BSTR, "gchararray deep" },
    { variant ("@ms nothing"),                     CPG_VT_NULL, "gpointer NULL" },
    { variant ("just 5"),                          CPG_VT_I4,   "gint 5" },
    { variant ("[true, false]"),                   CPG_VT_ARRAY | CPG_VT_BOOL, "GVariant [true, false]" },
    { variant ("[int16 1, -2]"),                   CPG_VT_ARRAY | CPG_VT_I2, "GVariant [int16 1, -2]" },
    { variant ("[uint16 1, 2]"),                   CPG_VT_ARRAY | CPG_VT_UI2, "GVariant [uint16 1, 2]" },
    { variant ("[1, -2, 3]"),                      CPG_VT_ARRAY | CPG_VT_I4, "GVariant [1, -2, 3]" },
    { variant ("@ai []"),                          CPG_VT_ARRAY | CPG_VT_I4, "GVariant @ai []" },
    { variant ("[uint32 7]"),                      CPG_VT_ARRAY | CPG_VT_UI4, "GVariant [uint32 7]" },
    { variant ("[int64 7]"),                       CPG_VT_ARRAY | CPG_VT_I8, "GVariant [int64 7]" },
    { variant ("[uint64 7]"),                      CPG_VT_ARRAY | CPG_VT_UI8, "GVariant [uint64 7]" },
    { variant ("[0.5, 2.5]"),                      CPG_VT_ARRAY | CPG_VT_R8, "GVariant [0.5, 2.5]" },
    { variant ("['a', 'b']"),                      CPG_VT_ARRAY | CPG_VT_BSTR, "GStrv a|b" },
    { variant ("[<1>, <'b'>, <@ms nothing>, <[true]>]"), CPG_VT_ARRAY | CPG_VT_VARIANT,
      "GValueArray [gint 1, gchararray b, gpointer NULL, GVariant [true]]" },
  };

  for (guint i = 0; get_dialect (i) != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (table); j++)
      check_natural (get_dialect (i), table[j].value, table[j].vt, table[j].expected);
  teardown ();
}

/* What is no VARIANT. */
static void
test_refused (void)
{
  static int anything;
  const GValue *table[] = {
    make (G_TYPE_POINTER, &anything),
    make (G_TYPE_GTYPE, G_TYPE_INT),
    make (G_TYPE_PARAM, NULL),
    variant ("(1, 2)"),
    variant ("{'a': <1>}"),
    variant ("[[1], [2]]"),
    variant ("handle 1"),
    variant ("[handle 1]"),
    take (VALUE_ARRAY_TYPE, array_new (make (G_TYPE_STRING, "owned"), make (G_TYPE_POINTER, &anything), NULL)),
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CpgComVariant self = { .vt = 99 };
      g_autoptr (GError) error = NULL;

      g_assert_false (cpg_com_variant_set (&self, &theirs, table[i], &error));
      assert_hresult (error, CPG_DISP_E_TYPEMISMATCH);
      g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, G_VALUE_TYPE_NAME (table[i])));
      g_assert_cmphex (self.vt, ==, CPG_VT_EMPTY);
    }
  teardown ();
}

/* To a type -------------------------------------------------------------------- */

typedef struct {
  guint       vt;
  gint64      number;   /* the bits; of VT_R4 and VT_R8 and VT_DATE, thousandths */
  GType       type;     /* G_TYPE_INVALID: the natural one */
  const char *expected; /* NULL: an error */
  guint32     hresult;
} Load;

static void
variant_init (CpgComVariant *self,
              guint          vt,
              gint64         number)
{
  memset (self, 0, sizeof *self);
  self->vt = (guint16) vt;
  self->as_uint64 = (guint64) number;
  if (vt == CPG_VT_R4)
    self->as_float = (float) number / 1000.0f;
  else if (vt == CPG_VT_R8 || vt == CPG_VT_DATE)
    self->as_double = (double) number / 1000.0;
}

static void
check_load (const CpgComVariant *self,
            const Load          *row)
{
  GValue value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;

  g_test_message ("%x %" G_GINT64_FORMAT " to %s", row->vt, row->number, g_type_name (row->type));
  if (row->type != G_TYPE_INVALID)
    g_value_init (&value, row->type);
  before = describe (&value);

  if (row->expected != NULL)
    {
      g_assert_true (cpg_com_variant_get (self, native, &value, &error));
      g_assert_no_error (error);
      assert_value (&value, row->expected);
    }
  else
    {
      g_assert_false (cpg_com_variant_get (self, native, &value, &error));
      assert_hresult (error, row->hresult);
      assert_value (&value, before);
    }
  if (G_IS_VALUE (&value))
    g_value_unset (&value);
}

static void
test_load (void)
{
  const GType NONE = G_TYPE_INVALID, I = G_TYPE_INT, U = G_TYPE_UINT, D = G_TYPE_DOUBLE, S = G_TYPE_STRING;
  const GType B = G_TYPE_BOOLEAN, V = G_TYPE_VARIANT;
  const guint32 OVERFLOWS = CPG_DISP_E_OVERFLOW, MISMATCH = CPG_DISP_E_TYPEMISMATCH;
  const Load table[] = {
    { CPG_VT_EMPTY, 0, NONE, "gpointer NULL" },
    { CPG_VT_EMPTY, 0, I, "gint 0" },
    { CPG_VT_EMPTY, 0, S, "gchararray (null)" },
    { CPG_VT_EMPTY, 0, G_TYPE_OBJECT, "GObject NULL" },
    { CPG_VT_EMPTY, 0, G_TYPE_VALUE, "any gpointer NULL" },
    { CPG_VT_NULL, 0, NONE, "gpointer NULL" },
    { CPG_VT_NULL, 0, I, NULL, MISMATCH },
    { CPG_VT_NULL, 0, B, NULL, MISMATCH },
    { CPG_VT_NULL, 0, S, "gchararray (null)" },
    { CPG_VT_NULL, 0, G_TYPE_OBJECT, "GObject NULL" },
    { CPG_VT_NULL, 0, V, "GVariant @mv nothing" },
    { CPG_VT_I1, -1, NONE, "gchar -1" },
    { CPG_VT_I1, -1, I, "gint -1" },
    { CPG_VT_I1, -1, U, NULL, OVERFLOWS },
    { CPG_VT_I1, -1, V, "GVariant int16 -1" },
    { CPG_VT_UI1, 200, NONE, "guchar 200" },
    { CPG_VT_UI1, 200, G_TYPE_CHAR, NULL, OVERFLOWS },
    { CPG_VT_I2, -300, NONE, "gint -300" },
    { CPG_VT_I2, -300, G_TYPE_CHAR, NULL, OVERFLOWS },
    { CPG_VT_I2, -300, V, "GVariant int16 -300" },
    { CPG_VT_UI2, 65535, NONE, "guint 65535" },
    { CPG_VT_UI2, 65535, V, "GVariant uint16 65535" },
    { CPG_VT_I4, -1, NONE, "gint -1" },
    { CPG_VT_I4, -1, G_TYPE_INT64, "gint64 -1" },
    { CPG_VT_I4, -1, G_TYPE_UINT64, NULL, OVERFLOWS },
    { CPG_VT_I4, 2, B, "gboolean TRUE" },
    { CPG_VT_I4, 0, B, "gboolean FALSE" },
    { CPG_VT_I4, 5, S, NULL, MISMATCH },
    { CPG_VT_I4, 5, G_TYPE_OBJECT, NULL, MISMATCH },
    { CPG_VT_I4, 5, G_TYPE_POINTER, NULL, MISMATCH },
    { CPG_VT_I4, 5, G_TYPE_STRV, NULL, MISMATCH },
    { CPG_VT_I4, 5, D, "gdouble 5" },
    { CPG_VT_I4, 5, G_TYPE_VALUE, "any gint 5" },
    { CPG_VT_I4, 5, V, "GVariant 5" },
    { CPG_VT_I4, 7, color_get_type (), "TestColor 7" },
    { CPG_VT_I4, G_MININT32, edges_get_type (), "TestEdges 2147483648" },
    { CPG_VT_UI4, 0x80000000u, edges_get_type (), "TestEdges 2147483648" },
    { CPG_VT_UI4, 0x80000000u, color_get_type (), NULL, OVERFLOWS },
    { CPG_VT_UI4, 0x80000000u, I, NULL, OVERFLOWS },
    { CPG_VT_UI4, 0x80000000u, NONE, "guint 2147483648" },
    { CPG_VT_INT, -7, NONE, "gint -7" },
    { CPG_VT_UINT, 7, NONE, "guint 7" },
    { CPG_VT_I8, G_GINT64_CONSTANT (1) << 40, I, NULL, OVERFLOWS },
    { CPG_VT_I8, G_GINT64_CONSTANT (1) << 40, color_get_type (), NULL, OVERFLOWS },
    { CPG_VT_I8, G_GINT64_CONSTANT (1) << 40, edges_get_type (), NULL, OVERFLOWS },
    { CPG_VT_I8, -5, NONE, "gint64 -5" },
    { CPG_VT_I8, -5, G_TYPE_LONG, "glong -5" },
    { CPG_VT_UI8, -1, NONE, "guint64 18446744073709551615" },
    { CPG_VT_UI8, -1, G_TYPE_INT64, NULL, OVERFLOWS },
    { CPG_VT_R4, 1500, NONE, "gfloat 1.5" },
    { CPG_VT_R4, 1500, I, NULL, OVERFLOWS },
    { CPG_VT_R4, 2000, I, "gint 2" },
    { CPG_VT_R4, 1500, V, "GVariant 1.5" },
    { CPG_VT_R8, 2500, NONE, "gdouble 2.5" },
    { CPG_VT_R8, 2500, G_TYPE_FLOAT, "gfloat 2.5" },
    { CPG_VT_R8, 2500, color_get_type (), NULL, OVERFLOWS },
    { CPG_VT_BOOL, -1, NONE, "gboolean TRUE" },
    { CPG_VT_BOOL, 1, NONE, "gboolean TRUE" },
    { CPG_VT_BOOL, 0, NONE, "gboolean FALSE" },
    { CPG_VT_BOOL, 0x10000, NONE, "gboolean FALSE" },
    { CPG_VT_BOOL, -1, I, NULL, MISMATCH },
    { CPG_VT_CY, 123456, NONE, "gdouble 12.345599999999999" },
    { CPG_VT_CY, 123456, S, "gchararray 12.3456" },
    { CPG_VT_CY, -5, S, "gchararray -0.0005" },
    { CPG_VT_CY, G_MININT64, S, "gchararray -922337203685477.5808" },
    { CPG_VT_CY, 120000, I, "gint 12" },
    { CPG_VT_CY, -120000, G_TYPE_INT64, "gint64 -12" },
    { CPG_VT_CY, -120000, color_get_type (), "TestColor -12" },
    { CPG_VT_CY, -120000, U, NULL, OVERFLOWS },
    { CPG_VT_CY, 123456, I, NULL, OVERFLOWS },
    { CPG_VT_CY, 123456, V, "GVariant 12.345599999999999" },
    { CPG_VT_CY, 123456, G_TYPE_OBJECT, NULL, MISMATCH },
    { CPG_VT_DATE, 500, NONE, "GDateTime 1899-12-30 12:00:00.000000" },
    { CPG_VT_DATE, -250, NONE, "GDateTime 1899-12-30 06:00:00.000000" },
    { CPG_VT_DATE, -1250, NONE, "GDateTime 1899-12-29 06:00:00.000000" },
    { CPG_VT_DATE, 36526500, NONE, "GDateTime 2000-01-01 12:00:00.000000" },
    { CPG_VT_DATE, -657434000, NONE, "GDateTime 100-01-01 00:00:00.000000" },
    { CPG_VT_DATE, G_GINT64_CONSTANT (2958465999), NONE, "GDateTime 9999-12-31 23:58:33.599986" },
    { CPG_VT_DATE, G_GINT64_CONSTANT (2958466000), NONE, NULL, OVERFLOWS },
    { CPG_VT_DATE, G_GINT64_CONSTANT (-657435000), NONE, NULL, OVERFLOWS },
    { CPG_VT_DATE, 1250, D, "gdouble 1.25" },
    { CPG_VT_DATE, 1250, S, NULL, MISMATCH },
    { CPG_VT_DATE, 1250, V, NULL, MISMATCH },
    { CPG_VT_ERROR, 0x80004005u, NONE, "GError 80004005" },
    { CPG_VT_ERROR, 0x80004005u, I, "gint -2147467259" },
    { CPG_VT_ERROR, 0x80004005u, U, "guint 2147500037" },
    { CPG_VT_ERROR, 0x80004005u, S, NULL, MISMATCH },
    { CPG_VT_ERROR, 0, NONE, "GError 00000000" },
    { CPG_VT_BSTR, 0, NONE, "gchararray " },
    { CPG_VT_BSTR, 0, S, "gchararray " },
    { CPG_VT_BSTR, 0, I, NULL, MISMATCH },
    { CPG_VT_BSTR, 0, V, "GVariant ''" },
    { CPG_VT_BSTR, 0, CPG_TYPE_GUID, NULL, MISMATCH },
    { CPG_VT_UNKNOWN, 0, NONE, "GObject NULL" },
    { CPG_VT_DISPATCH, 0, G_TYPE_OBJECT, "GObject NULL" },
    { CPG_VT_DISPATCH, 0, I, NULL, MISMATCH },
    { CPG_VT_DISPATCH, 0, V, NULL, MISMATCH },
    { CPG_VT_ARRAY | CPG_VT_BSTR, 0, NONE, "GStrv " },
    { CPG_VT_ARRAY | CPG_VT_I4, 0, NONE, "GVariant @ai []" },
    { CPG_VT_ARRAY | CPG_VT_VARIANT, 0, NONE, "GValueArray []" },
    { CPG_VT_ARRAY | CPG_VT_UI1, 0, G_TYPE_BYTES, "GBytes " },
    { CPG_VT_ARRAY | CPG_VT_I4, 0, I, NULL, MISMATCH },
    /* What makes no sense. */
    { CPG_VT_VARIANT, 0, NONE, NULL, CPG_DISP_E_BADVARTYPE },
    { CPG_VT_RECORD, 0, NONE, NULL, CPG_DISP_E_BADVARTYPE },
    { CPG_VT_LPWSTR, 0, NONE, NULL, CPG_DISP_E_BADVARTYPE },
    { 15, 0, NONE, NULL, CPG_DISP_E_BADVARTYPE },
    { 0xfff, 0, NONE, NULL, CPG_DISP_E_BADVARTYPE },
    { 0x1000 | CPG_VT_I4, 0, NONE, NULL, CPG_DISP_E_BADVARTYPE },
    { 0x8000 | CPG_VT_I4, 0, NONE, NULL, CPG_DISP_E_BADVARTYPE },
    { CPG_VT_ARRAY, 0, NONE, NULL, CPG_DISP_E_BADVARTYPE },
    { CPG_VT_ARRAY | CPG_VT_NULL, 0, NONE, NULL, CPG_DISP_E_BADVARTYPE },
    { CPG_VT_BYREF | CPG_VT_I4, 0, NONE, NULL, CPG_E_POINTER },
    { CPG_VT_BYREF | CPG_VT_VARIANT, 0, NONE, NULL, CPG_E_POINTER },
    { CPG_VT_BYREF | CPG_VT_ARRAY | CPG_VT_I4, 0, NONE, NULL, CPG_E_POINTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CpgComVariant self, by_ref = { 0 }, by_ref_ref = { 0 };

      variant_init (&self, table[i].vt, table[i].number);
      check_load (&self, &table[i]);
      if (self.vt & CPG_VT_BYREF)
        continue;

      /* The same by reference, by the two ways there are. */
      by_ref_ref.vt = CPG_VT_BYREF | CPG_VT_VARIANT;
      by_ref_ref.as_pointer = &self;
      check_load (&by_ref_ref, &table[i]);
      if (self.vt != CPG_VT_EMPTY && self.vt != CPG_VT_NULL && self.vt != CPG_VT_VARIANT)
        {
          by_ref.vt = self.vt | CPG_VT_BYREF;
          by_ref.as_pointer = &self.as_uint64;
          check_load (&by_ref, &table[i]);
          by_ref_ref.as_pointer = &by_ref;
          check_load (&by_ref_ref, &table[i]);
        }
    }
  teardown ();
}

static void
test_decimal (void)
{
  static const struct { guint8 scale; guint8 sign; guint32 high; guint64 low; GType type; const char *expected; } table[] = {
    { 0, 0, 0, 0, G_TYPE_STRING, "gchararray 0" },
    { 28, 0x80, 0, 1, G_TYPE_STRING, "gchararray -0.0000000000000000000000000001" },
    { 2, 0, 0, 12300, G_TYPE_STRING, "gchararray 123" },
    { 2, 0, 0, 12345, G_TYPE_STRING, "gchararray 123.45" },
    { 0, 0, G_MAXUINT32, G_MAXUINT64, G_TYPE_STRING, "gchararray 79228162514264337593543950335" },
    { 2, 0, 0, 12300, G_TYPE_INT, "gint 123" },
    { 2, 0, 0, 12345, G_TYPE_INT, NULL },
    { 0, 0, 1, 0, G_TYPE_UINT64, NULL },
    { 0, 0, 0, G_MAXUINT64, G_TYPE_UINT64, "guint64 18446744073709551615" },
    { 1, 0, 0, 5, G_TYPE_INVALID, "gdouble 0.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CpgComVariant self = { 0 };
      CpgComDecimal *decimal = (CpgComDecimal *) &self;
      Load row = { CPG_VT_DECIMAL, i, table[i].type, table[i].expected, CPG_DISP_E_OVERFLOW };

      decimal->scale = table[i].scale;
      decimal->sign = table[i].sign;
      decimal->high = table[i].high;
      decimal->low = table[i].low;
      self.vt = CPG_VT_DECIMAL;
      check_load (&self, &row);
    }

  /* What is none. */
  for (guint i = 0; i < 2; i++)
    {
      CpgComVariant self = { 0 };
      Load row = { CPG_VT_DECIMAL, 0, G_TYPE_INVALID, NULL, CPG_E_INVALIDARG };

      ((CpgComDecimal *) &self)->scale = i == 0 ? 29 : 0;
      ((CpgComDecimal *) &self)->sign = i == 0 ? 0 : 1;
      self.vt = CPG_VT_DECIMAL;
      check_load (&self, &row);
    }
}

/* By reference ------------------------------------------------------------------ */

/* What is written takes the type that is there. */
static void
test_write_back (void)
{
  const GValue *strv = variant ("['x', 'y']");
  const struct { guint vt; const GValue *value; const char *expected; guint32 hresult; } table[] = {
    { CPG_VT_I1, make (G_TYPE_INT, -128), "gchar -128" },
    { CPG_VT_I1, make (G_TYPE_INT, 128), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_UI1, make (G_TYPE_INT, 255), "guchar 255" },
    { CPG_VT_UI1, make (G_TYPE_INT, -1), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_I2, make (G_TYPE_INT, -32768), "gint -32768" },
    { CPG_VT_I2, make (G_TYPE_DOUBLE, 32768.0), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_UI2, make (G_TYPE_INT64, G_GINT64_CONSTANT (65535)), "guint 65535" },
    { CPG_VT_UI2, make (G_TYPE_INT64, G_GINT64_CONSTANT (65536)), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_I4, make (G_TYPE_DOUBLE, -3.0), "gint -3" },
    { CPG_VT_I4, make (G_TYPE_DOUBLE, 3.5), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_I4, make (G_TYPE_DOUBLE, (double) NAN), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_I4, make (G_TYPE_STRING, "3"), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_I4, make (G_TYPE_BOOLEAN, TRUE), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_I4, make (edges_get_type (), EDGE_LAST), "gint -2147483648" },
    { CPG_VT_I4, variant ("int64 5"), "gint 5" },
    { CPG_VT_UI4, make (G_TYPE_INT, -1), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_INT, make (color_get_type (), COLOR_BLUE), "gint 7" },
    { CPG_VT_UINT, make (G_TYPE_UINT, 7), "guint 7" },
    { CPG_VT_I8, make (G_TYPE_UINT64, G_MAXUINT64), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_I8, make (G_TYPE_DOUBLE, 9223372036854775808.0), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_I8, make (G_TYPE_DOUBLE, -9223372036854775808.0), "gint64 -9223372036854775808" },
    { CPG_VT_UI8, make (G_TYPE_DOUBLE, 9223372036854775808.0), "guint64 9223372036854775808" },
    { CPG_VT_UI8, make (G_TYPE_DOUBLE, 18446744073709551616.0), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_UI8, make (G_TYPE_DOUBLE, -1.0), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_R4, make (G_TYPE_INT, 2), "gfloat 2" },
    { CPG_VT_R4, make (G_TYPE_DOUBLE, 1e300), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_R4, make (G_TYPE_DOUBLE, (double) INFINITY), "gfloat inf" },
    { CPG_VT_R8, make (G_TYPE_FLOAT, 0.5), "gdouble 0.5" },
    { CPG_VT_R8, make (G_TYPE_STRING, "0.5"), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_BOOL, make (G_TYPE_BOOLEAN, TRUE), "gboolean TRUE" },
    { CPG_VT_BOOL, make (G_TYPE_INT, 256), "gboolean TRUE" },
    { CPG_VT_BOOL, make (G_TYPE_STRING, "yes"), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_CY, make (G_TYPE_DOUBLE, 0.1), "gdouble 0.10000000000000001" },
    { CPG_VT_CY, make (G_TYPE_DOUBLE, 0.00001), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_CY, make (G_TYPE_DOUBLE, 1e300), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_CY, make (G_TYPE_DOUBLE, 1e-300), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_CY, make (G_TYPE_DOUBLE, (double) NAN), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_CY, make (G_TYPE_STRING, "922337203685477.5807"), "gchararray 922337203685477.5807" },
    { CPG_VT_CY, make (G_TYPE_STRING, "922337203685477.5808"), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_CY, make (G_TYPE_STRING, "-922337203685477.5808"), "gchararray -922337203685477.5808" },
    { CPG_VT_CY, make (G_TYPE_STRING, "much"), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_CY, make (G_TYPE_STRING, ""), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_CY, make (G_TYPE_INT64, G_MAXINT64), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_DECIMAL, make (G_TYPE_STRING, "-1.50"), "gdouble -1.5" },
    { CPG_VT_DECIMAL, make (G_TYPE_UINT64, G_MAXUINT64), "gchararray 18446744073709551615" },
    { CPG_VT_DECIMAL, make (G_TYPE_DOUBLE, 1e20), "gdouble 1e+20" },
    { CPG_VT_DECIMAL, make (G_TYPE_DOUBLE, 1e40), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_DATE, make (G_TYPE_DOUBLE, 0.5), "GDateTime 1899-12-30 12:00:00.000000" },
    { CPG_VT_DATE, make (G_TYPE_STRING, "today"), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_ERROR, make (G_TYPE_INT, (int) 0x80004005u), "GError 80004005" },
    { CPG_VT_BSTR, make (G_TYPE_STRING, "neu"), "gchararray neu" },
    { CPG_VT_BSTR, make (G_TYPE_STRING, NULL), "gchararray " },
    { CPG_VT_BSTR, make (G_TYPE_POINTER, NULL), "gchararray " },
    { CPG_VT_BSTR, make (G_TYPE_INT, 5), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_DISPATCH, make (G_TYPE_OBJECT, NULL), "GObject NULL" },
    { CPG_VT_UNKNOWN, make (G_TYPE_POINTER, NULL), "GObject NULL" },
    { CPG_VT_UNKNOWN, make (G_TYPE_INT, 1), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_ARRAY | CPG_VT_BSTR, strv, "GStrv x|y" },
    { CPG_VT_ARRAY | CPG_VT_VARIANT, strv, "GValueArray [gchararray x, gchararray y]" },
    { CPG_VT_ARRAY | CPG_VT_I4, strv, NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_ARRAY | CPG_VT_UI1, variant ("[1, 2, 255]"), "GVariant [byte 0x01, 0x02, 0xff]" },
    { CPG_VT_ARRAY | CPG_VT_UI1, variant ("[1, 2, 256]"), NULL, CPG_DISP_E_OVERFLOW },
    { CPG_VT_ARRAY | CPG_VT_I1, variant ("[int16 -1]"), "GVariant [int16 -1]" },
    { CPG_VT_ARRAY | CPG_VT_R4, variant ("[0.5]"), "GVariant [0.5]" },
    { CPG_VT_ARRAY | CPG_VT_CY, variant ("[0.5, 1.5]"), "GValueArray [gdouble 0.5, gdouble 1.5]" },
    { CPG_VT_ARRAY | CPG_VT_DECIMAL, variant ("[0.5, 1.5]"), "GValueArray [gdouble 0.5, gdouble 1.5]" },
    { CPG_VT_ARRAY | CPG_VT_DATE, variant ("[0.5]"), "GValueArray [GDateTime 1899-12-30 12:00:00.000000]" },
    { CPG_VT_ARRAY | CPG_VT_ERROR, variant ("[1]"), "GValueArray [GError 00000000]" },
    { CPG_VT_ARRAY | CPG_VT_BOOL, variant ("[true]"), "GVariant [true]" },
    { CPG_VT_ARRAY | CPG_VT_UNKNOWN, make (G_TYPE_POINTER, NULL), "GValueArray []" },
    { CPG_VT_ARRAY | CPG_VT_I4, make (G_TYPE_INT, 1), NULL, CPG_DISP_E_TYPEMISMATCH },
    { CPG_VT_RECORD, make (G_TYPE_INT, 1), NULL, CPG_DISP_E_BADVARTYPE },
  };

  for (guint i = 0; get_dialect (i) != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (table); j++)
      {
        const CpgComDialect *dialect = get_dialect (i);
        CpgComVariant cell = { 0 }, by_ref = { 0 };
        gpointer where = table[j].vt == CPG_VT_DECIMAL ? (gpointer) &cell : (gpointer) &cell.as_uint64;
        GValue back = G_VALUE_INIT;
        g_autoptr (GError) error = NULL;

        g_test_message ("row %u in %s", j, dialect->name);
        /* Something to be released. */
        if (table[j].vt == CPG_VT_BSTR)
          cell.as_pointer = cpg_com_bstr_new (dialect, "alt");
        else if (table[j].vt == (CPG_VT_ARRAY | CPG_VT_BSTR))
          cpg_com_vt_store (table[j].vt, where, dialect, strv);

        by_ref.vt = (guint16) (table[j].vt | CPG_VT_BYREF);
        by_ref.as_pointer = where;
        if (table[j].expected != NULL)
          {
            g_assert_true (cpg_com_variant_write_back (&by_ref, dialect, table[j].value, &error));
            g_assert_no_error (error);
            g_assert_true (cpg_com_variant_get (&by_ref, dialect, &back, &error));
            g_assert_no_error (error);
            assert_value (&back, table[j].expected);
            g_value_unset (&back);
          }
        else
          {
            g_assert_false (cpg_com_variant_write_back (&by_ref, dialect, table[j].value, &error));
            assert_hresult (error, table[j].hresult);
            if (table[j].vt == CPG_VT_BSTR)
              {
                g_assert_true (cpg_com_variant_get (&by_ref, dialect, &back, NULL));
                assert_value (&back, "gchararray alt");
                g_value_unset (&back);
              }
          }
        cpg_com_vt_drop (table[j].vt, where, dialect);
      }
  teardown ();
}

/* In a VARIANT that may be any, what is there says what comes, if it fits. */
static void
test_write_back_any (void)
{
  const struct { const GValue *before; const GValue *value; guint vt; const char *expected; } table[] = {
    { make (G_TYPE_BOOLEAN, FALSE), make (G_TYPE_INT, 1), CPG_VT_BOOL, "gboolean TRUE" },
    { make (G_TYPE_BOOLEAN, TRUE), make (G_TYPE_INT, 5), CPG_VT_I4, "gint 5" },
    { make (G_TYPE_BOOLEAN, TRUE), make (G_TYPE_DOUBLE, 0.5), CPG_VT_R8, "gdouble 0.5" },
    { make (G_TYPE_FLOAT, 1.5), make (G_TYPE_DOUBLE, 2.5), CPG_VT_R4, "gfloat 2.5" },
    { make (G_TYPE_FLOAT, 1.5), make (G_TYPE_DOUBLE, 0.1), CPG_VT_R8, "gdouble 0.10000000000000001" },
    { make (G_TYPE_INT, 1), make (G_TYPE_DOUBLE, 3.0), CPG_VT_I4, "gint 3" },
    { make (G_TYPE_INT, 1), make (G_TYPE_DOUBLE, 3.5), CPG_VT_R8, "gdouble 3.5" },
    { make (G_TYPE_STRING, "a"), make (G_TYPE_INT, 3), CPG_VT_I4, "gint 3" },
    { make (G_TYPE_STRING, "a"), make (G_TYPE_STRING, "b"), CPG_VT_BSTR, "gchararray b" },
    { make (G_TYPE_INVALID), make (G_TYPE_STRING, "b"), CPG_VT_BSTR, "gchararray b" },
    { make (G_TYPE_POINTER, NULL), make (G_TYPE_CHAR, 5), CPG_VT_I1, "gchar 5" },
    { make (G_TYPE_STRING, "a"), variant ("[1]"), CPG_VT_ARRAY | CPG_VT_I4, "GVariant [1]" },
    { variant ("['a']"), variant ("[1]"), CPG_VT_ARRAY | CPG_VT_I4, "GVariant [1]" },
  };
  CpgComVariant self = { 0 }, inner = { 0 }, outer = { 0 };
  g_autoptr (GError) error = NULL;
  int number = 5;

  for (guint i = 0; get_dialect (i) != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (table); j++)
      {
        const CpgComDialect *dialect = get_dialect (i);
        GValue back = G_VALUE_INIT;

        g_assert_true (cpg_com_variant_set (&inner, dialect, table[j].before, NULL));
        cpg_com_variant_refer (&self, &inner, TRUE);
        g_assert_cmphex (self.vt, ==, CPG_VT_BYREF | CPG_VT_VARIANT);
        g_assert_true (cpg_com_variant_write_back (&self, dialect, table[j].value, &error));
        g_assert_no_error (error);
        g_assert_cmphex (inner.vt, ==, table[j].vt);
        g_assert_true (cpg_com_variant_get (&self, dialect, &back, NULL));
        assert_value (&back, table[j].expected);
        g_value_unset (&back);
        cpg_com_variant_clear (&self, dialect); /* nothing of its own */
        cpg_com_variant_clear (&inner, dialect);
      }

  /* Through two references; what is not any is written as it is there. */
  inner.vt = CPG_VT_BYREF | CPG_VT_I4;
  inner.as_pointer = &number;
  outer.vt = CPG_VT_BYREF | CPG_VT_VARIANT;
  outer.as_pointer = &inner;
  g_assert_true (cpg_com_variant_write_back (&outer, native, make (G_TYPE_INT, 8), &error));
  g_assert_cmpint (number, ==, 8);
  g_assert_false (cpg_com_variant_write_back (&outer, native, make (G_TYPE_STRING, "8"), &error));
  assert_hresult (error, CPG_DISP_E_TYPEMISMATCH);
  g_clear_error (&error);

  /* What can't be written stays. */
  cpg_com_variant_set (&inner, native, make (G_TYPE_STRING, "stays"), NULL);
  g_assert_false (cpg_com_variant_write_back (&outer, native, make (G_TYPE_GTYPE, G_TYPE_INT), &error));
  assert_hresult (error, CPG_DISP_E_TYPEMISMATCH);
  g_clear_error (&error);
  g_assert_cmphex (inner.vt, ==, CPG_VT_BSTR);
  cpg_com_variant_clear (&inner, native);

  /* Whatever was there, a VARIANT it is. */
  inner.vt = CPG_VT_RECORD;
  g_assert_true (cpg_com_variant_write_back (&outer, native, make (G_TYPE_INT, 8), &error));
  g_assert_cmphex (inner.vt, ==, CPG_VT_I4);

  /* No reference; a reference to nothing; one to itself. */
  g_assert_false (cpg_com_variant_write_back (&inner, native, make (G_TYPE_INT, 8), &error));
  assert_hresult (error, CPG_DISP_E_TYPEMISMATCH);
  g_clear_error (&error);
  outer.as_pointer = NULL;
  g_assert_false (cpg_com_variant_write_back (&outer, native, make (G_TYPE_INT, 8), &error));
  assert_hresult (error, CPG_E_POINTER);
  g_clear_error (&error);
  outer.as_pointer = &outer;
  g_assert_false (cpg_com_variant_write_back (&outer, native, make (G_TYPE_INT, 8), &error));
  assert_hresult (error, CPG_E_INVALIDARG);
  g_clear_error (&error);
  g_assert_false (cpg_com_variant_get (&outer, native, (GValue *) make (G_TYPE_INVALID), &error));
  assert_hresult (error, CPG_E_INVALIDARG);
  teardown ();
}

static void
test_refer (void)
{
  CpgComVariant self, target = { 0 };

  cpg_com_variant_set (&target, native, make (G_TYPE_INT, 5), NULL);
  cpg_com_variant_refer (&self, &target, FALSE);
  g_assert_cmphex (self.vt, ==, CPG_VT_BYREF | CPG_VT_I4);
  *(int *) self.as_pointer = 6;
  g_assert_cmpint (target.as_int32, ==, 6);

  target.vt = CPG_VT_NULL;
  cpg_com_variant_refer (&self, &target, FALSE);
  g_assert_cmphex (self.vt, ==, CPG_VT_BYREF | CPG_VT_VARIANT);
  g_assert_true (self.as_pointer == &target);

  target.vt = CPG_VT_DECIMAL;
  cpg_com_variant_refer (&self, &target, FALSE);
  g_assert_cmphex (self.vt, ==, CPG_VT_BYREF | CPG_VT_DECIMAL);
  g_assert_true (self.as_pointer == &target);
  teardown ();
}

/* Text ------------------------------------------------------------------------- */

static gpointer
bstr_new_raw (gconstpointer bytes,
              guint32       n_bytes)
{
  char *memory = g_malloc0 (8 + n_bytes + 4);

  memcpy (memory + 4, &n_bytes, 4);
  memcpy (memory + 8, bytes, n_bytes);
  return memory + 8;
}

static void
check_text (const CpgComDialect *dialect,
            gconstpointer        bytes,
            guint32              n_bytes,
            const char          *expected)
{
  gpointer bstr = bstr_new_raw (bytes, n_bytes);
  g_autofree char *text = cpg_com_bstr_to_utf8 (dialect, bstr);

  g_assert_cmpstr (text, ==, expected);
  if (expected == NULL)
    {
      CpgComVariant self = { .vt = CPG_VT_BSTR, .as_pointer = bstr };
      GValue value = G_VALUE_INIT;
      g_autoptr (GError) error = NULL;

      g_assert_false (cpg_com_variant_get (&self, dialect, &value, &error));
      assert_hresult (error, CPG_DISP_E_TYPEMISMATCH);
    }
  g_free ((char *) bstr - 8);
}

static void
test_text (void)
{
  static const guint16 pair[] = { 0xd83d, 0xde00 }, high[] = { 'a', 0xd83d, 'b' }, low[] = { 0xde00, 0xd83d };
  static const guint16 within[] = { 'a', 0, 'b' }, after[] = { 'a', 'b', 0, 0 };
  static const guint32 wide[] = { 'a', 0x1f600, 0xd83d, 0x110000 };
  g_autofree char *at_end = NULL;
  gpointer wine_text;

  check_text (native, pair, 4, "\xf0\x9f\x98\x80");
  check_text (native, high, 6, "a\xef\xbf\xbd" "b");
  check_text (native, low, 4, "\xef\xbf\xbd\xef\xbf\xbd");
  check_text (native, pair, 2, "\xef\xbf\xbd");
  check_text (native, within, 6, NULL);
  check_text (native, after, 8, "ab");
  check_text (native, pair, 3, NULL);
  check_text (native, pair, 1, NULL);
  check_text (native, "", 0, "");
  check_text (&broad, wide, 16, "a\xf0\x9f\x98\x80\xef\xbf\xbd\xef\xbf\xbd");
  check_text (&broad, wide, 6, NULL);

  /* An end without a length. */
  at_end = cpg_com_wide_to_utf8 (native, after);
  g_assert_cmpstr (at_end, ==, "ab");
  g_clear_pointer (&at_end, g_free);
  at_end = cpg_com_bstr_to_utf8 (&bare, after);
  g_assert_cmpstr (at_end, ==, "ab");

  /* The length is in the four bytes before. */
  wine_text = cpg_com_bstr_new (cpg_com_dialect_wine (), "ab\xc3\xa4");
  g_assert_cmpuint (((guint32 *) wine_text)[-1], ==, 6);
  g_assert_cmphex (((guint16 *) wine_text)[2], ==, 0xe4);
  g_assert_cmphex (((guint16 *) wine_text)[3], ==, 0);
  cpg_com_bstr_free (cpg_com_dialect_wine (), wine_text);
  cpg_com_bstr_free (&theirs, NULL);
  g_assert_null (cpg_com_bstr_new (&theirs, NULL));
  teardown ();
}

/* Dates ------------------------------------------------------------------------ */

/* A DATE is local time: the same moment comes back whatever the zone of the value. */
static void
test_date (void)
{
  g_autoptr (GDateTime) utc = g_date_time_new_utc (2026, 7, 1, 12, 0, 0.000001);
  g_autoptr (GDateTime) too_early = g_date_time_new_utc (50, 1, 1, 0, 0, 0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GError) error = NULL;
  CpgComVariant self;
  GValue back = G_VALUE_INIT;

  g_assert_true (cpg_com_variant_set (&self, native, make (G_TYPE_DATE_TIME, utc), NULL));
  /* Berlin has summer time then. */
  g_assert_cmpfloat_with_epsilon (self.as_double, 46204.0 + 14.0 / 24, 1e-9);
  g_assert_true (cpg_com_variant_get (&self, native, &back, NULL));
  g_assert_true (g_date_time_equal (g_value_get_boxed (&back), utc));
  g_value_unset (&back);

  g_assert_false (cpg_com_variant_set (&self, native, make (G_TYPE_DATE_TIME, too_early), &error));
  assert_hresult (error, CPG_DISP_E_OVERFLOW);
  teardown ();
}

/* Arrays ----------------------------------------------------------------------- */

static void
check_array (CpgComSafeArray *array,
             guint            vt,
             GType            type,
             const char      *expected,
             guint32          hresult)
{
  CpgComVariant self = { .vt = (guint16) (CPG_VT_ARRAY | vt), .as_pointer = array };
  Load row = { self.vt, 0, type, expected, hresult };

  check_load (&self, &row);
}

static void
test_array (void)
{
  int numbers[] = { 1, 2, 3 };
  struct { guint8 hidden[16]; CpgComSafeArray array; } memory = { { 0 }, { 1, 0, 4, 0, numbers, { { 3, 0 } } } };
  CpgComSafeArray *array = &memory.array, *made_array;
  const guint32 odd = CPG_VT_R4, same = CPG_VT_INT;
  g_autoptr (GError) error = NULL;
  CpgComVariant by_ref = { .vt = CPG_VT_BYREF | CPG_VT_ARRAY | CPG_VT_I4, .as_pointer = &array };
  const GValue *other = variant ("[9]");

  check_array (array, CPG_VT_I4, G_TYPE_INVALID, "GVariant [1, 2, 3]", 0);
  check_array (array, CPG_VT_UI4, G_TYPE_INVALID, "GVariant [uint32 1, 2, 3]", 0);
  check_array (array, CPG_VT_I4, VALUE_ARRAY_TYPE, "GValueArray [gint 1, gint 2, gint 3]", 0);
  check_array (array, CPG_VT_I4, G_TYPE_STRV, NULL, CPG_DISP_E_TYPEMISMATCH);
  check_array (array, CPG_VT_I4, G_TYPE_BYTES, NULL, CPG_DISP_E_TYPEMISMATCH);
  array->bounds[0].lower = -5;
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, "GVariant [1, 2, 3]", 0);
  array->features = CPG_FADF_HAVEVARTYPE;
  memcpy (memory.hidden + 12, &same, 4);
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, "GVariant [1, 2, 3]", 0);

  /* What is no such array. */
  memcpy (memory.hidden + 12, &odd, 4);
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, NULL, CPG_E_INVALIDARG);
  array->features = 0;
  array->n_dimensions = 2;
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, NULL, CPG_E_INVALIDARG);
  array->n_dimensions = 0;
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, NULL, CPG_E_INVALIDARG);
  array->n_dimensions = 1;
  array->element_size = 2;
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, NULL, CPG_E_INVALIDARG);
  array->element_size = 4;
  array->data = NULL;
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, NULL, CPG_E_INVALIDARG);
  array->data = numbers;
  array->bounds[0].n_elements = 0xfffffff0u;
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, NULL, CPG_E_INVALIDARG);
  array->bounds[0].n_elements = 3;
  array->bounds[0].lower = G_MAXINT32;
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, NULL, CPG_E_INVALIDARG);
  array->bounds[0].lower = G_MAXINT32 - 2;
  check_array (array, CPG_VT_I4, G_TYPE_INVALID, "GVariant [1, 2, 3]", 0);

  /* One that contains itself. */
  {
    CpgComVariant element = { .vt = CPG_VT_BYREF | CPG_VT_ARRAY | CPG_VT_VARIANT, .as_pointer = &array };
    struct { guint8 hidden[16]; CpgComSafeArray array; } own = { { 0 }, { 1, 0, sizeof element, 0, &element, { { 1, 0 } } } };
    CpgComSafeArray *saved = array;

    array = &own.array;
    check_array (array, CPG_VT_VARIANT, G_TYPE_INVALID, NULL, CPG_DISP_E_OVERFLOW);
    check_array (array, CPG_VT_VARIANT, G_TYPE_VARIANT, NULL, CPG_DISP_E_OVERFLOW);
    array = saved;
  }

  /* Memory that is not ours to free is not replaced. */
  for (guint i = 0; i < 4; i++)
    {
      array->n_locks = i == 0 ? 1 : 0;
      array->features = i == 0 ? 0 : (guint16) (1u << (i - 1));
      g_assert_false (cpg_com_variant_write_back (&by_ref, native, other, &error));
      assert_hresult (error, 0x8002000du);
      g_clear_error (&error);
      cpg_com_safe_array_free (array, native, CPG_VT_I4);
    }

  /* No array, of a type that does not tell its elements. */
  {
    g_auto (GValue) none = G_VALUE_INIT;
    gpointer stored = array;

    g_value_init (&none, G_TYPE_VARIANT);
    g_assert_cmphex (cpg_com_vt_store (CPG_VT_ARRAY | CPG_VT_I4, &stored, native, &none), ==, CPG_S_OK);
    g_assert_null (stored);
  }

  /* Data and description in one block. */
  made_array = cpg_com_safe_array_new (&theirs, CPG_VT_DISPATCH, 2);
  g_assert_cmphex (made_array->features, ==, CPG_FADF_DISPATCH | CPG_FADF_HAVEIID);
  g_assert_cmpmem ((char *) made_array - 16, 16, &cpg_iid_dispatch, 16);
  g_assert_cmpint (n_blocks, ==, 2);
  their_free (made_array->data);
  made_array->features |= CPG_FADF_CREATEVECTOR;
  made_array->bounds[0].n_elements = 0;
  cpg_com_safe_array_free (made_array, &theirs, CPG_VT_DISPATCH);
  g_assert_null (cpg_com_safe_array_new (&theirs, CPG_VT_VARIANT, G_MAXUINT32));
  teardown ();
}

/* Objects ---------------------------------------------------------------------- */

/* Without a vtable to release by: these are counted elsewhere. */
static GObject *last_object;
static int anything;

static gpointer
object_to_unknown (GObject              *object,
                   const CpgComDialect  *dialect,
                   GError              **error)
{
  if (object == last_object)
    return &anything;
  g_set_error_literal (error, CPG_ERROR, CPG_ERROR_NOT_SUPPORTED, "Not this one");
  return NULL;
}

static GObject *
object_from_unknown (gpointer              unknown,
                     const CpgComDialect  *dialect,
                     GError              **error)
{
  g_assert_true (unknown == &anything);
  return g_object_ref (last_object);
}

static void
test_object (void)
{
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL), other = g_object_new (G_TYPE_OBJECT, NULL);
  const GValue *value = make (G_TYPE_OBJECT, object), *no = make (G_TYPE_OBJECT, other);
  gpointer unknown = NULL;
  GValue back = G_VALUE_INIT;
  CpgComVariant self = { .vt = CPG_VT_UNKNOWN, .as_pointer = &anything };
  g_autoptr (GError) error = NULL;
  gpointer saved[] = { cpg_com_variant_to_unknown, cpg_com_variant_to_object };

  cpg_com_variant_to_unknown = object_to_unknown;
  cpg_com_variant_to_object = object_from_unknown;
  last_object = object;

  g_assert_cmphex (cpg_com_vt_store (CPG_VT_UNKNOWN, &unknown, native, value), ==, CPG_S_OK);
  g_assert_true (unknown == &anything);
  g_assert_cmphex (cpg_com_vt_store (CPG_VT_UNKNOWN, &unknown, native, no), ==, CPG_E_NOTIMPL);
  g_assert_null (unknown);
  g_assert_true (cpg_com_variant_get (&self, native, &back, &error));
  g_assert_no_error (error);
  g_assert_true (g_value_get_object (&back) == object);
  g_value_unset (&back);
  g_value_init (&back, CPG_TYPE_SINK);
  g_assert_false (cpg_com_variant_get (&self, native, &back, &error));
  assert_hresult (error, CPG_DISP_E_TYPEMISMATCH);
  g_clear_error (&error);
  g_value_unset (&back);
  g_assert_false (cpg_com_variant_set (&self, native, no, &error));
  assert_hresult (error, CPG_E_NOTIMPL);

  cpg_com_variant_to_unknown = saved[0];
  cpg_com_variant_to_object = saved[1];
  teardown ();
}

/* A list in a box in that list. */
static void
test_contains_itself (void)
{
  CpgByRef *box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_VALUE, NULL);
  CpgComVariant variant = { 0 };
  g_auto (GValue) in_list = G_VALUE_INIT, list = G_VALUE_INIT, nothing = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_value_init (&in_list, CPG_TYPE_BY_REF);
  g_value_set_boxed (&in_list, box);
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_value_init (&list, g_value_array_get_type ());
  g_value_take_boxed (&list, g_value_array_append (g_value_array_new (1), &in_list));
  G_GNUC_END_IGNORE_DEPRECATIONS
  g_assert_true (cpg_by_ref_set_value (box, &list, NULL));

  g_assert_false (cpg_com_variant_set (&variant, cpg_com_dialect_native (), &list, &error));
  g_assert_error (error, CPG_ERROR, CPG_ERROR_INVALID_ARGUMENT);

  g_value_init (&nothing, G_TYPE_INT);
  g_assert_true (cpg_by_ref_set_value (box, &nothing, NULL));
  cpg_by_ref_unref (box);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/com-variant/natural", test_natural);
  g_test_add_func ("/com-variant/refused", test_refused);
  g_test_add_func ("/com-variant/load", test_load);
  g_test_add_func ("/com-variant/decimal", test_decimal);
  g_test_add_func ("/com-variant/write-back", test_write_back);
  g_test_add_func ("/com-variant/write-back-any", test_write_back_any);
  g_test_add_func ("/com-variant/refer", test_refer);
  g_test_add_func ("/com-variant/text", test_text);
  g_test_add_func ("/com-variant/date", test_date);
  g_test_add_func ("/com-variant/array", test_array);
  g_test_add_func ("/com-variant/contains-itself", test_contains_itself);
  g_test_add_func ("/com-variant/object", test_object);

  return g_test_run ();
}

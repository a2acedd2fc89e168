/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <math.h>
#include <string.h>

#include <cpglib/com/cpg-com-event-sink-private.h>
#include <cpglib/com/cpg-com-invoke-private.h>
#include <cpglib/com/cpg-com-safe-array-private.h>
#include <cpglib/com/cpg-hresult.h>
#include <cpglib/cpg.h>

/*
 * What becomes of every kind of VARIANT where each type of GValue is expected, and of
 * every kind of GValue where a VARIANT of each type is
 *
 * A row names what is converted, and what comes of it:
 *
 *   "VT_I2 -1", "int,int64 -1; uchar,uint !; boolean TRUE"
 *
 * "!" is DISP_E_OVERFLOW; what is not named is DISP_E_TYPEMISMATCH. All that there is
 * is tried with each row. What is said first counts: "numbers" are all of them but those
 * that were named before.
 */

#define native (cpg_com_dialect_native ())

typedef struct {
  const char *from;
  const char *to;
} Row;

typedef enum { COLOR_RED, COLOR_BLUE = 7 } Color;

static GType
color_get_type (void)
{
  static const GEnumValue values[] = { { COLOR_RED, "COLOR_RED", "red" }, { COLOR_BLUE, "COLOR_BLUE", "blue" }, { 0 } };
  static GType type;

  if (type == G_TYPE_INVALID)
    type = g_enum_register_static ("ConvertColor", values);
  return type;
}

static GType
edges_get_type (void)
{
  static const GFlagsValue values[] = { { 1, "EDGE_TOP", "top" }, { 1u << 31, "EDGE_LAST", "last" }, { 0 } };
  static GType type;

  if (type == G_TYPE_INVALID)
    type = g_flags_register_static ("ConvertEdges", values);
  return type;
}

/* Whether one of @names is that one, or stands for it. */
static gboolean
is_named (char       **names,
          const char  *name)
{
  static const char * const groups[] = {
    "integers,char,uchar,int,uint,int64,uint64,enum,flags",
    "numbers,char,uchar,int,uint,int64,uint64,enum,flags,float,double",
    "INTEGERS,VT_I1,VT_UI1,VT_I2,VT_UI2,VT_I4,VT_UI4,VT_I8,VT_UI8",
    "NUMBERS,VT_I1,VT_UI1,VT_I2,VT_UI2,VT_I4,VT_UI4,VT_I8,VT_UI8,VT_R4,VT_R8,VT_CY,VT_DECIMAL"
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_auto (GStrv) members = g_strsplit (groups[i], ",", -1);

      if (g_strv_contains ((const char * const *) names, members[0]) &&
          g_strv_contains ((const char * const *) members + 1, name))
        return TRUE;
    }
  return g_strv_contains ((const char * const *) names, name);
}

/* What a row says of @name: NULL if nothing. */
static char *
find_expected (const char *row,
               const char *name)
{
  g_auto (GStrv) entries = g_strsplit (row, "; ", -1);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (entries[i], " ", 2);
      g_auto (GStrv) names = NULL;

      if (halves[0] == NULL)
        continue;
      names = g_strsplit (halves[0], ",", -1);
      if (is_named (names, name))
        return g_strdup (halves[1] != NULL ? halves[1] : "");
    }
  return NULL;
}

static char *
describe (const GValue *value)
{
  g_autofree char *inside = NULL;

  if (G_VALUE_HOLDS (value, G_TYPE_VALUE) && g_value_get_boxed (value) != NULL)
    {
      inside = describe (g_value_get_boxed (value));
      return g_strdup_printf ("%s %s", G_VALUE_TYPE_NAME (g_value_get_boxed (value)), inside);
    }
  if (G_VALUE_HOLDS_STRING (value))
    return g_strdup (g_value_get_string (value) != NULL ? g_value_get_string (value) : "NULL");
  if (G_VALUE_HOLDS_FLOAT (value))
    return g_strdup_printf ("%.9g", (double) g_value_get_float (value));
  if (G_VALUE_HOLDS_DOUBLE (value))
    return g_strdup_printf ("%.17g", g_value_get_double (value));
  if (G_VALUE_HOLDS_ENUM (value))
    return g_strdup_printf ("%d", g_value_get_enum (value));
  if (G_VALUE_HOLDS_FLAGS (value))
    return g_strdup_printf ("%u", g_value_get_flags (value));
  if (G_VALUE_HOLDS (value, G_TYPE_ERROR))
    return g_strdup_printf ("%08x", cpg_error_to_hresult (g_value_get_boxed (value)));
  if (G_VALUE_HOLDS_VARIANT (value))
    return g_value_get_variant (value) != NULL ? g_variant_print (g_value_get_variant (value), TRUE) : g_strdup ("NULL");
  if (G_VALUE_HOLDS_BOXED (value) && g_value_get_boxed (value) == NULL)
    return g_strdup ("NULL");
  if (G_VALUE_HOLDS (value, G_TYPE_DATE_TIME))
    return g_date_time_format (g_value_get_boxed (value), "%Y-%m-%d %H:%M:%S");
  if (G_VALUE_HOLDS (value, CPG_TYPE_GUID))
    return cpg_guid_to_string (g_value_get_boxed (value));
  return g_strdup_value_contents (value);
}

/* VARIANTs ---------------------------------------------------------------------- */

static const guint vts[] = {
  CPG_VT_EMPTY, CPG_VT_NULL, CPG_VT_I1, CPG_VT_UI1, CPG_VT_I2, CPG_VT_UI2, CPG_VT_I4, CPG_VT_UI4, CPG_VT_INT,
  CPG_VT_UINT, CPG_VT_I8, CPG_VT_UI8, CPG_VT_R4, CPG_VT_R8, CPG_VT_CY, CPG_VT_DECIMAL, CPG_VT_BOOL, CPG_VT_DATE,
  CPG_VT_ERROR, CPG_VT_BSTR, CPG_VT_UNKNOWN, CPG_VT_DISPATCH
};

static void
variant_parse (CpgComVariant *self,
               const char    *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 2);
  const char *number = words[1] != NULL ? words[1] : "";

  memset (self, 0, sizeof *self);
  self->vt = G_MAXUINT16;
  for (guint i = 0; i < G_N_ELEMENTS (vts); i++)
    {
      g_autofree char *name = cpg_com_vt_to_text (vts[i]);

      if (g_str_equal (name, words[0]))
        self->vt = (guint16) vts[i];
    }

  switch (self->vt)
    {
    case CPG_VT_EMPTY:
    case CPG_VT_NULL:
    case CPG_VT_UNKNOWN:
    case CPG_VT_DISPATCH:
      break;
    case CPG_VT_R4:
      self->as_float = (float) g_ascii_strtod (number, NULL);
      break;
    case CPG_VT_R8:
    case CPG_VT_DATE:
      self->as_double = g_ascii_strtod (number, NULL);
      break;
    case CPG_VT_CY:
      g_assert_true (cpg_com_currency_from_text (&self->as_int64, number));
      break;
    case CPG_VT_DECIMAL:
      g_assert_true (cpg_com_decimal_from_text ((CpgComDecimal *) self, number));
      self->vt = CPG_VT_DECIMAL;
      break;
    case CPG_VT_BSTR:
      self->as_pointer = cpg_com_bstr_new (native, number);
      break;
    default:
      g_assert_cmphex (self->vt, !=, G_MAXUINT16);
      self->as_uint64 = *number == '-' ? (guint64) g_ascii_strtoll (number, NULL, 10) : g_ascii_strtoull (number, NULL, 10);
      break;
    }
}

/* To values ---------------------------------------------------------------------- */

typedef struct {
  const char *name;
  GType       type; /* G_TYPE_INVALID: the one that comes by itself */
} Target;

static void
check_load (const Row           *row,
            const CpgComVariant *self,
            const Target        *target)
{
  const char *name = target->name;
  g_autofree char *expected = NULL, *described = NULL, *before = NULL;
  g_autoptr (GError) error = NULL;
  GValue value = G_VALUE_INIT;

  if (g_str_equal (name, "long"))
    name = sizeof (long) == 8 ? "int64" : "int";
  else if (g_str_equal (name, "ulong"))
    name = sizeof (gulong) == 8 ? "uint64" : "uint";
  expected = find_expected (row->to, name);

  if (target->type != G_TYPE_INVALID)
    {
      g_value_init (&value, target->type);
      before = describe (&value);
    }
  if (!cpg_com_variant_get (self, native, &value, &error))
    {
      guint32 result = cpg_error_to_hresult (error);

      if (result != (expected != NULL ? CPG_DISP_E_OVERFLOW : CPG_DISP_E_TYPEMISMATCH) ||
          (expected != NULL && !g_str_equal (expected, "!")))
        g_error ("%s to %s: %08x, not %s", row->from, target->name, result, expected);
      /* It is as it was. */
      if (G_IS_VALUE (&value))
        {
          described = describe (&value);
          g_assert_cmpstr (described, ==, before);
          g_value_unset (&value);
        }
      return;
    }

  described = describe (&value);
  if (target->type == G_TYPE_INVALID)
    {
      g_autofree char *alone = g_steal_pointer (&described);

      described = g_strdup_printf ("%s %s", G_VALUE_TYPE_NAME (&value), alone);
    }
  if (g_strcmp0 (described, expected) != 0)
    g_error ("%s to %s: %s, not %s", row->from, target->name, described, expected);
  g_value_unset (&value);
}

static void
test_load (void)
{
  const Target targets[] = {
    { "char", G_TYPE_CHAR }, { "uchar", G_TYPE_UCHAR }, { "int", G_TYPE_INT }, { "uint", G_TYPE_UINT },
    { "long", G_TYPE_LONG }, { "ulong", G_TYPE_ULONG }, { "int64", G_TYPE_INT64 }, { "uint64", G_TYPE_UINT64 },
    { "float", G_TYPE_FLOAT }, { "double", G_TYPE_DOUBLE }, { "enum", color_get_type () }, { "flags", edges_get_type () },
    { "boolean", G_TYPE_BOOLEAN }, { "string", G_TYPE_STRING }, { "guid", CPG_TYPE_GUID }, { "date", G_TYPE_DATE_TIME },
    { "error", G_TYPE_ERROR }, { "object", G_TYPE_OBJECT }, { "sink", CPG_TYPE_SINK }, { "pointer", G_TYPE_POINTER },
    { "gtype", G_TYPE_GTYPE }, { "strv", G_TYPE_STRV }, { "bytes", G_TYPE_BYTES }, { "byte-array", G_TYPE_BYTE_ARRAY },
    { "variant", G_TYPE_VARIANT }, { "any", G_TYPE_VALUE }, { "itself", G_TYPE_INVALID }
  };
  const Row rows[] = {
    { "VT_EMPTY",
      "numbers 0; boolean FALSE; string,guid,date,object,sink,pointer,gtype,strv,bytes,byte-array,variant "
      "NULL; error 00000000; any,itself gpointer NULL" },
    { "VT_NULL",
      "string,guid,date,object,sink,pointer,strv,bytes,byte-array NULL; error 00000000; variant @mv nothing; "
      "any,itself gpointer NULL" },
    { "VT_I1 127", "numbers 127; boolean TRUE; variant int16 127; any,itself gchar 127" },
    { "VT_I1 -1", "uchar,uint,uint64,flags !; numbers -1; boolean TRUE; variant int16 -1; any,itself gchar -1" },
    { "VT_UI1 0", "numbers 0; boolean FALSE; variant byte 0x00; any,itself guchar 0" },
    { "VT_UI1 255", "char !; numbers 255; boolean TRUE; variant byte 0xff; any,itself guchar 255" },
    { "VT_I2 -300",
      "int,int64,enum,float,double -300; integers !; boolean TRUE; variant int16 -300; any,itself gint -300" },
    { "VT_UI2 65535", "char,uchar !; numbers 65535; boolean TRUE; variant uint16 65535; any,itself guint 65535" },
    { "VT_I4 7", "numbers,variant 7; boolean TRUE; any,itself gint 7" },
    { "VT_I4 16777217", "char,uchar,float !; numbers,variant 16777217; boolean TRUE; any,itself gint 16777217" },
    { "VT_I4 -2147483648",
      "char,uchar,uint,uint64 !; int,int64,double,enum,variant -2147483648; float -2.14748365e+09; flags "
      "2147483648; boolean TRUE; any,itself gint -2147483648" },
    { "VT_INT -7", "uchar,uint,uint64 !; flags 4294967289; numbers,variant -7; boolean TRUE; any,itself gint -7" },
    { "VT_UI4 4294967295",
      "char,uchar,int,float,enum !; uint,int64,uint64,double,flags 4294967295; boolean TRUE; variant uint32 "
      "4294967295; any,itself guint 4294967295" },
    { "VT_UINT 7", "numbers 7; boolean TRUE; variant uint32 7; any,itself guint 7" },
    { "VT_I8 9007199254740992",
      "int64,uint64,double 9007199254740992; float 9.00719925e+15; numbers !; boolean TRUE; variant int64 "
      "9007199254740992; any,itself gint64 9007199254740992" },
    { "VT_I8 9007199254740993",
      "int64,uint64 9007199254740993; numbers !; boolean TRUE; variant int64 9007199254740993; any,itself "
      "gint64 9007199254740993" },
    { "VT_I8 -9007199254740993",
      "int64 -9007199254740993; numbers !; boolean TRUE; variant int64 -9007199254740993; any,itself gint64 "
      "-9007199254740993" },
    { "VT_I8 9223372036854775807",
      "int64,uint64 9223372036854775807; numbers !; boolean TRUE; variant int64 9223372036854775807; "
      "any,itself gint64 9223372036854775807" },
    { "VT_I8 -9223372036854775808",
      "int64 -9223372036854775808; float -9.22337204e+18; double -9.2233720368547758e+18; numbers !; boolean "
      "TRUE; variant int64 -9223372036854775808; any,itself gint64 -9223372036854775808" },
    { "VT_UI8 9223372036854775808",
      "uint64 9223372036854775808; float 9.22337204e+18; double 9.2233720368547758e+18; numbers !; boolean "
      "TRUE; variant uint64 9223372036854775808; any,itself guint64 9223372036854775808" },
    { "VT_UI8 18446744073709551615",
      "uint64 18446744073709551615; numbers !; boolean TRUE; variant uint64 18446744073709551615; any,itself "
      "guint64 18446744073709551615" },
    { "VT_R4 0.1",
      "float 0.100000001; double,variant 0.10000000149011612; numbers !; boolean TRUE; any,itself gfloat "
      "0.100000001" },
    { "VT_R4 -1.5", "float,double,variant -1.5; numbers !; boolean TRUE; any,itself gfloat -1.5" },
    { "VT_R4 2", "numbers 2; boolean TRUE; variant 2.0; any,itself gfloat 2" },
    { "VT_R4 3.4028234e38",
      "float 3.40282347e+38; double,variant 3.4028234663852886e+38; numbers !; boolean TRUE; any,itself gfloat "
      "3.40282347e+38" },
    { "VT_R4 inf", "float,double,variant inf; numbers !; boolean TRUE; any,itself gfloat inf" },
    { "VT_R8 0", "numbers 0; boolean FALSE; variant 0.0; any,itself gdouble 0" },
    { "VT_R8 0.1",
      "float 0.100000001; double,variant 0.10000000000000001; numbers !; boolean TRUE; any,itself gdouble "
      "0.10000000000000001" },
    { "VT_R8 0.3333333333333333",
      "float 0.333333343; double,variant 0.33333333333333331; numbers !; boolean TRUE; any,itself gdouble "
      "0.33333333333333331" },
    { "VT_R8 7", "numbers 7; boolean TRUE; variant 7.0; any,itself gdouble 7" },
    { "VT_R8 -1", "uchar,uint,uint64,flags !; numbers -1; boolean TRUE; variant -1.0; any,itself gdouble -1" },
    { "VT_R8 1e-300", "float 0; double,variant 1e-300; numbers !; boolean TRUE; any,itself gdouble 1e-300" },
    { "VT_R8 1e300",
      "double,variant 1.0000000000000001e+300; numbers !; boolean TRUE; any,itself gdouble "
      "1.0000000000000001e+300" },
    { "VT_R8 -1e39",
      "double,variant -9.9999999999999994e+38; numbers !; boolean TRUE; any,itself gdouble "
      "-9.9999999999999994e+38" },
    { "VT_R8 9007199254740994",
      "int64,uint64,double 9007199254740994; float 9.00719925e+15; numbers !; boolean TRUE; variant "
      "9007199254740994.0; any,itself gdouble 9007199254740994" },
    { "VT_R8 9223372036854775808",
      "uint64 9223372036854775808; float 9.22337204e+18; double,variant 9.2233720368547758e+18; numbers !; "
      "boolean TRUE; any,itself gdouble 9.2233720368547758e+18" },
    { "VT_R8 18446744073709551616",
      "float 1.84467441e+19; double,variant 1.8446744073709552e+19; numbers !; boolean TRUE; any,itself "
      "gdouble 1.8446744073709552e+19" },
    { "VT_R8 nan", "float,double,variant nan; numbers !; boolean TRUE; any,itself gdouble nan" },
    { "VT_R8 inf", "float,double,variant inf; numbers !; boolean TRUE; any,itself gdouble inf" },
    { "VT_CY 0", "numbers,string 0; boolean FALSE; variant 0.0; any,itself gdouble 0" },
    { "VT_CY 0.1",
      "float 0.100000001; double,variant 0.10000000000000001; numbers !; boolean TRUE; string 0.1; any,itself "
      "gdouble 0.10000000000000001" },
    { "VT_CY 12.3456",
      "float 12.3456001; double,variant 12.345599999999999; numbers !; boolean TRUE; string 12.3456; "
      "any,itself gdouble 12.345599999999999" },
    { "VT_CY -12",
      "uchar,uint,uint64,flags !; numbers,string -12; boolean TRUE; variant -12.0; any,itself gdouble -12" },
    { "VT_CY 200", "char !; numbers,string 200; boolean TRUE; variant 200.0; any,itself gdouble 200" },
    { "VT_CY 8388608.0001",
      "double,variant 8388608.0000999998; numbers !; boolean TRUE; string 8388608.0001; any,itself gdouble "
      "8388608.0000999998" },
    { "VT_CY 90071992547.4099",
      "double,variant 90071992547.409897; numbers !; boolean TRUE; string 90071992547.4099; any,itself gdouble "
      "90071992547.409897" },
    { "VT_CY 9007199254740.9937",
      "numbers !; boolean TRUE; string 9007199254740.9937; variant '9007199254740.9937'; any,itself gchararray "
      "9007199254740.9937" },
    { "VT_CY 922337203685477.5807",
      "numbers !; boolean TRUE; string 922337203685477.5807; variant '922337203685477.5807'; any,itself "
      "gchararray 922337203685477.5807" },
    { "VT_CY -922337203685477.5808",
      "numbers !; boolean TRUE; string -922337203685477.5808; variant '-922337203685477.5808'; any,itself "
      "gchararray -922337203685477.5808" },
    { "VT_DECIMAL 0", "numbers,string 0; boolean FALSE; variant 0.0; any,itself gdouble 0" },
    { "VT_DECIMAL 0.1",
      "float 0.100000001; double,variant 0.10000000000000001; numbers !; boolean TRUE; string 0.1; any,itself "
      "gdouble 0.10000000000000001" },
    { "VT_DECIMAL 0.00001",
      "float 9.99999975e-06; double,variant 1.0000000000000001e-05; numbers !; boolean TRUE; string 0.00001; "
      "any,itself gdouble 1.0000000000000001e-05" },
    { "VT_DECIMAL -7",
      "uchar,uint,uint64,flags !; numbers,string -7; boolean TRUE; variant -7.0; any,itself gdouble -7" },
    { "VT_DECIMAL 0.30000000000000004",
      "double,string,variant 0.30000000000000004; numbers !; boolean TRUE; any,itself gdouble "
      "0.30000000000000004" },
    { "VT_DECIMAL 0.10000000000000001",
      "numbers !; boolean TRUE; string 0.10000000000000001; variant '0.10000000000000001'; any,itself "
      "gchararray 0.10000000000000001" },
    { "VT_DECIMAL 0.3333333333333333333333333333",
      "numbers !; boolean TRUE; string 0.3333333333333333333333333333; variant "
      "'0.3333333333333333333333333333'; any,itself gchararray 0.3333333333333333333333333333" },
    { "VT_DECIMAL 9007199254740992",
      "int64,uint64,double,string 9007199254740992; float 9.00719925e+15; numbers !; boolean TRUE; variant "
      "9007199254740992.0; any,itself gdouble 9007199254740992" },
    { "VT_DECIMAL 9007199254740993",
      "int64,uint64,string 9007199254740993; numbers !; boolean TRUE; variant '9007199254740993'; any,itself "
      "gchararray 9007199254740993" },
    { "VT_DECIMAL 9007199254740993.5",
      "numbers !; boolean TRUE; string 9007199254740993.5; variant '9007199254740993.5'; any,itself gchararray "
      "9007199254740993.5" },
    { "VT_DECIMAL 18446744073709551615",
      "uint64,string 18446744073709551615; numbers !; boolean TRUE; variant '18446744073709551615'; any,itself "
      "gchararray 18446744073709551615" },
    { "VT_DECIMAL 18446744073709551616",
      "float 1.84467441e+19; double,variant 1.8446744073709552e+19; numbers !; boolean TRUE; string "
      "18446744073709551616; any,itself gdouble 1.8446744073709552e+19" },
    { "VT_DECIMAL -9223372036854775808",
      "int64,string -9223372036854775808; float -9.22337204e+18; double,variant -9.2233720368547758e+18; "
      "numbers !; boolean TRUE; any,itself gdouble -9.2233720368547758e+18" },
    { "VT_DECIMAL -9223372036854775809",
      "numbers !; boolean TRUE; string -9223372036854775809; variant '-9223372036854775809'; any,itself "
      "gchararray -9223372036854775809" },
    { "VT_DECIMAL 10000000000000000000000",
      "double,variant 1e+22; numbers !; boolean TRUE; string 10000000000000000000000; any,itself gdouble 1e+22" },
    { "VT_DECIMAL 100000000000000000000000",
      "numbers !; boolean TRUE; string 100000000000000000000000; variant '100000000000000000000000'; "
      "any,itself gchararray 100000000000000000000000" },
    { "VT_DECIMAL 79228162514264337593543950335",
      "numbers !; boolean TRUE; string 79228162514264337593543950335; variant '79228162514264337593543950335'; "
      "any,itself gchararray 79228162514264337593543950335" },
    { "VT_DECIMAL -0.0000000000000000000000000001",
      "float -1e-28; double,variant -9.9999999999999997e-29; numbers !; boolean TRUE; string "
      "-0.0000000000000000000000000001; any,itself gdouble -9.9999999999999997e-29" },
    { "VT_BOOL 0", "boolean FALSE; variant false; any,itself gboolean FALSE" },
    { "VT_BOOL -1", "boolean TRUE; variant true; any,itself gboolean TRUE" },
    { "VT_BOOL 1", "boolean TRUE; variant true; any,itself gboolean TRUE" },
    { "VT_DATE 0", "double 0; date 1899-12-30 00:00:00; any,itself GDateTime 1899-12-30 00:00:00" },
    { "VT_DATE 36526.5", "double 36526.5; date 2000-01-01 12:00:00; any,itself GDateTime 2000-01-01 12:00:00" },
    { "VT_DATE -657434.75", "double -657434.75; date 100-01-01 18:00:00; any,itself GDateTime 100-01-01 18:00:00" },
    { "VT_DATE -657435", "double -657435; date,variant,any,itself !" },
    { "VT_DATE 2958465.5", "double 2958465.5; date 9999-12-31 12:00:00; any,itself GDateTime 9999-12-31 12:00:00" },
    { "VT_DATE 2958466", "double 2958466; date,variant,any,itself !" },
    { "VT_DATE nan", "double nan; date,variant,any,itself !" },
    { "VT_ERROR 0", "int,uint 0; error 00000000; any,itself GError 00000000" },
    { "VT_ERROR 2147500037", "int -2147467259; uint 2147500037; error 80004005; any,itself GError 80004005" },
    { "VT_BSTR", "string ; variant ''; any,itself gchararray " },
    { "VT_BSTR 5", "string 5; variant '5'; any,itself gchararray 5" },
    { "VT_BSTR text", "string text; variant 'text'; any,itself gchararray text" },
    { "VT_BSTR {01020304-0506-0708-090a-0b0c0d0e0f10}",
      "string {01020304-0506-0708-090a-0b0c0d0e0f10}; guid 01020304-0506-0708-090a-0b0c0d0e0f10; variant "
      "'{01020304-0506-0708-090a-0b0c0d0e0f10}'; any,itself gchararray {01020304-0506-0708-090a-0b0c0d0e0f10}" },
    { "VT_UNKNOWN", "object,sink NULL; any,itself GObject NULL" },
    { "VT_DISPATCH", "object,sink NULL; any,itself GObject NULL" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CpgComVariant self, by_ref = { .vt = CPG_VT_BYREF | CPG_VT_VARIANT, .as_pointer = &self };

      variant_parse (&self, rows[i].from);
      for (guint j = 0; j < G_N_ELEMENTS (targets); j++)
        {
          check_load (&rows[i], &self, &targets[j]);
          check_load (&rows[i], &by_ref, &targets[j]);
        }
      cpg_com_variant_clear (&self, native);
    }
}

/* To VARIANTs ---------------------------------------------------------------------- */

static void
value_parse (GValue     *value,
             const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 2);
  const char *content = words[1];
  GType type;

  color_get_type ();
  edges_get_type ();
  g_type_ensure (CPG_TYPE_GUID);
  g_type_ensure (G_TYPE_DATE_TIME);
  g_type_ensure (G_TYPE_ERROR);
  type = g_type_from_name (words[0]);
  g_assert_cmpuint (type, !=, G_TYPE_INVALID);
  g_value_init (value, type);
  if (content == NULL)
    return;

  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_CHAR:
      g_value_set_schar (value, (gint8) g_ascii_strtoll (content, NULL, 10));
      break;
    case G_TYPE_UCHAR:
      g_value_set_uchar (value, (guchar) g_ascii_strtoll (content, NULL, 10));
      break;
    case G_TYPE_INT:
      g_value_set_int (value, (int) g_ascii_strtoll (content, NULL, 10));
      break;
    case G_TYPE_UINT:
      g_value_set_uint (value, (guint) g_ascii_strtoll (content, NULL, 10));
      break;
    case G_TYPE_LONG:
      g_value_set_long (value, (glong) g_ascii_strtoll (content, NULL, 10));
      break;
    case G_TYPE_ULONG:
      g_value_set_ulong (value, (gulong) g_ascii_strtoll (content, NULL, 10));
      break;
    case G_TYPE_INT64:
      g_value_set_int64 (value, g_ascii_strtoll (content, NULL, 10));
      break;
    case G_TYPE_UINT64:
      g_value_set_uint64 (value, g_ascii_strtoull (content, NULL, 10));
      break;
    case G_TYPE_FLOAT:
      g_value_set_float (value, (float) g_ascii_strtod (content, NULL));
      break;
    case G_TYPE_DOUBLE:
      g_value_set_double (value, g_ascii_strtod (content, NULL));
      break;
    case G_TYPE_BOOLEAN:
      g_value_set_boolean (value, g_str_equal (content, "TRUE"));
      break;
    case G_TYPE_ENUM:
      g_value_set_enum (value, (int) g_ascii_strtoll (content, NULL, 10));
      break;
    case G_TYPE_FLAGS:
      g_value_set_flags (value, (guint) g_ascii_strtoll (content, NULL, 10));
      break;
    case G_TYPE_STRING:
      g_value_set_string (value, content);
      break;
    case G_TYPE_VARIANT:
      g_value_take_variant (value, g_variant_ref_sink (g_variant_new_parsed (content)));
      break;
    default:
      if (type == G_TYPE_DATE_TIME)
        {
          g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

          g_value_take_boxed (value, g_date_time_new_from_iso8601 (content, zone));
        }
      else if (type == G_TYPE_ERROR)
        g_value_take_boxed (value, cpg_error_new_from_hresult ((guint32) g_ascii_strtoull (content, NULL, 16)));
      else if (type == CPG_TYPE_GUID)
        g_value_take_boxed (value, cpg_guid_new (content, NULL));
      else
        g_assert_not_reached ();
      break;
    }
}

static char *
variant_describe (const CpgComVariant *self)
{
  switch (self->vt)
    {
    case CPG_VT_I1:
      return g_strdup_printf ("%d", self->as_int8);
    case CPG_VT_UI1:
      return g_strdup_printf ("%u", self->as_uint8);
    case CPG_VT_I2:
      return g_strdup_printf ("%d", self->as_int16);
    case CPG_VT_UI2:
      return g_strdup_printf ("%u", self->as_uint16);
    case CPG_VT_I4:
    case CPG_VT_INT:
      return g_strdup_printf ("%d", self->as_int32);
    case CPG_VT_UI4:
    case CPG_VT_UINT:
      return g_strdup_printf ("%u", self->as_uint32);
    case CPG_VT_I8:
      return g_strdup_printf ("%" G_GINT64_FORMAT, self->as_int64);
    case CPG_VT_UI8:
      return g_strdup_printf ("%" G_GUINT64_FORMAT, self->as_uint64);
    case CPG_VT_R4:
      return g_strdup_printf ("%.9g", (double) self->as_float);
    case CPG_VT_R8:
    case CPG_VT_DATE:
      return g_strdup_printf ("%.17g", self->as_double);
    case CPG_VT_CY:
      return cpg_com_currency_to_text (self->as_int64);
    case CPG_VT_DECIMAL:
      return cpg_com_decimal_to_text ((const CpgComDecimal *) self);
    case CPG_VT_BOOL:
      return g_strdup (self->as_int16 == 0 ? "FALSE" : self->as_int16 == CPG_VARIANT_TRUE ? "TRUE" : "other");
    case CPG_VT_ERROR:
      return g_strdup_printf ("%08x", self->as_uint32);
    case CPG_VT_BSTR:
      return self->as_pointer != NULL ? cpg_com_bstr_to_utf8 (native, self->as_pointer) : g_strdup ("NULL");
    default:
      return g_strdup (self->as_pointer != NULL ? "something" : "NULL");
    }
}

static void
test_store (void)
{
  const Row rows[] = {
    { "gchar -128", "VT_UI1,VT_UI2,VT_UI4,VT_UI8 !; NUMBERS,VT_DATE -128; VT_BOOL TRUE; VT_ERROR ffffff80" },
    { "guchar 255", "VT_I1 !; NUMBERS,VT_DATE 255; VT_BOOL TRUE; VT_ERROR 000000ff" },
    { "gint -1", "VT_UI1,VT_UI2,VT_UI4,VT_UI8 !; NUMBERS,VT_DATE -1; VT_BOOL TRUE; VT_ERROR ffffffff" },
    { "gint 32768", "VT_I1,VT_UI1,VT_I2 !; NUMBERS,VT_DATE 32768; VT_BOOL TRUE; VT_ERROR 00008000" },
    { "gint 16777217",
      "VT_I1,VT_UI1,VT_I2,VT_UI2,VT_R4,VT_DATE !; NUMBERS 16777217; VT_BOOL TRUE; VT_ERROR 01000001" },
    { "guint 4294967295",
      "VT_UI4,VT_I8,VT_UI8,VT_R8,VT_CY,VT_DECIMAL 4294967295; INTEGERS,VT_R4,VT_DATE !; VT_BOOL TRUE; VT_ERROR "
      "ffffffff" },
    { "glong -7", "VT_UI1,VT_UI2,VT_UI4,VT_UI8 !; NUMBERS,VT_DATE -7; VT_BOOL TRUE; VT_ERROR fffffff9" },
    { "gulong 7", "NUMBERS,VT_DATE 7; VT_BOOL TRUE; VT_ERROR 00000007" },
    { "gint64 9007199254740992",
      "VT_I8,VT_UI8,VT_R8,VT_DECIMAL 9007199254740992; VT_R4 9.00719925e+15; NUMBERS,VT_DATE,VT_ERROR !; "
      "VT_BOOL TRUE" },
    { "gint64 9007199254740993",
      "VT_I8,VT_UI8,VT_DECIMAL 9007199254740993; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gint64 9223372036854775807",
      "VT_I8,VT_UI8,VT_DECIMAL 9223372036854775807; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gint64 -9223372036854775808",
      "VT_I8,VT_DECIMAL -9223372036854775808; VT_R4 -9.22337204e+18; VT_R8 -9.2233720368547758e+18; "
      "NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gint64 922337203685478",
      "VT_I8,VT_UI8,VT_R8,VT_DECIMAL 922337203685478; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "guint64 9223372036854775808",
      "VT_UI8,VT_DECIMAL 9223372036854775808; VT_R4 9.22337204e+18; VT_R8 9.2233720368547758e+18; "
      "NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "guint64 18446744073709551615",
      "VT_UI8,VT_DECIMAL 18446744073709551615; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gfloat 0.1",
      "VT_R4 0.100000001; VT_R8,VT_DATE 0.10000000149011612; VT_CY,VT_DECIMAL 0.1; NUMBERS,VT_ERROR !; VT_BOOL "
      "TRUE" },
    { "gfloat -2", "VT_UI1,VT_UI2,VT_UI4,VT_UI8 !; NUMBERS,VT_DATE -2; VT_BOOL TRUE; VT_ERROR fffffffe" },
    { "gfloat 16777216", "VT_I1,VT_UI1,VT_I2,VT_UI2,VT_DATE !; NUMBERS 16777216; VT_BOOL TRUE; VT_ERROR 01000000" },
    { "gfloat 3.4028234e38",
      "VT_R4 3.40282347e+38; VT_R8 3.4028234663852886e+38; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gfloat inf", "VT_R4,VT_R8 inf; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 0", "NUMBERS,VT_DATE 0; VT_BOOL FALSE; VT_ERROR 00000000" },
    { "gdouble 0.1",
      "VT_R4 0.100000001; VT_R8,VT_DATE 0.10000000000000001; VT_CY,VT_DECIMAL 0.1; NUMBERS,VT_ERROR !; VT_BOOL "
      "TRUE" },
    { "gdouble 0.5", "VT_R4,VT_R8,VT_CY,VT_DECIMAL,VT_DATE 0.5; NUMBERS,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 12.3456",
      "VT_R4 12.3456001; VT_R8,VT_DATE 12.345599999999999; VT_CY,VT_DECIMAL 12.3456; NUMBERS,VT_ERROR !; "
      "VT_BOOL TRUE" },
    { "gdouble 12.34567", "VT_R4 12.3456697; VT_R8,VT_DECIMAL,VT_DATE 12.34567; NUMBERS,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 1e-5",
      "VT_R4 9.99999975e-06; VT_R8,VT_DATE 1.0000000000000001e-05; VT_DECIMAL 0.00001; NUMBERS,VT_ERROR !; "
      "VT_BOOL TRUE" },
    { "gdouble 1e-28",
      "VT_R4 1e-28; VT_R8,VT_DATE 9.9999999999999997e-29; VT_DECIMAL 0.0000000000000000000000000001; "
      "NUMBERS,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 1e-29", "VT_R4 1e-29; VT_R8,VT_DATE 9.9999999999999994e-30; NUMBERS,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble -1", "VT_UI1,VT_UI2,VT_UI4,VT_UI8 !; NUMBERS,VT_DATE -1; VT_BOOL TRUE; VT_ERROR ffffffff" },
    { "gdouble -657434.75", "VT_R4,VT_R8,VT_CY,VT_DECIMAL,VT_DATE -657434.75; NUMBERS,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 2958466", "VT_I1,VT_UI1,VT_I2,VT_UI2,VT_DATE !; NUMBERS 2958466; VT_BOOL TRUE; VT_ERROR 002d2482" },
    { "gdouble 1e300", "VT_R8 1.0000000000000001e+300; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 9007199254740992",
      "VT_I8,VT_UI8,VT_R8,VT_DECIMAL 9007199254740992; VT_R4 9.00719925e+15; NUMBERS,VT_DATE,VT_ERROR !; "
      "VT_BOOL TRUE" },
    { "gdouble 9223372036854775808",
      "VT_UI8,VT_DECIMAL 9223372036854775808; VT_R4 9.22337204e+18; VT_R8 9.2233720368547758e+18; "
      "NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 18446744073709551616",
      "VT_R4 1.84467441e+19; VT_R8 1.8446744073709552e+19; VT_DECIMAL 18446744073709551616; "
      "NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 1e23",
      "VT_R4 9.99999978e+22; VT_R8 9.9999999999999992e+22; VT_DECIMAL 99999999999999991611392; "
      "NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 922337203685477.5",
      "VT_R4 9.2233718e+14; VT_R8,VT_CY,VT_DECIMAL 922337203685477.5; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble 79228162514264337593543950336",
      "VT_R4 7.92281625e+28; VT_R8 7.9228162514264338e+28; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble nan", "VT_R4,VT_R8 nan; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gdouble -inf", "VT_R4,VT_R8 -inf; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "gboolean FALSE", "VT_BOOL FALSE" },
    { "gboolean TRUE", "VT_BOOL TRUE" },
    { "ConvertColor -3", "VT_UI1,VT_UI2,VT_UI4,VT_UI8 !; NUMBERS,VT_DATE -3; VT_BOOL TRUE; VT_ERROR fffffffd" },
    { "ConvertColor 7", "NUMBERS,VT_DATE 7; VT_BOOL TRUE; VT_ERROR 00000007" },
    { "ConvertEdges 3", "NUMBERS,VT_DATE 3; VT_BOOL TRUE; VT_ERROR 00000003" },
    { "ConvertEdges 2147483648",
      "VT_I1,VT_UI1,VT_I2,VT_UI2,VT_DATE !; VT_I4 -2147483648; VT_UI4,VT_I8,VT_UI8,VT_R8,VT_CY,VT_DECIMAL "
      "2147483648; VT_R4 2.14748365e+09; VT_BOOL TRUE; VT_ERROR 80000000" },
    { "gchararray", "VT_BSTR NULL" },
    { "gchararray 5", "VT_CY,VT_DECIMAL,VT_BSTR 5" },
    { "gchararray 12.3456", "VT_CY,VT_DECIMAL,VT_BSTR 12.3456" },
    { "gchararray -0.00010", "VT_CY,VT_DECIMAL -0.0001; VT_BSTR -0.00010" },
    { "gchararray +.5", "VT_CY,VT_DECIMAL 0.5; VT_BSTR +.5" },
    { "gchararray 1e3", "VT_BSTR 1e3" },
    { "gchararray .", "VT_BSTR ." },
    { "gchararray 1.2.3", "VT_BSTR 1.2.3" },
    { "gchararray  7", "VT_BSTR  7" },
    { "gchararray 922337203685477.5807", "VT_CY,VT_DECIMAL,VT_BSTR 922337203685477.5807" },
    { "gchararray 922337203685477.5808", "VT_CY !; VT_DECIMAL,VT_BSTR 922337203685477.5808" },
    { "gchararray 0.00001", "VT_CY !; VT_DECIMAL,VT_BSTR 0.00001" },
    { "gchararray 79228162514264337593543950335", "VT_CY !; VT_DECIMAL,VT_BSTR 79228162514264337593543950335" },
    { "gchararray 79228162514264337593543950336", "VT_CY,VT_DECIMAL !; VT_BSTR 79228162514264337593543950336" },
    { "gchararray 0.33333333333333333333333333333", "VT_CY,VT_DECIMAL !; VT_BSTR 0.33333333333333333333333333333" },
    { "gchararray text", "VT_BSTR text" },
    { "CpgGuid 01020304-0506-0708-090a-0b0c0d0e0f10", "VT_BSTR {01020304-0506-0708-090a-0b0c0d0e0f10}" },
    { "GDateTime", "" },
    { "GDateTime 0100-01-01T12:00:00", "VT_DATE -657434.5" },
    { "GDateTime 2000-01-01T12:00:00", "VT_DATE 36526.5" },
    { "GDateTime 0099-12-31T23:00:00", "VT_DATE !" },
    { "GError", "VT_ERROR 00000000" },
    { "GError 80010108", "VT_ERROR 80010108" },
    { "GObject", "VT_UNKNOWN,VT_DISPATCH NULL" },
    { "gpointer", "VT_BSTR,VT_UNKNOWN,VT_DISPATCH NULL" },
    { "GType", "" },
    { "GVariant", "" },
    { "GVariant true", "VT_BOOL TRUE" },
    { "GVariant int64 9007199254740993",
      "VT_I8,VT_UI8,VT_DECIMAL 9007199254740993; NUMBERS,VT_DATE,VT_ERROR !; VT_BOOL TRUE" },
    { "GVariant 0.1",
      "VT_R4 0.100000001; VT_R8,VT_DATE 0.10000000000000001; VT_CY,VT_DECIMAL 0.1; NUMBERS,VT_ERROR !; VT_BOOL "
      "TRUE" },
    { "GVariant '0.1'", "VT_CY,VT_DECIMAL,VT_BSTR 0.1" },
    { "GVariant <7>", "NUMBERS,VT_DATE 7; VT_BOOL TRUE; VT_ERROR 00000007" },
    { "GVariant (1, 2)", "" },
    { "GVariant [1]", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      value_parse (&value, rows[i].from);
      for (guint j = 0; j < G_N_ELEMENTS (vts); j++)
        {
          g_autofree char *name = cpg_com_vt_to_text (vts[j]), *expected = NULL, *described = NULL;
          g_autoptr (GError) error = NULL;
          CpgComVariant self;

          if (vts[j] == CPG_VT_EMPTY || vts[j] == CPG_VT_NULL)
            continue;
          expected = find_expected (rows[i].to, vts[j] == CPG_VT_INT    ? "VT_I4"
                                                : vts[j] == CPG_VT_UINT ? "VT_UI4"
                                                                        : name);
          if (cpg_com_variant_set_as (&self, native, vts[j], &value, &error))
            described = variant_describe (&self);
          else if (cpg_error_to_hresult (error) == CPG_DISP_E_OVERFLOW)
            described = g_strdup ("!");
          else
            g_assert_cmphex (cpg_error_to_hresult (error), ==, CPG_DISP_E_TYPEMISMATCH);
          if (g_strcmp0 (described, expected) != 0)
            g_error ("%s to %s: %s, not %s", rows[i].from, name, described, expected);
          cpg_com_variant_clear (&self, native);
        }
    }
}

/* Decimals ----------------------------------------------------------------------------- */

/* Whatever a decimal becomes, it is the same number when it comes back. */
static void
check_round (guint       vt,
             const char *from)
{
  const GType types[] = { G_TYPE_INVALID, G_TYPE_DOUBLE, G_TYPE_FLOAT, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_UINT64 };
  CpgComVariant self;
  g_autofree char *text = NULL;

  variant_parse (&self, from);
  text = variant_describe (&self);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      CpgComVariant back;
      g_autofree char *again = NULL;

      if (types[i] != G_TYPE_INVALID)
        g_value_init (&value, types[i]);
      if (!cpg_com_variant_get (&self, native, &value, NULL))
        {
          g_assert_cmpuint (types[i], !=, G_TYPE_INVALID);
          g_assert_cmpuint (types[i], !=, G_TYPE_STRING);
          continue;
        }
      g_assert_true (cpg_com_variant_set_as (&back, native, vt, &value, NULL));
      again = variant_describe (&back);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_decimals (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      guint64 bits = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      gint64 number = (gint64) bits >> g_test_rand_int_range (0, 64);
      guint scale = (guint) g_test_rand_int_range (0, 29);
      CpgComDecimal decimal = { .scale = (guint8) scale, .low = (guint64) number & G_MAXINT64 };
      g_autofree char *currency = cpg_com_currency_to_text (number), *text = cpg_com_decimal_to_text (&decimal);
      g_autofree char *as_currency = g_strconcat ("VT_CY ", currency, NULL);
      g_autofree char *as_decimal = g_strconcat ("VT_DECIMAL ", text, NULL);

      check_round (CPG_VT_CY, as_currency);
      check_round (CPG_VT_DECIMAL, as_decimal);
    }
}

/* One by reference may be in a VARIANT, whose type stands in its first bytes. */
static void
test_decimal_in_place (void)
{
  CpgComVariant self, by_ref = { .vt = CPG_VT_BYREF | CPG_VT_DECIMAL, .as_pointer = &self };
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *text = NULL;

  variant_parse (&self, "VT_DECIMAL 1.5");
  value_parse (&value, "gchararray 79228162514264337593543950335");
  g_assert_true (cpg_com_variant_write_back (&by_ref, native, &value, NULL));
  g_assert_cmphex (self.vt, ==, CPG_VT_DECIMAL);
  text = variant_describe (&self);
  g_assert_cmpstr (text, ==, "79228162514264337593543950335");
}

/* Events ------------------------------------------------------------------------------- */

static CpgOutgoingInterface *
get_contract (void)
{
  static CpgOutgoingInterface *contract;

  if (contract == NULL)
    {
      g_autoptr (CpgInterfaceBuilder) builder = cpg_interface_builder_new ("ConvertEvents", NULL);
      const GType types[] = { G_TYPE_INT, G_TYPE_DOUBLE, G_TYPE_STRING, CPG_TYPE_BY_REF };
      const char *names[] = { "number", "real", "text", "out", NULL };

      cpg_interface_builder_add_method (builder, "all", 1, CPG_COMBINE_LAST, G_TYPE_INT64,
                                        names, types, G_N_ELEMENTS (types));
      cpg_interface_builder_set_by_ref (builder, "all", "out", G_TYPE_INT64);
      cpg_interface_builder_add_method (builder, "declared", 2, CPG_COMBINE_LAST, G_TYPE_DOUBLE,
                                        names, types, G_N_ELEMENTS (types));
      cpg_interface_builder_set_by_ref (builder, "declared", "out", G_TYPE_DOUBLE);
      contract = cpg_interface_builder_register (builder, NULL);
      cpg_com_interface_set_kind (cpg_outgoing_interface_get_gtype (contract), CPG_COM_KIND_DISPATCH, NULL);
    }
  return contract;
}

static guint32
invoke (gpointer       events,
        gint32         id,
        CpgComVariant *variants,
        guint          n,
        guint32       *bad)
{
  static CpgComSignature signature = CPG_COM_SIGNATURE ("hpiguSpppp");
  CpgComDispParams params = { variants, NULL, n, 0 }, *params_address = &params;
  const CpgGuid *iid = &cpg_iid_null;
  guint32 lcid = 0;
  guint16 flags = CPG_DISPATCH_METHOD;
  gpointer nothing = NULL;
  void *args[] = { &id, &iid, &lcid, &flags, &params_address, &nothing, &nothing, &bad };

  *bad = 99;
  return cpg_com_call (native, events, CPG_SLOT_DISPATCH_INVOKE, &signature, args);
}

static int n_heard;

/* Writes what fits nowhere but into 64 bits. */
static void
heard (CpgSink       *sink,
       CpgInvocation *invocation,
       gpointer       data)
{
  const GValue *out = cpg_invocation_get_argument (invocation, 3);
  g_auto (GValue) value = G_VALUE_INIT;

  n_heard++;
  if (out == NULL)
    return;
  value_parse (&value, "gint64 9007199254740993");
  g_assert_true (cpg_by_ref_set_value (g_value_get_boxed (out), &value, NULL));
}

/* Whoever calls is told which argument it was, and what is wrong with it: the last one
 * is number 0. Nobody hears of it. */
static void
test_argument_errors (void)
{
  static const struct { guint index; const char *variant; guint32 result; } table[] = {
    { 3, "VT_I8 2147483648", CPG_DISP_E_OVERFLOW },
    { 3, "VT_R8 0.5", CPG_DISP_E_OVERFLOW },
    { 3, "VT_CY 12.3456", CPG_DISP_E_OVERFLOW },
    { 3, "VT_BSTR 5", CPG_DISP_E_TYPEMISMATCH },
    { 3, "VT_NULL", CPG_DISP_E_TYPEMISMATCH },
    { 2, "VT_I8 9007199254740993", CPG_DISP_E_OVERFLOW },
    { 2, "VT_CY 922337203685477.5807", CPG_DISP_E_OVERFLOW },
    { 2, "VT_DECIMAL 0.3333333333333333333333333333", CPG_DISP_E_OVERFLOW },
    { 2, "VT_BOOL -1", CPG_DISP_E_TYPEMISMATCH },
    { 1, "VT_I4 5", CPG_DISP_E_TYPEMISMATCH },
    { 1, "VT_DATE 0", CPG_DISP_E_TYPEMISMATCH },
    { 0, "VT_UI8 9223372036854775808", CPG_DISP_E_OVERFLOW },
    { 0, "VT_UNKNOWN", CPG_DISP_E_TYPEMISMATCH },
  };
  CpgOutgoingInterface *contract = get_contract (), *catch_all = cpg_com_event_sink_get_catch_all (&cpg_iid_unknown, NULL);
  g_autoptr (CpgSink) sink = cpg_sink_new (cpg_outgoing_interface_get_gtype (contract));
  g_autoptr (CpgSink) any_sink = cpg_sink_new (cpg_outgoing_interface_get_gtype (catch_all));
  gpointer events = cpg_com_event_sink_new_for_sink (G_OBJECT (sink), contract, native);
  gpointer any_events = cpg_com_event_sink_new_for_sink (G_OBJECT (any_sink), catch_all, native);
  static const guint16 with_nul[] = { 'a', 0, 'b' };
  guint8 text[4 + sizeof with_nul] = { sizeof with_nul };
  double real = 0;
  gint64 wide = 0;
  guint32 bad;

  n_heard = 0;
  g_signal_connect (sink, "invoked", G_CALLBACK (heard), NULL);
  g_signal_connect (any_sink, "invoked", G_CALLBACK (heard), NULL);
  memcpy (text + 4, with_nul, sizeof with_nul);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CpgComVariant args[4];

      variant_parse (&args[3], "VT_I4 1");
      variant_parse (&args[2], "VT_R8 2.5");
      variant_parse (&args[1], "VT_BSTR three");
      variant_parse (&args[0], "VT_I8 4");
      cpg_com_variant_clear (&args[table[i].index], native);
      variant_parse (&args[table[i].index], table[i].variant);
      g_assert_cmphex (invoke (events, 1, args, 4, &bad), ==, table[i].result);
      g_assert_cmpuint (bad, ==, table[i].index);
      for (guint j = 0; j < G_N_ELEMENTS (args); j++)
        cpg_com_variant_clear (&args[j], native);
    }
  g_assert_cmpint (n_heard, ==, 0);

  /* A text that has no end, a date that has no day, and what any value may be. */
  for (guint i = 0; i < 2; i++)
    {
      CpgComVariant args[] = { { CPG_VT_I8 }, { CPG_VT_BSTR, .as_pointer = text + 4 }, { CPG_VT_I4 }, { CPG_VT_I4 } };

      g_assert_cmphex (invoke (i == 0 ? events : any_events, 1, args, 4, &bad), ==, CPG_DISP_E_TYPEMISMATCH);
      g_assert_cmpuint (bad, ==, 1);
    }
  {
    CpgComVariant args[] = { { CPG_VT_I4 }, { CPG_VT_DATE, .as_double = 1e9 } };

    g_assert_cmphex (invoke (any_events, 1, args, 2, &bad), ==, CPG_DISP_E_OVERFLOW);
    g_assert_cmpuint (bad, ==, 1);
  }
  g_assert_cmpint (n_heard, ==, 0);

  /* What a listener wrote does not fit: it stays. */
  {
    CpgComVariant args[] = { { CPG_VT_BYREF | CPG_VT_R8, .as_pointer = &real }, { CPG_VT_EMPTY }, { CPG_VT_I4 },
                             { CPG_VT_I4 } };

    g_assert_cmphex (invoke (events, 1, args, 4, &bad), ==, CPG_DISP_E_OVERFLOW);
    g_assert_cmpuint (bad, ==, 0);
    g_assert_cmpfloat (real, ==, 0);
    args[0] = (CpgComVariant) { CPG_VT_BYREF | CPG_VT_I8, .as_pointer = &wide };
    g_assert_cmphex (invoke (events, 1, args, 4, &bad), ==, CPG_S_OK);
    g_assert_cmpint (wide, ==, G_GINT64_CONSTANT (9007199254740993));
  }
  g_assert_cmpint (n_heard, ==, 2);

  g_assert_cmpuint (cpg_com_drop_ref (native, events), ==, 0);
  g_assert_cmpuint (cpg_com_drop_ref (native, any_events), ==, 0);
}

/* A foreign sink with an IDispatch, which writes down what it gets. */
static GString *got;

static guint32
their_invoke (gpointer          self,
              gint32            id,
              const CpgGuid    *iid,
              guint32           lcid,
              guint16           flags,
              CpgComDispParams *params,
              CpgComVariant    *result,
              CpgComExcepInfo  *exception,
              guint32          *bad)
{
  for (guint32 i = params->n_args; i > 0; i--)
    {
      const CpgComVariant *arg = &params->args[i - 1];
      CpgComVariant copy = *arg;
      g_autofree char *vt = cpg_com_vt_to_text (arg->vt), *text = NULL;

      if (arg->vt & CPG_VT_BYREF)
        {
          g_assert_cmphex (arg->vt, ==, CPG_VT_BYREF | CPG_VT_CY);
          copy.vt = CPG_VT_CY;
          memcpy (&copy.as_int64, arg->as_pointer, sizeof copy.as_int64);
          *(gint64 *) arg->as_pointer += 1;
        }
      text = variant_describe (&copy);
      g_string_append_printf (got, "%s%s %s", got->len > 0 ? ", " : "", vt, text);
    }
  variant_parse (result, "VT_CY 90071992547.4099");
  return CPG_S_OK;
}

/* Each argument has the type that was declared for it, where it fits. */
static void
test_declared (void)
{
  static gpointer vtable[CPG_SLOT_DISPATCH_INVOKE + 1];
  static gpointer *dispatch = vtable;
  const guint declared[] = { CPG_VT_I2, CPG_VT_CY, CPG_VT_EMPTY, CPG_VT_CY, CPG_VT_CY };
  CpgMethod *method = cpg_outgoing_interface_lookup_method (get_contract (), "declared");
  GValue values[4] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT };
  g_auto (GValue) answer = G_VALUE_INIT;
  g_autoptr (CpgByRef) box = cpg_by_ref_new (CPG_COMBINE_LAST, G_TYPE_DOUBLE, 0.1);
  CpgComMethod *com_method;
  double back = 0;

  vtable[CPG_SLOT_DISPATCH_INVOKE] = (gpointer) their_invoke;
  got = g_string_new (NULL);
  cpg_com_method_describe (method, declared);
  com_method = cpg_com_method_get (method);
  value_parse (&values[0], "gint -32768");
  value_parse (&values[1], "gdouble 0.1");
  value_parse (&values[2], "gchararray text");
  g_value_init (&values[3], CPG_TYPE_BY_REF);
  g_value_set_boxed (&values[3], box);
  g_value_init (&answer, G_TYPE_DOUBLE);

  g_assert_cmphex (cpg_com_invoke (com_method, native, &dispatch, values, &answer, NULL), ==, CPG_S_OK);
  g_assert_cmpstr (got->str, ==, "VT_I2 -32768, VT_CY 0.1, VT_BSTR text, VT_BYREF | VT_CY 0.1");
  g_assert_cmpfloat (g_value_get_double (&answer), ==, 90071992547.4099);
  cpg_by_ref_get (box, &back);
  g_assert_cmpfloat (back, ==, 0.1001);

  /* Where it does not, nobody is called. */
  g_string_truncate (got, 0);
  g_value_set_int (&values[0], 32768);
  g_assert_cmphex (cpg_com_invoke (com_method, native, &dispatch, values, &answer, NULL), ==, CPG_DISP_E_OVERFLOW);
  g_value_set_int (&values[0], 0);
  g_value_set_double (&values[1], 0.00001);
  g_assert_cmphex (cpg_com_invoke (com_method, native, &dispatch, values, &answer, NULL), ==, CPG_DISP_E_OVERFLOW);
  g_assert_cmpstr (got->str, ==, "");

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_value_unset (&values[i]);
  g_string_free (got, TRUE);
}

/* Arrays in arrays ------------------------------------------------------------------------ */

/* @n VARIANTs that all refer to one array. */
static CpgComSafeArray *
array_of_references (CpgComSafeArray **array,
                     guint             vt,
                     guint32           n)
{
  CpgComSafeArray *self = cpg_com_safe_array_new (native, CPG_VT_VARIANT, n);

  for (guint32 i = 0; i < n; i++)
    {
      CpgComVariant *element = cpg_com_safe_array_get (self, i);

      element->vt = (guint16) (CPG_VT_BYREF | CPG_VT_ARRAY | vt);
      element->as_pointer = array;
    }
  return self;
}

/* What refers to the same again and again is small, and all that it stands for is not. */
static void
test_too_much (void)
{
  const guint32 n_bytes = 1024 * 1024;
  CpgComSafeArray *bytes = cpg_com_safe_array_new (native, CPG_VT_UI1, n_bytes);
  CpgComSafeArray *fits = array_of_references (&bytes, CPG_VT_UI1, 64);
  CpgComSafeArray *too_many = array_of_references (&bytes, CPG_VT_UI1, 65);
  CpgComSafeArray *numbers = cpg_com_safe_array_new (native, CPG_VT_R8, 1000);
  CpgComSafeArray *inner = array_of_references (&numbers, CPG_VT_R8, 1000);
  CpgComSafeArray *outer = array_of_references (&inner, CPG_VT_VARIANT, 1000);
  const struct { CpgComSafeArray *array; guint32 result; } table[] = {
    { fits, CPG_S_OK }, { too_many, CPG_DISP_E_OVERFLOW }, { inner, CPG_S_OK }, { outer, CPG_DISP_E_OVERFLOW },
    { fits, CPG_S_OK }
  };
  g_autoptr (GVariant) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (GValue) natural = G_VALUE_INIT, variant = G_VALUE_INIT;

      g_value_init (&variant, G_TYPE_VARIANT);
      g_assert_cmphex (cpg_com_safe_array_load (table[i].array, native, CPG_VT_VARIANT, &natural), ==, table[i].result);
      g_assert_cmphex (cpg_com_safe_array_load (table[i].array, native, CPG_VT_VARIANT, &variant), ==, table[i].result);
    }

  /* The other way. */
  list = g_variant_ref_sink (g_variant_new_variant (g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes->data, n_bytes, 1)));
  for (guint i = 64; i < 66; i++)
    {
      g_autofree GVariant **children = g_new (GVariant *, i);
      g_auto (GValue) value = G_VALUE_INIT;
      CpgComSafeArray *array = NULL;

      for (guint j = 0; j < i; j++)
        children[j] = list;
      g_value_init (&value, G_TYPE_VARIANT);
      g_value_take_variant (&value, g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARIANT, children, i)));
      g_assert_cmphex (cpg_com_safe_array_store (&array, native, CPG_VT_VARIANT, &value), ==,
                       i == 64 ? CPG_S_OK : CPG_DISP_E_OVERFLOW);
      cpg_com_safe_array_free (array, native, CPG_VT_VARIANT);
    }

  cpg_com_safe_array_free (outer, native, CPG_VT_VARIANT);
  cpg_com_safe_array_free (inner, native, CPG_VT_VARIANT);
  cpg_com_safe_array_free (too_many, native, CPG_VT_VARIANT);
  cpg_com_safe_array_free (fits, native, CPG_VT_VARIANT);
  cpg_com_safe_array_free (numbers, native, CPG_VT_R8);
  cpg_com_safe_array_free (bytes, native, CPG_VT_UI1);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/com-convert/load", test_load);
  g_test_add_func ("/com-convert/store", test_store);
  g_test_add_func ("/com-convert/decimals", test_decimals);
  g_test_add_func ("/com-convert/decimal-in-place", test_decimal_in_place);
  g_test_add_func ("/com-convert/argument-errors", test_argument_errors);
  g_test_add_func ("/com-convert/declared", test_declared);
  g_test_add_func ("/com-convert/too-much", test_too_much);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <math.h>
#include <string.h>

#include <cpglib/com/cpg-com-call-private.h>
#include <cpglib/com/cpg-com-safe-array-private.h>
#include <cpglib/com/cpg-com-variant-private.h>
#include <cpglib/com/cpg-hresult-private.h>
#include <cpglib/contract/cpg-by-ref.h>
#include <cpglib/contract/cpg-invocation-private.h>

/* Days from the first of January of year 1, as GDate counts, to day 0 of a DATE. */
#define DATE_EPOCH_JULIAN 693594
/* What a DATE may be: the years 100 to 9999. */
#define MIN_DATE          -657434.0
#define END_DATE          2958466.0
#define DAY_USEC          (24 * 60 * 60 * G_GINT64_CONSTANT (1000000))

#define CURRENCY_UNIT     10000.0

/* A VT_BYREF to a VARIANT that is a VT_BYREF itself: more than that is nobody's. */
#define MAX_NESTING       2

/* Objects --------------------------------------------------------------------- */

gpointer  (* cpg_com_variant_to_unknown) (GObject              *object,
                                          const CpgComDialect  *dialect,
                                          GError              **error);
GObject * (* cpg_com_variant_to_object)  (gpointer              unknown,
                                          const CpgComDialect  *dialect,
                                          GError              **error);

/* Takes over what the hook of the importing side gives. */
static guint32
load_object (gpointer             unknown,
             const CpgComDialect *dialect,
             GValue              *value)
{
  g_autoptr (GError) error = NULL;
  GObject *object = NULL;

  if (unknown != NULL)
    {
      if (cpg_com_variant_to_object != NULL)
        object = cpg_com_variant_to_object (unknown, dialect, &error);
      if (object == NULL)
        return error != NULL ? cpg_error_to_hresult (error) : CPG_E_NOTIMPL;
    }

  g_value_init (value, object != NULL ? G_OBJECT_TYPE (object) : G_TYPE_OBJECT);
  g_value_take_object (value, object);
  return CPG_S_OK;
}

static guint32
store_object (guint                vt,
              gpointer            *where,
              const CpgComDialect *dialect,
              GObject             *object)
{
  g_autoptr (GError) error = NULL;
  gpointer unknown = NULL;

  *where = NULL;
  if (object == NULL)
    return CPG_S_OK;

  if (cpg_com_variant_to_unknown != NULL)
    unknown = cpg_com_variant_to_unknown (object, dialect, &error);
  if (unknown == NULL)
    return error != NULL ? cpg_error_to_hresult (error) : CPG_E_NOTIMPL;

  if (vt == CPG_VT_UNKNOWN)
    {
      *where = unknown;
      return CPG_S_OK;
    }

  cpg_com_query_interface (dialect, unknown, &cpg_iid_dispatch, where);
  cpg_com_release (dialect, unknown);
  return *where != NULL ? CPG_S_OK : CPG_DISP_E_TYPEMISMATCH;
}

/* Dates ----------------------------------------------------------------------- */

/* The day is the whole part, and the fraction the time of the day: also of days
 * before day 0, whose fraction is not a part of the way back. */
static GDateTime *
date_to_date_time (double date)
{
  double days = trunc (date);
  gint64 usec = llround (fabs (date - days) * (double) DAY_USEC);
  gint64 rest;
  GDate day;

  if (!(date >= MIN_DATE && date < END_DATE))
    return NULL;
  if (usec >= DAY_USEC)
    {
      days++;
      usec = 0;
    }

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) (DATE_EPOCH_JULIAN + (int) days));
  rest = usec % (60 * 1000000);
  return g_date_time_new_local (g_date_get_year (&day), (int) g_date_get_month (&day), g_date_get_day (&day),
                                (int) (usec / (60 * 60 * G_GINT64_CONSTANT (1000000))),
                                (int) (usec / (60 * 1000000) % 60),
                                (double) rest / 1000000.0);
}

static guint32
date_from_date_time (GDateTime *date_time,
                     double    *date)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (date_time);
  double days, fraction;
  GDate day;

  if (local == NULL) /* near the year 1 it may be none */
    return CPG_DISP_E_OVERFLOW;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local), (GDateYear) g_date_time_get_year (local));
  days = (double) g_date_get_julian (&day) - DATE_EPOCH_JULIAN;
  fraction = ((double) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local)) * 60.0 +
              g_date_time_get_seconds (local)) / (24.0 * 60.0 * 60.0);
  *date = days < 0 ? days - fraction : days + fraction;

  return *date >= MIN_DATE && *date < END_DATE ? CPG_S_OK : CPG_DISP_E_OVERFLOW;
}

/* Numbers --------------------------------------------------------------------- */

/* What a GValue holds, if it is a number of any kind. */
typedef struct {
  enum { NO_NUMBER, SIGNED_NUMBER, UNSIGNED_NUMBER, REAL_NUMBER } kind;
  gint64  as_signed;
  guint64 as_unsigned;
  double  as_real;
} Number;

static void
number_init (Number       *self,
             const GValue *value)
{
  GValue wide = G_VALUE_INIT;

  self->kind = NO_NUMBER;
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_CHAR:
    case G_TYPE_INT:
    case G_TYPE_LONG:
    case G_TYPE_INT64:
    case G_TYPE_ENUM:
      g_value_init (&wide, G_TYPE_INT64);
      g_value_transform (value, &wide);
      self->kind = SIGNED_NUMBER;
      self->as_signed = g_value_get_int64 (&wide);
      break;
    case G_TYPE_UCHAR:
    case G_TYPE_UINT:
    case G_TYPE_ULONG:
    case G_TYPE_UINT64:
    case G_TYPE_FLAGS:
      g_value_init (&wide, G_TYPE_UINT64);
      g_value_transform (value, &wide);
      self->kind = UNSIGNED_NUMBER;
      self->as_unsigned = g_value_get_uint64 (&wide);
      break;
    case G_TYPE_FLOAT:
      self->kind = REAL_NUMBER;
      self->as_real = g_value_get_float (value);
      break;
    case G_TYPE_DOUBLE:
      self->kind = REAL_NUMBER;
      self->as_real = g_value_get_double (value);
      break;
    default:
      break;
    }
}

static double
number_to_real (const Number *self)
{
  switch (self->kind)
    {
    case SIGNED_NUMBER:
      return (double) self->as_signed;
    case UNSIGNED_NUMBER:
      return (double) self->as_unsigned;
    case REAL_NUMBER:
    case NO_NUMBER:
    default:
      return self->as_real;
    }
}

/* As an integer from @min to @max, if it is one. */
static guint32
number_to_integer (const Number *self,
                   gint64        min,
                   guint64       max,
                   guint64      *integer)
{
  gint64 with_sign;

  switch (self->kind)
    {
    case UNSIGNED_NUMBER:
      *integer = self->as_unsigned;
      return self->as_unsigned <= max ? CPG_S_OK : CPG_DISP_E_OVERFLOW;
    case SIGNED_NUMBER:
      with_sign = self->as_signed;
      break;
    case REAL_NUMBER:
      /* 2^63 and 2^64 are doubles; a NaN is smaller than nothing. */
      if (self->as_real != trunc (self->as_real) ||
          !(self->as_real >= -9223372036854775808.0 && self->as_real < 18446744073709551616.0))
        return CPG_DISP_E_OVERFLOW;
      if (self->as_real >= 0)
        {
          *integer = (guint64) self->as_real;
          return *integer <= max ? CPG_S_OK : CPG_DISP_E_OVERFLOW;
        }
      with_sign = (gint64) self->as_real;
      break;
    case NO_NUMBER:
    default:
      return CPG_DISP_E_TYPEMISMATCH;
    }

  *integer = (guint64) with_sign;
  return with_sign >= min && (with_sign < 0 || (guint64) with_sign <= max) ? CPG_S_OK : CPG_DISP_E_OVERFLOW;
}

/* Text of a number for what is decimal, or %NULL if it is none. */
static char *
number_to_text (const GValue *value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  Number number;

  if (G_VALUE_HOLDS_STRING (value))
    return g_value_dup_string (value);

  number_init (&number, value);
  switch (number.kind)
    {
    case SIGNED_NUMBER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, number.as_signed);
    case UNSIGNED_NUMBER:
      return g_strdup_printf ("%" G_GUINT64_FORMAT, number.as_unsigned);
    case REAL_NUMBER:
      /* The shortest that is this double again: 0.1 is 0.1. A large one has an
       * exponent, which is none of what can be read. */
      for (int precision = 15; precision <= 17; precision++)
        {
          g_autofree char *format = g_strdup_printf ("%%.%dg", precision);

          g_ascii_formatd (digits, sizeof digits, format, number.as_real);
          if (g_ascii_strtod (digits, NULL) == number.as_real)
            break;
        }
      if (strchr (digits, 'e') != NULL && fabs (number.as_real) < 1e30)
        {
          char plain[64];

          g_ascii_formatd (plain, sizeof plain, "%.28f", number.as_real);
          if (g_ascii_strtod (plain, NULL) == number.as_real)
            return g_strdup (plain);
        }
      return g_strdup (digits);
    case NO_NUMBER:
    default:
      return NULL;
    }
}

/* One value in memory ---------------------------------------------------------- */

gsize
cpg_com_vt_get_size (guint vt)
{
  if (vt & (CPG_VT_ARRAY | CPG_VT_BYREF))
    return sizeof (gpointer);

  switch (vt)
    {
    case CPG_VT_I1:
    case CPG_VT_UI1:
      return 1;
    case CPG_VT_I2:
    case CPG_VT_UI2:
    case CPG_VT_BOOL:
      return 2;
    case CPG_VT_I4:
    case CPG_VT_UI4:
    case CPG_VT_INT:
    case CPG_VT_UINT:
    case CPG_VT_R4:
    case CPG_VT_ERROR:
      return 4;
    case CPG_VT_I8:
    case CPG_VT_UI8:
    case CPG_VT_R8:
    case CPG_VT_CY:
    case CPG_VT_DATE:
      return 8;
    case CPG_VT_BSTR:
    case CPG_VT_UNKNOWN:
    case CPG_VT_DISPATCH:
      return sizeof (gpointer);
    case CPG_VT_DECIMAL:
      return sizeof (CpgComDecimal);
    case CPG_VT_VARIANT:
      return sizeof (CpgComVariant);
    default:
      return 0;
    }
}

char *
cpg_com_vt_to_text (guint vt)
{
  static const char * const names[] = {
    "VT_EMPTY", "VT_NULL", "VT_I2", "VT_I4", "VT_R4", "VT_R8", "VT_CY", "VT_DATE", "VT_BSTR", "VT_DISPATCH",
    "VT_ERROR", "VT_BOOL", "VT_VARIANT", "VT_UNKNOWN", "VT_DECIMAL", NULL, "VT_I1", "VT_UI1", "VT_UI2",
    "VT_UI4", "VT_I8", "VT_UI8", "VT_INT", "VT_UINT"
  };
  guint basic = vt & CPG_VT_TYPEMASK;
  g_autofree char *number = g_strdup_printf ("VARTYPE %u", basic);

  return g_strconcat (vt & CPG_VT_BYREF ? "VT_BYREF | " : "", vt & CPG_VT_ARRAY ? "VT_ARRAY | " : "",
                      basic < G_N_ELEMENTS (names) && names[basic] != NULL ? names[basic] : number, NULL);
}

/* Whether it may stand in a VARIANT or in an array. */
static gboolean
is_known (guint vt)
{
  return (vt & ~(guint) (CPG_VT_ARRAY | CPG_VT_TYPEMASK)) == 0 &&
         cpg_com_vt_get_size (vt & CPG_VT_TYPEMASK) != 0;
}

#define LOAD(type, number) \
  G_STMT_START { \
    type loaded; \
    memcpy (&loaded, where, sizeof loaded); \
    g_value_init (value, G_TYPE_##number); \
    (number##_SETTER) (value, loaded); \
  } G_STMT_END

#define CHAR_SETTER    g_value_set_schar
#define UCHAR_SETTER   g_value_set_uchar
#define INT_SETTER     g_value_set_int
#define UINT_SETTER    g_value_set_uint
#define INT64_SETTER   g_value_set_int64
#define UINT64_SETTER  g_value_set_uint64
#define FLOAT_SETTER   g_value_set_float
#define DOUBLE_SETTER  g_value_set_double
#define BOOLEAN_SETTER g_value_set_boolean

static guint32
load_decimal (const CpgComDecimal *decimal,
              GValue              *value)
{
  g_autofree char *text = cpg_com_decimal_to_text (decimal);

  if (text == NULL)
    return CPG_E_INVALIDARG;

  g_value_init (value, G_TYPE_DOUBLE);
  g_value_set_double (value, g_ascii_strtod (text, NULL));
  return CPG_S_OK;
}

/* Initialises @value, unless it fails. */
static guint32
load_natural (guint                vt,
              gconstpointer        where,
              const CpgComDialect *dialect,
              GValue              *value)
{
  gpointer pointer = NULL;

  if (vt & CPG_VT_ARRAY)
    {
      memcpy (&pointer, where, sizeof pointer);
      return cpg_com_safe_array_load (pointer, dialect, vt & ~(guint) CPG_VT_ARRAY, value);
    }

  switch (vt)
    {
    case CPG_VT_EMPTY:
    case CPG_VT_NULL:
      g_value_init (value, G_TYPE_POINTER);
      return CPG_S_OK;
    case CPG_VT_I1:
      LOAD (gint8, CHAR);
      return CPG_S_OK;
    case CPG_VT_UI1:
      LOAD (guint8, UCHAR);
      return CPG_S_OK;
    case CPG_VT_I2:
      LOAD (gint16, INT);
      return CPG_S_OK;
    case CPG_VT_UI2:
      LOAD (guint16, UINT);
      return CPG_S_OK;
    case CPG_VT_I4:
    case CPG_VT_INT:
      LOAD (gint32, INT);
      return CPG_S_OK;
    case CPG_VT_UI4:
    case CPG_VT_UINT:
      LOAD (guint32, UINT);
      return CPG_S_OK;
    case CPG_VT_I8:
      LOAD (gint64, INT64);
      return CPG_S_OK;
    case CPG_VT_UI8:
      LOAD (guint64, UINT64);
      return CPG_S_OK;
    case CPG_VT_R4:
      LOAD (float, FLOAT);
      return CPG_S_OK;
    case CPG_VT_R8:
      LOAD (double, DOUBLE);
      return CPG_S_OK;
    case CPG_VT_BOOL:
      LOAD (gint16, BOOLEAN);
      return CPG_S_OK;
    case CPG_VT_CY:
      {
        gint64 currency;
        g_autofree char *text = NULL;

        memcpy (&currency, where, sizeof currency);
        text = cpg_com_currency_to_text (currency);
        g_value_init (value, G_TYPE_DOUBLE);
        g_value_set_double (value, g_ascii_strtod (text, NULL));
        return CPG_S_OK;
      }
    case CPG_VT_DECIMAL:
      {
        CpgComDecimal decimal;

        memcpy (&decimal, where, sizeof decimal);
        return load_decimal (&decimal, value);
      }
    case CPG_VT_DATE:
      {
        GDateTime *date_time;
        double date;

        memcpy (&date, where, sizeof date);
        date_time = date_to_date_time (date);
        if (date_time == NULL)
          return CPG_DISP_E_OVERFLOW;
        g_value_init (value, G_TYPE_DATE_TIME);
        g_value_take_boxed (value, date_time);
        return CPG_S_OK;
      }
    case CPG_VT_ERROR:
      {
        guint32 result;

        memcpy (&result, where, sizeof result);
        g_value_init (value, G_TYPE_ERROR);
        g_value_take_boxed (value, cpg_error_new_from_hresult (cpg_com_dialect_from_result (dialect, result)));
        return CPG_S_OK;
      }
    case CPG_VT_BSTR:
      {
        char *text;

        memcpy (&pointer, where, sizeof pointer);
        text = cpg_com_bstr_to_utf8 (dialect, pointer);
        if (text == NULL)
          return CPG_E_INVALIDARG;
        g_value_init (value, G_TYPE_STRING);
        g_value_take_string (value, text);
        return CPG_S_OK;
      }
    case CPG_VT_UNKNOWN:
    case CPG_VT_DISPATCH:
      memcpy (&pointer, where, sizeof pointer);
      return load_object (pointer, dialect, value);
    case CPG_VT_VARIANT:
      return cpg_com_vt_load (CPG_VT_VARIANT, where, dialect, value);
    default:
      return CPG_DISP_E_BADVARTYPE;
    }
}

/* What an argument that fits no type is told: numbers have other limits, what else
 * there is, is something else. */
static guint32
get_misfit (const GValue *from,
            GType         to)
{
  Number number;

  number_init (&number, from);
  switch (G_TYPE_FUNDAMENTAL (to))
    {
    case G_TYPE_CHAR:
    case G_TYPE_UCHAR:
    case G_TYPE_INT:
    case G_TYPE_UINT:
    case G_TYPE_LONG:
    case G_TYPE_ULONG:
    case G_TYPE_INT64:
    case G_TYPE_UINT64:
    case G_TYPE_FLOAT:
    case G_TYPE_DOUBLE:
    case G_TYPE_ENUM:
    case G_TYPE_FLAGS:
      return number.kind != NO_NUMBER ? CPG_DISP_E_OVERFLOW : CPG_DISP_E_TYPEMISMATCH;
    default:
      return CPG_DISP_E_TYPEMISMATCH;
    }
}

/* Numbers to enums and flags: GObject cuts what is too wide. */
static guint32
convert_to_names (const GValue *from,
                  GValue       *value)
{
  Number number;
  guint64 integer = 0;
  guint32 result;

  number_init (&number, from);
  if (G_VALUE_HOLDS_ENUM (value))
    {
      result = number_to_integer (&number, G_MININT32, G_MAXINT32, &integer);
      if (!CPG_HRESULT_FAILED (result))
        g_value_set_enum (value, (int) integer);
    }
  else
    {
      /* COM has no type for flags but its int. */
      result = number_to_integer (&number, G_MININT32, G_MAXUINT32, &integer);
      if (!CPG_HRESULT_FAILED (result))
        g_value_set_flags (value, (guint) integer);
    }
  return result;
}

/* Decimals keep all their digits if the type does. */
static guint32
convert_text (const char *text,
              GValue     *value)
{
  GType fundamental = G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value));
  const char *digits = *text == '-' ? text + 1 : text;
  GValue integer = G_VALUE_INIT;
  gint64 with_sign;
  guint64 without_sign;

  if (fundamental == G_TYPE_STRING)
    {
      g_value_set_string (value, text);
      return CPG_S_OK;
    }
  if (fundamental == G_TYPE_DOUBLE || fundamental == G_TYPE_FLOAT || strchr (digits, '.') != NULL)
    {
      g_value_init (&integer, G_TYPE_DOUBLE);
      g_value_set_double (&integer, g_ascii_strtod (text, NULL));
    }
  else if (digits != text && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &with_sign, NULL))
    {
      g_value_init (&integer, G_TYPE_INT64);
      g_value_set_int64 (&integer, with_sign);
    }
  else if (g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT64, &without_sign, NULL) && digits == text)
    {
      g_value_init (&integer, G_TYPE_UINT64);
      g_value_set_uint64 (&integer, without_sign);
    }
  else
    {
      return get_misfit (value, fundamental);
    }

  if (fundamental == G_TYPE_ENUM || fundamental == G_TYPE_FLAGS)
    return convert_to_names (&integer, value);
  return cpg_value_convert (&integer, value) ? CPG_S_OK : get_misfit (&integer, fundamental);
}

/* Puts what is there into @value, which has a type. */
static guint32
load_typed (guint                vt,
            gconstpointer        where,
            const CpgComDialect *dialect,
            GValue              *value)
{
  GType type = G_VALUE_TYPE (value);
  GValue natural = G_VALUE_INIT;
  g_autofree char *text = NULL;
  guint32 result;

  /* Nothing in particular: what the type begins with. */
  if (vt == CPG_VT_EMPTY)
    {
      g_value_reset (value);
      return CPG_S_OK;
    }
  if (type == G_TYPE_VARIANT)
    {
      GVariant *variant = NULL;

      if (vt & CPG_VT_ARRAY)
        return load_natural (vt, where, dialect, value);
      result = load_natural (vt, where, dialect, &natural);
      if (!CPG_HRESULT_FAILED (result))
        {
          variant = cpg_com_vt_to_gvariant (vt, &natural);
          g_value_unset (&natural);
        }
      if (variant != NULL)
        g_value_take_variant (value, g_variant_ref_sink (variant));
      return CPG_HRESULT_FAILED (result) || variant != NULL ? result : CPG_DISP_E_TYPEMISMATCH;
    }
  if (vt & CPG_VT_ARRAY)
    return load_natural (vt, where, dialect, value);

  switch (vt)
    {
    case CPG_VT_CY:
      {
        gint64 currency;

        memcpy (&currency, where, sizeof currency);
        text = cpg_com_currency_to_text (currency);
        break;
      }
    case CPG_VT_DECIMAL:
      {
        CpgComDecimal decimal;

        memcpy (&decimal, where, sizeof decimal);
        text = cpg_com_decimal_to_text (&decimal);
        if (text == NULL)
          return CPG_E_INVALIDARG;
        break;
      }
    case CPG_VT_ERROR:
      /* Some have it as a number. */
      if (type == G_TYPE_INT || type == G_TYPE_UINT)
        vt = type == G_TYPE_INT ? CPG_VT_I4 : CPG_VT_UI4;
      break;
    case CPG_VT_DATE:
      if (type == G_TYPE_DOUBLE)
        vt = CPG_VT_R8;
      break;
    default:
      break;
    }
  if (text != NULL)
    return convert_text (text, value);

  result = load_natural (vt, where, dialect, &natural);
  if (CPG_HRESULT_FAILED (result))
    return result;

  if (type == CPG_TYPE_GUID && G_VALUE_HOLDS_STRING (&natural))
    {
      g_autoptr (CpgGuid) guid = cpg_guid_new (g_value_get_string (&natural), NULL);

      if (guid != NULL)
        g_value_set_boxed (value, guid);
      else
        result = CPG_DISP_E_TYPEMISMATCH;
    }
  else if (G_TYPE_IS_ENUM (type) || G_TYPE_IS_FLAGS (type))
    {
      result = convert_to_names (&natural, value);
    }
  else if (!cpg_value_convert (&natural, value))
    {
      result = get_misfit (&natural, type);
    }
  else if (vt == CPG_VT_NULL)
    {
      g_value_reset (value);
    }

  g_value_unset (&natural);
  return result;
}

#define LOAD_PLAIN(type, setter) \
  G_STMT_START { \
    type loaded; \
    memcpy (&loaded, where, sizeof loaded); \
    (setter) (value, loaded); \
    return TRUE; \
  } G_STMT_END

/* Most events are of values that need no conversion at all. */
static gboolean
load_plain (guint                vt,
            gconstpointer        where,
            const CpgComDialect *dialect,
            GValue              *value)
{
  gpointer pointer;
  char *text;

  switch (G_VALUE_TYPE (value))
    {
    case G_TYPE_INT:
      if (vt == CPG_VT_I4)
        LOAD_PLAIN (gint32, g_value_set_int);
      return FALSE;
    case G_TYPE_DOUBLE:
      if (vt == CPG_VT_R8)
        LOAD_PLAIN (double, g_value_set_double);
      return FALSE;
    case G_TYPE_BOOLEAN:
      if (vt == CPG_VT_BOOL)
        LOAD_PLAIN (gint16, g_value_set_boolean);
      return FALSE;
    case G_TYPE_STRING:
      if (vt != CPG_VT_BSTR)
        return FALSE;
      memcpy (&pointer, where, sizeof pointer);
      text = cpg_com_bstr_to_utf8 (dialect, pointer);
      if (text == NULL)
        return FALSE;
      g_value_take_string (value, text);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Where what a VARIANT holds is, through every VT_BYREF. */
static guint32
variant_resolve (const CpgComVariant *self,
                 guint               *vt,
                 gpointer            *where)
{
  for (guint i = 0; i <= MAX_NESTING; i++)
    {
      if (!(self->vt & CPG_VT_BYREF))
        {
          *vt = self->vt;
          *where = self->vt == CPG_VT_DECIMAL ? (gpointer) self : (gpointer) &self->as_uint64;
          if (*vt == CPG_VT_EMPTY || *vt == CPG_VT_NULL)
            return CPG_S_OK;
          return is_known (*vt) && *vt != CPG_VT_VARIANT ? CPG_S_OK : CPG_DISP_E_BADVARTYPE;
        }

      *vt = self->vt & ~(guint) CPG_VT_BYREF;
      *where = self->as_pointer;
      if (*where == NULL)
        return CPG_E_POINTER;
      if (*vt != CPG_VT_VARIANT)
        return is_known (*vt) ? CPG_S_OK : CPG_DISP_E_BADVARTYPE;
      self = self->as_pointer;
    }

  return CPG_E_INVALIDARG;
}

/* The value inside of one that is any, or of a box. */
static const GValue *
unwrap (const GValue *value)
{
  for (guint i = 0; value != NULL && i <= MAX_NESTING; i++)
    if (G_IS_VALUE (value) && G_VALUE_HOLDS (value, G_TYPE_VALUE))
      value = g_value_get_boxed (value);
    else if (G_IS_VALUE (value) && G_VALUE_HOLDS (value, CPG_TYPE_BY_REF))
      value = g_value_get_boxed (value) != NULL ? cpg_by_ref_get_value (g_value_get_boxed (value)) : NULL;
    else
      break;

  return value;
}

/*
 * cpg_com_vt_load:
 * @value: initialised, or G_VALUE_INIT for the natural type
 */
guint32
cpg_com_vt_load (guint                vt,
                 gconstpointer        where,
                 const CpgComDialect *dialect,
                 GValue              *value)
{
  GValue loaded = G_VALUE_INIT;
  guint32 result;

  if (vt == CPG_VT_VARIANT)
    {
      gpointer inside;

      result = variant_resolve (where, &vt, &inside);
      if (CPG_HRESULT_FAILED (result))
        return result;
      where = inside;
    }
  if (!is_known (vt) && vt != CPG_VT_EMPTY && vt != CPG_VT_NULL)
    return CPG_DISP_E_BADVARTYPE;

  if (!G_IS_VALUE (value))
    return load_natural (vt, where, dialect, value);
  if (load_plain (vt, where, dialect, value))
    return CPG_S_OK;

  /* What fails shall leave nothing behind. */
  g_value_init (&loaded, G_VALUE_TYPE (value));
  if (G_VALUE_HOLDS (value, G_TYPE_VALUE))
    {
      GValue natural = G_VALUE_INIT;

      result = load_natural (vt, where, dialect, &natural);
      if (!CPG_HRESULT_FAILED (result))
        {
          g_value_set_boxed (&loaded, &natural);
          g_value_unset (&natural);
        }
    }
  else
    {
      result = load_typed (vt, where, dialect, &loaded);
    }

  if (CPG_HRESULT_FAILED (result))
    {
      g_value_unset (&loaded);
      return result;
    }
  g_value_unset (value);
  *value = loaded;
  return result;
}

#define STORE(type, min, max) \
  G_STMT_START { \
    result = number_to_integer (&number, (min), (max), &integer); \
    if (!CPG_HRESULT_FAILED (result)) \
      { \
        type stored = (type) integer; \
        memcpy (where, &stored, sizeof stored); \
      } \
    return result; \
  } G_STMT_END

static guint32
store_real (guint         vt,
            gpointer      where,
            const Number *number)
{
  double real = number_to_real (number);
  float narrow;

  if (number->kind == NO_NUMBER)
    return CPG_DISP_E_TYPEMISMATCH;
  if (vt != CPG_VT_R4)
    {
      memcpy (where, &real, sizeof real);
      return CPG_S_OK;
    }
  if (isfinite (real) && fabs (real) > G_MAXFLOAT)
    return CPG_DISP_E_OVERFLOW;

  narrow = (float) real;
  memcpy (where, &narrow, sizeof narrow);
  return CPG_S_OK;
}

static guint32
store_decimal (guint         vt,
               gpointer      where,
               const GValue *value)
{
  g_autofree char *text = number_to_text (value);
  CpgComDecimal decimal = { 0 };
  gint64 currency = 0;
  gboolean fits;

  if (text == NULL)
    return CPG_DISP_E_TYPEMISMATCH;

  fits = vt == CPG_VT_CY ? cpg_com_currency_from_text (&currency, text)
                         : cpg_com_decimal_from_text (&decimal, text);
  if (!fits)
    return G_VALUE_HOLDS_STRING (value) && (*text == '\0' || text[strspn (text, "+-.0123456789")] != '\0')
             ? CPG_DISP_E_TYPEMISMATCH : CPG_DISP_E_OVERFLOW;

  if (vt == CPG_VT_CY)
    memcpy (where, &currency, sizeof currency);
  else
    memcpy (where, &decimal, sizeof decimal);
  return CPG_S_OK;
}

static guint32
store_text (gpointer            *where,
            const CpgComDialect *dialect,
            const GValue        *value)
{
  g_autofree char *made = NULL, *braced = NULL;
  const char *text = NULL;

  *where = NULL;
  if (G_VALUE_HOLDS_STRING (value))
    {
      text = g_value_get_string (value);
    }
  else if (G_VALUE_HOLDS (value, CPG_TYPE_GUID))
    {
      if (g_value_get_boxed (value) != NULL)
        {
          made = cpg_guid_to_string (g_value_get_boxed (value));
          text = braced = g_strdup_printf ("{%s}", made);
        }
    }
  else
    {
      return CPG_DISP_E_TYPEMISMATCH;
    }

  if (text == NULL)
    return CPG_S_OK;
  *where = cpg_com_bstr_new (dialect, text);
  return *where != NULL ? CPG_S_OK : CPG_E_OUTOFMEMORY;
}

static gboolean
is_null_pointer (const GValue *value)
{
  return G_VALUE_HOLDS_POINTER (value) && !G_VALUE_HOLDS_GTYPE (value) && g_value_get_pointer (value) == NULL;
}

guint32
cpg_com_vt_store (guint                vt,
                  gpointer             where,
                  const CpgComDialect *dialect,
                  const GValue        *value)
{
  Number number;
  guint64 integer;
  guint32 result;

  value = unwrap (value);
  if (vt == CPG_VT_VARIANT)
    {
      const GValue nothing = G_VALUE_INIT;
      g_autoptr (GError) error = NULL;

      cpg_com_variant_set (where, dialect, value != NULL ? value : &nothing, &error);
      return cpg_error_to_hresult (error);
    }
  if (!is_known (vt))
    return CPG_DISP_E_BADVARTYPE;
  if (value == NULL || !G_IS_VALUE (value))
    return CPG_DISP_E_TYPEMISMATCH;
  if (vt & CPG_VT_ARRAY)
    {
      CpgComSafeArray *array;

      result = cpg_com_safe_array_store (&array, dialect, vt & ~(guint) CPG_VT_ARRAY, value);
      memcpy (where, &array, sizeof array);
      return result;
    }
  if (G_VALUE_HOLDS_VARIANT (value))
    {
      GValue inside = G_VALUE_INIT;
      GVariant *variant = g_value_get_variant (value);
      guint own;

      if (variant == NULL || !cpg_com_vt_from_gvariant (variant, &own, &inside))
        return CPG_DISP_E_TYPEMISMATCH;
      /* An array comes as it was. */
      result = G_VALUE_HOLDS_VARIANT (&inside) ? CPG_DISP_E_TYPEMISMATCH
                                               : cpg_com_vt_store (vt, where, dialect, &inside);
      g_value_unset (&inside);
      return result;
    }

  number_init (&number, value);
  switch (vt)
    {
    case CPG_VT_I1:
      STORE (gint8, G_MININT8, G_MAXINT8);
    case CPG_VT_UI1:
      STORE (guint8, 0, G_MAXUINT8);
    case CPG_VT_I2:
      STORE (gint16, G_MININT16, G_MAXINT16);
    case CPG_VT_UI2:
      STORE (guint16, 0, G_MAXUINT16);
    case CPG_VT_I4:
    case CPG_VT_INT:
      /* COM has no type for flags but its int. */
      if (G_VALUE_HOLDS_FLAGS (value))
        STORE (gint32, G_MININT32, G_MAXUINT32);
      STORE (gint32, G_MININT32, G_MAXINT32);
    case CPG_VT_UI4:
    case CPG_VT_UINT:
      STORE (guint32, 0, G_MAXUINT32);
    case CPG_VT_I8:
      STORE (gint64, G_MININT64, G_MAXINT64);
    case CPG_VT_UI8:
      STORE (guint64, 0, G_MAXUINT64);
    case CPG_VT_R4:
    case CPG_VT_R8:
      return store_real (vt, where, &number);
    case CPG_VT_CY:
    case CPG_VT_DECIMAL:
      return store_decimal (vt, where, value);
    case CPG_VT_BOOL:
      {
        gboolean is_true;
        gint16 stored;

        if (G_VALUE_HOLDS_BOOLEAN (value))
          is_true = g_value_get_boolean (value);
        else if (number.kind != NO_NUMBER)
          is_true = number_to_real (&number) != 0;
        else
          return CPG_DISP_E_TYPEMISMATCH;
        stored = is_true ? CPG_VARIANT_TRUE : CPG_VARIANT_FALSE;
        memcpy (where, &stored, sizeof stored);
        return CPG_S_OK;
      }
    case CPG_VT_DATE:
      {
        double date = 0;

        if (!G_VALUE_HOLDS (value, G_TYPE_DATE_TIME))
          return store_real (vt, where, &number);
        if (g_value_get_boxed (value) == NULL)
          return CPG_DISP_E_TYPEMISMATCH;
        result = date_from_date_time (g_value_get_boxed (value), &date);
        memcpy (where, &date, sizeof date);
        return result;
      }
    case CPG_VT_ERROR:
      {
        guint32 code;

        if (!G_VALUE_HOLDS (value, G_TYPE_ERROR))
          STORE (guint32, G_MININT32, G_MAXUINT32);
        code = cpg_com_dialect_to_result (dialect, cpg_error_to_hresult (g_value_get_boxed (value)));
        memcpy (where, &code, sizeof code);
        return CPG_S_OK;
      }
    case CPG_VT_BSTR:
      {
        gpointer text = NULL;

        result = is_null_pointer (value) ? CPG_S_OK : store_text (&text, dialect, value);
        memcpy (where, &text, sizeof text);
        return result;
      }
    case CPG_VT_UNKNOWN:
    case CPG_VT_DISPATCH:
      {
        gpointer unknown = NULL;

        if (G_VALUE_HOLDS_OBJECT (value))
          result = store_object (vt, &unknown, dialect, g_value_get_object (value));
        else
          result = is_null_pointer (value) ? CPG_S_OK : CPG_DISP_E_TYPEMISMATCH;
        memcpy (where, &unknown, sizeof unknown);
        return result;
      }
    default:
      return CPG_DISP_E_BADVARTYPE;
    }
}

void
cpg_com_vt_drop (guint                vt,
                 gpointer             where,
                 const CpgComDialect *dialect)
{
  gpointer pointer = NULL;

  if (vt == CPG_VT_VARIANT)
    {
      cpg_com_variant_clear (where, dialect);
      return;
    }
  if (!is_known (vt))
    return;

  if (cpg_com_vt_get_size (vt) == sizeof pointer)
    memcpy (&pointer, where, sizeof pointer);
  /* Whatever that runs finds nothing here any more. */
  memset (where, 0, cpg_com_vt_get_size (vt));
  if (vt & CPG_VT_ARRAY)
    cpg_com_safe_array_free (pointer, dialect, vt & ~(guint) CPG_VT_ARRAY);
  else if (vt == CPG_VT_BSTR)
    cpg_com_bstr_free (dialect, pointer);
  else if (vt == CPG_VT_UNKNOWN || vt == CPG_VT_DISPATCH)
    cpg_com_clear (dialect, &pointer);
}

/* GVariant -------------------------------------------------------------------- */

/* Of one dimension; what else there is has no counterpart. */
const char *
cpg_com_vt_get_gvariant_type (guint vt)
{
  switch (vt)
    {
    case CPG_VT_BOOL:
      return "b";
    case CPG_VT_UI1:
      return "y";
    case CPG_VT_I1:
    case CPG_VT_I2:
      return "n";
    case CPG_VT_UI2:
      return "q";
    case CPG_VT_I4:
    case CPG_VT_INT:
      return "i";
    case CPG_VT_UI4:
    case CPG_VT_UINT:
      return "u";
    case CPG_VT_I8:
      return "x";
    case CPG_VT_UI8:
      return "t";
    case CPG_VT_R4:
    case CPG_VT_R8:
      return "d";
    case CPG_VT_BSTR:
      return "s";
    case CPG_VT_VARIANT:
      return "v";
    default:
      return NULL;
    }
}

GVariant *
cpg_com_vt_to_gvariant (guint         vt,
                        const GValue *value)
{
  const char *type = cpg_com_vt_get_gvariant_type (vt);
  Number number;

  if (vt == CPG_VT_EMPTY || vt == CPG_VT_NULL)
    return g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
  if (G_VALUE_HOLDS_VARIANT (value))
    return g_value_get_variant (value);
  if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    return g_variant_new_strv (g_value_get_boxed (value), -1);
  if (vt == CPG_VT_CY || vt == CPG_VT_DECIMAL)
    return g_variant_new_double (g_value_get_double (value));
  if (type == NULL)
    return NULL;

  number_init (&number, value);
  switch (*type)
    {
    case 'b':
      return g_variant_new_boolean (g_value_get_boolean (value));
    case 'y':
      return g_variant_new_byte (g_value_get_uchar (value));
    case 'n':
      return g_variant_new_int16 ((gint16) number.as_signed);
    case 'q':
      return g_variant_new_uint16 ((guint16) number.as_unsigned);
    case 'i':
      return g_variant_new_int32 (g_value_get_int (value));
    case 'u':
      return g_variant_new_uint32 (g_value_get_uint (value));
    case 'x':
      return g_variant_new_int64 (g_value_get_int64 (value));
    case 't':
      return g_variant_new_uint64 (g_value_get_uint64 (value));
    case 'd':
      return g_variant_new_double (number.as_real);
    case 's':
      return g_variant_new_string (g_value_get_string (value));
    default:
      return NULL;
    }
}

gboolean
cpg_com_vt_from_gvariant (GVariant *variant,
                          guint    *vt,
                          GValue   *value)
{
  switch (g_variant_classify (variant))
    {
    case G_VARIANT_CLASS_BOOLEAN:
      *vt = CPG_VT_BOOL;
      g_value_init (value, G_TYPE_BOOLEAN);
      g_value_set_boolean (value, g_variant_get_boolean (variant));
      return TRUE;
    case G_VARIANT_CLASS_BYTE:
      *vt = CPG_VT_UI1;
      g_value_init (value, G_TYPE_UCHAR);
      g_value_set_uchar (value, g_variant_get_byte (variant));
      return TRUE;
    case G_VARIANT_CLASS_INT16:
      *vt = CPG_VT_I2;
      g_value_init (value, G_TYPE_INT);
      g_value_set_int (value, g_variant_get_int16 (variant));
      return TRUE;
    case G_VARIANT_CLASS_UINT16:
      *vt = CPG_VT_UI2;
      g_value_init (value, G_TYPE_UINT);
      g_value_set_uint (value, g_variant_get_uint16 (variant));
      return TRUE;
    case G_VARIANT_CLASS_INT32:
      *vt = CPG_VT_I4;
      g_value_init (value, G_TYPE_INT);
      g_value_set_int (value, g_variant_get_int32 (variant));
      return TRUE;
    case G_VARIANT_CLASS_UINT32:
      *vt = CPG_VT_UI4;
      g_value_init (value, G_TYPE_UINT);
      g_value_set_uint (value, g_variant_get_uint32 (variant));
      return TRUE;
    case G_VARIANT_CLASS_INT64:
      *vt = CPG_VT_I8;
      g_value_init (value, G_TYPE_INT64);
      g_value_set_int64 (value, g_variant_get_int64 (variant));
      return TRUE;
    case G_VARIANT_CLASS_UINT64:
      *vt = CPG_VT_UI8;
      g_value_init (value, G_TYPE_UINT64);
      g_value_set_uint64 (value, g_variant_get_uint64 (variant));
      return TRUE;
    case G_VARIANT_CLASS_DOUBLE:
      *vt = CPG_VT_R8;
      g_value_init (value, G_TYPE_DOUBLE);
      g_value_set_double (value, g_variant_get_double (variant));
      return TRUE;
    case G_VARIANT_CLASS_STRING:
    case G_VARIANT_CLASS_OBJECT_PATH:
    case G_VARIANT_CLASS_SIGNATURE:
      *vt = CPG_VT_BSTR;
      g_value_init (value, G_TYPE_STRING);
      g_value_set_string (value, g_variant_get_string (variant, NULL));
      return TRUE;
    case G_VARIANT_CLASS_VARIANT:
      {
        g_autoptr (GVariant) inside = g_variant_get_variant (variant);

        return cpg_com_vt_from_gvariant (inside, vt, value);
      }
    case G_VARIANT_CLASS_MAYBE:
      {
        g_autoptr (GVariant) inside = g_variant_get_maybe (variant);

        if (inside != NULL)
          return cpg_com_vt_from_gvariant (inside, vt, value);
        *vt = CPG_VT_NULL;
        g_value_init (value, G_TYPE_POINTER);
        return TRUE;
      }
    case G_VARIANT_CLASS_ARRAY:
      g_value_init (value, G_TYPE_VARIANT);
      g_value_set_variant (value, variant);
      *vt = cpg_com_safe_array_find_vt (value) | CPG_VT_ARRAY;
      if (*vt != CPG_VT_ARRAY)
        return TRUE;
      g_value_unset (value);
      return FALSE;
    case G_VARIANT_CLASS_HANDLE:
    case G_VARIANT_CLASS_TUPLE:
    case G_VARIANT_CLASS_DICT_ENTRY:
    default:
      return FALSE;
    }
}

/* VARIANT --------------------------------------------------------------------- */

/* What a value becomes by itself, or VT_EMPTY if nothing. */
static guint
find_vt (const GValue *value)
{
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_CHAR:
      return CPG_VT_I1;
    case G_TYPE_UCHAR:
      return CPG_VT_UI1;
    case G_TYPE_INT:
    case G_TYPE_ENUM:
      return CPG_VT_I4;
    case G_TYPE_UINT:
    case G_TYPE_FLAGS:
      return CPG_VT_UI4;
    case G_TYPE_LONG:
      return sizeof (long) == 8 ? CPG_VT_I8 : CPG_VT_I4;
    case G_TYPE_ULONG:
      return sizeof (gulong) == 8 ? CPG_VT_UI8 : CPG_VT_UI4;
    case G_TYPE_INT64:
      return CPG_VT_I8;
    case G_TYPE_UINT64:
      return CPG_VT_UI8;
    case G_TYPE_FLOAT:
      return CPG_VT_R4;
    case G_TYPE_DOUBLE:
      return CPG_VT_R8;
    case G_TYPE_BOOLEAN:
      return CPG_VT_BOOL;
    case G_TYPE_STRING:
      return CPG_VT_BSTR;
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      return CPG_VT_DISPATCH;
    case G_TYPE_POINTER:
      return is_null_pointer (value) ? CPG_VT_NULL : CPG_VT_EMPTY;
    case G_TYPE_BOXED:
      if (G_VALUE_HOLDS (value, CPG_TYPE_GUID))
        return CPG_VT_BSTR;
      if (G_VALUE_HOLDS (value, G_TYPE_DATE_TIME))
        return g_value_get_boxed (value) != NULL ? CPG_VT_DATE : CPG_VT_NULL;
      if (G_VALUE_HOLDS (value, G_TYPE_ERROR))
        return CPG_VT_ERROR;
      G_GNUC_FALLTHROUGH;
    default:
      {
        guint vt = cpg_com_safe_array_find_vt (value);

        return vt != CPG_VT_EMPTY ? vt | CPG_VT_ARRAY : CPG_VT_EMPTY;
      }
    }
}

/* Of @vt, in place; VT_EMPTY on an error. */
static guint32
variant_put (CpgComVariant       *self,
             const CpgComDialect *dialect,
             guint                vt,
             const GValue        *value)
{
  guint32 result = CPG_S_OK;

  memset (self, 0, sizeof *self);
  if (vt != CPG_VT_NULL)
    result = cpg_com_vt_store (vt, vt == CPG_VT_DECIMAL ? (gpointer) self : (gpointer) &self->as_uint64,
                               dialect, value);
  if (CPG_HRESULT_FAILED (result))
    memset (self, 0, sizeof *self);
  else
    self->vt = (guint16) vt;

  return result;
}

static guint32
variant_set (CpgComVariant       *self,
             const CpgComDialect *dialect,
             const GValue        *value)
{
  GValue inside = G_VALUE_INIT;
  guint32 result;
  guint vt;

  memset (self, 0, sizeof *self);
  value = unwrap (value);
  if (value == NULL || !G_IS_VALUE (value))
    return CPG_S_OK;

  if (G_VALUE_HOLDS_VARIANT (value))
    {
      if (g_value_get_variant (value) == NULL)
        {
          self->vt = CPG_VT_NULL;
          return CPG_S_OK;
        }
      if (!cpg_com_vt_from_gvariant (g_value_get_variant (value), &vt, &inside))
        return CPG_DISP_E_TYPEMISMATCH;
      result = variant_put (self, dialect, vt, &inside);
      g_value_unset (&inside);
      return result;
    }

  vt = find_vt (value);
  if (vt == CPG_VT_EMPTY)
    return CPG_DISP_E_TYPEMISMATCH;
  result = variant_put (self, dialect, vt, value);
  if (vt == CPG_VT_DISPATCH && result == CPG_DISP_E_TYPEMISMATCH)
    result = variant_put (self, dialect, CPG_VT_UNKNOWN, value);
  return result;
}

gboolean
cpg_com_variant_set (CpgComVariant        *self,
                     const CpgComDialect  *dialect,
                     const GValue         *value,
                     GError              **error)
{
  guint32 result = variant_set (self, dialect, value);

  if (!CPG_HRESULT_FAILED (result))
    return TRUE;

  cpg_com_set_error (error, result, "A value of type %s can't become a VARIANT", G_VALUE_TYPE_NAME (unwrap (value)));
  return FALSE;
}

gboolean
cpg_com_variant_get (const CpgComVariant  *self,
                     const CpgComDialect  *dialect,
                     GValue               *value,
                     GError              **error)
{
  guint32 result = cpg_com_vt_load (CPG_VT_VARIANT, self, dialect, value);
  g_autofree char *text = NULL;

  if (!CPG_HRESULT_FAILED (result))
    return TRUE;

  text = cpg_com_vt_to_text (self->vt);
  cpg_com_set_error (error, result, "A VARIANT of %s can't become a value%s%s", text,
                     G_IS_VALUE (value) ? " of type " : "", G_IS_VALUE (value) ? G_VALUE_TYPE_NAME (value) : "");
  return FALSE;
}

void
cpg_com_variant_clear (CpgComVariant       *self,
                       const CpgComDialect *dialect)
{
  guint vt = self->vt;

  self->vt = CPG_VT_EMPTY;
  if (!(vt & CPG_VT_BYREF) && vt != CPG_VT_VARIANT && vt != CPG_VT_DECIMAL)
    cpg_com_vt_drop (vt, &self->as_uint64, dialect);
  memset (self, 0, sizeof *self);
}

void
cpg_com_variant_refer (CpgComVariant *self,
                       CpgComVariant *target,
                       gboolean       any)
{
  memset (self, 0, sizeof *self);

  /* There is no way to refer to nothing. */
  if (target->vt == CPG_VT_EMPTY || target->vt == CPG_VT_NULL || (target->vt & CPG_VT_BYREF))
    any = TRUE;

  self->vt = (guint16) ((any ? (guint) CPG_VT_VARIANT : target->vt) | CPG_VT_BYREF);
  self->as_pointer = any || target->vt == CPG_VT_DECIMAL ? (gpointer) target : (gpointer) &target->as_uint64;
}

/* Puts a value in place of the one that is there, which is released. */
static guint32
replace (guint                vt,
         gpointer             where,
         const CpgComDialect *dialect,
         const GValue        *value)
{
  CpgComVariant fresh = CPG_COM_VARIANT_INIT, old = CPG_COM_VARIANT_INIT;
  gsize size = cpg_com_vt_get_size (vt);
  guint32 result;

  if (vt & CPG_VT_ARRAY)
    {
      gpointer array;

      memcpy (&array, where, sizeof array);
      if (array != NULL && !cpg_com_safe_array_check (array, vt & ~(guint) CPG_VT_ARRAY))
        return CPG_E_INVALIDARG;
      if (array != NULL && !cpg_com_safe_array_can_go (array))
        return 0x8002000du; /* DISP_E_ARRAYISLOCKED */
    }

  result = cpg_com_vt_store (vt, &fresh, dialect, value);
  if (CPG_HRESULT_FAILED (result))
    return result;

  memcpy (&old, where, size);
  memcpy (where, &fresh, size);
  cpg_com_vt_drop (vt, &old, dialect);
  return CPG_S_OK;
}

/* Of the type that is there if the value fits, else of its own. */
static guint32
replace_any (CpgComVariant       *target,
             const CpgComDialect *dialect,
             const GValue        *value)
{
  CpgComVariant fresh, old;
  guint32 result = CPG_DISP_E_TYPEMISMATCH;

  if (target->vt == CPG_VT_DECIMAL || (is_known (target->vt) && target->vt != CPG_VT_VARIANT))
    result = variant_put (&fresh, dialect, target->vt, value);
  if (CPG_HRESULT_FAILED (result))
    result = variant_set (&fresh, dialect, value);
  if (CPG_HRESULT_FAILED (result))
    return result;

  old = *target;
  *target = fresh;
  cpg_com_variant_clear (&old, dialect);
  return CPG_S_OK;
}

static guint32
write_back (const CpgComVariant *self,
            const CpgComDialect *dialect,
            const GValue        *value)
{
  for (guint i = 0; i <= MAX_NESTING; i++)
    {
      guint vt = self->vt & ~(guint) CPG_VT_BYREF;
      CpgComVariant *target = self->as_pointer;

      if (!(self->vt & CPG_VT_BYREF))
        return CPG_DISP_E_TYPEMISMATCH;
      if (target == NULL)
        return CPG_E_POINTER;
      if (vt != CPG_VT_VARIANT)
        return is_known (vt) ? replace (vt, target, dialect, value) : CPG_DISP_E_BADVARTYPE;
      if (!(target->vt & CPG_VT_BYREF))
        return replace_any (target, dialect, value);
      self = target;
    }

  return CPG_E_INVALIDARG;
}

gboolean
cpg_com_variant_write_back (const CpgComVariant  *by_ref,
                            const CpgComDialect  *dialect,
                            const GValue         *value,
                            GError              **error)
{
  const GValue *inside = unwrap (value);
  guint32 result = write_back (by_ref, dialect, value);
  g_autofree char *text = NULL;

  if (!CPG_HRESULT_FAILED (result))
    return TRUE;

  text = cpg_com_vt_to_text (by_ref->vt);
  cpg_com_set_error (error, result, "A value of type %s can't be written to a VARIANT of %s",
                     inside != NULL && G_IS_VALUE (inside) ? G_VALUE_TYPE_NAME (inside) : "none", text);
  return FALSE;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <float.h>
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
/* Between these a DATE may be: the years 100 to 9999. */
#define BEFORE_DATES      -657435.0
#define AFTER_DATES       2958466.0
#define DAY_USEC          (24 * 60 * 60 * G_GINT64_CONSTANT (1000000))

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
  cpg_com_drop_ref (dialect, unknown);
  return *where != NULL ? CPG_S_OK : CPG_DISP_E_TYPEMISMATCH;
}

/* Dates ----------------------------------------------------------------------- */

static gboolean
is_date (double date)
{
  return date > BEFORE_DATES && date < AFTER_DATES;
}

/* The day is the whole part, and the fraction the time of the day: also of days
 * before day 0, whose fraction is not a part of the way back. */
static GDateTime *
date_to_date_time (double date)
{
  double days = trunc (date);
  gint64 usec, rest;
  GDate day;

  if (!is_date (date))
    return NULL;

  usec = llround (fabs (date - days) * (double) DAY_USEC);
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

  return is_date (*date) ? CPG_S_OK : CPG_DISP_E_OVERFLOW;
}

/* Numbers --------------------------------------------------------------------- */

/* What a GValue holds, if it is a number of any kind. */
typedef struct {
  enum { NO_NUMBER, SIGNED_NUMBER, UNSIGNED_NUMBER, REAL_NUMBER } kind;
  gint64   as_signed;
  guint64  as_unsigned;
  double   as_real;
  gboolean is_float;    /* the real one was */
} Number;

static void
number_init (Number       *self,
             const GValue *value)
{
  GValue wide = G_VALUE_INIT;

  self->kind = NO_NUMBER;
  self->is_float = FALSE;
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
      self->is_float = TRUE;
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

static gboolean
number_is_true (const Number *self)
{
  switch (self->kind)
    {
    case SIGNED_NUMBER:
      return self->as_signed != 0;
    case UNSIGNED_NUMBER:
      return self->as_unsigned != 0;
    case REAL_NUMBER:
    case NO_NUMBER:
    default:
      return self->as_real != 0;
    }
}

/* As a real number of so many binary digits, if it can be one. A real number may be
 * rounded to them, as everybody does for a float; an integer must not. */
static guint32
number_to_real (const Number *self,
                guint         n_digits,
                double       *real)
{
  guint64 size;

  switch (self->kind)
    {
    case SIGNED_NUMBER:
      size = self->as_signed < 0 ? -(guint64) self->as_signed : (guint64) self->as_signed;
      *real = (double) self->as_signed;
      break;
    case UNSIGNED_NUMBER:
      size = self->as_unsigned;
      *real = (double) self->as_unsigned;
      break;
    case REAL_NUMBER:
      *real = self->as_real;
      return n_digits == FLT_MANT_DIG && isfinite (*real) && fabs (*real) > G_MAXFLOAT ? CPG_DISP_E_OVERFLOW : CPG_S_OK;
    case NO_NUMBER:
    default:
      return CPG_DISP_E_TYPEMISMATCH;
    }

  while (size != 0 && (size & 1) == 0)
    size >>= 1;
  return size >> n_digits == 0 ? CPG_S_OK : CPG_DISP_E_OVERFLOW;
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

/* Puts it into a value of a type of numbers. */
static guint32
number_to_value (const Number *self,
                 GValue       *value)
{
  guint64 integer = 0;
  double real = 0;
  guint32 result;

#define TO_INTEGER(setter, type, min, max) \
  result = number_to_integer (self, (min), (max), &integer); \
  if (!CPG_HRESULT_FAILED (result)) \
    (setter) (value, (type) integer); \
  return result

  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_CHAR:
      TO_INTEGER (g_value_set_schar, gint8, G_MININT8, G_MAXINT8);
    case G_TYPE_UCHAR:
      TO_INTEGER (g_value_set_uchar, guint8, 0, G_MAXUINT8);
    case G_TYPE_INT:
      TO_INTEGER (g_value_set_int, int, G_MININT, G_MAXINT);
    case G_TYPE_UINT:
      TO_INTEGER (g_value_set_uint, guint, 0, G_MAXUINT);
    case G_TYPE_LONG:
      TO_INTEGER (g_value_set_long, glong, G_MINLONG, G_MAXLONG);
    case G_TYPE_ULONG:
      TO_INTEGER (g_value_set_ulong, gulong, 0, G_MAXULONG);
    case G_TYPE_INT64:
      TO_INTEGER (g_value_set_int64, gint64, G_MININT64, G_MAXINT64);
    case G_TYPE_UINT64:
      TO_INTEGER (g_value_set_uint64, guint64, 0, G_MAXUINT64);
    case G_TYPE_ENUM:
      TO_INTEGER (g_value_set_enum, int, G_MININT, G_MAXINT);
    case G_TYPE_FLAGS:
      TO_INTEGER (g_value_set_flags, guint, 0, G_MAXUINT);
    case G_TYPE_FLOAT:
      result = number_to_real (self, FLT_MANT_DIG, &real);
      if (!CPG_HRESULT_FAILED (result))
        g_value_set_float (value, (float) real);
      return result;
    case G_TYPE_DOUBLE:
      result = number_to_real (self, DBL_MANT_DIG, &real);
      if (!CPG_HRESULT_FAILED (result))
        g_value_set_double (value, real);
      return result;
    case G_TYPE_BOOLEAN:
      g_value_set_boolean (value, number_is_true (self));
      return CPG_S_OK;
    default:
      return CPG_DISP_E_TYPEMISMATCH;
    }

#undef TO_INTEGER
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

/* (nullable): what is there, which is decimal, as text; NULL if it is no number. */
static char *
decimal_to_text (guint         vt,
                 gconstpointer where)
{
  CpgComDecimal decimal;
  gint64 currency;

  if (vt == CPG_VT_CY)
    {
      memcpy (&currency, where, sizeof currency);
      return cpg_com_currency_to_text (currency);
    }
  memcpy (&decimal, where, sizeof decimal);
  return cpg_com_decimal_to_text (&decimal);
}

/* A double, which everybody can reckon with, if it keeps all digits. */
static guint32
load_decimal (guint          vt,
              gconstpointer  where,
              GValue        *value)
{
  g_autofree char *text = decimal_to_text (vt, where);
  double real;

  if (text == NULL)
    return CPG_E_INVALIDARG;

  if (cpg_com_decimal_text_to (text, FALSE, &real))
    {
      g_value_init (value, G_TYPE_DOUBLE);
      g_value_set_double (value, real);
    }
  else
    {
      g_value_init (value, G_TYPE_STRING);
      g_value_take_string (value, g_steal_pointer (&text));
    }
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
    case CPG_VT_DECIMAL:
      return load_decimal (vt, where, value);
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
        /* One of bytes, or with a NUL in it, is no text here. */
        text = cpg_com_bstr_to_utf8 (dialect, pointer);
        if (text == NULL)
          return CPG_DISP_E_TYPEMISMATCH;
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

/* What is decimal, to a type of numbers. */
static guint32
convert_decimal (const char *text,
                 GValue     *value)
{
  Number number = { REAL_NUMBER, 0, 0, 0, FALSE };

  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_FLOAT:
    case G_TYPE_DOUBLE:
      if (!cpg_com_decimal_text_to (text, G_VALUE_HOLDS_FLOAT (value), &number.as_real))
        return CPG_DISP_E_OVERFLOW;
      break;
    case G_TYPE_BOOLEAN:
      number.as_real = text[strcspn (text, "123456789")] != '\0';
      break;
    default:
      /* What is no integer of 64 bits has no type of integers that it fits into. */
      if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number.as_signed, NULL))
        number.kind = SIGNED_NUMBER;
      else if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &number.as_unsigned, NULL))
        number.kind = UNSIGNED_NUMBER;
      else
        number.as_real = NAN;
      break;
    }
  return number_to_value (&number, value);
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
  Number number;
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
    case CPG_VT_DECIMAL:
      text = decimal_to_text (vt, where);
      if (text == NULL)
        return CPG_E_INVALIDARG;
      if (!G_VALUE_HOLDS_STRING (value))
        return convert_decimal (text, value);
      g_value_take_string (value, g_steal_pointer (&text));
      return CPG_S_OK;
    case CPG_VT_ERROR:
      /* Some have it as a number. */
      if (type == G_TYPE_INT || type == G_TYPE_UINT)
        vt = type == G_TYPE_INT ? CPG_VT_I4 : CPG_VT_UI4;
      break;
    case CPG_VT_DATE:
      if (type == G_TYPE_DOUBLE)
        vt = CPG_VT_R8;
      else if (type != G_TYPE_DATE_TIME)
        return CPG_DISP_E_TYPEMISMATCH;
      break;
    case CPG_VT_I4:
    case CPG_VT_INT:
      /* COM has no type for flags but its int. */
      if (G_TYPE_IS_FLAGS (type))
        vt = CPG_VT_UI4;
      break;
    default:
      break;
    }

  result = load_natural (vt, where, dialect, &natural);
  if (CPG_HRESULT_FAILED (result))
    return result;

  number_init (&number, &natural);
  if (number.kind != NO_NUMBER)
    {
      result = number_to_value (&number, value);
    }
  else if (type == CPG_TYPE_GUID && G_VALUE_HOLDS_STRING (&natural))
    {
      g_autoptr (CpgGuid) guid = cpg_guid_new (g_value_get_string (&natural), NULL);

      if (guid != NULL)
        g_value_set_boxed (value, guid);
      else
        result = CPG_DISP_E_TYPEMISMATCH;
    }
  else if (!cpg_value_convert (&natural, value))
    {
      result = CPG_DISP_E_TYPEMISMATCH;
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
  double real = 0;
  guint32 result = number_to_real (number, vt == CPG_VT_R4 ? FLT_MANT_DIG : DBL_MANT_DIG, &real);

  if (CPG_HRESULT_FAILED (result))
    return result;
  if (vt == CPG_VT_DATE && !is_date (real))
    return CPG_DISP_E_OVERFLOW;

  if (vt == CPG_VT_R4)
    {
      float narrow = (float) real;

      memcpy (where, &narrow, sizeof narrow);
    }
  else
    {
      memcpy (where, &real, sizeof real);
    }
  return CPG_S_OK;
}

static guint32
store_decimal (guint         vt,
               gpointer      where,
               const GValue *value,
               const Number *number)
{
  g_autofree char *made = NULL;
  const char *text = NULL;
  CpgComDecimal decimal = { 0 };
  gint64 currency = 0;
  gboolean fits;

  switch (number->kind)
    {
    case SIGNED_NUMBER:
      text = made = g_strdup_printf ("%" G_GINT64_FORMAT, number->as_signed);
      break;
    case UNSIGNED_NUMBER:
      text = made = g_strdup_printf ("%" G_GUINT64_FORMAT, number->as_unsigned);
      break;
    case REAL_NUMBER:
      text = made = cpg_com_decimal_text_of (number->as_real, number->is_float);
      if (text == NULL)
        return CPG_DISP_E_OVERFLOW;
      break;
    case NO_NUMBER:
    default:
      if (G_VALUE_HOLDS_STRING (value))
        text = g_value_get_string (value);
      if (text == NULL || !cpg_com_decimal_is_text (text))
        return CPG_DISP_E_TYPEMISMATCH;
      break;
    }

  fits = vt == CPG_VT_CY ? cpg_com_currency_from_text (&currency, text)
                         : cpg_com_decimal_from_text (&decimal, text);
  if (!fits)
    return CPG_DISP_E_OVERFLOW;

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
      return store_decimal (vt, where, value, &number);
    case CPG_VT_BOOL:
      {
        gboolean is_true;
        gint16 stored;

        if (G_VALUE_HOLDS_BOOLEAN (value))
          is_true = g_value_get_boolean (value);
        else if (number.kind != NO_NUMBER)
          is_true = number_is_true (&number);
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
    return G_VALUE_HOLDS_STRING (value) ? g_variant_new_string (g_value_get_string (value))
                                        : g_variant_new_double (g_value_get_double (value));
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

guint
cpg_com_vt_for_gtype (GType gtype)
{
  switch (G_TYPE_FUNDAMENTAL (gtype))
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
    /* The same on every machine. */
    case G_TYPE_LONG:
    case G_TYPE_INT64:
      return CPG_VT_I8;
    case G_TYPE_ULONG:
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
    default:
      return CPG_VT_EMPTY;
    }
}

/* What a value becomes by itself, or VT_EMPTY if nothing. */
static guint
find_vt (const GValue *value)
{
  guint vt = cpg_com_vt_for_gtype (G_VALUE_TYPE (value));

  if (vt != CPG_VT_EMPTY)
    return vt;

  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
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
      vt = cpg_com_safe_array_find_vt (value);
      return vt != CPG_VT_EMPTY ? vt | CPG_VT_ARRAY : CPG_VT_EMPTY;
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
cpg_com_variant_set_as (CpgComVariant        *self,
                        const CpgComDialect  *dialect,
                        guint                 vt,
                        const GValue         *value,
                        GError              **error)
{
  guint32 result = variant_put (self, dialect, vt, value);
  g_autofree char *text = NULL;

  if (!CPG_HRESULT_FAILED (result))
    return TRUE;

  text = cpg_com_vt_to_text (vt);
  cpg_com_set_error (error, result, "A value of type %s can't become a VARIANT of %s", G_VALUE_TYPE_NAME (value), text);
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

/* (nullable): the array that is there, or in a VARIANT there */
static const CpgComSafeArray *
get_array (guint         vt,
           gconstpointer where)
{
  const CpgComSafeArray *array;

  if (vt == CPG_VT_VARIANT)
    {
      vt = ((const CpgComVariant *) where)->vt;
      where = &((const CpgComVariant *) where)->as_uint64;
    }
  if (!(vt & CPG_VT_ARRAY) || (vt & CPG_VT_BYREF))
    return NULL;

  memcpy (&array, where, sizeof array);
  return array;
}

gboolean
cpg_com_vt_can_go (guint         vt,
                   gconstpointer where)
{
  const CpgComSafeArray *array = get_array (vt, where);

  return array == NULL || cpg_com_safe_array_can_go (array);
}

/* Also what it points to: what is freed and made again may be at the same address. */
static void
append_contents (GByteArray          *contents,
                 guint                vt,
                 gconstpointer        where,
                 const CpgComDialect *dialect)
{
  const CpgComSafeArray *array = get_array (vt, where);
  const CpgComVariant *variant = where;
  gpointer bstr;

  g_byte_array_append (contents, where, (guint) cpg_com_vt_get_size (vt));
  if (array != NULL)
    {
      guint32 n = cpg_com_safe_array_get_size (array);

      vt = (vt == CPG_VT_VARIANT ? variant->vt : vt) & ~(guint) CPG_VT_ARRAY;
      if (!cpg_com_safe_array_check (array, vt))
        return;
      if (vt != CPG_VT_BSTR && vt != CPG_VT_VARIANT)
        g_byte_array_append (contents, array->data, n * array->element_size);
      for (guint32 i = 0; i < n && (vt == CPG_VT_BSTR || vt == CPG_VT_VARIANT); i++)
        append_contents (contents, vt, cpg_com_safe_array_get (array, i), dialect);
    }
  else if (vt == CPG_VT_BSTR || (vt == CPG_VT_VARIANT && variant->vt == CPG_VT_BSTR))
    {
      g_autofree char *text = NULL;

      memcpy (&bstr, vt == CPG_VT_BSTR ? where : &variant->as_uint64, sizeof bstr);
      text = cpg_com_bstr_to_utf8 (dialect, bstr);
      if (text != NULL)
        g_byte_array_append (contents, (const guint8 *) text, (guint) strlen (text) + 1);
    }
}

GBytes *
cpg_com_vt_copy_array (guint                vt,
                       gconstpointer        where,
                       const CpgComDialect *dialect)
{
  GByteArray *contents;

  if (get_array (vt, where) == NULL)
    return NULL;

  contents = g_byte_array_new ();
  append_contents (contents, vt, where, dialect);
  return g_byte_array_free_to_bytes (contents);
}

gboolean
cpg_com_vt_has_array (guint                vt,
                      gconstpointer        where,
                      const CpgComDialect *dialect,
                      GBytes              *array)
{
  g_autoptr (GBytes) own = cpg_com_vt_copy_array (vt, where, dialect);

  return own != NULL && g_bytes_equal (own, array);
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
      if (!cpg_com_vt_can_go (vt, where))
        return CPG_DISP_E_ARRAYISLOCKED;
    }

  result = cpg_com_vt_store (vt, &fresh, dialect, value);
  if (CPG_HRESULT_FAILED (result))
    return result;

  memcpy (&old, where, size);
  /* One that is in a VARIANT begins with the type of that. */
  if (vt == CPG_VT_DECIMAL)
    fresh.vt = old.vt;
  memcpy (where, &fresh, size);
  cpg_com_vt_drop (vt, &old, dialect);
  return CPG_S_OK;
}

/* Whether all of a number is still there in a type that makes something else of it: a
 * truth, or the nearest float. */
static gboolean
is_kept (guint         vt,
         const GValue *value)
{
  guint64 integer;
  Number number;

  value = unwrap (value);
  if (value == NULL || !G_IS_VALUE (value))
    return TRUE;

  number_init (&number, value);
  if (number.kind == NO_NUMBER)
    return TRUE;
  if (vt == CPG_VT_BOOL)
    return !CPG_HRESULT_FAILED (number_to_integer (&number, 0, 1, &integer));
  return vt != CPG_VT_R4 || number.kind != REAL_NUMBER || !isfinite (number.as_real) ||
         fabs (number.as_real) > G_MAXFLOAT || (double) (float) number.as_real == number.as_real;
}

/* Of the type that is there if the value fits, else of @vt, or if that is VT_EMPTY of its
 * own. */
static guint32
replace_any (CpgComVariant       *target,
             const CpgComDialect *dialect,
             guint                vt,
             const GValue        *value)
{
  CpgComVariant fresh, old;
  guint32 result = CPG_DISP_E_TYPEMISMATCH;

  if (!cpg_com_vt_can_go (CPG_VT_VARIANT, target))
    return CPG_DISP_E_ARRAYISLOCKED;
  if (is_known (target->vt) && target->vt != CPG_VT_VARIANT && is_kept (target->vt, value))
    result = variant_put (&fresh, dialect, target->vt, value);
  if (CPG_HRESULT_FAILED (result))
    result = vt != CPG_VT_EMPTY ? variant_put (&fresh, dialect, vt, value) : variant_set (&fresh, dialect, value);
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
            guint                own_vt,
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
        return replace_any (target, dialect, own_vt, value);
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
  return cpg_com_variant_write_back_as (by_ref, dialect, CPG_VT_EMPTY, value, error);
}

gboolean
cpg_com_variant_write_back_as (const CpgComVariant  *by_ref,
                               const CpgComDialect  *dialect,
                               guint                 vt,
                               const GValue         *value,
                               GError              **error)
{
  const GValue *inside = unwrap (value);
  guint32 result = write_back (by_ref, dialect, vt, value);
  g_autofree char *text = NULL;

  if (!CPG_HRESULT_FAILED (result))
    return TRUE;

  text = cpg_com_vt_to_text (by_ref->vt);
  cpg_com_set_error (error, result, "A value of type %s can't be written to a VARIANT of %s",
                     inside != NULL && G_IS_VALUE (inside) ? G_VALUE_TYPE_NAME (inside) : "none", text);
  return FALSE;
}

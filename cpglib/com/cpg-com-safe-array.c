/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <string.h>

#include <cpglib/com/cpg-com-dialect-private.h>
#include <cpglib/com/cpg-com-safe-array-private.h>

/* What stands before a SAFEARRAY: an IID, or a VARTYPE at the end. */
#define HIDDEN_SIZE 16

/* Memory that is somebody else's. */
#define NOT_TO_FREE (CPG_FADF_AUTO | CPG_FADF_STATIC | CPG_FADF_EMBEDDED)

/* Of arrays in arrays: one may contain itself. */
#define MAX_DEPTH 8

/* In bytes, of all arrays that are in another, together: a thousand VARIANTs that refer
 * to one array are a thousand arrays. The outer one is as large as it is. */
#define MAX_INNER_SIZE (64u * 1024 * 1024)

/* Of this thread, as numbers. */
static GPrivate depth;
static GPrivate inner_size;

/* If it gives %FALSE, it is deep or large enough; else leave() goes with it. */
static gboolean
enter (guint vt,
       gsize n_elements)
{
  guint before = GPOINTER_TO_UINT (g_private_get (&depth));
  guint size = before > 0 ? GPOINTER_TO_UINT (g_private_get (&inner_size)) : 0;

  if (before >= MAX_DEPTH)
    return FALSE;
  if (before > 0)
    {
      if (n_elements > (MAX_INNER_SIZE - size) / cpg_com_vt_get_size (vt))
        return FALSE;
      size += (guint) (n_elements * cpg_com_vt_get_size (vt));
    }

  g_private_set (&inner_size, GUINT_TO_POINTER (size));
  g_private_set (&depth, GUINT_TO_POINTER (before + 1));
  return TRUE;
}

static void
leave (void)
{
  g_private_set (&depth, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_private_get (&depth)) - 1));
}

/* Deprecated, and yet the only list of anything that language bindings know. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static GType
value_array_get_type (void)
{
  return g_value_array_get_type ();
}

static GValueArray *
value_array_new (guint n)
{
  return g_value_array_new (n);
}

static void
value_array_append (GValueArray  *self,
                    const GValue *value)
{
  g_value_array_append (self, value);
}

static const GValue *
value_array_get (GValueArray *self,
                 guint        index)
{
  return g_value_array_get_nth (self, index);
}
G_GNUC_END_IGNORE_DEPRECATIONS

/* Some are one by two names. */
static guint
get_plain (guint vt)
{
  if (vt == CPG_VT_INT)
    return CPG_VT_I4;
  return vt == CPG_VT_UINT ? CPG_VT_UI4 : vt;
}

gboolean
cpg_com_safe_array_check (const CpgComSafeArray *self,
                          guint                  vt)
{
  guint32 own = vt;
  const CpgComBound *bound;

  if (self == NULL)
    return TRUE;
  if (self->n_dimensions != 1 || self->element_size != cpg_com_vt_get_size (vt) || self->element_size == 0)
    return FALSE;

  bound = &self->bounds[0];
  if (bound->n_elements > G_MAXINT32 / self->element_size ||
      (gint64) bound->lower + bound->n_elements > (gint64) G_MAXINT32 + 1)
    return FALSE;
  if (bound->n_elements > 0 && self->data == NULL)
    return FALSE;

  if (self->features & CPG_FADF_HAVEVARTYPE)
    memcpy (&own, (const char *) self - sizeof own, sizeof own);
  return get_plain (own) == get_plain (vt);
}

/* Whether it may be freed, or replaced by another. */
gboolean
cpg_com_safe_array_can_go (const CpgComSafeArray *self)
{
  return self->n_locks == 0 && !(self->features & NOT_TO_FREE);
}

guint32
cpg_com_safe_array_get_size (const CpgComSafeArray *self)
{
  return self != NULL ? self->bounds[0].n_elements : 0;
}

gpointer
cpg_com_safe_array_get (const CpgComSafeArray *self,
                        guint32                index)
{
  return (char *) self->data + (gsize) index * self->element_size;
}

static guint
get_features (guint vt)
{
  switch (vt)
    {
    case CPG_VT_BSTR:
      return CPG_FADF_BSTR | CPG_FADF_HAVEVARTYPE;
    case CPG_VT_UNKNOWN:
      return CPG_FADF_UNKNOWN | CPG_FADF_HAVEIID;
    case CPG_VT_DISPATCH:
      return CPG_FADF_DISPATCH | CPG_FADF_HAVEIID;
    case CPG_VT_VARIANT:
      return CPG_FADF_VARIANT | CPG_FADF_HAVEVARTYPE;
    default:
      return CPG_FADF_HAVEVARTYPE;
    }
}

/* Of zeros; NULL if there is no memory for it. */
CpgComSafeArray *
cpg_com_safe_array_new (const CpgComDialect *dialect,
                        guint                vt,
                        guint32              n_elements)
{
  gsize size = cpg_com_vt_get_size (vt);
  guint32 own = vt;
  CpgComSafeArray *self;
  char *memory;

  if (n_elements > G_MAXINT32 / size)
    return NULL;
  memory = cpg_com_dialect_alloc (dialect, HIDDEN_SIZE + sizeof *self);
  if (memory == NULL)
    return NULL;

  memset (memory, 0, HIDDEN_SIZE + sizeof *self);
  self = (CpgComSafeArray *) (memory + HIDDEN_SIZE);
  self->n_dimensions = 1;
  self->features = (guint16) get_features (vt);
  self->element_size = (guint32) size;
  self->bounds[0].n_elements = n_elements;
  if (self->features & CPG_FADF_HAVEIID)
    memcpy (memory, vt == CPG_VT_DISPATCH ? &cpg_iid_dispatch : &cpg_iid_unknown, sizeof (CpgGuid));
  else
    memcpy (memory + HIDDEN_SIZE - sizeof own, &own, sizeof own);

  /* Some take an array without memory for one that is not there. */
  self->data = cpg_com_dialect_alloc (dialect, MAX (n_elements * size, 1));
  if (self->data == NULL)
    {
      cpg_com_dialect_free_memory (dialect, memory);
      return NULL;
    }
  memset (self->data, 0, n_elements * size);
  return self;
}

/* One that can't be freed is left alone. */
void
cpg_com_safe_array_free (CpgComSafeArray     *self,
                         const CpgComDialect *dialect,
                         guint                vt)
{
  if (self == NULL || !cpg_com_safe_array_check (self, vt) || !cpg_com_safe_array_can_go (self))
    return;

  for (guint32 i = 0; i < self->bounds[0].n_elements; i++)
    cpg_com_vt_drop (vt, cpg_com_safe_array_get (self, i), dialect);
  if (!(self->features & CPG_FADF_CREATEVECTOR) && self->data != NULL)
    cpg_com_dialect_free_memory (dialect, self->data);
  cpg_com_dialect_free_memory (dialect, (char *) self - HIDDEN_SIZE);
}

/* What an array becomes by itself. */
GType
cpg_com_safe_array_find_type (guint vt)
{
  const char *type = cpg_com_vt_get_gvariant_type (vt);

  if (vt == CPG_VT_BSTR)
    return G_TYPE_STRV;
  return type != NULL && *type != 'v' ? G_TYPE_VARIANT : value_array_get_type ();
}

/* Whether the elements lie in memory as those of a GVariant do. */
static gboolean
is_alike (guint       vt,
          const char *type)
{
  const char *own = cpg_com_vt_get_gvariant_type (vt);

  return own != NULL && *own == *type && vt != CPG_VT_BOOL && vt != CPG_VT_I1 && vt != CPG_VT_R4 &&
         vt != CPG_VT_BSTR && vt != CPG_VT_VARIANT;
}

/* Numbers that are wider, or narrower, in a GVariant; NULL if these are none. */
static GVariant *
convert_numbers (const CpgComSafeArray *self,
                 guint                  vt,
                 const char            *type)
{
  gsize size = vt == CPG_VT_BOOL ? sizeof (guint8) : vt == CPG_VT_I1 ? sizeof (gint16) : sizeof (double);
  guint32 n = cpg_com_safe_array_get_size (self);
  g_autofree char *numbers = NULL;

  if (vt != CPG_VT_BOOL && vt != CPG_VT_I1 && vt != CPG_VT_R4)
    return NULL;

  numbers = g_malloc_n (n, size);
  for (guint32 i = 0; i < n; i++)
    {
      gpointer to = numbers + i * size;
      union { gint16 as_bool; gint8 as_char; float as_float; } number;

      memcpy (&number, cpg_com_safe_array_get (self, i), self->element_size);
      if (vt == CPG_VT_BOOL)
        *(guint8 *) to = number.as_bool != 0;
      else if (vt == CPG_VT_I1)
        *(gint16 *) to = number.as_char;
      else
        *(double *) to = number.as_float;
    }
  return g_variant_new_fixed_array (G_VARIANT_TYPE (type), numbers, n, size);
}

static guint32
load_variant (const CpgComSafeArray *self,
              const CpgComDialect   *dialect,
              guint                  vt,
              GValue                *value)
{
  const char *type = cpg_com_vt_get_gvariant_type (vt);
  guint32 n = cpg_com_safe_array_get_size (self), result = CPG_S_OK;
  GVariant *numbers;
  GVariantBuilder builder;

  if (type == NULL)
    return CPG_DISP_E_TYPEMISMATCH;
  numbers = is_alike (vt, type)
              ? g_variant_new_fixed_array (G_VARIANT_TYPE (type), n > 0 ? self->data : NULL, n, cpg_com_vt_get_size (vt))
              : convert_numbers (self, vt, type);
  if (numbers != NULL)
    {
      g_value_take_variant (value, g_variant_ref_sink (numbers));
      return CPG_S_OK;
    }

  {
    g_autofree char *array_type = g_strconcat ("a", type, NULL);

    g_variant_builder_init (&builder, G_VARIANT_TYPE (array_type));
  }
  for (guint32 i = 0; i < n && !CPG_HRESULT_FAILED (result); i++)
    {
      gpointer where = cpg_com_safe_array_get (self, i);
      GValue element = G_VALUE_INIT;
      GVariant *variant = NULL;

      if (vt == CPG_VT_VARIANT)
        {
          /* With the width of what is in it. */
          g_value_init (&element, G_TYPE_VARIANT);
          result = cpg_com_vt_load (vt, where, dialect, &element);
          if (!CPG_HRESULT_FAILED (result) && g_value_get_variant (&element) != NULL)
            variant = g_variant_new_variant (g_value_get_variant (&element));
          else if (!CPG_HRESULT_FAILED (result))
            variant = g_variant_new_variant (g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
        }
      else
        {
          result = cpg_com_vt_load (vt, where, dialect, &element);
          if (!CPG_HRESULT_FAILED (result))
            variant = cpg_com_vt_to_gvariant (vt, &element);
        }
      if (variant != NULL)
        g_variant_builder_add_value (&builder, variant);
      g_value_unset (&element);
    }

  if (CPG_HRESULT_FAILED (result))
    g_variant_builder_clear (&builder);
  else
    g_value_take_variant (value, g_variant_ref_sink (g_variant_builder_end (&builder)));
  return result;
}

static guint32
load_strv (const CpgComSafeArray *self,
           const CpgComDialect   *dialect,
           guint                  vt,
           GValue                *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint32 n = cpg_com_safe_array_get_size (self), result = CPG_S_OK;

  for (guint32 i = 0; i < n && !CPG_HRESULT_FAILED (result); i++)
    {
      GValue element = G_VALUE_INIT;

      g_value_init (&element, G_TYPE_STRING);
      result = cpg_com_vt_load (vt, cpg_com_safe_array_get (self, i), dialect, &element);
      if (!CPG_HRESULT_FAILED (result))
        {
          const char *text = g_value_get_string (&element);

          g_strv_builder_add (builder, text != NULL ? text : "");
        }
      g_value_unset (&element);
    }

  if (!CPG_HRESULT_FAILED (result))
    g_value_take_boxed (value, g_strv_builder_end (builder));
  return result;
}

static guint32
load_values (const CpgComSafeArray *self,
             const CpgComDialect   *dialect,
             guint                  vt,
             GValue                *value)
{
  guint32 n = cpg_com_safe_array_get_size (self), result = CPG_S_OK;
  GValueArray *values = value_array_new (MIN (n, 1024));

  for (guint32 i = 0; i < n && !CPG_HRESULT_FAILED (result); i++)
    {
      GValue element = G_VALUE_INIT;

      result = cpg_com_vt_load (vt, cpg_com_safe_array_get (self, i), dialect, &element);
      if (!CPG_HRESULT_FAILED (result))
        value_array_append (values, &element);
      g_value_unset (&element);
    }

  if (CPG_HRESULT_FAILED (result))
    g_boxed_free (value_array_get_type (), values);
  else
    g_value_take_boxed (value, values);
  return result;
}

static guint32
load (const CpgComSafeArray *self,
      const CpgComDialect   *dialect,
      guint                  vt,
      GValue                *value)
{
  GValue loaded = G_VALUE_INIT;
  GType type = G_IS_VALUE (value) ? G_VALUE_TYPE (value) : cpg_com_safe_array_find_type (vt);
  gconstpointer data = self != NULL ? self->data : NULL;
  guint32 n = cpg_com_safe_array_get_size (self), result;

  if ((type == G_TYPE_BYTES || type == G_TYPE_BYTE_ARRAY) && vt != CPG_VT_UI1 && vt != CPG_VT_I1)
    return CPG_DISP_E_TYPEMISMATCH;

  if (type == G_TYPE_STRV)
    {
      g_value_init (&loaded, type);
      result = vt == CPG_VT_BSTR || vt == CPG_VT_VARIANT ? load_strv (self, dialect, vt, &loaded)
                                                         : CPG_DISP_E_TYPEMISMATCH;
    }
  else if (type == G_TYPE_VARIANT)
    {
      g_value_init (&loaded, type);
      result = load_variant (self, dialect, vt, &loaded);
    }
  else if (type == value_array_get_type ())
    {
      g_value_init (&loaded, type);
      result = load_values (self, dialect, vt, &loaded);
    }
  else if (type == G_TYPE_BYTES)
    {
      g_value_init (&loaded, type);
      g_value_take_boxed (&loaded, g_bytes_new (data, n));
      result = CPG_S_OK;
    }
  else if (type == G_TYPE_BYTE_ARRAY)
    {
      g_value_init (&loaded, type);
      g_value_take_boxed (&loaded, g_byte_array_append (g_byte_array_new (), data, n));
      result = CPG_S_OK;
    }
  else
    {
      return CPG_DISP_E_TYPEMISMATCH;
    }

  if (CPG_HRESULT_FAILED (result))
    {
      g_value_unset (&loaded);
      return result;
    }
  if (G_IS_VALUE (value))
    g_value_unset (value);
  *value = loaded;
  return CPG_S_OK;
}

guint32
cpg_com_safe_array_load (const CpgComSafeArray *self,
                         const CpgComDialect   *dialect,
                         guint                  vt,
                         GValue                *value)
{
  guint32 result;

  if (!cpg_com_safe_array_check (self, vt))
    return CPG_E_INVALIDARG;
  if (!enter (vt, cpg_com_safe_array_get_size (self)))
    return CPG_DISP_E_OVERFLOW;
  result = load (self, dialect, vt, value);
  leave ();
  return result;
}

guint
cpg_com_safe_array_find_vt (const GValue *value)
{
  GType type = G_VALUE_TYPE (value);
  GVariant *variant;
  const char *text;

  if (type == G_TYPE_STRV)
    return CPG_VT_BSTR;
  if (type == G_TYPE_BYTES || type == G_TYPE_BYTE_ARRAY)
    return CPG_VT_UI1;
  if (type == value_array_get_type ())
    return CPG_VT_VARIANT;
  if (type != G_TYPE_VARIANT)
    return CPG_VT_EMPTY;

  variant = g_value_get_variant (value);
  if (variant == NULL || !g_variant_is_of_type (variant, G_VARIANT_TYPE_ARRAY))
    return CPG_VT_EMPTY;

  text = g_variant_get_type_string (variant) + 1;
  switch (*text)
    {
    case 'b':
      return CPG_VT_BOOL;
    case 'y':
      return CPG_VT_UI1;
    case 'n':
      return CPG_VT_I2;
    case 'q':
      return CPG_VT_UI2;
    case 'i':
      return CPG_VT_I4;
    case 'u':
      return CPG_VT_UI4;
    case 'x':
      return CPG_VT_I8;
    case 't':
      return CPG_VT_UI8;
    case 'd':
      return CPG_VT_R8;
    case 's':
    case 'o':
    case 'g':
      return CPG_VT_BSTR;
    case 'v':
      return CPG_VT_VARIANT;
    default:
      return CPG_VT_EMPTY;
    }
}

/* The elements of anything that is an array, one by one. */
typedef struct {
  const char * const *texts;    /* (nullable) */
  const guint8       *bytes;    /* (nullable) */
  GValueArray        *values;   /* (nullable) */
  GVariant           *variant;  /* (nullable) */
  gsize               n;
} Elements;

static gboolean
elements_init (Elements     *self,
               const GValue *value)
{
  GType type = G_VALUE_TYPE (value);

  memset (self, 0, sizeof *self);
  if (cpg_com_safe_array_find_vt (value) == CPG_VT_EMPTY)
    return FALSE;

  if (type == G_TYPE_VARIANT)
    {
      self->variant = g_value_get_variant (value);
      self->n = g_variant_n_children (self->variant);
    }
  else if (g_value_get_boxed (value) == NULL)
    {
      return TRUE;
    }
  else if (type == G_TYPE_STRV)
    {
      self->texts = g_value_get_boxed (value);
      self->n = g_strv_length ((char **) self->texts);
    }
  else if (type == G_TYPE_BYTES)
    {
      self->bytes = g_bytes_get_data (g_value_get_boxed (value), &self->n);
    }
  else if (type == G_TYPE_BYTE_ARRAY)
    {
      GByteArray *array = g_value_get_boxed (value);

      self->bytes = array->data;
      self->n = array->len;
    }
  else
    {
      self->values = g_value_get_boxed (value);
      self->n = self->values->n_values;
    }
  return TRUE;
}

/* All at once, if they lie in memory as they are to. */
static gboolean
elements_copy (const Elements *self,
               guint           vt,
               gpointer        data)
{
  gsize size = cpg_com_vt_get_size (vt);

  if (self->bytes != NULL && vt == CPG_VT_UI1)
    {
      memcpy (data, self->bytes, self->n);
      return TRUE;
    }
  if (self->variant != NULL && is_alike (vt, g_variant_get_type_string (self->variant) + 1))
    {
      /* g_variant_get_data() is aligned as it has to be. */
      if (self->n > 0)
        memcpy (data, g_variant_get_data (self->variant), self->n * size);
      return TRUE;
    }
  return self->n == 0;
}

static guint32
elements_store (const Elements      *self,
                gsize                index,
                const CpgComDialect *dialect,
                guint                vt,
                gpointer             where)
{
  g_autoptr (GVariant) child = NULL;
  GValue element = G_VALUE_INIT;
  guint32 result;

  if (self->values != NULL)
    return cpg_com_vt_store (vt, where, dialect, value_array_get (self->values, (guint) index));

  if (self->variant != NULL)
    {
      child = g_variant_get_child_value (self->variant, index);
      g_value_init (&element, G_TYPE_VARIANT);
      g_value_set_variant (&element, child);
    }
  else if (self->texts != NULL)
    {
      g_value_init (&element, G_TYPE_STRING);
      g_value_set_static_string (&element, self->texts[index]);
    }
  else
    {
      g_value_init (&element, G_TYPE_UCHAR);
      g_value_set_uchar (&element, self->bytes[index]);
    }
  result = cpg_com_vt_store (vt, where, dialect, &element);
  g_value_unset (&element);
  return result;
}

static guint32
store (CpgComSafeArray     **self,
       const CpgComDialect  *dialect,
       guint                 vt,
       const Elements       *elements)
{
  CpgComSafeArray *array = cpg_com_safe_array_new (dialect, vt, (guint32) elements->n);
  guint32 result = CPG_S_OK;

  if (array == NULL)
    return CPG_E_OUTOFMEMORY;
  if (!elements_copy (elements, vt, array->data))
    for (gsize i = 0; i < elements->n && !CPG_HRESULT_FAILED (result); i++)
      result = elements_store (elements, i, dialect, vt, cpg_com_safe_array_get (array, (guint32) i));

  if (CPG_HRESULT_FAILED (result))
    cpg_com_safe_array_free (array, dialect, vt);
  else
    *self = array;
  return result;
}

/*
 * cpg_com_safe_array_store:
 * @self: (out) (nullable): a new array, or %NULL for what is %NULL
 */
guint32
cpg_com_safe_array_store (CpgComSafeArray     **self,
                          const CpgComDialect  *dialect,
                          guint                 vt,
                          const GValue         *value)
{
  Elements elements;
  guint32 result;

  *self = NULL;
  if ((G_VALUE_HOLDS_POINTER (value) || G_VALUE_HOLDS_VARIANT (value)) && g_value_peek_pointer (value) == NULL)
    return CPG_S_OK;
  if (!elements_init (&elements, value))
    return CPG_DISP_E_TYPEMISMATCH;
  if (!G_VALUE_HOLDS_VARIANT (value) && g_value_get_boxed (value) == NULL)
    return CPG_S_OK;
  if (elements.n > G_MAXINT32)
    return CPG_E_OUTOFMEMORY;

  if (!enter (vt, elements.n))
    return CPG_DISP_E_OVERFLOW;
  result = store (self, dialect, vt, &elements);
  leave ();
  return result;
}

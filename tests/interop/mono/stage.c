/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <string.h>

#include "../interop-source.h"

/* What the programs in C# call besides interop-source.h. */

gpointer  stage_export         (InteropSource *source);
gboolean  stage_drop           (InteropSource *source);
void      stage_set_name       (InteropSource *source,
                                const char    *name);
gboolean  stage_request_edit   (InteropSource *source);
void      stage_fire_in_thread (InteropSource *source);

gpointer  stage_import         (gpointer       unknown);
void      stage_listen         (CpgComObject  *imported);
char     *stage_list_points    (CpgComObject  *imported);
void      stage_iterate        (void);
char     *stage_take_log       (void);

/* Mono up to 6.x has four bytes before the text of a BSTR. */
static const CpgComDialect *
get_dialect (void)
{
  static CpgComDialect *dialect;

  if (g_once_init_enter (&dialect))
    {
      CpgComDialect *made = cpg_com_dialect_copy (cpg_com_dialect_native ());

      made->name = "mono";
      made->bstr_header_size = 4;
      g_once_init_leave (&dialect, made);
    }
  return dialect;
}

/* Export --------------------------------------------------------------------------- */

gpointer
stage_export (InteropSource *source)
{
  g_autoptr (GError) error = NULL;
  gpointer unknown = cpg_com_export (G_OBJECT (source), get_dialect (), &error);

  g_assert_no_error (error);
  return unknown;
}

/* Gives whether that was its end. */
gboolean
stage_drop (InteropSource *source)
{
  gpointer left = source;

  g_object_add_weak_pointer (G_OBJECT (source), &left);
  g_object_unref (source);
  return left == NULL;
}

void
stage_set_name (InteropSource *source,
                const char    *name)
{
  g_object_set (source, "name", name, NULL);
}

gboolean
stage_request_edit (InteropSource *source)
{
  return cpg_request_edit (G_OBJECT (source), "name");
}

static gpointer
fire (gpointer data)
{
  interop_source_fire_nothing (data);
  return NULL;
}

void
stage_fire_in_thread (InteropSource *source)
{
  g_thread_join (g_thread_new ("firing", fire, source));
}

/* Import --------------------------------------------------------------------------- */

static GString *heard;
static GMainContext *context; /* that nobody runs but stage_iterate() */

static void
hear (const char *who,
      const char *what)
{
  if (heard == NULL)
    heard = g_string_new (NULL);
  g_string_append_printf (heard, "%s%s %s", heard->len > 0 ? ", " : "", who, what);
}

char *
stage_take_log (void)
{
  char *log = g_strdup (heard != NULL ? heard->str : "");

  if (heard != NULL)
    g_string_truncate (heard, 0);
  return log;
}

gpointer
stage_import (gpointer unknown)
{
  g_autoptr (GError) error = NULL;
  CpgComObject *imported;

  /* What has no type information is asked for the contracts that there are. */
  cpg_outgoing_interface_for_type (INTEROP_TYPE_EVENTS, &error);
  g_assert_no_error (error);
  imported = cpg_com_import (unknown, get_dialect (), &error);
  g_assert_no_error (error);
  return imported;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* The names of the points' interfaces, in the order of the alphabet. */
char *
stage_list_points (CpgComObject *imported)
{
  g_autoptr (CpgEnumConnectionPoints) points =
    cpg_connection_point_container_enum_connection_points (CPG_CONNECTION_POINT_CONTAINER (imported));
  g_autoptr (GPtrArray) all = cpg_enum_connection_points_next (points, G_MAXUINT);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      CpgOutgoingInterface *contract = cpg_connection_point_get_connection_interface (g_ptr_array_index (all, i));

      g_ptr_array_add (names, (gpointer) g_type_name (cpg_outgoing_interface_get_gtype (contract)));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

/* Does to the boxes of what the sinks in C# do, and answers. */
static void
answer (CpgSink       *sink,
        CpgInvocation *invocation)
{
  const char *name = cpg_method_get_name (cpg_invocation_get_method (invocation));
  const GValue *first = cpg_invocation_get_n_arguments (invocation) > 0 ? cpg_invocation_get_argument (invocation, 0) : NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  if (g_str_equal (name, "change"))
    {
      CpgByRef *boxes[4];
      g_auto (GValue) any = G_VALUE_INIT;

      for (guint i = 0; i < 4; i++)
        boxes[i] = g_value_get_boxed (cpg_invocation_get_argument (invocation, i));
      g_value_init (&any, G_TYPE_DOUBLE);
      g_value_set_double (&any, 2.5);
      cpg_by_ref_set (boxes[0], TRUE);
      cpg_by_ref_set (boxes[1], 4);
      cpg_by_ref_set (boxes[2], "after");
      cpg_by_ref_set (boxes[3], &any);
    }
  else if (g_str_equal (name, "may-close"))
    {
      g_value_init (&value, G_TYPE_BOOLEAN);
    }
  else if (g_str_equal (name, "last-number"))
    {
      g_value_init (&value, G_TYPE_INT);
      g_value_set_int (&value, g_value_get_int (first) + 1);
    }
  else if (g_str_equal (name, "last-text"))
    {
      g_value_init (&value, G_TYPE_STRING);
      g_value_take_string (&value, g_strconcat (g_value_get_string (first), "!", NULL));
    }
  else if (g_str_equal (name, "told"))
    {
      g_value_init (&value, G_TYPE_STRING);
      g_value_take_string (&value, g_strconcat (g_value_get_string (cpg_invocation_get_argument (invocation, 2)), "!", NULL));
    }
  else if (g_str_equal (name, "last-object"))
    {
      g_value_init (&value, G_TYPE_OBJECT);
      g_value_copy (first, &value);
    }

  if (G_IS_VALUE (&value))
    cpg_invocation_set_answer (invocation, &value, NULL);
}

/* Without addresses; an error as its HRESULT. */
static char *
describe (CpgInvocation *invocation)
{
  g_autofree char *text = cpg_invocation_to_string (invocation);
  g_autoptr (GRegex) regex = g_regex_new ("\\(0x[0-9a-f]+\\)", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
  GString *result = g_string_new (plain);

  for (guint i = 0; i < cpg_invocation_get_n_arguments (invocation); i++)
    {
      const GValue *value = cpg_invocation_get_argument (invocation, i);

      if (G_VALUE_HOLDS (value, G_TYPE_ERROR))
        g_string_append_printf (result, " 0x%08X", cpg_error_to_hresult (g_value_get_boxed (value)));
    }
  return g_string_free (result, FALSE);
}

static void
invoked (CpgSink       *sink,
         CpgInvocation *invocation,
         const char    *who)
{
  g_autofree char *text = NULL;

  answer (sink, invocation);
  text = describe (invocation);
  hear (who, text);
}

static void
nothing (CpgComObject *imported)
{
  hear ("handler", "nothing");
}

static void
property_changed (CpgComObject *imported,
                  const char   *property)
{
  hear ("changed", property != NULL ? property : "several");
}

static gboolean
property_request_edit (CpgComObject *imported,
                       const char   *property)
{
  hear ("may change", property);
  return FALSE;
}

/* With signal handlers, a sink, and a sink that hears when stage_iterate() is called. */
void
stage_listen (CpgComObject *imported)
{
  g_autoptr (CpgSink) direct = cpg_sink_new (INTEROP_TYPE_EVENTS), queued = cpg_sink_new (INTEROP_TYPE_EVENTS);
  g_autoptr (CpgConnectionPoint) point =
    cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (imported), INTEROP_TYPE_EVENTS, NULL);

  if (context == NULL)
    context = g_main_context_new ();
  g_signal_connect (direct, "invoked", G_CALLBACK (invoked), (gpointer) "sink");
  g_signal_connect (queued, "invoked::nothing", G_CALLBACK (invoked), (gpointer) "queued");
  cpg_connection_point_advise (point, G_OBJECT (direct), NULL);
  cpg_connection_point_advise_full (point, G_OBJECT (queued), CPG_ADVISE_CONTEXT, context, NULL);

  g_signal_connect (imported, "nothing", G_CALLBACK (nothing), NULL);
  if (g_signal_lookup ("property-changed", G_OBJECT_TYPE (imported)) != 0)
    {
      g_signal_connect (imported, "property-changed", G_CALLBACK (property_changed), NULL);
      g_signal_connect (imported, "property-request-edit", G_CALLBACK (property_request_edit), NULL);
    }
}

void
stage_iterate (void)
{
  while (g_main_context_iteration (context, FALSE))
    ;
}

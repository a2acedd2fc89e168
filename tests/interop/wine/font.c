/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>

#define COBJMACROS
#define INITGUID
#include <windows.h>
#include <ole2.h>
#include <olectl.h>

#include "wine-dialect.h"

/* Wine's standard font, a COM source that others wrote, as a GObject. The cases W18 to
 * W20 are those of Wine's own test of it. */

#define N_PROPERTIES 8

/* IFontEventsDisp, a dispinterface, in C ---------------------------------------------- */

#define FONT_TYPE_EVENTS (font_events_get_type ())
G_DECLARE_INTERFACE (FontEvents, font_events, FONT, EVENTS, GObject)

struct _FontEventsInterface
{
  GTypeInterface g_iface;

  void (* font_changed) (FontEvents *self,
                         const char *property);
};

G_DEFINE_INTERFACE (FontEvents, font_events, G_TYPE_OBJECT)

static void
font_events_default_init (FontEventsInterface *iface)
{
  cpg_outgoing_interface_init (FONT_TYPE_EVENTS, "4ef6100a-af88-11d0-9846-00c04fc29993");
  cpg_outgoing_interface_add_method (FONT_TYPE_EVENTS, "FontChanged",
                                     G_STRUCT_OFFSET (FontEventsInterface, font_changed), DISPID_FONT_CHANGED,
                                     CPG_COMBINE_LAST, G_TYPE_NONE, 1, "property", G_TYPE_STRING);
  cpg_com_interface_set_kind (FONT_TYPE_EVENTS, CPG_COM_KIND_DISPATCH, NULL);
}

/* A sink in C -------------------------------------------------------------------------- */

static GString *heard;

static void
hear (const char *who,
      const char *what)
{
  g_string_append_printf (heard, "%s%s %s", heard->len > 0 ? ", " : "", who, what);
}

#define assert_heard(expected) \
  G_STMT_START { \
    g_assert_cmpstr (heard->str, ==, (expected)); \
    g_string_truncate (heard, 0); \
  } G_STMT_END

G_DECLARE_FINAL_TYPE (FontListener, font_listener, FONT, LISTENER, GObject)

struct _FontListener
{
  GObject parent_instance;
};

static void
listener_font_changed (FontEvents *self,
                       const char *property)
{
  hear ("sink", property);
}

static void
listener_events_init (FontEventsInterface *iface)
{
  iface->font_changed = listener_font_changed;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FontListener, font_listener, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FONT_TYPE_EVENTS, listener_events_init))

static void
font_listener_class_init (FontListenerClass *klass)
{
}

static void
font_listener_init (FontListener *self)
{
}

/* ------------------------------------------------------------------------------------- */

static IFont *
font_new (void)
{
  FONTDESC description = {
    .cbSizeofstruct = sizeof description,
    .lpstrName = (WCHAR *) L"Tahoma",
    .cySize = { .int64 = 120000 },
    .sWeight = FW_NORMAL
  };
  IFont *font = NULL;

  g_assert_cmphex (OleCreateFontIndirect (&description, &IID_IFont, (void **) &font), ==, S_OK);
  return font;
}

static guint
count_refs (IFont *font)
{
  IFont_AddRef (font);
  return IFont_Release (font);
}

static CpgComObject *
import_font (IFont *font)
{
  g_autoptr (GError) error = NULL;
  CpgComObject *object;

  cpg_outgoing_interface_for_type (FONT_TYPE_EVENTS, &error);
  g_assert_no_error (error);
  object = cpg_com_import (font, get_dialect (), &error);
  g_assert_no_error (error);
  return object;
}

/* Everything is released, and then nobody else holds the font. */
static void
drop (CpgComObject *object,
      IFont        *font)
{
  if (object != NULL)
    g_assert_finalize_object (object);
  g_assert_cmpuint (IFont_Release (font), ==, 0);
}

static const char * const names[N_PROPERTIES] = {
  "Name", "Size", "Bold", "Italic", "Underline", "Strikethrough", "Weight", "Charset"
};

static void
change (IFont *font,
        guint  property)
{
  static const CY size = { .int64 = 250000 };
  BSTR name;

  switch (property)
    {
    case 0:
      name = SysAllocString (L"Arial");
      g_assert_cmphex (IFont_put_Name (font, name), ==, S_OK);
      SysFreeString (name);
      break;
    case 1:
      g_assert_cmphex (IFont_put_Size (font, size), ==, S_OK);
      break;
    case 2:
      g_assert_cmphex (IFont_put_Bold (font, TRUE), ==, S_OK);
      break;
    case 3:
      g_assert_cmphex (IFont_put_Italic (font, TRUE), ==, S_OK);
      break;
    case 4:
      g_assert_cmphex (IFont_put_Underline (font, TRUE), ==, S_OK);
      break;
    case 5:
      g_assert_cmphex (IFont_put_Strikethrough (font, TRUE), ==, S_OK);
      break;
    case 6:
      g_assert_cmphex (IFont_put_Weight (font, FW_LIGHT), ==, S_OK);
      break;
    default:
      g_assert_cmphex (IFont_put_Charset (font, 1), ==, S_OK);
      break;
    }
}

static void
font_changed_cb (CpgComObject *object,
                 const char   *property,
                 const char   *who)
{
  hear (who, property);
}

static void
test_points (void)
{
  IFont *font = font_new ();
  CpgComObject *object = import_font (font), *again = import_font (font);
  g_autoptr (CpgEnumConnectionPoints) points = NULL;
  g_autoptr (GPtrArray) all = NULL;

  g_assert_true (again == object);
  g_object_unref (again);
  points = cpg_connection_point_container_enum_connection_points (CPG_CONNECTION_POINT_CONTAINER (object));
  all = cpg_enum_connection_points_next (points, G_MAXUINT);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (g_signal_lookup ("font-changed", G_OBJECT_TYPE (object)), !=, 0);
  g_assert_cmpuint (g_signal_lookup ("property-changed", G_OBJECT_TYPE (object)), !=, 0);
  g_clear_pointer (&all, g_ptr_array_unref);
  g_clear_object (&points);

  drop (object, font);
}

/* W18 and W19: one event for each change, with the name of the property. That its riid and
 * its flags are right is looked at by the sink that cpglib gave. */
static void
test_events (void)
{
  IFont *font = font_new ();
  CpgComObject *object = import_font (font);
  g_autoptr (FontListener) listener = g_object_new (font_listener_get_type (), NULL);
  g_autoptr (GError) error = NULL;
  CpgConnectionPoint *point;
  guint cookie;

  g_signal_connect (object, "font-changed", G_CALLBACK (font_changed_cb), (gpointer) "handler");
  point = cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (object), FONT_TYPE_EVENTS, &error);
  g_assert_no_error (error);
  cookie = cpg_connection_point_advise (point, G_OBJECT (listener), &error);
  g_assert_no_error (error);
  /* The client needs neither point nor container. */
  g_object_unref (point);

  for (guint i = 0; i < N_PROPERTIES; i++)
    {
      g_autofree char *expected = g_strdup_printf ("handler %s, sink %s", names[i], names[i]);

      change (font, i);
      assert_heard (expected);
    }

  g_assert_true (cpg_unadvise (G_OBJECT (object), FONT_TYPE_EVENTS, cookie, &error));
  change (font, 0);
  assert_heard ("handler Name");
  drop (object, font);
}

/* A sink that hears when its context runs, and after that no more. */
static void
test_queued (void)
{
  IFont *font = font_new ();
  CpgComObject *object = import_font (font);
  g_autoptr (FontListener) listener = g_object_new (font_listener_get_type (), NULL);
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;
  CpgConnectionPoint *point =
    cpg_connection_point_container_find_by_type (CPG_CONNECTION_POINT_CONTAINER (object), FONT_TYPE_EVENTS, NULL);
  guint cookie = cpg_connection_point_advise_full (point, G_OBJECT (listener), CPG_ADVISE_CONTEXT, context, &error);

  g_assert_no_error (error);
  change (font, 1);
  change (font, 2);
  assert_heard ("");
  while (g_main_context_iteration (context, FALSE))
    ;
  assert_heard ("sink Size, sink Bold");

  /* What waits when it goes is not heard. */
  change (font, 3);
  g_assert_true (cpg_connection_point_unadvise (point, cookie, NULL));
  while (g_main_context_iteration (context, FALSE))
    ;
  assert_heard ("");
  g_object_unref (point);
  drop (object, font);
}

/* IPropertyNotifySink; the names are of the font's type information. */
static void
test_properties (void)
{
  IFont *font = font_new ();
  CpgComObject *object = import_font (font);

  g_signal_connect (object, "property-changed", G_CALLBACK (font_changed_cb), (gpointer) "changed");
  for (guint i = 0; i < N_PROPERTIES; i++)
    {
      g_autofree char *expected = g_strdup_printf ("changed %s", names[i]);

      change (font, i);
      assert_heard (expected);
    }
  drop (object, font);
}

/* W20: a clone has no connections. */
static void
test_clone (void)
{
  IFont *font = font_new (), *clone = NULL;
  CpgComObject *object = import_font (font);

  g_signal_connect (object, "font-changed", G_CALLBACK (font_changed_cb), (gpointer) "handler");
  g_assert_cmphex (IFont_Clone (font, &clone), ==, S_OK);
  change (clone, 0);
  assert_heard ("");
  change (font, 0);
  assert_heard ("handler Name");
  drop (NULL, clone);
  drop (object, font);
}

/* Sinks of Wine's code and of ours share a point. */
static void
test_end (void)
{
  IFont *font = font_new ();
  CpgComObject *object = import_font (font);
  IConnectionPointContainer *container = NULL;
  IConnectionPoint *point = NULL;
  IEnumConnections *connections = NULL;
  CONNECTDATA data;

  g_assert_cmphex (IFont_QueryInterface (font, &IID_IConnectionPointContainer, (void **) &container), ==, S_OK);
  g_assert_cmphex (IConnectionPointContainer_FindConnectionPoint (container, &IID_IFontEventsDisp, &point), ==, S_OK);
  g_assert_cmphex (IConnectionPoint_EnumConnections (point, &connections), ==, S_OK);
  g_assert_cmphex (IEnumConnections_Next (connections, 1, &data, NULL), ==, S_OK);
  IUnknown_Release (data.pUnk);
  IEnumConnections_Release (connections);

  /* Its end is that of its connection, of which Wine has none then. */
  g_assert_cmpuint (count_refs (font), >, 2);
  g_assert_finalize_object (object);
  g_assert_cmphex (IConnectionPoint_EnumConnections (point, &connections), ==, OLE_E_NOCONNECTION);
  IConnectionPoint_Release (point);
  IConnectionPointContainer_Release (container);
  drop (NULL, font);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  heard = g_string_new (NULL);

  g_test_add_func ("/wine-font/points", test_points);
  g_test_add_func ("/wine-font/events", test_events);
  g_test_add_func ("/wine-font/queued", test_queued);
  g_test_add_func ("/wine-font/properties", test_properties);
  g_test_add_func ("/wine-font/clone", test_clone);
  g_test_add_func ("/wine-font/end", test_end);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <cpglib/cpg.h>

#define COBJMACROS
#include <windows.h>
#include <ole2.h>
#include <olectl.h>

#include "wine-dialect.h"

/* Wine's font, of whose events nobody knows but its type library. */

static CpgComObject *
import_font (IFont **font)
{
  FONTDESC description = { .cbSizeofstruct = sizeof description, .lpstrName = (WCHAR *) L"Tahoma" };
  g_autoptr (GError) error = NULL;
  CpgComObject *object;

  g_assert_cmphex (OleCreateFontIndirect (&description, &IID_IFont, (void **) font), ==, S_OK);
  object = cpg_com_import (*font, get_dialect (), &error);
  g_assert_no_error (error);
  return object;
}

static void
invoked (CpgSink       *sink,
         CpgInvocation *invocation,
         GString       *heard)
{
  g_autofree char *text = cpg_invocation_to_string (invocation);

  g_string_append (heard, text);
}

static void
font_changed_cb (CpgComObject *object,
                 const char   *property,
                 GString      *heard)
{
  g_string_append (heard, property);
}

static void
test_library (void)
{
  IFont *font = NULL;
  CpgComObject *object = import_font (&font);
  g_autoptr (CpgGuid) iid = cpg_guid_new ("4ef6100a-af88-11d0-9846-00c04fc29993", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autofree char *text = NULL;
  CpgConnectionPoint *point;
  CpgOutgoingInterface *contract;
  CpgSink *sink;

  /* The font enumerates no points, and its class does not tell which it has. */
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (object), ==, "CpgComObject_CpgPropertyNotifySink");
  point = cpg_connection_point_container_find_connection_point (CPG_CONNECTION_POINT_CONTAINER (object), iid, &error);
  g_assert_no_error (error);
  contract = cpg_connection_point_get_connection_interface (point);
  g_assert_cmpstr (cpg_outgoing_interface_get_name (contract), ==, "CpgCom_FontEvents");
  g_assert_cmpint (cpg_com_interface_get_kind (cpg_outgoing_interface_get_gtype (contract)), ==, CPG_COM_KIND_DISPATCH);
  text = cpg_method_to_string (cpg_outgoing_interface_get_method (contract, 0));
  g_assert_cmpstr (text, ==, "font-changed (PropertyName: gchararray)");

  sink = cpg_sink_new (cpg_outgoing_interface_get_gtype (contract));
  g_signal_connect (sink, "invoked", G_CALLBACK (invoked), heard);
  cpg_connection_point_advise (point, G_OBJECT (sink), &error);
  g_assert_no_error (error);
  g_object_unref (point);
  g_assert_cmphex (IFont_put_Bold (font, TRUE), ==, S_OK);
  g_assert_cmpstr (heard->str, ==, "font-changed (PropertyName=\"Bold\")");

  g_assert_finalize_object (object);
  g_assert_finalize_object (sink);
  g_assert_cmpuint (IFont_Release (font), ==, 0);

  /* From now on it is known: to the next font it is a signal. */
  g_string_truncate (heard, 0);
  object = import_font (&font);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (object), ==, "CpgComObject_CpgPropertyNotifySink_FontEvents");
  g_signal_connect (object, "font-changed", G_CALLBACK (font_changed_cb), heard);
  g_assert_cmphex (IFont_put_Italic (font, TRUE), ==, S_OK);
  g_assert_cmpstr (heard->str, ==, "Italic");
  g_assert_finalize_object (object);
  g_assert_cmpuint (IFont_Release (font), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wine-font/library", test_library);
  return g_test_run ();
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors
using System;
using System.Runtime.InteropServices;

/// <summary>../interop-events.h as C# has it.</summary>
[ComImport, Guid("d65406db-1ae6-4e56-bf4b-dbc7f45754a3"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IInteropEvents
{
  void Nothing();
  void Numbers(sbyte a_char, byte a_byte, [MarshalAs(UnmanagedType.VariantBool)] bool a_truth, int an_int,
               uint an_uint, long an_int64, ulong an_uint64, float a_float, double a_double);
  void Texts([MarshalAs(UnmanagedType.BStr)] string text, [MarshalAs(UnmanagedType.BStr)] string empty,
             [MarshalAs(UnmanagedType.BStr)] string none);
  void Many(int a1, int a2, int a3, int a4, int a5, int a6, int a7, double a8,
            [MarshalAs(UnmanagedType.BStr)] string a9);
  void Things(ref Guid id, [MarshalAs(UnmanagedType.IUnknown)] object thing,
              [MarshalAs(UnmanagedType.IUnknown)] object none, int problem);
  void Any([MarshalAs(UnmanagedType.Struct)] object value);
  void Boxes([MarshalAs(UnmanagedType.Struct)] object texts, [MarshalAs(UnmanagedType.Struct)] object time,
             [MarshalAs(UnmanagedType.Struct)] object numbers);
  void Change([MarshalAs(UnmanagedType.VariantBool)] ref bool cancel, ref int number,
              [MarshalAs(UnmanagedType.BStr)] ref string text, [MarshalAs(UnmanagedType.Struct)] ref object anything);
  [return: MarshalAs(UnmanagedType.VariantBool)] bool MayClose();
  int LastNumber(int number);
  [return: MarshalAs(UnmanagedType.BStr)] string LastText([MarshalAs(UnmanagedType.BStr)] string text);
  [return: MarshalAs(UnmanagedType.IUnknown)] object LastObject([MarshalAs(UnmanagedType.IUnknown)] object thing);
  /* As LPWStr an answer is an address within a string of Mono's own, which nobody can free. */
  [return: MarshalAs(UnmanagedType.LPStr)] string Told(short number, [MarshalAs(UnmanagedType.Bool)] bool truth,
    [MarshalAs(UnmanagedType.LPWStr)] string wide, [MarshalAs(UnmanagedType.LPStr)] string narrow, long money);
}

[ComImport, Guid("9bfbbc02-eff1-101a-84ed-00aa00341d07"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IPropertyNotifySink
{
  void OnChanged(int dispid);
  [PreserveSig] int OnRequestEdit(int dispid);
}

/// <summary>../interop-source.h and stage.c.</summary>
static class Stage
{
  const string Library = "interop-mono";

  [DllImport(Library, EntryPoint = "interop_source_new")]
  public static extern IntPtr NewSource();
  [DllImport(Library, EntryPoint = "interop_source_fire_nothing")]
  public static extern void FireNothing(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_fire_numbers")]
  public static extern void FireNumbers(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_fire_texts")]
  public static extern void FireTexts(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_fire_many")]
  public static extern void FireMany(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_fire_things")]
  public static extern void FireThings(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_fire_any")]
  public static extern void FireAny(IntPtr source, string text);
  [DllImport(Library, EntryPoint = "interop_source_fire_boxes")]
  public static extern void FireBoxes(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_fire_change")]
  public static extern string FireChange(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_ask_may_close")]
  public static extern bool AskMayClose(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_ask_number")]
  public static extern int AskNumber(IntPtr source, int number);
  [DllImport(Library, EntryPoint = "interop_source_ask_text")]
  public static extern string AskText(IntPtr source, string text);
  [DllImport(Library, EntryPoint = "interop_source_ask_told")]
  public static extern string AskTold(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_ask_object")]
  public static extern bool AskObject(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_get_n_connections")]
  public static extern uint CountConnections(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_set_limit")]
  public static extern void SetLimit(IntPtr source, uint limit);
  [DllImport(Library, EntryPoint = "interop_source_take_failure")]
  public static extern int TakeFailure(IntPtr source);
  [DllImport(Library, EntryPoint = "interop_source_get_n_refs")]
  public static extern uint CountRefs(IntPtr source);

  [DllImport(Library, EntryPoint = "stage_export")]
  public static extern IntPtr Export(IntPtr source);
  [DllImport(Library, EntryPoint = "stage_drop")]
  public static extern bool Drop(IntPtr source);
  [DllImport(Library, EntryPoint = "stage_set_name")]
  public static extern void SetName(IntPtr source, string name);
  [DllImport(Library, EntryPoint = "stage_request_edit")]
  public static extern bool RequestEdit(IntPtr source);
  [DllImport(Library, EntryPoint = "stage_fire_in_thread")]
  public static extern void FireInThread(IntPtr source);

  [DllImport(Library, EntryPoint = "stage_import")]
  public static extern IntPtr Import(IntPtr unknown);
  [DllImport(Library, EntryPoint = "stage_listen")]
  public static extern void Listen(IntPtr imported);
  [DllImport(Library, EntryPoint = "stage_list_points")]
  public static extern string ListPoints(IntPtr imported);
  [DllImport(Library, EntryPoint = "stage_iterate")]
  public static extern void Iterate();
  [DllImport(Library, EntryPoint = "stage_take_log")]
  public static extern string TakeLog();
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors
using System;
using System.Runtime.InteropServices;

/// <summary>A source in C# as a GObject.</summary>
static class Import
{
  static int CountRefs(object managed)
  {
    return Marshal.Release(Marshal.GetIUnknownForObject(managed));
  }

  static IntPtr ImportSource(Source source)
  {
    IntPtr unknown = Marshal.GetIUnknownForObject(source), imported = Stage.Import(unknown);

    Tap.True(Stage.Import(unknown) == imported);
    Tap.True(!Stage.Drop(imported));
    Marshal.Release(unknown);
    return imported;
  }

  static void Points()
  {
    Source source = new Source(typeof(IInteropEvents), typeof(IPropertyNotifySink));
    IntPtr imported = ImportSource(source);

    Tap.Equal(Stage.ListPoints(imported), "CpgPropertyNotifySink InteropEvents");
    Tap.True(CountRefs(source) > 0);
    Tap.True(Stage.Drop(imported));
    Tap.Equal(CountRefs(source), 0);
    Tap.Equal(CountRefs(source[0]), 0);
    Tap.Equal(source[0].Sinks.Count, 0);
    Tap.Equal(source[1].Sinks.Count, 0);
  }

  static void Events()
  {
    Source source = new Source(typeof(IInteropEvents));
    IntPtr imported = ImportSource(source);
    IInteropEvents sink = source[0].Only<IInteropEvents>();
    Guid id = typeof(IInteropEvents).GUID;

    Stage.Listen(imported);
    sink.Nothing();
    Tap.Equal(Stage.TakeLog(), "handler nothing, sink nothing ()");
    Stage.Iterate();
    Tap.Equal(Stage.TakeLog(), "queued nothing ()");

    sink.Numbers(-128, 255, true, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue, 0.5f, -1e300);
    Tap.Equal(Stage.TakeLog(), "sink numbers (a_char=-128, a_byte=255, a_truth=TRUE, an_int=-2147483648, " +
                               "an_uint=4294967295, an_int64=-9223372036854775808, " +
                               "an_uint64=18446744073709551615, a_float=0.5, a_double=-1e+300)");
    sink.Texts("Grüße, 世界 🌍", "", null);
    Tap.Equal(Stage.TakeLog(), "sink texts (text=\"Grüße, 世界 🌍\", empty=\"\", none=\"\")");
    sink.Many(1, 2, 3, 4, 5, 6, 7, 8.5, "nine");
    Tap.Equal(Stage.TakeLog(), "sink many (a1=1, a2=2, a3=3, a4=4, a5=5, a6=6, a7=7, a8=8.5, a9=\"nine\")");
    sink.Things(ref id, source, null, unchecked((int) 0x8002000A));
    Tap.Equal(Stage.TakeLog(), "sink things (id=d65406db-1ae6-4e56-bf4b-dbc7f45754a3, " +
                               "object=CpgComObject_InteropEvents, none=NULL, problem=GError) 0x8002000A");
    foreach (object value in new object[] { 7, 8u, (byte) 5, -1L, 9ul, 2.5, true, "text", null, source })
      sink.Any(value);
    Tap.Equal(Stage.TakeLog(), "sink any (value=7), sink any (value=8), sink any (value=5), sink any (value=-1), " +
                               "sink any (value=9), sink any (value=2.5), sink any (value=TRUE), " +
                               "sink any (value=\"text\"), sink any (value=NULL), sink any (value=CpgComObject_InteropEvents)");

    // What waits holds its arguments.
    Stage.Iterate();
    Tap.True(Stage.Drop(imported));
    Tap.Equal(CountRefs(source), 0);
  }

  static void Answers()
  {
    Source source = new Source(typeof(IInteropEvents));
    IntPtr imported = ImportSource(source);
    IInteropEvents sink = source[0].Only<IInteropEvents>();
    bool cancel = false;
    int number = 3;
    string text = "before";
    object anything = "any";

    Stage.Listen(imported);
    sink.Change(ref cancel, ref number, ref text, ref anything);
    Tap.True(cancel);
    Tap.Equal(number, 4);
    Tap.Equal(text, "after");
    Tap.Equal(anything, 2.5);
    Tap.True(!sink.MayClose());
    Tap.Equal(sink.LastNumber(41), 42);
    Tap.Equal(sink.LastText("Grüße"), "Grüße!");
    Tap.True(ReferenceEquals(sink.LastObject(source), source));
    Stage.TakeLog();
    Tap.Equal(sink.Told(-300, true, "Größe 🌍", "Größe", 125000), "Größe 🌍!");
    Tap.Equal(Stage.TakeLog(), "sink told (number=-300, truth=TRUE, wide=\"Größe 🌍\", narrow=\"Größe\", money=12.5) = \"Größe 🌍!\"");
    Stage.Iterate();
    Tap.True(Stage.Drop(imported));
    Tap.Equal(CountRefs(source), 0);
  }

  static void Properties()
  {
    Source source = new Source(typeof(IInteropEvents), typeof(IPropertyNotifySink));
    IntPtr imported = ImportSource(source);
    IPropertyNotifySink sink = source[1].Only<IPropertyNotifySink>();

    Stage.Listen(imported);
    sink.OnChanged(7);
    sink.OnChanged(-1);
    Tap.Equal(sink.OnRequestEdit(7), 1);
    Tap.Equal(Stage.TakeLog(), "changed 7, changed several, may change 7");
    Tap.True(Stage.Drop(imported));
  }

  /// <summary>The sinks that cpglib gave away stay alive, and answer that they are cut off.</summary>
  static void TheEnd()
  {
    Source source = new Source(typeof(IInteropEvents));
    IntPtr imported = ImportSource(source);
    IntPtr sink = Marshal.GetIUnknownForObject(source[0].Only<IInteropEvents>());
    IInteropEvents held;

    Tap.True(Stage.Drop(imported));
    held = (IInteropEvents) Marshal.GetObjectForIUnknown(sink);
    Marshal.Release(sink);
    Tap.Fails(0x80010108, () => held.Nothing());
    Marshal.FinalReleaseComObject(held);
  }

  static int Main()
  {
    Tap.Add("/Import/points", Points);
    Tap.Add("/Import/events", Events);
    Tap.Add("/Import/answers", Answers);
    Tap.Add("/Import/properties", Properties);
    Tap.Add("/Import/the-end", TheEnd);
    return Tap.Run();
  }
}

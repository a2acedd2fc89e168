// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;
using CONNECTDATA = System.Runtime.InteropServices.ComTypes.CONNECTDATA;

/// <summary>IEnumConnectionPoints of the class library with addresses: Mono leaves an array of interfaces empty.</summary>
[ComImport, Guid("b196b285-bab4-101a-b69c-00aa00341d07"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
interface IEnumPointAddresses
{
  [PreserveSig]
  int Next(int n, [Out, MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 0)] IntPtr[] points, out int fetched);
}

/// <summary>A sink that writes down what it hears.</summary>
class Sink : IInteropEvents
{
  public readonly List<string> Heard = new List<string>();
  public object Thing;
  public bool Answer;

  void Hear(string format, params object[] args)
  {
    Heard.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args));
  }

  public string Take()
  {
    string all = string.Join(", ", Heard.ToArray());

    Heard.Clear();
    return all;
  }

  public virtual void Nothing()
  {
    Hear("nothing");
  }

  public void Numbers(sbyte a_char, byte a_byte, bool a_truth, int an_int, uint an_uint, long an_int64,
                      ulong an_uint64, float a_float, double a_double)
  {
    Hear("{0} {1} {2} {3} {4} {5} {6} {7} {8}", a_char, a_byte, a_truth, an_int, an_uint, an_int64, an_uint64,
         a_float, a_double);
  }

  public void Texts(string text, string empty, string none)
  {
    Hear("{0}|{1}|{2}", text, empty, none ?? "null");
  }

  public void Many(int a1, int a2, int a3, int a4, int a5, int a6, int a7, double a8, string a9)
  {
    Hear("{0} {1} {2} {3} {4} {5} {6} {7} {8}", a1, a2, a3, a4, a5, a6, a7, a8, a9);
  }

  public void Things(ref Guid id, object thing, object none, int problem)
  {
    Thing = thing;
    Hear("{0} {1} 0x{2:X8}", id, none ?? "null", problem);
  }

  public void Any(object value)
  {
    if (value is MarshalByRefObject)
      Thing = value;
    else
      Hear("{0} {1}", value == null ? "null" : value.GetType().Name, value);
  }

  public void Boxes(object texts, object time, object numbers)
  {
    Hear("{0} {1} {2}", texts ?? "null", time ?? "null", numbers ?? "null");
  }

  public void Change(ref bool cancel, ref int number, ref string text, ref object anything)
  {
    Hear("{0} {1} {2} {3}", cancel, number, text, anything);
    cancel = true;
    number++;
    text += " and after";
    anything = 2.5;
  }

  public bool MayClose()
  {
    Hear("may-close");
    return Answer;
  }

  public int LastNumber(int number)
  {
    return number + 1;
  }

  public string LastText(string text)
  {
    return text + "!";
  }

  public object LastObject(object thing)
  {
    return thing;
  }

  public string Told(short number, bool truth, string wide, string narrow, long money)
  {
    Hear("{0} {1} {2} {3} {4}", number, truth, wide, narrow, money);
    return wide + "!";
  }
}

class FailingSink : Sink
{
  public override void Nothing()
  {
    throw new InvalidOperationException("It was too much");
  }
}

class PropertySink : IPropertyNotifySink
{
  public readonly List<int> Changed = new List<int>();
  public int Answer;

  public void OnChanged(int dispid)
  {
    Changed.Add(dispid);
  }

  public int OnRequestEdit(int dispid)
  {
    return Answer;
  }
}

/// <summary>Has nothing that an IConnectionPoint could want.</summary>
class NoSink
{
}

/// <summary>Mono answers IDispatch for any class that is public, and can't do what it promises.</summary>
public class IdleSink
{
}

/// <summary>A GObject that was exported, as a client has it.</summary>
class Exported : IDisposable
{
  public readonly IntPtr Source;
  public IConnectionPointContainer Container;
  readonly List<object> wrappers = new List<object>();

  public Exported()
  {
    Source = Stage.NewSource();
    IntPtr unknown = Stage.Export(Source);
    Container = Keep((IConnectionPointContainer) Marshal.GetObjectForIUnknown(unknown));
    Marshal.Release(unknown);
  }

  /// <summary>Remembers an object that Mono wraps, to let it go at the end: once, for Mono counts below 0.</summary>
  public T Keep<T>(T wrapper)
  {
    if (!wrappers.Exists(other => ReferenceEquals(other, wrapper)))
      wrappers.Add(wrapper);
    return wrapper;
  }

  public IConnectionPoint Find(Type type)
  {
    Guid iid = type.GUID;
    IConnectionPoint point;

    Container.FindConnectionPoint(ref iid, out point);
    return Keep(point);
  }

  public IConnectionPoint Events
  {
    get { return Find(typeof(IInteropEvents)); }
  }

  /// <summary>Whoever held the source does no longer: it ends.</summary>
  public void Dispose()
  {
    foreach (object wrapper in wrappers)
      Marshal.FinalReleaseComObject(wrapper);
    Tap.Equal(Stage.CountRefs(Source), 1u);
    Tap.True(Stage.Drop(Source));
  }
}

static class Client
{
  const uint NoConnection = 0x80040200, AdviseLimit = 0x80040201, CannotConnect = 0x80040202;
  const uint NotImplemented = 0x80004001, Pointer = 0x80004003, InvalidOperation = 0x80131509;

  /// <summary>Of a managed object, by those that are not.</summary>
  static int CountRefs(object managed)
  {
    return Marshal.Release(Marshal.GetIUnknownForObject(managed));
  }

  static void Finding()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Events;
        IConnectionPointContainer container;
        Guid iid;

        point.GetConnectionInterface(out iid);
        Tap.Equal(iid, typeof(IInteropEvents).GUID);
        point.GetConnectionPointContainer(out container);
        Tap.True(ReferenceEquals(exported.Keep(container), exported.Container));
        Tap.True(ReferenceEquals(exported.Events, point));
        exported.Find(typeof(IPropertyNotifySink)).GetConnectionInterface(out iid);
        Tap.Equal(iid, typeof(IPropertyNotifySink).GUID);

        Tap.Fails(NoConnection, () => exported.Find(typeof(IConnectionPoint)));
      }
  }

  /// <summary>The interfaces of the next points, at most as many as there is room; how many the result has.</summary>
  static string Next(Exported exported, IEnumConnectionPoints points, int n)
  {
    IntPtr[] got = new IntPtr[3];
    int fetched, result = ((IEnumPointAddresses) points).Next(n, got, out fetched);
    string all = result.ToString();

    for (int i = 0; i < fetched; i++)
      {
        IConnectionPoint point = (IConnectionPoint) Marshal.GetObjectForIUnknown(got[i]);
        Guid iid;

        Marshal.Release(got[i]);
        exported.Keep(point);
        point.GetConnectionInterface(out iid);
        all += " " + (iid == typeof(IInteropEvents).GUID ? "events" : "properties");
      }
    return all;
  }

  static void Enumerating()
  {
    using (Exported exported = new Exported())
      {
        IEnumConnectionPoints points, clone;

        exported.Container.EnumConnectionPoints(out points);
        exported.Keep(points);
        Tap.Equal(Next(exported, points, 1), "0 events");
        points.Clone(out clone);
        exported.Keep(clone);
        Tap.Equal(Next(exported, points, 3), "1 properties");
        Tap.Equal(points.Skip(1), 1);
        points.Reset();
        Tap.Equal(Next(exported, points, 2), "0 events properties");
        points.Reset();
        Tap.Equal(points.Skip(2), 0);
        Tap.Equal(Next(exported, points, 1), "1");

        // The clone is where its original was.
        Tap.Equal(Next(exported, clone, 1), "0 properties");
      }
  }

  static void Connections()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Events;
        Sink one = new Sink(), other = new Sink();
        int cookie, otherCookie;
        IEnumConnections connections;
        CONNECTDATA[] got = new CONNECTDATA[2];
        IntPtr n = Marshal.AllocCoTaskMem(4);

        point.EnumConnections(out connections);
        exported.Keep(connections);
        Tap.Equal(connections.Next(1, got, n), 1);
        Tap.Equal(Marshal.ReadInt32(n), 0);

        point.Advise(one, out cookie);
        point.Advise(other, out otherCookie);
        point.EnumConnections(out connections);
        exported.Keep(connections);
        Tap.Equal(connections.Next(2, got, n), 0);
        Tap.Equal(Marshal.ReadInt32(n), 2);
        Tap.Equal(got[0].dwCookie, cookie);
        Tap.Equal(got[1].dwCookie, otherCookie);
        Tap.True(ReferenceEquals(got[0].pUnk, one));
        Tap.True(ReferenceEquals(got[1].pUnk, other));

        point.Unadvise(cookie);
        point.Unadvise(otherCookie);
        Marshal.FreeCoTaskMem(n);
      }
  }

  static void Events()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Events;
        IntPtr source = exported.Source;
        Sink sink = new Sink();
        int cookie;

        Tap.Equal(CountRefs(sink), 0);
        point.Advise(sink, out cookie);
        Tap.True(cookie != 0);
        Tap.Equal(Stage.CountConnections(source), 1u);
        Tap.Equal(CountRefs(sink), 1);

        Stage.FireNothing(source);
        Tap.Equal(sink.Take(), "nothing");
        Stage.FireNumbers(source);
        Tap.Equal(sink.Take(), "-128 255 True -2147483648 4294967295 -9223372036854775808 18446744073709551615 " +
                               "0.5 -1E+300");
        Stage.FireTexts(source);
        Tap.Equal(sink.Take(), "Grüße, 世界 🌍||null");
        Stage.FireMany(source);
        Tap.Equal(sink.Take(), "1 2 3 4 5 6 7 8.5 nine");
        Stage.FireThings(source);
        Tap.Equal(sink.Take(), "d65406db-1ae6-4e56-bf4b-dbc7f45754a3 null 0x8002000A");
        Tap.True(ReferenceEquals(exported.Keep(sink.Thing), exported.Container));
        // Mono takes no arrays and no dates out of VARIANTs.
        Stage.FireBoxes(source);
        Tap.Equal(sink.Take(), "null null null");
        Tap.Equal(Stage.TakeFailure(source), 0);

        point.Unadvise(cookie);
        Stage.FireNothing(source);
        Tap.Equal(sink.Take(), "");
        Tap.Equal(Stage.CountConnections(source), 0u);
        Tap.Equal(CountRefs(sink), 0);
      }
  }

  /// <summary>VARIANTs, as far as Mono knows them.</summary>
  static void Any()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Events;
        IntPtr source = exported.Source;
        Sink sink = new Sink();
        int cookie;

        point.Advise(sink, out cookie);
        foreach (string text in new string[] { "7", "uint32 8", "byte 5", "int64 -1", "uint64 9", "2.5", "true",
                                               "'text'", "none", "null" })
          Stage.FireAny(source, text);
        Tap.Equal(sink.Take(), "Int32 7, UInt32 8, Byte 5, Int64 -1, UInt64 9, Double 2.5, Boolean True, " +
                               "String text, null , null ");
        Stage.FireAny(source, "object");
        Tap.True(ReferenceEquals(exported.Keep(sink.Thing), exported.Container));
        Tap.Equal(Stage.TakeFailure(source), 0);
        point.Unadvise(cookie);
      }
  }

  static void InOut()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Events;
        Sink one = new Sink(), other = new Sink();
        int cookie, otherCookie;

        point.Advise(one, out cookie);
        Tap.Equal(Stage.FireChange(exported.Source), "TRUE 4 before and after 2.500000");
        Tap.Equal(one.Take(), "False 3 before any");

        // The second one hears what the first one left.
        point.Advise(other, out otherCookie);
        Tap.Equal(Stage.FireChange(exported.Source), "TRUE 5 before and after and after 2.500000");
        Tap.Equal(other.Take(), "True 4 before and after 2.5");
        point.Unadvise(cookie);
        point.Unadvise(otherCookie);
      }
  }

  static void Answers()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Events;
        IntPtr source = exported.Source;
        Sink one = new Sink(), other = new Sink();
        int cookie, otherCookie;

        one.Answer = true;
        Tap.True(Stage.AskMayClose(source));
        point.Advise(one, out cookie);
        Tap.True(Stage.AskMayClose(source));
        point.Advise(other, out otherCookie);
        Tap.True(!Stage.AskMayClose(source));
        Tap.Equal(Stage.AskNumber(source, 41), 42);
        Tap.Equal(Stage.AskText(source, "Grüße"), "Grüße!");
        Tap.True(Stage.AskObject(source));
        one.Take();
        Tap.Equal(Stage.AskTold(source), "Größe 🌍!");
        Tap.Equal(one.Take(), "-300 True Größe 🌍 Größe 125000");
        point.Unadvise(cookie);
        point.Unadvise(otherCookie);
      }
  }

  static void Refusals()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Events, otherPoint = exported.Find(typeof(IPropertyNotifySink));
        Sink sink = new Sink();
        NoSink noSink = new NoSink();
        int cookie, otherCookie;

        point.Advise(sink, out cookie);
        Tap.Fails(NoConnection, () => point.Unadvise(0));
        Tap.Fails(NoConnection, () => point.Unadvise(cookie + 1));
        Tap.Fails(NoConnection, () => otherPoint.Unadvise(cookie));
        point.Unadvise(cookie);
        Tap.Fails(NoConnection, () => point.Unadvise(cookie));

        Tap.Fails(CannotConnect, () => point.Advise(noSink, out otherCookie));
        Tap.Fails(Pointer, () => point.Advise(null, out otherCookie));
        Tap.Equal(CountRefs(noSink), 0);

        Stage.SetLimit(exported.Source, 1);
        point.Advise(sink, out cookie);
        Tap.Fails(AdviseLimit, () => point.Advise(new Sink(), out otherCookie));
        // The limit comes before the sink is asked.
        Tap.Fails(AdviseLimit, () => point.Advise(noSink, out otherCookie));
        Tap.Equal(Stage.CountConnections(exported.Source), 1u);
        point.Unadvise(cookie);
        Tap.Equal(CountRefs(sink), 0);
      }
  }

  /// <summary>An exception of a sink is the HRESULT of its failure; the others hear.</summary>
  static void Failures()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Events;
        Sink failing = new FailingSink(), other = new Sink();
        int cookie, otherCookie;

        point.Advise(failing, out cookie);
        point.Advise(other, out otherCookie);
        Stage.FireNothing(exported.Source);
        Tap.Equal(other.Take(), "nothing");
        Tap.Equal((uint) Stage.TakeFailure(exported.Source), InvalidOperation);
        Tap.Equal(Stage.CountConnections(exported.Source), 2u);
        point.Unadvise(cookie);

        point.Advise(new IdleSink(), out cookie);
        Stage.FireNothing(exported.Source);
        Tap.Equal(other.Take(), "nothing");
        Tap.Equal((uint) Stage.TakeFailure(exported.Source), NotImplemented);
        point.Unadvise(cookie);
        point.Unadvise(otherCookie);
      }
  }

  static void Properties()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Find(typeof(IPropertyNotifySink));
        PropertySink sink = new PropertySink();
        int cookie;

        point.Advise(sink, out cookie);
        Stage.SetName(exported.Source, "one");
        Tap.Equal(sink.Changed.Count, 1);
        Tap.True(sink.Changed[0] > 0);
        Tap.True(Stage.RequestEdit(exported.Source));
        sink.Answer = 1;
        Tap.True(!Stage.RequestEdit(exported.Source));
        point.Unadvise(cookie);
        Tap.True(Stage.RequestEdit(exported.Source));
        Stage.SetName(exported.Source, "other");
        Tap.Equal(sink.Changed.Count, 1);
        Tap.Equal(CountRefs(sink), 0);
      }
  }

  /// <summary>Of a thread that Mono did not make.</summary>
  static void Threads()
  {
    using (Exported exported = new Exported())
      {
        IConnectionPoint point = exported.Events;
        Sink sink = new Sink();
        int cookie;

        point.Advise(sink, out cookie);
        Stage.FireInThread(exported.Source);
        Tap.Equal(sink.Take(), "nothing");
        point.Unadvise(cookie);
      }
  }

  /// <summary>The end of the source lets its sinks go.</summary>
  static void TheEnd()
  {
    Sink sink = new Sink();

    using (Exported exported = new Exported())
      {
        int cookie;

        exported.Events.Advise(sink, out cookie);
        Tap.Equal(CountRefs(sink), 1);
      }
    Tap.Equal(CountRefs(sink), 0);
  }

  static int Main()
  {
    Tap.Add("/Client/finding", Finding);
    Tap.Add("/Client/enumerating", Enumerating);
    Tap.Add("/Client/connections", Connections);
    Tap.Add("/Client/events", Events);
    Tap.Add("/Client/any", Any);
    Tap.Add("/Client/in-out", InOut);
    Tap.Add("/Client/answers", Answers);
    Tap.Add("/Client/refusals", Refusals);
    Tap.Add("/Client/failures", Failures);
    Tap.Add("/Client/properties", Properties);
    Tap.Add("/Client/threads", Threads);
    Tap.Add("/Client/the-end", TheEnd);
    return Tap.Run();
  }
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

/// <summary>A source in C#: points for interfaces, which are not enumerated.</summary>
class Source : IConnectionPointContainer
{
  readonly List<Point> points = new List<Point>();

  public Source(params Type[] types)
  {
    foreach (Type type in types)
      points.Add(new Point(this, type));
  }

  public Point this[int index]
  {
    get { return points[index]; }
  }

  public void EnumConnectionPoints(out IEnumConnectionPoints result)
  {
    throw new NotImplementedException();
  }

  public void FindConnectionPoint(ref Guid iid, out IConnectionPoint result)
  {
    foreach (Point point in points)
      if (point.Type.GUID == iid)
        {
          result = point;
          return;
        }
    throw new COMException("No such point", Point.NoConnection);
  }
}

class Point : IConnectionPoint
{
  public const int NoConnection = unchecked((int) 0x80040200), CannotConnect = unchecked((int) 0x80040202);

  public readonly Type Type;
  public readonly Dictionary<int, object> Sinks = new Dictionary<int, object>();
  readonly Source source;
  int lastCookie;

  public Point(Source source, Type type)
  {
    this.source = source;
    Type = type;
  }

  public void GetConnectionInterface(out Guid iid)
  {
    iid = Type.GUID;
  }

  public void GetConnectionPointContainer(out IConnectionPointContainer container)
  {
    container = source;
  }

  public void Advise(object sink, out int cookie)
  {
    if (!Type.IsInstanceOfType(sink))
      throw new COMException("No such sink", CannotConnect);
    cookie = ++lastCookie;
    Sinks[cookie] = sink;
  }

  public void Unadvise(int cookie)
  {
    if (!Sinks.ContainsKey(cookie))
      throw new COMException("No such connection", NoConnection);
    Marshal.FinalReleaseComObject(Sinks[cookie]);
    Sinks.Remove(cookie);
  }

  public void EnumConnections(out IEnumConnections result)
  {
    throw new NotImplementedException();
  }

  public T Only<T>()
  {
    Tap.Equal(Sinks.Count, 1);
    foreach (object sink in Sinks.Values)
      return (T) sink;
    return default(T);
  }
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

/// <summary>Cases, reported as TAP.</summary>
static class Tap
{
  static readonly List<KeyValuePair<string, Action>> cases = new List<KeyValuePair<string, Action>>();

  public static void Add(string name, Action body)
  {
    cases.Add(new KeyValuePair<string, Action>(name, body));
  }

  public static int Run()
  {
    int failed = 0;

    Console.WriteLine("1..{0}", cases.Count);
    for (int i = 0; i < cases.Count; i++)
      try
        {
          cases[i].Value();
          Console.WriteLine("ok {0} - {1}", i + 1, cases[i].Key);
        }
      catch (Exception e)
        {
          failed = 1;
          Console.WriteLine("not ok {0} - {1}", i + 1, cases[i].Key);
          Console.WriteLine("# " + e.ToString().Replace("\n", "\n# "));
        }
    return failed;
  }

  public static void Equal<T>(T got, T expected)
  {
    if (!EqualityComparer<T>.Default.Equals(got, expected))
      throw new Exception(string.Format("{0}, and not {1}", got, expected));
  }

  public static void True(bool holds)
  {
    Equal(holds, true);
  }

  /// <summary>That what is done fails with an HRESULT.</summary>
  public static void Fails(uint hresult, Action what)
  {
    try
      {
        what();
      }
    catch (Exception e)
      {
        Equal(string.Format("0x{0:X8}", Marshal.GetHRForException(e)), string.Format("0x{0:X8}", hresult));
        return;
      }
    throw new Exception(string.Format("no failure, where 0x{0:X8} was expected", hresult));
  }
}

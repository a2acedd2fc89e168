/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <cpglib/engine/cpg-round.h>
#include <cpglib/interfaces/cpg-connection-point.h>

/**
 * SECTION:cpg-fire
 * @title: Firing
 * @short_description: calls every listener of a connection point
 * @see_also: #CpgSignalPoint
 *
 * What ATL's wizard writes a `Fire_` method for is one macro here.
 */

#ifndef __GI_SCANNER__

#if defined(__cplusplus)
#ifndef __GTK_DOC_IGNORE__

/* In C++ a template sees the prototype of the member: the arguments convert to
 * the types of the parameters where the macro is used, and are checked there. */
extern "C++" {

template <typename T> struct _CpgSame { typedef T type; };

/* A round that ends also if a sink throws. */
struct _CpgRoundScope
{
  CpgRound             round;
  const CpgRoundEntry *entry;

  _CpgRoundScope (gpointer point, gsize slot, gboolean asks)
    : entry (_cpg_round_begin (&round, point, slot, asks)) {}
  ~_CpgRoundScope () { while (entry != nullptr) entry = _cpg_round_finish (&round); }
  void next () { entry = _cpg_round_next (&round, entry); }
};

template <typename Interface, typename Result, typename Self, typename... Params>
inline void
_cpg_fire (gpointer point, gsize slot, Result (*Interface::*method) (Self *, Params...),
           typename _CpgSame<Params>::type... args)
{
  for (_CpgRoundScope scope (point, slot, FALSE); scope.entry != nullptr; scope.next ())
    {
      const Interface *iface = static_cast<const Interface *> (scope.entry->vtable);

      if (iface->*method != nullptr)
        (void) (iface->*method) (static_cast<Self *> (scope.entry->sink), args...);
    }
}

template <typename Interface, typename Self, typename... Params>
inline gboolean
_cpg_fire_boolean (gpointer point, gsize slot, gboolean (*Interface::*method) (Self *, Params...),
                   typename _CpgSame<Params>::type... args)
{
  _CpgRoundScope scope (point, slot, TRUE);

  for (; scope.entry != nullptr; scope.next ())
    {
      const Interface *iface = static_cast<const Interface *> (scope.entry->vtable);

      if (iface->*method != nullptr)
        _cpg_round_answer (&scope.round, scope.entry,
                           (iface->*method) (static_cast<Self *> (scope.entry->sink), args...));
    }
  return scope.round.answer;
}

} /* extern "C++" */

#endif /* __GTK_DOC_IGNORE__ */

#define CPG_FIRE(point, Interface, method, ...) \
  _cpg_fire ((point), G_STRUCT_OFFSET (Interface, method), &Interface::method, ##__VA_ARGS__)
#define CPG_FIRE_BOOLEAN(point, Interface, method, ...) \
  _cpg_fire_boolean ((point), G_STRUCT_OFFSET (Interface, method), &Interface::method, ##__VA_ARGS__)

#elif defined(__GNUC__)

/* _CPG_LET (_, a, b) names the values of its arguments, so that each is evaluated
 * once, and _CPG_USE (_, a, b) is those names after a comma: at most 20. What
 * stands first is for strict C, where ## needs it to swallow a comma. */
#define _CPG_COUNT(_, ...) \
  _CPG_NTH (_, ##__VA_ARGS__, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define _CPG_NTH(_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, \
                 _11, _12, _13, _14, _15, _16, _17, _18, _19, _20, n, ...) n
#define _CPG_PASTE(a, b)  _CPG_PASTE_ (a, b)
#define _CPG_PASTE_(a, b) a##b
#define _CPG_LET(_, ...)  _CPG_PASTE (_CPG_LET_, _CPG_COUNT (_, ##__VA_ARGS__)) (__VA_ARGS__)
#define _CPG_USE(_, ...)  _CPG_PASTE (_CPG_USE_, _CPG_COUNT (_, ##__VA_ARGS__))

#define _CPG_LET_0()
#define _CPG_LET_1(a)        __auto_type _cpg_1 = (a);
#define _CPG_LET_2(a, ...)   __auto_type _cpg_2 = (a); _CPG_LET_1 (__VA_ARGS__)
#define _CPG_LET_3(a, ...)   __auto_type _cpg_3 = (a); _CPG_LET_2 (__VA_ARGS__)
#define _CPG_LET_4(a, ...)   __auto_type _cpg_4 = (a); _CPG_LET_3 (__VA_ARGS__)
#define _CPG_LET_5(a, ...)   __auto_type _cpg_5 = (a); _CPG_LET_4 (__VA_ARGS__)
#define _CPG_LET_6(a, ...)   __auto_type _cpg_6 = (a); _CPG_LET_5 (__VA_ARGS__)
#define _CPG_LET_7(a, ...)   __auto_type _cpg_7 = (a); _CPG_LET_6 (__VA_ARGS__)
#define _CPG_LET_8(a, ...)   __auto_type _cpg_8 = (a); _CPG_LET_7 (__VA_ARGS__)
#define _CPG_LET_9(a, ...)   __auto_type _cpg_9 = (a); _CPG_LET_8 (__VA_ARGS__)
#define _CPG_LET_10(a, ...)  __auto_type _cpg_10 = (a); _CPG_LET_9 (__VA_ARGS__)
#define _CPG_LET_11(a, ...)  __auto_type _cpg_11 = (a); _CPG_LET_10 (__VA_ARGS__)
#define _CPG_LET_12(a, ...)  __auto_type _cpg_12 = (a); _CPG_LET_11 (__VA_ARGS__)
#define _CPG_LET_13(a, ...)  __auto_type _cpg_13 = (a); _CPG_LET_12 (__VA_ARGS__)
#define _CPG_LET_14(a, ...)  __auto_type _cpg_14 = (a); _CPG_LET_13 (__VA_ARGS__)
#define _CPG_LET_15(a, ...)  __auto_type _cpg_15 = (a); _CPG_LET_14 (__VA_ARGS__)
#define _CPG_LET_16(a, ...)  __auto_type _cpg_16 = (a); _CPG_LET_15 (__VA_ARGS__)
#define _CPG_LET_17(a, ...)  __auto_type _cpg_17 = (a); _CPG_LET_16 (__VA_ARGS__)
#define _CPG_LET_18(a, ...)  __auto_type _cpg_18 = (a); _CPG_LET_17 (__VA_ARGS__)
#define _CPG_LET_19(a, ...)  __auto_type _cpg_19 = (a); _CPG_LET_18 (__VA_ARGS__)
#define _CPG_LET_20(a, ...)  __auto_type _cpg_20 = (a); _CPG_LET_19 (__VA_ARGS__)

#define _CPG_USE_0
#define _CPG_USE_1   , _cpg_1
#define _CPG_USE_2   , _cpg_2 _CPG_USE_1
#define _CPG_USE_3   , _cpg_3 _CPG_USE_2
#define _CPG_USE_4   , _cpg_4 _CPG_USE_3
#define _CPG_USE_5   , _cpg_5 _CPG_USE_4
#define _CPG_USE_6   , _cpg_6 _CPG_USE_5
#define _CPG_USE_7   , _cpg_7 _CPG_USE_6
#define _CPG_USE_8   , _cpg_8 _CPG_USE_7
#define _CPG_USE_9   , _cpg_9 _CPG_USE_8
#define _CPG_USE_10  , _cpg_10 _CPG_USE_9
#define _CPG_USE_11  , _cpg_11 _CPG_USE_10
#define _CPG_USE_12  , _cpg_12 _CPG_USE_11
#define _CPG_USE_13  , _cpg_13 _CPG_USE_12
#define _CPG_USE_14  , _cpg_14 _CPG_USE_13
#define _CPG_USE_15  , _cpg_15 _CPG_USE_14
#define _CPG_USE_16  , _cpg_16 _CPG_USE_15
#define _CPG_USE_17  , _cpg_17 _CPG_USE_16
#define _CPG_USE_18  , _cpg_18 _CPG_USE_17
#define _CPG_USE_19  , _cpg_19 _CPG_USE_18
#define _CPG_USE_20  , _cpg_20 _CPG_USE_19

#define _CPG_CALL(entry, Interface, method, ...) \
  ((const Interface *) (entry)->vtable)->method ((gpointer) (entry)->sink _CPG_USE (_, ##__VA_ARGS__))
/* No G_LIKELY(): its variable shadows that of an `if G_LIKELY (CPG_FIRE_BOOLEAN (…))`. */
#define _CPG_HAS(entry, Interface, method) \
  __builtin_expect (((const Interface *) (entry)->vtable)->method != NULL, 1)

/**
 * CPG_FIRE:
 * @point: the #CpgConnectionPoint of the source that fires
 * @Interface: the C structure of the outgoing interface, as `StockEventsInterface`
 * @method: the member of that structure, as `price_changed`
 * @...: the arguments, if the method has any
 *
 * Fires a method: calls every signal handler and every sink.
 *
 * |[<!-- language="C" -->
 * CPG_FIRE (self->events, StockEventsInterface, price_changed, "ACME", 12.5);
 * ]|
 *
 * The arguments are evaluated once and checked by the compiler against the
 * prototype of the member. As with any C call, what they point to has to stay
 * while CPG_FIRE() runs: copy a field that a sink may change. Where no signal
 * handler is connected the sinks are called directly, one virtual call each.
 * Answers are dropped.
 *
 * Nothing happens if the source is gone or nobody listens. May be used in any
 * thread; the sinks are called in that thread.
 *
 * Needs GCC, Clang or C++11; elsewhere there is cpg_signal_point_fire(). In
 * C++ it is a void expression.
 *
 * Since: 1.0
 */
#define CPG_FIRE(point, Interface, method, ...) \
  G_STMT_START { \
    CpgRound _cpg_round; \
    __extension__ gpointer _cpg_point = (point); \
    _CPG_LET (_, ##__VA_ARGS__) \
    const CpgRoundEntry *_cpg_entry = \
      _cpg_round_begin (&_cpg_round, _cpg_point, G_STRUCT_OFFSET (Interface, method), FALSE); \
    for (; _cpg_entry != NULL; _cpg_entry = _cpg_round_next (&_cpg_round, _cpg_entry)) \
      if (_CPG_HAS (_cpg_entry, Interface, method)) \
        (void) _CPG_CALL (_cpg_entry, Interface, method, ##__VA_ARGS__); \
  } G_STMT_END

/**
 * CPG_FIRE_BOOLEAN:
 * @point: the #CpgConnectionPoint of the source that fires
 * @Interface: the C structure of the outgoing interface
 * @method: the member of that structure, which returns a #gboolean
 * @...: the arguments, if the method has any
 *
 * Fires a method whose answer is a #gboolean, like CPG_FIRE(), and gives what
 * the answers combine to by the #CpgCombine of the method:
 *
 * |[<!-- language="C" -->
 * if (!CPG_FIRE_BOOLEAN (self->events, StockEventsInterface, may_close))
 *   return;
 * ]|
 *
 * Where nobody answers it gives %FALSE, but %TRUE for %CPG_COMBINE_ALL_TRUE.
 *
 * Returns: the combined answer
 *
 * Since: 1.0
 */
#define CPG_FIRE_BOOLEAN(point, Interface, method, ...) \
  (__extension__ ({ \
    CpgRound _cpg_round; \
    gpointer _cpg_point = (point); \
    _CPG_LET (_, ##__VA_ARGS__) \
    const CpgRoundEntry *_cpg_entry = \
      _cpg_round_begin (&_cpg_round, _cpg_point, G_STRUCT_OFFSET (Interface, method), TRUE); \
    for (; _cpg_entry != NULL; _cpg_entry = _cpg_round_next (&_cpg_round, _cpg_entry)) \
      if (_CPG_HAS (_cpg_entry, Interface, method)) \
        _cpg_round_answer (&_cpg_round, _cpg_entry, \
                           _CPG_CALL (_cpg_entry, Interface, method, ##__VA_ARGS__)); \
    _cpg_round.answer; \
  }))

#endif

#endif /* __GI_SCANNER__ */

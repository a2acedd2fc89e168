/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */

/* Compiled as C and as C++ by compile-fire.sh, once as it is and once with each
 * macro that makes one mistake. */

#include <cpglib/cpg.h>

typedef struct _Stock Stock;
typedef struct {
  GTypeInterface g_iface;

  void     (* price_changed) (Stock *self, const char *symbol, double price);
  void     (* nothing)       (Stock *self);
  gboolean (* may_close)     (Stock *self, GObject *who);
} StockInterface;

gboolean fire (CpgConnectionPoint *point, GObject *object, const char *symbol);

gboolean
fire (CpgConnectionPoint *point,
      GObject            *object,
      const char         *symbol)
{
  CPG_FIRE (point, StockInterface, price_changed, "ACME", 12.5);
  CPG_FIRE (point, StockInterface, price_changed, symbol, 12);
  CPG_FIRE (point, StockInterface, price_changed, NULL, 12.5f);
  CPG_FIRE (point, StockInterface, nothing);
  if (symbol == NULL)
    CPG_FIRE (point, StockInterface, may_close, object);
  else
    CPG_FIRE (point, StockInterface, may_close, NULL);
  /* no warning about shadowed variables, wherever it stands */
  if (G_LIKELY (CPG_FIRE_BOOLEAN (point, StockInterface, may_close, object)))
    g_return_val_if_fail (CPG_FIRE_BOOLEAN (point, StockInterface, may_close, object), FALSE);

#ifdef WRONG_TEXT
  CPG_FIRE (point, StockInterface, price_changed, 7, 12.5);
#endif
#ifdef WRONG_NUMBER
  CPG_FIRE (point, StockInterface, price_changed, "ACME", "12.5");
#endif
#ifdef WRONG_OBJECT
  CPG_FIRE (point, StockInterface, may_close, symbol);
#endif
#ifdef WRONG_OBJECT_ASKED
  return CPG_FIRE_BOOLEAN (point, StockInterface, may_close, symbol);
#endif
#ifdef TOO_FEW
  CPG_FIRE (point, StockInterface, price_changed, "ACME");
#endif
#ifdef TOO_MANY
  CPG_FIRE (point, StockInterface, nothing, 1);
#endif
#ifdef NO_SUCH_METHOD
  CPG_FIRE (point, StockInterface, price_chnaged, "ACME", 12.5);
#endif
#ifdef NO_ANSWER
  return CPG_FIRE_BOOLEAN (point, StockInterface, nothing);
#endif

  return CPG_FIRE_BOOLEAN (point, StockInterface, may_close, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <QObject>

/* A header of its own, for Qt's moc. */

class Emitter : public QObject
{
  Q_OBJECT

Q_SIGNALS:
  void priceChanged (const char *symbol, double price);
};

class Receiver : public QObject
{
  Q_OBJECT

public Q_SLOTS:
  void onPriceChanged (const char *, double price) { sum += price; }

public:
  double sum = 0;
};

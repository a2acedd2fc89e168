// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// What emit() costs from JavaScript.

import Bench from 'gi://Bench';
import Fix from 'gi://Fix';
import System from 'system';

// Listeners in C, called by emit() in JavaScript.
function reportEmit(n) {
  n = Bench.size(n);
  const toSinks = new Fix.Source(), toHandlers = new Fix.Source();
  Bench.add_sinks(toSinks, n);
  Bench.add_handlers(toHandlers, n);

  const emit = source => times => {
    for (let i = 0; i < times; i++)
      source.emit('price-changed', 'ACME', 12.5);
  };

  Bench.report_calls(`${n} listeners`,
    'emit() in JavaScript, handlers', emit(toHandlers),
    'emit() in JavaScript, sinks', emit(toSinks),
    1, 1, Bench.Bar.AT_LEAST, 3);
}

function option(name) {
  const index = ARGV.indexOf(name);
  return index >= 0 ? ARGV[index + 1] : null;
}

Bench.start(Number(option('--seconds') ?? 0.02), option('--json'));
reportEmit(100);
reportEmit(1000);
System.exit(Bench.finish());

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// What the JavaScript tests share: cases, reported as TAP.

import GLib from 'gi://GLib';
import System from 'system';

const {LEVEL_CRITICAL, LEVEL_ERROR} = GLib.LogLevelFlags;

export function run(cases) {
  const entries = Object.entries(cases);
  let failed = false;

  GLib.log_set_always_fatal(LEVEL_CRITICAL | LEVEL_ERROR);
  print(`1..${entries.length}`);
  entries.forEach(([name, body], index) => {
    try {
      body();
      print(`ok ${index + 1} - ${name}`);
    } catch (error) {
      failed = true;
      print(`not ok ${index + 1} - ${name}`);
      `${error}\n${error.stack}`.split('\n').forEach(line => print(`# ${line}`));
    }
  });
  if (failed)
    System.exit(1);
}

export function same(actual, expected) {
  const isEqual = (a, b) => Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((item, i) => isEqual(item, b[i]))
    : Object.is(a, b);

  if (!isEqual(actual, expected))
    throw new Error(`expected ${uneval(expected)}, not ${uneval(actual)}`);
}

function uneval(value) {
  return Array.isArray(value) ? `[${value.map(uneval).join(', ')}]`
    : typeof value === 'string' ? `“${value}”` : String(value);
}

// That @body throws a Cpg.Error of @code that says all of @words; without a
// code, that it throws anything at all.
export function throws(domain, code, body, ...words) {
  let error = null;

  try {
    body();
  } catch (caught) {
    error = caught;
  }
  if (error === null)
    throw new Error(`nothing was thrown by ${body}`);
  if (domain !== null && !(error instanceof domain && error.matches(domain, code)))
    throw new Error(`expected the error ${code}, not ${error}`);
  for (const word of words) {
    if (!error.message.includes(word))
      throw new Error(`“${error.message}” does not say “${word}”`);
  }
}

// That GJS logs as many exceptions as there are patterns, each like its own.
export function logs(patterns, body) {
  for (const pattern of patterns)
    GLib.test_expect_message('Gjs', LEVEL_CRITICAL, pattern);
  body();
  GLib.test_assert_expected_messages_internal('Gjs', 'tap.js', 0, 'logs');
}

export function collect() {
  const context = GLib.MainContext.default();

  for (let i = 0; i < 5; i++) {
    System.gc();
    // GJS lets go of objects in the main loop.
    while (context.pending())
      context.iteration(false);
  }
}

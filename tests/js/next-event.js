// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Waiting for events, and sinks that are called in a main context.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Cpg from 'gi://Cpg?version=1.0';
import Fix from 'gi://Fix?version=1.0';

const loop = new GLib.MainLoop(null, false);
const results = [];

async function check(name, run) {
  try {
    await run();
    results.push(`ok ${results.length + 1} - ${name}`);
  } catch (error) {
    results.push(`not ok ${results.length + 1} - ${name}`, `# ${error}`);
  }
}

function equal(one, other) {
  if (JSON.stringify(one) !== JSON.stringify(other))
    throw new Error(`${JSON.stringify(one)} is not ${JSON.stringify(other)}`);
}

async function fails(promise, domain, code) {
  try {
    await promise;
  } catch (error) {
    if (error.matches(domain, code))
      return;
    throw error;
  }
  throw new Error('nothing was thrown');
}

async function main() {
  let source = new Fix.Source();
  const point = source.find_connection_point(Fix.Events);

  await check('the next event', async () => {
    const event = point.next_event_async(null, -1, null);
    source.fire_price('A', 1);
    source.fire_price('B', 2);
    const invocation = await event;
    equal([invocation.name, ...invocation.args], ['price-changed', 'A', 1]);
    equal(point.get_n_connections(), 0);
  });
  await check('one of them', async () => {
    const event = point.next_event_async('price_changed', -1, null);
    source.fire_nothing();
    source.fire_price('A', 1);
    equal((await event).name, 'price-changed');
  });
  await check('a time limit', () =>
    fails(point.next_event_async(null, 0, null), Gio.IOErrorEnum, Gio.IOErrorEnum.TIMED_OUT));
  await check('cancelled', () => {
    const cancellable = new Gio.Cancellable();
    const event = point.next_event_async(null, -1, cancellable);
    cancellable.cancel();
    return fails(event, Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED);
  });
  await check('in a context', () => {
    const context = new GLib.MainContext();
    const heard = [];
    const connection = point.advise({priceChanged: (...args) => heard.push(args)}, {context, coalesce: true});
    for (let i = 0; i < 100; i++)
      source.fire_price('A', i);
    equal(heard, []);
    while (context.iteration(false))
      ;
    equal(heard, [['A', 99]]);
    connection.unadvise();
  });
  await check('the end of the source', () => {
    const event = point.next_event_async(null, -1, null);
    source.run_dispose();
    source = null;
    return fails(event, Cpg.Error, Cpg.Error.DISCONNECTED);
  });
}

main().finally(() => loop.quit());
loop.run();
print(`1..${results.filter(line => line.includes('ok ')).length}`);
results.forEach(line => print(line));

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Properties that sinks hear of and may refuse; sources that refuse sinks.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';
import Fix from 'gi://Fix?version=1.0';

import {run, same, throws} from './tap.js';

const {PropertyNotifySink} = Cpg;

const Account = GObject.registerClass({
  Properties: {
    balance: GObject.ParamSpec.int('balance', '', '',
      GObject.ParamFlags.READWRITE | GObject.ParamFlags.EXPLICIT_NOTIFY, 0, 1000, 0),
  },
}, class Account extends Cpg.Connectable {
  get balance() {
    return this._balance ?? 0;
  }

  set balance(balance) {
    if (balance === this.balance || !Cpg.request_edit(this, 'balance'))
      return;
    this._balance = balance;
    this.notify('balance');
  }
});
Cpg.outgoing(Account, PropertyNotifySink);

const Club = GObject.registerClass({
  Implements: [Cpg.ConnectionPointContainer],
}, class Club extends GObject.Object {
  trouble = null;
  demands = [];

  vfunc_accept_sink(_point, _sink) {
    if (this.trouble)
      throw this.trouble;
    return true;
  }

  vfunc_listening_changed(_point, isListened) {
    this.demands.push(isListened);
  }
});
Cpg.outgoing(Club, Fix.Other);

function watch(source, refused = []) {
  const heard = [];

  source.find_connection_point(PropertyNotifySink).advise({
    changed: name => heard.push(name),
    requestEdit(name) {
      heard.push(`${name}?`);
      return !refused.includes(name);
    },
  });
  return heard;
}

run({
  'a property that changes'() {
    const account = new Account();
    const heard = watch(account);

    account.balance = 5;
    account.balance = 5;
    Cpg.properties_changed(account);
    same(heard, ['balance?', 'balance', null]);
  },
  'a change that is refused'() {
    const account = new Account();
    const heard = watch(account, ['balance']);

    account.balance = 5;
    same(account.balance, 0);
    same(heard, ['balance?']);
    same(Cpg.request_edit(account, null), true);
  },
  'a handler refuses'() {
    const account = new Account();

    account.connect('property-request-edit', (_, name) => name !== 'balance');
    account.balance = 5;
    same(account.balance, 0);
  },
  'a source in C'() {
    const meter = Fix.Meter.new();
    const heard = watch(meter, ['unit']);

    same([meter.set_level(5), meter.set_unit('m')], [true, false]);
    same(heard, ['level?', 'level', 'unit?']);
    meter.freeze_notify();
    meter.level = 6;
    meter.level = 7;
    same(heard.splice(0), ['level?', 'level', 'unit?', 'level?', 'level?']);
    meter.thaw_notify();
    same(heard, ['level']);
  },
  'a class that implements it'() {
    const Watcher = GObject.registerClass({
      Implements: [PropertyNotifySink],
    }, class Watcher extends GObject.Object {
      vfunc_changed(name) {
        this.name = name;
      }

      vfunc_request_edit(name) {
        return name === 'level';
      }
    });
    const meter = Fix.Meter.new();
    const watcher = new Watcher();

    meter.find_connection_point(PropertyNotifySink).advise(watcher);
    same([meter.set_level(5), meter.set_unit('m')], [true, false]);
    same(watcher.name, 'level');
  },
  'a source that refuses a sink'() {
    const club = new Club();
    const point = club.find_connection_point(Fix.Other);

    club.trouble = new GLib.Error(Gio.IOErrorEnum, Gio.IOErrorEnum.BUSY, 'members only');
    throws(Gio.IOErrorEnum, Gio.IOErrorEnum.BUSY, () => point.advise(() => {}), 'members only');
    same(point.get_n_connections(), 0);
    const meter = Fix.Meter.new();
    meter.closed = true;
    throws(Gio.IOErrorEnum, Gio.IOErrorEnum.BUSY, () => meter.find_connection_point(Fix.Other).advise(() => {}),
      'FixOther is closed to CpgSink_FixOther');
  },
  'a source that is listened to'() {
    const club = new Club();
    const point = club.find_connection_point(Fix.Other);
    const [one, other] = [point.advise(() => {}), point.advise(() => {})];

    same(club.demands, [true]);
    one.unadvise();
    other.unadvise();
    same(club.demands, [true, false]);
  },
});

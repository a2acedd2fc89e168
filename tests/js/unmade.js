// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Objects that only the library can make, made by a script.

import Cpg from 'gi://Cpg';

import {run, same, throws, collect} from './tap.js';

run({
  'an invocation'() {
    (() => {
      const invocation = new Cpg.Invocation();
      same([invocation.get_method(), invocation.get_n_arguments(), invocation.get_answer()], [null, 0, null]);
      throws(Cpg.Error, Cpg.Error.INVALID_ARGUMENT, () => invocation.set_answer(1));
      same(String(invocation), 'nothing');
    })();
    collect();
  },

  'a contract'() {
    same(String(new Cpg.Method()), '? ()');
    same(new Cpg.OutgoingInterface().get_n_methods(), 0);
    same(String(new Cpg.OutgoingInterface()).startsWith('void 0000'), true);
  },

  'a point'() {
    const point = new Cpg.SignalPoint();

    throws(Cpg.Error, Cpg.Error.NO_CONNECTION, () => point.unadvise(1));
    throws(null, null, () => point.advise(() => {}));
    throws(null, null, () => point.advise_full(new Cpg.Sink(), 0, null));
    throws(null, null, () => point.fire('x'));
    same([...point.enum_connections()], []);
  },

  'a connection'() {
    const connection = new Cpg.Connection();

    same([connection.blocked, connection.sink, connection.cookie], [false, null, 0]);
    throws(null, null, () => connection.unadvise());
  },
});

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// The address of an exported object. What COM clients do with one is tested in C.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import GObject from 'gi://GObject';

import {run, same, throws} from './tap.js';

const {Error: Code} = Cpg;

run({
  'the same address while it is exported'() {
    const dialect = Cpg.ComDialect.native();
    const source = new Fix.Source();
    const address = Cpg.com_export(source, dialect);

    same(typeof address, 'number');
    same(address > 0 && Number.isSafeInteger(address), true);
    same(Cpg.com_export(source, dialect), address);
    same(Cpg.com_release_address(address, dialect), true);
    same(Cpg.com_release_address(address, dialect), true);
  },

  'dialects'() {
    const dialect = Cpg.ComDialect.native();
    const mine = dialect.copy();
    const source = new Fix.Source();

    same([dialect.name, dialect.convention, dialect.ulong_size], ['native', Cpg.ComConvention.NATIVE, 4]);
    mine.n_extra_slots = 2;
    same(dialect.n_extra_slots, 0);
    const addresses = [dialect, mine].map(one => Cpg.com_export(source, one));
    same(addresses[0] === addresses[1], false);
    Cpg.com_release_address(addresses[0], dialect);
    Cpg.com_release_address(addresses[1], mine);
  },

  'errors'() {
    const dialect = Cpg.ComDialect.native();

    throws(Cpg.Error, Code.INVALID_ARGUMENT, () => Cpg.com_release_address(0, dialect));
    dialect.ulong_size = 5;
    throws(Cpg.Error, Code.INVALID_ARGUMENT, () => Cpg.com_export(new Fix.Source(), dialect), 'ulong_size');
    throws(Cpg.Error, Code.INVALID_CONTRACT,
      () => Cpg.com_interface_set_kind(GObject.Object.$gtype, Cpg.ComKind.DUAL));
  },
});

// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// What no script may do: crash the process. Criticals are fatal here.

import Cpg from 'gi://Cpg';
import Fix from 'gi://Fix';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';

import {run, same, throws, collect} from './tap.js';

const {Error: Code} = Cpg;

// Values of all kinds that are wrong nearly everywhere.
const WRONG = [
  undefined, null, true, Symbol.iterator, '', 'x', 'FixEvents',
  0, -1, 1.5, NaN, Infinity, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 64, -(2 ** 63), 1n, 2n ** 70n,
  [], [1], {}, () => {}, class Nothing {}, new Date(0), new Uint8Array(3), new Map(), Object.create(null),
  new Proxy({}, {}), GObject.TYPE_NONE, GObject.TYPE_INT, GObject.TYPE_STRING, GObject.TYPE_INTERFACE,
  GObject.TYPE_OBJECT, GObject.Object, Gio.ListModel, Gio.Icon, Fix.Events, Fix.Source, Cpg.ConnectionPoint,
  new Gio.ListStore(), new GLib.Variant('i', 1), new GLib.Bytes([1]), Cpg.Guid.new_for_name('x'),
  new GObject.Value(), new Cpg.Sink(), Fix.Box.new(1, 2),
];

// Calls each function that @object has by each of @names with each wrong value.
function misuse(object, names, makeArgs = wrong => [wrong]) {
  for (const name of names) {
    for (const wrong of WRONG) {
      try {
        object[name](...makeArgs(wrong));
      } catch (error) {
        if (!(error instanceof Error || error instanceof GLib.Error))
          throw new Error(`${name} threw ${error}`);
      }
    }
  }
}

function make() {
  const source = new Fix.Source();
  return [source, source.find_connection_point(Fix.Events)];
}

run({
  'functions of the name space'() {
    const [source] = make();

    misuse(Cpg.Guid, ['new', 'new_for_name']);
    misuse(Cpg.OutgoingInterface, ['for_type', 'for_iid']);
    misuse(Cpg.Sink, ['new']);
    misuse(Cpg, ['defineInterface', 'type_add_outgoing_interface', 'outgoing', 'advise', 'unadvise']);
    misuse(Cpg, ['outgoing', 'type_add_outgoing_interface'], wrong => [wrong, Fix.Events, 0, null]);
    misuse(Cpg, ['advise'], wrong => [source, wrong, Fix.Events]);
    misuse(Cpg, ['advise'], wrong => [source, () => {}, wrong]);
    misuse(Cpg, ['advise'], wrong => [source, () => {}, Fix.Events, wrong]);
    misuse(Cpg, ['unadvise'], wrong => [source, wrong, 1]);
    misuse(Cpg, ['unadvise'], wrong => [source, Fix.Events, wrong]);
  },

  'functions of a source'() {
    const [source] = make();

    misuse(source, ['find_connection_point', 'find_by_type', 'find_by_name']);
    misuse(Cpg.ConnectionPointContainer.prototype.find_by_type, ['call', 'apply']);
    misuse(Cpg.ConnectionPointContainer.prototype.find_connection_point, ['call'], wrong => [wrong, Fix.Events]);
  },

  'functions of a point'() {
    const [, point] = make();

    misuse(point, ['advise', 'unadvise', 'block', 'unblock', 'is_blocked', 'set_max_connections', 'get_signal_name']);
    point.max_connections = 0xffffffff;
    misuse(point, ['advise_full'], wrong => [new Fix.Recorder(), wrong, null]);
    misuse(point, ['advise_full'], wrong => [wrong, 0, null]);
    misuse(point, ['advise_full'], wrong => [new Fix.Recorder(), 0, wrong]);
    misuse(point, ['advise'], wrong => [() => {}, wrong]);
    for (const option of ['weak', 'once', 'context', 'coalesce'])
      misuse(point, ['advise'], wrong => [new Fix.Recorder(), {[option]: wrong}]);
    misuse(Cpg.ConnectionPoint.prototype.advise, ['call'], wrong => [wrong, () => {}]);
    misuse(Cpg.ConnectionPoint.prototype.unadvise, ['call'], wrong => [wrong, 1]);
  },

  'functions of contracts, methods, invocations'() {
    const [source, point] = make();
    const contract = point.get_connection_interface();
    const sink = Cpg.Sink.new(Fix.Events);

    misuse(contract, ['lookup_method', 'get_method']);
    misuse(contract.get_method(1), ['get_param_name', 'get_param_type']);
    misuse(contract.get_iid(), ['equal']);
    misuse(sink, ['get_signal_name']);
    same(sink.get_signal_name(Cpg.OutgoingInterface.for_type(Fix.Other).get_method(0)), null);
    sink.connect('invoked', (_, invocation) => {
      misuse(invocation, ['get_argument']);
      for (const wrong of WRONG) {
        if (wrong instanceof GObject.Value || wrong?.$gtype || Object.prototype.toString.call(wrong).includes('GType'))
          continue; // GJS makes an empty value of it: see fire-errors.js
        try {
          invocation.set_answer(wrong);
        } catch {
          // It is refused.
        }
      }
    });
    point.advise(sink);
    source.fire_price('A', 1);
    source.ask_may_close();
    for (const name of ['last-text', 'last-number', 'first-number'])
      source.emit(name, 1);
    source.emit('last-object');
  },

  'functions of a group'() {
    const [source] = make();

    misuse(new Cpg.ConnectionGroup(), ['set_source', 'connect', 'block', 'unblock']);
    for (const isConnected of [false, true]) {
      const group = new Cpg.ConnectionGroup();
      if (isConnected)
        group.advise();
      misuse(group, ['add']);
      misuse(group, ['add'], wrong => [new Fix.Recorder(), wrong]);
      for (const option of ['interface', 'source', 'weak', 'once', 'context', 'coalesce'])
        misuse(group, ['add'], wrong => [new Fix.Recorder(), {source, [option]: wrong}]);
      misuse(Cpg.ConnectionGroup.prototype.add, ['call'], wrong => [wrong, () => {}, {source}]);
      misuse(Cpg.ConnectionGroup.prototype.set_source, ['call'], wrong => [wrong, source]);
      group.unadvise();
    }
  },

  'functions of enumerators and lists'() {
    const [source, point] = make();

    point.advise(() => {});
    for (const e of [point.enum_connections(), source.enum_connection_points()])
      misuse(e, ['next', 'skip']);
    for (const list of [point.list_connections(), source.list_connection_points()])
      misuse(list, ['get_item']);
  },

  'functions of a builder'() {
    const builder = Cpg.InterfaceBuilder.new('JsMisused', null);
    const {LAST} = Cpg.Combine;

    misuse(Cpg.InterfaceBuilder, ['new'], wrong => [wrong, null]);
    misuse(Cpg.InterfaceBuilder, ['new'], wrong => ['JsMisused', wrong]);
    misuse(builder, ['add_method'], wrong => [wrong, 1, LAST, GObject.TYPE_NONE, [], []]);
    misuse(builder, ['add_method'], wrong => ['x', wrong, LAST, GObject.TYPE_NONE, [], []]);
    misuse(builder, ['add_method'], wrong => ['x', 1, wrong, GObject.TYPE_NONE, [], []]);
    misuse(builder, ['add_method'], wrong => ['x', 1, LAST, wrong, [], []]);
    misuse(builder, ['add_method'], wrong => ['x', 1, LAST, GObject.TYPE_NONE, ['a'], [wrong]]);
    misuse(builder, ['add_method'], wrong => ['x', 1, LAST, GObject.TYPE_NONE, [wrong], [GObject.TYPE_INT]]);
    throws(Code, Code.INVALID_CONTRACT, () => builder.register());
  },

  'objects that nobody made properly'() {
    const [, point] = make();

    const sink = new Cpg.Sink();
    same([sink.get_interface(), sink.interface.name], [null, 'void']);
    throws(Code, Code.CANNOT_CONNECT, () => point.advise(sink));
    for (const klass of [Cpg.Method, Cpg.OutgoingInterface, Cpg.Connection, Cpg.InterfaceBuilder])
      same(new klass() instanceof klass, true);
    same(new Cpg.Method().get_name(), null);
    same(new Cpg.OutgoingInterface().lookup_method('x'), null);
    collect();
  },

  'a Cpg.Sink of somebody else\'s interface'() {
    for (const iface of [Gio.ListModel, Gio.ActionGroup, Gio.ActionMap, Gio.NetworkMonitor, Gio.Volume, Gio.Mount]) {
      let sink = null;
      try {
        sink = Cpg.Sink.new(iface);
      } catch (error) {
        same(error.matches(Code, Code.INVALID_CONTRACT), true);
        continue;
      }
      same(sink instanceof iface, true);
    }

    const list = Cpg.Sink.new(Gio.ListModel);
    same([list.get_n_items(), list.get_item(0), list.get_item(0xffffffff)], [0, null, null]);
    list.items_changed(0, 0, 0);
    list.emit('items-changed', 1, 2, 3);
  },

  'a sink hears the signals of a list model'() {
    const Source = Cpg.outgoing(GObject.registerClass(class JsLister extends Cpg.Connectable {}), Gio.ListModel);
    const source = new Source();
    const heard = [];

    source.find_connection_point(Gio.ListModel).advise({itemsChanged: (...args) => heard.push(args)});
    source.emit('items-changed', 1, 2, 3);
    same(heard, [[1, 2, 3]]);
  },

  'a source that is a contract of signals itself'() {
    const Both = GObject.registerClass({
      Implements: [Cpg.ConnectionPointContainer, Gio.ListModel],
    }, class JsBothWays extends GObject.Object {
      vfunc_get_n_items() {
        return 0;
      }

      vfunc_get_item() {
        return null;
      }

      vfunc_get_item_type() {
        return GObject.TYPE_OBJECT;
      }
    });
    Cpg.outgoing(Both, Gio.ListModel);
    const both = new Both();
    const heard = [];

    both.find_connection_point(Gio.ListModel).advise((...args) => heard.push(args));
    both.items_changed(0, 0, 0);
    same(heard, [['items-changed', 0, 0, 0]]);
    // It may as well be its own sink.
    const advised = both.find_connection_point(Gio.ListModel).advise(both);
    advised.unadvise();
  },

  'a container and a point written in JavaScript'() {
    const Point = GObject.registerClass({
      Implements: [Cpg.ConnectionPoint],
      Properties: {
        'n-connections': GObject.ParamSpec.override('n-connections', Cpg.ConnectionPoint),
        'max-connections': GObject.ParamSpec.override('max-connections', Cpg.ConnectionPoint),
      },
    }, class JsPoint extends GObject.Object {
      get n_connections() {
        return 0;
      }

      get max_connections() {
        return 1;
      }

      set max_connections(max) {}

      vfunc_get_connection_interface() {
        return Cpg.OutgoingInterface.for_type(Fix.Events);
      }

      vfunc_advise_full(sink) {
        this.sink = sink;
        return 42;
      }

      vfunc_unadvise(cookie) {
        if (cookie !== 42)
          throw new Cpg.Error({code: Code.NO_CONNECTION, message: 'mine'});
        return true;
      }
    });
    const Container = GObject.registerClass({
      Implements: [Cpg.ConnectionPointContainer],
    }, class JsContainer extends GObject.Object {
      vfunc_find_connection_point(iid) {
        if (iid.to_string() !== 'a4c5f6c0-4d0b-4b52-8f5a-1d6e0c3b7e01')
          throw new Error('not mine');
        return this.point ??= new Point();
      }
    });

    const container = new Container();
    const point = container.find_connection_point(Fix.Events);
    const sink = new Fix.Recorder();
    const advised = point.advise(sink);
    same([point, advised.cookie, point.sink], [container.point, 42, sink]);
    throws(Code, Code.NO_CONNECTION, () => point.unadvise(1), 'mine');
    same(advised.unadvise(), true);
    throws(Code, Code.NOT_SUPPORTED, () => point.enum_connections());
    throws(Code, Code.NOT_SUPPORTED, () => point.block(42));
    same([point.list_connections(), point.get_container(), point.is_blocked(42)], [null, null, false]);
    throws(null, null, () => container.find_connection_point(Fix.Other), 'not mine');
    same(container.get_default_interface(), null);
  },

  'sinks that do strange things'() {
    const [source, point] = make();
    const odd = new Proxy({priceChanged() {}}, {
      get(target, key) {
        return target[key];
      },
    });
    let depth = 0;

    point.advise(odd);
    point.advise(() => {
      collect();
      if (depth++ < 50)
        source.fire_price('A', 1);
    });
    point.advise({
      async nothing() {
        await null;
      },
      * texts() {
        yield 1;
      },
    });
    source.fire_price('A', 1);
    source.fire_nothing();
    source.fire_texts();
    same(depth > 50, true);
  },
});

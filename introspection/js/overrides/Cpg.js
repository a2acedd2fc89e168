// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors
/* exported _init */

// Makes cpglib native in GJS. Everything here is a convenience on top of the
// functions that the typelib gives; those work without it too.
//
// An interface is given as its class (Fix.Events), its GType, its
// Cpg.OutgoingInterface or the name of its type, wherever one is asked for.

const {Gio, GObject} = imports.gi;

let Cpg;
let newBox; // Cpg.ByRef.new() as the library has it

const IID = /^\{?[0-9a-f]{8}-/i;

function fail(code, message) {
  throw new Cpg.Error({code, message});
}

// A misspelled option would do nothing and tell nobody.
function checkOptions(where, options, known) {
  for (const key of Object.keys(options)) {
    if (!known.includes(key))
      fail(Cpg.Error.INVALID_ARGUMENT, `${where}: no option ${key}, only ${known.join(', ')}`);
  }
}

function toGType(what) {
  if (what instanceof Cpg.OutgoingInterface)
    return what.get_gtype();
  const type = typeof what === 'string' ? GObject.type_from_name(what) : what?.$gtype ?? what;
  if (typeof type !== 'object' || type === null)
    fail(Cpg.Error.INVALID_ARGUMENT, `${String(what)} is no interface, nor the name of a type that is there`);
  return type;
}

// GJS guesses the type of a value that it has to box; these it can't guess.
function toValue(what, type) {
  const value = new GObject.Value();

  if (type?.name === 'GType' && what !== null && what !== undefined) {
    value.init(type);
    value.set_gtype(what);
    return value;
  }
  if (type?.name === 'GStrv' && Array.isArray(what)) {
    // Only a property puts strings into a value; any object that has one will do.
    value.init(type);
    new Gio.SimpleProxyResolver({ignore_hosts: what}).get_property('ignore-hosts', value);
    return value;
  }
  return what;
}

// In-out arguments ------------------------------------------------------------------

// new Cpg.ByRef(false, {combine: Cpg.Combine.ANY_TRUE}), new Cpg.ByRef(5, {type: GObject.TYPE_INT})
//
// A box with a value, which the listeners of an in-out parameter may set by
// its property value. combine: which writer wins. type: without it the value
// tells its own, a number is a double, and null is for a value of any type.
function newByRef(value = null, options = {}) {
  checkOptions('Cpg.ByRef', options, ['combine', 'type']);
  const {combine = Cpg.Combine.LAST, type = typeof value === 'number' ? Number : null} = options;

  if (value !== null && type === null)
    return newBox(value, combine);

  const empty = new GObject.Value();
  if (type !== null && toGType(type) !== GObject.Value.$gtype)
    empty.init(toGType(type));
  if (value === null)
    return newBox(empty, combine);
  // Only a box converts to its type as strictly as it is written to.
  const first = newBox(empty, Cpg.Combine.LAST);
  first.value = value;
  return newBox(first, combine);
}

// A GType, or what has one; of anything else GJS does not say where it stood.
function checkType(where, type) {
  if (!String(type?.$gtype ?? type).startsWith('[object GType '))
    fail(Cpg.Error.INVALID_ARGUMENT, `${where}: ${String(type)} is not a type that an event can have`);
  return type;
}

// The type of a parameter, and of what is inside: {byRef: Boolean}.
function paramTypes(where, param) {
  if (!Array.isArray(param))
    fail(Cpg.Error.INVALID_ARGUMENT, `${where}: the parameter ${String(param)} has no type, as in ['${param}', String]`);
  const [, type] = param;
  if (!type || Object.getPrototypeOf(type) !== Object.prototype || type.$gtype !== undefined)
    return [checkType(where, type), null];
  checkOptions(where, type, ['byRef']);
  return [Cpg.ByRef, toGType(type.byRef)];
}

function setBox(value) {
  try {
    this.set_value(toValue(value ?? null, this.get_value_type()));
  } catch (error) {
    // Of some things GJS itself does not know a type.
    throw error instanceof Cpg.Error
      ? error : new Cpg.Error({code: Cpg.Error.INVALID_ARGUMENT, message: `${String(value)}: ${error.message}`});
  }
}

// Iterating takes what is left and moves past it, as next() does: after a break
// it goes on from there, and reset() goes back.
function* iterateEnumerator() {
  for (let found = this.next(1); found.length > 0; found = this.next(1))
    yield found[0];
}

function* iterateList() {
  for (let i = 0, item; (item = this.get_item(i)) !== null; i++)
    yield item;
}

// GJS looks up the functions of an interface for an object whose class is
// private, but no symbols: those go to the class when it is first met.
function makeIterable(prototype, name, iterate) {
  const original = prototype[name];

  prototype[name] = function () {
    const object = original.call(this);
    if (object && !object[Symbol.iterator]) {
      Object.defineProperty(Object.getPrototypeOf(object), Symbol.iterator,
        {value: iterate, writable: true, configurable: true});
    }
    return object;
  };
}

// Sinks ---------------------------------------------------------------------------

const sourceOf = what => Function.prototype.toString.call(what);

function isClass(what) {
  return what.$gtype !== undefined || /^class\b/.test(sourceOf(what));
}

// The object and those of its prototypes that are written in JavaScript: the
// append() of a Gio.ListStore and the push() of an Array hear no events.
function* scriptPrototypes(object) {
  for (let p = object; p; p = Object.getPrototypeOf(p)) {
    if (p !== object && Object.hasOwn(p, 'constructor') && sourceOf(p.constructor).includes('[native code]'))
      return;
    yield p;
  }
}

// Which property of @object is called for which method: {'price-changed': 'onPriceChanged'}.
function findListeners(contract, object) {
  const found = {};
  const proto = Object.getPrototypeOf(object);

  for (const prototype of scriptPrototypes(object)) {
    for (const key of Object.getOwnPropertyNames(prototype)) {
      if (key === 'constructor' || key.startsWith('vfunc_') ||
          typeof Object.getOwnPropertyDescriptor(prototype, key).value !== 'function')
        continue;

      // The library knows all spellings of a name; on_ before it is ours.
      const bare = /^[Oo]n([_-]|(?=[A-Z]))/.test(key) ? key.replace(/^on[_-]?/i, '') : '';
      const method = contract.lookup_method(key) ?? (bare && contract.lookup_method(bare));
      if (!method) {
        // An object made for the purpose has it all right; a class may serve others too.
        if (bare && (proto === Object.prototype || proto === null))
          fail(Cpg.Error.CANNOT_CONNECT, `${contract.get_name()} has no method for ${key}`);
        continue;
      }

      const name = method.get_name();
      if ((found[name] ?? key) !== key) {
        fail(Cpg.Error.CANNOT_CONNECT,
          `${found[name]} and ${key} are both for the method ${name} of ${contract.get_name()}`);
      }
      found[name] = key;
    }
  }
  return found;
}

// A Cpg.Sink that calls @call (name, args). What that returns is the answer;
// undefined is none, which only a handler of ::invoked can give.
function wrap(contract, call) {
  const sink = Cpg.Sink.new(contract.get_gtype());

  sink.connect('invoked', (_, invocation) => {
    const method = invocation.get_method();
    const answer = call(method.get_name(), invocation.args);

    if (answer !== undefined && method.get_return_type() !== GObject.TYPE_NONE)
      invocation.set_answer(answer);
  });
  return sink;
}

function toSink(contract, sink) {
  const isObject = sink instanceof GObject.Object;

  if (isObject && GObject.type_is_a(sink, contract.get_gtype()))
    return sink;
  if (typeof sink === 'function' && !isClass(sink))
    return wrap(contract, (name, args) => sink(name, ...args));
  if (typeof sink !== 'object' || sink === null)
    fail(Cpg.Error.INVALID_ARGUMENT, `${String(sink?.name ?? sink)} is no object, and can't be a sink`);

  const listeners = findListeners(contract, sink);
  if (Object.keys(listeners).length > 0) {
    return wrap(contract, (name, args) =>
      name in listeners ? sink[listeners[name]](...args) : undefined);
  }
  if (isObject)
    return sink; // the library tells which interface it lacks

  const names = [...contract].map(method => method.get_name()).join(', ');
  return fail(Cpg.Error.CANNOT_CONNECT,
    `The object has no method for ${contract.get_name()}, which has ${names}`);
}

const HOW = ['weak', 'once', 'context', 'coalesce'];

// The flags and the main context of advise_full().
function toHow({weak, once, context, coalesce}, isOwnSink) {
  // This GJS never lets go of what a WeakRef refers to.
  if (weak && !isOwnSink) {
    fail(Cpg.Error.NOT_SUPPORTED,
      'Only a GObject that implements the interface can be advised weakly');
  }

  const flags = (weak && Cpg.AdviseFlags.WEAK) | (once && Cpg.AdviseFlags.ONCE) |
    (context && Cpg.AdviseFlags.CONTEXT) | (coalesce && Cpg.AdviseFlags.COALESCE);
  return [flags, context && context !== true ? context : null];
}

// Ends a connection; harmless when it has ended already, which gives false.
function endConnection() {
  try {
    return this.point.unadvise(this);
  } catch (error) {
    if (error instanceof Cpg.Error && error.matches(Cpg.Error, Cpg.Error.NO_CONNECTION))
      return false;
    throw error;
  }
}

// What advise() gives; it is good wherever a cookie is. No GObject: one would
// keep a sink that keeps it, and the collector can't see such a circle.
class Advised {
  constructor(point, cookie, sink) {
    Object.assign(this, {point, cookie, sink});
  }

  valueOf() {
    return this.cookie;
  }
}
Advised.prototype.unadvise = endConnection;

// advise(sink, {weak, once, context, coalesce})
//
// The sink is an object that implements the interface; or any object with
// methods named after events, as price_changed(), priceChanged() or 'price-changed'(),
// with or without on before it; or a function that is called with the name of
// whatever event ('price-changed') and its arguments.
//
// weak: the connection ends with the sink, which has to implement the
// interface. once: it ends with the first event. context: a GLib.MainContext
// in which the sink is called, or true for the caller's. coalesce: of events
// that wait there only the newest are kept.
function advise(sink, options = {}) {
  checkOptions('advise()', options, HOW);
  const target = toSink(this.get_connection_interface(), sink);
  const cookie = this.advise_full(target, ...toHow(options, target === sink));

  return new Advised(this, cookie, sink);
}

// unadvise(), block(), unblock(): what is no cookie of this point must not
// become one by conversion.
function checkCookies(prototype, name) {
  const original = prototype[name];

  prototype[name] = function (what) {
    const cookie = typeof what === 'number' ? what : what?.cookie;
    if (!Number.isInteger(cookie) || cookie <= 0 || cookie > 0xffffffff || (what.point ?? this) !== this)
      fail(Cpg.Error.NO_CONNECTION, `${name}(): ${String(what)} is no cookie of this connection point`);
    return original.call(this, cookie);
  };
}

// Groups ------------------------------------------------------------------------------

function checkSource(source) {
  if (!(source instanceof Cpg.ConnectionPointContainer))
    fail(Cpg.Error.NOT_CONNECTABLE, `${String(source)} is no source of events`);
}

// What find_connection_point() takes.
function toContract(iface) {
  if (typeof iface === 'string' && IID.test(iface))
    iface = Cpg.Guid.new(iface);
  if (!(iface instanceof Cpg.Guid))
    return Cpg.OutgoingInterface.for_type(toGType(iface));
  return Cpg.OutgoingInterface.for_iid(iface) ??
    fail(Cpg.Error.INVALID_CONTRACT, `There is no outgoing interface with the IID ${iface}`);
}

// add(sink, {interface, source, weak, once, context, coalesce})
//
// The sink is whatever advise() takes. Without an interface, or with null, it is
// the default one of the source; without a source, or with null, that of the
// group. What is no GObject needs to know its interface now: it is fixed then.
function makeAdd(original) {
  return function (sink, options = {}) {
    checkOptions('add()', options, ['interface', 'source', ...HOW]);
    // An undefined one is something misspelled, and stays to be found out.
    const {interface: iface, source} = {interface: null, source: null, ...options};
    if (source !== null)
      checkSource(source);

    let contract = iface !== null ? toContract(iface) : null;
    const known = contract ?? (source ?? this.dup_source())?.find_default().get_connection_interface();
    if (!known && !(sink instanceof GObject.Object)) {
      fail(Cpg.Error.INVALID_ARGUMENT,
        'Name the interface of the sink, for the group has no source to ask for one');
    }

    const target = known ? toSink(known, sink) : sink;
    if (target !== sink)
      contract = known;
    original.call(this, source, contract?.get_gtype() ?? GObject.TYPE_NONE, target,
      ...toHow(options, target === sink));
  };
}

// Interfaces and sources -------------------------------------------------------------

// defineInterface('StockEvents', {
//   iid: '0f1c7a52-…',                                  // or else derived from the name
//   methods: {
//     price_changed: [['symbol', String], ['price', Number]],
//     may_close: {params: [], returns: Boolean, combine: Cpg.Combine.ALL_TRUE, dispid: 7},
//   },
// });
//
// {byRef: Boolean} is the type of an argument that the listeners may set, and
// Cpg.ByRef that of one that may be anything.
//
// Gives the Cpg.OutgoingInterface. DISPIDs count from 1; booleans combine by
// ANY_TRUE, other answers by LAST.
function defineInterface(name, options = {}) {
  checkOptions(name, options, ['iid', 'methods']);
  const {iid = null, methods = {}} = options;
  const builder = Cpg.InterfaceBuilder.new(name, typeof iid === 'string' ? Cpg.Guid.new(iid) : iid);

  Object.entries(methods).forEach(([methodName, given], index) => {
    const description = Array.isArray(given) ? {params: given} : given;
    checkOptions(`${name}.${methodName}`, description, ['params', 'returns', 'combine', 'dispid']);

    const {params = [], returns = GObject.TYPE_NONE, dispid = index + 1} = description;
    checkType(`${name}.${methodName}`, returns);
    const {LAST, ANY_TRUE} = Cpg.Combine;
    const {combine = returns.$gtype === Boolean.$gtype || returns === Boolean.$gtype ? ANY_TRUE : LAST} =
      description;
    const types = params.map(param => paramTypes(`${name}.${methodName}`, param));
    builder.add_method(methodName, dispid, combine, returns,
      params.map(([paramName]) => paramName), types.map(([type]) => type));
    types.forEach(([, inner], i) => inner && builder.set_by_ref(methodName, params[i][0], inner));
  });
  return builder.register();
}

// Cpg.outgoing(Stock, StockEvents, {default: true, signals: false, prefix: 'stock'})
// declares an outgoing interface of a class, and gives the class.
function outgoing(klass, iface, options = {}) {
  checkOptions('outgoing()', options, ['default', 'signals', 'prefix']);
  const flags = (options.default && Cpg.OutgoingFlags.DEFAULT) |
    (options.signals === false && Cpg.OutgoingFlags.NO_SIGNALS);

  Cpg.type_add_outgoing_interface(klass, toGType(iface), flags, options.prefix ?? null);
  return klass;
}

// showEvents(stock) prints everything that a source fires, a line for each event.
// What it gives has a stop().
function showEvents(source, show = print) {
  const text = value => typeof value === 'string' ? JSON.stringify(value) : String(value);
  const name = source.constructor.name;
  const connections = [...source.enum_connection_points()].map(point => point.advise((event, ...args) =>
    void show(`${name}.${event}(${args.map(text).join(', ')})`)));

  return {stop: () => connections.splice(0).forEach(connection => connection.unadvise())};
}

// --------------------------------------------------------------------------------------

function _init() {
  Cpg = this;

  const {
    ByRef, Connection, ConnectionGroup, ConnectionPoint, ConnectionPointContainer, Guid, Invocation, Method,
    OutgoingInterface, Sink, SignalPoint,
  } = Cpg;
  const getter = get => ({get, configurable: true});

  for (const {prototype} of [Guid, Invocation, Method, OutgoingInterface]) {
    prototype.toString = function () {
      return this.to_string();
    };
  }
  ByRef.prototype.toString = function () {
    return `&${this.value}`;
  };

  // `new Cpg.ByRef()` calls this too.
  newBox = ByRef.new.bind(ByRef);
  ByRef.new = newByRef;
  Object.defineProperty(ByRef.prototype, 'value', {
    get() {
      return this.get_value();
    },
    set: setBox,
    configurable: true,
  });

  OutgoingInterface.prototype[Symbol.iterator] = function* () {
    for (let i = 0; i < this.get_n_methods(); i++)
      yield this.get_method(i);
  };

  // Arguments of a COM object that nobody describes, and its arrays of anything. GJS
  // knows no other array in an argument of a signal that no typelib describes.
  GObject.ValueArray.prototype[Symbol.iterator] ??= function* () {
    for (let i = 0; i < this.n_values; i++)
      yield this.get_nth(i);
  };

  Object.defineProperties(Invocation.prototype, {
    name: getter(function () {
      return this.get_method().get_name();
    }),
    args: getter(function () {
      return Array.from({length: this.get_n_arguments()}, (_, i) => this.get_argument(i));
    }),
  });
  const setAnswer = Invocation.prototype.set_answer;
  Invocation.prototype.set_answer = function (answer) {
    return setAnswer.call(this, toValue(answer, this.get_method()?.get_return_type()));
  };

  const newSink = Sink.new;
  Sink.new = iface => newSink.call(Sink, toGType(iface));

  // Also by the text of an IID, or a Cpg.Guid. Nothing or null stands for the
  // default interface; undefined is something misspelled.
  const findConnectionPoint = ConnectionPointContainer.prototype.find_connection_point;
  ConnectionPointContainer.prototype.find_connection_point = function (...args) {
    let iface = args.length > 0 ? args[0] : null;
    if (iface === null)
      return this.find_default();
    if (typeof iface === 'string' && IID.test(iface))
      iface = Guid.new(iface);
    return iface instanceof Guid
      ? findConnectionPoint.call(this, iface)
      : this.find_by_type(toGType(iface));
  };
  makeIterable(ConnectionPointContainer.prototype, 'enum_connection_points', iterateEnumerator);
  makeIterable(ConnectionPointContainer.prototype, 'list_connection_points', iterateList);

  ConnectionPoint.prototype.advise = advise;
  for (const name of ['unadvise', 'block', 'unblock'])
    checkCookies(ConnectionPoint.prototype, name);
  // Without a callback it gives a promise.
  Gio._promisify(ConnectionPoint.prototype, 'next_event_async', 'next_event_finish');
  makeIterable(ConnectionPoint.prototype, 'enum_connections', iterateEnumerator);
  makeIterable(ConnectionPoint.prototype, 'list_connections', iterateList);

  Connection.prototype.unadvise = endConnection;
  Connection.prototype.valueOf = function () {
    return this.cookie;
  };

  // fire('price-changed', 'ACME', 12.5) gives the answer, null if there is none.
  // fire_collect() gives an array of all answers, in their order.
  const {fire, fire_collect: fireCollect} = SignalPoint.prototype;
  const toValues = (point, name, args) => {
    const method = point.get_connection_interface()?.lookup_method(name);
    return args.map((arg, i) =>
      toValue(arg, method && i < method.get_n_params() ? method.get_param_type(i) : null));
  };
  SignalPoint.prototype.fire = function (name, ...args) {
    const [, answer] = fire.call(this, name, toValues(this, name, args));
    return answer;
  };
  SignalPoint.prototype.fire_collect = function (name, ...args) {
    return fireCollect.call(this, name, toValues(this, name, args));
  };

  const group = ConnectionGroup.prototype;
  group.add = makeAdd(group.add);
  const setSource = group.set_source;
  group.set_source = function (source) {
    if (source !== null)
      checkSource(source);
    return setSource.call(this, source);
  };

  const find = (source, iface) => {
    checkSource(source);
    return source.find_connection_point(iface);
  };
  Object.assign(Cpg, {
    Advised, defineInterface, outgoing, showEvents,
    advise: (source, sink, ...rest) => {
      const [iface, options] = rest.length > 0 ? rest : [null];
      return find(source, iface).advise(sink, options);
    },
    unadvise: (source, iface, cookie) => find(source, iface).unadvise(cookie),
  });
}

# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Makes cpglib native in Python.

Everything here is a convenience on top of the functions that the typelib
gives; those work without it too.
"""

import asyncio
import inspect
import types
import typing
import weakref
from collections.abc import Mapping

from gi.repository import GLib, GObject

from ..module import get_introspection_module

Cpg = get_introspection_module("Cpg")

__all__ = []


def _export(thing):
    __all__.append(thing.__name__)
    return thing


def _error(code, message):
    return GLib.Error.new_literal(Cpg.error_quark(), message, code)


def _python_name(name):
    return name.replace("-", "_")


# What things are -----------------------------------------------------------


def _contract(what):
    """The contract that a class, a type, a contract or a name stands for."""
    if isinstance(what, Cpg.OutgoingInterface):
        return what
    if isinstance(what, str):
        try:
            what = GObject.GType.from_name(what)
        except RuntimeError:
            raise _error(Cpg.Error.INVALID_CONTRACT, f"There is no type named {what!r}") from None
    return Cpg.OutgoingInterface.for_type(what)


def _iid(what):
    if isinstance(what, Cpg.Guid):
        return what
    if isinstance(what, str):
        try:
            return Cpg.Guid.new(what)
        except GLib.Error:
            pass  # the name of a type, then
    return _contract(what).get_iid()


def _guid_equal(self, other):
    return isinstance(other, Cpg.Guid) and self.equal(other)


Cpg.Guid.__str__ = lambda self: self.to_string()
Cpg.Guid.__repr__ = lambda self: f"<Cpg.Guid {self}>"
Cpg.Guid.__eq__ = _guid_equal
Cpg.Guid.__hash__ = lambda self: self.hash()


Cpg.Method.__str__ = lambda self: self.to_string()
Cpg.Method.__repr__ = lambda self: f"<Cpg.Method {self}>"


def _contract_getitem(self, key):
    if isinstance(key, str):
        method = self.lookup_method(key)
        if method is None:
            raise KeyError(key)
    else:
        method = self.get_method(key) if 0 <= key < self.get_n_methods() else None
        if method is None:
            raise IndexError(key)
    return method


Cpg.OutgoingInterface.__len__ = lambda self: self.get_n_methods()
Cpg.OutgoingInterface.__bool__ = lambda self: True
Cpg.OutgoingInterface.__getitem__ = _contract_getitem
Cpg.OutgoingInterface.__iter__ = lambda self: (self.get_method(i) for i in range(self.get_n_methods()))
Cpg.OutgoingInterface.__contains__ = lambda self, name: self.lookup_method(name) is not None
Cpg.OutgoingInterface.__str__ = lambda self: self.to_string()
Cpg.OutgoingInterface.__repr__ = lambda self: f"<Cpg.OutgoingInterface {self.get_name()} {self.get_iid()}>"


def _own(argument):
    """What a listener may keep: PyGObject only borrows the boxed argument of a call."""
    return GObject.GBoxed.copy(argument) if isinstance(argument, GObject.GBoxed) else argument


def _has_boxed(event):
    return any(event.get_param_type(i).is_a(GObject.TYPE_BOXED) for i in range(event.get_n_params()))


def _invocation_args(self):
    """The arguments, as a tuple."""
    return tuple(_own(self.get_argument(i)) for i in range(self.get_n_arguments()))


Cpg.Invocation.__str__ = lambda self: self.to_string()
Cpg.Invocation.__repr__ = lambda self: f"<Cpg.Invocation {self}>"
Cpg.Invocation.args = property(_invocation_args)
Cpg.Invocation.name = property(lambda self: self.get_method().get_name(), doc="The name of the method.")


def _enumerate(self):
    """Gives the rest, one by one, and moves past it, as next() does."""
    while True:
        found = self.next(1)
        if not found:
            return
        yield found[0]


Cpg.EnumConnections.__iter__ = _enumerate
Cpg.EnumConnectionPoints.__iter__ = _enumerate


# In-out arguments ---------------------------------------------------------------


def _own_type(thing):
    """The GType of a value that nobody told the type of."""
    if type(thing) in _TYPES:
        return _TYPES[type(thing)]
    return getattr(type(thing), "__gtype__", GObject.TYPE_PYOBJECT)


def _value_for(gtype, thing):
    """A value that the library may convert to @gtype, or refuse: PyGObject would
    take anything for a boolean, and has errors of its own for the rest."""
    if isinstance(thing, GObject.Value):
        return thing
    if thing is None:
        return GObject.Value() if gtype == _TYPE_VALUE else GObject.Value(GObject.TYPE_POINTER)
    is_enum = gtype == _TYPE_VALUE and hasattr(type(thing), "__gtype__")
    if isinstance(thing, int) and not isinstance(thing, bool) and not is_enum:
        thing = int(thing)  # PyGObject's enums can't be compared with what is no long
        known = GObject.TYPE_INT64 if thing < 2**63 else GObject.TYPE_UINT64
    elif gtype == _TYPE_VALUE or isinstance(thing, (bool, float, str)) or gtype == GObject.TYPE_BOOLEAN:
        known = _own_type(thing)
    else:
        known = gtype
    try:
        return GObject.Value(known, thing)
    except (TypeError, ValueError, OverflowError) as error:
        raise _error(Cpg.Error.INVALID_ARGUMENT, f"{thing!r} is no {gtype.name}: {error}") from None


_TYPE_VALUE = GObject.Value.__gtype__
_new_by_ref = Cpg.ByRef.new


def _by_ref_new(cls, value=None, combine=Cpg.Combine.LAST, *, type=None):
    """A box with a value, which the listeners of an in-out parameter may set:

        cancel = Cpg.ByRef(False, combine=Cpg.Combine.ANY_TRUE)
        stock.emit("before-close", cancel)
        if cancel.value: ...

    combine: which writer wins. type: a GType, a class, or bool, int, float,
    str; without it the value tells its own, and None is for a value of any.
    """
    if type is not None:
        gtype = _gtype(type, "Cpg.ByRef")
    else:
        gtype = _TYPE_VALUE if value is None else _own_type(value)
    if not gtype.is_value_type():
        raise _error(Cpg.Error.INVALID_ARGUMENT, f"A value of {gtype.name} can't be passed by reference")
    # PyGObject crashes on an empty value within a value.
    empty = GObject.Value() if gtype == _TYPE_VALUE else GObject.Value(gtype)
    if value is None:
        return _new_by_ref(empty, combine)
    # Only a box converts to its type as strictly as it is written to.
    first = _new_by_ref(empty, Cpg.Combine.LAST)
    first.set_value(_value_for(gtype, value))
    return _new_by_ref(GObject.Value(Cpg.ByRef, first), combine)


def _by_ref_set(self, value):
    self.set_value(_value_for(self.get_value_type(), value))


def _by_ref_repr(self):
    rule = self.get_combine()
    suffix = "" if rule == Cpg.Combine.LAST else f" {rule.value_nick}"
    return f"<Cpg.ByRef {self.value!r}{suffix}>"


Cpg.ByRef.__new__ = staticmethod(_by_ref_new)
Cpg.ByRef.__class_getitem__ = classmethod(types.GenericAlias)
Cpg.ByRef.__repr__ = _by_ref_repr
Cpg.ByRef.value = property(lambda self: _own(self.get_value()), _by_ref_set, doc="What is inside.")


# Defining interfaces and sources ---------------------------------------------

_TYPES = {
    None: GObject.TYPE_NONE,
    type(None): GObject.TYPE_NONE,
    bool: GObject.TYPE_BOOLEAN,
    int: GObject.TYPE_INT64,
    float: GObject.TYPE_DOUBLE,
    str: GObject.TYPE_STRING,
    object: GObject.TYPE_PYOBJECT,
}


def _gtype(annotation, where):
    try:
        if annotation in _TYPES:
            return _TYPES[annotation]
    except TypeError:
        pass
    # GObject.GType() takes whatever has a __gtype__, and a str for one.
    if isinstance(annotation, GObject.GType) or hasattr(annotation, "__gtype__"):
        return GObject.GType(annotation)
    raise TypeError(f"{where}: {annotation!r} is not a type that an event can have")


def _param_type(annotation, where):
    """The type of a parameter, and that of what is inside if it is in-out."""
    if typing.get_origin(annotation) is Cpg.ByRef:
        (inner,) = typing.get_args(annotation)
        return Cpg.ByRef.__gtype__, _gtype(inner, where)
    return _gtype(annotation, where), None


@_export
def method(function=None, *, name=None, dispid=None, combine=None):
    """Says more of a method of a Cpg.Interface: its COM name, its DISPID, its Cpg.Combine."""

    def decorate(function):
        function._cpg_options = {"name": name, "dispid": dispid, "combine": combine}
        return function

    return decorate(function) if function is not None else decorate


def _add_method(builder, cls, name, function, default_dispid):
    where = f"{cls.__name__}.{name}"
    options = getattr(function, "_cpg_options", {})
    code = function.__code__
    if code.co_kwonlyargcount or code.co_flags & 0x0C or not code.co_argcount:
        raise TypeError(f"{where}: an event takes self and positional parameters, nothing else")

    hints = typing.get_type_hints(function)
    parameters = code.co_varnames[1 : code.co_argcount]
    for parameter in parameters:
        if parameter not in hints:
            raise TypeError(f"{where}: the parameter {parameter} has no type, as in “{parameter}: str”")
    answer = _gtype(hints.get("return"), where)

    combine = options.get("combine")
    if combine is None:
        combine = Cpg.Combine.ANY_TRUE if answer == GObject.TYPE_BOOLEAN else Cpg.Combine.LAST
    dispid = options.get("dispid")
    kinds = [_param_type(hints[parameter], where) for parameter in parameters]
    name = options.get("name") or name
    builder.add_method(
        name,
        default_dispid if dispid is None else dispid,
        combine,
        answer,
        list(parameters),
        [gtype for gtype, _ in kinds],
    )
    for parameter, (_, inner) in zip(parameters, kinds):
        if inner is not None:
            builder.set_by_ref(name, parameter, inner)


class _InterfaceMeta(type):
    def __new__(meta, name, bases, namespace, iid=None):
        cls = super().__new__(meta, name, bases, namespace)
        if not bases:
            return cls
        if bases != (Interface,):
            raise TypeError(f"{name}: an outgoing interface derives from Cpg.Interface and nothing else")

        guid = Cpg.Guid.new(iid) if isinstance(iid, str) else iid
        builder = Cpg.InterfaceBuilder.new(namespace.get("__gtype_name__", name), guid)
        dispid = 0
        for key, value in namespace.items():
            if callable(value) and hasattr(value, "__code__") and not key.startswith("_"):
                dispid += 1
                _add_method(builder, cls, key, value, dispid)
        contract = builder.register()
        cls.__gtype__ = contract.get_gtype()
        cls.contract = contract
        return cls

    def __init__(cls, name, bases, namespace, iid=None):
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        raise TypeError(f"{cls.__name__} is an interface: any object with its methods is a sink for it")


@_export
class Interface(metaclass=_InterfaceMeta):
    """An outgoing interface defined in Python.

    The functions of the class body are its methods, in their order; annotations
    give the types. The body of a function is for its docstring.

        class StockEvents(Cpg.Interface):
            def price_changed(self, symbol: str, price: float): ...
            @Cpg.method(combine=Cpg.Combine.ALL_TRUE)
            def may_close(self) -> bool: ...

    bool, int (64 bits), float, str and object stand for their GTypes; any class
    or GType of GObject's may be given. Cpg.ByRef[bool] is an argument that the
    listeners may set, Cpg.ByRef alone one of any type. class X(Cpg.Interface, iid="…") has that
    IID; otherwise it is derived from the name.
    """


@_export
def outgoing(interface, *, default=False, signals=True, prefix=None):
    """A class decorator that declares an outgoing interface of a source.

        @Cpg.outgoing(StockEvents, default=True)
        class Stock(Cpg.Connectable): ...
    """

    def decorate(cls):
        flags = Cpg.OutgoingFlags.NONE
        if default:
            flags |= Cpg.OutgoingFlags.DEFAULT
        if not signals:
            flags |= Cpg.OutgoingFlags.NO_SIGNALS
        Cpg.type_add_outgoing_interface(cls, _contract(interface).get_gtype(), flags, prefix)
        return cls

    return decorate


# Properties -----------------------------------------------------------------------

@_export
class Property(GObject.Property):
    """A GObject.Property that sinks may refuse to have changed.

    It is used like GObject.Property, on a source that has the outgoing interface
    Cpg.PropertyNotifySink. Setting it to what it is does nothing. Otherwise the
    sinks are asked first; if one refuses, the value stays, nobody is notified,
    and an assignment raises a GLib.Error: Cpg.Error.NOT_PERMITTED.

        @Cpg.outgoing(Cpg.PropertyNotifySink)
        class Stock(Cpg.Connectable):
            price = Cpg.Property(type=float)

            @Cpg.Property(type=str)
            def name(self):
                return self._name

            @name.setter
            def name(self, name):
                self._name = name
    """

    def __init__(self, *args, flags=GObject.ParamFlags.READWRITE, **kwargs):
        super().__init__(*args, flags=flags | GObject.ParamFlags.EXPLICIT_NOTIFY, **kwargs)

    @property
    def fset(self):
        return self._edit

    @fset.setter
    def fset(self, function):
        self._set = function

    def _edit(self, instance, value):
        name = self.name.replace("_", "-")
        if self._set == self._readonly_setter:
            self._set(instance, value)  # which refuses
        elif self.fget != self._writeonly_getter and self.fget(instance) == value:
            pass  # it has the value
        elif Cpg.request_edit(instance, name):
            self._set(instance, value)
            instance.notify(name)
        else:
            # What __set__() raises: from here nothing would come through GObject.
            self._exc = _error(Cpg.Error.NOT_PERMITTED, f"{type(instance).__name__}.{name}: a sink refused the change")


# Finding ------------------------------------------------------------------------

_find_connection_point = Cpg.ConnectionPointContainer.find_connection_point


def _find(self, interface=None):
    """Finds a connection point by a class, a type, a contract, a Cpg.Guid, or a string:
    the text of an IID or the name of a type. Without an interface: the default one."""
    return self.find_default() if interface is None else _find_connection_point(self, _iid(interface))


Cpg.ConnectionPointContainer.find_connection_point = _find


# Connecting ----------------------------------------------------------------------


@_export
class Advised(int):
    """What advise() gives: the cookie, and a context manager that ends the connection.

        with point.advise(listener):
            ...
    """

    def __new__(cls, cookie, point, sink):
        self = super().__new__(cls, cookie)
        self.point = point
        self.sink = sink
        return self

    @property
    def cookie(self):
        return int(self)

    def unadvise(self):
        """Ends the connection."""
        self.point.unadvise(self)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        try:
            self.unadvise()
        except GLib.Error as error:
            # It may have ended by itself: advised once, or the source is gone.
            if not error.matches(Cpg.error_quark(), Cpg.Error.NO_CONNECTION):
                raise

    def __repr__(self):
        return f"<Cpg.Advised {int(self)} of {self.point.get_connection_interface().get_name()}>"


def _listeners(contract, listener):
    """The functions of @listener for the methods of @contract, by method; it is a
    mapping by name, or an object with methods."""
    found = []
    if isinstance(listener, Mapping):
        for name, function in listener.items():
            event = contract.lookup_method(name) if isinstance(name, str) else None
            if event is None:
                raise _error(Cpg.Error.CANNOT_CONNECT, f"{contract.get_name()} has no method {name!r}")
            if not callable(function):
                raise TypeError(f"{name}: {function!r} can't be called")
            found.append((event, function))
        return found

    for event in contract:
        name = _python_name(event.get_name())
        for attribute in (name, "on_" + name):
            function = getattr(listener, attribute, None)
            if callable(function):
                found.append((event, function))
                break
    return found


def _weakly(function):
    """Calls a bound method as long as its object lives."""
    reference = weakref.WeakMethod(function)

    def call(*args):
        function = reference()
        return function(*args) if function is not None else None

    return call


def _connect_listener(sink, event, function):
    if event.get_return_type() == GObject.TYPE_NONE:
        name = sink.get_signal_name(event)
        if inspect.ismethod(function) and not _has_boxed(event):
            # The shortest way: the method gets its own object in the sink's place.
            sink.connect_object(name, function.__func__, function.__self__)
            return

        keep = _own if _has_boxed(event) else None

        def called(sink, *args):
            function(*(map(keep, args) if keep else args))

        sink.connect(name, called)
        return

    # A handler of the event's own signal has to answer. Here None is no answer.
    def invoked(sink, invocation):
        answer = function(*invocation.args)
        if answer is not None:
            invocation.set_answer(GObject.Value(event.get_return_type(), answer))

    sink.connect("invoked::" + event.get_name(), invoked)


def _connect_catch_all(sink, function):
    def invoked(sink, invocation):
        answer = function(_python_name(invocation.name), *invocation.args)
        if answer is not None and invocation.get_method().get_return_type() != GObject.TYPE_NONE:
            invocation.set_answer(GObject.Value(invocation.get_method().get_return_type(), answer))

    sink.connect("invoked", invoked)


def _is_sink(thing, contract):
    return isinstance(thing, GObject.Object) and GObject.type_is_a(thing, contract.get_gtype())


def _make_sink(contract, listener, weak):
    """A Cpg.Sink that calls a Python object, a mapping or a function."""
    if isinstance(listener, type):
        raise TypeError(f"{listener.__name__} is a class; an instance of it may be a sink")
    sink = Cpg.Sink.new(contract.get_gtype())
    found = _listeners(contract, listener)
    if found:
        for event, function in found:
            if weak:
                if getattr(function, "__self__", None) is not listener:
                    raise TypeError("Only an object with methods can be advised weakly")
                function = _weakly(function)
            _connect_listener(sink, event, function)
    elif callable(listener):
        if weak:
            raise TypeError("Only an object with methods can be advised weakly")
        _connect_catch_all(sink, listener)
    else:
        raise _error(
            Cpg.Error.CANNOT_CONNECT,
            f"{listener!r} does not implement {contract.get_name()}: it has no method named "
            + ", ".join(_python_name(event.get_name()) for event in contract),
        )
    return sink


def _when_gone(thing, function):
    """Calls @function at the end of a GObject; PyGObject complains of what a callback returns."""

    def gone():
        function()

    thing.weak_ref(gone)


def _how(weak, once, context, coalesce):
    """The flags and the main context of advise_full()."""
    flags = Cpg.AdviseFlags.NONE
    if weak:
        flags |= Cpg.AdviseFlags.WEAK
    if once:
        flags |= Cpg.AdviseFlags.ONCE
    if context is not None and context is not False:
        flags |= Cpg.AdviseFlags.CONTEXT
    if coalesce:
        flags |= Cpg.AdviseFlags.COALESCE
    return flags, context if isinstance(context, GLib.MainContext) else None


_unadvise = Cpg.ConnectionPoint.unadvise


def _advise(self, sink, *, weak=False, once=False, context=None, coalesce=False):
    """Connects a sink and gives the cookie, which is a context manager too.

    The sink is a GObject that implements the interface; or any object with
    methods named after the events, with or without on_ before the name; or a
    mapping from names of events to functions; or a function that is called with
    the name of whatever event and its arguments.

    weak: the connection ends with the sink. once: it ends with the first event.
    context: a GLib.MainContext, or True for the caller's, in whose thread the
    sink is called. coalesce: of events that wait there only the newest are kept.
    Returning None from a method is no answer.
    """
    contract = self.get_connection_interface()
    target = sink if _is_sink(sink, contract) else _make_sink(contract, sink, weak)
    advised = Advised(
        self.advise_full(target, *_how(weak and target is sink, once, context, coalesce)),
        self,
        sink if target is sink or not weak else None,
    )

    if weak and target is not sink:
        point, cookie = self, int(advised)

        def end():
            try:
                _unadvise(point, cookie)
            except GLib.Error:
                pass  # it has ended already

        finalizer = weakref.finalize(sink, end)
        finalizer.atexit = False
        _when_gone(target, finalizer.detach)  # the connection has ended before its listener
    return advised


Cpg.ConnectionPoint.advise = _advise


async def _next_event(self, event=None):
    """Waits for an event, or for whatever event comes: await point.next_event("price_changed").

    Gives the Cpg.Invocation. For asyncio, whose loop need not be GLib's; the
    event may be fired in any thread. asyncio.wait_for() sets a time limit.
    """
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    contract = self.get_connection_interface()
    signal = "invoked"
    if event is not None:
        found = contract.lookup_method(event)
        if found is None:
            raise _error(Cpg.Error.INVALID_ARGUMENT, f"{contract.get_name()} has no method {event}")
        signal += "::" + found.get_name()

    def settle(set_outcome, outcome):
        if not future.done():
            set_outcome(outcome)

    def invoked(sink, invocation):
        loop.call_soon_threadsafe(settle, future.set_result, invocation)

    def ended():
        error = _error(Cpg.Error.DISCONNECTED, "The source of the connection point is gone")
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, future.set_exception, error)

    sink = Cpg.Sink.new(contract.get_gtype())
    sink.connect(signal, invoked)
    sink.weak_ref(ended)
    cookie = self.advise_full(sink, Cpg.AdviseFlags.NONE, None)
    del sink  # the point alone owns it: its end is that of the connection
    try:
        return await future
    finally:
        try:
            _unadvise(self, cookie)
        except GLib.Error:
            pass  # it has ended with the source


Cpg.ConnectionPoint.next_event = _next_event


def _check_source(source):
    if not isinstance(source, Cpg.ConnectionPointContainer):
        raise _error(
            Cpg.Error.NOT_CONNECTABLE,
            f"{type(source).__name__} is no source of events: "
            "it does not implement CpgConnectionPointContainer",
        )


def _find_point(source, interface):
    _check_source(source)
    return source.find_connection_point(interface)


@_export
def advise(source, sink, interface=None, **how):
    """Connects a sink to a source in one step; see Cpg.ConnectionPoint.advise().

    Without an interface it is the default one of the source.
    """
    return _find_point(source, interface).advise(sink, **how)


@_export
def unadvise(source, interface, cookie):
    """Ends a connection in one step; None stands for the default interface."""
    return _find_point(source, interface).unadvise(cookie)


@_export
class show_events:
    """Prints everything that a source fires, a line for each event, until stop() or the end of a with block.

        Cpg.show_events(stock)
    """

    def __init__(self, source, file=None):
        name = type(source).__name__

        def show(event, *args):
            print(f"{name}.{event}({', '.join(map(repr, args))})", file=file, flush=True)

        self._advised = [point.advise(show) for point in source.enum_connection_points()]

    def stop(self):
        for advised in self._advised:
            advised.__exit__()
        self._advised = []

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.stop()


# Groups -----------------------------------------------------------------------------

_group_add = Cpg.ConnectionGroup.add
_group_set_source = Cpg.ConnectionGroup.set_source


def _keep(sink, listener, group):
    """Keeps @sink until @listener ends, or @group."""
    kept = [sink]

    def listener_gone():
        kept.clear()
        watch.unref()

    def group_gone():
        finalizer.detach()  # which lets go of kept

    finalizer = weakref.finalize(listener, listener_gone)
    finalizer.atexit = False
    watch = group.weak_ref(group_gone)


def _add(self, sink, interface=None, source=None, *, weak=False, once=False, context=None, coalesce=False):
    """Adds an entry.

    The sink is whatever Cpg.ConnectionPoint.advise() takes, as are the options. Without
    an interface it is the default one of the source; without a source it is for that of
    the group. What is no GObject needs to know its interface now: it is fixed then.
    """
    if source is not None:
        _check_source(source)
    contract = None
    if interface is not None:
        iid = _iid(interface)
        contract = Cpg.OutgoingInterface.for_iid(iid)
        if contract is None:
            raise _error(Cpg.Error.INVALID_CONTRACT, f"There is no outgoing interface with the IID {iid}")
    gtype = contract.get_gtype() if contract is not None else GObject.TYPE_NONE

    target, known = sink, contract
    if known is None:
        current = source if source is not None else self.dup_source()
        if current is not None:
            known = current.find_default().get_connection_interface()
    if known is not None and not _is_sink(sink, known):
        target = _make_sink(known, sink, weak)
        gtype = known.get_gtype()
    elif not isinstance(sink, GObject.Object):
        raise _error(
            Cpg.Error.INVALID_ARGUMENT, f"{sink!r}: name the interface, for the group has no source to ask for one"
        )

    _group_add(self, source, gtype, target, *_how(weak, once, context, coalesce))
    if weak and target is not sink:
        _keep(target, sink, self)


def _set_group_source(self, source):
    """Replaces the source of the entries that name none; None takes it away."""
    if source is not None:
        _check_source(source)
    _group_set_source(self, source)


def _enter_group(self):
    self.advise()
    return self


Cpg.ConnectionGroup.add = _add
Cpg.ConnectionGroup.set_source = _set_group_source
Cpg.ConnectionGroup.__enter__ = _enter_group
Cpg.ConnectionGroup.__exit__ = lambda self, *exception: self.unadvise()


# Firing -----------------------------------------------------------------------------

_fire = Cpg.SignalPoint.fire


def _value(gtype, argument):
    # The library tells what is no box.
    if gtype == Cpg.ByRef.__gtype__ and argument is not None and not isinstance(argument, Cpg.ByRef):
        gtype = _own_type(argument)
    # PyGObject can't put a GParamSpec into a value, and crashes when it reads none.
    if gtype.is_a(GObject.TYPE_PARAM):
        raise TypeError("PyGObject has no values of GParamSpec; emit() the signal instead")
    return GObject.Value(gtype, argument)


def _fire_with(fire, self, event, args):
    contract = self.get_connection_interface()
    found = contract.lookup_method(event)
    if found is None or found.get_n_params() != len(args):
        return fire(self, event, [0] * len(args))  # which knows what is wrong

    if found.get_return_type().is_a(GObject.TYPE_PARAM):
        raise TypeError("PyGObject can't read an answer that is a GParamSpec")
    return fire(self, event, [_value(found.get_param_type(i), arg) for i, arg in enumerate(args)])


def _fire_event(self, event, *args):
    """Fires an event by its name and gives what it was answered."""
    _, answer = _fire_with(_fire, self, event, args)
    has_answer = self.get_connection_interface()[event].get_return_type() != GObject.TYPE_NONE
    return answer if has_answer else None


Cpg.SignalPoint.fire = _fire_event

_fire_collect = Cpg.SignalPoint.fire_collect


def _fire_event_collect(self, event, *args):
    """Fires an event by its name and gives a list of all answers, in their order."""
    return _fire_with(_fire_collect, self, event, args)


Cpg.SignalPoint.fire_collect = _fire_event_collect

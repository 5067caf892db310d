"""`NamedTuple` as `typing` has it, for a fifth of its price.

Eighty of them are defined on the way of a check. The price of one is nearly all in what `namedtuple` makes anew for
each: the methods, which all can share, and the constructor's code, which all of one length can share but for the names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import _tuplegetter
    from functools import cache
    from types import FunctionType

    class _Record(tuple):
        # What all of them can do. Without a docstring: `help` would take it for that of one that has none.
        __slots__ = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"{type(self).__name__} has no such fields: {', '.join(changes)}")
            return made

        __replace__ = _replace  # what `copy.replace` asks for, since Python 3.13

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self):
            return tuple(self)

    @cache
    def _constructor(count):
        """The code of a constructor of so many fields, whatever they are called."""
        fields = "".join(f"_{number}, " for number in range(count))
        return eval(f"lambda _cls, {fields}: _new(_cls, ({fields}))").__code__

    _NAMES = {"_new": tuple.__new__}

    class _Meta(type):
        def __new__(meta, name, bases, namespace):
            if not bases:
                return super().__new__(meta, name, bases, namespace)
            if bases != (NamedTuple,):
                raise TypeError(f"{name}: a named tuple has no other bases")
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            code = _constructor(len(fields)).replace(
                co_name="__new__", co_qualname=f"{name}.__new__", co_varnames=("_cls", *fields)
            )
            made = FunctionType(code, _NAMES, "__new__", tuple(defaults.values()))
            getters = {field: _tuplegetter(place, None) for place, field in enumerate(fields)}
            own = {
                "__slots__": (),
                "__match_args__": fields,
                "__new__": made,
                "_fields": fields,
                "_field_defaults": defaults,
            }
            return type(name, (_Record,), {**namespace, **own, **getters})

    class NamedTuple(metaclass=_Meta):
        """See `typing.NamedTuple`."""

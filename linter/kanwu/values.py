"""Values: classes whose annotated fields are their parameters, and which never change.

To a type checker `NamedTuple`, `cached_property` and `Value` are those of typing and functools and
a frozen dataclass. At run time they are these few lines, because importing typing and dataclasses
takes longer (20 ms) than a whole run on a short report.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import cached_property as cached_property
    from typing import Any, ClassVar, Self, dataclass_transform
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter  # what collections.namedtuple takes

    _new = tuple.__new__
    # What makes a tuple of so many fields, by their number; each class has a copy of one, in which
    # the parameters bear its fields' names. Compiling one for each class takes 0.1 ms a class.
    _MAKERS = (
        lambda cls: _new(cls),
        lambda cls, a: _new(cls, (a,)),
        lambda cls, a, b: _new(cls, (a, b)),
        lambda cls, a, b, c: _new(cls, (a, b, c)),
        lambda cls, a, b, c, d: _new(cls, (a, b, c, d)),
        lambda cls, a, b, c, d, e: _new(cls, (a, b, c, d, e)),
        lambda cls, a, b, c, d, e, f: _new(cls, (a, b, c, d, e, f)),
        lambda cls, a, b, c, d, e, f, g: _new(cls, (a, b, c, d, e, f, g)),
        lambda cls, a, b, c, d, e, f, g, h: _new(cls, (a, b, c, d, e, f, g, h)),
        lambda cls, a, b, c, d, e, f, g, h, i: _new(cls, (a, b, c, d, e, f, g, h, i)),
        lambda cls, a, b, c, d, e, f, g, h, i, j: _new(cls, (a, b, c, d, e, f, g, h, i, j)),
    )
    _Function = type(_MAKERS[0])

    class _FieldsToTuple(type):
        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body["__annotations__"])
            code = _MAKERS[len(fields)].__code__.replace(co_varnames=("cls", *fields))
            defaults = tuple(body[field] for field in fields if field in body)
            body["__new__"] = _Function(code, globals(), "__new__", defaults)
            body |= {field: _tuplegetter(at, None) for at, field in enumerate(fields)}
            return type(name, (_Tuple,), body | {"__slots__": (), "_fields": fields})

    class _Tuple(tuple):
        __slots__ = ()

        def _replace(self, **changes):
            return type(self)(**{**dict(zip(self._fields, self, strict=True)), **changes})

        def __repr__(self):
            shown = ", ".join(f"{f}={v!r}" for f, v in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({shown})"

    class NamedTuple(metaclass=_FieldsToTuple):
        pass

    class cached_property:  # noqa: N801
        def __init__(self, make):
            self._make = make

        def __get__(self, value, _type):
            made = value.__dict__[self._make.__name__] = self._make(value)
            return made

    def dataclass_transform(**_how):
        return lambda cls: cls


@dataclass_transform(frozen_default=True)
class Value:
    """A frozen value; its fields are its annotations, in order, the base class's first."""

    FIELDS: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = tuple(cls.__dict__.get("__annotations__", ()))  # noqa: RUF063  (inspect is slow)
        cls.FIELDS = cls.FIELDS + own

    def __init__(self, *values: Any, **named: Any) -> None:
        named |= zip(self.FIELDS, values, strict=False)
        if unknown := named.keys() - set(self.FIELDS):
            raise TypeError(f"{type(self).__name__}: no such field: {', '.join(sorted(unknown))}")
        for field in self.FIELDS:
            if field not in named and not hasattr(type(self), field):
                raise TypeError(f"{type(self).__name__}: missing field: {field}")
        self.__dict__.update(named)

    def but(self, **changes: Any) -> Self:
        """The same value with some fields set otherwise."""
        return type(self)(**{**self.fields(), **changes})

    def fields(self) -> dict[str, Any]:
        """Every field's value by its name."""
        return {name: getattr(self, name) for name in self.FIELDS}

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.fields() == other.fields()

    def __hash__(self) -> int:
        return hash(tuple(self.fields().values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.fields().items())
        return f"{type(self).__name__}({shown})"


def imported(place: str) -> Any:
    """What "module:name" stands for; importlib, for doing this, would take a millisecond more."""
    module, _, name = place.partition(":")
    __import__(module)
    return getattr(sys.modules[module], name)

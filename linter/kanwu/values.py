"""Values: unchangeable classes whose annotated fields are their parameters.

A type checker sees `NamedTuple` of typing, `cached_property` of functools, and `Value` as a frozen
dataclass. At run time they are these few lines, because importing typing and dataclasses takes
longer (20 ms) than a whole run on a short report.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from functools import cached_property as cached_property
    from typing import Any, ClassVar, Self, dataclass_transform
    from typing import NamedTuple as NamedTuple
else:
    try:
        from _collections import _tuplegetter as _field  # as collections.namedtuple takes it
    except ImportError:

        def _field(number, doc):
            return property(lambda value: tuple.__getitem__(value, number), doc=doc)

    class _FieldsToTuple(type):
        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body["__annotations__"])
            body["_defaults"] = tuple(body[field] for field in fields if field in body)
            body |= {field: _field(number, None) for number, field in enumerate(fields)}
            return type(name, (_Tuple,), body | {"__slots__": (), "_fields": fields})

    class _Tuple(tuple):
        __slots__ = ()

        def __new__(cls, *values, **named):
            missing = len(cls._fields) - len(values)
            if named or missing < 0 or missing > len(cls._defaults):
                defaults = dict(zip(cls._fields[::-1], cls._defaults[::-1], strict=False))
                given = defaults | _given(cls.__name__, cls._fields, values, named)
                if unset := [field for field in cls._fields if field not in given]:
                    raise _missing(cls.__name__, unset[0])
                values = [given[field] for field in cls._fields]
            elif missing:
                values += cls._defaults[-missing:]
            return tuple.__new__(cls, values)

        def __getnewargs__(self):
            return tuple(self)

        def _replace(self, **changes):
            return type(self)(**{**dict(zip(self._fields, self, strict=True)), **changes})

        def __repr__(self):
            return _shown(type(self).__name__, zip(self._fields, self, strict=True))

    class NamedTuple(metaclass=_FieldsToTuple):
        pass

    class cached_property:  # noqa: N801
        def __init__(self, make):
            self._make = make

        def __get__(self, value, _type):
            if value is None:
                return self
            result = value.__dict__[self._make.__name__] = self._make(value)
            return result

    def dataclass_transform(**_how):
        return lambda cls: cls


@dataclass_transform(frozen_default=True)
class Value:
    """A frozen value; its fields are its annotations, in order, after those of the base class."""

    FIELDS: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = tuple(cls.__dict__.get("__annotations__", ()))  # noqa: RUF063  (inspect is slow)
        cls.FIELDS += tuple(name for name in own if name not in cls.FIELDS)

    def __init__(self, *values: Any, **named: Any) -> None:
        kind = type(self)
        given = _given(kind.__name__, kind.FIELDS, values, named)
        for field in kind.FIELDS:
            if field not in given and not hasattr(kind, field):
                raise _missing(kind.__name__, field)
        self.__dict__.update(given)

    def but(self, **changes: Any) -> Self:
        """The same value with some fields changed."""
        return type(self)(**{**self.fields(), **changes})

    def fields(self) -> dict[str, Any]:
        """Every field's value by its name."""
        return {name: getattr(self, name) for name in self.FIELDS}

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self.fields() == other.fields()

    def __hash__(self) -> int:
        return hash(tuple(map(_hashable, self.fields().values())))

    def __repr__(self) -> str:
        return _shown(type(self).__name__, self.fields().items())


def imported(place: str) -> Any:
    """The object at "module:name"; importlib would take a millisecond longer."""
    module, _, name = place.partition(":")
    __import__(module)
    return getattr(sys.modules[module], name)


def _given(
    kind: str, fields: tuple[str, ...], values: tuple[Any, ...], named: dict[str, Any]
) -> dict[str, Any]:
    """The arguments by field; TypeError for too many, repeated or unknown arguments."""
    if len(values) > len(fields):
        raise _too_many(kind, fields, values)
    given = dict(zip(fields, values, strict=False))
    for name in named:
        if name not in fields:
            raise TypeError(f"{kind}: no such field: {name}")
        if name in given:
            raise TypeError(f"{kind}: field given twice: {name}")
    return given | named


def _too_many(kind: str, fields: tuple[str, ...], values: tuple[Any, ...]) -> TypeError:
    return TypeError(f"{kind}: {len(fields)} fields, {len(values)} values")


def _missing(kind: str, field: str) -> TypeError:
    return TypeError(f"{kind}: missing field: {field}")


def _shown(kind: str, fields: Iterable[tuple[str, Any]]) -> str:
    return f"{kind}({', '.join(f'{name}={value!r}' for name, value in fields)})"


def _hashable(value: Any) -> Any:
    """A hashable form; equal values with mappings and lists have equal forms."""
    if isinstance(value, dict):
        return frozenset((key, _hashable(value[key])) for key in value)
    if isinstance(value, (list, tuple)):
        return tuple(map(_hashable, value))
    return value

"""Values: classes whose annotated fields are their parameters, and which never change.

To a type checker `NamedTuple`, `cached_property` and `Value` are those of typing and functools and
a frozen dataclass. At run time they are these few lines, because importing typing and dataclasses
takes longer (20 ms) than a whole run on a short report.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import cached_property as cached_property
    from typing import Any, ClassVar, Self, dataclass_transform
    from typing import NamedTuple as NamedTuple
else:
    from _operator import itemgetter

    class _FieldsToTuple(type):
        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body["__annotations__"])
            defaults = {field: body[field] for field in fields if field in body}
            taken = ", ".join(
                f"{field}={field}" if field in defaults else field for field in fields
            )
            new = f"lambda cls, {taken}: new(cls, ({', '.join(fields)},))"
            body["__new__"] = eval(new, {"new": tuple.__new__, **defaults})
            body |= {field: property(itemgetter(at)) for at, field in enumerate(fields)}
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

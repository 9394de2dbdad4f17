"""Values are what the standard library's are: the same arguments refused, the same values equal."""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from types import new_class
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.values import NamedTuple, Value, cached_property

NAMES = ("alpha", "beta", "gamma", "delta")
SIMPLE = st.one_of(st.integers(), st.text(max_size=3), st.none())
# As annotations they may hold mappings and lists: these have no hash in the standard library.
DEEP = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=5,
)


@st.composite
def kinds(draw: st.DrawFn) -> tuple[int, dict[str, Any]]:
    """How many fields a class has, and the defaults of the last of them."""
    count = draw(st.integers(1, len(NAMES)))
    defaulted = draw(st.integers(0, count))
    return count, {name: draw(SIMPLE) for name in NAMES[count - defaulted : count]}


def body(kind: tuple[int, dict[str, Any]]) -> dict[str, Any]:
    count, defaults = kind
    return {"__annotations__": dict.fromkeys(NAMES[:count], "object"), "__module__": __name__} | {
        **defaults
    }


def outcome(make: Any, values: list[Any], named: dict[str, Any]) -> Any:
    """The fields of what is made, or the kind of error."""
    try:
        made = make(*values, **named)
    except TypeError:
        return TypeError
    return {name: getattr(made, name) for name in NAMES if hasattr(made, name)}


CALLS = (st.lists(SIMPLE, max_size=5), st.dictionaries(st.sampled_from((*NAMES, "other")), SIMPLE))


@given(kinds(), *CALLS)
def test_value_takes_the_arguments_of_a_dataclass(
    kind: tuple[int, dict[str, Any]], values: list[Any], named: dict[str, Any]
) -> None:
    ours = type("Made", (Value,), body(kind))
    theirs: Any = dataclasses.dataclass(frozen=True)(type("Made", (), body(kind)))

    assert outcome(ours, values, named) == outcome(theirs, values, named)


@given(kinds(), *CALLS)
def test_named_tuple_takes_the_arguments_of_typings(
    kind: tuple[int, dict[str, Any]], values: list[Any], named: dict[str, Any]
) -> None:
    ours = new_class("Made", (NamedTuple,), exec_body=lambda names: names.update(body(kind)))
    make: Any = namedtuple  # mypy wants the names written out
    theirs = make("Made", NAMES[: kind[0]], defaults=kind[1].values())

    assert outcome(ours, values, named) == outcome(theirs, values, named)
    if outcome(ours, values, named) is not TypeError:
        assert ours(*values, **named) == theirs(*values, **named)
        assert repr(ours(*values, **named)) == repr(theirs(*values, **named))
        assert hash(ours(*values, **named)) == hash(theirs(*values, **named))


class Pair(Value):
    """A value with what the standard library gives no hash."""

    first: Any
    second: Any = ()


@given(DEEP, DEEP)
def test_equal_values_have_one_hash_whatever_they_hold(first: Any, second: Any) -> None:
    assert Pair(first, second) == Pair(second=second, first=first)
    assert hash(Pair(first, second)) == hash(Pair(second=second, first=first))
    assert (Pair(first, second) == Pair(second, first)) == (first == second)


def test_value_never_changes() -> None:
    value = Pair(1)

    with pytest.raises(AttributeError):
        value.first = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del value.first
    assert value.but(first=2) == Pair(2)
    assert value == Pair(1)


def test_fields_of_the_base_class_come_first_and_once() -> None:
    class Triple(Pair):
        third: int = 0
        first: int = 1

    assert Triple.FIELDS == ("first", "second", "third")
    assert Triple().fields() == {"first": 1, "second": (), "third": 0}


def test_cached_property_is_made_once() -> None:
    class Counted(Pair):
        @cached_property
        def made(self) -> list[int]:
            return []

    value = Counted(1)

    assert value.made is value.made
    assert value == Counted(1)

"""Rules with their plan as plain values and back: the shipped catalogue, and users' own rules.

The fields of a rule that every run needs stand in front; the options of its check and its card are
parts, read on first use. The same bytes serve every Python.
"""

from __future__ import annotations

from kanwu.engine.literals import Table
from kanwu.engine.plan import Plan, plan
from kanwu.rule import Card, Example, Rule, Whole
from kanwu.values import TYPE_CHECKING, NamedTuple, cached_property, imported

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from kanwu.catalogue.packed import Packed
    from kanwu.check import Check

_IN_FRONT = tuple(field for field in Rule.FIELDS if field != "parts")


class Catalogue(NamedTuple):
    """Rules, and a plan for all of them, which also serves every selection."""

    rules: tuple[Rule, ...]
    plan: Plan


def catalogue_of(rules: Iterable[Rule]) -> Catalogue:
    """The rules with their plan."""
    known = tuple(rules)
    return Catalogue(known, plan(known))


def stored(catalogue: Catalogue, parts: Packed) -> Any:
    """The catalogue as a plain value; checks, cards and sources go to the parts."""
    codes, sources, names, literals, *others = catalogue.plan
    places = [parts.put(sources[number]) for number in range(len(codes))]
    rules = [_stored_rule(rule, parts) for rule in catalogue.rules]
    return rules, (codes, places, names, tuple(literals), *others)


def restored(value: Any, parts: Packed) -> Catalogue:
    """The catalogue of a stored value."""
    rules, (codes, sources, names, literals, *others) = value
    whole = Plan(codes, _Sources(sources, parts), names, Table(*literals), *others)
    return Catalogue(tuple(_restored_rule(fields, at, parts) for fields, at in rules), whole)


def _stored_rule(rule: Rule, parts: Packed) -> tuple[tuple[Any, ...], int]:
    """The fields that every run needs, and the place of the others."""
    fields = tuple(getattr(rule, name) for name in _IN_FRONT)
    card = {**rule.card.fields(), "examples": [example.fields() for example in rule.card.examples]}
    kind = f"{type(rule.check).__module__}:{type(rule.check).__qualname__}"
    return fields, parts.put((kind, rule.check.fields(), parts.put(card)))


def _restored_rule(fields: tuple[Any, ...], at: int, parts: Packed) -> Rule:
    # Without the constructor, which would check the names of fields for two hundred rules.
    rule = Rule.__new__(Rule)
    rule.__dict__.update(zip(_IN_FRONT, fields, strict=True))
    rule.__dict__["parts"] = _Stored(at, parts)
    return rule


class _Sources:
    """The sources of a plan's expressions, each read on first use."""

    def __init__(self, places: Sequence[int], parts: Packed) -> None:
        self._places = places
        self._parts = parts

    def __getitem__(self, number: int) -> str:
        source: str = self._parts.at(self._places[number])
        return source


class _Stored:
    """The check and the card of a rule, each made on first use."""

    def __init__(self, at: int, parts: Packed) -> None:
        self._at = at
        self._parts = parts

    @cached_property
    def check(self) -> Check:
        kind, options, _ = self._parts.at(self._at)
        check: Check = imported(kind)(**options)
        return check

    @cached_property
    def card(self) -> Card:
        _, _, card = self._parts.at(self._at)
        fields = self._parts.at(card)
        return Card(
            **{**fields, "examples": tuple(Example(**example) for example in fields["examples"])}
        )

    def __eq__(self, other: object) -> bool:
        return (self.check, self.card) == (
            getattr(other, "check", None),
            getattr(other, "card", None),
        )

    def __hash__(self) -> int:
        return hash(Whole(check=self.check, card=self.card))

    def __repr__(self) -> str:
        return repr(Whole(check=self.check, card=self.card))

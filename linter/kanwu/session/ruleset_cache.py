"""Rulesets as plain values and back: resolved and compiled once, at hand for the next run.

What few runs ask for lies on a shelf and is taken from it when it is asked for. What turns out to
be torn there is taken from the ruleset made anew.
"""

from __future__ import annotations

from kanwu import expressions
from kanwu.check import Check, LocalCheck
from kanwu.engine.literals import Table
from kanwu.engine.ruleset import Prepared, Ruleset
from kanwu.engine.scanner import Expressions, Plan
from kanwu.rule import Rule
from kanwu.values import TYPE_CHECKING, cached_property, imported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from re import Match, Pattern
    from typing import Any

    from kanwu.catalogue.packed import Shelf
    from kanwu.check import Hit
    from kanwu.document import Document


def dumped(rules: Ruleset, shelf: Shelf) -> Any:
    """The ruleset as a plain value, most of it on the shelf."""
    sources, literals, *plan = rules.prepared.plan
    programs = [shelf.put(expressions.dumped(source)) for source in sources.sources]
    return (
        [_dumped_rule(rule, shelf) for rule in rules.rules],
        [programs, tuple(literals), *plan],
        dict(rules.prepared.yielding),
        rules.protected,
        [tuple(allowance) for allowance in rules.allowances],
        expressions.guarded(),
    )


def restored(value: Any, shelf: Shelf, again: Callable[[], Ruleset]) -> Ruleset:
    """The ruleset that was dumped; `again` makes it anew if the shelf is torn."""
    rules, (programs, literals, *plan), yielding, protected, allowances, guarded = value
    expressions.guard(guarded)
    parts = _Parts(shelf, again)
    prepared = Prepared(Plan(_Programs(programs, parts), Table(*literals), *plan), yielding)
    if allowances:
        from kanwu.engine.suppress.by_entry import Allowance

        allowances = [Allowance(*allowance) for allowance in allowances]
    every = [_restored_rule(parts, *rule) for rule in rules]
    return Ruleset(every, prepared, protected, allowances)


class _Parts:
    """What of a ruleset lies on a shelf."""

    def __init__(self, shelf: Shelf, again: Callable[[], Ruleset]) -> None:
        self._shelf = shelf
        self._again = again

    def at(self, place: int, otherwise: Callable[[Ruleset], Any]) -> Any:
        """What lies at the place; where that is torn, what `otherwise` finds in the ruleset."""
        value = self._shelf.at(place)
        return otherwise(self._whole) if value is None else value

    @cached_property
    def _whole(self) -> Ruleset:
        return self._again()


class _Programs(Expressions):
    """The scanner's expressions as they were compiled."""

    def __init__(self, places: list[int], parts: _Parts) -> None:
        self._places = places
        self._parts = parts
        self._read: dict[int, Pattern[str]] = {}

    def __getitem__(self, number: int) -> Pattern[str]:
        if number not in self._read:
            program = self._parts.at(
                self._places[number],
                lambda rules: expressions.dumped(rules.prepared.plan.expressions.sources[number]),
            )
            self._read[number] = expressions.restored(program)
        return self._read[number]


def _dumped_rule(rule: Rule, shelf: Shelf) -> tuple[dict[str, Any], int, str, int, str | None]:
    kind = type(rule.check)
    options = shelf.put(rule.check.fields())
    at_once = {name: getattr(rule, name) for name in _AT_ONCE}
    sign = None if isinstance(rule.check, LocalCheck) else rule.check.sign
    return at_once, shelf.put(_later(rule)), f"{kind.__module__}:{kind.__qualname__}", options, sign


def _restored_rule(
    parts: _Parts, at_once: dict[str, Any], later: int, kind: str, options: int, sign: str | None
) -> Rule:
    unbuilt = _UnbuiltLocal if sign is None else _Unbuilt
    check: Check = unbuilt.__new__(unbuilt)
    check.__dict__.update(code=at_once["code"], kind=kind, parts=parts, options=options, sign=sign)
    rule = _Stored.__new__(_Stored)
    rule.__dict__.update(at_once, check=check, parts=parts, later=later)
    return rule


# What a run asks of every rule; the rest, only of those that find something.
_AT_ONCE = ("code", "family", "scope", "masked", "since")
_NEVER = ("check", "profiles", "examples")


def _later(rule: Rule) -> dict[str, Any]:
    return {
        name: value
        for name, value in rule.fields().items()
        if name not in _AT_ONCE and name not in _NEVER
    }


class _Later:
    """A field of a rule that is read, with all such fields, when it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, rule: Rule | None, _: type[Rule]) -> Any:
        if rule is None:
            return self
        own = rule.__dict__
        own |= own["parts"].at(own["later"], lambda rules: _later(rules.by_code[rule.code]))
        return own[self._name]


class _Stored(Rule):
    """A rule as a run needs it."""


for _name in set(Rule.FIELDS).difference(_AT_ONCE):
    setattr(_Stored, _name, _Later(_name))


def _built(check: _Unbuilt | _UnbuiltLocal) -> Any:
    options = check.parts.at(check.options, lambda rules: rules.by_code[check.code].check.fields())
    return imported(check.kind)(**options)


class _Unbuilt(Check):
    """A document check that is built, and its module imported, for a text that it may concern."""

    code: str
    kind: str
    parts: _Parts
    options: int
    sign: str

    def __call__(self, document: Document) -> Iterable[Hit]:
        return self._check(document)

    @cached_property
    def _check(self) -> Check:
        built: Check = _built(self)
        return built


class _UnbuiltLocal(LocalCheck):
    """A local check that is built, and its module imported, when something matches."""

    code: str
    kind: str
    parts: _Parts
    options: int

    @property
    def expression(self) -> str:
        return self._check.expression

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        hit = self.__dict__["hit"] = self._check.hit  # from now on, with nothing in between
        return hit(document, match)

    @cached_property
    def _check(self) -> LocalCheck:
        built: LocalCheck = _built(self)
        return built

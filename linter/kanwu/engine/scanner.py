"""One pass over a text for all local checks together.

Every match of a check's expression holds one of its anchors (see anchors.py). All anchors of all
checks are found in one pass; at each, the expression itself is tried in place. So the work grows
with what is found, not with the number of rules. The result is that of every check's own loop.

The same pass tells which signs of other checks (see rule.py) the text may hold.
"""

from __future__ import annotations

from kanwu.engine.literals import Literals, table
from kanwu.expressions import compiled
from kanwu.text import pieces
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from re import Pattern
    from typing import Any, TypeVar

    from kanwu.check import Hit, LocalCheck
    from kanwu.document import Document
    from kanwu.engine.literals import Table

    # The checks that a literal is an anchor of, each with the distance from its match's start.
    Route = list[tuple[int, int]]
    T = TypeVar("T")
    Timed = Callable[[int, Iterable[Any]], Iterable[Any]]


_OFTEN = 2.0  # times in 1,000 code points from which on `re` finds a character faster
ALL = -1


def _untimed(_: int, things: Iterable[T]) -> Iterable[T]:
    return things


class Expressions:
    """The checks' expressions by their numbers, each compiled when it is asked for."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.sources = sources

    def __getitem__(self, number: int) -> Pattern[str]:
        return compiled(self.sources[number])


class Plan(NamedTuple):
    """How to find the places of some checks: all that takes time to work out about them."""

    expressions: Expressions
    literals: Table  # all anchors, each with the number of its route
    routes: list[Route]
    alone: list[int]  # checks that go through the text by themselves
    heads: list[int]  # checks without anchors, whose matches all start a paragraph
    rare: list[int]  # checks without anchors, whose matches all begin with one of the `leads`
    leads: str  # the class of these characters, all of them rare
    signs: Mapping[str, int]  # that have anchors, with numbers behind those of the checks


def plan(checks: Sequence[LocalCheck], signs: Iterable[str] = ()) -> Plan:
    """The plan for some checks, and for signs, from the anchors of their expressions."""
    from kanwu.engine.anchors import anchors_of, begins_a_paragraph, begins_with_literal, frequency
    from kanwu.engine.first_characters import are_rare, class_of, leads_of

    expressions = [check.expression for check in checks]
    anchors = dict(enumerate(map(anchors_of, expressions)))
    leads = {n: leads_of(expressions[n]) for n, found in anchors.items() if found is None}
    rare = {number: ranges for number, ranges in leads.items() if ranges and are_rare(ranges)}
    begin = class_of(span for ranges in rare.values() for span in ranges)
    heads = [n for n in leads if n not in rare and begins_a_paragraph(expressions[n])]
    alone = [number for number in leads if number not in (*rare, *heads)]
    for number, found in anchors.items():
        if found and frequency(found) >= _OFTEN and begins_with_literal(expressions[number]):
            anchors[number] = None
            alone.append(number)
    known = {}
    for sign in sorted(set(signs)):
        found = anchors_of(sign)
        if found and frequency(found) < _OFTEN:
            known[sign] = len(anchors)
            anchors[known[sign]] = found
    literals, routes = _routed(anchors)
    return Plan(
        Expressions(expressions), literals, routes, sorted(alone), heads, list(rare), begin, known
    )


def _routed(anchors: Mapping[int, Collection[tuple[int, str]] | None]) -> tuple[Table, list[Route]]:
    """The anchors' literals, each with the number of its route, and the routes."""
    routes: dict[str, Route] = {}
    for number, found in anchors.items():
        for distance, literal in sorted(found or ()):
            routes.setdefault(literal, []).append((number, distance))
    distinct: dict[tuple[tuple[int, int], ...], int] = {}
    numbers = {
        literal: distinct.setdefault(tuple(route), len(distinct))
        for literal, route in routes.items()
    }
    return table(numbers), [list(route) for route in distinct]


class Scanner:
    """All local checks, ready to run over documents."""

    def __init__(
        self,
        checks: Sequence[LocalCheck],
        by: Plan | None = None,
        in_text: Collection[int] = (),
    ) -> None:
        self._checks = checks
        self._in_text = in_text  # the numbers of checks that see all of the text, not just prose
        self.plan = by or plan(checks)
        self._literals = Literals(self.plan.literals, len(self.plan.routes))
        self._count = len(checks) + len(self.plan.signs)
        self.expect = self._literals.expect  # how much text is to come

    def hits(
        self,
        document: Document,
        given_up: set[int],
        timed: Timed = _untimed,
        signs: set[int] | None = None,
    ) -> Iterator[tuple[int, Hit]]:
        """What the checks find, with the number of the check; each check's in reading order.

        The numbers of checks whose time limit ran out are added to `given_up`, those of signs that
        the text may hold to `signs`. `timed` hands on what is made for a check by its number, and
        the anchors of all by ALL.
        """
        # What an anchor needs stands in the text wherever it stands in the prose: see anchors.py.
        whole = document.as_text()
        self.expect(len(whole.prose))
        behind = [0] * len(self._checks)  # from where on each check may still match
        for base, end in pieces(whole.prose):  # no anchor goes beyond a paragraph
            for number, starts in timed(ALL, self._starts(whole.prose[base:end], base)):
                if number >= len(behind):
                    if signs is not None:
                        signs.add(number)
                    continue
                if number in given_up:
                    continue
                seen = whole if number in self._in_text else document
                try:
                    yield from timed(number, self._confirmed(seen, number, starts, behind))
                except TimeoutError:
                    given_up.add(number)
        for number in (*self.plan.heads, *self.plan.alone):
            seen = whole if number in self._in_text else document
            try:
                if number in self.plan.heads:
                    starts = seen.paragraph_starts
                    yield from timed(number, self._confirmed(seen, number, starts, behind))
                else:
                    yield from timed(number, self._by_itself(seen, number))
            except TimeoutError:
                given_up.add(number)

    def _starts(self, piece: str, base: int) -> Iterator[tuple[int, list[int]]]:
        """Where each check's expression might match: all of its anchors' places, in order."""
        starts: list[list[int]] = [[] for _ in range(self._count)]
        for route, places in zip(self.plan.routes, self._literals.places(piece), strict=True):
            if places:
                for number, distance in route:
                    by = base - distance
                    starts[number] += [at + by for at in places] if by else places
        if self.plan.leads:
            rare = [base + match.start() for match in compiled(self.plan.leads).finditer(piece)]
            for number in self.plan.rare if rare else ():
                starts[number] = rare
        for number, found in enumerate(starts):
            if found:
                found.sort()
                yield number, found

    def _confirmed(
        self, document: Document, number: int, starts: list[int], behind: list[int]
    ) -> Iterator[tuple[int, Hit]]:
        match = self.plan.expressions[number].match
        prose, last = document.prose, behind[number]
        for start in starts:
            if start < last:
                continue
            last = start + 1  # no place is tried twice: a match may hold several anchors
            if matched := match(prose, start):
                last = matched.end()
                if hit := self._checks[number].hit(document, matched):
                    yield number, hit
        behind[number] = last

    def _by_itself(self, document: Document, number: int) -> Iterator[tuple[int, Hit]]:
        for match in self.plan.expressions[number].finditer(document.prose):
            if hit := self._checks[number].hit(document, match):
                yield number, hit

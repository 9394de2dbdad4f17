"""The plan of some rules: all that takes time to work out about them, as plain data.

A plan is made once, when the catalogue is compiled, and holds for every selection of its rules.
"""

from __future__ import annotations

from kanwu.check import LocalCheck
from kanwu.engine.literals import table
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping, Sequence
    from typing import Protocol

    from kanwu.engine.literals import Table
    from kanwu.rule import Rule

    # The expressions that a literal is an anchor of: the number of each, and the distance of the
    # anchor from the match's start.
    Route = list[tuple[int, int]]

    class Sources(Protocol):
        """Sources of expressions by number."""

        def __getitem__(self, number: int) -> str: ...


_OFTEN = 2.0  # times in 1,000 code points from which on `re` finds a character faster


class Plan(NamedTuple):
    """How the places are found at which the checks of some rules may find something.

    Local checks have numbers from 0 on; the signs of document checks have the numbers behind.
    """

    codes: tuple[str, ...]  # of the rules with local checks, by number; empty: to be left out
    sources: Sources  # of their checks' expressions, by number
    literals: Table  # all anchors, each with the number of its route
    routes: list[Route]
    alone: list[int]  # checks that go through the text by themselves
    heads: list[int]  # checks without anchors, whose matches all start a paragraph
    rare: list[int]  # checks without anchors, whose matches all begin with one of the `leads`
    leads: str  # the class of these characters, all of them rare
    signs: Mapping[str, str]  # of the document checks by their rules' codes; "" if any text may do
    numbers: Mapping[str, int]  # of the signs that have anchors

    def without(self, codes: Container[str]) -> Plan:
        """The plan without some of its rules."""
        left = tuple("" if code in codes else code for code in self.codes)
        signs = {code: sign for code, sign in self.signs.items() if code not in codes}
        return self._replace(codes=left, signs=signs)


def plan(rules: Sequence[Rule]) -> Plan:
    """The plan of some rules."""
    local = [rule for rule in rules if isinstance(rule.check, LocalCheck)]
    sources = tuple(rule.check.expression for rule in local if isinstance(rule.check, LocalCheck))
    signs = {rule.code: rule.check.sign for rule in rules if not isinstance(rule.check, LocalCheck)}
    return _planned(tuple(rule.code for rule in local), sources, signs)


def _planned(codes: tuple[str, ...], sources: tuple[str, ...], signs: Mapping[str, str]) -> Plan:
    from kanwu.engine.anchors import anchors_of, begins_a_paragraph, begins_with_literal, frequency
    from kanwu.engine.first_characters import are_rare, class_of, leads_of

    anchors = dict(enumerate(map(anchors_of, sources)))
    leads = {number: leads_of(sources[number]) for number, of in anchors.items() if of is None}
    rare = {number: ranges for number, ranges in leads.items() if ranges and are_rare(ranges)}
    begin = class_of(span for ranges in rare.values() for span in ranges)
    heads = [n for n in leads if n not in rare and begins_a_paragraph(sources[n])]
    alone = [number for number in leads if number not in (*rare, *heads)]
    for number, of in anchors.items():
        if of and frequency(of) >= _OFTEN and begins_with_literal(sources[number]):
            anchors[number] = None
            alone.append(number)
    numbers = {}
    for sign in sorted(set(signs.values())):
        of = anchors_of(sign)
        if of and frequency(of) < _OFTEN:
            numbers[sign] = len(anchors)
            anchors[numbers[sign]] = of
    literals, routes = _routed(anchors)
    ways = sorted(alone), heads, list(rare), begin
    return Plan(codes, sources, literals, routes, *ways, signs, numbers)


def _routed(anchors: Mapping[int, Collection[tuple[int, str]] | None]) -> tuple[Table, list[Route]]:
    """The anchors' literals, each with the number of its route, and the routes."""
    routes: dict[str, Route] = {}
    for number, of in anchors.items():
        for distance, literal in sorted(of or ()):
            routes.setdefault(literal, []).append((number, distance))
    distinct: dict[tuple[tuple[int, int], ...], int] = {}
    numbers = {
        literal: distinct.setdefault(tuple(route), len(distinct))
        for literal, route in routes.items()
    }
    return table(numbers), [list(route) for route in distinct]

"""The plan of some rules: all that takes time to work out about them, as plain data.

A plan is made once, when the catalogue is compiled, and holds for every selection of its rules.
"""

from __future__ import annotations

from itertools import chain

from kanwu.check import LocalCheck
from kanwu.engine.literals import table
from kanwu.programs import name_of
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping, Sequence
    from typing import Protocol

    from kanwu.engine.anchors import Anchors
    from kanwu.engine.literals import Table
    from kanwu.engine.regex_tree import Tree
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

    # Of the rules with local checks, by number; "" is left out. A check with branches has a number
    # for each of them, one behind the other.
    codes: tuple[str, ...]
    sources: Sources  # of their checks' expressions, by number
    names: tuple[bytes, ...]  # of the programs of these expressions
    literals: Table  # all anchors, each with the number of its route
    routes: list[Route]
    alone: list[int]  # checks that go through the text by themselves
    heads: list[int]  # checks without anchors, whose matches all start a paragraph
    rare: list[int]  # checks without anchors, whose matches all begin with one of the `leads`
    leads: str  # the class of these characters, and of unusual digits; all of them are rare
    digits: list[int]  # expressions and signs that may match unusual digits without an anchor
    signs: Mapping[str, str]  # of the document checks by their rules' codes; "" if any text may do
    numbers: Mapping[str, int]  # of the signs that have anchors

    def without(self, codes: Container[str]) -> Plan:
        """The plan without some of its rules."""
        left = tuple("" if code in codes else code for code in self.codes)
        signs = {code: sign for code, sign in self.signs.items() if code not in codes}
        return self._replace(codes=left, signs=signs)


class _Expression(NamedTuple):
    """An expression of a rule's check, with what is known of it."""

    code: str
    source: str
    tree: Tree | None
    anchors: Anchors | None


def plan(rules: Sequence[Rule]) -> Plan:
    """The plan of some rules."""
    expressions = [each for rule in rules for each in _expressions(rule)]
    signs = {rule.code: rule.check.sign for rule in rules if not isinstance(rule.check, LocalCheck)}
    return _planned(expressions, signs)


def _expressions(rule: Rule) -> list[_Expression]:
    """The branches of a local check, if all of them have anchors; else its one expression."""
    if not isinstance(rule.check, LocalCheck):
        return []
    branches = [_read(rule.code, source) for source in rule.check.branches]
    if any(branch.anchors is None for branch in branches):
        return [_read(rule.code, rule.check.expression)]
    return branches


def _read(code: str, source: str) -> _Expression:
    from kanwu.engine.anchors import anchors_of
    from kanwu.engine.regex_tree import parse

    tree = parse(source)
    return _Expression(code, source, tree, anchors_of(tree))


def _planned(expressions: Sequence[_Expression], signs: Mapping[str, str]) -> Plan:
    from kanwu.engine.first_characters import are_rare, class_of, leads_of
    from kanwu.engine.regex_tree import begins_a_paragraph, unusual_digits

    anchors = {number: of.anchors for number, of in enumerate(expressions)}
    leads = {n: leads_of(of.tree) for n, of in enumerate(expressions) if of.anchors is None}
    rare = {number: ranges for number, ranges in leads.items() if ranges and are_rare(ranges)}
    begin = class_of(chain(unusual_digits(), *rare.values()))
    heads = [n for n in leads if n not in rare and begins_a_paragraph(expressions[n].tree)]
    alone = [number for number in leads if number not in (*rare, *heads)]
    for number in _frequent(expressions):
        anchors[number] = None
        alone.append(number)
    numbers = {}
    for sign in sorted(set(signs.values())):
        of = _read("", sign).anchors
        if of and _frequency(of) < _OFTEN:
            numbers[sign] = len(anchors)
            anchors[numbers[sign]] = of
    literals, routes = _routed(anchors)
    codes, sources = (tuple(of.code for of in expressions), tuple(of.source for of in expressions))
    known = (n for n, of in anchors.items() if of is not None)
    digits = [n for n in known if r"\d" in (*sources, *numbers)[n]]
    ways = sorted(alone), heads, list(rare), begin, digits
    names = tuple(map(name_of, sources))
    return Plan(codes, sources, names, literals, routes, *ways, signs, numbers)


def _frequent(expressions: Sequence[_Expression]) -> list[int]:
    """The numbers of expressions whose places `re` finds faster than their anchors."""
    from kanwu.engine.regex_tree import begins_with_literal

    codes = [of.code for of in expressions]
    return [
        number
        for number, of in enumerate(expressions)
        if of.anchors and _frequency(of.anchors) >= _OFTEN and begins_with_literal(of.tree)
        if codes.count(of.code) == 1  # the branches of a check are tried together
    ]


def _frequency(anchors: Anchors) -> float:
    """How often the anchors have an expression tried among 1,000 characters of a report."""
    from collections import Counter

    from kanwu.engine.frequency import frequency

    return frequency(Counter(text for _, text in anchors))


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

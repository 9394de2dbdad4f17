"""One pass over a text for all local checks together.

Every match of a check's expression holds one of its anchors (see anchors.py). All anchors of all
checks are found in one pass; at each, the expression itself is tried in place. So the work grows
with what is found, not with the number of rules. The result is that of every check's own loop.
"""

from __future__ import annotations

import os

from kanwu.expression import compiled
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from typing import Any, TypeVar

    from kanwu.document import Document
    from kanwu.hit import Hit
    from kanwu.rule import LocalCheck

    # The checks that a literal is an anchor of, each with the distance from its match's start.
    Route = list[tuple[int, int]]
    T = TypeVar("T")
    Timed = Callable[[int, Iterable[Any]], Iterable[Any]]
    # Where a literal stands: its number, its start and its end.
    Place = tuple[int, int, int]
    Finder = Callable[[str], Iterable[Place]]

_LONG = 1 << 12  # code points, of one text or of many, for which an automaton is worth building
_PIECE = 1 << 16  # code points scanned at a time: what is found in them stays in the cache


ALL = -1


def _untimed(_: int, things: Iterable[T]) -> Iterable[T]:
    return things


class Plan(NamedTuple):
    """How to find the places of some checks: all that takes time to work out about them."""

    expressions: list[str]  # of each check, by its number
    # What follows from each literal: the check, and how far behind its match's start it stands.
    routes: dict[str, Route]
    alone: list[int]  # checks without anchors, each of which goes through the text by itself
    rare: list[int]  # checks without anchors, whose matches all begin with one of the `leads`
    leads: str  # the class of these characters, all of them rare
    characters: str  # the class of the literals of one character
    pairs: str  # what the longer literals begin with: classes of their first and second characters


def plan(checks: Sequence[LocalCheck]) -> Plan:
    """The plan for some checks, from the anchors of their expressions."""
    from kanwu.anchors import anchors_of
    from kanwu.leads import are_rare, class_of, leads_of

    expressions = [check.expression for check in checks]
    anchors = [anchors_of(expression) for expression in expressions]
    routes: dict[str, Route] = {}
    for number, found in enumerate(anchors):
        for distance, literal in sorted(found or ()):
            routes.setdefault(literal, []).append((number, distance))
    leads = {n: leads_of(expressions[n]) for n, found in enumerate(anchors) if found is None}
    rare = {number: ranges for number, ranges in leads.items() if ranges and are_rare(ranges)}
    alone = [number for number in leads if number not in rare]
    singles = [literal for literal in routes if len(literal) == 1]
    longer = [literal for literal in routes if len(literal) > 1]
    first, second = ({literal[at] for literal in longer} for at in (0, 1))
    pairs = f"{_class(first)}(?={_class(second)})" if longer else ""
    begin = class_of(span for ranges in rare.values() for span in ranges)
    return Plan(expressions, routes, alone, list(rare), begin, _class(singles), pairs)


def _class(characters: Iterable[str]) -> str:
    from re import escape

    inside = "".join(escape(character) for character in sorted(characters))
    return f"[{inside}]" if inside else ""


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
        self._routes = list(self.plan.routes.values())  # by the number of the literal
        self._finder: Finder | None = None
        self._scanned = 0  # code points so far
        self._is_large = False  # enough for an automaton

    def hits(
        self, document: Document, given_up: set[int], timed: Timed = _untimed
    ) -> Iterator[tuple[int, Hit]]:
        """What the checks find, with the number of the check; each check's in reading order.

        The numbers of checks whose time limit ran out are added to `given_up`. `timed` hands on
        what is made for a check by its number, and the anchors of all by ALL.
        """
        # What an anchor needs stands in the text wherever it stands in the prose: see anchors.py.
        whole = document.as_text()
        behind = [0] * len(self._checks)  # where each check's last match ends
        for base, end in _pieces(whole.prose):
            for number, starts in timed(ALL, self._starts(whole.prose[base:end], base)):
                if number in given_up:
                    continue
                seen = whole if number in self._in_text else document
                try:
                    yield from timed(number, self._confirmed(seen, number, starts, behind))
                except TimeoutError:
                    given_up.add(number)
        for number in self.plan.alone:
            seen = whole if number in self._in_text else document
            try:
                for hit in timed(number, self._checks[number](seen)):
                    yield number, hit
            except TimeoutError:
                given_up.add(number)

    def _starts(self, piece: str, base: int) -> Iterator[tuple[int, list[int]]]:
        """Where each check's expression might match: all of its anchors' places, in order."""
        starts: list[list[int]] = [[] for _ in self._checks]
        routes = self._routes
        for literal, at, _ in self._places(piece):
            for number, distance in routes[literal]:
                starts[number].append(base + at - distance)
        if self.plan.leads:
            rare = [base + match.start() for match in compiled(self.plan.leads).finditer(piece)]
            for number in self.plan.rare if rare else ():
                starts[number] = rare
        for number, found in enumerate(starts):
            if found:
                found.sort()
                yield number, found

    def _places(self, piece: str) -> Iterable[Place]:
        """All anchors in the piece: by the automaton where it is worth building, else by `re`."""
        self._scanned += len(piece)
        if not self._is_large and self._scanned > _LONG and self._routes:
            self._is_large = True
            self._finder = _automaton(list(self.plan.routes)) or self._finder
        self._finder = self._finder or _search(self.plan)
        return self._finder(piece)

    def _confirmed(
        self, document: Document, number: int, starts: list[int], behind: list[int]
    ) -> Iterator[tuple[int, Hit]]:
        match = compiled(self.plan.expressions[number]).match
        prose, last = document.prose, behind[number]
        for start in starts:
            if start >= last and (matched := match(prose, start)):
                last = matched.end()
                if hit := self._checks[number].hit(document, matched):
                    yield number, hit
        behind[number] = last


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in stretches that end at paragraph ends: no anchor holds one."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield start, end
        start = end


def _automaton(literals: list[str]) -> Finder | None:
    if os.environ.get("KANWU_SCANNER") == "standard":  # to see what platforms without it see
        return None
    try:
        from ahocorasick_rs import AhoCorasick, Implementation
    except ImportError:  # no wheel for this platform
        return None
    # A fifth of the time of the dense kind to build, and as fast to all intents.
    kind = Implementation.ContiguousNFA
    found = AhoCorasick(literals, implementation=kind).find_matches_as_indexes
    return lambda text: found(text, overlapping=True)


def _search(by: Plan) -> Finder:
    """The standard library's way: a pass over single characters, and one over longer literals."""
    singles: dict[str, int] = {}
    begun: dict[str, list[tuple[int, str]]] = {}  # the longer ones by their first two characters
    for number, literal in enumerate(by.routes):
        if len(literal) == 1:
            singles[literal] = number
        else:
            begun.setdefault(literal[:2], []).append((number, literal))

    def places(text: str) -> Iterator[Place]:
        if by.characters:
            for match in compiled(by.characters).finditer(text):
                yield singles[match[0]], match.start(), match.end()
        if by.pairs:
            for match in compiled(by.pairs).finditer(text):
                start = match.start()
                for number, literal in begun.get(text[start : start + 2], ()):
                    if text.startswith(literal, start):
                        yield number, start, start + len(literal)

    return places

"""One pass over a text for all local checks of a plan together.

Every match of a check's expression holds one of its anchors (see anchors.py). All anchors of all
checks are found in one pass; at each, the expression itself is tried in place. So the work grows
with what is found, not with the number of rules. The result is that of every check's own loop.

The same pass tells which signs of document checks (see check.py) the text may hold.
"""

from __future__ import annotations

from kanwu.check import LocalCheck
from kanwu.engine.literals import Literals
from kanwu.expressions import compiled
from kanwu.text import PIECE, pieces
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from re import Match, Pattern
    from typing import Any, TypeVar

    from kanwu.check import Hit
    from kanwu.document import Document
    from kanwu.engine.plan import Plan
    from kanwu.rule import Rule

    T = TypeVar("T")
    Timed = Callable[[str, Iterable[Any]], Iterable[Any]]

ANCHORS = "找锚点"  # in the place of a code, where the time of all rules together is measured


def _untimed(_: str, things: Iterable[T]) -> Iterable[T]:
    return things


class Scanner:
    """The local checks of a plan, ready to run over documents."""

    def __init__(self, plan: Plan, rules: Sequence[Rule | None], piece: int = PIECE) -> None:
        """`rules` are those of the plan by their numbers; None for each that is off."""
        self._plan = plan
        self._rules = rules
        self._piece = piece  # code points that are looked through at a time
        self._literals = Literals(plan.literals, len(plan.routes))
        self._expressions: dict[int, Pattern[str]] = {}
        self._count = len(rules) + len(plan.numbers)
        self.expect = self._literals.expect  # how much text is to come

    def hits(
        self,
        document: Document,
        given_up: set[str],
        signs: set[str],
        timed: Timed = _untimed,
    ) -> Iterator[tuple[Rule, Hit]]:
        """The hits of all checks, those of each in reading order.

        The codes of rules whose time limit ran out are added to `given_up`, signs that the text may
        hold to `signs`. `timed` hands on what is made for a rule by its code, and the anchors by ANCHORS.
        """
        # The anchors of the prose are anchors of the text, too: see anchors.py.
        whole = document.as_text()
        self.expect(len(whole.prose))
        behind = [0] * len(self._rules)  # from where on each check may still match
        sign_of = dict(zip(self._plan.numbers.values(), self._plan.numbers, strict=True))
        for base, end in pieces(whole.prose, self._piece):  # no anchor goes beyond a paragraph
            for number, starts in timed(ANCHORS, self._starts(whole.prose[base:end], base)):
                if number >= len(behind):
                    signs.add(sign_of[number])
                elif (rule := self._rules[number]) and rule.code not in given_up:
                    seen = whole if rule.scope == "text" else document
                    hits = self._confirmed(seen, number, rule, starts, behind)
                    yield from _within_limit(rule, timed(rule.code, hits), given_up)
        for number in (*self._plan.heads, *self._plan.alone):
            if rule := self._rules[number]:
                seen = whole if rule.scope == "text" else document
                if number in self._plan.heads:
                    starts = seen.paragraph_starts
                    hits = self._confirmed(seen, number, rule, starts, behind)
                else:
                    hits = self._by_itself(seen, number, rule)
                yield from _within_limit(rule, timed(rule.code, hits), given_up)

    def _starts(self, piece: str, base: int) -> Iterator[tuple[int, list[int]]]:
        """The places where each expression might match, in order: those of all of its anchors."""
        starts: list[list[int]] = [[] for _ in range(self._count)]
        for route, places in zip(self._plan.routes, self._literals.places(piece), strict=True):
            if places:
                for number, distance in route:
                    by = base - distance
                    starts[number] += [place + by for place in places] if by else places
        rare = [base + match.start() for match in compiled(self._plan.leads).finditer(piece)]
        for number in self._plan.rare if rare else ():
            starts[number] = rare
        if any(piece[place - base].isdecimal() for place in rare):
            for number in self._plan.digits:
                starts[number] = list(range(base, base + len(piece)))
        for number, places in enumerate(starts):
            if places:
                places.sort()
                yield number, places

    def _confirmed(
        self, document: Document, number: int, rule: Rule, starts: list[int], behind: list[int]
    ) -> Iterator[tuple[Rule, Hit]]:
        match_at = self._expression(number).match
        prose, last = document.prose, behind[number]
        for start in starts:
            if start < last:
                continue
            last = start + 1  # no place is tried twice: a match may hold several anchors
            if match := match_at(prose, start):
                last = match.end()
                if hit := _hit(rule, document, match):
                    yield rule, hit
        behind[number] = last

    def _by_itself(self, document: Document, number: int, rule: Rule) -> Iterator[tuple[Rule, Hit]]:
        for match in self._expression(number).finditer(document.prose):
            if hit := _hit(rule, document, match):
                yield rule, hit

    def _expression(self, number: int) -> Pattern[str]:
        if number not in self._expressions:
            self._expressions[number] = compiled(self._plan.sources[number])
        return self._expressions[number]


def _hit(rule: Rule, document: Document, match: Match[str]) -> Hit | None:
    check = rule.check  # which is built for the first match
    return check.hit(document, match) if isinstance(check, LocalCheck) else None


def _within_limit(rule: Rule, hits: Iterable[T], given_up: set[str]) -> Iterator[T]:
    try:
        yield from hits
    except TimeoutError:
        given_up.add(rule.code)

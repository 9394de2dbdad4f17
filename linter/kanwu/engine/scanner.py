"""One pass over a text for all local checks of a plan together.

Every match of a check's expression holds one of its anchors (see anchors.py). All anchors of all
checks are found in one pass; at each, the expression itself is tried in place. So the work grows
with what is found, not with the number of rules. The result is that of every check's own loop.

The same pass tells which signs of document checks (see check.py) the text may hold.
"""

from __future__ import annotations

from kanwu.check import LocalCheck
from kanwu.engine.literals import Literals
from kanwu.expressions import compiled, known_as
from kanwu.text import PIECE, pieces
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from re import Match, Pattern
    from typing import Any, TypeVar

    from kanwu.check import Hit
    from kanwu.document import Document
    from kanwu.engine.plan import Plan
    from kanwu.rule import Rule

    T = TypeVar("T")
    Timed = Callable[[str, Iterable[Any]], Iterable[Any]]
    MatchAt = Callable[[str, int], Match[str] | None]
    # The number of an expression, the places for its check, and the function that tries it there.
    Tries = tuple[int, Sequence[int], MatchAt]

ANCHORS = "找锚点"  # in the place of a code, where the time of all rules together is measured


def _no_match(_: str, __: int) -> None:
    return None


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
        behind: dict[str, int] = {}  # from where on each check may still match
        sign_of = dict(zip(self._plan.numbers.values(), self._plan.numbers, strict=True))
        for base, end in pieces(whole.prose, self._piece):  # no anchor goes beyond a paragraph
            for number, starts, match_at in timed(
                ANCHORS, self._tries(whole.prose[base:end], base)
            ):
                if number in sign_of:
                    signs.add(sign_of[number])
                elif (rule := self._rules[number]) and rule.code not in given_up:
                    seen = whole if rule.scope == "text" else document
                    hits = self._confirmed(seen, rule, starts, match_at, behind)
                    yield from _within_limit(rule, timed(rule.code, hits), given_up)
        for number in (*self._plan.heads, *self._plan.alone):
            if rule := self._rules[number]:
                seen = whole if rule.scope == "text" else document
                if number in self._plan.heads:
                    starts, match_at = seen.paragraph_starts, self._expression(number).match
                    hits = self._confirmed(seen, rule, starts, match_at, behind)
                else:
                    hits = self._by_itself(seen, number, rule)
                yield from _within_limit(rule, timed(rule.code, hits), given_up)

    def _tries(self, piece: str, base: int) -> Iterator[Tries]:
        """The places where each check might match, in order, and the function to try it there."""
        starts, codes = self._starts(piece, base), self._plan.codes
        branches: dict[str, list[int]] = {}
        for number in sorted(starts):
            if number >= len(codes):
                yield number, (), _no_match
            elif self._rules[number]:
                branches.setdefault(codes[number], []).append(number)
        for numbers in branches.values():
            if len(numbers) == 1:
                yield numbers[0], sorted(starts[numbers[0]]), self._expression(numbers[0]).match
            else:
                there: dict[int, list[int]] = {}
                for number in numbers:
                    for start in starts[number]:
                        there.setdefault(start, []).append(number)
                yield numbers[0], sorted(there), self._first_match(there)

    def _first_match(self, there: Mapping[int, Iterable[int]]) -> MatchAt:
        """A function that tries the expressions of a place in the order of their numbers."""

        def match_at(prose: str, start: int) -> Match[str] | None:
            for number in there[start]:
                if match := self._expression(number).match(prose, start):
                    return match
            return None

        return match_at

    def _starts(self, piece: str, base: int) -> Mapping[int, list[int]]:
        """The places where each expression might match: those of all of its anchors."""
        starts: dict[int, list[int]] = {}
        for route, places in zip(self._plan.routes, self._literals.places(piece), strict=True):
            if places:
                for number, distance in route:
                    by = base - distance
                    moved = [place + by for place in places]
                    if number in starts:
                        starts[number] += moved
                    else:
                        starts[number] = moved
        rare = [base + match.start() for match in compiled(self._plan.leads).finditer(piece)]
        if rare:
            starts |= dict.fromkeys(self._plan.rare, rare)
        if any(piece[place - base].isdecimal() for place in rare):
            every = list(range(base, base + len(piece)))
            starts |= dict.fromkeys(self._plan.digits, every)
        return starts

    def _confirmed(
        self,
        document: Document,
        rule: Rule,
        starts: Iterable[int],
        match_at: MatchAt,
        behind: dict[str, int],
    ) -> Iterator[tuple[Rule, Hit]]:
        prose, last = document.prose, behind.get(rule.code, 0)
        for start in starts:
            if start < last:
                continue
            last = start + 1  # no place is tried twice: a match may hold several anchors
            if match := match_at(prose, start):
                last = match.end()
                if hit := _hit(rule, document, match):
                    yield rule, hit
        behind[rule.code] = last

    def _by_itself(self, document: Document, number: int, rule: Rule) -> Iterator[tuple[Rule, Hit]]:
        for match in self._expression(number).finditer(document.prose):
            if hit := _hit(rule, document, match):
                yield rule, hit

    def _expression(self, number: int) -> Pattern[str]:
        if number not in self._expressions:
            name, sources = self._plan.names[number], self._plan.sources
            self._expressions[number] = known_as(name, lambda: sources[number])
        return self._expressions[number]


def _hit(rule: Rule, document: Document, match: Match[str]) -> Hit | None:
    check = rule.check  # which is built for the first match
    return check.hit(document, match) if isinstance(check, LocalCheck) else None


def _within_limit(rule: Rule, hits: Iterable[T], given_up: set[str]) -> Iterator[T]:
    try:
        yield from hits
    except TimeoutError:
        given_up.add(rule.code)

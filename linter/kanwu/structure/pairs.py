"""The paired marks of a document: brackets, quotation marks and title marks, each with its partner.

Every check of pairs works on this one structure. It gives each mark one fault at most: the marks
of overlapping pairs, of turned quotations and of pairs over several paragraphs are not unmatched.
"""

from __future__ import annotations

from itertools import pairwise

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.marks import (
    HAN,
    QUOTES,
    STRAIGHT,
    TITLES,
    Mark,
    marks_by_paragraph,
    stands_alone,
)
from kanwu.structure.nesting import Nesting
from kanwu.structure.open_marks import OpenMarks
from kanwu.structure.quotations import is_phrase, match_straight, turned_quotations
from kanwu.text import Span
from kanwu.values import NamedTuple

_LONGEST_CONTENT = 60  # code points in a pair, in which Chinese text is looked for
_WIDEST_MIX = 60  # code points between an opener and a closer of the wrong kind


class Pair(NamedTuple):
    """Two marks that belong together, by their offsets."""

    kind: str  # the full-width opener; the straight mark, if one of the two is straight
    opener: int
    closer: int
    sound: bool  # no other mark of the paragraph makes the pair doubtful
    depth: int  # the number of pairs around it
    within: int | None  # the position in `Pairs.matched` of the innermost pair around it

    @property
    def spans(self) -> tuple[Span, Span]:
        """The two marks."""
        return Span(self.opener, self.opener + 1), Span(self.closer, self.closer + 1)

    def stands_in_chinese(self, prose: str) -> bool:
        return self.holds_chinese(prose) or self.is_next_to_chinese(prose)

    def holds_chinese(self, prose: str) -> bool:
        end = min(self.closer, self.opener + _LONGEST_CONTENT)
        return compiled(f"[{HAN}]").search(prose, self.opener + 1, end) is not None

    def is_next_to_chinese(self, prose: str) -> bool:
        around = prose[self.opener - 1 : self.opener] + prose[self.closer + 1 : self.closer + 2]
        return compiled(f"[{HAN}]").search(around) is not None


class Turned(NamedTuple):
    """A quotation mark that points the wrong way.

    It is `sure` if the paragraph has one other, which points the right way, and no pause between
    the two. Otherwise the two may be halves of two quotations.
    """

    mark: Mark
    sure: bool


class Pairs(NamedTuple):
    """The paired marks of a document; `matched` in the order of the openers.

    Paragraphs with plain pairs only, full-width ones without marks inside, are left out: they
    have no faults.
    """

    matched: tuple[Pair, ...]
    unmatched: tuple[Mark, ...]
    misnested: tuple[tuple[Mark, Mark], ...]  # each closer with the one that should stand in front
    turned: tuple[Turned, ...]
    crossing: tuple[tuple[Mark, Mark], ...]  # opened in one paragraph, closed in a later one


def pairs(document: Document) -> Pairs:
    """The paired marks of the document; ask for them by `document.once(pairs)`."""
    reading = _Reading(document.prose)
    for marks in marks_by_paragraph(document.prose):
        reading.add(marks)
    return Pairs(
        _nested(reading.matched),
        tuple(_without_wrong_kinds(reading.open_marks.unmatched())),
        tuple(reading.misnested),
        tuple(reading.turned),
        tuple(reading.open_marks.crossing),
    )


def _nested(matched: list[tuple[Mark, Mark, bool]]) -> tuple[Pair, ...]:
    in_order: list[Pair] = []
    around: list[int] = []
    for opener, closer, sound in sorted(matched):
        while around and in_order[around[-1]].closer < opener.offset:
            around.pop()
        kind = closer.kind if closer.kind in STRAIGHT else opener.kind
        within = around[-1] if around else None
        in_order.append(Pair(kind, opener.offset, closer.offset, sound, len(around), within))
        around.append(len(in_order) - 1)
    return tuple(in_order)


def _without_wrong_kinds(unmatched: list[Mark]) -> list[Mark]:
    """The marks without openers whose closer is of the wrong kind: of （ and 】 only 】."""
    unmatched.sort()
    closed = {
        mark.offset
        for mark, after in pairwise(unmatched)
        if mark.opens and not after.opens and after.paragraph == mark.paragraph
        if after.offset - mark.offset <= _WIDEST_MIX and _family(mark) == _family(after)
    }
    return [mark for mark in unmatched if mark.offset not in closed]


def _family(mark: Mark) -> str:
    return next((kinds for kinds in (QUOTES, TITLES, STRAIGHT) if mark.kind in kinds), "brackets")


class _Reading:
    """The marks of the paragraphs read so far."""

    def __init__(self, prose: str) -> None:
        self.matched: list[tuple[Mark, Mark, bool]] = []
        self.misnested: list[tuple[Mark, Mark]] = []
        self.turned: list[Turned] = []
        self.open_marks = OpenMarks(prose)
        self._prose = prose

    def add(self, marks: list[Mark]) -> None:
        """Read the next paragraph."""
        nesting = Nesting(self._prose)
        for mark in marks:
            nesting.take(mark)
        nesting.end()
        left = [mark for mark in nesting.left() if not stands_alone(mark, self._prose)]
        straight = match_straight(nesting.straight, left, self._prose)
        unsound = {mark.kind for mark in (*straight.left, *nesting.turned)}
        for opener, closer in nesting.pairs.values():
            self.matched.append((opener, closer, opener.kind not in unsound))
        for opener, closer in straight.matched:
            sound = straight.sure and not unsound.intersection((opener.kind, closer.kind))
            self.matched.append((opener, closer, sound))
        self.misnested += nesting.misnested
        self.turned += (Turned(mark, sure=False) for mark in nesting.turned)
        self.open_marks.add(self._without_turned(straight.left, marks), marks[-1].offset)

    def _without_turned(self, left: list[Mark], marks: list[Mark]) -> list[Mark]:
        """The marks without those that make a quotation if one or both are turned around."""
        quotes = sum(mark.kind in QUOTES or mark.kind in STRAIGHT for mark in marks)
        used = set[Mark]()
        for first, second in turned_quotations(left, self._prose):
            if first.opens or not self.open_marks.opener_of(first):
                used |= {first, second}
                alike = first.opens == second.opens
                sure = quotes == 2 and alike and is_phrase(first, second, self._prose)
                wrong = [mark for mark in (first, second) if mark.opens == (mark is second)]
                self.turned += (Turned(mark, sure) for mark in wrong)
        return [mark for mark in left if mark not in used]

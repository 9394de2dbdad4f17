"""The paired marks of a document: brackets, quotation marks and title marks, each with its partner.

Every check of pairs works on this one structure. It decides what is wrong with a mark, so that
none is held against the text twice: of two pairs that overlap, of a quotation whose marks point
the wrong way and of a pair that spans paragraphs, no mark is unmatched.
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
from kanwu.structure.quotations import is_phrase, match_straight, turned_quotations
from kanwu.text import Span
from kanwu.values import NamedTuple

_NEAR = 60  # code points of a pair's content that are looked at
_FARTHEST = 60  # code points between an opener and a closer of another kind that is meant for it
# How many paragraphs further on a partner is looked for; quotations: GB/T 15834—2011, 4.8.3.5.
_REACH = {"“": 30, "‘": 30}
_SHORT_REACH = 3
_CONTINUES = r"[\s\ufffc]*“"  # the next paragraph opens the quotation anew


class Pair(NamedTuple):
    """Two marks that belong together, by their offsets."""

    kind: str  # the opener in full width; of straight quotation marks and mixed ones, the straight
    opener: int
    closer: int
    sound: bool  # nothing in the paragraph makes it doubtful that the two belong together
    depth: int  # how many pairs are around it
    within: int | None  # the position in `Pairs.matched` of the innermost of them

    @property
    def spans(self) -> tuple[Span, Span]:
        """Its two marks."""
        return Span(self.opener, self.opener + 1), Span(self.closer, self.closer + 1)

    def stands_in_chinese(self, prose: str) -> bool:
        return self.holds_chinese(prose) or self.is_next_to_chinese(prose)

    def holds_chinese(self, prose: str) -> bool:
        end = min(self.closer, self.opener + _NEAR)
        return compiled(f"[{HAN}]").search(prose, self.opener + 1, end) is not None

    def is_next_to_chinese(self, prose: str) -> bool:
        around = prose[self.opener - 1 : self.opener] + prose[self.closer + 1 : self.closer + 2]
        return compiled(f"[{HAN}]").search(around) is not None


class Turned(NamedTuple):
    """A quotation mark that points the wrong way.

    It is `sure` if the paragraph has only two, of which the other points the right way, around a
    phrase without a pause: else they might be the halves of two quotations.
    """

    mark: Mark
    sure: bool


class Pairs(NamedTuple):
    """The paired marks of a document; `matched` in the order of the openers.

    Of a paragraph that has nothing but plain pairs, full-width ones with no mark within them,
    there are none: nothing can be wrong with it.
    """

    matched: tuple[Pair, ...]
    unmatched: tuple[Mark, ...]
    misnested: tuple[tuple[Mark, Mark], ...]  # a closer, and the one that should stand before it
    turned: tuple[Turned, ...]
    crossing: tuple[tuple[Mark, Mark], ...]  # opened in one paragraph, closed in a later one


def pairs(document: Document) -> Pairs:
    """The paired marks of the document; ask for them by `document.once(pairs)`."""
    reading = _Reading(document.prose)
    for marks in marks_by_paragraph(document.prose):
        reading.add(marks)
    return Pairs(
        _nested(reading.matched),
        tuple(_one_of_two(reading.all_unmatched())),
        tuple(reading.misnested),
        tuple(reading.turned),
        tuple(reading.crossing),
    )


def _nested(matched: list[tuple[Mark, Mark, bool]]) -> tuple[Pair, ...]:
    found: list[Pair] = []
    around: list[int] = []
    for opener, closer, sound in sorted(matched):
        while around and found[around[-1]].closer < opener.offset:
            around.pop()
        kind = closer.kind if closer.kind in STRAIGHT else opener.kind
        within = around[-1] if around else None
        found.append(Pair(kind, opener.offset, closer.offset, sound, len(around), within))
        around.append(len(found) - 1)
    return tuple(found)


def _one_of_two(unmatched: list[Mark]) -> list[Mark]:
    """The marks; of an opener and a closer of another kind, （ and then 】, only the closer."""
    unmatched.sort()
    met = {
        mark.offset
        for mark, after in pairwise(unmatched)
        if mark.opens and not after.opens and after.paragraph == mark.paragraph
        if after.offset - mark.offset <= _FARTHEST and _family(mark) == _family(after)
    }
    return [mark for mark in unmatched if mark.offset not in met]


def _family(mark: Mark) -> str:
    return next((kinds for kinds in (QUOTES, TITLES, STRAIGHT) if mark.kind in kinds), "brackets")


class _Reading:
    """What is known of the marks of the paragraphs read so far."""

    def __init__(self, prose: str) -> None:
        self.matched: list[tuple[Mark, Mark, bool]] = []
        self.misnested: list[tuple[Mark, Mark]] = []
        self.turned: list[Turned] = []
        self.crossing: list[tuple[Mark, Mark]] = []
        self._prose = prose
        self._unmatched: list[Mark] = []
        self._waiting: dict[str, list[Mark]] = {}  # openers by their kind
        self._continued: set[Mark] = set()  # of these, those that the next paragraph repeats

    def all_unmatched(self) -> list[Mark]:
        """The marks without a partner, once all paragraphs are read."""
        waiting = [mark for marks in self._waiting.values() for mark in marks]
        return self._unmatched + [mark for mark in waiting if mark not in self._continued]

    def add(self, marks: list[Mark]) -> None:
        """Read the next paragraph."""
        nesting = Nesting(self._prose)
        for mark in marks:
            nesting.take(mark)
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
        left = self._without_turned(straight.left, marks)
        self._close_earlier(left)
        self._keep_for_later(left, marks[-1].offset)

    def _without_turned(self, left: list[Mark], marks: list[Mark]) -> list[Mark]:
        """The marks but those that make a quotation if one or both are turned around."""
        quotes = sum(mark.kind in QUOTES or mark.kind in STRAIGHT for mark in marks)
        used = set[Mark]()
        for one, other in turned_quotations(left, self._prose):
            if one.opens or not self._opener_of(one):
                used |= {one, other}
                sure = (
                    quotes == 2 and one.opens == other.opens and is_phrase(one, other, self._prose)
                )
                wrong = [mark for mark in (one, other) if mark.opens == (mark is other)]
                self.turned += (Turned(mark, sure) for mark in wrong)
        return [mark for mark in left if mark not in used]

    def _close_earlier(self, left: list[Mark]) -> None:
        for mark in left:
            if mark.kind in STRAIGHT:
                self._unmatched.append(mark)
            elif not mark.opens and (opener := self._opener_of(mark)):
                self._waiting[mark.kind].pop()
                self.crossing.append((opener, mark))
            elif not mark.opens:
                self._unmatched.append(mark)

    def _keep_for_later(self, left: list[Mark], offset: int) -> None:
        openers = [mark for mark in left if mark.opens]
        for mark in openers:
            self._waiting.setdefault(mark.kind, []).append(mark)
        if any(mark.kind == "“" for mark in openers):
            end = self._prose.find("\n", offset)
            if end >= 0 and compiled(_CONTINUES).match(self._prose, end):
                self._continued.update(mark for mark in openers if mark.kind == "“")

    def _opener_of(self, closer: Mark) -> Mark | None:
        """The last mark of an earlier paragraph that the mark may close."""
        waiting = self._waiting.get(closer.kind)
        reach = _REACH.get(closer.kind, _SHORT_REACH)
        if waiting and closer.paragraph - waiting[-1].paragraph <= reach:
            return waiting[-1]
        return None

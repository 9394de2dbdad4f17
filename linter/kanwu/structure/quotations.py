"""Quotations of a paragraph whose marks are straight, or point the wrong way."""

from __future__ import annotations

from itertools import pairwise

from kanwu.expressions import compiled
from kanwu.structure.marks import QUOTES, STOPS, STRAIGHT, Mark
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 60  # code points of a quotation whose marks point the wrong way; of one with both so:
_LONGEST_OF_BOTH = 20
_NO_END = "，、：；,:;（([《〈“‘"  # no quotation ends with these
_GAP = r"[，、；：。,;:]|\A[和与及或]?\Z"
_NOT_WITHIN = r"[。！？；](?!\Z)|\A[和与及或的]\Z"


class Straight(NamedTuple):
    """Quotations of which one mark at least is straight, and the marks that are left."""

    matched: list[tuple[Mark, Mark]]
    left: list[Mark]
    sure: bool  # none of the quotations could as well be the text between two others


def match_straight(straight: list[Mark], left: list[Mark], prose: str) -> Straight:
    """The straight marks by twos; the odd one goes with the only other mark that is left over."""
    matched: list[tuple[Mark, Mark]] = []
    left = list(left)
    for kind in STRAIGHT if straight else "":
        curly = [mark for mark in left if mark.kind == "“"] if kind == '"' else []
        marks = list(_quotation_marks(straight, kind, prose, any_opener=len(curly) == 1))
        if len(marks) % 2 and len(curly) == 1 and (near := _facing(curly[0], marks)):
            marks.remove(near)
            left.remove(curly[0])
            matched.append((curly[0], near) if curly[0].opens else (near, curly[0]))
        twos = list(zip(marks[::2], marks[1::2], strict=False))
        if len(marks) % 2 or not all(_can_be_quotation(*two, prose) for two in twos):
            left += marks
        else:
            matched += twos
    matched.sort()
    gaps = (prose[one.offset + 1 : other.offset] for (_, one), (other, _) in pairwise(matched))
    return Straight(matched, sorted(left), all(map(compiled(_GAP).search, gaps)))


def turned_quotations(left: list[Mark], prose: str) -> Iterator[tuple[Mark, Mark]]:
    """Marks of one kind that make quotations if some of them are turned around."""
    for kind in QUOTES:
        quotes = [mark for mark in left if mark.kind == kind]
        if len(quotes) % 2 == 0:
            for one, other in zip(quotes[::2], quotes[1::2], strict=True):
                if _is_turned(one, other, prose):
                    yield one, other


def is_phrase(one: Mark, other: Mark, prose: str) -> bool:
    """Whether there is no pause between the two marks."""
    return not compiled("[，、：；,:;]").search(prose, one.offset, other.offset)


def _quotation_marks(
    straight: list[Mark], kind: str, prose: str, any_opener: bool
) -> Iterator[Mark]:
    """The marks of the kind but apostrophes and signs for inches, feet and minutes."""
    within = False
    for mark in straight:
        if mark.kind == kind:
            before = prose[mark.offset - 1 : mark.offset]
            if within or any_opener or not (before.isascii() and before.isalnum()):
                within = not within
                yield mark


def _facing(curly: Mark, marks: list[Mark]) -> Mark | None:
    """The mark next to the curly one, on the side that it looks to."""
    if curly.opens:
        return next((mark for mark in marks if mark.offset > curly.offset), None)
    return next((mark for mark in reversed(marks) if mark.offset < curly.offset), None)


def _can_be_quotation(one: Mark, other: Mark, prose: str) -> bool:
    first, last = prose[one.offset + 1], prose[other.offset - 1]
    return first not in STOPS + " " and last not in _NO_END + " "


def _is_turned(one: Mark, other: Mark, prose: str) -> bool:
    both = other.opens and not one.opens
    length = other.offset - one.offset - 1
    if not 0 < length <= (_LONGEST_OF_BOTH if both else _LONGEST):
        return False
    inside = prose[one.offset + 1 : other.offset]
    return _can_be_quotation(one, other, prose) and not compiled(_NOT_WITHIN).search(inside)

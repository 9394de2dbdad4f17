"""Quotations of a paragraph with straight marks, or with marks that point the wrong way."""

from __future__ import annotations

from itertools import pairwise

from kanwu.expressions import compiled
from kanwu.structure.marks import QUOTES, STOPS, STRAIGHT, Mark
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Code points of a quotation with one mark that points the wrong way, and with two.
_LONGEST_WITH_ONE = 60
_LONGEST_WITH_BOTH = 20
_NO_END = "，、：；,:;（([《〈“‘"  # no quotation ends with these
_GAP = r"[，、；：。,;:]|\A[和与及或]?\Z"
_NOT_WITHIN = r"[。！？；](?!\Z)|\A[和与及或的]\Z"


class Straight(NamedTuple):
    """Quotations with a straight mark, and the other marks."""

    matched: list[tuple[Mark, Mark]]
    left: list[Mark]
    sure: bool  # no quotation may be the text between two others


def match_straight(straight: list[Mark], left: list[Mark], prose: str) -> Straight:
    """The straight marks by twos; an odd one matches the only curly mark without a partner."""
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
    gaps = (
        prose[closer.offset + 1 : opener.offset] for (_, closer), (opener, _) in pairwise(matched)
    )
    return Straight(matched, sorted(left), all(map(compiled(_GAP).search, gaps)))


def turned_quotations(left: list[Mark], prose: str) -> Iterator[tuple[Mark, Mark]]:
    """Marks of one kind that make quotations if some of them are turned around."""
    for kind in QUOTES:
        quotes = [mark for mark in left if mark.kind == kind]
        if len(quotes) % 2 == 0:
            for first, second in zip(quotes[::2], quotes[1::2], strict=True):
                if is_turned(first, second, prose):
                    yield first, second


def is_turned(first: Mark, second: Mark, prose: str) -> bool:
    """Whether the two marks make a quotation if one or both are turned around."""
    both = second.opens and not first.opens
    length = second.offset - first.offset - 1
    if not 0 < length <= (_LONGEST_WITH_BOTH if both else _LONGEST_WITH_ONE):
        return False
    inside = prose[first.offset + 1 : second.offset]
    return _can_be_quotation(first, second, prose) and not compiled(_NOT_WITHIN).search(inside)


def is_phrase(first: Mark, second: Mark, prose: str) -> bool:
    """Whether no pause stands between the two marks."""
    return not compiled("[，、：；,:;]").search(prose, first.offset, second.offset)


def _quotation_marks(
    straight: list[Mark], kind: str, prose: str, any_opener: bool
) -> Iterator[Mark]:
    """The marks of the kind without apostrophes and signs for inches, feet and minutes."""
    within = False
    for mark in straight:
        if mark.kind == kind:
            before = prose[mark.offset - 1 : mark.offset]
            if within or any_opener or not (before.isascii() and before.isalnum()):
                within = not within
                yield mark


def _facing(curly: Mark, marks: list[Mark]) -> Mark | None:
    """The mark next to the curly one, on the side of its text."""
    if curly.opens:
        return next((mark for mark in marks if mark.offset > curly.offset), None)
    return next((mark for mark in reversed(marks) if mark.offset < curly.offset), None)


def _can_be_quotation(first: Mark, second: Mark, prose: str) -> bool:
    start, end = prose[first.offset + 1], prose[second.offset - 1]
    return start not in STOPS + " " and end not in _NO_END + " "

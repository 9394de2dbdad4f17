"""The `mixed-ordinals` check: series with ordinals of two sets, 首先…第二…."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from kanwu.check import Hit, LocalCheck
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

# Code points in front of an ordinal, in which the previous one is looked for.
_REACH = 1500
_REACH_OF_OTHER_SET = 800
_BETWEEN_CLAUSES = "。；：！？\n \t\u3000\ufffc"
_CLAUSE = rf"(?<![^{_BETWEEN_CLAUSES}])"
_FIRST = r"首先(?=[，：]|是|要)|第一(?=[，：])|其一(?=[，：])|一是(?!否)"
# Every branch begins with a literal, so that `re` leaps to the next place of one.
_LATER = (
    r"其次(?=[，：])|再次(?=[，：])|第[二三四五](?=[，：要])|其[二三四](?=[，：])"
    r"|二是(?!否)|三是(?!否)|四是(?!否)|五是(?!否)"
)
_XIAN = {"首先": 1, "其次": 2, "再次": 3}
# The previous ordinal of each.
_BEFORE = {"其次": "首先", "再次": "其次"} | {
    form.format(later): form.format(earlier)
    for form in ("第{}", "其{}", "{}是")
    for earlier, later in pairwise("一二三四五")
}


class MixedOrdinals(LocalCheck):
    """Ordinals that continue a series of another set: 首先…第二….

    An ordinal is passed over if the previous one of its own set stands nearby.
    """

    @property
    def expression(self) -> str:
        return f"{_CLAUSE}(?:{_LATER})"

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        prose, start = match.string, match.start()
        if prose.rfind(_BEFORE[match[0]], max(0, start - _REACH), start) >= 0:
            return None
        at = bisect_left(document.once(_ordinals), (start, ""))
        if at == 0:
            return None
        place, before = document.once(_ordinals)[at - 1]
        (kind, number), (other, last) = _read(match[0]), _read(before)
        if other == kind or last + 1 != number or start - place > _REACH_OF_OTHER_SET:
            return None
        if not _belong_together(prose, place, start):
            return None
        return Hit(Span(*match.span()), {"before": before})


def _read(ordinal: str) -> tuple[str, int]:
    """The set of the ordinal, named by a character that all of the set have, and its number."""
    if ordinal in _XIAN:
        return "先", _XIAN[ordinal]
    kind = "是" if ordinal[-1] == "是" else ordinal[0]
    return kind, from_numeral(ordinal.strip("是第其")) or 0


def _ordinals(document: Document) -> list[tuple[int, str]]:
    """Every ordinal at the start of a clause, with its place."""
    prose = document.prose
    # With a lookbehind in front, `re` could not leap.
    matches = compiled(f"{_FIRST}|{_LATER}").finditer(prose)
    return [
        (match.start(), match[0])
        for match in matches
        if match.start() == 0 or prose[match.start() - 1] in _BETWEEN_CLAUSES
    ]


def _belong_together(prose: str, first: int, second: int) -> bool:
    """Whether both stand in one paragraph, or at the starts of two in a row."""
    if prose.count("\n", first, second) == 0:
        return True
    between = prose[first:second].rstrip(" \t\u3000\ufffc")
    return between.rstrip("\n").count("\n") == 0 and _opens(prose, first) and between[-1] == "\n"


def _opens(prose: str, offset: int) -> bool:
    start = prose.rfind("\n", 0, offset) + 1
    return not prose[start:offset].strip(" \t\u3000\ufffc")

"""The `corner-quote` check: corner brackets 「」『』 instead of quotation marks."""

from __future__ import annotations

from itertools import islice

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

_CORNERS = "「」『』｢｣"
_CORNER = f"[{_CORNERS}]"
_MARK_OR_LINE_END = f"[{_CORNERS}“”‘’\n]"
_DOUBLE = "「｢“"  # marks that open
_SINGLE = "『‘"
_MOST_SLIPS = 6  # corner brackets; more of them are a habit
# Characters of the traditional script in almost every sentence.
_TRADITIONAL = "[們個國爲為來對時會說這與從發]"
_FEWEST_TRADITIONAL = 3  # characters


class CornerQuote(LocalCheck):
    """Each corner bracket, with its quotation mark: a double one outside, a single one within.

    Documents in the traditional script, or with corner brackets as their usual marks, have no hits.
    """

    @property
    def expression(self) -> str:
        return _CORNER

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        expected = document.once(_quotation_marks).get(match.start())
        if expected is None:
            return None
        span = Span(*match.span())
        return Hit(span, {"expected": expected}, (Edit(span, expected),))


def _quotation_marks(document: Document) -> dict[int, str]:
    """The mark to write instead of each corner bracket, by its offset."""
    prose = document.prose
    if _is_usual(prose) or _is_traditional(prose):
        return {}
    marks: dict[int, str] = {}
    within: list[str] = []  # the forms of the open quotations, “ or ‘
    for match in compiled(_MARK_OR_LINE_END).finditer(prose):
        mark = match[0]
        if mark == "\n":
            within.clear()
        elif mark in _DOUBLE + _SINGLE:
            form = ("‘" if within[-1] == "“" else "“") if within else "“"
            within.append(form if mark in _CORNERS else mark)
            marks[match.start()] = form
        else:
            form = within.pop() if within else "“"
            marks[match.start()] = "”" if form == "“" else "’"
    return {at: mark for at, mark in marks.items() if prose[at] in _CORNERS}


def _is_usual(prose: str) -> bool:
    corners = sum(map(prose.count, _CORNERS))
    return corners > _MOST_SLIPS and corners > prose.count("“") + prose.count("”")


def _is_traditional(prose: str) -> bool:
    matches = islice(compiled(_TRADITIONAL).finditer(prose), _FEWEST_TRADITIONAL)
    return sum(1 for _ in matches) == _FEWEST_TRADITIONAL

"""The `corner-quote` check: corner brackets 「」『』 for quotation marks in horizontal text."""

from __future__ import annotations

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
_HABIT = 6  # corner brackets that are no slip any more
# Characters of the traditional script that stand in almost every sentence.
_TRADITIONAL = "[們個國爲為來對時會說這與從發]"
_MANY = 3


class CornerQuote(LocalCheck):
    """Each corner bracket, with the quotation mark for it: double ones outside, single ones within.

    Not in the traditional script, nor where they are the usual marks of the document.
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
    """The mark to write for each corner bracket, by its offset."""
    prose = document.prose
    if _is_usual(prose) or _is_traditional(prose):
        return {}
    marks: dict[int, str] = {}
    within: list[str] = []  # the forms of the quotations that are open, “ or ‘
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
    return corners > _HABIT and corners > prose.count("“") + prose.count("”")


def _is_traditional(prose: str) -> bool:
    found = compiled(_TRADITIONAL).finditer(prose)
    return sum(1 for _, _ in zip(range(_MANY), found, strict=False)) == _MANY

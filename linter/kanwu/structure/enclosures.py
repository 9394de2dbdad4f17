"""Enclosures of a place in the text: a title, a quotation, the match of an expression."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.text import Span

_LONGEST_TITLE = 60  # code points
_LONGEST_QUOTATION = 40
_LONGEST_SIDE = 60  # code points of a match on either side of a span


def in_title(prose: str, offset: int) -> bool:
    """Whether the offset lies within 《 》."""
    return _is_behind("《", prose, offset, _LONGEST_TITLE, "》\n")


def in_quotation(prose: str, offset: int) -> bool:
    """Whether the offset lies within “ ”."""
    return _is_behind("“", prose, offset, _LONGEST_QUOTATION, "”\n")


def in_match(source: str, prose: str, span: Span) -> bool:
    """Whether a match of the expression stands around the span."""
    around = max(0, span.start - _LONGEST_SIDE), span.end + _LONGEST_SIDE
    return any(
        match.start() <= span.start and span.end <= match.end()
        for match in compiled(source).finditer(prose, *around)
    )


def _is_behind(mark: str, prose: str, offset: int, longest: int, ends: str) -> bool:
    opening = prose.rfind(mark, max(0, offset - longest), offset)
    return opening >= 0 and not any(prose.find(end, opening, offset) >= 0 for end in ends)

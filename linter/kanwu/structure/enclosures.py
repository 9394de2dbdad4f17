"""Enclosures of a place in the text: a title, a quotation, the match of an expression."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.text import Span

_LONGEST_TITLE = 60  # code points
_LONGEST_QUOTATION = 40
_LONGEST_REST = 400  # code points up to the closing mark
_LONGEST_SIDE = 60  # code points of a match on either side of a span


def in_title(prose: str, offset: int) -> bool:
    """Whether the offset lies within 《 》."""
    return _is_between("《", "》", prose, offset, _LONGEST_TITLE)


def in_quotation(prose: str, offset: int) -> bool:
    """Whether the offset lies within “ ”."""
    return _is_between("“", "”", prose, offset, _LONGEST_QUOTATION)


def in_match(source: str, prose: str, span: Span) -> bool:
    """Whether a match of the expression stands around the span."""
    around = max(0, span.start - _LONGEST_SIDE), span.end + _LONGEST_SIDE
    return any(
        match.start() <= span.start and span.end <= match.end()
        for match in compiled(source).finditer(prose, *around)
    )


def _is_between(opener: str, closer: str, prose: str, offset: int, longest: int) -> bool:
    """Whether a pair of the paragraph is open at the offset; a mark without its partner is none."""
    opening = prose.rfind(opener, max(0, offset - longest), offset)
    if opening < 0 or any(prose.find(end, opening, offset) >= 0 for end in closer + "\n"):
        return False
    inner = 0
    for mark in compiled(f"[{opener}{closer}\n]").finditer(prose, offset, offset + _LONGEST_REST):
        if mark[0] == opener:
            inner += 1
        elif mark[0] == "\n" or not inner:
            return mark[0] == closer
        else:
            inner -= 1
    return False

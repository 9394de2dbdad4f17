"""Bracketed numbers within a paragraph, （1）…；（2）…；（4）…, that do not follow on each other.

The outline holds nothing against items within a paragraph, which may speak of others; these stand
behind a full stop or a semicolon and go on a count that has two members at least.
"""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral, to_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

_SECOND = ("（2）", "(2)", "（二）", "(二)")  # what every paragraph with such items has
# Behind a stop. Each begins with a literal, for which `re` searches fifteen times as fast.
_REST = (
    r"(?<![^。；：\n].)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})[）)])"
    r"(?=[\u3400-\u9fff“《])(?![项款条类])"
)
_ITEMS = (rf"(?P<marker>（{_REST}", rf"(?P<marker>\({_REST}")
_FEWEST = 2  # items that are in order, before one that is not
_FARTHEST = 2  # numbers left out
_REACH = 600  # code points in front, in which a missing number is looked for


class Break(NamedTuple):
    """An item whose number is not the next one: it leaves out some, or repeats the one before."""

    span: Span
    number: Span
    before: str  # the marker of the item in front
    expected: str  # the number
    repeats: bool


def breaks(document: Document) -> tuple[Break, ...]:
    """All of them in order; ask for them by `document.once(breaks)`."""
    prose = document.prose
    items = [match for source in _ITEMS for match in compiled(source).finditer(prose)]
    if len(items) <= _FEWEST:
        return ()
    paragraphs: dict[Span, list[Match[str]]] = {}
    for item in sorted(items, key=lambda match: match.start()):
        paragraphs.setdefault(document.paragraph(item.start()), []).append(item)
    return tuple(
        one
        for (start, end), found in paragraphs.items()
        if any(prose.find(second, start, end) >= 0 for second in _SECOND)
        for one in _in_paragraph(prose, found)
    )


def _in_paragraph(prose: str, items: list[Match[str]]) -> Iterator[Break]:
    counts: dict[bool, tuple[int, int, str]] = {}  # by kind: the last number, how many, its marker
    for match in items:
        number = from_numeral(match["number"]) or 0
        kind = match["number"].isdecimal()
        last, many, before = counts.get(kind, (0, 0, ""))
        gap = number - last - 1
        if number == 1 or not -1 <= gap <= _FARTHEST:
            counts[kind] = (number, 1, match["marker"])
            continue
        if gap and many >= _FEWEST and (gap < 0 or not _is_told(prose, match, last + 1)):
            expected = to_numeral(last + 1, like=match["number"])
            number_at = Span(*match.span("number"))
            yield Break(Span(*match.span("marker")), number_at, before, expected, gap < 0)
        counts[kind] = (number if gap >= 0 else last + 1, many + 1, match["marker"])


def _is_told(prose: str, match: Match[str], number: int) -> bool:
    """Whether the number that is missing stands somewhere before in another place or manner."""
    numeral = to_numeral(number, like=match["number"])
    far = max(0, match.start() - _REACH)
    start = prose.rfind("\n", far, match.start()) + 1 or far
    return compiled(rf"{numeral}[）).．、]").search(prose, start, match.start()) is not None

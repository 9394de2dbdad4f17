"""Breaks in the bracketed numbers within a paragraph: （1）…；（2）…；（4）….

The outline has no errors within a paragraph, where a number may refer to another item. The items
here stand behind a full stop or a semicolon and continue a count of at least two.
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

_SECOND = ("（2）", "(2)", "（二）", "(二)")  # every paragraph with such items has one
# Behind a stop. `re` searches for the literal at the start fifteen times as fast as for a class.
_REST = (
    r"(?<![^。；：\n].)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})[）)])"
    r"(?=[\u3400-\u9fff“《])(?![项款条类])"
)
_ITEMS = (rf"(?P<marker>（{_REST}", rf"(?P<marker>\({_REST}")
_FEWEST_IN_ORDER = 2  # items in front of a break
_WIDEST_GAP = 2  # numbers left out
_REACH = 600  # code points in front, in which a missing number is looked for


class Break(NamedTuple):
    """An item whose number is not the next one: it leaves out others, or repeats the one before."""

    span: Span
    number: Span
    before: str  # the marker of the item in front
    expected: str  # the right number
    repeats: bool


def breaks(document: Document) -> tuple[Break, ...]:
    """All breaks in order; ask for them by `document.once(breaks)`."""
    prose = document.prose
    items = [match for source in _ITEMS for match in compiled(source).finditer(prose)]
    if len(items) <= _FEWEST_IN_ORDER:
        return ()
    paragraphs: dict[Span, list[Match[str]]] = {}
    for item in sorted(items, key=lambda match: match.start()):
        paragraphs.setdefault(document.paragraph(item.start()), []).append(item)
    return tuple(
        out_of_order
        for (start, end), matches in paragraphs.items()
        if any(prose.find(second, start, end) >= 0 for second in _SECOND)
        for out_of_order in _in_paragraph(prose, matches)
    )


def _in_paragraph(prose: str, items: list[Match[str]]) -> Iterator[Break]:
    counts: dict[bool, tuple[int, int, str]] = {}  # by kind: last number, length, last marker
    for match in items:
        number = from_numeral(match["number"]) or 0
        kind = match["number"].isdecimal()
        last, length, before = counts.get(kind, (0, 0, ""))
        gap = number - last - 1
        if number == 1 or not -1 <= gap <= _WIDEST_GAP:
            counts[kind] = (number, 1, match["marker"])
            continue
        if gap and length >= _FEWEST_IN_ORDER and (gap < 0 or not _stands(prose, match, last + 1)):
            expected = to_numeral(last + 1, like=match["number"])
            numeral = Span(*match.span("number"))
            yield Break(Span(*match.span("marker")), numeral, before, expected, gap < 0)
        counts[kind] = (number if gap >= 0 else last + 1, length + 1, match["marker"])


def _stands(prose: str, match: Match[str], number: int) -> bool:
    """Whether the missing number stands in front, at another place or in another form."""
    numeral = to_numeral(number, like=match["number"])
    far = max(0, match.start() - _REACH)
    start = prose.rfind("\n", far, match.start()) + 1 or far
    return compiled(rf"{numeral}[）).．、]").search(prose, start, match.start()) is not None

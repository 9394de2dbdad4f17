"""The text lines of a PDF, without heads of pages, and the paragraphs that they make up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from kanwu.document import BLANK
from kanwu.readers.pdf.lines import ORDINAL, Line, Row, whole

_FEWEST_PAGES = 3  # that have the same head
_FEWEST_LINES = 3  # that end at the right edge
_LEAST_SHARE = 0.015  # of all lines that end at the right edge
_SHORTEST_FULL_LINE = 10  # times the size of type
_PAGE_NUMBER = re.compile(
    r"[ —–―─－·-]*第?[ ]?\d{1,4}[ ]?(?:[/／][ ]?\d{1,4}|页.{0,12})?[ —–―─－·-]*"
)
_ROOM = 2.5  # times the size of type, at the end of a full line
_LONGEST_WORD = 8  # times the size of type
_STEP = 2.5  # times the size of type, at least
_LARGEST_STEP = 3.5  # times the size of type
_BULLET = re.compile("[•●○■□◆◇▪▲➢✓Ø\uf000-\uf0ff](?: |[\u3400-\u9fff])")
_ENTRY = re.compile(r"[.．…·]{4,}+[ ]*+\d{1,4}$")  # of a table of contents
_DIGITS = re.compile(r"\d+")
_LATIN = re.compile(r"[!-~]+")
_ENDS = "。：；！？:;"
_CLOSING = "，。、；：！？）》”’」』"


def without_heads(pages: Sequence[list[Row]]) -> Iterator[list[Row]]:
    """The pages without their numbers, and without heads and feet that many pages share.

    A few pages are enough if the words stand at the same height, as the title of a chapter does.
    """
    margins = [[row for row in page if _is_in_margin(row)] for page in pages]
    heads = Counter(head for rows in margins for head in {_head(row) for row in rows})
    places = Counter(place for rows in margins for place in {_place(row) for row in rows})
    fewest = max(_FEWEST_PAGES, len(pages) / 3)
    for page, rows in zip(pages, margins, strict=True):
        left_out = [
            row
            for row in rows
            if _PAGE_NUMBER.fullmatch(whole(row).text)
            or heads[_head(row)] >= fewest
            or places[_place(row)] >= _FEWEST_PAGES
        ]
        yield [row for row in page if row not in left_out]


def join_lines(lines: Sequence[Line]) -> str:
    """The text of the lines; BLANK stands for a line end within a paragraph."""
    edge, step = _right_edge(lines), _step(lines)
    ends = [BLANK if _goes_on(line, other, edge, step) else "\n" for line, other in pairwise(lines)]
    texts = (line.text for line in lines)
    return "".join(chain.from_iterable(zip(texts, [*ends, "\n"], strict=True)))


def _is_in_margin(row: Row) -> bool:
    return any(line.is_in_margin for line in row)


def _place(row: Row) -> tuple[str, int]:
    """The text of the row without a page number, and its height on the page."""
    texts = [line.text for line in row if not _PAGE_NUMBER.fullmatch(line.text)]
    return " ".join(texts), round(row[0].top)


def _head(row: Row) -> str:
    """The text of the row, where any number counts as the same."""
    return _DIGITS.sub("0", whole(row).text)


def _right_edge(lines: Iterable[Line]) -> float:
    """The place where full lines end: the farthest at which several lines do."""
    counts = Counter(round(line.right / 4) for line in lines if not line.area.edge)
    fewest = max(_FEWEST_LINES, _LEAST_SHARE * counts.total())
    frequent = [place for place, count in counts.items() if count >= fewest]
    return 4 * max(frequent or counts or (0,))


def _step(lines: Iterable[Line]) -> float:
    """The largest step from line to line within a paragraph, in sizes of type."""
    steps = Counter(
        round((other.top - line.top) / line.size * 10)
        for line, other in pairwise(lines)
        if line.page == other.page and line.size == other.size and not line.area.is_cell
    )
    usual = max(steps, key=lambda step: steps[step], default=0) / 10
    return max(_STEP, 1.1 * usual if usual <= _LARGEST_STEP else 0)


def _goes_on(line: Line, other: Line, edge: float, step: float) -> bool:
    """Whether a paragraph goes on from the line to the other."""
    if (
        line.area.is_cell != other.area.is_cell
        or abs(other.size - line.size) > line.size / 6
        or ORDINAL.match(other.text)
        or _BULLET.match(other.text)
        or line.is_entry
        or _ENTRY.search(line.text)
    ):
        return False
    if line.area.is_cell:
        return _goes_on_in_cell(line, other)
    return (
        line.right >= (line.area.edge or edge) - _room(line, other) * line.size
        and line.right - line.left >= _SHORTEST_FULL_LINE * line.size
        and _is_below(line, other, step)
    )


def _is_below(line: Line, other: Line, step: float) -> bool:
    """Whether the other line can be the next of the paragraph, on this page or the next."""
    left, other_left = line.left - line.area.left, other.left - other.area.left
    if bool(line.area.edge) != bool(other.area.edge):
        return False
    if line.page == other.page and line.area.number == other.area.number:
        is_hanging = abs(other.left - line.hang) <= line.size / 2
        is_near = 0 < other.top - line.top <= step * line.size
        return is_near and (is_hanging or other_left <= left + line.size / 2)
    return other_left <= left + line.size / 2


def _goes_on_in_cell(line: Line, other: Line) -> bool:
    """Whether the first word of the other line had no room in the line."""
    if line.page != other.page or line.area != other.area:
        return False
    has_room = line.right + (_width(other.text) + 0.5) * line.size <= line.area.edge
    return not has_room or other.text[0] in _CLOSING


def _room(line: Line, other: Line) -> float:
    """The room that a full line may leave at its end, in sizes of type."""
    is_end = line.text[-1:] in _ENDS
    return _ROOM if is_end else max(_ROOM, min(_width(other.text), _LONGEST_WORD))


def _width(text: str) -> float:
    """The width of the first word, which a line end cannot divide, in sizes of type."""
    word = _LATIN.match(text)
    return len(word[0]) / 2 if word else 1 + (text[1:2] in _CLOSING)

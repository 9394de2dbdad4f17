"""What is on a page: its rows, and the cells of its ruled tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from pdfplumber.page import Page

from kanwu.readers.pdf.lines import Area, Line, Row, Ruled, whole
from kanwu.readers.pdf.rows import Word, rows_of

Box = tuple[float, float, float, float]  # left, top, right, bottom

_SPACE = 0.3  # of the size of type: a wider gap is a space
_OVERPRINT = 1  # point between prints of a character, at most
_MOST_EDGES = 8000  # of a page's tables; more draw a picture
_PADDING = 0.8  # of the size of type, at most, between the text of a cell and its rule


class PageContent(NamedTuple):
    """What is read of a page."""

    rows: list[Row]
    tables: list[Ruled]
    is_pictured: bool

    def lines(self) -> Iterator[Line]:
        """All lines, in any order."""
        for table in self.tables:
            yield from chain.from_iterable(table.cells)
        yield from chain.from_iterable(self.rows)


def content(page: Page, *, is_pictured: bool) -> PageContent:
    """The rows of the page outside ruled tables, from head to foot, and those tables."""
    if _is_overprinted(page.chars):
        page = page.dedupe_chars(tolerance=_OVERPRINT)
    words = page.extract_words(x_tolerance_ratio=_SPACE, return_chars=True)
    tables = list[Ruled]()
    for boxes in _grids(page):
        inside = list[tuple[Box, Word]]()
        outside = list[Word]()
        for word in words:
            for box, part in _parts(word, boxes):
                if box is None:
                    outside.append(part)
                else:
                    inside.append((box, part))
        words = outside
        if cells := list(_cells(page, inside)):
            tables.append(Ruled(min(box[1] for box in boxes), cells))
    return PageContent(rows_of(page, words), tables, is_pictured)


def _is_overprinted(chars: Iterable[Word]) -> bool:
    """Whether characters are printed twice to look bold."""
    places = [
        (char["text"], round(char["x0"]), round(char["top"]))
        for char in chars
        if char["text"] > " "
    ]
    return len(set(places)) < len(places)


def _grids(page: Page) -> Iterator[list[Box]]:
    """The boxes of each ruled table that has columns, the least boxes first."""
    if not 4 <= len(page.edges) <= _MOST_EDGES:
        return
    for table in page.find_tables():
        left, top, right, bottom = table.bbox
        is_inside = left >= 0 and top >= 0 and right <= page.width and bottom <= page.height
        if is_inside and any(sum(cell is not None for cell in row.cells) > 1 for row in table.rows):
            yield sorted(table.cells, key=_extent)


def _extent(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _parts(word: Word, boxes: Sequence[Box]) -> Iterator[tuple[Box | None, Word]]:
    """The word, in parts if it stands in several boxes; each with its box."""
    first, last = _box_of(word["chars"][0], boxes), _box_of(word["chars"][-1], boxes)
    if first == last:
        yield first, word
        return
    for box, group in groupby(word["chars"], key=lambda char: _box_of(char, boxes)):
        chars = list(group)
        yield (
            box,
            {
                **word,
                "text": "".join(char["text"] for char in chars),
                "chars": chars,
                "x0": chars[0]["x0"],
                "x1": chars[-1]["x1"],
            },
        )


def _box_of(char: Word, boxes: Sequence[Box]) -> Box | None:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return next((box for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)


def _cells(page: Page, words: Iterable[tuple[Box, Word]]) -> Iterator[list[Line]]:
    """The lines of each cell, cell by cell in reading order."""
    by_place = sorted(words, key=lambda placed: (placed[0][1], placed[0][0]))
    for box, group in groupby(by_place, key=itemgetter(0)):
        rows = rows_of(page, [word for _, word in group])
        lines = [whole(row) for row in rows]
        size = lines[0].size
        padding = min(_PADDING * size, max(0, min(line.left for line in lines) - box[0]))
        area = Area(0, box[0], box[2] - padding, is_cell=True)
        yield [line._replace(area=area) for line in lines]

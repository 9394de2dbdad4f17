"""The rows of a page, and the cells of its ruled tables, from the words that pdfplumber finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple
from unicodedata import normalize

from pdfplumber.page import Page
from pdfplumber.utils.clustering import cluster_objects

from kanwu.document import BLANK
from kanwu.readers.pdf.lines import ORDINAL, Area, Line, Row, Ruled, is_mark, whole

Word = dict[str, Any]
Box = tuple[float, float, float, float]  # left, top, right, bottom

GAP = 0.9  # of the size of type: a wider gap may be one between columns
_SPACE = 0.3  # of the size of type: a wider gap is a space
_TOUCH = 0.1  # of the size of type: a narrower one is none, even between two words
_SAME_ROW = 3  # points from one top to the other
_OVERLAP = 0.15  # of the height: of lines beside each other
_MARGIN = 0.12  # of a page's height, at its head and at its foot
_MOST_EDGES = 8000  # of a page's tables; more draw a picture
_PADDING = 0.8  # of the size of type, at most, between the text of a cell and its rule
_UNKNOWN = re.compile(r"\(cid:\d+\)")  # a glyph of a font that does not name its characters
# Some programs write radicals for the characters that look like them. Control characters go.
_REPLACEMENTS = {
    code: normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FD6)
} | dict.fromkeys(range(0x20))


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
    return PageContent(_rows(page, words), tables, is_pictured)


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
        rows = _rows(page, [word for _, word in group])
        lines = [whole(row) for row in rows]
        size = lines[0].size
        padding = min(_PADDING * size, max(0, min(line.left for line in lines) - box[0]))
        area = Area(0, box[0], box[2] - padding, is_cell=True)
        yield [line._replace(area=area) for line in lines]


def _rows(page: Page, words: Sequence[Word]) -> list[Row]:
    """The rows that the words make up."""
    clusters = [
        sorted(cluster, key=itemgetter("x0"))
        for cluster in cluster_objects(list(words), itemgetter("top"), _SAME_ROW)
    ]
    return [list(_lines(page, cluster)) for cluster in _beside(clusters)]


def _beside(clusters: Iterable[list[Word]]) -> Iterator[list[Word]]:
    """The clusters, joined where one stands beside the other: a raised mark, a centred cell."""
    held: list[Word] = []
    for cluster in clusters:
        if held and _stand_beside(held, cluster):
            held = sorted([*held, *cluster], key=itemgetter("x0"))
            continue
        if held:
            yield held
        held = cluster
    if held:
        yield held


def _stand_beside(words: Sequence[Word], others: Sequence[Word]) -> bool:
    bottom = min(word["bottom"] for word in words)
    top, height = others[0]["top"], others[0]["bottom"] - others[0]["top"]
    if bottom - top < _OVERLAP * min(height, bottom - words[0]["top"]):
        return False
    both = sorted([*words, *others], key=itemgetter("x0"))
    return all(other["x0"] >= word["x1"] - 1 for word, other in pairwise(both))


def _lines(page: Page, words: Sequence[Word]) -> Iterator[Line]:
    """The words of a row, joined where there is no gap between them."""
    held = [words[0]]
    for word, other in pairwise(words):
        if other["x0"] - word["x1"] >= GAP * _size(word):
            yield _line(page, held)
            held = []
        held.append(other)
    yield _line(page, held)


def _size(word: Word) -> float:
    return float(word["chars"][0]["size"])


def _line(page: Page, words: Sequence[Word]) -> Line:
    first, size = words[0], _size(words[0])
    text = first["text"]
    for word, other in pairwise(words):
        is_apart = other["x0"] - word["x1"] > _TOUCH * size
        text += f" {other['text']}" if is_apart else other["text"]
    top = min(word["top"] for word in words)
    bottom = max(word["bottom"] for word in words)
    height = page.height
    return Line(
        page.page_number,
        _UNKNOWN.sub(BLANK, text).translate(_REPLACEMENTS),
        first["x0"],
        max(word["x1"] for word in words),
        top,
        size,
        top < height * _MARGIN or bottom > height * (1 - _MARGIN),
        bottom,
        _hang(words),
    )


def _hang(words: Sequence[Word]) -> float:
    """Where the text behind an ordinal or a bullet begins; 0 without one."""
    first = words[0]
    if is_mark(first["text"]):
        return float(words[1]["x0"]) if len(words) > 1 else 0
    ordinal = ORDINAL.match(first["text"])
    if ordinal and ordinal.end() < len(first["chars"]):
        return float(first["chars"][ordinal.end()]["x0"])
    return 0

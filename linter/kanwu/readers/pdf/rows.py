"""The rows that the words of a page make up, as pdfplumber finds the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any
from unicodedata import normalize

from pdfplumber.page import Page
from pdfplumber.utils.clustering import cluster_objects

from kanwu.document import BLANK
from kanwu.readers.pdf.lines import ORDINAL, Line, Row, is_mark

Word = dict[str, Any]

_GAP = 0.9  # of the size of type: a wider gap may be one between columns
_TOUCH = 0.1  # of the size of type: a narrower one is none, even between two words
_SAME_ROW = 3  # points from one top to the other
_OVERLAP = 0.15  # of the height: of lines beside each other
_MARGIN = 0.12  # of a page's height, at its head and at its foot
_UNKNOWN = re.compile(r"\(cid:\d+\)")  # a glyph of a font that does not name its characters
# Some programs write radicals for the characters that look like them. Control characters go.
_REPLACEMENTS = {
    code: normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FD6)
} | dict.fromkeys(range(0x20))


def rows_of(page: Page, words: Sequence[Word]) -> list[Row]:
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
        if other["x0"] - word["x1"] >= _GAP * _size(word):
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

"""The text lines of a PDF, without heads of pages, and the paragraphs that they make up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from kanwu.document import BLANK

_FEWEST_PAGES = 3  # that have the same head
_FEWEST_LINES = 3  # that end at the right edge
_SHORTEST_FULL_LINE = 12  # times the size of type
_PAGE_NUMBER = re.compile(
    r"[ —–―─－·-]*第?[ ]?\d{1,4}[ ]?(?:[/／][ ]?\d{1,4}|页.{0,12})?[ —–―─－·-]*"
)
_DIGITS = re.compile(r"\d+")
# A line that begins so starts a paragraph, even without an indent.
_ORDINAL = re.compile(
    r"""(?x)
    [一二三四五六七八九十]{1,3} 、 | [（(] [一二三四五六七八九十\d]{1,3} [）)]
  | 第 [一二三四五六七八九十百\d]{1,4} [编章节条] | \d{1,2} (?: [、．] | \. (?!\d) ) | [①-⑳] | 附 [件录表图]
    """
)


class Line(NamedTuple):
    """A line of a page; lengths are in points, from the upper left corner."""

    page: int  # from 1
    text: str
    left: float
    right: float
    top: float
    size: float  # of its first character
    is_in_margin: bool  # at the head or foot of the page


def without_heads(pages: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """The pages without their numbers, and without heads and feet that many pages share."""
    counts = Counter(
        head for page in pages for head in {_head(line) for line in page if line.is_in_margin}
    )
    fewest = max(_FEWEST_PAGES, len(pages) / 3)
    for page in pages:
        yield [
            line
            for line in page
            if not line.is_in_margin
            or not (_PAGE_NUMBER.fullmatch(line.text) or counts[_head(line)] >= fewest)
        ]


def join_lines(lines: Sequence[Line]) -> str:
    """The text of the lines; BLANK stands for a line end within a paragraph."""
    edge = _right_edge(lines)
    ends = [BLANK if _goes_on(line, other, edge) else "\n" for line, other in pairwise(lines)]
    texts = (line.text for line in lines)
    return "".join(chain.from_iterable(zip(texts, [*ends, "\n"], strict=True)))


def _head(line: Line) -> str:
    """The text of the line, where any number counts as the same."""
    return _DIGITS.sub("0", line.text)


def _right_edge(lines: Iterable[Line]) -> float:
    """The place where full lines end: the farthest at which several lines do."""
    counts = Counter(round(line.right / 4) for line in lines)
    frequent = [place for place, count in counts.items() if count >= _FEWEST_LINES]
    return 4 * max(frequent or counts)


def _goes_on(line: Line, other: Line, edge: float) -> bool:
    """Whether a paragraph goes on from the line to the other."""
    return (
        line.right >= edge - 2.5 * line.size
        and line.right - line.left >= _SHORTEST_FULL_LINE * line.size
        and other.left <= line.left + line.size / 2
        and abs(other.size - line.size) <= line.size / 6
        and (line.page != other.page or 0 < other.top - line.top <= 2.5 * line.size)
        and not _ORDINAL.match(other.text)
    )

"""Which lines of a PDF are text rather than heads of pages, and which make up a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from kanwu.document import BLANK

_FEWEST = 3  # pages that have the same head; lines that end at the right edge
_SHORTEST = 12  # times the size of type, of a line that is held to be full
_PAGE_NUMBER = re.compile(
    r"[ —–―─－·-]*第?[ ]?\d{1,4}[ ]?(?:[/／][ ]?\d{1,4}|页.{0,12})?[ —–―─－·-]*"
)
_DIGITS = re.compile(r"\d+")
# What begins a paragraph even where no indent shows it.
_MARKER = re.compile(
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
    """The pages without their numbers, and without what many repeat at their head or foot."""
    counts = Counter(
        words for page in pages for words in {_words(line) for line in page if line.is_in_margin}
    )
    enough = max(_FEWEST, len(pages) / 3)
    for page in pages:
        yield [
            line
            for line in page
            if not line.is_in_margin
            or not (_PAGE_NUMBER.fullmatch(line.text) or counts[_words(line)] >= enough)
        ]


def prose(lines: Sequence[Line]) -> str:
    """The lines, those of a paragraph without a line end between them."""
    edge = _right_edge(lines)
    ends = [BLANK if _goes_on(*pair, edge) else "\n" for pair in pairwise(lines)]
    texts = (line.text for line in lines)
    return "".join(chain.from_iterable(zip(texts, [*ends, "\n"], strict=True)))


def _words(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def _right_edge(lines: Iterable[Line]) -> float:
    """Where full lines end: the farthest place where several do."""
    counts = Counter(round(line.right / 4) for line in lines)
    often = [place for place, count in counts.items() if count >= _FEWEST]
    return 4 * max(often or counts)


def _goes_on(line: Line, other: Line, edge: float) -> bool:
    """Whether a paragraph goes on from the line to the other."""
    return (
        line.right >= edge - 2.5 * line.size
        and line.right - line.left >= _SHORTEST * line.size
        and other.left <= line.left + line.size / 2
        and abs(other.size - line.size) <= line.size / 6
        and (line.page != other.page or 0 < other.top - line.top <= 2.5 * line.size)
        and not _MARKER.match(other.text)
    )

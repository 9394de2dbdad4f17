"""Lines of a page: stretches of text without a gap, and the areas in which they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

# A line that begins so starts a paragraph, even without an indent.
ORDINAL = re.compile(
    r"""(?x)
    [一二三四五六七八九十]{1,3} 、 | [（(] [一二三四五六七八九十\d]{1,3} [）)]
  | 第 [一二三四五六七八九十百千零〇\d]{1,8} [编章节条] | \d{1,2} (?: [、．] | \. (?!\d) ) | [①-⑳] | 附 [件录表图]
    """
)
PAGE_NUMBER = re.compile(r"[.．…·]*+(?:\d{1,4}|[IVXivx]{1,6})")  # in contents
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z][.)）]")


class Area(NamedTuple):
    """A part of a page whose lines follow each other: all of it, a text column or a cell."""

    number: int = 0  # among those of a page, in reading order
    left: float = 0
    edge: float = 0  # where its full lines end; 0 if that is known from the whole document
    is_cell: bool = False


class Line(NamedTuple):
    """A line of a page; lengths are in points, from the upper left corner."""

    page: int  # from 1
    text: str
    left: float
    right: float
    top: float
    size: float  # of its first character
    is_in_margin: bool = False  # at the head or foot of the page
    bottom: float = 0
    hang: float = 0  # where its text begins behind an ordinal or a bullet; 0 without one
    area: Area = Area()
    is_entry: bool = False  # of contents: its page number stands behind a gap


Row = list[Line]  # lines at one height, from left to right


class Ruled(NamedTuple):
    """A table with rules around its cells: the lines of each cell that has some."""

    top: float
    cells: list[list[Line]]


def whole(row: Row) -> Line:
    """The row as one line."""
    first = row[0]
    return first._replace(
        text=" ".join(line.text for line in row),
        right=max(line.right for line in row),
        top=min(line.top for line in row),
        bottom=max(line.bottom for line in row),
        is_entry=len(row) > 1 and PAGE_NUMBER.fullmatch(row[-1].text) is not None,
        hang=first.hang or (row[1].left if len(row) > 1 and is_mark(first.text) else 0),
    )


def is_mark(text: str) -> bool:
    """Whether the text is only an ordinal or a bullet, behind which an item begins."""
    is_bullet = len(text) == 1 and not text.isalnum()
    return is_bullet or any(mark.fullmatch(text) for mark in (ORDINAL, _NUMBER))

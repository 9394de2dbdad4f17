"""Gaps between the lines of a page that may divide columns, over rows that follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kanwu.readers.pdf.lines import PAGE_NUMBER, Row, is_mark

_GAP = 0.8  # of the size of type, which all lines beside a gap leave free
_WIDE_GAP = 1.8  # of the size of type: two rows with such a one are a table
_FEWEST_ROWS = 3  # with a line on both sides of a gap
FEWEST_ROWS_OF_TEXT = 6
_LARGEST_STEP = 3.5  # times the size of type, from row to row of a table
_MOST_ROWS_BETWEEN = 6  # with lines on one side only
_LABEL = re.compile(r"[^\W\d]")  # a character of a word that is spread out
_MOST_LINES = 1500  # of a page; more are a drawing


class Gap(NamedTuple):
    """A gap with lines on both sides of it, over rows that follow each other."""

    left: float
    right: float
    rows: tuple[int, ...]  # of the page, those with lines on both sides

    @property
    def first(self) -> int:
        return self.rows[0]

    @property
    def last(self) -> int:
        return self.rows[-1]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def gaps_of(rows: Sequence[Row]) -> Iterator[Gap]:
    """The gaps that are wide and long enough to divide columns."""
    if sum(map(len, rows)) > _MOST_LINES:
        return
    held: list[Gap] = []
    for at, row in enumerate(rows):
        is_near = at == 0 or row[0].top - rows[at - 1][0].top <= _LARGEST_STEP * row[0].size
        free = list(_free(row))
        kept = list[Gap]()
        for gap in held:
            narrowed = _narrowed(gap, at, row, free) if is_near else None
            if narrowed:
                kept.append(narrowed)
            elif _is_long(gap, rows):
                yield gap
        taken = [gap for gap in kept if gap.last == at]
        kept += (
            Gap(*place, (at,))
            for place in free
            if not any(gap.left < place[1] and place[0] < gap.right for gap in taken)
        )
        held = kept
    yield from (gap for gap in held if _is_long(gap, rows))


def _free(row: Row) -> Iterator[tuple[float, float]]:
    """The gaps between the lines of the row, without those of items, labels and contents."""
    pairs = list(pairwise(row))
    if pairs and (is_mark(row[0].text) or _LABEL.fullmatch(row[0].text)):
        pairs = pairs[1:]
    if len(pairs) == 1 and PAGE_NUMBER.fullmatch(row[-1].text):
        return
    for line, other in pairs:
        yield line.right, other.left


def _narrowed(gap: Gap, at: int, row: Row, free: Iterable[tuple[float, float]]) -> Gap | None:
    """The gap as far as the row leaves it free; None if it does not."""
    least = _GAP * row[0].size
    for left, right in free:
        left, right = max(left, gap.left), min(right, gap.right)
        if right - left >= least:
            return Gap(left, right, (*gap.rows, at))
    if len(gap.rows) < FEWEST_ROWS_OF_TEXT and at - gap.last > _MOST_ROWS_BETWEEN:
        return None
    left = max((line.right for line in row if line.left < gap.middle), default=gap.left)
    right = min((line.left for line in row if line.left >= gap.middle), default=gap.right)
    is_one_sided = len({line.left < gap.middle for line in row}) == 1
    left, right = max(left, gap.left), min(right, gap.right)
    return Gap(left, right, gap.rows) if is_one_sided and right - left >= least else None


def _is_long(gap: Gap, rows: Sequence[Row]) -> bool:
    size = rows[gap.first][0].size
    is_wide = gap.right - gap.left >= _WIDE_GAP * size
    return len(gap.rows) >= (2 if is_wide else _FEWEST_ROWS)

"""Columns of a page: text columns, and the cells of tables without rules, told by their gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from kanwu.readers.pdf.gaps import FEWEST_ROWS_OF_TEXT, Gap, gaps_of
from kanwu.readers.pdf.lines import Area, Line, Row, Ruled, whole

_NARROWEST_TEXT = 10  # times the size of type
_FEWEST_FULL = 5  # lines of a text column that end at its edge
_LEAST_FULL = 0.3  # of all lines of a text column
_STEP_OF_ROW = 1.25  # times the step from line to line within a cell


def in_order(rows: Sequence[Row], tables: Iterable[Ruled]) -> Iterator[list[Line]]:
    """The lines of a page in reading order, area by area."""
    start = 0
    for table in sorted(tables, key=lambda table: table.top):
        end = next((at for at, row in enumerate(rows) if row[0].top > table.top), len(rows))
        yield from _unruled(rows[start:end])
        yield from table.cells
        start = max(start, end)
    yield from _unruled(rows[start:])


def _unruled(rows: Sequence[Row]) -> Iterator[list[Line]]:
    """The lines of rows outside ruled tables."""
    gaps = list(gaps_of(rows))
    gutter = max(gaps, key=lambda gap: len(gap.rows), default=None)
    if gutter and _divides_text(rows, gutter):
        yield from _text_columns(rows, gutter)
        return
    end = 0
    for first, last, group in _groups(gaps):
        if last < end:
            continue
        yield [whole(row) for row in rows[end:first]]
        first = max(first, end)
        end = _end(rows, last, group) + 1
        yield from _cells(rows[first:end], [gap.middle for gap in group])
    yield [whole(row) for row in rows[end:]]


def _divides_text(rows: Sequence[Row], gap: Gap) -> bool:
    """Whether most lines on both sides of the gap are full and wide, as those of a text are."""
    sides = zip(*(_halves(row, gap.middle) for row in rows[gap.first : gap.last + 1]), strict=True)
    return len(gap.rows) >= FEWEST_ROWS_OF_TEXT and all(map(_is_text, sides))


def _halves(row: Row, middle: float) -> tuple[Row, Row]:
    """The lines of the row to the left and to the right."""
    at = sum(line.left < middle for line in row)
    return row[:at], row[at:]


def _is_text(rows: Iterable[Row]) -> bool:
    lines = [whole(row) for row in rows if row]
    size = median(line.size for line in lines)
    edge = max(line.right for line in lines)
    full = [
        line
        for line in lines
        if line.right >= edge - 1.5 * size and line.right - line.left >= _NARROWEST_TEXT * size
    ]
    return len(full) >= max(_FEWEST_FULL, _LEAST_FULL * len(lines))


def _text_columns(rows: Sequence[Row], gutter: Gap) -> Iterator[list[Line]]:
    """The lines of a page with two text columns and what is above and below them."""
    first, last = gutter.first, gutter.last
    while first and _leaves_free(rows[first - 1], gutter):
        first -= 1
    while last + 1 < len(rows) and _leaves_free(rows[last + 1], gutter):
        last += 1
    yield from _unruled(rows[:first])
    for side in zip(*(_halves(row, gutter.middle) for row in rows[first : last + 1]), strict=True):
        column = [row for row in side if row]
        edge = max(line.right for row in column for line in row)
        area = Area(1, min(row[0].left for row in column), edge)
        for lines in _unruled(column):
            yield [line if line.area.edge else line._replace(area=area) for line in lines]
    yield from _unruled(rows[last + 1 :])


def _leaves_free(row: Row, gap: Gap) -> bool:
    """Whether no line of the row reaches into the gap."""
    return all(line.right <= gap.left + 1 or line.left >= gap.right - 1 for line in row)


def _groups(gaps: list[Gap]) -> Iterator[tuple[int, int, list[Gap]]]:
    """The gaps of each table or text column, with its first and last row."""
    group: list[Gap] = []
    for gap in sorted(gaps, key=lambda gap: gap.first):
        if group and gap.first > max(held.last for held in group):
            yield group[0].first, max(held.last for held in group), _sorted(group)
            group = []
        group.append(gap)
    if group:
        yield group[0].first, max(held.last for held in group), _sorted(group)


def _sorted(gaps: list[Gap]) -> list[Gap]:
    return sorted(gaps, key=lambda gap: gap.left)


def _end(rows: Sequence[Row], last: int, gaps: Sequence[Gap]) -> int:
    """The last row of the table, with the rest of cells that wrap at its foot."""
    edge = gaps[0].right
    while last + 1 < len(rows):
        row, above = rows[last + 1], rows[last]
        is_near = row[0].top - above[0].top <= 1.8 * row[0].size
        if (
            not is_near
            or row[0].left < edge - 1
            or not any(abs(line.left - row[0].left) < row[0].size for line in above)
        ):
            break
        last += 1
    return last


def _cells(rows: Sequence[Row], places: Sequence[float]) -> Iterator[list[Line]]:
    """The cells of a table without rules, row by row."""
    divided = [list(_divided(row, places)) for row in rows]
    edges = [
        max((line.right for line in column if line), default=0)
        for column in zip(*divided, strict=True)
    ]
    for block in _blocks(divided):
        for column, edge in enumerate(edges):
            area = Area(0, 0, edge, is_cell=True)
            if cell := [line._replace(area=area) for row in block if (line := row[column])]:
                yield cell


def _divided(row: Row, places: Sequence[float]) -> Iterator[Line | None]:
    left = 0.0
    for place in (*places, float("inf")):
        lines = [line for line in row if left <= line.left < place]
        yield whole(lines) if lines else None
        left = place


def _blocks(rows: Sequence[Sequence[Line | None]]) -> Iterator[list[Sequence[Line | None]]]:
    """The rows of a table as a reader sees them, each with the lines that its cells wrap to."""
    steps = [
        min(line.top for line in other if line) - min(line.top for line in row if line)
        for row, other in pairwise(rows)
    ]
    least = min(steps, default=0)
    has_two_steps = max(steps, default=0) >= _STEP_OF_ROW * least
    block = [rows[0]]
    for step, row in zip(steps, rows[1:], strict=True):
        if step >= _STEP_OF_ROW * least if has_two_steps else row[0] is not None:
            yield block
            block = []
        block.append(row)
    yield block

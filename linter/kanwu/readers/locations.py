"""The cells and paragraphs of word processors' files, counted as a reader goes along."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from kanwu.location import Location, PartKind


class Cell(NamedTuple):
    """A cell of a table; numbers are from 1, and merged cells count as all that they cover."""

    table: int = 0
    row: int = 0
    column: int = 0


class Tables:
    """The tables that are open at a place of a story, the innermost last."""

    def __init__(self) -> None:
        self._count = 0
        self._open: list[Cell] = []

    def begin(self) -> None:
        self._count += 1
        self._open.append(Cell(self._count))

    def end(self) -> None:
        self._open.pop()

    def next_row(self, *, by: int = 1, before: int = 0) -> None:
        """Go on to a row, whose first cell stands behind so many columns; `by` counts rows."""
        if self._open:
            table, row, _ = self._open[-1]
            self._open[-1] = Cell(table, row + by, before + 1)

    def next_cell(self, *, by: int) -> Cell:
        """The next cell, which takes so many columns."""
        if not self._open:  # a cell outside all tables, which no program writes
            return Cell()
        cell = self._open[-1]
        self._open[-1] = cell._replace(column=cell.column + by)
        return cell


class Locations:
    """The locations of paragraphs, asked for in reading order."""

    def __init__(self) -> None:
        self._counts = Counter[tuple[object, ...]]()

    def next(
        self, text: str, cell: Cell | None, box: int, part: PartKind = "body", number: int = 0
    ) -> Location:
        """The location of the next paragraph, which has this text."""
        around = (part, number, box, *(cell or Cell()))
        is_empty = not text.strip()
        self._counts[around] += not is_empty
        return Location(*around, self._counts[around], is_empty)

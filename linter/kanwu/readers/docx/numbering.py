"""Automatic numbers: the text that Word puts in front of a paragraph in a list."""

from __future__ import annotations

import re
from typing import NamedTuple

from kanwu.document import BLANK
from kanwu.readers.docx.number_formats import numeral
from kanwu.readers.docx.ooxml import W, children, value, whole_number
from kanwu.readers.docx.pieces import Piece
from kanwu.readers.docx.styles import LEVELS, ListPlace, Styles
from kanwu.readers.xml import Element

_PLACEHOLDER = re.compile(r"%(?P<level>[1-9])")
# Behind one of these marks no space is needed between a number and the text.
_MARKS = "、．.，,：:）)〕】］]"
_BULLET = "•"


class _Level(NamedTuple):
    """The numbering of one level of a list."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""  # %1 stands for the number of the first level
    is_legal: bool = False  # all numbers are Arabic
    restart: int | None = None  # the innermost level, from 1, that restarts this one; 0: none does
    is_spaced: bool = True
    style: str = ""


class _List(NamedTuple):
    """The list that a w:numId names."""

    count_id: str  # lists with the same id are counted together
    levels: tuple[_Level, ...]
    starts: dict[int, int]  # by level, from 0: where this list starts a count anew


class Numbering:
    """The lists of a document, and the counts of each up to a paragraph."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._definitions = {
            definition.get(W + "abstractNumId", ""): definition
            for definition in children(root, "abstractNum")
        }
        self._numbers = {number.get(W + "numId", ""): number for number in children(root, "num")}
        self._styles = styles
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()

    def count(self, paragraph: Element) -> Piece | None:
        """Count the paragraph, and return the number in front of it, if it has one."""
        place = self._styles.list_place(paragraph)
        numbered = None if place is None else self._list(place.number_id)
        if place is None or numbered is None:
            return None
        index = _level_index(place, numbered.levels)
        counts = self._advance(place.number_id, numbered, index)
        level = numbered.levels[index]
        if level.format == "bullet":
            text = _BULLET if level.pattern else ""
            return Piece(paragraph, text, "fixed", BLANK * len(text)) if text else None
        text = _PLACEHOLDER.sub(
            lambda match: _number(int(match["level"]) - 1, level, numbered, counts), level.pattern
        )
        if text and level.is_spaced and text[-1] not in _MARKS:
            text += " "
        return Piece(paragraph, text, "fixed", text) if text else None

    def _advance(self, number_id: str, numbered: _List, index: int) -> list[int | None]:
        """The counts of all levels after one more paragraph at the level."""
        counts = self._counts.setdefault(numbered.count_id, [None] * LEVELS)
        starts = [numbered.starts.get(n, level.start) for n, level in enumerate(numbered.levels)]
        if number_id not in self._started:
            self._started.add(number_id)
            for level in numbered.starts:
                counts[level] = None
        for level in range(index):
            if counts[level] is None:
                counts[level] = starts[level]
        count = counts[index]
        counts[index] = starts[index] if count is None else count + 1
        for level in range(index + 1, LEVELS):
            restart = numbered.levels[level].restart
            if restart is None or index < restart:
                counts[level] = None
        return counts

    def _list(self, number_id: str) -> _List | None:
        if number_id not in self._lists:
            self._lists[number_id] = self._read_list(number_id)
        return self._lists[number_id]

    def _read_list(self, number_id: str, depth: int = 0) -> _List | None:
        number = self._numbers.get(number_id)
        definition_id = value(number, "abstractNumId")
        definition = self._definitions.get(definition_id)
        if number is None or definition is None:
            return None
        link = value(definition, "numStyleLink")
        if link and depth < LEVELS:
            return self._read_list(self._styles.number_id(link), depth + 1)
        levels, starts = [_Level()] * LEVELS, dict[int, int]()
        for level in children(definition, "lvl"):
            levels[_index(level)] = _read_level(level)
        for override in children(number, "lvlOverride"):
            for level in children(override, "lvl"):
                levels[_index(override)] = _read_level(level)
            if start := value(override, "startOverride"):
                starts[_index(override)] = whole_number(start, 1)
        return _List(definition_id, tuple(levels), starts)


def _level_index(place: ListPlace, levels: tuple[_Level, ...]) -> int:
    """The level (from 0) that belongs to the style that names the list; else the place's own."""
    if place.style:
        for index, level in enumerate(levels):
            if level.style == place.style:
                return index
    return place.level


def _number(index: int, level: _Level, numbered: _List, counts: list[int | None]) -> str:
    """The number of the level with the index (from 0), as the pattern of a level shows it."""
    count = counts[index]
    counted = numbered.levels[index]
    is_legal = level.is_legal and counted.format != "none"
    format = "decimal" if is_legal else counted.format
    return numeral(counted.start if count is None else count, format)


def _index(element: Element) -> int:
    """The level (from 0) that the element describes."""
    return min(whole_number(element.get(W + "ilvl")), LEVELS - 1)


def _read_level(level: Element) -> _Level:
    # A custom format stands in an alternative, which not every program knows.
    number_format = next(level.iter(W + "numFmt"), None)
    format = "decimal" if number_format is None else number_format.get(W + "val", "decimal")
    if number_format is not None and format == "custom":
        format = number_format.get(W + "format", "").partition(",")[0]
    restart = value(level, "lvlRestart")
    return _Level(
        start=whole_number(value(level, "start"), 1),
        format=format,
        pattern=value(level, "lvlText"),
        is_legal=level.find(W + "isLgl") is not None,
        restart=whole_number(restart) if restart else None,
        is_spaced=value(level, "suff") != "nothing",
        style=value(level, "pStyle"),
    )

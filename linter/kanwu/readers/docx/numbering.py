"""Automatic numbers: what Word writes in front of the paragraphs of lists."""

from __future__ import annotations

import re
from typing import NamedTuple

from kanwu.document import BLANK
from kanwu.readers.docx.number_formats import numeral
from kanwu.readers.docx.ooxml import W, children, number, value
from kanwu.readers.docx.pieces import Piece
from kanwu.readers.docx.styles import Listed, Styles
from kanwu.readers.xml import Element

_LEVELS = 9
_PLACE = re.compile(r"%(?P<level>[1-9])")
# Behind one of these a number needs no space to be told from the text.
_MARKS = "、．.，,：:）)〕】］]"
_BULLET = "•"


class _Level(NamedTuple):
    """How a level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""  # with %1 for the number of the first level
    is_legal: bool = False  # all numbers are Arabic
    restart: int | None = None  # the innermost level, from 1, that starts this one anew; 0: none
    is_spaced: bool = True
    style: str = ""


class _List(NamedTuple):
    """A number as paragraphs name it: a list, and where this use of it starts anew."""

    counted: str  # the id of what it shares its count with
    levels: tuple[_Level, ...]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, and how far each is counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._abstract = {
            one.get(W + "abstractNumId", ""): one for one in children(root, "abstractNum")
        }
        self._numbers = {one.get(W + "numId", ""): one for one in children(root, "num")}
        self._styles = styles
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()

    def next(self, paragraph: Element) -> Piece | None:
        """What stands in front of the paragraph, which is counted hereby."""
        listed = self._styles.listed(paragraph)
        found = None if listed is None else self._list(listed.id)
        if listed is None or found is None:
            return None
        at = _level(listed, found.levels)
        counts = self._counted(listed.id, found, at)
        level = found.levels[at]
        if level.format == "bullet":
            text = _BULLET if level.pattern else ""
            return Piece(paragraph, text, "fixed", BLANK * len(text)) if text else None
        text = _PLACE.sub(
            lambda match: _written(match["level"], level, found, counts), level.pattern
        )
        if text and level.is_spaced and text[-1] not in _MARKS:
            text += " "
        return Piece(paragraph, text, "fixed", text) if text else None

    def _counted(self, id: str, found: _List, at: int) -> list[int | None]:
        """The counts of all levels after one more paragraph."""
        counts = self._counts.setdefault(found.counted, [None] * _LEVELS)
        starts = [found.starts.get(n, level.start) for n, level in enumerate(found.levels)]
        if id not in self._started:
            self._started.add(id)
            for level in found.starts:
                counts[level] = None
        for level in range(at):
            if counts[level] is None:
                counts[level] = starts[level]
        last = counts[at]
        counts[at] = starts[at] if last is None else last + 1
        for level in range(at + 1, _LEVELS):
            restart = found.levels[level].restart
            if restart is None or at < restart:
                counts[level] = None
        return counts

    def _list(self, id: str) -> _List | None:
        if id not in self._lists:
            self._lists[id] = self._read(id)
        return self._lists[id]

    def _read(self, id: str, depth: int = 0) -> _List | None:
        one = self._numbers.get(id)
        counted = value(one, "abstractNumId")
        abstract = self._abstract.get(counted)
        if one is None or abstract is None:
            return None
        link = value(abstract, "numStyleLink")
        if link and depth < _LEVELS:
            return self._read(self._styles.numbering(link), depth + 1)
        levels, starts = [_Level()] * _LEVELS, dict[int, int]()
        for level in children(abstract, "lvl"):
            levels[_at(level)] = _read_level(level)
        for override in children(one, "lvlOverride"):
            for level in children(override, "lvl"):
                levels[_at(override)] = _read_level(level)
            if start := value(override, "startOverride"):
                starts[_at(override)] = number(start, 1)
        return _List(counted, tuple(levels), starts)


def _level(listed: Listed, levels: tuple[_Level, ...]) -> int:
    """The level of the paragraph; that of its style, where it has its number from one."""
    named = (at for at, level in enumerate(levels) if listed.style and level.style == listed.style)
    return next(named, listed.level)


def _written(place: str, level: _Level, found: _List, counts: list[int | None]) -> str:
    at = int(place) - 1
    count = counts[at]
    own = found.levels[at]
    legal = level.is_legal and own.format != "none"
    return numeral(own.start if count is None else count, "decimal" if legal else own.format)


def _at(element: Element) -> int:
    return min(number(element.get(W + "ilvl")), _LEVELS - 1)


def _read_level(level: Element) -> _Level:
    # Formats of one's own stand in an alternative that not every program knows.
    form = next(level.iter(W + "numFmt"), None)
    kind = "decimal" if form is None else form.get(W + "val", "decimal")
    if form is not None and kind == "custom":
        kind = form.get(W + "format", "").partition(",")[0]
    restart = value(level, "lvlRestart")
    return _Level(
        start=number(value(level, "start"), 1),
        format=kind,
        pattern=value(level, "lvlText"),
        is_legal=level.find(W + "isLgl") is not None,
        restart=number(restart) if restart else None,
        is_spaced=value(level, "suff") != "nothing",
        style=value(level, "pStyle"),
    )

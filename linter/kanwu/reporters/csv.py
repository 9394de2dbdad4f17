"""Findings as a table for Excel: comma-separated, in UTF-8 with a mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from kanwu.location import location_words
from kanwu.record import Record
from kanwu.reporters import SEVERITY_NAMES, Style
from kanwu.reporters.terminal import visible
from kanwu.reporters.wording import family, mending

_BOM = "\ufeff"
_HEADS = (
    ("文件", "path"),
    ("位置", "location"),
    ("行", "line"),
    ("列", "column"),
    ("末行", "end_line"),
    ("末列", "end_column"),
    ("严重度", "severity"),
    ("代码", "code"),
    ("类别", "family"),
    ("规则", "rule"),
    ("说明", "message"),
    ("原文", "text"),
    ("改法", "fix"),
)
# Excel takes a cell that begins so for a formula, in a Chinese locale also full-width.
_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r")


def table(records: Iterable[Record], style: Style) -> Iterator[str]:
    """A row of heads, then a row a finding."""
    yield _BOM + _row(head[style.language == "en"] for head in _HEADS)
    for record in records:
        yield _row(_inert(cell) for cell in _cells(record, style.language))


def _cells(record: Record, language: str) -> Iterator[str]:
    yield record.path
    yield visible(location_words(record.location, language))
    yield from map(str, record.place)
    yield SEVERITY_NAMES[language][record.severity]
    yield record.code
    yield family(record.rule, language)
    yield record.rule.card.worded("title", language)
    yield visible(record.message(language))
    yield visible(record.text)
    yield mending(record, language)


def _inert(cell: str) -> str:
    """The cell, marked as text where Excel would run it as a formula."""
    return "'" + cell if cell.startswith(_FORMULA_STARTS) else cell


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)  # line ends in a cell are quoted only with its own line ends
    return line.getvalue().removesuffix("\r\n")

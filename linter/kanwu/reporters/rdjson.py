"""Findings as reviewdog's diagnostics, whose columns count the bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kanwu.record import Place, Record
from kanwu.reporters import Style
from kanwu.reporters.json_text import json_array
from kanwu.reporters.place import slashed

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def result(records: Iterable[Record], style: Style) -> Iterator[str]:
    """A DiagnosticResult, a diagnostic a line."""
    diagnostics = (_diagnostic(record, style.language) for record in records)
    yield from json_array(
        diagnostics, opening='{"source": {"name": "kanwu"}, "diagnostics": [', closing="]}"
    )


def _diagnostic(record: Record, language: str) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": record.message(language),
        "location": {"path": slashed(record.path), "range": _range(record, record.place)},
        "severity": _SEVERITIES[record.severity],
        "code": {"value": record.code} | ({"url": record.rule.url} if record.rule.url else {}),
    }
    if record.changes:
        place, text = _joined(record)
        diagnostic["suggestions"] = [{"range": _range(record, place), "text": text}]
    return diagnostic


def _joined(record: Record) -> tuple[Place, str]:
    """All changes as one: reviewdog would take several for alternatives."""
    changes = sorted(record.changes, key=lambda change: change.place)
    end = start = changes[0].place[:2]
    text = ""
    for change in changes:
        text += _between(record, end, change.place[:2]) + change.text
        end = change.place[2:]
    return Place(*start, *end), text


def _between(record: Record, start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text from one line and column to another."""
    (first, column), (last, end_column) = start, end
    if first == last:
        return record.lines[first][column - 1 : end_column - 1]
    whole = "".join(record.lines[number] for number in range(first + 1, last))
    return record.lines[first][column - 1 :] + whole + record.lines[last][: end_column - 1]


def _range(record: Record, place: Place) -> dict[str, Any]:
    line, column, end_line, end_column = place
    return {
        "start": _position(record, line, column),
        "end": _position(record, end_line, end_column),
    }


def _position(record: Record, line: int, column: int) -> dict[str, int]:
    return {"line": line, "column": record.column(line, column, "bytes")}

"""Findings as reviewdog's diagnostics, whose columns count the bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kanwu.finding import Place, Record
from kanwu.reporters import Style
from kanwu.reporters.json_text import json_array
from kanwu.reporters.place import slashed

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def result(findings: Iterable[Record], style: Style) -> Iterator[str]:
    """A DiagnosticResult, a diagnostic a line."""
    diagnostics = (_diagnostic(finding, style.language) for finding in findings)
    yield from json_array(
        diagnostics, opening='{"source": {"name": "kanwu"}, "diagnostics": [', closing="]}"
    )


def _diagnostic(finding: Record, language: str) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": finding.message(language),
        "location": {"path": slashed(finding.path), "range": _range(finding, finding.place)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
    if finding.changes:
        place, text = _joined(finding)
        diagnostic["suggestions"] = [{"range": _range(finding, place), "text": text}]
    return diagnostic


def _joined(finding: Record) -> tuple[Place, str]:
    """All edits as one, from the first to the last: of several suggestions one would be chosen."""
    changes = sorted(finding.changes, key=lambda change: change.place)
    end = start = changes[0].place[:2]
    text = ""
    for change in changes:
        text += _between(finding, end, change.place[:2]) + change.text
        end = change.place[2:]
    return Place(*start, *end), text


def _between(finding: Record, start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text from one line and column to another."""
    (first, column), (last, end_column) = start, end
    if first == last:
        return finding.lines[first][column - 1 : end_column - 1]
    whole = "".join(finding.lines[number] for number in range(first + 1, last))
    return finding.lines[first][column - 1 :] + whole + finding.lines[last][: end_column - 1]


def _range(finding: Record, place: Place) -> dict[str, Any]:
    line, column, end_line, end_column = place
    return {
        "start": _position(finding, line, column),
        "end": _position(finding, end_line, end_column),
    }


def _position(finding: Record, line: int, column: int) -> dict[str, int]:
    in_utf8 = finding.utf8.get((line, column))
    if in_utf8 is None:
        before = finding.lines[line][: column - 1]
        in_utf8 = len(before.encode("utf-8", "surrogatepass")) + 1
    return {"line": line, "column": in_utf8}

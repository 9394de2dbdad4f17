"""Findings as JSON: one array, or one object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kanwu.finding import Place, Record
from kanwu.reporters import Style
from kanwu.reporters.json_text import json_text
from kanwu.reporters.wording import title


def array(findings: Iterable[Record], style: Style) -> Iterator[str]:
    """An array of objects, one a line."""
    opening = "["
    for line in lines(findings, style):
        yield opening + line
        opening = ","
    yield "[]" if opening == "[" else "]"


def lines(findings: Iterable[Record], style: Style) -> Iterator[str]:
    """An object a line."""
    for finding in findings:
        yield json_text(_object(finding, style.language))


def _object(finding: Record, language: str) -> dict[str, Any]:
    rule = finding.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "title": title(rule, language),
        "message": finding.message(language),
        "severity": finding.severity,
        "path": finding.path,
        **_place(finding.place),
        **_part(finding),
        "text": finding.text,
        "fix": _fix(finding),
    }


def _part(finding: Record) -> dict[str, Any]:
    """In a file of several parts, the part and which of its paragraphs, from 1."""
    return {"part": finding.part[0], "paragraph": finding.part[1]} if finding.part else {}


def _fix(finding: Record) -> dict[str, Any] | None:
    if not finding.changes:
        return None
    edits = [{**_place(change.place), "text": change.text} for change in finding.changes]
    return {"applicability": finding.applicability, "edits": edits}


def _place(place: Place) -> dict[str, int]:
    """Lines and columns from 1, columns in code points, the end exclusive."""
    line, column, end_line, end_column = place
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}

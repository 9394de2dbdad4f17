"""Findings as JSON: one array, or one object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kanwu.finding import Place, Record
from kanwu.location import plain_location
from kanwu.reporters import Style
from kanwu.reporters.json_text import json_text
from kanwu.reporters.wording import title


def array(records: Iterable[Record], style: Style) -> Iterator[str]:
    """An array of objects, one a line."""
    opening = "["
    for line in lines(records, style):
        yield opening + line
        opening = ","
    yield "[]" if opening == "[" else "]"


def lines(records: Iterable[Record], style: Style) -> Iterator[str]:
    """An object a line."""
    for record in records:
        yield json_text(_object(record, style.language))


def _object(record: Record, language: str) -> dict[str, Any]:
    rule = record.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "title": title(rule, language),
        "message": record.message(language),
        "severity": record.severity,
        "path": record.path,
        **({"url": rule.url} if rule.url else {}),
        **_place(record.place),
        **plain_location(record.location, language),
        "text": record.text,
        "fix": _fix(record),
    }


def _fix(record: Record) -> dict[str, Any] | None:
    if not record.changes:
        return None
    edits = [{**_place(change.place), "text": change.text} for change in record.changes]
    return {"applicability": record.applicability, "edits": edits}


def _place(place: Place) -> dict[str, int]:
    """Lines and columns from 1, columns in code points, the end exclusive."""
    line, column, end_line, end_column = place
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}

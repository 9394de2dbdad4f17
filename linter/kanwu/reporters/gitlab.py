"""Findings as a Code Quality report of GitLab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kanwu.record import Record
from kanwu.reporters import Style
from kanwu.reporters.fingerprint import fingerprinted
from kanwu.reporters.json_text import json_array
from kanwu.reporters.place import slashed

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def code_quality(records: Iterable[Record], style: Style) -> Iterator[str]:
    """An array of objects, one a line."""
    objects = (
        _object(record, fingerprint, style.language)
        for record, fingerprint in fingerprinted(records)
    )
    yield from json_array(objects)


def _object(record: Record, fingerprint: str, language: str) -> dict[str, Any]:
    line, column, end_line, end_column = record.place
    return {
        "description": f"{record.code} {record.message(language)}",
        "check_name": record.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[record.severity],
        "location": {
            "path": slashed(record.path),
            "lines": {"begin": line, "end": end_line},
            "positions": {
                "begin": {"line": line, "column": column},
                "end": {"line": end_line, "column": end_column},
            },
        },
    }

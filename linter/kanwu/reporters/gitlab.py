"""Findings as a Code Quality report of GitLab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kanwu.finding import Record
from kanwu.reporters import Style
from kanwu.reporters.fingerprint import fingerprinted
from kanwu.reporters.json_text import json_array
from kanwu.reporters.place import slashed

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def code_quality(findings: Iterable[Record], style: Style) -> Iterator[str]:
    """An array of objects, one a line."""
    objects = (
        _object(finding, fingerprint, style.language)
        for finding, fingerprint in fingerprinted(findings)
    )
    yield from json_array(objects)


def _object(finding: Record, fingerprint: str, language: str) -> dict[str, Any]:
    line, column, end_line, end_column = finding.place
    return {
        "description": f"{finding.code} {finding.message(language)}",
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": slashed(finding.path),
            "lines": {"begin": line, "end": end_line},
            "positions": {
                "begin": {"line": line, "column": column},
                "end": {"line": end_line, "column": end_column},
            },
        },
    }

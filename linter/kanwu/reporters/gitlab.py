"""Findings as a Code Quality report of GitLab."""

from __future__ import annotations

from kanwu.reporters.encoded import json_array
from kanwu.reporters.fingerprint import fingerprinted
from kanwu.reporters.place import place, slashed
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from kanwu.finding import Finding
    from kanwu.reporters import Style

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def code_quality(findings: Iterable[Finding], style: Style) -> Iterator[str]:
    """An array of objects, one a line."""
    objects = (
        _object(finding, fingerprint, style.language)
        for finding, fingerprint in fingerprinted(findings)
    )
    yield from json_array(objects)


def _object(finding: Finding, fingerprint: str, language: str) -> dict[str, Any]:
    line, column, end_line, end_column = place(finding.document, finding.span)
    return {
        "description": f"{finding.code} {finding.message(language)}",
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": slashed(finding.document.name),
            "lines": {"begin": line, "end": end_line},
            "positions": {
                "begin": {"line": line, "column": column},
                "end": {"line": end_line, "column": end_column},
            },
        },
    }

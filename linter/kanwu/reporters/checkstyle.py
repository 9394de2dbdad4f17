"""Findings as Checkstyle's XML, which many review tools read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kanwu.finding import Record
from kanwu.reporters import Style
from kanwu.reporters.xml_text import xml_tag


def files(findings: Iterable[Record], style: Style) -> Iterator[str]:
    """A `file` for each document, and in it an `error` for each finding."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<checkstyle version="10.0">'
    for name, of_document in groupby(findings, key=lambda finding: finding.path):
        yield xml_tag("file", {"name": name})
        for finding in of_document:
            yield f"{_error(finding, style.language)}</error>"
        yield "</file>"
    yield "</checkstyle>"


def _error(finding: Record, language: str) -> str:
    line, column, _, _ = finding.place
    attributes = {
        "line": line,
        "column": column,
        "severity": finding.severity,
        "message": finding.message(language),
        "source": f"kanwu.{finding.code}",
    }
    return xml_tag("error", attributes)

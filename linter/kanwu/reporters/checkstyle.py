"""Findings as Checkstyle's XML, which many review tools read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kanwu.record import Record
from kanwu.reporters import Style
from kanwu.reporters.xml_text import xml_tag


def files(records: Iterable[Record], style: Style) -> Iterator[str]:
    """A `file` for each document with an `error` for each finding."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<checkstyle version="10.0">'
    for name, of_document in groupby(records, key=lambda record: record.path):
        yield xml_tag("file", {"name": name})
        for record in of_document:
            yield f"{_error(record, style.language)}</error>"
        yield "</file>"
    yield "</checkstyle>"


def _error(record: Record, language: str) -> str:
    line, column, _, _ = record.place
    attributes = {
        "line": line,
        "column": column,
        "severity": record.severity,
        "message": record.message(language),
        "source": f"kanwu.{record.code}",
    }
    return xml_tag("error", attributes)

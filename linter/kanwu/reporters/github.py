"""Findings as commands, which GitHub's runners turn into annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.location import location_words
from kanwu.record import Record
from kanwu.reporters import Style
from kanwu.reporters.place import slashed
from kanwu.reporters.terminal import visible

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_ESCAPES = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_PROPERTY_ESCAPES = _ESCAPES | {ord(":"): "%3A", ord(","): "%2C"}


def commands(records: Iterable[Record], style: Style) -> Iterator[str]:
    """A command a finding. Its message names the place, since logs show the message alone."""
    for record in records:
        path = slashed(record.path)
        line, column, _, _ = record.place
        words = f"{record.code} {visible(record.message(style.language))}"
        if place := visible(location_words(record.location, style.language)):
            words += f" [{place}]"  # of a Word file, whose lines nobody sees
        properties = ",".join(
            f"{name}={str(value).translate(_PROPERTY_ESCAPES)}"
            for name, value in _properties(record, path, style.language).items()
        )
        message = f"{visible(path)}:{line}:{column}: {words}".translate(_ESCAPES)
        yield f"::{_COMMANDS[record.severity]} {properties}::{message}"


def _properties(record: Record, path: str, language: str) -> dict[str, object]:
    line, column, end_line, end_column = record.place
    properties: dict[str, object] = {"file": path, "line": line, "endLine": end_line}
    if line == end_line:  # GitHub refuses columns for several lines
        properties |= {"col": column, "endColumn": end_column}
    return properties | {
        "title": f"kanwu {record.code} {record.rule.card.worded('title', language)}"
    }

"""Findings as JSON: one array, or one object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.record import Record
from kanwu.reporters import Style
from kanwu.reporters.json_text import json_text


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
        yield json_text(record.to_dict(style.language))

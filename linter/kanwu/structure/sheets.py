"""The sheets of an official document: size and margins of the paper of each section."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.kind import text_lines
from kanwu.structure.typeset import typesetting
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.document import Sheet

ROUNDING = 0.06  # millimetres: a file counts in 20ths of a point, a dialogue in tenths of 1 mm


def sheets(document: Document) -> tuple[Sheet, ...]:
    setting = typesetting(document)
    return setting.sheets if setting else ()


def first_line(document: Document, sheet: Sheet) -> Span | None:
    """The first line of the section with text."""
    line = next(text_lines(document, sheet.span.start), None)
    return line if line and line.start < sheet.span.end else None


def millimetres(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")

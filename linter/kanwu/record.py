"""Records: findings as plain data, which need no document."""

from __future__ import annotations

from kanwu.text import LENGTHS
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kanwu.check import Edit
    from kanwu.document import Document
    from kanwu.location import Location
    from kanwu.rule import Applicability, Rule, Severity
    from kanwu.text import Span


class Place(NamedTuple):
    """Lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def to_dict(self) -> dict[str, int]:
        line, column, end_line, end_column = self
        return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


class Change(NamedTuple):
    """An edit of a record's fix."""

    place: Place
    old: str
    text: str


class Record(NamedTuple):
    """A finding as plain data, as shown to a reader; it needs no document."""

    rule: Rule
    path: str
    span: Span
    place: Place
    text: str
    values: Mapping[str, str]
    lines: Mapping[int, str] = {}  # by number, every line of its place and changes, with its end
    around: tuple[str, str] = ("", "")  # the nearby text before and after it in its paragraph
    location: Location | None = None  # if lines are not what a person sees
    changes: tuple[Change, ...] = ()  # of the fix, if it may be made and shown
    applicability: Applicability | None = None  # of the fix, if it may be made
    # Columns by unit, by line and column, if the lines as shown do not give them.
    columns: Mapping[tuple[int, int], Mapping[str, int]] = {}

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    def message(self, language: str = "zh") -> str:
        return self.rule.message({"text": self.text, **self.values}, language)

    def to_dict(self, language: str = "zh") -> dict[str, Any]:
        """The finding as plain data: what the output format `json` has of it."""
        from kanwu.location import plain_location  # few runs need it

        rule = self.rule
        edits = [{**change.place.to_dict(), "text": change.text} for change in self.changes]
        return {
            "code": rule.code,
            "name": rule.name,
            "title": rule.card.worded("title", language),
            "message": self.message(language),
            "severity": rule.severity,
            "path": self.path,
            **({"url": rule.url} if rule.url else {}),
            **self.place.to_dict(),
            **plain_location(self.location, language),
            "text": self.text,
            "fix": {"applicability": self.applicability, "edits": edits} if edits else None,
        }

    def column(self, line: int, column: int, unit: str) -> int:
        """A column of a line in another unit than code points, from 1 too."""
        if known := self.columns.get((line, column)):
            return known[unit]
        return LENGTHS[unit](self.lines[line][: column - 1]) + 1


def place_of(document: Document, span: Span) -> Place:
    return Place(*document.position(span.start), *document.position(span.end))


def change_of(document: Document, edit: Edit) -> Change:
    return Change(place_of(document, edit.span), document.quote(edit.span), edit.text)

"""Findings: hits with the name, severity and message of a rule."""

from __future__ import annotations

from kanwu.context.citation import is_citation
from kanwu.context.fragment import changes_fragment
from kanwu.context.surroundings import enclosing, touches_markup
from kanwu.context.syntax import is_syntax
from kanwu.document import Document
from kanwu.record import Record, change_of, place_of
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kanwu.check import Edit, Hit
    from kanwu.rule import Applicability, Rule, Severity
    from kanwu.text import Position

_LONGEST_QUOTE = 20  # code points of the text in a finding's representation


class Fix(NamedTuple):
    """Edits that belong together: all are made, or none."""

    edits: tuple[Edit, ...]
    applicability: Applicability


class Finding:
    """A hit of a rule in a document; its message and position are made on demand."""

    __slots__ = ("document", "hit", "rule")

    def __init__(self, rule: Rule, document: Document, hit: Hit) -> None:
        self.rule = rule
        self.document = document
        self.hit = hit

    def __repr__(self) -> str:
        text = self.text
        quote = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
        return f"<Finding {self.path}:{self.line}:{self.column} {self.code} {quote!r}>"

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def span(self) -> Span:
        return self.hit.span

    @property
    def text(self) -> str:
        """The text of the span as shown to a reader."""
        return self.document.quote(self.hit.span)

    @property
    def path(self) -> str:
        """The name of the document."""
        return self.document.name

    @property
    def position(self) -> Position:
        return self.document.position(self.hit.span.start)

    @property
    def line(self) -> int:
        return self.position.line

    @property
    def column(self) -> int:
        return self.position.column

    def to_dict(self, language: str = "zh") -> dict[str, Any]:
        """The finding as plain data: what the output format `json` has of it.

        A location is given without the heading above it.
        """
        document, fix = self.document, self.shown_fix
        return Record(
            self.rule,
            self.path,
            self.span,
            place_of(document, self.span),
            self.text,
            self.values,
            location=document.location(self.line),
            changes=tuple(change_of(document, edit) for edit in fix.edits) if fix else (),
            applicability=fix.applicability if fix else None,
        ).to_dict(language)

    def message(self, language: str = "zh") -> str:
        return self.rule.message({"text": self.text, **self.values}, language)

    @property
    def values(self) -> Mapping[str, str]:
        """The values for the message, as shown to a reader."""
        if not self.document.hidden:
            return self.hit.values
        shown = self.document.without_hidden
        return {name: shown(value) for name, value in self.hit.values.items()}

    @property
    def has_fix(self) -> bool:
        """Whether the hit has edits and the rule a fix, wherever the finding is."""
        return bool(self.hit.edits and self.rule.fix)

    @property
    def fix(self) -> Fix | None:
        """The fix; None within 《》, markup or a reference.

        It is unsafe within “” or code, and where it changes the fragment of a heading.
        """
        edits = self.hit.edits
        if not edits or not self.rule.fix or touches_markup(edits, self.document):
            return None
        if any(is_citation(self.document, edit.span.start) for edit in edits):
            return None
        around = enclosing(edits, self.document)
        if "《" in around:
            return None
        is_safe = self.rule.fix == "safe" and not around and not self._is_doubtful
        return Fix(edits, "safe" if is_safe else "unsafe")

    @property
    def _is_doubtful(self) -> bool:
        if self.hit.doubtful or changes_fragment(self.document, self.hit.edits):
            return True
        return any(is_syntax(self.document, edit.span.start) for edit in self.hit.edits)

    @property
    def shown_fix(self) -> Fix | None:
        """The fix; None if it reveals or overwrites a hidden text."""
        fix = self.fix
        return fix if fix and self.is_shown(fix) else None

    def is_shown(self, fix: Fix) -> bool:
        """Whether the fix neither reveals nor overwrites a hidden text."""
        document = self.document
        if not document.hidden:
            return True
        start = min(edit.span.start for edit in fix.edits)
        end = max(edit.span.end for edit in fix.edits)
        touches = any(hidden.start < end and start < hidden.end for hidden in document.hidden)
        reveals = any(document.without_hidden(edit.text) != edit.text for edit in fix.edits)
        return not (touches or reveals)

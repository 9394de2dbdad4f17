"""The `pattern` check: whatever a regular expression matches."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.structure.enclosures import in_match
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from re import Match

    from kanwu.document import Document


class Pattern(LocalCheck):
    """Every match of `pattern`, or of its group `span` where that matched.

    `replace` is what to write instead: a text, in which {name} is what a named group matched, or
    a table from what is found to what to write. A match is passed over if it lies within what one
    of `unless` matches, or if its paragraph or its document holds what silences it.
    """

    pattern: str
    replace: str | Mapping[str, str] | None = None
    unless: tuple[str, ...] = ()
    unless_paragraph: str | None = None
    unless_document: str | None = None

    @property
    def expression(self) -> str:
        return self.pattern

    @property
    def expressions(self) -> tuple[str, ...]:
        silencers = (self.unless_paragraph, self.unless_document)
        return (self.pattern, *self.unless, *filter(None, silencers))

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        values = match.groupdict("")
        span = Span(*match.span("span" if values.get("span") else 0))
        if self._is_passed_over(document, span):
            return None
        return Hit(span, values, self._edits(match.string, span, values))

    def _edits(self, prose: str, span: Span, values: Mapping[str, str]) -> tuple[Edit, ...]:
        if self.replace is None:
            return ()
        if isinstance(self.replace, str):
            return (Edit(span, self.replace.format_map(values)),)
        found = prose[span.start : span.end]
        return (Edit(span, self.replace[found]),) if found in self.replace else ()

    def _is_passed_over(self, document: Document, span: Span) -> bool:
        # What holds for a whole document or paragraph is found out once, so it is asked first.
        if self.unless_document and document.once(
            _holds, self.unless_document, 0, len(document.prose)
        ):
            return True
        if self.unless_paragraph:
            paragraph = document.paragraph(span.start)
            if document.once(_holds, self.unless_paragraph, *paragraph):
                return True
        return any(in_match(fine, document.prose, span) for fine in self.unless)


def _holds(document: Document, source: str, start: int, end: int) -> bool:
    return compiled(source).search(document.prose, start, end) is not None

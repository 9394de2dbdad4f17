"""The `pattern` check: the matches of a regular expression."""

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

    `replace` is the text to write instead, in which {name} is the text of a named group, or a
    table from the text found to the text to write. A match is passed over within a match of one
    of `unless`, in a paragraph with a match of `unless_paragraph`, and in a document with a match of
    `unless_document`. Within a match of one of `doubtful`, the edit may change the meaning.
    """

    pattern: str
    replace: str | Mapping[str, str] | None = None
    unless: tuple[str, ...] = ()
    unless_paragraph: str | None = None
    unless_document: str | None = None
    doubtful: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        return self.pattern

    @property
    def expressions(self) -> tuple[str, ...]:
        silencers = (self.unless_paragraph, self.unless_document)
        return (self.pattern, *self.unless, *self.doubtful, *filter(None, silencers))

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        values = match.groupdict("")
        span = Span(*match.span("span" if values.get("span") else 0))
        if self._is_passed_over(document, span):
            return None
        doubtful = any(in_match(source, document.prose, span) for source in self.doubtful)
        return Hit(span, values, self._edits(match.string, span, values), doubtful)

    def _edits(self, prose: str, span: Span, values: Mapping[str, str]) -> tuple[Edit, ...]:
        if self.replace is None:
            return ()
        if isinstance(self.replace, str):
            return (Edit(span, self.replace.format_map(values)),)
        text = prose[span.start : span.end]
        return (Edit(span, self.replace[text]),) if text in self.replace else ()

    def _is_passed_over(self, document: Document, span: Span) -> bool:
        # The answers for a document and for a paragraph are kept, so these questions come first.
        if self.unless_document and document.once(
            _holds, self.unless_document, 0, len(document.prose)
        ):
            return True
        if self.unless_paragraph:
            paragraph = document.paragraph(span.start)
            if document.once(_holds, self.unless_paragraph, *paragraph):
                return True
        return any(in_match(source, document.prose, span) for source in self.unless)


def _holds(document: Document, source: str, start: int, end: int) -> bool:
    return compiled(source).search(document.prose, start, end) is not None

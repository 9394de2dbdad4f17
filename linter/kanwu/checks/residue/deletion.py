"""The `deletion` check: what is to be struck out, with its line if it stands there alone."""

from __future__ import annotations

from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document


class Deletion(Pattern):
    """Every match of `pattern`, found and passed over as by that check; `replace` is not used."""

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        found = super().hit(document, match)
        if found is None:
            return None
        return found._replace(edits=(Edit(_with_its_line(document, found.span), ""),))


def _with_its_line(document: Document, span: Span) -> Span:
    """The span, or the line and its end if nothing else stands on the line."""
    text = document.text
    line = document.line(document.position(span.start).line)
    if text[line.start : span.start].strip() or text[span.end : line.end].strip():
        return span
    end = line.end + (2 if text.startswith("\r\n", line.end) else 1)
    return Span(line.start, min(end, len(text)))

"""The `deletion` check: text to delete, with its line if it stands there alone."""

from __future__ import annotations

from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document


class Deletion(Pattern):
    """The hits of the `pattern` check, each to be deleted; `replace` is not used.

    A comment in a source such as Markdown may be meant for the site: its deletion is doubtful.
    """

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        hit = super().hit(document, match)
        if hit is None:
            return None
        is_comment = document.format != "text" and match[0].startswith("<!--")
        edit = Edit(_with_its_line(document, hit.span), "")
        return hit._replace(edits=(edit,), doubtful=hit.doubtful or is_comment)


def _with_its_line(document: Document, span: Span) -> Span:
    """The span; its whole line with the line end, if nothing else stands there."""
    text = document.text
    line = document.line(document.position(span.start).line)
    if text[line.start : span.start].strip() or text[span.end : line.end].strip():
        return span
    end = line.end + (2 if text.startswith("\r\n", line.end) else 1)
    return Span(line.start, min(end, len(text)))

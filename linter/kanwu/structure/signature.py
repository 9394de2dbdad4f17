"""Signature blocks: the names of the bodies that sign a text, and the date below."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.official import DATE_LINE, is_name_of_body, official, signed_before
from kanwu.text import Span


def signatures(document: Document) -> tuple[Span, ...]:
    """The signature blocks in order; ask for them by `document.once(signatures)`."""
    blocks: dict[int, Span] = {}  # by the end
    if (parts := document.once(official)) and (parts.signed.names or parts.signed.date):
        lines = [*parts.signed.names, *([parts.signed.date] if parts.signed.date else [])]
        blocks[lines[-1].end] = Span(lines[0].start, lines[-1].end)
    for match in compiled(DATE_LINE).finditer(document.prose):
        date = Span(*match.span("date"))
        names = signed_before(document, date)
        if names and is_name_of_body(document.prose[slice(*names[-1])]):
            blocks.setdefault(date.end, Span(names[0].start, date.end))
    return tuple(blocks[end] for end in sorted(blocks))

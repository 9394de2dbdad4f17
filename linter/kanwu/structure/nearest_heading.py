"""The heading under which an editor looks for a place."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.document import Document
from kanwu.structure.outline import outline
from kanwu.text import Span

_LONGEST_HEADING = 30  # code points; a longer one is an item that goes on as a sentence


def nearest_heading(document: Document, offset: int) -> Span | None:
    """The heading at the offset or before it: one that the format marks, or a short numbered one."""
    headings = document.once(_headings)
    at = bisect_right(headings, document.paragraph(offset).end, key=lambda span: span.start) - 1
    return headings[at] if at >= 0 else None


def _headings(document: Document) -> list[Span]:
    marked = [block.span for block in document.blocks if block.kind == "heading"]
    numbered = [
        Span(heading.span.start, end)
        for heading in document.once(outline)
        if heading.sure and not heading.inline and document.block(heading.span.start) is None
        for end in [_title_end(document, heading.span.end)]
        if heading.span.end < end <= heading.span.start + _LONGEST_HEADING
    ]
    return sorted([*marked, *numbered])


def _title_end(document: Document, start: int) -> int:
    """The end of the title behind a marker: the first full stop, or the end of the paragraph."""
    end = document.paragraph(start).end
    stop = document.prose.find("。", start, end)
    return end if stop < 0 else stop

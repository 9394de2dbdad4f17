"""The heading under which an editor looks for a place."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.document import Document
from kanwu.structure.outline import Heading, outline
from kanwu.text import Span

_LONGEST_HEADING = 30  # code points; a longer one is an item that goes on as a sentence
_HEADING_STYLES = ("第编", "第章", "第节", "第部分", "一", "（一）")
_ITEM_STYLES = ("1", "（1）", "1）")  # of headings, and of items that are sentences
_ENDS = "。；;，,：:"


def nearest_heading(document: Document, offset: int) -> Span | None:
    """The heading at the offset or before it: one that the format marks, or a short numbered one."""
    headings = document.once(_headings)
    at = bisect_right(headings, document.paragraph(offset).end, key=lambda span: span.start) - 1
    return headings[at] if at >= 0 else None


def _headings(document: Document) -> list[Span]:
    marked = [block.span for block in document.blocks if block.kind == "heading"]
    numbered = [
        span
        for heading in document.once(outline)
        if heading.sure and not heading.inline and document.block(heading.span.start) is None
        if (span := _numbered(document, heading)) is not None
    ]
    return sorted([*marked, *numbered])


def _numbered(document: Document, heading: Heading) -> Span | None:
    """The marker and its title, up to the first full stop; None for an item that is a sentence."""
    end = document.paragraph(heading.span.start).end
    stop = document.prose.find("。", heading.span.end, end)
    title = Span(heading.span.start, end if stop < 0 else stop)
    if not heading.span.end < title.end <= title.start + _LONGEST_HEADING:
        return None
    if heading.style in _HEADING_STYLES:
        return title
    has_text_behind = 0 <= stop < end - 1  # 1.加强领导。各镇要……
    is_sentence = document.prose[end - 1] in _ENDS and not has_text_behind
    return title if heading.style in _ITEM_STYLES and not is_sentence else None

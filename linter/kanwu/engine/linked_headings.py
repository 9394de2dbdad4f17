"""Linked headings: those of Markdown to which links of the same page lead, as [一](#工作成效)."""

from __future__ import annotations

from kanwu.context.fragment import fragment
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK = r"\]\(#(?P<fragment>[^()\s]{1,200})\)"


def lost_fragments(before: Document, after: Document) -> set[tuple[int, int]]:
    """The paragraphs of the headings, by their old spans, to which a link no longer leads."""
    linked = {match["fragment"] for match in compiled(_LINK).finditer(before.text)}
    if not linked:
        return set()
    left = {leads for _, leads in _fragments(after)}
    return {
        before.paragraph(start)
        for start, leads in _fragments(before)
        if leads in linked and leads not in left
    }


def _fragments(document: Document) -> Iterator[tuple[int, str]]:
    """The start of each heading and its fragment."""
    for block in document.blocks:
        if block.kind == "heading":
            yield block.span.start, fragment(document.text[slice(*block.span)])

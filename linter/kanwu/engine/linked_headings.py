"""Linked headings: those of Markdown to which links of the same page lead, as [一](#工作成效)."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK = r"\]\(#(?P<fragment>[^()\s]{1,200})\)"
_DROPPED = r"[^\w\- ]"


def lost_fragments(before: Document, after: Document) -> set[tuple[int, int]]:
    """The paragraphs of the headings, by their old spans, to which a link no longer leads."""
    linked = {match["fragment"] for match in compiled(_LINK).finditer(before.text)}
    if not linked:
        return set()
    left = {fragment for _, fragment in _fragments(after)}
    return {
        before.paragraph(start)
        for start, fragment in _fragments(before)
        if fragment in linked and fragment not in left
    }


def _fragments(document: Document) -> Iterator[tuple[int, str]]:
    """The start of each heading and its fragment, as GitHub and most sites make it."""
    for block in document.blocks:
        if block.kind == "heading":
            text = document.text[slice(*block.span)].strip("# \t\n").lower()
            yield block.span.start, compiled(_DROPPED).sub("", text).replace(" ", "-")

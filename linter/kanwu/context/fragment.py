"""The fragment of a heading of Markdown: what links to it end in, as [一](#工作成效)."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kanwu.check import Edit

_DROPPED = r"[^\w\- ]"
_DROPPED_EVERYWHERE = r"[^\w\- 、。—·《》「」【】]"  # VitePress and Hexo keep Chinese marks
_OWN = r"\{[^{}\n]{0,200}#[^{}\n]{1,200}\}[# \t]*\Z"  # 工作成效 {#results}


def fragment(heading: str) -> str:
    """The fragment as GitHub and most sites make it: without punctuation."""
    return _without(_DROPPED, heading).replace(" ", "-")


def changes_fragment(document: Document, edits: Iterable[Edit]) -> bool:
    """Whether links to a heading, on this page or elsewhere, may lead nowhere after an edit."""
    if document.format != "markdown":
        return False
    return any(_changes_fragment(document, edit) for edit in edits)


def _changes_fragment(document: Document, edit: Edit) -> bool:
    (start, end), text = edit
    block = document.block(start)
    if block is None or block.kind != "heading" or block.span.end < end:
        return False
    before = document.text[slice(*block.span)]
    if compiled(_OWN).search(before):
        return False
    after = document.text[block.span.start : start] + text + document.text[end : block.span.end]
    return _without(_DROPPED_EVERYWHERE, before) != _without(_DROPPED_EVERYWHERE, after)


def _without(dropped: str, heading: str) -> str:
    return compiled(dropped).sub("", heading.strip("# \t\n").lower())

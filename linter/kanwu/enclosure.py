"""What no fix may touch, or only when asked: titles, quotations, and what is not prose."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.document import BLANK, Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kanwu.hit import Edit

_MARKS = "[《》“”]"
_OPENING = {"》": "《", "”": "“"}
_ENCLOSING = "《》〈〉<>＜＞“”‘’"  # which are not part of what they enclose


def touches_markup(edits: Iterable[Edit], document: Document) -> bool:
    """Whether one of the edits changes code, addresses or markup, or what no edit can change.

    A comment is none of these.
    """
    return not _can_be_made(edits, document) or any(
        BLANK in document.prose[start:end]
        and document.prose[start:end] != document.text[start:end]
        and not _is_comment(document, start)
        for (start, end), _ in edits
    )


def _can_be_made(edits: Iterable[Edit], document: Document) -> bool:
    spans = document.editable
    if spans is None:
        return True
    return all(
        at >= 0 and edit.span.end <= spans[at].end and "\n" not in edit.text
        for edit in edits
        for at in [bisect_right(spans, edit.span.start, key=lambda span: span.start) - 1]
    )


def _is_comment(document: Document, offset: int) -> bool:
    block = document.block(offset)
    return block is not None and block.kind == "comment"


def enclosing(edits: Iterable[Edit], document: Document) -> str:
    """The opening marks of the titles and quotations that one of the edits lies in, 《 or “."""
    found = ""
    for edit in edits:
        changed = document.prose[edit.span.start : edit.span.end]
        if changed and changed in _ENCLOSING:
            continue
        for mark, inside in document.once(_enclosed, document.paragraph(edit.span.start)):
            if inside.start <= edit.span.start and edit.span.end <= inside.end:
                found += mark
    return found


def _enclosed(document: Document, paragraph: Span) -> list[tuple[str, Span]]:
    """The insides of the titles and quotations of a paragraph, with their opening marks."""
    found: list[tuple[str, Span]] = []
    openers: dict[str, list[int]] = {"《": [], "“": []}
    for match in compiled(_MARKS).finditer(document.prose, *paragraph):
        mark = match[0]
        if mark in openers:
            openers[mark].append(match.end())
        elif waiting := openers[_OPENING[mark]]:
            found.append((_OPENING[mark], Span(waiting.pop(), match.start())))
    return found

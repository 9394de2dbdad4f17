"""The surroundings of an edit: markup that it touches, titles and quotations that enclose it."""

from __future__ import annotations

from kanwu.document import BLANK, Document
from kanwu.expressions import compiled
from kanwu.text import Span, is_within
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kanwu.check import Edit

_MARKS = "[《》“”]"
_OPENING = {"》": "《", "”": "“"}
_ENCLOSING = "《》〈〉<>＜＞“”‘’"  # not part of the enclosed text


def touches_markup(edits: Iterable[Edit], document: Document) -> bool:
    """Whether an edit changes code, addresses, markup or a part that cannot be edited.

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
    return all(is_within(edit.span, spans) and "\n" not in edit.text for edit in edits)


def _is_comment(document: Document, offset: int) -> bool:
    block = document.block(offset)
    return block is not None and block.kind == "comment"


def enclosing(edits: Iterable[Edit], document: Document) -> str:
    """The opening marks, 《 or “, of titles and quotations around the edits."""
    marks = ""
    for edit in edits:
        changed = document.prose[edit.span.start : edit.span.end]
        if changed and changed in _ENCLOSING:
            continue
        for mark, inside in document.once(_enclosed, document.paragraph(edit.span.start)):
            if inside.start <= edit.span.start and edit.span.end <= inside.end:
                marks += mark
    return marks


def _enclosed(document: Document, paragraph: Span) -> list[tuple[str, Span]]:
    """The insides of the titles and quotations of a paragraph, with their opening marks."""
    insides: list[tuple[str, Span]] = []
    openers: dict[str, list[int]] = {"《": [], "“": []}
    for match in compiled(_MARKS).finditer(document.prose, *paragraph):
        mark = match[0]
        if mark in openers:
            openers[mark].append(match.end())
        elif waiting := openers[_OPENING[mark]]:
            insides.append((_OPENING[mark], Span(waiting.pop(), match.start())))
    return insides

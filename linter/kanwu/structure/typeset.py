"""The parts of an official document (公文) with a prescribed typeface and size."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from kanwu.document import Document, Stretch, Typesetting
from kanwu.expressions import compiled
from kanwu.structure.kind import text_lines
from kanwu.structure.official import official
from kanwu.structure.outline import outline
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    Part = Literal["title", "text", "first", "second"]

_CHINESE = "[\u4e00-\u9fff]"
_SENTENCE = "[。；！？：]"
_LONGEST_HEADING = 40  # code points
_FULL_LINE = 28  # code points
_LEVELS = {"一": "first", "（一）": "second"}  # GB/T 9704—2012, 7.3.3


def typesetting(document: Document) -> Typesetting | None:
    """The typesetting of an official document, if it is known."""
    return document.typesetting if document.once(official) else None


def paragraphs(document: Document, part: Part) -> Iterator[Span]:
    """The paragraphs of a part: lines of the title, running text, or headings of a level."""
    parts = document.once(official)
    if parts is None:
        return
    if part == "title":
        yield from _within(document, parts.title.span)
        return
    levels = {
        document.paragraph(heading.span.start): _LEVELS.get(heading.style, "other")
        for heading in document.once(outline)
        if not heading.inline
    }
    for paragraph in _within(document, parts.body):
        block = document.block(paragraph.start)
        if block and block.kind == "cell":
            continue
        text = document.prose[paragraph.start : paragraph.end]
        level = levels.get(document.paragraph(paragraph.start))
        if compiled(_SENTENCE).search(text):
            # The text behind a heading may be the shorter part of its paragraph.
            if part == "text" and len(text) >= _FULL_LINE and level not in _LEVELS.values():
                yield paragraph
        elif part == level and len(text) <= _LONGEST_HEADING:
            yield paragraph


def chiefly(document: Document, paragraph: Span) -> Stretch | None:
    """The first stretch in the face and size of most Chinese text in the paragraph."""
    counts = Counter[tuple[str, float]]()
    first: dict[tuple[str, float], Stretch] = {}
    for stretch in _stretches(document, paragraph):
        setting = stretch.face, stretch.size
        text = document.prose[stretch.span.start : stretch.span.end]
        if characters := len(compiled(_CHINESE).findall(text)):
            counts[setting] += characters
            first.setdefault(setting, stretch)
    return first[counts.most_common(1)[0][0]] if counts else None


def _within(document: Document, part: Span) -> Iterator[Span]:
    """The lines of text that start in the part, without white space at the ends."""
    for line in text_lines(document, document.paragraph(part.start).start):
        if line.start >= part.end:
            return
        if line.start >= part.start:
            yield line


def _stretches(document: Document, paragraph: Span) -> Iterator[Stretch]:
    """The part of each stretch within the paragraph."""
    every = document.typesetting.stretches if document.typesetting else ()
    first = bisect_left(every, paragraph.start, key=lambda stretch: stretch.span.end)
    for at in range(first, len(every)):
        start, end = every[at].span
        if start >= paragraph.end:
            return
        if (start := max(start, paragraph.start)) < (end := min(end, paragraph.end)):
            yield every[at]._replace(span=Span(start, end))

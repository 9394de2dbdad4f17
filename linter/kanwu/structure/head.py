"""The head of a document: the lines down to running text or a numbered heading, with its title."""

from __future__ import annotations

from itertools import islice

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.contents import contents
from kanwu.structure.kind import MARKER, compact, is_running_text, text_lines
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_LINES = 45  # with text; web pages put a table in front of the title


def head(document: Document) -> tuple[Span, ...]:
    """The lines of the head, and the first heading that the format marks.

    Ask for it by `document.once(head)`. The lines stand above the table of contents, or behind
    it if there are none above.
    """
    lines = tuple(_short_lines(document, 0))
    if listed := document.once(contents):
        above = tuple(line for line in lines if line.end <= listed.span.start)
        lines = above or tuple(_short_lines(document, listed.span.end))
    marked = next((block.span for block in document.blocks if block.kind == "heading"), None)
    return (*lines, marked) if marked else lines


def _short_lines(document: Document, start: int) -> Iterator[Span]:
    for line in islice(text_lines(document, start), _MOST_LINES):
        text = compact(document, line)
        if is_running_text(text) or compiled(MARKER).match(text):
            return
        yield line

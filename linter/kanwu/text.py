"""Places in a text: spans of code points, and positions by line and column."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 1 << 16  # code points; work on so many stays in the processor's cache


class Span(NamedTuple):
    """A half-open range of code points in a document's text."""

    start: int
    end: int


class Position(NamedTuple):
    """A place for people: line and column from 1, columns in code points."""

    line: int
    column: int


def pieces(text: str, size: int = PIECE) -> Iterator[Span]:
    """The spans of pieces of the text; each piece ends at the end of a paragraph.

    Work that takes much memory for a large text is done piece by piece.
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start + size) + 1 or len(text)
        yield Span(start, end)
        start = end


class LineIndex:
    """The start of each line of a text; only LF, CRLF and CR end a line."""

    __slots__ = ("starts",)

    def __init__(self, text: str) -> None:
        self.starts = [0, *_line_starts(text)]

    def position(self, offset: int) -> Position:
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)


def _line_starts(text: str) -> list[int]:
    if "\r" in text:
        # CR alone ends a line; before LF it is part of that line's end.
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    starts = []
    start = text.find("\n") + 1
    while start:
        starts.append(start)
        start = text.find("\n", start) + 1
    return starts

"""Places in a text: spans of code points, positions by line and column, and lengths in units."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

PIECE = 1 << 16  # code points; work on so many stays in the processor's cache
_TAB = 8  # columns of a screen, as editors have it
_NARROW = frozenset("“”‘’—…·") | frozenset(map(chr, range(0x20, 0x7F)))  # the usual ones


class Span(NamedTuple):
    """A half-open range of code points in a document's text."""

    start: int
    end: int


def is_within(span: Span, spans: Sequence[Span]) -> bool:
    """Whether one of the spans, which are in order and do not meet, holds all of the span."""
    at = bisect_right(spans, span.start, key=lambda each: each.start) - 1
    return at >= 0 and span.end <= spans[at].end


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


def usual_width(text: str) -> int | None:
    """The columns of the text on a screen; None if a character is none of the usual ones."""
    wide = sum(map(_is_wide, text))
    is_usual = wide + sum(map(_NARROW.__contains__, text)) == len(text)
    return len(text) + wide if is_usual else None


def _is_wide(char: str) -> bool:
    """Whether it is a usual character of two columns."""
    return (
        "\u4e00" <= char <= "\u9fff" or "\uff01" <= char <= "\uff60" or "\u3000" <= char <= "\u3020"
    )


def _width(text: str) -> int:
    """The columns of the text on the screen of an editor, from the start of a line."""
    if (width := usual_width(text)) is not None:
        return width
    from wcwidth import wcwidth  # importing it takes longer than checking a short report

    width = 0
    for char in text:
        width += _TAB - width % _TAB if char == "\t" else max(0, wcwidth(char))
    return width


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# The length of a text by the unit in which a reader counts columns; bytes are those of UTF-8.
LENGTHS: Mapping[str, Callable[[str], int]] = {
    "chars": len,
    "bytes": _bytes,
    "utf16": _utf16,
    "display": _width,
}


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

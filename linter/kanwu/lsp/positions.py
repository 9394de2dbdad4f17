"""Positions of the language server protocol: lines and columns from 0, in the client's units."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Literal

from lsprotocol import types

from kanwu.text import LENGTHS, LineIndex, Span

Encoding = Literal["utf-8", "utf-16", "utf-32"]

_UNITS = {"utf-8": "bytes", "utf-16": "utf16", "utf-32": "chars"}
_PIECE = 256  # code points, of which one is measured for a place


class Positions:
    """Offsets of a text, in code points, as positions in units of an encoding, and back."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._text = text
        self._length = LENGTHS[_UNITS[encoding]]
        self._starts = LineIndex(text).starts
        pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
        # The units in front of each piece, so that a long line costs no more than a short one.
        self._units = list(accumulate(map(self._length, pieces), initial=0))

    def position(self, offset: int) -> types.Position:
        """The position of an offset; the end of the text at most."""
        line = bisect_right(self._starts, offset) - 1
        column = self._units_before(offset) - self._units_before(self._starts[line])
        return types.Position(line=line, character=column)

    def range(self, span: Span) -> types.Range:
        return types.Range(start=self.position(span.start), end=self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The offset of a position, at most the end of its line; within a character its start.

        IndexError for a line that the text does not have.
        """
        if not 0 <= position.line < len(self._starts):
            raise IndexError(f"line {position.line} of {len(self._starts)}")
        span = self.line(position.line)
        units = self._units_before(span.start) + position.character
        piece = max(bisect_right(self._units, units) - 1, span.start // _PIECE)
        at = max(span.start, piece * _PIECE)
        units -= self._units_before(at)
        while at < span.end and (units := units - self._length(self._text[at])) >= 0:
            at += 1
        return min(at, span.end)

    def span(self, place: types.Range) -> Span:
        """The span of a range; IndexError as for a position, ValueError if the end is first."""
        span = Span(self.offset(place.start), self.offset(place.end))
        if span.end < span.start:
            raise ValueError("the range ends before it starts")
        return span

    def line(self, number: int) -> Span:
        """The span of a line, from 0, without its end."""
        start = self._starts[number]
        last = number + 1 == len(self._starts)
        end = len(self._text) if last else self._starts[number + 1]
        return Span(start, start + len(self._text[start:end].rstrip("\r\n")))

    def edits(self, changes: Iterable[tuple[Span, str]]) -> list[types.TextEdit]:
        """Changes of the text as edits."""
        return [types.TextEdit(range=self.range(span), new_text=text) for span, text in changes]

    def _units_before(self, offset: int) -> int:
        piece = offset // _PIECE
        return self._units[piece] + self._length(self._text[piece * _PIECE : offset])

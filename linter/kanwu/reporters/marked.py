"""A document as lines to show, cut where findings begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kanwu.document import Document
from kanwu.finding import Record
from kanwu.reporters.terminal import visible
from kanwu.rule import SEVERITIES
from kanwu.text import LineIndex, Span

_SHORT = 120  # characters that an excerpt keeps on either side of what is marked


class Numbered(NamedTuple):
    """A finding with its number in the report, from 1."""

    number: int
    record: Record


class Piece(NamedTuple):
    """Text that the same findings mark; empty where one marks a place between characters."""

    text: str
    marked: tuple[Numbered, ...]
    begins: tuple[Numbered, ...]  # those of `marked` whose first piece this is

    @property
    def severity(self) -> str:
        """The gravest of its findings."""
        return min((one.record.severity for one in self.marked), key=SEVERITIES.index)


class Line(NamedTuple):
    """A line of the text (from 1) with the findings that begin in it; or how many are left out."""

    number: int
    pieces: tuple[Piece, ...]
    begins: tuple[Numbered, ...]
    omitted: int = 0


def lines(
    document: Document, numbered: Iterable[Numbered], *, excerpt: bool = False
) -> Iterator[Line]:
    """All lines of the text as it may be shown; of an excerpt, only those with something marked."""
    text = document.shown
    waiting = sorted(numbered, key=lambda one: one.record.span)[::-1]
    reaching: list[Numbered] = []  # from an earlier line
    omitted = 0
    for number, line, following in _lines(text):
        begins: list[Numbered] = []
        while waiting and waiting[-1].record.span.start < following:
            begins.append(waiting.pop())
        here = reaching + begins
        reaching = [one for one in here if one.record.span.end > following]
        if not here and (excerpt or line.start == len(text)):
            omitted += line.start < len(text)
            continue
        if omitted:
            yield Line(0, (), (), omitted)
            omitted = 0
        pieces = _pieces(text, line, here)
        yield Line(number, tuple(_shortened(pieces) if excerpt else pieces), tuple(begins))
    if omitted:
        yield Line(0, (), (), omitted)


def _lines(text: str) -> Iterator[tuple[int, Span, int]]:
    """Every line's number, its span without its end, and where the next one starts."""
    starts = LineIndex(text).starts
    for number, start in enumerate(starts, 1):
        following = starts[number] if number < len(starts) else len(text) + 1
        yield number, Span(start, start + len(text[start:following].rstrip("\r\n"))), following


def _pieces(text: str, line: Span, here: Sequence[Numbered]) -> Iterator[Piece]:
    """The line cut at every offset where a finding begins or ends."""
    begins: dict[int, list[Numbered]] = {}
    ends: dict[int, list[Numbered]] = {}
    for one in here:
        start, end = (min(max(line.start, at), line.end) for at in one.record.span)
        begins.setdefault(start, []).append(one)
        ends.setdefault(end, []).append(one)
    marked: dict[int, Numbered] = {}
    since, fresh = line.start, tuple[Numbered, ...]()
    for offset in sorted({line.end, *begins, *ends}):
        if since < offset:
            yield Piece(visible(text[since:offset]), tuple(marked.values()), fresh)
            fresh = ()
        for one in ends.get(offset, ()):
            marked.pop(one.number, None)
        new = begins.get(offset, [])
        if points := tuple(one for one in new if one in ends.get(offset, ())):
            yield Piece("", points, _first(points, line))
        long = [one for one in new if one not in points]
        marked |= {one.number: one for one in long}
        since, fresh = offset, _first(long, line)


def _first(new: Iterable[Numbered], line: Span) -> tuple[Numbered, ...]:
    """Those of the findings that do not go on from an earlier line."""
    return tuple(one for one in new if one.record.span.start >= line.start)


def _shortened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with the middle of what is long and unmarked left out."""
    for piece in pieces:
        left = len(piece.text) - 2 * _SHORT
        if piece.marked or left < _SHORT:
            yield piece
            continue
        text = f"{piece.text[:_SHORT]}……（略{left}字）……{piece.text[-_SHORT:]}"
        yield piece._replace(text=text)

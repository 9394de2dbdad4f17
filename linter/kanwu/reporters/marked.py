"""A document as lines, each cut into pieces where findings begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kanwu.document import Document
from kanwu.english import said
from kanwu.numerals import circled
from kanwu.record import Record
from kanwu.reporters.terminal import visible
from kanwu.rule import SEVERITIES
from kanwu.text import LineIndex, Span

_KEPT = 120  # characters of an excerpt on either side of a marked piece


class Note(NamedTuple):
    """A finding with its number in the report, and its number in its file, both from 1."""

    number: int
    record: Record
    in_file: int = 1

    @property
    def sign(self) -> str:
        """The number in its file as it stands at the mark and at the note."""
        return circled(self.in_file)


class Piece(NamedTuple):
    """A stretch of text that the same findings mark; empty for a place between characters."""

    text: str
    marked: tuple[Note, ...]
    begins: tuple[Note, ...]  # notes of `marked` that have no earlier piece

    @property
    def severity(self) -> str:
        """The severity of its gravest finding."""
        return min((note.record.severity for note in self.marked), key=SEVERITIES.index)


class Line(NamedTuple):
    """A line of the text (from 1) with the notes that begin in it, or a number of omitted lines."""

    number: int
    pieces: tuple[Piece, ...]
    begins: tuple[Note, ...]
    omitted: int = 0


def lines(
    document: Document, notes: Iterable[Note], language: str = "zh", *, excerpt: bool = False
) -> Iterator[Line]:
    """The lines of the text as it may be shown; of an excerpt, only lines with a mark."""
    text = document.shown
    waiting = sorted(notes, key=lambda note: note.record.span)[::-1]
    reaching: list[Note] = []  # from an earlier line
    omitted = 0
    for number, line, following in _lines(text):
        begins: list[Note] = []
        while waiting and waiting[-1].record.span.start < following:
            begins.append(waiting.pop())
        here = reaching + begins
        reaching = [note for note in here if note.record.span.end > following]
        if not here and (excerpt or line.start == len(text)):
            omitted += line.start < len(text)
            continue
        if omitted:
            yield Line(0, (), (), omitted)
            omitted = 0
        pieces = _pieces(text, line, here)
        yield Line(
            number, tuple(_shortened(pieces, language) if excerpt else pieces), tuple(begins)
        )
    if omitted:
        yield Line(0, (), (), omitted)


def _lines(text: str) -> Iterator[tuple[int, Span, int]]:
    """The number of every line, its span without its end, and the start of the next line."""
    starts = LineIndex(text).starts
    for number, start in enumerate(starts, 1):
        following = starts[number] if number < len(starts) else len(text) + 1
        yield number, Span(start, start + len(text[start:following].rstrip("\r\n"))), following


def _pieces(text: str, line: Span, here: Sequence[Note]) -> Iterator[Piece]:
    """The line, cut at every offset where a finding begins or ends."""
    begins: dict[int, list[Note]] = {}
    ends: dict[int, list[Note]] = {}
    for note in here:
        first, last = (min(max(line.start, at), line.end) for at in note.record.span)
        begins.setdefault(first, []).append(note)
        ends.setdefault(last, []).append(note)
    marked: dict[int, Note] = {}
    start, beginning = line.start, tuple[Note, ...]()  # of the next piece
    for offset in sorted({line.end, *begins, *ends}):
        if start < offset:
            yield Piece(visible(text[start:offset]), tuple(marked.values()), beginning)
            beginning = ()
        for note in ends.get(offset, ()):
            marked.pop(note.number, None)
        new = begins.get(offset, [])
        if points := tuple(note for note in new if note in ends.get(offset, ())):
            yield Piece("", points, _first(points, line))
        stretches = [note for note in new if note not in points]
        marked |= {note.number: note for note in stretches}
        start, beginning = offset, _first(stretches, line)


def _first(new: Iterable[Note], line: Span) -> tuple[Note, ...]:
    """The notes that do not continue from an earlier line."""
    return tuple(note for note in new if note.record.span.start >= line.start)


def _shortened(pieces: Iterable[Piece], language: str) -> Iterator[Piece]:
    """The pieces; long unmarked text loses its middle."""
    for piece in pieces:
        left = len(piece.text) - 2 * _KEPT
        if piece.marked or left < _KEPT:
            yield piece
            continue
        left_out = said(language, "……（略{count}字）……", count=left)
        yield piece._replace(text=f"{piece.text[:_KEPT]}{left_out}{piece.text[-_KEPT:]}")

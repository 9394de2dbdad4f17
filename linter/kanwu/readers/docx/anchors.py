"""The places in the body where a comment can stand: around runs that hold no more than its text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from kanwu.readers.docx.layout import Line
from kanwu.readers.docx.ooxml import W, enclosing, new_element, set_text
from kanwu.readers.docx.pieces import Piece
from kanwu.readers.docx.runs import run_of, split_run
from kanwu.readers.xml import Element
from kanwu.text import Span

_REFERENCES = {"footnote": "footnoteReference", "endnote": "endnoteReference"}


def takes_comments(line: Line) -> bool:
    """Whether a comment can stand in the line, which is so only in the body itself."""
    return line.location.part == "body" and not line.location.text_box


def split_runs(line: Line, offsets: Iterable[int]) -> None:
    """Make runs begin and end at the offsets in the document's text."""
    pieces = list(_pieces(line))
    for _, piece in pieces:
        if piece.element.tag == W + "t":
            set_text(piece.element, piece.text)  # as Word shows it
    for offset in sorted(offsets, reverse=True):
        for start, piece in pieces:
            if start <= offset <= start + len(piece.text):
                split_run(piece, offset - start)


def anchor_runs(line: Line, span: Span, body: Element) -> tuple[Element, Element]:
    """The first and the last run that a comment on the span stands around."""
    element = line.paragraph.element
    if not takes_comments(line):
        return (_anchor_in_body(element, body),) * 2
    pieces = list(_pieces(line))
    if not pieces:
        return (_first_run(element),) * 2
    ends = [start + len(piece.text) for start, piece in pieces]
    first = min(bisect_right(ends, span.start), len(pieces) - 1)
    last = bisect_left([start for start, _ in pieces], span.end) - 1
    return run_of(pieces[first][1].element), run_of(pieces[max(first, last)][1].element)


def _pieces(line: Line) -> Iterator[tuple[int, Piece]]:
    """The pieces that stand in the file, not the automatic number; each with its start."""
    start = line.span.start
    for piece in line.paragraph.pieces:
        if piece.element.tag != W + "p":
            yield start, piece
        start += len(piece.text)


def _anchor_in_body(element: Element, body: Element) -> Element:
    """The run in the body for a paragraph of a text box, a note, a header or a footer."""
    if element.getroottree().getroot() is body:
        outermost_box = list(element.iterancestors(W + "txbxContent"))[-1]
        if (run := enclosing(outermost_box, "r")) is not None:
            return run
    for reference in _note_references(element, body):
        return run_of(reference)
    paragraph = next(body.iter(W + "p"), None)
    if paragraph is None:
        paragraph = new_element("p")
        body[0].insert(0, paragraph)
    return _first_run(paragraph)


def _note_references(element: Element, body: Element) -> Iterator[Element]:
    """The marks in the body that refer to the note around the element."""
    for tag, reference_tag in _REFERENCES.items():
        for note in element.iterancestors(W + tag):
            id = note.get(W + "id")
            references = body.iter(W + reference_tag)
            yield from (reference for reference in references if reference.get(W + "id") == id)


def _first_run(paragraph: Element) -> Element:
    """The first run of the paragraph that marks no comment; a new empty run if there is none."""
    runs = paragraph.iterchildren(W + "r")
    run = next((run for run in runs if run.find(W + "commentReference") is None), None)
    if run is None:
        run = new_element("r")
        paragraph.append(run)
    return run

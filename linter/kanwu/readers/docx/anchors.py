"""Where in the body a comment can stand: around runs that hold what it is on and no more."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from kanwu.readers.docx.layout import Placed
from kanwu.readers.docx.ooxml import W, above, made, write
from kanwu.readers.docx.pieces import Piece
from kanwu.readers.docx.runs import cut, holder
from kanwu.readers.xml import Element
from kanwu.text import Span

_PLACES = {"hdr": "页眉", "ftr": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_REFERENCES = {"footnote": "footnoteReference", "endnote": "endnoteReference"}


def place(paragraph: Placed) -> str:
    """Where the paragraph stands, where no comment can; nothing for the body itself."""
    element = paragraph.line.paragraph
    root = str(element.getroottree().getroot().tag).removeprefix(W)
    in_box = next(element.iterancestors(W + "txbxContent"), None) is not None
    return _PLACES.get(root, "文本框" if in_box else "")


def cut_at(paragraph: Placed, offsets: Iterable[int]) -> None:
    """Have runs begin and end at the offsets, which are those of the document's text."""
    pieces = list(_pieces(paragraph))
    for _, piece in pieces:
        if piece.element.tag == W + "t":
            write(piece.element, piece.text)  # as Word shows it
    for offset in sorted(offsets, reverse=True):
        for start, piece in pieces:
            if start <= offset <= start + len(piece.text):
                cut(piece, offset - start)


def around(paragraph: Placed, span: Span, body: Element) -> tuple[Element, Element]:
    """The first and the last of the runs that a comment on the span stands around."""
    element = paragraph.line.paragraph
    if place(paragraph):
        return (_elsewhere(element, body),) * 2
    pieces = list(_pieces(paragraph))
    ends = [start + len(piece.text) for start, piece in pieces]
    first = min(bisect_right(ends, span.start), len(pieces) - 1)
    last = bisect_left([start for start, _ in pieces], span.end) - 1
    if not pieces:
        return (_first_run(element),) * 2
    return holder(pieces[first][1].element), holder(pieces[max(first, last)][1].element)


def _pieces(paragraph: Placed) -> Iterator[tuple[int, Piece]]:
    """The pieces that stand in the file, each with where it starts; a number does not."""
    start = paragraph.span.start
    for piece in paragraph.line.pieces:
        if piece.element.tag != W + "p":
            yield start, piece
        start += len(piece.text)


def _elsewhere(element: Element, body: Element) -> Element:
    """What stands in the body for a paragraph of a text box, a note, a header or a footer."""
    if element.getroottree().getroot() is body:
        box = list(element.iterancestors(W + "txbxContent"))[-1]
        if (run := above(box, "r")) is not None:
            return run
    for tag, reference in _REFERENCES.items():
        for note in element.iterancestors(W + tag):
            for mark in body.iter(W + reference):
                if mark.get(W + "id") == note.get(W + "id"):
                    return holder(mark)
    first = next(body.iter(W + "p"), None)
    if first is None:
        first = made("p")
        body[0].insert(0, first)
    return _first_run(first)


def _first_run(paragraph: Element) -> Element:
    """The first run of the paragraph; an empty one is put where there is none."""
    run = paragraph.find(W + "r")
    if run is None:
        run = made("r")
        paragraph.append(run)
    return run

"""Runs of Word split in two, so that a stretch of text has runs of its own."""

from __future__ import annotations

from copy import deepcopy

from kanwu.readers.docx.ooxml import W, empty_copy, enclosing, set_text
from kanwu.readers.docx.pieces import Piece
from kanwu.readers.xml import Element


def run_of(element: Element) -> Element:
    """The run around the element; the element itself if it is in none, as a formula is."""
    run = enclosing(element, "r")
    return element if run is None else run


def split_run(piece: Piece, offset: int) -> None:
    """Split the run of the piece at the offset (code points) within the piece's element."""
    element = piece.element
    run = element.getparent()
    if run is None or run.tag != W + "r":
        return
    text = (element.text or "") if element.tag == W + "t" else "\t"
    behind: Element | None = element
    if offset == len(text):
        behind = element.getnext()
    elif offset:
        behind = deepcopy(element)
        set_text(element, text[:offset])
        set_text(behind, text[offset:])
        element.addnext(behind)
    first = next((child for child in run if child.tag != W + "rPr"), None)
    if behind is None or behind is first:
        return
    rest = empty_like(run)
    rest.extend([behind, *behind.itersiblings()])
    run.addnext(rest)


def isolate(piece: Piece, start: int, end: int) -> Element:
    """A run that holds only this stretch of the piece; the piece keeps the text before it."""
    split_run(piece, end)
    split_run(piece, start)
    run = run_of(piece.element)
    isolated = run.getnext() if start else run
    assert isolated is not None
    return isolated


def empty_like(run: Element) -> Element:
    """An empty run with the form of the run."""
    copy = empty_copy(run)
    copy.extend([deepcopy(child) for child in run if child.tag == W + "rPr"])
    return copy

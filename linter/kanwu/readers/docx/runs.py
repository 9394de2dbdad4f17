"""Runs cut in two, so that a stretch of text has runs of its own."""

from __future__ import annotations

from copy import deepcopy

from kanwu.readers.docx.ooxml import W, above, emptied, write
from kanwu.readers.docx.pieces import Piece
from kanwu.readers.xml import Element


def holder(element: Element) -> Element:
    """What stands among the runs of a paragraph for the element: its run, or a formula itself."""
    run = above(element, "r")
    return element if run is None else run


def cut(piece: Piece, offset: int) -> None:
    """Have a run end, and another one begin, at the offset in what the piece's element holds."""
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
        write(element, text[:offset])
        write(behind, text[offset:])
        element.addnext(behind)
    first = next((child for child in run if child.tag != W + "rPr"), None)
    if behind is None or behind is first:
        return
    rest = like(run)
    rest.extend([behind, *behind.itersiblings()])
    run.addnext(rest)


def isolated(piece: Piece, start: int, end: int) -> Element:
    """A run that holds nothing but this stretch; the piece keeps what stands in front of it."""
    cut(piece, end)
    cut(piece, start)
    run = holder(piece.element)
    behind = run.getnext() if start else run
    assert behind is not None
    return behind


def like(run: Element) -> Element:
    """An empty run of the same form."""
    other = emptied(run)
    other.extend([deepcopy(child) for child in run if child.tag == W + "rPr"])
    return other

"""Edits made in runs: the new text where the old one began, and every run's form as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kanwu.check import Edit
from kanwu.readers.docx.layout import Placed
from kanwu.readers.docx.ooxml import made, write
from kanwu.readers.docx.pieces import Piece
from kanwu.readers.xml import Element
from kanwu.text import Span

# Makes one edit in the pieces that it touches, which are in order.
Make = Callable[[Sequence["Touched"]], None]


class Touched(NamedTuple):
    """A piece, and what an edit puts in place of a stretch of its text."""

    piece: Piece
    start: int
    end: int
    text: str


def make(paragraph: Placed, edits: Iterable[Edit], how: Make) -> list[Edit]:
    """Make the edits of a paragraph but those that touch what is fixed; which were made."""
    changes: list[list[Touched]] = []
    done: list[Edit] = []
    for pieces in (paragraph.line.pieces, *paragraph.line.twins):
        # In front of a twin stands no number.
        start = paragraph.span.end - sum(len(piece.text) for piece in pieces)
        for edit in edits:
            span, text = _least(edit, paragraph)
            touched = _touched(pieces, span.start - start, span.end - start, text)
            changes.append(touched)
            if touched and pieces is paragraph.line.pieces:
                done.append(edit)
    for touched in changes:
        for piece, *_ in touched:
            if piece.kind == "text":
                write(piece.element, piece.text)  # as Word shows it
    for touched in reversed(changes):
        how(touched)
    return done


def in_place(touched: Sequence[Touched]) -> None:
    """Put the new text into one piece, and take the old text out of all."""
    for piece, start, end, text in touched:
        if piece.kind == "text":
            old = piece.element.text or ""
            fill(piece.element, old[:start] + text + old[end:])
        else:
            _beside_tab(piece.element, end, text, removed=start < end)


def _least(edit: Edit, paragraph: Placed) -> Edit:
    """The edit without what it leaves as it is on either side."""
    (start, end), new = edit
    old = paragraph.line.text[start - paragraph.span.start : end - paragraph.span.start]
    same = _alike(old, new)
    old, new = old[same:], new[same:]
    behind = _alike(old[::-1], new[::-1])
    return Edit(Span(start + same, end - behind), new[: len(new) - behind])


def _alike(old: str, new: str) -> int:
    """How many characters the two have in common before they differ."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _touched(pieces: Iterable[Piece], start: int, end: int, text: str) -> list[Touched]:
    """The pieces that the edit changes; none if one of them is fixed."""
    if start == end:
        return _next_to(pieces, start, text) if text else []
    found: list[Touched] = []
    at = 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last:
            found.append(Touched(piece, first, last, ""))
        at += len(piece.text)
    if any(one.piece.kind == "fixed" for one in found):
        return []
    into = next((n for n, one in enumerate(found) if one.piece.kind == "text"), 0)
    found[into] = found[into]._replace(text=text)
    return found


def _next_to(pieces: Iterable[Piece], offset: int, text: str) -> list[Touched]:
    """The piece that an insertion goes into: rather text than a tab, rather before than behind."""
    found: dict[str, Touched] = {}
    at = 0
    for piece in pieces:
        inside = offset - at
        if 0 <= inside <= len(piece.text):
            found.setdefault(piece.kind, Touched(piece, inside, inside, text))
            if 0 < inside < len(piece.text):
                found = {piece.kind: found[piece.kind]}
        at += len(piece.text)
    return [found[kind] for kind in ("text", "tab") if kind in found][:1]


def fill(element: Element, text: str) -> None:
    """Put the text into the element, with the tabs in it as elements of their own."""
    tabs = text.count("\t") - (element.text or "").count("\t")
    parts = text.split("\t") if tabs > 0 else [text]
    write(element, parts[0])
    for part in parts[1:]:
        tab, rest = made("tab"), made("t", part)
        element.addnext(tab)
        tab.addnext(rest)
        element = rest


def _beside_tab(tab: Element, offset: int, text: str, *, removed: bool) -> None:
    if text:
        rest = made("t")
        (tab.addnext if offset else tab.addprevious)(rest)
        fill(rest, text)
    parent = tab.getparent()
    if removed and parent is not None:
        parent.remove(tab)

"""Edits made in runs: new text goes where old text began, and every run keeps its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kanwu.check import Edit
from kanwu.readers.docx.layout import Line
from kanwu.readers.docx.ooxml import new_element, set_text
from kanwu.readers.docx.pieces import Piece
from kanwu.readers.paragraphs import trim
from kanwu.readers.xml import Element


class PieceEdit(NamedTuple):
    """A piece, and a new text for a stretch of it."""

    piece: Piece
    start: int  # half-open with the end, in code points within the piece
    end: int
    text: str


# Makes one edit, which is given piece by piece in order.
ApplyEdit = Callable[[Sequence[PieceEdit]], None]


def apply_edits(line: Line, edits: Sequence[Edit], apply: ApplyEdit) -> list[Edit]:
    """Make the edits of a line that touch no fixed piece; return them."""
    changes: list[list[PieceEdit]] = []
    applied: list[Edit] = []
    for pieces in (line.paragraph.pieces, *line.paragraph.twins):
        # A twin has no automatic number in front.
        number_length = len(line.paragraph.text) - sum(len(piece.text) for piece in pieces)
        for edit in edits:
            (start, end), text = trim(edit, line.paragraph.text, line.span.start)
            change = _by_piece(pieces, start - number_length, end - number_length, text)
            changes.append(change)
            if change and pieces is line.paragraph.pieces:
                applied.append(edit)
    for change in changes:
        for piece, *_ in change:
            if piece.kind == "text":
                set_text(piece.element, piece.text)  # as Word shows it
    for change in reversed(changes):
        apply(change)
    return applied


def apply_in_place(change: Sequence[PieceEdit]) -> None:
    """Put the new text into one piece, and take the old text out of all."""
    for piece, start, end, text in change:
        if piece.kind == "text":
            old = piece.element.text or ""
            fill(piece.element, old[:start] + text + old[end:])
        else:
            _put_beside_tab(piece.element, end, text, is_removed=start < end)


def fill(element: Element, text: str) -> None:
    """Replace the element's text; tabs that are added become elements of their own."""
    added_tabs = text.count("\t") - (element.text or "").count("\t")
    texts = text.split("\t") if added_tabs > 0 else [text]
    set_text(element, texts[0])
    for rest in texts[1:]:
        tab, next_element = new_element("tab"), new_element("t", rest)
        element.addnext(tab)
        tab.addnext(next_element)
        element = next_element


def _by_piece(pieces: Iterable[Piece], start: int, end: int, text: str) -> list[PieceEdit]:
    """The edit piece by piece; empty if it changes nothing or touches a fixed piece."""
    if start == end:
        return _insertion(pieces, start, text) if text else []
    change: list[PieceEdit] = []
    offset = 0
    for piece in pieces:
        first, last = max(start - offset, 0), min(end - offset, len(piece.text))
        if first < last:
            change.append(PieceEdit(piece, first, last, ""))
        offset += len(piece.text)
    kinds = [piece_edit.piece.kind for piece_edit in change]
    if "fixed" in kinds:
        return []
    index = kinds.index("text") if "text" in kinds else 0
    change[index] = change[index]._replace(text=text)
    return change


def _insertion(pieces: Iterable[Piece], place: int, text: str) -> list[PieceEdit]:
    """The insertion at a place: in text rather than beside a tab, before rather than behind it."""
    by_kind: dict[str, PieceEdit] = {}
    offset = 0
    for piece in pieces:
        inside = place - offset
        if 0 <= inside <= len(piece.text):
            by_kind.setdefault(piece.kind, PieceEdit(piece, inside, inside, text))
            if 0 < inside < len(piece.text):
                by_kind = {piece.kind: by_kind[piece.kind]}
        offset += len(piece.text)
    return [by_kind[kind] for kind in ("text", "tab") if kind in by_kind][:1]


def _put_beside_tab(tab: Element, offset: int, text: str, *, is_removed: bool) -> None:
    if text:
        element = new_element("t")
        (tab.addnext if offset else tab.addprevious)(element)
        fill(element, text)
    parent = tab.getparent()
    if is_removed and parent is not None:
        parent.remove(tab)

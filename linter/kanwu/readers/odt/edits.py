"""Edits made in a paragraph of an OpenDocument text; every stretch keeps its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from kanwu.check import Edit
from kanwu.readers.odt.pieces import TEXT, Line, Piece
from kanwu.readers.xml import Element
from kanwu.text import Span

_WHITE = re.compile(r"\t|  +|\A | \Z")  # what is lost if it is written as characters


def make(line: Line, start: int, edits: Sequence[Edit]) -> bool:
    """Make the edits of a paragraph, which starts there; whether any was made.

    Those that touch what is fixed are left out.
    """
    texts = [piece.text for piece in line.pieces]
    for span, new in reversed(edits):
        edit = _least(Edit(Span(span.start - start, span.end - start), new), line.text)
        _change(line.pieces, texts, edit)
    if texts == [piece.text for piece in line.pieces]:
        return False
    pairs = list(zip(line.pieces, texts, strict=True))
    for piece, text in pairs:
        # Spaces not shown up to now might be, and two that meet would be shown as one.
        if _is_text(piece) and (text != _source(piece) or text != text.strip(" ")):
            _write(piece, text)
    for piece, text in pairs:
        if piece.kind == "space" and text != piece.text:
            _leave(piece.element, len(text))
    return True


def _least(edit: Edit, text: str) -> Edit:
    """The edit without what it leaves as it is on either side."""
    (start, end), new = edit
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Edit(Span(start, end), new)


def _change(pieces: Sequence[Piece], texts: list[str], edit: Edit) -> None:
    """Make the edit in the texts of the pieces, in which only what stands behind it is made."""
    (start, end), new = edit
    touched: list[tuple[int, Span]] = []
    at = 0
    for number, piece in enumerate(pieces):
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last or (first == last and 0 < first < len(piece.text)):
            touched.append((number, Span(first, last)))
        at += len(piece.text)
    if any(pieces[number].kind == "fixed" for number, _ in touched):
        return
    into = [(number, first) for number, (first, _) in touched if _is_text(pieces[number])]
    into = into or _next_to(pieces, start)
    for number, (first, last) in touched:
        if not into:
            # Within some spaces: those behind go to the text behind their element.
            into = [(number + 1, 0)]
            texts[number + 1] = texts[number][last:] + texts[number + 1]
            last = len(texts[number])
        texts[number] = texts[number][:first] + texts[number][last:]
    for number, offset in into[:1]:
        texts[number] = texts[number][:offset] + new + texts[number][offset:]


def _next_to(pieces: Sequence[Piece], place: int) -> list[tuple[int, int]]:
    """The texts that reach to the place: rather those before it, and rather any than empty ones."""
    found: list[tuple[int, int]] = []
    at = 0
    for number, piece in enumerate(pieces):
        if _is_text(piece) and at <= place <= at + len(piece.text):
            found.append((number, place - at))
        at += len(piece.text)
    return sorted(found, key=lambda one: (not pieces[one[0]].text, not one[1]))


def _is_text(piece: Piece) -> bool:
    return piece.kind in ("text", "tail")


def _source(piece: Piece) -> str:
    """The text with its white space as it stands in the XML."""
    return (piece.element.text if piece.kind == "text" else piece.element.tail) or ""


def _write(piece: Piece, text: str) -> None:
    """Put the text into its place, with its white space as elements where it would be lost."""
    element, (first, *others) = piece.element, list(_written(text))
    if piece.kind == "text":
        parent, at = element, 0
        element.text = first.tail
    else:
        above = element.getparent()
        assert above is not None  # the paragraph, if nothing nearer
        parent, at = above, above.index(element) + 1
        element.tail = first.tail
    for number, other in enumerate(others, at):
        parent.insert(number, other)


def _written(text: str) -> Iterator[Element]:
    """Elements of white space, each with the text behind it; the first is for the text before."""
    element = etree.Element(TEXT + "span")
    done = 0
    for match in _WHITE.finditer(text):
        element.tail = text[done : match.start()]
        yield element
        done = match.end()
        element = etree.Element(TEXT + ("tab" if match[0] == "\t" else "s"))
        if len(match[0]) > 1:
            element.set(TEXT + "c", str(len(match[0])))
    element.tail = text[done:]
    yield element


def _leave(space: Element, count: int) -> None:
    """Leave so many of the spaces that the element stands for."""
    if count:
        space.set(TEXT + "c", str(count))
        return
    above, before = space.getparent(), space.getprevious()
    assert above is not None
    if before is None:
        above.text = (above.text or "") + (space.tail or "")
    else:
        before.tail = (before.tail or "") + (space.tail or "")
    above.remove(space)

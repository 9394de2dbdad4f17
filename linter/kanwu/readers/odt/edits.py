"""Edits made in a paragraph of an OpenDocument text; every stretch keeps its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from kanwu.check import Edit
from kanwu.readers.odt.pieces import TEXT, Paragraph, Piece
from kanwu.readers.paragraphs import trim
from kanwu.readers.xml import Element
from kanwu.text import Span

# White space that the format collapses, unless an element stands for it.
_COLLAPSED_SPACE = re.compile(r"\t|  +|\A | \Z")


def apply_edits(paragraph: Paragraph, start: int, edits: Sequence[Edit]) -> bool:
    """Make the edits that touch no fixed piece; return whether any text changed.

    The paragraph starts at `start` in the document's text.
    """
    texts = [piece.text for piece in paragraph.pieces]
    for edit in reversed(edits):
        _change(paragraph.pieces, texts, trim(edit, paragraph.text, start))
    if texts == [piece.text for piece in paragraph.pieces]:
        return False
    pairs = list(zip(paragraph.pieces, texts, strict=True))
    for piece, text in pairs:
        # Spaces that were collapsed might now be shown, and two that now meet might collapse.
        if _is_text(piece) and (text != _source(piece) or text != text.strip(" ")):
            _write(piece, text)
    for piece, text in pairs:
        if piece.kind == "space" and text != piece.text:
            _keep_spaces(piece.element, len(text))
    return True


def _change(pieces: Sequence[Piece], texts: list[str], edit: Edit) -> None:
    """Make the edit in the texts of the pieces; only text behind it may have changed before."""
    (start, end), new = edit
    touched: list[tuple[int, Span]] = []
    offset = 0
    for index, piece in enumerate(pieces):
        first, last = max(start - offset, 0), min(end - offset, len(piece.text))
        if first < last or (first == last and 0 < first < len(piece.text)):
            touched.append((index, Span(first, last)))
        offset += len(piece.text)
    if any(pieces[index].kind == "fixed" for index, _ in touched):
        return
    targets = [(index, first) for index, (first, _) in touched if _is_text(pieces[index])]
    targets = targets or _texts_at(pieces, start)
    for index, (first, last) in touched:
        if not targets:
            # Inside a run of spaces: the spaces behind go to the text behind their element.
            targets = [(index + 1, 0)]
            texts[index + 1] = texts[index][last:] + texts[index + 1]
            last = len(texts[index])
        texts[index] = texts[index][:first] + texts[index][last:]
    for index, place in targets[:1]:
        texts[index] = texts[index][:place] + new + texts[index][place:]


def _texts_at(pieces: Sequence[Piece], place: int) -> list[tuple[int, int]]:
    """The texts that reach the place, each with its offset there.

    Filled texts come before empty texts, and texts that end there before texts that start there.
    """
    texts: list[tuple[int, int]] = []
    offset = 0
    for index, piece in enumerate(pieces):
        if _is_text(piece) and offset <= place <= offset + len(piece.text):
            texts.append((index, place - offset))
        offset += len(piece.text)
    return sorted(texts, key=lambda text: (not pieces[text[0]].text, not text[1]))


def _is_text(piece: Piece) -> bool:
    return piece.kind in ("text", "tail")


def _source(piece: Piece) -> str:
    """The text with its white space as the XML has it."""
    return (piece.element.text if piece.kind == "text" else piece.element.tail) or ""


def _write(piece: Piece, text: str) -> None:
    """Put the text in the piece's place, with elements for white space that would collapse."""
    element, (first, *others) = piece.element, list(_space_elements(text))
    if piece.kind == "text":
        parent, index = element, 0
        element.text = first.tail
    else:
        above = element.getparent()
        assert above is not None  # at least the paragraph is above
        parent, index = above, above.index(element) + 1
        element.tail = first.tail
    for position, other in enumerate(others, index):
        parent.insert(position, other)


def _space_elements(text: str) -> Iterator[Element]:
    """White space as elements, with the text behind each as its tail; the first only has a tail."""
    element = etree.Element(TEXT + "span")
    done = 0
    for match in _COLLAPSED_SPACE.finditer(text):
        element.tail = text[done : match.start()]
        yield element
        done = match.end()
        element = etree.Element(TEXT + ("tab" if match[0] == "\t" else "s"))
        if len(match[0]) > 1:
            element.set(TEXT + "c", str(len(match[0])))
    element.tail = text[done:]
    yield element


def _keep_spaces(space: Element, count: int) -> None:
    """Keep so many of the spaces that the element stands for; remove it with the last."""
    if count:
        space.set(TEXT + "c", str(count))
        return
    parent, previous = space.getparent(), space.getprevious()
    assert parent is not None
    if previous is None:
        parent.text = (parent.text or "") + (space.tail or "")
    else:
        previous.tail = (previous.tail or "") + (space.tail or "")
    parent.remove(space)

"""Pieces: the stretches of a paragraph's text, each with the element that holds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from kanwu.document import BLANK
from kanwu.readers.docx.ooxml import MC, SPACE, W14, M, W, is_on, value, whole_number
from kanwu.readers.locations import Cell
from kanwu.readers.paragraphs import BREAK, OBJECT
from kanwu.readers.xml import Element

# Edits may change a "text"; they may remove a "tab" or put text beside it; they leave a "fixed"
# piece alone.
PieceKind = Literal["text", "tab", "fixed"]

_UNDERLINED_SPACE = re.compile(r"\s{2,}|\A\s+\Z")
_CODE_POINT = re.compile("[0-9A-Fa-f]{4}")
_XML_SPACE = " \t\r\n"  # Word drops it at either end unless xml:space preserves it
_LINE_ENDS_TO_SPACES = str.maketrans("\r\n", "  ")
# Settings, deleted text, and readings above characters.
_UNREAD = {
    *("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "tblGrid", "tblPrEx"),
    *("del", "moveFrom", "delText", "delInstrText", "rt", "rubyPr", "customXmlPr", "smartTagPr"),
}
# Content controls whose text Word writes itself or takes from a list.
_BOUND = {
    *(W + tag for tag in ("dataBinding", "dropDownList", "comboBox", "date", "citation")),
    W + "bibliography",
    W14 + "checkbox",
}
_MOST_COLUMNS = 63  # of a table, in Word
_CONTENT_LOCKS = ("contentLocked", "sdtContentLocked")


class Piece(NamedTuple):
    """A stretch of a paragraph that one element holds."""

    element: Element
    text: str
    kind: PieceKind
    prose: str  # as long as the text: the text, BLANK, or the line that spaces draw


class Paragraph(NamedTuple):
    """A paragraph, which is one line of the document's text."""

    element: Element
    pieces: tuple[Piece, ...]
    cell: Cell | None = None  # None outside tables
    box: int = 0  # the text box, from 1 among those of its story
    # The same text in the alternatives for programs that know no newer drawings.
    twins: tuple[tuple[Piece, ...], ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def _text_piece(element: Element) -> Piece:
    """The text of a w:t as Word shows it."""
    text = element.text or ""
    if text != text.strip(_XML_SPACE) and not _preserves_space(element):
        text = text.strip(_XML_SPACE)
    text = text.translate(_LINE_ENDS_TO_SPACES)
    # A character with an alternative for older programs stands deeper in its run.
    parent = element.getparent()
    is_in_run = parent is not None and parent.tag == W + "r"
    prose = _draw_lines(element, text)
    return Piece(element, text, "text" if is_in_run and prose == text else "fixed", prose)


def _tab_piece(element: Element) -> Piece:
    """A tab; an underlined tab draws a line, as underlined spaces do."""
    prose = _draw_lines(element, "\t")
    return Piece(element, "\t", "tab" if prose == "\t" else "fixed", prose)


def _symbol_piece(element: Element) -> Piece:
    """The character of a w:sym; OBJECT if only a symbol font gives it a shape."""
    digits = element.get(W + "char", "")
    code_point = int(digits, 16) if _CODE_POINT.fullmatch(digits) else 0
    if code_point < 0x20 or 0xD800 <= code_point < 0xF900:
        return object_piece(element)
    return Piece(element, chr(code_point), "fixed", chr(code_point))


def object_piece(element: Element) -> Piece:
    """The sign for a picture, a formula or another object."""
    return Piece(element, OBJECT, "fixed", BLANK)


def _break_piece(element: Element) -> Piece:
    return Piece(element, BREAK, "fixed", BLANK)


# The piece that an element makes by itself, wherever it stands.
PIECE_BY_TAG: Mapping[str, Callable[[Element], Piece]] = {
    W + "t": _text_piece,
    W + "tab": _tab_piece,
    W + "ptab": lambda element: Piece(element, "\t", "fixed", "\t"),
    W + "noBreakHyphen": lambda element: Piece(element, "-", "fixed", "-"),
    W + "sym": _symbol_piece,
    W + "br": _break_piece,
    W + "cr": _break_piece,
    W + "pgNum": object_piece,
    W + "object": object_piece,
    M + "oMath": object_piece,
}


def is_unread(element: Element) -> bool:
    """Whether the element shows no text, as settings, deleted text and continued cells do."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(W):
        return not isinstance(tag, str)
    if tag == W + "tr":
        return is_on(element, "trPr/del")
    if tag == W + "tc":
        merge = element.find(f"{W}tcPr/{W}vMerge")
        return merge is not None and merge.get(W + "val") != "restart"
    return tag[len(W) :] in _UNREAD


def columns(element: Element, path: str, default: int) -> int:
    """The number of columns that the setting of a row or cell at the path gives."""
    return min(whole_number(value(element, path), default), _MOST_COLUMNS)


def is_locked(control: Element) -> bool:
    """Whether the text of a content control must not be changed."""
    settings = control.find(W + "sdtPr")
    return settings is not None and (
        value(settings, "lock") in _CONTENT_LOCKS or any(child.tag in _BOUND for child in settings)
    )


def has_own_mark(reference: Element) -> bool:
    """Whether a person typed the mark of the note, so that Word does not count it."""
    return reference.get(W + "customMarkFollows") in ("1", "true", "on")


def chosen_alternative(alternatives: Element) -> Element:
    """The alternative that is read: the first that holds an element of WordprocessingML."""
    readable = (child for child in alternatives if next(child.iter(W + "*"), None) is not None)
    return next(readable, alternatives)


def fallback(alternatives: Element) -> Element | None:
    """The alternative for programs that know no newer drawings; None if that one is read."""
    element = alternatives.find(MC + "Fallback")
    return None if element is chosen_alternative(alternatives) else element


def text_boxes(drawing: Element) -> list[Element]:
    """The contents of the drawing's text boxes, without boxes inside other boxes."""
    boxes: list[Element] = []
    for box in drawing.iter(W + "txbxContent"):
        if not any(ancestor in boxes for ancestor in box.iterancestors(W + "txbxContent")):
            boxes.append(box)
    return boxes


def _draw_lines(element: Element, text: str) -> str:
    """The text, with underscores for underlined spaces, which draw a line to be filled in."""
    if not _UNDERLINED_SPACE.search(text) or value(element.getparent(), "rPr/u", "none") == "none":
        return text
    return _UNDERLINED_SPACE.sub(lambda match: "_" * len(match[0]), text)


def _preserves_space(element: Element) -> bool:
    for ancestor in (element, *element.iterancestors()):
        if space := ancestor.get(SPACE):
            return space == "preserve"
    return False

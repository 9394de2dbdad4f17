"""Pieces: the stretches of a paragraph's text, each with the element that it comes from."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from kanwu.document import BLANK
from kanwu.readers.docx.ooxml import MC, SPACE, W14, W, is_on, value
from kanwu.readers.xml import Element

# Text may be changed; a tab may be removed, or have text put next to it; the rest is fixed.
PieceKind = Literal["text", "tab", "fixed"]


# What stands in the text for what is no character: a break, the mark of a note, a picture.
BREAK, NOTE, OBJECT = "↵", "※", "▣"

_LINE = re.compile(r"\s{2,}|\A\s+\Z")
_CODE = re.compile("[0-9A-Fa-f]{4}")
_SPACE = " \t\r\n"  # of XML: Word drops it on either side where xml:space does not keep it
_TO_SPACES = str.maketrans("\r\n", "  ")
_UNREAD = {
    *("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "tblGrid", "tblPrEx"),
    *("del", "moveFrom", "delText", "delInstrText", "rt", "rubyPr", "customXmlPr", "smartTagPr"),
}
# Of content controls whose text Word writes itself, or takes from a list.
_BOUND = {
    *(W + tag for tag in ("dataBinding", "dropDownList", "comboBox", "date", "citation")),
    W + "bibliography",
    W14 + "checkbox",
}
_LOCKS = ("contentLocked", "sdtContentLocked")


class Piece(NamedTuple):
    """A stretch of a paragraph that one element holds."""

    element: Element
    text: str
    kind: PieceKind
    prose: str  # as long as the text; as a rule, the text or BLANK


class Line(NamedTuple):
    """A paragraph, which is a line of the document's text."""

    paragraph: Element
    pieces: tuple[Piece, ...]
    is_cell: bool = False
    # The same text once more, for programs that know no newer drawings.
    twins: tuple[tuple[Piece, ...], ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def of_text(element: Element) -> Piece:
    """The text of a w:t as Word shows it."""
    text = element.text or ""
    if text != text.strip(_SPACE) and not _keeps_space(element):
        text = text.strip(_SPACE)
    text = text.translate(_TO_SPACES)
    # A character with an alternative for older programs stands deeper in its run.
    parent = element.getparent()
    in_run = parent is not None and parent.tag == W + "r"
    prose = _with_lines(element, text)
    return Piece(element, text, "text" if in_run and prose == text else "fixed", prose)


def of_tab(element: Element) -> Piece:
    """A tab; underlined, it draws a line as spaces do."""
    prose = _with_lines(element, "\t")
    return Piece(element, "\t", "tab" if prose == "\t" else "fixed", prose)


def of_symbol(element: Element) -> Piece:
    """The character of a w:sym; in fonts of symbols it is none."""
    written = element.get(W + "char", "")
    code = int(written, 16) if _CODE.fullmatch(written) else 0
    if code < 0x20 or 0xD800 <= code < 0xF900:
        return Piece(element, OBJECT, "fixed", BLANK)
    return Piece(element, chr(code), "fixed", chr(code))


def is_unread(element: Element) -> bool:
    """Whether nothing in it is shown: settings, what was deleted, cells merged with another."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(W):
        return not isinstance(tag, str)
    if tag == W + "tr":
        return is_on(element, "trPr/del")
    if tag == W + "tc":
        merged = element.find(f"{W}tcPr/{W}vMerge")
        return merged is not None and merged.get(W + "val") != "restart"
    return tag[len(W) :] in _UNREAD


def is_locked(control: Element) -> bool:
    """Whether the text of a content control is not to be written."""
    about = control.find(W + "sdtPr")
    return about is not None and (
        value(about, "lock") in _LOCKS or any(child.tag in _BOUND for child in about)
    )


def chosen(alternatives: Element) -> Element:
    """The alternative that is read: the first that holds any text, or what may hold text."""
    readable = (one for one in alternatives if next(one.iter(W + "*"), None) is not None)
    return next(readable, alternatives)


def fallback(alternatives: Element) -> Element | None:
    """The alternative for programs that know no newer drawings, if another one is read."""
    found = alternatives.find(MC + "Fallback")
    return None if found is chosen(alternatives) else found


def boxes(drawing: Element) -> list[Element]:
    """The contents of the text boxes in a drawing, but not of those within text boxes."""
    found: list[Element] = []
    for box in drawing.iter(W + "txbxContent"):
        if not any(one in found for one in box.iterancestors(W + "txbxContent")):
            found.append(box)
    return found


def _with_lines(element: Element, text: str) -> str:
    """The text with spaces that are underlined drawn as the line to be filled in that they are."""
    if not _LINE.search(text) or value(element.getparent(), "rPr/u", "none") == "none":
        return text
    return _LINE.sub(lambda match: "_" * len(match[0]), text)


def _keeps_space(element: Element) -> bool:
    for one in (element, *element.iterancestors()):
        if space := one.get(SPACE):
            return space == "preserve"
    return False

"""Pieces: the stretches of a paragraph's text, each with its place in the XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from lxml import etree

from kanwu.document import BLANK
from kanwu.readers.locations import Cell, Tables
from kanwu.readers.paragraphs import BREAK, NOTE, OBJECT
from kanwu.readers.xml import Element

# A "text" stands in its element, a "tail" behind it; edits may change both. A "space" is an element
# of white space, of which edits may remove some. Edits leave a "fixed" piece alone.
PieceKind = Literal["text", "tail", "space", "fixed"]

_FORMAT = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_FORMAT}office:1.0}}"
TEXT = f"{{{_FORMAT}text:1.0}}"
TABLE = f"{{{_FORMAT}table:1.0}}"
DRAW = f"{{{_FORMAT}drawing:1.0}}"

_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_BOX = DRAW + "text-box"
# Elements with no text of the document, or with no place of their own in a paragraph.
_UNREAD = frozenset(
    (
        *(OFFICE + name for name in ("annotation", "annotation-end", "forms")),
        *(TEXT + name for name in ("tracked-changes", "note", "ruby-text", "number")),
        *(TEXT + name for name in ("hidden-text", "hidden-paragraph")),
        DRAW + "object",
    )
)
_INLINE = frozenset(TEXT + name for name in ("span", "a", "ruby", "ruby-base", "meta"))
# A program writes this text anew, so that no change would last.
_GENERATED = TEXT + "index-body"
_MOST_SPACES = 10_000  # that one element may stand for
_MOST_COLUMNS = 1_000_000  # or rows


class Piece(NamedTuple):
    """A stretch of a paragraph that one element holds."""

    element: Element
    kind: PieceKind
    text: str
    prose: str  # as long as the text


class Paragraph(NamedTuple):
    """A paragraph, which is one line of the document's text."""

    pieces: tuple[Piece, ...]
    cell: Cell | None  # None outside tables
    box: int  # the text box, from 1; 0 outside text boxes
    level: int  # of a heading, from 1; 0 for any other paragraph

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def paragraphs(body: Element) -> Iterator[Paragraph]:
    """The paragraphs in reading order; the paragraphs of a text box follow its anchor's."""
    return _Body().paragraphs(body, _Around(Tables()))


class _Around(NamedTuple):
    """What stands around a paragraph."""

    tables: Tables  # of the body, or of the text box
    cell: Cell | None = None
    box: int = 0
    is_fixed: bool = False


class _Body:
    """The body, read up to some place."""

    def __init__(self) -> None:
        self._boxes = 0

    def paragraphs(self, element: Element, around: _Around) -> Iterator[Paragraph]:
        for child in element.iterchildren(etree.Element):
            tag = child.tag
            if tag in _PARAGRAPHS:
                builder = _ParagraphBuilder(around.is_fixed)
                yield builder.paragraph(child, around)
                for box in builder.boxes:
                    yield from self.paragraphs(box, around)
            elif tag == TABLE + "table":
                around.tables.begin()
                yield from self.paragraphs(child, around)
                around.tables.end()
            elif tag not in _UNREAD:
                yield from self._within(child, around)

    def _within(self, element: Element, around: _Around) -> Iterator[Paragraph]:
        """The paragraphs of a row, a cell, a text box or a section."""
        tag = element.tag
        if tag == TABLE + "table-row":
            around.tables.next_row(by=_count(element, TABLE + "number-rows-repeated"))
        elif tag in _CELLS:
            by = _count(element, TABLE + "number-columns-repeated")
            around = around._replace(cell=around.tables.next_cell(by=by))
        elif tag == _BOX:
            self._boxes += 1
            around = _Around(Tables(), around.cell, self._boxes, around.is_fixed)
        elif tag == _GENERATED:
            around = around._replace(is_fixed=True)
        if tag != _CELLS[1]:
            yield from self.paragraphs(element, around)


class _ParagraphBuilder:
    """A paragraph, as far as its elements are added."""

    def __init__(self, is_fixed: bool) -> None:
        self.boxes: list[Element] = []
        self._is_fixed = is_fixed
        self._pieces: list[Piece] = []
        self._drops_space = True  # at the start, and behind another space

    def paragraph(self, element: Element, around: _Around) -> Paragraph:
        """The paragraph of the element; the text boxes in it are kept aside."""
        self._add_content(element)
        level = element.get(TEXT + "outline-level", "1") if element.tag == TEXT + "h" else ""
        is_level = level.isdecimal() and len(level) < 3
        number = int(level) if is_level else 0
        return Paragraph(tuple(self._pieces), around.cell, around.box, number)

    def _add_content(self, element: Element) -> None:
        self._add_text(element, "text", element.text)
        for child in element:
            if child.tag in _INLINE:
                self._add_content(child)
            elif isinstance(child.tag, str):
                self._add_special(child)
            self._add_text(child, "tail", child.tail)

    def _add_special(self, element: Element) -> None:
        tag = element.tag
        if tag == TEXT + "s":
            count = element.get(TEXT + "c", "1")
            spaces = " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
            self._add(element, "space", spaces)
        elif tag == TEXT + "tab":
            self._add(element, "space", "\t")
        elif tag == TEXT + "line-break":
            self._add(element, "fixed", BREAK, BLANK)
        elif tag == TEXT + "note":
            self._add(element, "fixed", NOTE, BLANK)
        elif tag.startswith(DRAW):
            self.boxes.append(element)
            if element.get(TEXT + "anchor-type") == "as-char":
                self._add(element, "fixed", OBJECT, BLANK)
        elif tag not in _UNREAD:
            # A field: the text that it last showed.
            self._add(element, "fixed", self._shown("".join(map(str, element.itertext()))))

    def _add_text(self, element: Element, kind: PieceKind, text: str | None) -> None:
        # An empty text is added too: an insertion may go there.
        self._add(element, kind, self._shown(text or ""))

    def _add(self, element: Element, kind: PieceKind, text: str, prose: str = "") -> None:
        if kind in ("space", "fixed") and text:
            self._drops_space = False
        if text or kind in ("text", "tail"):
            kind = "fixed" if self._is_fixed else kind
            self._pieces.append(Piece(element, kind, text, prose or text))

    def _shown(self, text: str) -> str:
        """The text with its white space collapsed, as programs show it."""
        if not {" ", "\t", "\n", "\r"} & {*text}:
            self._drops_space = self._drops_space and not text
            return text
        shown: list[str] = []
        for character in text:
            is_space = character in " \t\n\r"
            if not (is_space and self._drops_space):
                shown.append(" " if is_space else character)
            self._drops_space = is_space
        return "".join(shown)


def _count(element: Element, attribute: str) -> int:
    """The number of rows or columns that an element stands for."""
    count = element.get(attribute, "1")
    return min(int(count), _MOST_COLUMNS) if count.isdecimal() and len(count) < 9 else 1

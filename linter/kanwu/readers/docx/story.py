"""A story, such as the body or a footnote, read paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kanwu.document import BLANK
from kanwu.readers.docx.fields import Fields
from kanwu.readers.docx.filled_lines import without_filled
from kanwu.readers.docx.ooxml import MC, WP, W, is_on
from kanwu.readers.docx.pieces import (
    PIECE_BY_TAG,
    Paragraph,
    Piece,
    chosen_alternative,
    columns,
    fallback,
    has_own_mark,
    is_locked,
    is_unread,
    object_piece,
    text_boxes,
)
from kanwu.readers.locations import Cell, Tables
from kanwu.readers.paragraphs import NOTE
from kanwu.readers.xml import Element

_TABLE_TAGS = (W + "tbl", W + "tr", W + "tc")


def paragraphs(story: Element) -> Iterator[Paragraph]:
    """The paragraphs in reading order; the paragraphs of a text box follow its anchor's."""
    return _Story().paragraphs(story, None)


class _Story:
    """A story read up to some place, with the fields, locks and paragraph open there."""

    def __init__(self) -> None:
        self._fields = Fields()
        self._locks = 0  # the number of locked elements around the place
        self._open: Element | None = None  # a paragraph whose end is deleted: the next continues it
        self._pieces: list[Piece] = []
        self._boxes: list[Paragraph] = []
        self._box_count = 0
        self._tables = Tables()

    def paragraphs(self, element: Element, cell: Cell | None) -> Iterator[Paragraph]:
        for child in element:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child, cell)
            elif tag == W + "sdt":
                self._locks += is_locked(child)
                yield from self.paragraphs(child, cell)
                self._locks -= is_locked(child)
            elif tag == MC + "AlternateContent":
                yield from self.paragraphs(chosen_alternative(child), cell)
            elif tag in _TABLE_TAGS:
                yield from self._table(child, cell)
            elif not is_unread(child):
                yield from self.paragraphs(child, cell)
        if self._open is not None:
            yield from self._close(self._open, cell)

    def _table(self, element: Element, cell: Cell | None) -> Iterator[Paragraph]:
        """The paragraphs of a table, a row or a cell."""
        if element.tag == W + "tbl":
            self._tables.begin()
            yield from self.paragraphs(element, cell)
            self._tables.end()
        elif element.tag == W + "tc":
            cell = self._tables.next_cell(by=columns(element, "tcPr/gridSpan", 1))
            if not is_unread(element):
                yield from self.paragraphs(element, cell)
        elif not is_unread(element):
            self._tables.next_row(before=columns(element, "trPr/gridBefore", 0))
            yield from self.paragraphs(element, cell)

    def _paragraph(self, paragraph: Element, cell: Cell | None) -> Iterator[Paragraph]:
        self._read_content(paragraph)
        if any(is_on(paragraph, f"pPr/rPr/{change}") for change in ("del", "moveFrom")):
            self._open = paragraph if self._pieces else None
        else:
            yield from self._close(paragraph, cell)

    def _close(self, paragraph: Element, cell: Cell | None) -> Iterator[Paragraph]:
        yield Paragraph(paragraph, without_filled(self._pieces), cell)
        yield from self._boxes
        self._open, self._pieces, self._boxes = None, [], []

    def _read_content(self, element: Element) -> None:
        for child in element:
            tag = str(child.tag)
            if piece := PIECE_BY_TAG.get(tag):
                self._add(piece(child))
            elif read := _READ_BY_TAG.get(tag):
                read(self, child)
            elif not is_unread(child):
                self._read_content(child)

    def _read_run(self, run: Element) -> None:
        if not is_on(run, "rPr/vanish"):
            self._read_content(run)
            return
        for child in run.iterchildren(W + "fldChar", W + "instrText"):
            _READ_BY_TAG[str(child.tag)](self, child)

    def _read_control(self, control: Element) -> None:
        self._locks += is_locked(control)
        self._read_content(control)
        self._locks -= is_locked(control)

    def _read_ruby(self, ruby: Element) -> None:
        # The reading above the text would not fit changed text.
        self._locks += 1
        self._read_content(ruby)
        self._locks -= 1

    def _read_note(self, element: Element) -> None:
        if not has_own_mark(element):
            self._add(Piece(element, NOTE, "fixed", BLANK))

    def _read_field_mark(self, element: Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end" and self._fields.end() == "page":
            self._add(object_piece(element))

    def _read_instruction(self, element: Element) -> None:
        self._fields.instruct(element.text or "")

    def _read_simple_field(self, element: Element) -> None:
        self._fields.begin(element.get(W + "instr", ""), simple=True)
        self._read_content(element)
        if self._fields.end() == "page":
            self._add(object_piece(element))

    def _read_drawing(self, element: Element) -> None:
        boxes = text_boxes(element)
        for box in boxes:
            self._box_count += 1
            self._boxes += (within._replace(box=self._box_count) for within in paragraphs(box))
        if not boxes and element.find(WP + "inline") is not None:
            self._add(object_piece(element))

    def _read_alternatives(self, element: Element) -> None:
        count = len(self._boxes)
        self._read_content(chosen_alternative(element))
        chosen, other = self._boxes[count:], fallback(element)
        if not chosen or other is None:
            return
        twins = [paragraph for box in text_boxes(other) for paragraph in paragraphs(box)]
        if [paragraph.text for paragraph in chosen] == [twin.text for twin in twins]:
            self._boxes[count:] = [
                paragraph._replace(twins=(twin.pieces,))
                for paragraph, twin in zip(chosen, twins, strict=True)
            ]

    def _add(self, piece: Piece) -> None:
        if piece.text and not self._fields.is_hidden:
            is_fixed = self._locks or self._fields.is_computed
            self._pieces.append(piece._replace(kind="fixed") if is_fixed else piece)


_READ_BY_TAG: Mapping[str, Callable[[_Story, Element], None]] = {
    W + "r": _Story._read_run,
    W + "sdt": _Story._read_control,
    W + "ruby": _Story._read_ruby,
    W + "footnoteReference": _Story._read_note,
    W + "endnoteReference": _Story._read_note,
    W + "footnoteRef": _Story._read_note,
    W + "endnoteRef": _Story._read_note,
    W + "fldChar": _Story._read_field_mark,
    W + "instrText": _Story._read_instruction,
    W + "fldSimple": _Story._read_simple_field,
    W + "drawing": _Story._read_drawing,
    W + "pict": _Story._read_drawing,
    MC + "AlternateContent": _Story._read_alternatives,
}

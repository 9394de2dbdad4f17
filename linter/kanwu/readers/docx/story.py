"""A story, such as the body or a footnote, read paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kanwu.document import BLANK
from kanwu.readers.docx.fields import Fields
from kanwu.readers.docx.ooxml import MC, WP, M, W, is_on
from kanwu.readers.docx.pieces import (
    BREAK,
    NOTE,
    OBJECT,
    Line,
    Piece,
    boxes,
    chosen,
    fallback,
    is_locked,
    is_unread,
    of_symbol,
    of_tab,
    of_text,
)
from kanwu.readers.xml import Element


def lines(story: Element) -> Iterator[Line]:
    """The paragraphs in reading order; those of text boxes behind the one that they hang on."""
    return _Story().lines(story, is_cell=False)


class _Story:
    """A story as far as it is read, and what is open there."""

    def __init__(self) -> None:
        self._fields = Fields()
        self._locked = 0  # content controls around whose text is not to be written
        self._open: Element | None = None  # a paragraph whose end is deleted: it goes on below
        self._pieces: list[Piece] = []
        self._boxes: list[Line] = []

    def lines(self, element: Element, is_cell: bool) -> Iterator[Line]:
        for child in element:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child, is_cell)
            elif tag == W + "sdt":
                self._locked += is_locked(child)
                yield from self.lines(child, is_cell)
                self._locked -= is_locked(child)
            elif tag == MC + "AlternateContent":
                yield from self.lines(chosen(child), is_cell)
            elif not is_unread(child):
                yield from self.lines(child, is_cell or tag == W + "tc")
        if self._open is not None:
            yield from self._line(self._open, is_cell)

    def _paragraph(self, paragraph: Element, is_cell: bool) -> Iterator[Line]:
        self._inline(paragraph)
        if any(is_on(paragraph, f"pPr/rPr/{change}") for change in ("del", "moveFrom")):
            self._open = paragraph if self._pieces else None
        else:
            yield from self._line(paragraph, is_cell)

    def _line(self, paragraph: Element, is_cell: bool) -> Iterator[Line]:
        yield Line(paragraph, tuple(self._pieces), is_cell)
        yield from self._boxes
        self._open, self._pieces, self._boxes = None, [], []

    def _inline(self, element: Element) -> None:
        for child in element:
            if read := _READ.get(str(child.tag)):
                read(self, child)
            elif not is_unread(child):
                self._inline(child)

    def _run(self, run: Element) -> None:
        if not is_on(run, "rPr/vanish"):
            self._inline(run)
            return
        for child in run.iterchildren(W + "fldChar", W + "instrText"):
            _READ[str(child.tag)](self, child)

    def _control(self, control: Element) -> None:
        self._locked += is_locked(control)
        self._inline(control)
        self._locked -= is_locked(control)

    def _ruby(self, ruby: Element) -> None:
        # What stands above the text would no longer fit.
        self._locked += 1
        self._inline(ruby)
        self._locked -= 1

    def _text(self, element: Element) -> None:
        self._add(of_text(element))

    def _tab(self, element: Element) -> None:
        self._add(of_tab(element))

    def _wide_tab(self, element: Element) -> None:
        self._add(Piece(element, "\t", "fixed", "\t"))

    def _hyphen(self, element: Element) -> None:
        self._add(Piece(element, "-", "fixed", "-"))

    def _symbol(self, element: Element) -> None:
        self._add(of_symbol(element))

    def _break(self, element: Element) -> None:
        self._add(Piece(element, BREAK, "fixed", BLANK))

    def _object(self, element: Element) -> None:
        self._add(Piece(element, OBJECT, "fixed", BLANK))

    def _note(self, element: Element) -> None:
        if element.get(W + "customMarkFollows") not in ("1", "true", "on"):
            self._add(Piece(element, NOTE, "fixed", BLANK))

    def _field_mark(self, element: Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end" and self._fields.end() == "page":
            self._object(element)

    def _instruction(self, element: Element) -> None:
        self._fields.instruct(element.text or "")

    def _simple_field(self, element: Element) -> None:
        self._fields.begin(element.get(W + "instr", ""), simple=True)
        self._inline(element)
        if self._fields.end() == "page":
            self._object(element)

    def _drawing(self, element: Element) -> None:
        found = boxes(element)
        for box in found:
            self._boxes += lines(box)
        if not found and element.find(WP + "inline") is not None:
            self._object(element)

    def _alternatives(self, element: Element) -> None:
        before = len(self._boxes)
        self._inline(chosen(element))
        own, other = self._boxes[before:], fallback(element)
        if not own or other is None:
            return
        twins = [line for box in boxes(other) for line in lines(box)]
        if [line.text for line in own] == [line.text for line in twins]:
            paired = zip(own, twins, strict=True)
            self._boxes[before:] = [one._replace(twins=(two.pieces,)) for one, two in paired]

    def _add(self, piece: Piece) -> None:
        if piece.text and not self._fields.hide:
            fixed = self._locked or self._fields.fix
            self._pieces.append(piece._replace(kind="fixed") if fixed else piece)


_READ: Mapping[str, Callable[[_Story, Element], None]] = {
    W + "r": _Story._run,
    W + "sdt": _Story._control,
    W + "ruby": _Story._ruby,
    W + "t": _Story._text,
    W + "tab": _Story._tab,
    W + "ptab": _Story._wide_tab,
    W + "noBreakHyphen": _Story._hyphen,
    W + "sym": _Story._symbol,
    W + "br": _Story._break,
    W + "cr": _Story._break,
    W + "pgNum": _Story._object,
    W + "object": _Story._object,
    M + "oMath": _Story._object,
    W + "footnoteReference": _Story._note,
    W + "endnoteReference": _Story._note,
    W + "footnoteRef": _Story._note,
    W + "endnoteRef": _Story._note,
    W + "fldChar": _Story._field_mark,
    W + "instrText": _Story._instruction,
    W + "fldSimple": _Story._simple_field,
    W + "drawing": _Story._drawing,
    W + "pict": _Story._drawing,
    MC + "AlternateContent": _Story._alternatives,
}

"""PDF, which is read-only: the lines of each page, joined to paragraphs in the prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kanwu.check import Edit
from kanwu.document import Block, Document
from kanwu.errors import InputError
from kanwu.location import Location
from kanwu.readers import Opened
from kanwu.readers.pdf.columns import in_order
from kanwu.readers.pdf.lines import Line
from kanwu.readers.pdf.prose import join_lines, without_heads
from kanwu.readers.pictures import unread
from kanwu.readers.plain import edited
from kanwu.readers.source_code import without_code
from kanwu.text import Span

if TYPE_CHECKING:
    from kanwu.readers.pdf.page_content import PageContent

_READ_ONLY = "PDF 只读，请改原来的文档"


class OpenedPdf(Opened):
    """A PDF; an edited one has a document, but no bytes to write."""

    __slots__ = ("_cells", "_data", "document")

    def __init__(self, document: Document, data: bytes | None, cells: tuple[bool, ...]) -> None:
        self.document = document
        self._data = data  # None after edits
        self._cells = cells  # whether each line stands in one

    def edited(self, edits: Sequence[Edit]) -> OpenedPdf:
        old = self.document
        text, prose = edited(old.text, edits), edited(old.prose, edits)
        document = _document(old.name, text, prose, old.locations, self._cells)
        return OpenedPdf(document, None if edits else self._data, self._cells)

    def data(self) -> bytes:
        if self._data is None:
            raise InputError(_READ_ONLY)
        return self._data


def read(path: str, data: bytes, encoding: str | None) -> OpenedPdf:
    """The PDF; InputError if it has no text, as a scan has none. `encoding` is unused."""
    from kanwu.readers.pdf.pages import pages  # needs pdfplumber; the rest of the package does not

    every = list(pages(data))
    lines = list(_lines(every))
    if not lines:
        raise InputError("没有文字，可能是扫描件，须先识别成文字")
    locations = tuple(Location("page", line.page) for line in lines)
    cells = tuple(line.area.is_cell for line in lines)
    text = "".join(f"{line.text}\n" for line in lines)
    document = _document(path, text, join_lines(lines), locations, cells)
    document.unread = unread(
        {line.text for line in lines}, lambda: any(page.is_pictured for page in every)
    )
    return OpenedPdf(document, data, cells)


def _lines(pages: Sequence[PageContent]) -> Iterator[Line]:
    """The lines of the pages in reading order; those of a cell have an area of their own."""
    for page, rows in zip(pages, without_heads([page.rows for page in pages]), strict=True):
        for number, lines in enumerate(in_order(rows, page.tables), 1):
            for line in lines:
                area = line.area._replace(number=number) if line.area.edge else line.area
                yield line._replace(area=area)


def _document(
    name: str, text: str, prose: str, locations: tuple[Location, ...], cells: tuple[bool, ...]
) -> Document:
    prose, blocks = without_code(prose, list(_cell_blocks(text, prose, cells)))
    return Document(
        name, text, prose=prose, blocks=blocks, format="pdf", editable=(), locations=locations
    )


def _cell_blocks(text: str, prose: str, cells: Sequence[bool]) -> Iterator[Block]:
    """The blocks of the paragraphs whose lines stand in cells."""
    start = end = 0
    for line, is_cell in zip(text.split("\n"), cells, strict=False):
        end += len(line) + 1
        if prose[end - 1 : end] != "\n":
            continue
        if is_cell:
            yield Block("cell", Span(start, end - 1))
        start = end

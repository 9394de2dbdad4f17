"""PDF, which is read-only: the lines of each page, joined to paragraphs in the prose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from kanwu.check import Edit
from kanwu.document import Document
from kanwu.errors import InputError
from kanwu.location import Location
from kanwu.readers import Opened
from kanwu.readers.pdf.prose import join_lines, without_heads
from kanwu.readers.pictures import unread
from kanwu.readers.plain import edited
from kanwu.readers.source_code import without_code

_READ_ONLY = "PDF 只读，请改原来的文档"


class OpenedPdf(Opened):
    """A PDF; an edited one has a document, but no bytes to write."""

    __slots__ = ("_data", "document")

    def __init__(self, document: Document, data: bytes | None) -> None:
        self.document = document
        self._data = data  # None after edits

    def edited(self, edits: Sequence[Edit]) -> OpenedPdf:
        old = self.document
        text, prose = edited(old.text, edits), edited(old.prose, edits)
        document = _document(old.name, text, prose, old.locations)
        return OpenedPdf(document, None if edits else self._data)

    def data(self) -> bytes:
        if self._data is None:
            raise InputError(_READ_ONLY)
        return self._data


def read(path: str, data: bytes, encoding: str | None) -> OpenedPdf:
    """The PDF; InputError if it has no text, as a scan has none. `encoding` is unused."""
    from kanwu.readers.pdf.pages import pages  # needs pdfplumber; the rest of the package does not

    every = list(pages(data))
    lines_by_page = list(without_heads([lines for lines, _ in every]))
    lines = list(chain.from_iterable(lines_by_page))
    if not lines:
        raise InputError("没有文字，可能是扫描件，须先识别成文字")
    locations = tuple(
        Location("page", number) for number, page in enumerate(lines_by_page, 1) for _ in page
    )
    text = "".join(f"{line.text}\n" for line in lines)
    document = _document(path, text, join_lines(lines), locations)
    document.unread = unread(
        {line.text for line in lines}, lambda: any(is_pictured for _, is_pictured in every)
    )
    return OpenedPdf(document, data)


def _document(name: str, text: str, prose: str, locations: tuple[Location, ...]) -> Document:
    prose, blocks = without_code(prose)
    return Document(
        name, text, prose=prose, blocks=blocks, format="pdf", editable=(), locations=locations
    )

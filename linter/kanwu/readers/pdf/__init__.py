"""PDF, to be read only: the lines of each page, and which of them make up a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain

from kanwu.check import Edit
from kanwu.document import Document, Part
from kanwu.errors import InputError
from kanwu.readers import Opened
from kanwu.readers.pdf.prose import prose, without_heads
from kanwu.readers.plain import edited

_READ_ONLY = "PDF 只读，请改原来的文档"


class OpenedPdf(Opened):
    """A PDF, whose bytes are known as long as it is not edited."""

    __slots__ = ("_data", "document")

    def __init__(self, document: Document, data: bytes | None) -> None:
        self.document = document
        self._data = data

    def edited(self, edits: Sequence[Edit]) -> OpenedPdf:
        old = self.document
        made = _document(old.name, edited(old.text, edits), edited(old.prose, edits), old.parts)
        return OpenedPdf(made, None if edits else self._data)

    def data(self) -> bytes:
        if self._data is None:
            raise InputError(_READ_ONLY)
        return self._data


def read(path: str, data: bytes, encoding: str | None) -> OpenedPdf:
    """The file; InputError if nothing but pictures is in it."""
    from kanwu.readers.pdf.pages import pages

    found = list(without_heads(list(pages(data))))
    lines = list(chain.from_iterable(found))
    if not lines:
        raise InputError("没有文字，可能是扫描件，须先识别成文字")
    starts = accumulate((len(page) for page in found[:-1]), initial=1)
    parts = tuple(Part(line, f"第{page}页") for page, line in enumerate(starts, 1))
    text = "".join(f"{line.text}\n" for line in lines)
    return OpenedPdf(_document(path, text, prose(lines), parts), data)


def _document(name: str, text: str, shown: str, pages: tuple[Part, ...]) -> Document:
    return Document(name, text, prose=shown, format="pdf", editable=(), parts=pages)

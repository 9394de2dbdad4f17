"""Plain text, all of which is prose; and the opened file of every format that is only text."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.readers import Opened
from kanwu.readers.decode import decode, encode
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kanwu.check import Edit

    # Takes the path and the text.
    Parse = Callable[[str, str], Document]


class OpenedText(Opened):
    """A file that is nothing but encoded text."""

    __slots__ = ("_bom", "_encoding", "_parse", "document")

    def __init__(self, document: Document, encoding: str, bom: bool, parse: Parse) -> None:
        self.document = document
        self._encoding = encoding
        self._bom = bom
        self._parse = parse

    def edited(self, edits: Sequence[Edit]) -> OpenedText:
        text = edited(self.document.text, edits)
        document = self._parse(self.document.name, text)
        return OpenedText(document, self._encoding, self._bom, self._parse)

    def data(self) -> bytes:
        return encode(self.document.text, self._encoding, self._bom)


def read(path: str, data: bytes, encoding: str | None) -> OpenedText:
    """Plain text in the named encoding, or in the only plausible one."""
    text, encoding, bom = decode(data, encoding=encoding)
    return OpenedText(Document(path, text), encoding, bom, Document)


def read_text(path: str, text: str) -> OpenedText:
    """Plain text that is already decoded; `data` gives it in UTF-8."""
    return OpenedText(Document(path, text), "utf-8", False, Document)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after the edits, which are in order and do not overlap."""
    parts, end = list[str](), 0
    for (start, stop), new in edits:
        assert start >= end, "edits overlap"
        parts += text[end:start], new
        end = stop
    result = "".join((*parts, text[end:]))
    growth = sum(len(new) - (stop - start) for (start, stop), new in edits)
    assert len(result) == len(text) + growth
    return result

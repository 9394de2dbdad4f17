"""Plain text, which is prose but for source code; and the opened file of every format that is only text."""

from __future__ import annotations

from kanwu.document import Document, paragraphs_on_lines
from kanwu.readers import Opened
from kanwu.readers.decode import decode, encode
from kanwu.readers.source_code import without_code
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
    return OpenedText(parse(path, text), encoding, bom, parse)


def read_text(path: str, text: str) -> OpenedText:
    """Plain text that is already decoded; `data` gives it in UTF-8."""
    return OpenedText(parse(path, text), "utf-8", False, parse)


def parse(name: str, text: str) -> Document:
    """The document; source code in it is no prose."""
    prose, blocks = without_code(paragraphs_on_lines(text))
    return Document(name, text, prose=prose, blocks=blocks)


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

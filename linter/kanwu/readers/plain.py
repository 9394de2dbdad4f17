"""Files that hold nothing but text: plain text, of which all is prose, and Markdown."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.readers import Opened
from kanwu.readers.decode import decode, encode
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kanwu.check import Edit

    # Of a name and a text.
    Read = Callable[[str, str], Document]


class OpenedText(Opened):
    """A text, and how it was encoded."""

    __slots__ = ("_bom", "_encoding", "_read", "document")

    def __init__(self, document: Document, encoding: str, bom: bool, read: Read) -> None:
        self.document = document
        self._encoding = encoding
        self._bom = bom
        self._read = read

    def edited(self, edits: Sequence[Edit]) -> OpenedText:
        text = edited(self.document.text, edits)
        document = self._read(self.document.name, text)
        return OpenedText(document, self._encoding, self._bom, self._read)

    def data(self) -> bytes:
        return encode(self.document.text, self._encoding, self._bom)


def plain(path: str, data: bytes, encoding: str | None) -> OpenedText:
    """Plain text, in the encoding named or in the only one that is plausible."""
    return _opened(path, data, encoding, Document)


def markdown(path: str, data: bytes, encoding: str | None) -> OpenedText:
    """Markdown, as `plain` reads text."""
    from kanwu.readers import markdown

    return _opened(path, data, encoding, markdown.read)


def plain_text(path: str, text: str) -> OpenedText:
    """Plain text that is decoded already; written, it would be UTF-8."""
    return OpenedText(Document(path, text), "utf-8", False, Document)


def markdown_text(path: str, text: str) -> OpenedText:
    """Markdown, as `plain_text` takes text."""
    from kanwu.readers import markdown

    return OpenedText(markdown.read(path, text), "utf-8", False, markdown.read)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, which are in order and apart."""
    pieces, end = list[str](), 0
    for (start, stop), new in edits:
        assert start >= end, "edits on top of each other"
        pieces += text[end:start], new
        end = stop
    made = "".join((*pieces, text[end:]))
    assert len(made) == len(text) + sum(len(new) - (stop - start) for (start, stop), new in edits)
    return made


def _opened(path: str, data: bytes, encoding: str | None, read: Read) -> OpenedText:
    text, found, bom = decode(data, encoding=encoding)
    return OpenedText(read(path, text), found, bom, read)

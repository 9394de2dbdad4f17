"""OpenDocument texts: the paragraphs of the body, each at its place in the XML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kanwu.check import Edit
from kanwu.document import Block, Document
from kanwu.errors import InputError
from kanwu.readers import Opened
from kanwu.readers.archive import Archive
from kanwu.readers.odt.edits import make
from kanwu.readers.odt.pieces import OFFICE, Line, lines
from kanwu.readers.paragraphs import group_edits
from kanwu.readers.xml import Element, parse, serialise
from kanwu.text import Span

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_SIGNATURES = "META-INF/documentsignatures.xml"
_ENCRYPTED = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"


class _Placed(NamedTuple):
    """A paragraph, and where it stands in the text, without its line end."""

    line: Line
    span: Span


class OpenedOdt(Opened):
    """The bytes as they were, and the content as it is now."""

    __slots__ = ("_content", "_data", "_is_changed", "document")

    def __init__(self, path: str, data: bytes, content: bytes, *, is_changed: bool) -> None:
        self._data = data
        self._content = content
        self._is_changed = is_changed
        self.document = _document(path, list(_placed(_body(content))))

    def edited(self, edits: Sequence[Edit]) -> OpenedOdt:
        """The file with the edits made but those that touch what a program writes."""
        body = _body(self._content)
        made = [
            make(line, span.start, own)
            for (line, span), own in group_edits(list(_placed(body)), edits)
        ]
        content = serialise(body.getroottree()) if any(made) else self._content
        is_changed = self._is_changed or any(made)
        return OpenedOdt(self.document.name, self._data, content, is_changed=is_changed)

    def data(self) -> bytes:
        if not self._is_changed:
            return self._data
        archive = Archive(self._data)
        if _SIGNATURES in archive.names:
            raise InputError("文件有数字签名，改动会使签名失效")
        return archive.replaced({_CONTENT: self._content})


def read(path: str, data: bytes, encoding: str | None) -> OpenedOdt:
    """The file; its encoding stands in it, so that none has to be named."""
    if not data.startswith(b"PK"):
        raise InputError("不是 .odt" if data else "文件是空的")
    archive = Archive(data)
    if _MANIFEST in archive.names:
        manifest = parse(_MANIFEST, archive.read(_MANIFEST))
        if next(manifest.iter(_ENCRYPTED), None) is not None:
            raise InputError("文件已加密，请先取消密码")
    if _CONTENT not in archive.names:
        raise InputError(f"不是 .odt：压缩包里没有 {_CONTENT}")
    return OpenedOdt(path, data, archive.read(_CONTENT), is_changed=False)


def _body(content: bytes) -> Element:
    body = parse(_CONTENT, content).getroot().find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise InputError("不是 .odt：没有正文")
    return body


def _placed(body: Element) -> Iterator[_Placed]:
    start = 0
    for line in lines(body):
        end = start + len(line.text)
        yield _Placed(line, Span(start, end))
        start = end + 1


def _document(name: str, paragraphs: Sequence[_Placed]) -> Document:
    return Document(
        name,
        "".join(f"{one.line.text}\n" for one in paragraphs),
        prose="".join(f"{_prose(one.line)}\n" for one in paragraphs),
        blocks=tuple(_blocks(paragraphs)),
        format="odt",
        editable=tuple(span for one in paragraphs for span in _editable(one)),
    )


def _prose(line: Line) -> str:
    return "".join(piece.prose for piece in line.pieces)


def _blocks(paragraphs: Sequence[_Placed]) -> Iterator[Block]:
    for line, span in paragraphs:
        if span.start < span.end and (line.is_cell or line.level):
            yield Block("cell", span) if line.is_cell else Block("heading", span, line.level)


def _editable(paragraph: _Placed) -> Iterator[Span]:
    start = paragraph.span.start
    for fixed, pieces in groupby(paragraph.line.pieces, key=lambda piece: piece.kind == "fixed"):
        end = start + sum(len(piece.text) for piece in pieces)
        if not fixed:
            yield Span(start, end)
        start = end

"""OpenDocument texts: the paragraphs of the body, each at its place in the XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kanwu.check import Edit
from kanwu.document import Block, Document
from kanwu.errors import InputError
from kanwu.location import Location
from kanwu.readers import Opened
from kanwu.readers.archive import Archive
from kanwu.readers.locations import Locations
from kanwu.readers.odt.edits import apply_edits
from kanwu.readers.odt.pieces import DRAW, OFFICE, Paragraph, paragraphs
from kanwu.readers.paragraphs import editable_spans, group_edits
from kanwu.readers.pictures import unread
from kanwu.readers.source_code import without_code
from kanwu.readers.xml import Element, parse, serialise
from kanwu.text import Span

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_SIGNATURES = "META-INF/documentsignatures.xml"
_ENCRYPTION = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"


class Line(NamedTuple):
    """A line of the document's text, which is a paragraph at its place."""

    paragraph: Paragraph
    span: Span  # without the line end
    location: Location


class OpenedOdt(Opened):
    """The file's original bytes, and its content after the edits."""

    __slots__ = ("_content", "_data", "_is_changed", "document")

    def __init__(self, path: str, data: bytes, content: bytes, *, is_changed: bool) -> None:
        self._data = data
        self._content = content
        self._is_changed = is_changed
        body = _body(content)
        lines = list(_place_paragraphs(body))
        self.document = _lay_out(path, lines)
        self.document.unread = unread(
            (line.paragraph.text for line in lines),
            lambda: next(body.iter(DRAW + "image"), None) is not None,
        )

    def edited(self, edits: Sequence[Edit]) -> OpenedOdt:
        """The file after the edits, without edits that touch text a program writes."""
        body = _body(self._content)
        lines = list(_place_paragraphs(body))
        changes = [
            apply_edits(line.paragraph, line.span.start, group)
            for line, group in group_edits(lines, edits)
        ]
        content = serialise(body.getroottree()) if any(changes) else self._content
        is_changed = self._is_changed or any(changes)
        return OpenedOdt(self.document.name, self._data, content, is_changed=is_changed)

    def data(self) -> bytes:
        if not self._is_changed:
            return self._data
        archive = Archive(self._data)
        if _SIGNATURES in archive.names:
            raise InputError("文件有数字签名，改动会使签名失效")
        return archive.replaced({_CONTENT: self._content})


def read(path: str, data: bytes, encoding: str | None) -> OpenedOdt:
    """The OpenDocument text; `encoding` is unused, because the XML declares its own."""
    if not data.startswith(b"PK"):
        raise InputError("不是 .odt" if data else "文件是空的")
    archive = Archive(data)
    if _MANIFEST in archive.names:
        manifest = parse(_MANIFEST, archive.read(_MANIFEST))
        if next(manifest.iter(_ENCRYPTION), None) is not None:
            raise InputError("文件已加密，请先取消密码")
    if _CONTENT not in archive.names:
        raise InputError("不是 .odt：压缩包里没有 {part}", part=_CONTENT)
    return OpenedOdt(path, data, archive.read(_CONTENT), is_changed=False)


def _body(content: bytes) -> Element:
    body = parse(_CONTENT, content).getroot().find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise InputError("不是 .odt：没有正文")
    return body


def _place_paragraphs(body: Element) -> Iterator[Line]:
    locations = Locations()
    start = 0
    for paragraph in paragraphs(body):
        text = paragraph.text
        span = Span(start, start + len(text))
        yield Line(paragraph, span, locations.next(text, paragraph.cell, paragraph.box))
        start = span.end + 1


def _lay_out(name: str, lines: Sequence[Line]) -> Document:
    whole = "".join(f"{_prose(line.paragraph)}\n" for line in lines)
    prose, blocks = without_code(whole, tuple(_blocks(lines)))
    return Document(
        name,
        "".join(f"{line.paragraph.text}\n" for line in lines),
        prose=prose,
        blocks=blocks,
        format="odt",
        editable=tuple(
            span
            for line in lines
            for span in editable_spans(line.paragraph.pieces, line.span.start)
        ),
        locations=tuple(line.location for line in lines),
    )


def _prose(paragraph: Paragraph) -> str:
    return "".join(piece.prose for piece in paragraph.pieces)


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    for paragraph, span, _ in lines:
        is_cell = paragraph.cell is not None
        if span.start < span.end and (is_cell or paragraph.level):
            yield Block("cell", span) if is_cell else Block("heading", span, paragraph.level)

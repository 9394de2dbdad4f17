"""HTML: the text that a reader of the page reads, at its place in the source."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from kanwu.check import Edit
from kanwu.document import BLANK, Document
from kanwu.errors import InputError
from kanwu.readers.decode import Decoded, decode
from kanwu.readers.guess import is_rather_utf_8
from kanwu.readers.html.declaration import declared_encoding, false_declaration
from kanwu.readers.html.prose import divide
from kanwu.readers.html.tokens import tokens
from kanwu.readers.pictures import unread
from kanwu.readers.plain import OpenedText, edited
from kanwu.text import Span, is_within

_BYTE_ORDER_MARKS = (BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE)  # these override a declaration
# The declarations that are obeyed: of encodings that Chinese is written in.
_CHINESE = ("utf-8", "gb18030", "cp950", "big5hkscs")
_TITLE_END = re.compile("(?i)</title")
_PICTURE = re.compile(r"(?i)<(?:img|svg|canvas|object|embed)\b")
_TEXT = re.compile(f"[^\n{BLANK}]+")
_STRAY = re.compile("[<&]")
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;"}


class OpenedHtml(OpenedText):
    """A page; edits change its text, and never the boundary between text and markup."""

    __slots__ = ()

    def edited(self, edits: Sequence[Edit]) -> OpenedHtml:
        """The page after the edits, without edits that touch markup."""
        old = self.document
        texts = old.editable or ()
        escaped = [
            Edit(span, new.translate(_ESCAPES)) for span, new in edits if is_within(span, texts)
        ]
        after = self._apply(escaped)
        if _markup(after.document.text) != _markup(old.text):
            # Old text has become markup: `a < b` does if it loses its second space.
            after = self._apply(sorted([*escaped, *_escape_stray(old, escaped)]))
        return after

    def _apply(self, edits: Sequence[Edit]) -> OpenedHtml:
        document = self._parse(self.document.name, edited(self.document.text, edits))
        return OpenedHtml(document, self._encoding, self._bom, self._parse)


def read(path: str, data: bytes, encoding: str | None) -> OpenedHtml:
    """The page in the named encoding, the marked, the declared or the only plausible one."""
    text, encoding, bom = _decode(data, encoding)
    parse_page = partial(parse, encoding=encoding)
    return OpenedHtml(parse_page(path, text), encoding, bom, parse_page)


def read_text(path: str, text: str) -> OpenedHtml:
    """A page that is already decoded; `data` gives it in UTF-8."""
    return OpenedHtml(parse(path, text), "utf-8", False, parse)


def parse(name: str, text: str, encoding: str = "") -> Document:
    """The document: a paragraph keeps its text; markup and references are BLANK.

    The page is in the encoding; without one, nothing is known of what it declares.
    """
    prose, blocks = divide(text)
    editable = tuple(Span(*match.span()) for match in _TEXT.finditer(prose))
    return Document(
        name,
        text,
        prose=prose,
        blocks=blocks,
        format="html",
        editable=editable,
        false_declaration=false_declaration(text, encoding) if encoding else None,
        unread=unread([prose[_end_of_title(text) :]], lambda: bool(_PICTURE.search(text)), most=0),
    )


def _decode(data: bytes, encoding: str | None) -> Decoded:
    declared = declared_encoding(data)
    is_sure = encoding or data.startswith(_BYTE_ORDER_MARKS) or b"\0" in data
    if is_sure or declared not in _CHINESE:
        return decode(data, encoding=encoding)
    try:
        decoded = decode(data, encoding=declared)
    except InputError:
        return decode(data)
    if data.isascii() or not is_rather_utf_8(data, decoded.text, decoded.encoding):
        return decoded
    return decode(data, encoding="utf-8")


def _end_of_title(text: str) -> int:
    match = _TITLE_END.search(text)
    return match.end() if match else 0


def _markup(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokens(text) if token.kind != "text"]


def _escape_stray(document: Document, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits that escape each `<` and `&` in the text, unless another edit removes it."""
    removed = {offset for (start, end), _ in edits for offset in range(start, end)}
    for match in _STRAY.finditer(document.prose):
        if match.start() not in removed:
            yield Edit(Span(*match.span()), match[0].translate(_ESCAPES))

"""HTML: what a reader of the page would read, at its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence

from kanwu.check import Edit
from kanwu.document import BLANK, Document
from kanwu.errors import InputError
from kanwu.readers.decode import Decoded, decode
from kanwu.readers.html.prose import divide
from kanwu.readers.html.tokens import tokens
from kanwu.readers.plain import OpenedText, edited
from kanwu.text import Span

_FRONT = 4096  # bytes that are searched for what the page says of its encoding
_DECLARED = re.compile(
    rb"""(?xi)
    (?: <meta \b [^>]{0,300}? \b charset | <\?xml \b [^>]{0,100}? \b encoding ) \s* = \s* ["']? \s*
    (utf-?8 | gb2312 | gbk | gb18030 | big5(?:-hkscs)?) (?![\w-])
    """
)
_MARKS = (BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE)  # which say more than what is declared
_TEXT = re.compile(f"[^\n{BLANK}]+")
_STRAY = re.compile("[<&]")
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;"}


class OpenedHtml(OpenedText):
    """A page, in which edits change the text only: never what is markup and what is not."""

    __slots__ = ()

    def edited(self, edits: Sequence[Edit]) -> OpenedHtml:
        """The page with the edits made but those that touch markup."""
        old = self.document
        own = [Edit(span, new.translate(_ESCAPES)) for span, new in edits if _is_text(span, old)]
        made = self._with(own)
        if _markup(made.document.text) != _markup(old.text):
            # As where `a < b` has lost its second space.
            made = self._with(sorted([*own, *_escapes(old, own)]))
        return made

    def _with(self, edits: Sequence[Edit]) -> OpenedHtml:
        document = parse(self.document.name, edited(self.document.text, edits))
        return OpenedHtml(document, self._encoding, self._bom, parse)


def read(path: str, data: bytes, encoding: str | None) -> OpenedHtml:
    """The page, in the encoding named, marked, declared or in the only one that is plausible."""
    text, found, bom = _decoded(data, encoding)
    return OpenedHtml(parse(path, text), found, bom, parse)


def read_text(path: str, text: str) -> OpenedHtml:
    """The page in a text that is decoded already; written, it would be UTF-8."""
    return OpenedHtml(parse(path, text), "utf-8", False, parse)


def parse(name: str, text: str) -> Document:
    """The document: each paragraph with its text alone, markup and references blank."""
    prose, blocks = divide(text)
    editable = tuple(Span(*match.span()) for match in _TEXT.finditer(prose))
    return Document(name, text, prose=prose, blocks=blocks, format="html", editable=editable)


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    declared = _DECLARED.search(data[:_FRONT])
    if encoding or not declared or data.startswith(_MARKS) or b"\0" in data:
        return decode(data, encoding=encoding)
    try:
        return decode(data, encoding=declared[1].decode().lower())
    except InputError:
        return decode(data)


def _is_text(span: Span, document: Document) -> bool:
    spans = document.editable or ()
    at = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return at >= 0 and span.end <= spans[at].end


def _markup(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokens(text) if token.kind != "text"]


def _escapes(document: Document, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits that write `<` and `&` in the text as references, where no other edit does away."""
    gone = {at for (start, end), _ in edits for at in range(start, end)}
    for match in _STRAY.finditer(document.prose):
        if match.start() not in gone:
            yield Edit(Span(*match.span()), match[0].translate(_ESCAPES))

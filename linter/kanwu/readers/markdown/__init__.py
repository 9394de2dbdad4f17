"""Markdown: what a reader of the rendered page would read, at its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_left

from kanwu.document import Block, Document
from kanwu.readers.decode import decode
from kanwu.readers.markdown.prose import divide
from kanwu.readers.plain import OpenedText
from kanwu.text import Span

# A first line that is a key tells front matter from a rule between two paragraphs.
_FRONT_MATTER = re.compile(
    r"""(?mx)
    \A (?: ---[ \t]*\n (?: \#.*\n | [ \t]*\n )* [\w"'\-. ]+ : (?:[ \t].*)? \n
         (?:.*\n)*? (?:---|\.\.\.) [ \t]* $
       | \+\+\+[ \t]*\n (?:.*\n)*? \+\+\+ [ \t]* $ )
    """
)


def read(path: str, data: bytes, encoding: str | None) -> OpenedText:
    """Markdown in the named encoding, or in the only plausible one."""
    text, encoding, bom = decode(data, encoding=encoding)
    return OpenedText(parse(path, text), encoding, bom, parse)


def read_text(path: str, text: str) -> OpenedText:
    """Markdown that is already decoded; `data` gives it in UTF-8."""
    return OpenedText(parse(path, text), "utf-8", False, parse)


def parse(name: str, text: str) -> Document:
    """The document; prose is the whole text where the nesting is too deep to follow."""
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        prose, blocks = _divided(source)
    except RecursionError:
        return Document(name, text, format="markdown")
    if len(source) < len(text):
        prose, blocks = _with_returns(prose, blocks, text)
    return Document(name, text, prose=prose, blocks=blocks, format="markdown")


def _divided(source: str) -> tuple[str, tuple[Block, ...]]:
    front = _FRONT_MATTER.match(source)
    if front is None:
        return divide(source, 0)
    prose, blocks = divide(source, front.end())
    return prose, (Block("front-matter", Span(*front.span())), *blocks)


def _with_returns(
    prose: str, blocks: tuple[Block, ...], text: str
) -> tuple[str, tuple[Block, ...]]:
    """The same for the text with CRLF, of which only the LF was seen."""
    pieces: list[str] = []
    line_ends: list[int] = []  # in the prose, of those that were CRLF
    start = 0
    found = text.find("\r\n")
    while found >= 0:
        end = found - len(line_ends)
        pieces += prose[start:end], prose[end] * 2
        line_ends.append(end)
        start = end + 1
        found = text.find("\r\n", found + 2)
    pieces.append(prose[start:])
    moved = (
        block._replace(span=Span(*(at + bisect_left(line_ends, at) for at in block.span)))
        for block in blocks
    )
    return "".join(pieces), tuple(moved)

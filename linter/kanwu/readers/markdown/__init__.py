"""Markdown: the text that a reader of the rendered page reads, at its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from kanwu.document import Block, Document
from kanwu.readers.decode import decode
from kanwu.readers.markdown.prose import divide
from kanwu.readers.plain import OpenedText
from kanwu.text import Span

# A key on the first line tells front matter from a rule between two paragraphs.
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
    """The document; if the nesting is too deep to follow, all of the text is prose."""
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        prose, blocks = _divide(source)
    except RecursionError:
        return Document(name, text, format="markdown")
    if len(source) < len(text):
        prose, blocks = _restore_returns(prose, blocks, text)
    return Document(name, text, prose=prose, blocks=blocks, format="markdown")


def _divide(source: str) -> tuple[str, tuple[Block, ...]]:
    """The prose, as long as the source, and the blocks, with front matter as the first."""
    front_matter = _FRONT_MATTER.match(source)
    if front_matter is None:
        return divide(source, 0)
    prose, blocks = divide(source, front_matter.end())
    return prose, (Block("front-matter", Span(*front_matter.span())), *blocks)


def _restore_returns(
    prose: str, blocks: Iterable[Block], text: str
) -> tuple[str, tuple[Block, ...]]:
    """The prose and blocks at their places in the text, where CRLF is two code points."""
    parts: list[str] = []
    line_ends: list[int] = []  # offsets in the prose of the line ends that are CRLF in the text
    start = 0
    offset = text.find("\r\n")
    while offset >= 0:
        end = offset - len(line_ends)
        parts += prose[start:end], prose[end] * 2
        line_ends.append(end)
        start = end + 1
        offset = text.find("\r\n", offset + 2)
    parts.append(prose[start:])
    moved_blocks = (
        block._replace(span=Span(*(edge + bisect_left(line_ends, edge) for edge in block.span)))
        for block in blocks
    )
    return "".join(parts), tuple(moved_blocks)

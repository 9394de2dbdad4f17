"""Markdown: the text that a reader of the rendered page reads, at its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from kanwu.document import Block, Document
from kanwu.readers.decode import decode
from kanwu.readers.markdown.prose import Division, divide
from kanwu.readers.plain import OpenedText
from kanwu.text import Span

# A key on the first line tells front matter from a rule between two paragraphs. Hugo takes it after
# empty lines, and Hexo without the first line of signs; a heading has no two keys.
_FRONT_MATTER = re.compile(
    r"""(?mx)
    \A (?:[ \t]*\n)*
       (?: ---[ \t]*\n (?: \#.*\n | [ \t]*\n )* [\w"'\-./@$][\w"'\-./@$: ()（）]*? : (?:[ \t].*)? \n
         (?:.*\n)*? (?:---|\.\.\.) [ \t]* $
       | --- (?:json|toml|js|ya?ml) [ \t]*\n (?:.*\n)*? --- [ \t]* $
       | [A-Za-z][\w\-]*: (?:[ \t].*)? \n (?:[ \t\-].*\n)* [A-Za-z][\w\-]*: (?:[ \t].*)? \n
         (?: [ \t\-].*\n | [A-Za-z][\w\-]*: (?:[ \t].*)? \n )*? --- [ \t]* $
       | (?: ;;;[ \t]*\n )? "[^"\n]*"[ \t]*: .*\n (?:.*\n)*? ;;; [ \t]* $
       | \+\+\+[ \t]*\n (?:.*\n)*? \+\+\+ [ \t]* $
       | \{ [ \t]*\n (?:[ \t].*)?"[^"\n]*"[ \t]*: .*\n (?:.*\n)*? \} [ \t]* $ )
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
        prose, blocks, names = _divide(source)
    except RecursionError:
        return Document(name, text, format="markdown")
    if len(source) < len(text):
        prose, blocks, names = _with_returns(Division(prose, blocks, names), text)
    editable = tuple(_between(names, len(text))) if names else None
    return Document(name, text, prose=prose, blocks=blocks, format="markdown", editable=editable)


def _divide(source: str) -> Division:
    """The source, divided, with front matter as the first block."""
    front_matter = _FRONT_MATTER.match(source)
    if front_matter is None:
        return divide(source, 0)
    division = divide(source, front_matter.end())
    block = Block("front-matter", Span(*front_matter.span()))
    return division._replace(blocks=(block, *division.blocks))


def _with_returns(division: Division, text: str) -> Division:
    """The same at its places in the text, where CRLF is two code points."""
    parts: list[str] = []
    line_ends: list[int] = []  # offsets in the prose of the line ends that are CRLF in the text
    start = 0
    offset = text.find("\r\n")
    while offset >= 0:
        end = offset - len(line_ends)
        parts += division.prose[start:end], division.prose[end] * 2
        line_ends.append(end)
        start = end + 1
        offset = text.find("\r\n", offset + 2)
    parts.append(division.prose[start:])

    def moved(span: Span) -> Span:
        return Span(*(edge + bisect_left(line_ends, edge) for edge in span))

    blocks = (block._replace(span=moved(block.span)) for block in division.blocks)
    return Division("".join(parts), tuple(blocks), tuple(map(moved, division.names)))


def _between(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """The spans between these, which are in order and may overlap, from 0 to the length."""
    done = 0
    for start, end in spans:
        if done < start:
            yield Span(done, start)
        done = max(done, end)
    yield Span(done, length)

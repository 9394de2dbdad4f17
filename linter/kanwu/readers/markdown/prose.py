"""The prose of a Markdown source, and its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marko import block, inline
from marko.element import Element
from marko.ext.gfm import elements as gfm

from kanwu.document import BLANK, Block
from kanwu.expressions import compiled
from kanwu.readers.markdown.dialects import Opaque, OpaqueLines
from kanwu.readers.markdown.parser import MarkdownParser
from kanwu.readers.markdown.syntax import NAME
from kanwu.text import Span

_CODE = (block.CodeBlock, block.FencedCode)
_WITHOUT_PROSE = (
    *_CODE,
    inline.CodeSpan,
    inline.InlineHTML,
    inline.AutoLink,
    inline.LineBreak,
    Opaque,
)

_ITEM_NUMBER = re.compile(r"[ \t]*(?P<number>[0-9]{1,9}[.)])")
_COMMENT = re.compile(r"<!--[\s\S]*?(?:-->|\Z)")
# The beginning of a line in a paragraph; a line with an ordinal is a paragraph of its own.
_LINE_BEGINNING = re.compile(
    r"""(?x)
    [ \t>]* (?P<indent> \u3000* ) [*_]{0,3}
    (?P<ordinal>
        [一二三四五六七八九十百]{1,4} [、．.]
      | [（(] [一二三四五六七八九十百\d]{1,4} [）)]
      | \d{1,3} (?: [、．)）] | \.(?!\d) )
      | [①-⑳⑴-⒛㈠-㈩]
      | 第 [一二三四五六七八九十百千零〇两\d]{1,7} [编章节条] (?![、，和或及至到第的规款])
      | [*]?\[\^? [^\]\n]{1,60} \]:
      | [:~][ \t]
    )?
    """
)


class Passage(NamedTuple):
    """A stretch of the source that is prose, half-open, in code points."""

    start: int
    end: int
    replacement: str = ""  # as long as the stretch; empty if it is prose as it stands


class Division(NamedTuple):
    """A source, divided."""

    prose: str  # as long as the source
    blocks: tuple[Block, ...]
    names: tuple[Span, ...] = ()  # in the prose, and perhaps elsewhere too: not to be edited


def divide(source: str, start: int) -> Division:
    """The source, divided; nothing before `start`, the start of a line, is prose."""
    # marko takes a form feed for a line end, and replaces NUL.
    source_for_marko = _blank(source[:start], " ") + source[start:].replace("\f", "\v").replace(
        "\0", "\ufffd"
    )
    passages: list[Passage] = []
    blocks: list[Block] = []
    names = [Span(*match.span()) for match in compiled(NAME).finditer(source, start)]
    for element in _elements(MarkdownParser().parse(source_for_marko)):
        passages += _passages(element, source_for_marko)
        blocks += _blocks(element, source_for_marko)
        names += _fixed(element, source_for_marko)
    blocks.sort(key=lambda block: block.span)
    return Division(_lay_out(sorted(passages), source), tuple(blocks), tuple(sorted(names)))


def _blank(source: str, blank: str = BLANK) -> str:
    return "\n".join(blank * len(line) for line in source.split("\n"))


def _elements(element: Element) -> Iterator[Element]:
    """The element, and all elements in it that may hold prose."""
    waiting = [element]
    while waiting:
        element = waiting.pop()
        yield element
        children = getattr(element, "children", ())
        if not isinstance(children, str) and not isinstance(element, _WITHOUT_PROSE):
            waiting += [child for child in reversed(children) if isinstance(child, Element)]


def _passages(element: Element, source: str) -> Iterator[Passage]:
    """The prose of the element itself, without its children's."""
    if isinstance(element, inline.RawText):
        yield from _raw_text(element, source)
    elif isinstance(element, inline.Literal):
        # The backslash is markup.
        end = _place(element).end
        yield Passage(end - 1, end)
    elif isinstance(element, (block.Paragraph, block.SetextHeading)):
        yield from _line_ends(_content(element), source)
    elif isinstance(element, block.ListItem):
        if number := _ITEM_NUMBER.match(source, _place(element).start):
            yield Passage(*number.span("number"))
    elif isinstance(element, gfm.TableRow):
        yield from _pipes(element, source)
    elif isinstance(element, (Opaque, OpaqueLines)) and element.words:
        yield Passage(*element.words)


def _raw_text(element: inline.RawText, source: str) -> Iterator[Passage]:
    """The text, without the markup of quotes before a line, and of pipes."""
    offset = _place(element).start
    for stretch in re.findall(r"[^|\n]+|[|\n]", element.children):
        offset = source.index(stretch, offset)
        if stretch != "\n":
            yield Passage(offset, offset + len(stretch))
        offset += len(stretch)


def _line_ends(content: Span, source: str) -> Iterator[Passage]:
    """The line ends within a paragraph, which are BLANK in prose, and the visible indents."""
    start = content.start
    while source[start - 1 : start] == "\u3000":
        start -= 1
    yield Passage(start, content.start)
    end = source.find("\n", content.start, content.end)
    while end >= 0:
        beginning = _LINE_BEGINNING.match(source, end + 1)
        assert beginning is not None  # all of the pattern is optional
        is_hard = source.endswith(("  ", "\\"), content.start, end)
        if not (is_hard or beginning["ordinal"] or len(beginning["indent"]) > 1):
            yield Passage(end, end + 1, BLANK)
        yield Passage(*beginning.span("indent"))
        end = source.find("\n", end + 1, content.end)


def _pipes(row: gfm.TableRow, source: str) -> Iterator[Passage]:
    """The pipes between cells, each as a line end."""
    start = _place(row).start
    cells = [_place(cell) for cell in row.children if cell.source_span is not None]
    for cell in (*cells, Span(_place(row).end, 0)):
        pipe = source.find("|", start, cell.start)
        while pipe >= 0:
            yield Passage(pipe, pipe + 1, "\n")
            pipe = source.find("|", pipe + 1, cell.start)
        start = cell.end


def _blocks(element: Element, source: str) -> Iterator[Block]:
    if isinstance(element, (block.Heading, block.SetextHeading)):
        if element.children:
            yield Block("heading", _content(element), element.level)
    elif isinstance(element, gfm.TableCell):
        if element.source_span is not None:
            yield Block("cell", _place(element))
    elif isinstance(element, _CODE):
        yield Block("code", _place(element))
    elif isinstance(element, block.ListItem):
        yield Block("item", Span(_place(element).start, _place(element).start))
    elif isinstance(element, (block.HTMLBlock, inline.InlineHTML)):
        for comment in _COMMENT.finditer(source, *_place(element)):
            yield Block("comment", Span(*comment.span()))


def _fixed(element: Element, source: str) -> Iterator[Span]:
    """The text of the element itself that its syntax needs as it is."""
    if isinstance(element, inline.Literal):
        end = _place(element).end
        yield Span(end - 1, end)
    elif isinstance(element, (inline.Link, inline.Image)) and element.dest_span is None:
        start, end = _place(element)
        # The text of [办法] and [办法][] is the label of the address too.
        if source.find("](", start, end) < 0:
            yield Span(start, end)


def _content(element: block.BlockElement) -> Span:
    """The span from the first character of the text to the last, over all lines."""
    if not element.children:
        return Span(_place(element).start, _place(element).start)
    return Span(_place(element.children[0]).start, _place(element.children[-1]).end)


def _place(element: Element) -> Span:
    assert element.source_span is not None, f"no place for {element!r}"
    return Span(*element.source_span)


def _lay_out(passages: Iterable[Passage], source: str) -> str:
    """The prose: passages at their places, BLANK and line ends between them."""
    parts: list[str] = []
    done = 0
    for start, end, replacement in passages:
        # An indent may reach into a text with `>` in it.
        if done < end:
            start = max(start, done)
            parts += _blank(source[done:start]), replacement or source[start:end]
            done = end
    parts.append(_blank(source[done:]))
    return "".join(parts)

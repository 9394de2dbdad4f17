"""What of a Markdown source is prose, and which parts of it are more than a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marko import block, inline
from marko.element import Element
from marko.ext.gfm import elements as gfm

from kanwu.document import BLANK, Block
from kanwu.readers.markdown.parser import MarkdownParser, Opaque
from kanwu.text import Span

_CODE = (block.CodeBlock, block.FencedCode)
_CLOSED = (*_CODE, inline.CodeSpan, inline.InlineHTML, inline.AutoLink, inline.LineBreak, Opaque)

_NUMBER = re.compile(r"[ \t]*(?P<number>\d{1,9}[.)])")
_COMMENT = re.compile(r"<!--[\s\S]*?(?:-->|\Z)")
# What a line within a paragraph begins with; after an ordinal it is a paragraph of its own.
_LINE_HEAD = re.compile(
    r"""(?x)
    [ \t>]* (?P<indent> \u3000* ) [*_]{0,3}
    (?P<ordinal>
        [一二三四五六七八九十百]{1,4} [、．.]
      | [（(] [一二三四五六七八九十百\d]{1,4} [）)]
      | \d{1,3} (?: [、．)）] | \.(?!\d) )
      | [①-⑳⑴-⒛㈠-㈩]
      | 第 [一二三四五六七八九十百千零〇两\d]{1,7} [编章节条] (?![、，和或及至到第的规款])
      | \[\^ [^\]\s]{1,60} \]:
    )?
    """
)


class Run(NamedTuple):
    """What of the source is prose, as it stands or as `instead`, which is as long."""

    start: int
    end: int
    instead: str = ""


def divide(source: str, start: int) -> tuple[str, tuple[Block, ...]]:
    """The prose of the source from a line's start on, as long as all of it, and the blocks."""
    # To marko a form feed ends a line, and NUL is another character.
    seen = _blanked(source[:start], " ") + source[start:].replace("\f", "\v").replace(
        "\0", "\ufffd"
    )
    runs: list[Run] = []
    blocks: list[Block] = []
    for element in _elements(MarkdownParser().parse(seen)):
        runs += _runs(element, seen)
        blocks += _blocks(element, seen)
    return _laid_out(sorted(runs), source), tuple(sorted(blocks, key=lambda one: one.span))


def _blanked(source: str, blank: str = BLANK) -> str:
    return "\n".join(blank * len(line) for line in source.split("\n"))


def _elements(element: Element) -> Iterator[Element]:
    """The element and all below it that may hold prose."""
    yield element
    if isinstance(element, _CLOSED):
        return
    for child in getattr(element, "children", ()):
        if isinstance(child, Element):
            yield from _elements(child)


def _runs(element: Element, source: str) -> Iterator[Run]:
    if isinstance(element, inline.RawText):
        yield from _raw_text(element, source)
    elif isinstance(element, inline.Literal):
        # The backslash is markup.
        end = _place(element).end
        yield Run(end - 1, end)
    elif isinstance(element, (block.Paragraph, block.SetextHeading)):
        yield from _line_ends(_content(element), source)
    elif isinstance(element, block.ListItem):
        if number := _NUMBER.match(source, _place(element).start):
            yield Run(*number.span("number"))
    elif isinstance(element, gfm.TableRow):
        yield from _pipes(element, source)


def _raw_text(element: inline.RawText, source: str) -> Iterator[Run]:
    """The text line by line, without what opens a line in a quote or stands before a pipe."""
    offset = _place(element).start
    for piece in re.findall(r"[^|\n]+|[|\n]", element.children):
        offset = source.index(piece, offset)
        if piece != "\n":
            yield Run(offset, offset + len(piece))
        offset += len(piece)


def _line_ends(content: Span, source: str) -> Iterator[Run]:
    """A line end within a paragraph, which ends none; and the indents, which are seen."""
    start = content.start
    while source[start - 1 : start] == "\u3000":
        start -= 1
    yield Run(start, content.start)
    end = source.find("\n", content.start, content.end)
    while end >= 0:
        head = _LINE_HEAD.match(source, end + 1)
        assert head is not None  # it may be empty
        hard = source.endswith(("  ", "\\"), content.start, end)
        if not (hard or head["ordinal"] or len(head["indent"]) > 1):
            yield Run(end, end + 1, BLANK)
        yield Run(*head.span("indent"))
        end = source.find("\n", end + 1, content.end)


def _pipes(row: gfm.TableRow, source: str) -> Iterator[Run]:
    """Each pipe as the line end between two cells."""
    between = _place(row).start
    ends = [_place(cell) for cell in row.children if cell.source_span is not None]
    for cell in (*ends, Span(_place(row).end, 0)):
        pipe = source.find("|", between, cell.start)
        while pipe >= 0:
            yield Run(pipe, pipe + 1, "\n")
            pipe = source.find("|", pipe + 1, cell.start)
        between = cell.end


def _blocks(element: Element, source: str) -> Iterator[Block]:
    if isinstance(element, (block.Heading, block.SetextHeading)):
        if element.children:
            yield Block("heading", _content(element), element.level)
    elif isinstance(element, gfm.TableCell):
        if element.source_span is not None:
            yield Block("cell", _place(element))
    elif isinstance(element, _CODE):
        yield Block("code", _place(element))
    elif isinstance(element, (block.HTMLBlock, inline.InlineHTML)):
        for comment in _COMMENT.finditer(source, *_place(element)):
            yield Block("comment", Span(*comment.span()))


def _content(element: block.BlockElement) -> Span:
    """From the first character of the text to its last, over all its lines."""
    if not element.children:
        return Span(_place(element).start, _place(element).start)
    return Span(_place(element.children[0]).start, _place(element.children[-1]).end)


def _place(element: Element) -> Span:
    assert element.source_span is not None, f"no place for {element!r}"
    return Span(*element.source_span)


def _laid_out(runs: Iterable[Run], source: str) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, instead in runs:
        # An indent may reach into the text where `>` is part of that.
        if done < end:
            start = max(start, done)
            pieces += _blanked(source[done:start]), instead or source[start:end]
            done = end
    pieces.append(_blanked(source[done:]))
    return "".join(pieces)

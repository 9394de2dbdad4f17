"""The prose of an HTML source, paragraph by paragraph, and its blocks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from re import Match
from typing import Literal

from kanwu.document import BLANK, Block
from kanwu.readers.html.tokens import Token, tokens
from kanwu.text import Span

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("tr", "thead", "tbody", "tfoot", "caption", "colgroup", "col"))
_BLOCKS = """
address article aside blockquote body br button center dd details dialog dir div dl dt fieldset
figcaption figure footer form frameset head header hgroup hr html legend li main menu nav noscript
ol optgroup option p pre section select summary table textarea title ul
"""
# A paragraph ends where one of these begins or ends; pages use <br> too as if it ended one.
_ENDING = frozenset(_BLOCKS.split()).union(_HEADINGS, _CELLS, _ROWS)
# Elements without prose: within a paragraph, code and readings; others may hold paragraphs.
_SILENT_WORDS = frozenset(("code", "kbd", "samp", "rt", "rp"))
_SILENT = frozenset(("svg", "math", "template")).union(_SILENT_WORDS)

_SPACE = " \t\n\r\f"  # a browser shows a run of these as one space, or not at all
_SPACES = re.compile(rf"[{_SPACE}]++")
# A heading with more paragraphs is an unended one; a cell with more is for layout.
_MOST_PARAGRAPHS = 5


def divide(source: str) -> tuple[str, tuple[Block, ...]]:
    """The prose, as long as the source, and the blocks."""
    page = _Page(source)
    for token in tokens(source):
        page.take(token)
    page.end()
    return _lay_out(page.paragraphs, source), page.blocks()


class _Container:
    """A heading, a cell or a table that has begun."""

    def __init__(self, kind: Literal["heading", "cell", "table"], first: int, level: int) -> None:
        self.kind = kind
        self.first = first  # the index of its first paragraph
        self.level = level  # of a heading, from 1
        self.is_innermost = True  # it holds no other container


class _Page:
    """A page read up to some token; a paragraph is the list of its stretches of text."""

    def __init__(self, source: str) -> None:
        self.paragraphs: list[list[Span]] = []
        self._source = source
        self._stretches: list[Span] = []
        self._containers: list[_Container] = []
        self._silent: list[Token] = []
        self._silent_names = Counter[str]()  # of the tokens in `_silent`
        self._pre_depth = 0  # elements <pre> that are open
        self._blocks: list[Block] = []  # headings and cells
        self._asides: list[Block] = []  # comments and code

    def take(self, token: Token) -> None:
        kind, start, end, name = token
        if name in _ENDING or name == "ruby":
            self._end_words(start)
        if name in _SILENT:
            self._take_silent(token)
        elif self._silent:
            return
        elif kind == "text":
            self._take_text(start, end)
        elif kind in ("comment", "raw"):
            self._asides.append(Block("comment" if kind == "comment" else "code", Span(start, end)))
        elif name in _ENDING:
            self._end_paragraph()
            self._take_container(name, begins=kind != "close")
            if name == "pre" and kind != "empty":
                self._pre_depth = max(0, self._pre_depth + (1 if kind == "open" else -1))

    def end(self) -> None:
        self._end_paragraph()
        while self._containers:
            self._close_container()

    def blocks(self) -> tuple[Block, ...]:
        """The headings and cells in order, with the comments and code outside them."""
        containers = sorted(self._blocks, key=lambda block: block.span)
        starts = [block.span.start for block in containers]
        blocks = self._blocks.copy()
        for aside in self._asides:
            index = bisect_right(starts, aside.span.start) - 1
            if index < 0 or containers[index].span.end <= aside.span.start:
                blocks.append(aside)
        return tuple(sorted(blocks, key=lambda block: block.span))

    def _take_text(self, start: int, end: int) -> None:
        if not self._pre_depth:
            self._stretches.append(Span(start, end))
            return
        for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", self._source[start:end]):
            text = line.rstrip("\n\r")
            self._stretches.append(Span(start, start + len(text)))
            start += len(line)
            if text != line:
                self._end_paragraph()

    def _take_silent(self, token: Token) -> None:
        if token.kind == "open":
            self._silent.append(token)
            self._silent_names[token.name] += 1
        elif token.kind == "close" and self._silent_names[token.name]:
            while self._close_silent(token.end) != token.name:
                pass

    def _end_words(self, end: int) -> None:
        """Close code and readings that have no end tag, because the paragraph ends."""
        while self._silent and self._silent[-1].name in _SILENT_WORDS:
            self._close_silent(end)

    def _close_silent(self, end: int) -> str:
        """Close the innermost silent element, and return its name."""
        start_tag = self._silent.pop()
        self._silent_names[start_tag.name] -= 1
        if not self._silent and start_tag.name not in ("rt", "rp"):
            self._asides.append(Block("code", Span(start_tag.start, end)))
        return start_tag.name

    def _take_container(self, name: str, *, begins: bool) -> None:
        """Open and close headings, cells and tables; most end tags may be missing."""
        if name in _HEADINGS:
            if self._containers and self._containers[-1].kind == "heading":
                self._close_container()
            if begins:
                self._open_container("heading", int(name[1]))
        elif name == "table" and begins:
            self._open_container("table")
        elif name in _CELLS or name in _ROWS or name == "table":
            while self._containers and self._containers[-1].kind != "table":
                self._close_container()
            if name == "table" and self._containers:
                self._close_container()
            if begins and name in _CELLS:
                self._open_container("cell")

    def _open_container(self, kind: Literal["heading", "cell", "table"], level: int = 0) -> None:
        if self._containers:
            self._containers[-1].is_innermost = False
        self._containers.append(_Container(kind, len(self.paragraphs), level))

    def _close_container(self) -> None:
        container = self._containers.pop()
        count = len(self.paragraphs) - container.first
        is_block = container.is_innermost and 0 < count <= _MOST_PARAGRAPHS
        if container.kind != "table" and is_block:
            span = Span(self.paragraphs[container.first][0].start, self.paragraphs[-1][-1].end)
            self._blocks.append(Block(container.kind, span, container.level))

    def _end_paragraph(self) -> None:
        """Keep the stretches as a paragraph, without white space at either end."""
        filled = [span for span in self._stretches if self._source[slice(*span)].strip(_SPACE)]
        self._stretches = []
        if filled:
            first, last = filled[0], filled[-1]
            from_first_character = len(self._source[slice(*first)].lstrip(_SPACE))
            filled[0] = Span(first.end - from_first_character, first.end)
            to_last_character = len(self._source[slice(*last)].rstrip(_SPACE))
            filled[-1] = Span(filled[-1].start, last.start + to_last_character)
            self.paragraphs.append(filled)


def _lay_out(paragraphs: Iterable[list[Span]], source: str) -> str:
    """The prose: each paragraph is on a line of its own, with its text at both ends."""
    texts: list[str] = []
    done = 0
    for paragraph in paragraphs:
        start = paragraph[0].start
        texts.append(_gap(start - done, is_behind=bool(done), is_before=True))
        done = start
        for start, end in paragraph:
            texts += BLANK * (start - done), _SPACES.sub(_blank_line_end, source[start:end])
            done = end
    texts.append(_gap(len(source) - done, is_behind=bool(done), is_before=False))
    return "".join(texts)


def _gap(length: int, *, is_behind: bool, is_before: bool) -> str:
    """Markup of the length (code points), with a line end beside each paragraph that it touches."""
    begin = "\n" if is_behind and length else ""
    end = "\n" if is_before and length > len(begin) else ""
    return begin + BLANK * (length - len(begin) - len(end)) + end


def _blank_line_end(space: Match[str]) -> str:
    """The white space, as it stands or as BLANK if a line end is in it."""
    return BLANK * len(space[0]) if {"\n", "\r"} & set(space[0]) else space[0]

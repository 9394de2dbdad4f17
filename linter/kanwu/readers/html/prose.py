"""What of an HTML source is prose, paragraph by paragraph, and which parts are headings and cells."""

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

Kind = Literal["heading", "cell"]

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("tr", "thead", "tbody", "tfoot", "caption", "colgroup", "col"))
_BLOCKS = """
address article aside blockquote body br button center dd details dialog dir div dl dt fieldset
figcaption figure footer form frameset head header hgroup hr html legend li main menu nav noscript
ol optgroup option p pre section select summary table textarea title ul
"""
# A paragraph ends where they begin and where they end; at <br> too, for so pages use it.
_ENDING = frozenset(_BLOCKS.split()).union(_HEADINGS, _CELLS, _ROWS)
# What they hold is no prose: code, how a character is read; and what may hold whole paragraphs.
_SILENT_WORDS = frozenset(("code", "kbd", "samp", "rt", "rp"))
_SILENT = frozenset(("svg", "math", "template")).union(_SILENT_WORDS)

_SPACE = " \t\n\r\f"  # which is shown as one space, or not at all
_SPACES = re.compile(rf"[{_SPACE}]++")
_MOST = 5  # paragraphs in a heading or a cell; more are a heading not ended, a table for layout


def divide(source: str) -> tuple[str, tuple[Block, ...]]:
    """The prose, as long as the source, and the blocks."""
    page = _Page(source)
    for token in tokens(source):
        page.take(token)
    page.end()
    return _laid_out(page.paragraphs, source), page.blocks()


class _Part:
    """A heading, a cell or a table that has begun."""

    def __init__(self, kind: Kind | None, first: int, level: int = 0) -> None:
        self.kind = kind  # None for a table
        self.first = first  # the number of its first paragraph
        self.level = level
        self.is_mere = True  # nothing but text in it


class _Page:
    """What was read so far: each paragraph as the stretches of its text."""

    def __init__(self, source: str) -> None:
        self.paragraphs: list[list[Span]] = []
        self._source = source
        self._stretches: list[Span] = []
        self._parts: list[_Part] = []
        self._silent: list[Token] = []
        self._open = Counter[str]()  # how many of these there are of each name
        self._kept_lines = 0  # depth of <pre>
        self._found: list[Block] = []
        self._aside: list[Block] = []  # comments and code

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
            self._aside.append(Block("comment" if kind == "comment" else "code", Span(start, end)))
        elif name in _ENDING:
            self._end_paragraph()
            self._take_part(name, kind != "close")
            if name == "pre" and kind != "empty":
                self._kept_lines = max(0, self._kept_lines + (1 if kind == "open" else -1))

    def end(self) -> None:
        self._end_paragraph()
        while self._parts:
            self._close_part()

    def blocks(self) -> tuple[Block, ...]:
        """The headings and cells, and between them comments and code."""
        found = sorted(self._found, key=lambda one: one.span)
        starts = [block.span.start for block in found]
        for aside in self._aside:
            at = bisect_right(starts, aside.span.start) - 1
            if at < 0 or found[at].span.end <= aside.span.start:
                self._found.append(aside)
        return tuple(sorted(self._found, key=lambda one: one.span))

    def _take_text(self, start: int, end: int) -> None:
        if not self._kept_lines:
            self._stretches.append(Span(start, end))
            return
        for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", self._source[start:end]):
            bare = line.rstrip("\n\r")
            self._stretches.append(Span(start, start + len(bare)))
            start += len(line)
            if bare != line:
                self._end_paragraph()

    def _take_silent(self, token: Token) -> None:
        if token.kind == "open":
            self._silent.append(token)
            self._open[token.name] += 1
        elif token.kind == "close" and self._open[token.name]:
            while self._leave(token.end) != token.name:
                pass

    def _end_words(self, end: int) -> None:
        """End code and the like, whose end tag is missing, with the paragraph."""
        while self._silent and self._silent[-1].name in _SILENT_WORDS:
            self._leave(end)

    def _leave(self, end: int) -> str:
        opened = self._silent.pop()
        self._open[opened.name] -= 1
        if not self._silent and opened.name not in ("rt", "rp"):
            self._aside.append(Block("code", Span(opened.start, end)))
        return opened.name

    def _take_part(self, name: str, begins: bool) -> None:
        """Begin and end headings, cells and tables; most may do without their end tags."""
        if name in _HEADINGS:
            if self._parts and self._parts[-1].kind == "heading":
                self._close_part()
            if begins:
                self._open_part("heading", int(name[1]))
        elif name == "table" and begins:
            self._open_part(None)
        elif name in _CELLS or name in _ROWS or name == "table":
            while self._parts and self._parts[-1].kind:
                self._close_part()
            if name == "table" and self._parts:
                self._close_part()
            if begins and name in _CELLS:
                self._open_part("cell")

    def _open_part(self, kind: Kind | None, level: int = 0) -> None:
        if self._parts:
            self._parts[-1].is_mere = False
        self._parts.append(_Part(kind, len(self.paragraphs), level))

    def _close_part(self) -> None:
        part = self._parts.pop()
        if part.kind and part.is_mere and 0 < len(self.paragraphs) - part.first <= _MOST:
            span = Span(self.paragraphs[part.first][0].start, self.paragraphs[-1][-1].end)
            self._found.append(Block(part.kind, span, part.level))

    def _end_paragraph(self) -> None:
        """Keep what was read as a paragraph, without the white space around it."""
        kept = [one for one in self._stretches if self._source[slice(*one)].strip(_SPACE)]
        self._stretches = []
        if kept:
            first, last = kept[0], kept[-1]
            before = len(self._source[slice(*first)].lstrip(_SPACE))
            kept[0] = Span(first.end - before, first.end)
            behind = len(self._source[slice(*last)].rstrip(_SPACE))
            kept[-1] = Span(kept[-1].start, last.start + behind)
            self.paragraphs.append(kept)


def _laid_out(paragraphs: Iterable[list[Span]], source: str) -> str:
    """The paragraphs, each on a line of its own that begins and ends with its text."""
    pieces: list[str] = []
    done = 0
    for paragraph in paragraphs:
        start = paragraph[0].start
        pieces.append(_between(start - done, bool(done), True))
        done = start
        for start, end in paragraph:
            pieces += BLANK * (start - done), _SPACES.sub(_without_line_end, source[start:end])
            done = end
    pieces.append(_between(len(source) - done, bool(done), False))
    return "".join(pieces)


def _between(length: int, is_behind: bool, is_before: bool) -> str:
    """So much markup, with a line end next to each paragraph that it touches."""
    begin = "\n" if is_behind and length else ""
    end = "\n" if is_before and length > len(begin) else ""
    return begin + BLANK * (length - len(begin) - len(end)) + end


def _without_line_end(space: Match[str]) -> str:
    return BLANK * len(space[0]) if {"\n", "\r"} & set(space[0]) else space[0]

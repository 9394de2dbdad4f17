"""The prose of an HTML source, paragraph by paragraph, and its blocks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from re import Match

from kanwu.document import BLANK, Block
from kanwu.readers.html.asides import SILENT, Asides
from kanwu.readers.html.containers import CELLS, HEADINGS, ROWS, Containers
from kanwu.readers.html.tokens import Token, tokens
from kanwu.text import Span

_BLOCK_ELEMENTS = """
address article aside blockquote body br button center dd details dialog dir div dl dt fieldset
figcaption figure footer form frameset head header hgroup hr html legend li main menu nav noscript
ol optgroup option p pre section select summary table textarea title ul
"""
# A paragraph ends where one of these begins or ends; pages use <br> too as if it ended one.
_PARAGRAPH_ENDS = frozenset(_BLOCK_ELEMENTS.split()).union(HEADINGS, CELLS, ROWS)
_SPACE = " \t\n\r\f"  # a browser shows a run of these as one space, or not at all
_SPACES = re.compile(rf"[{_SPACE}]++")


def divide(source: str) -> tuple[str, tuple[Block, ...]]:
    """The prose, as long as the source, and the blocks."""
    page = _Page(source)
    for token in tokens(source):
        page.take(token)
    page.end()
    return _lay_out(page.paragraphs, source), page.blocks()


class _Page:
    """A page read up to some token; a paragraph is the list of its stretches of text."""

    def __init__(self, source: str) -> None:
        self.paragraphs: list[list[Span]] = []
        self._source = source
        self._stretches: list[Span] = []
        self._containers = Containers(self.paragraphs)
        self._asides = Asides()
        self._pre_depth = 0  # elements <pre> that are open

    def take(self, token: Token) -> None:
        kind, start, end, name = token
        if name in _PARAGRAPH_ENDS or name == "ruby":
            self._asides.end_words(start)
        if name in SILENT:
            self._asides.take(token)
        elif self._asides.is_open:
            return
        elif kind == "text":
            self._take_text(start, end)
        elif kind in ("comment", "raw"):
            self._asides.add(token)
        elif name in _PARAGRAPH_ENDS:
            self._end_paragraph()
            self._containers.take(name, begins=kind != "close")
            if name == "pre" and kind != "empty":
                self._pre_depth = max(0, self._pre_depth + (1 if kind == "open" else -1))

    def end(self) -> None:
        self._end_paragraph()
        self._containers.close_all()

    def blocks(self) -> tuple[Block, ...]:
        """The headings and cells in order, with the comments and code outside them."""
        containers = sorted(self._containers.blocks, key=lambda block: block.span)
        starts = [block.span.start for block in containers]
        blocks = self._containers.blocks.copy()
        for aside in self._asides.blocks:
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

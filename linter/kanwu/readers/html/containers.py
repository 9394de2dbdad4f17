"""The headings, cells and tables of a page, most of whose end tags may be missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kanwu.document import Block
from kanwu.text import Span

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = frozenset(("td", "th"))
ROWS = frozenset(("tr", "thead", "tbody", "tfoot", "caption", "colgroup", "col"))

# A heading with more paragraphs is an unended one; a cell with more is for layout.
_MOST_PARAGRAPHS = 5

ContainerKind = Literal["heading", "cell", "table"]


class _Container:
    """A heading, a cell or a table that has begun."""

    def __init__(self, kind: ContainerKind, first: int, level: int) -> None:
        self.kind = kind
        self.first = first  # the index of its first paragraph
        self.level = level  # of a heading, from 1
        self.is_innermost = True  # it holds no other container


class Containers:
    """The containers that are open at a place of a page, and the blocks before it."""

    def __init__(self, paragraphs: Sequence[Sequence[Span]]) -> None:
        self.blocks: list[Block] = []
        self._paragraphs = paragraphs  # of the page up to the place; they grow as it is read
        self._open: list[_Container] = []

    def take(self, name: str, *, begins: bool) -> None:
        """Open and close containers at a tag with the name."""
        if name in HEADINGS:
            if self._open and self._open[-1].kind == "heading":
                self._close()
            if begins:
                self._begin("heading", int(name[1]))
        elif name == "table" and begins:
            self._begin("table")
        elif name in CELLS or name in ROWS or name == "table":
            while self._open and self._open[-1].kind != "table":
                self._close()
            if name == "table" and self._open:
                self._close()
            if begins and name in CELLS:
                self._begin("cell")

    def close_all(self) -> None:
        while self._open:
            self._close()

    def _begin(self, kind: ContainerKind, level: int = 0) -> None:
        if self._open:
            self._open[-1].is_innermost = False
        self._open.append(_Container(kind, len(self._paragraphs), level))

    def _close(self) -> None:
        container = self._open.pop()
        count = len(self._paragraphs) - container.first
        is_block = container.is_innermost and 0 < count <= _MOST_PARAGRAPHS
        if container.kind != "table" and is_block:
            span = Span(self._paragraphs[container.first][0].start, self._paragraphs[-1][-1].end)
            self.blocks.append(Block(container.kind, span, container.level))

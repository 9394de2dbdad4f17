"""The comments and code of a page, and the other elements that hold no prose."""

from __future__ import annotations

from collections import Counter

from kanwu.document import Block
from kanwu.readers.html.tokens import Token
from kanwu.text import Span

# Code and readings stand within a paragraph; other silent elements may hold paragraphs.
_WORDS = frozenset(("code", "kbd", "samp", "rt", "rp"))
SILENT = frozenset(("svg", "math", "template")).union(_WORDS)


class Asides:
    """The silent elements that are open at a place of a page, and the blocks before it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[Token] = []
        self._open_names = Counter[str]()

    @property
    def is_open(self) -> bool:
        """Whether text at this place is no prose."""
        return bool(self._open)

    def add(self, token: Token) -> None:
        """Add a comment, or the content of a raw element."""
        kind, start, end, _ = token
        self.blocks.append(Block("comment" if kind == "comment" else "code", Span(start, end)))

    def take(self, token: Token) -> None:
        """Open or close a silent element at its tag."""
        if token.kind == "open":
            self._open.append(token)
            self._open_names[token.name] += 1
        elif token.kind == "close" and self._open_names[token.name]:
            while self._close(token.end) != token.name:
                pass

    def end_words(self, end: int) -> None:
        """Close code and readings that have no end tag, because the paragraph ends."""
        while self._open and self._open[-1].name in _WORDS:
            self._close(end)

    def _close(self, end: int) -> str:
        """Close the innermost silent element, and return its name."""
        start_tag = self._open.pop()
        self._open_names[start_tag.name] -= 1
        if not self._open and start_tag.name not in ("rt", "rp"):
            self.blocks.append(Block("code", Span(start_tag.start, end)))
        return start_tag.name

"""Tables: the cells that a format marks, and lines of columns one below the other."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span

# Two lines or more with columns, which tabs or rules divide.
_ROWS = r"^(?>(?:[^\n\t│┃|]{0,200}(?:[\t│┃|]+[^\n\t│┃|]{1,200}){2,40}[\t│┃|]*(?:\n|\Z)){2,})"
_DIVIDERS = "\t│┃|"


def tables(document: Document) -> tuple[Span, ...]:
    """The cells and rows of tables in order; ask for them by `document.once(tables)`."""
    if cells := tuple(block.span for block in document.blocks if block.kind == "cell"):
        return cells
    prose = document.prose
    if not any(divider in prose for divider in _DIVIDERS):
        return ()
    return tuple(Span(*match.span()) for match in compiled(_ROWS).finditer(prose))
